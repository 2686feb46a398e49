"""Exports with one row a product: an order's payment, shipping and refund laid on its lines, to the cent.

A form says in its `rows` what a row means; `lines` does the sums. Used by the Chinese shop systems, whose exports differ
in headers and in whether a row repeats its order's amounts or has its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Form, Match, ShopGuess, match_form
from brain.facts.sources.spreading import shared
from brain.facts.sources.values import cells

# What these systems write where there is nothing to say.
NOTHING = ("-", "--", "——", "/", "null", "无", "无退款申请", "没有申请退款")
WITHIN = "PARTITION BY grp"
# Leftover cents go by what the lines say, shipping last: a file in another order of rows gives the same facts.
TIES = "part, line_key, occurrence"
# A row that repeats its order's amounts belongs to its order, or to a copy of it that was pasted into the same file.
PASTED: tuple[str, str] = ("outdated", "replaced_in_file")

CHECKS: tuple[tuple[str, str], ...] = (
    ("state = 'unknown'", "unknown_status"),
    ("spoilt", "order_incomplete"),
    ("disagree", "order_amounts_differ"),
    ("received IS NULL", "no_amount"),
    ("ordered_at IS NULL", "missing:ordered_at"),
    ("negative OR least(received, shipping, given_back) < 0", "negative_amount"),
    ("given_back > received", "refund_above_payment"),
)

COLUMNS: Mapping[str, str] = {
    "order_id": "order_id",
    "ordered_at": "ordered_at",
    "status": """CASE WHEN state <> 'paid' THEN state WHEN received > 0 AND given_back >= received THEN 'refunded'
                 WHEN line_paid > 0 AND line_refund >= line_paid THEN 'refunded' ELSE 'paid' END""",
    "line_type": "CASE WHEN part = 1 THEN 'shipping' ELSE 'product' END",
    "product_id": "CASE WHEN part = 0 THEN product_id END",
    "product_name": "CASE WHEN part = 1 THEN '运费' ELSE product_name END",
    "sku": "CASE WHEN part = 0 THEN sku END",
    "quantity": "CASE WHEN part = 1 THEN 1 ELSE quantity END",
    "unit_price": "CASE WHEN part = 1 THEN shipping ELSE unit_price END",
    "discount_amount": "CASE WHEN part = 0 AND received > 0 THEN greatest(gross - line_paid, 0) ELSE 0 END",
    "paid_amount": "line_paid",
    "refund_amount": "line_refund",
    "region": "region",
}
# Lines of one product in one order are counted; the shipping of an order is one line.
LINE_KEY = "CASE WHEN part = 1 THEN 'shipping' ELSE concat(line_key, '#', occurrence) END"


def lines(rows: str, group: str = "order_id, copy", weight: str = "gross") -> str:
    """The relation of a form, from a query over `typed` that says what each row means.

    `rows` has beside the typed cells: state ('paid', 'unpaid', 'cancelled' or 'unknown'), received, shipping and
    given_back (whole amounts of the group; shipping is part of received; NULL or 0 where a row leaves them out), gross
    (the line's list value), claim (the refund that the line itself names), quantity, unit_price and line_key. Rows that
    are alike in `group` are one payment: 'row_no' where each row has amounts of its own. The payment for the goods is
    shared by `weight`, which is never negative; a refund goes to the lines that name one, the rest by what was paid.
    Adds line_paid, line_refund and, once it was paid, the group's shipping as part 1.
    """
    amounts = ("received", "shipping", "given_back")
    filled = ", ".join(f"max({name}) OVER g AS {name}" for name in amounts)
    differ = " OR ".join(
        f"min(nullif({name}, 0)) OVER g <> max(nullif({name}, 0)) OVER g" for name in amounts
    )
    to_goods = "round((received - least(shipping, received)) * 100)"
    # What a line names beyond its own payment was freight, as far as there was any.
    others = """CASE WHEN part = 0 AND beyond AND given_back - to_named <= shipping THEN 0
        ELSE line_paid - named_refund END"""
    return f"""
        WITH meant AS ({rows}),
        grouped AS (SELECT *, concat_ws(chr(30), {group}, CASE WHEN order_id IS NULL THEN row_no END) AS grp FROM meant),
        numbered AS (
            SELECT * REPLACE ({filled}), 0 AS part, row_number() OVER (g ORDER BY row_no) AS place,
                   row_number() OVER (PARTITION BY grp, line_key ORDER BY unit_price, quantity, gross, claim, row_no) AS occurrence,
                   bool_or(reason IS NOT NULL) OVER g AS spoilt,
                   coalesce(min(state) OVER g <> max(state) OVER g OR {differ}, false) AS disagree,
                   coalesce(bool_or(least(quantity, unit_price, claim) < 0) OVER g, false) AS negative
            FROM grouped WINDOW g AS ({WITHIN})),
        whole AS (SELECT * REPLACE (coalesce(shipping, 0) AS shipping, coalesce(given_back, 0) AS given_back) FROM numbered),
        goods AS ({shared("whole", "line_paid", to_goods, weight, WITHIN, TIES)}),
        every_line AS (
            SELECT * FROM goods UNION ALL BY NAME
            SELECT * REPLACE (1 AS part, least(shipping, received) AS line_paid, 0 AS gross, 0 AS claim)
            FROM goods WHERE place = 1 AND shipping > 0 AND state = 'paid'),
        claimed AS (SELECT *, least(coalesce(claim, 0), line_paid) AS named FROM every_line),
        owed AS (SELECT *, least(given_back, sum(named) OVER ({WITHIN})) AS to_named,
                        sum(claim) OVER ({WITHIN}) > sum(named) OVER ({WITHIN}) AS beyond FROM claimed),
        first AS ({shared("owed", "named_refund", "round(to_named * 100)", "named", WITHIN, TIES)}),
        second AS ({shared("first", "other_refund", "round((given_back - to_named) * 100)", others, WITHIN, TIES)})
        SELECT *, named_refund + other_refund AS line_refund FROM second"""


def gross(quantity: str = "quantity", price: str = "unit_price") -> str:
    """A line's list value; 0 where quantity or price is not given."""
    return f"greatest(coalesce(try_cast({quantity} * {price} AS DECIMAL(18,4)), 0), 0)"


def said(cell: str) -> str:
    """A cell, NULL where it only says that there is nothing."""
    return f"CASE WHEN lower({cell}) NOT IN ({', '.join(map(cells.literal, NOTHING))}) THEN {cell} END"


def state_of(cell: str, words: Mapping[str, Sequence[str]]) -> str:
    """Which state a status word means, 'unknown' for any other; commas of either width and blanks do not matter."""
    even = f"replace(replace({cell}, ',', '，'), ' ', '')"
    whens = " ".join(
        f"WHEN {even} IN ({', '.join(map(cells.literal, given))}) THEN '{state}'"
        for state, given in words.items()
    )
    return f"CASE {whens} ELSE 'unknown' END"


def own_phone(cell: str) -> str:
    """A mobile number that names a person: masked, encrypted and forwarding numbers do not."""
    return f"CASE WHEN regexp_full_match({cell}, '(\\+?86)?-?1[3-9]\\d{{9}}') THEN right({cell}, 11) END"


def unmasked(cell: str) -> str:
    """A name that is written out: many customers share 小**."""
    return f"CASE WHEN NOT contains({cell}, '*') THEN {said(cell)} END"


def spelled(*names: str) -> tuple[str, ...]:
    """Headers with their brackets in either width."""
    wide = (name.replace("(", "（").replace(")", "）") for name in names)
    return tuple(dict.fromkeys((*names, *wide)))


class ShopSystem:
    """A Chinese shop system with one form, recognised by its headers: it sells in yuan on Beijing time."""

    def __init__(self, name: str, label: str, orders: Form) -> None:
        self.name = name
        self.label = label
        self.forms: Mapping[str, Form] = {"orders": orders}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names."""
        return match_form(self.forms["orders"], header, "orders") if kind in (None, "orders") else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """Yuan, Beijing time, Chinese."""
        return ShopGuess("Asia/Shanghai", "CNY", "zh")
