"""The slots of time: the periods that were said, and which of their time is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brain.assistant.understanding.narrowing import DAYPART_HOURS, NARROWING, parts_on
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import Kind, Token

SHORTEST_WITH_WEEKDAYS = 14  # days; in one week a weekday is a single day
OF_A_WHOLE = ("占全月", "占当月", "占整月", "占全年", "占整年")
AHEAD = frozenset({Kind.NEXT, Kind.REL})


def read_times(tokens: Sequence[Token], used: set[int], said: Reading, places: list[int]) -> None:
    """Fill `whens`, `weekdays`, `dayparts`, `holidays` and `sometime`; `places` are the tokens that `whens` came from."""
    _weekdays(tokens, used, said)
    for i in _all(tokens, used, Kind.TIME):
        places.append(i)
        said.whens.append(tokens[i].value)
        used.add(i)
        if i + 1 < len(tokens) and tokens[i + 1].kind == Kind.THATDAY and tokens[i].value.unit == "day":
            used.add(i + 1)  # 双十一那天
    kinds = [i for i, token in enumerate(tokens) if token.kind == Kind.DAYKIND]
    weekend = any(when.weekdays == (6, 7) for when in said.whens) or said.weekdays == (6, 7)
    if kinds and weekend:
        said.leftover.append(tokens[kinds[0]].text)  # 周末和工作日对比: two kinds of days are no two periods
    _narrowed(said)
    _apart(tokens, used, said)
    _hours(tokens, used, said)
    if any(when.to_date for when in said.whens):
        used.update(
            i for i in _all(tokens, used, Kind.TODATE) if tokens[i].value is None
        )  # this month's sales so far
    for i in _all(tokens, used, Kind.DURING):
        if i - 1 in places:
            used.add(i)  # 国庆假期（10月1日至7日）期间
    if "stock_on_hand" in said.metrics or "stock_value" in said.metrics:
        used.update(_all(tokens, used, Kind.TODATE))  # what lies on the shelf lies there now
    for i in _all(tokens, used, Kind.SOMETIME):
        said.sometime = str(tokens[i].value)
        used.add(i)
    # 最近 without a number is a wish, not a period: it is asked back like a missing one.
    used.update(_all(tokens, used, Kind.PAST))
    ahead = any(
        tokens[i].kind in AHEAD and (1 if tokens[i].value is None else tokens[i].value) > 0
        for i in _all(tokens, used, *AHEAD)
    )
    if ahead or any(when.future for when in said.whens):
        said.out = said.out or "future"


def _hours(tokens: Sequence[Token], used: set[int], said: Reading) -> None:
    """昨晚八点到十点, "from 8 to 10 last night": hours within the part of the day that is named are all that is meant of it."""
    places = _all(tokens, used, Kind.HOURS)
    if len(places) != 1:
        return
    first, last = tokens[places[0]].value
    if said.dayparts and not all(_part_of(hour) in _wide(said.dayparts) for hour in range(first, last + 1)):
        return  # stays unused, and so declines the question
    said.hours, said.dayparts = (first, last), ()
    said.whens = [replace(when, dayparts=()) for when in said.whens]
    used.add(places[0])


def _part_of(hour: int) -> str:
    begun = [part for part, begin in DAYPART_HOURS.items() if int(begin) <= hour]
    return begun[-1]


def _wide(dayparts: tuple[str, ...]) -> tuple[str, ...]:
    """In speech the evening begins before six and the afternoon at noon."""
    beside = {"evening": ("afternoon",), "afternoon": ("noon",), "morning": ("early", "noon")}
    return (*dayparts, *(more for part in dayparts for more in beside.get(part, ())))


def _all(tokens: Sequence[Token], used: set[int], *kinds: Kind) -> list[int]:
    return [i for i, token in enumerate(tokens) if token.kind in kinds and i not in used]


def _narrowed(said: Reading) -> None:
    """What narrows the periods goes for the whole question; two periods narrowed differently are no one query."""
    for name in ("dayparts", "holidays"):
        found = {getattr(when, name) for when in said.whens}
        if getattr(said, name):
            continue
        if len(found) > 1:
            said.leftover.append(" / ".join(sorted(str(value) for value in found if value)))
        elif found:
            setattr(said, name, found.pop())


def _apart(tokens: Sequence[Token], used: set[int], said: Reading) -> None:
    """上个月各品类晚上的销售额: a part of the day, or a kind of day, that stands apart from its period."""
    parts = _all(tokens, used, Kind.DAYPART)
    if len(parts) >= 2 and not said.dayparts:
        said.dayparts = tuple(
            dict.fromkeys(part for i in parts for part in parts_on(tokens[i].value, single_day=False))
        )
        used.update(parts)
        if "daypart" not in said.dimensions:
            said.dimensions.append("daypart")  # 中午跟晚上哪头进账多
    for i in _all(tokens, used, *NARROWING):
        if tokens[i].kind == Kind.DAYPART and not said.dayparts:
            single = bool(said.whens) and all(when.period.days == 1 for when in said.whens)
            said.dayparts = parts_on(tokens[i].value, single_day=single)
        elif tokens[i].kind == Kind.DAYKIND and not said.holidays:
            said.holidays = str(tokens[i].value)
        else:
            continue  # stays unused, and so declines the question
        used.add(i)
    said.whens = [replace(w, dayparts=said.dayparts, holidays=said.holidays) for w in said.whens]


def _weekdays(tokens: Sequence[Token], used: set[int], said: Reading) -> None:
    """Days of the week inside a longer period: weekends last month, 10月每周一, 上个月周一到周五."""
    plural = _all(tokens, used, Kind.WEEKDAYS)
    if len(plural) > 1:
        said.weekdays = tuple(sorted({day for i in plural for day in tokens[i].value}))
        said.dimensions.append("weekday")  # do Sundays bring in more than Wednesdays
        used.update({*plural, *_all(tokens, used, Kind.VS)})
        return
    if len(plural) == 1:
        said.weekdays = tokens[plural[0]].value
        used.add(plural[0])
        return
    times = _all(tokens, used, Kind.TIME)
    loose = [i for i in times if tokens[i].value.loose]
    if len(times) == 1 and loose and len(tokens[times[0]].value.weekdays) < 3 and _every(tokens, times[0]):
        said.weekdays = tokens[times[0]].value.weekdays  # 每个周日: of which weeks is asked back
        used.update({times[0], times[0] - 1})
        return
    if times and len(loose) == len(times) and _of_a_whole(tokens):
        said.weekdays = tuple(sorted({day for i in loose for day in tokens[i].value.weekdays}))
        used.update(loose)  # 周六周日占全月几成: of which month is asked back
        return
    if _several_weekdays(tokens, used, said, times):
        return
    if len(times) != 2 or len(loose) != 1 or _all(tokens, used, Kind.VS, Kind.COMPARE, Kind.CONJ):
        return
    at = loose[0]
    other = times[0] if times[1] == at else times[1]
    named = tokens[at].value.weekdays
    every = _every(tokens, at)
    beside_figure = at + 1 < len(tokens) and tokens[at + 1].kind == Kind.METRIC
    weekend = len(named) == 2 and (not tokens[at].text.isascii() or beside_figure)
    weekend = weekend or (len(named) == 1 and not tokens[at].text.isascii() and at == other + 1)  # 上个月周三
    of_day = tokens[at].value.dayparts  # Saturday evenings last month
    fits = tokens[other].value.period.days >= SHORTEST_WITH_WEEKDAYS and not tokens[other].value.dayparts
    if fits and (every or weekend or of_day or len(named) > 2):
        said.weekdays, said.dayparts = named, of_day
        if every and tokens[at - 1].text in ("each", "for each") and "day" not in said.dimensions:
            said.dimensions.append("day")  # sales for each Saturday in August
        used.update({at, at - 1} if every else {at})


def _of_a_whole(tokens: Sequence[Token]) -> bool:
    """Whether a share of a whole month or year is asked: no single weekend is one."""
    return any(token.kind == Kind.SHARE and token.text.startswith(OF_A_WHOLE) for token in tokens)


def _several_weekdays(tokens: Sequence[Token], used: set[int], said: Reading, times: Sequence[int]) -> bool:
    """8月份星期六和星期天分别卖了多少: days of the week of one longer period, each told by itself."""
    loose = [i for i in times if tokens[i].value.loose and len(tokens[i].value.weekdays) == 1]
    others = [i for i in times if i not in loose]
    if len(loose) < 2 or len(others) != 1 or tokens[others[0]].value.period.days < SHORTEST_WITH_WEEKDAYS:
        return False
    shared = any(token.kind == Kind.SHARE for token in tokens)
    if _all(tokens, used, Kind.VS, Kind.COMPARE) or (_all(tokens, used, Kind.GROWTH) and not shared):
        return False
    said.weekdays = tuple(sorted({day for i in loose for day in tokens[i].value.weekdays}))
    apart = "weekday" if len(said.weekdays) > 1 else "day"  # each Sunday, a figure a Sunday
    if apart not in said.dimensions:
        said.dimensions.append(apart)
    used.update(loose)
    return True


def _every(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].kind == Kind.BY and tokens[at - 1].text != "per"
