"""Worn posts looked at again: clicks of readers of the posts after *Done*, beside the first ones of the series."""

from __future__ import annotations

import math
from collections.abc import Mapping

from brain.analysis.mended import Verdict
from brain.analysis.post_rates import DRIFT, LUCK
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Watch, by_sql
from brain.opportunities.posting.posts import AHEAD_DAYS

# Without an item it is the group as a whole: where the very words were worn, fresh ones are no longer the same.
SQL = """SELECT CAST(sum(clicks) AS DOUBLE) / NULLIF(sum(reached), 0) AS figure, CAST(coalesce(sum(clicks), 0) AS DOUBLE) AS hits,
    CAST(coalesce(sum(reached), 0) AS DOUBLE) AS of, count(*) AS posts
FROM post
WHERE shop_id = $shop AND group_name = $group AND ($item = '' OR product_id = $item) AND posted_on >= $since AND posted_on < $until
    AND reached > 0 AND clicks IS NOT NULL"""


def judge_posts(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """As any rate; a few posts differ by luck that no number of readers takes away."""
    luck = LUCK**2 * (1 / max(then.get("posts", 0.0), 1.0) + 1 / max(now.get("posts", 0.0), 1.0))
    return judge_rate(lower_is_better=False, wander=math.sqrt(luck + DRIFT**2))(then, now, usual)


WATCH = Watch(
    what=Text(msg=N_("Clicks of readers")),
    unit="rate",
    aim="mend",
    file="posts",
    days=AHEAD_DAYS,
    usual_name=Text(msg=N_("At first")),
    count=by_sql(SQL),
    judge=judge_posts,
    say=say_rate,
)
