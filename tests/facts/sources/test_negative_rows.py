"""Returns as negative rows: they count once, beside their sale, however the files are cut and sorted."""

from __future__ import annotations

import gzip
import random
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.warehouse.shops import Shop
from tests.examples import examples
from tests.facts.counter import Counter, open_counter

LONDON = Shop(id="london", name="London", zone="Europe/London", currency="GBP", language="en")
HEADER = "order_id,line_no,ordered_at,product_id,product_name,quantity,unit_price,paid_amount\n"
FACTS = "SELECT * EXCLUDE (batch_id, row_no) FROM order_line ORDER BY row_key"
MONEY = "SELECT sum(paid_amount), sum(refund_amount), sum(quantity) FROM order_line"


def line(
    order: int, product: str, quantity: int, price: int, *, line_no: object = "", paid: object = None
) -> str:
    amount = quantity * price if paid is None else paid
    return f"{order},{line_no},2026-11-01 10:00,{product},{product},{quantity},{price},{amount}\n"


def test_a_return_stands_beside_its_sale(counter: Counter) -> None:
    """Of one product in one order, with one line number even: neither replaces the other."""
    report = counter.load(HEADER + line(1, "A", 2, 10, line_no=1) + line(1, "A", -1, 10, line_no=1))
    assert (report.loaded, report.quarantined) == (2, ())
    assert counter.rows("SELECT status, quantity, paid_amount, refund_amount FROM order_line ORDER BY status") == [
        ("paid", 2, 20, 0), ("return", -1, 0, 10),
    ]  # fmt: skip


def test_a_product_called_after_a_discount_is_a_product(counter: Counter) -> None:
    """优惠装 that comes back is goods; 优惠 that comes off is none."""
    counter.load(
        HEADER + line(1, "优惠装湿巾", -1, 10) + line(1, "会员优惠", 1, -3) + line(2, "Discount", 1, -2)
    )
    assert counter.rows("SELECT line_type, product_id, refund_amount FROM order_line ORDER BY refund_amount") == [
        ("adjustment", None, 2), ("adjustment", None, 3), ("product", "优惠装湿巾", 10),
    ]  # fmt: skip


@pytest.mark.parametrize("told", ["5", "退款成功"], ids=["in a column", "by a word"])
def test_a_refund_told_elsewhere_keeps_negative_rows_out(counter: Counter, told: str) -> None:
    """The same return may stand in the file twice: the negative row waits under that reason."""
    header = "order_id,ordered_at,product_id,quantity,unit_price,paid_amount,refund_amount,status\n"
    amount, word = (told, "") if told.isdigit() else ("", told)
    report = counter.load(
        f"{header}1,2026-11-01,A,1,10,10,{amount},{word}\n2,2026-11-01,A,-1,10,-10,,\n3,2026-11-01,A,1,7,7,,\n"
    )
    assert [(one.row, one.code) for one in report.quarantined] == [(2, "returned_twice")]


sale = st.tuples(st.integers(1, 4), st.sampled_from("ABC"), st.integers(1, 5), st.integers(1, 90))


@settings(max_examples=examples(12), deadline=None)
@given(
    sales=st.lists(sale, min_size=1, max_size=8, unique_by=lambda one: one[:2]),
    backs=st.lists(sale, max_size=6, unique=True),
    seed=st.integers(0, 99),
)
def test_cut_and_shuffled_files_make_the_same_tables(
    tmp_path_factory: pytest.TempPathFactory, sales: list[tuple[int, str, int, int]], backs: list[tuple[int, str, int, int]], seed: int,
) -> None:  # fmt: skip
    """One file, or the same rows in any order cut in two and given twice: the same facts, the same money."""
    rows = [line(o, p, q, c) for o, p, q, c in sales] + [line(o, p, -q, c) for o, p, q, c in backs]
    dice = random.Random(seed)
    shuffled, cut = dice.sample(rows, len(rows)), dice.randint(0, len(rows))
    facts = []
    for files in ([rows], [part for part in (shuffled[:cut], shuffled[cut:], rows) if part]):
        with open_counter(Path(tmp_path_factory.mktemp("shop"))) as counter:
            for part in files:
                counter.load(HEADER + "".join(part))
            facts.append(counter.rows(FACTS))
            paid, back, pieces = counter.rows(MONEY)[0]
    assert facts[0] == facts[1]
    assert paid == Decimal(sum(q * c for _, _, q, c in sales))
    assert back == Decimal(sum(q * c for _, _, q, c in backs))
    assert pieces == sum(q for _, _, q, _ in sales) - sum(q for _, _, q, _ in backs)


def test_credit_notes_read_without_knowing_their_system(
    real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Online Retail under other headers: what was paid and given back is what its own source counts, to the penny."""
    path = real_data / "online_retail" / "online_retail_2010-12_2011-08.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as packed:
        rows = list(islice(packed, 15_001))
    other = "Receipt No,Item Code,Description,Qty,Sale Date,Price,Member No,Country\n"
    counted = []
    for content in ("".join(rows), other + "".join(rows[1:])):
        with open_counter(Path(tmp_path_factory.mktemp("shop")), LONDON) as counter:
            report = counter.load(content, day_order="mdy")
            counted.append(counter.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line")[0])
    assert report.source == "canonical"
    assert counted[0] == counted[1]
