"""A competitor's lower price looked at again: how far below ours they are in what was seen after *Done*."""

from __future__ import annotations

from collections.abc import Mapping

from brain.analysis.mended import Verdict
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.watch import Said, Watch, by_sql
from brain.opportunities.pricing.rivals import FRESH_DAYS, LEAST_GAP

# Ours is what was sold last; the product file where nothing was.
SQL = """WITH theirs AS (
    SELECT price, row_number() OVER (ORDER BY observed_at DESC, price) AS place FROM market_price
    WHERE shop_id = $shop AND product_id = $product AND coalesce(seller, '') = $seller AND price > 0
        AND CAST(observed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) >= $since
        AND CAST(observed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) < $until),
sold AS (
    SELECT unit_price, row_number() OVER (ORDER BY ordered_at DESC, unit_price) AS place FROM order_line
    WHERE shop_id = $shop AND product_id = $product AND ordered_on >= $since AND ordered_on < $until AND line_type = 'product'
        AND status IN ('paid', 'refunded') AND paid_amount > 0 AND unit_price > 0),
listed AS (SELECT CASE WHEN min(price) = max(price) THEN min(price) END AS price FROM product WHERE shop_id = $shop AND product_id = $product),
both_prices AS (
    SELECT (SELECT max(price) FROM theirs WHERE place = 1) AS theirs,
        coalesce((SELECT max(unit_price) FROM sold WHERE place = 1), (SELECT max(price) FROM listed)) AS ours)
SELECT 1 - CAST(theirs AS DOUBLE) / NULLIF(ours, 0) AS figure, CAST(theirs AS DOUBLE) AS theirs, CAST(ours AS DOUBLE) AS ours FROM both_prices"""


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """Less than a tenth below ours is no news, as it was none before."""
    if "figure" not in now:
        return "cannot_tell"
    return "mended" if now["figure"] < LEAST_GAP else "not_mended"


def say(verdict: Verdict, said: Said) -> Text:
    """Both prices."""
    numbers, result = said.reading.numbers, said.reading.result
    return Text(
        msg=SENTENCES[verdict],
        args={
            "theirs": result.claim_of(round(numbers.get("theirs", 0.0), 2), "money"),
            "ours": result.claim_of(round(numbers.get("ours", 0.0), 2), "money"),
        },
    )


SENTENCES: dict[Verdict, str] = {
    "mended": N_("They ask {theirs} now and you {ours}: no longer a tenth below you."),
    "not_mended": N_("They ask {theirs} now and you {ours}: still a tenth below you or more."),
    "cannot_tell": N_("They ask {theirs} now and you {ours}: that cannot be compared."),
}

WATCH = Watch(
    what=Text(msg=N_("Below your price")),
    unit="rate",
    aim="mend",
    file="prices",
    days=FRESH_DAYS,
    count=by_sql(SQL),
    judge=judge,
    say=say,
)
