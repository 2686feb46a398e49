"""How values are written in the export files: money, days, times, order numbers. A table is its columns, in order, each a list of strings."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sample_data.chance import Bools, Ints, Strings

Table = dict[str, list[str]]

CUSTOMER_CODES = 10_000


def text(values: Strings) -> list[str]:
    """An object array of strings as a list."""
    found: list[str] = values.tolist()
    return found


def chosen(vocabulary: Sequence[str], places: Ints) -> list[str]:
    """The word at each place of a vocabulary; the last word for -1."""
    return text(np.array(vocabulary, dtype=object)[places])


def numbers(values: Ints) -> list[str]:
    """Whole numbers."""
    return [str(value) for value in values.tolist()]


def money(cents: Ints) -> list[str]:
    """Plain decimals with two places, from whole cents that are not negative."""
    distinct, places = np.unique(cents, return_inverse=True)
    return chosen([f"{c // 100}.{c % 100:02d}" for c in distinct.tolist()], places)


def days(values: Ints) -> list[str]:
    """ISO dates from days since 1970-01-01."""
    distinct, places = np.unique(values, return_inverse=True)
    return chosen(np.datetime_as_string(distinct.astype("datetime64[D]")).tolist(), places)


def times(seconds: Ints, known: Bools | None = None) -> list[str]:
    """ISO times in the shop's own zone from its seconds since 1970; empty where not known."""
    written = np.datetime_as_string(seconds.astype("datetime64[s]")).astype(object)
    if known is not None:
        written[~known] = ""
    return text(written)


def calendar_numbers(day: Ints) -> Ints:
    """20261120 for a day, as a number."""
    distinct, places = np.unique(day, return_inverse=True)
    return np.array([int(d.replace("-", "")) for d in days(distinct)], dtype=np.int64)[places]


def order_numbers(day: Ints, second: Ints, customer: Ints) -> Ints:
    """18 digits as Chinese shop systems print them: the moment to the second, and four digits that tell customers apart.

    7919 is coprime to 10,000, so two of up to 10,000 customers never share the four digits.
    """
    clock = second // 3600 * 10_000 + second // 60 % 60 * 100 + second % 60
    return (calendar_numbers(day) * 1_000_000 + clock) * CUSTOMER_CODES + (
        customer * 7919 + 17
    ) % CUSTOMER_CODES


def rows_in_order(table: Table, order: Ints) -> Table:
    """A table with its rows rearranged or filtered."""
    return {name: text(np.array(column, dtype=object)[order]) for name, column in table.items()}


def write_table(table: Table, path: Path) -> None:
    """One UTF-8 CSV file with a header row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table)
        writer.writerows(zip(*table.values(), strict=True))
