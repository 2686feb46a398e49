"""How a figure is to be shown: as a share, added up, a day on average, for customers one by one, or without what was named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from brain.assistant.understanding.amounts import Amount
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import Kind, Token
from brain.facts.semantic.compile import find_metric

HOW_MANY = re.compile("多少|几(?!乎)")
FLAGS = {
    Kind.SHARE: "share",
    Kind.RUNNING: "running",
    Kind.PERDAY: "per_day",
    Kind.OTHERS: "others",
    Kind.ONLY: "only",
    Kind.WHO: "who",
    Kind.ALLTIME: "all_time",
    Kind.LISTING: "listing",
}


def read_shapes(tokens: Sequence[Token], used: set[int], said: Reading) -> None:
    """Set the flags whose words stand in the sentence, and what is to be let go of."""
    for at, token in enumerate(tokens):
        if at in used:
            continue
        if token.kind == Kind.PERDAY and token.value in ("beside", "usual"):
            _average(tokens, used, said, at)
        elif token.kind in FLAGS:
            setattr(said, FLAGS[token.kind], True)
            used.add(at)
        elif token.kind == Kind.DROP:
            said.dropped.append(str(token.value))
            used.add(at)
        elif token.kind == Kind.ACT:
            said.acts.append(str(token.value))
            said.act_words += token.text.split()
            used.add(at)
    if "goal" in said.acts:
        _read_amounts(tokens, used, said)


def _average(tokens: Sequence[Token], used: set[int], said: Reading, at: int) -> None:
    """Daily net sales on average, sales on Mondays on average: the figure of a day; alone it does not say of what."""
    daily = [i for i, token in enumerate(tokens) if token.kind == Kind.BY and token.value == "day"]
    of_days = any(
        token.kind in (Kind.WEEKDAYS, Kind.DAYKIND)
        or (token.kind == Kind.TIME and getattr(token.value, "weekdays", ()))
        for token in tokens
    )
    asks_which = any(token.kind in (Kind.BY, Kind.WHICH, Kind.TOP, Kind.SUPER, Kind.BEST) for token in tokens)
    if daily or (of_days and not asks_which):
        said.per_day = True
        used.update({at, *daily})
    elif tokens[at].value == "usual" and asks_which:
        used.add(at)  # which hour is usually the busiest
    elif any(token.kind == Kind.METRIC and _is_average(str(token.value)) for token in tokens):
        used.add(at)  # what percent discount did they get on average


def _is_average(metric: str) -> bool:
    figure = find_metric(metric)
    return figure.unit in ("rate", "number") or "per_" in metric or metric.startswith(("average_", "daily_"))


def _read_amounts(tokens: Sequence[Token], used: set[int], said: Reading) -> None:
    """The amount of a goal: 目标10万, goal of 500 orders. A number before a unit of time is none."""
    for at, token in enumerate(tokens):
        followed = tokens[at + 1].kind if at + 1 < len(tokens) else None
        if at in used or token.kind not in (Kind.AMOUNT, Kind.NUM) or followed == Kind.UNIT:
            continue
        amount = token.value.value if isinstance(token.value, Amount) else Decimal(token.value)
        said.amounts.append(amount)
        used.add(at)


def read_people(tokens: Sequence[Token], used: set[int], said: Reading) -> None:
    """前10名客户, top customers, customers with more than 3 orders: where a list is asked for, they are what it lists."""
    for at, token in enumerate(tokens):
        if token.kind == Kind.METRIC and token.value == "buyers" and at not in used and _listed(tokens, at):
            said.who = True
            used.add(at)


def _listed(tokens: Sequence[Token], at: int) -> bool:
    """Whether customers are listed at this place, not counted."""
    before = _kind(tokens, at - 1)
    if before == Kind.CLASSIFIER:
        before = _kind(tokens, at - 2)
    if Kind.WHO in (before, _kind(tokens, at + 1)) or before == Kind.WHICH:
        return True
    if before == Kind.BY and HOW_MANY.search(tokens[at].text):
        return False  # 六个群各有几个人下单
    if before == Kind.BY:  # "by customer" lists them, "top cities by buyers" sorts by them
        return not any(token.kind in (Kind.TOP, Kind.SUPER, Kind.BEST) for token in tokens)
    if _about_each(tokens, at):
        return True
    figures = any(t.kind in (Kind.METRIC, Kind.SELL, Kind.BEST) for i, t in enumerate(tokens) if i != at)
    ranks = before in (Kind.TOP, Kind.SUPER, Kind.BEST, Kind.FAST, Kind.NUM)
    return (
        ranks and (figures or tokens[at].text.isascii() or before == Kind.NUM) and not _counted_by(tokens, at)
    )


def _about_each(tokens: Sequence[Token], at: int) -> bool:
    """A condition on each of them stands beside: customers with more than 10 orders, 消费满1000元的客户."""
    beside = [i for i in (at - 1, at + 1, at + 2, at + 3) if _kind(tokens, i) == Kind.THRESHOLD]
    others = any(token.kind == Kind.DIM for token in tokens)
    return bool(beside) and not others


def _counted_by(tokens: Sequence[Token], at: int) -> bool:
    """最多客户的省份, the category with the most customers: here they are what is counted."""
    ahead = {_kind(tokens, at + 1), _kind(tokens, at + 2)}
    return bool(ahead & {Kind.DIM, Kind.UNIT, Kind.BY}) and _kind(tokens, at - 1) == Kind.SUPER


def _kind(tokens: Sequence[Token], at: int) -> Kind | None:
    return tokens[at].kind if 0 <= at < len(tokens) else None
