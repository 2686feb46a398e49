"""Cells of an XLSX sheet whose formula failed (#DIV/0!, #N/A). Calamine hands them over as empty cells.

An amount that could not be reckoned is not an amount that nobody wrote: the one leaves its row out, for the other quantity
and price would be taken.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

MARK = b't="e"'
CHUNK = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=\"e\"[^>/]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_VALUE = re.compile(rb"<(?:\w+:)?v>(#[^<]{1,20})</")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def failed_cells(path: Path, sheet: str) -> dict[int, dict[int, str]]:
    """Row -> column -> what stands there, both from 0; nothing for workbooks of other forms or that cannot be read so."""
    found: dict[int, dict[int, str]] = {}
    try:
        with zipfile.ZipFile(path) as book:
            part = _part(book, sheet)
            if part is None:
                return {}
            with book.open(part) as file:
                for row, column, value in _failed(file):
                    found.setdefault(row, {})[column] = value
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        # No XLSX, or one put together oddly: calamine reads it, and failed formulas are empty cells there.
        return {}
    return found


def _part(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The file inside the workbook that holds this sheet."""
    listed = ElementTree.fromstring(book.read("xl/workbook.xml"))
    ids = [
        one.get(_RELATION) for one in listed.iter() if one.tag.endswith("}sheet") and one.get("name") == sheet
    ]
    for one in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels")):
        if ids and one.get("Id") == ids[0]:
            target = one.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _failed(file: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """Only the stretches that hold such a cell are looked at closely: most sheets have none."""
    rest = b""
    while block := file.read(CHUNK):
        rest += block
        # Cut behind a whole row, whatever prefix its tags have.
        end = rest.rfind(b"row>") + 1
        yield from _cells(rest[:end])
        rest = rest[end:]
    yield from _cells(rest)


def _cells(stretch: bytes) -> Iterator[tuple[int, int, str]]:
    if MARK not in stretch:
        return
    for attributes, inside in _CELL.findall(stretch):
        place, value = _PLACE.search(attributes), _VALUE.search(inside)
        if place and value:
            yield int(place[2]) - 1, _column(place[1]), value[1].decode("ascii", "replace")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
