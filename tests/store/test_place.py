"""A store on another machine's disk is warned of: locks may be missing there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.language import ENGLISH
from companion.store import place
from companion.store.database import Store

MOUNTS = "\n".join([
    "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
    "30 22 0:40 / /home rw - ext4 /dev/sdb1 rw",
    "31 30 0:41 / /home/ida/clinic rw - nfs4 server:/clinic rw,vers=4.2",
    "32 22 0:42 / /mnt/share rw - cifs //server/share rw",
    "33 22 0:43 / /mnt/with\\040blank rw - fuse.sshfs ida@server: rw",
    "34 22 0:44 / /mnt/share/local rw - ext4 /dev/sdc1 rw",
    "35 22 0:45 / /over rw - nfs server:/x rw",
    "36 35 0:46 / /over rw - tmpfs tmpfs rw",
    "37 22 0:47 / /mnt/\u00f8st rw - 9p host rw",
    "a line that says nothing",
])  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ida/store", "ext4"), ("/home/ida/clinic", "nfs4"), ("/home/ida/clinic/store", "nfs4"),
        ("/home/ida/clinical/store", "ext4"), ("/mnt/share/store", "cifs"), ("/mnt/share/local/store", "ext4"),
        ("/mnt/with blank/store", "fuse.sshfs"), ("/over/store", "tmpfs"), ("/mnt/øst/store", "9p"), ("/", "ext4"),
    ],
)  # fmt: skip
def test_the_nearest_mount_says_what_a_folder_lies_on(path: str, kind: str) -> None:
    mounts = MOUNTS.encode().decode("utf-8", "surrogateescape")
    assert place.kind_of(path, mounts) == kind
    assert (kind in place._NETWORK) == (kind in {"nfs4", "cifs", "fuse.sshfs", "9p"})


@pytest.mark.parametrize(
    ("path", "remote"),
    [(r"\\server\share\store", True), (r"//server/share", True), (r"C:\Users\ida", False), (r"\\?\C:\long", False)],
)
def test_a_path_on_another_machine_is_known_by_its_strokes(path: str, remote: bool) -> None:
    assert place._is_remote_path(path) is remote


def test_a_system_that_tells_nothing_warns_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "none")
    assert not place.is_on_network(tmp_path)


def test_opening_such_a_store_says_so(
    store: Store, reopen: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr("companion.store.starting.is_on_network", lambda _: True)
    assert [ENGLISH.say(notice) for notice in reopen().notices] == [
        "This store lies on a network drive. Two programs could write at once there: keep it on this machine."
    ]
