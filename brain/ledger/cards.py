"""Cards as they stand: stored as their model's JSON beside the columns that are searched by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.kernel.errors import NotFound
from brain.kernel.i18n import Text
from brain.ledger import audit
from brain.ledger.tables import CardRow
from cards.kinds import CARD, AnyCard
from cards.opportunity.model import OpportunityCard
from cards.states import State, check_move


def add_card(session: Session, card: AnyCard, *, dedupe: str) -> None:
    """Store a new card and its first audit line. `dedupe` names what it is about, so that it is not made twice."""
    session.add(
        CardRow(
            id=card.id,
            shop=card.shop,
            kind=card.kind,
            detector=card.detector,
            dedupe=dedupe,
            state=card.state.value,
            rank=card.rank,
            payload=card.model_dump(mode="json"),
            made_at=card.made_at,
            valid_until=card.valid_until,
        )
    )
    session.flush()
    audit.record(
        session,
        shop=card.shop,
        at=card.made_at,
        who="brain",
        what="card.proposed",
        subject=card.id,
        detail={"dedupe": dedupe},
    )


def get_card(session: Session, shop: str, card_id: str) -> AnyCard:
    """The card with this id in this shop. Raises NotFound."""
    return to_card(card_row(session, shop, card_id))


def get_opportunity(session: Session, shop: str, card_id: str) -> OpportunityCard:
    """The card with this id, which has something to send. Raises NotFound, also for an alert."""
    return with_a_post(get_card(session, shop, card_id))


def with_a_post(card: AnyCard) -> OpportunityCard:
    """The card as one that has something to send. Raises NotFound for an alert."""
    if isinstance(card, OpportunityCard):
        return card
    raise NotFound(
        "no_post",
        Text(msg="This card has nothing to send: it is for your own hands."),
        Text(msg="Do its steps, then say that it is done."),
    )


def card_row(session: Session, shop: str, card_id: str) -> CardRow:
    """The row behind `get_card`."""
    row = session.get(CardRow, card_id)
    if row is None or row.shop != shop:
        raise NotFound(
            "no_card",
            Text(msg="There is no card {card}.", args={"card": card_id}),
            Text(msg="List today's cards to see their names."),
        )
    return row


def to_card(row: CardRow) -> AnyCard:
    """The model of a stored card."""
    return CARD.validate_python({**row.payload, "state": row.state, "rank": row.rank})


def replace_card(session: Session, card: AnyCard) -> None:
    """Store a card's edited content; its state is only changed by `move_card`."""
    row = card_row(session, card.shop, card.id)
    row.payload = card.model_dump(mode="json")
    row.rank, row.valid_until = card.rank, card.valid_until


def cards_in(session: Session, shop: str, states: Collection[State], limit: int = 100) -> list[AnyCard]:
    """Cards in any of these states, best first, then newest first."""
    rows = session.scalars(
        select(CardRow)
        .where(CardRow.shop == shop, CardRow.state.in_([state.value for state in states]))
        .order_by(CardRow.rank.desc(), CardRow.made_at.desc())
        .limit(limit)
    )
    return [to_card(row) for row in rows]


def rows_to_wake(session: Session, shop: str, now: datetime) -> Sequence[CardRow]:
    """Snoozed cards whose time has come."""
    return session.scalars(
        select(CardRow).where(
            CardRow.shop == shop, CardRow.state == State.SNOOZED.value, CardRow.wake_at <= now
        )
    ).all()


def rows_to_expire(session: Session, shop: str, now: datetime) -> Sequence[CardRow]:
    """Open cards that are past their time."""
    return session.scalars(
        select(CardRow).where(
            CardRow.shop == shop,
            CardRow.state.in_([State.PROPOSED.value, State.SNOOZED.value]),
            CardRow.valid_until <= now,
        )
    ).all()


def recent_by_dedupe(session: Session, shop: str, dedupe: str, since: datetime) -> CardRow | None:
    """The newest card about the same thing since then, in any state."""
    return session.scalars(
        select(CardRow)
        .where(CardRow.shop == shop, CardRow.dedupe == dedupe, CardRow.made_at >= since)
        .order_by(CardRow.made_at.desc())
        .limit(1)
    ).first()


def move_card(session: Session, row: CardRow, to: State, *, who: str, at: datetime, why: str = "") -> None:
    """Move a card along the table of allowed moves and write the audit row. Raises Refused."""
    old = State(row.state)
    check_move(old, to)
    row.state = to.value
    if to is not State.SNOOZED:
        row.wake_at = None
    audit.record(
        session,
        shop=row.shop,
        at=at,
        who=who,
        what=f"card.{to.value}",
        subject=row.id,
        detail={"from": old.value, "why": why},
    )
