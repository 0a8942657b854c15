"""What takes the space in a build, so that whoever adds a package sees what it weighs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from companion import built

_SHOWN = 14
_MIB = 1024 * 1024


def table(folder: Path) -> str:
    """Return the largest parts of a folder build, and what weighs most among the modules inside the program."""
    parts: Counter[str] = Counter()
    for name in [*built.files_of(folder), built.MANIFEST]:
        parts[_part(name)] += (folder / name).stat().st_size
    whole = sum(parts.values())
    lines = [f"{whole / _MIB:8.1f} MB  in all, {len(built.files_of(folder)) + 1} files"]
    lines += _largest(parts)
    inside = _modules(folder)
    if inside:
        lines.append(f"{sum(inside.values()) / _MIB:8.1f} MB  Python modules inside the program, compressed")
        lines += _largest(inside)
    return "\n".join(lines)


def _largest(parts: Counter[str]) -> list[str]:
    lines = [f"{size / _MIB:8.1f} MB    {name}" for name, size in parts.most_common(_SHOWN)]
    rest = sum(parts.values()) - sum(size for _, size in parts.most_common(_SHOWN))
    return [*lines, f"{rest / _MIB:8.1f} MB    everything else"]


def _part(name: str) -> str:
    places = name.split("/")
    if places[0] != "_internal" or len(places) == 2:
        return name
    return "licences and METADATA" if places[1].endswith(".dist-info") else f"_internal/{places[1]}"


def _modules(folder: Path) -> Counter[str]:
    from PyInstaller.archive.readers import CArchiveReader

    programs = [path for path in folder.iterdir() if path.stem == "companion" and path.suffix in {"", ".exe"}]
    found: Counter[str] = Counter()
    archive = CArchiveReader(str(programs[0]))
    for name in archive.toc:
        if name.endswith(".pyz"):
            for module, (_, _, size) in archive.open_embedded_archive(name).toc.items():
                found[module.split(".")[0]] += size
    return found
