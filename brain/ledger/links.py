"""Tracked links and their visits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from brain.ledger.tables import ClickRow, LinkRow


def add_link(session: Session, code: str, shop: str, card: str, target: str, now: datetime) -> None:
    """Store a link made for a card."""
    session.add(LinkRow(code=code, shop=shop, card=card, target=target, made_at=now))
    session.flush()


def find_link(session: Session, code: str) -> LinkRow | None:
    """The link with this code."""
    return session.get(LinkRow, code)


def add_click(session: Session, code: str, visitor: str, at: datetime) -> None:
    """Store one visit."""
    session.add(ClickRow(code=code, at=at, visitor=visitor))


def count_clicks(
    session: Session, code: str, since: datetime | None = None, until: datetime | None = None
) -> tuple[int, int]:
    """Visits and distinct visitors of a link, within [since, until)."""
    query = select(func.count(), func.count(func.distinct(ClickRow.visitor))).where(ClickRow.code == code)
    if since is not None:
        query = query.where(ClickRow.at >= since)
    if until is not None:
        query = query.where(ClickRow.at < until)
    visits, visitors = session.execute(query).one()
    return int(visits), int(visitors)
