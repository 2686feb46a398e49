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
from tests.examples import examples
from tests.facts.counter import NOON, Counter, open_counter
from tests.soundness.standing import Standing

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


@settings(max_examples=examples(30), deadline=None)
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


def load(counter: Counter, content: str) -> str:
    counter.clock.advance(timedelta(minutes=1))
    return counter.load(content).batch


def check_undone(
    tmp_path_factory: pytest.TempPathFactory, files: list[str], undone: list[int], late: list[int]
) -> None:
    """Load all, take `undone` back (those in `late` after all loads); the shop is as `Standing` says."""
    standing, batches = Standing(), list[str]()

    def undo(index: int) -> None:
        undo_batch(counter.warehouse, counter.shop.id, batches[index], NOON)
        standing.undo(files[index])

    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        for index, content in enumerate(files):
            batches.append(load(counter, content))
            standing.load(content)
            if index in undone and index not in late:
                undo(index)
        for index in late:
            undo(index)
        seen = counter.rows(VISIBLE), counter.rows(INNER)
        keys = "SELECT row_key FROM order_line_version GROUP BY row_key HAVING count(*) FILTER (superseded_by IS NULL) <> 1"
        assert counter.rows(keys) == []
        if len(undone) == len(files):
            assert counter.rows("SELECT count(*) FROM order_line_version") == [(0,)]
            assert counter.rows("SELECT count(*) FROM row_witness") == [(0,)]
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        for content in standing.files():
            load(counter, content)
        assert (counter.rows(VISIBLE), counter.rows(INNER)) == seen


@settings(max_examples=examples(25), deadline=None)
@given(data=st.data(), files=st.lists(FILE, min_size=1, max_size=6))
def test_undo_leaves_the_shop_as_if_never_imported(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, files: list[dict[int, int]]
) -> None:
    """Overlapping files imported and undone in any order leave exactly what importing only the others would."""
    undone = data.draw(st.lists(st.sampled_from(range(len(files))), unique=True))
    late = data.draw(st.lists(st.sampled_from(undone), unique=True)) if undone else []
    check_undone(tmp_path_factory, [export(lines) for lines in files], undone, late)


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=examples(300), deadline=None)
@given(data=st.data(), files=st.lists(FILE, min_size=1, max_size=7))
def test_undo_leaves_the_shop_as_if_never_imported_at_length(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, files: list[dict[int, int]]
) -> None:
    """The same with many more histories."""
    undone = data.draw(st.lists(st.sampled_from(range(len(files))), unique=True))
    late = data.draw(st.lists(st.sampled_from(undone), unique=True)) if undone else []
    check_undone(tmp_path_factory, [export(lines) for lines in files], undone, late)


# Histories in which a file comes again, each with what is taken back at the end.
COMES_AGAIN: dict[str, tuple[list[dict[int, int]], list[int]]] = {
    "the first load of two is undone": ([{1: 0}, {2: 1}, {1: 0, 2: 0}, {2: 1}], [1]),
    "the second load of two is undone": ([{1: 0}, {2: 1}, {1: 0, 2: 0}, {2: 1}], [3]),
    "both loads are undone": ([{2: 0}, {2: 1}, {2: 0, 1: 0}, {2: 1}], [3, 1]),
    "it had only repeated another": ([{1: 0}, {1: 0, 2: 0}, {1: 1}, {1: 0, 2: 0}], []),
    "it had only repeated another that is undone": ([{1: 0}, {1: 0, 2: 0}, {1: 1}, {1: 0, 2: 0}], [0, 1]),
    "what came between is undone": ([{2: 1}, {1: 0, 2: 0}, {2: 1}], [1]),
}


@pytest.mark.parametrize("name", COMES_AGAIN)
def test_a_file_loaded_again_stands_where_it_was_first_loaded(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    """It neither turns a newer export back, nor does it matter which of its loads is taken back."""
    files, undone = COMES_AGAIN[name]
    check_undone(tmp_path_factory, [export(lines) for lines in files], undone, undone)
