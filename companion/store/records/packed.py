"""A `Message` and an answer sheet as one text each, as they stand in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from companion.clinical.message import Message, Value


def pack_message(message: Message | None) -> str | None:
    """Return the message as JSON, or None where there is none."""
    return None if message is None else json.dumps(_out(message), ensure_ascii=False, separators=(",", ":"))


def unpack_message(text: str | None) -> Message | None:
    """Return the message that `pack_message` wrote."""
    if text is None:
        return None
    value = _back(json.loads(text))
    assert isinstance(value, Message)
    return value


def pack_answers(answers: Sequence[float | None] | None) -> str | None:
    """Return the answers as a JSON array in which a whole number has one spelling (``2``, not ``2.0``)."""
    if answers is None:
        return None
    return "[" + ",".join(map(answer_text, answers)) + "]"


def answer_text(answer: float | None) -> str:
    """Return one answer as it stands in the array."""
    return "null" if answer is None else f"{answer:.15g}"


def unpack_answers(text: str | None) -> tuple[float | None, ...] | None:
    """Return the answers that `pack_answers` wrote."""
    return None if text is None else tuple(None if one is None else float(one) for one in json.loads(text))


def _out(value: Value) -> Any:
    if isinstance(value, Message):
        return {"text": value.text, "values": {name: _out(inner) for name, inner in value.values.items()}}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _back(value: Any) -> Value:
    if not isinstance(value, dict):
        plain: Value = value
        return plain
    if "day" in value:
        day = str(value["day"])
        return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    return Message(value["text"], {name: _back(inner) for name, inner in value["values"].items()})
