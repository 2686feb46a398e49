"""Orders that another file or another system has brought already: never added a second time."""

from __future__ import annotations

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.base import Form
from brain.facts.warehouse.shops import Shop
from brain.kernel.i18n import Text

# From this share of a file's orders on (and this many), equal numbers on equal days are no accident.
SAME_SHARE = 0.5
SAME_ORDERS = 3


def settle(cursor: duckdb.DuckDBPyConnection, shop: Shop, form: Form) -> tuple[Text, ...]:
    """Leave out of `judged` what would be counted twice; returns what the owner should know.

    Raises OwnerError `same_orders` when the file's orders are here already from another system.
    """
    if form.table != "order_line":
        return ()
    if form.gives_way:
        _give_way(cursor, shop.id)
    return _other_systems(cursor, shop.id)


def _give_way(cursor: duckdb.DuckDBPyConnection, shop_id: str) -> None:
    """An order that is known with its goods stays as it is: a line for the whole of it would double it."""
    cursor.execute(
        """CREATE OR REPLACE TEMP TABLE detailed AS
           SELECT j.row_no, min(j.base_key) AS base_key FROM judged j
           JOIN order_line o ON o.shop_id = $shop AND o.order_key = j.order_key AND o.row_key NOT IN (SELECT base_key FROM judged)
           GROUP BY j.row_no""",
        {"shop": shop_id},
    )
    cursor.execute("INSERT INTO left_out SELECT row_no, 'known_with_goods', base_key FROM detailed")
    cursor.execute("DELETE FROM judged WHERE row_no IN (SELECT row_no FROM detailed)")


def _other_systems(cursor: duckdb.DuckDBPyConnection, shop_id: str) -> tuple[Text, ...]:
    """Equal numbers in two systems: the same orders when day and money agree, else two orders that stay apart."""
    others = """SELECT 1 FROM order_line WHERE shop_id = $shop
        AND NOT starts_with(order_key, (SELECT split_part(any_value(order_key), chr(31), 1) || chr(31) FROM judged)) LIMIT 1"""
    if cursor.execute(others, {"shop": shop_id}).fetchone() is None:
        return ()
    rows = cursor.execute(
        """WITH mine AS (SELECT order_id, order_key, min(ordered_on) AS day, sum(paid_amount) AS paid FROM judged GROUP BY ALL),
           theirs AS (
               SELECT order_id, order_key, min(ordered_on) AS day, sum(paid_amount) AS paid,
                      split_part(order_key, chr(31), 1) AS system
               FROM order_line WHERE shop_id = $shop AND order_id IN (SELECT order_id FROM mine) GROUP BY ALL)
           SELECT system, count(*) FILTER (m.day = t.day AND m.paid = t.paid), count(*), (SELECT count(*) FROM mine)
           FROM mine m JOIN theirs t ON m.order_id = t.order_id AND split_part(m.order_key, chr(31), 1) <> system
           GROUP BY system ORDER BY 2 DESC""",
        {"shop": shop_id},
    ).fetchall()
    notes = []
    for system, same, equal_numbers, orders in rows:
        if same >= SAME_ORDERS and same >= SAME_SHARE * orders:
            raise refusals.same_orders(int(same), str(system))
        notes.append(
            Text(
                msg="{count} order numbers occur in {system} as well; they are kept apart as different orders, {same} of them have the same day and amount.",
                args={"count": int(equal_numbers), "system": str(system), "same": int(same)},
            )
        )
    return tuple(notes)
