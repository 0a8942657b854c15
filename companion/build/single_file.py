"""One file made from a folder build: something that unpacks it once, and the folder, compressed.

On Linux and macOS a shell text unpacks it with what the system has: the program then is the
folder's own, started by `exec`, with no second process and no temporary folder. Windows has
no such shell; there a small program of ours does the same (`launcher`).
"""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
import tarfile
from pathlib import Path
from string import Template

from companion import __version__, built
from companion.build import recipe, unpacking, words

BLOCK = 65536
_STEPS = 50
_SPEC = Template("""
a = Analysis([$entry], pathex=[$root], excludes=$excludes)
pyz = PYZ(a.pure)
exe = EXE(pyz, a.scripts, a.binaries, a.datas, name="start", append_pkg=False, console=True, upx=False, strip=$strip)
""")
_UNUSED = [
    "companion.build.__main__", "platformdirs", "click", "ssl", "_ssl", "sqlite3", "unittest", "pydoc", "doctest",
    "email", "http", "urllib.request", "xml", "multiprocessing", "asyncio", "tkinter", "setuptools", "pkg_resources",
    "_decimal", "_codecs_jp", "_codecs_kr", "_codecs_cn", "_codecs_tw", "_codecs_hk", "_codecs_iso2022",
    "_multibytecodec",
]  # fmt: skip


def build(folder: Path, to: Path, work: Path, launcher: str) -> Path:
    """Make the single file of a folder build in `to` and return it."""
    ending = ".exe" if sys.platform == "win32" else ""
    file = to / f"{folder.name}-one-file{ending}"
    payload = work / "payload"
    if launcher == "shell":
        _pack(folder, payload, "gz")
        file.write_bytes(head(folder, payload.stat().st_size))
        with file.open("ab") as out:
            out.write(payload.read_bytes())
    else:
        _pack(folder, payload, "xz")
        _join(_launcher(work), payload, _index(folder), file)
    file.chmod(0o755)
    return file


def head(folder: Path, size: int, system: str = sys.platform) -> bytes:
    """Return the shell text in front of a compressed archive of so many bytes, filled up to whole blocks."""
    text = (Path(__file__).parent / "head.sh").read_text("utf-8")
    index = _index(folder)
    blocks = math.ceil(size / BLOCK)
    places = {
        "WORDS": words.in_shell(), "VERSION": __version__, "BUILD": index.build, "MANIFEST": index.manifest,
        "TARGET": recipe.target(),
        "FILES": str(index.files), "NEEDED": str(math.ceil(index.size * 1.05 / 1024) + 1024),
        "EACH": str(math.ceil(blocks / _STEPS)), "STEPS": str(_STEPS), **_ways(system),
    }  # fmt: skip
    for name, value in places.items():
        text = text.replace(f"@{name}@", value)
    long = math.ceil((len(text.encode()) + 8) / BLOCK)
    content = text.replace("@FIRST@", str(long)).encode()
    return content.ljust(long * BLOCK, b"\n")


def _ways(system: str) -> dict[str, str]:
    if system == "darwin":
        return {
            "BASE": "\"$HOME/Library/Application Support\"", "SHA": "shasum -a 256", "SYNC": "sync",
            "LISTING": "find . ! -type d -exec stat -f '%N %z %Fc %i' {} +",
        }  # fmt: skip
    return {
        "BASE": '"${XDG_DATA_HOME:-$HOME/.local/share}"', "SHA": "sha256sum",
        "SYNC": 'sync -f "$new" 2>/dev/null', "LISTING": "find . ! -type d -printf '%p %s %C@ %i\\n'",
    }  # fmt: skip


def _index(folder: Path) -> unpacking.Index:
    content = (folder / built.MANIFEST).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    names = [*built.files_of(folder), built.MANIFEST]
    size = sum((folder / name).stat().st_size + 4096 for name in names)
    return unpacking.Index(f"{__version__}-{digest[:12]}", digest, len(names), size)


def _pack(folder: Path, payload: Path, kind: str) -> None:
    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = 1767225600
        entry.mode = 0o755 if entry.mode & 0o100 else 0o644
        return entry

    level = {"gz": {"compresslevel": 9}, "xz": {"preset": 6}}[kind]
    with tarfile.open(payload, f"w:{kind}", **level) as archive:  # type: ignore[call-overload]
        for path in sorted(folder.rglob("*")):
            archive.add(path, path.relative_to(folder).as_posix(), recursive=False, filter=plain)


def _launcher(work: Path) -> Path:
    """Build the small program that unpacks; return it without what it carries, which stands beside it."""
    spec = work / "start.spec"
    entry = Path(__file__).parent / "launcher.py"
    places = {"entry": str(entry), "root": str(recipe.ROOT), "excludes": _UNUSED, "strip": sys.platform == "linux"}
    spec.write_text(_SPEC.substitute({name: repr(value) for name, value in places.items()}), "utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
               "--distpath", str(work / "start"), "--workpath", str(work / "start-work"), str(spec)]  # fmt: skip
    subprocess.run(command, check=True, cwd=recipe.ROOT)  # noqa: S603  # our own words
    return next(path for path in (work / "start").iterdir() if path.suffix != ".pkg")


def _join(program: Path, payload: Path, index: unpacking.Index, file: Path) -> None:
    """Write program, payload and the program's own archive one behind the other; the last is looked for at the end."""
    facts = json.dumps(index._asdict()).encode()
    with file.open("wb") as out:
        out.write(program.read_bytes())
        out.write(payload.read_bytes())
        out.write(facts)
        out.write(unpacking.FOOT.pack(payload.stat().st_size, len(facts), unpacking.MAGIC))
        out.write((program.parent / "start.pkg").read_bytes())
