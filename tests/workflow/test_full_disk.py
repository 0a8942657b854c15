"""A full disk on the way out: a sentence, nothing half there, and the store goes on."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from companion.errors import RefusedError, StoreFullError
from companion.workflow.copies import back_up
from companion.workflow.desk import Desk
from companion.workflow.room import Room
from companion.workflow.sharing_acts import FORMATS
from tests.store.test_to_look import mounted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(bytes(4096))


def test_nothing_half_is_left_on_a_disk_that_is_full(desk: Desk, room: Room, tmp_path: Path) -> None:
    room.meeting.start()
    room.refresh()
    room.talk.say("I opened the door")
    with mounted(tmp_path / "stick", "size=1m") as stick:
        fill(stick)
        for form in FORMATS:
            with pytest.raises(RefusedError, match="Nothing was left behind"):
                room.share.export("record", form, stick)
            with pytest.raises(RefusedError, match="Nothing was left behind"):
                room.papers.export("hardest-days", form, stick)
        with pytest.raises(StoreFullError):
            back_up(desk, stick / "copy")
        assert [path.name for path in stick.iterdir()] == ["filler"]
        (stick / "filler").unlink()
        assert room.share.export("record", "pdf", stick).files
    room.talk.say("and I went out")
    assert [line.text for line in room.talk.lines()] == ["I opened the door", "and I went out"]
    assert desk.store.verify() == []
    assert not list(desk.store.folder.glob("gen-000002*"))
