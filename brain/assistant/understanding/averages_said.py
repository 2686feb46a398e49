"""A week on average, 平均每个月, a typical Saturday: of which unit the average is told."""

from __future__ import annotations

import re
from datetime import date, timedelta

from brain.assistant.understanding.marks import OPEN_DAY, Marks
from brain.assistant.understanding.numerals import chinese_number
from brain.assistant.understanding.periods import months_before

UNITS = {
    **dict.fromkeys(("周", "星期", "礼拜", "week", "weekly"), "week"),
    **dict.fromkeys(("月", "month", "monthly"), "month"),
    **dict.fromkeys(("季度", "季", "quarter", "quarterly"), "quarter"),
    **dict.fromkeys(("年", "year", "yearly", "annual"), "year"),
}
_UNIT_ZH = r"(?P<unit>周(?![一二三四五六日天末])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|月|季度|年(?!级|龄|纪|终))"
_UNIT = r"(?P<unit>week|month|quarter|year)"
_EACH = r"(?:per|a|each|every|in a|for a|in each|for each|in every)"
# These are figures by themselves, and not of a week.
_OWN = r"(?! (?:order|basket|ticket|bill|check|price|selling|unit|rating|discount|spend|customer|transaction|cart|margin|days?|daily|purchase|item|value|lifetime)(?![a-z]))"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"平均(?:下来|算下来|一下)?(?:到|是)?(?:每|一|单)?个?{_UNIT_ZH}(?:大概|大约|能|可以|要|会)?", ""),
    (
        rf"(?<![这那上下近前后去今本第两三四五六七八九十\d])(?:每|一|单)个?{_UNIT_ZH}(?:大概|大约)?(?:平均|均)(?:下来|能|大概)?",
        "",
    ),
    (r"(?<![去今本这那上下])(?P<unit>周|月|季度?|年)均(?!衡|匀)", ""),
    (
        rf"(?<![这那上下近前后去今本第两三四五六七八九十\d])(?:每|一)个?{_UNIT_ZH}(?P<rest>[^,，。?？]{{1,14}}?)(?:的)?平均(?:值|数|水平)?(?:是多少|多少)?(?=$|[,，。?？])",
        r"\g<rest>",
    ),
    (
        rf"平均(?P<rest>[^,，。?？天日周单客件人均]{{0,10}})(?<![这那上下近前后去今本第两三四五六七八九十\d])每个?{_UNIT_ZH}",
        r"\g<rest>",
    ),
    (
        rf"(?<![a-z])(?:on |in |during |for )?(?:a|an|your|our) (?:typical|average|normal|usual|regular) {_UNIT}(?:'s)?(?! (?:to|ago|before))(?![a-z])",
        " ",
    ),
    (
        rf"(?<![a-z])(?:the )?(?:average|mean|typical) (?P<unit>weekly|monthly|quarterly|yearly|annual)(?![a-z]){_OWN}",
        " ",
    ),
    (
        rf"(?<![a-z])(?:our |the )?(?P<unit>weekly|monthly|quarterly|yearly|annual) (?:average|mean)(?: of| for)?(?![a-z]){_OWN}",
        " ",
    ),
    (rf"(?<![a-z]){_EACH} {_UNIT},? on average(?![a-z])", " "),
    (rf"(?<![a-z])on average,? (?P<rest>[^,?.]{{0,60}}?)(?<![a-z]){_EACH} {_UNIT}(?![a-z])", r"\g<rest> "),
    (rf"(?<![a-z])on average {_EACH} {_UNIT}(?![a-z])", " "),
    (
        r"(?<![a-z])(?P<unit>weekly|monthly|quarterly|yearly) (?P<rest>[a-z ]{3,30}?),? on average(?![a-z])",
        r"\g<rest> ",
    ),
    (
        rf"(?<![a-z])(?:the )?(?:average|mean)(?: number| amount)?(?: of)?{_OWN}(?P<rest> [^,?.]{{2,60}}?)(?<![a-z]){_EACH} {_UNIT}(?![a-z])",
        r"\g<rest> ",
    ),
    (rf"(?<![a-z])average(?:d|s)?{_OWN} (?P<rest>[^,?.]{{0,20}}?){_EACH} {_UNIT}(?![a-z])", r"\g<rest> "),
)
_PATTERNS = tuple((re.compile(form), whole) for form, whole in _FORMS)
_ON_OPEN_DAYS = re.compile(
    r"(?:按|只算|只看|就算)?(?:有(?:订单|单子|单|生意|成交|营业|开票|销售|开张|出单)的?(?:那些|每一?)?(?:日子|天数|天)|(?:开票|营业|开门|开张|成交|交易|出单)(?:的)?(?:日子|天数|日|天))"
    r"(?:里|中|当中|来?算|计算|的话)*[,， ]*(?:日均|(?:平均)(?:下来|到)?(?:每一?|一)[天日]|(?:每一?|一)[天日]平均)"
    r"|(?<![a-z])(?:per|a|each|every) (?:trading|open|business|sales) day(?![a-z])|(?<![a-z])(?:per|on|for) (?:the |each |every )?days? (?:with (?:any )?(?:orders|sales)|(?:that )?we were open|we traded)(?![a-z])"
)
_DAY_ZH = r"(?P<day>(?:周|星期|礼拜)[一二三四五六日天])"
_ON_DAYS: tuple[tuple[str, str], ...] = (
    (rf"平均(?:每|一)?个?{_DAY_ZH}", r"每\g<day>"),
    (rf"(?:每|一)?个?{_DAY_ZH}(?:一般|大概)?平均(?!每|一|客|单|价)(?:下来|能|大概)?", r"每\g<day>"),
    (
        r"(?<![a-z])(?:on |in |for )?(?:a|an|your|our) (?:typical|average|normal|usual|regular) (?P<day>mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])",
        r" on \g<day>days ",
    ),
)
_ON_DAYS_FOUND = tuple((re.compile(form), whole) for form, whole in _ON_DAYS)
_WHOLE = re.compile(
    r"(?:最近|过去|近|前|上)(?P<n>[一二两三四五六七八九十]|\d{1,2})个?(?:完整的?|整)个?(?P<unit>周|星期|礼拜|月)"
    r"|(?<![a-z])(?:the )?(?:last|past|previous) (?P<m>\d{1,2}|two|three|four|five|six|eight|ten|twelve) (?:full|whole|complete|entire) (?P<of>calendar )?(?P<one>week|month)s(?![a-z])"
)
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}


def averages_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text without the words that ask for an average of a week, a month or a weekday."""
    found = _ON_OPEN_DAYS.search(text)
    if found is not None:
        rest = re.sub(
            r"(?<![a-z])(?:on )?average,?(?: number of)?(?! order value)(?![a-z])", "", _put(text, found, " ")
        )
        return rest.strip(), marks.with_(found[0], per=OPEN_DAY)
    for pattern, whole in _ON_DAYS_FOUND:
        found = pattern.search(text)
        if found is not None:
            return _put(text, found, whole), marks.with_(found[0], a_day=True)
    for pattern, whole in _PATTERNS:
        found = pattern.search(text)
        if found is not None:
            return _put(text, found, whole), marks.with_(found[0], per=UNITS[found["unit"]])
    return text, marks


def whole_stretches(text: str, today: date) -> str:
    """最近四个整周, the last three full months, as the days that they are: whole ones that are over."""
    found = _WHOLE.search(text)
    if found is None:
        return text
    said = found["n"] or found["m"]
    count = _FEW.get(said) or (
        int(said) if said.isdecimal() else 2 if said == "两" else chinese_number(said) or 0
    )
    weekly = (found["unit"] or found["one"]) not in ("月", "month")
    end = today - timedelta(days=today.weekday()) if weekly else today.replace(day=1)
    start = end - timedelta(days=7 * count) if weekly else months_before(end, count)
    if not count or start is None:
        return text
    last = end - timedelta(days=1)
    days = f"{start}到{last}" if found["n"] else f" from {start} to {last} "
    return text[: found.start()] + days + text[found.end() :]


def _put(text: str, found: re.Match[str], whole: str) -> str:
    rest = text[: found.start()] + found.expand(whole) + text[found.end() :]
    return re.sub(r" +", " ", rest).strip()
