"""Stock, reviews, posts and the clock of visits, counted a second time in pandas on the shop that has everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.reader import Facts
from brain.facts.semantic.dimensions.calendar import DAYPARTS
from brain.kernel.evidence import Filter, Period, Query
from eval.small_shop import FIRST, PRODUCTS, SHOP, TODAY
from tests.examples import examples
from tests.facts.semantic.full_shop import full_shop, tables

ZONE = ZoneInfo(SHOP.zone)
COSTS = {product_id: float(cost) for product_id, *_, cost in PRODUCTS if cost}
periods = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 200)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The shop that has everything."""
    with full_shop(tmp_path_factory.mktemp("beside")) as opened:
        yield opened


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    """Its tables, instants on the shop's own clock."""
    found = tables(3)
    for name, instant in (("event", "happened_at"), ("review", "reviewed_at"), ("post", "posted_at")):
        found[name]["clock"] = found[name][instant].map(
            lambda at: pd.Timestamp(at).tz_localize("UTC").tz_convert(ZONE).to_pydatetime()
        )
    return found


def figures(facts: Facts, period: Period, *metrics: str) -> list[float | None]:
    row = facts.ask(Query(metrics=metrics, period=period)).rows[0]
    return [None if value is None else float(value) for value in row]


def last_counts(stock: pd.DataFrame, before: date) -> pd.Series:
    """What was counted last before a day, by product and size."""
    seen = stock[stock.snapshot_on < before].sort_values("snapshot_on")
    return seen.groupby(["product_id", "sku"], dropna=False).on_hand.last().astype(float)


def sold(lines: pd.DataFrame, period: Period) -> pd.DataFrame:
    of = lines[(lines.ordered_on >= period.start) & (lines.ordered_on < period.end)]
    return of[of.status.isin(["paid", "refunded"]) & (of.line_type == "product")]


@given(period=periods)
@settings(max_examples=examples(40), deadline=None)
def test_stock_figures(facts: Facts, frames: dict[str, pd.DataFrame], period: Period) -> None:
    """By the last counts; what was never counted is neither on the shelf nor sold from it."""
    closing, opening = last_counts(frames["stock"], period.end), last_counts(frames["stock"], period.start)
    mean = ((opening.reindex(closing.index).fillna(closing) + closing) / 2).sum()
    products = set(closing.index.get_level_values(0))
    lines = sold(frames["order_line"], period)
    units = float(lines[lines.product_id.isin(products)].quantity.astype(float).sum())
    value = sum(count * COSTS.get(product_id, 0) for (product_id, _), count in closing.items())
    shelf = closing.sum()
    wanted = [
        shelf,
        value,
        units / (units + shelf) if units + shelf else None,
        units / mean if mean else None,
        shelf * period.days / units if units else None,
    ]
    names = ("stock_on_hand", "stock_value", "sell_through", "turnover", "stock_to_sales")
    assert figures(facts, period, *names) == [
        None if figure is None else pytest.approx(figure) for figure in wanted
    ]


def test_stock_by_size_keeps_products_apart(facts: Facts, frames: dict[str, pd.DataFrame]) -> None:
    """A word that several products use for a size is told with the product's name; the sizes add up."""
    period = Period(start=date(2026, 6, 1), end=date(2026, 9, 1))
    rows = dict(facts.ask(Query(metrics=("stock_on_hand",), dimensions=("sku",), period=period)).rows)
    closing = last_counts(frames["stock"], period.end)
    assert {name for name in rows if name} == {"南瓜泥 / 大", "南瓜泥 / 小"}
    assert float(rows["南瓜泥 / 大"]) == closing["p2", "大"]
    assert float(sum(rows.values())) == closing.sum()
    one = Filter(dimension="sku", values=("大",))
    by_word = facts.ask(Query(metrics=("stock_on_hand",), filters=(one,), period=period)).rows[0][0]
    assert float(by_word) == closing["p2", "大"]


@given(period=periods)
@settings(max_examples=examples(40), deadline=None)
def test_reviews_of_the_shops_own_days(facts: Facts, frames: dict[str, pd.DataFrame], period: Period) -> None:
    """Half past seven in Shanghai is still the evening before in UTC; the review is of the later day."""
    days = frames["review"].clock.map(lambda at: at.date())
    of = frames["review"][(days >= period.start) & (days < period.end)]
    ratings = of.rating.dropna().astype(float)
    wanted = [len(of), ratings.mean() if len(ratings) else None]
    assert figures(facts, period, "reviews", "rating") == [
        None if figure is None else pytest.approx(figure) for figure in wanted
    ]


@given(period=periods)
@settings(max_examples=examples(40), deadline=None)
def test_posts(facts: Facts, frames: dict[str, pd.DataFrame], period: Period) -> None:
    """The rate is over posts whose reach is known."""
    posts = frames["post"]
    of = posts[(posts.posted_on >= period.start) & (posts.posted_on < period.end)]
    known = of[of.reached.notna()]
    reach = known.reached.sum()
    wanted = [reach, of.clicks.sum(), known.clicks.sum() / reach if reach else None]
    assert figures(facts, period, "post_reach", "post_clicks", "post_click_rate") == [
        None if figure is None else pytest.approx(figure) for figure in wanted
    ]


@pytest.mark.parametrize(
    ("metric", "table", "counted"),
    [
        ("views", "event", "view"),
        ("favourites", "event", "favourite"),
        ("reviews", "review", None),
        ("post_clicks", "post", None),
    ],
)
def test_hours_are_the_shops_own(
    facts: Facts, frames: dict[str, pd.DataFrame], metric: str, table: str, counted: str | None
) -> None:
    """By hour, and by the part of the day that holds it."""
    period = Period(start=FIRST, end=TODAY)
    frame = frames[table] if counted is None else frames[table][frames[table].type == counted]
    values = frame.clicks if metric == "post_clicks" else pd.Series(1, index=frame.index)
    by_hour = values.groupby(frame.clock.map(lambda at: at.hour)).sum().to_dict()
    rows = facts.ask(Query(metrics=(metric,), dimensions=("hour",), period=period)).rows
    assert {hour: value for hour, value in rows if value} == {h: v for h, v in by_hour.items() if v}
    starts = sorted(map(int, DAYPARTS))
    by_part: dict[int, int] = {}
    for hour, value in by_hour.items():
        part = max(start for start in starts if start <= hour)
        by_part[part] = by_part.get(part, 0) + value
    rows = facts.ask(Query(metrics=(metric,), dimensions=("daypart",), period=period)).rows
    assert {part: value for part, value in rows if value} == {p: v for p, v in by_part.items() if v}


def test_a_receipt_of_stock_names_counts_before_the_period(facts: Facts) -> None:
    """The count that still holds came with a file of an earlier month."""
    with facts.warehouse.writing() as cursor:
        cursor.execute(
            "INSERT INTO import_batch (batch_id, shop_id, kind, source, file_name, file_sha256, imported_at, rows_read, loaded,"
            " duplicates, quarantined, from_on, to_on, mapping, state) VALUES ('batch_stock', 'small', 'stock', 's', 'stock.csv',"
            " '', TIMESTAMP '2026-01-01', 1, 1, 0, 0, DATE '2025-10-01', DATE '2026-01-01', '{}', 'visible')"
        )
    period = Period(start=date(2026, 10, 1), end=date(2026, 11, 1))
    receipt = facts.ask(Query(metrics=("stock_on_hand",), period=period)).receipt
    assert [file.file for file in receipt.files] == ["stock.csv"]
