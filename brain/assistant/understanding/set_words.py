"""The words in which customers are told by what they did: bought, not, only, again, since; each with the part it plays.

A sentence about customers as a set is read in these words alone. One that holds any other is not read here at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from brain.assistant.understanding.periods import last
from brain.assistant.understanding.thresholds import Bound
from brain.assistant.understanding.tokens import Kind, Token
from brain.facts.semantic.compile import find_metric


class Role(StrEnum):
    """What part a word plays in telling customers by what they did."""

    TIME = "time"
    NAME = "name"
    BOUND = "bound"
    FIGURE = "figure"
    BUY = "buy"
    SPEND = "spend"
    FIRST = "first"
    NOT = "not"
    ONLY = "only"
    AND = "and"
    BOTH = "both"
    BUT = "but"
    OR = "or"
    AGAIN = "again"
    SINCE = "since"
    UNTIL = "until"
    EVER = "ever"
    PEOPLE = "people"
    WHOSE = "whose"
    WITHIN = "within"
    COUNT = "count"
    LIST = "list"
    SHARE = "share"
    COMMA = "comma"
    FILLER = "filler"


@dataclass(frozen=True)
class Word:
    """A word with its part; `value` is the period, the name, the bound or the figure it stands for."""

    role: Role
    text: str
    value: Any = None


# Longest first within a role, so that 没有 is not 没 and an unexplained 有.
_WORDS: dict[Role, tuple[str, str]] = {
    Role.FIRST: (
        "头一回|第一回|头一单|头一笔订单|第一单|第一笔订单|新来的客人|新来的客户|新来的顾客|第一次下单|第一次购买|第一次来买|第一次来|第一次买|首次下单|首次购买|首次来买|首单|首购|头一次下单|头一次来|新客户|新顾客|新客",
        "first order was|first ordered|first bought|first purchased|first purchase was|first came|first shopped"
        "|placed their first order|made their first purchase|new customers|new buyers|whose first order was",
    ),
    Role.SHARE: (
        "占了百分之多少|占百分之多少|占百分之几|百分之多少|百分之几|占多少比例|占多大比例|占多大|有多大比例|多大比例|占比多少|占比是多少|占几成|有几成"
        "|占了|占|多少比例|比例是多少|比例多少|占比|比例|占多少|比率|几成",
        "how much of|what part of|what share of|what percentage of|what percent of|what proportion of|what fraction of|share of|percentage of|percent of"
        "|proportion of|% of|what %",
    ),
    Role.COUNT: (
        "有多少个|有多少位|有多少名|有多少|有几个|有几位|有几名|多少个|多少位|多少名|总数|人数|多少|几个|几位|几名|数量|几人",
        "how many of|how many|number of|the count of|count of|count",
    ),
    Role.LIST: (
        "有哪些|有哪几个|有哪几位|是哪些|哪些|哪几个|哪几位|都有谁|有谁|是谁|名单|列出来|列出|列一下|谁",
        "which|list|show me|name the",
    ),
    Role.PEOPLE: (
        "老客户|老顾客|老客|老主顾|主顾|回头客|个客户|位客户|个顾客|位顾客|个客人|位客人|客户们|客户|顾客|客人|会员|买家|用户|的人|个人|人群|人",
        "customers|customer|shoppers|buyers|people|clients|guests|persons|ones",
    ),
    Role.NOT: (
        "就再也没有|就再也没|从来没有|从来没|从没有|从没|再也没有|再也没|没有再|没再|没有|并没|没|未曾|未|不再|不",
        "did not|didn't|didnt|have not|haven't|havent|has not|hasn't|hasnt|never|without|not|no",
    ),
    Role.ONLY: ("就只|只是|只|仅仅|仅|光", "only|just|nothing but|exclusively"),
    Role.AGAIN: (
        "还剩下|还剩|剩下|又回来|又来|还来|还回来|回来过|回来了|回来的|回来|又来|又再|再次|重新|回头|再来|再|又",
        "came back to|came back|come back|coming back|been back|returned to buy|returned|return|again|back",
    ),
    Role.SINCE: (
        "后来就|打那以后|从那以后|自那以后|在那之后|那之后|在此之后|此后|之后|以后|后来",
        "since then|after that|afterwards|since|thereafter|later on|later|then",
    ),
    Role.BOTH: (
        "同时|既|并且|而且|也都|也|还|都|又都",
        "as well as|both|also|too|as well|still",
    ),
    Role.AND: ("以及|还有|和|跟|与|及", "and also|and|plus|&"),
    Role.BUT: ("但是|可是|但|却|而", "but|yet"),
    Role.OR: ("或者是|或者|或是|或", "either|or"),
    Role.UNTIL: ("以来|至今|到现在为止|之前就|之前已经|之前|以前就|以前", ""),
    Role.EVER: ("曾经|历史上|有史以来", "have ever|has ever|ever|at any time|all time"),
    Role.BUY: (
        "回购过|购买过|购买了|购买|买过了|买过|买了|买到|买|下过单|下了单|下单过|下单|点过|点了|消费过|消费了|消费|光顾过|光顾|来买过|来买|来过|来了|来|订购过|订购",
        "bought|buying|buys|buy|purchased|purchasing|purchases|purchase|placed an order|placed orders|placed|ordered|ordering|order"
        "|shopped with us|shopped|shop|came in|came|visited",
    ),
    Role.SPEND: (
        "花费|花了|花过|花|消费金额",
        "spent|spend|spending|brought in|bring in|contributed|contribute|worth",
    ),
    Role.WITHIN: (
        "里面|当中|之中|其中|里头|里|中",
        "of those|of them|of the|among the|among those|among|out of the|out of|of",
    ),
    Role.WHOSE: (
        "这些|那些|这批|那批|他们|她们|的",
        "that|with|who've|who'd|who are|who|who have|who had|who has|who did|have|has|had|did|do|does|were|are|was|is|their|those|these|'s",
    ),
    Role.COMMA: (",|，|、|;", ",|;"),
    Role.FILLER: (
        "我|到现在|在我们这里|在我们这儿|在我们这|在这里|当天|那天|你帮我|随便哪样|随便哪个|到目前为止|给店里带来|带来了|带来|随便|你算一下|来自于|来自|贡献了|贡献|请问一下|请问|麻烦|帮我|看看|看一下|看|查一下|查查|查|统计一下|统计|算算|算一下|一共|总共|在我们店|我们店|咱们店|店里|在店里|咱们|我们|我店|是多少|是|有|了|过|在|给|一下|吗|呢|啊|东西|商品|一起|\\?|？|\\.|。| ",
        "we got|we gained|got|um|uh|erm|is it|what|comes from|come from|came from|in our shop|from our shop|from us|with us|in the shop|in total|altogether|the|our|us|we|me|a|an|any|so far|at all|from|in|on|for|there|anything|something|it|to|please|can you tell|tell me|total|, |\\?|\\.| ",
    ),
}
LAPSES = frozenset({"day", "week", "month", "year"})
LATIN_SET = "a-z0-9"


# Whose life-cycle stage or first order it is changes with the order that is looked at; that is no thing bought.
OF_PEOPLE = frozenset({"customer", "buyer_type", "stage", "rfm", "cohort"})
RETURNING = frozenset(
    [
        *(
            "还剩下",
            "还剩",
            "剩下",
            "又回来",
            "又来",
            "还来",
            "还回来",
            "回来过",
            "回来了",
            "回来的",
            "回来",
            "回头",
            "再来",
        ),
        *(
            "came back to",
            "came back",
            "come back",
            "coming back",
            "been back",
            "returned to buy",
            "returned",
            "return",
        ),
    ]
)
COMING = frozenset({"来过", "来了", "来", "来买", "来买过", "came in", "came", "visited", "光顾", "光顾过"})
OF_THESE = frozenset(
    {"how many of", "what share of", "what percentage of", "what percent of", "what proportion of"}
    | {"what fraction of", "share of", "percentage of", "percent of", "proportion of", "% of"}
)
BUYING = frozenset(
    ("买过", "买了", "买到", "买", "购买过", "购买了", "购买", "bought", "buy", "buying", "purchased")
)
"""Verbs that ask for an object: without one of its own it is that of the doing before (bought in July, did not buy in August)."""
WHO = frozenset({"who", "who are"})
NEVER = frozenset({"从来没有", "从来没", "从没有", "从没", "从未", "never"})
SINCE_THEN = frozenset({"以来", "至今", "到现在为止"})
REGULARS = frozenset({"老客户", "老顾客", "老客", "回头客", "老主顾"})
PLACES = frozenset({"region", "channel", "group", "store"})
NEW_PEOPLE = frozenset({"新客户", "新顾客", "新客", "new customers", "new buyers"})


def _pattern() -> re.Pattern[str]:
    parts = []
    for role, (zh, en) in _WORDS.items():
        chinese = sorted(zh.split("|"), key=len, reverse=True)
        english = sorted((one for one in en.split("|") if one), key=len, reverse=True)
        words = [
            *chinese,
            *(rf"(?<![{LATIN_SET}]){one}(?![{LATIN_SET}])" if one[0].isalpha() else one for one in english),
        ]
        parts.append((role, words))
    flat = sorted(
        ((word, role) for role, words in parts for word in words), key=lambda pair: -_length(pair[0])
    )
    return re.compile("|".join(f"(?P<w{number}_{role}>{word})" for number, (word, role) in enumerate(flat)))


def _length(word: str) -> int:
    """The length of what a word matches, without the conditions on what stands around it."""
    return len(re.sub(r"\(\?<?!\[[^\]]*\]\)|\\", "", word))


_LEX = _pattern()


def words_of(text: str, tokens: Sequence[Token], today: date) -> list[Word] | None:
    """The sentence in these words; None where anything in it is none of them.

    `tokens` are the sentence's own, of which names, periods, conditions and figures (but people counted) are taken over. A
    figure gives way to a longer word of ours: 首单 is no 单.
    """
    taken = {start: (end, word) for start, end, word in filter(None, map(_taken, tokens))}
    taken |= {start: (end, word) for start, end, word in _lapses(text, tokens, today)}
    kept = [start for start, (_, word) in taken.items() if word.role != Role.FIGURE]
    found: list[Word] = []
    at = 0
    while at < len(text):
        end, word = taken.get(at, (at, None))
        if word is None or word.role == Role.FIGURE:
            match = _LEX.match(text, at, min((start for start in kept if start > at), default=len(text)))
            if match is not None and match.lastgroup is not None and match.end() > end:
                end, word = match.end(), Word(Role(match.lastgroup.split("_", 1)[1]), match[0])
        if word is None:
            return None
        if word.role != Role.FILLER:
            found.append(word)
        at = end
    return found


_AHEAD_OF_NOT = re.compile(r"\s*(?:以上|多)?(?:都|也|还|就)?(?:没|未)")
_FOR_SO_LONG = re.compile(r"(?:for|in)(?: over| more than| at least| the last| the past)?\s*$")


def _lapses(text: str, tokens: Sequence[Token], today: date) -> Iterator[tuple[int, int, Word]]:
    """超过60天没下单, have not ordered for 60 days: the last so many days, which nobody else would call a period."""
    for place, token in enumerate(tokens):
        if token.text == "半年":
            count, unit, first = 6, "month", place
        elif token.kind == Kind.UNIT and place and tokens[place - 1].kind == Kind.NUM:
            count, unit, first = int(tokens[place - 1].value), str(token.value), place - 1
        elif (
            token.kind == Kind.UNIT
            and place > 1
            and [t.kind for t in tokens[place - 2 : place]] == [Kind.NUM, Kind.CLASSIFIER]
        ):
            count, unit, first = int(tokens[place - 2].value), str(token.value), place - 2
        else:
            continue
        begun = first - 1 if first and tokens[first - 1].kind == Kind.CMP else first
        start = tokens[begun].start
        ahead = _FOR_SO_LONG.search(text[:start])
        start = ahead.start() if ahead else start
        when = last(count, unit, today) if unit in LAPSES else None
        if when is not None and (ahead or _AHEAD_OF_NOT.match(text[token.end :])):
            yield start, token.end, Word(Role.TIME, text[start : token.end], when)


def _taken(token: Token) -> tuple[int, int, Word] | None:
    """The stretch of a token that stands for something of the shop or the calendar."""
    if token.kind == Kind.TIME:
        return token.start, token.end, Word(Role.TIME, token.text, token.value)
    if token.kind == Kind.NAME:
        return token.start, token.end, Word(Role.NAME, token.text, token.value)
    if token.kind == Kind.THRESHOLD and isinstance(token.value, Bound):
        return token.start, token.end, Word(Role.BOUND, token.text, token.value)
    if token.kind == Kind.METRIC and find_metric(str(token.value)).grain != "customer":
        return token.start, token.end, Word(Role.FIGURE, token.text, str(token.value))
    return None
