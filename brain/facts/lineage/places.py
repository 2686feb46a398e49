"""Where in its file a row stands, in the numbers that a person sees there."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict


class Place(BaseModel):
    """A row of a file: `sheet` and `line` (1-based, as the spreadsheet numbers its lines) where they are known.

    `in_companion`: the row stands in the second file that was given with the first, and counts from 1 there.
    """

    model_config = ConfigDict(frozen=True)

    row: int
    in_companion: bool = False
    sheet: str | None = None
    line: int | None = None


def place_in_file(reading: str | None, row_no: int) -> Place:
    """The sheet and line of a data row (1-based, through all sheets), as far as the batch's `reading` tells.

    `reading` is the JSON kept with an import: each of its `sheets` has a `name`, the numbers of its `first_row` and
    `last_row`, and how many lines stand `before` the first. A text file's row keeps its number only: blank lines and line
    breaks inside cells would make any line number wrong.
    """
    known = _read(reading)
    companion = known.get("companion")
    if isinstance(companion, dict) and row_no >= (companion.get("first_row") or row_no + 1):
        row = row_no - companion["first_row"] + 1
        return _placed(companion, row).model_copy(update={"in_companion": True})
    return _placed(known, row_no)


def _placed(known: dict[str, Any], row_no: int) -> Place:
    for sheet in known.get("sheets") or ():
        first, last, before = (sheet.get(name) for name in ("first_row", "last_row", "before"))
        if first is not None and last is not None and first <= row_no <= last:
            line = before + row_no - first + 1 if before is not None else None
            return Place(row=row_no, sheet=sheet.get("name"), line=line)
    return Place(row=row_no)


def _read(reading: str | None) -> dict[str, Any]:
    value = json.loads(reading) if reading else None
    return value if isinstance(value, dict) else {}
