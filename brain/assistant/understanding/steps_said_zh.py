"""One figure for each step of time, or for each grade, as it is said aloud: 一个礼拜报一个数, 一个钟头一个钟头看, 按金额大小分档.

Each of them says by what the figure is cut, in words among which a week, a number or an amount would be read by itself.
"""

from __future__ import annotations

import re
from typing import Final

_STEPS: Final = {
    "天": "每天", "日": "每天", "周": "每周", "礼拜": "每周", "星期": "每周", "月": "每月", "季度": "每季度", "季": "每季度",
    "小时": "每小时", "钟头": "每小时", "钟点": "每小时",
}  # fmt: skip
_UNIT = "|".join(_STEPS)
# 一个礼拜报一个数, 每周一个总数: 每周一 is no Monday there.
_ONE_FIGURE = re.compile(
    rf"(?:按|以|要)?(?:一|每一?)个?(?P<unit>{_UNIT})(?:就|只|要|给我?|报|出|列|来|算|说|记|汇总?|合)*(?:一个(?:总|合计|汇总)?(?:数字?|数目|数值)|个(?:总|合计)?数(?:字|目)?|一笔账|一行)(?![^,，。?？]{{0,2}}[商品群店省])"
)
# 一周一周看, 一个季度一个季度地.
_ONE_BY_ONE = re.compile(
    rf"(?<![第\d])(?:按|照)?一个?(?P<unit>{_UNIT})(?:接着?|挨着?)?一个?(?P=unit)(?:地|的|来|去)*(?:看|说|报|算|讲|数|过|排|摆|列(?:出来)?)*(?:的话|一下)?"
)
_TWICE = re.compile(r"(?<![一二三四五六日上下本这每第\d])(?:周周|月月|礼拜礼拜|季季)(?!末)")
_TWICE_AS = {"周": "每周", "月": "每个月", "礼": "每周", "季": "每季度"}
_DAY = r"(?:周|星期|礼拜)"
_SUM = r"(?:金额|钱数|价钱|钱|花费|消费额?|大小|多少)"
_ORDER = r"(?:一?[单笔桌张]|订单|单子?|账单|客单|每[单笔桌])"
_GRADE = r"(?:档次?|段|层|级别?|区间)"
_INTO = rf"(?:来|去)?(?:分(?:成)?(?:几个?|好几)?{_GRADE}|分(?:一下|开)?)"
_GOODS = r"(?:货|商品|东西|菜品?|产品|单品)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    (r"(?P<which>哪个|哪些|什么|按|每个?|各|各个|分)钟点", r"\g<which>小时"),
    (
        rf"(?<![上下这本每个]){_DAY}一(?:到|至|-|~)(?:{_DAY})?(?:日|天|末|七|周末)[,，]?(?:这七天)?(?:分别|各自?|每天|一天天)(?:都|是|有)?",
        "按星期几",
    ),
    (rf"按{_DAY}几(?:来)?(?:看|算|分)?[,，]?(?:哪一?天|{_DAY}几|哪个)(?:最|比较|更)?(?:好|旺|强|忙)", "哪个星期几卖得最好"),
    (r"以(?=(?:星期几|周几|礼拜几|天|日|周|月|季度|品类|渠道|品牌|省份?|门店|群)(?:来|为单位)?(?:分|看|算|划分|列))", "按"),
    (r"(?<=按)(?P<by>天|日|周|月|季度|季|小时|品类|渠道|品牌|门店|群)(?:来)?(?:报|说|讲|念)(?:一下|给我)?", r"\g<by>看"),
    # By what an order is worth, and by what the goods cost.
    (rf"{_GOODS}的?(?:按|照|依)(?:着)?(?:价钱|价格|单价|价位|售价|贵贱)(?:的)?(?:高低|大小|贵贱)?{_INTO}", "按价格带"),
    (
        rf"(?:按|照|依)(?:着)?(?:{_ORDER})?的?(?:金额|钱数|花费|消费额?|客单价?|大小|(?<=[单桌笔子])价钱)的?(?:大小|多少|高低)?{_INTO}(?:看|算|排|列)?",
        "按订单金额段",
    ),
    (rf"{_ORDER}(?:吃|花|消费)(?:了|掉)?多少钱?[,，]?(?:按|来|去)?分{_GRADE}(?:看|算|列)?", "按订单金额段"),
    (r"不同金额(?:大小)?的(?:订单|单子?)(?:各)?(?=有?(?:多少|几))", "按订单金额段"),
    (rf"(?<=订单金额段)(?P<mid>[^?？]{{0,4}})(?:每一?|各)个?{_GRADE}(?:里|各|都)*(?:有|是)?", r"\g<mid>"),
    (r"(?<=价格带)(?P<mid>[^?？]{0,4})(?:每一?|各)个?(?:档次?|段|价位|价格段)(?:里|各|都)*", r"\g<mid>"),
    (r"从?(?:最?便宜|低价)的?(?:往|到|至)最?(?:贵|高价)的?[,，]?(?=.{0,6}价[位格钱])", ""),
    (r"(?:各个?|每个?|不同)(?:价位|价钱|价格档次?|价格区间|价位区间|价位段)(?!的?(?:最|比))", "各价格段"),
)  # fmt: skip
_TURNS = tuple((re.compile(form), whole) for form, whole in TURNS)


def _step(match: re.Match[str]) -> str:
    return _STEPS[match["unit"]]


def by_steps(text: str) -> str:
    """A normalised Chinese question with its steps and grades in the words of a cut."""
    text = _ONE_FIGURE.sub(_step, text)
    text = _ONE_BY_ONE.sub(lambda m: m[0] if m["unit"] in "天日" else _step(m), text)
    text = _TWICE.sub(lambda m: _TWICE_AS[m[0][0]], text)
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return text
