"""Hours of the clock in a question."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.assistant.understanding.reading import read

TODAY = date(2026, 11, 20)

HOURS = [
    ("昨天晚上8点到10点的订单数", (20, 21)),
    ("上个月上午10点到11点之间的订单数", (10, 10)),
    ("昨天下午3点的订单数", (15, 15)),
    ("昨天十二点的订单数", (12, 12)),
    ("昨天中午12点到下午2点的订单数", (12, 13)),
    ("昨天凌晨12点到2点的订单数", (0, 1)),
    ("昨天20点到24点的订单数", (20, 23)),
    ("昨天晚上8点到12点的订单数", (20, 23)),
    ("昨天上午10点到2点的订单数", (10, 13)),
    ("orders at 9am yesterday", (9, 9)),
    ("orders between 2 and 4 pm yesterday", (14, 15)),
    ("orders from 9am to 11am yesterday", (9, 10)),
    ("orders from 11 to 2 pm yesterday", (11, 13)),
    ("orders from 8 pm to 12 am yesterday", (20, 23)),
    ("orders at 12 p.m. yesterday", (12, 12)),
]


@pytest.mark.parametrize(("question", "hours"), HOURS)
def test_hours_are_counted_whole(question: str, hours: tuple[int, int]) -> None:
    """The first and the last hour, both counted; nothing of the question is left over."""
    said = read(question, None, TODAY)
    assert said.hours == hours
    assert not said.leftover
    assert not said.unknown


@pytest.mark.parametrize(
    "question",
    [
        "昨天8点半的订单数",
        "昨天22点到2点的订单数",
        "昨天25点的订单数",
        "昨天3.5点的订单数",
        "orders between 2 and 4 yesterday",
        "orders at 13pm yesterday",
        "昨天晚上上午10点的订单数",
    ],
)
def test_hours_that_are_not_sure_are_left_over(question: str) -> None:
    """Half hours, spans past midnight and hours no clock has are never rounded to something else."""
    said = read(question, None, TODAY)
    assert said.hours is None or said.leftover
    assert said.leftover or said.unknown


@given(first=st.integers(0, 23), last=st.integers(0, 24))
def test_a_span_is_the_hours_between_its_ends(first: int, last: int) -> None:
    """From one hour to a later one are as many hours as lie between them; a backward span is none."""
    said = read(f"昨天{first}点到{last}点的订单数", None, TODAY)
    if said.hours and not said.leftover:
        assert said.hours[0] == first
        assert said.hours[1] + 1 == (last if last > first else last + 12)
    else:
        assert last <= first
