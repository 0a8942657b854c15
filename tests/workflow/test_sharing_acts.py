"""What leaves the store: for whom, what not, whole or not at all, and the log knows."""

from __future__ import annotations

import re
import stat
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from companion.clinical.model import Who
from companion.errors import RefusedError
from companion.sharing import files
from companion.store.records import notes
from companion.workflow.room import Room
from companion.workflow.sharing_acts import AUDIENCES, FORMATS, Format


@pytest.fixture
def talked(room: Room) -> Room:
    room.meeting.start()
    room.talk.say("I, Kari Nordmann (K-1042, born 17.05.1984), opened the door")
    room.talk.say("I have seen you smile, Kari", said_by="clinician")
    room.meeting.knows_it("mother")
    room.talk.say("She eats with us again", said_by="mother")
    room.talk.say("my sister drinks", told_by="patient", about="sister")
    room.talk.say("between us", only_us=True)
    room.shelves.agree("Ida calls Karis school", Who.CLINICIAN, room.today)
    return room


def test_the_preview_is_what_is_written(talked: Room, tmp_path: Path) -> None:
    texts: tuple[Format, ...] = ("txt", "md")
    for audience in AUDIENCES:
        for form in texts:
            exported = talked.share.export(audience, form, tmp_path)
            first, second = (Path(name).read_text(encoding="utf-8") for name in exported.files)
            assert first == talked.share.previews(audience, form)[0]
            assert second == talked.share.previews(audience, form)[1]


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_a_file_that_is_set_holds_the_words_of_the_preview(talked: Room, tmp_path: Path, form: Format) -> None:
    for audience in AUDIENCES:
        exported = talked.share.export(audience, form, tmp_path)
        previews = talked.share.previews(audience, form)[0], talked.share.previews(audience, form)[1]
        assert [Path(name).suffix for name in exported.files] == [f".{form}"] * 2
        for name, preview in zip(exported.files, previews, strict=True):
            words = _words(Path(name))
            for line in preview.splitlines():
                said = re.sub(r"\s", "", line.removeprefix("- ")).lower()
                assert said in words, (audience, line)


def _words(file: Path) -> str:
    """The words of a PDF or a web page, without blanks."""
    if file.suffix == ".pdf":
        text = "".join(page.extract_text() for page in PdfReader(file).pages)
    else:
        text = unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", file.read_text("utf-8"), flags=re.DOTALL))
    return re.sub(r"\s", "", text).lower()


def test_the_patients_page_says_you_and_keeps_what_the_mother_said(talked: Room) -> None:
    page = talked.share.previews("patient")[0]
    assert "- I, Kari Nordmann" in page
    assert "Your clinician: I have seen you smile" in page
    assert "mother: She eats with us again" in page
    assert "between us" in page
    assert "my sister drinks" not in page


def test_the_record_leaves_third_persons_and_the_two_of_us_out(talked: Room) -> None:
    page = talked.share.previews("record")[0]
    assert "Patient: I, Kari Nordmann" in page
    for left_out in ("between us", "She eats", "my sister"):
        assert left_out not in page
    apart = talked.share.previews("record")[1]
    assert "mother: She eats with us again" in apart
    assert "Patient about sister: my sister drinks" in apart
    assert "between us" not in apart


def test_supervision_learns_no_day_from_what_a_pdf_says_of_itself(talked: Room, tmp_path: Path) -> None:
    for name in talked.share.export("supervision", "pdf", tmp_path).files:
        about = PdfReader(name).metadata
        assert about is not None
        assert about.creation_date is not None
        assert (talked.today.day, about.creation_date.day) == (23, 1)


@pytest.mark.parametrize("form", FORMATS)
def test_supervision_learns_no_name_no_key_and_no_birthday(talked: Room, tmp_path: Path, form: Format) -> None:
    exported = talked.share.export("supervision", form, tmp_path)
    raw = [Path(name).read_bytes().decode("latin-1") for name in exported.files]
    words = [_words(Path(name)) for name in exported.files] if form == "pdf" else []
    everything = "".join([*exported.files, *raw, *words])
    everything = everything.replace(str(tmp_path), "")
    # The bytes of a PDF's fonts are chance: only its words, its names and what stands in them plain is looked at.
    known = ("Kari", "Nordmann", "K-1042", talked.patient.uuid[:8], *(() if form == "pdf" else ("1042", "1984", "Ida")))
    for name in known:
        assert name not in everything
        assert name.lower() not in "".join(words)


def test_while_somebody_else_is_there_nothing_between_the_two_leaves(talked: Room) -> None:
    talked.meeting.add_present("mother")
    assert all("between us" not in talked.share.previews(audience)[0] for audience in AUDIENCES)
    talked.meeting.remove_present("mother")
    talked.note.close()
    assert all("between us" not in talked.share.previews(audience)[0] for audience in AUDIENCES)


def test_lines_can_be_chosen(talked: Room) -> None:
    second = talked.talk.lines()[1]
    page = talked.share.previews("record", lines={second.id})[0]
    assert "smile" in page
    assert "opened the door" not in page
    assert "school" in page


def test_files_are_private_named_by_id_and_day_and_never_replaced(talked: Room, tmp_path: Path) -> None:
    first = talked.share.export("record", "txt", tmp_path)
    second = talked.share.export("record", "txt", tmp_path)
    names = [Path(name).name for name in (*first.files, *second.files)]
    short = talked.patient.uuid[:8]
    assert names == [
        f"note-{short}-2026-11-23-record.txt",
        f"note-{short}-2026-11-23-record-others.txt",
        f"note-{short}-2026-11-23-record-2.txt",
        f"note-{short}-2026-11-23-record-others-2.txt",
    ]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(names)
    assert {stat.S_IMODE(Path(name).stat().st_mode) for name in first.files} == {0o600}


def test_the_log_has_every_file_with_its_hash(talked: Room, tmp_path: Path) -> None:
    exported = talked.share.export("patient", "md", tmp_path)
    with talked.store.read() as reader:
        made = notes.exports(reader, talked.patient.id)
    hashes = [sha256(Path(name).read_bytes()).hexdigest() for name in exported.files]
    assert [(one.audience, one.format, one.sha256) for one in made] == [("patient", "md", digest) for digest in hashes]


def test_when_the_second_file_cannot_be_written_there_is_no_first(
    talked: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = files._give_name
    calls: list[Path] = []

    def no_second(waiting: Path, name: Path) -> None:
        calls.append(name)
        if len(calls) == 2:
            raise OSError(28, "no space")
        given(waiting, name)

    monkeypatch.setattr(files, "_give_name", no_second)
    folder = tmp_path / "out"
    with pytest.raises(RefusedError):
        talked.share.export("record", "md", folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_takes_no_file_is_a_sentence(talked: Room, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RefusedError, match="Choose another folder"):
        talked.share.export("record", "md", tmp_path / "file")


def test_without_a_session_there_is_nothing_to_share(room: Room) -> None:
    with pytest.raises(RefusedError):
        room.share.previews("record")[0]
