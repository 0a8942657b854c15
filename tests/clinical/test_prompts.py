"""Every question can be read aloud to somebody who is tired, frightened or ashamed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.clinical.model import Theme
from companion.clinical.prompts import RUNGS, Book, PromptMistake, parse_prompts

BOOK = Book.bundled("en")
TEXTS = {prompt.id: prompt.text for prompt in BOOK} | {
    follow_up.id: follow_up.text for prompt in BOOK for follow_up in prompt.follow_ups
}
EXPLANATIONS = {prompt.id: prompt.why for prompt in BOOK}
NOT_QUESTIONS = {"hope-i-hold"}

PRAISE = re.compile(
    r"\b(great|good job|well done|proud|congratulat\w*|amazing|excellent|impressive|fantastic|wonderful|brave|bravo)\b",
    re.IGNORECASE,
)
BANNED = re.compile(
    r"\b(deteriorat\w*|fail\w*|non-?complian\w*|verdict|signals?|themes?|scores?|symptoms?|should have done|"
    r"why did ?n.t|why not|why|must|patient|therapy|treatment|diagnos\w*|coping|relapse|goal|resources?)\b",
    re.IGNORECASE,
)


def lix(text: str) -> float:
    """Läsbarhetsindex: words a sentence, and the share of words over six letters."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    sentences = max(1, len(re.findall(r"[.?!:](?:\s|$)", text)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("prompt_id", sorted(TEXTS))
def test_each_question_is_short_plain_and_one_only(prompt_id: str) -> None:
    text = TEXTS[prompt_id]
    assert all(len(line) <= 40 for line in text.split("\n"))
    assert all(len(line.split()) <= 15 for line in text.split("\n"))
    assert len(text.split("\n")) <= 2
    assert text.count("?") == (0 if prompt_id in NOT_QUESTIONS else 1)
    assert prompt_id in NOT_QUESTIONS or text.endswith("?")
    assert lix(text) <= 30, lix(text)
    assert not PRAISE.search(text)
    assert not BANNED.search(text)


@pytest.mark.parametrize("prompt_id", sorted(EXPLANATIONS))
def test_each_reason_is_a_plain_sentence(prompt_id: str) -> None:
    text = EXPLANATIONS[prompt_id]
    assert all(len(sentence.split()) <= 15 for sentence in re.split(r"(?<=[.?!]) ", text))
    assert not PRAISE.search(text)


def test_there_are_enough_questions_and_no_text_twice() -> None:
    assert len(BOOK.prompts) >= 60
    assert sum(len(prompt.follow_ups) for prompt in BOOK) >= 40
    assert {prompt.theme for prompt in BOOK} == set(Theme)
    assert len({prompt.id for prompt in BOOK}) == len(BOOK.prompts)


def test_openings_and_rungs_are_open_questions() -> None:
    closed = re.compile(r"^(do|does|did|is|are|was|were|have|has|had|can|could|will|would|should)\b", re.IGNORECASE)
    for prompt_id, text in TEXTS.items():
        assert not closed.match(text.split("\n")[-1]), prompt_id


@pytest.mark.parametrize("ladder", ["lighter", "harder"])
@pytest.mark.parametrize("rung", range(1, RUNGS + 1))
def test_both_ladders_have_every_rung_without_any_data(ladder: str, rung: int) -> None:
    on_rung = [p for p in BOOK if p.ladder == ladder and p.rung == rung and p.needs_nothing and not p.situations]
    assert len([prompt for prompt in on_rung if not prompt.areas]) >= 1
    assert len(on_rung) >= 2


def test_a_prompt_off_the_ladders_has_no_rung() -> None:
    assert all(bool(prompt.ladder) == bool(prompt.rung) for prompt in BOOK)


def test_every_situation_has_its_question() -> None:
    for situation in ("today", "closing", "clinician_turn", "hope", "read_back", "then_now", "own_topic"):
        assert BOOK.for_situation(situation), situation


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
    assert book.find("not-asked") is not None
