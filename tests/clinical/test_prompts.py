"""Every question, in every language, can be read aloud to somebody tired, frightened or ashamed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from companion.clinical.model import Domain, Theme
from companion.clinical.prompts import (
    PLACES,
    RULES,
    RUNGS,
    SITUATIONS,
    Book,
    FollowUp,
    Prompt,
    PromptMistake,
    parse_prompts,
)
from companion.language import CODES
from tests.clinical.speech import SPEECH

FOLDER = files("companion.clinical") / "catalogue" / "prompts"
NOT_QUESTIONS = {"hope-i-hold"}
MAY_BE_CLOSED = NOT_QUESTIONS | {"one-thing-i-noticed"}


def held(language: str) -> set[Theme]:
    """The themes that have a file in one language."""
    return {theme for theme in Theme if (FOLDER / f"{theme}.{language}.toml").is_file()}


BOOKS = {language: Book.bundled(language) for language in CODES if held(language)}
BOOK = BOOKS["en"]
in_every_language = pytest.mark.parametrize("language", BOOKS)


def texts(book: Book) -> dict[str, str]:
    """All that is asked, by id."""
    found: dict[str, str] = {}
    for prompt in book:
        found[prompt.id] = prompt.text
        found.update({after.id: after.text for after in prompt.follow_ups})
    return found


def lix(text: str) -> float:
    """Läsbarhetsindex: words a sentence, and the share of words over six letters."""
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    sentences = max(1, len(re.findall(r"[.?!:](?:\s|$)", text)))
    return len(found) / sentences + 100 * sum(len(word) > 6 for word in found) / len(found)


def faults(prompt_id: str, text: str) -> Iterator[str]:
    """What makes a question hard to read aloud or to answer."""
    lines = text.split("\n")
    if len(lines) > 2:
        yield "more than two lines"
    if any(len(line) > 40 or len(line.split()) > 15 for line in lines):
        yield "a line is too long"
    if lix(text) > 30:
        yield f"LIX {lix(text):.0f}"
    questions = 0 if prompt_id in NOT_QUESTIONS else 1
    if text.count("?") != questions or text.endswith("?") != bool(questions):
        yield "not one question, at the end"


@in_every_language
def test_each_question_is_short_plain_and_one_only(language: str) -> None:
    found = {prompt_id: [*faults(prompt_id, text)] for prompt_id, text in texts(BOOKS[language]).items()}
    assert {prompt_id: said for prompt_id, said in found.items() if said} == {}


@in_every_language
@pytest.mark.parametrize("kind", ["praise", "banned", "figures", "foreign"])
def test_no_question_praises_blames_or_speaks_in_figures(language: str, kind: str) -> None:
    unwanted: re.Pattern[str] = getattr(SPEECH[language], kind)
    asked = {prompt_id: text.replace("\n", " ") for prompt_id, text in texts(BOOKS[language]).items()}
    assert {prompt_id: text for prompt_id, text in asked.items() if unwanted.search(text)} == {}


@in_every_language
def test_every_question_is_open(language: str) -> None:
    speech = SPEECH[language]
    for prompt_id, text in texts(BOOKS[language]).items():
        question = re.split(r"\.\s", text)[-1]
        if prompt_id not in MAY_BE_CLOSED:
            assert speech.asking.search(question), prompt_id
            assert not speech.closed.match(question), prompt_id


@in_every_language
def test_each_reason_is_a_plain_sentence(language: str) -> None:
    speech = SPEECH[language]
    for prompt in BOOKS[language]:
        sentences = re.split(r"(?<=[.?!]) ", prompt.why)
        assert all(len(sentence.split()) <= 15 and sentence[0].isupper() for sentence in sentences), prompt.id
        assert prompt.why.endswith("."), prompt.id
        for unwanted in (speech.praise, speech.figures, speech.foreign):
            assert not unwanted.search(prompt.why), (prompt.id, prompt.why)


@pytest.mark.parametrize("language", CODES)
def test_a_language_has_all_its_files_or_none(language: str) -> None:
    assert held(language) in (set(), set(Theme))


@in_every_language
def test_each_file_is_of_the_theme_and_language_in_its_name(language: str) -> None:
    for theme in held(language):
        table = tomllib.loads((FOLDER / f"{theme}.{language}.toml").read_text(encoding="utf-8"))
        assert (table["theme"], table["language"]) == (theme, language)


def without_words(prompt: Prompt) -> Prompt:
    return replace(prompt, text="", why="", follow_ups=tuple(FollowUp(after.id, "") for after in prompt.follow_ups))


@in_every_language
def test_every_language_holds_the_same_questions_in_the_same_order(language: str) -> None:
    assert [without_words(prompt) for prompt in BOOKS[language]] == [without_words(prompt) for prompt in BOOK]


@pytest.mark.parametrize("language", [language for language in BOOKS if language != "en"])
def test_nothing_is_left_in_english(language: str) -> None:
    english = set(texts(BOOK).values()) | {prompt.why for prompt in BOOK}
    here = set(texts(BOOKS[language]).values()) | {prompt.why for prompt in BOOKS[language]}
    assert here & english == set()


@in_every_language
def test_no_two_questions_sound_the_same(language: str) -> None:
    asked = [prompt.text for prompt in BOOKS[language]]
    assert {text for text in asked if asked.count(text) > 1} == set()


@in_every_language
def test_a_question_is_not_deepened_by_asking_it_again(language: str) -> None:
    for prompt in BOOKS[language]:
        question = prompt.text.split("\n")[-1]
        assert question not in {after.text for after in prompt.follow_ups}, prompt.id


def test_a_language_without_files_is_asked_in_english() -> None:
    book = Book.bundled("xx")
    assert book.language == "xx"
    assert texts(book) == texts(BOOK)


def test_there_are_enough_questions_few_enough_to_choose_well() -> None:
    assert 50 <= len(BOOK.prompts) <= 70
    assert 35 <= sum(len(prompt.follow_ups) for prompt in BOOK) <= 50
    assert {prompt.theme for prompt in BOOK} == set(Theme)
    assert len({prompt.id for prompt in BOOK}) == len(BOOK.prompts)


@pytest.mark.parametrize("ladder", ["lighter", "harder"])
@pytest.mark.parametrize("rung", range(1, RUNGS + 1))
def test_both_ladders_have_every_rung_without_any_data(ladder: str, rung: int) -> None:
    on_rung = [p for p in BOOK if p.ladder == ladder and p.rung == rung and p.needs_nothing and not p.situations]
    assert len([prompt for prompt in on_rung if not prompt.areas]) >= 1
    # Who takes the step is asked in one way; before it there is more than one.
    assert len(on_rung) >= (1 if (ladder, rung) == ("harder", RUNGS) else 2)


@pytest.mark.parametrize("theme", Theme)
def test_each_theme_has_questions_on_both_ladders(theme: Theme) -> None:
    assert {prompt.ladder for prompt in BOOK if prompt.theme is theme} >= {"lighter", "harder"}


def test_every_follow_up_comes_up() -> None:
    """On a ladder one follow-up comes before the next rung; fixed moments are not deepened."""
    assert [prompt.id for prompt in BOOK if prompt.ladder and len(prompt.follow_ups) > 1] == []
    fixed = {"today", "closing", "read_back", "hope", "then_now", "sheet"}
    assert [prompt.id for prompt in BOOK if prompt.situations & fixed and prompt.follow_ups] == []


def test_a_prompt_off_the_ladders_has_no_rung() -> None:
    assert all(bool(prompt.ladder) == bool(prompt.rung) for prompt in BOOK)


def test_every_situation_has_its_question() -> None:
    used = {situation for prompt in BOOK for situation in prompt.situations}
    assert used == SITUATIONS
    assert {rule for prompt in BOOK for rule in prompt.signals} == RULES
    assert len(BOOK.for_situation("sheet")) == 5


def test_a_mistake_names_file_key_and_what_is_allowed() -> None:
    text = 'theme = "approach"\n[[prompt]]\nid = "a"\ntext = "b?"\nwhy = "c"\nladder = "up"\n'
    with pytest.raises(PromptMistake) as caught:
        parse_prompts(text, "own.en.toml")
    assert (caught.value.file, caught.value.key) == ("own.en.toml", "a.ladder")
    assert "lighter" in caught.value.allowed


def test_a_clinic_adds_rewords_and_hides(tmp_path: Path) -> None:
    (tmp_path / "clinic.en.toml").write_text(
        'theme = "approach"\nhide = ["days-since"]\n'
        '[[prompt]]\nid = "days-different"\ntext = "What is new at home?"\nwhy = "So we say it here."\n'
        '[[prompt]]\nid = "ours"\ntext = "What does the garden look like?"\nwhy = "We have a garden."\n',
        encoding="utf-8",
    )
    book = BOOK.with_folder(tmp_path)
    assert book.text("days-different") == "What is new at home?"
    assert book.text("ours") == "What does the garden look like?"
    assert book.find("days-since") is None
    assert book.find("no-form-asks") is not None


def test_a_clinics_words_count_in_their_own_language_only(tmp_path: Path) -> None:
    (tmp_path / "clinic.nb.toml").write_text(
        'theme = "approach"\n[[prompt]]\nid = "days-different"\ntext = "Hva er nytt hjemme?"\nwhy = "Vi spør slik."\n',
        encoding="utf-8",
    )
    assert Book.bundled("nb").with_folder(tmp_path).text("days-different") == "Hva er nytt hjemme?"
    assert BOOK.with_folder(tmp_path).text("days-different") == BOOK.text("days-different")


# --- mistakes in a file of one's own

RIGHT = {
    "id": '"a"', "text": '"b?"', "why": '"c."', "areas": '["mood"]', "signals": '["open"]', "situations": '["today"]',
    "ladder": '"lighter"', "rung": "2", "depth": "3", "place": '"took"',
}  # fmt: skip


def one_prompt(*more: str, **changes: str | None) -> str:
    """A file with one right prompt, some of its fields changed or, where None, left out."""
    said = {**RIGHT, **changes}
    return "\n".join(
        ['theme = "approach"', "[[prompt]]", *(f"{key} = {value}" for key, value in said.items() if value), *more]
    )


def test_a_right_file_is_read_whole() -> None:
    after = '[[prompt.follow_up]]\nid = "d"\ntext = "e?"\n[[prompt.follow_up]]\nid = "f"\ntext = "g?"'
    (found,) = parse_prompts(one_prompt(after), "own.en.toml", first=7)
    assert found == Prompt(
        "a", "b?", Theme.APPROACH, "c.", frozenset({Domain.MOOD}), frozenset({"open"}), frozenset({"today"}),
        "lighter", 2, 3, "took", (FollowUp("d", "e?"), FollowUp("f", "g?")), 7,
    )  # fmt: skip


def test_what_is_left_out_has_its_usual_value() -> None:
    few = dict.fromkeys(("areas", "signals", "situations", "ladder", "rung", "depth", "place"))
    (found,) = parse_prompts(one_prompt(**few), "own.en.toml")
    assert found == Prompt("a", "b?", Theme.APPROACH, "c.", place="looked")
    assert (found.rung, found.depth, found.ladder, found.order, found.needs_nothing) == (0, 1, "", 0, False)
    two = parse_prompts(one_prompt() + "\n" + one_prompt(id='"z"').partition("\n")[2], "own.en.toml", first=4)
    assert [(one.id, one.order) for one in two] == [("a", 4), ("z", 5)]


def test_a_file_may_hold_no_question_at_all_and_broken_toml_names_its_place() -> None:
    assert parse_prompts('theme = "approach"', "own.en.toml") == ()
    with pytest.raises(PromptMistake) as caught:
        parse_prompts("theme = ", "own.en.toml")
    assert caught.value.key.startswith("Invalid value (at ")


RULES_ALLOWED = ", ".join(sorted(RULES))
SITUATIONS_ALLOWED = ", ".join(sorted(SITUATIONS))
PLACES_ALLOWED = ", ".join(PLACES)
FIELDS = "areas, depth, follow_up, id, ladder, place, rung, signals, situations, text, why"


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("theme = ", None, "TOML"),
        ('theme = "cure"', "theme", "approach, reflected, understanding, acceptance"),
        ("", "theme", "approach, reflected, understanding, acceptance"),
        (one_prompt(id=None), "?.id", "words"),
        (one_prompt(id='" "'), " .id", "words"),
        (one_prompt(text=None), "a.text", "words"),
        (one_prompt(text="3"), "a.text", "words"),
        (one_prompt(why='""'), "a.why", "words"),
        (one_prompt(text=f'"{"x" * 41}"'), "a.text", "at most 40 columns a line"),
        (one_prompt(text=f'"short\\n{"x" * 41}"'), "a.text", "at most 40 columns a line"),
        (one_prompt(text=f'"{"ten words " * 4}x"'), "a.text", "at most 40 columns a line"),
        (one_prompt(areas='"mood"'), "a.areas", "a list"),
        (one_prompt(areas='["weather"]'), "a.areas", ", ".join(sorted(Domain))),
        (one_prompt(signals='["open", "luck"]'), "a.signals", RULES_ALLOWED),
        (one_prompt(situations='["never"]'), "a.situations", SITUATIONS_ALLOWED),
        (one_prompt(ladder='"up"'), "a.ladder", "lighter, harder"),
        (one_prompt(place='"attic"'), "a.place", PLACES_ALLOWED),
        (one_prompt(rung="5"), "a.rung", "0 to 4"),
        (one_prompt(rung="-1"), "a.rung", "0 to 4"),
        (one_prompt(rung='"2"'), "a.rung", "0 to 4"),
        (one_prompt(rung="true"), "a.rung", "0 to 4"),
        (one_prompt(depth="0"), "a.depth", "1 to 3"),
        (one_prompt(depth="4"), "a.depth", "1 to 3"),
        (one_prompt(zeal="1", colour="2"), "a.colour", FIELDS),
        (one_prompt(id=None, colour="2"), ".colour", FIELDS),
        (one_prompt('[[prompt.follow_up]]\ntext = "e?"'), "?.id", "words"),
        (one_prompt('[[prompt.follow_up]]\nid = "d"'), "d.text", "words"),
        (one_prompt('follow_up = "d"'), "a.follow_up", "a list"),
        (one_prompt('[[prompt.follow_up]]\nid = "a"\ntext = "e?"'), "a", "an id that is used once"),
        (one_prompt() + "\n" + one_prompt().partition("\n")[2], "a", "an id that is used once"),
    ],
)
def test_each_mistake_names_its_place_and_what_is_allowed(text: str, key: str | None, allowed: str) -> None:
    with pytest.raises(PromptMistake) as caught:
        parse_prompts(text, "own.en.toml")
    assert (caught.value.file, caught.value.allowed) == ("own.en.toml", allowed)
    assert key is None or caught.value.key == key
    assert str(caught.value) == f"own.en.toml: {caught.value.key}: {allowed}"


@pytest.mark.parametrize(("rung", "depth"), [(0, 1), (4, 3)])
def test_both_ends_of_rungs_and_depths_are_allowed(rung: int, depth: int) -> None:
    (found,) = parse_prompts(one_prompt(rung=str(rung), depth=str(depth), text=f'"{"x" * 40}"'), "own.en.toml")
    assert (found.rung, found.depth, len(found.text)) == (rung, depth, 40)


def test_a_book_knows_a_follow_up_by_its_own_words() -> None:
    after = (FollowUp("d", "e?"), FollowUp("f", "g?"))
    first = Prompt("a", "b?", Theme.APPROACH, "c.", follow_ups=after, areas=frozenset({Domain.MOOD}))
    book = Book("en", (first, Prompt("z", "y?", Theme.APPROACH, "x.", situations=frozenset({"hope"}))))
    assert [book.text(one) for one in ("a", "d", "f", "z", "gone")] == ["b?", "e?", "g?", "y?", ""]
    assert (book.find("f"), book.find("gone")) == (first, None)
    assert [one.id for one in book.for_situation("hope")] == ["z"]
    assert book.for_situation("closing") == ()
    assert (first.fits(Domain.MOOD), first.fits(Domain.HOPE), first.fits(None)) == (True, False, False)
    assert book.prompts[1].fits(None)
    assert book.prompts[1].fits(Domain.HOPE)


def test_a_clinics_own_questions_come_after_those_known(tmp_path: Path) -> None:
    own = one_prompt(id='"ours"', signals='["open"]').replace('"approach"', '"approach"\nhide = ["gone", 7]', 1)
    (tmp_path / "b.en.toml").write_text(own, encoding="utf-8")
    (tmp_path / "a.en.toml").write_text(one_prompt(id='"first"', why='"På norsk."'), encoding="utf-8")
    book = BOOK.with_folder(tmp_path)
    assert [prompt.id for prompt in book][-2:] == ["first", "ours"]
    assert [prompt.order for prompt in book.prompts[-2:]] == [len(BOOK.prompts), len(BOOK.prompts) + 1]
    assert book.prompts[-2].why == "På norsk."
    assert book.language == "en"
    assert BOOK.with_folder(tmp_path / "not there").prompts == BOOK.prompts
    (tmp_path / "c.en.toml").write_text("theme =", encoding="utf-8")
    with pytest.raises(PromptMistake, match=r"c\.en\.toml"):
        BOOK.with_folder(tmp_path)
