"""The best month ever, a record day: of all of the data, in the words that the grammar has for it."""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Marks

_UNIT = r"(?P<unit>天|日子|日|周|星期|礼拜|个月|月份?|季度|年)"
_EVER_ZH = r"(?:历史上|史上|历史|有史以来|开店以来|开业以来|历来|从开店到(?:现在|如今|今天)|自?开业到(?:现在|如今)|从开店起?)"
_FORMS: tuple[tuple[str, str], ...] = (
    # 历史最好的一个月, 有史以来卖得最差的一天是哪天
    (
        rf"{_EVER_ZH}[,， ]*(?P<what>.{{0,8}}?最.{{1,3}}?的)(?:那|这)?(?:一)?{_UNIT}(?:是哪.{{0,3}}(?:天|日|周|月|年|星期|礼拜))?(?:呢|啊)?",
        r"有史以来\g<what>是哪\g<unit>",
    ),
    (
        rf"{_EVER_ZH}(?:的)?(?:销售|营业|业绩|日销|单日|单月)?(?P<what>最[高低])(?:的)?(?:记录|纪录|值)?(?:是)?哪{_UNIT}",
        r"有史以来\g<what>的是哪\g<unit>",
    ),
    (rf"{_EVER_ZH}[,， ]*(?=哪)", "有史以来"),
    (r"(?<=[\u3400-\u9fff])顶好", "最好"),
    # 销售额最高的一天是哪天
    (
        r"(?P<what>最.{1,3}?的)(?:那|这)?(?:一)?(?P<one>天|周|个月|月|年)(?:是|在)哪(?:一)?(?:天|周|个月|月|年)",
        r"\g<what>是哪\g<one>",
    ),
    (
        r"(?<![a-z])(?:our |the |my |a )*(?:all[- ]time )?record (?P<unit>day|week|month|quarter|year)(?:'s)?(?: ever| of all time)?(?![a-z])",
        r"best \g<unit> ever",
    ),
    (
        r"(?<![a-z])(?:our |the |my )*all[- ]time (?:best|high) (?P<unit>day|week|month|quarter|year)(?![a-z])",
        r"best \g<unit> ever",
    ),
    (
        r"(?<![a-z])(?P<most>best|worst|busiest|slowest|biggest|quietest|strongest|weakest) (?P<unit>day|week|month|quarter|year) (?:that )?(?:we've|we have|we|i've|i have|i) ?(?:ever )?(?:had|have|seen)(?: so far| to date| ever)?(?![a-z])",
        r"\g<most> \g<unit> ever",
    ),
    (
        r"(?<![a-z])(?P<most>best|worst|busiest|slowest|quietest|strongest|weakest) (?P<unit>day|week|month|quarter|year) (?:in (?:our|the shop's) history|on record|of all(?: time)?|since (?:we )?(?:opened|opening|the start|day one)|so far|to date)(?![a-z])",
        r"\g<most> \g<unit> ever",
    ),
)
_FORMS += (
    (
        r"(?<![a-z])(?:for |over |in )?the (?:whole|entire) (?:period|time)(?![a-z])|(?<![a-z])whole period(?![a-z])",
        "all time",
    ),
)
_PATTERNS = tuple((re.compile(form), whole) for form, whole in _FORMS)


def records_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text with records said as the best or the worst of all of the data."""
    for pattern, whole in _PATTERNS:
        text = pattern.sub(whole, text)
    return text, marks
