"""Lines that a newer export of their order no longer has: ended, and back again with the undo."""

from __future__ import annotations

from brain.facts.warehouse.batches import undo_batch
from tests.facts.counter import NOON, Counter

HEADER = "Name,Financial Status,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
LINES = "SELECT order_id, product_name, paid_amount::DOUBLE FROM order_line ORDER BY ALL"


def order(number: str, *goods: tuple[str, int]) -> str:
    total = sum(price for _, price in goods)
    rows = []
    for place, (name, price) in enumerate(goods):
        head = f"paid,CNY,{total},0,{total},2026-11-01 10:00:00 +0800" if place == 0 else ",,,,,"
        rows.append(f"{number},{head},1,{name},{price}\n")
    return "".join(rows)


BOTH = HEADER + order("#1", ("a", 10), ("b", 5)) + order("#2", ("a", 10), ("c", 7))
LESS = HEADER + order("#1", ("a", 10))


def test_a_line_that_was_taken_out_ends(counter: Counter) -> None:
    """Of the orders that the file names, and of no other; the line is kept as history."""
    counter.load(BOTH)
    counter.load(LESS)
    assert counter.rows(LINES) == [("#1", "a", 10.0), ("#2", "a", 10.0), ("#2", "c", 7.0)]
    assert counter.rows("SELECT count(*) FROM order_line_version WHERE product_name = 'b'") == [(2,)]


def test_the_undo_brings_it_back(counter: Counter) -> None:
    """Whichever of the two is taken back, and then the other."""
    first = counter.load(BOTH).batch
    whole = counter.rows(LINES)
    second = counter.load(LESS).batch
    undo_batch(counter.warehouse, counter.shop.id, second, NOON)
    assert counter.rows(LINES) == whole
    third = counter.load(LESS).batch
    undo_batch(counter.warehouse, counter.shop.id, first, NOON)
    assert counter.rows(LINES) == [("#1", "a", 10.0)]
    undo_batch(counter.warehouse, counter.shop.id, third, NOON)
    assert counter.rows("SELECT count(*) FROM order_line_version") == [(0,)]


def test_a_line_may_return(counter: Counter) -> None:
    """A still newer export has it again: it counts once."""
    counter.load(BOTH)
    counter.load(LESS)
    report = counter.load(BOTH + "\n")
    assert report.loaded == 1, "only the line that had ended is new"
    assert counter.rows("SELECT count(*), sum(paid_amount)::DOUBLE FROM order_line") == [(4, 32.0)]


def test_the_same_file_twice_ends_nothing(counter: Counter) -> None:
    """Neither the lines that it has, nor those that had ended."""
    counter.load(BOTH)
    counter.load(LESS)
    seen = counter.rows(LINES)
    counter.load(LESS)
    assert counter.rows(LINES) == seen
    assert counter.rows("SELECT count(*) FROM order_line_version WHERE retired") == [(1,)]


def test_an_order_that_cannot_be_used_ends_nothing(counter: Counter) -> None:
    """Its rows wait, so what is known of it stays whole."""
    counter.load(BOTH)
    seen = counter.rows(LINES)
    broken = HEADER + order("#1", ("a", 10)).replace("2026-11-01", "never") + order("#2", ("a", 10), ("c", 7))
    report = counter.load(broken)
    assert [one.row for one in report.quarantined] == [1]
    assert counter.rows(LINES) == seen


def test_lines_that_are_told_one_by_one_never_end(counter: Counter) -> None:
    """Our own CSV may bring any part of an order."""
    head = "order_id,line_no,ordered_at,paid_amount\n"
    counter.load(head + "1,1,2026-11-01,10\n1,2,2026-11-01,5\n")
    counter.load(head + "1,1,2026-11-01,10\n")
    assert counter.rows("SELECT count(*) FROM order_line") == [(2,)]
