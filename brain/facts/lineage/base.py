"""What a trace says: files with their rows, rows with what stands in them, and what became of one row of a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from brain.facts.lineage.places import Place
from brain.facts.lineage.readings import Role
from brain.kernel.evidence import Query
from brain.kernel.i18n import Text


class FileRows(BaseModel):
    """The rows of one file that stand behind a figure in one fact table.

    `rows` counts facts; `row_numbers` lists the file's data rows (1-based) they came from, such as "1-40,57", and
    `more_ranges` says how many further ranges there are. A file row with several facts is one row number.
    """

    model_config = ConfigDict(frozen=True)

    batch: str
    file: str
    source: str
    imported_at: datetime | None
    state: str
    table: str
    role: Role
    rows: int
    row_numbers: str
    more_ranges: int = 0


class TracedRow(BaseModel):
    """One fact with the file row that it came from. Instants among `values` are UTC, money is the shop's currency."""

    model_config = ConfigDict(frozen=True)

    table: str
    role: Role
    file: str
    batch: str
    row: int
    place: Place
    row_key: str
    values: dict[str, Any]


class Lineage(BaseModel):
    """The rows behind a receipt as they stand now: `rows` counts those that the figure is made of.

    `sample` holds the first rows of each table. `counted_as` says the formula of each figure of the owner's own. `notes` says where the rows of today may differ from the counted ones.
    """

    model_config = ConfigDict(frozen=True)

    receipt: str
    question: str | None = None
    sql: str
    query: Query | None
    data_version: int
    current_version: int
    rows: int
    files: tuple[FileRows, ...]
    sample: tuple[TracedRow, ...]
    counted_as: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


class FileRow(BaseModel):
    """A row of a file by its batch and number, with the file's name; `row` is None where the whole file is meant."""

    model_config = ConfigDict(frozen=True)

    batch: str
    file: str
    row: int | None


FactState = Literal["current", "replaced", "no_longer", "already_known"]


class FactOfRow(BaseModel):
    """A fact that a file row brought or repeated.

    `state`: current; replaced (by the row in `other`); no_longer (the file in `other` has its order without this line);
    already_known (the row in `other` had brought the same before).
    """

    model_config = ConfigDict(frozen=True)

    table: str
    row_key: str
    state: FactState
    other: FileRow | None = None
    values: dict[str, Any]


class RowFate(BaseModel):
    """What became of one row of a file: `facts` that came from it, or the reason why there are none."""

    model_config = ConfigDict(frozen=True)

    batch: str
    file: str
    source: str
    imported_at: datetime
    state: str
    row: int
    place: Place
    facts: tuple[FactOfRow, ...]
    left_out: tuple[str, ...] = ()
    raw: dict[str, str | None] | None = None
    said: Text
