"""The pieces of a file that a shop system may count differently than we do: each with what it would change.

A part says by how much the counted figures would move if the system treats it the other way: counts unpaid orders, leaves
shipping out, ends the day in another time zone. A difference that equals a part to the cent is worth telling; it is never
told as a cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from brain.facts.reader import Facts, Result
from brain.kernel.evidence import Receipt, count_claim
from brain.kernel.i18n import N_, Day, Text

Figure = Literal["orders", "paid", "refunds", "net"]
FIGURES: tuple[Figure, ...] = ("orders", "paid", "refunds", "net")
NOTHING = Decimal(0)
MOST_NAMES = 12
MOST_HOURS = 14
"""Time zones of two systems differ by no more than this in practice."""


@dataclass(frozen=True)
class Part:
    """`moves`: what each figure would gain (or lose) if this part were treated the other way. Parts of one `family` are
    alternatives of one another and never combined. `text` is a noun phrase."""

    code: str
    family: str
    text: Text
    moves: Mapping[Figure, Decimal]
    receipt: Receipt


@dataclass(frozen=True)
class Scope:
    """The days of a file that are compared, both inclusive; None at both ends for the whole file."""

    first: date | None = None
    last: date | None = None

    @property
    def sql(self) -> str:
        """A condition on `first_on`."""
        return "true" if self.first is None else "first_on BETWEEN $first AND $last"

    @property
    def params(self) -> dict[str, date]:
        """What the condition needs."""
        return {} if self.first is None or self.last is None else {"first": self.first, "last": self.last}


# The file's rows as they count today: its own versions, newer versions of them, and rows that it brought unchanged. An
# order stands on the day and hour of its first line.
LINES = """
    SELECT * FROM order_line WHERE shop_id = $shop AND (batch_id = $batch OR row_key IN (
        SELECT row_key FROM order_line_version WHERE shop_id = $shop AND batch_id = $batch AND superseded_by IS NOT NULL
        UNION ALL SELECT row_key FROM row_witness WHERE shop_id = $shop AND fact = 'order_line' AND batch_id = $batch))"""
LOADED = """
    SELECT * FROM order_line_version v WHERE shop_id = $shop AND NOT coalesce(retired, false) AND (batch_id = $batch OR EXISTS (
        SELECT 1 FROM row_witness w WHERE w.shop_id = $shop AND w.fact = 'order_line' AND w.batch_id = $batch
        AND w.row_key = v.row_key AND w.seen_in = v.batch_id))"""
FACE = "CASE WHEN quantity * unit_price >= discount_amount THEN quantity * unit_price - discount_amount ELSE 0 END"
BY_ORDER = f"""
    SELECT order_key, min(ordered_on) AS first_on, arg_min(ordered_hour, ordered_at) AS first_hour,
           sum(paid_amount) AS paid, sum(refund_amount) AS refunds, bool_or(paid_amount > 0) AS sold,
           bool_or(status = 'unpaid') AS unpaid, bool_or(status = 'cancelled') AS cancelled, bool_or(status = 'return') AS credit,
           coalesce(sum({FACE}) FILTER (status IN ('unpaid', 'cancelled')), 0) AS face,
           coalesce(sum(paid_amount) FILTER (line_type = 'shipping'), 0) AS shipping_paid,
           coalesce(sum(refund_amount) FILTER (line_type = 'shipping'), 0) AS shipping_refunds,
           coalesce(sum(paid_amount) FILTER (line_type = 'fee'), 0) AS fee_paid,
           coalesce(sum(refund_amount) FILTER (line_type = 'fee'), 0) AS fee_refunds,
           coalesce(sum(paid_amount) FILTER (line_type = 'adjustment'), 0) AS adjustment_paid,
           coalesce(sum(refund_amount) FILTER (line_type = 'adjustment'), 0) AS adjustment_refunds,
           coalesce(sum(discount_amount) FILTER (status IN ('paid', 'refunded')), 0) AS discount,
           count(*) FILTER (paid_amount > 0 AND line_type = 'product') AS lines,
           any_value(store) AS store, any_value(channel) AS channel
    FROM ({{lines}}) GROUP BY order_key"""
COUNTED = """count(*) FILTER (sold) AS orders, coalesce(sum(paid), 0) AS paid, coalesce(sum(refunds), 0) AS refunds,
    coalesce(sum(paid - refunds), 0) AS net"""


@dataclass(frozen=True)
class Kind:
    """A part that is a condition on orders. `text` is a msgid with {count}; moves are expressions over one order.

    `net` is what the net gains where it is not simply paid less refunds.
    """

    code: str
    text: str
    where: str
    orders: str = "0"
    paid: str = "0"
    refunds: str = "0"
    net: str = ""


KINDS: tuple[Kind, ...] = (
    Kind("unpaid", N_("the {count} unpaid orders"), "unpaid AND NOT sold", orders="1", paid="face"),
    Kind("cancelled", N_("the {count} cancelled orders"), "cancelled AND NOT sold", orders="1", paid="face"),
    Kind(
        "refunded_whole",
        N_("the {count} orders refunded in full"),
        "sold AND refunds >= paid",
        orders="-1",
        paid="-paid",
        refunds="-refunds",
    ),
    Kind(
        "refunds",
        N_("the refunds of {count} orders and credit notes"),
        "refunds > 0",
        paid="-refunds",
        net="refunds",
    ),
    Kind(
        "partial_refunds",
        N_("the refunds of the {count} orders refunded in part"),
        "sold AND refunds > 0 AND refunds < paid",
        paid="-refunds",
        refunds="-refunds",
        net="refunds",
    ),
    Kind(
        "shipping",
        N_("the shipping of {count} orders"),
        "shipping_paid <> 0 OR shipping_refunds <> 0",
        orders="CASE WHEN sold AND shipping_paid = paid THEN -1 ELSE 0 END",
        paid="-shipping_paid",
        refunds="-shipping_refunds",
    ),
    Kind(
        "fees",
        N_("the fees on {count} orders"),
        "fee_paid <> 0 OR fee_refunds <> 0",
        orders="CASE WHEN sold AND fee_paid = paid THEN -1 ELSE 0 END",
        paid="-fee_paid",
        refunds="-fee_refunds",
    ),
    Kind(
        "adjustments",
        N_("the adjustments on {count} orders"),
        "adjustment_paid <> 0 OR adjustment_refunds <> 0",
        orders="CASE WHEN sold AND adjustment_paid = paid THEN -1 ELSE 0 END",
        paid="-adjustment_paid",
        refunds="-adjustment_refunds",
    ),
    Kind("discounts", N_("the discounts of {count} orders"), "sold AND discount > 0", paid="discount"),
    Kind(
        "credit_notes",
        N_("the {count} credit notes"),
        "credit",
        orders="CASE WHEN sold THEN 0 ELSE 1 END",
        refunds="-refunds",
    ),
    Kind(
        "free",
        N_("the {count} orders without any payment"),
        "NOT (sold OR unpaid OR cancelled OR credit)",
        orders="1",
    ),
    Kind("lines", N_("the further lines of {count} orders"), "lines > 1", orders="lines - 1"),
)


@dataclass(frozen=True)
class Counted:
    """The file's figures as they count today, the days they are of, and the receipt."""

    figures: Mapping[Figure, Decimal]
    receipt: Receipt
    first: date | None
    last: date | None


def count(facts: Facts, batch: str, scope: Scope) -> Counted:
    """Count a file's figures in `scope`, as its rows stand today."""
    sql = f"""WITH orders AS ({BY_ORDER.format(lines=LINES)})
              SELECT {COUNTED}, min(first_on) AS first_day, max(first_on) AS last_day FROM orders WHERE {scope.sql}"""
    result = facts.sql(sql, {"batch": batch, **scope.params})
    row = dict(zip(result.columns, result.rows[0], strict=True))
    first, last = (scope.first or row["first_day"]), (scope.last or row["last_day"])
    return Counted(moved(row), result.receipt, first, last)


def parts_of(facts: Facts, batch: str, scope: Scope, counted: Counted) -> tuple[Part, ...]:
    """Every part of a file's orders that may equal a difference, the plainest first."""
    columns = ", ".join(_columns(kind) for kind in KINDS)
    sql = f"WITH orders AS ({BY_ORDER.format(lines=LINES)}) SELECT {columns} FROM orders WHERE {scope.sql}"
    result = facts.sql(sql, {"batch": batch, **scope.params})
    row = dict(zip(result.columns, result.rows[0], strict=True))
    kinds = tuple(part for kind in KINDS if (part := _part(kind, row, result)))
    named = (*_named(facts, batch, scope, "store"), *_named(facts, batch, scope, "channel"))
    edges = _edges(facts, batch, counted.first, counted.last) if counted.first and counted.last else ()
    return (*kinds, *_newer(facts, batch, scope, counted.figures), *named, *edges)


def moved(row: Mapping[str, Any], sign: int = 1, prefix: str = "") -> dict[Figure, Decimal]:
    """The four figures of a row, each times `sign`."""
    return {figure: sign * Decimal(row[prefix + figure] or 0) for figure in FIGURES}


def _columns(kind: Kind) -> str:
    net = kind.net or f"({kind.paid}) - ({kind.refunds})"
    sums = (("orders", kind.orders), ("paid", kind.paid), ("refunds", kind.refunds), ("net", net))
    return f"count(*) FILTER ({kind.where}) AS {kind.code}_count, " + ", ".join(
        f"coalesce(sum({expression}) FILTER ({kind.where}), 0) AS {kind.code}_{figure}"
        for figure, expression in sums
    )


def _part(kind: Kind, row: Mapping[str, Any], result: Result) -> Part | None:
    found = int(row[f"{kind.code}_count"])
    if not found:
        return None
    text = Text(msg=kind.text, args={"count": count_claim(found, result.receipt.id)})
    return Part(kind.code, kind.code, text, moved(row, prefix=f"{kind.code}_"), result.receipt)


def _named(
    facts: Facts, batch: str, scope: Scope, dimension: Literal["store", "channel"]
) -> tuple[Part, ...]:
    """The orders of each store or channel, which a back office may show without the others."""
    sql = f"""WITH orders AS ({BY_ORDER.format(lines=LINES)})
              SELECT {dimension} AS name, {COUNTED}, count(*) AS found FROM orders WHERE {scope.sql} GROUP BY 1 ORDER BY 1"""
    result = facts.sql(sql, {"batch": batch, **scope.params})
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    if not 1 < len(rows) <= MOST_NAMES:
        return ()
    msg = (
        N_("the {count} orders of store “{name}”")
        if dimension == "store"
        else N_("the {count} orders of channel “{name}”")
    )
    unnamed = (
        N_("the {count} orders without a store")
        if dimension == "store"
        else N_("the {count} orders without a channel")
    )
    parts = []
    for row in rows:
        known = count_claim(int(row["found"]), result.receipt.id)
        text = (
            Text(msg=msg, args={"count": known, "name": str(row["name"])})
            if row["name"]
            else Text(msg=unnamed, args={"count": known})
        )
        parts.append(Part(f"{dimension}:{row['name']}", dimension, text, moved(row, -1), result.receipt))
    return tuple(parts)


def _newer(facts: Facts, batch: str, scope: Scope, now: Mapping[Figure, Decimal]) -> tuple[Part, ...]:
    """What newer files changed about the rows of this one."""
    changed = facts.sql(
        """SELECT count(*) FROM order_line_version WHERE shop_id = $shop AND superseded_by IS NOT NULL AND (batch_id = $batch
           OR row_key IN (SELECT row_key FROM row_witness WHERE shop_id = $shop AND fact = 'order_line' AND batch_id = $batch))""",
        {"batch": batch},
    )
    if not changed.rows[0][0]:
        return ()
    sql = f"WITH orders AS ({BY_ORDER.format(lines=LOADED)}) SELECT {COUNTED} FROM orders WHERE {scope.sql}"
    result = facts.sql(sql, {"batch": batch, **scope.params})
    then = moved(dict(zip(result.columns, result.rows[0], strict=True)))
    text = Text(
        msg="what newer files changed in {count} rows of this one",
        args={"count": changed.claim_of(changed.rows[0][0], "count")},
    )
    return (
        Part(
            "newer", "newer", text, {figure: then[figure] - now[figure] for figure in FIGURES}, result.receipt
        ),
    )


def _edges(facts: Facts, batch: str, first: date, last: date) -> Iterator[Part]:
    """Orders near the ends of the days compared: what a system counts in or out whose day ends at another hour."""
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    sql = f"""WITH orders AS ({BY_ORDER.format(lines=LINES)})
              SELECT first_on, first_hour, {COUNTED}, count(*) AS found FROM orders
              WHERE first_on IN ($before, $first, $last, $after) GROUP BY 1, 2"""
    result = facts.sql(sql, {"batch": batch, "before": before, "first": first, "last": last, "after": after})
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    yield from _whole_days(rows, first, last, result.receipt)
    told: set[tuple[Decimal, ...]] = set()
    for hours in range(1, MOST_HOURS + 1):
        early, late = range(hours), range(24 - hours, 24)
        for later in (True, False):
            out = _at(rows, first, early, -1) if later else _at(rows, last, late, -1)
            added = _at(rows, after, early, 1) if later else _at(rows, before, late, 1)
            both = {figure: out[figure] + added[figure] for figure in FIGURES}
            # Hours in which nobody bought move nothing more: the fewest that do are told.
            if any(both.values()) and (key := (Decimal(later), *both.values())) not in told:
                told.add(key)
                text = _edge_words(
                    hours, first if later else last, later=later, alone=not any(added.values())
                )
                yield Part(f"{'later' if later else 'earlier'}:{hours}", "day", text, both, result.receipt)


def _edge_words(hours: int, day: date, *, later: bool, alone: bool) -> Text:
    if not alone and later:
        return Text(msg="the orders that move when days begin {hours} hours later", args={"hours": hours})
    if not alone:
        return Text(msg="the orders that move when days begin {hours} hours earlier", args={"hours": hours})
    args: dict[str, Day | int] = {"hours": hours, "day": Day(day=day, year=True)}
    if later:
        return Text(msg="the orders of the first {hours} hours of {day}", args={**args})
    return Text(msg="the orders of the last {hours} hours of {day}", args={**args})


def _whole_days(rows: list[dict[str, Any]], first: date, last: date, receipt: Receipt) -> Iterator[Part]:
    for day in dict.fromkeys((first, last)):
        found = sum(row["found"] for row in rows if row["first_on"] == day)
        if found and first != last:
            text = Text(
                msg="the {count} orders of {day}",
                args={"count": count_claim(found, receipt.id), "day": Day(day=day, year=True)},
            )
            yield Part(f"day:{day.isoformat()}", "day", text, _at(rows, day, range(24), -1), receipt)


def _at(rows: list[dict[str, Any]], day: date, hours: range, sign: int) -> dict[Figure, Decimal]:
    """The figures of the orders of one day within some hours."""
    found = [row for row in rows if row["first_on"] == day and row["first_hour"] in hours]
    return {figure: sign * sum((Decimal(row[figure]) for row in found), start=NOTHING) for figure in FIGURES}
