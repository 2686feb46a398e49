"""An order's own amounts spread over its lines, to the cent."""

from __future__ import annotations

ORDER = "PARTITION BY order_id, copy"


def shared(
    relation: str, name: str, cents: str, weight: str, order: str = ORDER, ties: str = "row_no, part"
) -> str:
    """`relation` with the column `name`: each line's share of its order's whole amount `cents`, as money.

    Largest remainder: shares are rounded down to the cent, and the cents left over go one each to the lines that lost
    most by it, `ties` (what tells an order's lines apart) deciding between equals. An order whose weights are all zero is
    shared evenly. The relation has row_no and part.
    """
    return f"""
        SELECT * EXCLUDE (w, whole, part_floor, part_rest), (part_floor + CASE WHEN
               row_number() OVER ({order} ORDER BY part_rest DESC, {ties}) <= whole - sum(part_floor) OVER ({order})
               THEN 1 ELSE 0 END) / 100 AS {name}
        FROM (SELECT *, whole * w // sum(w) OVER ({order}) AS part_floor, whole * w % sum(w) OVER ({order}) AS part_rest
              FROM (SELECT *, CAST({cents} AS HUGEINT) AS whole,
                           CASE WHEN sum({weight}) OVER ({order}) = 0 THEN 1 ELSE CAST(({weight}) * 10000 AS HUGEINT) END AS w
                    FROM {relation}))"""
