"""Workbooks as owners have them: titles, merged headers, several sheets, totals; and workbooks that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from brain.facts.sources.reading.unpacking import Limits
from brain.facts.warehouse.batches import list_batches
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter
from tests.facts.sources.books import HEADER, locked, xls, xlsx

TEN = datetime(2026, 11, 1, 10, 0)
ROWS: list[list[Any]] = [["1", 1, TEN, 10.5, "米粉"], ["2", 1, TEN, 7, "奶瓶"]]
MORE: list[list[Any]] = [["3", 1, TEN, 1, "奶嘴"]]
LINES = "SELECT order_id, ordered_at::VARCHAR, paid_amount::DOUBLE, product_name FROM order_line ORDER BY order_id"
BOTH = [("1", "2026-11-01 02:00:00", 10.5, "米粉"), ("2", "2026-11-01 02:00:00", 7.0, "奶瓶")]


def words(notes: tuple[Any, ...]) -> str:
    return " ".join(note.render("en") for note in notes)


FORMS: dict[str, bytes] = {
    "XLSX": xlsx({"S": [HEADER, *ROWS]}),
    "XLS": xls({"S": [HEADER, *ROWS]}),
    "titles above": xlsx({"S": [["订单报表"], ["2026-11-01 ~ 2026-11-30"], [], HEADER, *ROWS]}),
    "titles above in XLS": xls({"S": [["订单报表"], [], HEADER, *ROWS]}),
    "a merged title": xlsx({"S": [["订单报表"], HEADER, *ROWS]}, merged={"S": [(0, 0, 0, 4)]}),
    "blank lines between": xlsx({"S": [HEADER, ROWS[0], [], [], ROWS[1]]}),
    "dates as serial numbers": xlsx(
        {"S": [HEADER, *([*row[:2], 46327 + 10 / 24, *row[3:]] for row in ROWS)]}
    ),
    "dates as text": xlsx({"S": [HEADER, *([*row[:2], "2026/11/1 10:00", *row[3:]] for row in ROWS)]}),
    "numbers as text": xlsx({"S": [HEADER, *([*row[:3], f"￥{row[3]:.2f}", row[4]] for row in ROWS)]}),
    "order numbers as numbers": xlsx({"S": [HEADER, *([int(row[0]), *row[1:]] for row in ROWS)]}),
    "an empty sheet": xlsx({"S": [HEADER, *ROWS], "Sheet2": []}),
    "a header of two lines": xlsx(
        {"S": [["order", "", "time", "sold", ""], HEADER[:2] + HEADER[2:], *ROWS]},
        merged={"S": [(0, 0, 0, 1), (0, 3, 0, 4)]},
    ),
    "in a zip": b"",
}


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


FORMS["in a zip"] = zipped("orders.xlsx", FORMS["XLSX"])


@pytest.mark.parametrize("form", FORMS)
def test_the_same_orders_in_every_workbook(counter: Counter, form: str) -> None:
    """However the workbook is made, the same two lines arrive at the same instants, and nothing stays in staging."""
    report = counter.load(FORMS[form])
    assert (report.rows_read, report.loaded, report.quarantined) == (2, 2, ())
    assert counter.rows(LINES) == BOTH
    assert counter.left_behind() == []


def test_a_day_without_a_time_is_the_shops_midnight(counter: Counter) -> None:
    """A date cell has no zone: it is the shop's own day."""
    counter.load(xlsx({"S": [HEADER, ["1", 1, date(2026, 11, 1), 1, "x"]]}))
    assert counter.rows("SELECT ordered_on::VARCHAR, ordered_hour FROM order_line") == [("2026-11-01", 0)]


@pytest.mark.parametrize("make", [xlsx, xls], ids=["xlsx", "xls"])
def test_sheets_with_the_same_columns_are_one_table(counter: Counter, make: Callable[..., bytes]) -> None:
    """Read in their order, numbered through, and told to the owner; what has other columns is named and not read."""
    content = make(
        {
            "封面": [["某某店"], ["制表", "王"]],
            "十月": [HEADER, *ROWS],
            "十一月": [["标题"], HEADER, *MORE],
            "备注": [["无"]],
        }
    )
    report = counter.load(content)
    assert (report.rows_read, report.loaded) == (3, 3)
    assert counter.rows("SELECT order_id, row_no FROM order_line ORDER BY row_no") == [
        ("1", 1),
        ("2", 2),
        ("3", 3),
    ]
    assert "十月, 十一月" in words(report.notes)
    assert "封面, 备注" in words(report.notes)
    (batch,) = list_batches(counter.warehouse, counter.shop.id)
    assert [
        (one["name"], one["first_row"], one["last_row"], one["before"]) for one in batch.reading["sheets"]
    ] == [
        ("十月", 1, 2, 1),
        ("十一月", 3, 3, 2),
    ]


def test_a_later_sheet_is_newer(counter: Counter) -> None:
    """An order in two sheets is one order, and the last row of it counts."""
    report = counter.load(xlsx({"A": [HEADER, *ROWS], "B": [HEADER, [*ROWS[0][:3], 12, "米粉"]]}))
    assert [(one.row, one.code) for one in report.quarantined] == [(1, "replaced_in_file")]
    assert counter.rows("SELECT order_id, paid_amount::DOUBLE FROM order_line ORDER BY 1") == [
        ("1", 12.0),
        ("2", 7.0),
    ]


def test_the_owner_may_name_a_sheet(counter: Counter) -> None:
    """Only that one is read; a name that does not exist is answered with those that do, hidden ones not among them."""
    book = xlsx({"A": [HEADER, *ROWS], "B": [HEADER, *MORE], "secret": [HEADER, *MORE]}, hidden=("secret",))
    assert counter.load(book, sheet="B").loaded == 1
    assert counter.rows("SELECT order_id FROM order_line") == [("3",)]
    with pytest.raises(OwnerError) as refused:
        counter.load(book, sheet="secret")
    assert refused.value.code == "no_sheet"
    assert refused.value.render("en").endswith("Its sheets: A, B.")


@pytest.mark.parametrize("make", [xlsx, xls], ids=["xlsx", "xls"])
def test_what_is_hidden_does_not_count(counter: Counter, make: Callable[..., bytes]) -> None:
    """A hidden sheet with the same columns would add orders that the owner does not see."""
    report = counter.load(make({"A": [HEADER, *ROWS], "old": [HEADER, *MORE]}, hidden=("old",)))
    assert report.loaded == 2
    assert report.notes == ()


def test_of_sheets_with_different_columns_the_one_that_is_understood_is_read(counter: Counter) -> None:
    """Not the first, nor the widest."""
    wide = [[f"c{place}" for place in range(12)], ["x"] * 12]
    report = counter.load(xlsx({"pivot": wide, "orders": [HEADER, *ROWS]}))
    assert (report.source, report.loaded) == ("canonical", 2)
    assert "pivot" in words(report.notes)


MERGED_TOP = ["订单号", "下单时间", "商品", "", "", "金额", "", "备注"]
MERGED_LOW = ["", "", "商品名称", "数量", "单价", "应付", "实付", ""]
SOLD = [
    [f"D{i:05}", f"2026-11-{i + 1:02} 10:00", "米粉", 1 + i % 3, 10, 10 * (1 + i % 3), 10 * (1 + i % 3)]
    for i in range(6)
]
SUM = ["合计", "", "", 12, "", 120, 120]


def test_a_merged_header_of_an_unknown_file(counter: Counter) -> None:
    """Title, two header lines with merged headings, a total below: the columns are understood as if there were one line."""
    sheet = [["2026年11月销售明细"], MERGED_TOP, MERGED_LOW, *SOLD, SUM]
    merged = [(0, 0, 0, 7), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 4), (1, 5, 1, 6), (1, 7, 2, 7)]
    report = counter.load(xlsx({"明细": sheet}, merged={"明细": merged}))
    assert report.mapping == {
        "订单号": "order_id",
        "下单时间": "ordered_at",
        "商品名称": "product_name",
        "数量": "quantity",
        "单价": "unit_price",
        "实付": "paid_amount",
    }
    assert [(one.row, one.code) for one in report.quarantined] == [(7, "total_row")]
    assert counter.rows(
        "SELECT count(*), sum(paid_amount)::DOUBLE, sum(quantity)::DOUBLE FROM order_line"
    ) == [(6, 120.0, 12.0)]


def test_formulas_that_failed_are_no_numbers(counter: Counter) -> None:
    """An amount that is #DIV/0! is not 0: its row is left out."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    sheet = book.add_worksheet("S")
    for place, row in enumerate([HEADER, *ROWS]):
        for column, cell in enumerate(row):
            sheet.write(place, column, "2026-11-01" if isinstance(cell, datetime) else cell)
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    book.close()
    report = counter.load(packed.getvalue())
    assert [(one.row, one.code) for one in report.quarantined] == [(1, "bad_number:paid_amount")]
    assert counter.rows("SELECT order_id FROM order_line") == [("2",)]


def test_order_numbers_that_a_spreadsheet_cut_are_not_put_together(counter: Counter) -> None:
    """Nineteen digits stored as a number have lost their end: such rows wait, and no two orders become one."""
    report = counter.load(
        xlsx(
            {
                "S": [
                    HEADER,
                    *ROWS,
                    [2369880012345678901, 1, TEN, 5, "a"],
                    [2369880012345678902, 1, TEN, 6, "b"],
                ]
            }
        )
    )
    assert [(one.row, one.code) for one in report.quarantined] == [
        (3, "number_cut:order_id"),
        (4, "number_cut:order_id"),
    ]
    assert "order number" in report.quarantined[0].reason.render("en")
    assert counter.rows(LINES) == BOTH


def bomb() -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(FORMS["XLSX"])) as book,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for info in book.infolist():
            extra = b" " * (64 << 20) if info.filename.endswith("sheet1.xml") else b""
            out.writestr(info.filename, book.read(info) + extra)
    return packed.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "a password": (locked(FORMS["XLSX"]), "workbook_locked"),
    "a bomb": (bomb(), "zip_bomb"),
    "cut off": (FORMS["XLSX"][:-200], "archive_broken"),
    "damaged inside": (FORMS["XLSX"][:800] + b"xxxx" + FORMS["XLSX"][804:], "workbook_broken"),
    "XLS cut off": (FORMS["XLS"][:3000], "workbook_broken"),
    "nothing in it": (xlsx({"S": []}), "file_empty"),
    "only hidden sheets of use": (xlsx({"S": [], "T": [HEADER, *ROWS]}, hidden=("T",)), "file_empty"),
    "a header only": (xlsx({"S": [HEADER]}), "no_rows"),
    "unknown columns": (xlsx({"S": [["foo", "bar"], ["1", "2"]]}), "unknown_columns"),
    "repeated columns": (xlsx({"S": [[*HEADER, "paid_amount"], [*ROWS[0], 3]]}), "duplicate_columns"),
    "too many columns": (
        xlsx({"S": [[f"c{place}" for place in range(1500)], ["1"] * 1500]}),
        "too_many_columns",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_workbook_is_refused_and_leaves_nothing(counter: Counter, what: str) -> None:
    """Preview and load refuse with the same stable code; no batch, no row and no staged file remain."""
    content, code = REFUSED[what]
    for attempt in (counter.preview, counter.load):
        with pytest.raises(OwnerError) as refused:
            attempt(content)
        assert refused.value.code == code
        assert refused.value.hint is not None
    assert counter.rows("SELECT count(*) FROM import_batch") == [(0,)]
    assert counter.rows("SELECT count(*) FROM order_line_version") == [(0,)]
    assert counter.left_behind() == []


def test_a_workbook_over_the_limit_is_refused(counter: Counter) -> None:
    """By what it unpacks to, before it is opened."""
    many = xlsx(
        {"S": [HEADER, *([str(place), 1, TEN, place * 7919 % 1013, f"p{place}"] for place in range(30_000))]}
    )
    with pytest.raises(OwnerError) as refused:
        counter.preview(many, limits=Limits(max_file_mb=1))
    assert refused.value.code == "too_large"
