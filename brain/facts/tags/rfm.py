"""Recency, frequency, money: three scores from 1 to 5 among the shop's customers, and the name of their combination.

A score is the fifth in which a customer's place falls; customers with the same figure share the middle of their places,
so ties neither depend on the order of rows nor split. Frequency and money look at the last 365 days. 4 and 5 are high.
"""

from __future__ import annotations

from brain.facts.tags.base import TagRule
from brain.kernel.i18n import N_

HIGH = 4


def _score(figure: str) -> str:
    """One plus the whole fifths of customers below: those with less, and half of those who are level."""
    below = f"rank() OVER (PARTITION BY shop_id ORDER BY {figure}) - 1"
    level = f"count(*) OVER (PARTITION BY shop_id, {figure})"
    everybody = "count(*) OVER (PARTITION BY shop_id)"
    return f"1 + CAST(floor(5.0 * ({below} + {level} / 2.0) / {everybody}) AS INTEGER)"


_SQL = f"""
WITH scored AS (
    SELECT *, {_score("0 - away")} AS recency, {_score("orders_in_year")} AS frequency, {_score("spent_in_year")} AS money
    FROM tag_buyer)
SELECT shop_id, customer_key,
    concat(CASE WHEN money >= {HIGH} THEN 'important_' ELSE 'general_' END,
        CASE WHEN recency >= {HIGH} AND frequency >= {HIGH} THEN 'value' WHEN recency >= {HIGH} THEN 'develop'
            WHEN frequency >= {HIGH} THEN 'keep' ELSE 'win_back' END) AS value,
    CAST(json_object('recency', recency, 'frequency', frequency, 'money', money, 'away', away, 'last_day', last_day,
        'orders', orders_in_year, 'spent', CAST(spent_in_year AS VARCHAR)) AS VARCHAR) AS evidence
FROM scored"""

rfm = TagRule(
    name="rfm",
    rule="rfm/1",
    label=N_("Value (RFM)"),
    sentence=N_(
        "Recency, frequency and money, each from 1 to 5 among the shop's own customers; 4 and 5 are high."
    ),
    because=N_(
        "Scores {recency}-{frequency}-{money}: last order {away} days ago, {orders} orders and {spent} spent in 365 days."
    ),
    sql=_SQL,
    values={
        "important_value": N_("Important: keep as they are"),
        "important_develop": N_("Important: develop"),
        "important_keep": N_("Important: keep in touch"),
        "important_win_back": N_("Important: win back"),
        "general_value": N_("General: frequent small orders"),
        "general_develop": N_("General: develop"),
        "general_keep": N_("General: keep in touch"),
        "general_win_back": N_("General: win back"),
    },
)
