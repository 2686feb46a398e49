"""Everyday turns: what belongs to two parts of a question and is said once, and what a shop says for a figure.

"8月下半月比上半月" names the month once; "卖了多少退了多少剩多少" are gross sales, refunds and net sales.
"""

from __future__ import annotations

import re
from typing import Final

_MONTH_ZH = r"(?:(?:去年|今年|\d{2,4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|上个?月|这个?月|本月)"
_PART_ZH = r"(?:[上下前后]半个?月|上旬|中旬|下旬|月[初底末中]|第[一二三四五]周|最后一周)"
_BESIDE_ZH = r"(?:比|和|跟|与|同|、|还是|对比|vs)"
_MONTH_EN = r"(?:(?:last|this|the same|the previous) month|(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})?)"
_PART_EN = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th|latter)(?: \d{1,2})? (?:half|week|ten days|days|weekend|third)|beginning|start|middle|end"
_BESIDE_EN = r"(?:vs|versus|with|to|against|than|and|or|compared (?:to|with)|on)"
_TOOK_ZH = r"(?:卖|收|进账|入账|进|做)(?:了|到|入)?(?:多少|几)(?:钱|块)?"
_GAVE_BACK_ZH = r"(?:又|还)?退(?:了|掉|款|货|出去)?(?:了)?(?:多少|几)(?:钱|块)?"
_LEFT_ZH = r"(?:最后|最终|实际|到底|真正|净|还|就)*(?:剩下?|到手|落袋|留下|落下|拿到|入袋|实收|净收|净得|进口袋)(?:了|的)?(?:多少|几)(?:钱|块)?"
_STOP = r"[,，、;； ]*(?:和|又|还有|以及)?"
_SOLD_EN = r"(?:sold|sell|take|took|taken|make|made|earned|earn|bring in|brought in|take in|took in)"
_BACK_EN = r"(?:refunded|refund|give back|gave back|given back|return|returned|pay back|paid back)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    # One month, two of its parts.
    (
        rf"(?P<month>{_MONTH_ZH})的?(?P<one>{_PART_ZH})(?P<middle>[^,，。?？]{{0,6}}?{_BESIDE_ZH})(?P<two>{_PART_ZH})",
        r"\g<month>\g<one>\g<middle>\g<month>\g<two>",
    ),
    (
        rf"(?P<one>{_PART_EN}) of (?P<month>{_MONTH_EN})(?P<middle>,? {_BESIDE_EN} )(?:its |the )?(?P<two>{_PART_EN})(?! of)(?! ?\()(?![a-z])",
        r"\g<one> of \g<month>\g<middle>\g<two> of \g<month>",
    ),
    (
        rf"(?P<one>{_PART_EN})(?P<middle>,? {_BESIDE_EN} (?:its |the )?)(?P<two>{_PART_EN}) of (?P<month>{_MONTH_EN})(?![a-z])",
        r"\g<one> of \g<month>\g<middle>\g<two> of \g<month>",
    ),
    (
        rf"(?P<one>\d{{1,2}}(?:st|nd|rd|th))(?P<middle> (?:and|vs|versus|with|against|or|compared (?:to|with)) (?:the )?)(?P<two>\d{{1,2}}(?:st|nd|rd|th)) of (?P<month>{_MONTH_EN})(?![a-z])",
        r"\g<one> of \g<month>\g<middle>\g<two> of \g<month>",
    ),
    (r"(?:同样|一样|相同)的?(?:那?几天|天数|日子|时间段?|时段|时候)", "同期"),
    (r"比一比(?=[,，?？。]|$)", "对比"),
    (r"前个月(?!份?[底初末中])", "前一个月"),
    (r"(?<![a-z])to (?:the )?(?P<unit>month|quarter|year|week)[- ]end(?![a-z])", r"to the end of the \g<unit>"),
    # Taken, given back, left.
    (rf"{_TOOK_ZH}{_STOP}{_GAVE_BACK_ZH}{_STOP}{_LEFT_ZH}", "成交额和退款金额和净销售额"),
    (rf"{_TOOK_ZH}{_STOP}{_GAVE_BACK_ZH}(?!率|[了的]?[人单笔])", "净销售额和退款金额"),
    (
        rf"how much (?:did (?:we|i|the shop) |was |were |have we |has been )?{_SOLD_EN},? (?:and |how much |did (?:we|i) |was |were |has been |have we |and how much )*{_BACK_EN}(?: to (?:customers|buyers))?(?![a-z])",
        "net sales and refunds",
    ),
    # All but some; the others are those that are left.
    (
        r"(?P<but>(?:除了|除开|除去|不算|不含|不包括|去掉|扣除|排除|剔除|刨去|抛开)[^,，。?？]{1,20}?(?:之外|以外|外)?[,，] ?)(?:其他|其余|其它|别的|剩下|余下)的?(?:地方|地区|省份|省市|省|城市|商品|产品|品类|渠道|菜品|菜|店|门店)的?(?!.*(?:分别|各|每|一个个|逐个|排))",
        r"\g<but>",
    ),
    # Shares and changes of a rate.
    (
        r"(?:what |which |how many |how much )?(?:percentage|percent|per cent|share|proportion|fraction|%) of (?:all |our |the |my )?(?:orders|bills|invoices) (?:that )?(?:had|have|has|got|with|saw|were|was|are|is|included?|involved?|ended in)(?: been)?(?: an?| any| some| a)? ?(?:refunds?|returns?|refunded|returned)(?![a-z])",
        "order refund rate",
    ),
    (
        r"(?:百分之多少|百分之几|多少比例|多大比例|几成)的?(?:订单|单子?|账单)(?:有|发生了?|出现了?|申请了?|产生了?)?(?:退款|退货|退了?款|被退)了?",
        "订单退款率",
    ),
    (r"(?:几|多少)个?百分点", "多少"),
    (r"(?<![a-z])(?:by )?how many (?:percentage |per cent |percent )?points (?:did|has|have|was|were)(?![a-z])", "how did"),
    (r"(?<![a-z])how much (?:did|has|have) (?P<what>(?:the |our )?[a-z ]{0,20}rate) (?P<way>change|rise|fall|drop|go up|go down|increase|decrease|grow|improve|move)", r"how did \g<what> \g<way>"),
    # Counts by other names.
    (r"(?<![a-z])(?:avg|average) orders? (?:per|a|each|every) day(?![a-z])", "average daily orders"),
    (r"走了(?:多少|几)(?![钱块万])", "卖了多少件"),
    (r"(?<![单订笔总])(?:卖出|售出|卖掉|卖的|销售)?的?(?:份数|件数|个数)(?=最|排|多|少|前)", "销量"),
    (
        r"how many (?P<what>customers|people|guests|diners|shoppers|clients|buyers) (?:who |that )?(?:visited|came|dined|ate|shopped|ordered|bought|came in|came back|were here)(?: us| here| in| with us)? (?P<n>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:times )?or more(?: times)?",
        r"how many \g<what> with at least \g<n> orders",
    ),
    (
        r"(?:which|what) (?P<what>customer|guest|person|client|buyer|shopper) (?:has |have )?(?:came|come|visited|dined|ate|shopped|ordered|bought)(?: in| here| with us| to us)? (?:the )?most(?: often| frequently| times)?(?![a-z])",
        "top 1 customer by orders",
    ),
    (
        r"(?:which|what) (?P<what>customers|guests|people|clients|buyers|shoppers) (?:have )?(?:came|come|visited|dined|ate|shopped|ordered|bought)(?: in| here| with us| to us)? (?:the )?most(?: often| frequently| times)?(?![a-z])",
        "top 5 customers by orders",
    ),
    (
        r"(?:what|how much) (?:do|did) (?:we|i|the shop) (?:take|make|sell|earn|bring in|turn over)(?: for| in)? on (?:an|the|a) (?:average|typical|normal|usual) (?P<day>weekend|weekday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: day)?",
        r"average daily sales on \g<day>s",
    ),
    (r"(?<![a-z])best single (?=day|week|month|order)", "best "),
    (r"的?(?:那|这|一|那一|这一)天(?:是|在)?(?:几月)?几[号日](?=[?？]|$)", "的是哪天"),
    (
        r"how many (?P<what>bills|orders|invoices|checks|tabs|tickets) (?:did|have) (?:we|i) (?:settled?|closed?|processe?d?|handled?|served?|rung up|ring up|completed?|done|do)(?: in| up| out)?(?![a-z])",
        r"how many \g<what>",
    ),
    (r"(?:food |product |goods )?costs? (?:percentage|percent|ratio|rate|%)|cost of (?:goods|sales) (?:percentage|ratio|%)", "cost rate"),
    # A question why, in the tone of a complaint.
    (
        r"怎么(?=(?:会|又|就|突然|一下子?|都|还|反而)?(?:比[^,，。?？]{1,10}?)?(?:[少跌掉降差低涨多]|下[降滑跌]|下来|变[少差低多])[了这那么]+)",
        "为什么",
    ),
)  # fmt: skip
_TURNS = tuple((re.compile(form), whole) for form, whole in TURNS)


def in_order(text: str) -> str:
    """A normalised question with what was said once for two parts said twice, and a shop's own words for a figure as that figure."""
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return text
