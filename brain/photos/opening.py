"""Photos on their way in: single files, and the photos inside a zip. Names are only read, never used as paths."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from brain.facts.sources import refusals
from brain.facts.sources.reading.unpacking import is_photo_name
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.photos.checking import MOST_BYTES, looks_like_photo, too_large

UTF8 = 0x800
LOCKED = 0x1
MOST_PHOTOS = 2_000
"""In one zip: more is somebody's whole archive, brought by mistake."""


@dataclass(frozen=True)
class Brought:
    """A photo that somebody brings: what it is called, and its bytes when they are asked for (which may be refused)."""

    name: str
    read: Callable[[], bytes]


def of_file(path: Path, name: str = "") -> Brought:
    """A photo in a file of its own."""

    def read() -> bytes:
        if path.stat().st_size > MOST_BYTES:
            raise too_large()
        return path.read_bytes()

    return Brought(name or path.name, read)


def holds_photos(path: Path) -> bool:
    """Whether a file is a photo, or a zip with photos in it."""
    if looks_like_photo(path):
        return True
    try:
        return bool(_members(path))
    except OwnerError:
        return False


def holds_a_table(path: Path) -> bool:
    """Whether there is something besides photos in a zip with photos, to be imported as a table."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(_is_content(one) and not is_photo_name(one.filename) for one in archive.infolist())


def opened(path: Path, name: str = "") -> Iterator[Brought]:
    """Every photo in a file. Raises OwnerError "too_many_photos", "archive_broken"."""
    members = [] if looks_like_photo(path) else _members(path)
    if not members:
        yield of_file(path, name)
        return
    if len(members) > MOST_PHOTOS:
        raise OwnerError(
            "too_many_photos",
            Text(
                msg="The zip file holds {count} photos; {most} are the most at once.",
                args={"count": len(members), "most": MOST_PHOTOS},
            ),
            Text(msg="Pack them into several files."),
        )
    for member in members:
        yield Brought(_name_of(member), _reader(path, member))


def count(paths: Sequence[Path]) -> int:
    """How many photos these files hold; broken ones count as one."""
    total = 0
    for path in paths:
        try:
            total += len(_members(path)) or 1
        except OwnerError:
            total += 1
    return total


def _reader(path: Path, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        if member.flag_bits & LOCKED:
            raise refusals.archive_locked()
        # The size that a zip states is its writer's word; what comes out is counted.
        if member.file_size > MOST_BYTES:
            raise too_large()
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as packed:
                content = packed.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise refusals.archive_broken() from error
        if len(content) > MOST_BYTES:
            raise too_large()
        return content

    return read


def _members(path: Path) -> list[zipfile.ZipInfo]:
    """The photos in a zip that is no workbook, in their order; none in any other file."""
    if not zipfile.is_zipfile(path):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise refusals.archive_broken() from error
    if any(one.filename == "[Content_Types].xml" for one in found):
        return []
    return [one for one in found if _is_content(one) and is_photo_name(one.filename)]


def _is_content(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename)
    return not member.is_dir() and "__MACOSX" not in name.parts and not name.name.startswith(".")


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name as it was written: Windows packs Chinese names in GBK and does not say so."""
    if member.flag_bits & UTF8:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
