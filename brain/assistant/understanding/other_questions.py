"""Turns of phrase that make another question of one whose words are all known: only bought, customers lost, the first order.

Each would be answered as the question without its turn. What is found here is left over, and so asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.sentence import RANKING, Sentence
from brain.assistant.understanding.tokens import Kind, Token

OF_GOODS = frozenset({"product", "category", "brand"})
PEOPLE = frozenset({"buyers", "new_buyers", "returning_buyers"})
THINGS = frozenset({"orders", "units"})
EITHER = frozenset({"或", "或者", "or"})
LISTED = EITHER | {
    "和",
    "跟",
    "与",
    "及",
    "以及",
    "还有",
    "同",
    "加上",
    "and",
    "plus",
    "as well as",
    "along with",
    "&",
}
BUY_EN = r"(?:buy|bought|buying|order|ordered|purchase|purchased|shop|shopped|take|took|had|have|contain|contained|include|included)"
CUSTOMERS_ZH = r"(?:(?:个|位|名|的|了|掉|老|新|熟|回头)*(?:客|顾客|会员|买家|人(?!均)))"

# Whatever else is asked.
ALWAYS = re.compile(
    r"仅退款|只退款|只退钱|只退不|退款不退货|退货不退款"
    r"|(?:跑|走|丢|失去|离开|流走)(?:掉|了|走|失|的|多少|几|不少)+"
    + CUSTOMERS_ZH
    + r"|流失(?:掉|了)(?:多少|几)|流失率"
    r"|进了?(?:多少|几)(?:\w|批|车|箱|件)?(?:的)?(?:货(?!款)|商品|东西)|进了(?:多少|几)(?:批|车)"
    r"|刷了?(?:多少|几)(?:个|张|笔)?单|刷单"
    r"|发(?:货|出去|出|了|走|掉)*(?:多少|几)(?:个|张|笔)?(?:单|件|包裹|订单|货)|(?:发货|发出)(?:的)?(?:单|订单|件)"
    r"|第[一1](?:笔|单|个订单|张单|张订单|桌|位客|个客|位顾客|个顾客|个买家|位买家)"
    r"|^(?:那|那么|这)?(?:排)?第[一1](?:个|名|款|样|位|种)?(?=是|每|卖|呢|有|在|什么|多少|退|按|占)"
    r"|(?<!最)没有?人(?:点|买|要|下单)(?=的)"
    r"|(?:退货|退款|退单|取消订单|取消)的?(?:原因|理由)(?!.*(?:变|增|涨|升|高|多|跌|降|少|下滑))"
    r"|(?<![a-z])(?:refunds?[ -]only|only refunded|refunded only|odd (?:weeks?|days?|months?|hours?|numbered))(?![a-z])"
    r"|(?<![a-z])(?:reasons?|causes?) (?:for|of|behind|given for) (?:our |the |all )?(?:returns|refunds|cancellations)(?![a-z])"
    r"|(?<![a-z])(?:items?|pieces?|units?|products?|goods|things?|stuff|packs?|articles?|what) (?:that |which |have |has |had |were |was |did |all )*(?:came|come|coming|went|go|gone) back(?![a-z])"
    r"|(?<![a-z])(?:products?|items?|goods|things|dishes) (?:that |which |were |was |got )*(?:bought|ordered|purchased) (?:again|twice|repeatedly)(?![a-z])"
    r"|(?<![a-z])(?:did|do|have|had|does) we (?:buy|bought|purchase|purchased)(?! from us)(?![a-z])"
    r"|(?<![a-z])what (?:did|do|does|has|have) (?:the |our |my |that )?(?:best|top|biggest|largest) (?:customer|buyer|client|guest)s? (?:buy|bought|order|ordered|purchase|purchased)(?![a-z])"
    r"|(?:最大|最好|最多|最高|最勤|第一|头号)的?(?:那|这)?(?:个|位)?(?:客户|顾客|客人|买家|会员)(?:都|们)?(?:买|点|下单)了?(?:些)?(?:什么|啥|哪些)"
)
# A figure of each is asked for, and there is no list of weekends.
EACH_WEEKEND = re.compile(r"每(?:一)?个?周末|(?<![a-z])(?:each|every|per) weekend(?![a-z])")
# Of what is done and over: who would, could or was to is in no order. Of what comes it is a forecast.
MEANT_TO = re.compile(
    r"(?<![我你您们帮不只主重需])(?:应当|应该|可以|能够|想要|想|打算|准备|愿意|希望|要)(?:再|多|够)?(?:卖|买|下单|成交|销|发(?![送推给出到货]))"
    r"|(?<![a-z])(?:could|can|might|may|would|should|ought to|must) (?:we |i |they |people |customers |our customers )?(?:have )?(?:sell|sold|buy|bought|order|ordered|purchase|purchased|spend)(?![a-z])"
    r"|(?<![a-z])(?:want|wants|wanted|wish|wished|plan|planned|hope|hoped|intend|intended|tried|trying|meant|willing|about|like|liked) to (?:sell|buy|order|purchase|shop|spend)(?![a-z])"
)
GIVEN_AWAY = re.compile(
    r"(?<![a-z])(?:give|gave|given|giving) (?:them )?away(?![a-z])|(?<![a-z])(?:shipped|dispatched|delivered|sent out|shipping|delivering)(?! to)(?![a-z])"
)
REVIEWERS = re.compile(
    r"(?:多少|几)(?:个|位|名)?(?:人|客户|客人|顾客|买家)\w{0,3}(?:评价|评论)|(?:评价|评论)了?(?:过)?的(?:人|客户|客人|顾客|买家)"
)
# Said of names: these and no others.
ONLY_THESE = re.compile(
    r"(?:单独|单单|只|仅|光)(?:是|有|有过)?(?:买|点|下单|要|订|拿|含|有)(?!得)|(?<![订下账几多每笔客退发菜桌开接成首一二三两小])单买"
    r"|(?<![a-z])(?:only|just|solely|exclusively) (?:ever )?" + BUY_EN + r"(?![a-z])"
    r"|(?<![a-z])" + BUY_EN + r" (?:only|just|solely|exclusively|nothing but|nothing else)(?![a-z])"
    r"|(?<![a-z])(?:with|containing|of) (?:only|just|nothing but)(?![a-z])"
)
WHAT_ELSE = re.compile(
    r"(?:还|另外|顺便|同时|一起)(?:会|都|又)?(?:买|点|下单|要|带)(?:了|过)?(?:些|的)?(?:什么|哪|啥|别的|其他|其它)"
    r"|(?<![a-z])(?:what|which|who|anything|something) else(?![a-z])|(?<![a-z])(?:what|which) other(?![a-z])"
)
# One buyer, or one order, has both.
BOTH = re.compile(
    r"同时|既.+又|又买|还买|也买|都买|都下|都点|都有|都要|一起买|一起点|一起下|一并买|搭配|两[个样种款]都"
    r"|(?<![a-z])(?:both|also|too|as well|in the same|at the same time|in one|together with|(?:bought|ordered|purchased|sold) together)(?![a-z])"
)
AGAIN = re.compile(
    r"都(?:来|买|下|有|消费|点|逛)|[也又还再](?:来|买|下|消费)|(?<![a-z])(?:both|again|(?:also|still|and then) (?:bought|ordered|purchased|shopped|came|in))(?![a-z])"
)
GOT = re.compile(
    r"(?:买|点|下单|订|含|有)(?:了|过)?(?:的)?$|(?<![a-z])(?:buy|bought|order|ordered|purchase|purchased|with|containing|contain|included?)(?: the| a| some)?\s*$"
)


def other_questions(s: Sentence) -> Iterator[str]:
    """The words of such turns; none in a question that may be answered as it was read."""
    for found in _patterns(s):
        match = found.search(s.text)
        if match:
            yield match[0].strip()
    for room in (_lost_in_time, _price_of_what, _per_customer):
        yield from room(s)


def of_several(s: Sentence) -> Iterator[str]:
    """The words that tie several names or periods into one question: its clauses by themselves would be others."""
    if len(s.said.whens) > 1 and (_of_people(s) or s.said.who) and not s.said.cohort:
        yield from (match[0] for match in AGAIN.finditer(s.text))
    yield from _goods_together(s)
    yield from _lists_together(s)


def _patterns(s: Sentence) -> Iterator[re.Pattern[str]]:
    said = s.said
    counted = set(said.metrics)
    yield ALWAYS
    if said.whens and not said.acts and not any(when.future for when in said.whens):
        yield MEANT_TO
    if said.metrics or said.sells:
        yield EACH_WEEKEND
    if counted & THINGS and "discount_amount" not in counted:
        yield GIVEN_AWAY
    if "reviews" in counted:
        yield REVIEWERS
    of_goods = any(hit.dimension in OF_GOODS for _, hits in said.names for hit in hits[:1])
    if of_goods or (
        said.names and _of_people(s)
    ):  # an order has one channel and one region, and is only from there
        yield ONLY_THESE
    if said.names or said.who or counted & PEOPLE:
        yield WHAT_ELSE


def _of_people(s: Sentence) -> bool:
    said = s.said
    return (
        said.people
        or bool(PEOPLE & set(said.metrics))
        or any(token.kind == Kind.METRIC and token.value in PEOPLE for token in s.tokens)
    )


def _of_wholes(s: Sentence) -> bool:
    """Whether customers or orders are counted, or customers listed: of each of them several goods may be asked at once."""
    counted = {"orders"} & set(s.said.metrics)
    return _of_people(s) or s.said.who or bool(counted)


def _goods_together(s: Sentence) -> Iterator[str]:
    """Who bought one thing and another: counted for each of the two apart, it would be another question."""
    goods = [i for i, token in enumerate(s.tokens) if _list_of(token) in OF_GOODS]
    if len(goods) < 2 and s.said.names_compared() and _of_people(s):
        yield from (match[0] for match in BOTH.finditer(s.text))  # bought both in Germany and in France
    if len(goods) < 2 or not _of_wholes(s):
        return
    first, last = goods[0], goods[-1]
    match = BOTH.search(s.text)
    between = s.tokens[first + 1 : last]
    bought = [t for t in between if t.kind == Kind.SELL or (t.kind == Kind.METRIC and t.value in PEOPLE)]
    listed = [t for t in between if t.kind == Kind.CONJ and t.text in LISTED - EITHER]
    if match:
        yield match[0]
    elif bought and not any(t.kind == Kind.CONJ and t.text == "," for t in between):
        yield bought[0].text
    elif listed and GOT.search(s.text[: s.tokens[first].start]):
        yield listed[0].text


def _lists_together(s: Sentence) -> Iterator[str]:
    """新客或杭州, Germany and new customers: of two lists, it may be the one of the other or both added up."""
    for left, middle, right in zip(s.tokens, s.tokens[1:], s.tokens[2:], strict=False):
        lists = (_list_of(left), _list_of(right))
        if middle.kind == Kind.CONJ and middle.text in LISTED and "" not in lists and lists[0] != lists[1]:
            yield middle.text


def _list_of(token: Token) -> str:
    """The list that a name is from; of new and of old customers too, where the word names them."""
    if token.kind == Kind.NAME:
        return str(token.value[0].dimension)
    hit = GROUP_OF_METRIC.get(str(token.value)) if token.kind == Kind.METRIC else None
    return hit.dimension if hit else ""


def _lost_in_time(s: Sentence) -> Iterator[str]:
    """上个月流失的客户: who is lost as of today bought nothing then, so counted among that month's buyers it is nobody."""
    said = s.said
    counted = set(said.metrics) <= PEOPLE and not (said.sells and said.howmuch) and not said.ranked
    for word, hits in said.names:
        if said.whens and counted and any((h.dimension, h.values) == ("stage", ("lost",)) for h in hits):
            yield word


def _price_of_what(s: Sentence) -> Iterator[str]:
    """The most expensive order, the cheapest customer: only goods have a price."""
    if s.said.ranked_by == "average_price" and not OF_GOODS & set(s.said.dimensions):
        yield from (token.text for token in s.tokens if token.kind == Kind.BEST)


def beside_a_ranking(s: Sentence) -> Iterator[str]:
    """Sales and orders in July, and who was the best customer: the figures are asked of the whole, and the list beside them."""
    figures = [i for i, token in enumerate(s.tokens) if token.kind == Kind.METRIC and i in s.used]
    asked = [i for i in figures if s.tokens[i].value in s.said.metrics]
    ranks = [i for i, token in enumerate(s.tokens) if token.kind in RANKING]
    if len({s.tokens[i].value for i in asked}) < 2 or not ranks or ranks[0] < asked[-1]:
        return
    yield from (t.text for t in s.tokens[asked[-1] : ranks[0]] if t.kind == Kind.CONJ)


def _per_customer(s: Sentence) -> Iterator[str]:
    """Products per customer: how many each of them bought, not a list of every pair."""
    if s.said.who and "product" in s.said.dimensions and not s.said.metrics and not s.said.ranked:
        yield from (token.text for token in s.tokens if token.kind == Kind.BY)


def is_either(s: Sentence) -> bool:
    """奶粉或纸尿裤, Germany or France: both of them as one, unless it is asked which of the two."""
    names = [i for i, token in enumerate(s.tokens) if token.kind == Kind.NAME]
    joined = any(
        s.kind(i + 1) == Kind.CONJ and s.tokens[i + 1].text in EITHER and i + 2 in names for i in names
    )
    asks = any(
        t.kind in (Kind.WHICH, Kind.DEGREE, Kind.VS, Kind.COMPARE, Kind.GROWTH, *RANKING) for t in s.tokens
    )
    return joined and not asks and not s.said.share
