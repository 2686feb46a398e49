"""What a missing column costs is said, and said completely."""

from __future__ import annotations

from datetime import date

from brain.facts.quality.missing import COSTS, metrics_without, missing_columns
from brain.facts.quality.profile import LOOKED_AT
from brain.facts.reader import FACT_CHECKS
from brain.facts.semantic.metrics import METRICS
from tests.facts.counter import Counter
from tests.facts.quality.shop_orders import profiled, row

START = date(2026, 11, 1)


def test_every_cost_is_of_a_column_that_is_looked_at() -> None:
    """A cost of a column that no profile counts could never be told."""
    assert [cost for cost in COSTS if cost.column not in LOOKED_AT[cost.table]] == []
    assert {cost.fact for cost in COSTS if cost.fact} <= set(FACT_CHECKS)


def test_every_fact_that_a_metric_needs_has_its_cost() -> None:
    """A new metric that needs something new must say what the lack of it costs; whole tables speak for themselves."""
    whole = {"order", "event", "stock", "review", "post", "listing"}
    needed = {need for metric in METRICS for need in metric.needs} - whole
    assert needed <= {cost.fact for cost in COSTS}


def test_empty_and_almost_empty_columns_are_told(counter: Counter) -> None:
    """Nine of ten empty is as good as none; half full is not missing."""
    rows = [
        row(str(n), START, category="" if n else "Fruit", region="上海" if n % 2 else "") for n in range(20)
    ]
    rows = [{**one, "customer_id": ""} for one in rows]
    found = {one.cost.column: one for one in missing_columns(profiled(counter, rows))}
    assert set(found) == {"customer", "category", "channel", "group_name"}
    assert (found["category"].fill.filled, found["category"].fill.of) == (1, 20)
    assert {text.msg for text in found["customer"].metrics_off} == {
        text.msg for text in metrics_without("customer")
    }
    assert "Repeat rate" in {text.msg for text in found["customer"].metrics_off}


def test_a_product_list_without_costs_says_what_stays_off(counter: Counter) -> None:
    """Margin, and the cards that rest on it."""
    products = [
        {"product_id": "P1", "name": "Apple", "category": "Fruit", "brand": "A", "price": "3", "sku": "1"}
    ]
    (lack,) = missing_columns(profiled(counter, products, "products"))
    assert lack.cost.column == "cost"
    assert "毛利率" in lack.sentence.render("zh")
