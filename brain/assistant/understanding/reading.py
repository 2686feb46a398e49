"""Tokens -> what was said, slot by slot. Whatever no slot accounts for is left over, and then nothing is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from brain.assistant.understanding.comparison import read_comparison
from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.guards import misfits
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.own_names import with_near_names
from brain.assistant.understanding.segment import segment
from brain.assistant.understanding.shapes import read_people, read_shapes
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.subjects import subjects
from brain.assistant.understanding.thresholds import bind_numbers, read_thresholds
from brain.assistant.understanding.time_slots import read_times
from brain.assistant.understanding.times import reduce_times
from brain.assistant.understanding.tokens import Kind, NameHit, Token, normalise

# Words that change nothing by themselves once the sentence is otherwise understood.
SILENT = frozenset(
    {
        Kind.FILLER,
        Kind.FOLLOW,
        Kind.SELL,
        Kind.VAGUE,
        Kind.CONJ,
        Kind.CLASSIFIER,
        Kind.COMPARE,
        Kind.VS,
        Kind.MONEY,
    }
)
HIGH_OR_LOW = {
    **dict.fromkeys(("多", "更多", "好", "更好", "高", "更高", "卖得多", "more", "better", "busier"), "high"),
    **dict.fromkeys(("少", "更少", "差", "更差", "低", "更低", "卖得少", "less", "worse"), "low"),
}
# "split that by week" says twice that it is cut.
TAKING_APART = frozenset(
    [
        "split",
        "breakdown",
        "broken down",
        "break down",
        "分布",
        "分布情况",
        "明细",
        "拆分",
        "拆开",
        "细分",
        "分开",
        "划分",
        "拆",
        "分",
    ]
)
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
KINDS_OF_ORDERS = frozenset({"unpaid_orders", "cancelled_orders", "refunded_orders"})
RANKING = frozenset({Kind.TOP, Kind.SUPER, Kind.BEST, Kind.FAST})
CUTS = frozenset({Kind.DIM, Kind.UNIT})
UNIT_DIMENSIONS = frozenset({"day", "week", "month", "quarter", "year", "hour", "weekday"})


def read(question: str, names: NameIndex | None, today: date) -> Reading:
    """What a question says, given the shop's names and the shop's day."""
    text = normalise(question)
    automaton = names.automaton if names else None
    tokens, assumed = with_near_names(text, segment(text, automaton), names.near if names else None)
    named = subjects(question, tokens)
    tokens = [token for token in tokens if token.kind != Kind.FILLER]
    tokens = [_as_own_name(tokens, at, automaton) for at in range(len(tokens))]
    said = _Reader(text, reduce_times(bind_numbers(tokens), today)).reading()
    said.assumed = assumed
    said.subjects = named
    return said


def _as_own_name(tokens: Sequence[Token], at: int, names: Any | None) -> Token:
    """A noun that is also one of the shop's own names (a channel called 社群) is the name, unless it is asked for."""
    token = tokens[at]
    if token.kind != Kind.DIM or names is None or token.text not in names:
        return token
    beside = {t.kind for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    if beside & {Kind.BY, Kind.WHICH, Kind.NUM, Kind.CLASSIFIER, Kind.NAME, *RANKING}:
        return token
    return Token(Kind.NAME, names.get(token.text)[1], token.start, token.end, token.text)


class _Reader:
    """Fills the slots one after the other, marking the tokens that each has used."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = list(tokens)
        self.used: set[int] = set()
        self.places: list[int] = []
        self.said = Reading()

    def reading(self) -> Reading:
        """All slots, in the order in which they may claim tokens."""
        for fill in (
            self._outside,
            self._names,
            self._conditions,
            self._people_of_groups,
            self._groups,
            self._metrics,
            self._ranking,
            self._which,
            self._cuts,
            self._by,
            self._whens,
            self._comparison,
        ):
            fill()
        self._rest()
        return self.said

    def _all(self, *kinds: Kind) -> list[int]:
        return [i for i, token in enumerate(self.tokens) if token.kind in kinds and i not in self.used]

    def _kind(self, at: int) -> Kind | None:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else None

    def _beside(self, at: int, step: int) -> int:
        """The next place in a direction, stepping over 个 and its like."""
        at += step
        while self._kind(at) == Kind.CLASSIFIER:
            at += step
        return at

    def _outside(self) -> None:
        for i in self._all(Kind.OUT):
            self.said.out = self.said.out or str(self.tokens[i].value)
            self.used.add(i)
        self.said.unknown = [self.tokens[i].text for i in self._all(Kind.UNKNOWN)]
        self.used.update(self._all(Kind.UNKNOWN))

    def _conditions(self) -> None:
        self._products_listed()
        read_shapes(self.tokens, self.used, self.said)
        read_people(self.tokens, self.used, self.said)
        read_thresholds(self.tokens, self.used, self.said)

    def _products_listed(self) -> None:
        """Products sold at least 500 units: with a condition on each they are listed, not counted as a figure."""
        for i in self._all(Kind.METRIC):
            token = self.tokens[i]
            near = {self._kind(i - 1), *(self._kind(j) for j in range(i + 1, i + 3))}
            if token.value == "products_sold" and Kind.THRESHOLD in near:
                self.tokens[i] = Token(Kind.DIM, "product", token.start, token.end, token.text)

    def _people_of_groups(self) -> None:
        """流失的那些客人: the noun behind a group of customers adds nothing to it."""
        for i in self._all(Kind.METRIC):
            named = self.tokens[i - 1].value if self._kind(i - 1) == Kind.NAME else ()
            if self.tokens[i].value == "buyers" and any(hit.dimension in ("stage", "rfm") for hit in named):
                self.used.add(i)

    def _groups(self) -> None:
        """新客的销售额, sales from returning customers: beside another figure they say whose; alone they are counted."""
        figures = [i for i in self._all(Kind.METRIC) if self.tokens[i].value not in GROUP_OF_METRIC]
        for i in self._all(Kind.METRIC):
            hit = GROUP_OF_METRIC.get(self.tokens[i].value)
            if hit and (self.said.only or figures or self._all(Kind.SELL)):
                self.said.names.append((self.tokens[i].text, (hit,)))
                self.used.add(i)
                if self._kind(i - 1) == Kind.FROM:
                    self.used.add(i - 1)

    def _names(self) -> None:
        left_out = self._left_out()
        for i in self._all(Kind.NAME):
            hits: tuple[NameHit, ...] = self.tokens[i].value
            self.used.add(i)
            for j in (i - 1, i + 1):
                # 辅食品类, 浙江省: the noun says which of the shop's lists the name is from.
                if self._kind(j) in (Kind.NOT, Kind.REL) and j not in self.used:
                    j += j - i  # 杭州以外的地方, 云朵这个牌子
                if self._kind(j) == Kind.DIM and j not in self.used:
                    of_list = tuple(hit for hit in hits if hit.dimension == self.tokens[j].value)
                    if of_list and not self._asks(j):
                        hits = of_list
                        self.used.add(j)
            if self._kind(i - 1) in (Kind.FROM, Kind.TO):
                self.used.add(i - 1)  # orders from France, sales to France
            names = self.said.excluded if i in left_out else self.said.names
            names.append((self.tokens[i].text, hits))

    def _left_out(self) -> set[int]:
        """The names that "excluding" stands before, or 以外 behind; a list of names is left out as a whole."""
        left_out: set[int] = set()
        for mark in self._all(Kind.NOT):
            step = 1 if self.tokens[mark].value == "before" else -1
            if self.tokens[mark].value == "either":  # 不算门店, 门店不算
                step = 1 if self._kind(mark + 1) in (Kind.NAME, Kind.DIM, Kind.FROM) else -1
            at, found = mark + step, False
            while self._kind(at) in (Kind.NAME, Kind.DIM, Kind.FROM):
                if self._kind(at) == Kind.NAME:
                    if found and self._kind(at - step) == Kind.NAME:
                        break  # 除了浙江的上海: the second name is what is asked for
                    left_out.add(at)
                    found = True
                at += step
                if self._kind(at) == Kind.CONJ and self._kind(at + step) == Kind.NAME:
                    at += step
            if found:
                self.used.add(mark)
        return left_out

    def _asks(self, at: int) -> bool:
        """Whether a noun is what is asked for (哪个品类, by category, top 5 categories), not part of a name."""
        left = self._beside(at, -1)
        return self._kind(left) in (Kind.BY, Kind.WHICH, Kind.NUM, *RANKING) or self._kind(at + 1) in (
            Kind.BY,
            *RANKING,
        )

    def _metrics(self) -> None:
        found = self._all(Kind.METRIC)
        self._tied(found)
        for i in found:
            # 退款订单, new customer orders: two figures side by side name a third one that we do not know.
            if self.tokens[i].value == "orders" and self._kind_follows(i, found):
                self.used.add(i)  # orders that were never paid: the second says which
                continue
            if i + 1 in found and not self._set_apart(i):
                self.said.leftover.append(f"{self.tokens[i].text} {self.tokens[i + 1].text}")
            self.used.add(i)
            if self.tokens[i].value not in self.said.metrics:
                self.said.metrics.append(self.tokens[i].value)
        self.said.monthly = any(
            self.tokens[i].text.startswith(("月销", "每月销")) for i in self._all(Kind.METRIC)
        ) or any(token.kind == Kind.METRIC and token.text.startswith("月销") for token in self.tokens)
        self.said.sells = bool(self._all(Kind.SELL)) or any(
            self.tokens[i].value == "sells" for i in self._all(Kind.GROWTH)
        )
        self.said.money = any(
            self.tokens[i].text in ("多少钱", "how much") for i in self._all(Kind.MONEY)
        ) or any(word in self.tokens[i].text for i in found for word in ("money", "amount", "额", "钱"))
        self.said.howmuch = any(self.tokens[i].value == "howmuch" for i in self._all(Kind.SELL))
        self.said.vague = bool(self._all(Kind.VAGUE))
        for i in self._all(Kind.HOWMANY):
            self.said.counted = True
            self.said.people = self.said.people or self.tokens[i].value == "people"
            self.used.add(i)

    def _tied(self, found: Sequence[int]) -> None:
        """Orders with refunds: a figure that another one has is a third, not both side by side."""
        for i in self._all(Kind.WITH):
            self.used.add(i)
            if any(j < i for j in found) and i + 1 in found:
                self.said.leftover.append(f"{self.tokens[i].text} {self.tokens[i + 1].text}")

    def _kind_follows(self, at: int, found: Sequence[int]) -> bool:
        """Whether the next figure is a kind of order, and not another one listed beside it."""
        following = [i for i in found if i > at][:1]
        if not following or self.tokens[following[0]].value not in KINDS_OF_ORDERS:
            return False
        return all(token.kind != Kind.CONJ for token in self.tokens[at : following[0]])

    def _set_apart(self, at: int) -> bool:
        """Chinese words with a space between them are a list; Latin words always have one, and 新客的销售额 is none."""
        left, right = self.tokens[at], self.tokens[at + 1]
        return self.text[left.end : right.start] == " " and not left.text.isascii()

    def _ranking(self) -> None:
        self._degrees()
        falling = any(token.kind == Kind.GROWTH and token.value == "down" for token in self.tokens)
        for i in self._all(*RANKING):
            token = self.tokens[i]
            self.used.add(i)
            self.said.judged = self.said.judged or token.text in JUDGING
            if token.kind == Kind.FAST:
                self.said.fastest, direction = True, "high"
            elif token.kind == Kind.BEST:
                self.said.ranked_by, direction = token.value[0], token.value[1]
                self.said.best = True
                if len(token.value) > 2:
                    self.said.dimensions.append(token.value[2])
            else:
                direction = str(token.value)
                if token.kind == Kind.TOP:
                    self.said.ranked_by = self.said.ranked_by or "net_sales"
            if falling and token.kind in (Kind.SUPER, Kind.FAST):
                direction = (
                    "low" if direction == "high" else "high"
                )  # 跌得最多 is at the bottom of the changes
            if self.said.ranked not in (None, direction):
                self.said.leftover.append(token.text)
            self.said.ranked = direction
            for j in (self._beside(i, 1), self._beside(i, -1)):
                self._take_limit(j)

    def _degrees(self) -> None:
        """哪个省份退款多 asks for the one on top; A和B哪个卖得多 only sets the two side by side."""
        degrees = self._all(Kind.DEGREE)
        self.said.vague = self.said.vague or bool(degrees)
        asks = self._all(Kind.WHICH) and not self.said.names_compared() and not self._all(*RANKING)
        for i in degrees:
            if asks and self.tokens[i].text in HIGH_OR_LOW:
                token = self.tokens[i]
                direction = HIGH_OR_LOW[token.text]
                self.tokens[i] = Token(Kind.SUPER, direction, token.start, token.end, token.text)
            else:
                self.used.add(i)
        if self.said.names_compared():
            self.used.update(self._all(Kind.WHICH))

    def _take_limit(self, at: int) -> None:
        if self._kind(at) == Kind.NUM and at not in self.used and self.said.limit is None:
            self.said.limit = int(self.tokens[at].value)
            self.used.add(at)

    def _which(self) -> None:
        self.said.which = bool(self._all(Kind.WHICH))
        for i in self._all(Kind.WHICH):
            j = self._beside(i, 1)
            if self._kind(j) == Kind.NUM:
                self._take_limit(j)
                j = self._beside(j, 1)
            plural = self._kind(j) in CUTS and _is_plural(self.tokens[j].text)
            if self.said.thresholds and not self.said.ranked:
                self.used.add(i)  # 销量超过100件的商品有哪些
            elif self._kind(j) in CUTS and self.said.ranked:
                self.used.add(i)
                self.said.one = self.tokens[i].value == "one" and not plural
            elif self.said.ranked and self._kind(i - 1) in CUTS:
                self.used.add(i)  # 卖得最好的商品是哪个
                self.said.one = self.tokens[i].value == "one"
            elif self.said.ranked and self.said.dimensions and self.tokens[i].text.isascii():
                self.used.add(i)
                self.said.one = True
            elif self.tokens[i].value == "sold":
                self._what_sold(i)
            elif self.tokens[i].text.startswith("what") or (
                self.tokens[i].text in ("什么", "哪些") and self.said.ranked
            ):
                self.used.add(i)
                self.said.one = bool(self.said.ranked) and any(
                    token.kind == Kind.DIM and token.text.isascii() and not _is_plural(token.text)
                    for token in self.tokens
                )

    def _what_sold(self, at: int) -> None:
        """ "What did we sell" asks for products; without a ranking it is no figure."""
        if self.said.ranked:
            self.used.add(at)

    def _cuts(self) -> None:
        """Nouns that say by what to split: asked for, marked with 按 or by, or standing beside the figure."""
        cuts = self._all(*CUTS)
        for i in cuts:
            name = self.tokens[i].value
            if name in self.said.dimensions:
                self.used.add(i)
                continue
            if self.said.ranked and not self._marked(i):
                self._take_limit(self._beside(i, -1))
                allowed = len([j for j in cuts if not self._marked(j)]) == 1
            else:
                listed = bool(self.said.thresholds) and not self._priced_goods(i)
                listed = listed or (self.said.listing and self.tokens[i].kind == Kind.DIM)
                allowed = self._marked(i) or listed or (self._by_figure(i) and name != "product")
            if name == "product" and not allowed and not self.said.ranked and self._harmless_noun(i):
                self.used.add(i)
            elif allowed and (self.tokens[i].kind == Kind.DIM or name in UNIT_DIMENSIONS):
                self.said.dimensions.append(name)
                self.used.add(i)

    def _priced_goods(self, at: int) -> bool:
        """100元以上的商品卖了多少: the goods are narrowed down, not listed."""
        priced = any(one.subject == "price" for one in self.said.thresholds)
        counted = bool(self.said.metrics) or self.said.howmuch or self.said.counted or self.said.money
        return priced and counted and not self._all(Kind.WHICH)

    def _marked(self, at: int) -> bool:
        left = self._beside(at, -1)
        while self._kind(left) == Kind.CONJ and self._kind(left - 1) in CUTS:
            left = self._beside(left - 1, -1)  # by category and day
        return self._kind(left) == Kind.BY or self._kind(at + 1) == Kind.BY

    def _by_figure(self, at: int) -> bool:
        return self._kind(at + 1) == Kind.METRIC and self.tokens[at].kind == Kind.DIM

    def _harmless_noun(self, at: int) -> bool:
        """商品销量, items sold: a product is what is sold, it adds nothing; nor does it where its price narrows it down."""
        if any(one.subject == "price" for one in self.said.thresholds):
            return not self._all(Kind.WHICH)
        return self._kind(at + 1) in (Kind.METRIC, Kind.SELL) and not (self.said.counted or self.said.listing)

    def _by(self) -> None:
        self._each_of()
        # "top products by revenue" sorts; "revenue per order" divides, which is another figure.
        carriers = (*CUTS, Kind.BY, Kind.METRIC) if self.said.ranked else (*CUTS, Kind.BY)
        for i in self._all(Kind.BY):
            if isinstance(self.tokens[i].value, str):
                self.said.dimensions.append(self.tokens[i].value)
                self.used.add(i)
            elif any(self._kind(j) in carriers and j in self.used for j in (self._beside(i, 1), i - 1)):
                self.used.add(i)
        for i in self._all(Kind.TREND):
            self.said.trend = True
            self.used.add(i)

    def _each_of(self) -> None:
        """新老客上个月各花了多少钱: "each" stands apart from the noun that it splits by."""
        each, nouns = self._all(Kind.BY), [i for i in self._all(*CUTS) if self.tokens[i].kind == Kind.DIM]
        if len(each) == 1 and len(nouns) == 1 and self.tokens[each[0]].text in ("各", "分别", "each"):
            self.said.dimensions.append(self.tokens[nouns[0]].value)
            self.used.update({each[0], nouns[0]})

    def _whens(self) -> None:
        read_times(self.tokens, self.used, self.said, self.places)

    def _comparison(self) -> None:
        read_comparison(self.tokens, self.used, self.said, self.places)

    def _rest(self) -> None:
        cut = self.said.dimensions or self.said.trend
        for i, token in enumerate(self.tokens):
            silent = token.kind in SILENT or (token.kind == Kind.BY and cut and token.text in TAKING_APART)
            this_one = (
                token.kind == Kind.REL and token.value == 0 and self._kind(i + 1) in (Kind.DIM, Kind.NAME)
            )
            if i not in self.used and not (silent or this_one):
                self.said.leftover.append(token.text)
        self.said.leftover += misfits(self.tokens, self.said)


def _is_plural(word: str) -> bool:
    return word.isascii() and word.endswith("s")
