"""What an answer must say: the figures of a question's `expect`, counted from the frames.

metrics   names; "a|b" allows either                      by       dimensions, one name or a list; "a|b" allows either
start end days, the second exclusive                       compare  the earlier days, likewise
where     {dimension: values}                              without  {dimension: values}, rows without a value stay
ranges    {dimension: [low, high]}, both within, null open having   [[metric, operator, value ...]], of each group
rows      how many of a ranking ("some": at least one)     low      the smallest first
rank      "change": the first row is the one that changed most (least with `low`)
others    the groups beyond it in one last row             shows    share | running
share_of  {dimension: values}: what part they have of the whole, as one figure; share_range likewise by ranges
count     how many groups there are, or the groups         names    false: the groups have no names to compare
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import pandas as pd

from eval.by_hand import Frames, countable
from eval.figures import UNCOUNTED, sources_of, value_of
from eval.many_groups import can_count, counted, table_of_metric
from eval.shop_tables import DAY_OF, Facts, month_of, quarter_of, week_of

Expect = Mapping[str, Any]
Key = tuple[Any, ...]
TESTS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
}


Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Cut:
    """A shop's facts of some days and some rows."""

    tables: Tables
    costs: pd.Series
    start: date
    end: date

    @property
    def lines(self) -> pd.DataFrame:
        """Order lines of every status."""
        return self.tables["lines"]

    @property
    def events(self) -> pd.DataFrame:
        """What visitors did."""
        return self.tables["events"]

    def frames(self) -> Frames:
        """The two frames that `by_hand` counts."""
        return Frames(self.lines, self.events)

    def only(self, tables: Tables) -> Cut:
        """Other rows of the same days."""
        return Cut(tables, self.costs, self.start, self.end)

    def each(self, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Cut:
        """The cut with every table changed."""
        return self.only({name: change(table) for name, table in self.tables.items()})


def readings(expect: Expect) -> Iterator[dict[str, Any]]:
    """Every way in which the expectation may be met: `any_of`, and each choice of "a|b"."""
    for one in expect.get("any_of", [{}]):
        whole = {name: value for name, value in expect.items() if name != "any_of"} | one
        places = [name for name in ("metrics", "by") if name in whole]
        lists = [_listed(whole[name]) for name in places]
        flat = [word.split("|") for words in lists for word in words]
        for choice in product(*flat):
            rest = list(choice)
            chosen = dict(whole)
            for name, words in zip(places, lists, strict=True):
                chosen[name] = [rest.pop(0) for _ in words]
            yield chosen


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def day(text: str) -> date:
    """A day as the set writes it."""
    return date.fromisoformat(text)


def cut_of(facts: Facts, expect: Expect, period: str = "now") -> Cut:
    """The rows that an expectation speaks of; `period` "compare" for the earlier days."""
    start, end = expect["compare"] if period == "compare" else (expect["start"], expect["end"])
    first, after = day(start), day(end)
    tables = {}
    for name, table in facts.tables.items():
        days = table[DAY_OF[name]]
        # What is on the shelves on a day was counted on it or before.
        seen = days < after if name == "stock" else (days >= first) & (days < after)
        tables[name] = _kept(table[seen], expect)
    return Cut(tables, facts.costs, first, after)


def _kept(frame: pd.DataFrame, expect: Expect) -> pd.DataFrame:
    """Rows that meet the filters. A frame that does not know a dimension has no row that meets it."""
    for name, values in expect.get("where", {}).items():
        frame = frame[frame[name].isin(_typed(name, values))] if name in frame else frame.iloc[:0]
    for name, values in expect.get("without", {}).items():
        frame = frame[~frame[name].isin(_typed(name, values))] if name in frame else frame.iloc[:0]
    for name, (low, high) in expect.get("ranges", {}).items():
        if name not in frame:
            return frame.iloc[:0]
        known = frame[name].astype(float)
        frame = frame[known.ge(-1e18 if low is None else low) & known.le(1e18 if high is None else high)]
    return frame


def _typed(name: str, values: list[Any]) -> list[Any]:
    """Values as the column has them: days and numbers may be written as text."""
    if name in DAYS:
        return [day(value) if isinstance(value, str) else value for value in values]
    return [float(value) for value in values] if name in NUMBERS else values


def groups(cut: Cut, by: list[str], sources: set[str]) -> Iterator[tuple[Key, Cut]]:
    """The rows of each combination of values that some source has; rows without a value are under None."""
    if not by:
        yield (), cut
        return
    parts: dict[Key, Tables] = {}
    for place, frame in cut.tables.items():
        if place in sources and len(frame) and all(name in frame for name in by):
            for key, part in frame.groupby(by, dropna=False, sort=False):
                named = tuple(None if pd.isna(value) else value for value in key)
                parts.setdefault(named, {})[place] = part
    empty = {place: frame.iloc[:0] for place, frame in cut.tables.items()}
    for key, tables in parts.items():
        yield key, cut.only(empty | tables)


@dataclass
class Table:
    """Figures by group: `rows[key]` has one value a metric, then what `extra` names."""

    by: list[str]
    metrics: list[str]
    rows: dict[Key, list[float | None]]
    extra: dict[str, dict[Key, float | None]]


def table_of(facts: Facts, expect: Expect) -> Table:
    """All groups of an expectation with their figures, before any ranking; `having` applied."""
    by, metrics = _listed(expect.get("by", [])), list(expect["metrics"])
    cut = cut_of(facts, expect)
    asked = [*metrics, *(test[0] for test in expect.get("having", []))]
    sources = set().union(*(sources_of(metric) for metric in asked))
    whole = _whole(cut, by, asked, sources)
    kept = {key: values for key, values in whole.items() if _passes(values, expect)}
    rows = {key: [values[m] for m in metrics] for key, values in kept.items()}
    table = Table(by, metrics, rows, {})
    if "share" in expect.get("shows", []):
        for metric in metrics:
            total = value_of(cut, metric)
            table.extra[f"{metric}_share"] = {k: ratio(values[metric], total) for k, values in kept.items()}
    if "running" in expect.get("shows", []):
        table.extra[f"{metrics[0]}_running"] = _running(rows)
    if "compare" in expect:
        before = _whole(cut_of(facts, expect, "compare"), by, metrics, sources)
        beside = {key: before.get(earlier) for key, earlier in _earlier(expect, by, {*rows, *before})}
        for metric in metrics:
            table.extra[f"{metric}_before"] = {
                key: values[metric] if values else None for key, values in beside.items()
            }
    return table


def _earlier(expect: Expect, by: list[str], keys: set[Key]) -> Iterator[tuple[Key, Key]]:
    """Each group with the one it is compared with: the same name, or the bucket of time that corresponds to it."""
    times = [place for place, name in enumerate(by) if name in STEPS_OF_TIME]
    if not times:
        yield from ((key, key) for key in keys)
        return
    place, step = times[0], STEPS_OF_TIME[by[times[0]]]
    now = _buckets(step, expect["start"], expect["end"])
    before = _buckets(step, *expect["compare"])
    for one, other in zip(now, [*before, *[None] * len(now)], strict=False):
        for rest in {(*key[:place], *key[place + 1 :]) for key in keys}:
            yield (*rest[:place], one, *rest[place:]), (*rest[:place], other, *rest[place:])


def _buckets(step: Callable[[date], date], start: str, end: str) -> list[date]:
    count = (day(end) - day(start)).days
    return sorted({step(day(start) + timedelta(days=n)) for n in range(count)})


def _whole(
    cut: Cut, by: list[str], metrics: list[str], sources: set[str]
) -> dict[Key, dict[str, float | None]]:
    """Every group's metrics."""
    names = list(dict.fromkeys(metrics))
    if not set(names) & UNCOUNTED:
        cut = cut.only({**cut.tables, "lines": countable(cut.lines)})
    if by and can_count(names):
        frame = cut.tables[table_of_metric(names[0])]
        known = all(name in frame for name in by)
        return counted(frame, by, names) if known else {}
    return {key: {m: value_of(part, m) for m in names} for key, part in groups(cut, by, sources)}


def _passes(values: Mapping[str, float | None], expect: Expect) -> bool:
    for metric, sign, *bounds in expect.get("having", []):
        value = values[metric]
        if value is None:
            return False
        value = round(value, 6)
        if sign == "between":
            if not bounds[0] <= value <= bounds[1]:
                return False
        elif not TESTS[sign](value, bounds[0]):
            return False
    return True


def _running(rows: dict[Key, list[float | None]]) -> dict[Key, float | None]:
    """Added up along the first part of the key."""
    total, result = 0.0, dict[Key, float | None]()
    for key in sorted(rows, key=lambda one: [spelled(value) for value in one]):
        total += rows[key][0] or 0.0
        result[key] = total
    return result


def ratio(part: float | None, whole: float | None) -> float | None:
    """A part of a whole; None where there is no whole."""
    return part / whole if part is not None and whole else None


def share_of(facts: Facts, expect: Expect) -> float | None:
    """What part of the whole the rows of `share_of` (or `share_range`) have."""
    metric = expect["metrics"][0]
    whole = cut_of(facts, expect)
    kept = {"where": expect.get("share_of", {}), "ranges": expect.get("share_range", {})}
    part = whole.each(lambda table: _kept(table, kept))
    return ratio(value_of(part, metric), value_of(whole, metric))


def others_of(facts: Facts, expect: Expect, named: set[str], unnamed: bool) -> float | None:
    """The first metric over all groups but those named; `unnamed`: rows without a value belong to the others."""
    cut = cut_of(facts, expect)
    name = _listed(expect["by"])[0]

    def rest(frame: pd.DataFrame) -> pd.DataFrame:
        if name not in frame:
            return frame.iloc[:0]
        kept = frame[~frame[name].map(lambda value: spelled(value) in named).astype(bool)]
        return kept if unnamed else kept[kept[name].notna()]

    return value_of(cut.each(rest), expect["metrics"][0])


def spelled(value: Any) -> str:
    """A group's name as an answer writes it."""
    if value is None or (not isinstance(value, date) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def from_query(query: Mapping[str, Any]) -> dict[str, Any]:
    """The expectation that an answer's own query states, to see that at least its figures are those of its query."""
    expect: dict[str, Any] = {
        "metrics": list(query["metrics"]),
        "by": list(query["dimensions"]),
        "start": str(query["period"]["start"]),
        "end": str(query["period"]["end"]),
    }
    if query.get("compare"):
        expect["compare"] = [str(query["compare"]["start"]), str(query["compare"]["end"])]
    for one in query.get("filters", ()):
        _add_filter(expect, one)
    if query.get("having"):
        expect["having"] = [
            [h["metric"], h["op"], *(float(value) for value in h["values"])] for h in query["having"]
        ]
    if query.get("limit"):
        expect["rows"] = "some"
        expect["low"] = bool(query.get("order")) and not query["order"]["descending"]
    expect["shows"] = [show for show in query.get("shows", ()) if show in ("share", "running")]
    return expect


STEPS_OF_TIME: dict[str, Callable[[date], date]] = {
    "day": lambda one: one,
    "week": week_of,
    "month": month_of,
    "quarter": quarter_of,
}
NUMBERS = {"weekday", "hour", "daypart", "months_since", "order_size", "order_value", "order_value_band"}
NUMBERS |= {"price", "price_band"}
DAYS = {"day", "week", "month", "quarter", "year", "cohort", "first_order"}


def _add_filter(expect: dict[str, Any], one: Mapping[str, Any]) -> None:
    name, sign, values = one["dimension"], one["op"], list(one["values"])
    if name in DAYS:
        typed: list[Any] = [day(value) for value in values]
    else:
        typed = [float(value) for value in values] if name in NUMBERS else values
    if sign in ("=", "in"):
        expect.setdefault("where", {})[name] = typed
    elif sign in ("!=", "not in"):
        expect.setdefault("without", {})[name] = typed
    elif name in NUMBERS:
        small = 1e-6
        low, high = expect.setdefault("ranges", {}).get(name, [None, None])
        bounds = {">=": (typed[0], high), "<=": (low, typed[0]), ">": (typed[0] + small, high)}
        bounds["<"] = (low, typed[0] - small)
        expect["ranges"][name] = list(typed if sign == "between" else bounds[sign])


def days_of(expect: Expect) -> int:
    """How many days the period has."""
    return (day(expect["end"]) - day(expect["start"])) // timedelta(days=1)
