"""What a follow-up does to the question before it, where it puts no word in another's place: it adds, adds up, widens, or points.

Each form is the whole message, or its beginning; what is said beside it (the name that is added) is read as ever.
"""

from __future__ import annotations

import re

from brain.assistant.understanding.beside_said_en import MONEY_OF_IT
from brain.assistant.understanding.lines_said_en import OTHERS_AS_ONE
from brain.assistant.understanding.numerals import chinese_number
from brain.kernel.number_words import english_number

_END = r"(?: ?(?:please|pls|呢|啊|呀|吧|吗|的|了))*[ ?.!。]*$"
_START = r"^(?:那么?|所以|然后|and|so|ok|okay|but|,| )*"

_COUNT = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
_FORMS: tuple[tuple[str, str], ...] = (
    ("money", MONEY_OF_IT),
    ("others", OTHERS_AS_ONE),
    (
        "many",
        r"(?:(?:make|do|extend|stretch|widen|cut|shorten|reduce|trim|narrow|give|show|list|let's see|see|have|i want|i'd like|only|just|me|it|that|this|the list|them|down|out|to|up|the|first|top|more|say|then|of|with) )*"
        + _COUNT
        + r"(?: (?:of (?:them|those|these)|only|rows|lines|instead|rather|then|will do|is enough|are enough))*",
    ),
    (
        "sum",
        r"(?:它们|他们|这些|这几个|这[几两二三四五六七八九十\d]+个|前[几两二三四五六七八九十\d]+个|两[个者天周]|三[个天]|(?:这|那)?(?:仨|俩|[两三四五六]个?)(?:群|店|品|家|省|国家|品类|品牌|月|天))?(?:全部)?(?:一共|总共|合计|总计|共计|加起来|加在一起|加一起|加一块儿?|加在一块儿?|合在一起|合一块儿?|归一块儿?|合起来|加总|相加|求和|总和|总数)"
        r"(?:起来|一共|总共)?(?:的话)?(?:卖|是|有|花|买|消费|付)?了?(?:多少|几)?钱?",
    ),
    (
        "sum",
        r"(?:what(?:'s| is| was)? ?|how (?:much|many) ?)?(?:(?:is|are|was|were|do|does|did) )?(?:(?:that|those|these|they|it|all|all of them|the five|the ten) )*(?:of )?"
        r"(?:in total|altogether|together|all together|combined|in all|the sum|sum|(?:the )?total of (?:these|those|them|all)|summed up|added up|the total of (?:these|those|them)|add up to|come to|add (?:them|those|these) up|sum (?:them|those|these) up|put together)",
    ),
    (
        "whole",
        r"(?:全部|全店|全国|整个店|整体|总体|整店|所有|大盘|不分|都)(?:的)?(?:卖|是|有)?了?(?:多少)?钱?",
    ),
    (
        "whole",
        r"(?:what about |for |what(?:'s| is) )?(?:the )?(?:overall|everything|all of it|whole shop|whole store|whole business|total|all|grand total|overall total|total for everything|everyone|everybody)",
    ),
    (
        "difference",
        r"(?:两[个者天周]?|它们|他们|之间|二者)*(?:相差|差了?|多了?|少了?|高了?|低了?)(?:多少|几成|百分之几)(?:钱|单|件)?|差额|差距|差值|相差|哪个[更]?[多高好大]|谁[更]?[多高好]",
    ),
    (
        "difference",
        r"(?:what(?:'s| is| was) )?(?:the )?difference(?: between (?:them|the two|those))?|by how (?:much|many)|how (?:much|many) (?:more|less|fewer|higher|lower)(?: (?:is|was) (?:that|it))?|which (?:(?:is|was|one|one is|one was) )?(?:more|higher|better|bigger|larger)",
    ),
)
_WHOLE_MESSAGE = tuple((turn, re.compile(_START + "(?:" + form + ")" + _END)) for turn, form in _FORMS)
_ADDS = re.compile(
    _START
    + r"(?:再|还|也|如果|要是)*(?:加上|算上|再加(?!购|起来|一起))|"
    + _START
    + r"(?:plus|together with|along with|combined with|including|add|adding)(?! (?:up|to cart|refunds|tax|vat)) |"
    + r"^(?:and |with )(?!(?:in|on|for|the) )[^,]+ (?:combined|together|as well)"
    + _END
    + "|"
    + r"(?:也|一起|都)(?:加上|算上|加进去|算进去|算进来|加进来)"
    + _END
)
_POINTS = re.compile(
    r"他们|她们|它们|这些|那些|这几|那几|这批|那批|这[二三四五六七八九十\d]+[个款种名位]|\b(?:they|them|their|theirs|those|these)\b"
)
_CORRECTS = re.compile(_START + r"(?:no,? )?(?:not |不是)[^,]+, ?(?:而?是|but )?[^,]+$")
_CUSTOMERS = re.compile(
    _START + r"(?:(?:客户|顾客|买家|客人)的|(?:of|from|by|for) (?:our |the )?(?:customers|buyers))" + _END
)
_RETURNS = re.compile(
    r"回来|回购|复购(?!率)|回头(?!客)|又[来买]|再[来买下]|还[在来]*买|还来|\b(?:c[ao]me|coming) back\b|\b(?:bought|buy|ordered|order|returned) again\b|\breturned\b|\bback again\b"
)
_WHO = re.compile(r"客户|顾客|买家|客人|老客|新客|\b(?:customers|buyers|clients|shoppers)\b")
_GOODS = re.compile(
    r"\bwhat (?:did|do|have) (?:they|these|those)(?: \w+)? (?:buy|bought|order|ordered|purchased?|get|got)\b"
)
_DIFFERENCE = re.compile(
    r"[多少]卖了?多少|差了?多少|相差|差额|差距|[多少高低]了?多少(?!单|个|件|人)|\bdifference\b|\bhow (?:much|many) (?:more|less|fewer|higher|lower)\b|\bby how (?:much|many)\b"
)
_HAN = re.compile("[\u3400-\u9fff]")
LONGEST_POINTING = (9, 16)  # words, Han characters
_NTH = re.compile(
    _START
    + r"(?:第(?P<zh>[一二三四五六七八九十\d]+)[个名款]|(?:the )?(?P<en>first|second|third|fourth|fifth|top) (?:one|of them))"
)
_ORDINALS = {"top": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_PER_ORDER = re.compile(
    _START
    + r"(?:按|照)(?:订单|单数?|单量)(?:算|计|看|来|来算|来看)?"
    + _END
    + "|"
    + _START
    + r"(?:by|per|in) (?:the )?(?:number of )?orders?"
    + _END
)


def turn_in(text: str) -> str:
    """What a normalised message does to the one before it: "sum", "whole", "difference", "money", "others", "many", "add", "correct", or ""."""
    for turn, form in _WHOLE_MESSAGE:
        if form.match(text):
            return turn
    if _ADDS.search(text):
        return "add"
    return "correct" if _CORRECTS.match(text) else ""


def rows_wanted(text: str) -> int:
    """How many rows a message asks for that says nothing else: make it ten; 0 where it names no number."""
    found = re.search(rf"(?<![a-z\d]){_COUNT}(?![a-z\d])", text)
    if found is None:
        return 0
    return int(found[0]) if found[0].isdecimal() else english_number(found[0])


def asks_difference(text: str) -> bool:
    """Whether the amount between two figures is asked for: 差多少, how much more."""
    return _DIFFERENCE.search(text) is not None


def points_back(text: str) -> bool:
    """Whether a message points at those of the list before: their sales, who bought them, 他们花了多少.

    A long one may well have named them itself: customers who ..., and what did they spend.
    """
    short = len(text.split()) <= LONGEST_POINTING[0] and len(_HAN.findall(text)) <= LONGEST_POINTING[1]
    return short and _POINTS.search(text) is not None


def nth_in(text: str) -> int:
    """Which one of the list before is meant: 第一个每天卖多少, the second one in June; 0 for none."""
    found = _NTH.match(text)
    if found is None:
        return 0
    if found["en"]:
        return _ORDINALS[found["en"]]
    return int(found["zh"]) if found["zh"].isdecimal() else chinese_number(found["zh"]) or 0


def asks_for_goods(text: str) -> bool:
    """What did they buy: goods are asked for, not what they cost."""
    return _GOODS.search(text) is not None


def is_mere_noun(text: str) -> bool:
    """客户的: of customers, which every figure is; what is to be changed by it nobody could tell."""
    return _CUSTOMERS.match(text) is not None


def is_per_order(text: str) -> bool:
    """按单算: the rate before is to be counted in orders."""
    return _PER_ORDER.match(text) is not None


def tells_of_return(text: str) -> bool:
    """Whether a message asks who came back, and names nobody: those of the question before are meant."""
    return _RETURNS.search(text) is not None and _WHO.search(text) is None
