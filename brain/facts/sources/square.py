"""Square's item sales detail: one row an item of a sale or of a refund, as the till rang it up.

`Net Sales` is after discounts and without tax; with `Tax` it is what the customer was charged for the row. A refund is
a row of its own, on its own day: status *return*, no payment, as a credit note. Date and time are two columns on the
wall clock of the zone that the row names. Tips and service charges are not in this export. The header comes from
published samples of the years 2024 to 2026; no real file was at hand.

A till rings equal items up one by one, so equal rows that stand together are as many sales.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.copies import said, told_apart
from brain.facts.sources.values import zones
from brain.facts.sources.values.cells import literal
from brain.kernel.i18n import N_

FIELDS = (
    Field("order_id", N_("transaction number"), ("Transaction ID",), required=True),
    Field("day", N_("date"), ("Date",), "day", required=True),
    Field("time", N_("time"), ("Time",), needed=True),
    Field("zone", N_("time zone"), ("Time Zone",)),
    Field("category", N_("category"), ("Category",)),
    Field("item", N_("product name"), ("Item",), needed=True),
    Field("quantity", N_("quantity"), ("Qty",), "amount", required=True),
    Field("price_point", N_("variant"), ("Price Point Name",), needed=True),
    Field("sku", N_("SKU"), ("SKU",)),
    Field("modifiers", N_("extras"), ("Modifiers Applied",)),
    Field("gross", N_("gross sales"), ("Gross Sales",), "amount", required=True),
    Field("discounts", N_("discount"), ("Discounts",), "amount"),
    Field("net", N_("net sales"), ("Net Sales",), "amount", required=True),
    Field("tax", N_("tax"), ("Tax",), "amount"),
    Field("payment_id", N_("payment number"), ("Payment ID",)),
    Field("event", N_("payment or refund"), ("Event Type",), required=True),
    Field("location", N_("channel"), ("Location",)),
    Field("channel", N_("channel"), ("Channel",)),
    Field("customer_id", N_("customer number"), ("Customer ID",), personal=True),
    Field("customer_name", N_("customer name"), ("Customer Name",), personal=True),
    Field("itemization", N_("type"), ("Itemization Type",)),
)  # fmt: skip
_SAID = [one.name for one in FIELDS]

_CLOCK = (
    "CAST(try_strptime(upper(time), ['%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p', '%I:%M%p']) AS TIME)"
)
_SHORT_ZONE = r"regexp_replace(lower(zone), '\s*(standard |daylight )?time\b.*$', '')"
_WHENS = " ".join(f"WHEN {literal(short)} THEN {literal(zone)}" for short, zone in zones.NAMED_ZONES.items())
# A zone named as IANA does; NULL for a name that is not known, so that no time is read by the wrong clock.
_ZONE = f"""CASE WHEN zone IS NULL THEN $zone WHEN zone IN (SELECT name FROM pg_timezone_names()) THEN zone
    ELSE CASE {_SHORT_ZONE} {_WHENS} END END"""
_FULL_NAME = """concat_ws(' - ', item, CASE WHEN lower(price_point) NOT IN ('regular', 'regular price') THEN price_point END)"""

ORDERS = Form(
    table="order_line",
    fields=FIELDS,
    relation=f"""
        SELECT *, lower(event) = 'refund' AS is_refund, net + coalesce(tax, 0) AS charged, {_FULL_NAME} AS full_name,
               make_timestamp(epoch_us(timezone(wall_zone, day + clock))) AS ordered_at, 0 AS part,
               row_number() OVER (PARTITION BY order_id, copy, {said(_SAID)} ORDER BY row_no) AS nth,
               coalesce(lower(itemization), lower(item), '') = 'custom amount' OR item IS NULL AS keyed_in
        FROM (SELECT *, {_CLOCK} AS clock, {_ZONE} AS wall_zone FROM ({told_apart("typed", _SAID, ["order_id"])}))""",
    checks=(
        ("raw_time IS NULL", "missing:time"),
        ("clock IS NULL", "bad_time:time"),
        ("wall_zone IS NULL", "unknown_zone"),
        ("lower(event) NOT IN ('payment', 'refund')", "unknown_status"),
        ("charged < 0 AND NOT is_refund", "negative_amount"),
        ("charged > 0 AND is_refund", "credit_not_negative"),
    ),
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": "CASE WHEN is_refund THEN 'return' ELSE 'paid' END",
        # Amounts keyed in by hand have no product behind them.
        "line_type": "CASE WHEN keyed_in THEN 'adjustment' ELSE 'product' END",
        "product_id": "CASE WHEN NOT keyed_in THEN coalesce(sku, full_name) END",
        "product_name": "full_name",
        "sku": "sku",
        "category": "category",
        "quantity": "CASE WHEN is_refund THEN -abs(quantity) ELSE quantity END",
        "unit_price": "abs(gross / nullif(quantity, 0))",
        "discount_amount": "CASE WHEN is_refund THEN 0 ELSE abs(coalesce(discounts, 0)) END",
        "paid_amount": "CASE WHEN is_refund THEN 0 ELSE charged END",
        "refund_amount": "CASE WHEN is_refund THEN abs(charged) ELSE 0 END",
        "channel": "coalesce(channel, location)",
    },
    # No row is written again in a newer version, so a row is known by what it says of the sale; its category, customer
    # and channel may be put right later.
    identity=(
        "order_id",
        "lower(event)",
        "payment_id",
        "day",
        "clock",
        "item",
        "price_point",
        "sku",
        "modifiers",
        "quantity",
        "gross",
        "net",
        "tax",
        "nth",
    ),
    contact={"customer_id": "coalesce(customer_id, customer_name)", "name": "customer_name"},
)
# A dollar's country shows by the zone.
DOLLARS = {
    "Australia/": "AUD",
    "Pacific/Auckland": "NZD",
    "America/Toronto": "CAD",
    "America/Halifax": "CAD",
    "America/St_Johns": "CAD",
    "America/Regina": "CAD",
}


class Square:
    """Recognised by its price point, event type and net sales."""

    name = "square"
    label = N_("Square item sales detail")
    forms: Mapping[str, Form] = {"orders": ORDERS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names; devices, cards and notes, which are not read, do not count against it."""
        match = match_form(ORDERS, header, "orders") if kind in (None, "orders") else None
        return Match(match.kind, (1.0, match.score[1]), match.mapping) if match else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """The zone that the rows name and the currency whose sign the amounts carry; None when neither tells."""
        named = next(iter(zones.column(header, rows, "Time Zone")), "")
        zone = zones.named_zone(named)
        currency = zones.currency_by_sign(zones.column(header, rows, "Gross Sales", "Net Sales"))
        if currency in (None, "USD") and zone:
            currency = next(
                (code for part, code in DOLLARS.items() if zone.startswith(part)), currency or "USD"
            )
        if currency is None:
            return None
        own = zones.CURRENCY_ZONES.get(currency, "UTC")
        return ShopGuess(zone or own, currency, zones.language_of(currency))


SQUARE = Square()
