"""Big files are read in the plainest way, row by row; the same rows must give the same facts in the thorough way."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.canonical_orders import STATUSES, UNDER_WAY
from tests.facts.counter import open_counter

HEADER = (
    "order_id,line_no,ordered_at,paid_at,status,product_id,quantity,unit_price,paid_amount,refund_amount\n"
)
# Rows that need a look at the others, and a return: with one of them the whole file is read in the thorough way.
THOROUGH = (
    "far-1,1,2026-10-01 10:00:00,2026-10-01 10:00:00,部分退款,P9,1,5.00,5.00,1.00\n",
    "far-2,1,2026-10-01 10:00:00,,已付款,P9,-1,5.00,-5.00,\n",
)
FACTS = """SELECT row_key, order_id, line_no, ordered_at, status, line_type, product_id, quantity, unit_price,
                  discount_amount, paid_amount, refund_amount, order_key
           FROM order_line WHERE order_id NOT LIKE 'far%' ORDER BY row_key"""
LEFT_OUT = "SELECT row_no, reason FROM quarantine WHERE row_no <= {last} ORDER BY row_no"

words = st.sampled_from(["", "不认识", "PAID", *(words[0] for words in STATUSES.values()), UNDER_WAY[0]])
money = st.sampled_from(["", "0", "5.00", "12.50", "x"])
lines = st.tuples(
    st.integers(1, 4), st.sampled_from(["", "1", "2"]), st.sampled_from(["", "2026-10-02 09:30:00"]), words,
    st.sampled_from(["", "P1", "P2"]), st.sampled_from(["", "1", "3"]), money, money, money,
)  # fmt: skip


def file_of(rows: list[tuple[object, ...]]) -> str:
    cells = (f"N{row[0]},{row[1]},2026-10-02 09:00:00,{','.join(map(str, row[2:]))}\n" for row in rows)
    return HEADER + "".join(cells)


def loaded(content: str, last: int) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with TemporaryDirectory() as home, open_counter(Path(home)) as counter:
        counter.load(content)
        return counter.rows(FACTS), counter.rows(LEFT_OUT.format(last=last))


@pytest.mark.parametrize("thorough", THOROUGH, ids=["partly refunded", "a return"])
@settings(max_examples=6, deadline=None)
@given(rows=st.lists(lines, max_size=12))
def test_both_ways_of_reading_give_the_same_facts(thorough: str, rows: list[tuple[object, ...]]) -> None:
    """What a row says does not hang on whether another order of the file needs a closer look."""
    sure = (9, "1", "2026-10-02 09:30:00", "已付款", "P1", "1", "5.00", "5.00", "")
    plain = file_of([sure, *rows])
    assert loaded(plain, len(rows) + 1) == loaded(plain + thorough, len(rows) + 1)
