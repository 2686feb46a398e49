"""What is shown where it is not wanted: categories posted to the wrong group, products looked at in a channel that does not sell them.

Both are one comparison. Something is shown so often in a place and answered so often (clicks of readers reached; order lines of
looks); beside how the place answers everything else, one place answers it far better than another, and the other is shown it more.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.analysis.moved import Floats
from brain.analysis.rising import confidences
from brain.opportunities.base import Candidate, Scan
from brain.opportunities.mending import worth_of_mending

POST_DAYS, LOOK_DAYS = 84, 42
LEAST_CLICKS, LEAST_LINES = 13, 10
LEAST_LOOKS = 30
# How many times as well the better place must answer, at least.
LEAST_TIMES = {"group": 1.6, "channel": 2.0}
# Two posts of one kind differ by so much beside counting (standard deviation of the logarithm); and what is looked at, too.
LUCK = {"group": 0.15, "channel": 0.3}

_CELLS = f"""WITH {{scope}},
shelf AS (
    SELECT p.shop_id, p.product_id, min(p.category) AS category FROM product AS p JOIN scope AS s ON s.shop_id = p.shop_id
    WHERE p.category IS NOT NULL GROUP BY p.shop_id, p.product_id),
posted AS (
    SELECT p.shop_id, 'group' AS kind, coalesce(p.category, h.category) AS item, p.group_name AS place, count(*) AS shown,
        sum(p.reached) AS trials, sum(p.clicks) AS hits
    FROM post AS p JOIN scope AS s ON s.shop_id = p.shop_id
        LEFT JOIN shelf AS h ON h.shop_id = p.shop_id AND h.product_id = p.product_id
    WHERE p.posted_on >= s."end" - {POST_DAYS} AND p.posted_on < s."end" AND p.reached > 0 AND p.group_name IS NOT NULL
        AND coalesce(p.category, h.category) IS NOT NULL
    GROUP BY p.shop_id, coalesce(p.category, h.category), p.group_name),
viewed AS (
    SELECT e.shop_id, e.product_id, e.channel, count(*) AS looks
    FROM event AS e JOIN scope AS s ON s.shop_id = e.shop_id
    WHERE e.type = 'view' AND e.product_id IS NOT NULL AND e.channel IS NOT NULL
        AND e.happened_on >= s."end" - {LOOK_DAYS} AND e.happened_on < s."end"
    GROUP BY e.shop_id, e.product_id, e.channel),
watched AS (SELECT DISTINCT shop_id FROM viewed),
sold AS (
    SELECT l.shop_id, l.product_id, l.channel, count(*) AS lines
    FROM order_line AS l JOIN watched AS w ON w.shop_id = l.shop_id JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0 AND l.product_id IS NOT NULL
        AND l.channel IS NOT NULL AND l.ordered_on >= s."end" - {LOOK_DAYS} AND l.ordered_on < s."end"
    GROUP BY l.shop_id, l.product_id, l.channel),
looked AS (
    SELECT v.shop_id, 'channel' AS kind, v.product_id AS item, v.channel AS place, v.looks AS shown, v.looks AS trials,
        coalesce(b.lines, 0) AS hits
    FROM viewed AS v LEFT JOIN sold AS b ON b.shop_id = v.shop_id AND b.product_id = v.product_id AND b.channel = v.channel),
cell AS (SELECT * FROM posted UNION ALL SELECT * FROM looked),
beside AS (
    SELECT shop_id, kind, place, sum(trials) AS all_trials, sum(hits) AS all_hits, sum(shown) AS all_shown FROM cell
    GROUP BY shop_id, kind, place),
worth AS (
    SELECT l.shop_id, CAST(avg(l.paid_amount - l.refund_amount) AS DOUBLE) AS line_net FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0
        AND l.ordered_on >= s."end" - {LOOK_DAYS} AND l.ordered_on < s."end" GROUP BY l.shop_id),
tested AS (
    SELECT shop_id, kind, count(*) AS cells FROM cell WHERE (kind = 'group' AND hits >= {LEAST_CLICKS}) OR (kind = 'channel' AND trials >= {LEAST_LOOKS})
    GROUP BY shop_id, kind),
telling AS (
    SELECT c.shop_id, c.kind, c.item FROM cell AS c JOIN beside AS b ON b.shop_id = c.shop_id AND b.kind = c.kind AND b.place = c.place
    GROUP BY c.shop_id, c.kind, c.item
    HAVING count(*) > 1 AND max(c.hits) >= {LEAST_LINES}
        AND max(CASE WHEN c.trials >= {LEAST_LOOKS} AND c.hits * b.all_trials < 0.95 * c.trials * b.all_hits THEN 1 ELSE 0 END) = 1)
SELECT c.shop_id, c.kind, c.item, c.place, CAST(c.shown AS BIGINT) AS shown, CAST(c.trials AS BIGINT) AS trials, CAST(c.hits AS BIGINT) AS hits,
    CAST(b.all_trials - c.trials AS BIGINT) AS rest_trials, CAST(b.all_hits - c.hits AS BIGINT) AS rest_hits,
    CAST(b.all_shown - c.shown AS BIGINT) AS rest_shown, CAST(t.cells AS BIGINT) AS cells, coalesce(w.line_net, 0.0) AS line_net
FROM cell AS c JOIN telling AS i ON i.shop_id = c.shop_id AND i.kind = c.kind AND i.item = c.item
    JOIN beside AS b ON b.shop_id = c.shop_id AND b.kind = c.kind AND b.place = c.place
    JOIN tested AS t ON t.shop_id = c.shop_id AND t.kind = c.kind LEFT JOIN worth AS w ON w.shop_id = c.shop_id
WHERE b.all_hits > c.hits
ORDER BY c.shop_id, c.kind, c.item, c.place"""


def mismatches(frame: pd.DataFrame) -> list[Candidate]:
    """For each category (product) the pair of places that differ most clearly, where the worse one is shown it at least as often."""
    cells = frame.reset_index(names="row").astype(
        {"shown": float, "trials": float, "hits": float, "rest_hits": float}
    )
    both = cells.merge(cells, on=["shop_id", "kind", "item"], suffixes=("", "_bad"))
    both = both[(both["place"] != both["place_bad"]) & (both["trials_bad"] * _room(both) >= both["trials"])]
    if both.empty:
        return []
    times, error = _compared(both)
    luck = np.where(both["kind"] == "channel", LUCK["channel"], 0.0)
    z = np.log(np.maximum(times, 1e-9)) / np.sqrt(error**2 + luck**2)
    bar = _bar(both)
    clear = (times >= both["kind"].map(LEAST_TIMES).to_numpy()) & (z > bar) & _supported(both)
    both = both.assign(times=times, z=z, bar=bar)[clear].sort_values("z", ascending=False)
    best = _without_mirrors(both.drop_duplicates(["shop_id", "kind", "item"]))
    sure = confidences(best["z"].to_numpy(), best["bar"].to_numpy(), best["hits"].to_numpy(), doubts=0)
    return [_candidate(row, float(one)) for row, one in zip(best.to_dict("records"), sure, strict=True)]


def _without_mirrors(both: pd.DataFrame) -> pd.DataFrame:
    """The clearest first. What one group wants far more than another lifts all else that it is shown, so that everything else looks
    wanted by the other group: a pair of groups that a clearer find holds the other way round tells nothing new."""
    first = both.drop_duplicates(["shop_id", "kind", "place", "place_bad"])
    turned = first.rename(columns={"place": "place_bad", "place_bad": "place", "z": "z_turned"})
    beside = both.merge(
        turned[["shop_id", "kind", "place", "place_bad", "z_turned"]],
        how="left",
        on=["shop_id", "kind", "place", "place_bad"],
    )
    mirrored = (beside["kind"] == "group") & (beside["z_turned"] > beside["z"])
    return beside[~mirrored].sort_values(["shop_id", "kind", "item"])


def _room(both: pd.DataFrame) -> Floats:
    """A group that is posted to as often counts as shown as much even when it has fewer readers."""
    more: Floats = np.where((both["kind"] == "group") & (both["shown_bad"] >= both["shown"]), 1e9, 1.0)
    return more


def _compared(both: pd.DataFrame) -> tuple[Floats, Floats]:
    """How many times as well the better place answers, beside all else it is shown, and the error of its logarithm."""
    hits = [
        both[name].to_numpy(dtype=np.float64) + 0.5
        for name in ("hits", "rest_hits", "hits_bad", "rest_hits_bad")
    ]
    trials = [
        both[name].to_numpy(dtype=np.float64)
        for name in ("trials", "rest_trials", "trials_bad", "rest_trials_bad")
    ]
    own, rest, bad, rest_bad = (h / np.maximum(t, 1.0) for h, t in zip(hits, trials, strict=True))
    posts = np.where(
        both["kind"] == "group", LUCK["group"] ** 2 * (1 / both["shown"] + 1 / both["shown_bad"]), 0.0
    )
    return own / rest / (bad / rest_bad), np.sqrt(sum(1 / h for h in hits) + posts)


def _supported(both: pd.DataFrame) -> np.ndarray:
    group = both["kind"] == "group"
    # A channel that never sells it speaks by its looks; clicks are few enough that both sides must have some.
    good, bad = np.where(group, LEAST_CLICKS, LEAST_LINES), np.where(group, LEAST_CLICKS, 0)
    enough = (both["hits"] >= good) & (both["hits_bad"] >= bad) & (both["trials_bad"] >= LEAST_LOOKS)
    posts = ~group | (
        (both["shown"] >= 2)
        & (both["shown_bad"] >= 2)
        & (both["rest_shown"] >= 4)
        & (both["rest_shown_bad"] >= 4)
    )
    supported: np.ndarray = (enough & posts).to_numpy()
    return supported


def _bar(both: pd.DataFrame) -> Floats:
    """As `moved.bars`, for the cells of the shop that could have stood out."""
    tested = np.maximum(both["cells"].to_numpy(dtype=np.float64), 2)
    bar: Floats = np.sqrt(2 * np.log(tested)) + 0.5
    return bar


def _candidate(row: Mapping[Hashable, object], sure: float) -> Candidate:
    figures = {
        name: float(str(row[name]))
        for name in ("times", "z", "bar", "trials", "hits", "trials_bad", "hits_bad", "row_bad", "cells")
    }
    rate_bad = float(str(row["rest_hits_bad"])) / max(float(str(row["rest_trials_bad"])), 1.0)
    figures["expected_bad"] = rate_bad * figures["trials_bad"]
    if row["kind"] == "group":
        worth = figures["trials"] / max(float(str(row["shown"])), 1.0) * RESPONSE_PRIORS["plain"].median
    else:
        worth = worth_of_mending((figures["expected_bad"] - figures["hits_bad"]) / LOOK_DAYS)
    key = f"{row['kind']}:{row['item']}"
    line = max(float(str(row["line_net"])), 0.0)
    return Candidate(str(row["shop_id"]), key, worth * line, sure, int(str(row["row"])), told=figures)


SCAN = Scan(sql=_CELLS, judge=mismatches)
