"""A goal to clear stock, said in one sentence: 本月清冬装库存, 这个月把童装清仓, this month: clear winter stock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.reading import read

_ASKS = re.compile(
    r"[?？吗呢]|怎么|如何|多少|哪|什么|为什么|几|\bhow\b|\bwhat\b|\bwhich\b|\bshould\b|\bwhy\b", re.IGNORECASE
)
_TIME = r"(?:本月|这个月|这月|当月|下个月|下月|\d{1,2}月(?:份)?|月底前?|本月底前?|this month|next month|by the end of (?:the|this) month|in [a-z]+)"
_ZH = (
    re.compile(
        r"(?:清掉|清完|清空|清理|清一清|清一下|清|消化|处理掉?|甩卖)(?P<what>.{1,20}?)(?:的)?(?:库存|存货|尾货|积压|货底)"
    ),
    re.compile(
        r"(?:把|将)?(?P<what>.{1,20}?)(?:的)?(?:库存|存货|尾货)?(?:清仓|清货|清库存|清掉|清完|清空|卖光|卖完)"
    ),
)
_EN = re.compile(
    r"\b(?:clear(?: out)?|sell (?:off|out)|get rid of|run down|liquidate)\b(?: all| the| our| my| of)*\s+(?P<what>[^,.;:]{2,40}?)(?:\s+(?:stock|inventory|leftovers?))?\s*$",
    re.IGNORECASE,
)
_AROUND = re.compile(
    rf"^(?:{_TIME}|目标|的|是|要|想|把|将|我|我们|先|(?:goal|the|our|is|to)\b|[:：,，\s])+|(?:{_TIME}|[:：,，。.!！\s])+$",
    re.IGNORECASE,
)
LISTS = ("category", "brand", "product")


@dataclass(frozen=True)
class Clearing:
    """Whose stock is to be cleared by the end of a month: `words` as said, and the shop's own names that they stand for."""

    month: date
    words: str
    dimension: str = ""
    values: tuple[str, ...] = ()


def clearing_in(message: str, names: NameIndex | None, today: date) -> Clearing | None:
    """The goal to clear stock that a sentence sets; None for a question, and where no month and no goal is spoken of."""
    text = message.strip()
    if _ASKS.search(text) or not re.search(rf"{_TIME}|目标|\bgoal\b", text, re.IGNORECASE):
        return None
    bare = _AROUND.sub("", text)
    found = next((hit for hit in (*(one.search(bare) for one in _ZH), _EN.search(bare)) if hit), None)
    if found is None:
        return None
    words = _AROUND.sub("", found["what"]).strip()
    if not words:
        return None
    month = today.replace(day=1)
    if re.search(r"下个?月|\bnext month\b", text, re.IGNORECASE):
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    named = re.search(r"(?<!\d)(\d{1,2})月", text)
    if named and 1 <= int(named[1]) <= 12:
        month = date(today.year + (int(named[1]) < today.month), int(named[1]), 1)
    dimension, values = _named(words, names, today)
    return Clearing(month, words, dimension, values)


def _named(words: str, names: NameIndex | None, today: date) -> tuple[str, tuple[str, ...]]:
    """The names that the words are, by the shop's lists: an exact name, or all names that have the words in them."""
    if names is None:
        return "", ()
    for _, hits in read(words, names, today).names:
        for dimension in LISTS:
            of_list = [hit for hit in hits if hit.dimension == dimension]
            spoken = [hit for hit in of_list if all(words.lower() in value.lower() for value in hit.values)]
            exact = [hit for hit in of_list if words.lower() in [value.lower() for value in hit.values]]
            chosen = exact or spoken
            if chosen:
                return dimension, tuple(dict.fromkeys(value for hit in chosen for value in hit.values))
    return "", ()
