"""Sending, step by step: retries, failures, doubt, and what the owner can do about each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from brain.actions.channels.fake import FakeChannel
from brain.actions.commands import Accept, Cancel, ResolveUncertain, Retry
from brain.actions.decide import decide
from brain.actions.executor import InlineExecutor
from brain.actions.steps import SendSteps
from brain.actions.views import ExecutionView, execution_view, list_executions, list_posts
from brain.kernel.clock import FixedClock
from brain.kernel.errors import Refused
from brain.kernel.identity import Actor
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.attempts import attempts_of, start_attempt
from brain.ledger.executions import get_execution
from brain.ledger.store import Ledger
from brain.ledger.tables import CardRow, PostRow
from tests.actions.sample_card import SHOP, TEN, ZONE

Say = Callable[..., ExecutionView]


@pytest.fixture
def say(
    ledger: Ledger, owner: Actor, clock: FixedClock, settings: Settings, put_card: Callable[..., object]
) -> Say:
    """Carries out a command about `card_1`; the answer is an execution."""
    put_card()

    def carry_out(command: object) -> ExecutionView:
        view = decide(ledger, owner, command, clock, settings, ZONE)  # type: ignore[arg-type]
        assert view is not None
        return view

    return carry_out


@pytest.fixture
def look(ledger: Ledger, settings: Settings) -> Callable[[str], ExecutionView]:
    """The execution as it stands."""

    def read(execution_id: str) -> ExecutionView:
        with ledger.reading() as session:
            return execution_view(session, get_execution(session, execution_id), settings)

    return read


def posts(ledger: Ledger) -> int:
    """How many posts are visible."""
    with ledger.reading() as session:
        return session.scalar(select(func.count()).select_from(PostRow)) or 0


@pytest.mark.parametrize("channel", ["outbox", "ok", "flaky"])
def test_a_post_goes_out_once(
    say: Say, look: Say, inline: InlineExecutor, ledger: Ledger, channel: str
) -> None:
    """Whichever channel takes it, the post is visible once, the card is done and the reach is the audience's."""
    view = say(Accept("card_1", channel=channel))
    assert inline.submit(view.id)
    assert not inline.submit(view.id)
    done = look(view.id)
    assert done.state == "done"
    assert done.post is not None
    assert (done.post.reached, done.post.text, done.post.channel) == (80, view.text, channel)
    assert posts(ledger) == 1
    with ledger.reading() as session:
        assert session.get_one(CardRow, "card_1").state == "done"
        assert len(list_posts(session, SHOP)) == 1
        assert audit.broken_at(session) is None


def test_a_passing_failure_is_tried_four_times_then_said(
    say: Say, look: Say, inline: InlineExecutor, ledger: Ledger
) -> None:
    """A channel that stays down is tried once and three times more; then the owner reads why and may try again."""
    view = say(Accept("card_1", channel="down"))
    inline.submit(view.id)
    failed = look(view.id)
    assert (failed.state, failed.error_code) == ("failed", "channel_down")
    assert failed.error is not None
    assert failed.error.render("zh") == "连不上这个渠道。"
    assert FakeChannel.tries[view.id] == 4
    with ledger.reading() as session:
        assert [row.outcome for row in attempts_of(session, view.id)] == ["failed"] * 4
    assert posts(ledger) == 0


def test_a_refusal_is_not_repeated(say: Say, look: Say, inline: InlineExecutor) -> None:
    """A channel that says no is asked once."""
    view = say(Accept("card_1", channel="reject"))
    inline.submit(view.id)
    assert look(view.id).error_code == "channel_refused"
    assert FakeChannel.tries[view.id] == 1


def test_a_failed_post_can_be_tried_again_through_another_channel(
    say: Say, look: Say, inline: InlineExecutor, ledger: Ledger
) -> None:
    """Try again runs a new round; another channel or other words may be given with it."""
    view = say(Accept("card_1", channel="reject"))
    inline.submit(view.id)
    again = say(Retry(view.id))
    assert (again.state, again.error) == ("scheduled", None)
    inline.submit(view.id)
    assert look(view.id).state == "failed"
    say(Accept("card_1", channel="outbox", text="换个地方发"))
    inline.submit(view.id)
    done = look(view.id)
    assert done.state == "done"
    assert done.post is not None
    assert (done.post.channel, done.post.text) == ("outbox", "换个地方发")
    assert posts(ledger) == 1


def test_doubt_asks_the_owner_and_never_sends_by_itself(say: Say, look: Say, inline: InlineExecutor) -> None:
    """When nobody knows whether it arrived, neither a retry nor another yes sends it again."""
    view = say(Accept("card_1", channel="maybe"))
    inline.submit(view.id)
    assert look(view.id).error_code == "uncertain"
    for command in (Retry(view.id), Accept("card_1", channel="outbox")):
        with pytest.raises(Refused) as caught:
            say(command)
        assert caught.value.code == "uncertain"
    assert FakeChannel.tries[view.id] == 1


def test_it_arrived_finishes_the_card(say: Say, look: Say, inline: InlineExecutor, ledger: Ledger) -> None:
    """The owner's yes records the post without sending, and saying it twice changes nothing."""
    view = say(Accept("card_1", channel="maybe"))
    inline.submit(view.id)
    done = say(ResolveUncertain(view.id, arrived=True))
    assert done.state == "done"
    assert say(ResolveUncertain(view.id, arrived=True)) == done
    assert posts(ledger) == 1
    assert FakeChannel.tries[view.id] == 1
    with pytest.raises(Refused):
        say(ResolveUncertain(view.id, arrived=False))


def test_it_did_not_arrive_sends_again(say: Say, look: Say, inline: InlineExecutor) -> None:
    """The owner's no makes it one more round, also when it is said twice."""
    view = say(Accept("card_1", channel="maybe"))
    inline.submit(view.id)
    assert say(ResolveUncertain(view.id, arrived=False)).state == "scheduled"
    assert say(ResolveUncertain(view.id, arrived=False)).state == "scheduled"
    inline.submit(view.id)
    assert FakeChannel.tries[view.id] == 2


def test_a_try_left_open_by_a_crash_is_doubt(
    say: Say, look: Say, steps: SendSteps, inline: InlineExecutor, ledger: Ledger
) -> None:
    """A running execution with an open try on a channel that cannot deduplicate is not sent again."""
    view = say(Accept("card_1", channel="ok"))
    assert steps.begin(view.id, 1)
    with ledger.session() as session:
        start_attempt(session, view.id, "ok", TEN)
    assert steps.deliver(view.id)["outcome"] == "settled"
    assert look(view.id).error_code == "uncertain"
    assert view.id not in FakeChannel.tries


def test_a_try_left_open_on_the_outbox_is_repeated(
    say: Say, look: Say, steps: SendSteps, ledger: Ledger
) -> None:
    """The outbox knows its keys: the open try goes on and one post is visible."""
    view = say(Accept("card_1"))
    assert steps.begin(view.id, 1)
    with ledger.session() as session:
        start_attempt(session, view.id, "outbox", TEN)
    assert steps.deliver(view.id)["outcome"] == "sent"
    assert steps.deliver(view.id)["outcome"] == "settled"
    assert posts(ledger) == 1
    with ledger.reading() as session:
        assert [row.outcome for row in attempts_of(session, view.id)] == ["sent"]


def test_words_that_the_gate_blocks_by_now_do_not_go_out(
    say: Say, look: Say, steps: SendSteps, ledger: Ledger
) -> None:
    """The gate is asked again before sending: a text that became blocked fails the execution with its reason."""
    view = say(Accept("card_1"))
    with ledger.session() as session:
        get_execution(session, view.id).text = "全网最低价"
    assert not steps.begin(view.id, 1)
    failed = look(view.id)
    assert (failed.state, failed.error_code) == ("failed", "compliance")
    assert posts(ledger) == 0


def test_a_cancelled_or_moved_execution_does_not_begin(say: Say, steps: SendSteps) -> None:
    """Work handed over a moment before the owner changed their mind stops at its first step."""
    view = say(Accept("card_1"))
    say(Accept("card_1", at=TEN + timedelta(hours=3)))
    assert not steps.begin(view.id, 1)
    say(Cancel("card_1"))
    assert not steps.begin(view.id, 1)


def test_a_send_taken_up_at_night_waits_for_the_morning(
    say: Say, look: Say, steps: SendSteps, clock: FixedClock, ledger: Ledger
) -> None:
    """After a crash in the evening and a restart at night nothing rings before the quiet hours end."""
    view = say(Accept("card_1"))
    assert steps.begin(view.id, 1)
    clock.advance(timedelta(hours=13))
    assert steps.deliver(view.id)["outcome"] == "settled"
    held = look(view.id)
    assert (held.state, held.due_at) == ("scheduled", TEN + timedelta(hours=22))
    assert posts(ledger) == 0


def test_a_channel_that_was_removed_fails_with_its_name(
    say: Say, look: Say, settings: Settings, inline: InlineExecutor
) -> None:
    """A channel taken out of the settings after the yes is an error the owner can read, not a crash."""
    view = say(Accept("card_1", channel="ok"))
    settings.channels.pop("ok")
    inline.submit(view.id)
    assert look(view.id).error_code == "no_channel"


def test_lists_show_what_was_decided(
    say: Say, inline: InlineExecutor, ledger: Ledger, settings: Settings
) -> None:
    """The actions page reads executions with their post."""
    view = say(Accept("card_1"))
    inline.submit(view.id)
    with ledger.reading() as session:
        (seen,) = list_executions(session, SHOP, settings)
    assert seen.post is not None
    assert seen.id == view.id
