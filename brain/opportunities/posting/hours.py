"""The hours at which a group was posted to: does one clearly beat the others, and do most posts go out at those?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from brain.analysis.post_rates import (
    BETTER,
    LEAST_CLICKS,
    LEAST_POSTS_AT,
    LEAST_POSTS_ELSEWHERE,
    drawn_to_one,
    scatter,
)
from brain.opportunities.base import Candidate
from brain.opportunities.posting.posts import AHEAD_DAYS, CLICK_VALUE, EXTRA_SHARE, POSTS

# The best of six hours in each of four groups reaches 2.5 by noise; at 2.8 one card in six was noise in the planted worlds.
LEAST_Z = 2.8
SURE, LESS_SURE = 0.95, 0.65
CLEAR_Z = 4.0
# With so large a part of the latest posts at the best hour already there is nothing to move.
MOST_ALREADY = 0.5

SCAN = f"""WITH {{scope}},
{POSTS},
at_hour AS (
    SELECT shop_id, group_name, hour, count(*) AS posts, sum(clicks) AS clicks, sum(w) AS sw, sum(w * y) AS sy, sum(w * y * y) AS syy,
        avg(reached) AS reached, sum(CASE WHEN day >= "end" - {AHEAD_DAYS} THEN 1 ELSE 0 END) AS lately
    FROM post_row GROUP BY shop_id, group_name, hour),
of_group AS (
    SELECT shop_id, group_name, count(*) AS hours, sum(posts) AS posts, sum(sw) AS sw, sum(sy) AS sy, sum(lately) AS lately,
        sum(clicks) AS clicks, sum(reached * posts) / sum(posts) AS reached
    FROM at_hour GROUP BY shop_id, group_name
    HAVING count(*) >= 2 AND sum(posts) >= {LEAST_POSTS_AT + LEAST_POSTS_ELSEWHERE}),
{CLICK_VALUE.format(of="of_group")}
SELECT h.shop_id, h.group_name, CAST(h.hour AS BIGINT) AS hour, CAST(h.posts AS BIGINT) AS posts, CAST(h.clicks AS BIGINT) AS clicks,
    h.sw, h.sy, h.syy, CAST(h.lately AS BIGINT) AS lately, CAST(g.hours AS BIGINT) AS hours, CAST(g.posts AS BIGINT) AS all_posts,
    g.sw AS all_sw, g.sy AS all_sy, CAST(g.lately AS BIGINT) AS all_lately, CAST(g.clicks AS BIGINT) AS all_clicks, g.reached,
    c.orders_a_click, coalesce(m.order_value, 0.0) AS order_value
FROM at_hour AS h JOIN of_group AS g ON g.shop_id = h.shop_id AND g.group_name = h.group_name
    JOIN click AS c ON c.shop_id = h.shop_id LEFT JOIN money AS m ON m.shop_id = h.shop_id
ORDER BY h.shop_id, h.group_name, h.hour"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """A group's best hour, where it clearly beats the others and most of the latest posts went out at those."""
    rows = frame.assign(row=np.arange(len(frame)))
    here, rest = rows["sy"] / rows["sw"], rows["all_sw"] - rows["sw"]
    with np.errstate(divide="ignore", invalid="ignore"):
        elsewhere = (rows["all_sy"] - rows["sy"]) / rest
        variance: pd.Series[float] = 1 / rows["sw"] + 1 / rest
    squares = (rows["syy"] - here * rows["sy"]).to_numpy(float)
    grown = scatter(squares, rows["posts"].to_numpy(float) - 1, rows["shop_id"])
    better = here - elsewhere
    spread = np.sqrt(grown * variance.to_numpy(float))
    z: pd.Series[float] = better / spread
    ratio = drawn_to_one(better.to_numpy(float), grown * variance.to_numpy(float))
    moved = rows["all_lately"] - rows["lately"]
    gained = moved * rows["reached"] * np.exp(elsewhere) * (ratio - 1)
    rows = rows.assign(
        z=z, better=better, elsewhere=elsewhere, ratio=ratio, moved=moved, gained=gained,
        worth=gained * rows["orders_a_click"] * rows["order_value"] * EXTRA_SHARE,
    )  # fmt: skip
    fitting = (rows["posts"] >= LEAST_POSTS_AT) & (rows["all_posts"] - rows["posts"] >= LEAST_POSTS_ELSEWHERE)
    fitting &= (rows["clicks"] >= LEAST_CLICKS) & (z >= LEAST_Z) & (better >= math.log(BETTER))
    fitting &= (rows["all_lately"] > 0) & (rows["lately"] <= MOST_ALREADY * rows["all_lately"])
    found = rows[fitting].sort_values(["shop_id", "group_name", "z"], ascending=[True, True, False])
    return [_candidate(one) for one in found.drop_duplicates(["shop_id", "group_name"]).itertuples()]


def _candidate(row: Any) -> Candidate:
    one = row._asdict()
    return Candidate(
        shop=one["shop_id"],
        key=f"{one['group_name']}:{one['hour']}",
        worth=one["worth"],
        sure=SURE if one["z"] >= CLEAR_Z else LESS_SURE,
        row=int(one["row"]),
        told={
            name: float(one[name])
            for name in ("z", "better", "elsewhere", "ratio", "moved", "gained", "worth", "hour")
        },
    )
