"""A price that was worth a test looked at again: was it tried, and did the product take in more beside the rest of the shop?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from brain.analysis.elasticity import SAME_PRICE
from brain.analysis.mended import Verdict
from brain.analysis.uplift import Estimate, before_after_effect
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.watch import Said, Watch, by_sql

DAYS, WINDOWS = 28, 6

# The product and the rest of the shop in this window and the six equally long ones before it; 0 is this one. `tried` counts the
# product's lines at the price to try.
_PLACES = ",\n    ".join(
    f"CAST(coalesce(sum(CASE WHEN place = {-place} AND {which} THEN net END), 0) AS DOUBLE) AS {name}_{place}"
    for place in range(WINDOWS + 1)
    for name, which in (("own", "own"), ("rest", "NOT own"))
)
SQL = f"""WITH line AS (
    SELECT product_id = $product AS own, paid_amount - refund_amount AS net, unit_price,
        CAST(floor(date_diff('day', CAST($since AS DATE), ordered_on) / greatest(CAST(date_diff('day', CAST($since AS DATE), CAST($until AS DATE)) AS DOUBLE), 1.0)) AS BIGINT) AS place
    FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND product_id IS NOT NULL
        AND ordered_on >= CAST($since AS DATE) - {WINDOWS * DAYS} AND ordered_on < $until)
SELECT CAST(sum(CASE WHEN own AND place = 0 THEN net END) AS DOUBLE) / NULLIF(date_diff('day', CAST($since AS DATE), CAST($until AS DATE)), 0) AS figure,
    CAST(coalesce(sum(CASE WHEN own AND place = 0 THEN 1 ELSE 0 END), 0) AS DOUBLE) AS lines,
    CAST(coalesce(sum(CASE WHEN own AND place = 0 AND abs(ln(CAST(unit_price AS DOUBLE) / CAST($price AS DOUBLE))) <= {SAME_PRICE} THEN 1 ELSE 0 END), 0) AS DOUBLE) AS tried,
    {_PLACES}
FROM line WHERE unit_price > 0"""


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """A price that nobody was asked brings nothing; one that was is judged by the product's relation to the rest of the shop."""
    if not now.get("lines"):
        return "cannot_tell"
    if not now.get("tried"):
        return "not_mended"
    gained = _gained(now)
    if gained is None or gained.low <= 0 <= gained.high:
        return "cannot_tell"
    return "mended" if gained.low > 0 else "not_mended"


def _gained(now: Mapping[str, float]) -> Estimate | None:
    own, rest = (
        np.array([now.get(f"{name}_{place}", 0.0) for place in range(WINDOWS + 1)])
        for name in ("own", "rest")
    )
    # Windows from before the data begins are no fact about sales.
    known = int((own[1:] + rest[1:] > 0).sum())
    return before_after_effect(own[1 : known + 1], rest[1 : known + 1], float(own[0]), float(rest[0]))


def say(verdict: Verdict, said: Said) -> Text:
    """Whether it was tried comes first."""
    numbers, result = said.reading.numbers, said.reading.result
    args = {**said.args, "tried": result.claim_of(round(numbers.get("tried", 0.0)), "count")}
    if not numbers.get("tried"):
        return Text(
            msg=N_("No sale since then was made at the price to try, so there is nothing to learn from.")
        )
    return Text(msg=SENTENCES[verdict], args=args)


SENTENCES: dict[Verdict, str] = {
    "mended": N_(
        "{tried} sales were made at the new price. Beside the rest of the shop the product takes in more than before, more clearly than chance explains: {now} a day, {then} when the alert was made."
    ),
    "not_mended": N_(
        "{tried} sales were made at the new price. Beside the rest of the shop the product takes in less than before, more clearly than chance explains: {now} a day, {then} when the alert was made."
    ),
    "cannot_tell": N_(
        "{tried} sales were made at the new price. Beside the rest of the shop, {now} a day against {then} when the alert was made cannot be told from chance."
    ),
}

WATCH = Watch(
    what=Text(msg=N_("Net sales a day")),
    unit="money",
    aim="reach",
    file="orders",
    days=DAYS,
    count=by_sql(SQL),
    judge=judge,
    say=say,
)
