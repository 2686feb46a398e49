"""Who a finding is for: a rule in SQL that members, their orders and their hours are all read through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from brain.facts.reader import Result
from brain.opportunities.base import Member, Situation
from brain.opportunities.keeping import Kept

ORDER_VALUE_DAYS = 365
LEAST_ORDERS = 20

# Somebody who said no once is not written to, whatever other rows say; without a customer file nobody has said no.
REFUSED = "refused AS (SELECT DISTINCT customer_key FROM customer WHERE shop_id = $shop AND consent = FALSE)"

MEMBERS = """{audience}
SELECT customer_key, priority FROM audience ORDER BY priority DESC, customer_key"""

ORDER_VALUE = """{audience}
SELECT count(*) AS orders, avg(net) AS order_value, stddev_pop(net) / NULLIF(avg(net), 0) AS order_spread
FROM (
    SELECT order_key, sum(paid_amount - refund_amount) AS net FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND ordered_on >= $since AND ordered_on < $until
        AND customer_key IN (SELECT customer_key FROM audience)
    GROUP BY order_key HAVING sum(paid_amount) > 0
) AS single_order"""

ORDER_VALUE_OF_EVERYBODY = """
SELECT count(*) AS orders, avg(net) AS order_value, stddev_pop(net) / NULLIF(avg(net), 0) AS order_spread
FROM (
    SELECT order_key, sum(paid_amount - refund_amount) AS net FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND ordered_on >= $since AND ordered_on < $until
    GROUP BY order_key HAVING sum(paid_amount) > 0
) AS single_order"""


@dataclass(frozen=True)
class AudienceSql:
    """`text` is a WITH clause that ends with a table `audience(customer_key, priority)`; `params` are its parameters."""

    text: str
    params: dict[str, Any]


@dataclass(frozen=True)
class OrderValue:
    """The average order, net of refunds, in the shop's currency, its relative spread, and the result it comes from."""

    mean: float
    spread: float
    orders: int
    result: Result


def read_members(kept: Kept, audience: AudienceSql) -> tuple[tuple[Member, ...], Result]:
    """All members, most wanted first."""
    result = kept.sql(MEMBERS.format(audience=audience.text), audience.params)
    return tuple(Member(customer_key=key, priority=float(priority)) for key, priority in result.rows), result


def order_value(situation: Situation, kept: Kept, audience: AudienceSql | None) -> OrderValue:
    """What an order of the audience is worth; of everybody where the audience (None: everybody) ordered fewer than 20 times."""
    window = {"since": situation.days_before(ORDER_VALUE_DAYS), "until": situation.end}
    if audience is not None:
        own = _read(kept.sql(ORDER_VALUE.format(audience=audience.text), {**audience.params, **window}))
        if own.orders >= LEAST_ORDERS:
            return own
    return _read(kept.sql(ORDER_VALUE_OF_EVERYBODY, window))


def _read(result: Result) -> OrderValue:
    orders, mean, spread = result.rows[0]
    return OrderValue(max(float(mean or 0), 0.0), float(spread or 0), int(orders), result)
