"""Where a table begins: titles, blank lines and headers of one line or two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from brain.facts.sources.reading.layout import Layout, lay_out, merge

KNOWN = {"order_id", "ordered_at", "paid_amount"}


def recognised(header: Sequence[str]) -> bool:
    return {name.strip().casefold() for name in header} >= KNOWN


def unknown(header: Sequence[str]) -> bool:
    return False


HEADER = ["order_id", "ordered_at", "paid_amount"]
ROW = ["1", "2026-11-01", "3"]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["Orders of November"]],
        [["Orders of November", "", ""], ["", "", ""], ["from 2026-11-01 to 2026-11-30"]],
        [["a", "b", "c"], ["x", "y", "z"]],
        [[""]] * 30,
    ],
)
def test_the_header_is_the_first_line_that_a_source_reads(above: list[list[str]]) -> None:
    """Whatever stands above it, and however often another line looks like names."""
    assert lay_out([*above, HEADER, ROW], recognised) == Layout(tuple(HEADER), len(above) + 1)


def test_a_file_without_header_keeps_its_first_row() -> None:
    """The columns are named by whoever knows the file, and no row is taken for them."""
    assert lay_out([ROW, ROW], recognised, ["a", "b", "c"]) == Layout(("a", "b", "c"), 0)


def test_blank_cells_at_the_end_are_no_columns() -> None:
    """Spreadsheets write as many delimiters as the widest row has cells."""
    assert lay_out([[*HEADER, "", " "], [*ROW, "", ""]], recognised).header == tuple(HEADER)


def test_an_unknown_header_is_found_by_its_looks() -> None:
    """The first line of names over the width of the table: not a title, not a period, not a row of values."""
    title, period = ["销售明细表", "", "", ""], ["日期：", "2026-11-01", "", ""]
    names, row = ["单号", "品名", "件数", "金额"], ["A1", "米粉", "2", "10"]
    assert lay_out([title, period, names, row, row, row], unknown) == Layout(tuple(names), 3)


def test_the_first_line_is_the_header_where_nothing_looks_like_one() -> None:
    """A file of numbers only is refused by its columns, not by a crash here."""
    assert lay_out([["1", "2"], ["3", "4"]], unknown) == Layout(("1", "2"), 1)


def test_two_header_lines_become_one() -> None:
    """A heading over a group gives way to the names below it; a name that spans both lines stays."""
    upper = ["订单号", "商品", "", "", "备注"]
    lower = ["", "名称", "数量", "单价", ""]
    assert merge(upper, lower) == ["订单号", "名称", "数量", "单价", "备注"]


def test_equal_names_under_two_headings_are_told_apart() -> None:
    """Amount and quantity of what was sold, amount and quantity of what came back."""
    upper = ["单号", "销售", "", "退货", ""]
    lower = ["", "数量", "金额", "数量", "金额"]
    assert merge(upper, lower) == ["单号", "销售 数量", "销售 金额", "退货 数量", "退货 金额"]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["a", "b"], ["c", "d"]),
        (["a", ""], ["1", "2"]),
        (["", ""], ["c", "d"]),
        (["a", ""], ["b", ""]),
    ],
    ids=["two full lines", "values below", "nothing above", "no gap filled"],
)
def test_lines_that_are_no_pair_stay_apart(upper: list[str], lower: list[str]) -> None:
    """Only headings with gaps that names below fill are merged, never a header with its first row."""
    assert merge(upper, lower) is None


def test_a_header_of_two_lines_is_found_by_a_source() -> None:
    """Neither line is a header by itself; together they are."""
    upper, lower = ["order_id", "times", "", "money"], ["", "ordered_at", "paid_at", "paid_amount"]
    found = lay_out([["Report"], upper, lower, ["1", "2026-11-01", "", "3"]], recognised)
    assert found == Layout(("order_id", "ordered_at", "paid_at", "paid_amount"), 3)


def test_repeated_names_are_numbered_and_listed() -> None:
    """Whether that matters depends on whether they are read."""
    found = lay_out([[*HEADER, "note", " Note", "note"], [*ROW, "a", "b", "c"]], recognised)
    assert found.header == (*HEADER, "note", "Note (2)", "note (3)")
    assert found.repeated == ("note",)


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    """Files joined by hand carry one in the middle."""
    assert lay_out([["\ufefforder_id", *HEADER[1:]], ROW], lambda header: True).header == tuple(HEADER)
