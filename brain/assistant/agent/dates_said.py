"""Finds the dates and periods that a reply names, in Chinese and English, and holds them against those of the turn.

Strict on purpose: a period that no tool reported is an objection, because a right figure under a wrong date is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brain.assistant.tools.telling import months_later
from brain.kernel.clock import iso_week
from brain.kernel.evidence import Period
from brain.kernel.number_words import chinese_number

DAY = timedelta(days=1)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:\d{{1,4}}|{_HAN}|两|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty)"
_WORDS = {
    word: value
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
} | {"twelve": 12, "fourteen": 14, "thirty": 30, "两": 2}
_PATTERN = re.compile(
    rf"""
    (?P<full>(?<!\d)(?P<fy>\d{{4}})\s?[-/.年]\s?(?P<fm>\d{{1,2}})\s?[-/.月]\s?(?P<fd>\d{{1,2}})(?!\d)\s?[日号]?)
  | (?P<ym>(?<!\d)(?P<yy>\d{{4}})\s?年\s?(?P<mm>\d{{1,2}}|{_HAN})\s?月份?|(?<![\d-])(?P<iy>(?:19|20)\d\d)-(?P<im>0\d|1[0-2])(?![\d-]))
  | (?P<md>(?<![\d.])(?P<m>\d{{1,2}}|{_HAN})\s?月\s?(?P<d>\d{{1,2}}|{_HAN})\s?[日号]?(?!\d))
  | (?P<mo>(?<![\d.个])(?P<om>\d{{1,2}}|{_HAN})\s?月(?:份)?(?!\d))
  | (?P<zq>(?:(?P<zqy>\d{{4}})\s?年\s?)?第?(?P<zqn>[一二三四1-4])季度)
  | (?P<year>(?<!\d)(?P<y>(?:19|20)\d\d)\s?年)
  | (?P<en_md>\b(?P<emm>{_MONTH})\s?(?P<emd>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s?(?P<emy>(?:19|20)\d\d)\b)?)
  | (?P<en_dm>\b(?P<edd>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<edm>{_MONTH})(?:,?\s?(?P<edy>(?:19|20)\d\d)\b)?)
  | (?P<en_my>\b(?P<eym>{_MONTH})\s(?P<eyy>(?:19|20)\d\d)\b)
  | (?P<en_m>\b(?P<eom>{_MONTH}))
  | (?P<en_q>\bQ(?P<eqn>[1-4])(?:\s(?P<eqy>(?:19|20)\d\d))?\b)
  | (?P<en_y>(?<![\d.,¥$])\b(?P<eyo>(?:19|20)\d\d)\b(?![\d.,]\d|\s?[%元件单]))
  | (?P<past>(?P<pw>最近|过去|近|前|未来|接下来|今后|往后|\b(?:last|past|previous|recent|next|coming)\s)(?:的)?\s?(?P<pn>{_NUMBER})\s?(?:个)?(?P<pu>天|日|周|星期|月|年|days?|weeks?|months?|years?))
  | (?P<rel>大前天|前天|昨天|昨日|今天|今日|明天|\bthe day before yesterday\b|\byesterday\b|\btoday\b|\btomorrow\b)
  | (?P<relunit>(?P<which>上上个?|上一?个?|前一个?|本|这一?个?|下一?个?|\b(?:this|last|previous|next|the\ prior)\s)(?P<unit>周(?![一二三四五六日天末年边转期])|星期(?![一二三四五六日天])|月(?!\d)|季度?|年(?!级|货)|天|期|week\b|month\b|quarter\b|year\b|period\b))
  | (?P<wd>(?P<wdw>上上个?|上个?|本|这个?|\b(?:this|last)\s)?(?:(?:周|星期|礼拜)(?P<wdn>[一二三四五六日天末])(?![共个直样般起些并])|\b(?P<ewd>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:days?)?\b|\b(?P<ewe>weekends?)\b))
  | (?P<yearrel>今年|去年|前年)
  | (?P<bare>(?<=[到至~—–-])\s?(?P<bd>\d{{1,2}})\s?[日号]|(?<=[–—~-])\s?(?P<ebd>\d{{1,2}})(?!\d|[.,]\d|\s?[%万千元件单:])(?:,?\s(?:19|20)\d\d\b)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_THE_SAME = re.compile(r"\s?(?:的)?这一?个?(?:周|星期|月|天|季度|年)")
_AHEAD = frozenset({"未来", "接下来", "今后", "往后", "next", "coming"})
_JOIN = re.compile(r"\s*(?:到|至|~|～|—|–|-|\bto\b|\bthrough\b|\buntil\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class DateSaid:
    """A date named at characters [start, end), and every period that it can mean; none where there is no such day."""

    start: int
    end: int
    candidates: tuple[Period, ...]


def dates_said(plain: str, today: date, known: Sequence[Period]) -> list[DateSaid]:
    """The dates in `plain` (a `plain_form`), ranges joined. A year that is left out may be any that `known` has."""
    years = sorted({today.year, *(day.year for period in known for day in (period.start, _last(period)))})
    found: list[DateSaid] = []
    for match in _PATTERN.finditer(plain):
        if match["en_m"] and match["en_m"].lower() in ("may", "mar", "march") and match["en_m"][0].islower():
            continue
        before = found[-1] if found else None
        if match["bare"]:
            if before is not None and plain[before.end : match.start()].strip() in "到至~—–-":
                found[-1] = _until_day(before, match, known)
            continue
        if match["relunit"] and before is not None and _THE_SAME.fullmatch(plain[before.end : match.end()]):
            # "11月9日到15日这一周" names the days ahead of it once more.
            found[-1] = DateSaid(before.start, match.end(), before.candidates)
            continue
        said = DateSaid(match.start(), match.end(), tuple(_periods(match, today, years, known)))
        if before is not None and _JOIN.fullmatch(plain[before.end : said.start]):
            found[-1] = _range(before, said)
        else:
            found.append(said)
    return found


def is_known(said: DateSaid, known: Sequence[Period], today: date) -> bool:
    """Whether a tool reported this period (or a day that begins, ends or is one), or it is today itself."""
    return any(_known(candidate, known, today) for candidate in said.candidates)


def _known(candidate: Period, known: Sequence[Period], today: date) -> bool:
    if candidate.days == 1 and candidate.start == today:
        return True
    for period in known:
        if candidate == period:
            return True
        if candidate.days == 1 and candidate.start in (period.start, _last(period)):
            return True
        # A week or month that is still running was asked for up to today or to the last full day.
        cut = period.start == candidate.start and period.end in (today, today + DAY)
        if cut and period.end <= candidate.end:
            return True
    return False


def names_period(said: DateSaid, period: Period, today: date) -> bool:
    """Whether what was named is this very period, or the whole of which it is the part up to today."""
    return any(
        candidate == period
        or (
            candidate.start == period.start
            and period.end in (today, today + DAY)
            and period.end <= candidate.end
        )
        for candidate in said.candidates
    )


def _periods(
    match: re.Match[str], today: date, years: list[int], known: Sequence[Period]
) -> Iterator[Period]:
    for name, read in _READERS.items():
        if match[name]:
            yield from read(match, today, years, known)
            return


def _full(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    return _day(int(m["fy"]), int(m["fm"]), int(m["fd"]))


def _year_month(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    return _month(int(m["yy"] or m["iy"]), _count(m["mm"] or m["im"]))


def _month_day(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    return [day for year in years for day in _day(year, _count(m["m"]), _count(m["d"]))]


def _only_month(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    return [month for year in years for month in _month(year, _count(m["om"]))]


def _quarter(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    number = _count(m["zqn"] or m["eqn"])
    given = m["zqy"] or m["eqy"]
    for year in [int(given)] if given else years:
        start = date(year, number * 3 - 2, 1)
        yield Period(start=start, end=months_later(start, 3))


def _year(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    year = int(m["y"] or m["eyo"])
    return [Period(start=date(year, 1, 1), end=date(year + 1, 1, 1))]


def _english_day(
    m: re.Match[str], today: date, years: list[int], known: Sequence[Period]
) -> Iterable[Period]:
    month, day, given = (m["emm"], m["emd"], m["emy"]) if m["en_md"] else (m["edm"], m["edd"], m["edy"])
    return [
        one
        for year in ([int(given)] if given else years)
        for one in _day(year, _month_number(month), int(day))
    ]


def _english_month(
    m: re.Match[str], today: date, years: list[int], known: Sequence[Period]
) -> Iterable[Period]:
    if m["en_my"]:
        return _month(int(m["eyy"]), _month_number(m["eym"]))
    return [one for year in years for one in _month(year, _month_number(m["eom"]))]


def _past(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    """The full days before today, or the same ones with today; as long as was asked, wherever a known period has that length."""
    count, unit = _count(m["pn"].lower()), m["pu"].lower()
    if m["pw"].strip().lower() in _AHEAD:
        tomorrow = today + DAY
        if unit[0] in "月m年y":
            return [
                Period(start=tomorrow, end=months_later(tomorrow, count * (12 if unit[0] in "年y" else 1)))
            ]
        return [
            Period(
                start=tomorrow,
                end=tomorrow + timedelta(days=min(count, 500) * (7 if unit[0] in "周星w" else 1)),
            )
        ]
    if unit[0] in "月m年y":
        start = months_later(today, -count * (12 if unit[0] in "年y" else 1))
        return [Period(start=start, end=today), Period(start=start + DAY, end=today + DAY)]
    days = count * (7 if unit[0] in "周星w" else 1)
    if not 0 < days < 3700:
        return []
    spans = [
        Period(start=today - timedelta(days=days), end=today),
        Period(start=today - timedelta(days=days - 1), end=today + DAY),
    ]
    # "前7天" may be what a period is compared with.
    return spans + [period.before() for period in known if period.days == days]


def _relative_day(
    m: re.Match[str], today: date, years: list[int], known: Sequence[Period]
) -> Iterable[Period]:
    words = m["rel"].lower()
    away = {"大": -3, "前": -2, "昨": -1, "今": 0, "明": 1}.get(words[0])
    if away is None:
        away = -2 if words.startswith("the day") else {"y": -1, "to": 0}.get(words[0], 0)
        away = 1 if words == "tomorrow" else away
    day = today + timedelta(days=away)
    return [Period(start=day, end=day + DAY)]


def _relative_unit(
    m: re.Match[str], today: date, years: list[int], known: Sequence[Period]
) -> Iterable[Period]:
    which, unit = m["which"].strip().lower(), m["unit"].lower()
    steps = -2 if which.startswith("上上") else 0 if which[0] in "本这" or which == "this" else -1
    steps = 1 if which[0] == "下" or which == "next" else steps
    before = (
        [period.before() for period in known]
        if which.startswith(("前", "previous", "the prior")) or unit == "期"
        else []
    )
    if which.startswith("这一"):
        # "这一周" is the week that is spoken of, whichever that is.
        before = list(known)
    if unit[0] in "期p天":
        return before
    return [_unit(unit, steps, today), *[p for p in before if _fits(p, unit)]]


def _weekday(m: re.Match[str], today: date, years: list[int], known: Sequence[Period]) -> Iterable[Period]:
    """A day of a named week; without one, each known day that falls on it."""
    weekend = m["ewe"] or m["wdn"] == "末"
    first = (
        5
        if weekend
        else "一二三四五六日天".find(m["wdn"])
        if m["wdn"]
        else _WEEKDAYS.index(m["ewd"][:3].lower())
    )
    first = min(first, 6)
    which = (m["wdw"] or "").strip().lower()
    if which:
        week = iso_week(today).shifted(
            0 if which[0] in "本这" or which == "this" else -14 if which[:2] == "上上" else -7
        )
        start = week.start + timedelta(days=first)
        return [Period(start=start, end=start + timedelta(days=2 if weekend else 1))]
    return [
        period for period in known if period.days == 1 and period.start.weekday() == first and not weekend
    ]


def _relative_year(
    m: re.Match[str], today: date, years: list[int], known: Sequence[Period]
) -> Iterable[Period]:
    return [_unit("年", {"今": 0, "去": -1, "前": -2}[m["yearrel"][0]], today)]


_READERS = {
    "full": _full,
    "ym": _year_month,
    "md": _month_day,
    "mo": _only_month,
    "zq": _quarter,
    "en_q": _quarter,
    "year": _year,
    "en_y": _year,
    "en_md": _english_day,
    "en_dm": _english_day,
    "en_my": _english_month,
    "en_m": _english_month,
    "past": _past,
    "rel": _relative_day,
    "relunit": _relative_unit,
    "wd": _weekday,
    "yearrel": _relative_year,
}


def _fits(period: Period, unit: str) -> bool:
    """Whether a period is about as long as its unit: the week before a week, not before a month."""
    shortest, longest = {"周": (7, 7), "星": (7, 7), "w": (7, 7), "月": (28, 31), "m": (28, 31)}.get(
        unit[0], (80, 92) if unit[0] in "季q" else (365, 366)
    )
    return shortest <= period.days <= longest


def _unit(unit: str, steps: int, today: date) -> Period:
    if unit[0] in "周星w":
        return iso_week(today).shifted(7 * steps)
    size = {"月": 1, "m": 1, "季": 3, "q": 3}.get(unit[0], 12)
    first = date(today.year, (today.month - 1) // size * size + 1, 1)
    start = months_later(first, steps * size)
    return Period(start=start, end=months_later(start, size))


def _until_day(before: DateSaid, match: re.Match[str], known: Sequence[Period]) -> DateSaid:
    """`11月9日到15日`: the second day is in the month of the first."""
    day = int(match["bd"] or match["ebd"])
    ends = [
        Period(start=first.start, end=last.end)
        for first in before.candidates
        if first.days == 1
        for last in _day(first.start.year, first.start.month, day)
        if last.start > first.start
    ]
    return DateSaid(before.start, match.end(), tuple(ends))


def _range(first: DateSaid, second: DateSaid) -> DateSaid:
    """From the first one's beginning to the second one's end, where they follow one another."""
    joined = [
        Period(start=a.start, end=b.end)
        for a in first.candidates
        for b in second.candidates
        if a.start < b.start and b.end > a.end
    ]
    return DateSaid(first.start, second.end, tuple(dict.fromkeys(joined)))


def _day(year: int, month: int, day: int) -> list[Period]:
    try:
        first = date(year, month, day)
    except ValueError:
        return []
    return [Period(start=first, end=first + DAY)]


def _month(year: int, month: int) -> list[Period]:
    if not 1 <= month <= 12:
        return []
    first = date(year, month, 1)
    return [Period(start=first, end=months_later(first, 1))]


def _month_number(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def _count(words: str) -> int:
    if words.isdigit():
        return int(words)
    if words in _WORDS:
        return _WORDS[words]
    value = chinese_number(words)
    return int(value) if value is not None else 0


def _last(period: Period) -> date:
    return period.end - DAY
