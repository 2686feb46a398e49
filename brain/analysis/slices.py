"""Slices of two periods: grouped rows in, the sums of every part along one or two dimensions out.

A cell is one combination of values of all dimensions (category x product x region ...), with its money, its order lines and
the sum of squared amounts of both periods. The caller groups in SQL; nothing here grows with the number of order lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Value = str | None
Where = tuple[tuple[str, Value], ...]

# Money is kept as whole ten-thousandths, the scale of the warehouse, so that sums are exact.
UNITS = 10_000


@dataclass(frozen=True)
class CellRow:
    """One grouped row: a value for each dimension (None where the facts lack it), then both periods.

    `squares` is the sum over orders of (the order's amount within this cell) squared: a compound-Poisson sum has that
    variance. Money in the shop's currency, at most four decimals.
    """

    values: tuple[Value, ...]
    now: Decimal
    before: Decimal
    lines_now: int
    lines_before: int
    squares_now: float
    squares_before: float


@dataclass(frozen=True)
class Cells:
    """Grouped rows as columns. `codes` has shape (dimensions, cells) and indexes into `names`; money in `UNITS`."""

    dimensions: tuple[str, ...]
    names: tuple[tuple[Value, ...], ...]
    codes: Ints
    now: Ints
    before: Ints
    lines_now: Ints
    lines_before: Ints
    squares_now: Floats
    squares_before: Floats

    @property
    def lines(self) -> int:
        """Order lines of both periods together."""
        return int(self.lines_now.sum() + self.lines_before.sum())

    def without(self, left_out: Bools) -> Cells:
        """The same cells with nothing in those marked (shape (cells,))."""
        keep = (~left_out).astype(np.int64)
        return replace(
            self,
            now=self.now * keep,
            before=self.before * keep,
            lines_now=self.lines_now * keep,
            lines_before=self.lines_before * keep,
            squares_now=self.squares_now * keep,
            squares_before=self.squares_before * keep,
        )

    def inside(self, where: Where) -> Bools:
        """Which cells a slice holds, shape (cells,). A value that does not occur holds none; ValueError for an unknown dimension."""
        held = np.ones(self.codes.shape[1], dtype=np.bool_)
        for dimension, value in where:
            if dimension not in self.dimensions:
                raise ValueError(f"dimension == {dimension!r}, must be one of {self.dimensions}.")
            place = self.dimensions.index(dimension)
            names = self.names[place]
            held &= (
                self.codes[place] == names.index(value)
                if value in names
                else np.zeros(len(held), dtype=np.bool_)
            )
        return held


def money(units: int) -> Decimal:
    """Whole ten-thousandths as an amount."""
    return Decimal(units) / UNITS


def _units(amount: Decimal) -> int:
    scaled = amount * UNITS
    if scaled != int(scaled):
        raise ValueError(f"amount == {amount}, must have at most four decimals.")
    return int(scaled)


def cells_from_rows(dimensions: Sequence[str], rows: Iterable[CellRow]) -> Cells:
    """Columns from grouped rows. Rows with equal values are fine: they are added up wherever sums are taken.

    Raises ValueError when a row's values do not fit the dimensions, or an amount has more than four decimals.
    """
    kept = list(rows)
    for row in kept:
        if len(row.values) != len(dimensions):
            raise ValueError(f"len(values) == {len(row.values)}, must be {len(dimensions)}.")
    names: list[tuple[Value, ...]] = []
    codes = np.zeros((len(dimensions), len(kept)), dtype=np.int64)
    for place in range(len(dimensions)):
        numbers: dict[Value, int] = {}
        for cell, row in enumerate(kept):
            codes[place, cell] = numbers.setdefault(row.values[place], len(numbers))
        names.append(tuple(numbers))
    return Cells(
        dimensions=tuple(dimensions),
        names=tuple(names),
        codes=codes,
        now=np.array([_units(row.now) for row in kept], dtype=np.int64),
        before=np.array([_units(row.before) for row in kept], dtype=np.int64),
        lines_now=np.array([row.lines_now for row in kept], dtype=np.int64),
        lines_before=np.array([row.lines_before for row in kept], dtype=np.int64),
        squares_now=np.array([row.squares_now for row in kept], dtype=np.float64),
        squares_before=np.array([row.squares_before for row in kept], dtype=np.float64),
    )


@dataclass(frozen=True)
class Slices:
    """Every slice along one or two dimensions as columns of shape (slices,); money as floats in the shop's currency.

    `grouping` indexes into `groupings`; `first` and `second` are codes along its dimensions (`second` is -1 with one).
    `parent_a` and `parent_b` are the places of the one-dimension slices that a two-dimension slice lies in, else -1.
    """

    groupings: tuple[tuple[int, ...], ...]
    grouping: Ints
    first: Ints
    second: Ints
    parent_a: Ints
    parent_b: Ints
    now: Floats
    before: Floats
    lines_now: Floats
    lines_before: Floats
    squares: Floats

    def where(self, place: int, cells: Cells) -> Where:
        """The slice as (dimension, value) pairs."""
        dims = self.groupings[int(self.grouping[place])]
        codes = (int(self.first[place]), int(self.second[place]))
        return tuple((cells.dimensions[d], cells.names[d][c]) for d, c in zip(dims, codes, strict=False))


def slice_up(cells: Cells, most_dimensions: int = 2) -> Slices:
    """All slices along one or (with `most_dimensions` 2) two dimensions that hold at least one order line."""
    singles: list[tuple[int, ...]] = [(d,) for d in range(len(cells.dimensions))]
    pairs: list[tuple[int, ...]] = list(combinations(range(len(cells.dimensions)), 2))
    groupings = tuple(singles + (pairs if most_dimensions > 1 else []))
    tables = [_table(cells, number, dims) for number, dims in enumerate(groupings)]
    columns = [np.concatenate(column) for column in zip(*tables, strict=True)]
    grouping, first, second = (column.astype(np.int64) for column in columns[:3])
    parent_a, parent_b = _parents(cells, groupings, grouping, first, second)
    return Slices(groupings, grouping, first, second, parent_a, parent_b, *columns[3:])


def _table(cells: Cells, number: int, dims: tuple[int, ...]) -> list[Floats]:
    width = len(cells.names[dims[-1]])
    code = cells.codes[dims[0]] if len(dims) == 1 else cells.codes[dims[0]] * width + cells.codes[dims[1]]
    size = len(cells.names[dims[0]]) * (width if len(dims) == 2 else 1)
    sums = [
        np.bincount(code, weights=column, minlength=size)
        for column in (
            cells.now / UNITS,
            cells.before / UNITS,
            cells.lines_now,
            cells.lines_before,
            cells.squares_now + cells.squares_before,
        )
    ]
    seen = np.flatnonzero(sums[2] + sums[3] > 0)
    first = seen if len(dims) == 1 else seen // width
    second = np.full(len(seen), -1) if len(dims) == 1 else seen % width
    labels = (np.full(len(seen), number), first, second)
    return [np.asarray(column, dtype=np.float64) for column in (*labels, *(c[seen] for c in sums))]


def _parents(
    cells: Cells, groupings: tuple[tuple[int, ...], ...], grouping: Ints, first: Ints, second: Ints
) -> tuple[Ints, Ints]:
    places = [np.full(len(names), -1, dtype=np.int64) for names in cells.names]
    for dimension in range(len(cells.dimensions)):
        own = np.flatnonzero(grouping == dimension)
        places[dimension][first[own]] = own
    parent_a, parent_b = np.full(len(grouping), -1), np.full(len(grouping), -1)
    for number, dims in enumerate(groupings):
        if len(dims) == 2:
            own = np.flatnonzero(grouping == number)
            parent_a[own] = places[dims[0]][first[own]]
            parent_b[own] = places[dims[1]][second[own]]
    return parent_a, parent_b
