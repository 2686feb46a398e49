"""Times to come in a person's words; what cannot be read for certain is no time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.assistant.specialists.time_said import time_said

# A Wednesday, noon in Shanghai.
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)
ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("words", "local"),
    [
        ("schedule it tomorrow 10:00", "2026-11-26T10:00"),
        ("明天上午10点发", "2026-11-26T10:00"),
        ("明早九点", "2026-11-26T09:00"),
        ("下周一早上九点", "2026-11-30T09:00"),
        ("next Monday at 3pm", "2026-11-30T15:00"),
        ("后天晚上8点半", "2026-11-27T20:30"),
        ("晚上八点一刻", "2026-11-25T20:15"),
        ("今晚8点", "2026-11-25T20:00"),
        ("tonight at 8", "2026-11-25T20:00"),
        ("at noon on Saturday", "2026-11-28T12:00"),
        ("11月30日上午10点", "2026-11-30T10:00"),
        ("11/30 10:00", "2026-11-30T10:00"),
        ("3/4 上午10点", "2027-03-04T10:00"),
        ("30号下午三点", "2026-11-30T15:00"),
        ("1月5日10点", "2027-01-05T10:00"),
        ("三天后上午十点", "2026-11-28T10:00"),
        ("in three days at 9am", "2026-11-28T09:00"),
        ("两小时后", "2026-11-25T14:00"),
        ("in 2 hours", "2026-11-25T14:00"),
        ("2026-11-28T10:00", "2026-11-28T10:00"),
        ("2026-11-28T02:00+00:00", "2026-11-28T10:00"),
        ("双十二早上十点", "2026-12-12T10:00"),
        ("Black Friday 10:00", "2026-11-27T10:00"),
        ("元旦上午10点", "2027-01-01T10:00"),
        ("9点", "2026-11-26T09:00"),
        ("15:30", "2026-11-25T15:30"),
    ],
)
def test_a_minute_is_read_on_the_shops_clock(words: str, local: str) -> None:
    """Days come from the grammar of time or are counted; without a day it is the next time that the clock shows it."""
    said = time_said(words, TODAY)
    assert said is not None
    exact = said.exact(NOW, ZONE)
    assert exact is not None
    assert exact.astimezone(UTC) == (datetime.fromisoformat(local) - timedelta(hours=8)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "day", "first_hour"),
    [
        ("排到明天早上", "2026-11-26", 6),
        ("tomorrow morning", "2026-11-26", 6),
        ("on Friday evening", "2026-11-27", 18),
        ("今晚发", "2026-11-25", 18),
        ("周末", "2026-11-28", None),
        ("a week from now", "2026-12-02", None),
    ],
)
def test_a_day_or_part_of_it_leaves_the_hour_open(words: str, day: str, first_hour: int | None) -> None:
    """A weekday is the next of its name; a morning is the whole morning."""
    said = time_said(words, TODAY)
    assert said is not None
    assert said.day == date.fromisoformat(day)
    assert said.exact(NOW, ZONE) is None
    assert (said.hours[0] if said.hours else None) == first_hour


@pytest.mark.parametrize(
    "words",
    [
        "",
        "安排一下",
        "25点",
        "12:75",
        "写3条文案",
        "发给前10名客户",
        "2月30日",
        "on 3/4 at 10:00",
        "2 sleeps before Black Friday",
        "双十二前两天上午10点",
    ],
)
def test_what_is_no_time_is_none(words: str) -> None:
    """Clocks that do not exist and numbers that count something else are not taken for a time."""
    assert time_said(words, TODAY) is None


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["明天{}", "tomorrow {}", "2026-11-26 {}"]))
def test_every_minute_of_a_day_is_read_back(hour: int, minute: int, form: str) -> None:
    """What a person copies from a clock is that very minute."""
    said = time_said(form.format(f"{hour:02}:{minute:02}"), TODAY)
    assert said is not None
    assert (said.day, said.clock) == (date(2026, 11, 26), time(hour, minute))
