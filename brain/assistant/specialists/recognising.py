"""Whether a message asks for several specialists' work, and what it wants of each of them.

A task leads to something to be sent: a product to pick or a time to keep, and a text. "Why did it fall, and what should I
do?" stays a question: it is answered part by part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from brain.assistant.messages import clauses_of, questions_in
from brain.assistant.specialists.state import JOBS, Job
from brain.assistant.specialists.time_said import looks_timed, time_said
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.reading import read

_WANTS: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in (
        (
            "analyse",
            r"为什么|为啥|为何|原因|怎么回事|咋回事|分析|(?:看看|看下|看一下|查查|查一下).{0,10}(?:跌|降|下滑|涨|少|差|情况|销售|生意|哪)"
            r"|\bwhy\b|\breasons?\b|\banaly[sz]e\b|\blook into\b|\bwhat (?:went wrong|happened)\b|\bfind out\b",
        ),
        (
            "choose",
            r"(?:挑|选|找|定)(?:出|一|两|几|\d|个|款|样|件|下|点){0,3}(?:合适的|适合的|好的|能推的|要推的)?(?:主推|爆|新)?(?:商品|产品|单品|品(?!类)|货|款)"
            r"|\b(?:pick|choose|select|find)\b.{0,25}\b(?:products?|items?|articles?|goods|something|best ?sellers?)\b",
        ),
        (
            "write",
            r"(?:写|做|出|拟|编|准备|搞|弄|来|起草)(?:出|好|个|一|两|条|篇|份|段|组|点|些|下){0,3}.{0,14}?(?:文案|推广|推文|海报|群发|消息|短信|朋友圈|文字|广告|推送)"
            r"|\b(?:write|draft|prepare|make|compose|create|do)\b.{0,30}?\b(?:posts?|texts?|cop(?:y|ies)|messages?|promotions?|promos?|campaigns?|ads?|newsletters?|captions?|mailings?|e-?mails?)\b",
        ),
        (
            "schedule",
            r"排到|排在|排期|排进|排上|定时|定在|定到|安排(?:到|在|上|好|发)|(?:今|明|后|大后)(?:天|日|早|晚)?.{0,10}(?:发(?!生|现)|推)|到时候发|发出去|发给(?:他们|顾客|客户|老客)"
            r"|\bschedul(?:e|ed|ing)\b|\bsend (?:it|them|this|that|out)\b|\bpublish\b|\bset (?:it|them) (?:for|up)\b|\bqueue\b|\bhave it go out\b|\bpost it\b",
        ),
    )
}
_HOW_TO = re.compile(
    r"(?:怎么|如何|怎样|咋)(?:写|发|做|排|选|挑|安排|定时)|\bhow (?:do|can|should|to)\b", re.IGNORECASE
)
# Customers picked by what they did or left undone: a task chooses its audience by what it promotes, and by nothing else.
_BY_HABIT = re.compile(
    r"(?:没来|没买|没下单|没有(?:来|买|下单)|未下单|未购买|没复购|流失|沉睡|沉默).{0,8}(?:老客|客户|顾客|客人|会员|人|买家)"
    r"|(?:老客|客户|顾客|客人|会员|买家).{0,8}(?:没来|没买|没下单|没有(?:来|买|下单)|流失|沉睡)"
    r"|\b(?:customers?|buyers?|people|shoppers?|clients?) (?:who|that) (?:have(?:n't)?|has(?:n't)?|had|did(?:n't)?|spent|bought|never|only)\b"
    r"|\b(?:lapsed|dormant|inactive|lost|silent|churned) (?:customers?|buyers?|shoppers?)\b",
    re.IGNORECASE,
)
SUBJECTS = ("product", "category", "brand")


@dataclass(frozen=True)
class Wanted:
    """A task: who works on it, in order, and what the message wants of each (as a person could have changed it)."""

    jobs: tuple[Job, ...]
    wishes: dict[str, dict[str, str]] = field(default_factory=dict)


def picks_customers(message: str) -> bool:
    """Whether a message wants a text for customers whom it picks by their habits; no task can do that."""
    wants = any(_WANTS[kind].search(message) for kind in ("write", "schedule"))
    return wants and _BY_HABIT.search(message) is not None


def task_in(message: str, names: NameIndex | None, today: date) -> Wanted | None:
    """The task that a message gives; None for a question, a wish for one text alone, or a question how to do it."""
    if _HOW_TO.search(message) or picks_customers(message):
        return None
    kinds = {kind for kind, pattern in _WANTS.items() if pattern.search(message)}
    leads_on = kinds & {"choose", "schedule"} and kinds & {"write", "schedule"}
    if not leads_on or len(kinds) < 2:
        return None
    clauses = [clause for question in questions_in(message) for clause in clauses_of(question)]
    asked, rest = _split(clauses)
    wishes: dict[str, dict[str, str]] = {}
    if asked:
        wishes["analyst"] = {
            "question": "，".join(asked) if any("一" <= c <= "鿿" for c in message) else ", ".join(asked)
        }
    named = named_in(rest, names, today)
    if named:
        wishes["chooser"] = {"product": named}
    spoken = _spoken(rest, today)
    if spoken:
        wishes["planner"] = {"at": spoken}
    jobs = tuple(job for job in JOBS if job != "analyst" or "analyse" in kinds)
    return Wanted(jobs, wishes)


def _split(clauses: Sequence[str]) -> tuple[list[str], list[str]]:
    """The clauses that ask something, from the first to the last of them, and those that want something done."""
    does = [any(_WANTS[kind].search(one) for kind in ("choose", "write", "schedule")) for one in clauses]
    asks = [bool(_WANTS["analyse"].search(one)) for one in clauses]
    asked: list[str] = []
    rest: list[str] = []
    for clause, doing, asking in zip(clauses, does, asks, strict=True):
        belongs = asking or (not doing and not rest and any(asks))
        (asked if belongs else rest).append(clause)
    return asked, rest


def _spoken(clauses: Sequence[str], today: date) -> str:
    """The words that say when; also those that mean to and could not be read, so that it is asked and not guessed."""
    for clause in clauses:
        if time_said(clause, today) is not None:
            return clause
    timed = [one for one in clauses if _WANTS["schedule"].search(one) and looks_timed(one)]
    return timed[0] if timed else ""


def named_in(clauses: Sequence[str], names: NameIndex | None, today: date) -> str:
    """The product, category or brand that is to be promoted, by the shop's own name; "" where none is named."""
    if names is None:
        return ""
    for clause in clauses:
        said = read(clause, names, today)
        guessed = {one.word for one in said.assumed}
        for wording, hits in said.names:
            for hit in hits:
                if hit.dimension not in SUBJECTS:
                    continue
                if wording not in guessed:
                    return str(hit.values[0])
                # 米粉 of four products with that word: the word is kept, and the best of them chosen. A slip of the
                # finger is no name here: a guess would be promoted.
                if len(wording) > 1 and all(wording in value.lower() for value in hit.values):
                    return wording
    return ""
