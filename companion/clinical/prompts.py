"""The questions as content: one TOML file a theme and language, read and checked here.

A file has `theme`, `language` and a list of `[[prompt]]`:

==============  ==============================================================
id              the same in every language; never reused for another question
text            what is asked; at most 40 columns a line
areas           domains it fits; none means all
signals         rules of `signals.py` it fits; `open` means also without one;
                none and no situations means it fits everywhere
situations      what must be true now, all of it (`SITUATIONS`)
ladder, rung    `lighter` or `harder` and its step 1 to 4; neither when left out
depth           1 is easy to answer, 3 goes deep
place           the part of the note its answer belongs to (`PLACES`)
why             why one asks it, in a plain sentence
follow_up       `[[prompt.follow_up]]` with `id` and `text`, in the order asked
==============  ==============================================================
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from companion.clinical.model import Domain, Theme

COLUMNS = 40
"""Most columns a line of a question may have."""

OPEN = "open"
"""Stands among `signals` for *also without one*."""

LADDERS = ("", "lighter", "harder")
RUNGS = 4
RULES = frozenset({
    OPEN, "clear_since_last", "clear_since_start", "clear_since_moment", "opposite", "others_ahead", "beyond_enough",
    "long_since_met", "agreement_due", "more_help",
})  # fmt: skip
SITUATIONS = frozenset({
    "today", "own_topic", "clinician_turn", "closing", "hope", "read_back", "then_now", "somebody_else",
    "first_session", "met_before", "strategy", "noticed", "words_before", "difference", "stands_still",
    "clinicians_part", "own_answer", "does_not_fit", "meaning", "sheet",
})  # fmt: skip
PLACES = (
    "looked", "changed", "small", "others", "took", "hard", "understood", "differently", "agreed", "reminded", "hope",
)  # fmt: skip


class PromptMistake(ValueError):  # noqa: N818 - a mistake in a file, named as people would
    """A prompt file has a mistake.

    Attributes:
        file: Which file.
        key: Which prompt and field.
        allowed: What may stand there.
    """

    def __init__(self, file: str, key: str, allowed: str) -> None:
        super().__init__(f"{file}: {key}: {allowed}")
        self.file, self.key, self.allowed = file, key, allowed


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that deepens another."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question; the fields are those of the file (see the module)."""

    id: str
    text: str
    theme: Theme
    why: str
    areas: frozenset[Domain] = frozenset()
    signals: frozenset[str] = frozenset()
    situations: frozenset[str] = frozenset()
    ladder: str = ""
    rung: int = 0
    depth: int = 1
    place: str = "changed"
    follow_ups: tuple[FollowUp, ...] = ()
    order: int = 0

    @property
    def needs_nothing(self) -> bool:
        """Whether it can be asked without anything in the data."""
        return OPEN in self.signals

    def fits(self, domain: Domain | None) -> bool:
        """Return whether it fits an area of life; one without areas fits all."""
        return not self.areas or domain in self.areas


@dataclass(frozen=True)
class Book:
    """All prompts of one language, in the order of their files."""

    language: str
    prompts: tuple[Prompt, ...]

    @classmethod
    def bundled(cls, language: str = "en") -> Book:
        """Return the prompts that come with the program; English where a language has none."""
        return _bundled(language)

    def with_folder(self, folder: Path) -> Book:
        """Return these prompts with a clinic's own: added, reworded by id, or hidden.

        Args:
            folder: Holds files of the same form, named `*.<language>.toml`. A prompt with
                an id known here replaces it; the list `hide` at the top of a file takes ids away.

        Raises:
            PromptMistake: A file has a mistake; it names file, key and what is allowed.
        """
        known = {prompt.id: prompt for prompt in self.prompts}
        for path in sorted(folder.glob(f"*.{self.language}.toml")) if folder.is_dir() else ():
            text = path.read_text(encoding="utf-8")
            for prompt in parse_prompts(text, path.name, first=len(known)):
                known[prompt.id] = prompt
            for hidden in _table(text, path.name).get("hide", []):
                known.pop(str(hidden), None)
        return Book(self.language, tuple(known.values()))

    def find(self, prompt_id: str) -> Prompt | None:
        """Return the prompt with this id, or the one whose follow-up has it."""
        return self._by_id.get(prompt_id)

    def text(self, prompt_id: str) -> str:
        """Return the words of a prompt or of a follow-up; empty when nobody knows it any more."""
        prompt = self.find(prompt_id)
        if prompt is None or prompt.id == prompt_id:
            return prompt.text if prompt else ""
        return next(follow_up.text for follow_up in prompt.follow_ups if follow_up.id == prompt_id)

    def for_situation(self, situation: str) -> tuple[Prompt, ...]:
        """Return the prompts made for one situation."""
        return tuple(prompt for prompt in self.prompts if situation in prompt.situations)

    def __iter__(self) -> Iterator[Prompt]:
        return iter(self.prompts)

    @property
    def _by_id(self) -> Mapping[str, Prompt]:
        return _index(self.prompts)


@cache
def _index(prompts: tuple[Prompt, ...]) -> Mapping[str, Prompt]:
    found = {prompt.id: prompt for prompt in prompts}
    found.update({follow_up.id: prompt for prompt in prompts for follow_up in prompt.follow_ups})
    return found


@cache
def _bundled(language: str) -> Book:
    folder = files("companion.clinical") / "catalogue" / "prompts"
    prompts: list[Prompt] = []
    for theme in Theme:
        name = f"{theme.value}.{language}.toml"
        path = folder / name
        if not path.is_file():
            name = f"{theme.value}.en.toml"
            path = folder / name
        prompts.extend(parse_prompts(path.read_text(encoding="utf-8"), name, first=len(prompts)))
    return Book(language, tuple(prompts))


def parse_prompts(text: str, where: str, *, first: int = 0) -> tuple[Prompt, ...]:
    """Read one file of prompts.

    Args:
        text: The TOML text.
        where: The file's name, for what is said about a mistake.
        first: Order number of the first prompt.

    Raises:
        PromptMistake: A field is missing, unknown or has a value that is not allowed.
    """
    table = _table(text, where)
    try:
        theme = Theme(str(table.get("theme")))
    except ValueError as error:
        raise PromptMistake(where, "theme", ", ".join(Theme)) from error
    found: list[Prompt] = []
    ids: set[str] = set()
    for number, entry in enumerate(table.get("prompt", []), first):
        prompt = replace(_prompt(entry, theme, where), order=number)
        for new in (prompt.id, *(follow_up.id for follow_up in prompt.follow_ups)):
            if new in ids:
                raise PromptMistake(where, new, "an id that is used once")
            ids.add(new)
        found.append(prompt)
    return tuple(found)


def _table(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PromptMistake(where, str(error), "TOML") from error


_FIELDS = frozenset({
    "id", "text", "areas", "signals", "situations", "ladder", "rung", "depth", "place", "why", "follow_up",
})  # fmt: skip


def _prompt(entry: Mapping[str, object], theme: Theme, where: str) -> Prompt:
    name = str(entry.get("id", ""))
    unknown = set(entry) - _FIELDS
    if unknown:
        raise PromptMistake(where, f"{name}.{min(unknown)}", ", ".join(sorted(_FIELDS)))
    return Prompt(
        id=_words(entry, "id", where),
        text=_question(entry, where),
        theme=theme,
        why=_words(entry, "why", where),
        areas=frozenset(Domain(area) for area in _codes(entry, "areas", frozenset(Domain), where)),
        signals=_codes(entry, "signals", RULES, where),
        situations=_codes(entry, "situations", SITUATIONS, where),
        ladder=_one_of(entry, "ladder", LADDERS, where),
        rung=_number(entry, "rung", 0, RUNGS, where),
        depth=_number(entry, "depth", 1, 3, where),
        place=_one_of(entry, "place", PLACES, where),
        follow_ups=tuple(
            FollowUp(_words(follow_up, "id", where), _question(follow_up, where))
            for follow_up in _list(entry, "follow_up", where)
            if isinstance(follow_up, Mapping)
        ),
    )


def _key(entry: Mapping[str, object], field: str) -> str:
    return f"{entry.get('id', '?')}.{field}"


def _words(entry: Mapping[str, object], field: str, where: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise PromptMistake(where, _key(entry, field), "words")
    return value


def _question(entry: Mapping[str, object], where: str) -> str:
    text = _words(entry, "text", where)
    if any(len(line) > COLUMNS for line in text.split("\n")):
        raise PromptMistake(where, _key(entry, "text"), f"at most {COLUMNS} columns a line")
    return text


def _list(entry: Mapping[str, object], field: str, where: str) -> list[object]:
    value = entry.get(field, [])
    if not isinstance(value, list):
        raise PromptMistake(where, _key(entry, field), "a list")
    return value


def _codes(entry: Mapping[str, object], field: str, allowed: frozenset[str], where: str) -> frozenset[str]:
    values = {str(value) for value in _list(entry, field, where)}
    if values - allowed:
        raise PromptMistake(where, _key(entry, field), ", ".join(sorted(allowed)))
    return frozenset(values)


def _one_of(entry: Mapping[str, object], field: str, allowed: tuple[str, ...], where: str) -> str:
    value = str(entry.get(field, allowed[0]))
    if value not in allowed:
        raise PromptMistake(where, _key(entry, field), ", ".join(word for word in allowed if word))
    return value


def _number(entry: Mapping[str, object], field: str, least: int, most: int, where: str) -> int:
    value = entry.get(field, least)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise PromptMistake(where, _key(entry, field), f"{least} to {most}")
    return value
