"""The week as a letter: against the week before, what made the difference, and what was predicted against what came."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from brain.facts.reader import Facts
from brain.kernel.clock import iso_week
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Claim, Period, Query, Receipt
from brain.kernel.i18n import N_, Day, Text
from cards.battle_report.model import BattleReportCard
from cards.opportunity.model import OpportunityCard

WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
REASONS = 3


class Movement(BaseModel):
    """A figure of the week, of the week before, and the change as a fraction (None where it was zero before)."""

    model_config = ConfigDict(frozen=True)

    metric: str
    name: Text
    now: Claim
    before: Claim
    change: Claim | None


class Reason(BaseModel):
    """What one part of the shop added to, or took from, the week's net sales."""

    model_config = ConfigDict(frozen=True)

    name: Text
    difference: Claim


class Prediction(BaseModel):
    """One sent post: what was expected and what came."""

    model_config = ConfigDict(frozen=True)

    report: BattleReportCard
    within: bool | None


class WeeklyReview(BaseModel):
    """`reasons` and `rest` add up to `difference` exactly. `predictions` are of posts, `seen_to` of alerts that were marked done."""

    model_config = ConfigDict(frozen=True)

    week: str
    period: Period
    complete: bool
    headline: Text
    movements: tuple[Movement, ...]
    difference: Claim | None
    reasons_by: Text | None
    reasons: tuple[Reason, ...]
    rest: Claim | None
    predictions: tuple[Prediction, ...]
    seen_to: tuple[BattleReportCard, ...] = ()
    proposals: tuple[OpportunityCard, ...]
    receipts: tuple[Receipt, ...]


MOVEMENTS: tuple[tuple[str, str], ...] = (
    ("net_sales", N_("Net sales")),
    ("orders", N_("Orders")),
    ("average_order_value", N_("Average order value")),
    ("refund_rate", N_("Refund rate")),
)
BREAKDOWNS: tuple[tuple[str, str], ...] = (
    ("category", N_("by category")),
    ("product", N_("by product")),
    ("region", N_("by region")),
)


def parse_week(text: str | None, today: date) -> Period:
    """`2026-W46` as Monday to Monday; the last full week when empty. Raises OwnerError."""
    if not text:
        return iso_week(today).before()
    found = WEEK.fullmatch(text.strip().upper())
    try:
        if found:
            return iso_week(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        found = None
    raise OwnerError(
        "week",
        Text(msg="{week} is not a week.", args={"week": text}),
        Text(msg="Write it like 2026-W46."),
    )


def weekly_review(
    facts: Facts, period: Period, reports: list[BattleReportCard], proposals: list[OpportunityCard]
) -> WeeklyReview:
    """The letter for one week (Monday to Monday)."""
    metrics = tuple(metric for metric, _ in MOVEMENTS)
    totals = facts.ask(Query(metrics=metrics, period=period, compare=period.before()))
    span = facts.span()
    movements = tuple(
        Movement(
            metric=metric,
            name=Text(msg=name),
            now=totals.claim(0, metric),
            before=totals.claim(0, f"{metric}_before"),
            change=_change(totals.rows[0][totals.columns.index(f"{metric}_change")], totals.receipt.id),
        )
        for metric, name in MOVEMENTS
    )
    difference = totals.claim_of(movements[0].now.value - movements[0].before.value, "money")
    reasons_by, reasons, receipts = _reasons(facts, period)
    explained = sum((reason.difference.value for reason in reasons), Decimal(0))
    return WeeklyReview(
        week="{}-W{:02d}".format(*period.start.isocalendar()[:2]),
        period=period,
        complete=period.end <= min(facts.today, span.end if span else facts.today),
        headline=_headline(movements[0], period, span),
        movements=movements,
        difference=difference,
        reasons_by=reasons_by,
        reasons=reasons,
        rest=totals.claim_of(difference.value - explained, "money") if reasons else None,
        predictions=tuple(_prediction(report) for report in reports if report.followed is None),
        seen_to=tuple(report for report in reports if report.followed is not None),
        proposals=tuple(proposals[:3]),
        receipts=(totals.receipt, *receipts),
    )


def _change(value: Decimal | None, receipt: str) -> Claim | None:
    return None if value is None else Claim(value=Decimal(str(value)), unit="rate", receipt=receipt)


def _reasons(facts: Facts, period: Period) -> tuple[Text | None, tuple[Reason, ...], list[Receipt]]:
    """The three largest differences along the first breakdown that this shop's data knows."""
    known = next((pair for pair in BREAKDOWNS if facts.has(pair[0])), None)
    if known is None:
        return None, (), []
    dimension, words = known
    result = facts.ask(
        Query(metrics=("net_sales",), dimensions=(dimension,), period=period, compare=period.before())
    )
    name, now, before = (
        result.columns.index(column) for column in (dimension, "net_sales", "net_sales_before")
    )
    moved = sorted(
        ((row[name], Decimal(row[now] or 0) - Decimal(row[before] or 0)) for row in result.rows),
        key=lambda pair: -abs(pair[1]),
    )
    reasons = tuple(
        Reason(
            name=Text(msg="{words}", args={"words": str(value)})
            if value is not None
            else Text(msg="not stated"),
            difference=result.claim_of(difference, "money"),
        )
        for value, difference in moved[:REASONS]
        if difference
    )
    return Text(msg=words), reasons, [result.receipt]


def _headline(sales: Movement, period: Period, span: Period | None) -> Text:
    """A week that the data does not reach is no week without sales, and a part of one is not set against a whole one."""
    if span is None or span.end <= period.start or period.end <= span.start:
        return _no_data(period, span)
    if span.end < period.end:
        return Text(
            msg="The week of {start}, up to {last} where the data ends: net sales {sales}.",
            args={
                "sales": sales.now,
                "start": Day(day=period.start),
                "last": Day(day=span.end - timedelta(days=1)),
            },
        )
    args: dict[str, Claim | Day | Text] = {"sales": sales.now, "start": Day(day=period.start)}
    if sales.change is None:
        return Text(msg="The week of {start}: net sales {sales}.", args=args)
    args["change"] = sales.change.model_copy(update={"value": abs(sales.change.value)})
    rose = sales.change.value >= 0
    return Text(msg=_HEADLINES[rose], args=args)


def _no_data(period: Period, span: Period | None) -> Text:
    week = Day(day=period.start, year=True)
    if span is None:
        return Text(msg="There are no orders yet to review the week of {start}.", args={"start": week})
    first, last = Day(day=span.start, year=True), Day(day=span.end - timedelta(days=1), year=True)
    return Text(
        msg="There are no orders of the week of {start}: the data reaches from {first} to {last}.",
        args={"start": week, "first": first, "last": last},
    )


_HEADLINES = {
    True: N_("The week of {start}: net sales {sales}, {change} above the week before."),
    False: N_("The week of {start}: net sales {sales}, {change} below the week before."),
}


def _prediction(report: BattleReportCard) -> Prediction:
    """Within means that the estimate lies inside the range that was stated before."""
    if not report.final or report.uplift is None:
        return Prediction(report=report, within=None)
    return Prediction(report=report, within=report.expected.low <= report.uplift.mid <= report.expected.high)
