"""The figures behind one rising category, each read by a statement of its own that the owner can open."""

from __future__ import annotations

from dataclasses import dataclass

from brain.facts.reader import Result
from brain.opportunities.keeping import Kept
from brain.opportunities.rising.lines import lines_and_looks
from brain.opportunities.rising.weeks import Weeks

CONCENTRATED_SHARE = 0.4
LEAST_IN_GROUP = 20
LEAST_LOOKERS = 30

# The last seven days, and the mean week of the baseline; the rest of the shop beside the category.
NOW_AND_BEFORE = """{tables}
SELECT
    sum(CASE WHEN category = $category AND weeks_ago = 0 THEN 1 ELSE 0 END) AS now,
    round(sum(CASE WHEN category = $category AND weeks_ago > 0 THEN 1 ELSE 0 END) / $weeks, 1) AS before,
    sum(CASE WHEN category <> $category AND weeks_ago = 0 THEN 1 ELSE 0 END) AS rest_now,
    round(sum(CASE WHEN category <> $category AND weeks_ago > 0 THEN 1 ELSE 0 END) / $weeks, 1) AS rest_before
FROM {rows} WHERE weeks_ago <= $weeks"""

NET_SALES = """{tables}
SELECT
    sum(CASE WHEN weeks_ago = 0 THEN net ELSE 0 END) AS net_now,
    round(sum(CASE WHEN weeks_ago > 0 THEN net ELSE 0 END) / $weeks, 2) AS net_before
FROM line WHERE category = $category AND weeks_ago <= $weeks"""

# Of those who looked at the category in a week, how many bought from it in the same week.
CONVERSION = """{tables},
looker AS (
    SELECT DISTINCT weeks_ago, customer_key FROM look
    WHERE category = $category AND customer_key IS NOT NULL AND weeks_ago <= $weeks),
buyer AS (SELECT DISTINCT weeks_ago, customer_key FROM line WHERE category = $category AND customer_key IS NOT NULL)
SELECT
    sum(CASE WHEN l.weeks_ago = 0 THEN 1 ELSE 0 END) AS lookers,
    sum(CASE WHEN l.weeks_ago = 0 AND b.customer_key IS NOT NULL THEN 1 ELSE 0 END) AS buyers,
    sum(CASE WHEN l.weeks_ago > 0 THEN 1 ELSE 0 END) AS lookers_before,
    sum(CASE WHEN l.weeks_ago > 0 AND b.customer_key IS NOT NULL THEN 1 ELSE 0 END) AS buyers_before
FROM looker AS l LEFT JOIN buyer AS b ON b.weeks_ago = l.weeks_ago AND b.customer_key = l.customer_key"""

BY_GROUP = """{tables}
SELECT group_name,
    sum(CASE WHEN category = $category AND weeks_ago = 0 THEN 1 ELSE 0 END) AS now,
    round(sum(CASE WHEN category = $category AND weeks_ago > 0 THEN 1 ELSE 0 END) / $weeks, 1) AS before
FROM {rows} WHERE weeks_ago <= $weeks AND group_name IS NOT NULL
GROUP BY group_name ORDER BY group_name"""


@dataclass(frozen=True)
class Concentration:
    """The group in which most of the rise happened: counts now and in a mean week before, and which row of the result it is."""

    group: str
    now: float
    before: float
    result: Result
    row: int


@dataclass(frozen=True)
class Conversion:
    """Share of lookers who bought in the same week: the last seven days, and before (None when too few looked then)."""

    now: float
    before: float | None
    lookers: int
    result: Result


@dataclass(frozen=True)
class Evidence:
    """Results for one category; each has one row except the group's. `weeks` is the baseline of each in whole weeks.

    `fresh` products are left out of all of them."""

    sales: Result
    net: Result
    interest: Result | None
    conversion: Conversion | None
    concentration: Concentration | None
    sales_weeks: int
    interest_weeks: int
    fresh: int = 0


def read_evidence(kept: Kept, weeks: Weeks, category: str) -> Evidence:
    """Everything a card about `category` states in figures."""
    sales_weeks = weeks.sales.baseline
    interest_weeks = weeks.interest.baseline if weeks.interest else 0
    interest = (
        _asked(kept, weeks, NOW_AND_BEFORE, "look", category, interest_weeks) if interest_weeks else None
    )
    rows, length = ("look", interest_weeks) if interest_weeks else ("line", sales_weeks)
    by_group = _asked(kept, weeks, BY_GROUP, rows, category, length)
    overall = weeks.interest if weeks.interest else weeks.sales
    return Evidence(
        sales=_asked(kept, weeks, NOW_AND_BEFORE, "line", category, sales_weeks),
        net=_asked(kept, weeks, NET_SALES, "line", category, sales_weeks),
        interest=interest,
        conversion=_conversion(_asked(kept, weeks, CONVERSION, "look", category, interest_weeks))
        if interest_weeks
        else None,
        concentration=_concentration(by_group, overall.signals[weeks.place(category)].rest_growth),
        sales_weeks=sales_weeks,
        interest_weeks=interest_weeks,
        fresh=len(weeks.without),
    )


def _asked(kept: Kept, weeks: Weeks, text: str, rows: str, category: str, length: int) -> Result:
    params: dict[str, object] = {
        "start": weeks.start, "last": weeks.last, "category": category, "weeks": length,
    }  # fmt: skip
    if weeks.without:
        params["without"] = list(weeks.without)
    return kept.sql(text.format(tables=lines_and_looks(without=bool(weeks.without)), rows=rows), params)


def _conversion(result: Result) -> Conversion | None:
    lookers, buyers, lookers_before, buyers_before = (int(value or 0) for value in result.rows[0])
    if lookers < LEAST_LOOKERS:
        return None
    before = buyers_before / lookers_before if lookers_before >= LEAST_LOOKERS else None
    return Conversion(buyers / lookers, before, lookers, result)


def _concentration(result: Result, rest_growth: float) -> Concentration | None:
    """The group with the largest excess over what the rest of the shop would make one expect, if it holds the most of it."""
    excess = [float(now) - float(before) * (1 + rest_growth) for _, now, before in result.rows]
    gained = sum(value for value in excess if value > 0)
    if gained <= 0:
        return None
    row = max(range(len(excess)), key=lambda i: excess[i])
    group, now, before = result.rows[row]
    if excess[row] < CONCENTRATED_SHARE * gained or now < LEAST_IN_GROUP:
        return None
    return Concentration(str(group), float(now), float(before), result, row)
