"""Which place something has among those of its list: 蛋挞排第几, 小程序的订单数排第几位, "where does Germany rank".

Found only beside one of the shop's own names (one sign each, see `marking`). Without a figure it is asked of net sales, as
the best-selling is.
"""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Marks

_NAME = "[\ue000-\uf8ff]"
_LIST = r"(?:商品|菜品|菜|产品|单品|品类|类目|品牌|地区|国家|城市|省份?|渠道|门店|店|群)"
_AMONG = rf"(?:在)?(?:所有|全部|全店|各个?|整个|我们?店?)(?:的)?{_LIST}?(?:里面?|中|当中|里头)?|在{_LIST}(?:里面?|中|当中|里头)"
_PLACE = re.compile(
    rf"(?:{_AMONG})?(?:现在|目前|大概|能|是|又)?(?P<sold>卖得?的?|销售|生意)?(?:现在|目前|大概|能|是|又)?(?:排名?|排行|位列|位居|名列|名次)(?:在|到|是|得)*(?:第?几|多少)(?:名|位|个)?了?"
    rf"|(?:{_AMONG})?(?P<sold2>卖得?的?|销售)?(?:能|是)?(?:在)?第几(?:名|位)?了?(?=[?？。 呢啊]*$)"
    r"|(?:的)?(?:排名|名次)(?:是|有)?(?:怎么样|如何|怎样)(?=[?？。 ]*$)"
)
_PLACE_EN = re.compile(
    rf"(?:where|how high|how|what (?:place|position|rank)|which (?:place|position)) (?:does|did|do) (?:the |our )?(?P<name>{_NAME}) (?:rank|place|stand|come)(?: (?:in|by|for|on)(?: terms of)?)?(?![a-z])"
)
_OF_A_FIGURE = re.compile(
    r"(?<!倒)数(?!据)|[额量率价利]|退款|件数|单(?!品)|浏览|加购|客(?!户)|人数|(?<![a-z])(?:sales|orders|revenue|units|refunds?|rate|buyers|customers|views)(?![a-z])"
)


def standing_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text, names masked, without the words that ask for a place; they are marked."""
    found = _PLACE_EN.search(text)
    if found is not None:
        rest = f"{text[: found.start()]}{found['name']} {text[found.end() :]}"
        return _with_figure(rest, " net sales "), marks.with_(found[0], standing=True)
    found = _PLACE.search(text)
    if found is None or len(re.findall(_NAME, text)) != 1:
        return text, marks
    rest = f"{text[: found.start()]}{text[found.end() :]}"
    return _with_figure(rest, "净销售额"), marks.with_(found[0], standing=True)


def _with_figure(rest: str, figure: str) -> str:
    said = (
        rest
        if _OF_A_FIGURE.search(rest)
        else re.sub(r"(?P<end>[?？。 ]*)$", rf"{figure}\g<end>", rest, count=1)
    )
    return re.sub(r" +", " ", said).strip()
