"""The slots of a reading as one intent: which figures, cut how, of which names and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from brain.assistant.understanding import periods
from brain.assistant.understanding.compared_said import asks_which_sold_more
from brain.assistant.understanding.conditions import Unclear, conditions, single_orders_by
from brain.assistant.understanding.following import PER_DAY, after
from brain.assistant.understanding.intent import Intent, Meaning
from brain.assistant.understanding.marks import OPEN_DAY, Marks
from brain.assistant.understanding.narrowing import DAYPART_HOURS
from brain.assistant.understanding.periods import When, is_few_days
from brain.assistant.understanding.picking import picked
from brain.assistant.understanding.slots import Reading
from brain.facts.semantic.compile import can_share, find_metric
from brain.kernel.evidence import Filter, Operator, Show

RANKED_ROWS = 10
CUSTOMER_GROUPS = frozenset({"stage", "rfm"})
TIME_STEPS = ("day", "week", "month", "quarter", "year")
UNIT_AT_WHICH_TO_COMPARE = ("day", "week", "month", "quarter", "year")
LESS_IS_BETTER = frozenset(
    {
        "refunds",
        "refund_rate",
        "order_refund_rate",
        "refunded_orders",
        "cancelled_orders",
        "unpaid_orders",
        "unpaid_rate",
        "cost",
    }
)
TOLD_APART = frozenset(
    {
        "product",
        "category",
        "brand",
        "region",
        "channel",
        "store",
        "group",
        "coupon",
        "buyer_type",
        "stage",
        "weekday",
        "daypart",
    }
)


def _which_time(before: Intent | None, intent: Intent, said: Reading) -> Meaning:
    """淡季, 这几天: only the owner knows when that is, so no period of the context may stand in."""
    asked = after(before, intent, said) if before is not None and not metric_said(said) else intent
    missing = said.sometime if asked.metrics else "metric"
    return Meaning("clarify", replace(asked, when=None, compare=None), missing=missing, confidence=0.5)


def metric_said(said: Reading) -> bool:
    """Whether the question names what it asks for: a figure, people, a share of something named, a verb of selling, a ranking
    or a threshold."""
    counted = said.people or said.cohort or (said.share and said.names)
    named = said.metrics or said.sells or said.ranked_by or any(one.metric for one in said.thresholds)
    return bool(named or counted)


def metrics_of(said: Reading) -> tuple[str, ...]:
    """The figures a question asks for, the one it ranks by first; none when it only asks how things went."""
    if said.metrics == ["refunds"] and said.counted and not said.money:
        return ("refunded_orders",)  # 退款的有几笔
    if said.metrics and said.who:
        return tuple(dict.fromkeys(said.metrics))  # 买得最多的三位客人各花了多少: by what is asked of them
    if said.metrics:
        best = said.ranked_by if said.ranked_by not in (None, "net_sales") else None
        return tuple(dict.fromkeys([*([best] if best else []), *said.metrics]))
    if said.ranked_by:
        return (said.ranked_by,)
    if (said.people or (said.cohort and (said.counted or not said.money))) and not said.who:
        return ("buyers",)
    if said.vague and said.names_compared():
        return ("net_sales",)  # A和B哪个卖得好
    asks_how_much = said.money and said.sells  # how much more did we sell in July than in June
    loose = (
        said.trend
        or said.counted
        or said.howmuch
        or said.dimensions
        or said.share
        or said.growth
        or asks_how_much
    )
    if said.compare and not (said.metrics or said.who) and asks_which_sold_more(said.whole_text):
        return ("net_sales",)
    if said.vague and not loose:
        return ()  # 卖得怎么样 asks for an overview
    named = tuple(dict.fromkeys(one.metric for one in said.thresholds if one.metric))
    if named:
        return named
    if not (said.howmuch or (said.money and said.sells)) and any(
        hit.dimension in CUSTOMER_GROUPS for _, hits in said.names for hit in hits[:1]
    ):
        return ("buyers",)  # 沉睡客户有多少
    if said.sells:
        of_money = said.who or any(one.unit == "money" for one in said.thresholds)
        return ("units",) if said.counted and not of_money else ("net_sales",)
    if "order_value_band" in said.dimensions:
        return ("orders",)
    judged = said.judged and said.ranked is not None and bool(said.dimensions)  # 哪个品类最好
    of_money = any(one.unit == "money" and not one.subject for one in said.thresholds)
    of_sales = (
        judged
        or of_money
        or said.who
        or said.share
        or (said.ranked and said.growth)
        or (said.ranked and said.dimensions and set(said.dimensions) <= set(TIME_STEPS))  # the biggest day
        or said.all_time
        or said.trend
        or said.money
    )
    return ("net_sales",) if of_sales else ()


def intent_of(said: Reading, today: date, before: Intent | None = None) -> Intent:
    """What was read as one intent; `today` is the shop's date, `before` what a follow-up goes on from."""
    when, compare = _periods(said, today)
    filters, split = _filters(said)
    dimensions = tuple(dict.fromkeys([*said.dimensions, *(["customer"] if said.who else []), *split]))
    dimensions = dimensions or _told_apart(said, filters, when)
    metrics = metrics_of(said)
    asks_which = said.listing or said.which
    if (
        asks_which
        and said.thresholds
        and not dimensions
        and any(one.metric in ("units", "stock_on_hand") for one in said.thresholds)
    ):
        dimensions = ("product",)  # 有哪些月销100件以上: what is counted in pieces is goods
    if asks_which and not (dimensions or said.counted or said.metrics) and metrics == ("buyers",):
        metrics, dimensions = ("net_sales",), ("customer",)  # 沉默客户名单: each with what they brought
    said = _a_day_on_average(said, metrics)
    if said.per_day:
        if any(metric not in PER_DAY for metric in metrics) or dimensions:
            raise Unclear
        metrics = tuple(PER_DAY[metric] for metric in metrics)
    by_order = single_orders_by(said, metrics, dimensions)
    if by_order:
        metrics, dimensions = (by_order,), ("order",)
    earlier = before if before is not None else Intent()
    if said.judged and said.ranked and metrics and metrics[0] in LESS_IS_BETTER:
        said = replace(said, ranked="low" if said.ranked == "high" else "high")
    having, more = conditions(
        said, _bounded(said, metrics, earlier), dimensions or earlier.dimensions, bool(earlier.metrics)
    )
    filters = (*filters, *more)
    # "Top 5 last month" ranks products; "top 5 customers" names what it ranks, and that is no list of ours.
    if said.ranked_by and said.ranked and not dimensions and said.metrics in ([], ["units"]):
        dimensions = ("product",)
    bare = not (said.whens or said.names or said.counted or said.people or said.sells or metrics)
    if said.ranked and not dimensions and bare and before is None:
        dimensions = ("product",)  # the best ones?
    limit = None
    if said.ranked and not said.all_rows:
        limit = said.limit or (1 if said.one else RANKED_ROWS)
    shows: tuple[Show, ...] = ("share",) if said.share else ()
    steps = {*dimensions, *(() if dimensions or said.trend else earlier.split())}
    if said.running and not (steps or said.trend or said.ranked) and _RUNS.search(said.whole_text):
        said = replace(said, trend=True)  # a running total of July's sales: day by day
    if said.running and (said.trend or steps & {*TIME_STEPS}):
        shows = (*shows, "running")
    intent = Intent(
        metrics, dimensions, filters, when, compare, said.ranked, limit, said.trend, having, shows
    )
    if said.ranked and said.growth:
        compare = intent.compare or "before"
        rising: Literal["change", "difference"] = "change" if said.fastest else "difference"
        return picked(replace(intent, compare=compare, rising=rising, holidays=said.holidays), said)
    intent = replace(
        intent, others=said.others and bool(said.ranked), holidays=said.holidays, part=said.share_part
    )
    return picked(intent, said)


_RUNS = re.compile(
    r"(?<![a-z])(?:running (?:total|sum|count|balance)s?|accumulat(?:e|ed|ing)|build(?:s|ing)? up|piling up)(?![a-z])"
)


def _bounded(said: Reading, metrics: tuple[str, ...], earlier: Intent) -> tuple[str, ...]:
    """Over £1000?, after orders over £500: the bound is on what was asked before, where nothing else is named."""
    return earlier.metrics if earlier.metrics and not metric_said(said) else metrics or earlier.metrics


def _a_day_on_average(said: Reading, metrics: tuple[str, ...]) -> Reading:
    """平均每天退款多少: of sales and orders a figure of its own, of what else adds up a sum divided by the days.

    Over the days that had orders the sum of any of them is divided.
    """
    if said.marks.per == OPEN_DAY:
        return replace(said, per_day=False)
    sums = len(metrics) == 1 and metrics[0] not in PER_DAY and can_share(metrics[0], ("day",))
    if not (said.per_day and sums) or said.marks or find_metric(metrics[0]).unit not in ("money", "count"):
        return said
    return replace(said, per_day=False, marks=Marks(per="day"))


def _told_apart(said: Reading, filters: tuple[Filter, ...], when: When | None) -> tuple[str, ...]:
    """各, 分别, each, without a noun: the names that were said, or the few days."""
    if not said.each or said.share or said.ranked:
        return ()
    listed = [one.dimension for one in filters if one.op == "in" and one.dimension in TOLD_APART]
    if listed:
        return (listed[0],)
    few = when is not None and is_few_days([when])
    return ("day",) if few and len(said.metrics) <= 1 and not said.names and len(said.whens) == 1 else ()


def _filters(said: Reading) -> tuple[tuple[Filter, ...], list[str]]:
    """One filter a dimension; two names from one list also ask for a row each."""
    values: dict[str, list[str]] = {}
    split = []
    left_out = {
        (hit.dimension, value) for _, hits in said.excluded for hit in hits[:1] for value in hit.values
    }
    for _, (hit,) in said.names:
        kept = tuple(value for value in hit.values if (hit.dimension, value) not in left_out)
        if not kept:
            continue
        hit = replace(hit, values=kept)  # 浙江除了杭州
        another = not set(hit.values) <= set(values.get(hit.dimension, ()))  # Ireland (EIRE) is one country
        if hit.dimension in values and another and hit.dimension not in split:
            split.append(hit.dimension)
        values.setdefault(hit.dimension, []).extend(hit.values)
    filters = tuple(
        Filter(dimension=name, op="=" if len(set(found)) == 1 else "in", values=tuple(dict.fromkeys(found)))
        for name, found in values.items()
    )
    if said.together and not said.each:
        split = []  # France and Germany put together
    if said.cohort:
        filters = (*filters, Filter(dimension="cohort", op="=", values=(said.cohort,)))
    return (*filters, *_left_out(said), *_weekdays(said), *_dayparts(said)), split


def _left_out(said: Reading) -> Iterator[Filter]:
    values: dict[str, list[str]] = {}
    kept = {hit.dimension for _, hits in said.names for hit in hits[:1]}
    for _, (hit,) in said.excluded:
        if hit.dimension not in kept or said.share:
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
