"""Find every sentence of the program, and keep the catalogues of the languages with them.

    python -m tests.messages            find the sentences, update companion.pot and the .po files, write the .mo files
    python -m tests.messages compile    only write the .mo files from the .po files as they are
    python -m tests.messages missing    say how many sentences each language lacks, and which

What is translated stays: a sentence that is still said keeps its translation, one that is
new stands empty, one that is no longer said goes to the end of the file as obsolete.

A new or changed sentence is one act in all languages: write it through `say`, `count` or
`Message`, run this module, fill in the empty `msgstr` of it in both
`companion/locale/<code>/LC_MESSAGES/companion.po`, run it with `compile`, and commit
`companion/locale` with the sentence. Where a folder of a language holds the file COMPLETE,
`tests/test_locale.py` breaks until that is done. Two meanings are two sentences, since
gettext knows a sentence by its words alone.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from companion.cli.spoken import WORDS, paragraphs
from companion.language import CODES
from companion.paths import locale_folder

PACKAGE = Path(__file__).parent.parent / "companion"
LANGUAGES = tuple(code for code in CODES if code != "en")
TEMPLATE = "companion.pot"
COMPLETE = "COMPLETE"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = "# {language} of Companion.\n# Update with: python -m tests.messages"

Sentence: TypeAlias = "str | tuple[str, str]"
Found: TypeAlias = "tuple[str, Sentence]"

# Where the sentence stands among the arguments. Errors of ours take it first.
_AT = {"say": 0, "_say": 0, "Message": 0, "wrong": 1, "missing": 1, "tell": 0, "_tell": 0}


def sources() -> list[Path]:
    """Every module that speaks through a language; what unpacks the program runs before there is one."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "build"]


def sentences() -> list[Found]:
    """Every sentence with the file it stands in; one and many together where there is a plural."""
    found: list[Found] = []
    errors = our_errors()
    for path in sources():
        where = path.relative_to(PACKAGE.parent).as_posix()
        found += [(where, one) for one in in_code(path.read_text("utf-8"), errors)]
    for path in sorted((PACKAGE / "clinical" / "catalogue").glob("*.toml")):
        where = path.relative_to(PACKAGE.parent).as_posix()
        found += [(where, one) for one in in_definition(path.read_text("utf-8"))]
    return [*found, *(("companion/cli/spoken.py", one) for one in WORDS)]


def our_errors() -> frozenset[str]:
    """The errors of the program: each takes its sentence first."""
    files = (path.read_text("utf-8") for path in sources())
    return frozenset(re.findall(r"^class (\w+Error)\b", "\n".join(files), re.MULTILINE))


def in_code(source: str, errors: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of one Python file, in the order in which they stand there."""
    tree = ast.parse(source)
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    names: dict[int, dict[str, list[ast.expr]]] = {}
    constants = _assigned(tree)
    for scope in [tree, *scopes]:  # the innermost function comes last and wins
        given = {**constants, **_assigned(scope)}
        for node in ast.walk(scope):
            if isinstance(node, ast.Call):
                names[id(node)] = given
    for scope in scopes:
        if any(_name(mark) == "command" for mark in scope.decorator_list if isinstance(mark, ast.Call)):
            yield from paragraphs(ast.get_docstring(scope) or "")
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = _name(call)
        # Where a figure comes from is a citation and stays, unless it comes from the room.
        yield from (text for one in call.keywords if one.arg == "source" for text in _texts(one.value, {}) if text)
        if name == "option":
            helps = (one.value for one in call.keywords if one.arg == "help")
            yield from (text for one in helps for text in _texts(one, names[id(call)]) if text)
        if name == "count" and len(call.args) > 2:
            one, many = (list(_texts(arg, {})) for arg in call.args[:2])
            yield from zip(one, many, strict=True)
            continue
        at = 0 if name in errors else _AT.get(name)
        if at is not None and len(call.args) > at:
            yield from (text for text in _texts(call.args[at], names[id(call)]) if text)


def _assigned(scope: ast.AST) -> dict[str, list[ast.expr]]:
    given: dict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    given[target.id].append(node.value)
    return given


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(node: ast.expr, names: dict[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, names)
        yield from _texts(node.orelse, names)
    elif isinstance(node, ast.Name):
        for value in names.get(node.id, ()):
            yield from _texts(value, {})


def in_definition(text: str) -> Iterator[str]:
    """The words of an instrument's definition that are shown: names, labels, rules, groups of people, the licence."""
    content = tomllib.loads(text)
    yield content["licence"]["credit"]
    yield content["licence"]["condition"]
    yield from content.get("items", {}).get("labels", ())
    yield from (critical["label"] for critical in content.get("critical", ()))
    for scale in content["scale"]:
        yield scale["name"]
        yield scale["rule"]["text"]
        yield from (text for cutoff in scale.get("cutoff", ()) for text in (cutoff["label"], cutoff["population"]))
        yield from (norm["people"] for norm in scale.get("norm", ()))


def template(found: Iterable[Found]) -> Catalog:
    """The catalogue of what there is to translate."""
    catalog = Catalog(project="Companion", fuzzy=False, header_comment=HEADER.format(language="Sentences"))
    for where, sentence in found:
        if not re.search(
            r"[^\W\d_]", re.sub(r"\{\w+[^}]*\}", "", sentence if isinstance(sentence, str) else sentence[1])
        ):
            continue  # only places and signs: the same in every language
        catalog.add(sentence, locations=[(where, 0)])
    return catalog


def po_file(code: str) -> Path:
    """Where a language's translations stand."""
    return locale_folder() / code / "LC_MESSAGES" / "companion.po"


def read(code: str) -> Catalog:
    """Read a language's translations; empty ones if there is no file yet."""
    path = po_file(code)
    if not path.is_file():
        return Catalog(locale=code, project="Companion", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str, wanted: Catalog) -> Catalog:
    """A language's translations with every sentence of today in them; nothing is guessed."""
    catalog = read(code)
    catalog.update(wanted, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalog.header_comment = HEADER.format(language=catalog.locale.english_name if catalog.locale else code)
    catalog.fuzzy = False
    return catalog


def written(catalog: Catalog) -> bytes:
    """A catalogue as a file: no line numbers and no clock, so that it changes only when words do."""
    file = io.BytesIO()
    write_po(file, catalog, width=110, include_lineno=False, sort_by_file=False, omit_header=False)
    dated = ("POT-Creation-Date:", "PO-Revision-Date:", "Last-Translator:", "Generated-By:", "Report-Msgid-Bugs-To:")
    lines = file.getvalue().decode().split("\n")
    return "\n".join(line for line in lines if not line.startswith(tuple(f'"{one}' for one in dated))).encode()


def compiled(catalog: Catalog) -> bytes:
    """A language's translations as the program reads them."""
    file = io.BytesIO()
    plain = Catalog(locale=catalog.locale, project="Companion", fuzzy=False, creation_date=EPOCH, revision_date=EPOCH)
    for message in catalog:
        if message.id and not message.fuzzy:
            plain.add(message.id, message.string)
    write_mo(file, plain)
    return file.getvalue()


def write() -> None:
    """Update the template, the translations and what the program reads."""
    wanted = template(sentences())
    _replace(locale_folder() / TEMPLATE, written(wanted))
    for code in LANGUAGES:
        _replace(po_file(code), written(updated(code, wanted)))
    compile_all()


def compile_all() -> None:
    """Write what the program reads."""
    for code in LANGUAGES:
        _replace(po_file(code).with_suffix(".mo"), compiled(read(code)))


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)
        print(f"written: {path.relative_to(PACKAGE.parent)}")


def missing(catalog: Catalog) -> list[Sentence]:
    """The sentences that have no translation, or only a guessed one."""
    lacking: list[Sentence] = []
    for message in catalog:
        parts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(parts)):
            lacking.append(message.id)  # type: ignore[arg-type]
    return lacking


def main(verb: str) -> None:
    """Run one of the verbs above."""
    if verb == "missing":
        for code in LANGUAGES:
            lacking = missing(read(code))
            print(f"{code}: {len(lacking)} of {len(read(code))} sentences are missing")
            for one in lacking:
                print(f"  {one}")
    elif verb == "compile":
        compile_all()
    else:
        write()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
