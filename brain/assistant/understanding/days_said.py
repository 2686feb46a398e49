"""Days without an order, days under a bar: said in the words of a day's figure, so that such days are counted as days are."""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Marks

_NUMBER = r"(?:[¥$£€￥]? ?\d[\d,.]*(?:万|千|百|k)?|[一二两三四五六七八九十百千万]+)(?:元|块钱|块|镑|英镑|美元|欧元)?"
_BY_DAYS = re.compile(r"几天|哪天|哪一天|哪些天|哪几天|多少天|日子|天数|的天|有没有哪?天|有.{0,3}天(?!猫)")
_DAY_WORDS = re.compile(
    r"(?:一共|总共)?(?:有没有|有过|都有|有|是|在)?(?:几天|哪一天|哪些天|哪几天|哪天|多少天)(?:是)?|(?:的)?(?:日子|天数)(?:有(?:几天|哪些|多少)|是哪些)?|的天(?:数|有几天|有哪些)?"
)
_ASKED_FIRST = re.compile(r"几天|哪一天|哪些天|哪天|多少天")
_DAYS = re.compile(r"(?<![a-z])days?(?![a-z])")
_NONE_ZH = (
    r"(?:连)?(?:一|半)(?:张|个|笔)?(?:订单|单子|单|桌|笔|分钱|毛钱)(?:生意)?(?:都|也)(?:没有?|不曾|未)(?:有)?(?:卖出?|成交|接|开|出|来|进账|收|做成?|下)?(?:去|到|过|出)?(?:的)?"
    r"|(?:完全|根本|压根)?(?:没有?|无)(?:任何|一张|一个|一笔|一)?(?:订单|单子|单(?!价|品|独|笔最)|生意|人下单|人买东西|人买|客人下单|开张|开单|成交|营业额|销售额|出单|进账|生意做)(?:的)?"
    r"|(?:零|(?<![\d.])0)(?:订单|单|成交|销售|营业额|销售额)(?:的)?|没做成生意(?:的)?|(?:销售|营业)额(?:是|为)(?:零|0)(?:的)?|挂零(?:的)?|没开过?张(?:的)?"
)
_NONE = re.compile(_NONE_ZH)
_NO_PIECE = re.compile(
    r"(?:连)?(?:一|半)(?:件|份|个|瓶|盒|包|袋|只|双|罐)(?:都|也)?(?:没有?|未)(?:能)?(?:卖|售|销|出)(?:出去|掉|出|动|了|过)*(?:的)?"
)
_UNDER_ZH = (
    re.compile(
        rf"(?:都)?(?:没有?|未能?)(?:能)?(?P<verb>卖|做|收|营业|过|达|超|突破|破|够)(?:到|过|够|满|上|出)?(?:了)?(?P<n>{_NUMBER})(?:的)?"
    ),
    re.compile(rf"(?:卖|做|收|营业额|流水)(?P<verb>)(?:不到|不足|不满|不够)(?P<n>{_NUMBER})(?:的)?"),
)
_OVER_ZH = re.compile(
    rf"(?:卖|做|收|营业额|流水|进账)(?:到|过|超过|超|破|满|了|上)+(?P<n>{_NUMBER})(?:以上)?(?:的)?"
)
_NONE_EN = re.compile(
    r"(?<![a-z\d.,])(?:(?P<verb>did|do|have|had|has|were|was|with|without|got|get|saw|took|take|received|made|make|no|are|is|when|where|there|we|i|our|shop) )?"
    r"(?<![\d.,])(?:(?:no|zero|without(?: any| an| a single)?|not (?:a|one)(?: single)?|0|not any) (?:orders?|sales?|bills?|invoices?|transactions?|customers bought|business|purchases?)(?: at all| whatsoever| in| come in| came in| coming in| were placed| placed| was made)*"
    r"|(?:not (?:a |one )?(?:sell|sold|take|taken) (?:anything|a thing|a single thing|a penny))"
    r"|(?:sold|sell|took|take|made|make) (?:absolutely )?(?:nothing|zero|no money|not a thing)(?: at all| whatsoever)?"
    r"|nobody (?:bought|ordered)(?: anything)?|no[- ]?one (?:bought|ordered)(?: anything)?|(?:was|were) nothing sold|nothing (?:was )?sold)(?![a-z])"
)
_MONEY = r"(?P<n>[£$€¥]? ?\d[\d,.]*(?: ?(?:k|grand|thousand|quid|pounds|dollars|euros|yuan))?)(?![\d,.]*\d)"
_UNDER_EN = re.compile(
    rf"(?<![a-z])(?:(?:did|do|have|had) )?(?:we |i |the shop )?(?:did not|didn't|didnt|don't|do not|never|fail(?:ed)? to|not) (?:even )?(?:make|reach|hit|break|get to|take|do|sell|bring in|top|pass|clear|manage)(?: over| more than| at least)? {_MONEY}(?! orders?| units?| bills?| pieces?| items?)"
)
_DID_EN = re.compile(
    rf"(?<![a-z])(?:(?:did|do|have|had|has) )?(?:we |i |it |the shop )?(?:make|made|take|took|taken|do|did|done|sell|sold|gross|grossed|turn over|turned over|bring in|brought in|hit|break|broke|broken|top|topped|pass|passed|clear|cleared|beat|reach|reached) (?P<cmp>over|more than|above|at least|under|less than|below)? ?{_MONEY}(?! orders?| units?| bills?| pieces?| items?| times?)"
)
_DAYS_OVER = re.compile(
    rf"(?P<days>(?<![a-z])days(?: that| which| when)?(?: were| was| are)?) (?P<cmp>over|above|under|below|topping|beating|exceeding) {_MONEY}(?! orders?| units?| bills?| pieces?| items?| old| times?| ago)(?![a-z0-9])"
)
_WERE = re.compile(
    rf"(?<![a-z])(?:were|was|are|is|came in|fell|stayed|ended) (?:at )?(?P<cmp>over|above|under|below) {_MONEY}(?! orders?| units?| bills?| pieces?| items?| customers?)"
)
_CMP = {"topping": "over", "beating": "over", "exceeding": "over"}


def days_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text in which a day without any order has no orders, and one under a bar sales below it."""
    if _BY_DAYS.search(text) and not _DAYS.search(text):
        return _chinese(text, marks)
    if _DAYS.search(text):
        return _english(text, marks)
    return text, marks


def _chinese(text: str, marks: Marks) -> tuple[str, Marks]:
    found = _NONE.search(text)
    if found is not None:
        return _put(text, found, "订单数等于0"), marks.with_(found[0], ever=_any_zh(text))
    found = _NO_PIECE.search(text)
    if found is not None:
        return _put(text, found, "销量等于0"), marks.with_(found[0], ever=_any_zh(text))
    for pattern in _UNDER_ZH:
        found = pattern.search(text)
        if found is not None:
            op = "不超过" if found["verb"] in ("过", "超", "突破", "破") else "低于"
            return _put(text, found, f"净销售额{op}{_money_zh(found['n'])}"), marks.with_(
                found[0], ever=_any_zh(text)
            )
    found = _OVER_ZH.search(text)
    if found is None:
        return text, marks
    over = "超过" if re.search("超|破|过", found[0]) else "至少"
    return _put(text, found, f"净销售额{over}{_money_zh(found['n'])}"), marks.with_(
        found[0], ever=_any_zh(text)
    )


def _english(text: str, marks: Marks) -> tuple[str, Marks]:
    found = _NONE_EN.search(text)
    if found is not None:
        return _at_the_end(text, found, "orders equal to 0"), marks.with_(found[0], ever=_any(text))
    for pattern, compared in ((_UNDER_EN, "under"), (_DAYS_OVER, ""), (_DID_EN, ""), (_WERE, "")):
        found = pattern.search(text)
        if found is None:
            continue
        how = compared or str(found.groupdict().get("cmp") or "over")
        condition = f"net sales {_CMP.get(how, how)} {found['n']}"
        return _at_the_end(text, found, condition), marks.with_(found[0], ever=_any(text))
    return text, marks


def _at_the_end(text: str, found: re.Match[str], condition: str) -> str:
    """The condition behind everything else: before the name of a month its number would be a day."""
    days = found.groupdict().get("days") or ""
    rest = f"{text[: found.start()]} {days} {text[found.end() :]}".strip(" ?.!")
    return re.sub(r" +", " ", f"{rest} with {condition}")


def _any(text: str) -> bool:
    return (
        re.search(
            r"(?<![a-z])(?:any|ever|all|every) days?|(?<![a-z])(?:ever|at all times)(?![a-z])|^(?:list |show me )?days ",
            text,
        )
        is not None
    )


def _any_zh(text: str) -> bool:
    return re.search(r"有没有哪|有过|曾经", text) is not None


def _money_zh(number: str) -> str:
    return number if re.search(r"[元块镑]|美元|欧元", number) else f"{number}元"


def _put(text: str, found: re.Match[str], condition: str) -> str:
    """The days, and the condition behind them."""
    if _ASKED_FIRST.search(text[: found.start()]):
        return text[: found.start()] + condition + text[found.end() :]
    rest = _DAY_WORDS.sub("", f"{text[: found.start()]}{text[found.end() :]}")
    rest = re.sub(r"[?？。!]|(?:是|有|的|都)+$", "", re.sub(r"[,， ]+(?:是|都)?(?:有)?$", "", rest))
    return f"{rest}哪几天{condition}"
