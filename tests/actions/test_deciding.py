"""Decisions over a real ledger: what each may do, what it refuses, and what it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from brain.actions.commands import Accept, Cancel, Command, Dismiss, EditText, Snooze
from brain.actions.decide import decide
from brain.actions.gate import Blocked
from brain.actions.views import ExecutionView
from brain.kernel.clock import FixedClock
from brain.kernel.errors import NotFound, OwnerError, Refused
from brain.kernel.identity import Actor, Role
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.store import Ledger
from brain.ledger.tables import AuditRow, CardRow, DecisionRow, ExecutionRow, LinkRow
from cards.states import State
from tests.actions.sample_card import SHOP, TEN, ZONE

Decide = Callable[[Command], ExecutionView | None]
BLOCKED = "全网最低价米粉，全国第一"


@pytest.fixture
def act(
    ledger: Ledger, owner: Actor, clock: FixedClock, settings: Settings, put_card: Callable[..., object]
) -> Decide:
    """Decides as the owner; `card_1` is waiting."""
    put_card()
    return lambda command: decide(ledger, owner, command, clock, settings, ZONE)


def state_of(ledger: Ledger, card: str = "card_1") -> str:
    """The stored state of a card."""
    with ledger.reading() as session:
        return session.get_one(CardRow, card).state


def count(ledger: Ledger, table: type) -> int:
    """How many rows a table has."""
    with ledger.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_accept_makes_one_execution_with_decision_link_and_audit(act: Decide, ledger: Ledger) -> None:
    """A yes during the day is due now, carries the tracked link in its words, and is on the audit chain."""
    view = act(Accept("card_1"))
    assert view is not None
    assert (view.state, view.due_at, view.channel, view.voice) == ("accepted", TEN, "outbox", "professional")
    assert view.link_url in view.text
    assert "{link}" not in view.text
    assert view.note is None
    assert state_of(ledger) == "accepted"
    assert [count(ledger, table) for table in (DecisionRow, ExecutionRow, LinkRow)] == [1, 1, 1]
    with ledger.reading() as session:
        assert session.scalars(select(AuditRow.what)).all() == ["card.proposed", "card.accepted"]
        assert audit.broken_at(session) is None


def test_a_double_click_is_one_execution(act: Decide, ledger: Ledger, clock: FixedClock) -> None:
    """The same yes again, a moment later, returns the same execution and writes nothing."""
    first = act(Accept("card_1", variant=1))
    rows = count(ledger, AuditRow)
    clock.advance(timedelta(milliseconds=400))
    assert act(Accept("card_1", variant=1)) == first
    assert [count(ledger, table) for table in (DecisionRow, ExecutionRow, AuditRow)] == [1, 1, rows]


def test_many_clicks_at_the_same_moment_are_one_execution(act: Decide, ledger: Ledger) -> None:
    """Ten threads that say yes at once get one execution between them."""
    seen: list[str] = []

    def click() -> None:
        view = act(Accept("card_1"))
        assert view is not None
        seen.append(view.id)

    threads = [threading.Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 10
    assert len(set(seen)) == 1
    assert count(ledger, ExecutionRow) == 1


def test_a_picked_time_that_means_now_may_be_clicked_twice(act: Decide, ledger: Ledger) -> None:
    """A time from a page that is a minute old means now, also the second time."""
    picked = TEN - timedelta(seconds=50)
    first = act(Accept("card_1", at=picked))
    assert act(Accept("card_1", at=picked)) == first
    assert count(ledger, ExecutionRow) == 1


def test_accept_at_night_waits_for_the_morning_and_says_so(
    act: Decide, clock: FixedClock, ledger: Ledger
) -> None:
    """Without a time, a yes at 23:00 is scheduled for 08:00 and carries a note in both languages."""
    clock.advance(timedelta(hours=13))
    view = act(Accept("card_1"))
    assert view is not None
    assert view.state == "scheduled"
    assert view.due_at == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
    assert view.note is not None
    assert view.note.render("zh") == "现在是免打扰时段，会在 11月21日 08:00 发出。"
    assert view.note.render("en") == "It is within your quiet hours, so this goes out at Nov 21, 08:00."
    again = act(Accept("card_1"))
    assert again is not None
    assert again.due_at == view.due_at
    assert count(ledger, DecisionRow) == 1


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Accept("card_1", at=TEN + timedelta(hours=13)), "quiet_hours"),
        (Accept("card_1", at=TEN - timedelta(hours=1)), "time_past"),
        (Accept("card_1", at=TEN + timedelta(days=200)), "time_far"),
        (Accept("card_1", at=datetime(2026, 11, 21, 10)), "time_zone"),
        (Accept("card_1", channel="outbux"), "no_channel"),
        (Accept("card_1", variant=7), "no_variant"),
        (Accept("card_1", variant=-1), "no_variant"),
        (Accept("card_1", text="  {link} "), "text_empty"),
        (Accept("card_1", text="好" * 2001), "text_long"),
        (Accept("card_1", text=BLOCKED), "compliance"),
        (Accept("card_9"), "no_card"),
        (EditText("card_1", BLOCKED), "compliance"),
        (EditText("card_1", "好", variant=5), "no_variant"),
        (Snooze("card_1", until=TEN - timedelta(hours=1)), "time_past"),
        (Snooze("card_1", until=TEN + timedelta(days=30)), "card_expired"),
        (Cancel("card_1"), "move_not_allowed"),
    ],
)
def test_refusals_change_nothing(act: Decide, ledger: Ledger, command: Command, code: str) -> None:
    """Whatever is refused leaves the card proposed and no row behind, and says why in both languages."""
    with pytest.raises(OwnerError) as caught:
        act(command)
    assert caught.value.code == code
    assert state_of(ledger) == "proposed"
    assert [count(ledger, table) for table in (DecisionRow, ExecutionRow, LinkRow)] == [0, 0, 0]
    for lang in ("zh", "en"):
        assert "{" not in caught.value.render(lang).replace("{link}", "")


def test_the_nearest_channel_and_time_are_named(act: Decide) -> None:
    """A typo names the channel that was meant; a quiet time names the nearest allowed one."""
    with pytest.raises(OwnerError, match="Did you mean outbox"):
        act(Accept("card_1", channel="outbux"))
    with pytest.raises(Refused, match=r"Nov 20, 21:59"):
        act(Accept("card_1", at=TEN + timedelta(hours=12, minutes=10)))


def test_a_blocked_text_names_rule_and_words_and_offers_a_rewrite(act: Decide) -> None:
    """The refusal carries every blocked wording and a version that passes the gate."""
    with pytest.raises(Blocked) as caught:
        act(Accept("card_1", text=BLOCKED))
    assert "全网最低价" in caught.value.message.render("zh")
    assert "全国第一" in caught.value.message.render("zh")
    assert "广告法" in caught.value.message.render("zh")
    view = act(Accept("card_1", text=caught.value.rewrite))
    assert view is not None
    assert view.text == caught.value.rewrite


def test_a_product_name_is_no_claim(act: Decide, put_card: Callable[..., object]) -> None:
    """最 inside a product's own name does not block the text."""
    card = put_card("card_2")
    subject = card.proposal.subjects[0].model_copy(update={"name": "最爱米粉"})  # type: ignore[attr-defined]
    proposal = card.proposal.model_copy(update={"subjects": (subject,)})  # type: ignore[attr-defined]
    put_card("card_3", proposal=proposal)
    assert act(Accept("card_3", text="最爱米粉到货了")) is not None


def test_a_scheduled_card_can_be_moved_and_rewritten(act: Decide, ledger: Ledger) -> None:
    """Another time or other words change the waiting execution instead of making a second one."""
    first = act(Accept("card_1", at=TEN + timedelta(hours=5)))
    moved = act(Accept("card_1", at=TEN + timedelta(hours=6), text="换一句 {link}"))
    assert first is not None
    assert moved is not None
    assert moved.id == first.id
    assert moved.due_at == TEN + timedelta(hours=6)
    assert moved.text == f"换一句 {moved.link_url}"
    now = act(Accept("card_1"))
    assert now is not None
    assert now.due_at == TEN
    assert count(ledger, ExecutionRow) == 1
    assert now.text == moved.text


def test_cancel_takes_a_yes_back_once(act: Decide, ledger: Ledger) -> None:
    """A cancelled card keeps its execution as cancelled; cancelling twice is cancelling once; yes comes too late."""
    act(Accept("card_1", at=TEN + timedelta(hours=5)))
    view = act(Cancel("card_1", reason="下雨"))
    assert view is not None
    assert view.state == "cancelled"
    assert act(Cancel("card_1")) == view
    assert count(ledger, DecisionRow) == 2
    with pytest.raises(Refused):
        act(Accept("card_1"))


def test_dismiss_keeps_the_reason(act: Decide, ledger: Ledger) -> None:
    """No is stored with its reason, once."""
    act(Dismiss("card_1", reason="上周刚发过"))
    act(Dismiss("card_1", reason="上周刚发过"))
    assert state_of(ledger) == "dismissed"
    with ledger.reading() as session:
        assert [row.reason for row in session.scalars(select(DecisionRow))] == ["上周刚发过"]


def test_snooze_without_a_time_comes_back_before_the_card_is_over(act: Decide, ledger: Ledger) -> None:
    """Later means tomorrow, and a snoozed card can still be accepted."""
    act(Snooze("card_1"))
    with ledger.reading() as session:
        row = session.get_one(CardRow, "card_1")
        assert row.state == "snoozed"
        assert row.wake_at == TEN + timedelta(days=1)
    assert act(Accept("card_1")) is not None


def test_edited_words_are_kept_and_reach_a_waiting_execution(act: Decide, ledger: Ledger) -> None:
    """An edit before the yes is what goes out; an edit after it changes the execution too."""
    assert act(EditText("card_1", "改过的话 {link}")) is None
    view = act(Accept("card_1", at=TEN + timedelta(hours=5)))
    assert view is not None
    assert view.text == f"改过的话 {view.link_url}"
    edited = act(EditText("card_1", "再改一次"))
    assert edited is not None
    assert edited.text == "再改一次"
    with ledger.reading() as session:
        payload = session.get_one(CardRow, "card_1").payload
    assert payload["proposal"]["variants"][0]["text"] == "再改一次"


def test_a_viewer_and_a_stranger_may_not_decide(
    act: Decide, ledger: Ledger, clock: FixedClock, settings: Settings
) -> None:
    """A viewer of the shop, and the owner of another shop, are refused and nothing changes."""
    viewer = Actor(user="v", role=Role.VIEWER, shop=SHOP)
    stranger = Actor(user="s", role=Role.OWNER, shop="other")
    with pytest.raises(Refused):
        decide(ledger, viewer, Accept("card_1"), clock, settings, ZONE)
    with pytest.raises(NotFound):
        decide(ledger, stranger, Accept("card_1"), clock, settings, ZONE)
    assert state_of(ledger) == "proposed"


def test_an_expired_card_cannot_be_accepted(act: Decide, clock: FixedClock) -> None:
    """After its validity a card refuses a yes even before the clockwork has marked it."""
    clock.advance(timedelta(days=4))
    with pytest.raises(Refused) as caught:
        act(Accept("card_1"))
    assert caught.value.code == "card_expired"


def test_the_words_of_a_refusal_survive_storage(act: Decide) -> None:
    """A message with a time in it reads the same after it was kept as JSON."""
    with pytest.raises(Refused) as caught:
        act(Accept("card_1", at=TEN - timedelta(hours=1)))
    kept = caught.value.message.model_validate(caught.value.message.model_dump(mode="json"))
    assert kept.render("zh") == caught.value.message.render("zh") == "2026年11月20日 09:00 已经过了。"


def test_states_follow_the_table(act: Decide, ledger: Ledger) -> None:
    """Accepting for later passes through accepted to scheduled, each an audit row."""
    act(Accept("card_1", at=TEN + timedelta(hours=5)))
    assert state_of(ledger) == State.SCHEDULED.value
    with ledger.reading() as session:
        assert session.scalars(select(AuditRow.what)).all() == [
            "card.proposed",
            "card.accepted",
            "card.scheduled",
        ]
