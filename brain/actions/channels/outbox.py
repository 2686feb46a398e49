"""The built-in channel: posts are kept and shown in the app, for the owner to copy or to hand on."""

from __future__ import annotations

from brain.actions.channels.base import Message, Sent
from brain.actions.posting import put_post
from brain.kernel.clock import Clock
from brain.ledger.executions import get_execution
from brain.ledger.store import Ledger

NAME = "outbox"


class OutboxChannel:
    """Writes the post into the ledger. A post with the same key is there already: then nothing is written."""

    repeatable = True

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def send(self, message: Message) -> Sent:
        """Store the post in one transaction of its own."""
        with self._ledger.session() as session:
            execution = get_execution(session, message.execution)
            put_post(session, execution, message.link, message.recipients, self._clock.now())
        return Sent(reached=message.recipients)
