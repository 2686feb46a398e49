"""Customers by the month of their first order, asked for in another period."""

from __future__ import annotations

import re

from brain.assistant.understanding.nouns import HOW_MANY_OF
from brain.assistant.understanding.sentence import Sentence
from brain.assistant.understanding.tokens import Kind

FIRST = re.compile(r"首|第一|头一|头回|first|acquired|joined")
SHORTEST_MONTH = 28


def read_cohort(s: Sentence) -> None:
    """5月第一次来买的那批人，10月还来买的有几个: customers by the month of their first order, in another period."""
    times = [i for i, token in enumerate(s.tokens) if token.kind == Kind.TIME]
    firsts = [
        i for i in s.all(Kind.METRIC) if s.tokens[i].value == "new_buyers" and FIRST.search(s.tokens[i].text)
    ]
    if len(times) != 2 or len(firsts) != 1 or s.all(Kind.VS, Kind.COMPARE, Kind.GROWTH):
        return
    near = [i for i in times if abs(i - firsts[0]) <= 1]
    when = s.tokens[near[0]].value if len(near) == 1 else None
    if when is None or when.unit != "month" or when.period.days < SHORTEST_MONTH:
        return
    if s.all(Kind.HOWMANY):
        s.said.who, s.said.people = False, True  # counted, not listed
    s.said.cohort = when.period.start.isoformat()
    again = [
        i for i in s.all(Kind.METRIC) if s.tokens[i].value in ("returning_buyers", "repeat_rate", "buyers")
    ]
    for i in again:
        s.said.people = s.said.people or HOW_MANY_OF.search(s.tokens[i].text) is not None
    s.used.update({near[0], firsts[0], *again})
