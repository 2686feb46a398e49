"""The one on top of a list, and another figure of it: 哪天卖得最好，那天有多少单; "the best category and its refund rate".

Two questions, the second about what the first finds. Passed over, the pointer would leave another question that reads well.
"""

from __future__ import annotations

import re

_THE_ONE = re.compile(
    r"^(?:那么?|and |而|并且?|然后)?(?:它|他|她|其)(?![们他中余实])(?:的|在)?|那一?天|当天|那个?[周月]|(?<![a-z])(?:that one|its|it|that (?:day|week|month))(?![a-z])"
)
# Of one that was on top of a list: its refund rate, what it sold. "How much was it" asks for the figure again.
_OF_THE_ONE = re.compile(
    r"^(?:那么?|而|并且?|然后)?(?:它|他|她|其)(?![们他中余实])(?:的|在|卖|有|退|下|花|买|贡献|占)|(?:在?那一?天|当天|那个?[周月])"
    r"|(?<![a-z])(?:its|that (?:day|week|month|one|product|category|customer|region|branch)|(?:did|does|do|has) (?:it|that one) (?:have|has|had|get|got|see|sell|sold|make|made|bring|brought|take|took|place|order|buy|spend|do))(?![a-z])"
)
_FIGURES_ZH = r"(?:订单|单|退款|退货|客单|件|客户|顾客|人|毛利|浏览|加购|转化|复购|流水|销售额)"
_FIGURES_EN = r"orders|units|refunds?|refund rate|customers|buyers|average order value|aov|units sold|items"
_IN_ONE_BREATH: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?P<head>[^,，。?？]{2,24}?(?:最[高多好大低少差强弱]|第一)的?)(?:那|这|一|那一|这一)(?P<unit>天|周|个月)[,，]?(?:的|里|有|总共|一共)*"
            rf"(?P<tail>(?!是)[^,，。]{{0,6}}?{_FIGURES_ZH}[^,，。]{{0,8}})$"
        ),
        r"\g<head>是哪\g<unit>，那\g<unit>\g<tail>",
    ),
    (
        re.compile(
            rf"^(?:how many |how much |what (?:was|were|is) (?:the |our )?)?(?P<what>{_FIGURES_EN})(?: (?:did|do) (?:we|i) (?:get|have|see|take|sell|receive|ship))?"
            r" (?:on|in) (?:the|our) (?P<best>best|worst|top|highest|strongest|weakest)(?: (?:sales|selling|revenue))? (?P<unit>day|week|month)"
            r"(?P<when>(?: (?:of|in|this|last|during) [^?.]{3,30}?)?)(?P<end> *[?.]*)$",
            re.IGNORECASE,
        ),
        r"what was our \g<best> \g<unit>\g<when> by net sales, how many \g<what> that \g<unit>\g<end>",
    ),
)


def points_at_one(text: str) -> bool:
    """Whether a message speaks of the one that stood on top: 它的退款率, how many orders that day."""
    return _THE_ONE.search(text) is not None


def asks_of_the_one(text: str) -> bool:
    """Whether a clause asks for another figure of the one that the clause before it ranks first."""
    return _OF_THE_ONE.search(text) is not None


def taken_apart(question: str) -> str:
    """Orders on the best day of October, as the two questions it holds: which day it was, and that day's orders."""
    for form, whole in _IN_ONE_BREATH:
        if form.search(question):
            said = form.sub(whole, question)
            return re.sub(
                r"how many (?=refund rate|average order value|aov|refunds?\b)", "what was the ", said
            )
    return question
