"""The morning: told once a day at the owner's hour, tried again where a channel was down, never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from brain import mornings
from brain.actions.channels.fake import FakeChannel
from brain.bootstrap import Brain, open_brain
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from brain.kernel.i18n import Text
from brain.ledger.mornings import morning_of
from cards.kinds import AnyCard
from tests.cards.made_up import made_up_alert, made_up_card

DAY = date(2026, 11, 20)
ZONE_HOURS = 8
GREETING = Text(msg="Good morning.")
SHOP = Shop(id="lane", name="小鹿", zone="Asia/Shanghai", currency="CNY", language="zh")


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """A time of the shop's day as an instant."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=ZONE_HOURS)


@pytest.fixture
def brain(tmp_path: Path) -> Iterator[Brain]:
    """A home with one shop and a channel that tells the owner."""
    FakeChannel.received.clear()
    FakeChannel.tries.clear()
    brain = open_brain(tmp_path / "home", FixedClock(at(8)))
    make_shop(brain.parts.warehouse, SHOP, at(8))
    yield brain
    brain.close()


def greet(
    brain: Brain, when: datetime, url: str | None = "fake://ok", cards: list[AnyCard] | None = None
) -> str:
    """One turn of the scheduler at that time."""
    settings = brain.parts.settings
    settings.channels = {"me": url} if url else {}
    settings.push_channel = "me" if url else ""
    brain.parts.clock = FixedClock(when)
    shown = [made_up_alert(urgent=True), made_up_card()] if cards is None else cards
    return mornings.greet(brain.parts, SHOP, lambda: shown, lambda: GREETING)


def told() -> list[str]:
    return [message.text for messages in FakeChannel.received.values() for message in messages]


def test_nothing_before_the_hour_and_once_after_it(brain: Brain) -> None:
    """However often the scheduler turns, and after a restart too."""
    assert greet(brain, at(8, 29)) == ""
    assert told() == []
    assert [greet(brain, at(8, 30)), greet(brain, at(8, 31)), greet(brain, at(12))] == ["sent"] * 3
    assert len(told()) == 1
    assert greet(brain, at(8, 30, DAY + timedelta(days=1))) == "sent"
    assert len(told()) == 2


def test_what_is_told(brain: Brain) -> None:
    """How yesterday was, each card with what it may bring and its link, the urgent one marked, in the shop's language."""
    greet(brain, at(9))
    (text,) = told()
    first, *rest = text.splitlines()
    assert first == "小鹿 · 2026年11月20日"
    assert any(line.startswith("1. 紧急：") for line in rest)
    assert sum("/?card=" in line for line in rest) == 2
    assert sum("预计" in line for line in rest) == 2


def test_without_a_channel_or_without_cards_nobody_is_disturbed(brain: Brain) -> None:
    """The cards stand in the app; an empty morning is no news."""
    assert greet(brain, at(9), url=None) == "kept"
    assert greet(brain, at(9, 0, DAY + timedelta(days=1)), cards=[]) == "kept"
    assert told() == []


def test_a_channel_that_is_down_is_asked_again_and_then_given_up(brain: Brain) -> None:
    """After a minute, five and thirty more; not in between, and not for ever."""
    assert greet(brain, at(9), "fake://down") == "waiting"
    assert greet(brain, at(9), "fake://down") == "waiting"
    assert sum(FakeChannel.tries.values()) == 1, "not before its pause is over"
    for minutes in (2, 8, 40):
        state = greet(brain, at(9) + timedelta(minutes=minutes), "fake://down")
    assert state == "failed"
    assert greet(brain, at(12), "fake://down") == "failed"
    assert sum(FakeChannel.tries.values()) == 4
    assert greet(brain, at(12), "fake://ok") == "failed", "the day is over for it; tomorrow is another"


def test_a_channel_that_recovers_gets_it(brain: Brain) -> None:
    """Down once, then there: one digest."""
    assert greet(brain, at(9), "fake://flaky/1") == "waiting"
    assert greet(brain, at(9, 2), "fake://flaky/1") == "sent"
    assert len(told()) == 1


def test_where_nobody_knows_it_is_not_sent_again(brain: Brain) -> None:
    """The connection broke while it was handed over: it may have arrived."""
    assert greet(brain, at(9), "fake://maybe") == "uncertain"
    assert greet(brain, at(10), "fake://ok") == "uncertain"
    assert len(told()) == 1


def test_a_process_that_died_in_the_middle_does_not_tell_twice(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written down before it is handed over: the next process sees a try that never ended."""

    def die(*args: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(mornings, "_ended", die)
    with pytest.raises(KeyboardInterrupt):
        greet(brain, at(9))
    monkeypatch.undo()
    assert greet(brain, at(9, 10)) == "uncertain"
    assert len(told()) == 1


def test_an_unknown_channel_is_noted_and_does_not_stop_the_rest(brain: Brain) -> None:
    """A name that no channel has: the digest fails, its reason kept, and the scheduler goes on."""
    brain.parts.settings.push_channel = "nowhere"
    brain.parts.clock = FixedClock(at(9))
    assert mornings.greet(brain.parts, SHOP, lambda: [made_up_card()], lambda: GREETING) == "failed"
    with brain.parts.ledger.reading() as session:
        row = morning_of(session, SHOP.id, DAY)
        assert row is not None
        assert row.error is not None
        assert row.error["code"] == "no_channel"


def test_empty_means_never(brain: Brain) -> None:
    """An owner who wants no morning gets none."""
    brain.parts.settings.push_at = ""
    assert greet(brain, at(12)) == ""
