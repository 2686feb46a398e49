"""A question in plainer words before it is read: short forms written out, and ways of asking whose words stand apart.

Only what says the very same is put in its place; everything else is left to the grammar.
"""

from __future__ import annotations

import re
from itertools import pairwise

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
# As they are typed at a desk.
SHORT_FORMS: tuple[tuple[str, str], ...] = (
    (r"avg\.?", "average"),
    (r"qty\.?", "quantity"),
    (r"pct\.?", "percent"),
    (r"rev\.?", "revenue"),
    (r"custs?\.?", "customers"),
    (r"amt\.?", "amount"),
    (r"mths", "months"),
    (r"mth", "month"),
    (r"wks", "weeks"),
    (r"wk", "week"),
    (r"yrs", "years"),
    (r"yr", "year"),
    (r"prods", "products"),
    (r"prod\.?", "product"),
    (r"w/o", "without"),
    (r"excl\.?", "excluding"),
    (r"incl\.?", "including"),
    (r"rn", "right now"),
    (r"thru", "through"),
    (r"b/w", "between"),
    (r"comp(?:ared)? w(?:ith|/)?", "compared with"),
    (r"n(?= )", "and"),
    (r"add-to-carts?(?: counts?| numbers?| actions?)?(?! rate| conversion|-)", "carts"),
    (
        r"(?P<unit>province|city|country|region|category|product|brand|channel|group|day|week|month|branch) by (?P=unit)",
        r"by \g<unit>",
    ),
    (r"(?:expressed )?in (?:a )?percentages?", "in percent"),
    (r"a (?:pound|quid)(?! of)", "£1"),
    (r"a (?:dollar|buck)(?! of)", "$1"),
    (r"a euro(?! of)", "€1"),
)
# Whose words stand apart from each other in the sentence.
TURNS: tuple[tuple[str, str], ...] = (
    (
        r"(?:(?<=^)|(?<=please )|(?<=kindly )|(?<=, ))state (?=the |our |all |my |gross|net|how|what|number|total|orders|sales|refunds)",
        "show ",
    ),
    (r"(?:in |for |during |over )?(?:the )?month of (?=" + _MONTH + r")", "in "),
    (r"(?<![a-z])(?P<now>" + _MONTH + r") on (?P<then>" + _MONTH + r")", r"\g<now> vs \g<then>"),
    (r"(?<![a-z])(?P<way>up|down) on (?=" + _MONTH + r"|last |the |yesterday|this |q[1-4])", r"\g<way> vs "),
    (
        r"(?P<from>(?:from|after) \d{1,2}(?::00)? ?[ap]\.?m\.?),? (?:till|until|to|through to) (?:close|closing|closing time|late|the end of the day)(?![a-z])",
        r"\g<from> onwards",
    ),
    (
        r"(?<![a-z])(?P<from>from|between) [a-z]+day,? (?P<one>\d{1,2}(?:st|nd|rd|th)?) (?P<to>to|and|until|till) [a-z]+day,? (?=\d)",
        r"\g<from> \g<one> \g<to> ",
    ),
    (r"(?:没有?|未|不)(?:使)?用(?:过|到|上)?(?:任何)?(?:优惠)?券的?", "不算用券的"),
    (r"(?:without|not using|with no) (?:any |a )?coupons?(?![a-z])", "excluding used coupons"),
    (
        r"how many (?:us |british )?(?:dollars|pounds|euros|yuan|quid|bucks)(?= (?:did|do|have|has|were|was|came|in)(?![a-z]))",
        "how much",
    ),
    (r"(?<=[上下元块])的大单", "的订单"),
    (
        r"(?:看|逛|浏览)(?:了|过)+(?:商品|东西)?(?:之后|以后|后)?(?:又|还|再|也|然后|最后|后来)+(?:买|下单|成交)(?:了|过)?的(?:人数|人|客户|顾客|客人)(?=有|是|多少|数|[?？]|$)",
        "看了又买的人数",
    ),
    (r"毛利(?:还)?剩(?:下|了)?多少", "毛利多少"),
    (
        r"(?<![a-z])(?:leav(?:e|ing)|strip(?:ping)?) (?P<what>(?!out)[a-z][a-z ]{1,30}?) (?:out|aside)(?![a-z])",
        r"excluding \g<what>",
    ),
    (r"(?<![a-z])on an? (?P<day>mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])", r"on \g<day>days"),
    (r"(?P<day>(?:\d{1,2}月)?\d{1,2}[号日])往后", r"从\g<day>起"),
    (r"没(?=[?？。.!！ ]*$)", ""),
    (r"百分之(?P<rate>\d+(?:\.\d+)?)", r"\g<rate>%"),
    (
        r"how (?:many days|long) (?:will|can|would|does|do|is|are) (?:the |our |my )?(?P<what>.{2,40}?)(?:'s)?(?: stock| inventory)? "
        r"(?:last|hold out|keep us going|cover us|be enough)(?: us)?(?: for)?(?: (?:at|with) .*)?(?=[?.!]|$)",
        r"days of stock of \g<what>",
    ),
    (
        r"(?P<what>[\u3400-\u9fff]{1,16}?)(?:的)?(?:库存|存货)?(?:还|大概|大约)?(?:能|够|可以)(?:再)?(?:卖|撑|顶|支撑|用)(?:多久|多少天|几天|多长时间)",
        r"\g<what>可售天数",
    ),
    (
        r"(?:扣掉|扣除|减去|减掉|除去|去掉|刨除|刨掉|抛去|扣了|减了)(?:退款|退货)(?:金额)?(?:之后|以后|后)?的?",
        "减退款后的",
    ),
    (
        r"(?:扣掉|扣除|减去|减掉|除去|去掉|刨除|刨掉|抛去|扣了|减了)(?:进货|商品|货品)?的?(?:成本|本钱)(?:之后|以后|后)?的?(?:还)?(?:剩下?|赚)?(?:多少)?",
        "毛利",
    ),
    (
        r"压(?:着|了|住|在货上)?(?:我们|我|咱们|咱)?(?:有)?多少(?:本钱|资金|成本|货款|钱)",
        "压了多少钱",
    ),
    (r"(?<![a-z])break(?:ing)? (?P<what>[a-z][a-z' ]{1,40}?) (?:down|up)(?![a-z])", r"breakdown of \g<what>"),
)
_SHORT = tuple((re.compile(rf"(?<![a-z0-9.]){form}(?![a-z0-9])"), whole) for form, whole in SHORT_FORMS)
_TURNS = tuple((re.compile(form), whole) for form, whole in TURNS)


_DAYS_LISTED = re.compile(r"(?P<month>\d{1,2}月)(?P<one>\d{1,2})[,、](?P<two>\d{1,2})(?P<unit>[号日])")
_MONTHS_LISTED = re.compile(
    r"(?<!\d)(?P<list>\d{1,2}(?:[,、]\d{1,2}){1,5})(?:月份?)?(?:这)?(?:[两三四五六]个|几个)?月(?!\d)"
)


def _as_stretch(match: re.Match[str]) -> str:
    """7、8、9三个月 are July to September; months that do not follow each other stay as they are."""
    months = [int(part) for part in re.split(r"[,、]", match["list"])]
    follow = all(after == before + 1 for before, after in pairwise(months)) and months[-1] <= 12
    return f"{months[0]}月到{months[-1]}月" if follow else match[0]


def _as_two_days(match: re.Match[str]) -> str:
    """8月27、28号 are two days on end; days apart stay as they are."""
    first, last = int(match["one"]), int(match["two"])
    return f"{match['month']}{first}{match['unit']}到{last}{match['unit']}" if last == first + 1 else match[0]


_BEFORE_A_DAY = re.compile(r"(?P<month>上个?月|本月|这个?月|当月)(?P<day>[1-9]\d?)[号日](?:之前|以前)")


def _as_first_days(match: re.Match[str]) -> str:
    """上个月15号之前 are the days from the first to the fourteenth of it."""
    last = int(match["day"]) - 1
    return f"{match['month']}1号到{last}号" if 1 < last <= 31 else match[0]


def plainer(text: str) -> str:
    """A normalised question in plainer words."""
    if re.search(r"[a-z]", text):
        for form, whole in _SHORT:
            text = form.sub(whole, text)
    text = _DAYS_LISTED.sub(_as_two_days, _MONTHS_LISTED.sub(_as_stretch, text))
    text = _BEFORE_A_DAY.sub(_as_first_days, text)
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return re.sub(r" +", " ", text).strip()
