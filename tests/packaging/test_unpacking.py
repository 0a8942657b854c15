"""The single file unpacks once, whole or not at all; tried with a small program in place of ours."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from companion import built
from companion.build import single_file, unpacking, words

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shell text and its tools are tried on Linux")
PROGRAM = '#!/bin/sh\n[ "$1" = --wait ] && sleep 30\necho "started $*"\nexit 7\n'
TOOLS = (
    "sh", "uname", "mkdir", "rm", "mv", "cat", "find", "cmp", "df", "dd", "gzip", "tar", "sha256sum", "chmod", "wc",
    "tail", "sleep", "sync", "ln", "readlink",
)  # fmt: skip
STARTED = "started one two words"


def folder_build(place: Path, words: str = "first") -> Path:
    """A folder as the recipe makes it, with a shell text as its program."""
    folder = place / f"folder-{words}"
    (folder / "_internal").mkdir(parents=True)
    (folder / "companion").write_text(PROGRAM.replace("[ ", '[ "$1" = --version ] && exit 0\n[ ', 1))
    (folder / "companion").chmod(0o755)
    (folder / "_internal" / "words").write_text(words)
    (folder / "_internal" / "library.so").write_bytes(os.urandom(1_500_000))
    hashes = {name: built.digest(folder / name) for name in built.files_of(folder)}
    (folder / built.MANIFEST).write_text(built.as_lines(hashes))
    return folder


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built")
    return single_file.build(folder_build(place), place, place, "shell")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("COMPANION_PROGRAM_FOLDER", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path / "data" / "companion" / "program"


def start(file: Path, *arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    command = [*before, str(file), *(arguments or ("one", "two words"))]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def works(file: Path) -> str:
    """Start it, see the program answer; return what was said on the way."""
    done = start(file)
    assert (done.stdout.strip(), done.returncode) == (STARTED, 7), done.stderr
    return done.stderr


def copies(programs: Path) -> list[Path]:
    return [path for path in programs.iterdir() if path.is_dir()]


def test_the_first_start_unpacks_and_the_second_goes_straight_there(file: Path, programs: Path) -> None:
    assert "unpacking the program" in works(file)
    (copy,) = copies(programs)
    assert built.differences(copy) == []
    assert programs.stat().st_mode & 0o077 == 0
    assert works(file) == ""


@pytest.mark.parametrize("harm", ["changed", "shortened", "missing", "added", "unlisted"])
def test_a_damaged_copy_is_noticed_and_mended(file: Path, programs: Path, harm: str) -> None:
    works(file)
    (copy,) = copies(programs)
    library = copy / "_internal" / "library.so"
    if harm == "changed":
        was = library.stat()
        with library.open("r+b") as opened:
            opened.seek(1000)
            opened.write(b"other bytes")
        os.utime(library, ns=(was.st_atime_ns, was.st_mtime_ns))  # even where the time is put back
    elif harm == "shortened":
        os.truncate(library, 10)
    elif harm == "missing":
        library.unlink()
    elif harm == "added":
        (copy / "_internal" / "sitecustomize.py").write_text("pass")
    else:
        (copy / built.MANIFEST).write_text("")
    assert "damaged; it is mended" in works(file)
    assert built.differences(copy) == []
    assert works(file) == ""


def test_a_copy_that_was_only_moved_about_is_checked_and_kept(file: Path, programs: Path) -> None:
    works(file)
    (copy,) = copies(programs)
    shutil.move(copy, programs / "elsewhere")
    shutil.copytree(programs / "elsewhere", copy)
    shutil.rmtree(programs / "elsewhere")
    assert works(file) == ""


def test_killed_at_any_moment_of_unpacking_the_next_start_works(file: Path, programs: Path) -> None:
    for step in range(10):
        shutil.rmtree(programs, ignore_errors=True)
        running = subprocess.Popen([file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0)
        time.sleep(0.015 * step)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        works(file)
        (copy,) = copies(programs)
        assert built.differences(copy) == []
        assert not list(programs.glob(".new*"))


@pytest.mark.parametrize("with_flock", [True, False], ids=["flock", "without flock, as on macOS"])
def test_several_first_starts_at_once_all_work(
    file: Path, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_flock: bool
) -> None:
    if not with_flock:
        tools = tmp_path / "tools"
        tools.mkdir()
        for name in TOOLS:
            (tools / name).symlink_to(shutil.which(name) or name)
        monkeypatch.setenv("PATH", str(tools))
        programs.mkdir(parents=True)
        (programs / ".locked").symlink_to("4194305")  # whoever made it is gone: no process has this number
    started = [
        subprocess.Popen([file, "x"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for _ in range(4)
    ]
    assert [one.communicate(timeout=60)[0].strip() for one in started] == ["started x"] * 4
    assert len(copies(programs)) == 1


def test_an_older_version_goes_when_nobody_uses_it(file: Path, programs: Path, tmp_path: Path) -> None:
    older = single_file.build(folder_build(tmp_path, "older"), tmp_path, tmp_path, "shell")
    with subprocess.Popen([older, "--wait"], stderr=subprocess.DEVNULL, process_group=0) as running:
        while not list(programs.glob(".use.*")):
            time.sleep(0.02)
        works(file)
        assert len(copies(programs)) == 2, "a copy in use stays"
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    works(file)
    assert len(copies(programs)) == 1
    assert len(list(programs.glob("*.seal"))) == 1


def test_a_file_that_was_not_copied_whole_says_so(file: Path, programs: Path, tmp_path: Path) -> None:
    half = tmp_path / "half"
    half.write_bytes(file.read_bytes()[:900_000])
    half.chmod(0o755)
    done = start(half)
    assert done.returncode == 1
    assert "This file is damaged" in done.stderr
    assert copies(programs) == []
    works(file)


@pytest.mark.parametrize(
    ("named", "words"),
    [("nb_NO.UTF-8", "Filen er skadet"), ("nn_NO.utf8", "Fila er skadd"), ("nb_NO", "This file"), ("fr", "This file")],
)
def test_it_speaks_the_language_of_the_terminal(
    file: Path, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, words: str
) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv("LANG", named)
    half = tmp_path / "half"
    half.write_bytes(file.read_bytes()[:900_000])
    half.chmod(0o755)
    done = start(half)
    assert words in done.stderr
    assert str(programs) in done.stderr
    assert all(line.startswith("companion: ") for line in done.stderr.splitlines())


@pytest.mark.parametrize("name", list(words.WORDS))
def test_every_sentence_of_the_unpacking_is_there_in_three_languages(name: str) -> None:
    english, *others = words.WORDS[name]
    places = re.findall(r"{\w+}", english)
    assert [re.findall(r"{\w+}", text) for text in others] == [places, places]
    assert len({english, *others}) == 3
    assert not re.search(r"[\"$`\\]", english + "".join(others)), "the shell would read it"
    in_shell = [f" {code}-{name})" in words.in_shell() for code in words.CODES]
    assert in_shell == [name != "busy"] * 3


def test_the_shell_text_says_only_what_stands_in_the_table() -> None:
    text = (Path(single_file.__file__).parent / "head.sh").read_text("utf-8")
    said = set(re.findall(r"\b(?:say|stop|words) ([a-z_]+)", text))
    assert said
    assert said <= set(words.WORDS)


@pytest.mark.parametrize(
    ("named", "code"),
    [("nb_NO.UTF-8", "nb"), ("no", "nb"), ("nn_NO", "nn"), ("Norwegian Nynorsk_Norway", "nn"), ("de_DE.UTF-8", "en")],
)
def test_the_launcher_speaks_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch, named: str, code: str) -> None:
    monkeypatch.setenv("LC_ALL", named)
    assert words.tongue() == code
    assert words.say("not_made", folder="x") == words.WORDS["not_made"][words.CODES.index(code)].format(folder="x")


def mounted(options: str, programs: Path, then: str) -> list[str]:
    """A command that runs its own with a small disk of its own at the folder of programs."""
    wrapper = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c"]
    if subprocess.run([*wrapper, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    programs.mkdir(parents=True, exist_ok=True)
    return [*wrapper, f'mount -t tmpfs -o {options} tmpfs "{programs}" && {then}', "sh"]


def test_a_disk_too_small_is_said_and_nothing_is_left(file: Path, programs: Path) -> None:
    done = start(file, before=mounted("size=1m", programs, f'"$@"; ls -A "{programs}"'))
    assert "too little room on the disk" in done.stderr
    assert done.stdout.split() == [".lock"]


def test_a_disk_that_fills_while_unpacking_leaves_the_next_start_working(
    file: Path, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look at the room left finds plenty; then somebody else has written."""
    tools = tmp_path / "tools"
    tools.mkdir()
    real = shutil.which("df")
    asked = tmp_path / "asked"
    (tools / "df").write_text(
        f'#!/bin/sh\n[ -e {asked} ] && exec {real} "$@"\ntouch {asked}\necho head; echo disk 1 1 9999999 1% /\n'
    )
    (tools / "df").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    again = f'"$@"; ls -A "{programs}"; mount -o remount,size=90m "{programs}"; "$@"'
    done = start(file, before=mounted("size=1m", programs, again))
    assert "too little room on the disk" in done.stderr
    assert done.stdout.splitlines() == [".lock", STARTED]


def test_a_folder_that_forbids_execution_is_said_in_one_sentence(file: Path, programs: Path) -> None:
    done = start(file, before=mounted("size=90m,noexec", programs, f'"$@"; ls -A "{programs}"'))
    assert "ask IT to allow" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout.split() == [".lock"]


def test_a_folder_that_forbids_execution_later_is_said_too(file: Path, programs: Path) -> None:
    again = f'"$@" >/dev/null; mount -o remount,noexec "{programs}"; "$@"'
    done = start(file, before=mounted("size=90m", programs, again))
    assert "ask IT to allow" in done.stderr


def payload(place: Path, words: str = "first") -> tuple[unpacking.Index, bytes]:
    folder = folder_build(place, words)
    single_file._pack(folder, place / "payload", "xz")
    return single_file._index(folder), (place / "payload").read_bytes()


def test_the_launcher_unpacks_mends_and_removes_old_ones_as_the_shell_does(tmp_path: Path, programs: Path) -> None:
    index, content = payload(tmp_path)
    said: list[str] = []
    here = unpacking.ready(index, io.BytesIO(content), programs, said.append)
    assert built.differences(here) == []
    assert "100 %" in said[-1]
    said.clear()
    unpacking.ready(index, io.BytesIO(b""), programs, said.append)
    assert said == []
    (here / "_internal" / "words").write_text("other")
    unpacking.ready(index, io.BytesIO(content), programs, said.append)
    assert "mended" in said[0]
    newer, content = payload(tmp_path, "newer")
    there = unpacking.ready(newer, io.BytesIO(content), programs, said.append)
    assert copies(programs) == [there]


def test_the_launcher_refuses_a_payload_cut_short(tmp_path: Path, programs: Path) -> None:
    index, content = payload(tmp_path)
    with pytest.raises(unpacking.RefusedError, match="damaged"):
        unpacking.ready(index, io.BytesIO(content[:-50_000]), programs, lambda _: None)
    assert copies(programs) == []


def test_the_launcher_finds_what_it_carries_before_its_own_archive(tmp_path: Path, programs: Path) -> None:
    index, content = payload(tmp_path)
    (tmp_path / "start").mkdir()
    program = tmp_path / "start" / "start"
    program.write_bytes(b"MZ" + bytes(5000))
    cookie = b"MEI\014\013\012\013\016" + (1000 + 88).to_bytes(4, "big") + bytes(76)
    (tmp_path / "start" / "start.pkg").write_bytes(bytes(1000) + cookie)
    file = tmp_path / "one-file"
    single_file._join(program, tmp_path / "payload", index, file)
    with file.open("ab") as out:
        out.write(bytes(9000))  # a signature stands behind everything
    found, opened = unpacking.payload_of(file)
    assert found == index
    with contextlib.closing(opened):
        assert opened.read() == content
        opened.seek(0)
        assert built.differences(unpacking.ready(found, opened, programs, lambda _: None)) == []
