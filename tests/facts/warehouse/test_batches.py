"""Batches: listed with what they left out, taken back in any order, newest version counts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from brain.facts.warehouse.batches import list_batches, quarantined_rows, undo_batch
from brain.kernel.errors import NotFound
from tests.facts.counter import NOON, Counter

HEADER = "order_id,line_no,ordered_at,status,paid_amount,refund_amount,customer_id,customer_name\n"


def line(order: int, paid: int, refund: int = 0) -> str:
    return f"{order},1,2026-11-0{order} 10:00,paid,{paid},{refund},C{order},王\n"


def money(counter: Counter) -> list[tuple[object, ...]]:
    return counter.rows("SELECT order_id, paid_amount::INT, refund_amount::INT FROM order_line ORDER BY 1")


def version(counter: Counter) -> int:
    return int(counter.rows("SELECT version FROM data_version")[0][0])


def test_a_batch_remembers_its_file(counter: Counter) -> None:
    """Counts, days (the last one included), mapping and the fingerprint of the file as it was given."""
    report = counter.load(HEADER + line(1, 10) + line(3, 10) + line(3, 10) + "x,1,never,paid,1,0,C9,李\n")
    [batch] = list_batches(counter.warehouse, counter.shop.id)
    assert (batch.id, batch.rows_read, batch.loaded, batch.duplicates, batch.quarantined) == (
        report.batch,
        4,
        2,
        1,
        1,
    )
    assert (batch.from_on, batch.to_on) == (date(2026, 11, 1), date(2026, 11, 3))
    assert (len(batch.file_sha256), batch.mapping["order_id"], batch.state) == (64, "order_id", "visible")


def test_what_was_left_out_is_kept_without_persons(counter: Counter) -> None:
    """The row, its reason and what was read of it; the customer's number and name are not kept in the clear."""
    report = counter.load(HEADER + line(1, 10) + "x,1,never,paid,1,0,C-secret,李四\n2\n")
    first, second = quarantined_rows(counter.warehouse, counter.shop.id, report.batch)
    assert (first.row, first.code, first.raw["ordered_at"]) == (2, "bad_time:ordered_at", "never")
    assert (second.row, second.code, second.raw) == (3, "field_count", {})
    assert "secret" not in json.dumps(first.raw)
    assert "李四" not in json.dumps(first.raw, ensure_ascii=False)


def test_a_newer_export_replaces_and_its_undo_restores(counter: Counter) -> None:
    """A later refund supersedes the line, the old version stays in the table, and undoing brings it back."""
    counter.load(HEADER + line(1, 10) + line(2, 20))
    later = counter.load(HEADER + line(1, 10, refund=4) + line(2, 20))
    assert (later.loaded, later.duplicates) == (1, 1)
    assert money(counter) == [("1", 10, 4), ("2", 20, 0)]
    assert counter.rows("SELECT count(*) FROM order_line_version") == [(3,)]
    assert undo_batch(counter.warehouse, counter.shop.id, later.batch, NOON) == 1
    assert money(counter) == [("1", 10, 0), ("2", 20, 0)]


def test_what_two_files_brought_survives_the_undo_of_one(counter: Counter) -> None:
    """Undoing the first of two overlapping files leaves what the second brought as well, credited to the second."""
    first = counter.load(HEADER + line(1, 10) + line(2, 20))
    second = counter.load(HEADER + line(2, 20) + line(3, 30))
    undo_batch(counter.warehouse, counter.shop.id, first.batch, NOON)
    assert money(counter) == [("2", 20, 0), ("3", 30, 0)]
    assert counter.rows("SELECT DISTINCT batch_id, min(row_no) FROM order_line GROUP BY 1") == [
        (second.batch, 1)
    ]


@pytest.mark.parametrize(
    ("refunds", "undone", "left"),
    [
        ([0, 4, 4], [1, 2], [("1", 10, 0)]),
        ([0, 4, 4], [1], [("1", 10, 4)]),
        ([0, 0, 0], [0, 1], [("1", 10, 0)]),
        ([0, 0, 0], [0, 2], [("1", 10, 0)]),
        ([0, 4, 0], [1, 2], [("1", 10, 0)]),
        ([0, 4, 0], [2, 0], [("1", 10, 4)]),
        ([0, 0, 4, 4], [0, 3, 2], [("1", 10, 0)]),
        ([0, 4, 4, 0], [1, 3, 2, 0], []),
    ],
)
def test_undo_in_any_order(
    counter: Counter, refunds: list[int], undone: list[int], left: list[tuple[str, int, int]]
) -> None:
    """One line in several exports, changed and unchanged: what counts is the newest export not undone."""
    batches = [counter.load(HEADER + line(1, 10, refund)).batch for refund in refunds]
    for index in undone:
        undo_batch(counter.warehouse, counter.shop.id, batches[index], NOON)
    assert money(counter) == left


def test_every_load_and_undo_counts_the_version_up(counter: Counter) -> None:
    """Caches keyed by the data version never serve a figure from before an import or an undo."""
    report = counter.load(HEADER + line(1, 10))
    assert version(counter) == 1
    counter.load(HEADER + line(1, 10))
    assert version(counter) == 2
    undo_batch(counter.warehouse, counter.shop.id, report.batch, NOON)
    assert version(counter) == 3


def test_undo_takes_contacts_and_refuses_a_second_time(counter: Counter) -> None:
    """Nothing personal stays of an undone batch; it cannot be undone twice, nor by another shop."""
    report = counter.load(HEADER + line(1, 10) + "x,1,never,paid,1,0,C9,李\n")
    with pytest.raises(NotFound):
        undo_batch(counter.warehouse, "other", report.batch, NOON)
    undo_batch(counter.warehouse, counter.shop.id, report.batch, NOON)
    assert counter.rows(
        "SELECT (SELECT count(*) FROM customer_contact), (SELECT count(*) FROM quarantine)"
    ) == [(0, 0)]
    [batch] = list_batches(counter.warehouse, counter.shop.id)
    assert (batch.state, batch.undone_at) == ("undone", NOON)
    with pytest.raises(NotFound):
        undo_batch(counter.warehouse, counter.shop.id, report.batch, NOON)


def test_two_shops_do_not_see_each_other(counter: Counter) -> None:
    """The same file in two shops is two sets of rows with different customer keys; undoing one leaves the other."""
    mine = counter.load(HEADER + line(1, 10))
    own_shop, counter.shop = counter.shop, counter.shop.model_copy(update={"id": "other"})
    assert counter.load(HEADER + line(1, 10)).loaded == 1
    assert counter.rows("SELECT count(DISTINCT customer_key) FROM order_line") == [(2,)]
    undo_batch(counter.warehouse, own_shop.id, mine.batch, NOON)
    assert counter.rows("SELECT shop_id FROM order_line") == [("other",)]
