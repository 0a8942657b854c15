"""Files are whole or not there at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from companion.sharing.files import Delivery


def test_before_publishing_no_file_has_its_name(tmp_path: Path) -> None:
    delivery = Delivery(tmp_path / "new", [("a.txt", "å"), ("b.txt", "b")])
    assert not any(path.exists() for path in delivery.files)
    delivery.publish()
    assert [path.read_text(encoding="utf-8") for path in delivery.files] == ["å", "b"]
    assert len(list((tmp_path / "new").iterdir())) == 2
    assert stat.S_IMODE(delivery.files[0].stat().st_mode) == 0o600


def test_what_is_thrown_away_leaves_nothing(tmp_path: Path) -> None:
    Delivery(tmp_path, [("a.txt", "a")]).discard()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    delivery = Delivery(tmp_path, [("a.txt", "ours")])
    (tmp_path / "a.txt").write_text("theirs", encoding="utf-8")
    with pytest.raises(FileExistsError):
        delivery.publish()
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["theirs"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "elsewhere")
    delivery = Delivery(tmp_path, [("a.txt", "ours")])
    delivery.publish()
    assert delivery.files[0].name == "a-2.txt"
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("companion.sharing.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        Delivery(tmp_path, [("a.txt", "a" * 10_000)])
    assert list(tmp_path.iterdir()) == []


def test_on_a_disk_without_second_names_a_file_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*names: object) -> None:
        raise PermissionError

    monkeypatch.setattr("companion.sharing.files.os.link", no_links)
    delivery = Delivery(tmp_path, [("a.txt", "a")])
    delivery.publish()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "a"
