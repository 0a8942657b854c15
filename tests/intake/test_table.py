"""A table file is read as it is; a line that does not fit shifts no other line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.errors import RefusedError, UsageError
from companion.intake.table import Table, read_table


def table(folder: Path, content: str | bytes) -> Table:
    file = folder / "in.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(file)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_and_encoding_are_found_out(tmp_path: Path, separator: str, encoding: str) -> None:
    text = separator.join(["patient", "name"]) + "\r\n" + separator.join(["007", "Åse Bø"]) + "\r\n"
    read = table(tmp_path, text.encode(encoding))
    assert read.headings == ("patient", "name")
    assert read.frame.select("c0", "c1", "line").rows() == [("007", "Åse Bø", 2)]


def test_a_line_with_a_missing_cell_is_set_apart_with_its_number(tmp_path: Path) -> None:
    read = table(tmp_path, "a,b\n1,2\n\n3\n4,5,6\n7,8\n")
    assert read.frame["line"].to_list() == [2, 6]
    assert [bad.line for bad in read.bad] == [4, 5]


def test_a_quoted_cell_may_hold_separators_and_line_breaks(tmp_path: Path) -> None:
    read = table(tmp_path, 'a,b\n"1,5","two\nlines"\n"say ""so""",4\n')
    assert read.frame.select("c0", "c1", "line").rows() == [("1,5", "two\nlines", 2), ('say "so"', "4", 4)]


def test_a_quote_that_never_closes_costs_one_line(tmp_path: Path) -> None:
    read = table(tmp_path, 'a,b\n1,"2\n3,4\n')
    assert [bad.line for bad in read.bad] == [2]
    assert read.frame.select("c0", "c1").rows() == [("3", "4")]


def test_an_empty_file_says_what_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="headings"):
        table(tmp_path, "\n \n")


def test_a_survey_definition_is_refused_with_what_to_export_instead(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="responses"):
        table(tmp_path, "class\ttype/scale\tname\trelevance\nG\t\tA\t1\n")


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nothing\.csv"):
        read_table(tmp_path / "nothing.csv")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    try:
        read = table(tmp_path_factory.getbasetemp(), b"patient,date\n" + content)
    except RefusedError:
        return
    lines = content.decode("utf-8", "replace").count("\n") + content.count(b"\r") + 1
    assert read.frame.height + len(read.bad) <= lines + 1
