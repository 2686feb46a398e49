"""What the ledger says about a post that is out. Every function here may run twice and leaves one row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from brain.actions.links import link_url
from brain.kernel.ids import stable_id
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.attempts import finish_attempts
from brain.ledger.cards import card_row, move_card
from brain.ledger.executions import post_of
from brain.ledger.tables import ExecutionRow, PostRow
from cards.states import State


def put_post(session: Session, execution: ExecutionRow, link: str, reached: int, now: datetime) -> bool:
    """Store the post unless it is there; whether it was new. The execution's id is the idempotency key."""
    if post_of(session, execution.id) is not None:
        return False
    session.add(
        PostRow(
            id=stable_id("post", execution.id),
            shop=execution.shop,
            execution=execution.id,
            idempotency_key=execution.id,
            channel=execution.channel,
            text=execution.text,
            picture=execution.picture,
            link=link,
            reached=reached,
            posted_at=now,
        )
    )
    session.flush()
    return True


def record_sent(
    session: Session, execution: ExecutionRow, settings: Settings, reached: int, now: datetime, *, who: str
) -> None:
    """The post is out: its row, the closed try, the execution and the card done, one audit line; all or nothing."""
    finish_attempts(session, execution.id, "sent", now)
    if execution.state == State.DONE.value:
        return
    put_post(session, execution, link_url(settings, execution.link), reached, now)
    execution.state = State.DONE.value
    execution.finished_at = now
    execution.error = None
    audit.record(
        session,
        shop=execution.shop,
        at=now,
        who=who,
        what="post.sent",
        subject=execution.id,
        detail={"channel": execution.channel, "reached": reached},
    )
    move_card(session, card_row(session, execution.shop, execution.card), State.DONE, who=who, at=now)
