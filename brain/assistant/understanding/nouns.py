"""Nouns beside a figure that only say whose it is, or on what: the customers of "sales of Irish customers", 几桌客人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brain.assistant.understanding.sentence import Sentence
from brain.assistant.understanding.tokens import Kind, Token
from brain.facts.semantic.compile import find_metric

# A figure that is only the topic of the next one: 退货退了多少单.
TOPIC_OF: dict[str, frozenset[str]] = {
    "refunded_orders": frozenset({"refunds", "orders", "refunded_orders"}),
    "refunds": frozenset({"refunds"}),
    "refund_rate": frozenset({"refunds"}),
    "order_refund_rate": frozenset({"refunds", "orders"}),
    "cancelled_orders": frozenset({"orders", "cancelled_orders"}),
    "unpaid_orders": frozenset({"orders", "unpaid_orders"}),
    "unpaid_rate": frozenset({"orders", "unpaid_orders"}),
    "orders": frozenset({"orders"}),
    "units": frozenset({"units"}),
    "net_sales": frozenset({"net_sales"}),
    "gross_profit": frozenset({"gross_profit", "cost"}),
    "viewers": frozenset({"views", "viewers"}),
    "cart_users": frozenset({"carts", "cart_users"}),
    "new_buyers": frozenset({"new_buyers", "buyers"}),
    "returning_buyers": frozenset({"returning_buyers", "buyers"}),
    "orders_per_buyer": frozenset({"buyers"}),
    "sales_per_buyer": frozenset({"buyers"}),
    "average_order_value": frozenset({"orders", "average_order_value"}),
    "stock_value": frozenset({"stock_on_hand"}),
}
# These ask for the count itself.
COUNTS = frozenset(
    {
        "买家数",
        "客户数",
        "顾客数",
        "人数",
        "客人数",
        "下单人数",
        "number of customers",
        "number of buyers",
        "customer count",
    }
)
MERE_PEOPLE = frozenset({"people", "folks", "folk", "persons", "的人", "punters"})
KINDS_OF_ORDERS = frozenset({"unpaid_orders", "cancelled_orders", "refunded_orders"})
HOW_MANY_OF = re.compile(r"多少|几|how many|number of")
ASKS_ITSELF = re.compile(r"^[\u3400-\u9fff]*(?:多少|几)")


def adds_nothing(s: Sentence, at: int, found: Sequence[int]) -> bool:
    """Whether the figure at a place is no figure of its own beside another of `found`, but its noun or its topic."""
    here, behind = s.tokens[at], s.tokens[at + 1] if at + 1 in found else None
    if both_ask(s, at, found) or both_ask(s, at - 1, found):
        return False
    if here.value == "orders" and kind_follows(s, at, found):
        return True  # orders that were never paid: the second says which
    if here.value == "orders" and HOW_MANY_OF.search(here.text) and _which_orders(s, at, found):
        return True  # 拍了没付钱的有多少单
    if carries(s, at, found):
        return True  # average order value of the Ireland customers
    if behind is not None and (here.value == behind.value or here.value in TOPIC_OF.get(behind.value, ())):
        return True  # 退货退了多少单: the first says what the second counts
    if at - 1 not in found:
        return False
    return of_customers(s, at) or of_orders(s, at)  # 几桌客人; what was refunded on orders of that day


def both_ask(s: Sentence, at: int, found: Sequence[int]) -> bool:
    """卖了多少单退了多少单: this one and the next each ask with a verb of their own, so neither is the other's noun."""
    if at not in found or at + 1 not in found:
        return False
    pair = s.tokens[at], s.tokens[at + 1]
    return pair[0].value != pair[1].value and all(_asks(one) for one in pair)


def _asks(figure: Token) -> bool:
    """Whether a figure asks by itself: 退了几单, 几个人. A bare 多少单 may be the number of what stands before it."""
    bare = figure.text.startswith(("多少", "几", "有多少", "有几"))
    return ASKS_ITSELF.search(figure.text) is not None and (not bare or figure.value == "buyers")


OF_SOME = frozenset({"unpaid_orders", "cancelled_orders", "refunded_orders"})


def _which_orders(s: Sentence, at: int, found: Sequence[int]) -> bool:
    """Whether a kind of orders has been named before, in the same clause."""
    named = [i for i in found if i < at and s.tokens[i].value in OF_SOME]
    return bool(named) and all(token.kind != Kind.CONJ for token in s.tokens[named[-1] : at])


def names_a_third(s: Sentence, at: int, found: Sequence[int]) -> bool:
    """退款的客户: two figures side by side name a third one that we do not know."""
    if at + 1 not in found or set_apart(s, at) or both_ask(s, at, found):
        return False
    return not (of_orders(s, at + 1) or of_customers(s, at + 1))


def carries(s: Sentence, at: int, found: Sequence[int]) -> bool:
    """A noun for those who bought, or for the orders that a condition is on, beside the figure that is asked of them."""
    token, others = s.tokens[at], [i for i in found if i != at and s.tokens[i].value != s.tokens[at].value]
    listed = [i for i, one in enumerate(s.tokens) if one.kind == Kind.CONJ]
    joined = any(not any(min(i, at) < j < max(i, at) for j in listed) for i in others)
    if not joined or token.text in COUNTS:
        return False
    beside = (s.kind(at - 1), s.kind(at + 1))
    if token.text in MERE_PEOPLE and not s.said.counted and Kind.CONJ not in beside:
        return True
    if token.value == "buyers":
        rates = any(find_metric(s.tokens[i].value).unit == "rate" for i in others)
        return (Kind.NAME in beside or (rates and Kind.TIME in beside)) and not s.said.counted
    bounded = any(one.subject == "order_value" for one in s.said.thresholds)
    if token.value == "orders" and s.kind(at - 1) == Kind.FROM:
        return True  # revenue from orders of three pieces or more
    of_some = (bounded and s.kind(at - 1) == Kind.THRESHOLD) or s.kind(at - 1) == Kind.NAME
    return token.value == "orders" and of_some and not HOW_MANY_OF.search(token.text)


def of_customers(s: Sentence, at: int) -> bool:
    """几桌客人: the number and its counting word say what is counted."""
    left = s.tokens[at - 1]
    return (
        s.tokens[at].value == "buyers"
        and left.value == "orders"
        and left.end == s.tokens[at].start
        and "几" in left.text
    )


def of_orders(s: Sentence, at: int) -> bool:
    """Refunded *on orders*, units *in orders*: the orders only say on what."""
    if s.tokens[at].value != "orders" or at == 0:
        return False
    between = s.text[s.tokens[at - 1].end : s.tokens[at].start]
    return re.search(r"\b(for|on|in|from|of)\b", between) is not None


def set_apart(s: Sentence, at: int) -> bool:
    """Chinese words with a space between them are a list; Latin words always have one, and 新客的销售额 is none."""
    left, right = s.tokens[at], s.tokens[at + 1]
    return s.text[left.end : right.start] == " " and not left.text.isascii()


def kind_follows(s: Sentence, at: int, found: Sequence[int]) -> bool:
    """Whether the next figure is a kind of order, and not another one listed beside it."""
    following = [i for i in found if i > at][:1]
    if not following or s.tokens[following[0]].value not in KINDS_OF_ORDERS:
        return False
    return all(token.kind != Kind.CONJ for token in s.tokens[at : following[0]])


def tied(s: Sentence, found: Sequence[int]) -> None:
    """Orders with refunds: a figure that another one has is a third, not both side by side."""
    for i in s.all(Kind.WITH):
        s.used.add(i)
        if any(j < i for j in found) and i + 1 in found:
            s.said.leftover.append(f"{s.tokens[i].text} {s.tokens[i + 1].text}")
