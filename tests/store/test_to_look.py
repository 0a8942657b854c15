"""Where nothing can be saved, one can look and share; what was looked at is told as soon as there is room."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.clinical.model import Patient
from companion.errors import StoreFullError, StoreReadOnlyError
from companion.language import ENGLISH
from companion.store.acts.people import AddPatient, OpenedPatient
from companion.store.backup import back_up
from companion.store.database import Store
from companion.store.files import replace_file
from companion.store.records import people
from tests.store.conftest import PASSPHRASE, Line, lines

FULL = "There is no room on the disk. You can look and share; nothing can be saved."


def verbs(store: Store) -> list[str]:
    with store.read() as reader:
        return [row["verb"] for row in reader.rows("audit_entries", after=0, most=100)]


@pytest.fixture
def full(store: Store, kari: Patient, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Fills the disk under the closed store; calling it makes room again."""
    store.perform(Line("one"))
    store.close()
    written = "companion.store.generations.replace_file"

    def no_room(path: Path, content: bytes) -> None:
        raise StoreFullError("There is no room on the disk.")

    monkeypatch.setattr(written, no_room)
    return lambda: monkeypatch.setattr(written, replace_file)


def test_on_a_full_disk_the_store_opens_to_look(full: object, reopen: Callable[[], Store], kari: Patient) -> None:
    again = reopen()
    assert again.to_look
    assert [ENGLISH.say(notice) for notice in again.notices] == [FULL]
    assert lines(again) == ["one"]
    with again.read() as reader:
        assert people.patient(reader, kari.id) == kari
    assert again.verify() == []


def test_nothing_is_saved_meanwhile_and_each_try_is_a_sentence(
    full: object, reopen: Callable[[], Store], folder: Path, tmp_path: Path
) -> None:
    again = reopen()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".json", ".duckdb"}}
    for refused in (
        lambda: again.perform(AddPatient("008", "Per")),
        again.renew,
        lambda: back_up(again, tmp_path / "copy"),
        lambda: again.perform(Line("two")),
    ):
        with pytest.raises(StoreReadOnlyError, match="open to look only"):
            refused()
    again.close()
    assert not (tmp_path / "copy").exists()
    assert set(before) == {"keys.json", "gen-000001.duckdb"}
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_who_looked_is_told_to_the_log_once_there_is_room(
    full: Callable[[], None], reopen: Callable[[], Store], kari: Patient
) -> None:
    again = reopen()
    again.perform(OpenedPatient(kari.id))
    assert "open patient" not in verbs(again)
    full()
    again.close()
    after = reopen()
    assert not after.to_look
    assert verbs(after)[-3:] == ["unlock", "open patient", "unlock"]
    assert after.verify() == []
    assert after.notices == ()


def test_with_room_again_the_next_start_saves_as_before(full: Callable[[], None], reopen: Callable[[], Store]) -> None:
    reopen().close()
    full()
    again = reopen()
    again.perform(Line("two"))
    assert lines(again) == ["one", "two"]


@contextlib.contextmanager
def mounted(place: Path, options: str, source: str = "tmpfs") -> Iterator[Path]:
    """A disk of its own, as root alone can have it."""
    place.mkdir(exist_ok=True)
    kind = ["-t", "tmpfs"] if source == "tmpfs" else ["--bind"]
    done = subprocess.run(["mount", *kind, "-o", options, source, str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("only root can have a disk of its own here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


LOOK = """
import sys
from pathlib import Path
from companion.clock import Clock
from companion.store.database import Store
from tests.store.conftest import lines
with Store.open(Path(sys.argv[1]), sys.argv[2], clock=Clock()) as store:
    print(store.to_look, lines(store), [notice.text[:40] for notice in store.notices])
"""


def looked_at(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(folder), PASSPHRASE],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
@pytest.mark.parametrize("closed", [True, False])
def test_a_disk_that_is_truly_full_or_read_only(store: Store, folder: Path, tmp_path: Path, closed: bool) -> None:
    store.perform(Line("one"))
    log = (folder / "gen-000001.duckdb.wal").read_bytes()
    store.close()
    if not closed:  # as a killed process leaves it
        (folder / "CURRENT").write_text(
            (folder / "CURRENT").read_text("utf-8").replace('"closed": true', '"closed": false'), encoding="utf-8"
        )
    assert log
    with mounted(tmp_path / "disk", "size=6m") as disk:
        subprocess.run(["cp", "-a", str(folder), str(disk / "store")], check=True)
        with (disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))
        assert os.statvfs(disk).f_bavail == 0
        assert looked_at(disk / "store") == "True ['one'] ['There is no room on the disk. You can lo']"
        (disk / "filler").unlink()
        assert looked_at(disk / "store") == "False ['one'] []"
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert looked_at(disk / "store") == "True ['one'] ['The folder of the store can only be read']"
