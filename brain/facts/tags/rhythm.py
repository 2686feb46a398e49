"""Regular or irregular: whether a customer's pauses between order days resemble each other.

Regular when at least 60 % of the pauses lie between half and one and a half times the median pause. Needs three order
days, so two pauses.
"""

from __future__ import annotations

from brain.facts.tags.base import TagRule
from brain.kernel.i18n import N_

LEAST_PAUSES = 2
NEAR_SHARE = 0.6

_SQL = f"""
WITH near AS (
    SELECT p.shop_id, p.customer_key, c.gap, c.pauses,
        avg(CASE WHEN p.days >= 0.5 * c.gap AND p.days <= 1.5 * c.gap THEN 1.0 ELSE 0.0 END) AS share
    FROM tag_pause AS p JOIN tag_pace AS c ON c.shop_id = p.shop_id AND c.customer_key = p.customer_key
    WHERE c.pauses >= {LEAST_PAUSES} GROUP BY p.shop_id, p.customer_key, c.gap, c.pauses)
SELECT n.shop_id, n.customer_key, CASE WHEN n.share >= {NEAR_SHARE} THEN 'regular' ELSE 'irregular' END AS value,
    CAST(json_object('order_days', b.order_days, 'pause', round(CAST(n.gap AS DOUBLE), 1),
        'near_share', round(CAST(n.share AS DOUBLE), 3), 'last_day', b.last_day) AS VARCHAR) AS evidence
FROM near AS n JOIN tag_buyer AS b ON b.shop_id = n.shop_id AND b.customer_key = n.customer_key"""

rhythm = TagRule(
    name="rhythm",
    rule="rhythm/1",
    label=N_("Rhythm"),
    sentence=N_("Whether a customer's pauses between order days resemble each other."),
    because=N_(
        "{order_days} order days, {pause} days apart as a rule; {near_share} of the pauses are near that."
    ),
    sql=_SQL,
    values={"regular": N_("Regular"), "irregular": N_("Irregular")},
)
