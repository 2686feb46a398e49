"""Late customers of all shops at once: the rule of `brain.opportunities.winback.late`, for today only.

Who is in is not a matter of value: a message costs goodwill worth a two-thousandth of an order and wins back one customer in
some two hundred, so everybody late is worth it, and value only decides who comes first. Looking at the upper half by value
alone halved the audience of small shops and left most of them without a card. The least number is what a control group needs.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.analysis.rhythm import (
    LEAST_DAYS_AWAY,
    LEAST_ORDER_DAYS,
    LEAST_OVERDUE,
    LONGER_PAUSES_SHARE,
    MOST_OVERDUE,
    MOST_REFUNDED,
    lateness_confidence,
    return_rate,
)
from brain.opportunities.base import Candidate
from brain.opportunities.customer_lines import PLACE, REFUSED_ANYWHERE
from brain.opportunities.winback.late import HISTORY_DAYS

# Of eight people a fifth kept aside are two; with fewer there is no control group, and a word to each by hand is better.
LEAST_CUSTOMERS = 8

# `seen` thins out by lines, of which there are at least as many as order days: a median pause is at most twice the mean one,
# so nobody is late by less than four medians who is away longer than eight times the mean pause.
SCAN = f"""WITH {{scope}},
{PLACE},
{REFUSED_ANYWHERE},
line AS MATERIALIZED (
    SELECT p.shop, hash(l.shop_id, l.customer_key) AS who, date_diff('day', l.ordered_on, p.till) AS ago,
        CAST(l.paid_amount AS DOUBLE) AS paid, CAST(l.refund_amount AS DOUBLE) AS refunded
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE l.ordered_on >= p.till - {HISTORY_DAYS} AND l.ordered_on < p.till AND l.customer_key IS NOT NULL
        AND l.status IN ('paid', 'refunded', 'return')),
seen AS MATERIALIZED (
    SELECT who, any_value(shop) AS shop FROM line WHERE paid > 0 GROUP BY who
    HAVING count(*) >= {LEAST_ORDER_DAYS} AND min(ago) >= {LEAST_DAYS_AWAY}
        AND min(ago) <= 2 * {MOST_OVERDUE} / ({LEAST_ORDER_DAYS} - 1) * (max(ago) - min(ago))),
many AS (SELECT shop FROM seen GROUP BY shop HAVING count(*) >= {LEAST_CUSTOMERS}),
chosen AS MATERIALIZED (
    SELECT s.who FROM seen AS s SEMI JOIN many AS m ON m.shop = s.shop ANTI JOIN refusal AS r ON r.who = s.who),
visit AS MATERIALIZED (
    SELECT who, ago, any_value(shop) AS shop, sum(paid) AS paid, sum(refunded) AS refunded
    FROM line WHERE who IN (SELECT who FROM chosen) GROUP BY who, ago),
gap AS (
    SELECT who, ago, lag(ago) OVER (PARTITION BY who ORDER BY ago DESC) - ago AS pause FROM visit WHERE paid > 0),
presence AS (SELECT who, min(ago) AS away FROM gap GROUP BY who HAVING count(*) >= {LEAST_ORDER_DAYS}),
placed AS (
    SELECT who, pause, row_number() OVER (PARTITION BY who ORDER BY pause) AS place, count(*) OVER (PARTITION BY who) AS n
    FROM gap WHERE pause IS NOT NULL),
rhythm AS (
    SELECT p.who, max(p.n) AS pauses, max(e.away) AS away,
        avg(CASE WHEN p.place >= p.n / 2.0 AND p.place <= p.n / 2.0 + 1 THEN p.pause END) AS gap,
        sum(CASE WHEN p.pause >= e.away THEN 1 ELSE 0 END) AS longer
    FROM placed AS p JOIN presence AS e ON e.who = p.who GROUP BY p.who),
worth AS (
    SELECT who, any_value(shop) AS shop, sum(paid - refunded) AS value, sum(refunded) / NULLIF(sum(paid), 0) AS refunded,
        count(*) AS days
    FROM visit WHERE ago <= 365 GROUP BY who)
SELECT s.shop_id, CAST(count(*) AS BIGINT) AS customers, CAST(sum(w.value) / sum(w.days) AS DOUBLE) AS order_value,
    CAST(avg(r.pauses) AS DOUBLE) AS pauses
FROM rhythm AS r JOIN worth AS w ON w.who = r.who JOIN place AS s ON s.shop = w.shop
WHERE r.away >= {LEAST_DAYS_AWAY} AND r.away >= {LEAST_OVERDUE} * r.gap AND r.away <= {MOST_OVERDUE} * r.gap
    AND r.longer <= {LONGER_PAUSES_SHARE} * r.pauses AND w.value > 0 AND coalesce(w.refunded, 0) <= {MOST_REFUNDED}
GROUP BY s.shop_id HAVING count(*) >= {LEAST_CUSTOMERS}
ORDER BY s.shop_id"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """One candidate a shop. Sure rests on how long the rhythms are; the closer look adds what the shop's past says."""
    nothing = return_rate(0, 0)
    worth = RESPONSE_PRIORS["win_back"].median * frame["customers"] * np.maximum(frame["order_value"], 0.0)
    return [
        Candidate(shop=str(shop), key="", worth=float(value), sure=lateness_confidence(float(pauses), 0, nothing), row=row)
        for row, (shop, value, pauses) in enumerate(zip(frame["shop_id"], worth, frame["pauses"], strict=True))
    ]  # fmt: skip
