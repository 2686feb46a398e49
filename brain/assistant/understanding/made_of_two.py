"""Two words that make one figure together: 退货 and 几单, clicks and posts, the refunded ones among the orders."""

from __future__ import annotations

import re
from dataclasses import replace

from brain.assistant.understanding.sentence import Sentence
from brain.assistant.understanding.thresholds import of_stock
from brain.assistant.understanding.tokens import Kind

# What buyers have beside their number: 几个人买了几件 asks for both.
OF_BUYERS = frozenset({"units", "orders", "net_sales"})
ASKED = re.compile(r"^[\u3400-\u9fff]+(?:多少|几)")
# What 几单, 几个人 count by themselves, and what they make of the figure that they are said of.
FIGURE_COUNTED = {"orders": "orders", "units": "units", "people": "buyers"}
COUNTED_OF = {
    ("refunds", "orders"): "refunded_orders",
    ("views", "people"): "viewers",
    ("carts", "people"): "cart_users",
    ("orders", "people"): "buyers",
}
# How many orders were refunded, said the other way round: 有多少订单发生了退款.
DONE_TO = {
    ("orders", "refunds"): "refunded_orders",
    ("buyers", "views"): "viewers",
    ("buyers", "carts"): "cart_users",
}
OF_POSTS = {
    "clicks": "post_clicks",
    "click_rate": "post_click_rate",
    "viewers": "post_reach",
    "views": "post_reach",
}
RATE_OF_TWO: dict[frozenset[str], str] = {
    frozenset({"viewers", "buyers"}): "conversion",
    frozenset({"viewers", "cart_users"}): "cart_rate",
    frozenset({"orders", "refunded_orders"}): "order_refund_rate",
    frozenset({"orders", "refunds"}): "order_refund_rate",
    frozenset({"orders", "unpaid_orders"}): "unpaid_rate",
    frozenset({"buyers", "returning_buyers"}): "repeat_rate",
    frozenset({"net_sales", "refunds"}): "refund_rate",
    frozenset({"gross_sales", "refunds"}): "refund_rate",
    frozenset({"net_sales", "gross_profit"}): "gross_margin",
    frozenset({"views", "clicks"}): "click_rate",
}
SHELVES = frozenset(
    {
        *(
            "仓里",
            "仓库里",
            "仓库",
            "库里",
            "货架上",
            "库房里",
            "库房",
            "库里头",
            "库里面",
            "仓库里头",
            "货仓里",
            "货仓",
            "货架",
        ),
        *(
            "on the shelf",
            "on the shelves",
            "in the warehouse",
            "in the stockroom",
            "in the back room",
            "in the storeroom",
        ),
    }
)


def counted_words(s: Sentence) -> None:
    """多少单, 几个人: together with the figure beside it a count of something (退货 ... 有几单), else a figure of its own."""
    for i in s.all(Kind.HOWMANY):
        what = s.tokens[i].value
        if what not in FIGURE_COUNTED:
            continue
        others = s.all(Kind.METRIC)
        narrower = [j for j in others if (s.tokens[j].value, what) in COUNTED_OF]
        if what == "people":  # 多少人下了多少单: the orders are asked for as well
            narrower = [j for j in narrower if not ASKED.search(s.tokens[j].text)]
        if len(narrower) == 1 and not _listed(s, narrower[0], i):
            j = narrower[0]
            figure = COUNTED_OF[s.tokens[j].value, what]
            s.tokens[j] = replace(s.tokens[j], kind=Kind.METRIC, value=figure)
            s.used.add(i)
        elif any(s.tokens[j].value == FIGURE_COUNTED[what] for j in others) and not _listed(s, others[0], i):
            s.used.add(i)
        elif what != "people" or any(
            ASKED.search(s.tokens[j].text) for j in others if s.tokens[j].value in OF_BUYERS
        ):
            s.tokens[i] = replace(s.tokens[i], kind=Kind.METRIC, value=FIGURE_COUNTED[what])


def done_to(s: Sentence) -> None:
    """有多少订单发生了退款: what was done to them says which figure it is."""
    for i in s.all(Kind.METRIC):
        pair = (s.tokens[i].value, s.tokens[i + 1].value) if s.kind(i + 1) == Kind.METRIC else None
        if pair in DONE_TO and re.search(r"多少|几", s.tokens[i].text):
            s.tokens[i + 1] = replace(s.tokens[i + 1], value=DONE_TO[pair])


def of_posts(s: Sentence) -> None:
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


def rate_of_orders(s: Sentence) -> None:
    """What percentage of Guangdong's orders were never paid: of orders, and not whose share of the unpaid ones."""
    said, spoken = s.said, [token for token in s.tokens if token.kind in (Kind.METRIC, Kind.SHARE, Kind.NAME)]
    kinds = [token.kind for token in spoken]
    if not said.share or said.metrics != ["unpaid_orders"] or Kind.SHARE not in kinds:
        return
    first = next((token for token in spoken if token.kind == Kind.METRIC), None)
    of_orders = first is not None and (first.value == "orders" or first.text.startswith("orders"))
    alone = not said.names and not any(token.kind in (Kind.BY, Kind.DIM, Kind.TOP) for token in s.tokens)
    if of_orders or alone:
        said.metrics, said.share, said.share_part = ["unpaid_rate"], False, ""


def rate_of_two(s: Sentence) -> None:
    """逛过的人里几成下单了: the share that one figure has of another is a figure of its own, where we have it."""
    rate_of_orders(s)
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


def without_places(s: Sentence) -> None:
    """仓库里走了多少件, 仓库里压了多少钱, how many packs do we have in stock: the shelf is where, not what."""
    of_stock(s.said)
    metrics = s.said.metrics
    told = {token.text for token in s.tokens if token.kind == Kind.METRIC}
    lies = {token.text for token in s.tokens if token.kind == Kind.METRIC and token.value == "stock_on_hand"}
    dropped = set()
    if len(metrics) > 1 and told & SHELVES and lies <= SHELVES:
        dropped.add("stock_on_hand")
    elif "stock_on_hand" in metrics:
        dropped |= {"units", *(["stock_on_hand"] if "stock_value" in metrics else [])}
    # 退款先不扣，一共收了多少: the verb of taking money in says nothing of refunds
    taken_in = any(token.value == "net_sales" and "多少" in token.text for token in s.tokens)
    listed = any(token.kind == Kind.CONJ for token in s.tokens)
    if taken_in and "gross_sales" in metrics and not listed:
        dropped.add("net_sales")
    s.said.metrics = [one for one in metrics if one not in dropped]
