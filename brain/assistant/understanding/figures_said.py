"""The slots of figures: what is counted, and whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.made_of_two import done_to, of_posts, rate_of_two, without_places
from brain.assistant.understanding.nouns import ASKS_ITSELF, adds_nothing, names_a_third, tied
from brain.assistant.understanding.sentence import Sentence
from brain.assistant.understanding.tokens import Kind, Token
from brain.facts.semantic.compile import find_metric


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
        best = bool(s.all(Kind.BEST)) and not counted  # 新客都买什么
        whose = best or figures or (s.all(Kind.SELL) and not counted) or (s.said.share and s.all(Kind.MONEY))
        if hit and (s.said.only or whose):
            s.said.names.append((s.tokens[i].text, (hit,)))
            s.used.add(i)
            if s.kind(i - 1) == Kind.FROM:
                s.used.add(i - 1)


def read_figures(s: Sentence) -> None:
    """Which figures are asked for, and the words of counting, selling and money around them."""
    of_posts(s)
    done_to(s)
    found = s.all(Kind.METRIC)
    tied(s, found)
    for i in found:
        s.used.add(i)
        if adds_nothing(s, i, found):
            continue
        if names_a_third(s, i, found):
            s.said.leftover.append(f"{s.tokens[i].text} {s.tokens[i + 1].text}")
        if s.tokens[i].value not in s.said.metrics:
            s.said.metrics.append(s.tokens[i].value)
    _in_pieces(s, found)
    _sold_as_well(s, found)
    _words_around(s, found)
    _another_question(s, found)
    _spent(s)
    _brought(s)
    for i in s.all(Kind.HOWMANY):
        s.said.counted = True
        s.said.people = s.said.people or s.tokens[i].value == "people"
        s.used.add(i)
    rate_of_two(s)
    without_places(s)
    _in_percent(s)


def _in_pieces(s: Sentence, found: Sequence[int]) -> None:
    """退了多少件: money is given back, and how many pieces came back no figure of ours tells."""
    for i in found:
        counted = s.kind(i + 1) == Kind.CLASSIFIER and s.tokens[i + 1].start == s.tokens[i].end
        if (
            counted
            and s.tokens[i].text.endswith(("多少", "几"))
            and find_metric(s.tokens[i].value).unit == "money"
        ):
            s.said.leftover.append(s.tokens[i].text + s.tokens[i + 1].text)


def _sold_as_well(s: Sentence, found: Sequence[int]) -> None:
    """卖了多少 退了多少: two asks side by side, and each is a figure. With a comma they are clauses, which are read apart."""
    for i in s.all(Kind.SELL):
        beside = i + 1 if i + 1 in found else i - 1
        if s.tokens[i].value != "howmuch" or beside not in found or "net_sales" in s.said.metrics:
            continue
        if s.tokens[beside].text.isascii() or not ASKS_ITSELF.search(s.tokens[beside].text):
            continue
        s.said.metrics.insert(0 if beside > i else len(s.said.metrics), "net_sales")
        s.used.add(i)


def _words_around(s: Sentence, found: Sequence[int]) -> None:
    """Verbs of selling, words of money and of mood."""
    figures = [token for token in s.tokens if token.kind == Kind.METRIC]
    s.said.monthly = any(token.text.startswith(("月销", "每月销")) for token in figures)
    s.said.sells = bool(s.all(Kind.SELL)) or any(s.tokens[i].value == "sells" for i in s.all(Kind.GROWTH))
    s.said.money = any(s.tokens[i].text in ("多少钱", "how much") for i in s.all(Kind.MONEY)) or any(
        word in s.tokens[i].text for i in found for word in ("money", "amount", "额", "钱")
    )
    s.said.howmuch = any(s.tokens[i].value == "howmuch" for i in s.all(Kind.SELL))
    s.said.vague = bool(s.all(Kind.VAGUE))


# How a rate is asked for: it has no parts, so no share of it is meant, and by itself it does not tell a change.
IN_PERCENT = frozenset(
    {
        *("几个点", "占几个点", "多少个点", "几成", "百分比"),
        *("percent", "percentage", "in percent", "what percent", "what percentage", "as a percentage"),
    }
)
PERCENT_ALONE = frozenset({"百分之几", "百分之多少"})
COMPARING = frozenset({Kind.VS, Kind.COMPARE, Kind.BEFORE, Kind.YEARAGO})


def _in_percent(s: Sentence) -> None:
    """毛利率几个点, what percent was our margin: a rate is asked for as it is."""
    if not s.said.metrics or any(find_metric(name).unit != "rate" for name in s.said.metrics):
        return
    shares = [token for token in s.tokens if token.kind == Kind.SHARE]
    if shares and all(token.text in IN_PERCENT for token in shares):
        s.said.share = False
    grows = [i for i, token in enumerate(s.tokens) if token.kind == Kind.GROWTH]
    compared = any(token.kind in COMPARING for token in s.tokens)
    if grows and not compared and all(s.tokens[i].text in PERCENT_ALONE for i in grows):
        for i in grows:
            s.tokens[i] = replace(s.tokens[i], kind=Kind.FILLER)
            s.used.add(i)


def _spent(s: Sentence) -> None:
    """How much did our Berlin shoppers spend: asked of buyers, it is what they brought."""
    asked = any(s.tokens[i].text == "how much" for i in s.all(Kind.MONEY))
    if s.said.metrics == ["buyers"] and asked and s.said.sells and not s.all(Kind.HOWMANY):
        s.said.metrics = ["net_sales"]
        s.used.update(s.all(Kind.MONEY))


OF_PIECES = tuple("份双瓶盒包袋箱条套只片杯碗串桶本支听")
COUNTS_OF_SALES = frozenset({"orders", "units", "buyers"})


def _asked_as_well(s: Sentence, at: int) -> bool:
    """卖了多少份、多少钱: a second ask right behind a first, or after a comma."""
    first = at - 1 - (s.kind(at - 1) == Kind.CONJ)
    return s.kind(first) == Kind.METRIC and ASKS_ITSELF.search(s.tokens[first].text) is not None


def _brought(s: Sentence) -> None:
    """江浙沪2月加起来多少钱: of a place or a list it is what it brought; of a product it may be its price, and is asked."""
    asked = [i for i in s.all(Kind.HOWMANY) if s.tokens[i].value == "money"]
    behind = [i for i in asked if _asked_as_well(s, i)]
    if behind and set(s.said.metrics) <= COUNTS_OF_SALES:
        s.said.metrics.append("net_sales")  # 昨天多少单 多少钱
        s.used.update(behind)
    for i in [i for i in s.all(Kind.HOWMANY) if s.tokens[i].value is None and _asked_as_well(s, i)]:
        if s.said.metrics == ["net_sales"] and s.tokens[i].text.endswith(OF_PIECES):
            s.said.metrics.append("units")  # 卖了多少钱、多少份
        elif s.tokens[i].text.startswith(("多少", "几")) and not s.tokens[i].text.endswith(OF_PIECES):
            s.said.leftover.append(s.tokens[i].text)  # 卖了多少钱、多少笔: of what, is not said
    lists = {hit.dimension for _, hits in s.said.names for hit in hits}
    if asked and not s.said.metrics and lists and not lists & {"product", "sku"}:
        s.said.metrics.append("net_sales")
        s.used.update(asked)


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
    asked = [i for i in s.all(Kind.SELL) if s.tokens[i].value == "howmuch" and found and i < found[0]]
    if asked and any(token.kind == Kind.CONJ for token in s.tokens[asked[0] : found[0]]):
        s.said.leftover.append(s.tokens[asked[0]].text)  # 卖了多少，还有退款多少: it asks for sales too
