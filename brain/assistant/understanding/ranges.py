"""Two periods joined into one: from A to B, between A and B, since A, A to date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from brain.assistant.understanding import periods as p
from brain.assistant.understanding import within
from brain.assistant.understanding.patterns import match
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.clock import iso_week
from brain.kernel.evidence import Period

Found = list[Token | None]
THAT_WEEK = re.compile(r"[这那]一?个?(?:周|星期|礼拜)")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
LONGEST_WAIT = 8  # years from one 29 February to the next, around 1900 and 2100
RANKS = frozenset({Kind.TOP, Kind.SUPER, Kind.BEST, Kind.CMP, Kind.FAST})
UP_TO = ("截至", "截止", "截止到", "截至到", "until", "till", "up to", "through", "up until")
# Of two words that ask for one to be told apart, days beside each other are no stretch.
APART = frozenset(
    {Kind.VS, Kind.COMPARE, Kind.GROWTH, Kind.WHICH, Kind.DEGREE, Kind.BY, Kind.TREND, Kind.DIM, Kind.UNIT}
)


def join_ranges(tokens: Sequence[Token], today: date) -> list[Token]:
    """The tokens with every range reduced to one TIME token."""
    tokens = _ordinal_days(tokens, today)
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        joined = _joined(tokens, at, today)
        if joined is None:
            done.append(tokens[at])
            at += 1
        else:
            end, when = joined
            end += _said_again(tokens[end:], when)
            part = tokens[at:end]
            done.append(Token(Kind.TIME, when, part[0].start, part[-1].end, " ".join(t.text for t in part)))
            at = end
    return _with_their_weekday(done, today)


def _with_their_weekday(tokens: Sequence[Token], today: date) -> list[Token]:
    """ "Saturday the 20th", 20号周六: the latest 20th that is a Saturday."""
    done: list[Token] = []
    for token in tokens:
        before = done[-1] if done else None
        when = _same_day_named(before, token, today) if before is not None else None
        if before is None or when is None:
            done.append(token)
        else:
            done[-1] = Token(Kind.TIME, when, before.start, token.end, f"{before.text} {token.text}")
    return done


def _same_day_named(one: Token, other: Token, today: date) -> When | None:
    if one.kind != Kind.TIME or other.kind != Kind.TIME:
        return None
    weekday, day = (one.value, other.value) if one.value.weekdays else (other.value, one.value)
    if not (weekday.loose and len(weekday.weekdays) == 1 and day.open_month) or day.weekdays:
        return None
    number = day.period.start.day
    for back in range(13):
        month = p.months_before(today.replace(day=1), back)
        when = p.day_of(month.year, month.month, number) if month else None
        if when and when.period.start <= today and when.period.start.isoweekday() == weekday.weekdays[0]:
            return when
    return None


def _ordinal_days(tokens: Sequence[Token], today: date) -> list[Token]:
    """ "On the 5th": an English ordinal with nothing to count behind it is a day of the month."""
    done: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].kind if at + 1 < len(tokens) else None
        counts = following in (Kind.UNIT, Kind.DIM, Kind.CLASSIFIER, Kind.METRIC, Kind.NAME)
        before = tokens[at - 1].kind if at else None
        ranks = before in (Kind.TOP, Kind.SUPER, Kind.BEST, Kind.TO, Kind.CONJ)
        week = before == Kind.WEEKOF  # the week of the 22nd and the week of the 15th
        ranges = following in (Kind.TO, Kind.CONJ) and not week
        if token.kind == Kind.NUM and ORDINAL.fullmatch(token.text) and not (counts or ranks or ranges):
            when = within.recent_day(int(token.value), today)
            token = Token(Kind.TIME, when, token.start, token.end, token.text) if when else token
            if when and done and done[-1].kind == Kind.WEEKOF and done[-1].value is None:
                token = _its_week(done.pop(), token, today)
        done.append(token)
    return done


def _its_week(word: Token, day: Token, today: date) -> Token:
    """ "The week of the 22nd": the week that this day lies in."""
    when = p.cut(When(iso_week(day.value.period.start), "week"), today)
    return Token(Kind.TIME, when, word.start, day.end, f"{word.text} {day.text}")


def weekends(tokens: Sequence[Token], today: date) -> list[Token]:
    """周六周日, 上周六和周日, "Saturday and Sunday" are one weekend, unless they are to be told apart."""
    if any(token.kind in APART for token in tokens):
        return list(tokens)
    done: list[Token] = []
    for token in tokens:
        joint = 1 if done and done[-1].kind == Kind.CONJ else 0
        before = done[-1 - joint] if len(done) > joint else None
        if joint and _set_apart(tokens, token):
            before = None
        if before is not None and _is_day(before, 6) and _is_day(token, 7) and token.value.loose:
            saturday = before.value.period.start
            two_days = Period(start=saturday, end=saturday + 2 * p.DAY)
            when = p.cut(When(two_days, "days", weekdays=(6, 7), loose=before.value.loose), today)
            text = f"{before.text} {token.text}"
            done[-1 - joint :] = [Token(Kind.TIME, when, before.start, token.end, text)]
        else:
            done.append(token)
    return done


def _set_apart(tokens: Sequence[Token], token: Token) -> bool:
    """周六和周日分别卖了多少: a word that was passed over stands behind them, and it may say that they are two."""
    following = [other.start for other in tokens if other.start >= token.end][:1]
    return bool(following) and not token.text.isascii() and following[0] - token.end > 1


def _is_day(token: Token, weekday: int) -> bool:
    return token.kind == Kind.TIME and token.value.weekdays == (weekday,) and not token.value.dayparts


def _joined(tokens: Sequence[Token], at: int, today: date) -> tuple[int, When] | None:
    ranked = at > 0 and tokens[at - 1].kind in RANKS
    for pattern, build in RANGES:
        hit = match(pattern, tokens, at)
        if hit is None or (ranked and hit[1][0] is None and pattern.startswith("from? num")):
            continue  # top 3 to 5 August
        when = build(hit[1], today)
        if when is not None:
            return hit[0], when
    return None


def _said_again(tokens: Sequence[Token], when: When) -> int:
    """7月到9月这三个月: whether the next token only counts the range once more, and counts it right."""
    if tokens and when.period.days == 7 and THAT_WEEK.fullmatch(tokens[0].text.replace(" ", "")):
        return 1  # 22到28号这礼拜, 15到21号那礼拜
    if not tokens or tokens[0].kind != Kind.TIME or not tokens[0].text.startswith("这"):
        return 0
    counted: Period = tokens[0].value.period
    if "月" in tokens[0].text:
        same = _months_touched(counted) == _months_touched(when.period)
    else:
        same = counted.days == when.period.days
    return 1 if same else 0


def _months_touched(period: Period) -> int:
    last = period.end - timedelta(days=1)
    return (last.year - period.start.year) * 12 + last.month - period.start.month + 1


def _of(token: Token | None) -> When:
    assert token is not None
    when: When = token.value
    return when


def _two_numbers(found: Found, today: date) -> When | None:
    """15号到20号, 3到9号."""
    start = _day_of_month(found[1], found[2], today)
    return _to_day_number(start, found[4], found[5]) if start else None


def _number_to_time(found: Found, today: date) -> When | None:
    """3号到昨天: the latest such day before it; 20号到月底 ends with the month of its first day."""
    end = _of(found[4])
    if found[4] is not None and found[4].text in ("月底", "月末", "月尾"):
        start = _day_of_month(found[1], found[2], today)
        month = p.month_of(start.period.start.year, start.period.start.month) if start else None
        return (
            When(Period(start=start.period.start, end=month.period.end), "days") if start and month else None
        )
    if end.unit != "day" or end.period.start > today:
        return None
    start = _day_of_month(found[1], found[2], end.period.start)
    return When(Period(start=start.period.start, end=end.period.end), "days") if start else None


def _two_ordinals(found: Found, today: date) -> When | None:
    """ "From the 3rd to the 9th", "between the 25th and the 28th": the latest such days that have begun."""
    start, first, joint, last = found
    if first is None or last is None or joint is None:
        return None
    if joint.kind == Kind.CONJ and (start is None or start.text != "between"):
        return None
    if not (ORDINAL.fullmatch(first.text) and ORDINAL.fullmatch(last.text)):
        return None
    day = within.recent_day(int(first.value), today)
    return _to_day_number(day, last, None) if day else None


def _days_within(found: Found, today: date) -> When | None:
    """8月22到28号: both days are of the month named before them, in the latest year in which they have begun."""
    month, first, last, unit = _of(found[1]), found[2], found[4], found[5]
    if (
        month.unit != "month"
        or first is None
        or last is None
        or unit is None
        or unit.text not in ("号", "日")
    ):
        return None
    named = month.period.start
    for year in range(named.year, named.year - (LONGEST_WAIT if month.open_year else 0) - 1, -1):
        start = p.day_of(year, named.month, int(first.value))
        if start is not None and (not month.open_year or start.period.start <= today):
            return _to_day_number(replace(start, open_year=month.open_year), last, unit)
    return None


def _so_far(found: Found, today: date) -> When | None:
    """ "So far this year": the period already ends with today."""
    asks_nothing_else = found[0] is not None and found[0].value is None
    first = _of(found[1])
    return first if asks_nothing_else and first.period.end == today + p.DAY else None


def _since(found: Found, today: date) -> When | None:
    return _until_today(_of(found[1]), today) if found[0] and found[0].value == "since" else None


def _onwards(found: Found, today: date) -> When | None:
    over = _of(found[1]).period.end <= today
    if found[0] is None and found[2] is not None and found[2].text == "so far" and over:
        return None  # "July so far", in September: July, or since July?
    return _until_today(_of(found[1]), today) if found[2] and found[2].value is None else None


def _day_onwards(found: Found, today: date) -> When | None:
    day = _day_of_month(found[1], found[2], today)
    return _until_today(day, today) if day and found[3] and found[3].value is None else None


def _up_to(found: Found, today: date) -> When | None:
    """截至昨天本月, "until yesterday this month": the period named second, up to the day named first."""
    to, last, whole = found
    assert to is not None
    end, period = _of(last).period.end, within.whole_of(_of(whole))
    if to.text not in UP_TO or period is None or not period.start < end <= period.end:
        return None
    return When(Period(start=period.start, end=end), "days")


def _up_to_number(found: Found, today: date) -> When | None:
    """截至15号本月."""
    to, number, unit, month = found
    if to is None or to.text not in UP_TO or unit is None or unit.text not in ("号", "日"):
        return None
    start = _of(month).period.start
    first = When(Period(start=start, end=start + p.DAY), "day")
    return _to_day_number(first, number, unit) if _of(month).unit == "month" else None


def _to_number(found: Found, today: date) -> When | None:
    """3月1日到15日; 本月截至15号."""
    first, joint = _of(found[1]), found[2]
    if first.unit == "month" and joint is not None and joint.text.startswith("截"):
        first = replace(
            first, period=Period(start=first.period.start, end=first.period.start + p.DAY), unit="day"
        )
    return _to_day_number(first, found[3], found[4])


def _two_times(found: Found, today: date) -> When | None:
    return _span(_of(found[1]), _of(found[3]), today)


def _between_times(found: Found, today: date) -> When | None:
    named = found[0] is not None and found[0].text == "between"
    return _span(_of(found[1]), _of(found[3]), today) if named else None


def _until_today(when: When, today: date) -> When | None:
    start = when.period.start
    return When(Period(start=start, end=today + timedelta(days=1)), "days") if start <= today else None


def _week_of_day_number(found: Found, today: date) -> When | None:
    """22号那个礼拜: the week of the most recent 22nd."""
    number, unit, edge = found
    if (
        number is None
        or unit is None
        or edge is None
        or unit.text not in ("号", "日")
        or edge.value is not None
    ):
        return None
    day = within.recent_day(int(number.value), today)
    return p.cut(When(iso_week(day.period.start), "week"), today) if day is not None else None


def _day_of_month(number: Token | None, unit: Token | None, today: date) -> When | None:
    """15号: the most recent day of the month with that number."""
    if number is None or unit is None or unit.text not in ("号", "日"):
        return None
    return within.recent_day(int(number.value), today)


def _from_day_number(found: Found, today: date) -> When | None:
    """ "Between the 10th and the 20th of May", 1到3月: the first one is of the second one's month or year."""
    start, number, joint, last = found
    if number is None or last is None or joint is None:
        return None
    if joint.kind == Kind.CONJ and (start is None or start.text != "between"):
        return None
    end: When = last.value
    counted = start is not None or bool(ORDINAL.fullmatch(number.text)) or not last.text.isascii()
    counted = counted or (end.unit == "day" and joint.kind == Kind.TO)  # 22 to 28 August
    first = _like(end, int(number.value)) if counted else None
    if first is None or first.period.start >= end.period.start:
        return None
    return When(Period(start=first.period.start, end=end.period.end), "days")


def _like(when: When, number: int) -> When | None:
    """The day, month or quarter of that number around a period of the same unit."""
    start = when.period.start
    if when.unit == "day":
        return p.day_of(start.year, start.month, number)
    build = {"month": p.month_of, "quarter": p.quarter_of}.get(when.unit)
    return build(start.year, number) if build else None


def _to_day_number(first: When, number: Token | None, unit: Token | None) -> When | None:
    """3月1日到15日: the second day belongs to the first one's month."""
    if number is None or first.unit != "day" or (unit is not None and unit.value != "day"):
        return None
    for back in range(LONGEST_WAIT + 1 if first.open_year else 1):  # 2月16日到29日: of a year that has both
        start = _same_day(first.period.start, first.period.start.year - back)
        last = p.day_of(start.year, start.month, int(number.value))
        if last is not None and last.period.end > start:
            return When(Period(start=start, end=last.period.end), "days")
    return None


def _span(first: When, second: When, today: date) -> When | None:
    if first.weekdays and second.weekdays and second.loose:
        return _to_weekday(first, second, today)
    start, end = first.period.start, second.period.end
    if second.open_year:
        # The second takes the first one's year: 去年3月到5月, March to May 2011 as much as 11月到1月.
        end = _in_year_of(second, start.year)
        if end <= start:
            end = _in_year_of(second, start.year + 1)
        while first.open_year and end > today + timedelta(days=1) and not second.to_date:
            earlier_start = p.months_before(start, 12)
            earlier_end = p.months_before(end, 12)
            if earlier_start is None or earlier_end is None:
                return None
            start, end = earlier_start, earlier_end
    elif first.open_year:
        start = start.replace(year=end.year, day=1) if first.unit != "day" else _same_day(start, end.year)
        if start >= end:
            start = p.months_before(start, 12) or start
    if start >= end:
        return None
    return When(Period(start=start, end=end), "days", ends=(first, second))


def _to_weekday(first: When, second: When, today: date) -> When:
    """上周一到周三: the second weekday is the next one after the first, not the most recent one."""
    start = first.period.start
    days = (second.weekdays[-1] - first.weekdays[0]) % 7 + 1
    over = start + timedelta(days=days) > today + timedelta(days=1)
    if first.loose and over:
        # Without a week named it is the latest such stretch that is over; within this week, as far as it got.
        if second.weekdays[-1] < first.weekdays[0]:
            start -= timedelta(days=7)
        else:
            days = (today - start).days + 1
    named = Period(start=start, end=start + timedelta(days=(second.weekdays[-1] - first.weekdays[0]) % 7 + 1))
    period = Period(start=start, end=start + timedelta(days=days))
    return When(period, "days", weekdays=_weekdays_of(named), loose=first.loose)


def _weekdays_of(period: Period) -> tuple[int, ...]:
    """周一到周五: the days by which the range was named, for a longer period that is narrowed to them."""
    return tuple((period.start + timedelta(days=n)).isoweekday() for n in range(min(7, period.days)))


def _in_year_of(when: When, year: int) -> date:
    """The end of an open period, moved to end in the year in which it would start in `year`."""
    months = (when.period.start.year - year) * 12
    return p.months_before(when.period.end, months) or when.period.end


def _same_day(day: date, year: int) -> date:
    return p.months_before(day, (day.year - year) * 12) or day


RANGES: tuple[tuple[str, Callable[[Found, date], When | None]], ...] = (
    ("from? time conj|to time between", _two_times),
    ("to time time", _up_to),
    ("to num unit time", _up_to_number),
    ("from? time num to num unit", _days_within),
    ("from? num unit to num unit", _two_numbers),
    ("from? num conj|to time", _from_day_number),
    ("from? num to num unit", lambda f, today: _two_numbers([f[0], f[1], f[4], f[2], f[3], f[4]], today)),
    ("from? num conj|to num", _two_ordinals),
    ("from? num unit to time", _number_to_time),
    ("from? num unit todate", _day_onwards),
    ("from time conj time", _between_times),
    ("from? time to time", _two_times),
    ("from? time to num unit?", _to_number),
    ("from? time todate", _onwards),
    ("todate time", _so_far),
    ("from time", _since),
    ("num unit weekof", _week_of_day_number),
    ("num unit", lambda f, today: _day_of_month(f[0], f[1], today)),
)
"""Tried in this order; the first that means something is taken."""
