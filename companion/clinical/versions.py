"""A form without a question that does not apply: a version of its own, with its own ends and no borrowed lines.

Work, on the WSAS, does not apply to somebody who has none. The sum then ends at 32 instead of
40. What was found with the whole form (lines, sizes of change, norms, reliability) was not
found with this one, so none of it is carried over.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from companion.clinical.instruments import Instrument, Scale

_WITHOUT = ", without item "


def version_of(instrument: Instrument, not_applicable: Set[int] = frozenset()) -> str:
    """Return the version under which these answers stand: without an item it is another one."""
    numbers = ", ".join(str(number) for number in sorted(not_applicable))
    return f"{instrument.version}{_WITHOUT}{numbers}" if numbers else instrument.version


def left_out_of(version: str) -> tuple[int, ...]:
    """Return the numbers of the items a version leaves out, as `version_of` writes them."""
    _, found, numbers = version.rpartition(_WITHOUT)
    pieces = numbers.split(", ") if found else []
    return tuple(int(one) for one in pieces) if all(one.isdecimal() for one in pieces) else ()


def without(instrument: Instrument, scale: Scale, version: str) -> tuple[int, ...]:
    """Return which of the scale's own items a version leaves out; items the form no longer has count for none."""
    return tuple(number for number in left_out_of(version) if number in scale.items and number <= len(instrument.items))


def scale_in(instrument: Instrument, scale: Scale, version: str) -> Scale:
    """Return a scale as it is in a version.

    Args:
        instrument: The form.
        scale: One of its scales, with every item.
        version: What stands with the answers; one that leaves out none of the scale's items changes nothing.
    """
    gone = without(instrument, scale, version)
    kept = tuple(number for number in scale.items if number not in gone)
    if not gone or not kept:
        return scale
    low, high = scale.low, scale.high
    if scale.method == "sum":
        low = scale.factor * sum(instrument.item(number).low for number in kept)
        high = scale.factor * sum(instrument.item(number).high for number in kept)
    return replace(
        scale, items=kept, low=low, high=high, table={}, cutoffs=(), changes=(), norms=(), reliabilities=(), loinc=""
    )
