"""One table of a definition file: what may stand there, and each mistake as it is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from companion.clinical.instruments import DefinitionMistake
from companion.clinical.toml_table import Table
from companion.language import ENGLISH


def table(**content: Any) -> Table:
    return Table("mine.toml", "scale.total.", content)


READS: list[tuple[Callable[[Table], Any], dict[str, Any], Any]] = [
    (lambda t: t.text("a"), {"a": "words"}, "words"),
    (lambda t: t.text("a", "usual"), {}, "usual"),
    (lambda t: t.choice("a", ("x", "y")), {"a": "y"}, "y"),
    (lambda t: t.choice("a", ("x", "y"), "x"), {}, "x"),
    (lambda t: t.truth("a"), {"a": False}, False),
    (lambda t: t.truth("a", default=True), {}, True),
    (lambda t: t.number("a"), {"a": 2}, 2.0),
    (lambda t: t.number("a"), {"a": 2.5}, 2.5),
    (lambda t: t.maybe_number("a"), {}, None),
    (lambda t: t.count("a"), {"a": 0}, 0),
    (lambda t: t.numbers("a"), {}, ()),
    (lambda t: t.numbers("a"), {"a": [1, 2.5]}, (1.0, 2.5)),
    (lambda t: t.items("a", 9), {"a": [1, 9]}, (1, 9)),
    (lambda t: t.items("a", 9), {"a": "1-3, 7"}, (1, 2, 3, 7)),
    (lambda t: t.items("a", 3), {"a": "all"}, (1, 2, 3)),
    (lambda t: t.items("a", 3), {}, ()),
    (lambda t: t.texts("a"), {"a": ["x", "y"]}, ("x", "y")),
    (lambda t: t.texts("a"), {}, ()),
    (lambda t: t.table("a"), {}, None),
    (lambda t: list(t.tables("a")), {}, []),
]


@pytest.mark.parametrize(("read", "content", "value"), READS)
def test_what_stands_there_is_read(read: Callable[[Table], Any], content: dict[str, Any], value: Any) -> None:
    found = read(table(**content))
    assert found == value
    assert type(found) is type(value)


WORDS = "Words in quotation marks are allowed."
NUMBER = "A number is allowed."
ITEMS = 'Item numbers from 1 to 9 are allowed, as in [1, 2] or "1-9".'
MISTAKES: list[tuple[Callable[[Table], Any], dict[str, Any], str]] = [
    (lambda t: t.text("a"), {}, f"It is missing. {WORDS}"),
    (lambda t: t.choice("a", ("x", "y")), {}, "It is missing. One of these is allowed: x, y."),
    (lambda t: t.text("a"), {"a": 3}, WORDS),
    (lambda t: t.text("a"), {"a": " "}, WORDS),
    (lambda t: t.choice("a", ("x", "y")), {"a": "z"}, "One of these is allowed: x, y."),
    (lambda t: t.truth("a"), {"a": "yes"}, "“true” or “false” is allowed, without quotation marks."),
    (lambda t: t.truth("a"), {}, "It is missing. “true” or “false” is allowed, without quotation marks."),
    (lambda t: t.number("a"), {}, f"It is missing. {NUMBER}"),
    (lambda t: t.number("a"), {"a": "3"}, NUMBER),
    (lambda t: t.number("a"), {"a": True}, NUMBER),
    (lambda t: t.maybe_number("a"), {"a": "3"}, NUMBER),
    (lambda t: t.count("a"), {}, "It is missing. A whole number from 0 on is allowed."),
    (lambda t: t.count("a"), {"a": -1}, "A whole number from 0 on is allowed."),
    (lambda t: t.count("a"), {"a": 1.5}, "A whole number from 0 on is allowed."),
    (lambda t: t.numbers("a"), {"a": 3}, "A list of numbers is allowed, as in [1, 2, 3]."),
    (lambda t: t.numbers("a"), {"a": ["1"]}, "A list of numbers is allowed, as in [1, 2, 3]."),
    (lambda t: t.items("a", 9), {"a": [0]}, ITEMS),
    (lambda t: t.items("a", 9), {"a": [10]}, ITEMS),
    (lambda t: t.items("a", 9), {"a": "1-x"}, ITEMS),
    (lambda t: t.items("a", 9), {"a": "1-"}, ITEMS),
    (lambda t: t.items("a", 9), {"a": "1-99999999999"}, ITEMS),
    (lambda t: t.items("a", 9), {"a": ["1"]}, ITEMS),
    (lambda t: t.items("a", 9), {"a": [1, 1]}, "Each item may stand here once."),
    (lambda t: t.texts("a"), {"a": "x"}, "A list of words in quotation marks is allowed."),
    (lambda t: t.texts("a"), {"a": [1]}, "A list of words in quotation marks is allowed."),
    (lambda t: t.table("a"), {"a": 3}, "A table is allowed, as in [a]."),
    (lambda t: t.table("a", needed=True), {}, "It is missing. A table is allowed, as in [a]."),
    (lambda t: t.tables("a"), {"a": 3}, "A list of tables is allowed, as in [[a]]."),
    (lambda t: t.tables("a"), {"a": [3]}, "A list of tables is allowed, as in [[a]]."),
]


@pytest.mark.parametrize(("read", "content", "sentence"), MISTAKES)
def test_each_mistake_is_one_sentence_at_its_key(
    read: Callable[[Table], Any], content: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DefinitionMistake) as caught:
        list(read(table(**content)) or ())
    assert (caught.value.file, caught.value.key) == ("mine.toml", "scale.total.a")
    assert ENGLISH.say(caught.value.allowed) == sentence


def test_a_key_nobody_asked_for_is_named_with_those_there_are() -> None:
    one = table(a="x", b="y", typo=1)
    one.text("b")
    one.text("a")
    with pytest.raises(DefinitionMistake) as caught:
        one.close()
    assert caught.value.key == "scale.total.typo"
    assert ENGLISH.say(caught.value.allowed) == "These keys are allowed: a, b."
    fine = table(a="x")
    fine.text("a")
    fine.close()
