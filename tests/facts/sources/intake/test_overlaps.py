"""Exports that overlap: the newest version counts, nothing is counted twice, and what was is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from brain.facts.warehouse.batches import undo_batch
from brain.kernel.errors import OwnerError
from tests.facts.counter import NOON, Counter

FIXTURES = Path(__file__).parents[1] / "fixtures"
HEADER = "order_id,line_no,ordered_at,status,paid_amount,refund_amount\n"
NOW = "SELECT order_id, status, paid_amount::DOUBLE, refund_amount::DOUBLE FROM order_line ORDER BY 1"
HISTORY = """SELECT order_id, status, refund_amount::DOUBLE, superseded_by IS NULL FROM order_line_version
    ORDER BY order_id, refund_amount, status"""


def test_a_newer_export_changes_what_has_changed(counter: Counter) -> None:
    """A refund and a payment arrive; unchanged orders count as duplicates; the earlier versions are kept."""
    counter.load(HEADER + "1,1,2026-11-01,paid,10,0\n2,1,2026-11-01,unpaid,0,0\n3,1,2026-11-01,paid,7,0\n")
    newer = counter.load(
        HEADER + "1,1,2026-11-01,paid,10,10\n2,1,2026-11-01,paid,5,0\n3,1,2026-11-01,paid,7,0\n"
    )
    assert (newer.loaded, newer.duplicates) == (2, 1)
    assert counter.rows(NOW) == [
        ("1", "refunded", 10.0, 10.0),
        ("2", "paid", 5.0, 0.0),
        ("3", "paid", 7.0, 0.0),
    ]
    assert counter.rows(HISTORY) == [
        ("1", "paid", 0.0, False),
        ("1", "refunded", 10.0, True),
        ("2", "paid", 0.0, True),
        ("2", "unpaid", 0.0, False),
        ("3", "paid", 0.0, True),
    ]
    undo_batch(counter.warehouse, counter.shop.id, newer.batch, NOON)
    assert counter.rows(NOW) == [("1", "paid", 10.0, 0.0), ("2", "unpaid", 0.0, 0.0), ("3", "paid", 7.0, 0.0)]


OLD = HEADER + "1,1,2026-11-01,paid,10,0\n2,1,2026-11-01,paid,5,0\n"
NEW = HEADER + "1,1,2026-11-01,paid,10,4\n2,1,2026-11-01,paid,5,0\n"
REFUNDS = "SELECT order_id, refund_amount::DOUBLE FROM order_line ORDER BY 1"


def test_the_very_same_file_once_more_takes_nothing_back(counter: Counter) -> None:
    """It is older than what was loaded after it: the refund that a newer export brought stays."""
    counter.load(OLD)
    counter.load(NEW)
    again = counter.load(OLD)
    assert (again.loaded, again.duplicates) == (0, 2)
    assert counter.rows(REFUNDS) == [("1", 4.0), ("2", 0.0)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_a_file_brought_twice_outlives_one_undo(counter: Counter, order: tuple[int, int]) -> None:
    """As long as one import of it is there, its orders are; when that goes too, they do."""
    batches = [counter.load(content).batch for content in (OLD, NEW, OLD)]
    for place in order:
        undo_batch(counter.warehouse, counter.shop.id, batches[place], NOON)
    assert counter.rows(REFUNDS) == [("1", 0.0), ("2", 0.0)]
    undo_batch(counter.warehouse, counter.shop.id, batches[2], NOON)
    assert counter.rows("SELECT count(*) FROM order_line_version") == [(0,)]
    assert counter.rows("SELECT count(*) FROM row_witness") == [(0,)]


def test_an_older_export_is_remarked_on(counter: Counter) -> None:
    """Another file that lacks a known refund is loaded, for the newest import counts, and the owner is warned."""
    counter.load(NEW)
    report = counter.load(OLD)
    assert counter.rows(REFUNDS) == [("1", 0.0), ("2", 0.0)]
    assert any("older export" in note.render("en") for note in report.notes)


def test_the_preview_foretells_what_overlaps(counter: Counter) -> None:
    """How many rows are new or changed, and how many are known."""
    counter.load(HEADER + "1,1,2026-11-01,paid,10,0\n2,1,2026-11-01,paid,5,0\n")
    seen = counter.preview(
        HEADER + "1,1,2026-11-01,paid,10,3\n2,1,2026-11-01,paid,5,0\n3,1,2026-11-01,paid,1,0\n"
    )
    assert (seen.loadable, seen.duplicates) == (2, 1)


def test_a_list_of_orders_gives_way_to_their_goods(counter: Counter) -> None:
    """Orders known with their goods are not added again as one line; others of the list load."""
    goods, orders = FIXTURES / "taobao_sub_orders.csv", FIXTURES / "taobao.csv"
    whole = "SELECT order_id, sum(paid_amount)::DOUBLE FROM order_line GROUP BY 1 ORDER BY 1"
    counter.load(goods)
    known = dict(counter.rows(whole))
    counter.load(orders)
    after = dict(counter.rows(whole))
    assert {number: after[number] for number in known} == known
    assert set(after) > set(known), "orders that only the list has are added"


def shopify(*orders: tuple[str, str, str]) -> str:
    head = "Name,Financial Status,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
    return head + "".join(
        f"{number},paid,CNY,{total},0,{total},{day} 10:00:00 +0800,1,a,{total}\n"
        for number, total, day in orders
    )


def own(*orders: tuple[str, str, str]) -> str:
    return "order_id,line_no,ordered_at,paid_amount\n" + "".join(
        f"{number},1,{day} 10:00,{total}\n" for number, total, day in orders
    )


SAME = [(str(number), str(10 + number), f"2026-11-0{number}") for number in range(1, 6)]


def test_the_same_orders_from_a_second_system_are_refused(counter: Counter) -> None:
    """Numbers, days and amounts agree: they would count twice. Preview and load say so, and nothing is loaded."""
    counter.load(own(*SAME))
    for attempt in (counter.preview, counter.load):
        with pytest.raises(OwnerError) as refused:
            attempt(shopify(*SAME))
        assert refused.value.code == "same_orders"
        assert "canonical" in refused.value.render("en")
    assert counter.rows("SELECT count(*) FROM order_line") == [(5,)]


def test_equal_numbers_of_two_systems_stay_apart(counter: Counter) -> None:
    """Two shops both begin to count at 1: other days and amounts are other orders, and the owner is told."""
    counter.load(own(*SAME))
    other = [(number, str(float(total) + 1), "2026-10-01") for number, total, _ in SAME]
    report = counter.load(shopify(*other))
    assert report.loaded == 5
    assert any("occur in canonical as well" in note.render("en") for note in report.notes)
    assert counter.rows("SELECT count(*), count(DISTINCT order_key) FROM order_line") == [(10, 10)]


def test_two_stores_in_one_file_number_for_themselves(counter: Counter) -> None:
    """One number in two stores is two orders, at the first and at a later import."""
    head = "order_id,line_no,ordered_at,paid_amount,store\n"
    counter.load(head + "1,1,2026-11-01,10,east\n1,1,2026-11-01,20,west\n")
    assert counter.rows("SELECT count(DISTINCT order_key), sum(paid_amount)::DOUBLE FROM order_line") == [
        (2, 30.0)
    ]
    again = counter.load(head + "1,1,2026-11-01,10,east\n1,1,2026-11-01,25,west\n")
    assert (again.loaded, again.duplicates) == (1, 1)
    assert counter.rows("SELECT count(*), sum(paid_amount)::DOUBLE FROM order_line") == [(2, 35.0)]
