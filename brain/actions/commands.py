"""What a person can decide about a card. Frozen facts; `brain.actions.decide` carries them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cards.model import Picture


@dataclass(frozen=True)
class Accept:
    """Say yes. Without `at` it goes out now; `variant` picks a voice, `text` replaces its words, `picture` says what goes
    with them.

    On a card that is already scheduled it changes the time, words or channel; the same yes twice is one yes.
    """

    card: str
    variant: int | None = None
    text: str | None = None
    at: datetime | None = None
    channel: str | None = None
    reason: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class EditText:
    """Change the words of one voice without sending anything."""

    card: str
    text: str
    variant: int | None = None


@dataclass(frozen=True)
class Dismiss:
    """Say no, and why."""

    card: str
    reason: str = ""


@dataclass(frozen=True)
class Snooze:
    """Put off. Without `until` it comes back tomorrow, or halfway to its end when it does not live that long."""

    card: str
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Cancel:
    """Take back a yes that has not gone out yet, or give up on one that failed."""

    card: str
    reason: str = ""


@dataclass(frozen=True)
class Retry:
    """Try a failed execution again, now."""

    execution: str


@dataclass(frozen=True)
class ResolveUncertain:
    """Answer "did it arrive?" for an execution whose channel cannot be asked."""

    execution: str
    arrived: bool


Command = Accept | EditText | Dismiss | Snooze | Cancel | Retry | ResolveUncertain
