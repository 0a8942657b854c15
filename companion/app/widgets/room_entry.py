"""A line being written about one patient: kept each second as a draft, a line once Enter is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.message import Message as Note

from companion.app.said import Speaker, kind_word, name_of, voice
from companion.app.widgets.line_entry import LineEntry
from companion.app.words import Speaking
from companion.clinical.model import CLINICIAN, Contribution, Kind
from companion.errors import CompanionError
from companion.workflow.room import Room
from companion.workflow.views import Proposal


class RoomEntry(Speaking, LineEntry):
    """A line entry that writes into the room.

    Attributes:
        place: Names the draft, so that it is found again.
        kind: What the next line is.
        proposal: The question the next line answers, or None.
        addition: Takes text and author of what is added to a closed note; None writes lines.
    """

    @dataclass
    class Kept(Note):
        """What is typed was saved as a draft."""

    @dataclass
    class Passed(Note):
        """Enter was pressed and there was nothing to keep."""

    @dataclass
    class Added(Note):
        """What was typed went where `addition` puts it."""

    @dataclass
    class Waiting(Note):
        """Somebody went to a hope that waits until it is wanted: it is not brought into the field."""

        line: Contribution

    @dataclass
    class Written(Note):
        """A line stands in the store."""

        entry: RoomEntry
        line: Contribution
        corrected: bool = False

    def __init__(
        self,
        room: Room,
        place: str,
        *,
        placeholder: str = "",
        speaker: Speaker | None = None,
        typed_by: str = CLINICIAN,
        via: str = "screen",
        kind: Kind = Kind.LINE,
        id: str | None = None,  # noqa: A002 - the name Textual uses
    ) -> None:
        self.room = room
        self.place = place
        self.kind = self._usual = kind
        self.proposal: Proposal | None = None
        self.addition: Callable[[str, str], object] | None = None
        self.keepsake = False
        self._only_us = False
        self._covered = False
        self._speaker = speaker or Speaker()
        self._typed_by, self._via = typed_by, via
        self._correcting: Contribution | None = None
        super().__init__(
            author=name_of(room, self._speaker.said_by),
            voice=self._speaker.voice,
            text=self._waiting(),
            placeholder=placeholder,
            id=id,
        )

    @property
    def speaker(self) -> Speaker:
        """Who says the next line."""
        return self._speaker

    @speaker.setter
    def speaker(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._show_author()
        self.show_tags()

    @property
    def only_us(self) -> bool:
        """Whether the next line is between the two; its draft is kept apart, so that it stays so."""
        return self._only_us

    @only_us.setter
    def only_us(self, only_us: bool) -> None:
        if only_us is self._only_us:
            return
        before = self._draft_place
        self._only_us = only_us
        if self.has_text and self._correcting is None:
            self._kept = ""
            self.keep()
            self.room.meeting.drop_draft(before)

    def guard(self) -> None:
        """Take a draft between the two off the screen while somebody else is there; bring it back after."""
        if self._correcting is not None:
            return
        others = self.room.meeting.somebody_else
        if others and self._only_us:
            self.keep()
            self._only_us, self._covered = False, True
            self.load(self.room.meeting.draft(self.place))
        elif self._covered and not others and not self.has_text:
            self._covered = False
            self.load(self._waiting())
        else:
            return
        self.show_tags()

    def _waiting(self) -> str:
        """Return what was being written here; what is between the two only while nobody else is there."""
        meeting = self.room.meeting
        if not meeting.somebody_else and (between := meeting.draft(f"{self.place}:us")):
            self._only_us = True
            return between
        return meeting.draft(self.place)

    @property
    def correcting(self) -> Contribution | None:
        """The line that is being corrected, or None."""
        return self._correcting

    @property
    def has_text(self) -> bool:
        """Whether anything but white space stands in the field."""
        return bool(self.text.strip())

    def hand_out(self) -> None:
        """Save what is typed, instead of handing it out."""
        self.keep()

    def keep(self) -> None:
        """Save what is typed now; white space alone is nothing to keep."""
        if self.text == self._kept:
            return
        self._stop_saving()
        self._kept = self.text
        place = self._draft_place
        try:
            if self.has_text:
                self.room.meeting.save_draft(place, self.text)
            else:
                self.room.meeting.drop_draft(place)
        except CompanionError as error:
            self._complain(error)
            return
        self.post_message(self.Kept())

    def toggle_keepsake(self) -> None:
        """Mark the line being written as a keepsake, or take the mark off."""
        self.keepsake = not self.keepsake
        self.show_tags()

    def toggle_only_us(self) -> None:
        """Keep the line being written between the two, or not."""
        self.only_us = not self.only_us
        self.show_tags()

    def be(self, kind: Kind, *, marked: bool = False) -> None:
        """Say what the next line is; `marked` shows it beside the field."""
        self.kind = kind
        if not marked:
            self._usual = kind
        self.show_tags()

    def correct(self, line: Contribution) -> None:
        """Bring a line into the field to correct it; what was being written waits as a draft."""
        if self.room.carry.waits(line):
            self.post_message(self.Waiting(line))
            return
        self.keep()
        self._correcting = line
        self.load(self.room.meeting.draft(self._draft_place) or line.text)
        self._show_author()
        self.show_tags()
        self.write()

    def leave_correcting(self) -> bool:
        """Go back to the line that was being written; False when nothing was being corrected."""
        if self._correcting is None:
            return False
        self.keep()
        self._back_to_writing()
        return True

    def commit(self) -> Contribution | None:
        """Make what is typed a line, or a new version of the one being corrected."""
        if not self.has_text:
            return None
        place, corrected = self._draft_place, self._correcting is not None
        if self.addition is not None and not corrected:
            self._add(self.addition)
            return None
        try:
            line = self._correct_line() if corrected else self._say_line()
            self.room.meeting.drop_draft(place)
        except CompanionError as error:
            self._complain(error)
            return None
        self.keepsake = self._only_us = False
        if corrected:
            self._back_to_writing()
        else:
            self.clear()
            self.show_tags()
        self.post_message(self.Written(self, line, corrected))
        return line

    def _add(self, addition: Callable[[str, str], object]) -> None:
        try:
            addition(self.text, self._speaker.said_by)
            self.room.meeting.drop_draft(self.place)
        except CompanionError as error:
            self._complain(error)
            return
        self.clear()
        self.post_message(self.Added())

    def _say_line(self) -> Contribution:
        return self.room.talk.say(
            self.text,
            said_by=self._speaker.said_by,
            typed_by=self._typed_by,
            told_by=self._speaker.told_by,
            about=self._speaker.about,
            via=self._via,
            kind=self.kind,
            proposal=self.proposal,
            only_us=self.only_us,
            keepsake=self.keepsake,
        )

    def _correct_line(self) -> Contribution:
        line = self._correcting
        assert line is not None
        return line if line.text == self.text else self.room.talk.correct(line.id, self.text)

    def _back_to_writing(self) -> None:
        self._correcting = None
        self.load(self._waiting())
        self._show_author()
        self.show_tags()

    @property
    def _draft_place(self) -> str:
        if self._correcting is not None:
            return f"correct:{self._correcting.uuid}"
        return f"{self.place}:us" if self._only_us else self.place

    def _show_author(self) -> None:
        if self._correcting is not None:
            line = self._correcting
            self.author, self.voice = name_of(self.room, line.said_by), voice(line.said_by)
        else:
            self.author, self.voice = name_of(self.room, self._speaker.said_by), self._speaker.voice

    def show_tags(self) -> None:
        """Show what the line is marked as."""
        if self._correcting is not None:
            self.tags = (self.say("correcting: Enter keeps it, Esc leaves it"),)
            return
        about = self._speaker.about
        words = (
            self.say("about {role}", role=about) if about else "",
            kind_word(self.room, self.kind) if self.kind is not self._usual else "",
            self.say("keepsake") if self.keepsake else "",
            self.say("only us two") if self.only_us else "",
        )
        self.tags = tuple(word for word in words if word)

    def _complain(self, error: CompanionError) -> None:
        self.notify(self.say(error.message), severity="error", timeout=12, markup=False)

    @on(LineEntry.Entered)
    def _enter(self, event: LineEntry.Entered) -> None:
        event.stop()
        if self.has_text:
            self.commit()
        else:
            self.post_message(self.Passed())
