"""What the scans that follow customers have in common: shops as numbers, customers as hashes, and who said no.

Grouping ten million lines by the names of shop, customer and product costs several times as much as by numbers, so lines carry
a 64-bit hash until few are left; where a statement asks its lines several times, they are read once and kept as numbers alone. Two of a hundred million customers share one with a chance of 1 in 4,000; then one of them
is judged with the other's orders. The texts are DuckDB's (in Spark such a hash is `xxhash64`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brain.opportunities.audience import AudienceSql
from brain.opportunities.base import Member, Situation
from brain.opportunities.scanning import ONE_SHOP

# `till` is the day after the last full day: nothing of that day or later is read.
PLACE = """place AS MATERIALIZED (
    SELECT shop_id, "end" AS till, row_number() OVER (ORDER BY shop_id) AS shop FROM scope)"""
# Somebody who said no once is not written to, whatever other rows say; see `brain.opportunities.audience.REFUSED`.
REFUSED_ANYWHERE = (
    "refusal AS (SELECT hash(shop_id, customer_key) AS who FROM customer WHERE consent = FALSE)"
)
# From hashes back to the customers of one shop.
NAMED = """known AS (
    SELECT DISTINCT customer_key, hash(shop_id, customer_key) AS who FROM order_line
    WHERE shop_id = $shop AND customer_key IS NOT NULL)"""

# An audience whose members and their order were worked out elsewhere.
GIVEN = """WITH audience AS (
    SELECT customer_key, priority FROM (
        SELECT unnest($members) AS customer_key, unnest($priorities) AS priority) AS given)"""


def audience_given(members: Sequence[Member]) -> AudienceSql:
    """An audience by name."""
    return AudienceSql(
        GIVEN,
        {"members": [one.customer_key for one in members], "priorities": [one.priority for one in members]},
    )


def of_one_shop(text: str, situation: Situation) -> AudienceSql:
    """A scan's statement (or its first part) for the situation's shop, with the parameters that it then has."""
    params: dict[str, Any] = {"scan_end": situation.end, "scan_today": situation.facts.today}
    return AudienceSql(text.replace("{scope}", ONE_SHOP), params)
