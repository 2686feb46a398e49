"""From a receipt to files and rows, and back from a file's row: imports one after another, replaced, repeated, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from brain.facts.lineage.base import RowFate
from brain.facts.lineage.row_fate import fate_of_row
from brain.facts.lineage.trace import trace
from brain.facts.reader import Facts
from brain.facts.warehouse.batches import undo_batch
from brain.kernel.errors import NotFound
from brain.kernel.evidence import Period, Query, Receipt
from tests.facts.counter import Counter, open_counter

HEADER = "order_id,line_no,ordered_at,product_id,product_name,category,quantity,paid_amount,refund_amount,customer_id\n"
FIRST = HEADER + "".join(
    f"A{n},1,2026-11-{10 + n} 10:00,p{n},米粉{n},辅食,1,{n}0.00,0,c{n}\n" for n in range(1, 6)
)
# A1 again as it was, A2 with a refund, A6 new, and a row that cannot be read.
SECOND = (
    HEADER
    + "A1,1,2026-11-11 10:00,p1,米粉1,辅食,1,10.00,0,c1\n"
    + "A2,1,2026-11-12 10:00,p2,米粉2,辅食,1,20.00,5.00,c2\n"
    + "A6,1,2026-11-16 10:00,p6,米粉6,辅食,1,60.00,0,c6\n"
    + "A7,1,2026-11-17 10:00,p7,米粉7,辅食,one,70.00,0,c7\n"
    + "A6,1,2026-11-16 10:00,p6,米粉6,辅食,1,60.00,0,c6\n"
)
NOVEMBER = Query(metrics=("net_sales",), period=Period(start=date(2026, 11, 1), end=date(2026, 12, 1)))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """An empty shop."""
    with open_counter(tmp_path) as opened:
        yield opened


def facts_of(counter: Counter) -> Facts:
    """What the shop knows now."""
    return Facts(counter.warehouse, counter.shop, counter.clock)


def test_a_figure_leads_to_its_file_and_rows(counter: Counter) -> None:
    """The file, the numbers of its rows, and what stands in each of them."""
    batch = counter.load(FIRST).batch
    found = trace(facts_of(counter), facts_of(counter).ask(NOVEMBER).receipt)
    assert found.rows == 5
    assert [(one.batch, one.file, one.table, one.role, one.rows) for one in found.files] == [
        (batch, "upload.csv", "order_line", "counted", 5)
    ]
    assert found.files[0].row_numbers == "1-5"
    assert found.files[0].imported_at == counter.clock.now()
    assert [row.row for row in found.sample] == [1, 2, 3, 4, 5]
    assert [str(row.values["order_id"]) for row in found.sample] == ["A1", "A2", "A3", "A4", "A5"]
    assert found.notes == ()
    assert found.current_version == found.data_version


def test_the_sample_is_as_long_as_asked(counter: Counter) -> None:
    """`limit` cuts the rows shown in full, not the count."""
    counter.load(FIRST)
    found = trace(facts_of(counter), facts_of(counter).ask(NOVEMBER).receipt, limit=2)
    assert (found.rows, len(found.sample)) == (5, 2)


def test_a_replaced_row_is_traced_to_the_file_that_replaced_it(counter: Counter) -> None:
    """An old receipt shows the rows as they are now, and says that and how they changed."""
    first = counter.load(FIRST).batch
    before = facts_of(counter).ask(NOVEMBER).receipt
    counter.clock.advance(timedelta(hours=1))
    second = counter.load(SECOND).batch
    found = trace(facts_of(counter), before)
    rows = {one.batch: one.row_numbers for one in found.files}
    assert rows == {first: "1,3-5", second: "2,5"}
    said = " ".join(note.render("en") for note in found.notes)
    assert "version 1, now 2" in said
    assert "2 of these rows were loaded after" in said


def test_a_file_taken_back_is_named(counter: Counter) -> None:
    """The figure's file is gone: its rows too, and the trace says which file it was."""
    batch = counter.load(FIRST).batch
    receipt = facts_of(counter).ask(NOVEMBER).receipt
    counter.clock.advance(timedelta(hours=1))
    undo_batch(counter.warehouse, counter.shop.id, batch, counter.clock.now())
    found = trace(facts_of(counter), receipt)
    assert (found.rows, found.files, found.sample) == (0, (), ())
    assert "upload.csv was taken back since" in " ".join(note.render("en") for note in found.notes)


def test_an_old_receipt_with_a_cut_list_says_so(counter: Counter) -> None:
    """A receipt from before lists were kept whole reads as before and is traced as far as it goes."""
    counter.load(FIRST)
    old = {
        "id": "rcpt_old",
        "shop": counter.shop.id,
        "sql": "SELECT count(*) FROM order_line WHERE shop_id = 'lane' AND list_contains(['p1', 'p2',"
        " /* and 30 more, as stored with the card's audience */], product_id)",
        "row_count": 1,
        "data_version": 1,
        "made_at": datetime(2026, 11, 20, tzinfo=UTC),
    }
    found = trace(facts_of(counter), Receipt.model_validate(old))
    assert found.rows == 2
    assert "only the beginning of a long list" in found.notes[0].render("en")


def fate(counter: Counter, batch: str, row: int) -> RowFate:
    """What became of a row."""
    return fate_of_row(counter.warehouse, counter.shop.id, batch, row)


def test_every_row_of_a_file_has_a_fate(counter: Counter) -> None:
    """Known already, replacing, new, left out with its reason, repeated in the file, replaced later."""
    first, second = counter.load(FIRST).batch, counter.load(SECOND).batch
    known = fate(counter, second, 1)
    assert known.facts[0].state == "already_known"
    assert known.facts[0].other is not None
    assert (known.facts[0].other.batch, known.facts[0].other.row) == (first, 1)
    new = fate(counter, second, 2).facts[0]
    assert (new.state, str(new.values["refund_amount"])) == ("current", "5.0000")
    replaced = fate(counter, first, 2).facts[0]
    assert replaced.state == "replaced"
    assert replaced.other is not None
    assert (replaced.other.batch, replaced.other.row) == (second, 2)
    left_out = fate(counter, second, 4)
    assert left_out.left_out == ("bad_number:quantity",)
    assert left_out.facts == ()
    assert left_out.raw is not None
    assert left_out.raw["quantity"] == "one"
    assert "left out" in left_out.said.render("en")
    assert fate(counter, second, 3).facts == ()
    assert "another row of the same file" in fate(counter, second, 3).said.render("en")
    assert fate(counter, second, 5).said.render("en") == "It counts."


def test_a_row_of_a_file_taken_back_no_longer_counts(counter: Counter) -> None:
    """What it had replaced counts again; the row itself is remembered as taken back."""
    first, second = counter.load(FIRST).batch, counter.load(SECOND).batch
    undo_batch(counter.warehouse, counter.shop.id, second, counter.clock.now())
    assert "taken back" in fate(counter, second, 2).said.render("en")
    assert fate(counter, first, 2).facts[0].state == "current"


@pytest.mark.parametrize("row", [0, 6])
def test_a_row_that_the_file_does_not_have_is_refused(counter: Counter, row: int) -> None:
    """With the numbers that it has."""
    batch = counter.load(FIRST).batch
    with pytest.raises(NotFound) as refused:
        fate(counter, batch, row)
    assert "1 to 5" in refused.value.render("en")


def test_another_shops_import_is_not_found(counter: Counter) -> None:
    """A batch is known in its own shop only."""
    batch = counter.load(FIRST).batch
    with pytest.raises(NotFound):
        fate_of_row(counter.warehouse, "other", batch, 1)
