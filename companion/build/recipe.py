"""The folder build: PyInstaller's folder, pruned by measurement, with its manifest and its bill of materials."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from companion import __version__, built, paths
from companion.build import bill

NAME = "companion"
ROOT = Path(built.__file__).resolve().parents[1]

# Never reached from our screens; found by following what each build carried.
LEFT_OUT = (
    "companion.build", "babel", "hypothesis", "mypy", "pytest", "_pytest", "setuptools", "pkg_resources", "pip",
    "wheel", "tkinter", "pydoc", "lib2to3", "distutils", "ensurepip", "idlelib", "turtledemo",
    "sqlite3", "numpy", "pandas", "pyarrow", "fsspec", "IPython", "PIL", "matplotlib", "altair", "deltalake",
    "pyiceberg", "sqlalchemy", "torch", "jax", "xlsxwriter", "openpyxl", "psycopg", "psycopg2", "asyncpg", "aiosqlite",
    "pymysql", "pycparser", "tree_sitter",
)  # fmt: skip
_NEVER_LOADED = {"duckdb.filesystem"}
# Files a running program does not read; licences and METADATA stay.
PRUNED = (
    "_internal/companion/build/**/*", "_internal/companion/locale/*.pot", "_internal/companion/locale/**/*.po",
    "_internal/*.dist-info/RECORD", "_internal/*.dist-info/INSTALLER", "_internal/*.dist-info/REQUESTED",
    "_internal/*.dist-info/WHEEL", "_internal/*.dist-info/direct_url.json", "_internal/textual/tree-sitter/**/*",
    "_internal/**/*.pyi", "_internal/**/py.typed",
)  # fmt: skip


def build_folder(to: Path, work: Path) -> Path:
    """Make the folder build in `to` and return it."""
    shutil.rmtree(to / NAME, ignore_errors=True)
    _run_pyinstaller(to, work)
    made = to / NAME
    _miss_none(made)
    _leave_none_wanted(work)
    _restore_signed(made)
    _prune(made)
    _strip(made)
    named = to / f"{NAME}-{__version__}-{target()}"
    shutil.rmtree(named, ignore_errors=True)
    made.rename(named)
    bill.write(named)
    _even_out(named)
    hashes = {name: built.digest(named / name) for name in built.files_of(named)}
    (named / built.MANIFEST).write_text(built.as_lines(hashes), "utf-8", newline="\n")
    return named


def target() -> str:
    """Return for which system this is built: a build runs on the system that made it."""
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    return f"{system}-{platform.machine().lower()}"


def _run_pyinstaller(to: Path, work: Path) -> None:
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--onedir", "--console", "--name", NAME,
        "--log-level", "WARN", "--noupx", "--distpath", str(to), "--workpath", str(work), "--specpath", str(work),
        "--paths", str(ROOT), "--collect-data", "companion",
        "--collect-data", "duckdb_extension_httpfs", "--collect-submodules", "aiosql",
        "--collect-submodules", "textual.widgets", "--hidden-import", "plotext",
        "--add-data", f"{paths.queries_folder()}{os.pathsep}companion/queries",
        "--add-data", f"{paths.fixtures_folder()}{os.pathsep}companion/fixtures",
    ]  # fmt: skip
    for name in _modules():
        command += ["--hidden-import", name]
    for library in bill.libraries("plotext"):  # loaded by its path, so no import tells of it
        command += ["--add-binary", f"{library.locate()}{os.pathsep}{library.parent}"]
    for name in bill.carried_names():
        command += ["--copy-metadata", name]
    for name in LEFT_OUT:
        command += ["--exclude-module", name]
    command.append(str(Path(__file__).parent / "entry.py"))
    # The same sources give the same bytes: no random order, no time of day.
    same = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, env={**os.environ, **same}, cwd=ROOT)  # noqa: S603  # our own words


def _modules() -> list[str]:
    """Return our own modules: some are imported by a name put together only when they are needed."""
    found = []
    for path in sorted((ROOT / NAME).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[:2] != (NAME, "build"):
            found.append(".".join(parts).removesuffix(".__init__"))
    return found


def _miss_none(made: Path) -> None:
    """Stop where a package's compiled library was left behind: it would be missed on some screen, later."""
    missing = [
        str(library)
        for name in bill.carried_names()
        for library in bill.libraries(name)
        if not (made / "_internal" / library).is_file() and "/" in str(library) and not str(library).startswith("..")
    ]
    if missing:
        raise SystemExit(f"Left behind by PyInstaller: {', '.join(missing)}. Name them in {__file__}.")


def _leave_none_wanted(work: Path) -> None:
    """Stop where something carried imports, as it is loaded, what is left out on purpose."""
    notes = (work / NAME / f"warn-{NAME}.txt").read_text("utf-8")
    found = re.findall(r"^excluded module named (\S+) - imported by (.*)$", notes, re.MULTILINE)
    wanted = [
        f"{name} by {one.split()[0]}"
        for name, by in found
        for one in by.split(", ")
        if name in LEFT_OUT and "(top-level)" in one and one.split()[0] not in _NEVER_LOADED
    ]
    if wanted:
        raise SystemExit(f"Left out, but imported: {', '.join(wanted)}. Take it from the list in {__file__}.")


def _restore_signed(made: Path) -> None:
    """Put DuckDB's signed extension back as it came: a build tool that re-signs or strips it breaks its signature."""
    import duckdb_extension_httpfs

    origin = Path(duckdb_extension_httpfs.__file__).parent
    for signed in origin.rglob("*.duckdb_extension"):
        shutil.copyfile(signed, made / "_internal" / origin.name / signed.relative_to(origin))


def _prune(made: Path) -> None:
    for pattern in PRUNED:
        for path in sorted(made.glob(pattern), reverse=True):
            if path.is_file():
                path.unlink()
    for path in sorted((path for path in made.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def _strip(made: Path) -> None:
    """Take symbols out of shared libraries: 65 MB on Linux. macOS and Windows keep theirs for the signature."""
    strip = shutil.which("strip")
    if sys.platform != "linux" or strip is None:
        return
    for path in sorted(made.rglob("*.so*")):
        if path.is_file():
            subprocess.run([strip, "--strip-unneeded", str(path)], check=True)  # noqa: S603  # files just made


def _even_out(made: Path) -> None:
    """Give every file the same time, and only the program and its libraries the right to run."""
    for path in made.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        runs = path.parent == made or path.suffix in {".so", ".dylib"} or ".so." in path.name
        path.chmod(0o755 if runs and path.name != "bill-of-materials.cdx.json" else 0o644)
        os.utime(path, (1767225600, 1767225600))
