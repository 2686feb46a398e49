"""Harmless words in company that makes them dangerous: each of these would be answered as another question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import Kind, Token
from brain.facts.semantic.compile import find_metric

MOST_ROWS = 1000
OWN_RANK = frozenset({"排名", "排行", "排序", "rank", "ranked", "ranking", "ranking of"})
ATTRIBUTES = frozenset(
    [
        "normal",
        "effective",
        "bad",
        "slow",
        "weak",
        "strong",
        "great",
        "fine",
        "busy",
        "popular",
        "okay",
        "decent",
        "impressive",
        "interesting",
        "healthy",
        "problem",
        "relevant",
        "useful",
        "alarming",
    ]
)
PEOPLE = frozenset({"buyers", "new_buyers"})


def misfits(tokens: Sequence[Token], said: Reading, text: str = "") -> list[str]:
    """The words of such combinations; none in a question that may be answered."""
    return [
        *_moods(tokens),
        *_amounts(tokens, said),
        *_edges(tokens),
        *_ranks(tokens, said),
        *_limits(said),
        *_either(tokens, said, text),
        *_of_sales(tokens, said),
        *_spenders(said, text),
        *_new_ones(tokens, said),
        *_not_bought(said, text),
        *_gone(tokens),
        *_new_among(tokens, said),
        *_of_those_who_bought(said, text),
        *_lookers_who_bought(tokens, said),
    ]


LOOKERS = frozenset({"viewers", "views", "cart_users", "carts"})


def _lookers_who_bought(tokens: Sequence[Token], said: Reading) -> Iterator[str]:
    """What percent of those who looked bought is a conversion; a share of the lookers is another figure."""
    if said.share and said.metrics and set(said.metrics) <= LOOKERS:
        yield from (token.text for token in tokens if token.kind == Kind.SELL)


_OR = re.compile(r"或者?|(?<![a-z])(?:or|either)(?![a-z])")
_OR_WITHIN = re.compile(
    r"或(?:以上|以下|更多|更少)|(?<![a-z])or (?:more|less|fewer|over|above|under|below|higher|lower|greater|better|bigger|smaller|cheaper|so|not)(?![a-z])"
    r"|(?:new|returning|up|down|higher|lower|better|worse|more|less) or (?:new|returning|down|up|lower|higher|worse|better|less|more)"
)


def _either(tokens: Sequence[Token], said: Reading, text: str) -> Iterator[str]:
    """Sales over 1000 or units under 10, Mondays or Germany: one query holds conditions that are all met, never one of them."""
    found = _OR.search(_OR_WITHIN.sub("", text))
    lists = {hit.dimension for _, hits in said.names for hit in hits}
    conditions = len(said.thresholds) + len(lists) + bool(said.weekdays) + bool(said.hours or said.dayparts)
    kinds = {"refunded_orders", "cancelled_orders", "unpaid_orders", "refunds"} & set(said.metrics)
    if found and (conditions > 1 or (kinds and (len(said.metrics) > 1 or conditions))):
        yield found[0]


def _of_sales(tokens: Sequence[Token], said: Reading) -> Iterator[str]:
    """The share of sales that came from customers who spent over 500 is not the share of those customers."""
    if said.share and said.thresholds and said.who and said.metrics:
        yield from (token.text for token in tokens if token.kind == Kind.SHARE)


_SPENDING = re.compile(r"花|消费|买得[多少]|买的[多少]|(?<![a-z])(?:spend|spent|spends|spending)(?![a-z])")


def _spenders(said: Reading, text: str) -> Iterator[str]:
    """Do customers in Germany spend more than in France: what they spend is compared, not how many they are."""
    found = _SPENDING.search(text)
    if (
        found
        and said.metrics == ["buyers"]
        and (said.compare or said.names_compared())
        and not said.thresholds
    ):
        yield found[0]


def _new_ones(tokens: Sequence[Token], said: Reading) -> Iterator[str]:
    """New customers who ordered twice: whether somebody is new is told of each order, so of the second one no more."""
    groups = any(hit.dimension == "buyer_type" for _, hits in said.names for hit in hits)
    groups = groups or bool({"new_buyers", "returning_buyers"} & set(said.metrics))
    if groups and any(one.metric == "orders" for one in said.thresholds):
        yield from (token.text for token in tokens if token.kind == Kind.THRESHOLD)


def _moods(tokens: Sequence[Token]) -> Iterator[str]:
    """Normal orders, orders with a problem: a word of mood that says which ones are meant is no mood."""
    for before, token in pairwise(tokens):
        if not (before.text.isascii() and token.text.isascii()):
            continue
        if before.kind == Kind.VAGUE and before.text in ATTRIBUTES and token.kind in (Kind.METRIC, Kind.DIM):
            yield before.text
        if before.kind == Kind.WITH and token.kind == Kind.VAGUE:
            yield token.text


def _amounts(tokens: Sequence[Token], said: Reading) -> Iterator[str]:
    """An amount of something that is counted is another figure: the value of orders, what new customers bought."""
    counts = [name for name in said.metrics if find_metric(name).unit != "money"]
    rates = [name for name in counts if find_metric(name).unit != "count"]
    for at, token in enumerate(tokens):
        bounded = at + 1 < len(tokens) and tokens[at + 1].kind == Kind.THRESHOLD
        if bounded:
            continue  # orders with a value above 1000
        spent = token.kind == Kind.SELL and token.value == "howmuch" and PEOPLE & set(counts)
        asked_for_much = token.value == "how much" and (said.sells or rates)
        valued = token.kind == Kind.MONEY and counts and (token.value != "how much" or asked_for_much)
        if spent or valued:
            yield token.text


def _edges(tokens: Sequence[Token]) -> Iterator[str]:
    """双十一前, 10月后3天 and 10月第一周 mean a stretch of time, not a ranking."""
    for i, token in enumerate(tokens):
        ahead = [t for t in tokens[i + 1 : i + 4] if t.kind != Kind.CLASSIFIER]
        numbered = bool(ahead) and ahead[0].kind == Kind.NUM
        follows = ahead[1 if numbered else 0 :][:1]
        cuts_time = bool(follows) and follows[0].kind == Kind.UNIT
        edge = token.kind == Kind.TOP and token.text in ("前", "后") and (not numbered or cuts_time)
        first_time = token.text == "第一" and any(t.text in ("次", "回") for t in tokens[i + 1 : i + 2])
        if edge or first_time or (token.kind == Kind.SUPER and token.text == "第一" and cuts_time):
            yield token.text


def _ranks(tokens: Sequence[Token], said: Reading) -> Iterator[str]:
    """The rank of one name, and a ranking of weekends, are lists that do not exist here."""
    for i, token in enumerate(tokens):
        ahead = [t.kind for t in tokens[i + 1 : i + 3] if t.kind != Kind.NUM][:1]
        of_weekdays = token.kind in (Kind.TOP, Kind.SUPER, Kind.BEST) and Kind.WEEKDAYS in ahead
        of_one = token.kind == Kind.TOP and token.text in OWN_RANK and said.names and not said.dimensions
        if of_weekdays or of_one:
            yield token.text


def _limits(said: Reading) -> Iterator[str]:
    if said.limit is not None and not 1 <= said.limit <= MOST_ROWS:
        yield str(said.limit)


_NOT_BOUGHT = re.compile(r"没有?(?:来)?(?:再)?买")


def _not_bought(said: Reading, text: str) -> Iterator[str]:
    """好久没买奶粉的客户: silent for these goods, which no group of customers tells."""
    lists = {hit.dimension for _, hits in said.names for hit in hits}
    found = _NOT_BOUGHT.search(text)
    if found and "stage" in lists and lists & {"product", "category", "brand"}:
        yield found[0]


def _gone(tokens: Sequence[Token]) -> Iterator[str]:
    """Customers gone in July did not buy; goods gone did."""
    for before, token in pairwise(tokens):
        if before.kind == Kind.METRIC and before.value == "buyers" and token.text in ("gone", "went", "left"):
            yield token.text


def _new_among(tokens: Sequence[Token], said: Reading) -> Iterator[str]:
    """The share of new customers among the buyers of some goods, or the other way round: two questions in one wording."""
    goods = any(hit.dimension in ("product", "category", "brand") for _, hits in said.names for hit in hits)
    if said.share and goods and {"new_buyers", "returning_buyers"} & set(said.metrics):
        yield from (token.text for token in tokens if token.kind == Kind.SHARE)


_WHO_BOUGHT = re.compile(
    r"(?:买|点|订|下单|消费|来)(?:过|了)?[^,，]{0,24}?的(?:那些|这些|那批)?(?:客户|顾客|客人|会员|买家|人(?!均))"
    r"|(?<![a-z])(?:customers|people|buyers|shoppers|those|clients) (?:who|that) (?:have |had |ever |only |also )*(?:bought|ordered|purchased|shopped)(?![a-z])"
)
_SET_AGAINST = re.compile(r"比|对照|(?<![a-z])(?:compared?|versus|vs|against|than)(?![a-z])")
_EVERY_TIME = re.compile(
    r"每(?:个)?(?:月|周|天|季度|年)都|(?<![a-z])every (?:single )?(?:month|week|day|year|quarter)(?![a-z])"
)


def _of_those_who_bought(said: Reading, text: str) -> Iterator[str]:
    """What customers who bought milk powder spent is not what milk powder brought; those of two months are in both."""
    found = _WHO_BOUGHT.search(text)
    if found is None:
        return
    every = _EVERY_TIME.search(text)
    if every:
        yield every[0]
    goods = any(hit.dimension in ("product", "category", "brand") for _, hits in said.names for hit in hits)
    figures = set(said.metrics) - PEOPLE - {"returning_buyers"}
    in_both = len(said.whens) > 1 and _SET_AGAINST.search(text) is None
    if (goods and (figures or said.howmuch or said.money)) or in_both:
        yield found[0]
