"""A price that slipped looked at again: what the product is sold at, or listed at, after *Done*."""

from __future__ import annotations

from collections.abc import Mapping

from brain.analysis.mended import Verdict
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.watch import Said, Watch, by_sql
from brain.opportunities.pricing.slips import LEAST_DROP, NEW_DAYS

# A price on a single line may be a favour to one customer, or one order taken before the price was changed.
LEAST_LINES = 2

# The price of the newest day that sold any: of several on that day the one on most lines. `$by` is where the slip was seen.
SQL = """WITH sold AS (
    SELECT unit_price, ordered_on, count(*) AS lines, row_number() OVER (ORDER BY ordered_on DESC, count(*) DESC, unit_price) AS place
    FROM order_line
    WHERE shop_id = $shop AND product_id = $product AND ordered_on >= $since AND ordered_on < $until AND line_type = 'product'
        AND status IN ('paid', 'refunded') AND paid_amount > 0 AND quantity > 0 AND unit_price > 0 AND promotion_id IS NULL AND coupon IS NULL
    GROUP BY unit_price, ordered_on),
price AS (
    SELECT CASE WHEN $by = 'listed' THEN (
            SELECT CASE WHEN min(price) = max(price) THEN min(price) END FROM product WHERE shop_id = $shop AND product_id = $product)
        ELSE (SELECT max(unit_price) FROM sold WHERE place = 1) END AS price)
SELECT CAST(max(p.price) AS DOUBLE) AS figure, CAST(coalesce(sum(CASE WHEN s.unit_price = p.price THEN s.lines ELSE 0 END), 0) AS DOUBLE) AS lines
FROM price AS p LEFT JOIN sold AS s ON TRUE"""


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """Back within a tenth of what was usual, or not; fewer than two sold lines tell nothing where the slip was seen in sales."""
    if "figure" not in now or (not then.get("by_file") and now.get("lines", 0.0) < LEAST_LINES):
        return "cannot_tell"
    return "mended" if now["figure"] > (1 - LEAST_DROP) * usual else "not_mended"


def say(verdict: Verdict, said: Said) -> Text:
    """The price, and on what it rests."""
    if said.warned.then.get("by_file"):
        return Text(msg=BY_FILE[verdict], args=said.args)
    lines = said.reading.result.claim_of(round(said.reading.numbers.get("lines", 0.0)), "count")
    return Text(msg=SENTENCES[verdict], args={**said.args, "lines": lines})


SENTENCES: dict[Verdict, str] = {
    "mended": N_("The price is {now} again: {lines} sales since then were made at it."),
    "not_mended": N_(
        "The price is still {now}, a tenth or more below {usual}: {lines} sales since then were made at it."
    ),
    "cannot_tell": N_(
        "Only {lines} sales since then were made at {now}: one alone may be a favour to one customer."
    ),
}
BY_FILE: dict[Verdict, str] = {
    "mended": N_("The newest product file asks {now} again."),
    "not_mended": N_("The newest product file still asks {now}, a tenth or more below {usual}."),
    "cannot_tell": N_("The newest product file does not tell the price."),
}

WATCH = Watch(
    what=Text(msg=N_("Price")),
    unit="money",
    aim="mend",
    file="orders",
    days=NEW_DAYS,
    usual_name=Text(msg=N_("Usual before")),
    count=by_sql(SQL),
    judge=judge,
    say=say,
)
