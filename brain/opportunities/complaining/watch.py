"""Complaints looked at again: how many of a product's reviews since *Done* say the same."""

from __future__ import annotations

from collections.abc import Mapping

from brain.facts.reader import Facts
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Reading, Watch
from brain.opportunities.complaining.details import says
from brain.opportunities.complaining.scan import RECENT_DAYS, UNHAPPY

# How far the part of buyers who complain of anything wanders from month to month. Our own guess.
WANDER = 0.4

# Who speaks, as in the scan: a customer once; those without a name once a day together.
SQL = """WITH said AS (
    SELECT r.customer_key, CAST(r.rating AS DOUBLE) AS rating, r.text,
        CAST(r.reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) AS said_on
    FROM review AS r WHERE r.shop_id = $shop AND r.product_id = $product AND r.rating IS NOT NULL),
scale AS (SELECT CASE WHEN max(rating) > 5 THEN 2.0 ELSE 1.0 END AS steps FROM review WHERE shop_id = $shop)
SELECT coalesce(s.customer_key, concat('?', CAST(s.said_on AS VARCHAR))) AS voice, s.rating / c.steps AS rating, coalesce(s.text, '') AS text
FROM said AS s CROSS JOIN scale AS c WHERE s.said_on >= $since AND s.said_on < $until
ORDER BY s.said_on, voice"""


def count(facts: Facts, about: Mapping[str, str], period: Period) -> Reading:
    """Voices that say it, of all reviews of the product; no reviews tell nothing."""
    result = facts.sql(
        SQL,
        {"product": about["product"], "zone": facts.shop.zone, "since": period.start, "until": period.end},
    )
    voices = {
        voice for voice, rating, text in result.rows if rating <= UNHAPPY and says(text, about["theme"])
    }
    hits, of = float(len(voices)), float(len(result.rows))
    return Reading(result, {"figure": hits / of if of else None, "hits": hits, "of": of})


WATCH = Watch(
    what=Text(msg=N_("Reviews that complain of it")),
    unit="rate",
    aim="mend",
    file="reviews",
    days=RECENT_DAYS,
    usual_name=Text(msg=N_("Other products")),
    count=count,
    judge=judge_rate(lower_is_better=True, wander=WANDER),
    say=say_rate,
)
