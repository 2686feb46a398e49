"""Weekends set against weekdays: two kinds of days are no two periods, but one breakdown, a day on average.

工作日 beside 周末 means Monday to Friday; alone it means the days that the state declared workdays.
"""

from __future__ import annotations

import re

_WEEKEND = r"(?:周末|双休日?|礼拜六日|周六、?周日|周六和周日|周六日|星期六、?星期[天日])"
_WEEKDAY = r"(?:工作日|平日里?|平时|平常|周中|非周末|上班日|周一[到至]周五|周间)"
_WITH = r"(?:和|跟|与|同|比|对比|相比|还是|或者|或|、|vs\.?|比起|比较)"
_OWN = r"(?:的(?P<figure>[^,，。?？]{2,8}?)|(?P<figure3>订单数?量?|单量|单数|销售额|营业额|流水|业绩|客单价|退款金额|退款率|退款|人数))?"
_TOGETHER = re.compile(
    rf"(?:是|在|比较|对比|每个|每)?(?:{_WEEKEND}{_OWN}[,，]? ?{_WITH} ?上?{_WEEKDAY}|{_WEEKDAY}(?:的(?P<figure2>[^,，。?？]{{2,8}}?))?[,，]? ?{_WITH} ?上?{_WEEKEND})"
    r"(?:相比|比起来|比较起来|比一比|比一下|对比一下|对比|比较|比)?[,，]? ?"
)
# What is left to ask once the two stand side by side.
_WHICH_IS_BETTER = re.compile(
    r"(?:到底|究竟)?(?:哪个|哪边|哪头|哪种|谁|哪天)?(?:的)?(?:时候)?(?:销量|销售额?|生意|卖得?|业绩|赚钱?|赚得?|卖的)(?:比较|更|要)?(?:好|多(?!少)|高|旺|强|火|差|少|低)(?:些|一些|一点|点|多少)?(?:吗|么|不|呢|吧)?"
    r"|(?:到底|究竟)?(?:哪个|哪边|哪头|谁)(?:比较|更|要)?(?:好|多(?!少)|高|旺|强|火|差|少|低)(?:些|一些|一点|点)?(?:吗|呢)?"
    r"|(?:到底|究竟)?(?:卖得?|生意|销售额?)?(?:差|高|低|多(?!少)|少)(?:了)?多少|(?:有|的)?(?:多大)?(?:差别|差距|区别|差异|不同)(?:有?多大|大不大|大吗|吗)?"
    r"|(?:卖得?|生意|销售)?(?:怎么样|如何|怎样)"
)
_EN_WEEKEND = r"(?:the |on |at |my |our )*week-?ends?(?: days?)?"
_EN_WEEKDAY = r"(?:the |on |at |in |during |normal |regular )*(?:week ?-?days?|working days|work ?days|business days|(?:rest of )?the week|mon(?:day)?s? (?:to|through|-) fri(?:day)?s?)"
_MORE = r"(?:busier|better|stronger|slower|worse|higher|quieter|lower|more|less|bigger)"
_EN_WITH = (
    r",? (?:versus|vs\.?|v\.?|and|or|than|against|compared? (?:to|with|against)|over|rather than|instead of"
    rf"|{_MORE} than)(?: (?:on|at|in|during))? "
)
_BETWEEN = r"(?: (?!and |or |than )[a-z0-9]+){0,4}?"
_EN_TOGETHER = re.compile(
    rf"(?:between |of )?(?<![a-z])(?:{_EN_WEEKEND}(?P<middle>{_BETWEEN}){_EN_WITH}{_EN_WEEKDAY}"
    rf"|{_EN_WEEKDAY}(?P<middle2>{_BETWEEN}){_EN_WITH}{_EN_WEEKEND})(?![a-z])"
)
_EN_BETTER = re.compile(
    r"(?:do|did|does) (?:we|i|the shop) (?:sell|make|take|earn|do) (?:more|better|less)(?: money| sales| business)?"
    rf"|(?:which|what)(?: one| of them)? (?:is|are|was|were|sells?|sold|does|did|do) (?:{_MORE}|best)|\b{_MORE}\b"
    r"|^(?:are|is|were|was|how (?:do|did))\b|\bcompare[sd]?\b"
    r"|what(?:'s| is| are) the differences?(?: in sales)?|which (?:sells?|sold|does|did) (?:more|better)"
)
_SIDE_BY_SIDE = re.compile(r"(?:做个?|的)?(?:对比|比较|相比|比对)(?:一下|分析)?")
BREAKDOWN_ZH, BREAKDOWN_EN = "按周末与平日", " by weekend or weekday "
BY_DAY_ZH, BY_DAY_EN = "日均销售额", " average daily sales "
_SUMS = re.compile(r"分别|各|总|合计|占|日均|平均|average|a day|per|total|each|respectively|share|daily")
_DAILY_ZH = ((r"净?销售额|营业额|流水|业绩", BY_DAY_ZH), (r"订单数?量?|单量", "日均订单数"))
_DAILY_EN = (
    (r"\b(?:net )?sales\b|\brevenue\b|\btakings\b|\bturnover\b", BY_DAY_EN),
    (r"\borders\b", " average daily orders "),
)
_A_FIGURE_EN = re.compile(
    r"sales|revenue|orders|takings|turnover|buyers|customers|refunds?|units|average|views|visitors"
)


def weekends_apart(text: str) -> str:
    """A normalised question with both kinds of days in the words of a breakdown; others stay as they are."""
    if "week" in text:
        return _in_english(text)
    match = _TOGETHER.search(text)
    if match is None:
        return text
    figure = match["figure"] or match["figure2"] or match["figure3"] or ""
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    rest = _SIDE_BY_SIDE.sub("", rest)
    asked = _WHICH_IS_BETTER.search(rest)
    if asked is not None:
        rest = f"{rest[: asked.start()]}{'' if figure else BY_DAY_ZH}{rest[asked.end() :]}"
    return f"{_in_days(rest + figure, _DAILY_ZH)}{BREAKDOWN_ZH}".replace("  ", " ").strip()


def _in_days(text: str, daily: tuple[tuple[str, str], ...]) -> str:
    """Five days sell more than two: a sum is set side by side as what a day takes, unless each sum is asked for."""
    if _SUMS.search(text):
        return text
    for form, whole in daily:
        text = re.sub(form, whole, text)
    return text


def _in_english(text: str) -> str:
    match = _EN_TOGETHER.search(text)
    if match is None:
        return text
    middle = match["middle"] or match["middle2"] or ""
    rest = f"{text[: match.start()]} {middle} {text[match.end() :]}"
    plain = _EN_BETTER.sub(" ", rest.strip())
    if not _A_FIGURE_EN.search(plain):
        plain = f"{BY_DAY_EN}{plain}"
    plain = _in_days(plain, _DAILY_EN)
    at = f"{plain.rstrip(' ?.')}{BREAKDOWN_EN}"
    return re.sub(r" +", " ", at).strip()
