"""New, active, silent, lost: how long a customer has been away, measured by how often they usually come.

The yardstick is the customer's own median pause from three order days on; with fewer, the shop's typical pause (the
median over its customers' medians) where at least 30 customers have one; otherwise 30 days. Up to 1.5 pauses (14 days at
least) a customer is active, or new with a single order day; up to 4 pauses (60 days at least) silent; beyond that lost.
"""

from __future__ import annotations

from brain.facts.tags.base import TagRule
from brain.kernel.i18n import N_

OWN_PAUSES = 2
SHOP_CUSTOMERS = 30
USUAL_DAYS = 30
ACTIVE_PAUSES, ACTIVE_DAYS = 1.5, 14
LOST_PAUSES, LOST_DAYS = 4, 60

_SQL = f"""
WITH placed AS (
    SELECT shop_id, gap, row_number() OVER (PARTITION BY shop_id ORDER BY gap) AS place,
        count(*) OVER (PARTITION BY shop_id) AS customers
    FROM tag_pace),
typical AS (
    SELECT shop_id, max(customers) AS customers,
        avg(CASE WHEN place >= customers / 2.0 AND place <= customers / 2.0 + 1 THEN gap END) AS gap
    FROM placed GROUP BY shop_id),
measured AS (
    SELECT b.*, CASE WHEN p.pauses >= {OWN_PAUSES} THEN 'own' WHEN t.customers >= {SHOP_CUSTOMERS} THEN 'shop'
            ELSE 'usual' END AS yardstick,
        CASE WHEN p.pauses >= {OWN_PAUSES} THEN p.gap WHEN t.customers >= {SHOP_CUSTOMERS} THEN t.gap
            ELSE {USUAL_DAYS} END AS gap
    FROM tag_buyer AS b
        LEFT JOIN tag_pace AS p ON p.shop_id = b.shop_id AND p.customer_key = b.customer_key
        LEFT JOIN typical AS t ON t.shop_id = b.shop_id),
bounded AS (
    SELECT *, greatest({ACTIVE_PAUSES} * gap, {ACTIVE_DAYS}) AS active_until,
        greatest({LOST_PAUSES} * gap, {LOST_DAYS}) AS silent_until
    FROM measured)
SELECT shop_id, customer_key,
    CASE WHEN away <= active_until AND order_days = 1 THEN 'new' WHEN away <= active_until THEN 'active'
        WHEN away <= silent_until THEN 'silent' ELSE 'lost' END AS value,
    CAST(json_object('orders', orders, 'order_days', order_days, 'last_day', last_day, 'away', away,
        'pause', round(CAST(gap AS DOUBLE), 1), 'yardstick', yardstick,
        'active_until', round(CAST(active_until AS DOUBLE), 1), 'silent_until', round(CAST(silent_until AS DOUBLE), 1))
        AS VARCHAR) AS evidence
FROM bounded"""

life_cycle = TagRule(
    name="life_cycle",
    rule="life_cycle/1",
    label=N_("Life cycle"),
    sentence=N_("How long a customer has been away, measured by how often they usually come."),
    because=N_(
        "Last order {last_day}, {away} days ago; the usual pause is {pause} days ({yardstick}). Active up to {active_until} days, silent up to {silent_until}."
    ),
    sql=_SQL,
    values={"new": N_("New"), "active": N_("Active"), "silent": N_("Silent"), "lost": N_("Lost")},
)
