"""A real terminal for tests: a pseudo-terminal whose screen can be read and whose keys can be pressed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "backspace": "\x7f", "space": " ",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
    "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "ctrl+l": "\x0c", "ctrl+p": "\x10", "ctrl+u": "\x15",
    "ctrl+c": "\x03",
}  # fmt: skip
# What a terminal answers when a program asks about it.
_REPLIES = [
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
]


class _Screen(pyte.Screen):
    """Passes over the private sequences pyte has no handler for."""

    def set_margins(self, top: int | None = None, bottom: int | None = None, **private: Any) -> None:
        if not private:
            super().set_margins(top, bottom)

    def report_device_status(self, mode: int = 0, **private: Any) -> None:
        return

    def report_device_attributes(self, mode: int = 0, **private: Any) -> None:
        return

    def select_graphic_rendition(self, *attrs: int, **private: Any) -> None:
        if not private:
            super().select_graphic_rendition(*attrs)


class Terminal:
    """Runs one command in a terminal of its own.

    Args:
        command: Program and arguments.
        columns, rows: Size of the screen.
        env: Set on top of this process's environment.
        folder: Where the command starts.
    """

    def __init__(
        self, command: Sequence[str], *, columns: int = 80, rows: int = 24,
        env: Mapping[str, str] | None = None, folder: Path | None = None,
    ) -> None:  # fmt: skip
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self.exit_code: int | None = None
        self.stamp = 0.0
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})}
        for name in ("COLUMNS", "LINES", "NO_COLOR", "PYTEST_CURRENT_TEST"):
            environment.pop(name, None)
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            with contextlib.suppress(BaseException):
                if folder:
                    os.chdir(folder)
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(command[0], list(command), environment)
            os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each after the screen has come to rest."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key).encode())
            self.settle()

    def type(self, text: str) -> None:
        """Type text."""
        os.write(self.master, text.encode())
        self.settle()

    def wait_for(self, pattern: str, seconds: float = 30.0) -> str:
        """Wait until the pattern is on the screen; return the screen."""
        wanted = re.compile(pattern, re.MULTILINE)
        until = time.monotonic() + seconds
        while not wanted.search(self.text):
            if not self.read(0.05) and self.ended():
                break
            if time.monotonic() > until:
                break
        assert wanted.search(self.text), f"/{pattern}/ did not come; the screen is\n{self.text}"
        return self.text

    def settle(self, quiet: float = 0.12, most: float = 5.0) -> None:
        """Read until nothing has come for a moment."""
        until = time.monotonic() + most
        while time.monotonic() < until and self.read(quiet):
            pass

    def ended(self) -> bool:
        """Whether the program has ended; its exit code is then known."""
        if self.exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is not None

    def wait_end(self, seconds: float = 20.0) -> int:
        """Wait for the program to end and return its exit code."""
        until = time.monotonic() + seconds
        while not self.ended():
            self.read(0.05)
            assert time.monotonic() < until, f"the program goes on; the screen is\n{self.text}"
        while self.read(0.05):
            pass
        assert self.exit_code is not None
        return self.exit_code

    def kill(self, kind: signal.Signals = signal.SIGKILL) -> None:
        """End the program from outside."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, kind)

    def close(self) -> None:
        """End the program if it still runs, and give the terminal back."""
        if not self.ended():
            self.kill()
            os.waitpid(self.pid, 0)
        os.close(self.master)

    def read(self, wait: float, most: int = 65536) -> bool:
        """Read what has come, or `most` bytes of it; False when nothing came for `wait` seconds.

        `stamp` is when it came.
        """
        ready, _, _ = select.select([self.master], [], [], wait)
        if not ready:
            return False
        self.stamp = time.perf_counter()
        try:
            data = os.read(self.master, most)
        except OSError:
            return False
        for asked, answer in _REPLIES:
            if asked.search(data):
                os.write(self.master, answer)
        self.raw += data
        self._stream.feed(data)
        return bool(data)
