"""Answers in words, made of claims. Figures are written to the cent: they are checked against a till."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brain.assistant.understanding.festivals import is_known
from brain.assistant.understanding.periods import When
from brain.facts.reader import Result
from brain.facts.semantic.compile import find_dimension, find_metric, unit_of
from brain.facts.semantic.dimensions import DIMENSION_BY_NAME
from brain.kernel.evidence import OTHERS, Claim, Filter, Having, OrdersWith, Period, Query
from brain.kernel.formats import format_claim, format_exact_money
from brain.kernel.i18n import N_, Text, verbatim

MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
NAMED_ITEMS = 3
HARDLY = Decimal("0.0005")
"""A change that would be written as 0 % is said in words."""
MOST_NAMED = 4


def day_text(day: date, today: date) -> Text:
    """A day, with its year when that is not today's."""
    args: dict[str, Any] = {"month": Text(msg=MONTHS[day.month - 1]), "day": str(day.day)}
    if day.year == today.year:
        return Text(msg=N_("{month} {day}"), args=args)
    return Text(msg=N_("{month} {day}, {year}"), args={**args, "year": str(day.year)})


def dates_text(period: Period, today: date) -> Text:
    """A period by its first and last day; where they are of two years, both say theirs."""
    last = period.end - timedelta(days=1)
    if period.days <= 1:
        return day_text(period.start, today)
    if last.year != period.start.year:
        today = date.min
    return Text(
        msg=N_("{start} – {end}"), args={"start": day_text(period.start, today), "end": day_text(last, today)}
    )


KINDS_OF_DAYS = {
    "workdays": N_("working days of {period}"),
    "off": N_("days off of {period}"),
    "holidays": N_("public holidays of {period}"),
}


DAYS_OF_A_YEAR = 365


def period_text(when: When, today: date) -> Text:
    """A period by its name and its days: last week (Nov 9 – Nov 15); with the kind of days where only some are meant."""
    named = _named_period(when, today)
    if not when.holidays:
        return named
    if not is_known(when.period):
        named = Text(msg=N_("{period}, where the holidays are not announced yet"), args={"period": named})
    return Text(msg=KINDS_OF_DAYS[when.holidays], args={"period": named})


def _named_period(when: When, today: date) -> Text:
    period = when.period
    if when.label is not None:
        return Text(msg=N_("{name} ({dates})"), args={"name": when.label, "dates": dates_text(period, today)})
    last = period.end - timedelta(days=1)
    whole = period.start.day == 1 and period.end.day == 1  # a month as far as it got is told by its days
    if when.unit == "month" and not when.to_date and whole and last.month == period.start.month:
        month = Text(msg=MONTHS[period.start.month - 1])
        return Text(msg=N_("{month} {year}"), args={"month": month, "year": str(period.start.year)})
    if when.unit == "year" and not when.to_date and whole and period.days >= DAYS_OF_A_YEAR:
        return Text(msg=N_("the year {year}"), args={"year": str(period.start.year)})
    return dates_text(period, today)


def figure_text(claim: Claim, lang: str) -> Text:
    """One figure in full; the claim travels with it."""
    if claim.unit == "money":
        written = format_exact_money(claim.value, claim.currency or "CNY", lang)
    else:
        written = format_claim(claim, lang)
    return Text(msg="{words}", args={"words": written, "figure": claim})


def listed(parts: Sequence[Text]) -> Text:
    """Several texts as one list."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Text(msg=N_("{first}, {second}"), args={"first": whole, "second": part})
    return whole


def single_text(
    result: Result, query: Query, when: When, compared: When | None, today: date, lang: str
) -> Text:
    """The figures of a question without a breakdown, and what they were before."""
    figures = [_named_figure(result, 0, metric, lang) for metric in query.metrics]
    said = in_scope(listed(figures), query.filters, when, today, query.orders)
    if compared is None:
        return said
    # "Now up" is only said of the later period.
    changed = compared.period.start < when.period.start
    before = listed([_before(result, metric, lang, changed=changed) for metric in query.metrics])
    return Text(
        msg=N_("{said}; {compared}: {before}"),
        args={"said": said, "compared": period_text(compared, today), "before": before},
    )


def _named_figure(result: Result, row: int, metric: str, lang: str) -> Text:
    claim = result.claim(row, metric)
    label = Text(msg=find_metric(metric).label)
    return Text(msg=N_("{metric} {figure}"), args={"metric": label, "figure": figure_text(claim, lang)})


def _before(result: Result, metric: str, lang: str, *, changed: bool) -> Text:
    figure = figure_text(result.claim(0, f"{metric}_before"), lang)
    change = result.rows[0][result.columns.index(f"{metric}_change")]
    if change is None or not changed:
        return figure
    claim = result.claim_of(abs(Decimal(str(change))), "rate")
    if change == 0:
        return Text(msg=N_("{figure}, no change"), args={"figure": figure})
    if abs(Decimal(str(change))) < HARDLY:
        return Text(msg=N_("{figure}, hardly any change"), args={"figure": figure})
    if find_metric(metric).unit == "rate":
        return _points(result, metric, figure)
    msg = N_("{figure}, now up {rate}") if change > 0 else N_("{figure}, now down {rate}")
    return Text(msg=msg, args={"figure": figure, "rate": claim})


def _points(result: Result, metric: str, figure: Text) -> Text:
    """A rate's change in percentage points: 7.7 % less of 3 % would be heard as a refund rate that fell by eight points."""
    now, before = (
        Decimal(str(result.rows[0][result.columns.index(name)])) for name in (metric, f"{metric}_before")
    )
    points = abs(now - before) * 100
    told = result.claim_of(points.quantize(Decimal("0.1") if points >= 1 else Decimal("0.01")), "number")
    up, down = (
        N_("{figure}, now up {points} percentage points"),
        N_("{figure}, now down {points} percentage points"),
    )
    return Text(msg=up if now > before else down, args={"figure": figure, "points": told})


def in_scope(
    said: Text, filters: Sequence[Filter], when: When, today: date, orders: Sequence[OrdersWith] = ()
) -> Text:
    """What is said with its names, or what lies in the orders, and its period."""
    period = period_text(when, today)
    if when.holidays:  # the period has said which days, their list adds nothing
        filters = [f for f in filters if f.dimension != "day"]
    if orders:
        names = listed([_basket_text(one, today) for one in orders])
        args = {"said": said, "names": names, "period": period}
        return Text(msg=N_("{said} · orders {names} · {period}"), args=dict(args))
    if not filters:
        return Text(msg=N_("{said} · {period}"), args={"said": said, "period": period})
    names = listed([filter_text(f, today) for f in filters])
    return Text(msg=N_("{said} · {names} · {period}"), args={"said": said, "names": names, "period": period})


def _basket_text(one: OrdersWith, today: date) -> Text:
    """With A, without B."""
    names = listed([filter_text(kept, today) for bought in one.any_of for kept in bought.filters])
    return Text(msg=N_("without {names}") if one.negated else N_("with {names}"), args={"names": names})


BOUNDS: dict[str, str] = {
    ">": N_("{what} above {low}"),
    ">=": N_("{what} {low} or more"),
    "<": N_("{what} below {low}"),
    "<=": N_("{what} {low} or less"),
    "=": N_("{what} exactly {low}"),
    "!=": N_("{what} other than {low}"),
    "between": N_("{what} from {low} to {high}"),
}


WORKING_WEEK = ("1", "2", "3", "4", "5")


def _hours_text(first: int, last: int) -> Text:
    """Hours are counted whole: from 20 to 21 is until 22:00."""
    args = {"start": verbatim(f"{first:02d}:00"), "end": verbatim(f"{last + 1:02d}:00")}
    return Text(msg=N_("{start} – {end}"), args=dict(args))


def filter_text(given: Filter, today: date) -> Text:
    """What a filter keeps, or what it leaves out: one without the other would turn the figure around."""
    dimension = find_dimension(given.dimension)
    if given.dimension == "hour" and given.op in ("=", "between"):
        return _hours_text(int(given.values[0]), int(given.values[-1]))
    if given.dimension == "weekday" and given.values == WORKING_WEEK:
        return Text(msg=N_("Monday to Friday"))
    if given.op in BOUNDS and given.op not in ("=", "!="):
        return _bound_text(Text(msg=dimension.label), given.op, [verbatim(value) for value in given.values])
    read_as: dict[str, Callable[[str], Any]] = {"integer": int, "date": date.fromisoformat}
    values: list[Any] = [read_as.get(dimension.value, str)(value) for value in given.values]
    shown = [value_text(given.dimension, value, today) for value in values[:MOST_NAMED]]
    names = listed(shown)
    if given.dimension == "cohort":
        names = Text(msg=N_("first order in {month}"), args={"month": names})
    if len(values) > MOST_NAMED:
        names = Text(
            msg=N_("{names} and {count} more"), args={"names": names, "count": len(values) - MOST_NAMED}
        )
    return Text(msg=N_("without {names}"), args={"names": names}) if given.op in ("not in", "!=") else names


def having_text(condition: Having, currency: str) -> Text:
    """A condition on groups: Units sold 100 or more."""
    metric = find_metric(condition.metric)
    values: list[Text] = []
    for value in condition.values:
        claim = Claim(
            value=value, unit=metric.unit, currency=currency if metric.unit == "money" else None, receipt=""
        )
        values.append(Text(msg="{bound}", args={"bound": claim}))
    return _bound_text(Text(msg=metric.label), condition.op, values)


def _bound_text(what: Text, op: str, values: Sequence[Text]) -> Text:
    return Text(msg=BOUNDS[op], args={"what": what, "low": values[0], "high": values[-1]})


def _names_text(dimension: str, names: Sequence[str], today: date) -> Text:
    """The first names, and how many more there are."""
    said = listed([value_text(dimension, name, today) for name in names[:MOST_NAMED]])
    if len(names) <= MOST_NAMED:
        return said
    return Text(msg=N_("{names} and {count} more"), args={"names": said, "count": len(names) - MOST_NAMED})


def share_text(
    result: Result, query: Query, when: When, names: Sequence[str], part: Decimal, today: date, lang: str
) -> Text:
    """The share of one name, or of several together, of the whole."""
    metric = query.metrics[0]
    said = Text(
        msg=N_("{name}: {share} of {metric}"),
        args={
            "name": _names_text(query.dimensions[0], names, today),
            "share": figure_text(result.claim_of(part, "rate"), lang),
            "metric": Text(msg=find_metric(metric).label),
        },
    )
    return in_scope(said, query.filters, when, today)


def part_text(
    part: Result, whole: Result, query: Query, when: When, share: Decimal, today: date, lang: str
) -> Text:
    """What some rows have, what all of them have, and the share."""
    metric = query.metrics[0]
    said = Text(
        msg=N_("{metric} {part} of {whole}: {share}"),
        args={
            "metric": Text(msg=find_metric(metric).label),
            "part": figure_text(part.claim(0, metric), lang),
            "whole": figure_text(whole.claim(0, metric), lang),
            "share": figure_text(part.claim_of(share, "rate"), lang),
        },
    )
    return in_scope(said, query.filters, when, today)


def counted_text(result: Result, query: Query, when: When, today: date, lang: str) -> Text:
    """How many groups meet the conditions, and the first of them."""
    count = result.claim_of(len(result.rows), "count")
    conditions = listed([having_text(one, result.currency) for one in query.having])
    noun = Text(msg=find_dimension(query.dimensions[0]).noun)
    said = Text(
        msg=N_("By {dimension}, {conditions}: {count}"),
        args={"count": count, "dimension": noun, "conditions": conditions},
    )
    if result.rows:
        shown = [_item(result, row, query, today, lang) for row in range(min(NAMED_ITEMS, len(result.rows)))]
        said = Text(
            msg=N_("{said} ({items}, …)") if len(result.rows) > NAMED_ITEMS else N_("{said} ({items})"),
            args={"said": said, "items": listed(shown)},
        )
    return in_scope(said, query.filters, when, today)


def groups_part_text(
    result: Result,
    whole: Result,
    query: Query,
    when: When,
    part: tuple[int, Decimal],
    today: date,
    lang: str,
) -> Text:
    """How many groups meet the conditions, of how many, and the share."""
    noun = Text(msg=find_dimension(query.dimensions[0]).noun)
    said = Text(
        msg=N_("By {dimension}, {conditions}: {count} of {whole}, {share}"),
        args={
            "count": result.claim_of(part[0], "count"),
            "dimension": noun,
            "conditions": listed([having_text(one, result.currency) for one in query.having]),
            "whole": figure_text(whole.claim(0, whole.columns[0]), lang),
            "share": figure_text(result.claim_of(part[1], "rate"), lang),
        },
    )
    return in_scope(said, query.filters, when, today)


PLACES: dict[tuple[str, bool], str] = {
    ("high", False): N_("{metric} by {dimension}, place {first} from the top: {items}"),
    ("low", False): N_("{metric} by {dimension}, place {first} from the bottom: {items}"),
    ("high", True): N_("{metric} by {dimension}, places {first} to {last} from the top: {items}"),
    ("low", True): N_("{metric} by {dimension}, places {first} to {last} from the bottom: {items}"),
}
RANKINGS: dict[tuple[str, bool], str] = {
    ("high", False): N_("{metric} by {dimension}, highest first: {items}"),
    ("low", False): N_("{metric} by {dimension}, lowest first among those that sold: {items}"),
    ("high", True): N_("{metric} by {dimension}, grown most first: {items}"),
    ("low", True): N_("{metric} by {dimension}, fallen most first: {items}"),
}


def table_text(
    result: Result,
    query: Query,
    when: When,
    ranked: str | None,
    today: date,
    lang: str,
    rising: str | None = None,
) -> Text:
    """A breakdown or ranking in one sentence: how many rows, and who leads."""
    metric, dimension = query.metrics[0], query.dimensions[0]
    noun = Text(msg=find_dimension(dimension).noun)
    figures = Text(msg=find_metric(metric).label)
    if ranked:
        shown = listed(
            [_item(result, row, query, today, lang) for row in range(min(NAMED_ITEMS, len(result.rows)))]
        )
        msg = RANKINGS[ranked, rising is not None]
        said = Text(msg=msg, args={"dimension": noun, "metric": figures, "items": shown})
        if query.offset:
            places: dict[str, Any] = {"first": query.offset + 1, "last": query.offset + len(result.rows)}
            several = len(result.rows) > 1
            said = Text(msg=PLACES[ranked, several], args={**said.args, **places})
    else:
        place = result.columns.index(metric)
        # Rows without a name add up too, but do not lead.
        named = [n for n, row in enumerate(result.rows) if row[0] not in (None, OTHERS)] or [0]
        top = max(named, key=lambda row: result.rows[row][place] or 0)
        said = Text(
            msg=N_("{metric} by {dimension}, {count} rows, most in {item}"),
            args={
                "metric": figures,
                "dimension": noun,
                "count": len(result.rows),
                "item": _item(result, top, query, today, lang),
            },
        )
    if query.having:  # whom a list leaves out is a part of what it says
        conditions = listed([having_text(one, result.currency) for one in query.having])
        said = Text(msg=N_("{said} · {conditions}"), args={"said": said, "conditions": conditions})
    return in_scope(said, query.filters, when, today)


def apart_text(result: Result, query: Query, today: date, lang: str) -> Text | None:
    """How far two names that were set side by side lie apart; None for other tables, and for rates."""
    metric, name = query.metrics[0], query.dimensions[0]
    pair = any(one.dimension == name and one.op == "in" and len(one.values) == 2 for one in query.filters)
    if (
        not (pair or name == "day_kind")
        or len(query.dimensions) > 1
        or len(result.rows) != 2
        or unit_of(metric) not in ("money", "count", *(["number"] if name == "day_kind" else []))
    ):
        return None
    place = result.columns.index(metric)
    more, less = sorted(result.rows, key=lambda row: row[place] or 0, reverse=True)
    difference = Decimal(str(more[place] or 0)) - Decimal(str(less[place] or 0))
    if not difference:
        return None
    apart = result.claim_of(difference, unit_of(metric))
    return Text(
        msg=N_("{first} is {difference} above {second}."),
        args={
            "first": value_text(name, more[0], today),
            "difference": figure_text(apart, lang),
            "second": value_text(name, less[0], today),
        },
    )


def difference_text(result: Result, query: Query, lang: str) -> Text | None:
    """How far a figure lies from the one that it is compared with, as an amount; None for rates and where it is the same."""
    metric = query.metrics[0]
    now, before = (result.rows[0][result.columns.index(name)] for name in (metric, f"{metric}_before"))
    difference = abs(Decimal(str(now or 0)) - Decimal(str(before or 0)))
    if not difference or unit_of(metric) not in ("money", "count"):
        return None
    apart = figure_text(result.claim_of(difference, unit_of(metric)), lang)
    return Text(msg=N_("The difference is {difference}."), args={"difference": apart})


def _item(result: Result, row: int, query: Query, today: date, lang: str) -> Text:
    names = [value_text(name, result.rows[row][at], today) for at, name in enumerate(query.dimensions)]
    metric = query.metrics[0]
    figure = figure_text(result.claim(row, metric), lang)
    said = Text(msg=N_("{name} {figure}"), args={"name": listed(names), "figure": figure})
    if f"{metric}_change" in result.columns and query.order and query.order.by.startswith(f"{metric}_"):
        return _with_change(result, row, metric, said)
    if f"{metric}_share" not in result.columns:
        return said
    share = result.claim(row, f"{metric}_share", "rate")
    return Text(msg=N_("{item} ({share})"), args={"item": said, "share": share})


def _with_change(result: Result, row: int, metric: str, said: Text) -> Text:
    """An item of a ranking by growth says how much it grew."""
    change = result.rows[row][result.columns.index(f"{metric}_change")]
    if change is None:
        return Text(msg=N_("{item} (nothing before)"), args={"item": said})
    claim = result.claim_of(abs(Decimal(str(change))), "rate")
    msg = N_("{item} (up {rate})") if change >= 0 else N_("{item} (down {rate})")
    return Text(msg=msg, args={"item": said, "rate": claim})


def value_text(dimension: str, value: Any, today: date) -> Text:
    """A dimension's value as a reader says it."""
    if value is None:
        return Text(msg=N_("not stated"))
    if value == OTHERS:
        return Text(msg=N_("others"))
    code = find_dimension(dimension).codes.get(str(value))
    if code is not None:
        return Text(msg=code)
    if dimension == "quarter":
        return verbatim(f"{value.year} Q{(value.month + 2) // 3}")
    if dimension == "year":
        return verbatim(str(value.year))
    if dimension == "cohort":
        return value_text("month", value, today)
    if dimension == "week":
        return Text(msg=N_("week of {day}"), args={"day": day_text(value, today)})
    if dimension == "month":
        month = Text(msg=MONTHS[value.month - 1])
        return Text(msg=N_("{month} {year}"), args={"month": month, "year": str(value.year)})
    if dimension == "day":
        return day_text(value, today)
    if dimension == "weekday":
        return Text(msg=WEEKDAYS[int(value) - 1])
    return verbatim(f"{int(value):02d}:00") if dimension == "hour" else verbatim(str(value))


def cell(value: Any, column: str) -> str | int | Decimal | None:
    """A cell of the answer's table: ISO days, names, whole counts, money to the cent, rates as fractions."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if column in DIMENSION_BY_NAME:
        return int(value) if DIMENSION_BY_NAME[column].value == "integer" else str(value)
    unit = unit_of(column)
    exact = Decimal(str(value))
    if unit == "money":
        return exact.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    if exact == exact.to_integral_value() and unit == "count":
        return int(exact)
    return round(exact, 6)
