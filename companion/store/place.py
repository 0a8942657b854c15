"""Where a store lies: on a network drive locks may be missing, and two programs could write at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NETWORK = frozenset({
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
    "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf",
})  # fmt: skip
_REMOTE_DRIVE = 4
"""What Windows' ``GetDriveTypeW`` calls a drive that lies on another machine."""
_MOUNTS = Path("/proc/self/mountinfo")


def is_on_network(folder: Path) -> bool:
    """Say whether a folder lies on another machine, as far as the system tells (Linux and Windows do)."""
    if sys.platform == "win32":
        return _is_remote_path(str(folder.absolute())) or _is_remote_drive(folder)
    try:
        return kind_of(os.path.realpath(folder), _MOUNTS.read_text("utf-8", "surrogateescape")) in _NETWORK
    except OSError:  # a system that does not tell
        return False


def kind_of(path: str, mounts: str) -> str:
    """Return the kind of file system a path lies on.

    Args:
        path: Absolute, without links.
        mounts: Text of Linux' ``/proc/self/mountinfo``.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        # Blanks and the like stand there as octal numbers.
        point = fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape").encode("latin-1")
        place = point.decode("utf-8", "surrogateescape")
        inside = path == place or path.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):  # a later one at the same place lies over the earlier
            best, kind = place, right.split(" ")[0]
    return kind


def _is_remote_path(path: str) -> bool:
    return path.startswith(("\\\\", "//")) and not path.startswith(("\\\\?\\", "\\\\.\\"))


if sys.platform == "win32":

    def _is_remote_drive(folder: Path) -> bool:
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.absolute().drive}\\") == _REMOTE_DRIVE)

else:

    def _is_remote_drive(folder: Path) -> bool:  # noqa: ARG001 - the same shape as on Windows
        return False
