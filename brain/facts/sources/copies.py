"""An order that a file has twice: two exports pasted together, the later of which counts.

Systems that do not number their lines write two equal lines of an order as two equal rows; somebody who pastes two
exports together makes equal rows as well. What tells them apart is where they stand: an order's rows stand together,
so equal rows in one block are two lines, and a second block that says the same as the first is a copy.
"""

from __future__ import annotations

from collections.abc import Sequence

# Both separate what a cell could hold; neither can stand in a cell that a spreadsheet wrote.
_END, _NOTHING = "chr(31)", "chr(30)"


def said(fields: Sequence[str]) -> str:
    """What a row says in these fields, as one text."""
    return f"concat_ws({_END}, {', '.join(f'coalesce(raw_{name}, {_NOTHING})' for name in fields)})"


def told_apart(relation: str, fields: Sequence[str], head: Sequence[str]) -> str:
    """`relation` (with order_id and row_no) with `copy` and `outdated`.

    `copy` differs between an order's copies. `outdated`: a later row of the file has the order with another `head`
    (status, total and whatever else belongs to the order): the order has moved on since. `fields` are all that are read.
    """
    return f"""
        SELECT * EXCLUDE (row_says, head_says, last_head, run, content, copied),
               head_says <> last_head AS outdated,
               concat(head_says, {_END}, CASE WHEN copied THEN run ELSE 0 END) AS copy
        FROM (SELECT *, min(content) OVER version = max(content) OVER version AND min(run) OVER version < max(run) OVER version
                        AS copied
              FROM (SELECT *, sum(hash(row_says)) OVER (PARTITION BY order_id, head_says, run) AS content,
                           arg_max(head_says, row_no) OVER (PARTITION BY order_id) AS last_head
                    FROM (SELECT *, sum(CASE WHEN order_id IS DISTINCT FROM above THEN 1 ELSE 0 END) OVER (ORDER BY row_no)
                                    AS run
                          FROM (SELECT *, lag(order_id) OVER (ORDER BY row_no) AS above, {said(fields)} AS row_says,
                                       {said(head)} AS head_says
                                FROM {relation})))
              WINDOW version AS (PARTITION BY order_id, head_says))"""
