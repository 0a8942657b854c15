"""The bill of materials of a folder build, as CycloneDX 1.5 JSON, from what the packages say of themselves."""

from __future__ import annotations

import json
import platform
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

from companion import __version__, built

FILE = "bill-of-materials.cdx.json"


def carried_names() -> list[str]:
    """Return every package the program stands on, by following what each asks for on this system."""
    from packaging.requirements import Requirement

    found: dict[str, None] = {}
    ahead = ["companion"]
    while ahead:
        name = ahead.pop()
        if name in found:
            continue
        found[name] = None
        for line in metadata.requires(name) or []:
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                ahead.append(wanted.name.lower().replace("_", "-"))
    return sorted(found)


def libraries(name: str) -> list[metadata.PackagePath]:
    """Return the compiled libraries a package brings."""
    return [file for file in metadata.files(name) or [] if file.suffix in {".so", ".dll", ".dylib", ".pyd"}]


def write(made: Path) -> None:
    """Write the bill into the folder."""
    parts = [_package(name) for name in carried_names() if name != "companion"]
    parts += [_tool("python", platform.python_version(), "PSF-2.0", "The interpreter and its standard library")]
    parts += [_tool("pyinstaller", metadata.version("pyinstaller"), "GPL-2.0-or-later WITH Bootloader-exception",
                    "Only its bootloader is carried")]  # fmt: skip
    parts += [_library(made, name) for name in built.files_of(made) if _is_library(made, name)]
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(parts, sort_keys=True))}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "companion", "version": __version__,
                                   "licenses": [{"license": {"id": "MIT"}}]}},
        "components": parts,
    }  # fmt: skip
    (made / FILE).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def _package(name: str) -> dict[str, Any]:
    facts = metadata.metadata(name).json
    licence = facts.get("license_expression") or _classified(list(facts.get("classifier") or []))
    licence = licence or str(facts.get("license") or "not stated").splitlines()[0]
    part: dict[str, Any] = {
        "type": "library",
        "name": facts["name"],
        "version": facts["version"],
        "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{facts['version']}",
        "licenses": [{"license": {"name": licence}}],
    }
    if summary := facts.get("summary"):
        part["description"] = summary
    return part


def _classified(lines: list[str]) -> str:
    return ", ".join(line.rsplit(" :: ", 1)[-1] for line in lines if line.startswith("License ::"))


def _tool(name: str, version: str, licence: str, words: str) -> dict[str, Any]:
    return {
        "type": "framework", "name": name, "version": version, "description": words,
        "licenses": [{"license": {"name": licence}}],
    }  # fmt: skip


def _is_library(made: Path, name: str) -> bool:
    path = made / name
    return path.suffix in {".so", ".dll", ".dylib", ".pyd", ".duckdb_extension"} or ".so." in path.name


def _library(made: Path, name: str) -> dict[str, Any]:
    return {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": built.digest(made / name)}]}
