"""A file against what the shop's data says of the same days, and of the weeks before: before it is loaded, or after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from brain.facts.quality.base import DayFigures, Profile
from brain.facts.reader import Facts, Result
from brain.kernel.evidence import Claim, Receipt
from brain.kernel.i18n import Text

WEEKS_BEFORE = timedelta(days=56)
LEAST_DAYS = 14
THIN = Decimal("0.5")
THICK = Decimal(3)

SHOP_DAYS = """
    SELECT ordered_on, count(DISTINCT order_key) FILTER (paid_amount > 0) AS orders, sum(paid_amount) AS paid,
           sum(refund_amount) AS refunds
    FROM order_line WHERE shop_id = $shop AND ordered_on BETWEEN $first AND $last GROUP BY 1 ORDER BY 1"""


class DayDifference(BaseModel):
    """A day that both know and on which they differ: orders and money of the file and of the shop's data."""

    model_config = ConfigDict(frozen=True)

    day: date
    file_orders: int
    shop_orders: int
    file_paid: Decimal
    shop_paid: Decimal


class Against(BaseModel):
    """Of the file's `days`, how many the shop's data knows already, and on which of these the two differ.

    `pace` is a sentence when the file's orders a day are far from those of the eight weeks before it: an export that was
    filtered, cut, or of another store. Profiles by month are compared by pace only.
    """

    model_config = ConfigDict(frozen=True)

    days: int
    known: int
    differing: tuple[DayDifference, ...] = ()
    pace: Text | None = None
    receipt: Receipt | None = None


def against_shop(facts: Facts, profile: Profile) -> Against:
    """Compare the profile of a file of orders with the shop's data as it is now."""
    if profile.table != "order_line" or profile.first_day is None or profile.last_day is None:
        return Against(days=len(profile.days), known=0)
    first = profile.first_day - WEEKS_BEFORE
    result = facts.sql(SHOP_DAYS, {"first": first, "last": profile.last_day})
    shop = {row[0]: row for row in result.rows}
    pace = _pace([row for day, row in shop.items() if day < profile.first_day], profile, result)
    if profile.grain == "month":
        return Against(days=len(profile.days), known=0, pace=pace, receipt=result.receipt)
    both = [one for one in profile.days if one.day in shop]
    return Against(
        days=len(profile.days),
        known=len(both),
        differing=tuple(_differing(both, shop)),
        pace=pace,
        receipt=result.receipt,
    )


def _differing(days: Sequence[DayFigures], shop: Mapping[date, Any]) -> list[DayDifference]:
    return [
        DayDifference(
            day=one.day,
            file_orders=one.orders,
            shop_orders=shop[one.day][1],
            file_paid=one.paid,
            shop_paid=shop[one.day][2],
        )
        for one in days
        if (one.orders, one.paid, one.refunds) != tuple(shop[one.day][1:4])
    ]


def _pace(before: Sequence[Sequence[Any]], profile: Profile, result: Result) -> Text | None:
    """Orders a day on days with orders: this file against the weeks before it."""
    selling = [row[1] for row in before if row[1]]
    sold = [one for one in profile.days if one.orders]
    if len(selling) < LEAST_DAYS or not sold or profile.grain == "month":
        return None
    usual = Decimal(sum(selling)) / len(selling)
    here = Decimal(sum(one.orders for one in sold)) / len(sold)
    if THIN * usual <= here <= THICK * usual:
        return None
    args: dict[str, Claim] = {
        "here": result.claim_of(round(here, 1), "number"),
        "usual": result.claim_of(round(usual, 1), "number"),
    }
    if here < usual:
        return Text(
            msg="This file has {here} orders a day; in the eight weeks before it there were {usual}. Was the export filtered?",
            args={**args},
        )
    return Text(
        msg="This file has {here} orders a day; in the eight weeks before it there were {usual}. Are these another shop's orders as well?",
        args={**args},
    )
