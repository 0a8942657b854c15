"""`companion change`: two scores of one scale, and what the form shows."""

from __future__ import annotations

import math
from typing import Any

import click

from companion.cli.common import LANGUAGE, json_option, put, write_json
from companion.errors import UsageError


class Finite(click.FloatRange):
    """A number one can count with: neither `nan` nor `inf`."""

    def _describe_range(self) -> str:
        return super()._describe_range() if (self.min, self.max) != (None, None) else ""  # else help says x<=None

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or say that it is none."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(LANGUAGE.say("{value} is not a number to count with.", value=str(value)), param, ctx)
        return number


@click.command("change", context_settings={"ignore_unknown_options": True})
@click.argument("instrument_id", metavar="ID")
@click.argument("before", type=Finite())
@click.argument("after", type=Finite())
@click.option("--scale", help="Which scale of the form; default: the one that stands for it.")
@click.option("--sd", type=Finite(min=0, min_open=True), help="Standard deviation of the clinical group.")
@click.option("--mean", type=Finite(), help="Mean of a relevant group; gln and en need it.")
@click.option("--reliability", type=Finite(0, 1, max_open=True), help="Reliability of the scale, below 1.")
@click.option("--better", type=click.Choice(["lower", "higher"]), help="Which way is better.")
@click.option("--confidence", type=Finite(0.5, 0.9999), help="Level of confidence, as in 0.95.")
@click.option("--method", type=click.Choice(["jt", "gln", "en"]), default="jt", show_default=True)
@json_option
def change_command(
    instrument_id: str, before: float, after: float, scale: str | None, sd: float | None, mean: float | None,
    reliability: float | None, better: str | None, confidence: float | None, method: str, as_json: bool,
) -> int:  # fmt: skip
    """Read the change from BEFORE to AFTER on form ID, with its criterion and where that comes from."""
    from companion.clinical.change import read_values, words
    from companion.clinical.criterion import Given
    from companion.clinical.model import Better
    from companion.workflow.catalogue import catalogue

    instrument = catalogue().find(instrument_id)
    if instrument is None:
        raise UsageError("There is no form {id}. See companion instruments.", id=instrument_id)
    try:
        chosen = instrument.scale(scale) if scale else instrument.main_scale
    except KeyError:
        known = ", ".join(one.id for one in instrument.scales)
        raise UsageError(
            "{form} has no scale {scale}. It has {known}.", form=instrument.short, scale=scale, known=known
        ) from None
    given = Given(
        sd=sd, reliability=reliability, mean=mean, better=Better(better) if better else None, confidence=confidence,
        method=method,  # type: ignore[arg-type]  # click has checked the choice
    )  # fmt: skip
    if method != "jt" and mean is None and not any(n.mean is not None for n in chosen.norms if n.group == "clinical"):
        raise UsageError("The method {method} needs --mean, the mean of a relevant group.", method=method)
    change = read_values(chosen, before, after, given=given)
    way = given.better or chosen.better
    if as_json:
        write_json(
            {
                "change": change.difference, "criterion": change.criterion, "kind": change.kind or None,
                "comparator": change.comparator or None, "source": LANGUAGE.say(change.source) or None,
                "rci": change.rci, "sem": change.sem, "reading": change.reading.value,
                "crossed_cutoff": change.crossed_cutoff or None, "verified": change.verified,
                "why": LANGUAGE.say(change.why), "notes": [LANGUAGE.say(note) for note in change.notes],
            }
        )  # fmt: skip
        return 0
    put(f"{instrument.short}: {_number(before)} → {_number(after)}  {LANGUAGE.say(words(change, way))}")
    put(LANGUAGE.say(change.why))
    facts: tuple[tuple[str, Any], ...] = (
        (LANGUAGE.say("criterion"), change.criterion),
        ("RCI", change.rci),
        ("SEM", change.sem),
    )
    for name, value in facts:
        if value is not None:
            put(f"{name}: {_number(value)}")
    for note in change.notes:
        put(LANGUAGE.say(note))
    return 0


def _number(value: float) -> str:
    return LANGUAGE.number(value)
