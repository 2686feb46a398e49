"""Numbers about an import that must hold whatever the file holds."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.warehouse.batches import undo_batch
from brain.kernel.errors import OwnerError
from tests.facts.counter import NOON, Counter, open_counter

HEADER = ["order_id", "line_no", "ordered_at", "status", "product_id", "quantity", "unit_price", "paid_amount", "refund_amount", "customer_id"]  # fmt: skip
CELLS = {
    "order_id": ["1", "2", "3", ""],
    "line_no": ["1", "2", "", "x"],
    "ordered_at": ["2026-11-01 10:00", "2026-11-02T01:00:00Z", "never", ""],
    "status": ["paid", "unpaid", "cancelled", "refunded", "lost", ""],
    "product_id": ["A", "B", 'C "mini", 2', "line\nbreak", ""],
    "quantity": ["1", "2.5", "-1", "", "many"],
    "unit_price": ["10", "0", "3.333", ""],
    "paid_amount": ["10", "0", "-5", "", "￥1,000.00"],
    "refund_amount": ["", "0", "10", "3"],
    "customer_id": ["C1", "C2", ""],
}
ROW = st.tuples(*(st.sampled_from(CELLS[name]) for name in HEADER)).map(list)
BROKEN = st.lists(st.sampled_from(["1", "x", ""]), min_size=2, max_size=14).filter(
    lambda row: len(row) != len(HEADER)
)


def written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    return text.getvalue()


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROW | BROKEN, min_size=1, max_size=25))
def test_every_row_is_loaded_or_a_duplicate_or_left_out(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    """rows_read == loaded + duplicates + left out, at the first and the second import; the preview foretells it; the second adds nothing."""
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        try:
            seen = counter.preview(written(rows), contacts=counter.contacts)
        except OwnerError as refused:
            # The one refusal that rows alone can cause; anything else fails the test.
            if refused.code != "nothing_usable":
                raise
            return
        first = counter.load(written(rows))
        assert first.rows_read == len(rows) == first.loaded + first.duplicates + len(first.quarantined)
        assert [one.row for one in first.quarantined] == sorted({one.row for one in first.quarantined})
        assert (seen.rows_read, seen.loadable, seen.duplicates) == (
            first.rows_read,
            first.loaded,
            first.duplicates,
        )
        paid = counter.rows(
            "SELECT coalesce(sum(paid_amount), 0), coalesce(sum(refund_amount), 0) FROM order_line"
        )
        assert paid == [(seen.totals.paid, seen.totals.refunds)]
        second = counter.load(written(rows))
        assert second.loaded == 0
        assert second.duplicates == first.loaded + first.duplicates


# Few keys and values, so that files overlap, change and repeat each other all the time.
FILE = st.dictionaries(st.integers(1, 2), st.integers(0, 1), min_size=1, max_size=2)
VISIBLE = "SELECT row_key, order_id, ordered_at, status, paid_amount, refund_amount, customer_key FROM order_line ORDER BY ALL"
INNER = (
    "SELECT row_key, paid_amount, refund_amount, superseded_by IS NULL FROM order_line_version"
    " WHERE superseded_by IS NULL ORDER BY ALL"
)


def export(lines: dict[int, int]) -> str:
    """An export with a line for each key; the value is its refund, so the same key comes changed or unchanged."""
    rows = [f"{key},1,2026-11-0{key} 10:00,paid,10,{refund},C{key}" for key, refund in lines.items()]
    return (
        "order_id,line_no,ordered_at,status,paid_amount,refund_amount,customer_id\n" + "\n".join(rows) + "\n"
    )


def load(counter: Counter, lines: dict[int, int]) -> str:
    counter.clock.advance(timedelta(minutes=1))
    return counter.load(export(lines)).batch


@settings(max_examples=60, deadline=None)
@given(data=st.data(), files=st.lists(FILE, min_size=1, max_size=6))
def test_undo_leaves_the_shop_as_if_never_imported(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, files: list[dict[int, int]]
) -> None:
    """Overlapping files imported and undone in any order leave exactly what importing only the others would."""
    undone = data.draw(st.lists(st.sampled_from(range(len(files))), unique=True))
    late = data.draw(st.lists(st.sampled_from(undone), unique=True)) if undone else []
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        batches: list[str] = []
        for index, lines in enumerate(files):
            batches.append(load(counter, lines))
            for earlier in undone:
                if earlier == index and earlier not in late:
                    undo_batch(counter.warehouse, counter.shop.id, batches[earlier], NOON)
        for index in late:
            undo_batch(counter.warehouse, counter.shop.id, batches[index], NOON)
        visible, inner = counter.rows(VISIBLE), counter.rows(INNER)
        keys = "SELECT row_key FROM order_line_version GROUP BY row_key HAVING count(*) FILTER (superseded_by IS NULL) <> 1"
        assert counter.rows(keys) == []
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        for index, lines in enumerate(files):
            if index not in undone:
                load(counter, lines)
        assert (counter.rows(VISIBLE), counter.rows(INNER)) == (visible, inner)
