"""Tables written for a spreadsheet: every cell stays what it was, none becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet takes for the beginning of a formula; the wide forms count too where Chinese or Japanese is set.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?%?")

Cell = str | int | float | Decimal | date | datetime | bool | None


def safe_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV text with a byte order mark (Excel reads UTF-8 only with it), comma-separated, lines ended by CR LF.

    A cell or heading that a spreadsheet would run as a formula gets a leading apostrophe, plain numbers excepted.
    NULL is empty; days and instants are ISO 8601; numbers have neither grouping nor unit.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + sheet.getvalue()


def safe_cell(cell: Cell) -> str:
    """One cell as the words that go into the file, without the CSV's own quotation marks."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return str(cell)
    if isinstance(cell, Decimal):
        # 1E+3 would be right too, but no owner writes amounts that way.
        return format(cell, "f")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if cell.startswith(FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
