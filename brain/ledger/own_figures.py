"""The figures that an owner defined, and those taken back: an old answer still needs to know what it counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.kernel.ids import new_id
from brain.ledger.tables import OwnFigureRow


def figures_of(session: Session, shop: str) -> list[OwnFigureRow]:
    """All figures that the shop ever defined, oldest first; `retired_at` is set for those that are out of force."""
    query = select(OwnFigureRow).where(OwnFigureRow.shop == shop)
    return list(session.scalars(query.order_by(OwnFigureRow.at, OwnFigureRow.id)).all())


def keep_figure(
    session: Session, shop: str, name: str, label: str, formula: str, unit: str, who: str, at: datetime
) -> None:
    """From now on the figure can be asked for."""
    session.add(
        OwnFigureRow(
            id=new_id("figure", at),
            shop=shop,
            name=name,
            label=label,
            formula=formula,
            unit=unit,
            who=who,
            at=at,
        )
    )


def retire_figure(session: Session, shop: str, name: str, at: datetime) -> bool:
    """The figure can be asked for no more; False when it could not."""
    retired = False
    for row in figures_of(session, shop):
        if row.name == name and row.retired_at is None:
            row.retired_at, retired = at, True
    return retired
