"""A kept note: its structure as JSON, so that it can be said again in any language, as its lines stand now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from companion.clinical.message import Message, Value
from companion.clinical.model import Contribution, Kind, Session
from companion.clinical.note import Line, Note, Section, Source, end_well, mark_of


def refresh(note: Note, session: Session, lines: Mapping[int, Contribution], *, hide_only_us: bool) -> Note:
    """Return a kept note with each line as it stands now.

    Words stay as they were kept. A line that was taken back since is left out, a line that was
    read together since is no longer marked, and what is between the two follows today's mark.
    """
    parts: list[Section] = []
    for part in note.sections:
        kept: list[Line] = []
        for line in part.lines:
            now = lines.get(line.line_id) if line.line_id is not None else None
            if line.line_id is not None and now is None:
                continue
            if now:
                mark = line.mark if part.code == "differently" else mark_of(now)
                line = replace(line, mark=mark, only_us=now.only_us)  # noqa: PLW2901 - the line as it stands now
            if not (hide_only_us and line.only_us):
                kept.append(line)
        if kept and part.code not in {"met", "addenda"}:
            parts.append(Section(part.code, tuple(kept)))
    # What was written after the patient left stays marked until it was read together.
    added = tuple(
        Line(
            line.text,
            Source("line", str(line.id), line.day),
            line.said_by,
            mark=mark_of(line),
            only_us=line.only_us,
            told_by=line.told_by,
            about=line.about,
            via=line.via,
        )
        for line in lines.values()
        if (line.kind is Kind.ADDENDUM or (line.after and line.kind is Kind.LINE))
        and not (hide_only_us and line.only_us)
    )
    ended = end_well(Note(tuple(parts)), session)
    return Note((*ended.sections, Section("addenda", added))) if added else ended


def to_json(note: Note) -> str:
    """Write a note's structure, so that a kept version can be said in another language."""
    return json.dumps(
        {
            "format": 1,
            "sections": [
                {"code": part.code, "lines": [_packed(line) for line in part.lines]} for part in note.sections
            ],
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> Note:
    """Read a note's structure."""
    parts = json.loads(text)["sections"]
    return Note(tuple(Section(part["code"], tuple(_unpacked(line) for line in part["lines"])) for part in parts))


def _packed(line: Line) -> dict[str, Any]:
    return {
        "text": _pack(line.text),
        "source": [line.source.kind, line.source.ref, _pack(line.source.day)],
        "by": line.by,
        "lead": _pack(line.lead),
        "mark": _pack(line.mark),
        "is_hard": line.is_hard,
        "only_us": line.only_us,
        "told_by": line.told_by,
        "about": line.about,
        "via": line.via,
        "asked": line.asked,
    }


def _unpacked(row: Mapping[str, Any]) -> Line:
    kind, ref, day = row["source"]
    texts = {"text": _unpack(row["text"]), "lead": _unpack(row["lead"]), "mark": _unpack(row["mark"])}
    plain = {name: row[name] for name in ("by", "is_hard", "only_us", "told_by", "about", "via")}
    # A note from before questions were kept by their id has none.
    return Line(source=Source(kind, ref, _unpack(day)), asked=row.get("asked", ""), **texts, **plain)


def _pack(value: Value) -> object:
    if isinstance(value, Message):
        return {"say": value.text, "values": {name: _pack(one) for name, one in value.values.items()}}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _unpack(packed: Any) -> Any:
    if not isinstance(packed, dict):
        return packed
    if "day" in packed:
        return date.fromisoformat(packed["day"])
    return Message(packed["say"], {name: _unpack(one) for name, one in packed["values"].items()})
