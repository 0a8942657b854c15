"""Words tied to an answer: a line like any other."""

from __future__ import annotations

from companion.clinical.model import Patient
from companion.store.acts.lines import CorrectLine, MarkLine, RestoreLine, WithdrawLine
from companion.store.acts.meanings import AddMeaning
from companion.store.acts.meeting import StartSession
from companion.store.database import Store
from companion.store.records.meanings import meanings
from companion.store.records.meeting import contributions


def test_a_meaning_is_a_line_and_follows_what_becomes_of_it(store: Store, kari: Patient) -> None:
    session = store.perform(StartSession(kari.id))
    line = store.perform(AddMeaning(kari.id, 4711, 9, "it comes at night", session_id=session.id))
    with store.read() as reader:
        (meant,) = meanings(reader, kari.id)
        assert (meant.text, meant.item, meant.contribution_id, meant.only_us) == (
            "it comes at night",
            9,
            line.id,
            False,
        )
        assert [(one.text, one.said_by) for one in contributions(reader, kari.id)] == [("it comes at night", "patient")]
    store.perform(CorrectLine(line.id, "it comes in the evening"))
    store.perform(MarkLine(line.id, only_us=True))
    with store.read() as reader:
        assert [(one.text, one.only_us) for one in meanings(reader, kari.id)] == [("it comes in the evening", True)]
    store.perform(WithdrawLine(line.id))
    with store.read() as reader:
        assert meanings(reader, kari.id) == ()
    store.perform(RestoreLine(line.id))
    with store.read() as reader:
        assert [one.text for one in meanings(reader, kari.id)] == ["it comes in the evening"]
