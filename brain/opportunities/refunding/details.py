"""A closer look at one item's refunds: by size, channel, region and group, week by week, and the people behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from brain.analysis.refund_rate import Part, one_cause
from brain.facts.reader import Result
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.refunding.scan import CHANNEL, PRODUCT, RECENT_DAYS

WEEKS = 10

# `which` narrows to the item; the same lines as in the scan.
_LINES = """line AS (
    SELECT ordered_on, product_id, product_name, sku, channel, region, group_name, category, customer_key,
        CASE WHEN status = 'return' THEN 0 ELSE 1 END AS bought,
        CASE WHEN status IN ('refunded', 'return') OR refund_amount > 0 THEN 1 ELSE 0 END AS back,
        CASE WHEN status IN ('refunded', 'return') OR refund_amount > 0 THEN coalesce(customer_key, order_key) END AS person,
        refund_amount
    FROM order_line
    WHERE shop_id = $shop AND ordered_on >= $since AND ordered_on < $until AND line_type = 'product'
        AND ((status IN ('paid', 'refunded') AND paid_amount > 0) OR status = 'return') AND {which})"""

WHICH = {PRODUCT: "product_id = $item", CHANNEL: "channel = $item"}

SUMMARY = """WITH {lines}
SELECT max(product_name) AS name, sum(bought) AS bought, sum(back) AS back, count(DISTINCT person) AS people,
    sum(refund_amount) AS refunded, sum(back) / NULLIF(sum(bought), 0) AS rate
FROM line"""

PARTS = """WITH {lines}
{selects}
ORDER BY dimension, value"""
PART = """SELECT '{column}' AS dimension, {column} AS value, sum(bought) AS bought, count(DISTINCT person) AS people
FROM line WHERE {column} IS NOT NULL GROUP BY {column}"""

BY_WEEK = """WITH {lines}
SELECT date_diff('day', ordered_on, $until - 1) // 7 AS weeks_ago, sum(back) / NULLIF(sum(bought), 0) AS rate, sum(bought) AS bought
FROM line GROUP BY weeks_ago ORDER BY weeks_ago DESC"""

# The dimensions a cause is looked for in: of a product what makes it one kind of piece or way; of more also what was sold.
DIMENSIONS = {
    PRODUCT: ("sku", "channel", "region", "group_name"),
    CHANNEL: ("product_id", "category", "region", "group_name"),
}
DIMENSIONS_OF_SHOP = ("product_id", "category", "channel", "region", "group_name")


@dataclass(frozen=True)
class Details:
    """`summary` has one row; `parts` a row a value; `weeks` a row a week, the oldest first. `cause` is None where unknown."""

    name: str
    summary: Result
    parts: Result
    weeks: Result
    cause: Part | None

    def row_of(self, part: Part) -> int:
        """The place of a part in `parts`."""
        return next(i for i, row in enumerate(self.parts.rows) if row[:2] == (part.dimension, part.value))


def read_details(situation: Situation, kept: Kept, candidate: Candidate) -> Details:
    """What can be said about one candidate of the scan."""
    kind, _, item = candidate.key.partition(":")
    lines = _LINES.format(which=WHICH.get(kind, "TRUE"))
    params: dict[str, object] = {"since": situation.days_before(RECENT_DAYS), "until": situation.end}
    if kind in WHICH:
        params["item"] = item
    summary = kept.sql(SUMMARY.format(lines=lines), params)
    selects = "\nUNION ALL\n".join(
        PART.format(column=column) for column in DIMENSIONS.get(kind, DIMENSIONS_OF_SHOP)
    )
    parts = kept.sql(PARTS.format(lines=lines, selects=selects), params)
    weeks = kept.sql(
        BY_WEEK.format(lines=lines), {**params, "since": situation.end - timedelta(days=7 * WEEKS)}
    )
    name, bought, _, people, *_ = summary.rows[0]
    known = [Part(str(d), str(v), int(b), int(p)) for d, v, b, p in parts.rows]
    cause = one_cause(known, int(bought), int(people), candidate.told["usual"])
    return Details(str(name or item), summary, parts, weeks, cause)
