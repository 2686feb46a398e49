"""On which of the last days a channel, or a whole shop, sold far less than on such days before; all shops at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from brain.analysis.anomaly import bar_for
from brain.analysis.low_days import HISTORY_DAYS, Bools, Floats, low_days
from brain.analysis.rising import confidences
from brain.opportunities.base import Candidate, Scan
from brain.opportunities.mending import worth_of_mending
from brain.opportunities.oddity.marks import festival_days

LOOKED_AT = 3
DAYS = HISTORY_DAYS + LOOKED_AT
# Counted are orders: the lines of a basket come or stay away together, and counted one by one they look like more than they are.
# With fewer orders on a usual day a bad day cannot be told from chance.
LEAST_A_DAY = 6
# Only series with a day below this part of the last four such days are read at all.
LOW = 0.55
# A whole quiet shop may look odd so often in a year: weather and holidays move it, and festivals are known in part only. Where one
# channel of several fails the others stand witness, and less is enough: seen on 900 made-up shops, 10 of 11 planted failures, and
# 2 days of a channel that chance made low.
ALARMS_PER_YEAR = 0.35
CHANNEL_BAR = 2.8
# A day without a single line is the sign of a file that ends too early as well.
NO_CHANNEL = ""

SQL = f"""WITH {{scope}},
bought AS (
    SELECT l.shop_id, coalesce(l.channel, '{NO_CHANNEL}') AS channel, date_diff('day', l.ordered_on, s."end") - 1 AS days_ago,
        sum(l.paid_amount - l.refund_amount) AS net
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0
        AND l.ordered_on >= s."end" - {DAYS} AND l.ordered_on < s."end"
    GROUP BY l.shop_id, coalesce(l.channel, '{NO_CHANNEL}'), days_ago, l.order_key),
daily AS MATERIALIZED (
    SELECT shop_id, channel, days_ago, count(*) AS orders, sum(net) AS net FROM bought GROUP BY shop_id, channel, days_ago),
whole AS (SELECT shop_id, '{NO_CHANNEL}' AS channel, days_ago, sum(orders) AS orders, sum(net) AS net FROM daily GROUP BY shop_id, days_ago),
series AS MATERIALIZED (
    SELECT * FROM daily WHERE channel <> '{NO_CHANNEL}' UNION ALL SELECT * FROM whole),
suspect AS (
    SELECT shop_id, channel FROM series GROUP BY shop_id, channel
    HAVING sum(CASE WHEN days_ago >= {LOOKED_AT} AND days_ago < {LOOKED_AT + 28} THEN orders ELSE 0 END) >= {LEAST_A_DAY * 28}
        AND ({{low}}))
SELECT d.shop_id, d.channel, CAST(d.days_ago AS BIGINT) AS days_ago, CAST(d.orders AS DOUBLE) AS orders, CAST(d.net AS DOUBLE) AS net, s."end" AS "end", z.language
FROM series AS d JOIN suspect AS x ON x.shop_id = d.shop_id AND x.channel = d.channel JOIN scope AS s ON s.shop_id = d.shop_id
    JOIN shop AS z ON z.shop_id = d.shop_id
ORDER BY d.shop_id, d.channel, d.days_ago"""


def _low(ago: int) -> str:
    same = ", ".join(str(ago + 7 * week) for week in range(1, 5))
    own = f"sum(CASE WHEN days_ago = {ago} THEN orders ELSE 0 END)"
    usual = f"sum(CASE WHEN days_ago IN ({same}) THEN orders ELSE 0 END) / 4.0"
    return f"{own} < {LOW} * {usual}"


def low_days_of(frame: pd.DataFrame) -> list[Candidate]:
    """The worst day of each series that stands out; where a channel does, the whole shop is not told beside it."""
    names = frame[["shop_id", "channel"]].drop_duplicates().reset_index(drop=True)
    place = (
        frame[["shop_id", "channel"]]
        .merge(names.reset_index(), on=["shop_id", "channel"])["index"]
        .to_numpy()
    )
    orders, net, marks = _matrices(frame, place, len(names))
    found = low_days(orders, marks.unlike, LOOKED_AT, marks.slow)
    whole = (names["channel"] == NO_CHANNEL).to_numpy()
    bar = np.where(whole, bar_for(ALARMS_PER_YEAR, 365.25), CHANNEL_BAR)
    z = np.where(found.expected >= LEAST_A_DAY, np.nan_to_num(-found.z), 0.0)
    worst = np.argmax(z, axis=1)
    rows = np.arange(len(names))
    depth, expected = z[rows, worst], np.nan_to_num(found.expected[rows, worst])
    an_order = net.sum(axis=1) / np.maximum(orders.sum(axis=1), 1.0)
    missing = (expected - orders[rows, DAYS - LOOKED_AT + worst]) * an_order
    last = worst == LOOKED_AT - 1
    sure = confidences(depth, bar, expected, doubts=0)
    first_row = np.full(len(names), len(frame))
    np.minimum.at(first_row, place, np.arange(len(frame)))
    shops, channels = names["shop_id"].to_numpy(), names["channel"].to_numpy()
    odd = np.flatnonzero((depth > bar) & ~_told_by_a_channel(names, depth > bar))
    return [
        Candidate(
            shop=str(shops[i]), key=str(channels[i]), worth=worth_of_mending(float(missing[i]) / (1 if last[i] else 7)), sure=float(sure[i]),
            row=int(first_row[i]), urgent=bool(last[i]),
            told={
                "z": float(depth[i]), "bar": float(bar[i]), "expected": float(expected[i]), "days_ago": float(LOOKED_AT - 1 - worst[i]),
                "orders": float(orders[i, DAYS - LOOKED_AT + worst[i]]), "missing_net": float(missing[i]),
            },
        )
        for i in odd.tolist()
    ]  # fmt: skip


def _told_by_a_channel(names: pd.DataFrame, odd: Bools) -> Bools:
    whole = (names["channel"] == NO_CHANNEL).to_numpy()
    of_channel = set(names["shop_id"].to_numpy()[odd & ~whole].tolist())
    told: Bools = whole & names["shop_id"].isin(of_channel).to_numpy()
    return told


@dataclass(frozen=True)
class _Marks:
    """Days of each series, oldest first: `unlike` any other, and of these the `slow` ones, on which little may be sold."""

    unlike: Bools
    slow: Bools


def _matrices(frame: pd.DataFrame, place: np.ndarray, many: int) -> tuple[Floats, Floats, _Marks]:
    """Orders and net sales by series and day, oldest first, and which days are marked."""
    orders, net = np.zeros((many, DAYS)), np.zeros((many, DAYS))
    column = DAYS - 1 - frame["days_ago"].to_numpy(dtype=np.int64)
    orders[place, column], net[place, column] = frame["orders"], frame["net"]
    marks = _Marks(np.zeros((many, DAYS), dtype=bool), np.zeros((many, DAYS), dtype=bool))
    ends, languages = pd.to_datetime(frame["end"]).dt.date.to_numpy(), frame["language"].to_numpy(dtype=str)
    for end, language in sorted(set(zip(ends.tolist(), languages.tolist(), strict=True))):
        found = festival_days(end - timedelta(days=DAYS), end, language)
        rows = np.unique(place[(ends == end) & (languages == language)])
        for marked, days in (
            (marks.unlike, list(found)),
            (marks.slow, [d for d, slow in found.items() if slow]),
        ):
            marked[np.ix_(rows, [DAYS - (end - day).days for day in days])] = True
    return orders, net, marks


SCAN = Scan(sql=SQL.replace("{low}", " OR ".join(_low(ago) for ago in range(LOOKED_AT))), judge=low_days_of)
