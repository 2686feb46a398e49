"""What customers did, while it is read, and how it is settled once a sentence is over: whose period it is, and of what."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from brain.assistant.understanding.customers_said import Doing
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import NameHit
from brain.kernel.evidence import Having


class AnotherQuestion(Exception):
    """The sentence asks something else, or says more than can be told of customers here."""


@dataclass
class OpenDoing:
    """A doing while it is read.

    `joined` is how its names are tied: "and", "or", or "" so far. `elided`: its verb asks for an object, said before;
    `implied`: there was no verb at all (last year's customers).
    """

    names: list[NameHit] = field(default_factory=list)
    whens: list[When] = field(default_factory=list)
    having: list[Having] = field(default_factory=list)
    negated: bool = False
    only: bool = False
    first: bool = False
    again: bool = False
    after: bool = False
    both: bool = False
    either: bool = False
    joined: str = ""
    implied: bool = False
    before: bool = False
    since: bool = False
    never: bool = False
    newcomers: bool = False
    elided: bool = False

    def modified(self) -> bool:
        """Whether anything was said of it yet."""
        return self != OpenDoing()


def settle(doings: Sequence[OpenDoing], *, zh: bool, everywhere: When | None, main: When | None) -> None:
    """Give each doing the period and the object that it shares with others. Raises AnotherQuestion where that is open."""
    for one in doings:
        if not one.whens and everywhere is not None and not (one.after or one.again or one.never):
            one.whens = [everywhere]
        if not one.whens and one.having and main is not None:
            one.whens = [main]  # August's sales of those with more than five orders: of five in August
    last = doings[-1]
    turned = last.again or last.first or (last.negated and len(doings) > 1 and not last.names)
    if not zh and last.whens and not turned:
        for one in doings[:-1]:
            if not (one.whens or one.having or one.never):
                one.whens = list(last.whens)
    for before, one in itertools.pairwise(doings):
        _settle_after(before, one)
    if any((one.after or one.again or one.first) and not one.whens for one in doings):
        raise AnotherQuestion


def _settle_after(before: OpenDoing, one: OpenDoing) -> None:
    """What a doing takes over from the one before it."""
    if one.elided and not (one.names or one.having or one.after or one.only):
        one.names, one.joined = list(before.names), before.joined
    if one.names and not one.negated:
        one.again = False  # 既买A又买B: 又 only adds
    if one.whens or (one.never and not one.after):
        return
    if one.first and len(before.whens) == 1 and not before.first:
        one.whens = list(before.whens)  # 双11下单的人有几个是头一回买
        return
    if one.after or one.again:
        came_later_some_time = one.again and not (one.after or one.negated)
        if len(before.whens) != 1 or came_later_some_time:
            raise AnotherQuestion
        one.after, one.whens = True, list(before.whens)
    elif len(before.whens) == 1 and not before.first:
        one.whens = list(before.whens)


def conditions_of(one: OpenDoing) -> list[Doing]:
    """A doing as conditions: of several things bought each is one, of several periods too. Raises AnotherQuestion."""
    having, whens = tuple(one.having), list[When | None](one.whens) or [None]
    if one.first and (one.names or one.having or one.negated or len(one.whens) != 1):
        raise AnotherQuestion
    if (one.before + one.after + one.since > 1) or (one.first and (one.before or one.after or one.since)):
        raise AnotherQuestion
    if len(whens) > 1 and not one.both:
        raise AnotherQuestion
    several = len(one.names) > 1 and one.joined == "and" and not one.only
    if several and (one.negated or having):
        raise AnotherQuestion  # not A and B: neither, or not both
    if len({hit.dimension for hit in one.names}) > 1 and not several:
        raise AnotherQuestion
    groups = [(hit,) for hit in one.names] if several else [tuple(one.names)]
    only = one.only and not having
    return [
        Doing(group, when, having, one.negated, only, one.first, one.after, one.before, one.since)
        for when in whens
        for group in groups
    ]


def shared_time(doings: Sequence[Doing]) -> When | None:
    """The one period that all doings agree on, None where they have none. Raises AnotherQuestion where they differ."""
    whens: list[When] = []
    for one in doings:
        if one.when is not None and one.when not in whens:
            whens.append(one.when)
    if all(one.first for one in doings):
        return None  # what those brought whose first order was in June: to this day
    timeless = any(one.when is None for one in doings)
    if len(whens) > 1 or (whens and timeless) or any(one.first or one.after or one.before for one in doings):
        raise AnotherQuestion
    return whens.pop() if whens else None
