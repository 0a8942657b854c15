"""The built single file on a machine without Python and network, and what may befall its first start.

Building takes minutes, so these wait for a file that is there already:

    python -m companion.build --to dist
    COMPANION_SINGLE_FILE=dist/companion-...-one-file python -m pytest tests/packaging/test_single_file.py
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion import built
from companion.paths import fixtures_folder
from tests.packaging import bare_root

FILE = Path(os.environ.get("COMPANION_SINGLE_FILE") or "/nowhere").absolute()
if not FILE.is_file():
    pytest.skip("COMPANION_SINGLE_FILE names no built file", allow_module_level=True)
if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from pypdf import PdfReader  # noqa: E402

from tests.end_to_end import test_session as steps  # noqa: E402
from tests.end_to_end.terminal import Terminal  # noqa: E402

PHRASE = "a long and quiet sentence"
Bare = Callable[..., list[str]]


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    # Beside /tmp, which may itself forbid programs or be small.
    root = Path("/var/tmp/companion-bare-root")
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    try:
        bare_root.make(root)
        shutil.copy(FILE, root / "opt/companion")
        (root / "opt/companion").chmod(0o755)
        shutil.copy(fixtures_folder() / "files/totals.csv", root / "opt/totals.csv")
        (root / "opt/phrase").write_text(PHRASE)
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def bare(root: Path) -> Bare:
    return lambda *words: bare_root.inside(root, "/opt/companion", *words)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data/companion/program"


def ran(command: list[str]) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def works() -> None:
    assert "companion, version" in ran([str(FILE), "--version"]).stdout


def test_the_root_is_bare(root: Path) -> None:
    assert not list(root.rglob("*python3*"))
    assert len(list((root / "usr/bin").iterdir())) < 600
    done = subprocess.run(
        bare_root.inside(root, "/bin/cat", "/proc/net/dev"), capture_output=True, text=True, check=True
    )
    assert re.findall(r"^ *(\w+):", done.stdout, re.MULTILINE) == ["lo"]


def test_doctor_proves_the_built_program(bare: Bare) -> None:
    found = json.loads(ran(bare("doctor", "--json")).stdout)
    assert found["encryption"]["in_force"]
    assert found["changed_files"] == []
    assert found["well"]


def test_it_runs_a_session_of_made_up_people_exports_the_note_and_locks(bare: Bare, root: Path) -> None:
    out = root / "home/ida/out"
    out.mkdir()
    os.chown(out, bare_root.USER, bare_root.USER)
    with Terminal(bare("demo")) as terminal:
        steps.open_kari(terminal)
        steps.start_session(terminal)
        steps.mark_the_door(terminal)
        steps.talk(terminal)
        steps.read_back(terminal)
        steps.share(terminal, Path("/home/ida/out"))
        assert steps.HERS in steps.the_file(out)
        terminal.press("ctrl+l")
        terminal.wait_for("The store is locked")
        assert "Kari" not in terminal.text
        terminal.press("enter")
        terminal.wait_for("Written|preview|Share")
        terminal.press("\x11")
        assert terminal.wait_end() == 0


def test_it_imports_a_file_locks_and_opens_again(bare: Bare, root: Path) -> None:
    ran(bare("init", "--account", "ward", "--passphrase-file", "/opt/phrase"))
    report = json.loads(ran(bare("import", "/opt/totals.csv", "--passphrase-file", "/opt/phrase", "--json")).stdout)
    assert report
    assert "Ingrid Solheim" in ran(bare("show", "007", "--passphrase-file", "/opt/phrase")).stdout
    for _ in range(2):
        with Terminal(bare()) as terminal:
            terminal.wait_for("[Pp]assphrase")
            terminal.type(PHRASE)
            terminal.press("enter")
            terminal.wait_for(r"\d+ patients", 60)
            terminal.wait_for("Ingrid Solheim")
            terminal.press("ctrl+l")
            terminal.wait_for("locked")
            terminal.type(PHRASE)
            terminal.press("enter")
            terminal.wait_for(r"\d+ patients", 60)
            terminal.press("\x11")
            assert terminal.wait_end() == 0


def test_it_sets_a_page_as_pdf_backs_up_and_restores(bare: Bare, root: Path) -> None:
    mine = ("--store", "/home/ida/kept", "--passphrase-file", "/opt/phrase")
    ran(bare("init", "--account", "ward", *mine))
    ran(bare("import", "/opt/totals.csv", *mine))
    ran(bare("note", "007", "--page", "before-we-meet", "--out", "/home/ida/page.pdf", *mine))
    (page,) = PdfReader(root / "home/ida/page.pdf").pages
    assert "Before we meet" in page.extract_text()
    ran(bare("backup", "/home/ida/copy", *mine))
    back = ("--store", "/home/ida/back", "--passphrase-file", "/opt/phrase")
    assert json.loads(ran(bare("restore", "/home/ida/copy", *back, "--json")).stdout)["checked"]
    assert "Ingrid Solheim" in ran(bare("show", "007", *back)).stdout


def test_many_rows_go_through_the_frames_that_were_pruned(bare: Bare, root: Path) -> None:
    days = (f"{2000 + n // 336}-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(6000))
    rows = "".join(f"K{n % 50},{day},phq9,self,{n % 28}\n" for n, day in enumerate(days))
    (root / "opt/many.csv").write_text("patient,date,instrument,respondent,total\n" + rows)
    ran(bare("init", "--store", "/home/ida/many", "--account", "ward", "--passphrase-file", "/opt/phrase"))
    ran(bare("import", "/opt/many.csv", "--store", "/home/ida/many", "--passphrase-file", "/opt/phrase"))


def test_a_doubtful_generation_is_tried_in_a_process_of_its_own(programs: Path) -> None:
    works()
    asked = json.dumps({"folder": str(programs), "file": "no-such-file.duckdb", "key": "00" * 32})
    done = subprocess.run([FILE, "--try-generation"], input=asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")


def test_killed_while_unpacking_the_next_start_works(programs: Path) -> None:
    for moment in (0.3, 1.0, 2.5):
        running = subprocess.Popen([FILE, "--version"], stdout=subprocess.DEVNULL, process_group=0)
        time.sleep(moment)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        works()
        (copy,) = (path for path in programs.iterdir() if path.is_dir())
        assert built.differences(copy) == []
        shutil.rmtree(programs)


def test_a_disk_that_is_full_while_unpacking_leaves_the_next_start_working(programs: Path) -> None:
    programs.mkdir(parents=True)
    script = (
        f'mount -t tmpfs -o size=400m tmpfs "{programs}" || exit 99; '
        # Somebody else fills the disk after the look at the room that is left.
        f'(sleep 0.5; dd if=/dev/zero of="{programs}/other" bs=1M count=300 2>/dev/null) & "$0" --version; echo $?; '
        f'wait; rm "{programs}/other"; "$0" --version'
    )
    wrapper = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    done = subprocess.run([*wrapper, "sh", "-c", script, FILE], capture_output=True, text=True, check=False)
    if done.returncode == 99:
        pytest.skip("this system lets nobody mount a small disk")
    assert "too little room on the disk" in done.stderr
    assert re.fullmatch(r"1\ncompanion, version \S+\n", done.stdout), done.stdout


def test_two_first_starts_at_once_both_work(programs: Path) -> None:
    both = [subprocess.Popen([FILE, "--version"], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert all("companion, version" in one.communicate(timeout=300)[0] for one in both)
    assert len([path for path in programs.iterdir() if path.is_dir()]) == 1


def test_a_damaged_copy_is_mended(programs: Path) -> None:
    works()
    (copy,) = (path for path in programs.iterdir() if path.is_dir())
    library = next(copy.glob("_internal/_duckdb*"))
    os.truncate(library, 1000)
    done = ran([str(FILE), "--version"])
    assert "mended" in done.stderr
    assert built.differences(copy) == []


def test_the_bill_of_materials_names_what_is_carried(programs: Path) -> None:
    works()
    (copy,) = (path for path in programs.iterdir() if path.is_dir())
    bill = json.loads((copy / "bill-of-materials.cdx.json").read_text("utf-8"))
    names = {part["name"].lower() for part in bill["components"]}
    assert {"textual", "duckdb", "polars", "plotext", "cryptography", "typst", "python", "pyinstaller"} <= names
    assert bill["bomFormat"] == "CycloneDX"
    assert {path.parent.name for path in copy.glob("_internal/*.dist-info/METADATA")}
