"""A root with only what a minimal Debian has: the files of its essential packages and what they depend on."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

USER = 12345
_NODES = {"null": (1, 3), "zero": (1, 5), "urandom": (1, 9), "tty": (5, 0)}


def make(root: Path) -> None:
    """Copy the essential packages of this Debian to `root`, give it devices and one ordinary user."""
    if os.geteuid() != 0 or shutil.which("dpkg-query") is None:
        pytest.skip("a bare root is made by root, from Debian's own packages")
    for name in _names():
        listed = subprocess.run(["dpkg-query", "-L", name], capture_output=True, text=True, check=True).stdout
        for line in listed.splitlines():
            _copy(Path(line), root)
    for top in ("bin", "sbin", "lib", "lib64"):
        if Path("/", top).is_symlink() and not (root / top).exists():
            (root / top).symlink_to(f"usr/{top}")
    for place in ("proc", "dev", "tmp", "root", "home/ida", "opt"):
        (root / place).mkdir(parents=True, exist_ok=True)
    (root / "tmp").chmod(0o1777)
    for name, (major, minor) in _NODES.items():
        os.mknod(root / "dev" / name, 0o20666, os.makedev(major, minor))
        (root / "dev" / name).chmod(0o666)
    (root / "etc/passwd").write_text(f"root:x:0:0::/root:/bin/sh\nida:x:{USER}:{USER}::/home/ida:/bin/sh\n")
    (root / "etc/group").write_text(f"root:x:0:\nida:x:{USER}:\n")
    os.chown(root / "home/ida", USER, USER)


def inside(root: Path, *command: str) -> list[str]:
    """Return how to run a command in the root as an ordinary user: no network, no other process to be seen."""
    return [
        "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c",
        'mount -t proc proc "$0/proc" && exec chroot --userspec=12345:12345 "$0" /usr/bin/env -i HOME=/home/ida '
        'TERM=xterm-256color LANG=C.UTF-8 PATH=/usr/bin:/bin "$@"',
        str(root), *command,
    ]  # fmt: skip


def _names() -> list[str]:
    form = "${Package}\t${Essential}\t${Pre-Depends}, ${Depends}\t${Provides}\n"
    listed = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, text=True, check=True).stdout
    depends: dict[str, str] = {}
    gives: dict[str, str] = {}
    ahead = []
    for line in listed.splitlines():
        name, essential, wanted, provided = line.split("\t")
        depends[name] = wanted
        gives |= {one.split()[0]: name for one in provided.split(",") if one.strip()}
        ahead += [name] if essential == "yes" else []
    found: set[str] = set()
    while ahead:
        name = ahead.pop()
        name = name if name in depends else gives.get(name, "")
        if name and name not in found:
            found.add(name)
            ahead += [
                one.split("|")[0].split("(")[0].strip().split(":")[0] for one in depends[name].split(",") if one.strip()
            ]
    return sorted(found)


def _copy(path: Path, root: Path) -> None:
    to = root / path.parent.resolve().relative_to("/") / path.name
    if path.is_symlink():
        to.parent.mkdir(parents=True, exist_ok=True)
        if not to.is_symlink() and not to.exists():
            to.symlink_to(path.readlink())
    elif path.is_file():
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to)
