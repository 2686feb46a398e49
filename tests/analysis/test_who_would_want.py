"""Who would want what: tastes are found, what is owned is not offered, names of customers mean nothing, little is called little."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.recommend import new_items, split_at
from bench.retail import RETAIL, retail_baskets
from brain.analysis.who_would_want import (
    LEAST_BUYERS,
    customers_for,
    fits_price,
    like_by_attributes,
    products_for,
    purchases,
    selling_now,
    support_of,
)

CUSTOMERS, PRODUCTS = 6, 5
pairs = st.lists(st.tuples(st.integers(0, CUSTOMERS - 1), st.integers(0, PRODUCTS - 1)), max_size=25)


def read(lines: list[tuple[int, int]]) -> tuple[list[int], list[int], int, int]:
    """The lines as arguments of `purchases`."""
    return [line[0] for line in lines], [line[1] for line in lines], CUSTOMERS, PRODUCTS


def two_tastes(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """200 customers, 20 products: the first half of the customers buys from the first ten, the others from the last ten."""
    chance = np.random.default_rng(seed)
    customer = np.repeat(np.arange(200), 4)
    return customer, chance.integers(0, 10, len(customer)) + 10 * (customer >= 100)


@given(lines=pairs)
def test_what_is_owned_is_not_offered(lines: list[tuple[int, int]]) -> None:
    """Neither the product to its owner nor its owner to the product; all else has a figure."""
    shop = purchases(*read(lines))
    offered = products_for(shop, np.arange(CUSTOMERS))
    for product in range(PRODUCTS):
        wanted = customers_for(shop, product)
        for customer in range(CUSTOMERS):
            owned = (customer, product) in set(lines)
            assert np.isneginf(wanted[customer]) == owned
            assert np.isneginf(offered[customer, product]) == owned
            assert owned or (wanted[customer] >= 0 and offered[customer, product] >= 0)


@given(lines=pairs)
def test_both_ways_agree(lines: list[tuple[int, int]]) -> None:
    """For a product, the customers stand in the order in which the product stands in their own lists."""
    shop = purchases(*read(lines))
    busy = np.flatnonzero(shop.bought > 0)
    offered = products_for(shop, busy)
    for product in range(PRODUCTS):
        wanted = customers_for(shop, product)[busy]
        held_back = np.sqrt(shop.buyers[product] + 5.0)
        np.testing.assert_allclose(offered[:, product] * held_back, wanted, atol=1e-9)


@given(lines=pairs, seed=st.integers(0, 9))
def test_codes_mean_nothing(lines: list[tuple[int, int]], seed: int) -> None:
    """Customers and products under other codes, lines twice and in another order: the same scores."""
    chance = np.random.default_rng(seed)
    who, what = chance.permutation(CUSTOMERS), chance.permutation(PRODUCTS)
    turned = [(int(who[c]), int(what[p])) for c, p in reversed(lines + lines)]
    before, after = purchases(*read(lines)), purchases(*read(turned))
    for product in range(PRODUCTS):
        np.testing.assert_allclose(
            customers_for(after, int(what[product]))[who], customers_for(before, product)
        )


def test_tastes_are_found() -> None:
    """Each taste's own products lead the list of all its customers, and its customers the list of each of its products."""
    shop = purchases(*two_tastes())
    offered = products_for(shop, np.arange(200))
    best = offered.argmax(axis=1)
    assert ((best < 10) == (np.arange(200) < 100)).all()
    for product in range(20):
        wanted = customers_for(shop, product)
        leading = np.argsort(-wanted)[:40]
        assert ((leading < 100) == (product < 10)).all()


def test_one_who_bought_everything_has_one_voice() -> None:
    """A reseller's list of all products says less of any two of them than a small basket does."""
    baskets = [(0, 0), (0, 1), (1, 0), *((1, product) for product in range(2, 22)), (2, 0)]
    shop = purchases([customer for customer, _ in baskets], [product for _, product in baskets])
    [offered] = products_for(shop, [2])
    assert offered[1] > 5 * offered[2] > 0


def test_a_new_product_speaks_through_what_it_is_like() -> None:
    """Nobody has it: those who bought what is like it stand first; its own buyers count more with every one of them."""
    shop = purchases(*two_tastes())
    like = like_by_attributes([0.9, 0.8] + [0.0] * 18)
    assert like is not None
    assert like.sum() == pytest.approx(1.0)
    leading = np.argsort(-customers_for(shop, None, like))[:40]
    assert (leading < 100).all()
    # Bought by fifty of the other taste by now: what it was said to be like no longer decides.
    customer, product = two_tastes()
    grown = purchases([*customer, *range(100, 150)], [*product, *[20] * 50])
    wrong = like_by_attributes([0.9, 0.8] + [0.0] * 19)
    assert (np.argsort(-customers_for(grown, 20, wrong))[:40] >= 150).all()


def test_likeness_by_attributes() -> None:
    """Name first, then category, both less at another price; where nothing is alike, nothing is said."""
    names = [0.8, 0.4, 0.1, 0.0]
    assert like_by_attributes(names) == pytest.approx([0.8, 0.2, 0.0, 0.0])
    with_category = like_by_attributes([0.3, 0.0, 0.0, 0.0], "tea", ["cup", "tea", "tea", None])
    assert with_category == pytest.approx([0.3, 0.35, 0.35, 0.0])
    dear = like_by_attributes([0.5, 0.5], price=10.0, prices=[10.0, 40.0])
    assert dear == pytest.approx([0.8, 0.2])
    assert like_by_attributes([0.1, 0.0]) is None
    assert like_by_attributes([]) is None
    assert like_by_attributes([0.0], "tea", [None]) is None


def test_prices_that_people_pay() -> None:
    """Whoever buys at ten fits ten best; unknown prices judge nobody."""
    shop = purchases([0, 0, 1, 1, 2], [0, 1, 2, 3, 4])
    prices = [9.0, 11.0, 90.0, 110.0, np.nan]
    cheap, dear = fits_price(shop, prices, 10.0), fits_price(shop, prices, 100.0)
    assert cheap[0] > 0.9 > 0.1 > cheap[1]
    assert dear[1] > 0.9 > 0.1 > dear[0]
    assert cheap[2] == dear[2] == 1.0
    with pytest.raises(ValueError, match="must be > 0"):
        fits_price(shop, prices, 0.0)


def test_little_is_called_little() -> None:
    """An audience needs ten buyers, of the product or of what it is like."""
    shop = purchases(range(LEAST_BUYERS), [0] * (LEAST_BUYERS - 1) + [1])
    assert not support_of(shop, 0).enough
    assert not support_of(shop, None).enough
    assert support_of(shop, 1, [0.5, 0.5]).enough
    assert support_of(shop, 1, [0.5, 0.5]).own == 1


def test_what_sells_now() -> None:
    """An order of today counts whole, one of thirty days ago half; an unsold product stands in the middle."""
    found = selling_now([0, 0, 0, 1, 1, 1], [0, 0, 0, 30, 30, 30], 3)
    assert found == pytest.approx([3.5 / 4, 2.0 / 4, 0.5])


def test_nothing_in_nothing_out() -> None:
    """An empty shop, a customer without purchases, codes that cannot be."""
    empty = purchases([], [])
    assert products_for(empty, []).shape == (0, 0)
    assert customers_for(empty, None).tolist() == []
    shop = purchases([0, 1, 1], [0, 0, 1], customers=3)
    assert products_for(shop, [2]).tolist() == [[2.0, 1.0]]
    for wrong in (([0], [0, 1]), ([-1], [0]), ([0], [3], 1, 2)):
        with pytest.raises(ValueError, match="must be"):
            purchases(*wrong)


def test_on_real_baskets_it_beats_plain_co_purchase(real_data: Path) -> None:
    """On a day of the real shop: more customers find something new among ten proposals than by plain SQL, or by popularity."""
    if not RETAIL.is_file():
        pytest.skip(f"{RETAIL.name} is not in {real_data}")
    lines = retail_baskets()
    lines = lines[lines["customer_key"].notna()].assign(day=pd.to_datetime(lines["ordered_on"]))
    figures = new_items(split_at(lines, date(2011, 3, 20)))
    assert figures["new_item_hit"] > figures["new_item_co_purchase_sql"] > figures["new_item_popular"]
