"""`companion instruments`: the catalogue, one instrument with every fact and its source, a check of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.common import LANGUAGE, desk, json_option, put, store_options, tell, write_json
from companion.clinical.message import Message
from companion.errors import DefinitionError, UsageError

if TYPE_CHECKING:
    from companion.clinical.facts import Source
    from companion.clinical.instruments import Instrument, Scale


@click.command("instruments")
@click.argument("instrument_id", metavar="[ID]", required=False)
@click.option("--check", type=click.Path(path_type=Path), help="Check a definition file of your own.")
@click.option("--confirm-permission", is_flag=True, help="Say once that the clinic may use form ID.")
@store_options
@json_option
def instruments_command(
    instrument_id: str | None,
    check: Path | None,
    confirm_permission: bool,
    store: Path | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """Show the forms the program knows, or every fact of one with its source."""
    from companion.workflow.catalogue import catalogue

    if confirm_permission and instrument_id is None:
        raise UsageError("Name the form: companion instruments ID --confirm-permission")
    if check is not None:
        return _check(check, as_json=as_json)
    known = catalogue()
    if instrument_id is None:
        if as_json:
            write_json({"instruments": [_line(one) for one in known]})
        else:
            ids, shorts = (max(map(len, names)) for names in zip(*((one.id, one.short) for one in known), strict=True))
            for one in known:
                put(f"{one.id:<{ids}} {one.short:<{shorts}} {one.name}")
        return 0
    instrument = known.find(instrument_id)
    if instrument is None:
        raise UsageError("There is no form {id}. See companion instruments.", id=instrument_id)
    if confirm_permission:
        return _confirm(instrument, store, passphrase_file, as_json=as_json)
    if as_json:
        write_json(plain(instrument))
    else:
        put(_text(instrument))
    return 0


def _confirm(instrument: Instrument, store: Path | None, passphrase_file: Path | None, *, as_json: bool) -> int:
    from companion.workflow.permissions import confirm

    if not instrument.licence.permission_needed:
        tell("{form} needs no confirmation.", form=instrument.short)
    else:
        with desk(store, passphrase_file) as opened:
            confirm(opened.store, instrument)
        tell(
            "Kept: the clinic may use {form}. {terms}",
            form=instrument.short,
            terms=LANGUAGE.say(instrument.licence.condition),
        )
    if as_json:
        write_json({"id": instrument.id, "permission_needed": instrument.licence.permission_needed, "confirmed": True})
    return 0


def plain(value: Any) -> Any:
    """Return a value as JSON has it: messages in words, enums as their codes."""
    if isinstance(value, Message):
        return LANGUAGE.say(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, frozenset | tuple):
        return [plain(one) for one in (sorted(value) if isinstance(value, frozenset) else value)]
    return value.value if isinstance(value, Enum) else value


def _line(one: Instrument) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "short": one.short,
        "version": one.version,
        "items": len([item for item in one.items if not item.extra]),
        "scales": [scale.id for scale in one.scales],
        "respondents": [respondent.value for respondent in one.respondents],
        "ships": one.ships,
        "credit": one.credit,
    }


def _check(path: Path, *, as_json: bool) -> int:
    from companion.clinical.instruments import DefinitionMistake, parse_instrument

    try:
        instrument = parse_instrument(path.read_text(encoding="utf-8-sig"), path.name)
    except DefinitionMistake as mistake:
        raise DefinitionError("{sentence}", sentence=mistake.message) from None
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise UsageError("The file {file} cannot be read. Check its name.", file=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("The file {file} is not UTF-8 text.", file=str(path)) from None
    tell("{file} is right: {name}.", file=path.name, name=instrument.name)
    if as_json:
        write_json(plain(instrument))
    return 0


def _text(one: Instrument) -> str:
    lines = [f"{one.name} ({one.id}, {one.version})"]
    if one.credit:
        lines.append(LANGUAGE.say(one.credit))
    lines.append(LANGUAGE.say(one.licence.condition))
    if one.licence.permission_needed:
        lines.append(LANGUAGE.say("Confirm once that you may use it: --confirm-permission"))
    lines.append("")
    for scale in one.scales:
        lines += _scale(scale)
    lines += [f"  {item.number:>2} {LANGUAGE.say(item.label)}" for item in one.items]
    return "\n".join(lines)


_CUTOFF = {
    "caseness": Message("caseness"), "screening": Message("screening"), "band": Message("band"),
    "norm": Message("norm"), "remission": Message("remission"), "CSC-C": Message("CSC-C"),
}  # fmt: skip
_CHANGE = {"anchor": Message("anchor"), "service rule": Message("service rule")}
_RELIABILITY = {"alpha": Message("alpha"), "retest": Message("retest")}


def _scale(scale: Scale) -> list[str]:
    say, number = LANGUAGE.say, LANGUAGE.number
    way = say("lower is easier") if scale.better.value == "lower" else say("higher is more")
    lines = [f"{say(scale.name)}: {number(scale.low)}–{number(scale.high)}, {way}"]
    facts: list[tuple[str, Source, bool]] = [(say(scale.rule.value), scale.rule.source, scale.rule.verified)]
    facts += [
        (f"{say(_CUTOFF[c.kind])} {c.comparator} {number(c.value)} ({say(c.population)})", c.source, c.verified)
        for c in scale.cutoffs
    ]
    facts += [
        (f"{say(_CHANGE.get(c.kind, c.kind))} {c.comparator} {number(c.value)}", c.source, c.verified)
        for c in scale.changes
    ]
    facts += [(f"{say(_RELIABILITY[r.kind])} {number(r.value)}", r.source, r.verified) for r in scale.reliabilities]
    for norm in scale.norms:
        mean = "" if norm.mean is None else say("mean {mean}", mean=norm.mean)
        spread = "" if norm.sd is None else say("SD {sd}", sd=norm.sd)
        facts.append((f"{say(norm.people)}: {mean} {spread}".rstrip(), norm.source, norm.verified))
    for words, source, verified in facts:
        mark = say("verified") if verified else say("not verified")
        lines.append(f"  {words} [{say(source)}; {mark}]")
    return lines
