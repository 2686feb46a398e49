"""Photos come in whole or not at all, each once, and the report says what became of every one."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from brain.bootstrap import Brain
from brain.kernel.errors import OwnerError
from brain.ledger.photo_tables import PhotoRow
from brain.photos import bringing
from brain.photos.album import Album
from brain.photos.checking import CleanPhoto
from brain.photos.opening import holds_a_table, holds_photos, opened
from tests.care.lane import LANE, desk_of
from tests.photos.made import REVIEWS, bring, jpeg, write


def lying(album: Album) -> list[str]:
    """What lies in the album's folder."""
    return sorted(file.name for file in album.folder.iterdir()) if album.folder.is_dir() else []


def zipped(folder: Path, files: dict[str, bytes], name: str = "photos.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for inside, content in files.items():
            archive.writestr(inside, content)
    return path


def test_the_report_has_the_promised_form_and_adds_up(brain: Brain, album: Album, tmp_path: Path) -> None:
    """Kept, known already and left out, each with its place; the sum is what was read."""
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    (tmp_path / "again.jpg").write_bytes(jpeg(1))
    files = [
        write(tmp_path, "a.jpg", 1),
        (tmp_path / "again.jpg", "again.jpg"),
        (tmp_path / "bad.jpg", "bad.jpg"),
    ]
    said = desk_of(brain).photos.bring([*files, write(tmp_path, "b.jpg", 2)]).as_json("en")
    assert list(said) == [
        "batch",
        "source",
        "rows_read",
        "loaded",
        "duplicates",
        "quarantined",
        "mapping",
        "from",
        "to",
    ]
    assert (said["source"], said["rows_read"], said["loaded"], said["duplicates"]) == ("photos", 4, 2, 1)
    assert [one["row"] for one in said["quarantined"]] == [3]
    assert said["quarantined"][0]["reason"].startswith("bad.jpg: ")
    assert len(lying(album)) == 4, "two photos, each with its small square"
    for file in album.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(album.folder.stat().st_mode) == 0o700


def test_the_same_photo_twice_is_a_duplicate(brain: Brain, tmp_path: Path) -> None:
    """The same file later, and the same pixels in a file with other comments."""
    desk = desk_of(brain)
    bring(desk, tmp_path, "a.jpg")
    again = desk.photos.bring([(tmp_path / "a.jpg", "other name.jpg")])
    (tmp_path / "c.jpg").write_bytes(jpeg(1, comment=b"sent by Anna"))
    commented = desk.photos.bring([(tmp_path / "c.jpg", "c.jpg")])
    assert [(one.loaded, one.duplicates) for one in (again, commented)] == [(0, 1), (0, 1)]
    assert [one.name for one in desk.photos.all()] == ["a.jpg"]


def test_photos_in_a_zip_come_in_by_their_own_names(brain: Brain, tmp_path: Path) -> None:
    """Folders, Apple's shadows and other files inside are passed over; a name is never a path."""
    path = zipped(tmp_path, {
        "anna/1.jpg": jpeg(1), "../../../etc/2.jpg": jpeg(2), "__MACOSX/anna/._1.jpg": b"x", ".hidden.jpg": b"x",
        "broken.png": b"x",
    })  # fmt: skip
    desk = desk_of(brain)
    said = desk.photos.bring([(path, path.name)])
    assert (said.rows_read, said.loaded, len(said.quarantined)) == (3, 2, 1)
    assert {one.name for one in desk.photos.all()} == {"anna/1.jpg", "../../../etc/2.jpg"}
    home = brain.settings.home
    assert not (home.parent / "etc").exists()
    assert {file.parent for file in home.rglob("*.jpg")} == {home / "photos" / LANE.id}


def test_chinese_names_that_windows_packed_are_read(tmp_path: Path) -> None:
    """Its zips have GBK names and do not say so."""
    path = tmp_path / "w.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("x" * len("晒单1.jpg".encode("gbk")))
        archive.writestr(info, jpeg(1))
    raw = path.read_bytes().replace(b"x" * len("晒单1.jpg".encode("gbk")), "晒单1.jpg".encode("gbk"))
    path.write_bytes(raw)
    assert [one.name for one in opened(path)] == ["晒单1.jpg"]


def test_a_zip_that_unpacks_beyond_measure_is_left_out(brain: Brain, tmp_path: Path) -> None:
    """A member of gigabytes is refused by what it says; one that lies about its size, by what comes out."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jpg", b"\xff\xd8\xff" + b"\0" * (64 << 20))
        archive.writestr("b.jpg", jpeg(2))
    said = desk_of(brain).photos.bring([(path, path.name)])
    assert [(one.row, one.code) for one in said.quarantined] == [(1, "photo_large")]
    assert said.loaded == 1


def test_a_table_with_photos_beside_it_is_still_a_table(brain: Brain, tmp_path: Path) -> None:
    """A zip of a review file and its photos brings both; a workbook with pictures holds no photos."""
    path = zipped(tmp_path, {
        "reviews.csv": (REVIEWS + "r1,2026-11-10T09:00:00,P1,ANNA-7731,5,好,a.jpg,yes\n").encode(), "a.jpg": jpeg(1),
    })  # fmt: skip
    assert holds_photos(path)
    assert holds_a_table(path)
    desk = desk_of(brain)
    from brain.facts.sources.intake.importer import Options

    assert desk.load(path, path.name, Options()).loaded == 1
    desk.photos.bring([(path, path.name)])
    assert [(one.review, one.standing) for one in desk.photos.all()] == [("r1", "usable")]
    book = zipped(tmp_path, {"[Content_Types].xml": b"<x/>", "xl/media/image1.png": jpeg(3)}, "book.xlsx")
    assert not holds_photos(book)


def test_when_none_can_be_used_nothing_is_kept(brain: Brain, album: Album, tmp_path: Path) -> None:
    """One photo: its own reason. Several: how many, and the first reason."""
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"x")
    desk = desk_of(brain)
    for names, code in ((("a.jpg",), "photo_unreadable"), (("a.jpg", "b.jpg"), "nothing_usable")):
        with pytest.raises(OwnerError) as refused:
            desk.photos.bring([(tmp_path / name, name) for name in names])
        assert refused.value.code == code
    assert lying(album) == []


def test_a_dry_run_keeps_nothing(brain: Brain, album: Album, tmp_path: Path) -> None:
    """It counts what would be kept."""
    said = desk_of(brain).photos.bring([write(tmp_path, "a.jpg", 1)], dry_run=True)
    assert (said.batch, said.loaded, lying(album)) == ("", 1, [])


def test_nothing_half_done_stays(
    brain: Brain, album: Album, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk in the middle takes the first photo with it; what a killed process left goes at the next turn."""
    desk, put, calls = desk_of(brain), Album.put, []

    def full(self: Album, photo: str, content: bytes, *, small: bool = False) -> None:
        calls.append(photo)
        if len(calls) > 3:
            raise OSError(28, "No space left on device")
        put(self, photo, content, small=small)

    with monkeypatch.context() as patch:
        patch.setattr(Album, "put", full)
        with pytest.raises(OSError, match="No space"):
            bring(desk, tmp_path, "a.jpg", "b.jpg", "c.jpg")
    assert lying(album) == []
    album.put("f" * 64, b"left by a killed process")
    bring(desk, tmp_path, "a.jpg")
    assert len(lying(album)) == 2
    with brain.parts.ledger.reading() as session:
        assert session.query(PhotoRow).count() == 1


def test_two_files_of_the_same_pixels_in_one_go_are_one(brain: Brain, tmp_path: Path) -> None:
    """Within one import as between two."""
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(jpeg(1))
    said = desk_of(brain).photos.bring([(tmp_path / name, name) for name in ("a.jpg", "b.jpg")])
    assert (said.loaded, said.duplicates) == (1, 1)


def test_an_import_of_photos_can_be_taken_back(brain: Brain, album: Album, tmp_path: Path) -> None:
    """All that came by it goes, and only that."""
    desk = desk_of(brain)
    first = desk.photos.bring([write(tmp_path, "a.jpg", 1)])
    desk.photos.bring([write(tmp_path, "b.jpg", 2)])
    assert desk.undo_batch(first.batch) == 1
    assert [one.name for one in desk.photos.all()] == ["b.jpg"]
    assert len(lying(album)) == 2


def test_the_checker_is_asked_for_every_photo(
    brain: Brain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written is what the checker made, never the file itself."""
    made = CleanPhoto(b"clean", b"small", 400, 300)
    monkeypatch.setattr(bringing, "clean_photo", lambda data, name: made)
    desk = desk_of(brain)
    desk.photos.bring([write(tmp_path, "a.jpg", 1)])
    assert desk.picture(desk.photos.all()[0].file).read_bytes() == b"clean"
    assert io.BytesIO(jpeg(1)).getvalue() not in [
        file.read_bytes() for file in brain.settings.home.rglob("*") if file.is_file()
    ]
