"""Tags as an owner reads them: how many customers have which, and what one customer has and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from brain.facts.reader import Facts
from brain.facts.tags.base import TagRule
from brain.facts.tags.registry import TAG_BY_NAME, TAGS
from brain.kernel.evidence import Claim, Receipt, Unit
from brain.kernel.i18n import N_, Day, Text, verbatim

YARDSTICKS = {
    "own": N_("the customer's own"),
    "shop": N_("the shop's typical one"),
    "usual": N_("a usual one, for want of repeat orders"),
}
RATES = ("share", "second_share", "near_share", "place")
AMOUNTS = ("spent", "price")
DAYS = ("pause", "away", "active_until", "silent_until")

_COUNTS = """SELECT tag, value, count(*), min(as_of), min(data_version) FROM customer_tag
WHERE shop_id = $shop GROUP BY tag, value"""
_TAGS = """SELECT tag, value, evidence, rule, as_of, data_version FROM customer_tag
WHERE shop_id = $shop AND customer_key = $customer"""
# What the rules looked at, so that its receipt leads to the customer's own rows.
_HER_ROWS = """SELECT count(DISTINCT CASE WHEN paid_amount > 0 THEN order_key END) AS orders,
    max(ordered_on) AS last_day, sum(paid_amount - refund_amount) AS net
FROM order_line
WHERE shop_id = $shop AND customer_key = $customer AND status IN ('paid', 'refunded', 'return') AND ordered_on <= $today"""


class TagCount(BaseModel):
    """How many customers have this value of a tag. `said` is the value in words."""

    model_config = ConfigDict(frozen=True)

    tag: str
    label: Text
    value: str
    said: Text
    customers: int


class TagCounts(BaseModel):
    """A shop's tags by value, most customers first, as of a shop day and a state of the data (None while there are none)."""

    model_config = ConfigDict(frozen=True)

    as_of: date | None
    data_version: int | None
    counts: tuple[TagCount, ...]


class CustomerTag(BaseModel):
    """One tag of a customer with the evidence that its rule looked at and the sentence that they make."""

    model_config = ConfigDict(frozen=True)

    tag: str
    label: Text
    value: str
    said: Text
    why: Text
    evidence: dict[str, Any]
    rule: str
    as_of: date
    data_version: int


class CustomerTags(BaseModel):
    """A customer's tags in the order of `TAGS`; `receipt` leads to the order rows that they rest on."""

    model_config = ConfigDict(frozen=True)

    customer: str
    tags: tuple[CustomerTag, ...]
    receipt: Receipt


def tag_counts(facts: Facts) -> TagCounts:
    """What is stored of this shop's tags, counted by value."""
    with facts.warehouse.cursor() as cursor:
        rows = cursor.execute(_COUNTS, {"shop": facts.shop.id}).fetchall()
    order = {tag.name: place for place, tag in enumerate(TAGS)}
    known = sorted((row for row in rows if row[0] in order), key=lambda row: (order[row[0]], -row[2], row[1]))
    return TagCounts(
        as_of=min((row[3] for row in known), default=None),
        data_version=min((row[4] for row in known), default=None),
        counts=tuple(
            TagCount(
                tag=tag,
                label=Text(msg=TAG_BY_NAME[tag].label),
                value=value,
                said=value_words(TAG_BY_NAME[tag], value),
                customers=customers,
            )
            for tag, value, customers, _, _ in known
        ),
    )


def tags_of(facts: Facts, customer_key: str) -> CustomerTags:
    """A customer's stored tags; empty for a customer without a paid order."""
    given = {"shop": facts.shop.id, "customer": customer_key}
    with facts.warehouse.cursor() as cursor:
        rows = {row[0]: row for row in cursor.execute(_TAGS, given).fetchall()}
    looked_at = facts.sql(_HER_ROWS, {"customer": customer_key, "today": facts.today})
    return CustomerTags(
        customer=customer_key,
        tags=tuple(
            _tag(facts, looked_at.receipt.id, tag, rows[tag.name]) for tag in TAGS if tag.name in rows
        ),
        receipt=looked_at.receipt,
    )


def value_words(tag: TagRule, value: str) -> Text:
    """A value in words; the shop's own names stay as they are."""
    return Text(msg=tag.values[value]) if value in tag.values else verbatim(value)


def _tag(facts: Facts, receipt: str, tag: TagRule, row: tuple[Any, ...]) -> CustomerTag:
    evidence = json.loads(row[2])
    filled = {name: _argument(facts, receipt, name, value) for name, value in evidence.items()}
    return CustomerTag(
        tag=tag.name,
        label=Text(msg=tag.label),
        value=row[1],
        said=value_words(tag, row[1]),
        why=Text(msg=tag.because, args=filled),
        evidence=evidence,
        rule=row[3],
        as_of=row[4],
        data_version=row[5],
    )


def _argument(facts: Facts, receipt: str, name: str, value: Any) -> Claim | Text | Day:
    """A piece of evidence as it stands in a sentence: every figure a claim on the customer's order rows."""
    writers: dict[str, Callable[[Any], Claim | Text | Day]] = {
        "last_day": lambda day: Day(day=date.fromisoformat(day), year=True),
        "yardstick": lambda which: Text(msg=YARDSTICKS[which]),
    }
    if name in writers:
        return writers[name](value)
    unit: Unit = "count"
    if name in RATES:
        unit = "rate"
    elif name in AMOUNTS:
        unit = "money"
    elif name in DAYS:
        unit = "number"
    currency = facts.shop.currency if unit == "money" else None
    return Claim(value=Decimal(str(value)), unit=unit, currency=currency, receipt=receipt)
