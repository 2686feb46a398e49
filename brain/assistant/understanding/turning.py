"""Follow-ups that put no word in another's place: they add to the question before, add up, widen, or set its answers side by side.

What they are said of is what was asked before, and what was asked before that, where the two differ in one thing only. Where
that is not so, nothing is answered: the earlier figure again would look like the one that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from brain.assistant.understanding import periods
from brain.assistant.understanding.conditions import Unclear
from brain.assistant.understanding.following import uncut
from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.numerals import chinese_number
from brain.assistant.understanding.on_top import points_at_one
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.turning_shown import half_of_it, shown_otherwise
from brain.facts.semantic.compile import find_dimension
from brain.kernel.clock import iso_week
from brain.kernel.evidence import Filter, Period

Listed = Callable[[Intent], Sequence[str]]
"""The names that a ranking listed, best first; none where it listed anything but names."""
KEPT = frozenset({"=", "in"})
WHEN = "when"
OF_TIME = frozenset({"day", "week", "month"})
"""Lists of times, of which the one on top is a period."""
SHORTEST_MONTH = 28


def nobody(intent: Intent) -> Sequence[str]:
    """Where there are no facts to look a list up in."""
    del intent
    return ()


def turned_to(said: Reading, before: Intent, now: Intent, listed: Listed) -> Intent | None:
    """The earlier question as the message turns it; None where it puts a word in another's place. Raises Unclear."""
    picked = (
        before.skip or before.per or before.edge or before.sold_in or before.sold_earlier or before.baskets
    )
    if picked and (said.turn in ("sum", "whole", "difference", "add", "others", "many") or said.others):
        raise Unclear  # in total, after an average or the second best: of what?
    half = half_of_it(said.whole_text, before)
    if half is not None:
        return half
    of_top = said.turn == "many" and re.search(r"(?<![a-z])top(?![a-z])", said.whole_text)
    if of_top and not (before.rising or before.ranked == "high"):
        return None  # the top five, after a list of all or of the last
    if said.turn in ("money", "others", "many"):
        return shown_otherwise(said.turn, said.whole_text, before)
    if said.turn == "sum" and before.having and metric_asked(said):
        return None  # 他们一共花了多少: of those who met the condition
    if said.turn in ("sum", "whole", "difference") and before.having:
        raise Unclear  # of those that met the condition: which figure of theirs is not said
    people = set(before.metrics) & {*GROUP_OF_METRIC, "buyers"}
    if said.turn == "sum" and people and metric_asked(said) and not people & set(said.metrics):
        return None  # 他们一共花了多少, after how many they are: another figure of theirs
    if said.turn == "sum":
        _counts_right(said, before)
        return _summed(before, listed)
    if said.turn == "whole":
        return _widened(before)
    if said.turn == "difference":
        return _apart(before, said)
    if said.turn == "add":
        return _with(before, now)
    if said.others and not said.ranked and not (said.excluded or said.names):
        return _the_others(before, now, listed)
    return None


def pointed_at(said: Reading, before: Intent, listed: Listed) -> Intent | None:
    """The earlier question narrowed to those that it listed or counted, where the message points at them: their sales."""
    own = said.ranked or said.names or said.excluded or said.thresholds
    if before.having and _AMONG.search(said.whole_text):
        raise Unclear
    if (
        before.ranked
        and (said.people or said.metrics == ["buyers"])
        and not (said.whens or own or said.points)
    ):
        raise Unclear  # 有多少人买过: of those that were listed, or of all goods?
    if before.having and (said.points or said.returns or (said.totals and metric_asked(said))):
        return _of_those_who(said, before, own=bool(own))
    who = said.who and not (own or said.whens) and "customer" not in before.dimensions
    within = _ranks_within(said, before)
    the_one = (within or not own) and points_at_one(said.whole_text)
    the_one = the_one and bool(within or before.limit == 1 or metric_asked(said))
    of_list = said.nth or (said.points and not own) or who or the_one
    if of_list and before.ranked:
        return _of_those(before, listed, said.nth or int(the_one and before.limit != 1))
    group = GROUP_OF_METRIC.get(before.metrics[0]) if len(before.metrics) == 1 else None
    if said.points and not own and group is not None and said.whens:
        raise Unclear  # July's new customers in August are no new customers
    if said.points and not own and group is not None and not before.split():
        kept = tuple(one for one in before.filters if one.dimension != group.dimension)
        return replace(
            before, filters=(*kept, Filter(dimension=group.dimension, op="=", values=group.values))
        )
    if said.points and not own and said.whens and (before.having or "customer" in before.split()):
        raise Unclear  # those of one month in another: their names are too many to carry over
    return before if said.points and not own and (before.filters or before.split()) else None


def _ranks_within(said: Reading, before: Intent) -> bool:
    """那天卖得最多的商品, after which day was best: a ranking of its own, of the day that the other one found."""
    times = bool(before.ranked) and len(before.dimensions) == 1 and before.dimensions[0] in STRETCHES
    return times and bool(said.ranked) and not (said.names or said.excluded or said.thresholds or said.whens)


STRETCHES = frozenset({"day", "week", "month"})
_AMONG = re.compile(r"其中|里面|当中|(?<![a-z])(?:among|of (?:them|those|these|whom))(?![a-z])")


def metric_asked(said: Reading) -> bool:
    """Whether a figure is asked for at all."""
    return bool(said.metrics or said.sells or said.people or said.money)


def _of_those_who(said: Reading, before: Intent, *, own: bool) -> Intent:
    """他们一共花了多少, after those who bought twice: each of them with that figure, under the same condition.

    Raises Unclear for another period, for other people among them, and for what their parts do not add up to.
    """
    asked = said.metrics or (["net_sales"] if said.sells or said.money else [])
    addable = len(asked) == 1 and asked[0] in ADDED_UP
    if own or said.whens or said.returns or said.share or said.dimensions or said.people or not addable:
        raise Unclear
    return before


ADDED_UP = frozenset({"net_sales", "gross_sales", "refunds", "units", "orders"})


def _counts_right(said: Reading, before: Intent) -> None:
    """前三个一共, 两个月加起来: as many as there are to be added. Raises Unclear where fewer are meant."""
    told = _HOW_MANY_TOLD.search(said.whole_text)
    if told is None:
        return
    number = (
        2 if told["n"] == "两" else int(told["n"]) if told["n"].isdecimal() else chinese_number(told["n"])
    )
    if number != len(_alike(before)) or before.split():
        raise Unclear


_HOW_MANY_TOLD = re.compile(r"(?:前|这|后)?(?P<n>[两二三四五六七八九十]|\d+)(?:个|天|者|周|款|种|家|名|月)")


def came_back(said: Reading, before: Intent, now: Intent) -> Intent | None:
    """After July's new customers, how many came back in August: those people, in another period. Raises Unclear."""
    if said.returns and before.metrics == ("buyers",) and not said.names:
        raise Unclear  # who of them came back: only new customers are followed
    if before.metrics != ("new_buyers",) or not said.returns or said.ranked or said.names or said.dimensions:
        return None
    month, later = before.when, now.when
    if month is None or later is None or before.filters or before.split():
        raise Unclear
    whole = month.unit == "month" and month.period.days >= SHORTEST_MONTH
    if not whole or later.period.start < month.period.end:
        raise Unclear
    first = Filter(dimension="cohort", op="=", values=(month.period.start.isoformat(),))
    return Intent(metrics=("buyers",), filters=(first,), when=later)


def _unclear() -> Intent:
    raise Unclear


def _summed(before: Intent, listed: Listed) -> Intent:
    """加起来, in total: of the rows of a list, or of the answers so far."""
    if before.ranked:
        return _of_those(before, listed, 0)
    if before.split():
        return uncut(before)
    same = _alike(before)
    if len(same) > 1:
        return _together(same)
    if before.earlier is not None or any(_is_name(one) for one in before.filters):
        raise Unclear  # of this name alone, or of all of them?
    return before


def _widened(before: Intent) -> Intent:
    """全部呢, overall: without the list, else without the name that narrowed it down."""
    if before.ranked:
        raise Unclear  # of those that were listed, or of all of them?
    if before.split():
        return uncut(before)
    names = [one for one in before.filters if _is_name(one)]
    if len(names) > 1 or (before.filters and not names) or set(before.metrics) & GROUP_OF_METRIC.keys():
        raise Unclear  # which of them is to go?
    if not names:
        raise Unclear  # it was of all of them
    return replace(before, filters=tuple(one for one in before.filters if one not in names))


def _apart(before: Intent, said: Reading) -> Intent | None:
    """差多少, the difference: between the last answer and the one before it."""
    pair = any(
        one.dimension in before.split() and one.op == "in" and len(one.values) == 2 for one in before.filters
    )
    if before.compare is not None or (pair and len(before.split()) == 1):
        return before  # which tells it
    same = _alike(before)
    if len(same) != 2:
        if said.growth and len(same) < 2:
            return None
        raise Unclear
    newest, older = same
    thing = _differs(newest, older)
    if thing == WHEN:
        later, earlier = sorted(same, key=lambda one: _when(one).period.start, reverse=True)
        return replace(later, compare=earlier.when)
    return replace(_together([newest, older]), dimensions=(thing,))


def _with(before: Intent, now: Intent) -> Intent:
    """加上纸尿裤, plus France, 再加上9月: together with what was asked before."""
    added = bool(now.filters) + (now.when is not None) + bool(now.metrics)
    if added != 1 or before.ranked or now.split():
        raise Unclear
    if now.metrics:
        return replace(before, metrics=tuple(dict.fromkeys([*before.metrics, *now.metrics])))
    if before.split():
        raise Unclear
    return _together([before, replace(before, when=now.when)]) if now.when else _union(before, now.filters)


def _union(before: Intent, added: Sequence[Filter]) -> Intent:
    if len(added) != 1 or added[0].op not in KEPT:
        raise Unclear
    (new,) = added
    old = [one for one in before.filters if one.dimension == new.dimension and one.op in KEPT]
    if len(old) != 1:
        raise Unclear  # plus France, after a figure of every country
    values = tuple(dict.fromkeys([*old[0].values, *new.values]))
    both = Filter(dimension=new.dimension, op="in" if len(values) > 1 else "=", values=values)
    return replace(before, filters=tuple(both if one is old[0] else one for one in before.filters))


def _together(same: Sequence[Intent]) -> Intent:
    """Intents that differ in one thing as one: neighbouring periods as a stretch, names as their union."""
    newest = same[0]
    if _differs(same[0], same[1]) != WHEN:
        for other in same[1:]:
            (new,) = [one for one in other.filters if one not in newest.filters]
            newest = _union(newest, (new,))
        return newest
    whens = sorted((_when(one) for one in same), key=lambda when: when.period.start)
    if any(one.period.end != following.period.start for one, following in pairwise(whens)):
        raise Unclear
    whole = Period(start=whens[0].period.start, end=whens[-1].period.end)
    return replace(newest, when=replace(When(whole, "days"), to_date=whens[-1].to_date))


def _the_others(before: Intent, now: Intent, listed: Listed) -> Intent | None:
    """其他的呢, the other countries: all but those that were named or listed."""
    if before.ranked:
        those = _of_those(before, listed, 0)
        dimension = before.dimensions[0]
    else:
        those = uncut(before)
        names = [one for one in before.filters if _is_name(one) and one.op in KEPT]
        if len(names) != 1:
            return None if before.split() else _unclear()
        dimension = names[0].dimension
    if now.dimensions not in ((), (dimension,)) or now.filters or now.having or now.compare:
        raise Unclear
    those = replace(those, metrics=now.metrics or those.metrics, when=now.when or those.when)
    filters = tuple(
        _without(one) if one.dimension == dimension and one.op in KEPT else one for one in those.filters
    )
    return replace(those, filters=filters, dimensions=now.dimensions)


def _without(one: Filter) -> Filter:
    """The same names, left out."""
    return Filter(dimension=one.dimension, op="not in", values=one.values)


def _of_those(before: Intent, listed: Listed, nth: int) -> Intent:
    """The earlier question of the names that its ranking listed, or of one of them."""
    names = tuple(listed(before))
    if not names or before.others or nth > len(names) or len(before.dimensions) != 1:
        raise Unclear
    chosen = (names[nth - 1],) if nth or len(names) == 1 else names
    if before.dimensions[0] in OF_TIME:
        if len(chosen) > 1:
            raise Unclear  # several days on end or apart: which period they make nobody said
        return replace(uncut(before), when=_that_time(before, date.fromisoformat(chosen[0])), compare=None)
    of_them = Filter(dimension=before.dimensions[0], op="in" if len(chosen) > 1 else "=", values=chosen)
    others = tuple(one for one in before.filters if one.dimension != of_them.dimension)
    return replace(uncut(before), filters=(*others, of_them), compare=None)


def _that_time(before: Intent, first: date) -> When:
    """The day, week or month that a ranking of them names by its first day. Raises Unclear where only a part of it was ranked."""
    unit = before.dimensions[0]
    if unit == "day":
        return periods.single(first)
    when = When(iso_week(first), "week") if unit == "week" else periods.month_of(first.year, first.month)
    ranked = _when(before).period
    if when is None or not (ranked.start <= when.period.start and when.period.end <= ranked.end):
        raise Unclear
    return when


def _alike(before: Intent) -> list[Intent]:
    """The last questions, newest first, that all differ from each other in the same one thing."""
    same, thing = [before], ""
    while same[-1].earlier is not None:
        older = same[-1].earlier
        differs = _differs(same[-1], older)
        if not differs or (thing and differs != thing):
            break
        same, thing = [*same, older], differs
    return same


def _differs(one: Intent, other: Intent) -> str:
    """The one thing in which two figures differ: WHEN, or the dimension of a name; "" for none or several."""
    if one.split() or other.split() or one.when is None or other.when is None:
        return ""
    if replace(one, when=other.when) == other:
        return WHEN if one.when.period != other.when.period else ""
    if replace(one, filters=other.filters) != other or len(one.filters) != len(other.filters):
        return ""
    mine, theirs = (
        [given for given in these.filters if given not in those.filters]
        for these, those in ((one, other), (other, one))
    )
    if len(mine) != 1 or len(theirs) != 1 or mine[0].dimension != theirs[0].dimension:
        return ""
    named = mine[0].op in KEPT and theirs[0].op in KEPT and not set(mine[0].values) & set(theirs[0].values)
    return mine[0].dimension if named else ""


def _when(intent: Intent) -> When:
    assert intent.when is not None
    return intent.when


def _is_name(one: Filter) -> bool:
    return find_dimension(one.dimension).kind == "name"
