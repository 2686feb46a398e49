"""A file against the shop's own past, before it is loaded."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from brain.facts.quality.compare import against_shop
from tests.facts.counter import Counter
from tests.facts.quality.shop_orders import TODAY, as_csv, daily, facts_of, profiled, row

FIRST = TODAY - timedelta(days=60)


def test_days_that_are_known_and_equal(counter: Counter) -> None:
    """A file that is here already differs on no day."""
    rows = daily(FIRST, 30)
    counter.load(as_csv(rows))
    found = against_shop(facts_of(counter), profiled(counter, rows))
    assert (found.days, found.known, found.differing, found.pace) == (30, 30, (), None)


def test_days_that_differ_are_named_with_both_figures(counter: Counter) -> None:
    """One order more on one day."""
    rows = daily(FIRST, 30)
    counter.load(as_csv(rows))
    found = against_shop(facts_of(counter), profiled(counter, [*rows, row("N", FIRST, "7")]))
    (day,) = found.differing
    assert (day.day, day.file_orders, day.shop_orders, day.file_paid - day.shop_paid) == (
        FIRST,
        3,
        2,
        Decimal(7),
    )


def test_an_export_that_was_filtered_is_noticed(counter: Counter) -> None:
    """Ten orders a day for a month, then a file with one: the question is asked, with both figures and their receipt."""
    past = [row(f"{day}-{n}", FIRST + timedelta(days=day)) for day in range(30) for n in range(10)]
    counter.load(as_csv(past))
    thin = [row(f"T{day}", FIRST + timedelta(days=30 + day)) for day in range(20)]
    found = against_shop(facts_of(counter), profiled(counter, thin))
    assert found.pace is not None
    assert found.pace.render("en") == (
        "This file has 1 orders a day; in the eight weeks before it there were 10. Was the export filtered?"
    )
    assert found.receipt is not None
    assert {claim.receipt for claim in found.pace.claims()} == {found.receipt.id}


def test_a_first_file_has_nothing_to_be_compared_with(counter: Counter) -> None:
    """And a product list has no days at all."""
    found = against_shop(facts_of(counter), profiled(counter, daily(FIRST, 30)))
    assert (found.known, found.pace) == (0, None)
    products = profiled(counter, [{"product_id": "P1", "name": "Apple"}], "products")
    assert against_shop(facts_of(counter), products).known == 0
