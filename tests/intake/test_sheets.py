"""Good rows become sheets, each bad row is refused with its line, value and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from companion.clinical.instruments import Catalogue
from companion.errors import RefusedError
from companion.intake.columns import FileMapping, find_columns, read_mapping
from companion.intake.forms import Forms
from companion.intake.rejects import write_rejects
from companion.intake.sheets import AskDatesError, Sheets, read_sheets
from companion.intake.table import read_table
from companion.language import ENGLISH

CATALOGUE = Catalogue.bundled()


def sheets(folder: Path, content: str, dates: str | None = None, mapping: FileMapping | None = None) -> Sheets:
    file = folder / "in.csv"
    file.write_text(content, encoding="utf-8")
    table = read_table(file)
    mapping = mapping or FileMapping()
    columns = find_columns(table.headings, mapping, file.name)
    return read_sheets(table, columns, mapping, Forms(CATALOGUE), dates=dates, today=date(2026, 11, 23))


def refused(read: Sheets) -> list[tuple[int, str, str]]:
    return [(bad.line, bad.column, bad.value) for bad in read.bad]


def test_totals_go_in_and_each_bad_row_names_its_value(tmp_path: Path) -> None:
    read = sheets(
        tmp_path,
        "patient;date;instrument;respondent;total\n"
        "007;2026-01-03;PHQ-9;self;12\n"
        "7;2026-01-03;phq9;;31\n"
        "8;2026-01-03;phq9;self;3,5\n"
        ";2026-01-03;phq9;self;3\n"
        "9;2026-01-03;xyz;self;3\n"
        "9;2026-01-03;phq9;aunt;3\n"
        "9;2026-01-03;phq9;self;\n",
    )
    assert read.frame.select("patient", "instrument", "stated").rows() == [("007", "phq9", 12.0)]
    assert refused(read) == [
        (3, "total", "31"), (4, "total", "3,5"), (5, "patient", ""), (6, "instrument", "xyz"),
        (7, "respondent", "aunt"), (8, "", ""),
    ]  # fmt: skip


def test_the_key_007_is_not_7(tmp_path: Path) -> None:
    read = sheets(tmp_path, "patient,date,instrument,total\n007,2026-01-03,phq9,1\n7,2026-01-03,phq9,1\n")
    assert read.frame["patient"].to_list() == ["007", "7"]


def test_a_sentinel_is_refused_and_an_empty_item_is_missing(tmp_path: Path) -> None:
    read = sheets(
        tmp_path,
        "patient,date,instrument,item1,item2,item3\n1,2026-01-03,phq9,1,,3\n2,2026-01-03,phq9,1,9,3\n"
        "3,2026-01-03,honos,9,0,4\n4,2026-01-03,honos,,,\n",
    )
    assert read.frame.select("patient", "respondent", "i1", "i2", "i3").rows() == [
        ("1", "self", 1.0, None, 3.0),
        ("3", "clinician", 9.0, 0.0, 4.0),
    ]
    assert refused(read) == [(3, "item2", "9"), (5, "", "")]


def test_rows_of_one_item_each_come_together_as_sheets(tmp_path: Path) -> None:
    read = sheets(
        tmp_path,
        "patient,date,instrument,item,value\n1,2026-01-03,phq9,1,2\n1,2026-01-03,phq9,item2,3 - nearly\n"
        "1,2026-01-10,phq9,1,0\n1,2026-01-03,phq9,2,1\n1,2026-01-03,phq9,11,1\n",
    )
    assert read.frame.select("day", "rows", "i1", "i2").rows() == [
        (date(2026, 1, 3), 2, 2.0, 3.0),
        (date(2026, 1, 10), 1, 0.0, None),
    ]
    assert refused(read) == [(5, "item", ""), (6, "item", "11")]


def test_a_date_with_two_readings_is_asked_for_once(tmp_path: Path) -> None:
    content = "patient,date,instrument,total\n1,03/04/2026,phq9,1\n1,25/04/2026,phq9,2\n"
    with pytest.raises(AskDatesError, match="03/04/2026"):
        sheets(tmp_path, content)
    assert sheets(tmp_path, content, "dmy").frame["day"].to_list() == [date(2026, 4, 3), date(2026, 4, 25)]
    assert refused(sheets(tmp_path, content, "mdy")) == [(3, "date", "25/04/2026")]


def test_a_steering_character_in_a_name_becomes_a_mark(tmp_path: Path) -> None:
    read = sheets(tmp_path, "patient,date,instrument,total,name\n1,2026-01-03,phq9,1,\x1b[2JKa\u202eri [/]\n")
    assert read.frame["name"].to_list() == ["␛[2JKa⟨U+202E⟩ri [/]"]


def test_a_mapping_gives_other_headings_their_meaning(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text('instrument = "phq9"\n[columns]\npatient = "Study ID"\ndate = "When"\ntotal = "PHQ"\n', "utf-8")
    read = sheets(tmp_path, "Study ID,When,PHQ,Other\nA,2026-01-03,4,x\n", mapping=read_mapping(file))
    assert read.frame.select("patient", "stated").rows() == [("A", 4.0)]
    assert ENGLISH.say(read.notes[0]) == "Nobody reads these columns: Other."


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="patient"):
        sheets(tmp_path, "who,date,instrument,total\n1,2026-01-03,phq9,1\n")


def test_the_rejects_file_can_be_mended_and_taken_in_again(tmp_path: Path) -> None:
    content = "patient,date,instrument,total,name\n1,2026-01-03,phq9,31,=cmd()\n2,2026-01-03,phq9,-3,B\n"
    read = sheets(tmp_path, content)
    source = tmp_path / "in.csv"
    rejects = write_rejects(source, read_table(source), read.bad, ENGLISH)
    text = rejects.read_text("utf-8")
    assert "2,total,31,The total goes from 0 to 27. Check the form.,1,2026-01-03,phq9,31,'=cmd()" in text
    assert "3,total,-3," in text
    again = sheets(tmp_path, text.replace(",31,", ",21,").replace(",-3,", ",3,"))
    assert again.frame["stated"].to_list() == [21.0, 3.0]
    assert write_rejects(source, read_table(source), read.bad, ENGLISH).name == "in.rejects-2.csv"
