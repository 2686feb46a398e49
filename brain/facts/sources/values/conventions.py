"""How a file writes its numbers and dates, decided from whole columns: never cell by cell, never by guessing.

`1/2/2026` is January in one shop and February in the next. A column tells by its other rows (a 13 in first place can be
no month); where none tells, the system's own custom counts, and where that is not known either the owner is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.base import DayOrder, Field
from brain.facts.sources.values.cells import LONG_AGO, OFFSET, PLAIN, Convention, formats_of, literal

# Below this share of its dates, cells that contradict a system's custom are slips of the pen.
OVERRULING_SHARE = 0.2
SAMPLE = 500
USUAL_FORMATS = 3
TIME_TYPES = ("instant", "day")
NUMBER_TYPES = ("amount", "integer")
# Two short numbers and a year, or a year of two digits: the order of the first two is the question.
SHORT_DATE = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{1,2})(\D|$)"
DECIMAL_COMMA = r"^\D*(\d+|\d{1,3}([ .\x{00A0}'’]\d{3})+),(\d{1,2}|\d{4,})\D*$|^\D*\d{1,3}(\.\d{3}){2,}\D*$"
# A minus sign of either kind, or the brackets that stand for one.
MINUS = r"[-−(]"
# There is no room for an offset in it.
WHOLE_TIME = "____-__-__ __:__:__"
DECIMAL_POINT = r"\.(\d{1,2}|\d{4,})\D*$|,\d{3}(\D|$).*\.|^\D*\d{1,3}(,\d{3})+\D*$"


@dataclass(frozen=True)
class _Dates:
    """The short dates of a time column: how many, how many of them can only be day first or month first, an example."""

    field: Field
    short: int
    day_first: int
    month_first: int
    year_first: bool
    maybe_year_first: bool
    example: str

    @property
    def order(self) -> DayOrder | None:
        """Which order its numbers prove; None when they allow both.

        A system with a known custom is not overruled by a few odd cells: those are slips, and are left out.
        """
        if self.year_first:
            return "ymd"
        proofs: dict[DayOrder, int] = {"dmy": self.day_first, "mdy": self.month_first}
        custom = self.field.day_order
        if custom in proofs and max(proofs.values()) < OVERRULING_SHARE * self.short:
            return custom
        if self.maybe_year_first:
            return None
        proved: list[DayOrder] = [order for order, count in proofs.items() if count]
        return proved[0] if len(proved) == 1 else None

    @property
    def contradictory(self) -> bool:
        """Whether some can only be read one way and others only the other way."""
        return self.order is None and bool(self.day_first and self.month_first)


def measure(
    cursor: duckdb.DuckDBPyConnection,
    relation: str,
    fields: Sequence[Field],
    day_order: DayOrder | None = None,
) -> dict[str, Convention]:
    """The convention of each typed field of `relation` (one text column a field).

    `day_order` is the owner's answer, which overrules what a system is known for. Raises OwnerError
    `ambiguous_dates` when short dates can be read both ways, `mixed_dates` when they contradict each other.
    """
    times = [one for one in fields if one.type in TIME_TYPES]
    numbers = [one for one in fields if one.type in NUMBER_TYPES]
    if not times and not numbers:
        return {}
    odd, minus = _odd_cells(cursor, relation, times, numbers)
    found = {name: replace(PLAIN, signed=bool(minus.get(name))) for name, count in odd.items() if not count}
    found |= _date_orders(cursor, relation, [one for one in times if odd[one.name]], day_order)
    odd_numbers = [one.name for one in numbers if odd[one.name]]
    comma = bool(odd_numbers) and _decimal_comma(cursor, relation, [one.name for one in numbers])
    signed = _counted(cursor, relation, {name: f"regexp_matches({name}, '{MINUS}')" for name in odd_numbers})
    found |= {name: Convention(decimal_comma=comma, signed=bool(signed[name])) for name in odd_numbers}
    return found


def _odd_cells(
    cursor: duckdb.DuckDBPyConnection, relation: str, times: Sequence[Field], numbers: Sequence[Field]
) -> tuple[dict[str, int], dict[str, int]]:
    """How many cells of each column do not cast as they stand; counting stops at a sample where that has some. And how
    many are below zero, of the number columns in which all cells cast.
    """
    plain = {one.name: f"try_cast({one.name} AS DECIMAL(18,4))" for one in numbers}
    odd = {one.name: _odd_time(one.name) for one in times} | {
        name: f"{name} IS NOT NULL AND {cast} IS NULL" for name, cast in plain.items()
    }
    near = _counted(cursor, f"(SELECT * FROM {relation} LIMIT {SAMPLE})", odd)
    rest = {name: condition for name, condition in odd.items() if not near[name]}
    below = {f"-{name}": f"{cast} < 0" for name, cast in plain.items() if name in rest}
    counted = _counted(cursor, relation, rest | below)
    return near | {name: counted[name] for name in rest}, {name[1:]: counted[name] for name in below}


def _counted(
    cursor: duckdb.DuckDBPyConnection, relation: str, conditions: Mapping[str, str]
) -> dict[str, int]:
    if not conditions:
        return {}
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in conditions.values())
    row = cursor.execute(f"SELECT {counts} FROM {relation}").fetchone() or ()
    return {name: int(count) for name, count in zip(conditions, row, strict=True)}


def _odd_time(name: str) -> str:
    """Not NULL and no plain time: it does not cast, casts to the first century, or carries what a cast drops: an offset,
    a word such as PM."""
    cast = f"try_cast({name} AS TIMESTAMP)"
    # Looking at the end is cheaper than a pattern; few cells pass it.
    may = f"contains({name}, '+') OR contains(right({name}, 6), '-')"
    offset = f"CASE WHEN {may} THEN regexp_matches({name}, {literal(OFFSET)}) ELSE false END"
    word = f"right({name}, 1) NOT BETWEEN '0' AND '9'"
    odd = f"{name} IS NOT NULL AND ({cast} IS NULL OR {cast} < {LONG_AGO} OR {word} OR {offset})"
    # Most times are written out in full: a pattern for the offset would take longer than all the rest.
    return f"CASE WHEN {name} LIKE '{WHOLE_TIME}' THEN {cast} IS NULL OR {cast} < {LONG_AGO} OR {word} ELSE {odd} END"


def _date_orders(
    cursor: duckdb.DuckDBPyConnection, relation: str, times: Sequence[Field], asked: DayOrder | None
) -> dict[str, Convention]:
    """All time columns of a file follow one custom: what one of them proves holds for the others."""
    if not times:
        return {}
    seen = [_dates(cursor, relation, one) for one in times]
    short = [one for one in seen if one.short]
    contradictory = [one.field.label for one in short if one.contradictory]
    if contradictory:
        raise refusals.mixed_dates(contradictory[0])
    proved = {one.order for one in short if one.order}
    if len(proved) > 1:
        raise refusals.mixed_dates(short[0].field.label)
    order = next(iter(proved), None) or asked
    if short and order is None:
        order = next((one.field.day_order for one in short if one.field.day_order), None)
    if short and order is None:
        raise refusals.ambiguous_dates(short[0].field.label, short[0].example)
    return {
        one.name: Convention(day_order=order, formats=_usual_formats(cursor, relation, one.name, order))
        for one in times
    }


def _usual_formats(
    cursor: duckdb.DuckDBPyConnection, relation: str, name: str, order: DayOrder | None
) -> tuple[str, ...]:
    """The formats that a sample of the column is written in, the most frequent first."""
    formats = formats_of(order)
    # A format must be a constant for DuckDB: one count for each.
    counts = ", ".join(
        f"count(*) FILTER (try_strptime(cell, {literal(one)}) > {LONG_AGO})" for one in formats
    )
    row = cursor.execute(
        f"SELECT {counts} FROM (SELECT {name} AS cell FROM {relation} WHERE {name} IS NOT NULL LIMIT {SAMPLE})"
    ).fetchone()
    seen = sorted(zip(row or (), formats, strict=False), key=lambda one: -one[0])
    return tuple(one for count, one in seen[:USUAL_FORMATS] if count)


def _dates(cursor: duckdb.DuckDBPyConnection, relation: str, field: Field) -> _Dates:
    first, second, third = (
        f"try_cast(regexp_extract(day, {literal(SHORT_DATE)}, {place}) AS INTEGER)" for place in (1, 2, 3)
    )
    brief = f"length(regexp_extract(day, {literal(SHORT_DATE)}, 3)) = 1"
    # 26/11/20: the year goes first where the first number hardly changes while the last one runs through the days.
    # One single day does not tell, unless it has one digit, which no year has.
    short_years = "min(a) > 12 AND max(c) <= 31 AND count(DISTINCT a) <= 2"
    runs = "count(DISTINCT c) > CASE count(DISTINCT a) WHEN 1 THEN 1 ELSE 2 END"
    year_first = f"{short_years} AND (bool_or(brief) OR {runs})"
    maybe = f"{short_years} AND count(DISTINCT c) = count(DISTINCT a) AND bool_or(a <> c)"
    date = "greatest(a, b) <= 31 AND least(a, b) BETWEEN 1 AND 12"
    # Days, not cells, are taken apart: there are a thousand times fewer. A WHERE would be pushed down to the cells.
    row = cursor.execute(
        f"""WITH days AS (SELECT split_part({field.name}, ' ', 1) AS day, count(*) AS cells, min({field.name}) AS cell
                          FROM {relation} GROUP BY 1),
                 parts AS (SELECT {first} AS a, {second} AS b, {third} AS c, cells, cell, {brief} AS brief FROM days)
            SELECT coalesce(sum(cells) FILTER ({date}), 0), coalesce(sum(cells) FILTER ({date} AND a > 12), 0),
                   coalesce(sum(cells) FILTER ({date} AND b > 12), 0), coalesce({year_first}, false),
                   coalesce({maybe}, false), min(cell) FILTER ({date})
            FROM parts"""
    ).fetchone()
    return _Dates(field, *(row or (0, 0, 0, False, False, "")))


def _decimal_comma(cursor: duckdb.DuckDBPyConnection, relation: str, names: Sequence[str]) -> bool:
    """Whether the file's amounts have a decimal comma: some cells can be read no other way, and none contradicts."""
    if not names:
        return False
    rows = " UNION ALL ".join(
        f"SELECT {name} AS cell FROM {relation} WHERE {name} IS NOT NULL" for name in names
    )
    row = cursor.execute(
        f"""SELECT count(*) FILTER (regexp_matches(cell, {literal(DECIMAL_COMMA)})),
                   count(*) FILTER (regexp_matches(cell, {literal(DECIMAL_POINT)})) FROM ({rows})"""
    ).fetchone()
    comma, point = row or (0, 0)
    return bool(comma and not point)
