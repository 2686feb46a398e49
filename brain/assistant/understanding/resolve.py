"""What was said, and what was said before -> one meaning: a query, a question back, or an honest no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from brain.assistant.understanding.acts import ABOUT_THE_FUTURE, FREE_ACTS, LOOSE_ACTS, leading_act
from brain.assistant.understanding.conditions import Unclear
from brain.assistant.understanding.following import OtherLength, after, uncut
from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.intending import _which_time, intent_of, metric_said, metrics_of
from brain.assistant.understanding.intent import Intent, Meaning
from brain.assistant.understanding.made_of_two import RATE_OF_TWO
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.on_top import points_at_one
from brain.assistant.understanding.picking import still_fits
from brain.assistant.understanding.pointed_times import in_period_before
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import NameHit
from brain.assistant.understanding.turning import Listed, came_back, nobody, pointed_at, turned_to
from brain.assistant.understanding.turning_shown import asks_half_of_it
from brain.facts.semantic.compile import can_split, find_metric

LINE_LISTS = frozenset({"product", "category", "brand"})
OF_LINES = frozenset({"order line", "event", "stock count", "review"})
WHOLE_MESSAGE = frozenset({"sum", "whole", "difference", "money", "others", "many"})
"""Turns whose form is all of the message: no word of it is left to be placed."""
ADDING = frozenset({"add", "adding", "including"})
CUSTOMERS = "customers"
TIMES = frozenset({"hour", "day", "weekday", "week", "month", "quarter", "year"})
LINE_METRICS = frozenset({"net_sales", "gross_sales", "refunds", "units", "views", "carts"})
THAT_TIME = frozenset({"那天", "那一天", "当天", "天", "周", "月", "day", "week", "month"})
"""What is left of 那个月 and "that week" once it is known which one they point at."""


def understand(question: str, context: Sequence[str], names: NameIndex | None, today: date) -> Meaning:
    """The meaning of a question, after earlier questions of the same conversation (oldest first)."""
    return resolve(read(question, names, today), intent_before(context, names, today), today)


def intent_before(
    context: Sequence[str], names: NameIndex | None, today: date, listed: Listed = nobody
) -> Intent | None:
    """What the conversation is about after these questions, oldest first."""
    before: Intent | None = None
    for earlier in context:
        meant = resolve(read(earlier, names, today), before, today, listed)
        if meant.act == CUSTOMERS:
            before = None  # what goes on from there would lose whose figures they are
        elif meant.kind in ("query", "clarify") or (meant.kind == "act" and meant.intent != Intent()):
            before = replace(meant.intent, earlier=before)
    return before


def resolve(said: Reading, before: Intent | None, today: date, listed: Listed = nobody) -> Meaning:
    """Turn a reading into a meaning. Anything unaccounted for declines: no other question is answered instead.

    `listed` looks up which names the ranking before listed, for "their sales in June".
    """
    try:
        return _resolved(said, before, today, listed)
    except OtherLength:
        assert before is not None
        return Meaning("clarify", replace(before, compare=None), missing="base", said=said, confidence=0.5)
    except Unclear:
        plain = said.turn or said.others or said.mere_noun or said.per_order
        words = (said.whole_text,) if before is not None and plain else ("…",)
        return Meaning("decline", reason="unknown", words=words, said=said)


def _resolved(said: Reading, before: Intent | None, today: date, listed: Listed) -> Meaning:
    if said.customers is not None:
        return Meaning("act", act=CUSTOMERS, said=said)
    if before is not None and (said.part_alone or said.that_time):
        said = in_period_before(said, before.when, today)
    act = leading_act(said)
    if said.out == "future" and act is None and metric_said(said) and any(when.future for when in said.whens):
        act = "forecast"  # 下周能卖多少: what has not happened is told as a range
    if said.out is not None and not (said.out == "future" and act in ABOUT_THE_FUTURE):
        return Meaning("decline", reason="out", words=(said.out,), said=said)
    if said.marks and act is not None:
        raise Unclear  # why the second best fell: the reason would be of the best
    pointed = None
    unread = set(said.unknown) - ADDING and said.turn not in WHOLE_MESSAGE
    if before is not None and not (unread or act or said.marks):
        turned = _turned(said, before, today, listed)
        if turned is not None:
            return turned
        if said.turn == "correct":
            said = _corrected(said, before)
        pointed = pointed_at(said, before, listed)
        if pointed is not None:
            before, said = pointed, _of_the_list(said)
    refused = _unplaced(said, before, act, told=pointed is not None)
    if refused:
        return Meaning("decline", reason="unknown", words=tuple(refused), said=said)
    doubt = _doubtful_name(said)
    if doubt is not None and act not in FREE_ACTS:
        return doubt
    if act in FREE_ACTS:
        said = _without_doubts(said)
    anew = not said.follows and _asks_anew(said) and not (pointed is not None and pointed.having)
    if before is not None and anew and not _before_refunds(said, before):
        before = uncut(before)
    if before is not None:
        said = _of_what_was_asked(said, before)
    follows = before is not None and (not metric_said(said) or not said.whens)
    intent = intent_of(said, today, before if follows else None)
    if said.pointing and before is not None:
        intent = _of_what_was_named(intent, before, said)
    if said.monthly and intent.when is not None and intent.when.unit != "month":
        return Meaning("clarify", replace(intent, when=None), missing="month", said=said)
    if act is not None:
        return Meaning("act", _with_before(before, intent, said), act=act, said=said)
    if said.sometime:
        return _which_time(before, intent, said)
    if before is not None and (not metric_said(said) or intent.when is None):
        intent = after(before, intent, said)
    if pointed is not None and pointed.having:
        intent = _of_those_who_met(intent, pointed)
    return replace(_complete(intent, said), said=said)


def _of_those_who_met(intent: Intent, before: Intent) -> Intent:
    """他们一共花了多少, after those who bought twice: each of those with the other figure. Raises Unclear for another period."""
    same = (
        intent.when == before.when and intent.filters == before.filters and intent.compare == before.compare
    )
    if not same or intent.having not in ((), before.having) or set(intent.split()) - set(before.split()):
        raise Unclear
    kept = replace(intent, dimensions=before.dimensions, having=before.having)
    return replace(kept, ranked=None, limit=None, shows=())


def _of_what_was_asked(said: Reading, before: Intent) -> Reading:
    """A figure of people after another one says whose it is; a share after a figure may be a rate of both."""
    if _whose_instead(said, before):
        hit = GROUP_OF_METRIC[said.metrics[0]]
        said = replace(said, metrics=[], names=[*said.names, (said.metrics[0], (hit,))], only=True)
    if said.share and said.names and not said.share_part and before.filters:
        lists = {hit.dimension for _, hits in said.names for hit in hits}
        part = min(lists) if len(lists) == 1 else ""
        said = replace(
            said, share_part=part
        )  # 新客占几成, after milk powder: of its buyers, not of all new ones
    if said.share and (not said.names or _as_before(said, before)):
        rate = RATE_OF_TWO.get(frozenset([*before.metrics, *said.metrics]))
        if rate is not None and len(before.metrics) == len(said.metrics) == 1:
            said = replace(said, metrics=[rate], share=False)  # 退款的订单 ... 占订单总数的比例
    return said


def _as_before(said: Reading, before: Intent) -> bool:
    """占杭州当月销售额的百分之几, after what was refunded in Hangzhou: the names are those of the figure before."""
    kept = {(one.dimension, value) for one in before.filters if one.op in ("=", "in") for value in one.values}
    named = {(hit.dimension, value) for _, hits in said.names for hit in hits for value in hit.values}
    return bool(named) and named == kept


def _unplaced(said: Reading, before: Intent | None, act: str | None, *, told: bool) -> list[str]:
    """The words that have no part in the question. `told`: what it points at is known."""
    pointing = [] if told or (before is not None and before.filters) else said.pointing
    refused = [*pointing, *said.unknown, *said.leftover, *_contradictions(said)]
    if said.versus and not _told_of_another(said, before):
        refused += [word for word, _ in said.names]
    if act in ("plan", "write") and said.which and (said.ranked or said.metrics):
        return [*refused, *said.act_words]  # "which campaign brought most" asks for a figure that we lack
    if act in FREE_ACTS:
        return []
    return [*said.unknown, *said.turned] if act in LOOSE_ACTS else refused


def _of_what_was_named(intent: Intent, before: Intent, said: Reading) -> Intent:
    """那款10月卖了多少, their sales in June: what was named before is meant."""
    meant = {one.dimension: one for one in before.filters} | {one.dimension: one for one in intent.filters}
    cut = intent.dimensions or (before.dimensions if said.points and not intent.ranked else ())
    return replace(intent, filters=tuple(meant.values()), dimensions=cut)


def _turned(said: Reading, before: Intent, today: date, listed: Listed) -> Meaning | None:
    """What a message means that adds to the question before, widens it or sets its answers side by side."""
    if said.mere_noun:
        raise Unclear
    beside = said.turn == "add" or said.others or said.returns
    unplaced = set(said.leftover) - ADDING and said.turn not in WHOLE_MESSAGE
    if (
        not (said.turn or beside or asks_half_of_it(said.whole_text))
        or _doubtful_name(said) is not None
        or unplaced
    ):
        return None  # which name is meant is asked first
    now = intent_of(said, today, before) if beside else Intent()
    intent = turned_to(said, before, now, listed) or came_back(said, before, now)
    if intent is None:
        return None
    left_out = {one.dimension for one in intent.filters if one.op == "not in"}
    if left_out & LINE_LISTS and not _of_lines(intent.metrics):
        raise Unclear  # orders without a product are not the orders of the others
    return replace(_complete(intent, said), said=said)


def _corrected(said: Reading, before: Intent) -> Reading:
    """Not Germany, France: the first was asked before, the other is meant instead."""
    asked = {
        (one.dimension, value) for one in before.filters for value in one.values if one.op in ("=", "in")
    }
    wrong = [
        one for one in said.excluded if all((hit.dimension, v) in asked for hit in one[1] for v in hit.values)
    ]
    if said.names or not wrong or len(wrong) == len(said.excluded):
        return said
    return replace(said, names=[one for one in said.excluded if one not in wrong], excluded=[])


def _of_the_list(said: Reading) -> Reading:
    """What is asked of those that a list named: 第一个 says which of them, and ranks nothing."""
    pointing = said.pointing or ["…"]
    if points_at_one(said.whole_text):
        said = replace(said, leftover=[word for word in said.leftover if word not in THAT_TIME])
    if not said.nth:
        return replace(said, pointing=pointing)
    left = [word for word in said.leftover if not word.startswith(("第一", "first", "the first"))]
    said = replace(said, pointing=pointing, leftover=left, ranked=None, ranked_by=None, limit=None)
    return replace(said, one=False, judged=False, best=False)


def _with_before(before: Intent | None, intent: Intent, said: Reading) -> Intent:
    """What an act is about: with "why?" alone, what was asked before."""
    if before is None or (metric_said(said) and intent.when is not None):
        return intent
    return after(before, intent, said)


def _doubtful_name(said: Reading) -> Meaning | None:
    """A word that may be several names, to be asked back."""
    for one in said.assumed:
        if not one.sure:
            return Meaning("clarify", missing="near", words=(one.word,), hits=one.hits, said=said)
    for wording, hits in [*said.names, *said.excluded]:
        if len(hits) > 1:
            return Meaning("clarify", missing="name", words=(wording,), hits=hits, said=said)
    return None


def _without_doubts(said: Reading) -> Reading:
    """What a text or a plan is about is only what was surely named."""
    doubtful = {one.word for one in said.assumed if not one.sure}

    def sure(names: list[tuple[str, tuple[NameHit, ...]]]) -> list[tuple[str, tuple[NameHit, ...]]]:
        return [(word, hits) for word, hits in names if word not in doubtful and len(hits) == 1]

    return replace(said, names=sure(said.names), excluded=sure(said.excluded))


def _contradictions(said: Reading) -> list[str]:
    """Combinations that a single query cannot tell, each of which would otherwise be answered as something else."""
    wrong = []
    if len(said.whens) > 2 or (len(said.whens) == 2 and said.compare == "two" and said.names_compared()):
        wrong.append("…")  # Germany in June against France in July
    if said.ranked and (said.trend or len(said.dimensions) > 1):
        wrong.append("top")
    if (
        said.ranked
        and not said.growth
        and said.compare in ("two", "against")
        and set(said.dimensions) & TIMES
    ):
        wrong.append("top")  # July compared to the best month: that month is not known before it is looked up
    if said.ranked and said.growth and said.compare in (None, "before") and set(said.dimensions) & TIMES:
        wrong.append("top")  # the month that grew most: each against the one before it is no query
    refunds = said.metrics == ["refunds"]  # counted, they are the orders that money was given back on
    if (
        said.counted
        and not refunds
        and any(find_metric(name).unit not in ("count", "number", "days") for name in said.metrics)
    ):
        wrong.append("how many")
    if len(said.dimensions) > 2 or len(set(said.dimensions)) < len(said.dimensions):
        wrong.append("by")
    kept, left_out = _lists(said.names), _lists(said.excluded)
    both = kept & left_out
    if (both and not (_within(said) or (_apart(said) and not (said.who and both & LINE_LISTS)))) or (
        left_out & LINE_LISTS and not _of_lines(metrics_of(said))
    ):
        wrong += [wording for wording, _ in said.excluded]
    return wrong


def _apart(said: Reading) -> bool:
    """Leaving the UK out, Germany and France: what is left out is none of what is named."""
    kept = {(hit.dimension, value) for _, hits in said.names for hit in hits for value in hit.values}
    out = {(hit.dimension, value) for _, hits in said.excluded for hit in hits for value in hit.values}
    return not kept & out


def _asks_anew(said: Reading) -> bool:
    """A question with a figure of its own that does not go on (那…呢, and ...): how the last list was cut is not asked for again."""
    own = said.metrics or said.sells or said.best or said.acts or (said.share and said.whens)
    changed = said.points or said.only or said.dropped or said.shifted or said.sorts or said.per_order
    return bool(own) and not changed


def _before_refunds(said: Reading, before: Intent) -> bool:
    """Before refunds, 扣掉退款后: the same figure otherwise counted, cut as it was."""
    both = {"net_sales", "gross_sales"}
    other = len(said.metrics) == 1 and set(said.metrics) < both and set(before.metrics) < both
    return other and not (said.sells or said.counted or said.whens or said.names or said.dimensions)


def _whose_instead(said: Reading, before: Intent) -> bool:
    """那老客呢, after a figure of new customers: the same figure of the others."""
    group = len(said.metrics) == 1 and said.metrics[0] in GROUP_OF_METRIC
    asks_more = said.counted or said.dimensions or said.ranked or said.whens or said.names
    told_of = any(one.dimension == "buyer_type" for one in before.filters)
    other_figure = bool(before.metrics) and not set(before.metrics) & {*GROUP_OF_METRIC, "buyers"}
    counts = said.counts_group and not said.share  # 新客占几成: of the figure before
    return group and not asks_more and not counts and (told_of or other_figure)


def _told_of_another(said: Reading, before: Intent | None) -> bool:
    """Whether a name that something is compared with (than France) has one of its list to be compared with, from before."""
    lists = _lists(said.names)
    return before is not None and any(
        one.dimension in lists and one.op in ("=", "in") for one in before.filters
    )


def _within(said: Reading) -> bool:
    """浙江除了杭州: what is left out is a part of what is named."""
    kept = {(hit.dimension, value) for _, hits in said.names for hit in hits for value in hit.values}
    out = {(hit.dimension, value) for _, hits in said.excluded for hit in hits for value in hit.values}
    return {one for one in out if one[0] in _lists(said.names)} < kept


def _lists(names: Sequence[tuple[str, tuple[NameHit, ...]]]) -> set[str]:
    return {hit.dimension for _, hits in names for hit in hits}


def _of_lines(metrics: Sequence[str]) -> bool:
    """Whether leaving a product out only takes its lines away. "Orders without X" would count other lines' orders."""
    return all(metric in LINE_METRICS or find_metric(metric).grain in OF_LINES for metric in metrics)


def _complete(intent: Intent, said: Reading) -> Meaning:
    if intent.when is not None and intent.when.holidays != intent.holidays:
        intent = replace(intent, when=replace(intent.when, holidays=intent.holidays))
    when = intent.when
    alone = when is not None and intent.dimensions == (when.unit,) and not intent.having
    if intent.having and "customer" in intent.dimensions and len(intent.dimensions) > 1:
        return Meaning("decline", intent, reason="unknown", words=("…",))  # twice in a week: in which one?
    if not still_fits(intent):
        return Meaning(
            "decline", intent, reason="unknown", words=("…",)
        )  # by category, after a weekly average
    if intent.ranked and alone:
        return Meaning(
            "decline", intent, reason="unknown", words=("…",)
        )  # is July our best month: of which months?
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
