"""Festival ahead: what sold beyond its part before the same festival a year ago, and when it begins."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.festival_ahead import festival_ahead
from brain.opportunities.festivals.calendar import apart, seasons_ahead
from brain.opportunities.festivals.scan import EARLIEST, LATEST, PACKED, judge
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


def scanned(gift: dict[int, tuple[int, int]], a_day: int = 2) -> pd.DataFrame:
    """Rows of a scan: `a_day` orders a day of 礼盒, six of 日用; `gift` is (orders, of which offered) on some days ago."""
    ago = np.arange(LATEST, EARLIEST)
    gifts = [gift.get(day, (a_day, 0)) for day in ago.tolist()]
    rows = []
    for category, sold in (("日用", [(6, 0)] * len(ago)), ("礼盒", gifts)):
        orders, offered = np.array(sold).T
        rows.append({
            "shop_id": "shop", "category": category, "language": "zh", "end": TODAY,
            "days": (ago * PACKED + orders) * PACKED + offered,
            "net": 50.0 * orders.sum(), "all_orders": orders.sum(), "orders_now": 56,
        })  # fmt: skip
    return pd.DataFrame(rows)


def test_an_offer_within_the_fortnight_does_not_hide_a_festival() -> None:
    """Twice the usual for a fortnight, four days of it under an offer: those days count on neither side."""
    first = (TODAY - DOUBLE_12).days
    gift = {day: (4, 4 if day > first + 9 else 0) for day in range(first, first + 15)}
    (found,) = judge(scanned(gift))
    assert found.key == "double_12:礼盒"
    assert found.told["more"] > 0.8


def test_an_offer_beside_the_fortnight_makes_no_festival() -> None:
    """A week whose orders were all under an offer is not the usual that the fortnight is measured by."""
    first = (TODAY - DOUBLE_12).days
    gift = dict.fromkeys(range(first + 16, first + 30), (9, 9))
    assert judge(scanned(gift)) == []
    assert judge(scanned({**gift, **dict.fromkeys(range(first, first + 15), (2, 0))})) == []


def test_windows_that_overlap_are_few_chances_to_be_fooled() -> None:
    """In May five festivals of China are ahead; their fortnights cover three."""
    seasons = seasons_ahead("zh", date(2026, 5, 21))
    assert len(seasons) > 3
    assert 2 < apart(seasons) < 0.8 * len(seasons)
    assert apart(seasons[:1]) == 1
