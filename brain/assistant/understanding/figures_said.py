"""The slots of figures: what is counted, and whose."""

from __future__ import annotations

from collections.abc import Sequence

from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.sentence import Sentence
from brain.assistant.understanding.tokens import Kind, Token

KINDS_OF_ORDERS = frozenset({"unpaid_orders", "cancelled_orders", "refunded_orders"})


def products_listed(s: Sentence) -> None:
    """Products sold at least 500 units: with a condition on each they are listed, not counted as a figure."""
    for i in s.all(Kind.METRIC):
        token = s.tokens[i]
        near = {s.kind(i - 1), *(s.kind(j) for j in range(i + 1, i + 3))}
        if token.value == "products_sold" and Kind.THRESHOLD in near:
            s.tokens[i] = Token(Kind.DIM, "product", token.start, token.end, token.text)


def people_of_groups(s: Sentence) -> None:
    """流失的那些客人: the noun behind a group of customers adds nothing to it."""
    for i in s.all(Kind.METRIC):
        named = s.tokens[i - 1].value if s.kind(i - 1) == Kind.NAME else ()
        if s.tokens[i].value == "buyers" and any(hit.dimension in ("stage", "rfm") for hit in named):
            s.used.add(i)


def read_groups(s: Sentence) -> None:
    """新客的销售额, sales from returning customers: beside another figure they say whose; alone they are counted."""
    figures = [i for i in s.all(Kind.METRIC) if s.tokens[i].value not in GROUP_OF_METRIC]
    for i in s.all(Kind.METRIC):
        hit = GROUP_OF_METRIC.get(s.tokens[i].value)
        if hit and (s.said.only or figures or s.all(Kind.SELL)):
            s.said.names.append((s.tokens[i].text, (hit,)))
            s.used.add(i)
            if s.kind(i - 1) == Kind.FROM:
                s.used.add(i - 1)


def read_figures(s: Sentence) -> None:
    """Which figures are asked for, and the words of counting, selling and money around them."""
    found = s.all(Kind.METRIC)
    _tied(s, found)
    for i in found:
        # 退款订单, new customer orders: two figures side by side name a third one that we do not know.
        if s.tokens[i].value == "orders" and _kind_follows(s, i, found):
            s.used.add(i)  # orders that were never paid: the second says which
            continue
        if i + 1 in found and not _set_apart(s, i):
            s.said.leftover.append(f"{s.tokens[i].text} {s.tokens[i + 1].text}")
        s.used.add(i)
        if s.tokens[i].value not in s.said.metrics:
            s.said.metrics.append(s.tokens[i].value)
    s.said.monthly = any(s.tokens[i].text.startswith(("月销", "每月销")) for i in s.all(Kind.METRIC)) or any(
        token.kind == Kind.METRIC and token.text.startswith("月销") for token in s.tokens
    )
    s.said.sells = bool(s.all(Kind.SELL)) or any(s.tokens[i].value == "sells" for i in s.all(Kind.GROWTH))
    s.said.money = any(s.tokens[i].text in ("多少钱", "how much") for i in s.all(Kind.MONEY)) or any(
        word in s.tokens[i].text for i in found for word in ("money", "amount", "额", "钱")
    )
    s.said.howmuch = any(s.tokens[i].value == "howmuch" for i in s.all(Kind.SELL))
    s.said.vague = bool(s.all(Kind.VAGUE))
    for i in s.all(Kind.HOWMANY):
        s.said.counted = True
        s.said.people = s.said.people or s.tokens[i].value == "people"
        s.used.add(i)


def _tied(s: Sentence, found: Sequence[int]) -> None:
    """Orders with refunds: a figure that another one has is a third, not both side by side."""
    for i in s.all(Kind.WITH):
        s.used.add(i)
        if any(j < i for j in found) and i + 1 in found:
            s.said.leftover.append(f"{s.tokens[i].text} {s.tokens[i + 1].text}")


def _kind_follows(s: Sentence, at: int, found: Sequence[int]) -> bool:
    """Whether the next figure is a kind of order, and not another one listed beside it."""
    following = [i for i in found if i > at][:1]
    if not following or s.tokens[following[0]].value not in KINDS_OF_ORDERS:
        return False
    return all(token.kind != Kind.CONJ for token in s.tokens[at : following[0]])


def _set_apart(s: Sentence, at: int) -> bool:
    """Chinese words with a space between them are a list; Latin words always have one, and 新客的销售额 is none."""
    left, right = s.tokens[at], s.tokens[at + 1]
    return s.text[left.end : right.start] == " " and not left.text.isascii()
