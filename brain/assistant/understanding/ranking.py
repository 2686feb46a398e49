"""The slots of a ranking: the best five, the least sold, which one sells more."""

from __future__ import annotations

import re

from brain.assistant.understanding.sentence import CUTS, RANKING, Sentence
from brain.assistant.understanding.superlatives import PLACES, judges
from brain.assistant.understanding.tokens import Kind, Token

HIGH_OR_LOW = {
    **dict.fromkeys(("多", "更多", "好", "更好", "高", "更高", "卖得多", "more", "better", "busier"), "high"),
    **dict.fromkeys(("少", "更少", "差", "更差", "低", "更低", "卖得少", "less", "worse"), "low"),
}
# Of refunds the best are the fewest: these words judge, they do not say which end.
JUDGING = frozenset(
    [
        "best",
        "worst",
        "poorest",
        "strongest",
        "weakest",
        "the best",
        "top performing",
        "最好",
        "最差",
        "最强",
        "差",
        "更差",
        "好",
        "更好",
    ]
)

STEPS = {"day": 1, "week": 2, "month": 3, "quarter": 4, "year": 5}
ONE_BUYER = frozenset({"customer", "buyer", "client", "shopper", "spender", "guest"})
LEAST = frozenset({"最少", "least", "the least"})


_BY_WHICH = re.compile(r" (?:for|by|in|on|in terms of|when it comes to)(?: (?:our|the|total))? ")


def read_ranking(s: Sentence) -> None:
    """Which end of a list is asked for, by what, and how many of it."""
    _degrees(s)
    grows = any(token.kind == Kind.GROWTH for token in s.tokens)
    falling = any(token.kind == Kind.GROWTH and token.value == "down" for token in s.tokens)
    for i in s.all(*RANKING):
        token = s.tokens[i]
        s.used.add(i)
        s.said.judged = s.said.judged or token.text in JUDGING or judges(token.text)
        if token.kind == Kind.FAST:
            s.said.fastest, direction = True, "high"
        elif token.kind == Kind.BEST:
            s.said.ranked_by, direction = token.value[0], token.value[1]
            if token.value[0] == "units" and token.text.startswith("买") and _of_buyers(s):
                s.said.ranked_by = "net_sales"  # 哪个省买得最多
            s.said.best = True
            if token.value[0] == "units" and token.text.startswith("卖") and _of_times(s):
                s.said.ranked_by = "net_sales"  # 哪天卖得最多: a day has takings
            if s.kind(i + 1) == Kind.METRIC and _BY_WHICH.fullmatch(
                s.text[token.end : s.tokens[i + 1].start]
            ):
                s.said.ranked_by = s.tokens[i + 1].value  # the slowest day for sales: by sales, not by orders
            if len(token.value) > 2:
                s.said.dimensions.append(token.value[2])
                s.said.one = s.said.one or (token.value[2] == "customer" and not token.text.endswith("s"))
        else:
            direction = str(token.value)
            if token.kind == Kind.TOP or token.text in PLACES:
                s.said.ranked_by = s.said.ranked_by or "net_sales"
        if grows and direction == "low" and (falling or token.text in LEAST):
            s.said.leftover.append(token.text)  # 跌得最少: of those that fell, not those that grew most
        if falling and token.kind in (Kind.SUPER, Kind.FAST):
            direction = "low" if direction == "high" else "high"  # 跌得最多 is at the bottom of the changes
        if s.said.ranked not in (None, direction):
            s.said.leftover.append(token.text)
        s.said.ranked = direction
        for j in (s.beside(i, 1), s.beside(i, -1)):
            s.take_limit(j)
        if s.said.who and s.kind(i + 1) == Kind.METRIC and s.tokens[i + 1].text in ONE_BUYER:
            s.said.one = True  # who is our top customer


def _of_times(s: Sentence) -> bool:
    """Whether days, months or hours are listed, and nothing else."""
    listed = [token for token in s.tokens if token.kind in CUTS]
    return bool(listed) and all(token.kind == Kind.UNIT for token in listed) and not s.said.names


def _of_buyers(s: Sentence) -> bool:
    """Whether places or people are listed, who buy, and no goods, which are bought."""
    listed = {token.value for token in s.tokens if token.kind == Kind.DIM}
    return bool(listed) and not listed & {"product", "sku", "category", "brand"}


def _degrees(s: Sentence) -> None:
    """哪个省份退款多 asks for the one on top; A和B哪个卖得多 only sets the two side by side."""
    degrees = s.all(Kind.DEGREE)
    s.said.vague = s.said.vague or bool(degrees)
    asks = s.all(Kind.WHICH) and not s.said.names_compared() and not s.all(*RANKING, Kind.VS)
    told = [
        i for i in degrees if s.tokens[i].text in HIGH_OR_LOW and s.kind(i - 1) in (Kind.METRIC, Kind.SELL)
    ]
    listed = bool(told) and s.kind(told[-1] + 1) in CUTS and not s.said.names_compared()
    if listed and len(told) + len(s.all(Kind.BEST)) > 1:
        s.used.update(told)
        s.said.leftover += [
            s.tokens[i].text for i in told
        ]  # 浏览多但卖得少的商品: two conditions, and no number
    asks = asks or (listed and not s.all(*RANKING, Kind.VS))  # 退款多的商品
    for i in degrees:
        if s.tokens[i].text in ("大", "小") and s.kind(i + 1) in (
            Kind.METRIC,
            Kind.DIM,
            Kind.NAME,
            Kind.SELL,
        ):
            continue  # 大单, 大客户: how large only the owner knows; it stays unused, and so declines the question
        if asks and s.tokens[i].text in HIGH_OR_LOW:
            token = s.tokens[i]
            direction = HIGH_OR_LOW[token.text]
            s.tokens[i] = Token(Kind.SUPER, direction, token.start, token.end, token.text)
        else:
            s.used.add(i)
    if s.said.names_compared():
        s.used.update(s.all(Kind.WHICH))


def better_than(s: Sentence) -> None:
    """比9月卖得好的商品: each is set against itself, which is no list of the best."""
    if s.said.compare != "two" or not any(token.kind == Kind.VS for token in s.tokens):
        return
    degrees = [i for i, t in enumerate(s.tokens) if t.kind == Kind.DEGREE and t.text in HIGH_OR_LOW]
    if s.said.which and s.said.dimensions and not (s.said.ranked or s.said.names_compared()):
        s.said.leftover += [s.tokens[i].text for i in degrees]  # 哪些商品卖得比9月少: not all of them
    degrees += [i for i, t in enumerate(s.tokens) if t.kind == Kind.BEST and "最" not in t.text]
    s.said.leftover += [s.tokens[i].text for i in degrees if s.kind(i + 1) in CUTS]


def read_which(s: Sentence) -> None:
    """哪个, which: what the ranking or the condition is to be told of, and whether only of one."""
    s.said.which = bool(s.all(Kind.WHICH))
    for i in s.all(Kind.WHICH):
        j = s.beside(i, 1)
        if s.kind(j) == Kind.NUM:
            s.take_limit(j)
            j = s.beside(j, 1)
        if s.kind(j) == Kind.UNIT and len(s.all(Kind.TIME)) > 1 and not _within_them(s, j):
            s.used.update({i, j})  # 3月和4月，哪个月退得多
            continue
        plural = s.kind(j) in CUTS and _is_plural(s.tokens[j].text)
        if s.said.thresholds and not s.said.ranked:
            s.used.add(i)  # 销量超过100件的商品有哪些
        elif s.kind(j) in CUTS and s.said.ranked:
            s.used.add(i)
            s.said.one = s.tokens[i].value == "one" and not plural
        elif s.said.ranked and s.kind(i - 1) in CUTS:
            s.used.add(i)  # 卖得最好的商品是哪个
            s.said.one = s.tokens[i].value == "one"
        elif s.said.ranked and (s.said.dimensions or s.all(*CUTS)) and s.tokens[i].text.isascii():
            s.used.add(i)
            s.said.one = True
        elif s.kind(j) == Kind.DIM and not s.said.ranked and (s.said.metrics or s.said.sells):
            s.used.add(i)  # 哪些省份的人在买，单量多少: told for each of them
            s.said.listing = True
        elif s.tokens[i].value == "sold":
            _what_sold(s, i)
        elif s.tokens[i].text.startswith("what") or (s.tokens[i].text in ("什么", "哪些") and s.said.ranked):
            s.used.add(i)
            s.said.one = bool(s.said.ranked) and any(
                token.kind == Kind.DIM and token.text.isascii() and not _is_plural(token.text)
                for token in s.tokens
            )


def _within_them(s: Sentence, unit: int) -> bool:
    """9月和10月哪天卖得最好: a day of these months is asked for, not one of the two."""
    steps = [STEPS.get(s.tokens[i].value.unit, 0) for i in s.all(Kind.TIME)]
    return min(steps) > STEPS.get(str(s.tokens[unit].value), max(STEPS.values()))


def _what_sold(s: Sentence, at: int) -> None:
    """ "What did we sell" asks for products; without a ranking it is no figure."""
    if s.said.ranked:
        s.used.add(at)


def _is_plural(word: str) -> bool:
    return word.isascii() and word.endswith("s")
