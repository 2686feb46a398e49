"""Two times in one question: which days are set against which."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.understanding.resolve import understand

TODAY = date(2026, 11, 20)

COMPARED = [
    ("今年双十一比去年销售额", ("2026-11-11", "2026-11-12"), ("2025-11-11", "2025-11-12")),
    (
        "sales on Singles' Day this year compared with last year",
        ("2026-11-11", "2026-11-12"),
        ("2025-11-11", "2025-11-12"),
    ),
    ("国庆销售额同比", ("2026-10-01", "2026-10-08"), ("2025-10-01", "2025-10-09")),
    ("春节销售额同比", ("2026-02-15", "2026-02-24"), ("2025-01-28", "2025-02-05")),
    ("中秋销售额同比", ("2026-09-25", "2026-09-26"), ("2025-10-06", "2025-10-07")),
    ("9月销售额比去年", ("2026-09-01", "2026-10-01"), ("2025-09-01", "2025-10-01")),
    ("双十一和去年双十一的销售额对比", ("2026-11-11", "2026-11-12"), ("2025-11-11", "2025-11-12")),
    ("10月和去年10月对比销售额", ("2026-10-01", "2026-11-01"), ("2025-10-01", "2025-11-01")),
    ("近7天比前7天销售额", ("2026-11-13", "2026-11-20"), ("2026-11-06", "2026-11-13")),
    ("上个月6号比5号销售额", ("2026-10-06", "2026-10-07"), ("2026-10-05", "2026-10-06")),
    ("本月前10天比上月前10天销售额", ("2026-11-01", "2026-11-11"), ("2026-10-01", "2026-10-11")),
]


@pytest.mark.parametrize(("question", "main", "other"), COMPARED)
def test_the_right_days_are_compared(question: str, main: tuple[str, str], other: tuple[str, str]) -> None:
    """A festival is set against the same festival, a day number takes the other's month, 前7天 lie before the seven."""
    meant = understand(question, (), None, TODAY)
    assert meant.kind == "query"
    query = meant.intent.query()
    assert (query.period.start.isoformat(), query.period.end.isoformat()) == main
    assert query.compare is not None
    assert (query.compare.start.isoformat(), query.compare.end.isoformat()) == other


@pytest.mark.parametrize(
    "question", ["昨天上午比昨天下午销售额", "上周晚上比上上周上午的销售额", "上个月工作日比上上个月销售额"]
)
def test_periods_that_are_narrowed_differently_are_not_compared(question: str) -> None:
    """One query has one set of conditions: another part of the day on the other side would be lost silently."""
    assert understand(question, (), None, TODAY).kind == "decline"


def test_workdays_are_found_anew_for_another_period() -> None:
    """A follow-up keeps the kind of days, not their dates: October's workdays are no days of September."""
    asked = "上个月工作日的销售额"
    meant = understand("上上个月呢", (asked,), None, TODAY)
    assert meant.kind == "query"
    (only,) = (f for f in meant.intent.query().filters if f.dimension == "day")
    assert min(only.values) == "2026-09-01"
    assert max(only.values) == "2026-09-30"
    assert "2026-09-26" not in only.values


def test_workdays_of_both_periods_are_kept_in_a_comparison() -> None:
    """The list of days holds those of the period compared with: else that side would be empty."""
    meant = understand("上个月工作日的销售额环比", (), None, TODAY)
    (only,) = (f for f in meant.intent.query().filters if f.dimension == "day")
    assert {value[:7] for value in only.values} == {"2026-09", "2026-10"}


@pytest.mark.parametrize("question", ["淡季销售额", "去年旺季卖了多少", "sales in the low season"])
@pytest.mark.parametrize("context", [(), ("上个月销售额",)])
def test_a_season_nobody_defined_is_asked_back(question: str, context: tuple[str, ...]) -> None:
    """Neither a guess nor the period of the question before it."""
    meant = understand(question, context, None, TODAY)
    assert (meant.kind, meant.missing) == ("clarify", "season")
    assert meant.intent.when is None


@pytest.mark.parametrize("question", ["2025财年销售额", "sales last fiscal year", "FY2025 sales"])
def test_a_financial_year_is_refused_with_its_reason(question: str) -> None:
    """Nobody said in which month it begins."""
    meant = understand(question, (), None, TODAY)
    assert (meant.kind, meant.words) == ("decline", ("fiscal",))
