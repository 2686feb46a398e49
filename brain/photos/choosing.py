"""Which photos go into a picture: of the card's products, from customers who agreed, the newest first, no customer twice before others."""

from __future__ import annotations

from collections.abc import Sequence

from brain.ledger.photo_tables import PhotoRow

MOST = 4
"""More in one picture are stamps."""


def usable(rows: Sequence[PhotoRow]) -> list[PhotoRow]:
    """Photos that may be shown and of which it is known what they show."""
    return [row for row in rows if row.may_be_shown and row.shows]


def choose(rows: Sequence[PhotoRow], products: Sequence[str]) -> list[str]:
    """At most four ids, product after product in the card's order until all have had their turn."""
    waiting = {product: [row for row in usable(rows) if row.shows == product] for product in products}
    chosen: list[PhotoRow] = []
    while len(chosen) < MOST and any(waiting.values()):
        for product in products:
            if waiting[product] and len(chosen) < MOST:
                chosen.append(_next(waiting[product], chosen))
    return [row.id for row in chosen]


def _next(rows: list[PhotoRow], chosen: Sequence[PhotoRow]) -> PhotoRow:
    """Take the first of a customer who is not in the picture yet, else the first."""
    there = {row.customer_key for row in chosen if row.customer_key}
    row = next((one for one in rows if one.customer_key not in there), rows[0])
    rows.remove(row)
    return row
