"""What is far outside, and what is only a busy shop."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from brain.facts.quality.base import Oddity, Profile
from tests.facts.counter import Counter
from tests.facts.quality.shop_orders import profiled, row

START = date(2026, 9, 1)


def usual(count: int = 200, seed: int = 3) -> list[dict[str, object]]:
    """Orders between 20 and 180, three products at fixed prices."""
    chance = Random(seed)
    rows = []
    for n in range(count):
        product = n % 3
        pieces = chance.randint(1, 6)
        price = (20, 25, 30)[product]
        rows.append(
            row(
                f"N{n}", START + timedelta(days=n // 5), str(price * pieces), product_id=f"P{product}",
                product_name=f"Tea {product}", quantity=pieces, unit_price=price,
            )
        )  # fmt: skip
    return rows


def kinds(found: Profile) -> dict[str, Oddity]:
    return {odd.kind: odd for odd in reversed(found.oddities)}


def test_an_ordinary_shop_has_nothing_odd(counter: Counter) -> None:
    """No false alarm on two hundred plain orders."""
    assert profiled(counter, usual()).oddities == ()


def test_cents_taken_for_whole_units(counter: Counter) -> None:
    """A price a hundred times the product's median is seen, with its row, and does not hide by its own weight."""
    rows = [*usual(), row("F", START, "2500", product_id="P1", product_name="Tea 1", unit_price="2500")]
    odd = kinds(profiled(counter, rows))["high_price"]
    assert (odd.subject, odd.value, odd.typical, odd.rows) == ("Tea 1", 2500, 25, (201,))


def test_a_price_far_too_low(counter: Counter) -> None:
    """Twenty-five cents instead of twenty-five."""
    rows = [*usual(), row("F", START, "0.25", product_id="P1", product_name="Tea 1", unit_price="0.25")]
    odd = kinds(profiled(counter, rows))["low_price"]
    assert (odd.value, odd.typical, odd.rows) == (Decimal("0.25"), 25, (201,))


def test_absurd_orders_and_quantities(counter: Counter) -> None:
    """Ten thousand pieces in one line; an order a thousand times the usual; one of a cent."""
    rows = [
        *usual(),
        row("BIG", START, "200000", quantity=10_000, unit_price="20", product_id="P0", product_name="Tea 0"),
        row("CENT", START, "0.01", product_id="P9"),
    ]
    found = kinds(profiled(counter, rows))
    assert (found["large_order"].subject, found["large_order"].rows) == ("BIG", (201,))
    assert (found["small_order"].subject, found["small_order"].value) == ("CENT", Decimal("0.01"))
    assert (found["large_quantity"].value, found["large_quantity"].rows) == (10_000, (201,))


def test_a_day_ten_times_the_usual_is_told(counter: Counter) -> None:
    """A promotion, or a file that holds a month under one date."""
    flat = [row(f"D{n}", START + timedelta(days=n % 40), "50") for n in range(400)]
    rush = [row(f"R{n}", START + timedelta(days=40), "50") for n in range(200)]
    odd = kinds(profiled(counter, flat + rush))["large_day"]
    assert (odd.subject, odd.value, odd.typical) == ("2026-10-11", 10_000, 500)


def test_one_amount_again_and_again(counter: Counter) -> None:
    """A third of the orders at exactly 9.90 among many others is worth a word; a shop with one price is not."""
    rows = [*usual(), *(row(f"S{n}", START, "9.90", product_id=f"X{n}") for n in range(120))]
    odd = kinds(profiled(counter, rows))["same_amount"]
    assert (odd.value, odd.count) == (Decimal("9.90"), 120)
    single = [row(f"S{n}", START + timedelta(days=n % 30), "9.90") for n in range(120)]
    assert "same_amount" not in kinds(profiled(counter, single))


@pytest.mark.parametrize("count", [1, 5, 29])
def test_few_orders_are_not_judged(counter: Counter, count: int) -> None:
    """Below thirty orders there is no usual order to be far from."""
    rows = [row(f"N{n}", START, "10", product_id=f"P{n}") for n in range(count - 1)]
    found = kinds(profiled(counter, [*rows, row("B", START, "99999", product_id="B")]))
    assert "large_order" not in found
