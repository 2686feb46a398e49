"""Tags as a whole: every buyer has the ones that everybody has, shops are apart, nothing is done twice."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.tags.registry import TAGS
from brain.facts.warehouse.batches import bump_version
from eval.small_shop import open_small_shop
from tests.facts.tags.shops import TODAY, Bought, Orders, found, open_shop, renew, tags_of_orders

STATUSES = ("paid", "paid", "paid", "refunded", "unpaid", "cancelled", "return")
bought = st.builds(
    Bought,
    ago=st.integers(-5, 500),
    category=st.sampled_from(["辅食", "湿巾", None]),
    price=st.sampled_from(["5.00", "9.90", "120.00"]),
    refund=st.sampled_from(["0", "3.00", "200.00"]),
    group=st.sampled_from(["一群", "二群", None]),
    status=st.sampled_from(STATUSES),
)
shops = st.dictionaries(
    st.sampled_from([f"c{n}" for n in range(12)]), st.lists(bought, min_size=1, max_size=6), min_size=1
)


def buyers(orders: Orders) -> set[str]:
    """Customers with a paid order up to today."""
    return {
        customer
        for customer, lines in orders.items()
        if any(one.status in ("paid", "refunded") and one.ago >= 0 for one in lines)
    }


@given(orders=shops)
@settings(max_examples=16, deadline=None)
def test_tags_partition_the_buyers(orders: Orders) -> None:
    """Exactly one life cycle and one RFM value for every customer with a paid order, none for anybody else."""
    with tempfile.TemporaryDirectory() as folder:
        tags = tags_of_orders(Path(folder), orders)
    for name in ("life_cycle", "rfm"):
        assert {customer for customer, tag in tags if tag == name} == buyers(orders)
    assert {customer for customer, _ in tags} <= buyers(orders)
    allowed = {tag.name: set(tag.values) for tag in TAGS}
    assert all(value in allowed[tag] for (_, tag), (value, _) in tags.items() if allowed[tag])


@given(orders=shops)
@settings(max_examples=12, deadline=None)
def test_figures_of_the_evidence_are_within_their_range(orders: Orders) -> None:
    """Refunds make no worth negative, scores are 1 to 5, shares 0 to 1, and nobody ordered after today."""
    with tempfile.TemporaryDirectory() as folder:
        tags = tags_of_orders(Path(folder), orders)
    for (_, tag), (_, evidence) in tags.items():
        assert all(
            evidence[name] in range(1, 6) for name in ("recency", "frequency", "money") if name in evidence
        )
        assert all(
            0 <= evidence[name] <= 1 for name in ("share", "near_share", "place") if name in evidence
        ), tag
        assert float(evidence.get("spent", 0)) >= 0
        assert evidence.get("away", 0) >= 0
        assert evidence.get("last_day", "") <= TODAY.isoformat()


@given(orders=shops, later=st.integers(1, 400))
@settings(max_examples=12, deadline=None)
def test_time_alone_wakes_nobody(orders: Orders, later: int) -> None:
    """Without new orders a customer only moves on: from new or active to silent to lost, never back."""
    order = {"new": 0, "active": 0, "silent": 1, "lost": 2}
    past = {c: kept for c, lines in orders.items() if (kept := [one for one in lines if one.ago >= 0])}
    if not past:
        return
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_shop(Path(folder), past)
        renew(warehouse)
        before = found(warehouse)
        renew(warehouse, today=TODAY + timedelta(days=later))
        after = found(warehouse)
        warehouse.close()
    for customer in buyers(past):
        assert order[after[customer, "life_cycle"][0]] >= order[before[customer, "life_cycle"][0]]


@given(orders=shops, others=shops)
@settings(max_examples=10, deadline=None)
def test_shops_do_not_influence_each_other(orders: Orders, others: Orders) -> None:
    """A shop's tags are the same alone and beside another one with customers of the same names."""
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as together:
        expected = tags_of_orders(Path(alone), orders)
        warehouse = open_shop(Path(together), orders, ("another", others))
        renew(warehouse)
        assert found(warehouse) == expected
        warehouse.close()


def test_one_shop_can_be_renewed_alone(tmp_path: Path) -> None:
    """The others keep the tags that they had."""
    warehouse = open_shop(tmp_path, {"c": [Bought(3)]}, ("another", {"c": [Bought(3)]}))
    assert renew(warehouse, "another").shops == 1
    assert found(warehouse) == {}
    assert found(warehouse, "another")["c", "life_cycle"][0] == "new"
    warehouse.close()


def test_nothing_is_done_twice(tmp_path: Path) -> None:
    """Same day, same data: left alone; a new day, new data or `force`: found anew."""
    warehouse = open_shop(tmp_path, {"c": [Bought(3)]})
    assert (renew(warehouse).shops, renew(warehouse).up_to_date) == (1, 1)
    assert renew(warehouse, force=True).shops == 1
    assert renew(warehouse, today=TODAY + timedelta(days=1)).shops == 1
    assert renew(warehouse, today=TODAY + timedelta(days=1)).shops == 0
    with warehouse.writing() as cursor:
        bump_version(cursor, "tags")
    assert renew(warehouse, today=TODAY + timedelta(days=1)).shops == 1
    warehouse.close()


def test_a_failing_rule_leaves_the_old_tags(tmp_path: Path) -> None:
    """Tags are replaced whole or not at all."""
    warehouse = open_shop(tmp_path, {"c": [Bought(3)]})
    renew(warehouse)
    before = found(warehouse)
    broken = TAGS[0].__class__(**{**vars(TAGS[0]), "sql": "SELECT nothing FROM nowhere"})
    with pytest.raises(Exception, match="nowhere"):
        renew(warehouse, force=True, tags=(*TAGS[1:], broken))
    assert found(warehouse) == before
    warehouse.close()


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    """Ties are broken by what is known of customers, never by where a row happens to lie."""
    warehouse, shop = open_small_shop(tmp_path)
    renew(warehouse, shop.id)
    before = found(warehouse, shop.id)
    with warehouse.writing() as cursor:
        cursor.execute("CREATE TEMP TABLE turned AS SELECT * FROM order_line_version ORDER BY hash(row_key)")
        cursor.execute("DELETE FROM order_line_version")
        cursor.execute("INSERT INTO order_line_version SELECT * FROM turned")
    renew(warehouse, shop.id, force=True)
    assert found(warehouse, shop.id) == before
    warehouse.close()
