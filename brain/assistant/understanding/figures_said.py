"""The slots of figures: what is counted, and whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.sentence import Sentence
from brain.assistant.understanding.thresholds import of_stock
from brain.assistant.understanding.tokens import Kind, Token
from brain.facts.semantic.compile import find_metric

# What 几单, 几个人 count by themselves, and what they make of the figure that they are said of.
FIGURE_COUNTED = {"orders": "orders", "units": "units", "people": "buyers"}
COUNTED_OF = {
    ("refunds", "orders"): "refunded_orders",
    ("views", "people"): "viewers",
    ("carts", "people"): "cart_users",
    ("orders", "people"): "buyers",
}
# A figure that is only the topic of the next one: 退货退了多少单.
TOPIC_OF: dict[str, frozenset[str]] = {
    "refunded_orders": frozenset({"refunds", "orders", "refunded_orders"}),
    "refunds": frozenset({"refunds"}),
    "refund_rate": frozenset({"refunds"}),
    "order_refund_rate": frozenset({"refunds", "orders"}),
    "cancelled_orders": frozenset({"orders", "cancelled_orders"}),
    "unpaid_orders": frozenset({"orders", "unpaid_orders"}),
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
RATE_OF_TWO: dict[frozenset[str], str] = {
    frozenset({"viewers", "buyers"}): "conversion",
    frozenset({"viewers", "cart_users"}): "cart_rate",
    frozenset({"orders", "refunded_orders"}): "order_refund_rate",
    frozenset({"orders", "refunds"}): "order_refund_rate",
    frozenset({"buyers", "returning_buyers"}): "repeat_rate",
    frozenset({"net_sales", "refunds"}): "refund_rate",
    frozenset({"gross_sales", "refunds"}): "refund_rate",
    frozenset({"net_sales", "gross_profit"}): "gross_margin",
    frozenset({"views", "clicks"}): "click_rate",
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
SHELVES = frozenset(
    {"仓里", "仓库里", "仓库", "库里", "货架上", "on the shelf", "on the shelves", "in the warehouse"}
)
# How many orders were refunded, said the other way round: 有多少订单发生了退款.
DONE_TO = {
    ("orders", "refunds"): "refunded_orders",
    ("buyers", "views"): "viewers",
    ("buyers", "carts"): "cart_users",
}
FIRST = re.compile(r"首|第一|头一|头回|first|acquired|joined")
HOW_MANY_OF = re.compile(r"多少|几|how many|number of")
SHORTEST_MONTH = 28
OF_POSTS = {
    "clicks": "post_clicks",
    "click_rate": "post_click_rate",
    "viewers": "post_reach",
    "views": "post_reach",
}
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
        counted = Kind.HOWMANY in (s.kind(i - 1), s.kind(i + 1))  # old customers, how many came back
        whose = figures or (s.all(Kind.SELL) and not counted) or (s.said.share and s.all(Kind.MONEY))
        if hit and (s.said.only or whose):
            s.said.names.append((s.tokens[i].text, (hit,)))
            s.used.add(i)
            if s.kind(i - 1) == Kind.FROM:
                s.used.add(i - 1)


def counted_words(s: Sentence) -> None:
    """多少单, 几个人: together with the figure beside it a count of something (退货 ... 有几单), else a figure of its own."""
    for i in s.all(Kind.HOWMANY):
        what = s.tokens[i].value
        if what not in FIGURE_COUNTED:
            continue
        others = s.all(Kind.METRIC)
        narrower = [j for j in others if (s.tokens[j].value, what) in COUNTED_OF]
        if len(narrower) == 1 and not _listed(s, narrower[0], i):
            j = narrower[0]
            figure = COUNTED_OF[s.tokens[j].value, what]
            s.tokens[j] = replace(s.tokens[j], kind=Kind.METRIC, value=figure)
            s.used.add(i)
        elif any(s.tokens[j].value == FIGURE_COUNTED[what] for j in others) and not _listed(s, others[0], i):
            s.used.add(i)
        elif what != "people":
            s.tokens[i] = replace(s.tokens[i], kind=Kind.METRIC, value=FIGURE_COUNTED[what])


def read_cohort(s: Sentence) -> None:
    """5月第一次来买的那批人，10月还来买的有几个: customers by the month of their first order, in another period."""
    times = [i for i, token in enumerate(s.tokens) if token.kind == Kind.TIME]
    firsts = [
        i for i in s.all(Kind.METRIC) if s.tokens[i].value == "new_buyers" and FIRST.search(s.tokens[i].text)
    ]
    if len(times) != 2 or len(firsts) != 1 or s.all(Kind.VS, Kind.COMPARE, Kind.GROWTH):
        return
    near = [i for i in times if abs(i - firsts[0]) <= 1]
    when = s.tokens[near[0]].value if len(near) == 1 else None
    if when is None or when.unit != "month" or when.period.days < SHORTEST_MONTH:
        return
    s.said.cohort = when.period.start.isoformat()
    again = [i for i in s.all(Kind.METRIC) if s.tokens[i].value in ("returning_buyers", "buyers")]
    for i in again:
        s.said.people = s.said.people or HOW_MANY_OF.search(s.tokens[i].text) is not None
    s.used.update({near[0], firsts[0], *again})


def read_figures(s: Sentence) -> None:
    """Which figures are asked for, and the words of counting, selling and money around them."""
    _of_posts(s)
    for i in s.all(Kind.METRIC):
        pair = (s.tokens[i].value, s.tokens[i + 1].value) if s.kind(i + 1) == Kind.METRIC else None
        if pair in DONE_TO and re.search(r"多少|几", s.tokens[i].text):
            s.tokens[i + 1] = replace(s.tokens[i + 1], value=DONE_TO[pair])
    found = s.all(Kind.METRIC)
    _tied(s, found)
    for i in found:
        s.used.add(i)
        # 退款订单, new customer orders: two figures side by side name a third one that we do not know.
        if s.tokens[i].value == "orders" and _kind_follows(s, i, found):
            continue  # orders that were never paid: the second says which
        if _carries(s, i, found):
            continue  # average order value of the Ireland customers
        same = i + 1 in found and s.tokens[i].value == s.tokens[i + 1].value
        if same or (i + 1 in found and s.tokens[i].value in TOPIC_OF.get(s.tokens[i + 1].value, ())):
            continue  # 退货退了多少单: the first says what the second counts
        if i - 1 in found and s.tokens[i].value == "buyers" and _of_customers(s, i):
            continue  # 几桌客人
        if i - 1 in found and s.tokens[i].value == "orders" and _of_orders(s, i):
            continue  # what was refunded on orders of that day
        if (
            i + 1 in found
            and not _set_apart(s, i)
            and not _of_orders(s, i + 1)
            and not _of_customers(s, i + 1)
        ):
            s.said.leftover.append(f"{s.tokens[i].text} {s.tokens[i + 1].text}")
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
    _another_question(s, found)
    asked_money = any(s.tokens[i].text == "how much" for i in s.all(Kind.MONEY))
    if s.said.metrics == ["buyers"] and asked_money and s.said.sells and not s.said.counted:
        s.said.metrics = ["net_sales"]  # how much did our Berlin shoppers spend
        s.used.update(s.all(Kind.MONEY))
    for i in s.all(Kind.HOWMANY):
        s.said.counted = True
        s.said.people = s.said.people or s.tokens[i].value == "people"
        s.used.add(i)
    if len(s.said.metrics) > 1 and any(t.text in SHELVES for t in s.tokens if t.kind == Kind.METRIC):
        s.said.metrics = [one for one in s.said.metrics if one != "stock_on_hand"]  # 仓库里走了多少件
    if {"gross_sales", "net_sales"} <= set(s.said.metrics) and not any(t.kind == Kind.CONJ for t in s.tokens):
        # 退款先不扣，一共收了多少: the verb of taking money in says nothing of refunds
        generic = any(t.value == "net_sales" and "多少" in t.text for t in s.tokens if t.kind == Kind.METRIC)
        s.said.metrics = [one for one in s.said.metrics if not (generic and one == "net_sales")]
    _rate_of_two(s)
    of_stock(s.said)
    if "stock_on_hand" in s.said.metrics:
        # how many packs do we have in stock; 仓库里压了多少钱
        held = {"units", *(["stock_on_hand"] if "stock_value" in s.said.metrics else [])}
        s.said.metrics = [one for one in s.said.metrics if one not in held]


def _of_posts(s: Sentence) -> None:
    """群里的推文 ... 点击率: clicks of what was posted are figures of their own."""
    for i in s.all(Kind.TOPIC):
        of_posts = [j for j in s.all(Kind.METRIC) if s.tokens[j].value in OF_POSTS]
        for j in of_posts:
            s.tokens[j] = replace(s.tokens[j], value=OF_POSTS[s.tokens[j].value])
        best = [j for j in s.all(Kind.BEST) if s.tokens[j].value[0] in OF_POSTS]
        for j in best:
            figure, *rest = s.tokens[j].value
            s.tokens[j] = replace(s.tokens[j], value=(OF_POSTS[figure], *rest))
        if best or of_posts or any(s.tokens[j].value in OF_POSTS.values() for j in s.all(Kind.METRIC)):
            s.used.add(i)


def _another_question(s: Sentence, found: Sequence[int]) -> None:
    """8月多少订单，卖了多少: a verb that asks in a clause of its own asks for another figure."""
    funnel = {"viewers", "cart_users", "carts", "views"} & set(s.said.metrics)
    for i in s.all(Kind.SELL):
        commas = [j for j, token in enumerate(s.tokens) if token.kind == Kind.CONJ]
        behind = [j for j in commas if all(at < j < i for at in found)]
        if not (found and behind):
            continue
        if funnel and i == behind[-1] + 1:
            s.said.metrics.append("buyers")  # how many viewed, added to cart and bought
            s.used.add(i)
        elif s.tokens[i].value == "howmuch":
            s.said.leftover.append(s.tokens[i].text)


def _rate_of_two(s: Sentence) -> None:
    """逛过的人里几成下单了: the share that one figure has of another is a figure of its own, where we have it."""
    said = s.said
    figures = [i for i, token in enumerate(s.tokens) if token.kind == Kind.METRIC]
    listed = figures and any(s.kind(i) == Kind.CONJ for i in range(figures[0], figures[-1]))
    if not said.share or said.names or listed:
        return
    both = frozenset([*said.metrics, *(["buyers"] if said.sells and len(said.metrics) == 1 else [])])
    rate = RATE_OF_TWO.get(both)
    if rate is not None:
        said.metrics, said.share, said.sells = [rate], False, False
        s.used.update(s.all(Kind.SELL))


def _listed(s: Sentence, left: int, right: int) -> bool:
    """Whether the two are members of a list."""
    first, last = sorted((left, right))
    return any(token.kind == Kind.CONJ for token in s.tokens[first:last])


def _a_rate(s: Sentence, at: int) -> bool:
    return frozenset({s.tokens[at].value, s.tokens[at + 1].value}) in RATE_OF_TWO


def _of_customers(s: Sentence, at: int) -> bool:
    """几桌客人: the number and its counting word say what is counted."""
    left = s.tokens[at - 1]
    return (
        s.tokens[at].value == "buyers"
        and left.value == "orders"
        and left.end == s.tokens[at].start
        and "几" in left.text
    )


def _carries(s: Sentence, at: int, found: Sequence[int]) -> bool:
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


def _of_orders(s: Sentence, at: int) -> bool:
    """Refunded *on orders*, units *in orders*: the orders only say on what."""
    if s.tokens[at].value != "orders" or at == 0:
        return False
    between = s.text[s.tokens[at - 1].end : s.tokens[at].start]
    return re.search(r"\b(for|on|in|from|of)\b", between) is not None


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
