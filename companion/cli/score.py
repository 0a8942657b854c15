"""`companion score`: add up answers by an instrument's own rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.common import LANGUAGE, json_option, put, tell, write_json
from companion.errors import UsageError

if TYPE_CHECKING:
    from companion.clinical.instruments import Instrument


@click.command("score")
@click.argument("instrument_id", metavar="ID")
@click.option("--answers", help="In item order, as in 1,0,,2 (empty is missing, na does not apply).")
@click.option("--csv", "file", type=click.Path(path_type=Path), help="A file with columns item1, item2, …")
@click.option("--reversed-at-source", is_flag=True, help="The reverse items come already reversed.")
@json_option
def score_command(
    instrument_id: str, answers: str | None, file: Path | None, reversed_at_source: bool, as_json: bool
) -> int:
    """Add up the answers to form ID."""
    from companion.workflow.catalogue import catalogue

    instrument = catalogue().find(instrument_id)
    if instrument is None:
        raise UsageError("There is no form {id}. See companion instruments.", id=instrument_id)
    if (answers is None) == (file is None):
        raise UsageError("Give the answers with --answers, or a file with --csv.")
    rows: list[tuple[dict[str, str], list[str]]]
    if answers is not None:
        rows = [({}, [cell.strip() for cell in answers.split(",")])]
    else:
        assert file is not None
        rows = _rows(file)
    results = [_score(instrument, cells, passed, reversed_at_source=reversed_at_source) for passed, cells in rows]
    if as_json:
        write_json({"rows": results})
    else:
        for result in results:
            _say(result)
    return 1 if any(result["problems"] for result in results) else 0


def _rows(file: Path) -> list[tuple[dict[str, str], list[str]]]:
    from companion.intake.columns import FileMapping, item_columns
    from companion.intake.table import read_table

    table = read_table(file)
    for bad in table.bad:
        tell("Line {line}: {why}", line=bad.line, why=bad.why)
    if table.bad:
        raise UsageError("Put these lines right, and score the file again.")
    items = item_columns(table.headings, FileMapping())
    if not items:
        raise UsageError("{file} has no columns item1, item2, …", file=file.name)
    highest = max(items)
    found = []
    for *cells, _line in table.frame.iter_rows():
        passed = {heading: cells[at] for at, heading in enumerate(table.headings) if at not in items.values()}
        found.append((passed, [cells[items[n]] if n in items else "" for n in range(1, highest + 1)]))
    return found


def _score(
    instrument: Instrument, cells: list[str], passed: dict[str, str], *, reversed_at_source: bool
) -> dict[str, Any]:
    from companion.clinical.scoring import score
    from companion.intake.cells import BadCellError, does_not_apply, read_answer

    problems = []
    answers: list[float | None] = []
    wanted = len(instrument.items)
    # What a file writes beyond the form's items, as in a table of several forms, is about none of them.
    left_out = frozenset(number for number, cell in enumerate(cells[:wanted], start=1) if does_not_apply(cell))
    for number, cell in enumerate(cells, start=1):
        try:
            answers.append(None if does_not_apply(cell) else read_answer(cell))
        except BadCellError as bad:
            answers.append(None)
            problems.append(f"item{number}: {LANGUAGE.say(bad.why)}")
    if len(answers) > wanted and any(answer is not None for answer in answers[wanted:]):
        problems.append(LANGUAGE.say("The form has {n} items, {given} are given.", n=wanted, given=len(answers)))
    answers = [*answers[:wanted], *([None] * (wanted - len(answers)))]
    scored = score(instrument, answers, reversed_at_source=reversed_at_source, not_applicable=left_out)
    problems += [LANGUAGE.say(problem) for problem in scored.problems]
    applying = {item.number for item in instrument.items if not item.may_not_apply}
    return {
        **passed,
        "scales": {
            scale: {
                "value": one.value,
                "complete": one.complete,
                "prorated": one.prorated,
                "why_not": None if one.why_not is None else LANGUAGE.say(one.why_not),
            }
            for scale, one in scored.scales.items()
        },
        "critical_items": [
            {"item": one.item, "label": LANGUAGE.say(one.label), "answer": one.answer, "highest": one.highest}
            for one in scored.critical
        ],
        "does_not_apply": sorted(left_out - applying),
        "version": scored.version,
        "problems": problems,
    }


def _say(result: dict[str, Any]) -> None:
    for name, one in result["scales"].items():
        value = one["why_not"] if one["value"] is None else LANGUAGE.number(one["value"])
        put(f"{name}: {value}" + (f" ({LANGUAGE.say('filled in by the form’s own rule')})" if one["prorated"] else ""))
    for one in result["critical_items"]:
        put(
            LANGUAGE.say(
                "Answered {answer} of {highest} to item {item}, {label}.",
                answer=one["answer"], highest=one["highest"], item=one["item"], label=one["label"],
            )
        )  # fmt: skip
    if result["does_not_apply"]:
        numbers = ", ".join(map(str, result["does_not_apply"]))
        put(LANGUAGE.say("Question {numbers} does not apply: a version of its own.", numbers=numbers))
    for problem in result["problems"]:
        put(problem, err=True)
