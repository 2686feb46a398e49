"""Festivals in words and festivals in a breakdown are the same days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brain.assistant.understanding.reading import read
from brain.facts.semantic.festivals import FESTIVALS, festival_on

# As an owner says each festival of a breakdown.
SAID = {
    "new_year": "元旦",
    "spring_festival": "春节",
    "lantern": "元宵节",
    "valentine": "情人节",
    "womens_day": "妇女节",
    "labour_day": "五一",
    "may_20": "520当天",
    "childrens_day": "儿童节",
    "dragon_boat": "端午",
    "june_18": "618",
    "qixi": "七夕",
    "mid_autumn": "中秋",
    "national_day": "国庆",
    "double_ninth": "重阳节",
    "double_11": "双十一",
    "black_friday": "黑五",
    "double_12": "双十二",
    "christmas": "圣诞节",
}


@pytest.mark.parametrize("year", range(2015, 2027))
def test_a_festival_means_the_same_days_in_words_and_in_a_breakdown(year: int) -> None:
    """国庆销售额 is the row of National Day to the cent: the same days, or the festival lies within another one that year."""
    assert set(SAID) == set(FESTIVALS)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    for name, words in SAID.items():
        (when,) = read(f"{year}年{words}", None, date(2027, 6, 1)).whens
        said = {when.period.start + timedelta(days=n) for n in range(when.period.days)}
        row = {day for day in days if festival_on(day) == name}
        assert row in (said, set())
        if not row:  # swallowed whole by another, never in part
            assert len({festival_on(day) for day in said}) == 1
            assert len(said) == 1
