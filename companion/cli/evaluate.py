"""`companion evaluate`: a group's table of before and after, as a service looks at it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.change import Finite
from companion.cli.common import LANGUAGE, json_option, put, tell, write_json
from companion.clinical.message import Message
from companion.errors import RefusedError, UsageError
from companion.text import clean

if TYPE_CHECKING:
    from companion.cli.pairs import PairsFile
    from companion.clinical.evaluate import Evaluation, Setting
    from companion.clinical.instruments import Scale

MOST_TOLD = 40
"""So many people stand in the table on the screen; a file holds them all."""

_METHODS = ("jt", "gln", "en", "nk", "hln", "ha")


@dataclass(frozen=True, slots=True)
class _Source:
    """One figure of the setting, and where it is from."""

    name: str
    value: float
    source: str | Message


@click.command("evaluate")
@click.option("--csv", "file", type=click.Path(path_type=Path), required=True, help="The table, one row a person.")
@click.option("--id", "id_column", help="The column with the person; default: id, else the line's number.")
@click.option("--pre", "pre_column", default="pre", show_default=True, help="The column with the value before.")
@click.option("--post", "post_column", default="post", show_default=True, help="The column with the value after.")
@click.option("--form", help="Take figures, direction and ends from this form of the catalogue.")
@click.option("--scale", help="Which scale of the form; default: the one that stands for it.")
@click.option("--reliability", type=Finite(0, 1, min_open=True, max_open=True), help="Between 0 and 1.")
@click.option(
    "--reliability-post", type=Finite(0, 1, min_open=True, max_open=True), help="The same afterwards, for nk."
)
@click.option("--sd", type=Finite(min=0, min_open=True), help="Spread before; default: that of these people.")
@click.option("--functional-mean", type=Finite(), help="Mean of people outside treatment.")
@click.option("--functional-sd", type=Finite(min=0, min_open=True), help="Standard deviation of the same people.")
@click.option(
    "--cutoff", type=click.Choice(["a", "b", "c"]), help="Which cut-off; default: c with a functional group, else none."
)
@click.option("--better", type=click.Choice(["lower", "higher"]), help="Which way is better; default: lower.")
@click.option("--low", type=Finite(), help="The lowest value the form has.")
@click.option("--high", type=Finite(), help="The highest value the form has.")
@click.option("--confidence", type=Finite(0.5, 0.9999), default=0.95, show_default=True)
@click.option("--method", type=click.Choice(_METHODS), default="jt", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the people to FILE, as CSV.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@json_option
@click.pass_context
def evaluate_command(
    ctx: click.Context, /, file: Path, id_column: str | None, pre_column: str, post_column: str, form: str | None,
    scale: str | None, out: Path | None, as_json: bool, ascii_only: bool, **figures: Any,
) -> int:  # fmt: skip
    """Reliable and clinically significant change in a group, per person and in counts."""
    from companion.cli.pairs import read_pairs
    from companion.clinical.evaluate import Setting, TooFewError, evaluate

    known, sources = _of_form(form, scale, figures) if form else ({}, [])
    if scale and not form:
        raise UsageError("--scale needs --form: it names a scale of that form.")
    setting = Setting(**_filled(figures, known))
    _check(setting)
    read = read_pairs(file, id_column, pre_column, post_column, low=setting.low, high=setting.high)
    for note in read.notes:
        tell(note)
    for bad in read.bad:
        tell("Line {line}: “{value}”: {why}", line=bad.line, value=clean(bad.value), why=bad.why)
    try:
        found = evaluate(read.pairs, setting)
    except TooFewError as error:
        raise RefusedError("{why}", why=error.message) from None
    if out is not None:
        _write_people(found, out)
    if as_json:
        write_json(_data(found, setting, read, sources))
    else:
        from companion.cli.evaluate_text import Picture, told

        ascii_only = ascii_only or bool((ctx.obj or {}).get("ascii"))
        picture = Picture(replace(LANGUAGE, ascii_only=ascii_only), MOST_TOLD)
        facts = [(one.name, one.value, one.source) for one in sources]
        for line in told(found, setting, read, facts, picture):
            put(line)
    return 1 if read.bad else 0


def _of_form(form: str, scale_id: str | None, figures: dict[str, Any]) -> tuple[dict[str, Any], list[_Source]]:
    """Return what the catalogue knows and was verified; what was given by hand is not asked for."""
    from companion.workflow.catalogue import catalogue

    instrument = catalogue().find(form)
    if instrument is None:
        raise UsageError("There is no form {id}. See companion instruments.", id=form)
    try:
        scale = instrument.scale(scale_id) if scale_id else instrument.main_scale
    except KeyError:
        names = ", ".join(one.id for one in instrument.scales)
        raise UsageError(
            "{form} has no scale {scale}. It has {known}.", form=instrument.short, scale=scale_id, known=names
        ) from None
    known: dict[str, Any] = {"better": scale.better.value, "low": scale.low, "high": scale.high}
    sources = []
    for one in _figures(scale):
        if figures.get(one.name) is None:
            known[one.name] = one.value
            sources.append(one)
    if figures["reliability"] is None and "reliability" not in known:
        raise UsageError(
            "No reliability of {form} was checked in its source. Give one with --reliability.", form=instrument.short
        )
    return known, sources


def _figures(scale: Scale) -> list[_Source]:
    found = []
    reliability = scale.reliability
    if reliability is not None and reliability.verified:
        found.append(_Source("reliability", reliability.value, reliability.source))
    for norm in scale.norms:
        if norm.group == "functional" and norm.verified and norm.mean is not None and norm.sd is not None:
            source = Message("{people}; {source}", {"people": Message(norm.people), "source": norm.source})
            found += [
                _Source("functional_mean", norm.mean, source),
                _Source("functional_sd", norm.sd, source),
            ]
            break
    return found


def _filled(figures: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    from companion.clinical.model import Better

    if figures["reliability"] is None and "reliability" not in known:
        raise UsageError("Give the form's --reliability, or name a form of the catalogue with --form.")
    filled = {name: known.get(name) if value is None else value for name, value in figures.items()}
    filled["better"] = Better(filled["better"] or "lower")
    if filled["cutoff"] is None and filled["functional_mean"] is not None and filled["functional_sd"] is not None:
        filled["cutoff"] = "c"
    return filled


def _check(setting: Setting) -> None:
    if (
        setting.cutoff is not None
        and setting.cutoff != "a"
        and (setting.functional_mean is None or setting.functional_sd is None)
    ):
        raise UsageError("Cut-off {name} needs --functional-mean and --functional-sd.", name=setting.cutoff.upper())
    if (setting.low is None) != (setting.high is None):
        raise UsageError("Give both ends of the form, --low and --high.")
    if setting.low is not None and setting.high is not None and setting.low >= setting.high:
        raise UsageError("--low lies below --high.")


def _data(found: Evaluation, setting: Setting, read: PairsFile, sources: list[_Source]) -> dict[str, Any]:
    return {
        "n": found.n,
        "n_used": found.n_used,
        "method": setting.method,
        "confidence": setting.confidence,
        "better": setting.better.value,
        "reliability": setting.reliability,
        "sem": found.sem,
        "criterion": found.criterion,
        "cutoff": found.cutoff or None,
        "cutoff_value": found.cutoff_value,
        "counts": {**found.counts, "could_not_be_seen": found.could_not_be_seen},
        "people": [
            {
                "id": one.id, "pre": one.pre, "post": one.post, "rci": one.rci, "category": one.category,
                "could_not_be_seen": one.could_not_be_seen,
            }
            for one in found.people
        ],
        "missing": list(found.missing),
        "rejected": [
            {"line": bad.line, "column": bad.column, "value": bad.value, "why": LANGUAGE.say(bad.why)}
            for bad in read.bad
        ],
        "sources": {one.name: {"value": one.value, "source": LANGUAGE.say(one.source)} for one in sources},
        "notes": [LANGUAGE.say(note) for note in read.notes],
    }  # fmt: skip


def _write_people(found: Evaluation, out: Path) -> None:
    """Write one row a person; no cell can be taken for a formula, and no file is written over."""
    import csv

    from companion.intake.rejects import harmless

    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError("There is already a file {file}. Choose another name.", file=str(out)) from None
    except OSError as error:
        raise UsageError("{file} cannot be written: {why}.", file=str(out), why=error.strerror or "") from None
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("id", "pre", "post", "change", "rci", "category", "could_not_be_seen"))
        for one in found.people:
            unseen = "" if one.could_not_be_seen is None else ("yes" if one.could_not_be_seen else "no")
            numbers = (one.pre, one.post, round(one.post - one.pre, 9), one.rci)
            rows.writerow((harmless(one.id), *(f"{number:.10g}" for number in numbers), one.category, unseen))
    tell("Written to {file}. From here on nothing encrypts it.", file=str(out))
