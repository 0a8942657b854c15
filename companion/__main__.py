"""`python -m companion` and the `companion` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the plain start spares the parser's 45 ms before the first picture."""
    if len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty():
        from companion.app.app import run

        return run()
    from companion.cli import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
