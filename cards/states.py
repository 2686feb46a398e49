"""The life of a card: one table of allowed moves. Each move is an audit row; nothing else changes a state."""

from __future__ import annotations

from enum import StrEnum

from brain.kernel.errors import Refused
from brain.kernel.i18n import N_, Text


class State(StrEnum):
    """Where a card stands between being proposed and being learned from."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    DONE = "done"
    REVIEWED = "reviewed"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNDONE = "undone"


MOVES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.ACCEPTED, State.DISMISSED, State.SNOOZED, State.EXPIRED}),
    State.SNOOZED: frozenset({State.PROPOSED, State.ACCEPTED, State.DISMISSED, State.EXPIRED}),
    State.ACCEPTED: frozenset({State.SCHEDULED, State.RUNNING, State.CANCELLED}),
    State.SCHEDULED: frozenset({State.SCHEDULED, State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.DONE, State.FAILED}),
    State.FAILED: frozenset({State.SCHEDULED, State.RUNNING, State.CANCELLED, State.DONE}),
    State.DONE: frozenset({State.REVIEWED, State.UNDONE}),
    State.REVIEWED: frozenset(),
    State.DISMISSED: frozenset(),
    State.EXPIRED: frozenset(),
    State.CANCELLED: frozenset(),
    State.UNDONE: frozenset(),
}

STATE_WORDS: dict[State, str] = {
    State.PROPOSED: N_("proposed"),
    State.ACCEPTED: N_("accepted"),
    State.SCHEDULED: N_("scheduled"),
    State.RUNNING: N_("running"),
    State.DONE: N_("done"),
    State.REVIEWED: N_("reviewed"),
    State.DISMISSED: N_("dismissed"),
    State.SNOOZED: N_("put off"),
    State.EXPIRED: N_("expired"),
    State.CANCELLED: N_("cancelled"),
    State.FAILED: N_("failed"),
    State.UNDONE: N_("undone"),
}


def check_move(old: State, new: State) -> None:
    """Raise `Refused` unless a card may go from `old` to `new`."""
    if new not in MOVES[old]:
        raise Refused(
            "move_not_allowed",
            Text(
                msg="This card is {old}, so it cannot become {new}.",
                args={"old": Text(msg=STATE_WORDS[old]), "new": Text(msg=STATE_WORDS[new])},
            ),
            Text(msg="Open the card again to see what can be done with it now."),
        )
