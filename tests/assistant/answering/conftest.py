"""The sample shop on a Friday, asked as its owner would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal

import pytest

from brain.assistant.ask import ask
from brain.assistant.host import Goal, Host
from brain.assistant.own_words import OwnWord
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from cards.answer.model import AnswerCard
from eval.shops import open_shop

TODAY = date(2026, 11, 20)
Asked = Callable[..., AnswerCard]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The sample shop's facts; its world is made once."""
    opened = open_shop("sample", tmp_path_factory.mktemp("sample"))
    assert not isinstance(opened, str)
    yield Facts(opened.warehouse, opened.shop, FixedClock(shop_instant(TODAY, time(12), opened.shop.zone)))
    opened.warehouse.close()


@pytest.fixture(scope="session")
def kept_names() -> NameCache:
    return NameCache()


@pytest.fixture
def asked(sample: Facts, kept_names: NameCache) -> Asked:
    """Ask the sample shop; earlier messages follow the question."""

    def put(question: str, *context: str, host: Host | None = None) -> AnswerCard:
        return ask(sample, question, context=context, names=kept_names, host=host)

    return put


class Desk:
    """What a house would keep: words and goals, in memory."""

    def __init__(self) -> None:
        self.words: list[OwnWord] = []
        self.goals: dict[date, Goal] = {}

    def host(self) -> Host:
        return Host(
            words=tuple(self.words),
            learn=self.words.append,
            goal=self.goals.get,
            set_goal=lambda goal: self.goals.__setitem__(goal.month, goal),
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def cents(card: AnswerCard) -> list[Decimal]:
    """The amounts of an answer's rows, its last column."""
    return [Decimal(str(row[-1])) for row in card.rows]
