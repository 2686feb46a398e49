"""What a stranger with real files found wrong: each silent wrong number, double count or dead end, by what it broke."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from brain.facts.sources.base import Form
from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.guessing.guess import guess
from brain.facts.sources.intake.inspecting import as_remembered, inspect
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.recognising import scales_of
from brain.facts.sources.values import zones
from brain.facts.warehouse.batches import undo_batch
from brain.facts.warehouse.shops import Shop, decide, is_undecided
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter, open_counter

PAID = "SELECT sum(paid_amount) FROM order_line"
NET = "SELECT sum(paid_amount) - sum(refund_amount) FROM order_line"
SHEET = ["订单号", "日期", "商品名称", "数量", "单价", "实付金额"]
SHEET_MAPPING = dict(
    zip(
        SHEET,
        ["order_id", "ordered_at", "product_name", "quantity", "unit_price", "paid_amount"],
        strict=True,
    )
)
MERGED = [
    ["A1", "2026-10-01", "米粉", "1", "10", "10"],
    ["", "", "面条", "2", "5", "10"],
    ["A2", "2026-10-02", "米粉", "1", "10", "10"],
    ["", "", "勺子", "1", "3", "3"],
]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as opened:
        yield opened


def sheet(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


@pytest.mark.parametrize(
    ("column", "cell", "paid"),
    [
        ("金额（万元）", "12.5", Decimal(125000)),
        ("金额(分)", "1250", Decimal("12.5")),
        ("total_cents", "1250", Decimal("12.5")),
        ("金额（万元）", "1.234567", Decimal("12345.67")),
        ("金额", "1.234567万", Decimal("12345.67")),
        ("金额", "12.5", Decimal("12.5")),
    ],
)
def test_a_unit_in_the_header_counts_also_when_the_column_was_named_by_hand(
    counter: Counter, column: str, cell: str, paid: Decimal
) -> None:
    """A mapping says what a column is, and its header in which unit: without, sales were 10,000 times too small."""
    told = {"合同号": "order_id", "签订日期": "ordered_at", column: "paid_amount"}
    counter.load(sheet(list(told), [["HT1", "2026-10-01", cell]]), kind="orders", mapping=told)
    assert counter.rows(PAID) == [(paid,)]


def test_a_unit_goes_with_its_column_when_the_owner_moves_a_field(counter: Counter) -> None:
    """Saying that the payment is another column must not carry the first column's unit over to it."""
    header = ["订单号", "下单时间", "商品名称", "数量", "合同金额（万元）", "实付金额"]
    rows = [[f"A{one}", f"2026-10-{one:02} 10:00", "机器", "1", "1.2", "9000"] for one in range(1, 20)]
    path = counter.write(sheet(header, rows), "moved.csv")
    seen = inspect(counter.warehouse, counter.shop.id, path, Options(kind="orders"))
    base = {"订单号": "order_id", "下单时间": "ordered_at"}
    assert as_remembered(seen, {**base, "实付金额": "paid_amount"}).scales == {}
    assert as_remembered(seen, {**base, "合同金额（万元）": "paid_amount"}).scales == {
        "paid_amount": Decimal(10000)
    }


def test_points_are_no_hundredths() -> None:
    """评分（分） is out of ten, not in cents."""
    assert scales_of("reviews", {"评分（分）": "rating"}) == {}


def test_merged_cells_hold_for_the_rows_below_when_columns_were_named_by_hand(counter: Counter) -> None:
    """An order's number and day on its first row only: without carrying them down most lines were left out."""
    counter.load(sheet(SHEET, MERGED), kind="orders", mapping=SHEET_MAPPING)
    assert counter.rows(f"SELECT count(DISTINCT order_id), ({PAID}) FROM order_line") == [(2, Decimal(33))]


@pytest.mark.parametrize(
    "total",
    [
        ["", "", "合计", "5", "", "33"],
        ["", "", "9月合计", "5", "", "33"],
        ["", "", "", "5", "", "33"],
        ["", "", "Total", "5", "", "33"],
        ["合计", "", "", "5", "", "33"],
    ],
)
def test_a_total_below_merged_cells_is_not_a_line_of_the_last_order(
    counter: Counter, total: list[str]
) -> None:
    """What is carried down stops at a row that adds up the others: it would count everything a second time."""
    report = counter.load(sheet(SHEET, [*MERGED, total]), kind="orders", mapping=SHEET_MAPPING)
    assert counter.rows(PAID) == [(Decimal(33),)]
    assert [one.row for one in report.quarantined] == [5]


def test_a_page_subtotal_does_not_raise_a_question(counter: Counter) -> None:
    """Rows called 本页小计 are no entries: the empty cells in them say nothing about the others."""
    rows = []
    for one in range(1, 61):
        rows.append([f"A{one}", f"2026-10-{one % 28 + 1:02} 10:00", "米粉", "1", "10", "10"])
        if one % 20 == 0:
            rows.append(["本页小计", "", "", "20", "", "200"])
    found = guess(SHEET, rows)
    assert found is not None
    assert found.sure
    report = counter.load(sheet(SHEET, rows))
    assert {one.code for one in report.quarantined} == {"total_row"}
    assert counter.rows(PAID) == [(Decimal(600),)]


def test_numbers_cut_short_are_named_before_what_follows_from_them() -> None:
    """Orders that a spreadsheet made one lie on many days; the owner must hear of the first, not of the second."""
    rows = [
        ["2.6000000000001e+17", f"2026-10-{one % 28 + 1:02} 10:00", "米粉", "1", "10", "10"]
        for one in range(40)
    ]
    found = guess(SHEET, rows)
    assert found is not None
    assert "shortened by a spreadsheet" in found.doubts[0].msg


PARTLY = ["order_id", "line_no", "ordered_at", "status", "product_id", "quantity", "paid_amount", "refund_amount"]  # fmt: skip


def test_the_other_lines_of_a_partly_refunded_order_stay(counter: Counter) -> None:
    """The order's word stands on each of its rows: lines without a refund of their own were thrown away."""
    rows = [
        ["A1", 1, "2026-10-01 10:00", "部分退款", "P1", 1, 10, 4],
        ["A1", 2, "2026-10-01 10:00", "部分退款", "P2", 1, 20, 0],
    ]
    report = counter.load(sheet(PARTLY, rows))
    assert report.quarantined == ()
    assert counter.rows(NET) == [(Decimal(26),)]


def test_a_partial_refund_that_nobody_tells_is_called_that(counter: Counter) -> None:
    """Left out because the amount is missing, not because the word is unknown."""
    rows = [
        ["A1", 1, "2026-10-01 10:00", "部分退款", "P1", 1, 10, ""],
        ["A2", 1, "2026-10-01 10:00", "已付款", "P2", 1, 20, 0],
    ]
    assert [one.code for one in counter.load(sheet(PARTLY, rows)).quarantined] == ["refund_unknown"]


def export(*orders: tuple[str, str, int, int]) -> str:
    rows = [
        [order, 1, "2026-10-01 10:00", status, "P1", 1, paid, back] for order, status, paid, back in orders
    ]
    return sheet(PARTLY, rows)


OLD = export(("A1", "已付款", 10, 0), ("A2", "待付款", 0, 0), ("A3", "已付款", 30, 0))
NEW = export(("A1", "已退款", 10, 10), ("A2", "已付款", 20, 0), ("A3", "已付款", 30, 0))


def test_the_same_file_again_adds_nothing_even_after_a_newer_one(counter: Counter) -> None:
    """Loaded a second time, the older export must not take back the refund that the newer one brought."""
    counter.load(OLD)
    counter.load(NEW)
    report = counter.load(OLD)
    assert (report.loaded, report.duplicates) == (0, 3)
    assert counter.rows(NET) == [(Decimal(50),)]


def test_a_file_taken_back_can_be_loaded_again(counter: Counter) -> None:
    """Only what still counts makes a file known."""
    batch = counter.load(OLD).batch
    undo_batch(counter.warehouse, counter.shop.id, batch, counter.clock.now())
    assert counter.load(OLD).loaded == 3


def test_an_older_export_after_a_newer_one_is_named(counter: Counter) -> None:
    """Orders that lose a refund or a payment are said, before loading and after; others are not."""
    counter.load(NEW)
    older = OLD.replace("A3,1,2026-10-01 10:00,已付款,P1,1,30", "A3,1,2026-10-01 10:00,已付款,P1,1,31")
    said = "lose a refund or payment"
    (seen,) = [one for one in counter.preview(older).notes if said in one.msg]
    assert seen.args["count"] == 2
    assert any(said in one.msg for one in counter.load(older).notes)
    assert not any(said in one.msg for one in counter.load(NEW + " ").notes)


def test_lists_do_not_decide_where_a_shop_is(tmp_path: Path) -> None:
    """A product list that came first made the shop Chinese, and its dollar orders were refused ever after."""
    guessed = Shop(id="lane", name="Lane", zone="Asia/Shanghai", currency="CNY", language="zh")
    with open_counter(tmp_path, guessed) as counter:
        assert not is_undecided(counter.warehouse, "lane")
        counter.load("product_id,name\nP1,Mug\n")
        assert is_undecided(counter.warehouse, "lane")
        told = guessed.model_copy(update={"zone": "America/New_York", "currency": "USD", "language": "en"})
        assert decide(counter.warehouse, told) == told
        counter.load(OLD)
        assert not is_undecided(counter.warehouse, "lane")


def test_a_zone_that_fits_most_times_is_better_than_one_that_fits_none() -> None:
    """A shop in Arizona has one offset all year; a few odd times must not send it to New York."""
    arizona = [f"2026-{month:02}-15 10:00:00 -0700" for month in range(1, 13)]
    for times in (arizona, [*arizona, "2026-06-15 10:00:00 +0200"]):
        found = zones.guess(["USD"], times)
        assert found is not None
        assert found.zone == "America/Phoenix"


def test_every_status_word_of_ours_is_understood(counter: Counter) -> None:
    """Short forms that ERPs write: 取消 cancels, 完成 completes."""
    rows = [
        ["A1", 1, "2026-10-01 10:00", "取消", "P1", 1, 0, 0],
        ["A2", 1, "2026-10-01 10:00", "完成", "P1", 1, 10, 0],
        ["A3", 1, "2026-10-01 10:00", "未付", "P1", 1, 0, 0],
    ]
    counter.load(sheet(PARTLY, rows))
    assert counter.rows("SELECT status FROM order_line ORDER BY order_id") == [
        ("cancelled",),
        ("paid",),
        ("unpaid",),
    ]


def test_forms_name_amounts() -> None:
    """The fields that units apply to are amounts of our own forms: a renamed field would lose its unit silently."""
    orders: Form = FORMS["orders"]
    assert {"paid_amount", "order_paid", "unit_price"} <= {
        one.name for one in orders.fields if one.type == "amount"
    }


def test_a_list_without_order_numbers_is_asked_about_and_then_counted_by_rows(counter: Counter) -> None:
    """A diary of sales is no list of Youzan's: it may be a total a day, so it is asked about; then a row is an order."""
    header = ["日期", "品名", "数量", "单价", "金额"]
    diary = sheet(header, [[f"2026-10-{one:02}", "米粉", 1, 10, 10] for one in range(1, 25)])
    with pytest.raises(OwnerError) as refused:
        counter.load(diary)
    assert refused.value.code == "unsure_columns"
    assert "有赞" not in refused.value.render("zh")
    assert counter.rows("SELECT count(*) FROM order_line") == [(0,)]
    doubts = [doubt.render("zh") for doubt in counter.preview(diary).doubts]
    assert any("一天的合计" in doubt for doubt in doubts), doubts
    fields = ("ordered_at", "product_name", "quantity", "unit_price", "paid_amount")
    report = counter.load(diary, kind="orders", mapping=dict(zip(header, fields, strict=True)))
    assert counter.rows("SELECT count(DISTINCT order_key), sum(paid_amount) FROM order_line") == [(24, 240)]
    assert any("each row counts as one order" in note.render("en") for note in report.notes)
