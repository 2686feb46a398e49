"""Which characters a plain file is written in: byte order mark, then UTF-8, then GB18030, then Windows-1252.

Each is tried strictly over the whole file; a file that is not UTF-8 is rewritten as UTF-8 in staging.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from brain.facts.sources import refusals
from brain.facts.sources.reading.unpacking import BLOCK, Staging

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB2312 text has its second bytes here; "é" before a letter in Windows-1252 pairs up with one from the ASCII range.
GB2312_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
# Blanks besides spaces, and the ways in which exports keep a spreadsheet from eating a long number: ="123", '123.
ODD_BLANKS = ("\t", "\u00a0", "\u3000", "\ufeff")
GUARDS = ('="', ",'", "\"'", ";'", "\n'")
ASCII_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e]")


@dataclass(frozen=True)
class PlainText:
    """A UTF-8 file ready to be parsed. `lines` counts line feeds, plus one for a last line without.

    `wrapped`: whether it holds blanks besides spaces, or signs, that may stand around a cell and are not part of it.
    """

    path: Path
    encoding: str
    lines: int
    ends_with_newline: bool
    wrapped: bool
    size: int


def decoded(
    path: Path,
    place: Staging,
    encoding: str | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> PlainText:
    """The file as UTF-8, `encoding` forced if given; `progress` is told the share decoded.

    Raises OwnerError when no encoding fits or it holds NUL bytes.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    marked = [name for mark, name in MARKS if head.startswith(mark)] or _unmarked_utf16(head)
    for name in [encoding] if encoding else marked or ["utf-8", *_guesses(path)]:
        found = _try(path, place, name, progress)
        if found:
            return found
    raise refusals.undecodable()


def _unmarked_utf16(head: bytes) -> list[str]:
    """UTF-16 without a mark: every other byte of its Latin letters, commas and line breaks is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head) or min(even, odd) * 8 > max(even, odd):
        return []
    return ["utf-16-le" if odd > even else "utf-16-be"]


def _guesses(path: Path) -> list[str]:
    """The order of the two legacy ladders' rungs, by which byte pairs prevail in the first 4 MiB."""
    with path.open("rb") as file:
        sample = file.read(4 * BLOCK)
    chinese, accidental = len(GB2312_PAIR.findall(sample)), len(ASCII_PAIR.findall(sample))
    return ["cp1252", "gb18030"] if accidental > chinese else ["gb18030", "cp1252"]


def _try(path: Path, place: Staging, encoding: str, progress: Callable[[float], None]) -> PlainText | None:
    """Decode the whole file; None when it is not written in this encoding."""
    same = encoding in ("utf-8", "utf-8-sig")
    target = path if same else place.new_file()
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
    except LookupError:
        # Only an encoding given by hand can be unknown; it fits no file.
        return None
    lines, last, blank, odd, done, whole = 0, b"\n", True, False, 0, path.stat().st_size or 1
    with path.open("rb") as source, target.open("rb") if same else target.open("wb") as sink:
        try:
            while True:
                block = source.read(BLOCK)
                done += len(block)
                progress(done / whole)
                text = decoder.decode(block, not block)
                data = block if same else text.encode()
                if b"\0" in data:
                    raise refusals.not_text()
                lines += data.count(b"\n")
                last = data[-1:] or last
                blank = blank and not text.strip("\ufeff \t\r\n")
                odd = odd or _is_wrapped(text)
                if not same:
                    sink.write(data)
                if not block:
                    break
        except UnicodeDecodeError:
            return None
    if blank:
        raise refusals.empty_file()
    ends = last in (b"\n", b"\r")
    return PlainText(target, encoding, lines + (last != b"\n"), ends, odd, target.stat().st_size)


def _is_wrapped(text: str) -> bool:
    """Whether a block holds what may stand around a cell. Single characters are found many times faster than pairs."""
    if any(sign in text for sign in ODD_BLANKS):
        return True
    return ("'" in text or '"' in text) and any(sign in text for sign in GUARDS)
