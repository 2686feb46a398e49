"""The grammar of time: token patterns that become one TIME token each, the longest pattern first.

The passes: numbers become years, months and quarters; those and the relative words become periods; a period and the
word for a part of it become that part; periods join into ranges; parts of the day and kinds of days narrow them. One set
of rules serves both languages, since only the words differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from brain.assistant.understanding.named import NAMED_RULES, SAME_DAY
from brain.assistant.understanding.narrowing import narrow
from brain.assistant.understanding.one_year import one_year
from brain.assistant.understanding.parts import part_rules
from brain.assistant.understanding.patterns import match
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.ranges import join_ranges, weekends
from brain.assistant.understanding.relative import RELATIVE_RULES, Rule
from brain.assistant.understanding.same_days import same_as_named
from brain.assistant.understanding.stretches import STRETCH_NAMED, STRETCH_PARTS
from brain.assistant.understanding.superlatives import PLACES
from brain.assistant.understanding.tokens import Kind, Token

# Of two rules for the same words the first wins.
RULES: tuple[Rule, ...] = (*STRETCH_NAMED, *NAMED_RULES, *RELATIVE_RULES)
INNER = frozenset({Kind.TOP, Kind.PART, Kind.NTHWEEK})


def reduce_times(tokens: Sequence[Token], today: date) -> list[Token]:
    """The tokens with every time expression reduced to one TIME token (its value a `When`)."""
    named = _named_parts(list(tokens), today)
    periods = _reduced(named, today, RULES)
    rules = (*STRETCH_PARTS, *part_rules())
    parts = _reduced(_reduced(periods, today, rules), today, rules)
    joined = one_year(same_as_named(join_ranges(weekends(parts, today), today), today), today)
    return [_ahead(token, today) for token in narrow(joined)]


def _ahead(token: Token, today: date) -> Token:
    """Marks a period that begins after today."""
    if token.kind != Kind.TIME or token.value.period.start <= today:
        return token
    return replace(token, value=replace(token.value, future=True))


def _reduced(tokens: list[Token], today: date, rules: Sequence[Rule]) -> list[Token]:
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        best = _longest(tokens, at, today, rules)
        if best is None or _belongs_before(tokens[at], done):
            done.append(tokens[at])
            at += 1
        else:
            end, when = best
            done.append(span(tokens[at:end], Kind.TIME, when))
            at = end
    return done


def _belongs_before(token: Token, done: Sequence[Token]) -> bool:
    """上个月前10天, 10月上旬: after a period these are parts of it, not of today's surroundings."""
    inner = token.kind in INNER or (token.kind == Kind.DAYWORD and token.text in SAME_DAY)
    return inner and bool(done) and done[-1].kind == Kind.TIME


def _longest(tokens: list[Token], at: int, today: date, rules: Sequence[Rule]) -> tuple[int, When] | None:
    best: tuple[int, When] | None = None
    for pattern, build in rules:
        hit = match(pattern, tokens, at)
        if hit is None or (best is not None and hit[0] <= best[0]):
            continue
        when = build(hit[1], today)
        if when is not None:
            best = (hit[0], when)
    return best


def span(tokens: Sequence[Token], kind: Kind, value: object) -> Token:
    """One token in place of several."""
    text = " ".join(token.text for token in tokens)
    return Token(kind, value, tokens[0].start, tokens[-1].end, text)


# --- first pass: numbers that name a year, a month or a quarter


def _named_parts(tokens: list[Token], today: date) -> list[Token]:
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        width, token = _named_part(tokens, at, done[-1] if done else None, today)
        done.append(token)
        at += width
    return done


def _named_part(tokens: list[Token], at: int, before: Token | None, today: date) -> tuple[int, Token]:
    here = tokens[at]
    follows_count = before is not None and before.kind in (
        Kind.PAST,
        Kind.REL,
        Kind.TOP,
        Kind.SUPER,
        Kind.BEST,
    )
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        before is not None
        and before.text in PLACES
        and following is not None
        and following.text.startswith("月")
    ):
        follows_count = False  # 第一名9月卖了几件
    if here.kind == Kind.YEARREL:
        return 1, span([here], Kind.YEARNO, today.year + here.value)
    if here.kind == Kind.REL and following and following.kind == Kind.UNIT and following.value == "year":
        if before is not None and before.kind == Kind.YEARNO:
            return 1, here
        return 2, span([here, following], Kind.YEARNO, today.year + here.value)
    if here.kind != Kind.NUM or follows_count:
        return 1, here
    return _number_with_unit(here, following)


def _number_with_unit(number: Token, unit: Token | None) -> tuple[int, Token]:
    if unit is not None and unit.kind == Kind.UNIT:
        pair = [number, unit]
        if unit.value == "year" and (1900 <= number.value <= 2200 or 10 <= number.value <= 99):
            return 2, span(pair, Kind.YEARNO, number.value + (2000 if number.value < 100 else 0))
        if unit.value == "year" and number.value < 10 and number.text[0] in "0零〇" and len(number.text) == 2:
            return 2, span(pair, Kind.YEARNO, 2000 + number.value)
        if unit.value == "month" and 1 <= number.value <= 12 and not unit.text.isascii():
            return 2, span(pair, Kind.MONTHNAME, number.value)
        if unit.value == "quarter" and 1 <= number.value <= 4 and not unit.text.isascii():
            return 2, span(pair, Kind.QUARTER, number.value)
        return 1, number
    if unit is not None and unit.kind == Kind.PART and unit.value[0] == "month" and not unit.text.isascii():
        return 1, span([number], Kind.MONTHNAME, number.value) if 1 <= number.value <= 12 else number
    if 1900 <= number.value <= 2200 and (unit is None or unit.kind not in (Kind.CLASSIFIER, Kind.DIM)):
        return 1, span([number], Kind.YEARNO, number.value)
    return 1, number
