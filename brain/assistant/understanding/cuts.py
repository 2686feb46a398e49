"""The slots of cuts: by what a figure is split."""

from __future__ import annotations

import re
from decimal import Decimal

from brain.assistant.understanding.sentence import CUTS, RANKING, Sentence
from brain.assistant.understanding.slots import Threshold
from brain.assistant.understanding.tokens import Kind

EACH_APART = frozenset(
    {
        "一个个",
        "一个一个",
        "挨个",
        "逐一",
        "逐个",
        "各",
        "分别",
        "each",
        "各自",
        "分别是",
        "各是",
        "from each",
        "respectively",
    }
)
# 几点单子最多, what was our busiest hour: the one at the top is asked for.
ONE_OF_THEM = frozenset(
    {
        "几点",
        "几点钟",
        "周几",
        "星期几",
        "礼拜几",
        "哪天",
        "hour",
        "hour of the day",
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "weekday",
    }
    | {"day of the week", "day of week", "hour of day", "time of day"}
)
UNIT_DIMENSIONS = frozenset({"day", "week", "month", "quarter", "year", "hour", "weekday"})


def read_cuts(s: Sentence) -> None:
    """Nouns that say by what to split: asked for, marked with 按 or by, or standing beside the figure."""
    cuts = s.all(*CUTS)
    for i in cuts:
        name = s.tokens[i].value
        if name in s.said.dimensions:
            s.used.add(i)
            continue
        if s.said.ranked and not _marked(s, i):
            s.take_limit(s.beside(i, -1))
            allowed = len([j for j in cuts if not _marked(s, j)]) == 1
        else:
            listed = bool(s.said.thresholds) and not _priced_goods(s, i)
            listed = listed or (s.said.listing and s.tokens[i].kind == Kind.DIM)
            allowed = _marked(s, i) or listed or (_by_figure(s, i) and name != "product")
            allowed = allowed or (s.tokens[i].kind == Kind.DIM and _nothing_else(s))
        if name == "product" and _is_another_sum(s, i):
            s.said.leftover.append(s.tokens[i].text)
        if name == "product" and not allowed and not s.said.ranked and _harmless_noun(s, i):
            s.used.add(i)
        elif allowed and (s.tokens[i].kind == Kind.DIM or name in UNIT_DIMENSIONS):
            s.said.dimensions.append(name)
            s.used.add(i)
            asked_for_one = s.tokens[i].text in ONE_OF_THEM and not _marked(s, i)
            s.said.one = s.said.one or (bool(s.said.ranked) and asked_for_one and not s.said.listing)


def _is_another_sum(s: Sentence, at: int) -> bool:
    """货款总额、退款总额及净额: money by another name, ahead of others in a list of figures, is one of them."""
    return (
        s.kind(at + 1) == Kind.MONEY
        and s.tokens[at + 1].start == s.tokens[at].end
        and s.kind(at + 2) == Kind.CONJ
        and s.kind(at + 3) == Kind.METRIC
    )


def _nothing_else(s: Sentence) -> bool:
    """Compare my branches; what about the regions: the only thing that is named is what to tell apart."""
    said = s.said
    named = said.metrics or said.names or said.thresholds or s.all(Kind.WHICH)
    asked = bool(named) or said.sells or said.counted or said.money or said.howmuch
    return not asked and len(s.all(*CUTS)) == 1


def count_groups(s: Sentence) -> None:
    """今年有多少个国家买过: names are counted, of those that had orders."""
    for i in s.all(Kind.DIM):
        left = s.beside(i, -1)
        asked = s.kind(left) == Kind.HOWMANY and s.tokens[left].value is None
        if not asked or s.all(*RANKING, Kind.WHICH) or s.said.dimensions or s.tokens[i].value == "product":
            continue
        s.said.dimensions.append(s.tokens[i].value)
        s.used.update({i, *(j for j in s.all(Kind.DIM) if s.tokens[j].value == "product")})
        if not s.said.thresholds:
            s.said.thresholds.append(Threshold(">", (Decimal(0),), "", "orders", None, True))


def _priced_goods(s: Sentence, at: int) -> bool:
    """100元以上的商品卖了多少: the goods are narrowed down, not listed."""
    priced = any(one.subject == "price" for one in s.said.thresholds)
    counted = bool(s.said.metrics) or s.said.howmuch or s.said.counted or s.said.money
    return priced and counted and not s.all(Kind.WHICH)


def _marked(s: Sentence, at: int) -> bool:
    left = s.beside(at, -1)
    while s.kind(left) == Kind.CONJ and s.kind(left - 1) in CUTS:
        left = s.beside(left - 1, -1)  # by category and day
    return s.kind(left) == Kind.BY or s.kind(at + 1) == Kind.BY


def _by_figure(s: Sentence, at: int) -> bool:
    return s.kind(at + 1) == Kind.METRIC and s.tokens[at].kind == Kind.DIM


def _harmless_noun(s: Sentence, at: int) -> bool:
    """商品销量, items sold: a product is what is sold, it adds nothing; nor does it where its price narrows it down."""
    if any(one.subject == "price" for one in s.said.thresholds):
        return not s.all(Kind.WHICH)
    of_all = s.tokens[at].text.isascii() and re.search(
        r"\b(?:of|for|on|in) (?:all |our |the |my |all our |all the )*$", s.text[: s.tokens[at].start]
    )
    beside = s.kind(at + 1) in (Kind.METRIC, Kind.SELL) or (of_all is not None and bool(s.said.metrics))
    return beside and not (s.said.counted or s.said.listing)


def read_by(s: Sentence) -> None:
    """Words that only mark a cut, and those that are one by themselves: daily, trend."""
    _each_of(s)
    # "top products by revenue" sorts; "revenue per order" divides, which is another figure.
    carriers = (*CUTS, Kind.BY, Kind.METRIC, Kind.SELL, Kind.MONEY) if s.said.ranked else (*CUTS, Kind.BY)
    for i in s.all(Kind.BY):
        if isinstance(s.tokens[i].value, str):
            s.said.dimensions.append(s.tokens[i].value)
            s.used.add(i)
        elif any(
            s.kind(j) in carriers and (j in s.used or s.kind(j) in (Kind.SELL, Kind.MONEY))
            for j in (s.beside(i, 1), i - 1)
        ):
            s.used.add(i)
            if s.said.ranked and not s.said.metrics and s.kind(i + 1) in (Kind.MONEY, Kind.SELL):
                s.said.metrics.append("net_sales")  # top 3 by money
    bys = s.all(Kind.BY)
    if len(bys) == 1 and any(token.kind == Kind.METRIC for token in s.tokens[bys[0] :]) and _only_sorts(s):
        s.used.add(bys[0])  # by quantity, I mean; 按销量从高到低排
        s.said.sorts = True
    for i in s.all(Kind.TREND):
        s.said.trend = True
        s.used.add(i)


def _only_sorts(s: Sentence) -> bool:
    """Whether a figure behind 按 or by is only what the list is sorted by."""
    alone = not (s.said.names or s.said.dimensions or s.all(*CUTS)) and len(s.said.metrics) == 1
    listed = bool(re.search(r"排|高到低|低到高|大到小|多到少", s.text))
    return alone or listed


def _each_of(s: Sentence) -> None:
    """新老客上个月各花了多少钱: "each" stands apart from the noun that it splits by."""
    each, nouns = s.all(Kind.BY), [i for i in s.all(*CUTS) if s.tokens[i].kind == Kind.DIM]
    if len(each) != 1 or s.tokens[each[0]].text not in EACH_APART:
        return
    if len(nouns) == 1:
        s.said.dimensions.append(s.tokens[nouns[0]].value)
        s.used.update({each[0], nouns[0]})
    elif not s.said.dimensions and not nouns:
        several = [
            hits[0].dimension
            for _, hits in s.said.names
            if len({hit.dimension for hit in hits}) == 1 and len(hits) + len(hits[0].values) > 2
        ]
        if len(several) == 1 and not s.said.names_compared():
            s.said.dimensions.append(several[0])  # 三个宝妈群各出多少单
            s.used.add(each[0])
