"""Mornings on which an owner was told of the day's cards: one row a shop and day, so that nobody is told twice."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from brain.ledger.tables import MorningRow


def morning_of(session: Session, shop: str, day: date) -> MorningRow | None:
    """A shop's morning; None before it."""
    return session.get(MorningRow, (shop, day.isoformat()))


def add_morning(session: Session, row: MorningRow) -> None:
    """Store a new morning."""
    session.add(row)
    session.flush()
