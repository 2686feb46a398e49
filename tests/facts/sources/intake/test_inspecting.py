"""A file's columns as the owner sees them before anything is loaded."""

from __future__ import annotations

import pytest

from brain.facts.sources.intake.inspecting import Inspection, as_remembered, inspect
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.remembering import remember
from brain.kernel.errors import OwnerError
from tests.facts.counter import NOON, Counter
from tests.facts.sources.books import HEADER, xlsx


def seen(counter: Counter, content: str | bytes, **options: object) -> Inspection:
    return inspect(counter.warehouse, counter.shop.id, counter.write(content), Options(**options))  # type: ignore[arg-type]


UNKNOWN = "流水,何日,货名,件,价,计\n" + "".join(
    f"D{place:05},2026-11-{place + 1:02},米粉,{1 + place % 3},10,{10 * (1 + place % 3)}\n"
    for place in range(9)
)


def test_a_known_file_names_its_system(counter: Counter) -> None:
    """Every column is there with its first values; what is not read has no field, and nothing is doubtful."""
    found = seen(
        counter,
        "order_id,ordered_at,paid_amount,备注\n1,2026-11-01,3,甲\n2,2026-11-02,3,\n3,2026-11-02,4,乙\n",
    )
    assert found.source == "our own CSV"
    assert [(one.name, one.field, one.examples) for one in found.columns] == [
        ("order_id", "order_id", ("1", "2", "3")),
        ("ordered_at", "ordered_at", ("2026-11-01", "2026-11-02")),
        ("paid_amount", "paid_amount", ("3", "4")),
        ("备注", None, ("甲", "乙")),
    ]
    assert (found.missing, found.doubts, found.remembered) == ((), (), False)


def test_an_unknown_file_shows_how_sure_each_column_is(counter: Counter) -> None:
    """With reasons; a column that nothing tells about is not read and has no confidence."""
    found = seen(counter, UNKNOWN)
    assert found.source is None
    assert found.kind == "orders"
    for one in found.columns:
        assert 0 <= one.confidence <= 1
        assert (one.field is None) or one.confidence > 0
    assert any(one.why for one in found.columns)


def test_nothing_that_fits_is_no_refusal_here(counter: Counter) -> None:
    """The owner is about to say it: what is missing is named instead."""
    found = seen(counter, "foo,bar\n1,2\n")
    assert found.source is None
    assert [one.field for one in found.columns] == [None, None]
    assert "order number" in found.missing


@pytest.mark.parametrize("kind", ["products", "customers", "stock"])
def test_the_kind_may_be_said(counter: Counter, kind: str) -> None:
    """The fields offered are those of that kind."""
    assert seen(counter, "foo,bar\n1,2\n", kind=kind).kind == kind


def test_the_sheets_of_a_workbook_are_offered(counter: Counter) -> None:
    """Those that are read first, then the others; hidden ones not at all."""
    book = xlsx({"x": [["a"]], "A": [HEADER, ["1", 1, "2026-11-01", 3, "y"]], "B": [HEADER]}, hidden=("B",))
    assert seen(counter, book).sheets == ("A", "x")


def test_what_was_said_is_marked(counter: Counter) -> None:
    """A later file of the shape shows the owner's own words, and what they cost."""
    first = seen(counter, UNKNOWN)
    mapping = {"流水": "order_id", "何日": "ordered_at", "货名": "product_name", "计": "paid_amount"}
    remember(counter.warehouse, counter.shop.id, first.header, as_remembered(first, mapping), NOON)
    again = seen(counter, UNKNOWN)
    assert again.remembered
    assert {one.name: one.field for one in again.columns if one.field} == mapping
    assert again.doubts == ()
    assert counter.load(UNKNOWN).loaded == 9


def test_a_file_without_a_table_is_refused(counter: Counter) -> None:
    """There is nothing to look at; staging is empty afterwards."""
    for content in (b"", b"\x89PNG", b"\n \n"):
        with pytest.raises(OwnerError):
            seen(counter, content)
    assert counter.left_behind() == []
