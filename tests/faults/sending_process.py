"""A process that accepts a card and sends it, and kills itself at a named point. Run by `test_send_killed.py`.

Arguments: home folder, channel name, point (empty: live on). Prints "settled" when nothing is on its way any more.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from brain.actions import steps as steps_module
from brain.actions.channels import outbox as outbox_module
from brain.actions.channels.apprise import AppriseChannel
from brain.actions.channels.outbox import OutboxChannel
from brain.actions.commands import Accept
from brain.actions.decide import decide
from brain.actions.due import run_due
from brain.actions.executor import DurableExecutor
from brain.actions.steps import SendSteps
from brain.kernel.clock import FixedClock
from brain.kernel.identity import local_owner
from brain.kernel.log import configure_logging
from brain.kernel.settings import load_settings
from brain.ledger.cards import add_card
from brain.ledger.store import Ledger, sqlite_url
from brain.ledger.tables import CardRow, ExecutionRow
from tests.actions.sample_card import SHOP, TEN, ZONE, make_card


def die(*_: object) -> Any:
    """What a power cut does: no cleaning up, no commit, no goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(function: Callable[..., Any]) -> Callable[..., Any]:
    """Die instead of calling."""
    return die


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    """Call, then die before anybody hears of it."""
    return lambda *args, **kwargs: die(function(*args, **kwargs))


# Where to die: the owner of the name, the name, and whether before or after the call.
POINTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "handing over": (DurableExecutor, "submit", before),
    "handed over": (DurableExecutor, "submit", after),
    "begun": (SendSteps, "begin", after),
    "about to send": (OutboxChannel, "send", before),
    "inserting": (outbox_module, "put_post", after),
    "inserted": (OutboxChannel, "send", after),
    "recording": (steps_module, "record_sent", after),
    "recorded": (SendSteps, "deliver", after),
    "about to call": (AppriseChannel, "send", before),
    "called": (AppriseChannel, "send", after),
}


def run(home: Path, channel: str, point: str) -> None:
    """Accept the card unless that was done before, and run what is due."""
    if point:
        owner, name, when = POINTS[point]
        setattr(owner, name, when(getattr(owner, name)))
    configure_logging("WARNING")
    settings, clock = load_settings(home), FixedClock(TEN)
    ledger = Ledger(sqlite_url(home / "ledger.db"))
    with ledger.session() as session:
        if session.get(CardRow, "card_1") is None:
            add_card(session, make_card(), dedupe="card_1")
    decide(ledger, local_owner(SHOP), Accept("card_1", channel=channel), clock, settings, ZONE)
    executor = DurableExecutor(ledger, settings, clock, lambda shop: ZONE, backoff=(0.1,))
    executor.start()
    run_due(ledger, executor, clock, settings, lambda shop: ZONE)
    with ledger.reading() as session:
        executions = list(session.scalars(select(ExecutionRow.id)))
    settled = executor.wait(executions, 20)
    executor.stop()
    sys.stdout.write("settled\n" if settled else "open\n")


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
