"""What an order was charged and gave back, settled on its lines and its shipping, to the cent."""

from __future__ import annotations

from brain.facts.sources.spreading import ORDER, shared

# Leftover cents go by what the lines say, shipping last: a file in another order of rows gives the same facts.
TIES = "(part = -1), line_key"
SHIPPING = "part = -1"


def settled(lines: str) -> str:
    """`lines` with `line_paid` and `line_refund`, and a line of its own for shipping (part -1, line_key 'shipping').

    The relation has row_no, part (from 0), order_id, copy, line_key (unique in an order), sku, product_name, quantity,
    unit_price, discount, weight (the line's part in the charge), and of the order: charged, shipping_charged,
    given_back, in money (rounded to the cent here). `refund_known`: what is known to have been given back for the line, NULL where nothing is.
    A refund goes to the lines it is known of; where these do not account for it, to all lines by what was paid.
    """
    goods = shared("weighed", "line_paid", "round((charged - shipping_charged) * 100)", "weight", ties=TIES)
    return f"""
        WITH weighed AS (
            SELECT * REPLACE (round(charged, 2) AS charged, round(given_back, 2) AS given_back,
                              least(round(shipping_charged, 2), round(charged, 2)) AS shipping_charged) FROM {lines}),
        goods AS ({goods}),
        first_of AS (SELECT *, row_number() OVER ({ORDER} ORDER BY line_key) AS place FROM goods),
        all_lines AS (
            SELECT * FROM first_of UNION ALL BY NAME
            SELECT * REPLACE (-1 AS part, 'shipping' AS line_key, NULL AS sku, 'Shipping' AS product_name, 1 AS quantity,
                              shipping_charged AS unit_price, 0 AS discount, shipping_charged AS line_paid,
                              NULL AS refund_known)
            FROM first_of WHERE place = 1 AND shipping_charged > 0),
        owed AS (SELECT *, CASE WHEN round(sum(known) OVER ({ORDER}) * 100) >= given_back * 100 THEN known ELSE line_paid END
                        AS refund_weight
                 FROM (SELECT *, least(line_paid, greatest(round(coalesce(refund_known, 0), 2), 0)) AS known FROM all_lines))
        {shared("owed", "line_refund", "round(given_back * 100)", "refund_weight", ties=TIES)}"""


def keyed(name: str) -> str:
    """A key for a line of an order: what was sold and the how many-th line of it, by price and quantity, then place."""
    nth = f"row_number() OVER ({ORDER}, {name} ORDER BY unit_price, quantity, weight, row_no, part)"
    return f"concat({name}, '#', {nth})"
