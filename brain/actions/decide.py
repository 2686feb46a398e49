"""Carries out what a person decided: role, state, wording, channel and time are checked, then all is written at once."""

from __future__ import annotations

from datetime import UTC

from brain.actions.accept import accept
from brain.actions.commands import (
    Accept,
    Cancel,
    Command,
    Dismiss,
    EditText,
    ResolveUncertain,
    Retry,
    Snooze,
)
from brain.actions.edit import edit_text
from brain.actions.mend import resolve_uncertain, retry
from brain.actions.quiet import QuietHours
from brain.actions.set_aside import cancel, dismiss, snooze
from brain.actions.views import ExecutionView
from brain.actions.work import Work
from brain.kernel.clock import Clock
from brain.kernel.identity import Actor, require
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger


def decide(
    ledger: Ledger, actor: Actor, command: Command, clock: Clock, settings: Settings, shop_zone: str
) -> ExecutionView | None:
    """Carry out `command` for the actor's shop in one ledger transaction; nothing is sent here.

    Returns the execution that the card has now, None where it has none. Deciding the same twice (a double click)
    changes nothing and returns the same. `shop_zone` is the shop's IANA zone; instants in commands are aware.

    Raises Refused ("not_allowed", "move_not_allowed", "compliance", "quiet_hours", "time_past", "card_expired",
    "uncertain"), NotFound ("no_card", "no_execution") or OwnerError ("no_channel", "no_variant", "text_empty",
    "text_long", "link_target", "time_far"); then nothing has changed.
    """
    require(actor, "edit" if isinstance(command, EditText) else "decide", actor.shop)
    with ledger.session() as session:
        work = Work(
            session=session,
            shop=actor.shop,
            who=actor.user,
            now=clock.now().astimezone(UTC),
            settings=settings,
            quiet=QuietHours.of(settings, shop_zone),
        )
        return _carry_out(work, command)


def _carry_out(work: Work, command: Command) -> ExecutionView | None:
    match command:
        case Accept():
            return accept(work, command)
        case EditText():
            return edit_text(work, command)
        case Dismiss():
            return dismiss(work, command)
        case Snooze():
            return snooze(work, command)
        case Cancel():
            return cancel(work, command)
        case Retry():
            return retry(work, command)
        case ResolveUncertain():
            return resolve_uncertain(work, command)
