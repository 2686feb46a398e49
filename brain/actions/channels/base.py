"""The contract of a channel: it takes a post once and says how many it reached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from brain.kernel.errors import OwnerError


@dataclass(frozen=True)
class Message:
    """One post, ready to go. `picture` is a file or None; `link` is inside `text` already where the owner put it.

    `recipients` is how many people the audience counts (0: not known). Two sends with one `idempotency_key` are one
    post.
    """

    execution: str
    text: str
    picture: Path | None
    link: str
    recipients: int
    idempotency_key: str


@dataclass(frozen=True)
class Sent:
    """The channel took the post. `reached` counts people, as far as the channel can know."""

    reached: int


class SendFailed(OwnerError):
    """The channel did not take the post, and that is certain. `transient` failures are worth another try."""

    status = 502
    transient = False


class SendFailedForNow(SendFailed):
    """Nothing arrived and the cause may pass: no connection, an overloaded service."""

    transient = True


class SendUncertain(OwnerError):
    """Nobody knows whether the post arrived: the connection broke after it was handed over."""

    status = 502


class Channel(Protocol):
    """Where posts go."""

    @property
    def repeatable(self) -> bool:
        """Whether sending the same key twice is surely one post for whoever receives it."""
        ...

    def send(self, message: Message) -> Sent:
        """Hand the post over. Raises SendFailed, SendFailedForNow or SendUncertain."""
        ...
