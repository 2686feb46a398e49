"""What an import of our own kinds says about how it read rows that are no plain sales."""

from __future__ import annotations

from decimal import Decimal

import duckdb

from brain.facts.sources import unnumbered_orders
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.intake.recognising import Choice
from brain.kernel.i18n import Text


def entry_notes(cursor: duckdb.DuckDBPyConnection, choice: Choice) -> tuple[Text, ...]:
    """Of the judged rows on this cursor: how many were read as returns and as discounts, and their sums in the shop's
    currency; and that rows count as orders where the file has no order numbers."""
    if choice.source is not CANONICAL or choice.form.table != "order_line":
        return ()
    row = cursor.execute(
        """SELECT count(DISTINCT row_no) FILTER (line_type <> 'adjustment'),
                  coalesce(sum(refund_amount) FILTER (line_type <> 'adjustment'), 0),
                  count(DISTINCT row_no) FILTER (line_type = 'adjustment'),
                  coalesce(sum(refund_amount) FILTER (line_type = 'adjustment'), 0)
           FROM judged WHERE status = 'return'"""
    ).fetchone()
    returns, back, discounts, off = row or (0, Decimal(0), 0, Decimal(0))
    notes = []
    if returns:
        notes.append(
            Text(
                msg="{count} negative rows were read as returns: {sum} given back.",
                args={"count": returns, "sum": f"{back:,.2f}"},
            )
        )
    if discounts:
        notes.append(
            Text(
                msg="{count} negative rows were read as discounts: {sum} taken off, counted with the refunds.",
                args={"count": discounts, "sum": f"{off:,.2f}"},
            )
        )
    if choice.form_name == unnumbered_orders.NAME:
        notes.append(
            Text(
                msg="No order number: each row counts as one order, so the number of orders and the average order value are those of rows."
            )
        )
    return tuple(notes)
