"""Refund rates: people are counted, the past counts for the usual rate, and one cause is named only where there is one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.refund_rate import IMAGINED, Part, chance_of, one_cause, usual_rate


@given(bought=st.integers(0, 5000), share=st.floats(0, 1), shop=st.floats(0.005, 0.5))
def test_the_usual_rate_lies_between_its_own_past_and_the_shop(
    bought: int, share: float, shop: float
) -> None:
    """Drawn towards the shop, never beyond either."""
    back = round(share * bought)
    rate = float(usual_rate(bought, back, shop))
    own = back / bought if bought else shop
    assert min(own, shop) - 1e-9 <= rate <= max(own, shop) + 1e-9


def test_a_long_past_outweighs_the_shop() -> None:
    """A product that always had a tenth sent back is not odd in a shop with a fiftieth."""
    assert abs(float(usual_rate(5000, 500, 0.02)) - 0.1) < 0.002
    assert float(usual_rate(0, 0, 0.02)) == 0.02
    assert float(usual_rate(IMAGINED, 0, 0.02)) == 0.01


@given(people=st.integers(1, 30), bought=st.integers(8, 400))
def test_more_people_are_less_likely(people: int, bought: int) -> None:
    """The chance falls with people and rises with sales."""
    here = chance_of([people, people + 1], bought, 0.02, 300)
    assert here[1] <= here[0] <= 1
    assert float(chance_of(people, bought + 50, 0.02, 300)) >= here[0] - 1e-12


def test_false_alarms_of_the_usual_rate_are_rare() -> None:
    """Of 20,000 products that stay at their rate, few have a chance below one in a hundred."""
    chance = np.random.default_rng(1)
    bought = np.full(20_000, 60)
    before = chance.binomial(300, 0.03, 20_000)
    people = chance.binomial(bought, 0.03)
    p = chance_of(people, bought, usual_rate(np.full(20_000, 300), before, 0.03), 300)
    assert (p <= 0.01).mean() <= 0.012


def test_one_size_is_named() -> None:
    """Nine of ten refunds in a third of the sales, the rest as usual."""
    parts = [
        Part("sku", "S", 30, 9), Part("sku", "M", 30, 1), Part("sku", "L", 30, 0),
        Part("channel", "web", 45, 5), Part("channel", "群", 45, 5),
    ]  # fmt: skip
    cause = one_cause(parts, bought=90, people=10, usual=0.02)
    assert cause is not None
    assert (cause.dimension, cause.value) == ("sku", "S")


def test_no_cause_is_named_where_none_stands_out() -> None:
    """Refunds spread as the sales are; and two sizes that both have them are not one cause."""
    even = [Part("sku", size, 30, 4) for size in "SML"]
    assert one_cause(even, bought=90, people=12, usual=0.02) is None
    two = [Part("sku", "S", 30, 8), Part("sku", "M", 30, 8), Part("sku", "L", 30, 0)]
    assert one_cause(two, bought=90, people=16, usual=0.02) is None


def test_two_parts_that_are_the_same_lines_cannot_be_told_apart() -> None:
    """All of size S was sold on the web: neither is named."""
    parts = [
        Part("sku", "S", 30, 9),
        Part("channel", "web", 30, 9),
        Part("sku", "M", 60, 1),
        Part("channel", "群", 60, 1),
    ]
    assert one_cause(parts, bought=90, people=10, usual=0.02) is None
