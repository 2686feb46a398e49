"""How old is too old depends on the shop."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from brain.facts.quality.freshness import freshness, usual_pause
from tests.facts.counter import Counter
from tests.facts.quality.shop_orders import TODAY, as_csv, daily, facts_of, row


def test_an_export_of_yesterday_is_fresh(counter: Counter) -> None:
    """Today is not over, and yesterday is the newest full day."""
    counter.load(as_csv(daily(TODAY - timedelta(days=60), 60)))
    found = freshness(facts_of(counter))
    assert (found.newest, found.behind, found.usual_pause, found.stale) == (
        TODAY - timedelta(days=1),
        0,
        1,
        False,
    )
    assert found.imported_at is not None


def test_a_daily_shop_nine_days_behind_is_stale(counter: Counter) -> None:
    """The sentence says how orders usually come and how old the newest is."""
    counter.load(as_csv(daily(TODAY - timedelta(days=69), 61)))
    found = freshness(facts_of(counter))
    assert found.stale
    assert found.text.render("en") == "Orders usually come daily; the newest is 9 days old (Nov 11, 2026)."
    assert found.text.render("zh") == "平常每天都有订单；最新一单是 9 天前的（2026年11月11日）。"


def test_a_weekly_shop_nine_days_behind_is_not(counter: Counter) -> None:
    """Its pauses are a week long by habit."""
    counter.load(as_csv([row(str(n), TODAY - timedelta(days=9 + 7 * n)) for n in range(20)]))
    found = freshness(facts_of(counter))
    assert (found.usual_pause, found.behind) == (7, 8)
    assert 0 < found.staleness < 0.05


def test_future_orders_do_not_make_data_new(counter: Counter) -> None:
    """A till that lives in next year does not hide that the last real order is old."""
    counter.load(as_csv([*daily(TODAY - timedelta(days=100), 50), row("F", "2027-01-01")]))
    assert freshness(facts_of(counter)).newest == TODAY - timedelta(days=51)


def test_an_old_shop_is_stale_however_old(counter: Counter) -> None:
    """Orders of six years ago are as stale as it gets."""
    counter.load(as_csv(daily(date(2020, 2, 1), 28)))
    assert freshness(facts_of(counter)).staleness == 1


def test_a_shop_without_orders_says_so(counter: Counter) -> None:
    """Nothing is stale where nothing is."""
    found = freshness(facts_of(counter))
    assert (found.newest, found.stale, found.text.render("zh")) == (None, False, "这里还没有订单。")


@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1))
def test_a_usual_pause_is_one_that_happened(days: set[date]) -> None:
    """Never below a day, never above the longest pause there was."""
    ordered = sorted(days)
    pause = usual_pause(ordered)
    assert (pause is None) == (len(ordered) < 5)
    if pause is not None:
        longest = max((after - before).days for before, after in itertools.pairwise(ordered))
        assert 1 <= pause <= longest
