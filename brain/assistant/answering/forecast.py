"""What the next days will bring: a range that was checked on earlier days, never a bare number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from brain.analysis.forecast import LONGEST, Forecast, TooShort
from brain.analysis.forecast import forecast as look_ahead
from brain.assistant.answering.base import Asked, Asking, ask_back, decline, joined
from brain.assistant.answering.daily import ALONG_TIME, daily, marked_days
from brain.assistant.answering.figure import readings_of
from brain.assistant.coverage import missing_facts, missing_text
from brain.assistant.wording import dates_text, figure_text, filter_text, listed
from brain.facts.reader import Result
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

USUAL_DAYS = 7
OLD_DATA = 7
"""Data that ended so many days ago does not speak of the coming days."""


def forecast(asking: Asking, asked: Asked) -> AnswerCard:
    """The range of a figure over the days that were named (the next seven when none were)."""
    intent = asked.intent
    metric = intent.metrics[0] if intent.metrics else "net_sales"
    if metric not in ALONG_TIME:
        said = Text(
            msg=N_(
                "{metric} is not forecast: it does not add up over days. Net sales, orders and units are."
            ),
            args={"metric": Text(msg=find_metric(metric).label)},
        )
        return decline(asking, said, topic="forecast")
    lacking = missing_facts(asking.facts, (metric,), [f.dimension for f in intent.filters])
    if lacking:
        return decline(asking, missing_text(lacking[0]), topic="forecast")
    when = intent.when
    if when is not None and when.future and (when.period.end - asking.today).days > LONGEST:
        said = Text(msg=N_("That lies too far ahead to be forecast: three months at most."))
        return decline(asking, said, topic="forecast")
    ahead = _ahead(asking, asked)
    if ahead is None:
        choices = (
            ["预测未来7天净销售额", "预测未来30天订单数"]
            if asking.zh
            else ["forecast net sales next 7 days", "forecast orders next 30 days"]
        )
        return ask_back(
            Text(msg=N_("For which coming days? At most three months ahead.")), choices, topic="forecast"
        )
    return _told(asking, replace(asked, intent=replace(intent, metrics=(metric,))), ahead)


def _ahead(asking: Asking, asked: Asked) -> Period | None:
    """The coming days that are asked about, from tomorrow on; None where they lie too far ahead or are over."""
    when = asked.intent.when
    tomorrow = asking.today + timedelta(days=1)
    if when is None or not when.future:
        if when is not None and when.period.end <= tomorrow:
            return None
        return Period(start=tomorrow, end=tomorrow + timedelta(days=USUAL_DAYS))
    start = max(when.period.start, tomorrow)
    if when.period.end <= start or (when.period.end - asking.today).days > LONGEST:
        return None
    return Period(start=start, end=when.period.end)


def _told(asking: Asking, asked: Asked, ahead: Period) -> AnswerCard:
    metric = asked.intent.metrics[0]
    found = daily(asking, metric, asked.intent.filters)
    if found is None:
        return decline(asking, missing_text("order"), topic="forecast")
    rows, values, start = found
    end = start + timedelta(days=len(values))
    if (asking.today - end).days > OLD_DATA:
        day = dates_text(Period(start=end - timedelta(days=1), end=end), asking.today)
        said = Text(
            msg=N_("The data ends on {day}, too long ago to speak of the coming days."), args={"day": day}
        )
        return decline(asking, said, topic="forecast")
    horizon = min((ahead.end - end).days, LONGEST)
    seen = look_ahead(values.reshape(1, -1), start, horizon, marked_days(start, ahead.end))
    if isinstance(seen, TooShort):
        lengths = {"needed": seen.needed, "days": seen.days}
        said = Text(
            msg=N_("A forecast that far needs {needed} days of data; there are {days}."), args=dict(lengths)
        )
        return decline(asking, said, topic="forecast")
    return _card(asking, asked, ahead, seen, rows, skip=(ahead.start - end).days)


def _card(
    asking: Asking, asked: Asked, ahead: Period, seen: Forecast, rows: Result, *, skip: int
) -> AnswerCard:
    """The range of the whole stretch in words, each day's in the table. `skip` days lie between the data and the stretch."""
    unit = find_metric(asked.intent.metrics[0]).unit
    low, mid, high = _range(seen, skip)
    said = _expected(
        asking,
        asked,
        ahead,
        [figure_text(rows.claim_of(_cell(one, unit), unit), asking.lang) for one in (low, mid, high)],
    )
    table = tuple(
        (day.isoformat(), *(_cell(part[0, place], unit) for part in (seen.low, seen.mid, seen.high)))
        for place, day in enumerate(seen.days)
        if ahead.start <= day < ahead.end
    )
    return AnswerCard(
        status="answer",
        text=joined(said, *readings_of(asked.said), *_rests_on(seen, rows)),
        value=_cell(mid, unit),
        unit=unit,
        currency=asking.facts.shop.currency if unit == "money" else None,
        columns=("day", "low", "mid", "high"),
        rows=table,
        query=rows.receipt.query,
        receipt=rows.receipt,
        topic="forecast",
    )


def _range(seen: Forecast, skip: int) -> tuple[float, float, float]:
    """Low, mid and high of the stretch; where days before it are left out, the sum of its days' ranges, which is wider."""
    if skip == 0:
        return float(seen.total_low[0]), float(seen.total_mid[0]), float(seen.total_high[0])
    low, mid, high = (float(part[0, skip:].sum()) for part in (seen.low, seen.mid, seen.high))
    return low, mid, high


def _expected(asking: Asking, asked: Asked, ahead: Period, amounts: list[Text]) -> Text:
    low, mid, high = amounts
    args = {
        "metric": Text(msg=find_metric(asked.intent.metrics[0]).label),
        "dates": dates_text(ahead, asking.today),
        "low": low,
        "mid": mid,
        "high": high,
    }
    said = Text(
        msg=N_("Expected {metric} {dates}: {low} to {high}, most likely around {mid}"), args=dict(args)
    )
    if not asked.intent.filters:
        return said
    names = listed([filter_text(given, asking.today) for given in asked.intent.filters])
    return Text(msg=N_("{said} · {names}"), args={"said": said, "names": names})


def _rests_on(seen: Forecast, rows: Result) -> list[Text]:
    """How well the same way of forecasting did on earlier days, and what it has never seen."""
    coverage = rows.claim_of(Decimal(str(round(seen.coverage, 2))), "rate")
    notes = [
        Text(
            msg=N_(
                "In {origins} forecasts made the same way from earlier days, {coverage} of the days fell inside their range."
            ),
            args={"origins": seen.origins, "coverage": coverage},
        )
    ]
    if seen.unseen:
        days = ", ".join(seen.unseen)
        notes.append(
            Text(
                msg=N_("{days} have no earlier year in the data: they are taken for ordinary days."),
                args={"days": days},
            )
        )
    return notes


def _cell(value: float, unit: str) -> Decimal:
    return Decimal(str(round(float(value), 2 if unit == "money" else 1)))
