"""When something was sold first or last: the day of its first or last order."""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Edge, Marks

_FIRST_ZH = r"(?:第一[次回]|首次|头一?[次回]|最早(?:的?一[次回])?|最先)"
_LAST_ZH = r"(?:最近(?:的?一[次回])|最后(?:的?一[次回])|上一次|上次|上一回|上回|末次)"
_ASKS_ZH = r"(?:是在|是|在)?(?:什么时候|啥时候|哪一天|哪天|几时|何时|几月几[号日]|几[号日]|哪年哪月(?:哪日)?|哪个月哪天|多久以前|什么时间)(?:的|了)?"
_SOLD_ZH = r"(?:有人|有客人|有顾客|我们|店里)?(?:卖出去|卖出|卖掉|卖|售出|成交|出货|出单|下单买|下单|买走|购买|买|点|开单|有订单|有单)(?:过|了|到|的)?"
_ORDER_ZH = r"(?:一)?(?:单(?!价|品|量|数|笔|子?有几)|笔(?:订单|单子|单|交易|成交|生意)?|张(?:订单|单子|单)|个(?:订单|单)|订单(?!数|量))"
_COUNTS = re.compile(
    r"多少(?!天)|几[单笔个件人位款种]|谁|哪个|哪些|哪款|占|平均|客户|顾客|会员|每|环比|同比|首单|(?<![a-z])(?:how many|how much|who|which|customers|average|share)(?![a-z])"
)
_FIRST = r"(?:very )?(?:first|earliest)"
_LAST = r"(?:very )?(?:last|latest|most recent|most recently|final)"
_SOLD = r"(?:sell|sold|selling|ship|shipped|buy|bought|order|ordered|purchase|purchased)"
_ANYONE = r"(?:we|i|they|you|someone|somebody|anyone|anybody|people|a customer|any customer|customers)"
_THING = r"(?:sales?|orders?|purchases?|transactions?|invoices?|bills?)"
_ZH: tuple[tuple[str, str], ...] = tuple(
    (end, form)
    for end, word, order in (
        ("first", _FIRST_ZH, r"(?:最早|第|最先|首)"),
        ("last", _LAST_ZH, r"(?:最近|最后|最新|上)"),
    )
    for form in (
        rf"(?:是)?{_ASKS_ZH}{word}{_SOLD_ZH}(?:出去|掉)?(?:的)?",
        rf"{word}(?P<gap>(?:有人|有客人)?(?:在)?[\ue000-\uf8ff]?(?:有人)?){_SOLD_ZH}",
        rf"{order}的?(?:那|这)?(?:一)?{_ORDER_ZH}(?:订单|生意)?",
    )
)
_EN: tuple[tuple[str, str], ...] = tuple(
    (end, form)
    for end, word in (("first", _FIRST), ("last", _LAST))
    for form in (
        # when did we sell the first one, when was it last ordered
        rf"(?<![a-z])(?:when|what day|what date|which day|on what day|on which day|on what date) (?:did|do|have|has|was|were|is|had) (?:{_ANYONE} )?(?:ever )?{_SOLD} (?:the |our |a |their )?{word}(?: ones?| units?| pieces?| orders?| sales?)?(?: of| for| from)?",
        rf"(?<![a-z])(?:when|what day|what date|which day|on what day|on which day) (?:did|do|have|has|had) {_ANYONE} {word} (?:ever )?{_SOLD}(?: any| a| an| one| the)?(?: of)?",
        rf"(?<![a-z])(?:when|what day|what date|which day|on what day|on which day) (?:did|do|have|has|had) {_ANYONE} (?:get|got|have|had|see|saw|receive|received|take|took|make|made) (?:the |our |a |their )?{word} {_THING}(?: of| for| from| in)?",
        rf"(?<![a-z])(?:when|what day|what date|which day) (?:was|is|were|did|has|have|had) (?P<mid>[^?.,]{{1,60}}?) {word} (?:been )?{_SOLD}",
        rf"(?<![a-z])(?:when|what|what day|what date|which day)(?: was|'s| is| were|s) (?:the |our |my )?(?:date of (?:the |our )?)?{word} (?:time (?:{_ANYONE} )?(?:ever )?{_SOLD}|{_THING})(?: date| day)?(?: (?:of|for|from|with|in|by|placed|was)(?= ))?",
        rf"(?<![a-z])(?:the )?(?:date|day) of (?:the |our |my )?{word} {_THING}(?: (?:of|for|from))?",
        rf"(?<![a-z])(?:the |our |my )?{word} (?:order|sale|purchase|invoice) date(?: (?:of|for|from))?",
        rf"(?<![a-z])(?:the |our |my )?{word} time (?:{_ANYONE} )?(?:ever )?{_SOLD}(?: any| a| an| one| the)?",
        rf"(?<![a-z])(?:the |our |my )?{word} (?:order|sale|purchase)(?: ever)? (?:of|for|from|in)(?= )",
        rf"^(?:the |our |my )?{word} (?:order|sale|purchase)(?: ever| on record)?(?=[?.! ]*$)",
    )
)
_PATTERNS_ZH = tuple((end, re.compile(form)) for end, form in _ZH)
_PATTERNS_EN = tuple((end, re.compile(form)) for end, form in _EN)
_LEFT_ZH = re.compile(_ASKS_ZH)
_NEEDS_WHEN = re.compile(r"[次回最]")
_TAIL = re.compile(r"(?:出去|卖出去)?的?(?:时间|日期|日子)|(?:距今|离现在)?(?:有)?多少天了?")


def firsts_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text without the words that ask when its first or last order was: what is left asks for the orders."""
    if re.search(r"[\u3400-\u9fff]", re.sub(r"[\ue000-\uf8ff]", "", text)):
        return _chinese(text, marks)
    return _english(text, marks)


def _chinese(text: str, marks: Marks) -> tuple[str, Marks]:
    asks = _LEFT_ZH.search(text)
    for end, pattern in _PATTERNS_ZH:
        found = pattern.search(text)
        if found is None:
            continue
        rest = text[: found.start()] + (found.groupdict().get("gap") or "") + text[found.end() :]
        rest = _TAIL.sub("", _LEFT_ZH.sub("", rest))
        if _COUNTS.search(rest) or not (asks or _alone(found[0], rest)):
            continue
        rest = re.sub(r"^有人|有人$|(?:是|在|的)(?=[?？。.!]*$)|^的", "", rest)
        return f"{rest.rstrip('?？。.! ')}订单数", _marked(marks, found[0], end)
    return text, marks


def _alone(found: str, rest: str) -> bool:
    """最近一次有人买X, 最早的一单: without a question of its own it asks when."""
    return (
        not re.search(r"[?？]|怎么|为什么|卖得|好不好|情况", rest)
        and len(rest) <= 24
        and bool(_NEEDS_WHEN.search(found))
    )


def _english(text: str, marks: Marks) -> tuple[str, Marks]:
    for end, pattern in _PATTERNS_EN:
        found = pattern.search(text)
        if found is None:
            continue
        kept = found.groupdict().get("mid") or ""
        rest = f"{text[: found.start()]} {kept} {text[found.end() :]}"
        rest = re.sub(
            r"(?<![a-z])(?:sold|ordered|bought|placed|a|an|any|ever|date|the)(?= |$|\?)|[?.!]", "", rest
        )
        if _COUNTS.search(rest):
            continue
        of = "from" if re.search(r" (?:from|in)$", found[0]) else "of"
        bare = re.sub(r" +", " ", rest).strip()
        joined = (
            f"orders {of} {bare}"
            if bare and not re.match(r"(?:in|on|from|of|for|since|during|last|this) ", bare)
            else f"orders {bare}"
        )
        return joined.strip(), _marked(marks, found[0], end)
    return text, marks


def _marked(marks: Marks, word: str, end: str) -> Marks:
    edge: Edge = "first" if end == "first" else "last"
    return marks.with_(word, edge=edge, ever=True)
