"""A follow-up: the earlier question with exactly what was named now replaced."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Literal

from brain.assistant.understanding import periods
from brain.assistant.understanding.comparison import in_year_of
from brain.assistant.understanding.conditions import Unclear
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.thresholds import OF_ROWS
from brain.kernel.evidence import Filter


def after(before: Intent, now: Intent, said: Reading) -> Intent:
    """A follow-up: the earlier question with exactly what was named now replaced."""
    if said.versus:
        return _set_beside(before, now)
    now = _weekends_of(before, now, said)
    kept = {} if "filters" in said.dropped else {f.dimension: f for f in before.filters}
    kept |= {f.dimension: _both_left_out(kept.get(f.dimension), f) for f in now.filters}
    if not now.filters:
        listed = {*now.dimensions}  # all countries, after one of them: a list of it alone would say nothing
        kept = {name: f for name, f in kept.items() if not (name in listed and f.op == "=")}
    if said.ranked and not said.dimensions and not said.who and before.dimensions:
        now = replace(now, dimensions=before.dimensions)  # "just the top 3" of what was listed
    cut_anew = bool(now.dimensions or now.ranked or now.trend)
    when = now.when or before.when
    if said.shifted and before.when is not None and now.when is None:
        when = periods.following(before.when) if said.ahead else periods.preceding(before.when)
    compare = now.compare or (None if now.when and isinstance(before.compare, When) else before.compare)
    if "compare" in said.dropped or said.shifted:
        compare = now.compare
    if said.compare == "against" and before.when is not None:
        when, compare = before.when, _base(before.when, now.compare)
    cut = _cut(before, now, said, cut_anew=cut_anew)
    if (
        not cut_anew
        and len(cut) == 1
        and any(f.dimension == cut[0] and len(f.values) == 1 and f.op == "=" for f in now.filters)
    ):
        cut = ()  # 那棉与鹿呢, after a list of brands
    return replace(
        before,
        metrics=_metrics(before, now, said),
        dimensions=cut,
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
        part=now.part,
        rising=now.rising,
        skip=now.skip if cut_anew else before.skip,
        behind=now.behind if cut_anew else before.behind,
        per=now.per or ("" if said.per_day or said.marks.a_day else before.per),
        standing=before.standing and not (cut_anew or said.metrics or said.sells or now.compare),
        edge=now.edge if cut_anew else before.edge,
        **_sold(before, now, cut_anew=cut_anew),
    )


def _sold(before: Intent, now: Intent, *, cut_anew: bool) -> dict[str, Any]:
    """Sold in July and not in August, and then "September": whether it is the one or the other is open. Raises Unclear."""
    if before.sold_in is not None and now.when is not None and not cut_anew:
        raise Unclear
    one = now if cut_anew else before
    return {"sold_in": one.sold_in, "sold_earlier": one.sold_earlier}


def _both_left_out(before: Filter | None, now: Filter) -> Filter:
    """再去掉纸尿裤, after without 奶粉: neither of them."""
    if (
        before is not None
        and before.op == "not in"
        and now.op in ("=", "in")
        and {*before.values} & {*now.values}
    ):
        raise Unclear  # with the UK, after without it: all of them, or the UK alone?
    if before is None or before.op not in ("not in", "!=") or now.op not in ("not in", "!="):
        return now
    values = tuple(dict.fromkeys([*before.values, *now.values]))
    return Filter(dimension=now.dimension, op="not in", values=values)


def _metrics(before: Intent, now: Intent, said: Reading) -> tuple[str, ...]:
    """The figure that is named now, else the one before; 按单算 and 每天平均 say how the one before is counted."""
    if said.per_order:
        if before.metrics in (("refund_rate",), ("order_refund_rate",)):
            return ("order_refund_rate",)
        if _IN_ORDERS.search(said.whole_text) and now.metrics == ("orders",):
            return now.metrics  # and in orders?
        raise Unclear
    if said.per_day and not now.metrics:
        if any(metric not in PER_DAY for metric in before.metrics) or before.split():
            raise Unclear
        return tuple(PER_DAY[metric] for metric in before.metrics)
    sells = said.sells and not (said.counted or said.thresholds or said.ranked)  # 退款多少, and then 卖了多少
    if before.metrics == ("refunds",) and now.metrics == ("orders",) and _ON_ORDERS.search(said.whole_text):
        return ("refunded_orders",)  # how much did we refund, and on how many orders
    if said.best and not (said.metrics or _MONEY.search(said.whole_text)) and before.metrics == ("units",):
        return before.metrics  # 卖了多少个, and then 哪个月卖得最多: the same pieces
    named = said.metrics or said.best or ((said.judged or said.people or sells) and now.metrics)
    return now.metrics if named or not before.metrics else before.metrics


_IN_ORDERS = re.compile(r"(?<![a-z])in (?:the )?(?:number of )?orders(?![a-z])")
_MONEY = re.compile(
    r"钱|金额|销售额|营业额|流水|(?<![a-z])(?:money|revenue|takings|earn(?:ed|s)?|sales)(?![a-z])"
)
_ON_ORDERS = re.compile(r"^(?:and )?(?:on|over|across|from|for) how many|^(?:涉及|牵涉|一共涉及)")
PER_DAY = {"net_sales": "daily_sales", "orders": "daily_orders"}
LONG_UNITS = ("day", "week", "month", "quarter", "half", "year")
SHORTEST_WITH_WEEKENDS = 14  # days


def _base(
    when: When, compare: Literal["before", "yearago"] | When | None
) -> Literal["before", "yearago"] | When | None:
    """和去年比, after a question of a month: that month of last year. Raises Unclear for a day beside a week."""
    if not isinstance(compare, When) or compare.unit not in LONG_UNITS or when.unit not in LONG_UNITS:
        if isinstance(compare, When) and compare.unit == "year":
            return in_year_of(when, compare) or _unclear()
        return compare
    if compare.unit == when.unit:
        return compare
    return (in_year_of(when, compare) if compare.unit == "year" else None) or _unclear()


class OtherLength(Unclear):
    """A day beside a week, a week beside a month: with which day or week is to be asked."""


def _unclear() -> When:
    raise OtherLength


def _set_beside(before: Intent, now: Intent) -> Intent:
    """Is that more than France: the name beside the one that was asked before, a row each."""
    (name,) = now.filters if len(now.filters) == 1 else (_unclear_filter(),)
    old = [f for f in before.filters if f.dimension == name.dimension and f.op in ("=", "in")]
    if len(old) != 1 or set(before.split()) - {name.dimension} or now.when is not None:
        raise Unclear
    values = tuple(dict.fromkeys([*old[0].values, *name.values]))
    both = Filter(dimension=name.dimension, op="in", values=values)
    filters = tuple(both if f is old[0] else f for f in before.filters)
    metrics = now.metrics or before.metrics
    return replace(
        uncut(before), metrics=metrics, filters=filters, dimensions=(name.dimension,), compare=None
    )


def _unclear_filter() -> Filter:
    raise Unclear


def _weekends_of(before: Intent, now: Intent, said: Reading) -> Intent:
    """周末呢, after a question of a month: that month's weekends, not the last one."""
    when, long = now.when, before.when is not None and before.when.period.days >= SHORTEST_WITH_WEEKENDS
    if (
        when is None
        or not when.loose
        or not when.weekdays
        or not long
        or said.compare
        or len(said.whens) != 1
    ):
        return now
    days = tuple(str(day) for day in when.weekdays)
    of_week = Filter(dimension="weekday", op="in" if len(days) > 1 else "=", values=days)
    return replace(now, when=None, filters=(*now.filters, of_week))


def uncut(before: Intent) -> Intent:
    """An earlier question without the way its list was cut and ranked: its figure, period and names."""
    return replace(
        before,
        dimensions=(),
        ranked=None,
        limit=None,
        trend=False,
        having=(),
        shows=(),
        others=False,
        rising=None,
        skip=0,
        behind=(),
        per="",
        standing=False,
        edge="",
        sold_in=None,
        sold_earlier="",
        baskets=(),
    )


def of_all_orders(before: Intent) -> Intent:
    """An earlier question without its bounds on orders and prices: beside orders over 500, what is asked overall is of all."""
    return replace(before, filters=tuple(one for one in before.filters if one.dimension not in OF_ROWS))


def _cut(before: Intent, now: Intent, said: Reading, *, cut_anew: bool) -> tuple[str, ...]:
    if "dimensions" in said.dropped:
        return now.dimensions
    return (now.dimensions or before.dimensions) if cut_anew else before.dimensions
