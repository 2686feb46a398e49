"""Which pairs of products of all shops are bought together more than chance, and are two things, not two sizes of one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.affinity import (
    Affinity,
    Floats,
    affinity,
    expected_of_others,
    pair_counts,
    strong_pairs,
)
from brain.analysis.effect import RESPONSE_PRIORS
from brain.analysis.product_family import same_family
from brain.opportunities.base import Candidate, Scan
from brain.opportunities.bundles.lines import pair_counts_sql

# What goes together changes slowly, but a pair of last winter is no offer for summer.
DAYS = 120
# A share of the buyers is left out as the control group, and some refuse messages.
REACHED = 0.7
# Where the pair's own part is taken out of what chance gives, the bar is higher than that of `strong_pairs`: with 1.5 a pair was
# seen in 11 of 100 seasonal shops filled at random, with 2 in 1 of 100, and in none of six other kinds of shop.
LEAST_LOW = 2.0
SURE_LIFT, SURE_CUSTOMERS = 2.0, 20.0

# Names and what a line of each is worth are looked up for the few pairs only.
_NAMED = """WITH {{scope}},
pairs AS MATERIALIZED ({pairs}
    WHERE p.n_customers >= 8 AND p.n_both > 1.2 * c.expected),
wanted AS (SELECT shop_id, a AS product_id FROM pairs UNION SELECT shop_id, b AS product_id FROM pairs),
named AS (
    SELECT w.shop_id, w.product_id, max(p.name) AS name FROM wanted AS w
    JOIN product AS p ON p.shop_id = w.shop_id AND p.product_id = w.product_id GROUP BY w.shop_id, w.product_id),
sold AS (
    SELECT w.shop_id, w.product_id, max(l.product_name) AS name, CAST(avg(l.paid_amount) AS DOUBLE) AS paid
    FROM wanted AS w JOIN order_line AS l ON l.shop_id = w.shop_id AND l.product_id = w.product_id
    JOIN scope AS s ON s.shop_id = w.shop_id
    WHERE l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.ordered_on >= s."end" - {days} AND l.ordered_on < s."end"
    GROUP BY w.shop_id, w.product_id)
SELECT p.*, coalesce(x.name, f.name, p.a) AS name_a, coalesce(y.name, g.name, p.b) AS name_b, f.paid AS paid_a, g.paid AS paid_b
FROM pairs AS p LEFT JOIN named AS x ON x.shop_id = p.shop_id AND x.product_id = p.a
    LEFT JOIN named AS y ON y.shop_id = p.shop_id AND y.product_id = p.b
    JOIN sold AS f ON f.shop_id = p.shop_id AND f.product_id = p.a JOIN sold AS g ON g.shop_id = p.shop_id AND g.product_id = p.b
ORDER BY p.shop_id, p.a, p.b"""


def bundles(frame: pd.DataFrame) -> list[Candidate]:
    """The strongest pairs of each shop, each product in one pair at most; worth is what telling buyers of one of them brings."""
    counts = pair_counts(
        frame["shop_id"], frame["n_both"], frame["n_a"], frame["n_b"], frame["n_orders"], frame["n_tested"], frame["n_customers"],
        expected_of_others(frame["expected"], frame["n_both"], frame["slots_a"], frame["slots_b"]),
    )  # fmt: skip
    found = affinity(counts)
    family = same_family(frame["name_a"].tolist(), frame["name_b"].tolist())
    places = strong_pairs(counts, found, family, least_low=LEAST_LOW)
    worth, sure = _worth(frame), _sure(found, counts.n_customers)
    rows, taken = frame[["shop_id", "a", "b"]].to_numpy().tolist(), set[tuple[str, str]]()
    kept = []
    for place in places.tolist():
        shop, a, b = (str(name) for name in rows[place])
        if not {(shop, a), (shop, b)} & taken:
            taken |= {(shop, a), (shop, b)}
            told = {
                "lift": float(found.over_chance[place]), "low": float(found.low[place]), "expected": float(counts.expected[place]),
            }  # fmt: skip
            kept.append(
                Candidate(shop, f"{a}+{b}", float(worth[place]), float(sure[place]), place, told=told)
            )
    return kept


def _worth(frame: pd.DataFrame) -> Floats:
    """Buyers of only one of the two who answer, times what the other one costs."""
    both = frame["n_both"].to_numpy(dtype=np.float64)
    of_b = (frame["n_a"].to_numpy() - both) * frame["paid_b"].to_numpy()
    of_a = (frame["n_b"].to_numpy() - both) * frame["paid_a"].to_numpy()
    answering: Floats = (of_a + of_b) * REACHED * RESPONSE_PRIORS["plain"].median
    return answering


def _sure(found: Affinity, customers: np.ndarray) -> Floats:
    """From 0.55 at the bar to 0.95: the further the lower bound and the more customers, the surer."""
    beyond = 1 - np.exp(-np.maximum(found.low - SURE_LIFT, 0.0) / SURE_LIFT)
    sure: Floats = np.clip(0.55 + 0.25 * beyond + 0.15 * customers / (customers + SURE_CUSTOMERS), 0.5, 0.95)
    return sure


SCAN = Scan(sql=_NAMED.format(pairs=pair_counts_sql(DAYS), days=DAYS), judge=bundles)
