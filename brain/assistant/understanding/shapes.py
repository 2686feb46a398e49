"""How a figure is to be shown: as a share, added up, a day on average, for customers one by one, or without what was named before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from brain.assistant.understanding.amounts import Amount
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import Kind, Token

FLAGS = {
    Kind.SHARE: "share",
    Kind.RUNNING: "running",
    Kind.PERDAY: "per_day",
    Kind.OTHERS: "others",
    Kind.ONLY: "only",
    Kind.WHO: "who",
    Kind.ALLTIME: "all_time",
}
LEADS_A_LIST = frozenset({Kind.TOP, Kind.SUPER, Kind.BEST, Kind.NUM, Kind.WHICH, Kind.BY})


def read_shapes(tokens: Sequence[Token], used: set[int], said: Reading) -> None:
    """Set the flags whose words stand in the sentence, and what is to be let go of."""
    for at, token in enumerate(tokens):
        if at in used:
            continue
        if token.kind in FLAGS:
            setattr(said, FLAGS[token.kind], True)
            used.add(at)
        elif token.kind == Kind.DROP:
            said.dropped.append(str(token.value))
            used.add(at)
        elif token.kind == Kind.ACT:
            said.acts.append(str(token.value))
            used.add(at)
    if "goal" in said.acts:
        _read_amounts(tokens, used, said)


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
    """前10名客户, top customers, 按客户看: where a list is asked for, "customers" is what it lists, not a figure."""
    for at, token in enumerate(tokens):
        if token.kind != Kind.METRIC or token.value != "buyers" or at in used:
            continue
        before = tokens[at - 1].kind if at else None
        if before == Kind.CLASSIFIER and at > 1:
            before = tokens[at - 2].kind
        others = any(t.kind in (Kind.METRIC, Kind.SELL, Kind.BEST) for i, t in enumerate(tokens) if i != at)
        listed = before in (Kind.WHICH, Kind.BY, Kind.THRESHOLD) or (
            before in LEADS_A_LIST and (others or tokens[at].text.isascii() or before == Kind.NUM)
        )
        if listed and not _counts_people(tokens, at):
            said.who = True
            used.add(at)


def _counts_people(tokens: Sequence[Token], at: int) -> bool:
    """最多客户的省份, the category with the most customers: here they are what is counted."""
    ahead = tokens[at + 1 : at + 3]
    return any(token.kind in (Kind.DIM, Kind.UNIT, Kind.BY) for token in ahead) and (
        tokens[at - 1].kind in (Kind.SUPER,) if at else False
    )
