"""Counts of pairs: as counted by hand, for many shops as for one, and honest about random baskets."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.affinity import counted, found_in
from bench.random_baskets import KINDS, lines_of
from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.bundles.lines import pair_counts_sql

END = "2026-11-20"
Baskets = list[tuple[str, int, frozenset[str]]]

# Two shops, three customers, four products, within the window.
baskets = st.lists(
    st.tuples(st.sampled_from("xy"), st.integers(0, 2), st.frozensets(st.sampled_from("abcd"), max_size=4)),
    max_size=25,
)


def read(lines: list[dict[str, Any]], **numbers: int) -> list[dict[str, Any]]:
    """The pairs of these lines, sorted; a line needs shop, order and product."""
    usual = {"customer": None, "days": 1, "status": "paid", "type": "product", "paid": 5.0}
    rows = [{**usual, **line} for line in lines]
    with duckdb.connect() as connection:
        connection.execute("""CREATE TABLE order_line (shop_id VARCHAR, order_key VARCHAR, product_id VARCHAR,
            customer_key VARCHAR, ordered_on DATE, status VARCHAR, line_type VARCHAR, paid_amount DECIMAL(18, 4))""")
        for r in rows:
            connection.execute(
                f"INSERT INTO order_line VALUES (?, ?, ?, ?, DATE '{END}' - CAST(? AS INTEGER), ?, ?, ?)",
                [
                    r["shop"],
                    r["order"],
                    r["product"],
                    r["customer"],
                    r["days"],
                    r["status"],
                    r["type"],
                    r["paid"],
                ],
            )
        scope = f"""SELECT DISTINCT shop_id, DATE '{END}' AS "end" FROM order_line"""
        numbers = {"least_orders": 1, **numbers}
        found = connection.execute(pair_counts_sql(scope=scope, **numbers)).df().to_dict("records")
    for row in found:
        row["a"], row["b"], row["n_a"], row["n_b"] = min(
            (row["a"], row["b"], row["n_a"], row["n_b"]), (row["b"], row["a"], row["n_b"], row["n_a"])
        )
    return sorted(found, key=lambda row: (row["shop_id"], row["a"], row["b"]))


def lines_from(drawn: Baskets) -> list[dict[str, Any]]:
    """One line a product; each order is numbered within its shop, so two shops use the same numbers."""
    return [
        {"shop": shop, "order": str(place), "product": product, "customer": f"c{customer}"}
        for place, (shop, customer, items) in enumerate(drawn)
        for product in items
    ]


@settings(max_examples=25, deadline=None)
@given(drawn=baskets)
def test_counts_are_those_of_counting_by_hand(drawn: Baskets) -> None:
    """Orders with both, with each, in all, customers, pairs looked at: shop by shop."""
    by_hand = []
    for shop in "xy":
        held = [(customer, items) for one, customer, items in drawn if one == shop and items]
        sold = sorted({product for _, items in held for product in items})
        for a, b in combinations(sold, 2):
            both = [customer for customer, items in held if {a, b} <= items]
            if both:
                with_a, with_b = (sum(p in items for _, items in held) for p in (a, b))
                tested = len(sold) * (len(sold) - 1) // 2
                by_hand.append((shop, a, b, len(both), with_a, with_b, len(held), len(set(both)), tested))
    names = ("shop_id", "a", "b", "n_both", "n_a", "n_b", "n_orders", "n_customers", "n_tested")
    assert [tuple(row[name] for name in names) for row in read(lines_from(drawn))] == by_hand


@settings(max_examples=15, deadline=None)
@given(drawn=baskets)
def test_one_shop_is_read_as_among_many(drawn: Baskets) -> None:
    """The text that serves ten thousand shops serves one: no shop's figures depend on another's."""
    lines = lines_from(drawn)
    apart = [row for shop in "xy" for row in read([line for line in lines if line["shop"] == shop])]
    assert read(lines) == apart


@settings(max_examples=15, deadline=None)
@given(drawn=baskets, seed=st.randoms(use_true_random=False))
def test_names_of_customers_and_orders_mean_nothing(drawn: Baskets, seed: Any) -> None:
    """Customers and orders under other names, in another order of lines: the same pairs."""
    lines = lines_from(drawn)
    other = dict(zip(("c0", "c1", "c2"), seed.sample(["k7", "k8", "k9"], 3), strict=True))
    turned = [{**line, "customer": other[line["customer"]], "order": f"n{line['order']}"} for line in lines]
    seed.shuffle(turned)
    found, again = read(lines), read(turned)
    assert [{**row, "expected": None} for row in again] == [{**row, "expected": None} for row in found]
    assert [row["expected"] for row in again] == pytest.approx([row["expected"] for row in found])


@settings(max_examples=15, deadline=None)
@given(drawn=baskets, more=st.integers(1, 10))
def test_unrelated_orders_raise_no_support(drawn: Baskets, more: int) -> None:
    """Orders of other products leave a pair's orders and customers alone and never raise what chance gives."""
    lines = lines_from(drawn)
    unrelated = [
        {"shop": shop, "order": f"new{place}", "product": product, "customer": "other"}
        for shop in {line["shop"] for line in lines}
        for place in range(more)
        for product in ("u", "v")
    ]
    before = read(lines)
    after = [row for row in read(lines + unrelated) if {row["a"], row["b"]}.isdisjoint("uv")]
    for name in ("a", "b", "n_both", "n_a", "n_b", "n_customers"):
        assert [row[name] for row in after] == [row[name] for row in before]
    assert all(new["expected"] <= old["expected"] + 1e-9 for new, old in zip(after, before, strict=True))


def test_what_is_no_purchase_is_not_counted() -> None:
    """Postage, unpaid orders, credit notes, gifts, lines without a product, and days outside the window."""

    def order(name: str, **second: Any) -> list[dict[str, Any]]:
        return [
            {"shop": "x", "order": name, "product": "a"},
            {"shop": "x", "order": name, "product": "b", **second},
        ]

    good = order("1") + order("2", status="refunded") + order("3", days=90)
    bad = (
        order("4", type="shipping")
        + order("5", status="unpaid")
        + order("6", status="return")
        + order("7", paid=0)
        + order("8", product=None)
        + order("9", days=0)
        + order("10", days=91)
    )
    [row] = read(good + bad, days=90)
    assert (row["n_both"], row["n_customers"], row["n_a"], row["n_b"]) == (3, 3, 10, 3)


def test_a_list_is_no_basket() -> None:
    """An order above the cap counts nowhere; the same product on two lines counts once."""
    long = [{"shop": "x", "order": "long", "product": name} for name in "abcde"]
    short = [{"shop": "x", "order": "short", "product": name} for name in "aabbc"]
    assert {(row["n_both"], row["n_a"], row["n_orders"]) for row in read(long + short)} == {
        (2, 2, 2),
        (1, 2, 2),
        (1, 1, 2),
    }
    assert {(row["n_both"], row["n_a"], row["n_orders"]) for row in read(long + short, most_products=4)} == {
        (1, 1, 1)
    }


def test_what_chance_gives_by_hand() -> None:
    """Three orders ab, ac, bc of one month: two slots each of six; 2 x 2 / (6 - 2) = 1 for each pair."""
    lines = [
        {"shop": "x", "order": pair, "product": product} for pair in ("ab", "ac", "bc") for product in pair
    ]
    assert [row["expected"] for row in read(lines)] == pytest.approx([1.0, 1.0, 1.0])


@pytest.mark.parametrize("kind", ["small", "seasonal", "habit", "wholesale"])
def test_random_baskets_show_hardly_anything(kind: str) -> None:
    """At most one of twenty shops whose baskets hold no affinity has a strong pair: popularity, season and habit are none."""
    pairs = counted({f"s{seed}": lines_of(KINDS[kind], seed) for seed in range(20)})
    assert len(pairs) > 200
    assert found_in(pairs)["shop_id"].nunique() <= 1


def test_a_planted_pair_is_found_and_nothing_else() -> None:
    """Where a fifth of the orders with one product take the other as well, every shop shows that pair and only that."""
    pairs = counted({f"s{seed}": lines_of(KINDS["consumer"], 50 + seed, planted=0.2) for seed in range(5)})
    found = found_in(pairs)
    assert {frozenset(pair) for pair in zip(found["a"], found["b"], strict=True)} == {frozenset(("p2", "p5"))}
    assert found["shop_id"].nunique() == 5


def test_the_safeguards_are_needed() -> None:
    """Without the month by month expectation, or with orders as evidence, season and habit would be called affinities."""
    seasonal = counted({f"s{seed}": lines_of(KINDS["seasonal"], seed) for seed in range(10)})
    assert found_in(seasonal, chance=False)["shop_id"].nunique() >= 2
    habit = counted({f"s{seed}": lines_of(KINDS["habit"], seed) for seed in range(10)})
    assert found_in(habit, customers=False)["shop_id"].nunique() >= 8


def test_the_warehouses_own_table_is_read(tmp_path: Any) -> None:
    """The text runs on the warehouse as it is, with nothing in it; numbers that make no sense are refused."""
    warehouse = Warehouse(tmp_path / "w.duckdb")
    with warehouse.cursor() as cursor:
        cursor.execute("""CREATE TEMP TABLE scope AS SELECT 'x' AS shop_id, DATE '2026-11-20' AS "end" """)
        assert isinstance(found := cursor.execute(pair_counts_sql()).df(), pd.DataFrame)
        assert len(found) == 0
    warehouse.close()
    with pytest.raises(ValueError, match="must be >= 2"):
        pair_counts_sql(most_products=1)
    with pytest.raises(ValueError, match="must be >= 1"):
        pair_counts_sql(days=0)
