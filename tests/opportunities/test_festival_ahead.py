"""Festival ahead: what sold beyond its part before the same festival a year ago, and when it begins."""

from __future__ import annotations

from datetime import date, timedelta

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.festival_ahead import festival_ahead
from brain.opportunities.festivals.calendar import seasons_ahead
from tests.opportunities.quality_shops import found_by
from tests.opportunities.shops import TODAY, sell

DOUBLE_12 = date(2025, 12, 12)


def fill(shop: Warehouse, more: int, *, everything: bool = False) -> None:
    """Two sales a day of 礼盒 and six of 日用 for fourteen months; before last year's Double 12 `more` further sales a day of 礼盒."""
    lines: list[dict[str, object]] = []
    for back in range(1, 430):
        day = TODAY - timedelta(days=back)
        lifted = more if DOUBLE_12 - timedelta(days=14) <= day <= DOUBLE_12 else 0
        for category, many in (("礼盒", 2 + lifted), ("日用", 6 + (3 * lifted if everything else 0))):
            lines += [
                {
                    "day": day,
                    "product": f"{category}1",
                    "category": category,
                    "order": f"{category}{back}-{n}",
                }
                for n in range(many)
            ]
    sell(shop, lines)


def test_what_sold_before_it_last_year_is_found(shop: Warehouse) -> None:
    """Three further sales a day for a fortnight; the card says from which day on people buy."""
    fill(shop, 3)
    (alarm,) = found_by(shop, festival_ahead)
    assert alarm.dedupe == "festival_ahead:double_12:礼盒"
    assert "12月12日" in alarm.headline.render("zh")
    assert "11月28日" in alarm.explanation.why_now.render("zh")
    assert len(alarm.steps) == 3


def test_a_festival_that_lifts_the_whole_shop_alike_is_no_card(shop: Warehouse) -> None:
    """Everything sold more: nothing is special about the category."""
    fill(shop, 3, everything=True)
    assert found_by(shop, festival_ahead) == []


def test_an_ordinary_december_is_no_card(shop: Warehouse) -> None:
    """Removing the cause removes the card."""
    fill(shop, 0)
    assert found_by(shop, festival_ahead) == []


def test_lunar_festivals_are_compared_with_their_own_day() -> None:
    """Spring Festival of 2027 is on 6 February, that of 2026 on 17 February."""
    season = next(s for s in seasons_ahead("zh", date(2027, 1, 4)) if s.festival == "spring_festival")
    assert (season.day, season.day_before) == (date(2027, 2, 6), date(2026, 2, 17))
    assert season.first - season.day == season.first_before - season.day_before


def test_only_what_is_ahead_counts() -> None:
    """On the day after Double 12 it is not ahead; an English shop has no Double 12."""
    assert "double_12" not in {s.festival for s in seasons_ahead("zh", date(2026, 12, 13))}
    assert "double_12" not in {s.festival for s in seasons_ahead("en", date(2026, 11, 21))}
