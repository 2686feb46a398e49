"""Tables for a terminal stand straight, whatever letters are in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from brain.commands.tables import GAP, table, width_of

cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_chinese_takes_two_places() -> None:
    """Columns stand under one another; figures end flush."""
    assert table(["名称", "n"], [["茶", "1,000"], ["tea cup", "7"]], [1]).splitlines() == [
        "名称         n",
        "-------  -----",
        "茶       1,000",
        "tea cup      7",
    ]


@given(st.lists(st.tuples(cells, cells), max_size=6))
def test_every_row_is_one_line_of_one_width(rows: list[tuple[str, str]]) -> None:
    """No cell breaks a line or pushes its neighbour: the second column begins in every line at the same place."""
    lines = table(["first", "second"], rows).split("\n")
    assert len(lines) == len(rows) + 2
    width = max(width_of(line) for line in lines[1:2])
    assert all(width_of(line) <= width for line in lines)
    assert lines[1].count(GAP) == 1
