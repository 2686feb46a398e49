"""Conditions on figures: more than 100 units, 500元以上, between 50 and 100, 销售额过万.

Two steps. Before the grammar of time looks at the numbers, a comparison with its number becomes one THRESHOLD token, so
that "over 2000" is no year. Later each threshold finds the figure that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from brain.assistant.understanding.amounts import Amount
from brain.assistant.understanding.slots import Reading, Threshold
from brain.assistant.understanding.tokens import Kind, Token
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Threshold as ThresholdOp

NUMBERS = frozenset({Kind.NUM, Kind.AMOUNT})
# What a counting word after the number counts.
COUNTED = {
    **dict.fromkeys("件份双瓶盒包罐袋箱条套只杯碗串道", "units"),
    **dict.fromkeys("名位人", "buyers"),
    **dict.fromkeys(("桌", "次", "回", "times"), "orders"),
}
SO_OFTEN = re.compile(r"次|回|遍|(?<![a-z])times?(?![a-z])")
STEPPED_OVER = frozenset({Kind.CLASSIFIER, Kind.VS, Kind.BY})
REACH = 3
LAST_OF_MONTH = 31
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
OF_AN_ORDER = frozenset({"net_sales", "gross_sales", "average_order_value"})
OF_SINGLE_ORDERS = frozenset({"refunds", "discount_amount", "refund_rate"})
"""What an order has of its own beside what was paid for it."""
OF_ROWS = frozenset({"price", "order_value", "order_size"})
PRICEY = (
    "cheaper than",
    "more expensive than",
    "dearer than",
    "pricier than",
    "costlier than",
    "less expensive than",
    "便宜过",
    "贵过",
)
# What was spent or made right before a bare number: it is money.
PAID = re.compile(
    r"(?:消费|花费|花|实付|实际支付|支付|付|收|做|营业)(?:了|过|到|满|出)?的?$"
    r"|(?<![a-z])(?:did|do|does|made|make|makes|took|take|takes|earned|earn|spent|spend|spends|paid|pay|pays|brought in|bring in|turned over|"
    r"took in|take in|sold for|grossed|traded|billed)(?: (?:us|sales of|a total of|in total))? ?$"
)


@dataclass(frozen=True)
class Bound:
    """The value of a THRESHOLD token. `unit` is "money", "rate", "" or, as `metric`, the figure that the number counts."""

    op: ThresholdOp
    values: tuple[Decimal, ...]
    unit: str = ""
    metric: str | None = None


def bind_numbers(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each comparison and its number(s) as one THRESHOLD token."""
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        found = _bound(tokens, at)
        if found is None:
            # "over the last month", "above": a comparison without a number compares nothing here.
            if not (tokens[at].kind == Kind.CMP and tokens[at].text in ("over", "about")):
                done.append(_as_comparison(tokens, at))
            at += 1
            continue
        end, bound = found
        part = tokens[at:end]
        done.append(Token(Kind.THRESHOLD, bound, part[0].start, part[-1].end, " ".join(t.text for t in part)))
        at = end
    return done


def _as_comparison(tokens: Sequence[Token], at: int) -> Token:
    """ "Did Spain buy more than France": without a number two things are set side by side."""
    token = tokens[at]
    named = _kind(tokens, at + 1) in (
        Kind.NAME,
        Kind.DAYWORD,
        Kind.REL,
        Kind.MONTHNAME,
        Kind.RELUNIT,
        Kind.WEEKDAYS,
        Kind.WEEKDAY,
        Kind.WEEKEND,
    )
    if token.kind == Kind.CMP and token.value[1] == "before" and named:
        return replace(token, kind=Kind.VS, value=None)
    return token


def _bound(tokens: Sequence[Token], at: int) -> tuple[int, Bound] | None:
    """A threshold from place `at`, and where it ends."""
    here = tokens[at]
    if here.kind == Kind.CMP and here.value[1] == "before":
        return _after_words(tokens, at)
    if here.kind == Kind.FROM and here.text == "between":
        return _two_ended(tokens, at + 1, marked=True)
    return _two_ended(tokens, at, marked=False) or _before_words(tokens, at)


def _after_words(tokens: Sequence[Token], at: int) -> tuple[int, Bound] | None:
    """超过100件, more than $500: the words stand first."""
    number = _number(tokens, at + 1)
    if number is None or (_kind(tokens, number[0]) == Kind.TO and tokens[at].text == "over"):
        return None  # over 16 to 29 February
    end, value, unit, metric = number
    return end, Bound(tokens[at].value[0], (value,), unit, metric)


def _before_words(tokens: Sequence[Token], at: int) -> tuple[int, Bound] | None:
    """100件以上, 500 or more, five or more pieces: the words stand behind the number."""
    number = _number(tokens, at)
    if number is None:
        return None
    end, value, unit, metric = number
    if _kind(tokens, end) != Kind.CMP or tokens[end].value[1] != "after":
        return None
    op, end = tokens[end].value[0], end + 1
    apart = (
        not tokens[end - 1].text.isascii() and end < len(tokens) and tokens[end].start > tokens[end - 1].end
    )
    if (
        metric is None and not unit and not apart and _kind(tokens, end) == Kind.METRIC
    ):  # 500以上的单子: not that many
        counted = str(tokens[end].value)
        if counted in ("units", "orders"):
            metric, end = counted, end + 1
    return end, Bound(op, (value,), unit, metric)


def _two_ended(tokens: Sequence[Token], at: int, *, marked: bool) -> tuple[int, Bound] | None:
    """50到100元, between 50 and 100, 100-200块之间. Without a unit or 之间 it may be days, and stays as it is."""
    low = _number(tokens, at)
    if low is None or _kind(tokens, low[0]) not in (Kind.TO, Kind.CONJ):
        return None
    high = _number(tokens, low[0] + 1)
    if high is None:
        return None
    end, value, unit, metric = high
    closed = _kind(tokens, end) == Kind.CMP and tokens[end].value[0] == "between"
    amount = marked and value > LAST_OF_MONTH and not EARLIEST_YEAR <= value <= LATEST_YEAR
    named = unit or metric or low[2] or low[3] or amount or _kind(tokens, at - 2) == Kind.PRICE
    if not (closed or ((marked or tokens[low[0]].kind == Kind.TO) and named)):
        return None
    values = (min(low[1], value), max(low[1], value))
    return end + (1 if closed else 0), Bound("between", values, unit or low[2], metric or low[3])


def _number(tokens: Sequence[Token], at: int) -> tuple[int, Decimal, str, str | None] | None:
    """A number with the unit behind it: where it ends, its value, its unit, the figure it counts. None before a unit of time."""
    if _kind(tokens, at) not in NUMBERS:
        return None
    token = tokens[at]
    amount = token.value if isinstance(token.value, Amount) else Amount(Decimal(token.value))
    unit, metric, end = amount.unit, None, at + 1
    behind = _kind(tokens, end)
    if behind == Kind.UNIT or (
        behind == Kind.MONTHNAME and token.kind == Kind.NUM and token.value <= LAST_OF_MONTH
    ):
        return None
    if _kind(tokens, end) == Kind.MONEY:
        unit, end = "money", end + 1
    elif _kind(tokens, end) == Kind.CLASSIFIER:
        metric, end = COUNTED.get(tokens[end].text), end + 1
    elif behind == Kind.SELL and unit == "" and tokens[end].text in ("sold", "卖出", "售出"):
        metric = "units"  # more than 100 sold
    elif (
        _kind(tokens, end) == Kind.METRIC
        and not _has_its_own(tokens, end)
        and find_metric(tokens[end].value).unit == "count"
        and (
            tokens[end].text.isascii() or tokens[end].start == token.end
        )  # 超过两千的客户: not that many of them
    ):
        metric, end = str(tokens[end].value), end + 1
    return end, amount.value, unit, metric


def _has_its_own(tokens: Sequence[Token], at: int) -> bool:
    """销量大于30库存小于10: the second figure begins a condition of its own, and is not what the first number counts."""
    return _kind(tokens, at + 1) == Kind.CMP and tokens[at + 1].value[1] == "before"


def _kind(tokens: Sequence[Token], at: int) -> Kind | None:
    return tokens[at].kind if 0 <= at < len(tokens) else None


def read_thresholds(tokens: Sequence[Token], used: set[int], said: Reading, text: str = "") -> None:
    """Give each threshold its figure: the one its number counts, else the one named just before it."""
    for at, token in enumerate(tokens):
        if token.kind != Kind.THRESHOLD:
            continue
        bound: Bound = token.value
        used.add(at)
        if _counts_a_noun(tokens, at, text):
            said.leftover.append(token.text)
            continue
        metric, subject = bound.metric, None
        if bound.op != "=" and metric == "orders" and SO_OFTEN.search(token.text) and _goods_alone(tokens):
            metric = "units"  # dishes ordered more than 150 times; more than 150 orders are what they say
        if metric is None and not bound.unit and _paid_before(text, token):
            bound = replace(bound, unit="money")
        given_back = _given_back_before(tokens, at, used, bound)
        if given_back is not None:
            used.update({given_back, *(i for i in range(given_back) if tokens[i].kind == Kind.EACHONE)})
            said.thresholds.append(
                Threshold(bound.op, bound.values, bound.unit or "money", str(tokens[given_back].value), None)
            )
            continue
        each = _each_one(tokens, at, used)
        if each == "piece" or (each == "order" and metric in (None, "orders")):
            subject = "price" if each == "piece" else "order_value"
            said.thresholds.append(Threshold(bound.op, bound.values, "money", None, subject))
            continue
        of_figure = _of_figure(tokens, at, text)
        if of_figure is not None:
            used.add(at + 1)
            said.thresholds.append(Threshold(bound.op, bound.values, bound.unit, of_figure, None))
            continue
        before = _named_before(tokens, at, used)
        if before is not None:
            # 销量超过100件: both name one figure. 订单超过500元: the money is an order's.
            name = tokens[before].value if tokens[before].kind == Kind.METRIC else None
            if tokens[before].kind == Kind.DIM:
                subject = str(tokens[before].value)  # 单笔金额在100元至200元之间
                used.add(before)
            elif tokens[before].kind == Kind.MONEY or (name in OF_AN_ORDER and _orders_follow(tokens, at)):
                subject = "order_value"  # orders with a value above £1,000, 支付金额超过500元的订单
                used.add(before)
            elif tokens[before].kind == Kind.PRICE:
                subject = "price"
                used.add(before)
            elif name == "stock_on_hand" and metric == "units":
                metric = name  # 库存不到5件
                used.add(before)
            elif metric in (None, name) and _fits(str(name), bound):
                metric = str(name)
                used.add(before)
            elif name == "orders" and bound.unit == "money":
                subject = "order_value"
        elif metric is None and bound.unit in ("money", "") and _orders_follow(tokens, at):
            subject = "order_value"  # 500元以上的订单
        elif metric is None and bound.unit == "money" and _goods_beside(tokens, at, text):
            subject = "price"  # 100元以上的商品
        said.thresholds.append(
            Threshold(bound.op, bound.values, bound.unit, metric, subject, bound.metric is not None)
        )


def _given_back_before(tokens: Sequence[Token], at: int, used: set[int], bound: Bound) -> int | None:
    """单笔退款金额超过1000元的订单: what was given back on an order is told, not what was paid for it."""
    before = _named_before(tokens, at, used)
    orders = any(
        token.kind == Kind.METRIC and token.value in ("orders", "refunded_orders")
        for token in tokens[at + 1 :]
    )
    if before is None or not orders or bound.metric is not None:
        return None
    if bound.unit == "rate":
        return before if tokens[before].value == "refund_rate" else None
    return before if tokens[before].value in ("refunds", "discount_amount") else None


def _goods_alone(tokens: Sequence[Token]) -> bool:
    """Whether goods are listed and no order is spoken of."""
    goods = any(token.kind == Kind.DIM and token.value == "product" for token in tokens)
    return goods and not any(token.kind == Kind.METRIC and token.value == "orders" for token in tokens)


def _counts_a_noun(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Orders with more than one product: the number counts a noun that is no figure of ours."""
    bound: Bound = tokens[at].value
    if _kind(tokens, at + 1) != Kind.DIM or bound.unit or bound.metric is not None:
        return False
    between = text[tokens[at].end : tokens[at + 1].start]
    if not between and not tokens[at + 1].text.isascii():  # 买了三个以上品类的客户
        return any(_kind(tokens, place) in (Kind.METRIC, Kind.WHO) for place in (at + 2, at + 3))
    return between == " " and _kind(tokens, at - 1) in (Kind.WITH, Kind.METRIC)


def of_stock(said: Reading) -> None:
    """仓里不到3件的货: pieces that lie on the shelf are stock, not sales."""
    if "stock_on_hand" not in said.metrics:
        return
    said.thresholds = [
        replace(one, metric="stock_on_hand") if one.metric == "units" and one.counted else one
        for one in said.thresholds
    ]


def _paid_before(text: str, token: Token) -> bool:
    """消费过千, provinces that did over 50k: what was spent or made before a bare number is money."""
    return PAID.search(text[: token.start]) is not None


def _each_one(tokens: Sequence[Token], at: int, used: set[int]) -> str | None:
    """What the amount is of, where it is said: 单笔满300 is of an order, "under £1 each" of a piece."""
    bound: Bound = tokens[at].value
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is not None and behind.kind == Kind.BY and behind.text == "each" and bound.unit == "money":
        used.add(at + 1)
        return "piece"
    for place in range(max(0, at - REACH), min(len(tokens), at + 2)):
        token = tokens[place]
        if token.kind != Kind.EACHONE or place in used:
            continue
        if token.value == "piece" and (bound.unit != "money" or abs(place - at) > 1):
            continue
        used.add(place)
        return str(token.value)
    return None


def _named_before(tokens: Sequence[Token], at: int, used: set[int]) -> int | None:
    """The nearest figure named before the threshold, within a few words."""
    for place in range(at - 1, max(-1, at - 1 - REACH), -1):
        of_orders = tokens[place].kind == Kind.MONEY and any(
            token.kind == Kind.METRIC and token.value == "orders" for token in tokens
        )
        of_rows = tokens[place].kind == Kind.DIM and tokens[place].value in OF_ROWS
        if tokens[place].kind in (Kind.METRIC, Kind.PRICE) or of_orders or of_rows:
            return place if place not in used else None
        if tokens[place].kind not in STEPPED_OVER:
            return None
    return None


def _orders_follow(tokens: Sequence[Token], at: int) -> bool:
    orders = at + 1 < len(tokens) and tokens[at + 1].kind == Kind.METRIC and tokens[at + 1].value == "orders"
    return orders and _kind(tokens, at + 2) != Kind.THRESHOLD  # sales over £5,000 but orders under 20


def _goods_beside(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Products named right beside the amount, and no selling before it: the amount is a price, not what they brought."""
    if tokens[at].text.startswith(PRICEY):
        return True
    sold_before = any(token.kind == Kind.SELL for token in tokens[max(0, at - REACH) : at])
    beside = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    owned = re.search(r"\b(?:had|have|has|with)\s*$", text[: tokens[at].start]) is not None
    named = any(token.kind == Kind.DIM and token.value == "product" for token in beside)
    return named and not sold_before and not owned


def _of_figure(tokens: Sequence[Token], at: int, text: str) -> str | None:
    """More than £1,000 of refunds, over 500 in sales: the figure stands behind the amount."""
    if _kind(tokens, at + 1) != Kind.METRIC or _kind(tokens, at + 2) == Kind.THRESHOLD:
        return None
    between = text[tokens[at].end : tokens[at + 1].start]
    metric = str(tokens[at + 1].value)
    of = re.fullmatch(r"\s*(?:of|in|worth of|in total|of total|of the|的)\s*", between) is not None
    money = find_metric(metric).unit == "money" and tokens[at].value.unit in ("money", "")
    return metric if of and money and tokens[at].text.isascii() else None


def _fits(metric: str, bound: Bound) -> bool:
    """Whether a figure can have such a value: a rate needs a percentage, money is not counted in pieces."""
    unit = find_metric(metric).unit
    if bound.unit == "rate":
        return unit == "rate"
    if bound.unit == "money":
        return unit == "money"
    return unit != "rate" and (bound.metric is None or bound.metric == metric)
