"""What is compared with what: two periods, a period with the one before it, two names, or two figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from brain.assistant.understanding.festivals import year_earlier, year_later
from brain.assistant.understanding.periods import When, day_of, preceding, single
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.evidence import Period

MARKS = frozenset({Kind.VS, Kind.COMPARE})
TIME_CUTS = frozenset({"day", "week", "month"})
# How far apart, and not how much a figure grew.
APART = re.compile(
    r"多卖|少卖|多多少|多了|少多少|少了|高多少|高了|低多少|差|百分之|difference|by how much|higher|lower"
)


SUMMED = re.compile(
    r"一共|总共|合计|总计|加起来|加在一起|加一起|合起来|合在一起|\b(?:together|combined|altogether|in total|in all|added up|summed)\b"
)
ONE_BY_ONE = re.compile(r"各|分别|比|\b(?:each|respectively|vs|versus|compared?)\b")


def summed(text: str) -> bool:
    """Whether what is named is to be added up: 9月和10月一共卖了多少."""
    return SUMMED.search(text) is not None and ONE_BY_ONE.search(text) is None


def read_comparison(
    tokens: Sequence[Token], used: set[int], said: Reading, places: Sequence[int], *, summed: bool = False
) -> None:
    """Fill `compare` and `main_first`; `places` are the tokens that `said.whens` came from. `summed`: the periods are added up."""
    marks = [i for i, token in enumerate(tokens) if token.kind in MARKS and i not in used]
    growth = [i for i, token in enumerate(tokens) if token.kind == Kind.GROWTH and i not in used]
    used.update(growth)
    # 占 ... 的百分之几 asks for a share, not for a change.
    said.growth = any(not (said.share and tokens[i].text.startswith("百分之")) for i in growth)
    growth = growth if said.growth else []
    _named_comparison(tokens, used, said, marked=bool(marks or growth))
    if len(places) == 1:
        said.whens = [_with_its_days(said.whens[0], tokens[places[0]].text)]
        if not _is_compared_with(tokens, places[0], marks):
            _taken_apart(said, marks, growth)
    if len(said.whens) == 2:
        _two_periods(tokens, said, places, marks, summed=summed)
    elif said.compare is None and (marks or growth):
        _one_period(tokens, said, places, marks)


def _named_comparison(tokens: Sequence[Token], used: set[int], said: Reading, *, marked: bool) -> None:
    """环比, 同比 and their like. "The week before Christmas" is another period, not a comparison."""
    joined = marked or any(token.kind in (Kind.CONJ, Kind.FOLLOW) for token in tokens)
    for i, token in enumerate(tokens):
        if token.kind not in (Kind.BEFORE, Kind.YEARAGO):
            continue
        if token.value in ("back", "on"):
            said.shifted, said.ahead = True, token.value == "on"
            used.add(i)
            continue
        beside = tokens[i - 1 : i] if not token.text.isascii() else tokens[i + 1 : i + 2]
        if (
            token.value == "unit"
            and not marked
            and not said.metrics
            and any(t.kind == Kind.FOLLOW for t in tokens)
        ):
            said.shifted = True  # "same for the month before"
            used.add(i)
            continue
        points_at_time = bool(beside) and beside[0].kind == Kind.TIME
        if token.value == "unit" and (points_at_time or not joined):
            continue  # stays unused, and so declines the question
        word = "before" if token.kind == Kind.BEFORE else "yearago"
        if said.compare not in (None, word):
            said.leftover.append(token.text)
        said.compare = word
        used.add(i)


def _with_its_days(when: When, written: str) -> When:
    """24号到25号: two days, from the one to the other."""
    if when.ends is not None or when.unit != "days" or when.period.days != 2 or not _TO.search(written):
        return when
    first = single(when.period.start)
    return replace(when, ends=(first, single(first.period.end)))


def _is_compared_with(tokens: Sequence[Token], place: int, marks: Sequence[int]) -> bool:
    """Compare that with March to May, 跟3月到5月比: the range is what is compared with, its ends are not set side by side."""
    led = place - 1 in marks and tokens[place - 1].kind == Kind.VS
    return led or (place + 1 in marks and place > 0 and _base_first(tokens, place, marks))


def _with_both(tokens: Sequence[Token], first: int, last: int, marks: Sequence[int]) -> bool:
    led = first - 1 in marks and tokens[first - 1].text.endswith((" with", " to", "against", "versus", "vs"))
    return led and [token.text for token in tokens[first + 1 : last]] == ["and"]


_TO = re.compile(r"到|至|\d ?[号日]? ?[~-] ?\d")


def _taken_apart(said: Reading, marks: Sequence[int], growth: Sequence[int]) -> None:
    """ "Growth from June to July" and "compare Jan to Feb" set the two ends of a range against each other."""
    ends = said.whens[0].ends
    if ends is None or said.compare is not None or not (marks or growth):
        return
    first, second = ends
    whole = said.whens[0].period
    backwards = bool(marks) and not growth  # "compare July to June" names two periods in any order
    if (
        first.unit != second.unit
        or first.unit == "days"
        or (first.unit == "day" and whole.days != len(ends))  # 24号到25号涨了: of one day after the other
        or (not backwards and (first.period.start, second.period.end) != (whole.start, whole.end))
    ):
        said.leftover.append("…")
        return
    said.whens = sorted((first, second), key=lambda when: when.period.start, reverse=True)
    said.compare, said.main_first = "two", True


def _two_periods(
    tokens: Sequence[Token], said: Reading, places: Sequence[int], marks: Sequence[int], *, summed: bool
) -> None:
    if said.compare == "two":
        return
    first, last = places[0], places[1]
    if _explained(tokens, said, first, last, marks):
        return
    if _with_both(tokens, first, last, marks):
        said.leftover.append(tokens[last].text)  # compare that with March and May: with each, or with both?
        return
    said.whens[1] = _in_week_of(*said.whens)
    if not _same_part_of_year(said):
        said.leftover.append(tokens[last].text)  # 去年12月和今年比: there is no December of this year yet
        return
    if said.whens[0].period == said.whens[1].period:
        if not tokens[last].text.startswith("前"):
            said.leftover.append(tokens[last].text)  # a period against itself
        said.whens[1] = preceding(said.whens[0])  # 近7天比前7天
    joined = any(tokens[i].kind == Kind.CONJ for i in range(first + 1, last))
    told_together = summed or said.together or _cut_by_time(said)
    if not marks and not said.growth and joined and said.compare is None and told_together:
        _one_stretch(said)
        return
    said.compare = "two"
    said.main_first = any(first < i < last for i in marks) and not _base_first(tokens, first, marks)
    between = [i for i in range(first + 1, last) if tokens[i].kind == Kind.METRIC]
    figures = [i for i, token in enumerate(tokens) if token.kind == Kind.METRIC]
    crossed = len(said.metrics) > 1 and between and len(between) < len(figures)
    if said.names_compared() and not (marks or said.growth):
        crossed = True  # July in Germany and August in France
    if crossed or not (marks or joined or said.growth):
        said.leftover.append(tokens[last].text)


def _explained(tokens: Sequence[Token], said: Reading, first: int, last: int, marks: Sequence[int]) -> bool:
    """ "The last week of February, 24th to 29th": the second only says the first again, and more exactly."""
    whole, part = said.whens[0].period, said.whens[1].period
    between = tokens[first + 1 : last]
    if not between and tokens[last].text.startswith(("这", "那", "these", "those")):
        said.whens = [said.whens[0]]  # 9到11月这三个月
        return True
    apart = all(token.kind == Kind.CONJ and token.text == "," for token in between)
    same = whole.start <= part.start and part.end <= whole.end and 2 * part.days > whole.days
    if marks or said.growth or said.compare or not (apart and same):
        return False
    said.whens = [said.whens[1]]
    return True


def _base_first(tokens: Sequence[Token], first: int, marks: Sequence[int]) -> bool:
    """跟去年10月比，今年10月: what stands between 跟 and 比 is what is compared with."""
    led = (
        first > 0 and tokens[first - 1].kind in (Kind.CONJ, Kind.VS) and not tokens[first - 1].text.isascii()
    )
    return (
        led
        and tokens[first - 1].text not in (",", ";")
        and (first + 1 in marks or tokens[first - 1].kind == Kind.VS)
    )


def _in_week_of(first: When, second: When) -> When:
    """上周一和周二, 上个月5号和6号: the second day is of the week or month that the first one names."""
    if second.open_month and first.unit == "day" and not first.open_month:
        start = first.period.start
        return day_of(start.year, start.month, second.period.start.day) or second
    if not (first.weekdays and not first.loose and second.loose and len(second.weekdays) == 1):
        return second
    days = second.weekdays[0] - first.weekdays[0]
    return replace(second, period=first.period.shifted(days), loose=False)


def _same_part_of_year(said: Reading) -> bool:
    """ "Singles' Day this year compared with last year": the other year means its Singles' Day, not the whole of it."""
    first, second = said.whens
    if (first.unit == "year") == (second.unit == "year"):
        return True
    first_moved = in_year_of(second, first) if first.unit == "year" else first
    second_moved = in_year_of(first, second) if second.unit == "year" else second
    if first_moved is None or second_moved is None:
        return False
    said.whens = [first_moved, second_moved]
    return True


def in_year_of(when: When, year: When) -> When | None:
    """The same stretch of the calendar in another year; None where it is still to come, or in the very year."""
    years = year.period.start.year - when.period.start.year
    if years == 1:
        later = year_later(when)
        return later if later is not None and later.period.end <= year.period.end else None
    earlier = when if years < 0 else None
    for _ in range(-years):
        earlier = year_earlier(earlier) if earlier is not None else None
    return earlier


def _cut_by_time(said: Reading) -> bool:
    return said.trend or bool(TIME_CUTS & set(said.dimensions))


def _one_stretch(said: Reading) -> None:
    """10月和11月按周看: neighbouring periods, asked for in steps of time, are one stretch."""
    first, second = sorted(said.whens, key=lambda when: when.period.start)
    if first.period.end != second.period.start:
        said.leftover.append("…")
        return
    whole = Period(start=first.period.start, end=second.period.end)
    said.whens = [replace(When(whole, "days"), to_date=second.to_date)]


def _one_period(tokens: Sequence[Token], said: Reading, places: Sequence[int], marks: Sequence[int]) -> None:
    before_time = [i for i in marks if tokens[i].kind == Kind.VS and i + 1 in places]
    if not before_time and _led_to_time(tokens, places, marks):
        said.compare = "against"  # 和上个月比, after a question of another period
    elif before_time:
        said.compare = "against"
        if len(said.metrics) > 1 and tokens[before_time[0] - 1].kind == Kind.METRIC:
            said.leftover.append(tokens[before_time[0]].text)  # 销售额和退款对比上个月: which with which?
    elif said.names_compared() and _apart(tokens, marks):
        said.growth = False  # 宝妈1群比宝妈2群多卖多少: of the two names, not of two periods
    elif not said.names_compared() and any(_before_name(tokens, i) for i in marks):
        said.versus = True
    elif said.growth or not (said.names_compared() or len(said.metrics) > 1):
        said.compare = "before"


def _led_to_time(tokens: Sequence[Token], places: Sequence[int], marks: Sequence[int]) -> bool:
    """和去年比: what stands between 和 and 比 is what is compared with, and nothing else is said of time."""
    return (
        len(places) == 1
        and places[0] + 1 in marks
        and places[0] > 0
        and tokens[places[0] - 1].kind == Kind.CONJ
        and not tokens[places[0] - 1].text.isascii()
    )


def _between_names(tokens: Sequence[Token], mark: int) -> bool:
    """Whether a word of comparing has a name on either side: A比B, which is more, A or B."""
    names = [i for i, token in enumerate(tokens) if token.kind == Kind.NAME]
    return bool(names) and names[0] < mark < names[-1]


def _apart(tokens: Sequence[Token], marks: Sequence[int]) -> bool:
    """Whether it is asked how far two names lie apart, and not how much each of them grew."""
    changes = [token.text for token in tokens if token.kind == Kind.GROWTH]
    between = any(_between_names(tokens, i) for i in marks) or "difference" in changes
    return between and all(APART.search(text) for text in changes)


def _before_name(tokens: Sequence[Token], mark: int) -> bool:
    """Is that more than France, 和纸尿裤比: after a question about another name."""
    if tokens[mark].kind != Kind.VS:
        return False
    ahead = mark + 1 < len(tokens) and tokens[mark + 1].kind == Kind.NAME
    led = mark > 1 and tokens[mark - 1].kind == Kind.NAME and tokens[mark - 2].kind == Kind.CONJ
    return ahead or (led and not tokens[mark].text.isascii())
