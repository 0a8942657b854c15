"""What can be done in Write together: each key, its name and its help, once."""

from __future__ import annotations

from companion.app.commands import Command
from companion.app.steps.lines import DIFFER, KEEPSAKE, MARKS, OUT, TAKE_AWAY, UNDO, WHO, WRITE
from companion.clinical.message import Message

WRITE_COMMANDS: tuple[Command, ...] = (
    Command(
        "write.read_back",
        Message("Read back, one line at a time"),
        Message("What have we written that is not quite right?"),
        "r",
        "read_back",
    ),
    Command(
        "write.agreed",
        Message("Agreed"),
        Message("The line stands as it is; the next one follows."),
        "g",
        "agreed",
    ),
    Command("write.only_us", Message("Only us two"), Message("Hidden from others; on or off."), "b", "only_us"),
    Command(
        "write.next_line",
        Message("The next line"),
        Message("The line was read back; nothing was decided about it."),
        "right,space",
        "turn_page(1)",
    ),
    Command(
        "write.line_before",
        Message("The line before"),
        Message("Back to the line before."),
        "left",
        "turn_page(-1)",
    ),
    Command(
        "write.correct",
        Message("Correct the line"),
        Message("A new version; the old one stays in the store."),
        "c",
        "correct",
    ),
    Command(
        "write.source",
        Message("Where a line comes from"),
        Message("Shows who said the line, and when."),
        "s",
        "source",
    ),
    Command(
        "write.agree",
        Message("Write an agreement"),
        Message("What, who, and when we look at it again."),
        "a",
        "agree",
    ),
    Command(
        "write.shelves",
        Message("Open the shelves"),
        Message("What I do, what I have understood, what was put aside, what we agreed."),
        "k",
        "shelves",
    ),
    Command(
        "write.close",
        Message("Close the session"),
        Message("How was it to talk like this? Then the note is closed."),
        "e",
        "close",
    ),
    Command(
        "write.in_record",
        Message("Mark the note as in the record"),
        Message("Says who put it there, and when."),
        "i",
        "in_record",
    ),
    WHO,
    KEEPSAKE,
    DIFFER,
    MARKS,
    WRITE,
    TAKE_AWAY,
    UNDO,
    OUT,
)
