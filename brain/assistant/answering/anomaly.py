"""Unusual days: which days of a stretch were far from what such days usually bring, and against what."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from brain.analysis.anomaly import Anomaly, find_anomalies, marks_by_place
from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.daily import ALONG_TIME, daily, marked_days
from brain.assistant.answering.figure import readings_of
from brain.assistant.coverage import missing_facts, missing_text
from brain.assistant.wording import dates_text, day_text, figure_text
from brain.facts.reader import Result
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

USUAL_DAYS = 30
SHOWN = 3


def anomaly(asking: Asking, asked: Asked) -> AnswerCard:
    """The odd days of a figure in the period that was named, or in the last thirty days."""
    intent = asked.intent
    metric = intent.metrics[0] if intent.metrics else "net_sales"
    if metric not in ALONG_TIME:
        said = Text(
            msg=N_("Unusual days are looked for in net sales, orders, units and views, not in {metric}."),
            args={"metric": Text(msg=find_metric(metric).label)},
        )
        return decline(asking, said, topic="anomaly")
    lacking = missing_facts(asking.facts, (metric,), [f.dimension for f in intent.filters])
    if lacking:
        return decline(asking, missing_text(lacking[0]), topic="anomaly")
    found = daily(asking, metric, intent.filters)
    if found is None:
        return decline(asking, missing_text("order"), topic="anomaly")
    rows, values, start = found
    end = start + timedelta(days=len(values))
    wanted = intent.when.period if intent.when else Period(start=end - timedelta(days=USUAL_DAYS), end=end)
    first, after = max(wanted.start, start), min(wanted.end, end)
    if first >= after:
        said = Text(
            msg=N_("There is no data for {period}."), args={"period": dates_text(wanted, asking.today)}
        )
        return decline(asking, said, topic="anomaly")
    looked = Period(start=first, end=after)
    places = (after - start).days
    judged = find_anomalies(
        values[:places],
        look_at=looked.days,
        marks=marks_by_place(start, places, marked_days(start, looked.end)),
        noise=1.0 if metric in ("orders", "units", "views") else 0.0,
    )
    if not judged.judged:
        said = Text(msg=N_("There are too few days before it to say what is usual."))
        return decline(asking, said, topic="anomaly")
    table = tuple(_row(odd, start, metric) for odd in judged.anomalies)
    said = _said(asking, rows, metric, judged.anomalies, start, looked)
    return AnswerCard(
        status="answer",
        text=joined(said, *readings_of(asked.said)),
        value=Decimal(len(judged.anomalies)),
        unit="count",
        currency=asking.facts.shop.currency if find_metric(metric).unit == "money" else None,
        columns=("day", metric, "low", "high"),
        rows=table,
        query=rows.receipt.query,
        receipt=rows.receipt,
        topic="anomaly",
    )


def _said(
    asking: Asking, rows: Result, metric: str, odd: tuple[Anomaly, ...], start: date, looked: Period
) -> Text:
    label = Text(msg=find_metric(metric).label)
    dates = dates_text(looked, asking.today)
    if not odd:
        return Text(
            msg=N_("No day of {metric} in {dates} was out of the ordinary for its weekday and season"),
            args={"metric": label, "dates": dates},
        )
    said = Text(
        msg=N_("{count} unusual days of {metric} in {dates}"),
        args={"count": len(odd), "metric": label, "dates": dates},
    )
    for one in odd[:SHOWN]:
        said = Text(
            msg=N_("{said}; {day}"), args={"said": said, "day": _day(asking, rows, metric, one, start)}
        )
    return said


def _day(asking: Asking, rows: Result, metric: str, odd: Anomaly, start: date) -> Text:
    unit = find_metric(metric).unit

    def amount(value: float) -> Text:
        return figure_text(rows.claim_of(_exact(value, unit), unit), asking.lang)

    return Text(
        msg=N_("{day}: {actual}, usual {low} to {high}"),
        args={
            "day": day_text(start + timedelta(days=odd.place), asking.today),
            "actual": amount(odd.actual),
            "low": amount(odd.low),
            "high": amount(odd.high),
        },
    )


def _row(odd: Anomaly, start: date, metric: str) -> tuple[str, Decimal, Decimal, Decimal]:
    unit = find_metric(metric).unit
    day = start + timedelta(days=odd.place)
    return day.isoformat(), _exact(odd.actual, unit), _exact(odd.low, unit), _exact(odd.high, unit)


def _exact(value: float, unit: str) -> Decimal:
    return Decimal(str(round(value, 2 if unit == "money" else 0)))
