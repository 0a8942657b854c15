"""The `companion` command. Imports nothing heavy until a verb needs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from companion.cli.common import LANGUAGE, explain, tell
from companion.cli.spoken import SpokenVerbs, parser_speaks
from companion.errors import CompanionError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (design, section 10)."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe in a Western code page must not end a report about a person half way.
        if stream.encoding.lower().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with parser_speaks(LANGUAGE):
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    from companion.cli.group import companion  # here, since click names the kinds of files as options are made

    try:
        verbs = SpokenVerbs(companion, LANGUAGE)
        result = verbs.main(args=arguments, prog_name="companion", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        tell("Stopped. Nothing was changed.")
        return 1
    except CompanionError as error:
        explain(error)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return result if isinstance(result, int) else 0
