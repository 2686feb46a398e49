"""Order numbers that a spreadsheet cut, and orders that wait because one of their rows cannot be cut into cells."""

from __future__ import annotations

import pytest

from tests.facts.counter import Counter

HEADER = "order_id,line_no,ordered_at,paid_amount,product_name\n"
LEFT_OUT = "SELECT row_no, reason FROM quarantine ORDER BY row_no"


def orders(numbers: list[str]) -> str:
    return HEADER + "".join(f"{number},{i},2026-11-01,1,x\n" for i, number in enumerate(numbers))


@pytest.mark.parametrize("number", ["2.36988E+17", "2.6e+18", "2E+15"])
def test_a_number_in_powers_of_ten_stands_for_many(counter: Counter, number: str) -> None:
    """Such rows wait under a reason that says what happened; others load."""
    report = counter.load(orders([number, number, "236988001234567891"]))
    assert [one.code for one in report.quarantined] == ["number_cut:order_id"] * 2
    assert report.loaded == 1


def test_numbers_whose_end_became_zeros(counter: Counter) -> None:
    """Eighteen digits that end in three zeros, on half of the orders or more, are what a spreadsheet left."""
    report = counter.load(orders(["236988001234567000", "236988001234568000", "236988001234569000", "7"]))
    assert [one.code for one in report.quarantined] == ["number_cut:order_id"] * 3


@pytest.mark.parametrize(
    "numbers",
    [
        ["236988001234567000", "236988001234567891", "236988001234567892", "236988001234567893"],
        ["1000", "2000", "3000"],
        ["1.5", "E12", "2E7", "12E+5x"],
    ],
    ids=["one by chance", "short numbers", "other numbers"],
)
def test_numbers_that_only_look_like_it(counter: Counter, numbers: list[str]) -> None:
    """One in a thousand ends so by itself, and short numbers lose nothing."""
    assert counter.load(orders(numbers)).quarantined == ()


WHOLE = "order_id,ordered_at,status,product_name,quantity,unit_price,order_paid\n"


def test_an_order_with_a_broken_row_waits(counter: Counter) -> None:
    """Its amount would be laid on the rows that are left; other orders load."""
    counter.load(
        WHOLE
        + "1,2026-11-01,paid,a,1,10,15\n1,2026-11-01,paid,b,1,5\n2,2026-11-01,paid,a,1,10,10\n1,2026-11-01,paid,c,1,5,15\n"
    )
    assert counter.rows(LEFT_OUT) == [(1, "order_incomplete"), (2, "field_count"), (4, "order_incomplete")]
    assert counter.rows("SELECT order_id, paid_amount::DOUBLE FROM order_line") == [("2", 10.0)]


def test_lines_with_their_own_amounts_do_not_wait(counter: Counter) -> None:
    """Where each row stands alone, only the broken one is left out."""
    counter.load(HEADER + "1,1,2026-11-01,10,a\n1,2,2026-11-01\n1,3,2026-11-01,5,c\n")
    assert counter.rows(LEFT_OUT) == [(2, "field_count")]
    assert counter.rows("SELECT line_no FROM order_line ORDER BY 1") == [(1,), (3,)]
