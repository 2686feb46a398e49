"""The second best, third, from the second to the fifth place: one place of a ranking, or a few from its middle."""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Marks
from brain.assistant.understanding.numerals import chinese_number

LOWEST = 200
_N = r"(?:[二两三四五六七八九十]{1,3}|\d{1,3})"
# The second week, the third time: no place of a ranking.
_NOT_A_PLACE = r"(?!个?(?:天|周|月|季|年|次|回|期|号|日|小时|星期|礼拜|代|段|批|版))"
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORD = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:nd|rd|th|st))"
_NUM = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,3}})"
_MOST = (
    r"best[- ]?selling|best|biggest|largest|highest|most|top[- ]selling|top|busiest|strongest|greatest|worst[- ]selling|worst"
    r"|lowest|smallest|slowest|weakest|poorest|least|fewest|quietest"
)
_MONTH_BEFORE = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? (?:the )?$|(?:on|since|until|from|by|before|after) the $"
)
_GROWS = r"(?= (?:drop|fall|rise|increase|decline|growth|gain|jump|change|loss|riser|faller|grower))"
_LISTED = r"products?|items?|dishes|dish|goods|customers?|clients?|buyers?|countr(?:y|ies)|regions?|categor(?:y|ies)|brands?|channels?|groups?|stores?|months?|days?|weeks?|hours?|sellers?|markets?|cit(?:y|ies)|provinces?"

_FORMS: tuple[tuple[str, str], ...] = (
    # from the second to the fifth
    (
        rf"(?:排名|排行|名次)?(?:在|是)?第(?P<a>{_N})[名位]?(?:到|至|-|~)第?(?P<b>{_N})[名位]?{_NOT_A_PLACE}",
        r"前\g<b>名",
    ),
    (rf"(?:排名|排行|名次)(?:在|是)?(?P<a>{_N})(?:到|至|-|~)(?P<b>{_N})[名位]?{_NOT_A_PLACE}", r"前\g<b>名"),
    (
        rf"(?<![a-z])(?:in )?(?:ranks?|ranked|ranking|places?|placed|positions?|numbers?|nos?\.?) (?:in )?(?P<a>{_NUM}|{_ORD}) ?(?:to|through|until|-|and) ?(?P<b>{_NUM}|{_ORD})(?![a-z0-9])",
        "top {b}",
    ),
    (
        rf"(?<![a-z])(?:the )?(?P<a>{_ORD})(?: place)? ?(?:to|through|until|-|and) ?(?P<b>{_ORD})(?: place)? (?:{_MOST})(?![a-z])",
        "top {b}",
    ),
    # one place, counted from below
    (rf"倒数第(?P<a>{_N})[名位]?{_NOT_A_PLACE}", "倒数第一"),
    # one place
    (rf"(?:排名|排行|排|位列|位居|排在|名列)(?:在|是)?第(?P<a>{_N})[名位]?{_NOT_A_PLACE}", "排第一"),
    (rf"第(?P<a>{_N})大(?=客户|顾客|买家|客人|会员)", "最好的"),
    (
        rf"第(?P<a>{_N})(?=好|高|多|大|强|畅销|热销|热卖|旺|火|受欢迎|忙|快|差|低|少|小|弱|慢|惨|贵|便宜|赚钱|能卖)",
        "最",
    ),
    (rf"(?<=.)第(?P<a>{_N})[名位]{_NOT_A_PLACE}", "第一"),
    (rf"(?<=.)第(?P<a>{_N})(?=的(?!天|周|月|季|年|次)|是|[,.?!]|$)", "第一"),
    (r"(?P<two>亚军)|(?P<three>季军)", "第一"),
    (
        rf"(?<![a-z])(?:the )?(?P<a>{_ORD})[ -](?P<most>{_MOST})(?![a-z])",
        "{most}",
    ),
    (
        rf"(?<![a-z])(?:came|come|comes|coming|ranked|ranks|placed|finished|finishes) (?:in )?(?:the )?(?P<a>{_ORD})(?: place)?(?![a-z])(?! (?:week|month|quarter|half|time|day|year))",
        "came top",
    ),
    (
        rf"(?<![a-z])(?:is|was|'s|are|were|sits|stands) (?:in |at |on )?(?:the )?(?P<a>{_ORD})(?: place)?(?= by | in terms| for | on |[?.,!]|$)",
        " was the highest",
    ),
    (rf"(?<![a-z])(?:number|no\.?|nr\.?|#) ?(?P<a>{_NUM}) (?=(?:{_LISTED})(?![a-z]))", "top 1 "),
)
_PATTERNS = tuple((re.compile(form), whole) for form, whole in _FORMS)
WITHOUT_A_FIGURE = {"排第一": "卖得最好", "第一": "卖得最好", "倒数第一": "卖得最差"}
_OF_A_FIGURE = re.compile(r"(?<!倒)数|[额量率价利退评]|件数|单(?!品)|浏览|加购|客(?!户)|人数|赚")
# Next after the best one, which is named.
_BEHIND = re.compile(
    r",? ?(?<![a-z])(?:right )?(?:after|behind|next to|following) (?:the )?(?P<name>[\ue000-\uf8ff]),?(?! to )"
)
_SECOND_TO = re.compile(r"(?:仅次于|紧跟在?)(?:了)?(?P<name>[\ue000-\uf8ff])(?:之?后面?)?")
_ABROAD = re.compile(r"(?<![a-z])(?:foreign|overseas|non-domestic|international) ?|海外|国外")


def places_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text, names masked, without the place that it names; the name that stands above is left to the caller."""
    behind = _SECOND_TO.search(text)
    if behind is not None:
        best = "第一" if _OF_A_FIGURE.search(text) else "卖得最好"
        text = f"{text[: behind.start()]}{best}{text[behind.end() :]}"
        return text, marks.with_(behind[0], place=(2, 2))
    for pattern, whole in _PATTERNS:
        found = pattern.search(text)
        if found is None:
            continue
        place = _place(found)
        if place is None or _MONTH_BEFORE.search(text[: found.start()]):
            continue
        whole = whole if _OF_A_FIGURE.search(text) else WITHOUT_A_FIGURE.get(whole, whole)
        said = found.expand(whole) if "\\g" in whole else whole.format(b=place[1], most=_most(found, text))
        rest = text[: found.start()] + said + text[found.end() :]
        return re.sub(r" +", " ", rest).strip(), marks.with_(found[0], place=place)
    return text, marks


def named_above(text: str) -> tuple[str, str]:
    """A text with a place, without the name that stands above it, and that name; "" for none.

    "Our second biggest foreign country after the UK" leaves it out instead: there it is not in the list.
    """
    found = _BEHIND.search(text)
    if found is None:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    if _ABROAD.search(rest):
        rest = re.sub(r"(?<![a-z])who(?:'s| is| was)(?![a-z])", "which is", _ABROAD.sub("", rest))
        return f"excluding {found['name']}, {rest}", ""
    return rest, found["name"]


def _place(found: re.Match[str]) -> tuple[int, int] | None:
    said = found.groupdict()
    if said.get("two") or said.get("three"):
        return (2, 2) if said.get("two") else (3, 3)
    first = _number(said["a"])
    last = _number(said.get("b") or said["a"])
    return (first, last) if 2 <= first <= last <= LOWEST else None


def _number(word: str) -> int:
    for words in (_ORDINALS, _NUMBERS):
        if word in words:
            return words.index(word) + 2
    digits = re.sub(r"(?:nd|rd|th|st)$", "", word)
    return int(digits) if digits.isdecimal() else 2 if word == "两" else chinese_number(word) or 0


def _most(found: re.Match[str], text: str) -> str:
    """Biggest and its like name no figure by themselves; the top does."""
    most = found.groupdict().get("most") or ""
    plain = most in ("biggest", "largest", "greatest") and not re.match(_GROWS, text[found.end() :])
    return "top" if plain else most
