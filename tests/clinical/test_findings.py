"""How every finding reads, written down whole in findings.txt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from companion.clinical.message import Message
from companion.clinical.model import Agreement, CriticalAnswer, Domain, Moment, MoreHelp, Respondent, Who
from companion.clinical.signals import RULES, HelpAnswer, Signal, SignalInput, find_signals
from companion.language import ENGLISH
from tests.clinical.test_signals import DOOR, A, B, C, given_rows, row

SINCE = Moment("session", date(2026, 6, 1), Message("session 9"))


def for_every_rule() -> SignalInput:
    """Return something for every rule to find."""
    garden = replace(DOOR, id=6, uuid="v", words="the garden", domain=Domain.COPING)
    door = replace(DOOR, enough=None)
    rows = (
        row("phq9", {A: 20, B: 19, C: 12}, since=SINCE),
        row("own-u", {A: 7, date(2026, 6, 2): 6, B: 6, C: 1}, own=door, since=SINCE),
        row("own-u", {C: 5}, who=Respondent.RELATIVE, own=door),
        row("whodas12-48", {A: 30, B: 20, C: 22}, since=SINCE),
        row("whodas12-48", {A: 30, B: 20, C: 12}, who=Respondent.CLINICIAN, since=SINCE),
        row("own-v", {A: 3, C: 8}, own=garden),
    )
    return given_rows(
        *rows,
        since=SINCE,
        last_met=date(2026, 9, 1),
        critical=(
            CriticalAnswer(7, C, "phq9", 9, Message("Thoughts of death"), 1, 3),
            CriticalAnswer(8, C, "honos", 2, Message("Self-injury"), 3, 4, Respondent.CLINICIAN),
        ),
        forms={"phq9": "PHQ-9"},
        agreements=(Agreement(3, "ag", 1, None, B, "Call my sister", Who.BOTH, C),),
        more_help=(HelpAnswer(Domain.HOPE, MoreHelp.YES, C, Message("hope")),),
    )


def told(signal: Signal) -> str:
    """Return a finding whole, a line each thing."""
    say = ENGLISH.value
    lines = (
        f"{signal.rule} | {signal.row} | {signal.domain or ''} | {signal.direction} | {signal.day} | {signal.id}",
        say(signal.sentence),
        say(signal.because),
        say(signal.because_words),
        say(signal.rule_words),
        "; ".join(f"{say(name)}: {say(value)}" for name, value in signal.inputs),
        say(signal.source),
    )
    return "\n".join(lines)


def test_every_finding_reads_as_written_down_here() -> None:
    signals_found = find_signals(for_every_rule())
    assert {one.rule for one in signals_found} == set(RULES)
    written = (Path(__file__).parent / "findings.txt").read_text(encoding="utf-8")
    assert "\n\n".join(map(told, signals_found)) + "\n" == written
