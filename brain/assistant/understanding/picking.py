"""A mark put to the question that it was said in; one that does not fit it makes the question unclear."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brain.assistant.understanding.conditions import Unclear
from brain.assistant.understanding.following import PER_DAY
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.slots import Reading
from brain.facts.semantic.compile import can_split, find_dimension
from brain.kernel.evidence import Bought, Filter, Having, OrdersWith

NONE_SOLD = Having(metric="units", op="=", values=(Decimal(0),))
PAID_FOR = Having(metric="gross_sales", op=">", values=(Decimal(0),))
ANY_ORDER = Having(metric="orders", op=">", values=(Decimal(0),))


def picked(intent: Intent, said: Reading) -> Intent:
    """The intent with what its marks say of it. Raises Unclear."""
    marks = said.marks
    if not marks:
        return _listed(intent, said)
    if marks.place is not None:
        return _placed(intent, said, *marks.place)
    if marks.a_day:
        return _of_weekdays(intent)
    if marks.per:
        _plain(intent)
        return replace(intent, per=marks.per)
    if marks.standing:
        _plain(intent)
        return replace(intent, standing=_stands(intent) or _unclear())
    if marks.edge:
        _plain(intent)
        if intent.metrics != ("orders",):
            raise Unclear
        ranked = "low" if marks.edge == "first" else "high"
        return replace(
            intent, dimensions=("day",), ranked=ranked, limit=1, having=(ANY_ORDER,), edge=marks.edge
        )
    if marks.single:
        return _orders(intent)
    if marks.with_both:
        return _of_baskets(intent, said)
    if marks.sold is not None:
        more = said.howmuch or said.money or said.share or said.all_rows or set(said.metrics) - {"units"}
        if not is_unsold(intent) or intent.compare is not None or more:
            raise Unclear
        return replace(intent, sold_in=said.sold_in, sold_earlier=marks.earlier)
    return intent


def still_fits(intent: Intent) -> bool:
    """Whether a follow-up left the question such that its average, or its first day, can be told."""
    cut = intent.split() or intent.ranked or intent.having or intent.shows or intent.others
    if intent.baskets:
        return not (cut or intent.filters)
    if intent.per:
        return not (cut or intent.compare)
    if intent.standing:
        return not (cut or intent.compare) and _stands(intent)
    if intent.edge:
        return intent.split() == ("day",) and intent.limit == 1 and intent.compare is None
    return True


def _stands(intent: Intent) -> bool:
    """One figure of one name, that is one of a list."""
    names = [one for one in intent.filters if find_dimension(one.dimension).kind == "name"]
    one = len(names) == 1 and names[0].op == "=" and len(intent.metrics) == 1
    return one and len(intent.filters) == 1 and can_split(intent.metrics[0], names[0].dimension)


def _unclear() -> bool:
    raise Unclear


def is_unsold(intent: Intent) -> bool:
    """Whether products are asked for of which none was sold."""
    return intent.dimensions == ("product",) and intent.having == (NONE_SOLD,) and not intent.ranked


def _placed(intent: Intent, said: Reading, first: int, last: int) -> Intent:
    several = said.limit not in (None, 1, last)
    if (
        not intent.ranked
        or len(intent.split()) != 1
        or intent.others
        or said.all_rows
        or several
        or said.share
    ):
        raise Unclear
    return replace(intent, limit=last - first + 1, skip=first - 1, behind=said.marks.behind)


def _orders(intent: Intent) -> Intent:
    """Orders by all that was paid for them; of one product's lines in them it would be another figure."""
    of_lines = any("order" not in find_dimension(one.dimension).fixed_for for one in intent.filters)
    if intent.dimensions != ("order",) or not intent.ranked or intent.compare or intent.having or of_lines:
        raise Unclear
    return replace(intent, having=(PAID_FOR,)) if intent.ranked == "low" else intent


OF_ORDERS = frozenset({"orders", "net_sales", "gross_sales", "average_order_value", "refunds", "units"})


def _of_baskets(intent: Intent, said: Reading) -> Intent:
    """Figures of orders that have one thing in them and another (not). Their lines are not cut: the whole order counts."""
    _plain(intent)
    if set(intent.metrics or ("orders",)) - OF_ORDERS or intent.filters or said.names or said.excluded:
        raise Unclear
    baskets = []
    for hits, negated in said.baskets:
        if len(hits) != 1:
            raise Unclear
        kept = Filter(
            dimension=hits[0].dimension, op="=" if len(hits[0].values) == 1 else "in", values=hits[0].values
        )
        if "line" not in find_dimension(kept.dimension).sql:
            raise Unclear
        baskets.append(OrdersWith(any_of=(Bought(filters=(kept,)),), negated=negated))
    return replace(intent, metrics=intent.metrics or ("orders",), baskets=tuple(baskets))


def _listed(intent: Intent, said: Reading) -> Intent:
    """Which orders were over 500: they are listed, each with what was paid for it; how many, they are counted."""
    of_value = any(one.dimension == "order_value" for one in intent.filters)
    asks = (said.listing or said.which) and not (said.counted or said.ranked or said.trend or said.share)
    if not (asks and of_value) or intent.split() or intent.metrics != ("orders",) or intent.compare:
        return intent
    return replace(intent, metrics=("gross_sales",), dimensions=("order",))


def _of_weekdays(intent: Intent) -> Intent:
    """Of one such day on average: sales and orders, where no figure is named."""
    weekdays = any(one.dimension == "weekday" for one in intent.filters)
    if not weekdays or intent.split() or any(metric not in PER_DAY for metric in intent.metrics):
        raise Unclear
    metrics = intent.metrics or tuple(PER_DAY)
    return replace(intent, metrics=tuple(PER_DAY[metric] for metric in metrics))


def _plain(intent: Intent) -> None:
    """One figure of one period, not cut or compared."""
    if intent.split() or intent.ranked or intent.having or intent.shows or intent.compare or intent.others:
        raise Unclear
