"""What nightly passes found, one set a shop: a newer pass takes the place of the older."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from brain.ledger.tables import SeedRow

AT_ONCE = 5_000
"""Rows a statement: a database takes only so many values in one."""


def keep_seeds(session: Session, shops: Collection[str], seeds: Sequence[dict[str, object]]) -> None:
    """Replace the seeds of these shops, those with none included. Each seed holds the columns of `SeedRow`."""
    looked_at = list(shops)
    for start in range(0, len(looked_at), AT_ONCE):
        session.execute(delete(SeedRow).where(SeedRow.shop.in_(looked_at[start : start + AT_ONCE])))
    for start in range(0, len(seeds), AT_ONCE):
        session.execute(insert(SeedRow), list(seeds[start : start + AT_ONCE]))


def seeds_of(session: Session, shop: str) -> list[SeedRow]:
    """The seeds of a shop, best first."""
    return list(session.scalars(select(SeedRow).where(SeedRow.shop == shop).order_by(SeedRow.place)))
