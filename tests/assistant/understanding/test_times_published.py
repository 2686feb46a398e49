"""Published Chinese time expressions with their reference days: what is meant the same, what is refused, what differs.

The truth files give both the nearest past and the nearest future day; a shop's question means the past one, unless only
the future exists (明天).
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lunar_python import Solar

from brain.assistant.understanding.reading import read
from tests.assistant.understanding.test_times_listed import verdict

FILES = ("DateParser", "DatePeriodParser", "HolidayParser")

REFUSED: dict[str, tuple[str, ...]] = {
    "reign years and centuries: no shop was open then": (
        "1357年6月10日",
        "三六七年一月一日",
        "神龙二年正月初一",
        "雍正四年大年三十",
        "789年",
        "神龙元年十一月",
        "康熙三年五月",
        "康熙二十年9月",
        "康熙20年9月",
        "民国三年",
        "雍正十六年",
        "雍正二十三年十二月",
        "上世纪90年代",
        "本世纪20年代",
        "20世纪80年代",
        "50年代",
        "19世纪70年代",
        "十九世纪七十年代",
        "九十年代",
    ),
    "day and month cannot be told apart, or the year has two digits": (
        "3-7-2017",
        "3-7-07",
        "3-7-27",
        "27-7-3",
        "12-11-10",
        "05/05/89",
        "05/05/71",
        "1/2/2020",
        "10/1/2018-10/7/2018",
        "12/1",
    ),
    "a month and a bare number may be of the lunar calendar": (
        "两千零四年八月十五",
        "两千年八月十五",
        "二零零四年八月十五",
        "一月二十三",
    ),
    "numbers with spaces are a list": ("2010 01 29",),
    "such a day does not exist": ("2月30日", "2019年2月29日"),
    "12 October 2016 was no Monday": ("10月12号,星期一",),
    "calendar months or rolling ones": ("上2个月",),
    "an open span on both sides": ("2010年之后2018年之前",),
}
ASKED_BACK = ("最近",)

# The truth writes the lunar month and day as if they were solar; ours is proven by turning it back.
LUNAR: dict[str, tuple[int, int]] = {
    "农历2015年十月初一": (10, 1),
    "2015年农历正月初一": (1, 1),
    "三月初一": (3, 1),
    "正月三十": (1, 30),
    "大年初一": (1, 1),
    "大年三十": (12, 30),
    "中秋节": (8, 15),
    "中秋": (8, 15),
    "除夕": (12, 30),
    "元宵节": (1, 15),
    "端午节": (5, 5),
    "端午": (5, 5),
    "重阳节": (9, 9),
}
# Differs on purpose: (first day, last day) as we mean it.
OTHERWISE: dict[str, tuple[str, str, str]] = {
    "从2016到2018": ("2016-01-01", "2018-12-31", "both years count"),
    "从2016-2018": ("2016-01-01", "2018-12-31", "both years count"),
    "从二零一六年至二零一八年": ("2016-01-01", "2018-12-31", "both years count"),
    "2009 年 到 2010 年": ("2009-01-01", "2010-12-31", "both years count"),
    "2007年与2009年间": ("2007-01-01", "2009-12-31", "both years count"),
    "在2007年与2009年之间": ("2007-01-01", "2009-12-31", "both years count"),
    "今年第一季度": ("2017-01-01", "2017-03-22", "what still runs ends with today"),
    "今年夏天": ("2017-06-01", "2017-08-31", "the truth has no days"),
    "五一": ("2016-04-30", "2016-05-02", "the days off"),
    "劳动节": ("2016-04-30", "2016-05-02", "the days off"),
    "国庆节": ("2016-10-01", "2016-10-07", "the days off"),
    "春节": ("2017-01-27", "2017-02-02", "the days off"),
}


def published(folder: Path) -> list[dict[str, Any]]:
    """All cases of the three files."""
    return [
        case for name in FILES for case in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    ]


def outcome(case: dict[str, Any]) -> str:
    """right, refused, asked, lunar or otherwise; anything else is wrong."""
    result = case["Results"][0]
    words = result["Text"]
    said = read(words, None, date.fromisoformat(case["Context"]["ReferenceDateTime"][:10]))
    if verdict(said) != "days":
        return {"no": "refused", "ask": "asked"}[verdict(said)]
    period = said.whens[0].period
    last = period.end - timedelta(days=1)
    if words in LUNAR:
        moon = Solar.fromYmd(period.start.year, period.start.month, period.start.day).getLunar()
        month, number = LUNAR[words]
        shorter = (month, number) == (12, 30) and (moon.getMonth(), moon.getDay()) == (12, 29)
        whole = period.days == 1 and ((moon.getMonth(), moon.getDay()) == (month, number) or shorter)
        return "lunar" if whole else f"wrong: {period}"
    if words in OTHERWISE:
        return (
            "otherwise"
            if OTHERWISE[words][:2] == (period.start.isoformat(), last.isoformat())
            else f"wrong: {period}"
        )
    for truth in (result["Value"].get("PastResolution"), result["Value"].get("FutureResolution")):
        if truth and _same(tuple(truth.values()), period.start, last):
            return "right"
    return f"wrong: {period}"


def _same(truth: tuple[str, ...], first: date, last: date) -> bool:
    """The truth ends a stretch of days with its last day, and any other period with the day after."""
    end = (last + timedelta(days=1)).isoformat()
    if len(truth) == 1:
        return truth[0] == first.isoformat() == last.isoformat()
    return truth[0] == first.isoformat() and truth[1] in (last.isoformat(), end)


def test_published_expressions_are_right_or_refused_never_wrong(real_data: Path) -> None:
    """All 170: none is taken for other days, and each refusal and difference is one that stands here with its reason."""
    folder = real_data / "time_expr"
    if not folder.is_dir():
        pytest.skip("the published expressions are not on this machine")
    cases = published(folder)
    found = {
        (case["Results"][0]["Text"], case["Context"]["ReferenceDateTime"]): outcome(case) for case in cases
    }
    assert {key: value for key, value in found.items() if value.startswith("wrong")} == {}
    refused = {words for (words, _), value in found.items() if value == "refused"}
    assert refused == {words for group in REFUSED.values() for words in group}
    assert {words for (words, _), value in found.items() if value == "asked"} == set(ASKED_BACK)
    counts = Counter(outcome(case) for case in cases)
    assert len(cases) == 170
    assert counts["right"] >= 105
