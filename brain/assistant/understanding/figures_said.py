"""The slots of figures: what is counted, and whose."""

from __future__ import annotations

from collections.abc import Sequence

from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.made_of_two import done_to, of_posts, rate_of_two, without_places
from brain.assistant.understanding.nouns import adds_nothing, names_a_third, tied
from brain.assistant.understanding.sentence import Sentence
from brain.assistant.understanding.tokens import Kind, Token


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


def _spent(s: Sentence) -> None:
    """How much did our Berlin shoppers spend: asked of buyers, it is what they brought."""
    asked = any(s.tokens[i].text == "how much" for i in s.all(Kind.MONEY))
    if s.said.metrics == ["buyers"] and asked and s.said.sells and not s.all(Kind.HOWMANY):
        s.said.metrics = ["net_sales"]
        s.used.update(s.all(Kind.MONEY))


def _brought(s: Sentence) -> None:
    """江浙沪2月加起来多少钱: of a place or a list it is what it brought; of a product it may be its price, and is asked."""
    asked = [i for i in s.all(Kind.HOWMANY) if s.tokens[i].value == "money"]
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
