"""Columns of many shops, and how they become Arrow: words stay dictionaries, money becomes exact decimals, ids are written digit by digit.

A shop gives each fact as `dict[str, Column]`; a chunk of shops is concatenated in numpy and turned into Arrow once, which is what makes ten
thousand small shops cheap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sample_data.worlds.streams import Ints

MISSING = -1
_DECIMAL = pa.decimal128(18, 2)


@dataclass
class Column:
    """`form` is one of words, ids, money, day, instant, whole, rate or flag; in words and ids -1 is NULL. `words` is a vocabulary, or an id's prefix."""

    form: str
    values: np.ndarray[Any, Any]
    words: list[str] = field(default_factory=list)


Table = dict[str, Column]


def words(places: Ints, vocabulary: Sequence[str]) -> Column:
    """The word of a vocabulary at each place."""
    return Column("words", places, list(vocabulary))


def ids(prefix: str, numbers: Ints) -> Column:
    """A prefix (the same in every shop) and eight digits."""
    return Column("ids", numbers, [prefix])


def money(hundredths: Ints) -> Column:
    """Amounts in hundredths of the currency."""
    return Column("money", hundredths)


def days(values: Ints) -> Column:
    """Days since 1970."""
    return Column("day", values)


def instants(seconds: Ints) -> Column:
    """Seconds since 1970, UTC."""
    return Column("instant", seconds)


def whole(values: Ints) -> Column:
    """Whole numbers; -1 is NULL."""
    return Column("whole", values)


def rates(values: np.ndarray[Any, Any]) -> Column:
    """Floating numbers; NaN is NULL."""
    return Column("rate", values)


def flags(values: Ints) -> Column:
    """1 true, 0 false, -1 NULL."""
    return Column("flag", values)


def joined(parts: Sequence[Column]) -> Column:
    """Columns of several shops, one after the other; vocabularies become one."""
    if parts[0].form != "words":
        return Column(parts[0].form, np.concatenate([part.values for part in parts]), parts[0].words)
    # One word, one place: pandas refuses a category that stands twice.
    place_of: dict[str, int] = {}
    shifted = []
    for part in parts:
        places = np.array([place_of.setdefault(word, len(place_of)) for word in part.words] + [MISSING])
        shifted.append(places[part.values])
    return Column("words", np.concatenate(shifted), list(place_of))


def _digits(prefix: str, numbers: Ints) -> pa.Array:
    """`prefix` and eight digits, for ten million rows in a second: the characters are computed, not formatted."""
    width = len(prefix) + 8
    text = np.empty((len(numbers), width), dtype=np.uint8)
    text[:, : len(prefix)] = np.frombuffer(prefix.encode("ascii"), dtype=np.uint8)
    rest = np.maximum(numbers, 0).astype(np.int32)
    for place in range(width - 1, len(prefix) - 1, -1):
        rest, digit = np.divmod(rest, 10)
        text[:, place] = digit + 48
    offsets = np.arange(len(numbers) + 1, dtype=np.int32) * width
    valid = None if not (numbers < 0).any() else pa.py_buffer(np.packbits(numbers >= 0, bitorder="little"))
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(text.ravel()), valid)


def _decimals(hundredths: Ints) -> pa.Array:
    """Exact decimals: the 128-bit integers of the hundredths, read with a scale of two."""
    wide = np.empty((len(hundredths), 2), dtype=np.int64)
    wide[:, 0], wide[:, 1] = hundredths, hundredths >> 63
    return pa.Array.from_buffers(_DECIMAL, len(hundredths), [None, pa.py_buffer(wide.ravel())])


def to_arrow(column: Column) -> pa.Array:
    """The Arrow array of a column."""
    values = column.values
    if column.form == "words":
        return pa.DictionaryArray.from_arrays(
            pa.array(values.astype(np.int32), mask=values < 0), pa.array(column.words or [""], pa.string())
        )
    if column.form == "ids":
        return _digits(column.words[0], values)
    if column.form == "money":
        return _decimals(values)
    if column.form == "day":
        return pa.array(values.astype(np.int32), pa.date32(), mask=values == MISSING)
    if column.form == "instant":
        return pa.array(values.astype(np.int64)).cast(pa.timestamp("s"))
    if column.form == "flag":
        return pa.array(values == 1, mask=values < 0)
    if column.form == "whole":
        return pa.array(values.astype(np.int64), mask=values < 0)
    return pa.array(values.astype(np.float64), from_pandas=True)


def to_table(shops: Sequence[Table], names: Sequence[str]) -> pa.Table:
    """One Arrow table of several shops' columns with the given names, in that order."""
    return pa.table({name: to_arrow(joined([shop[name] for shop in shops])) for name in names})
