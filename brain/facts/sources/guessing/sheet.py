"""A file's first rows, each column with what its header says and what its values look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brain.facts.sources.guessing.arithmetic import Numbers
from brain.facts.sources.guessing.headers import Header, read_header
from brain.facts.sources.guessing.shapes import Shape, bare, shape_of
from brain.facts.sources.reading.rows import is_total

KNOWN = 0.45
"""From this strength on a header is taken to say something."""


@dataclass(frozen=True)
class Column:
    """One column: index in the file, name, header and values understood."""

    index: int
    name: str
    header: Header
    shape: Shape

    @property
    def numbers(self) -> Numbers:
        """One number a row, None where there is none; in the unit of the cells."""
        return self.shape.numbers

    @property
    def telling(self) -> bool:
        """Whether the header says anything that we know."""
        return self.header.best[1] >= KNOWN


@dataclass(frozen=True)
class Sheet:
    """All columns, over the rows that are entries."""

    columns: tuple[Column, ...]
    rows: int

    def with_concept(self, *names: str, least: float = 0.7) -> list[Column]:
        """The columns whose header says one of these, and nothing else more strongly."""
        return [
            one
            for one in self.columns
            if one.header.best[0] in names and one.header.best[1] >= least and one.shape.filled > 0
        ]

    @property
    def numeric(self) -> list[Column]:
        """The columns that could hold amounts or quantities."""
        return [one for one in self.columns if one.shape.filled > 0 and one.shape.money_like]


def sheet_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Sheet:
    """Rows shorter than the header are filled up with empty cells; rows of sums and empty rows do not count."""
    width = len(header)
    whole = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    entries = [row for row in whole if any(bare(cell) for cell in row) and not _sums_up(row)]
    columns = tuple(
        Column(index, name, read_header(name), shape_of([row[index] for row in entries]))
        for index, name in enumerate(header)
    )
    return Sheet(columns, len(entries))


def _sums_up(row: Sequence[str]) -> bool:
    """A row that sums the list up is not one of its rows."""
    return is_total([bare(cell) for cell in row])
