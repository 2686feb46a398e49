"""What holds for every guess, whatever the file."""

from __future__ import annotations

import csv
import gzip
import io
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.guessing.guess import guess
from tests.facts.sources.guessing import first_half, second_half
from tests.facts.sources.guessing.judged import fields
from tests.facts.sources.guessing.trade import Case, trade

cell = st.one_of(
    st.sampled_from(["", "0", "1", "12.50", "-3", "2026-11-20", "20261120", "是", "已完成", "138****0000", "13800000000", "浙江省", "1.2万", "(5)", "=\"1\"", "NaN", "１２"]),
    st.text(max_size=12),
    st.integers(-(10**6), 10**18).map(str),
)  # fmt: skip
header = st.one_of(
    st.sampled_from(["订单号", "日期", "金额", "实付金额", "数量", "单价", "优惠金额", "运费", "退款金额", "状态", "Total", "Date", "qty", "sku", "店铺", ""]),
    st.text(max_size=10),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(names=st.lists(header, max_size=8), data=st.data())
def test_any_table_gets_an_answer(names: list[str], data: st.DataObject) -> None:
    """Never an error, however odd; each field at most once, each column answered for, fields of the kind only."""
    rows = data.draw(st.lists(st.lists(cell, max_size=len(names) + 1), max_size=8))
    found = guess(names, rows)
    if found is None:
        return
    assert [one.column for one in found.columns] == names
    given_fields = [one.field for one in found.columns if one.field]
    assert len(given_fields) == len(set(given_fields))
    assert set(given_fields) | set(found.missing) <= {one.name for one in FORMS[found.kind].fields}
    assert all(0 <= one.confidence <= 1 for one in found.columns)
    assert found.sure == (not found.missing and not found.doubts)


@pytest.mark.parametrize("case", [*first_half.cases(), *second_half.cases()], ids=lambda case: case.name)
def test_the_order_of_the_columns_does_not_matter(case: Case) -> None:
    """Shuffled columns are read the same way, and with the same certainty."""
    found, places = guess(case.header, case.rows), list(range(len(case.header)))
    random.Random(7).shuffle(places)
    again = guess([case.header[i] for i in places], [[row[i] for i in places] for row in case.rows])
    assert (found is None) == (again is None)
    if found and again and found.sure:
        assert (again.kind, again.sure, fields(again)) == (found.kind, True, fields(found))


def table(*columns: tuple[str, list[str]]) -> tuple[list[str], list[list[str]]]:
    return [name for name, _ in columns], [
        list(row) for row in zip(*(cells for _, cells in columns), strict=True)
    ]


NUMBERS = ("单号", [f"N{i}" for i in range(8)])
DAYS = ("日期", [f"2026-11-{i + 1:02d}" for i in range(8)])
PAID = ("实付金额", [f"{i + 1}.50" for i in range(8)])


@pytest.mark.parametrize(
    ("name", "scale"),
    [("实付金额(元)", 1), ("实付金额（万元）", 10000), ("实付金额/万", 10000), ("实付金额（分）", "0.01"), ("paid_cents", "0.01"), ("Paid (USD)", 1), ("实付千元", 1)],
)  # fmt: skip
def test_the_unit_of_a_header(name: str, scale: object) -> None:
    """A unit in brackets or behind a stroke is no part of the name, and says by how much numbers are multiplied."""
    found = guess(*table(NUMBERS, DAYS, (name, PAID[1])))
    assert found is not None
    assert found.columns[2].scale == Decimal(str(scale)) or name == "实付千元"
    assert found.columns[2].field in ("paid_amount", None)


def test_each_column_says_why() -> None:
    """What is read has its reason, in Chinese as in English, and certainty between 0 and 1."""
    found = guess(*table(NUMBERS, DAYS, PAID))
    assert found is not None
    assert found.sure
    assert [one.field for one in found.columns] == ["order_id", "ordered_at", "paid_amount"]
    assert all(one.why and one.why[0].render("zh") != one.why[0].render("en") for one in found.columns)
    assert all(one.confidence >= 0.8 for one in found.columns)


def test_a_field_that_is_missing_is_asked_for() -> None:
    """Without a date the guess says so, and is not sure."""
    found = guess(*table(NUMBERS, PAID, ("商品名称", ["米粉"] * 8)))
    assert found is not None
    assert (found.missing, found.sure) == (("ordered_at",), False)
    assert "下单时间" in found.doubts[0].render("zh")


def test_the_kind_may_be_said() -> None:
    """A kind given is the only one tried; one that does not fit is not forced."""
    case = first_half.cases()[0]
    assert guess(case.header, case.rows, "orders") == guess(case.header, case.rows)
    assert guess(case.header, case.rows, "promotions") is None


def test_values_that_stand_on_first_rows_only_are_marked() -> None:
    """Whoever loads the file has to fill them down."""
    made = trade(9, orders=12)
    rows = [[row["order_no"], f"{row['at']}" if row["line_no"] == 1 else "", str(row["gross"]), row["pname"]] for row in made.rows]  # fmt: skip
    found = guess(["订单号", "下单时间", "实付金额", "商品名称"], rows)
    assert found is not None
    assert [one.head_only for one in found.columns] == [False, True, False, False]
    assert not found.sure


def test_rows_of_sums_do_not_disturb() -> None:
    """合计 at the end is no entry."""
    names, rows = table(NUMBERS, DAYS, PAID)
    assert guess(names, [*rows, ["合计", "", "999"], ["", "", ""]]) == guess(names, rows)


def test_a_column_that_is_not_read_stays_unread() -> None:
    """The mapping says so for every column: one that happens to be called like a field of ours is not read by accident."""
    found = guess(*table(NUMBERS, DAYS, PAID, ("discount", ["0.9"] * 8)))
    assert found is not None
    assert found.mapping["discount"] == ""


def test_stars_make_no_customers() -> None:
    """王** is many people."""
    found = guess(*table(NUMBERS, DAYS, PAID, ("会员名", ["王**", "李**"] * 4)))
    assert found is not None
    assert "customer_id" not in fields(found)


def _head(path: Path) -> tuple[list[str], list[list[str]]]:
    raw = path.read_bytes()[: 1 << 20]
    if path.suffix == ".gz":
        with gzip.open(path) as packed:
            raw = packed.read(1 << 20)
    lines = csv.reader(io.StringIO(raw.decode("utf-8-sig", errors="ignore"), newline=""))
    first, *rows = (row for row, _ in zip(lines, range(201), strict=False))
    return first, rows


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tmall/tmall_order_report.csv", "orders"),
        ("shopify/orders_export.csv", "orders"),
        ("woocommerce/sample_products.csv", "products"),
    ],
)
def test_real_files_are_asked_about(real_data: Path, name: str, kind: str) -> None:
    """Each has a trap that only its own source knows: payments after refunds, values on first rows, two prices."""
    found = guess(*_head(real_data / name))
    assert found is not None
    assert (found.kind, found.sure) == (kind, False)


def test_a_couriers_bill_is_no_shipping_of_the_customer() -> None:
    """快递费 counts as the order's shipping only where goods and shipping make the amount."""
    made = trade(10, shipping=True)
    names = ["订单号", "下单时间", "数量", "单价", "订单实付", "快递费"]
    paid = [[row["order_no"], f"{row['at']}", str(row["qty"]), str(row["price"]), str(row["order_paid"]), str(row["freight"])] for row in made.rows]  # fmt: skip
    billed = [[*row[:5], "4.5"] for row in paid]
    found, other = guess(names, paid), guess(names, billed)
    assert found is not None
    assert other is not None
    assert fields(found)["order_shipping"] == "快递费"
    assert "order_shipping" not in fields(other)


def test_one_currency_is_told() -> None:
    """Whoever loads the file compares it with the shop's; several are a question."""
    found = guess(*table(NUMBERS, DAYS, PAID, ("币种", ["usd"] * 8)))
    several = guess(*table(NUMBERS, DAYS, PAID, ("币种", ["USD", "CNY"] * 4)))
    assert found is not None
    assert several is not None
    assert (found.currency, found.sure) == ("USD", True)
    assert (several.currency, several.sure) == (None, False)
