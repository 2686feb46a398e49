"""Lists without an order number: each row is an order, known by what it says and by how many say the same."""

from __future__ import annotations

import contextlib
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.kernel.errors import OwnerError
from tests.examples import examples
from tests.facts.counter import Counter, open_counter

HEADER = "日期,品名,数量,金额,客户\n"
MAPPING = {
    "日期": "ordered_at",
    "品名": "product_name",
    "数量": "quantity",
    "金额": "paid_amount",
    "客户": "customer_name",
}
ORDERS = "SELECT count(DISTINCT order_key), sum(paid_amount) FROM order_line WHERE paid_amount > 0"
FACTS = "SELECT row_key, ordered_on, product_id, quantity, paid_amount, refund_amount FROM order_line ORDER BY row_key"

row = st.tuples(
    st.integers(1, 3), st.sampled_from(("米粉", "奶瓶")), st.integers(1, 2), st.sampled_from((10, 15))
)


def written(rows: list[tuple[int, str, int, int]]) -> str:
    return HEADER + "".join(f"2026-11-{d:02d},{name},{q},{q * p},\n" for d, name, q, p in rows)


def test_equal_rows_are_as_many_sales(counter: Counter) -> None:
    """Two tins of the same on one day, a row each; the same file again adds nothing."""
    rows = [(1, "米粉", 1, 10)] * 3
    report = counter.load(written(rows), kind="orders", mapping=MAPPING)
    assert (report.loaded, report.duplicates) == (3, 0)
    assert counter.rows(ORDERS) == [(3, 30)]
    assert counter.load(written(rows), kind="orders", mapping=MAPPING).duplicates == 3
    assert "each row counts as one order" in report.notes[0].render("en")


def test_a_days_total_is_no_sale(counter: Counter) -> None:
    """小计 in any cell, with a date and an amount like every other row."""
    report = counter.load(written([(1, "米粉", 1, 10), (1, "小计", 1, 10)]), kind="orders", mapping=MAPPING)
    assert [(one.row, one.code) for one in report.quarantined] == [(2, "total_row")]


def test_a_customer_named_later_is_the_same_sale(counter: Counter) -> None:
    """What is put right later makes a newer version of the row, not a second sale."""
    mapping = {**MAPPING, "客户": "customer_id"}
    counter.load(HEADER + "2026-11-01,米粉,1,10,\n", kind="orders", mapping=mapping)
    again = counter.load(HEADER + "2026-11-01,米粉,1,10,王丽\n", kind="orders", mapping=mapping)
    assert again.loaded == 1
    assert counter.rows("SELECT count(*), count(customer_key) FROM order_line") == [(1, 1)]


@pytest.mark.parametrize("numbers", [("1", "1"), ("XS20261101001", "XS20261101001")])
def test_a_number_that_was_forgotten_is_not_left_out(counter: Counter, numbers: tuple[str, str]) -> None:
    """A mapping that does not speak of the column 单号 does not turn its rows into orders of their own."""
    content = f"单号,日期,品名,金额\n{numbers[0]},2026-11-01,米粉,5\n{numbers[1]},2026-11-01,奶瓶,6\n"
    mapping = {"日期": "ordered_at", "品名": "product_name", "金额": "paid_amount"}
    with contextlib.suppress(OwnerError):
        counter.load(content, kind="orders", mapping=mapping)
    assert counter.rows("SELECT count(DISTINCT order_key) FROM order_line")[0][0] <= 1
    told = counter.load(content, kind="orders", mapping={**mapping, "单号": ""})
    assert (told.loaded, counter.rows("SELECT count(DISTINCT order_key) FROM order_line WHERE order_id LIKE 'row-%'")) == (2, [(2,)])  # fmt: skip
    said = counter.load(content, kind="orders", mapping={**mapping, "单号": "order_id"})
    assert said.mapping["单号"] == "order_id"
    assert counter.rows(
        "SELECT count(*) FROM order_line WHERE order_id = ?".replace("?", f"'{numbers[0]}'")
    ) == [(2,)]


@settings(max_examples=examples(12), deadline=None)
@given(rows=st.lists(row, min_size=1, max_size=9), kept=st.integers(1, 9), seed=st.integers(0, 99))
def test_overlapping_exports_add_what_is_new(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str, int, int]], kept: int, seed: int
) -> None:
    """Some of the rows first, then all of them in another order: as if all had come at once."""
    shuffled = random.Random(seed).sample(rows, len(rows))
    facts = []
    for files in ([rows], [rows[:kept], shuffled]):
        with open_counter(Path(tmp_path_factory.mktemp("shop"))) as counter:
            for part in files:
                counter.load(written(part), kind="orders", mapping=MAPPING)
            facts.append(counter.rows(FACTS))
            assert counter.rows(ORDERS) == [(len(rows), Decimal(sum(q * p for _, _, q, p in rows)))]
    assert facts[0] == facts[1]
