"""A shelf that was to run empty looked at again: what later counts of it found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from brain.analysis.mended import Verdict
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.alarms.watch import Said, Watch, by_sql
from brain.opportunities.shelf.sales import FRESH_DAYS

# `seen` is the last day of a count, as days since 2000: whether counts reach the day on which it should have been empty.
SQL = """WITH counted AS (
    SELECT snapshot_on, CAST(sum(on_hand) AS DOUBLE) AS on_hand FROM stock
    WHERE shop_id = $shop AND product_id = $product AND coalesce(sku, '') = $sku AND on_hand IS NOT NULL
        AND snapshot_on >= $since AND snapshot_on < $until
    GROUP BY snapshot_on),
newest AS (SELECT max(snapshot_on) AS day FROM counted)
SELECT max(CASE WHEN c.snapshot_on = n.day THEN c.on_hand END) AS figure, count(*) AS counts, max(c.on_hand) AS most,
    sum(CASE WHEN c.on_hand <= 0 THEN 1 ELSE 0 END) AS empty_counts, min(CASE WHEN c.on_hand <= 0 THEN c.snapshot_on END) AS empty_on,
    max(c.snapshot_on) AS seen_on, date_diff('day', DATE '2000-01-01', max(c.snapshot_on)) AS seen
FROM counted AS c CROSS JOIN newest AS n"""
DAY_ZERO = date(2000, 1, 1)


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """Empty in any count is empty. A count above what was there was filled up; one after the day on which it should have been gone
    shows the same. Counts that end earlier tell nothing. `then` has `shelf` (pieces) and `gone_on` (days since 2000)."""
    if not now.get("counts"):
        return "cannot_tell"
    if now.get("empty_counts"):
        return "not_mended"
    filled = now.get("most", 0.0) > max(then["shelf"], then.get("figure", 0.0))
    return "mended" if filled or now.get("seen", 0.0) >= then["gone_on"] else "cannot_tell"


def say(verdict: Verdict, said: Said) -> Text:
    """The count that decides it, with its day."""
    row = said.reading.row
    if verdict == "not_mended":
        return Text(
            msg=N_("It ran empty all the same: the count of {day} found none."),
            args={"day": Day(day=row["empty_on"])},
        )
    args = {**said.args, "day": Day(day=row["seen_on"])}
    if verdict == "mended":
        return Text(
            msg=N_(
                "No count since then found it empty; that of {day} found {now}. Days between two counts are not seen."
            ),
            args=args,
        )
    return Text(
        msg=N_(
            "The last count, of {day}, found {now}: it was not filled up by then and not yet due to be empty. A newer stock file would tell."
        ),
        args=args,
    )


WATCH = Watch(
    what=Text(msg=N_("Pieces in the last count")),
    unit="count",
    aim="avert",
    file="stock",
    days=FRESH_DAYS,
    count=by_sql(SQL),
    judge=judge,
    say=say,
    then_days=FRESH_DAYS,
)
