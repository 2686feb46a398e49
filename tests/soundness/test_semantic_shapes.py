"""Shares, running totals, rows of others, conditions on figures, new and returning: what must hold whatever the data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brain.facts.reader import Facts
from brain.facts.semantic.adding_up import can_fold, can_run, can_share, can_split
from brain.facts.semantic.dimensions import DIMENSION_BY_NAME, DIMENSIONS
from brain.facts.semantic.metrics import METRICS
from brain.kernel.evidence import OTHERS, Filter, Having, Order, Period, Query
from eval.small_shop import FIRST, TODAY
from tests.examples import examples
from tests.facts.semantic.full_shop import full_shop

NAMES = [metric.name for metric in METRICS]
PAIRS = [(m, d.name) for m in NAMES for d in DIMENSIONS if can_split(m, d.name)]
SHARED = [pair for pair in PAIRS if can_share(pair[0], (pair[1],))]
RUNNING = [pair for pair in PAIRS if can_run(pair[0], (pair[1],))]
FOLDED = [pair for pair in PAIRS if can_fold(pair[0], (pair[1],))]
COUNTED = [m.name for m in METRICS if m.unit == "count" and m.name != "stock_on_hand"]
TIED = [pair for pair in PAIRS if DIMENSION_BY_NAME[pair[1]].of_day is not None and pair[1] != "festival"]

periods = st.tuples(st.integers(0, (TODAY - FIRST).days - 1), st.integers(1, 200)).map(
    lambda p: Period(start=FIRST + timedelta(days=p[0]), end=FIRST + timedelta(days=p[0] + p[1]))
)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The shop that has everything."""
    with full_shop(tmp_path_factory.mktemp("shapes")) as opened:
        yield opened


def whole(facts: Facts, metric: str, period: Period, *filters: Filter) -> Decimal:
    """One metric as one figure, NULL as zero."""
    return exact(facts.ask(Query(metrics=(metric,), filters=filters, period=period)).rows[0][0])


def exact(value: Any) -> Decimal:
    return Decimal(str(value or 0))


def close(one: Any, other: Any) -> bool:
    return abs(float(one or 0) - float(other or 0)) < 1e-6 * max(1.0, abs(float(other or 0)))


@given(period=periods, pair=st.sampled_from(SHARED))
@settings(max_examples=examples(100), deadline=None)
def test_parts_add_up_wherever_a_share_is_told(facts: Facts, period: Period, pair: tuple[str, str]) -> None:
    """Additive metrics by every dimension, rows without a value included: nothing lost, nothing twice, shares sum to one."""
    metric, dimension = pair
    query = Query(metrics=(metric,), dimensions=(dimension,), period=period, shows=("share",))
    rows = facts.ask(query).rows
    total = whole(facts, metric, period)
    assert close(sum((exact(row[1]) for row in rows), Decimal(0)), total)
    if total:
        assert sum(float(row[2]) for row in rows) == pytest.approx(1.0)
    else:
        assert all(row[2] is None for row in rows)


@given(period=periods, pair=st.sampled_from(SHARED), other=st.sampled_from([d.name for d in DIMENSIONS]))
@settings(max_examples=examples(50), deadline=None)
def test_parts_of_two_dimensions_add_up(
    facts: Facts, period: Period, pair: tuple[str, str], other: str
) -> None:
    """A long table has the same sum as the short one."""
    metric, dimension = pair
    assume(other != dimension and can_split(metric, other) and can_share(metric, (dimension, other)))
    rows = facts.ask(Query(metrics=(metric,), dimensions=(dimension, other), period=period)).rows
    assert close(sum((exact(row[2]) for row in rows), Decimal(0)), whole(facts, metric, period))


@given(period=periods, pair=st.sampled_from(RUNNING))
@settings(max_examples=examples(50), deadline=None)
def test_a_running_total_ends_at_the_whole(facts: Facts, period: Period, pair: tuple[str, str]) -> None:
    """Sums and rates alike: the last step has seen every row, those without a time included."""
    metric, dimension = pair
    query = Query(metrics=(metric,), dimensions=(dimension,), period=period, shows=("running",))
    rows = facts.ask(query).rows
    assume(rows)
    assert close(rows[-1][2], whole(facts, metric, period))


@given(period=periods, pair=st.sampled_from(FOLDED), limit=st.integers(1, 4))
@settings(max_examples=examples(50), deadline=None)
def test_the_first_and_the_others_are_the_whole(
    facts: Facts, period: Period, pair: tuple[str, str], limit: int
) -> None:
    """The ranking is the one without others; all further names, and rows without one, are in the last row."""
    metric, dimension = pair
    query = Query(metrics=(metric,), dimensions=(dimension,), period=period, limit=limit)
    folded = facts.ask(query.model_copy(update={"others": True})).rows
    ranked = facts.ask(query).rows
    assert [row[0] for row in folded if row[0] != OTHERS] == [row[0] for row in ranked]
    assert [row[0] for row in folded].count(OTHERS) == (1 if len(folded) > len(ranked) else 0)
    assert OTHERS not in [row[0] for row in folded[:-1]]
    if can_share(metric, (dimension,)):
        assert close(sum((exact(row[1]) for row in folded), Decimal(0)), whole(facts, metric, period))


@given(period=periods, pair=st.sampled_from(FOLDED))
@settings(max_examples=examples(25), deadline=None)
def test_a_rate_of_the_others_is_made_of_their_sums(
    facts: Facts, period: Period, pair: tuple[str, str]
) -> None:
    """All names but the first, filtered for by name, have the figure that the row of others has."""
    metric, dimension = pair
    query = Query(metrics=(metric,), dimensions=(dimension,), period=period, limit=1, others=True)
    rows = facts.ask(query).rows
    assume(len(rows) == 2)
    rest = Filter(dimension=dimension, op="!=", values=(rows[0][0],))
    # A product may carry another one's id as its name; what is left out is then more than one group.
    assume(not DIMENSION_BY_NAME[dimension].ids)
    assert close(rows[1][1], whole(facts, metric, period, rest))


@given(
    period=periods,
    pair=st.sampled_from(PAIRS),
    other=st.sampled_from(NAMES),
    op=st.sampled_from([(">=", "<"), (">", "<="), ("=", "!=")]),
    bound=st.decimals(min_value=-5, max_value=3000, places=2),
)
@settings(max_examples=examples(50), deadline=None)
def test_a_condition_and_its_opposite_are_all_groups(
    facts: Facts, period: Period, pair: tuple[str, str], other: str, op: tuple[str, str], bound: Decimal
) -> None:
    """Each group with a figure is on one side; one whose figure is not known is on none, or with those unequal."""
    metric, dimension = pair
    assume(can_split(other, dimension))
    plain = Query(metrics=tuple(dict.fromkeys((metric, other))), dimensions=(dimension,), period=period)
    everyone = facts.ask(plain).rows
    sides = [
        facts.ask(
            plain.model_copy(
                update={"having": (Having.model_validate({"metric": other, "op": one, "values": (bound,)}),)}
            )
        ).rows
        for one in op
    ]
    place = plain.metrics.index(other) + 1
    unknown = [row[0] for row in everyone if row[place] is None]
    found = [row[0] for side in sides for row in side]
    assert len(found) == len(set(found))
    assert set(found) | set(unknown) == {row[0] for row in everyone}
    if op[0] == "=":
        assert set(unknown) <= {row[0] for row in sides[1]}


@given(period=periods, pair=st.sampled_from(PAIRS), back=st.integers(1, 300))
@settings(max_examples=examples(50), deadline=None)
def test_before_is_the_plain_figure_of_that_period(
    facts: Facts, period: Period, pair: tuple[str, str], back: int
) -> None:
    """By group for names and bands: comparing neither moves nor loses a figure."""
    metric, dimension = pair
    before = period.shifted(-back)
    assume(DIMENSION_BY_NAME[dimension].kind != "time")
    query = Query(metrics=(metric,), dimensions=(dimension,), period=period, compare=before)
    compared = {row[0]: row[2] for row in facts.ask(query).rows}
    plain = facts.ask(query.model_copy(update={"period": before, "compare": None})).rows
    for name, value in plain:
        assert close(compared[name], value), name
    assert all(not compared[name] for name in set(compared) - {row[0] for row in plain})


@given(period=periods, pair=st.sampled_from(TIED), back=st.integers(1, 400))
@settings(max_examples=examples(50), deadline=None)
def test_moved_days_keep_their_figures(
    facts: Facts, period: Period, pair: tuple[str, str], back: int
) -> None:
    """Split by the calendar the earlier figures stand in other rows, and add up to the same."""
    metric, dimension = pair
    assume(can_share(metric, (dimension,)))
    before = period.shifted(-back)
    query = Query(metrics=(metric,), dimensions=(dimension,), period=period, compare=before)
    found = sum((exact(row[2]) for row in facts.ask(query).rows), Decimal(0))
    assert close(found, whole(facts, metric, before))


@given(
    period=periods,
    metric=st.sampled_from(COUNTED),
    dimension=st.sampled_from([d.name for d in DIMENSIONS]),
    place=st.integers(0, 5),
)
@settings(max_examples=examples(50), deadline=None)
def test_filtering_never_raises_a_count(
    facts: Facts, period: Period, metric: str, dimension: str, place: int
) -> None:
    """By any value of any dimension, a part has no more than the whole."""
    assume(can_split(metric, dimension))
    rows = facts.ask(Query(metrics=(metric,), dimensions=(dimension,), period=period)).rows
    named = [row for row in rows if row[0] is not None]
    assume(place < len(named))
    value = named[place][0]
    assume(not str(value).startswith("-"))
    part = whole(facts, metric, period, Filter(dimension=dimension, values=(str(value),)))
    assert 0 <= part <= whole(facts, metric, period)
    if metric != "returning_buyers" or DIMENSION_BY_NAME[dimension].kind != "time":
        # Split by week, who came back is measured against the week's own start; that is another question.
        assert part >= exact(named[place][1])


@given(period=periods, pair=st.sampled_from(PAIRS), place=st.integers(0, 8))
@settings(max_examples=examples(50), deadline=None)
def test_a_group_is_its_filter(facts: Facts, period: Period, pair: tuple[str, str], place: int) -> None:
    """The row of a split is what a filter for its value finds; only names of ids may find more."""
    metric, dimension = pair
    assume(metric not in ("returning_buyers",) or DIMENSION_BY_NAME[dimension].kind != "time")
    assume(not DIMENSION_BY_NAME[dimension].ids)
    rows = facts.ask(Query(metrics=(metric,), dimensions=(dimension,), period=period)).rows
    assume(place < len(rows) and rows[place][0] is not None and not str(rows[place][0]).startswith("-"))
    value = str(rows[place][0])
    assert close(rows[place][1], whole(facts, metric, period, Filter(dimension=dimension, values=(value,))))


@given(period=periods, dimension=st.sampled_from([None, "day", "week", "month", "quarter", "year"]))
@settings(max_examples=examples(25), deadline=None)
def test_a_buyer_is_new_or_returning(facts: Facts, period: Period, dimension: str | None) -> None:
    """In every stretch of time each known buyer had the first order in it or before it."""
    by = (dimension,) if dimension else ()
    query = Query(metrics=("new_buyers", "returning_buyers", "buyers"), dimensions=by, period=period)
    for row in facts.ask(query).rows:
        new, returning, buyers = row[len(by) :]
        assert new + returning == buyers


@given(period=periods, dimension=st.sampled_from(["weekday", "month", "week", "festival", "day", "year"]))
@settings(max_examples=examples(30), deadline=None)
def test_daily_figures_count_the_days_of_their_group(facts: Facts, period: Period, dimension: str) -> None:
    """A group's daily sales times its days are its sales, and the days of all groups are those of the period at most."""
    query = Query(metrics=("net_sales", "daily_sales"), dimensions=(dimension,), period=period)
    total = Decimal(0)
    for _, sales, daily in facts.ask(query).rows:
        if daily:
            days = sales / daily
            assert abs(days - round(days)) < Decimal("0.01") * max(1, abs(days)) or abs(sales) < 1
            total += round(days)
    assert total <= period.days
    assert close(whole(facts, "daily_sales", period) * period.days, 0) or abs(
        whole(facts, "daily_sales", period) * period.days - whole(facts, "net_sales", period)
    ) < Decimal("0.1")


@given(period=periods, pair=st.sampled_from(SHARED))
@settings(max_examples=examples(25), deadline=None)
def test_contributions_add_up_to_the_change(facts: Facts, period: Period, pair: tuple[str, str]) -> None:
    """The parts' changes are the whole's, so their fractions of it are one."""
    metric, dimension = pair
    query = Query(
        metrics=(metric,),
        dimensions=(dimension,),
        period=period,
        compare=period.before(),
        shows=("contribution",),
    )
    rows = facts.ask(query).rows
    moved = whole(facts, metric, period) - whole(facts, metric, period.before())
    assume(abs(moved) > Decimal("0.01"))
    assert sum(float(row[4]) for row in rows) == pytest.approx(1.0)


def test_a_share_counts_groups_that_a_condition_leaves_out(facts: Facts) -> None:
    """The whole is everything under the same filters, not the rows that are listed."""
    period = Period(start=FIRST, end=TODAY)
    query = Query(metrics=("net_sales",), dimensions=("category",), period=period, shows=("share",), limit=1)
    kept = query.model_copy(update={"having": (Having(metric="units", values=(Decimal(1),)),)})
    (row,) = facts.ask(kept).rows
    assert close(row[2], float(row[1]) / float(whole(facts, "net_sales", period)))
    assert row[2] < 1


def test_no_group_may_be_called_others(facts: Facts) -> None:
    """With as many names as the limit and none without a name there is no row of others."""
    period = Period(start=FIRST, end=TODAY)
    stages = Query(
        metrics=("net_sales",),
        dimensions=("brand",),
        filters=(Filter(dimension="brand", op="in", values=("小鹿", "云朵")),),
        period=period,
        order=Order(by="net_sales"),
        limit=2,
        others=True,
    )
    assert OTHERS not in [row[0] for row in facts.ask(stages).rows]


def test_another_shop_is_in_no_side_table(facts: Facts) -> None:
    """Stock, reviews, posts, tags and names of the shop beside it add nothing."""
    period = Period(start=FIRST, end=TODAY)
    before = {
        pair: facts.ask(Query(metrics=(pair[0],), dimensions=(pair[1],), period=period)).rows
        for pair in PAIRS[::7]
    }
    with facts.warehouse.writing() as cursor:
        for table in ("order_line", "product", "event", "stock", "review", "post", "promotion"):
            cursor.execute(f"DELETE FROM {table}_version WHERE shop_id = 'other'")
        cursor.execute("DELETE FROM customer_tag WHERE shop_id = 'other'")
    for pair, rows in before.items():
        assert facts.ask(Query(metrics=(pair[0],), dimensions=(pair[1],), period=period)).rows == rows, pair
