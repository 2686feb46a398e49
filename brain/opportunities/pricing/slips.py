"""Which products cost far less than they did, all by themselves: prices of all shops' lines in SQL, judged side by side.

A price that fell is no slip when the whole list fell with it, when several products fell by the same share (somebody meant it), when a
promotion explains it, when it was there before, or when it was for a crate.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.seasonality import Bools, Floats
from brain.opportunities.base import Candidate

# What happened in this time is new; before it lie eight weeks and a half of usual prices.
NEW_DAYS, HISTORY_DAYS = 7, 67
# A price on fewer lines, or on less than this share of them, is not the usual one.
LEAST_LINES, LEAST_SHARE = 4, 0.6
# Below this it is news; shops round and change cents.
LEAST_DROP = 0.1
# A price counts as lower from here on, for the question whether the whole list moved.
MOVED = 0.03
# So large a part of the other products that moved is a new list, and so many that fell alike are a plan.
LIST_SHARE, LEAST_ALIKE = 0.25, 3
# The product file's price is a sold price where it is that of so large a part of the shop's products.
FILE_AGREES = 0.6
# A single piece at most this much larger than usual lines is an ordinary quantity.
CRATE = 1.5
# How often such a drop was no decision of the owner's: judged by worlds where all were slips, held down because owners do cut prices.
SOLD_AND_LISTED, SOLD_OR_LISTED, BELOW_COST = 0.85, 0.75, 0.1
MOST_SURE = 0.95

SQL = f"""WITH {{scope}},
priced AS (
    SELECT l.shop_id, l.product_id, l.unit_price, s."end",
        sum(CASE WHEN l.ordered_on < s."end" - {NEW_DAYS} THEN 1 ELSE 0 END) AS old_lines,
        sum(CASE WHEN l.ordered_on < s."end" - {NEW_DAYS} THEN l.quantity ELSE 0 END) AS old_units,
        sum(CASE WHEN l.ordered_on >= s."end" - {NEW_DAYS} THEN 1 ELSE 0 END) AS new_lines,
        sum(CASE WHEN l.ordered_on >= s."end" - {NEW_DAYS} THEN l.quantity ELSE 0 END) AS new_units,
        min(CASE WHEN l.ordered_on >= s."end" - {NEW_DAYS} THEN l.ordered_on END) AS new_first,
        max(CASE WHEN l.ordered_on >= s."end" - {NEW_DAYS} THEN l.ordered_on END) AS new_last,
        min(CASE WHEN l.ordered_on >= s."end" - {NEW_DAYS} THEN l.quantity END) AS least_quantity,
        max(l.product_name) AS name
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.ordered_on >= s."end" - {HISTORY_DAYS} AND l.ordered_on < s."end" AND l.product_id IS NOT NULL AND l.unit_price > 0
        AND l.line_type = 'product' AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.quantity > 0
        AND l.promotion_id IS NULL AND l.coupon IS NULL
    GROUP BY l.shop_id, l.product_id, l.unit_price, s."end"),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY shop_id, product_id ORDER BY old_lines DESC, unit_price) AS place_before,
        row_number() OVER (PARTITION BY shop_id, product_id ORDER BY new_last DESC NULLS LAST, unit_price DESC) AS place_now
    FROM priced),
told AS (
    SELECT shop_id, product_id, "end", max(name) AS name, sum(old_lines) AS old_lines, sum(old_units) AS old_units,
        max(CASE WHEN place_before = 1 THEN unit_price END) AS usual,
        max(CASE WHEN place_before = 1 THEN old_lines END) AS usual_lines,
        min(CASE WHEN old_lines > 0 THEN unit_price END) AS lowest_before,
        max(CASE WHEN place_now = 1 AND new_lines > 0 THEN unit_price END) AS sold_now,
        max(CASE WHEN place_now = 1 THEN new_lines END) AS now_lines, max(CASE WHEN place_now = 1 THEN new_units END) AS now_units,
        max(CASE WHEN place_now = 1 THEN new_first END) AS now_first, max(CASE WHEN place_now = 1 THEN least_quantity END) AS least_quantity
    FROM placed GROUP BY shop_id, product_id, "end" HAVING sum(old_lines) >= {LEAST_LINES}),
listed AS (
    SELECT p.shop_id, p.product_id, max(p.category) AS category, max(p.name) AS name, CASE WHEN min(p.price) = max(p.price) THEN min(p.price) END AS price,
        max(p.cost) AS cost
    FROM product AS p JOIN scope AS s ON s.shop_id = p.shop_id GROUP BY p.shop_id, p.product_id),
ratio AS (
    SELECT t.*, p.category, p.price AS listed, p.cost, p.name AS listed_name,
        CASE WHEN p.price > 0 AND p.price < coalesce(t.sold_now, t.usual) THEN p.price ELSE coalesce(t.sold_now, p.price) END AS price,
        CASE WHEN p.price > 0 AND abs(p.price / t.usual - 1) <= {MOVED} THEN 1 ELSE 0 END AS file_agrees
    FROM told AS t LEFT JOIN listed AS p ON p.shop_id = t.shop_id AND p.product_id = t.product_id),
compared AS (
    SELECT *, count(*) OVER (PARTITION BY shop_id) AS known, sum(file_agrees) OVER (PARTITION BY shop_id) AS agreeing,
        sum(CASE WHEN price <= (1 - {MOVED}) * usual THEN 1 ELSE 0 END) OVER (PARTITION BY shop_id) AS moved,
        sum(CASE WHEN price <= (1 - {MOVED}) * usual THEN ln(CAST(price AS DOUBLE) / usual) ELSE 0 END) OVER (PARTITION BY shop_id) AS moved_by,
        count(*) OVER (PARTITION BY shop_id, round(50.0 * price / usual)) AS alike
    FROM ratio WHERE price IS NOT NULL),
fallen AS (
    SELECT * FROM compared
    WHERE price <= (1 - {LEAST_DROP}) * usual AND price < lowest_before AND usual_lines >= {LEAST_SHARE} * old_lines),
running AS (
    SELECT f.shop_id, f.product_id, max(coalesce(r.discount_rate, 1)) AS rate, max(r.name) AS promotion
    FROM fallen AS f JOIN promotion AS r ON r.shop_id = f.shop_id
        AND (r.product_id = f.product_id OR (r.product_id IS NULL AND (r.category = f.category OR r.category IS NULL)))
    WHERE r.starts_at < f."end" + INTERVAL 1 DAY AND r.ends_at > f."end" - INTERVAL {NEW_DAYS} DAY AND coalesce(r.kind, '') <> 'platform'
    GROUP BY f.shop_id, f.product_id)
SELECT f.shop_id, f.product_id, coalesce(f.listed_name, f.name) AS name, CAST(f.usual AS DOUBLE) AS usual, CAST(f.price AS DOUBLE) AS price,
    CAST(f.sold_now AS DOUBLE) AS sold_now, CAST(f.listed AS DOUBLE) AS listed, CAST(f.cost AS DOUBLE) AS cost,
    CAST(f.lowest_before AS DOUBLE) AS lowest_before, CAST(f.old_lines AS BIGINT) AS old_lines, CAST(f.usual_lines AS BIGINT) AS usual_lines,
    CAST(f.old_units AS DOUBLE) AS old_units, CAST(coalesce(f.now_lines, 0) AS BIGINT) AS now_lines, CAST(coalesce(f.now_units, 0) AS DOUBLE) AS now_units,
    f.now_first, CAST(f.least_quantity AS DOUBLE) AS least_quantity, CAST(f.known AS BIGINT) AS known,
    CAST(f.agreeing AS BIGINT) AS agreeing, CAST(f.moved AS BIGINT) AS moved, CAST(f.moved_by AS DOUBLE) AS moved_by,
    CAST(f.alike AS BIGINT) AS alike, CAST(r.rate AS DOUBLE) AS rate, r.promotion
FROM fallen AS f LEFT JOIN running AS r ON r.shop_id = f.shop_id AND r.product_id = f.product_id
ORDER BY f.shop_id, f.product_id"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Every product whose price slipped, with what a week at that price gives away at its usual pace. Each row by itself."""
    usual, price = _numbers(frame, "usual"), _numbers(frame, "price")
    expected = usual * _list_moved(frame, price / usual) * (1 - np.nan_to_num(_numbers(frame, "rate")))
    sold, listed = _seen(frame)
    slipped = (
        (price <= (1 - LEAST_DROP) * expected) & (sold | listed) & (_numbers(frame, "alike") < LEAST_ALIKE)
    )
    pace = _numbers(frame, "old_units") / (HISTORY_DAYS - NEW_DAYS)
    sure = np.where(sold & listed, SOLD_AND_LISTED, SOLD_OR_LISTED)
    sure = np.minimum(sure + BELOW_COST * (price < _numbers(frame, "cost")), MOST_SURE)
    told = {
        "usual": usual,
        "price": price,
        "expected": expected,
        "pace": pace,
        "sold": sold,
        "listed": listed,
    }
    return [
        Candidate(
            shop=str(frame["shop_id"].iat[row]),
            key=str(frame["product_id"].iat[row]),
            worth=float((expected - price)[row] * pace[row] * 7),
            sure=float(sure[row]),
            row=row,
            urgent=True,
            told={name: float(values[row]) for name, values in told.items()},
        )
        for row in np.flatnonzero(slipped).tolist()
    ]


def _numbers(frame: pd.DataFrame, column: str) -> Floats:
    """A column as floating numbers, NaN where the facts are silent."""
    values: Floats = pd.to_numeric(frame[column]).to_numpy(np.float64, na_value=np.nan)
    return values


def _list_moved(frame: pd.DataFrame, ratio: Floats) -> Floats:
    """What the other products' prices became of what they were, where so many moved that it is a new list; 1 elsewhere."""
    own = ratio <= 1 - MOVED
    others = _numbers(frame, "moved") - own
    by = np.divide(
        _numbers(frame, "moved_by") - np.where(own, np.log(ratio), 0.0),
        others,
        out=np.zeros(len(ratio)),
        where=others > 0,
    )
    whole = others >= LIST_SHARE * np.maximum(_numbers(frame, "known") - 1, 1)
    return np.where(whole, np.exp(by), 1.0)


def _seen(frame: pd.DataFrame) -> tuple[Bools, Bools]:
    """Whether pieces were sold at the low price in ordinary quantities, and whether the product file asks it (where that file is to be believed)."""
    usual, price = _numbers(frame, "usual"), _numbers(frame, "price")
    a_line = _numbers(frame, "old_units") / _numbers(frame, "old_lines")
    ordinary = _numbers(frame, "least_quantity") <= CRATE * np.maximum(a_line, 1.0)
    low = (1 - LEAST_DROP) * usual
    sold = (_numbers(frame, "sold_now") <= low) & ordinary
    believed = _numbers(frame, "agreeing") + 1 >= FILE_AGREES * _numbers(frame, "known")
    # One line is a favour to one customer, or a slip of the finger, unless the file says the same.
    listed = (_numbers(frame, "listed") <= low) & believed & np.isclose(_numbers(frame, "listed"), price)
    return sold & ((_numbers(frame, "now_lines") >= 2) | listed), listed
