"""What part of a whole: of one name in the list it is from, of a breakdown, or of some rows (weekends, large orders) in all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brain.assistant import questions
from brain.assistant.answering.base import Asking
from brain.assistant.answering.chips import chips_of
from brain.assistant.understanding.intent import Intent
from brain.assistant.wording import groups_part_text, part_text
from brain.facts.reader import Result
from brain.facts.semantic.compile import can_share, find_dimension, find_metric
from brain.kernel.evidence import Filter
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

FINEST_FIRST = (
    "sku",
    "product",
    "brand",
    "category",
    "coupon",
    "stage",
    "rfm",
    "buyer_type",
    "group",
    "channel",
    "store",
    "region",
)
"""Of two names the one that is a part of the other: a brand's share in its category, the old customers' share in a group."""
COUNTED_UP = frozenset({"money", "count"})


def part_of(intent: Intent) -> tuple[Filter, ...]:
    """The filters that tell the part whose share is asked; none where a breakdown tells the parts."""
    named = {one.dimension for one in intent.filters if one.op in ("=", "in")}
    if "share" not in intent.shows or len(intent.metrics) != 1 or set(intent.split()) - named:
        return ()
    rows = tuple(one for one in intent.filters if not _is_name(one))
    if rows:
        return rows
    names = [one for one in intent.filters if one.op in ("=", "in")]
    if not names:
        return tuple(one for one in intent.filters if one.op in ("!=", "not in"))  # 英国以外的占比
    if intent.part:
        return tuple(one for one in names if one.dimension == intent.part)
    known = [one for one in names if one.dimension in FINEST_FIRST]
    if len(known) != len(names) or not names:
        return ()
    return (min(known, key=lambda one: FINEST_FIRST.index(one.dimension)),)


def _is_name(one: Filter) -> bool:
    return find_dimension(one.dimension).kind == "name" and one.op in ("=", "in", "!=", "not in")


def of_a_list(intent: Intent, part: tuple[Filter, ...]) -> tuple[str, ...] | None:
    """The names whose share is told from the whole list; None where the part is told beside the whole."""
    if (
        len(part) == 1
        and _is_name(part[0])
        and part[0].op in ("=", "in")
        and can_share(intent.metrics[0], (part[0].dimension,))
    ):
        return part[0].values
    return None


def needs_parts(intent: Intent) -> Text | None:
    """Why no share can be told, or None."""
    if not intent.split():
        return Text(msg=N_("A share needs parts: say by what, such as by category or of which product."))
    for metric in intent.metrics:
        if not can_share(metric, intent.split()):
            return _misleading(metric)
    return None


def _misleading(metric: str) -> Text:
    return Text(
        msg=N_("{metric} of the parts do not add up to the whole, so shares of it would mislead."),
        args={"metric": Text(msg=find_metric(metric).label)},
    )


def share_of_rows(asking: Asking, intent: Intent, part: tuple[Filter, ...]) -> AnswerCard | Text:
    """The share that the rows of `part` have in all rows of the question: two figures, and one divided by the other."""
    assert intent.when is not None
    metric = intent.metrics[0]
    if find_metric(metric).unit not in COUNTED_UP or "/" in find_metric(metric).formula:
        return _misleading(metric)  # an average has no parts
    plain = replace(intent, shows=(), part="", dimensions=(), trend=False)
    query = plain.query()
    result = asking.facts.ask(query)
    whole = asking.facts.ask(
        replace(plain, filters=tuple(one for one in intent.filters if one not in part)).query()
    )
    some, everything = _only(result), _only(whole)
    if not everything:
        return Text(
            msg=N_("There is nothing to be a part of: {metric} is zero."),
            args={"metric": Text(msg=find_metric(metric).label)},
        )
    share = some / everything
    return AnswerCard(
        status="answer",
        text=part_text(result, whole, query, intent.when, share, asking.today, asking.lang),
        value=share,
        unit="rate",
        columns=(metric, f"{metric}_share"),
        rows=((result.rows[0][0], share),),
        query=query,
        receipt=result.receipt,
        follow_ups=tuple(questions.follow_ups(asking.facts, plain, asking.lang, asking.names)),
        chips=chips_of(asking, plain),
    )


COUNTED_AS = {"customer": "buyers", "product": "products_sold"}


def share_of_groups(asking: Asking, intent: Intent) -> AnswerCard | None:
    """What part of all customers spent over 500: those that the condition holds for, in all that there were.

    None where something else is asked, or where the groups are none that a figure counts.
    """
    counted = COUNTED_AS.get(intent.split()[0]) if len(intent.split()) == 1 else None
    if counted is None or not intent.having or intent.ranked:
        return None
    assert intent.when is not None
    plain = replace(intent, shows=(), part="")
    query = plain.query()
    result = asking.facts.ask(query)
    whole = asking.facts.ask(
        replace(plain, metrics=(counted,), dimensions=(), having=(), compare=None).query()
    )
    everything = _only(whole)
    if not everything:
        return None
    some = sum(row[0] is not None for row in result.rows)  # who is not named in the orders is nobody to count
    share = Decimal(some) / everything
    return AnswerCard(
        status="answer",
        text=groups_part_text(result, whole, query, intent.when, (some, share), asking.today, asking.lang),
        value=share,
        unit="rate",
        columns=(counted, f"{counted}_share"),
        rows=((some, share),),
        query=query,
        receipt=result.receipt,
        follow_ups=tuple(questions.follow_ups(asking.facts, plain, asking.lang, asking.names)),
        chips=chips_of(asking, plain),
    )


def _only(result: Result) -> Decimal:
    return Decimal(str(result.rows[0][0] or 0)) if result.rows else Decimal(0)


def named_share(result: Result, metric: str, names: tuple[str, ...]) -> Decimal:
    """The named rows' part of all rows, zero when they have none."""
    place = result.columns.index(f"{metric}_share")
    return sum((Decimal(str(row[place] or 0)) for row in result.rows if row[0] in names), Decimal(0))
