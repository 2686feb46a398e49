"""The largest order, the three smallest ones: single orders as a ranking of order numbers by what was paid for them."""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Marks
from brain.assistant.understanding.numerals import chinese_number

HIGH, LOW = "high", "low"
SEVERAL = 10
_N = r"(?P<n>[一二两三四五六七八九十]|\d{1,3})"
_LARGE = r"(?:最大额?|最高|最贵|最多|金额最[大高]|最值钱)"
_SMALL = r"(?:最小|最低|最便宜|金额最[小低少])"
_ONE_ORDER = r"(?:单子|单(?!价|品|量|数|笔最|笔)|笔(?:订单|单子|单|交易|成交|买卖)?|张(?:订单|单子|单)|个(?:订单|单子|单)|订单(?!数|量)|桌)"
_MUCH = (
    r"(?:订单|单子)?(?:是|卖了?|有|花了?|付了?|收了?|能有|达到)*(?:多少钱|多少|几多|多大|几块钱)?(?:了|的)?"
)
_EVER = r"(?: (?:order|one|sale))?(?: (?:that )?(?:we|i)(?:'ve| have)? ever (?:had|got|received|taken|made|done|seen)| on record)?"
_NOUN = r"(?:orders?|transactions?|invoices?|purchases?|bills?|receipts?|tickets?)(?! (?:day|month|week|value band|size|number|volume|rate|count|date)s?(?![a-z]))"
_FORMS: tuple[tuple[str, str], ...] = (
    (HIGH, rf"(?:哪|那)(?:一)?{_ONE_ORDER}(?:的)?(?:金额|钱|实付|付款|卖得|消费)*{_LARGE}"),
    (LOW, rf"(?:哪|那)(?:一)?{_ONE_ORDER}(?:的)?(?:金额|钱|实付|付款|卖得|消费)*{_SMALL}"),
    (
        HIGH,
        rf"(?:单笔|一单|每单|一笔)(?:订单|里|中)?(?:当中|里面)?{_LARGE}的?(?:那|这)?(?:一)?(?:{_ONE_ORDER})?{_MUCH}",
    ),
    (
        LOW,
        rf"(?:单笔|一单|每单|一笔)(?:订单|里|中)?(?:当中|里面)?{_SMALL}的?(?:那|这)?(?:一)?(?:{_ONE_ORDER})?{_MUCH}",
    ),
    (HIGH, rf"(?:(?:金额|实付|付款|消费)?{_LARGE})的?(?:那|这)?{_N}?(?:个)?{_ONE_ORDER}{_MUCH}"),
    (LOW, rf"(?:(?:金额|实付|付款|消费)?{_SMALL})的?(?:那|这)?{_N}?(?:个)?{_ONE_ORDER}{_MUCH}"),
    (HIGH, rf"(?:前{_N}大)(?:的)?{_ONE_ORDER}{_MUCH}"),
    (
        HIGH,
        rf"(?<![a-z])(?:the |our |my )*(?:top )?(?P<m>\d{{1,3}}|two|three|four|five|ten)? ?(?:biggest|largest|highest[- ]value|highest|most expensive|top|priciest|dearest)(?: (?P<k>\d{{1,3}}|two|three|four|five|ten))? (?:single |individual |one-off )*{_NOUN}(?: values?| amounts?)?(?: by value| by amount)?{_EVER}",
    ),
    (
        LOW,
        rf"(?<![a-z])(?:the |our |my )*(?P<m>\d{{1,3}}|two|three|four|five|ten)? ?(?:smallest|lowest[- ]value|lowest|cheapest|tiniest)(?: (?P<k>\d{{1,3}}|two|three|four|five|ten))? (?:single |individual |one-off )*{_NOUN}(?: values?| amounts?)?(?: by value)?{_EVER}",
    ),
    (
        HIGH,
        rf"(?<![a-z])(?:the |our |my )*(?:biggest|largest) (?:single|individual|one-off) sales?{_EVER}(?![a-z])",
    ),
    (
        HIGH,
        r"(?<![a-z])(?:the )?most (?:that )?(?:anyone|anybody|someone|somebody|a customer|any customer|one customer)(?:'s| has| have| did)? ?(?:ever )?(?:spent|paid|spend)(?: with us)? (?:in|on) (?:a|one)(?: single)? (?:order|go|purchase|transaction|visit)",
    ),
)
_PATTERNS = tuple((end, re.compile(form)) for end, form in _FORMS)
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_AVERAGE = re.compile(r"平均|(?<![a-z])(?:average|mean|number of|how many)(?![a-z])")
_ASKED_MORE = re.compile(r"客单|(?:以上|以下|以内)的?大?单")


def single_orders(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text in which the largest or smallest orders are asked for as order numbers by gross sales."""
    if _AVERAGE.search(text) or _ASKED_MORE.search(text):
        return text, marks
    for end, pattern in _PATTERNS:
        found = pattern.search(text)
        if found is None:
            continue
        said = found.groupdict()
        named = said.get("n") or said.get("m") or said.get("k")
        count = _count(named) if named else SEVERAL if _plural(found[0]) else 1
        if not count:
            continue
        canonical = _written(found[0], end, count)
        rest = text[: found.start()] + canonical + text[found.end() :]
        return re.sub(r" +", " ", rest).strip(), marks.with_(found[0], single=True, ever=True)
    return text, marks


def _written(found: str, end: str, count: int) -> str:
    if found.isascii():
        return f" {'top' if end == HIGH else 'bottom'} {count} order numbers by gross sales "
    return f"成交额{'最高' if end == HIGH else '最低'}的{count}个订单号"


def _plural(found: str) -> bool:
    return bool(
        re.search(r"(?<![a-z])(?:orders|transactions|invoices|purchases|bills|receipts|tickets)", found)
    )


def _count(said: str) -> int:
    if said.isdecimal():
        return int(said)
    return _FEW.get(said) or (2 if said == "两" else chinese_number(said) or 0)
