"""From an uploaded file to a plain one: its type is known by its content, compression is undone under limits."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from brain.facts.sources import refusals

BLOCK = 1 << 20
# A table of text packs 5 to 60 times; a bomb packs a thousand times.
BOMB_RATIO, BOMB_FLOOR = 250, 16 << 20

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG"),
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"(\xb5/\xfd", "zstd"),
)
# Web pages and XML that shop systems call "Excel": they begin with a tag, after a mark or blanks.
MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<?xml", "XML"),
    (b"<!doctype", "HTML"),
    (b"<html", "HTML"),
    (b"<head", "HTML"),
    (b"<meta", "HTML"),
    (b"<style", "HTML"),
    (b"<table", "HTML"),
    (b"mime-version:", "MHTML"),
)


PHOTO_ENDINGS = (
    ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".bmp", ".tif", ".tiff",
)  # fmt: skip


def is_photo_name(name: str) -> bool:
    """Whether a file inside an archive is called like a photo."""
    return name.lower().endswith(PHOTO_ENDINGS)


@dataclass(frozen=True)
class Limits:
    """What an import accepts: the largest file, unpacked, in MiB, and the most columns."""

    max_file_mb: int = 1024
    max_columns: int = 1000

    @property
    def max_bytes(self) -> int:
        """The largest file in bytes."""
        return self.max_file_mb << 20


class Staging:
    """A place under the home folder for unpacked copies; everything made here is removed when the import ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Path] = []

    def new_file(self) -> Path:
        """A name for a new file of this import."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{_process_mark()}-{secrets.token_hex(8)}"
        self._made.append(path)
        return path

    def clean(self) -> None:
        """Remove what this import made."""
        for path in self._made:
            path.unlink(missing_ok=True)


@contextmanager
def staging(home: Path) -> Iterator[Staging]:
    """A staging place that is empty again when the block ends.

    What a killed process left behind goes first: only one process holds a home, so any other mark is a dead one's.
    """
    folder = home / "staging"
    if folder.is_dir():
        for left in folder.iterdir():
            if not left.name.startswith(_process_mark()):
                left.unlink(missing_ok=True)
    place = Staging(folder)
    try:
        yield place
    finally:
        place.clean()


@lru_cache(maxsize=1)
def _process_mark() -> str:
    """Not the process id: in a container every process is number 1."""
    return secrets.token_hex(6)


def fingerprint(path: Path) -> str:
    """SHA-256 of the file as it was given, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def is_workbook(path: Path) -> bool:
    """Whether a file is an XLSX or XLS workbook, by its content."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == OLD_OFFICE:
        return True
    if head != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return False
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def check_workbook(path: Path, limits: Limits) -> Path:
    """The workbook itself. Raises OwnerError for one that unpacks beyond all measure."""
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise refusals.too_large(limits.max_file_mb)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            whole = sum(info.file_size for info in archive.infolist())
        if whole > BOMB_FLOOR and whole > BOMB_RATIO * size:
            raise refusals.zip_bomb()
        # The markup around a cell is several times the cell.
        if whole > 4 * limits.max_bytes:
            raise refusals.too_large(limits.max_file_mb)
    return path


def unpacked(path: Path, place: Staging, limits: Limits) -> Path:
    """The plain file or workbook: `path` itself, or its unpacked copy in staging.

    Raises OwnerError for anything that is not a workbook, nor a plain, gzip or zip file of text, or is too large.
    """
    if path.stat().st_size == 0:
        raise refusals.empty_file()
    head = _refuse_other_types(path)
    if is_workbook(path):
        return check_workbook(path, limits)
    if head.startswith(b"\x1f\x8b"):
        return _checked(_write(_gunzipped(path), path, place, limits), limits)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _unzipped(path, place, limits)
    if path.stat().st_size > limits.max_bytes:
        raise refusals.too_large(limits.max_file_mb)
    return path


def _refuse_other_types(path: Path) -> bytes:
    """The first bytes of a file. Raises OwnerError when they are those of a picture, a program, a web page ..."""
    with path.open("rb") as file:
        head = file.read(256)
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            raise refusals.not_csv(kind)
    tag = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    for signature, kind in MARKUP:
        if tag.startswith(signature):
            raise refusals.not_csv(kind)
    return head


def _checked(inside: Path, limits: Limits) -> Path:
    """What a packed file held, which is packed once only."""
    head = _refuse_other_types(inside)
    if is_workbook(inside):
        return check_workbook(inside, limits)
    if head.startswith((b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06")):
        raise refusals.not_csv("gzip" if head.startswith(b"\x1f") else "zip")
    return inside


def _unzipped(path: Path, place: Staging, limits: Limits) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist()]
            if "[Content_Types].xml" in names:
                raise refusals.not_csv("Office")
            members = [
                info
                for info in archive.infolist()
                if not info.is_dir() and not info.filename.startswith("__MACOSX/")
            ]
            # Photos beside a table are brought in by themselves.
            members = [info for info in members if not is_photo_name(info.filename)] or members
            if len(members) != 1:
                raise refusals.archive_members(len(members))
            if members[0].flag_bits & 0x1:
                raise refusals.archive_locked()
            with archive.open(members[0]) as packed:
                whole = _write(iter(lambda: packed.read(BLOCK), b""), path, place, limits)
        return _checked(whole, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise refusals.archive_broken() from error


def _gunzipped(path: Path) -> Iterator[bytes]:
    """The unpacked content in blocks; a gzip file may have several members."""
    with path.open("rb") as packed:
        pending, inflate = packed.read(BLOCK), zlib.decompressobj(wbits=31)
        try:
            while pending:
                yield inflate.decompress(pending, BLOCK)
                pending = inflate.unconsumed_tail
                if inflate.eof:
                    pending = (inflate.unused_data or packed.read(BLOCK)).lstrip(b"\0")
                    if pending:
                        inflate = zlib.decompressobj(wbits=31)
                elif not pending:
                    pending = packed.read(BLOCK)
        except zlib.error as error:
            raise refusals.archive_broken() from error
        if not inflate.eof:
            raise refusals.file_cut()


def _write(blocks: Iterator[bytes], packed: Path, place: Staging, limits: Limits) -> Path:
    packed_size, written, target = packed.stat().st_size, 0, place.new_file()
    with target.open("wb") as file:
        for block in blocks:
            written += len(block)
            if written > BOMB_FLOOR and written > BOMB_RATIO * packed_size:
                raise refusals.zip_bomb()
            if written > limits.max_bytes:
                raise refusals.too_large(limits.max_file_mb)
            file.write(block)
            if written > 1 << 28 and shutil.disk_usage(target.parent).free < 1 << 28:
                raise refusals.disk_full()
    if written == 0:
        raise refusals.empty_file()
    return target
