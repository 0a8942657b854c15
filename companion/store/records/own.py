"""Own measures, the patient's own word on them, and *more help here?*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from companion.clinical.model import Better, Domain, MoreHelp, OwnMeasure, OwnReading

if TYPE_CHECKING:
    from companion.store.transaction import Reader


@dataclass(frozen=True, slots=True)
class MoreHelpSaid:
    """The newest answer to *more help here?* for one area."""

    domain: Domain
    answer: MoreHelp
    day: date
    session_id: int | None = None


def to_own_measure(row: Mapping[str, Any]) -> OwnMeasure:
    """Return the own measure of a row of `own_measure`."""
    return OwnMeasure(
        id=row["line"],
        uuid=row["uuid"],
        patient_id=row["patient_id"],
        words=row["words"],
        domain=Domain(row["domain"]),
        better=Better(row["better"]),
        step=row["step"],
        enough=row["enough"],
        low_words=row["low_words"],
        high_words=row["high_words"],
        version=row["version"],
        resting=row["resting"],
    )


def to_own_reading(row: Mapping[str, Any]) -> OwnReading:
    """Return the patient's own word of a row of `own_reading`."""
    return OwnReading(row["own_measure_id"], row["from_day"], row["to_day"], row["word"], row["day"])


def to_more_help(row: Mapping[str, Any]) -> MoreHelpSaid:
    """Return the answer of a row of `more_help`."""
    return MoreHelpSaid(Domain(row["domain"]), MoreHelp(row["answer"]), row["day"], row["session_id"])


def own_measures(reader: Reader, patient_id: int) -> tuple[OwnMeasure, ...]:
    """Return the newest version of each own measure, resting ones too, oldest first."""
    return tuple(to_own_measure(row) for row in reader.rows("own_measures", patient_id=patient_id))


def own_readings(reader: Reader, patient_id: int) -> tuple[OwnReading, ...]:
    """Return the newest word for each pair of moments of each own measure."""
    return tuple(map(to_own_reading, reader.rows("own_readings", patient_id=patient_id)))


def more_help(reader: Reader, patient_id: int) -> tuple[MoreHelpSaid, ...]:
    """Return the newest answer to *more help here?* for each area that was answered."""
    return tuple(map(to_more_help, reader.rows("more_help_newest", patient_id=patient_id)))
