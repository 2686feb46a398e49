"""The score is the sum of its reasons, within bounds, and mending never costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.quality.measuring import Defect
from brain.facts.quality.reconcile import state
from brain.facts.quality.score import WEIGHTS, Quality, points_lost, quality, scored
from brain.facts.sources.intake import importer
from brain.facts.warehouse.shops import Shop
from brain.kernel.i18n import verbatim
from tests.facts.counter import Counter, open_counter
from tests.facts.quality.shop_orders import TODAY, as_csv, daily, facts_of, row
from tests.facts.quality.test_explaining import RECEIPT

FIRST = TODAY - timedelta(days=60)
PRODUCTS = "product_id,name,category,cost\nP1,Apple,Fruit,3\nP2,Pear,Fruit,4\n"
SECONDS = 5.0
"""Generous: it takes a tenth of a second on an idle machine."""


def fill(counter: Counter, rows: list[dict[str, Any]], checked: bool = True) -> Quality:
    """Load these orders and a product list; compare the import with the back office when `checked`."""
    batch = counter.load(as_csv(rows)).batch
    counter.load(PRODUCTS)
    facts = facts_of(counter)
    if checked:
        paid = counter.rows("SELECT sum(paid_amount) FROM order_line")[0][0]
        state(facts, batch, {"paid": Decimal(paid)}, "lin")
    return quality(facts)


def names(found: Quality) -> dict[str, int]:
    return {one.name: one.points for one in found.reasons}


def test_the_weights_are_a_hundred_points() -> None:
    """Each named once, each with a way to mend it."""
    assert sum(weight.points for weight in WEIGHTS) == 100
    assert len({weight.name for weight in WEIGHTS}) == len(WEIGHTS)
    assert all(weight.label and weight.why and weight.next for weight in WEIGHTS)


shares = st.dictionaries(st.sampled_from([weight.name for weight in WEIGHTS]), st.floats(0, 1))


def defects(found: dict[str, float]) -> list[Defect]:
    return [Defect(name, share, verbatim(name), RECEIPT) for name, share in found.items()]


@given(shares, shares)
def test_a_score_lies_within_its_bounds_and_adds_up(found: dict[str, float], worse: dict[str, float]) -> None:
    """0..100; a larger share never costs less; any defect costs something."""
    lost = sum(one.points for one in scored(defects(found)))
    assert 0 <= lost <= 100
    assert {one.name for one in scored(defects(found))} == {
        name for name, share in found.items() if share > 0
    }
    both = {name: max(found.get(name, 0), worse.get(name, 0)) for name in {*found, *worse}}
    assert sum(one.points for one in scored(defects(both))) >= lost


@given(shares, st.data())
def test_removing_a_defect_never_lowers_the_score(found: dict[str, float], data: st.DataObject) -> None:
    """Mending one thing cannot cost points elsewhere."""
    if not found:
        return
    mended = data.draw(st.sampled_from(sorted(found)))
    rest = {name: share for name, share in found.items() if name != mended}
    assert sum(one.points for one in scored(defects(rest))) <= sum(
        one.points for one in scored(defects(found))
    )


def test_all_points_are_lost_at_the_full_share() -> None:
    """And at least one for the slightest defect."""
    for weight in WEIGHTS:
        assert points_lost(weight, weight.full_at) == weight.points
        assert points_lost(weight, 1e-9) == 1
        assert points_lost(weight, 0) == 0


def test_a_perfect_small_shop_has_a_hundred(counter: Counter) -> None:
    """Two months of orders up to yesterday, listed products with costs, compared with the back office."""
    found = fill(counter, daily(FIRST, 60))
    assert (found.score, found.reasons) == (100, ())
    assert len(found.passed) == len(WEIGHTS)
    assert found.text.render("zh") == "这些数据没有发现问题。"


def test_an_empty_shop_says_what_will_be_here(counter: Counter) -> None:
    """No score is made up where nothing is."""
    found = quality(facts_of(counter))
    assert (found.score, found.reasons) == (None, ())
    assert "导入订单以后" in found.text.render("zh")


def without(column: str) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    return lambda rows: [{**one, column: ""} if n % 2 else one for n, one in enumerate(rows)]


DEFECTS: dict[str, Callable[[list[dict[str, Any]]], list[dict[str, Any]]]] = {
    "stale": lambda rows: [one for one in rows if one["ordered_at"] < str(TODAY - timedelta(days=20))],
    "left_out": lambda rows: [*rows, row("X", "nonsense")],
    "customer": without("customer_id"),
    "gaps": lambda rows: [one for one in rows if str(TODAY - timedelta(days=30)) not in one["ordered_at"]],
    "product": lambda rows: [
        {**one, "product_id": "", "product_name": ""} if n % 2 else one for n, one in enumerate(rows)
    ],
    "absurd": lambda rows: [*rows, row("Y", TODAY - timedelta(days=1), "1000")],
    "future": lambda rows: [*rows, row("Z", "2027-06-01")],
    "unlisted": lambda rows: [
        *rows,
        row("W", TODAY - timedelta(days=1), product_id="P9", product_name="Fig"),
    ],
    "category": lambda rows: [*rows, row("W", TODAY - timedelta(days=1), product_id="P9", category="")],
    "cost": lambda rows: [*rows, row("W", TODAY - timedelta(days=1), product_id="P9")],
}


@pytest.mark.parametrize("name", sorted(DEFECTS))
def test_each_defect_is_found_and_counted(counter: Counter, name: str) -> None:
    """One defect in a perfect shop is among the reasons, with a sentence, a cost and a next step; the parts add up."""
    found = fill(counter, DEFECTS[name](daily(FIRST, 60)))
    assert name in names(found)
    assert found.score == 100 - sum(names(found).values())
    reason = next(one for one in found.reasons if one.name == name)
    assert 1 <= reason.points <= reason.of
    assert reason.text.render("zh") != reason.text.render("en")
    assert {claim.receipt for claim in reason.text.claims()} <= {receipt.id for receipt in found.receipts}


def test_one_future_order_costs_nothing_else(counter: Counter) -> None:
    """It is one defect: not also a gap up to it, a new data end, or a change of the other shares."""
    found = fill(counter, DEFECTS["future"](daily(FIRST, 60)))
    assert set(names(found)) == {"future"}


def test_an_unchecked_import_costs_its_points(counter: Counter) -> None:
    """And agreeing with the back office brings them back."""
    assert names(fill(counter, daily(FIRST, 60), checked=False)) == {"unreconciled": 7}


def test_the_same_orders_from_two_systems(counter: Counter) -> None:
    """A list pushed over years and an export of another system: equal numbers, days and amounts count as doubled."""
    rows = daily(FIRST, 60)
    found = fill(counter, rows)
    assert found.score == 100
    with counter.warehouse.writing() as cursor:
        cursor.execute(
            """INSERT INTO order_line_version BY NAME SELECT * REPLACE (replace(row_key, 'canonical', 'other') AS row_key,
               replace(order_key, 'canonical', 'other') AS order_key) FROM order_line_version LIMIT 30"""
        )
    doubled = quality(facts_of(counter))
    assert names(doubled)["doubled"] == 14
    assert "30" in next(one for one in doubled.reasons if one.name == "doubled").text.render("en")


def test_look_alike_orders_of_two_systems(counter: Counter) -> None:
    """Other numbers, but the same minutes and amounts, and enough of them to be no chance."""
    rows = [
        {
            **row(f"A{n}", TODAY - timedelta(days=1 + n), f"{20 + n}.5"),
            "ordered_at": f"{TODAY - timedelta(days=1 + n)} 10:{n:02d}",
        }
        for n in range(30)
    ]
    assert "alike" not in names(fill(counter, rows))
    with counter.warehouse.writing() as cursor:
        cursor.execute(
            """INSERT INTO order_line_version BY NAME SELECT * REPLACE (replace(row_key, 'canonical', 'other') AS row_key,
               replace(order_key, 'canonical', 'other') || '-x' AS order_key, order_id || '-x' AS order_id)
               FROM order_line_version LIMIT 10"""
        )
    assert "alike" in names(quality(facts_of(counter)))


def test_mending_a_row_that_was_left_out_brings_its_points_back(counter: Counter) -> None:
    """A later file that brings the order whole makes the old row no defect any more."""
    rows = daily(FIRST, 60)
    assert "left_out" in names(fill(counter, [*rows, row("X", TODAY - timedelta(days=1), "abc")]))
    counter.load(as_csv([row("X", TODAY - timedelta(days=1), "10")]))
    assert "left_out" not in names(quality(facts_of(counter)))


def test_closed_for_spring_festival_is_no_defect(tmp_path: Path) -> None:
    """Everybody is closed then; the same week in March is a gap."""
    for start, excused in ((date(2026, 2, 15), True), (date(2026, 3, 15), False)):
        home = tmp_path / str(start)
        home.mkdir()
        with open_counter(home) as counter:
            closed = [start + timedelta(days=n) for n in range(7)]
            found = fill(counter, daily(TODAY - timedelta(days=320), 320, without=closed))
            assert ("gaps" not in names(found)) == excused


def test_a_real_shop_of_320000_lines_is_judged_quickly(tmp_path: Path, real_data: Path) -> None:
    """Online Retail: no product list, sixteen years old, six odd prices; nothing is doubled."""
    path = next((real_data / "online_retail").glob("*.csv.gz"))
    guess = importer.guess_shop(path, tmp_path)
    shop = Shop(id="real", name="Real", zone=guess.zone, currency=guess.currency, language=guess.language)
    with open_counter(tmp_path, shop) as counter:
        counter.load(path)
        started = time.perf_counter()
        found = quality(facts_of(counter))
        seconds = time.perf_counter() - started
    assert found.score == 100 - sum(names(found).values())
    assert names(found)["stale"] == 14
    assert {"unreconciled", "category", "cost", "unlisted", "absurd", "customer"} <= set(names(found))
    assert not {"doubled", "alike", "future", "left_out"} & set(names(found))
    assert seconds < SECONDS


def test_the_guide_shows_the_weights_as_they_are() -> None:
    """Points that an owner adds up by hand must be the points that are counted."""
    guide = (Path(__file__).parents[3] / "docs" / "guide" / "is-my-data-right.md").read_text(encoding="utf-8")
    for weight in WEIGHTS:
        lines = [line for line in guide.splitlines() if line.startswith(f"| {weight.label}")]
        assert len(lines) == 1, weight.label
        assert lines[0].split("|")[2].strip() == str(weight.points), weight.label
