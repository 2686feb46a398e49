"""The grammar of time: token patterns that become one TIME token each, the longest pattern first.

Three passes: numbers become years, months and quarters; those and the relative words become periods; periods join
into ranges. One set of rules serves both languages, since only the words differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from brain.assistant.understanding import periods as p
from brain.assistant.understanding.patterns import match
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.ranges import join_ranges
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.evidence import Period

Found = list[Token | None]
Rule = tuple[str, Callable[[Found, date], When | None]]


def reduce_times(tokens: Sequence[Token], today: date) -> list[Token]:
    """The tokens with every time expression reduced to one TIME token (its value a `When`)."""
    named = _named_parts(list(tokens), today)
    return join_ranges(_reduced(named, today), today)


def _reduced(tokens: list[Token], today: date) -> list[Token]:
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        best = _longest(tokens, at, today)
        if best is None:
            done.append(tokens[at])
            at += 1
        else:
            end, when = best
            done.append(span(tokens[at:end], Kind.TIME, when))
            at = end
    return done


def _longest(tokens: list[Token], at: int, today: date) -> tuple[int, When] | None:
    best: tuple[int, When] | None = None
    for pattern, build in RULES:
        hit = match(pattern, tokens, at)
        if hit is None or (best is not None and hit[0] <= best[0]):
            continue
        when = build(hit[1], today)
        if when is not None:
            best = (hit[0], when)
    return best


def span(tokens: Sequence[Token], kind: Kind, value: object) -> Token:
    """One token in place of several."""
    text = " ".join(token.text for token in tokens)
    return Token(kind, value, tokens[0].start, tokens[-1].end, text)


# --- first pass: numbers that name a year, a month or a quarter


def _named_parts(tokens: list[Token], today: date) -> list[Token]:
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        width, token = _named_part(tokens, at, done[-1] if done else None, today)
        done.append(token)
        at += width
    return done


def _named_part(tokens: list[Token], at: int, before: Token | None, today: date) -> tuple[int, Token]:
    here = tokens[at]
    follows_count = before is not None and before.kind in (
        Kind.PAST,
        Kind.REL,
        Kind.TOP,
        Kind.SUPER,
        Kind.BEST,
    )
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if here.kind == Kind.YEARREL:
        return 1, span([here], Kind.YEARNO, today.year + here.value)
    if here.kind == Kind.REL and following and following.kind == Kind.UNIT and following.value == "year":
        return 2, span([here, following], Kind.YEARNO, today.year + here.value)
    if here.kind != Kind.NUM or follows_count:
        return 1, here
    return _number_with_unit(here, following)


def _number_with_unit(number: Token, unit: Token | None) -> tuple[int, Token]:
    if unit is not None and unit.kind == Kind.UNIT:
        pair = [number, unit]
        if unit.value == "year" and (1900 <= number.value <= 2200 or 10 <= number.value <= 99):
            return 2, span(pair, Kind.YEARNO, number.value + (2000 if number.value < 100 else 0))
        if unit.value == "month" and 1 <= number.value <= 12 and not unit.text.isascii():
            return 2, span(pair, Kind.MONTHNAME, number.value)
        if unit.value == "quarter" and 1 <= number.value <= 4 and not unit.text.isascii():
            return 2, span(pair, Kind.QUARTER, number.value)
        return 1, number
    if 1900 <= number.value <= 2200 and (unit is None or unit.kind not in (Kind.CLASSIFIER, Kind.DIM)):
        return 1, span([number], Kind.YEARNO, number.value)
    return 1, number


# --- second pass: the rules


def _value(token: Token | None) -> int:
    assert token is not None
    return int(token.value)


def _recent(build: Callable[[int], When | None], today: date) -> When | None:
    """The most recent one, of those each year has, that has begun."""
    this_year = build(today.year)
    if this_year is not None and this_year.period.start <= today:
        return _open(this_year, today)
    earlier = build(today.year - 1)
    return _open(earlier, today) if earlier is not None else None


def _open(when: When, today: date) -> When:
    return p.cut(When(when.period, when.unit, when.label, open_year=True), today)


def _of_year(build: Callable[[int], When | None], year: Token | None, today: date) -> When | None:
    if year is None:
        return _recent(build, today)
    when = build(year.value)
    return p.cut(when, today) if when is not None else None


def _date(found: Found, today: date) -> When | None:
    assert found[0] is not None
    year, month, day = found[0].value
    if year is None:
        return _recent(lambda y: p.day_of(y, month, day), today)
    when = p.month_of(year, month) if day is None else p.day_of(year, month, day)
    return p.cut(when, today) if when is not None else None


def _month_day(year: Token | None, month: Token | None, day: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.day_of(y, _value(month), _value(day)), year, today)


def _zh_month_day(found: Found, today: date) -> When | None:
    year, month, day, unit = found
    if unit is None or unit.text not in ("号", "日"):
        return None
    return _month_day(year, month, day, today)


def _en_month_day(month: Token | None, day: Token | None, year: Token | None, today: date) -> When | None:
    if month is None or not month.text.isascii() or " " in month.text:
        return None
    return _month_day(year, month, day, today)


def _month(year: Token | None, month: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.month_of(y, _value(month)), year, today)


def _quarter(year: Token | None, quarter: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.quarter_of(y, _value(quarter)), year, today)


def _half(year: Token | None, half: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.half_of(y, _value(half)), year, today)


def _festival(year: Token | None, festival: Token | None, today: date) -> When | None:
    assert festival is not None
    code = str(festival.value)
    if code == "blackfriday":
        return _of_year(lambda y: p.single(p.black_friday(y)), year, today)
    month, day = (int(code[:-2]), int(code[-2:]))
    return _of_year(lambda y: p.day_of(y, month, day), year, today)


def _year(found: Found, today: date) -> When | None:
    year = _value(found[0])
    if year in (today.year, today.year - 1):
        return p.relative("year", year - today.year, today)
    return p.year_of(year)


def _relative(rel: Token | None, unit: Token | None, today: date) -> When | None:
    assert rel is not None
    assert unit is not None
    if unit.value in ("week", "month", "quarter") or (unit.value == "day" and rel.value == 0):
        return p.relative(unit.value, rel.value, today)
    return None


def _relative_count(found: Found, today: date) -> When | None:
    """ "last 7 days" counts back from today; 上一周 (one) is the calendar's last week; 上两周 is not sure enough."""
    rel, count, _, unit = found
    assert rel is not None
    assert unit is not None
    if rel.value != -1 or unit.value not in ("day", "week", "month", "quarter", "year"):
        return None
    if rel.text.isascii():
        return p.last(_value(count), unit.value, today)
    return _relative(rel, unit, today) if _value(count) == 1 else None


def _past(found: Found, today: date) -> When | None:
    _, count, _, unit = found
    assert unit is not None
    if unit.value not in ("day", "week", "month", "quarter", "year"):
        return None
    return p.last(_value(count) if count else 1, unit.value, today)


def _first_days(found: Found, today: date) -> When | None:
    """前7天, 前3个月: the full days before today. The word also means "top", so a unit of time must follow."""
    top, count, classifier, unit = found
    if (
        top is None
        or top.text != "前"
        or unit is None
        or unit.value not in ("day", "week", "month")
        or unit.text in ("号", "日")
    ):
        return None
    return _past([None, count, classifier, unit], today)


def _weekday(rel: Token | None, weekday: Token | None, today: date) -> When:
    assert weekday is not None
    day = _one_weekday(rel, weekday, today)
    return replace(day, weekdays=(int(weekday.value),), loose=rel is None)


def _one_weekday(rel: Token | None, weekday: Token, today: date) -> When:
    """上周三 is of the calendar's last week; a bare weekday, or "last Friday", is the most recent one."""
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=weekday.value - 1)
    if rel is not None and not weekday.text.isascii():
        return p.single(day + timedelta(days=7 * rel.value))
    if rel is not None and rel.value == 0:
        return p.single(day)
    latest = today - timedelta(days=1) if rel is not None else today
    return p.single(latest - timedelta(days=(latest.weekday() - weekday.value + 1) % 7))


def _weekend(rel: Token | None, today: date) -> When:
    """Saturday and Sunday of the week named; without a name the most recent one that has begun."""
    monday = today - timedelta(days=today.weekday())
    steps = rel.value if rel is not None else (0 if today.weekday() >= 5 else -1)
    saturday = monday + timedelta(days=7 * steps + 5)
    two_days = Period(start=saturday, end=saturday + timedelta(days=2))
    whole = When(two_days, "days", weekdays=(6, 7), loose=rel is None)
    return p.cut(whole, today)


def _ago(found: Found, today: date) -> When | None:
    count, _, unit, ago = found
    if ago is None or (ago.kind == Kind.TOP and ago.text != "前") or unit is None or unit.value != "day":
        return None
    return p.single(today - timedelta(days=_value(count))) if _value(count) <= 3660 else None


def _to_date(found: Found, today: date) -> When | None:
    assert found[0] is not None
    return p.relative(found[0].value, 0, today) if found[0].value else None


def _day_of_relative_month(found: Found, today: date) -> When | None:
    rel, _, unit, day, _ = found
    month = _relative(rel, unit, today) if unit is not None and unit.value == "month" else None
    if month is None or found[4] is None or found[4].text not in ("号", "日"):
        return None
    return p.day_of(month.period.start.year, month.period.start.month, _value(day))


def _last_named_month(found: Found, today: date) -> When | None:
    rel, month = found
    if rel is None or rel.value != -1:
        return None
    begun = _month(None, month, today.replace(day=1) - timedelta(days=1))
    return p.month_of(begun.period.start.year, begun.period.start.month) if begun else None


RULES: tuple[Rule, ...] = (
    ("date", _date),
    ("dayword", lambda f, today: p.relative("day", _value(f[0]), today)),
    ("relunit", lambda f, today: p.relative(f[0].value[1], f[0].value[0], today) if f[0] else None),
    ("yearno? monthname num unit", _zh_month_day),
    ("monthname num conj? yearno", lambda f, today: _en_month_day(f[0], f[1], f[3], today)),
    ("monthname num", lambda f, today: _en_month_day(f[0], f[1], None, today)),
    ("num monthname yearno?", lambda f, today: _en_month_day(f[1], f[0], f[2], today)),
    ("yearno? monthname", lambda f, today: _month(f[0], f[1], today)),
    ("monthname conj? yearno", lambda f, today: _month(f[2], f[0], today)),
    ("yearno? quarter", lambda f, today: _quarter(f[0], f[1], today)),
    ("quarter yearno", lambda f, today: _quarter(f[1], f[0], today)),
    ("yearno? half", lambda f, today: _half(f[0], f[1], today)),
    ("half yearno", lambda f, today: _half(f[1], f[0], today)),
    ("yearno? festival", lambda f, today: _festival(f[0], f[1], today)),
    ("festival yearno", lambda f, today: _festival(f[1], f[0], today)),
    ("yearno", _year),
    ("rel cls? unit", lambda f, today: _relative(f[0], f[2], today)),
    ("rel num cls? unit", _relative_count),
    ("past num? cls? unit", _past),
    ("top num cls? unit", _first_days),
    ("rel cls? unit num unit", _day_of_relative_month),
    ("rel monthname", _last_named_month),
    ("rel? weekday", lambda f, today: _weekday(f[0], f[1], today)),
    ("rel? weekend", lambda f, today: _weekend(f[0], today)),
    ("num cls? unit ago|top", _ago),
    ("todate", _to_date),
)
