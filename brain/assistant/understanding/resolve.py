"""What was said, and what was said before -> one meaning: a query, a question back, or an honest no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from brain.assistant.understanding import periods
from brain.assistant.understanding.acts import ABOUT_THE_FUTURE, FREE_ACTS, LOOSE_ACTS, leading_act
from brain.assistant.understanding.conditions import Unclear, conditions
from brain.assistant.understanding.festivals import days_of, year_earlier
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.narrowing import DAYPART_HOURS
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import NameHit
from brain.facts.semantic.compile import can_split
from brain.facts.semantic.metrics import METRIC_BY_NAME
from brain.kernel.evidence import Filter, Having, Operator, Order, Query, Show

RANKED_ROWS = 10
CUSTOMER_GROUPS = frozenset({"stage", "rfm"})
MOST_GROUPS = 10_000
TIME_STEPS = ("day", "week", "month", "quarter", "year")
LONGEST_DAILY_TREND = 62
LINE_LISTS = frozenset({"product", "category", "brand"})
LINE_METRICS = frozenset({"net_sales", "gross_sales", "refunds", "units", "views", "carts"})
UNIT_AT_WHICH_TO_COMPARE = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True)
class Intent:
    """A question's slots after defaults and context; without a metric or a period it is not complete."""

    metrics: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    when: When | None = None
    compare: Literal["before", "yearago"] | When | None = None
    ranked: str | None = None
    limit: int | None = None
    trend: bool = False
    having: tuple[Having, ...] = ()
    shows: tuple[Show, ...] = ()
    others: bool = False
    rising: Literal["change", "difference"] | None = None
    """Ranked by how much it grew: as a rate, or in the figure's own unit."""
    holidays: str = ""
    """Only the "workdays", "off" days or "holidays" of the period."""

    def compared(self) -> When | None:
        """The period compared with."""
        if self.when is None or self.compare is None or isinstance(self.compare, When):
            return self.compare if isinstance(self.compare, When) else None
        return periods.preceding(self.when) if self.compare == "before" else year_earlier(self.when)

    def split(self) -> tuple[str, ...]:
        """The dimensions, a trend's day or month included."""
        if not self.trend or self.when is None or any(d in ("day", "week", "month") for d in self.dimensions):
            return self.dimensions
        step = "day" if self.when.period.days <= LONGEST_DAILY_TREND else "month"
        return (step, *self.dimensions)

    def _most_people(self) -> int | None:
        """A list of customers leaves out what has no customer; a limit does that. Of other lists "not stated" is a part."""
        return MOST_GROUPS if self.having and "customer" in self.dimensions else None

    def query(self) -> Query:
        """The query. Only for a complete intent."""
        assert self.when is not None
        compared = self.compared()
        by = f"{self.metrics[0]}_{self.rising}" if self.rising else self.metrics[0]
        order = Order(by=by, descending=self.ranked == "high") if self.ranked else None
        return Query(
            metrics=self.metrics,
            dimensions=self.split(),
            filters=(*self.filters, *self._days_kept(compared)),
            period=self.when.period,
            compare=compared.period if compared else None,
            order=order,
            limit=self.limit if self.ranked else self._most_people(),
            having=self.having,
            shows=self.shows,
            others=self.others,
        )

    def _days_kept(self, compared: When | None) -> Iterator[Filter]:
        """Days are listed only here: a follow-up for another period has other workdays."""
        if self.holidays and self.when is not None:
            whens = [self.when, *([compared] if compared else [])]
            days = sorted({day for when in whens for day in days_of(self.holidays, when.period)})
            yield Filter(dimension="day", op="in", values=tuple(day.isoformat() for day in days))


@dataclass(frozen=True)
class Meaning:
    """The outcome of understanding.

    kind "query" has a complete intent; "clarify" says in `missing` what to ask back (metric, period, name, near);
    "decline" says in `reason` why (unknown, out, split, nothing) and in `words` which words it is about; "act" asks in
    `act` for something beside a figure, about the intent. `said` is what was read.
    """

    kind: Literal["query", "clarify", "decline", "act"]
    intent: Intent = Intent()
    act: str = ""
    said: Reading = field(default_factory=Reading)
    missing: str = ""
    reason: str = ""
    words: tuple[str, ...] = ()
    hits: tuple[NameHit, ...] = ()
    confidence: float = 0.0


def understand(question: str, context: Sequence[str], names: NameIndex | None, today: date) -> Meaning:
    """The meaning of a question, after earlier questions of the same conversation (oldest first)."""
    return resolve(read(question, names, today), intent_before(context, names, today), today)


def intent_before(context: Sequence[str], names: NameIndex | None, today: date) -> Intent | None:
    """What the conversation is about after these questions, oldest first."""
    before: Intent | None = None
    for earlier in context:
        meant = resolve(read(earlier, names, today), before, today)
        if meant.kind in ("query", "clarify") or (meant.kind == "act" and meant.intent != Intent()):
            before = meant.intent
    return before


def resolve(said: Reading, before: Intent | None, today: date) -> Meaning:
    """Turn a reading into a meaning. Anything unaccounted for declines: no other question is answered instead."""
    act = leading_act(said)
    if (
        said.out == "future"
        and act is None
        and _metric_said(said)
        and any(when.future for when in said.whens)
    ):
        act = "forecast"  # 下周能卖多少: what has not happened is told as a range
    if said.out is not None and not (said.out == "future" and act in ABOUT_THE_FUTURE):
        return Meaning("decline", reason="out", words=(said.out,), said=said)
    refused = [*said.unknown, *said.leftover, *_contradictions(said)]
    if act in FREE_ACTS:
        refused = []
    elif act in LOOSE_ACTS:
        refused = list(said.unknown)
    if refused:
        return Meaning("decline", reason="unknown", words=tuple(refused), said=said)
    doubt = _doubtful_name(said)
    if doubt is not None and act not in FREE_ACTS:
        return doubt
    follows = before is not None and (not _metric_said(said) or not said.whens)
    try:
        intent = _intent(said, today, before if follows else None)
    except Unclear:
        return Meaning("decline", reason="unknown", words=("…",), said=said)
    if act is not None:
        return Meaning("act", _with_before(before, intent, said), act=act, said=said)
    if said.sometime:
        return _which_time(before, intent, said)
    if before is not None and (not _metric_said(said) or intent.when is None):
        intent = _after(before, intent, said)
    return _complete(intent, said)


def _which_time(before: Intent | None, intent: Intent, said: Reading) -> Meaning:
    """淡季, 这几天: only the owner knows when that is, so no period of the context may stand in."""
    asked = _after(before, intent, said) if before is not None and not _metric_said(said) else intent
    missing = said.sometime if asked.metrics else "metric"
    return Meaning("clarify", replace(asked, when=None, compare=None), missing=missing, confidence=0.5)


def _with_before(before: Intent | None, intent: Intent, said: Reading) -> Intent:
    """What an act is about: with "why?" alone, what was asked before."""
    if before is None or (_metric_said(said) and intent.when is not None):
        return intent
    return _after(before, intent, said)


def _doubtful_name(said: Reading) -> Meaning | None:
    """A word that may be several names, to be asked back."""
    for one in said.assumed:
        if not one.sure:
            return Meaning("clarify", missing="near", words=(one.word,), hits=one.hits, said=said)
    for wording, hits in [*said.names, *said.excluded]:
        if len(hits) > 1:
            return Meaning("clarify", missing="name", words=(wording,), hits=hits, said=said)
    return None


def _contradictions(said: Reading) -> list[str]:
    """Combinations that a single query cannot tell, each of which would otherwise be answered as something else."""
    wrong = []
    if len(said.whens) > 2:
        wrong.append("…")
    if said.ranked and (said.trend or len(said.dimensions) > 1):
        wrong.append("top")
    if said.counted and any(METRIC_BY_NAME[name].unit != "count" for name in said.metrics):
        wrong.append("how many")
    if len(said.dimensions) > 2 or len(set(said.dimensions)) < len(said.dimensions):
        wrong.append("by")
    kept, left_out = _lists(said.names), _lists(said.excluded)
    if kept & left_out or (left_out & LINE_LISTS and not _of_lines(_metrics(said))):
        wrong += [wording for wording, _ in said.excluded]
    return wrong


def _lists(names: Sequence[tuple[str, tuple[NameHit, ...]]]) -> set[str]:
    return {hit.dimension for _, hits in names for hit in hits}


def _of_lines(metrics: Sequence[str]) -> bool:
    """Whether leaving a product out only takes its lines away. "Orders without X" would count other lines' orders."""
    return all(metric in LINE_METRICS for metric in metrics)


def _metric_said(said: Reading) -> bool:
    return bool(said.metrics or said.sells or said.ranked_by or any(one.metric for one in said.thresholds))


def _metrics(said: Reading) -> tuple[str, ...]:
    if said.metrics:
        best = said.ranked_by if said.ranked_by not in (None, "net_sales") else None
        return tuple(dict.fromkeys([*([best] if best else []), *said.metrics]))
    if said.ranked_by:
        return (said.ranked_by,)
    if said.vague and not (said.counted or said.howmuch or said.dimensions or said.share or said.growth):
        return ()  # 卖得怎么样 asks for an overview
    named = tuple(dict.fromkeys(one.metric for one in said.thresholds if one.metric))
    if named:
        return named
    if not said.howmuch and any(
        hit.dimension in CUSTOMER_GROUPS for _, hits in said.names for hit in hits[:1]
    ):
        return ("buyers",)  # 沉睡客户有多少
    if said.sells:
        of_money = said.who or any(one.unit == "money" for one in said.thresholds)
        return ("units",) if said.counted and not of_money else ("net_sales",)
    if "order_value_band" in said.dimensions:
        return ("orders",)
    of_money = any(one.unit == "money" and not one.subject for one in said.thresholds)
    of_sales = (
        of_money or said.who or said.share or (said.ranked and said.growth) or said.all_time or said.money
    )
    return ("net_sales",) if of_sales else ()


PER_DAY = {"net_sales": "daily_sales", "orders": "daily_orders"}


def _intent(said: Reading, today: date, before: Intent | None = None) -> Intent:
    when, compare = _periods(said, today)
    filters, split = _filters(said)
    dimensions = tuple(dict.fromkeys([*said.dimensions, *(["customer"] if said.who else []), *split]))
    metrics = _metrics(said)
    if said.per_day:
        if any(metric not in PER_DAY for metric in metrics) or dimensions:
            raise Unclear
        metrics = tuple(PER_DAY[metric] for metric in metrics)
    earlier = before if before is not None else Intent()
    having, more = conditions(said, metrics or earlier.metrics, dimensions or earlier.dimensions)
    filters = (*filters, *more)
    # "Top 5 last month" ranks products; "top 5 customers" names what it ranks, and that is no list of ours.
    if said.ranked_by and said.ranked and not dimensions and said.metrics in ([], ["units"]):
        dimensions = ("product",)
    limit = None
    if said.ranked:
        limit = said.limit or (1 if said.one else RANKED_ROWS)
    shows: tuple[Show, ...] = ("share",) if said.share else ()
    if said.running and (said.trend or any(name in TIME_STEPS for name in dimensions)):
        shows = (*shows, "running")
    intent = Intent(
        metrics, dimensions, filters, when, compare, said.ranked, limit, said.trend, having, shows
    )
    if said.ranked and said.growth:
        compare = intent.compare or "before"
        rising: Literal["change", "difference"] = "change" if said.fastest else "difference"
        return replace(intent, compare=compare, rising=rising, holidays=said.holidays)
    return replace(intent, others=said.others and bool(said.ranked), holidays=said.holidays)


def _filters(said: Reading) -> tuple[tuple[Filter, ...], list[str]]:
    """One filter a dimension; two names from one list also ask for a row each."""
    values: dict[str, list[str]] = {}
    split = []
    for _, (hit,) in said.names:
        another = not set(hit.values) <= set(values.get(hit.dimension, ()))  # Ireland (EIRE) is one country
        if hit.dimension in values and another and hit.dimension not in split:
            split.append(hit.dimension)
        values.setdefault(hit.dimension, []).extend(hit.values)
    filters = tuple(
        Filter(dimension=name, op="=" if len(set(found)) == 1 else "in", values=tuple(dict.fromkeys(found)))
        for name, found in values.items()
    )
    return (*filters, *_left_out(said), *_weekdays(said), *_dayparts(said)), split


def _left_out(said: Reading) -> Iterator[Filter]:
    values: dict[str, list[str]] = {}
    for _, (hit,) in said.excluded:
        values.setdefault(hit.dimension, []).extend(hit.values)
    for name, found in values.items():
        yield Filter(dimension=name, op="not in", values=tuple(dict.fromkeys(found)))


def _weekdays(said: Reading) -> Iterator[Filter]:
    if said.weekdays:
        op: Operator = "=" if len(said.weekdays) == 1 else "in"
        yield Filter(dimension="weekday", op=op, values=tuple(str(day) for day in said.weekdays))


def _dayparts(said: Reading) -> Iterator[Filter]:
    if said.dayparts:
        hours = tuple(DAYPART_HOURS[part] for part in said.dayparts)
        yield Filter(dimension="daypart", op="=" if len(hours) == 1 else "in", values=hours)
    if said.hours:
        first, last = (str(hour) for hour in said.hours)
        yield Filter(
            dimension="hour",
            op="=" if first == last else "between",
            values=tuple(dict.fromkeys((first, last))),
        )


def _periods(said: Reading, today: date) -> tuple[When | None, Literal["before", "yearago"] | When | None]:
    if said.compare == "two" and len(said.whens) == 2:
        first, second = said.whens
        if not said.main_first and first.period.start < second.period.start:
            first, second = second, first
        return first, second
    when = said.whens[0] if said.whens else None
    if said.compare == "against" and when is not None:
        unit = when.unit if when.unit in UNIT_AT_WHICH_TO_COMPARE else "day"
        return periods.relative(unit, 0, today), when
    if said.compare == "before" or said.compare == "yearago":
        return when, "before" if said.compare == "before" else "yearago"
    return when, None


def _after(before: Intent, now: Intent, said: Reading) -> Intent:
    """A follow-up: the earlier question with exactly what was named now replaced."""
    kept = {} if "filters" in said.dropped else {f.dimension: f for f in before.filters}
    kept |= {f.dimension: f for f in now.filters}
    if said.ranked and not said.dimensions and not said.who and before.dimensions:
        now = replace(now, dimensions=before.dimensions)  # "just the top 3" of what was listed
    cut_anew = bool(now.dimensions or now.ranked or now.trend)
    when = now.when or before.when
    if said.shifted and before.when is not None and now.when is None:
        when = periods.preceding(before.when)
    compare = now.compare or (None if now.when and isinstance(before.compare, When) else before.compare)
    if "compare" in said.dropped or said.shifted:
        compare = now.compare
    if said.compare == "against" and before.when is not None:
        when, compare = before.when, now.compare
    return replace(
        before,
        metrics=now.metrics if said.metrics or said.best or not before.metrics else before.metrics,
        dimensions=_cut(before, now, said, cut_anew=cut_anew),
        filters=tuple(kept.values()),
        holidays=now.holidays or before.holidays,
        when=when,
        compare=compare,
        ranked=now.ranked if cut_anew else before.ranked,
        limit=now.limit if cut_anew else before.limit,
        trend=now.trend if cut_anew else before.trend,
        having=now.having or (() if cut_anew else before.having),
        shows=now.shows or (() if cut_anew else before.shows),
        others=now.others,
        rising=now.rising,
    )


def _cut(before: Intent, now: Intent, said: Reading, *, cut_anew: bool) -> tuple[str, ...]:
    if "dimensions" in said.dropped:
        return now.dimensions
    return (now.dimensions or before.dimensions) if cut_anew else before.dimensions


def _complete(intent: Intent, said: Reading) -> Meaning:
    if intent.when is not None and intent.when.holidays != intent.holidays:
        intent = replace(intent, when=replace(intent.when, holidays=intent.holidays))
    if intent.ranked and len(intent.dimensions) != 1:
        return Meaning("decline", intent, reason="unknown", words=("top",))
    for metric in intent.metrics:
        for dimension in (*intent.split(), *(f.dimension for f in intent.filters)):
            if not can_split(metric, dimension):
                return Meaning("decline", intent, reason="split", words=(metric, dimension))
    if intent == Intent() and not (said.vague or said.all_time):
        return Meaning("decline", reason="nothing")
    if not intent.metrics:
        return Meaning("clarify", intent, missing="metric", confidence=0.5)
    if intent.when is None:
        return Meaning("clarify", intent, missing="period", confidence=0.5)
    return Meaning("query", intent, confidence=1.0 if not said.vague else 0.8)
