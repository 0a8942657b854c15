"""Each rule of what carries over, one at a time, and every offer told whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from companion.clinical.carry import (
    REST,
    STILL_SESSIONS,
    CarryInput,
    Offer,
    Offered,
    dips,
    find_offer,
    stands_still,
)
from companion.clinical.findings import HelpAnswer, Signal
from companion.clinical.message import Message
from companion.clinical.model import (
    Contribution,
    Domain,
    MoreHelp,
    Reading,
    Strategy,
    StrategyState,
    Understanding,
)
from companion.language import ENGLISH

TODAY = date(2026, 11, 23)
MAY = date(2026, 5, 4)
AREAS = {Domain.MOOD: Message("Mood and worry"), Domain.HOPE: Message("Hope")}
YES = HelpAnswer(Domain.MOOD, MoreHelp.YES, TODAY, Message("Mood and worry"))
NOTHING = CarryInput(TODAY, "hard", areas=AREAS)


def signal(domain: Domain | None = Domain.MOOD, direction: str = "harder", row: str = "phq9:total:self") -> Signal:
    words = Message("x")
    return Signal("s", "clear_since_last", row, domain, direction, words, words, words, words, (), "A, 2020", TODAY)


def strategy(number: int, state: StrategyState = StrategyState.TRIED, domain: Domain | None = Domain.MOOD) -> Strategy:
    return Strategy(number, "", 1, "walk", "", domain, state, MAY)


def line(number: int, day: date = MAY, **more: object) -> Contribution:
    return Contribution(number, "", 1, 1, day, datetime(2026, 5, 4), "the river", **more)  # type: ignore[arg-type]


def told(offer: Offer | None) -> tuple[object, ...] | None:
    if offer is None:
        return None
    return (
        offer.id, offer.kind, offer.ref, ENGLISH.say(offer.sentence, month="May 2026"),
        [ENGLISH.say(one) for one in offer.why], offer.day, offer.domain,
    )  # fmt: skip


def test_an_area_dips_where_more_help_is_wanted_or_the_patients_own_answers_are_harder() -> None:
    assert dips(NOTHING) == {}
    wanted = replace(NOTHING, more_help=(YES, HelpAnswer(Domain.HOPE, MoreHelp.FINE, TODAY, Message("Hope"))))
    assert {area: ENGLISH.say(why) for area, why in dips(wanted).items()} == {
        Domain.MOOD: "You said yes to more help: Mood and worry."
    }
    both = replace(wanted, signals=(signal(), signal(Domain.HOPE), signal(Domain.SELF)))
    assert {area: ENGLISH.say(why) for area, why in dips(both).items()} == {
        Domain.MOOD: "You said yes to more help: Mood and worry.",
        Domain.HOPE: "Your answers are clearly harder here: Hope.",
        Domain.SELF: "Your answers are clearly harder here: this part of life.",
    }
    for other in (signal(None), signal(direction="lighter"), signal(row="phq9:total:clinician")):
        assert dips(replace(NOTHING, signals=(other,))) == {}


CHOSE = "You chose something that is hard."


def test_a_strategy_is_offered_for_what_dips_or_where_help_is_wanted() -> None:
    dipping = replace(NOTHING, signals=(signal(),), strategies=(strategy(3),))
    harder = "Your answers are clearly harder here: Mood and worry."
    belongs = "What you wrote belongs to this part of life."
    assert told(find_offer(dipping)) == (
        "strategy:3", "strategy", 3, "Mood and worry: this is harder now. You wrote something you do. See it?",
        [CHOSE, harder, belongs], MAY, Domain.MOOD,
    )  # fmt: skip
    wanted = replace(dipping, signals=(), more_help=(YES,))
    assert told(find_offer(wanted)) == (
        "strategy:3", "strategy", 3, "Mood and worry: you want more help here. You wrote something you do. See it?",
        [CHOSE, "You said yes to more help: Mood and worry.", belongs], MAY, Domain.MOOD,
    )  # fmt: skip
    nameless = find_offer(replace(dipping, areas={}))
    assert nameless is not None
    assert ENGLISH.say(nameless.sentence).startswith("this part of life: this is harder now.")
    for state in (MoreHelp.FINE, MoreHelp.NOT_NOW):
        assert find_offer(replace(wanted, more_help=(replace(YES, answer=state),))) is None
        with_both = find_offer(replace(dipping, more_help=(replace(YES, answer=state),)))
        assert with_both is not None
        assert "this is harder now" in ENGLISH.say(with_both.sentence)


def test_what_helps_comes_before_what_is_tried_and_what_rests_then_the_oldest() -> None:
    three = (
        strategy(5, StrategyState.RESTING),
        strategy(4, StrategyState.TRIED),
        strategy(3, StrategyState.HELPING),
        strategy(2, StrategyState.HELPING),
        strategy(1, StrategyState.HELPING, Domain.HOPE),
    )
    found = []
    offered: tuple[Offered, ...] = ()
    for _ in range(5):
        offer = find_offer(replace(NOTHING, signals=(signal(),), strategies=three, offered=offered))
        found.append(offer.id if offer else None)
        offered = (*offered, Offered(found[-1] or "", 1, "seen"))
    assert found == ["strategy:2", "strategy:3", "strategy:4", "strategy:5", None]


def key(number: int = 4, domain: Domain | None = None) -> Understanding:
    return Understanding(number, "", 1, "I go quiet", domain=domain, since=MAY)


def test_a_key_is_offered_when_its_area_dips_or_the_answers_are_like_those_of_its_day() -> None:
    sentence = "Something like this was there before. You wrote what you understood. See it?"
    near = replace(NOTHING, keys=(key(),), distances={4: 0.1})
    why = "Your answers now are close to your answers on the day you wrote it."
    assert told(find_offer(near)) == ("key:4", "key", 4, sentence, [CHOSE, why], MAY, None)
    assert find_offer(replace(near, distances={4: 0.1001})) is None
    assert find_offer(replace(near, distances={5: 0.1})) is None
    here = replace(NOTHING, keys=(key(domain=Domain.MOOD),), signals=(signal(),), distances={4: 0.0})
    harder = "Your answers are clearly harder here: Mood and worry."
    assert told(find_offer(here)) == ("key:4", "key", 4, sentence, [CHOSE, harder], MAY, Domain.MOOD)
    elsewhere = replace(here, keys=(key(domain=Domain.HOPE),))
    assert told(find_offer(elsewhere)) == ("key:4", "key", 4, sentence, [CHOSE, why], MAY, Domain.HOPE)
    far = replace(elsewhere, keys=(key(5), key(4)))
    assert [one.id for one in [find_offer(far)] if one] == ["key:4"]


def test_what_was_put_aside_comes_with_its_area_first_then_the_newest() -> None:
    hidden = "It stays hidden until you want it."
    kept = replace(NOTHING, keepsakes=(line(5, domain=Domain.HOPE),))
    assert told(find_offer(kept)) == (
        "keepsake:5", "keepsake", 5, "In May 2026 you put something aside for a day like this. See it?",
        [CHOSE, "You put a line aside on 4 May 2026, to be reminded of.", hidden], MAY, Domain.HOPE,
    )  # fmt: skip
    june = date(2026, 6, 1)
    lines = (line(5), line(6, june), line(7, june), line(8, domain=Domain.MOOD))
    many = replace(NOTHING, keepsakes=lines, signals=(signal(),))
    found = []
    offered: tuple[Offered, ...] = ()
    for _ in lines:
        offer = find_offer(replace(many, offered=offered))
        found.append(offer.ref if offer else None)
        offered = (*offered, Offered(f"keepsake:{found[-1]}", 1, "seen"))
    assert found == [8, 7, 6, 5]


def test_the_newest_hope_is_offered_last_of_all() -> None:
    hopes = replace(NOTHING, hopes=(line(1), line(2, date(2026, 6, 1), domain=Domain.HOPE)))
    assert told(find_offer(hopes)) == (
        "hope:2", "hope", 2, "In May 2026 your clinician wrote a hope for you. See it?",
        [CHOSE, "Your clinician wrote it on 1 Jun 2026, to be kept for you.", "It stays hidden until you want it."],
        date(2026, 6, 1), Domain.HOPE,
    )  # fmt: skip
    everything = replace(
        hopes, keepsakes=(line(5),), keys=(key(),), distances={4: 0}, signals=(signal(),), strategies=(strategy(3),)
    )
    kinds = []
    offered: tuple[Offered, ...] = ()
    while (offer := find_offer(replace(everything, offered=offered))) is not None:
        kinds.append(offer.kind)
        offered = (*offered, Offered(offer.id, 0, "seen"))
    assert kinds == ["strategy", "key", "keepsake", "hope"]


def offered_first(*offered: Offered) -> str | None:
    given = replace(NOTHING, keepsakes=(line(5),), hopes=(line(6),), offered=offered)
    found = find_offer(given)
    return found.id if found else None


def test_what_was_never_offered_comes_first_then_what_was_offered_longest_ago() -> None:
    assert offered_first() == "keepsake:5"
    assert offered_first(Offered("keepsake:5", REST, "seen")) == "hope:6"
    assert offered_first(Offered("keepsake:5", REST + 1, "seen")) == "hope:6"
    assert offered_first(Offered("keepsake:5", 9, "seen"), Offered("hope:6", 8, "seen")) == "keepsake:5"
    assert offered_first(Offered("keepsake:5", 8, "seen"), Offered("hope:6", 9, "seen")) == "hope:6"
    # The last time it was offered counts.
    assert offered_first(
        Offered("keepsake:5", 9, "seen"), Offered("keepsake:5", 5, "seen"), Offered("hope:6", 8, "seen")
    ) == "hope:6"  # fmt: skip
    assert offered_first(
        Offered("keepsake:5", 5, "seen"), Offered("keepsake:5", 9, "seen"), Offered("hope:6", 8, "seen")
    ) == "hope:6"  # fmt: skip
    assert offered_first(Offered("keepsake:7", 0, "seen")) == "hope:6"
    assert offered_first(Offered("keepsake:5", 1, "seen"), Offered("hope:6", 2, "away")) is None


@pytest.mark.parametrize("choice", ["lighter", "other", ""])
def test_nothing_is_offered_on_another_day(choice: str) -> None:
    assert find_offer(replace(NOTHING, choice=choice, keepsakes=(line(5),))) is None


def test_sessions_stand_still_from_the_fourth_on_without_a_clear_change() -> None:
    still = [Reading.NO_CLEAR_CHANGE]
    assert stands_still(still, STILL_SESSIONS)
    assert not stands_still(still, STILL_SESSIONS - 1)
    assert not stands_still([], 9)
    for clear in (Reading.CLEARLY_BETTER, Reading.CLEARLY_HARDER):
        assert not stands_still([*still, clear], 9)
    assert stands_still([*still, Reading.CANNOT_SAY], 9)
