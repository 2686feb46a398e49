"""The columns of an answer as a reader says them: a heading for each, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import cast

from babel.dates import format_date as babel_date

from brain.facts.semantic.compile import find_dimension, find_metric, unit_of
from brain.facts.semantic.dimensions import DIMENSION_BY_NAME
from brain.facts.semantic.dimensions.goods import band_end
from brain.kernel.evidence import OTHERS, Claim, Unit
from brain.kernel.formats import format_claim, format_exact_money, format_full_day, locale_of
from brain.kernel.i18n import N_, t

Cell = str | int | float | Decimal | None
SUFFIXES = {
    "before": N_("{metric} before"),
    "change": N_("{metric} change"),
    "share": N_("{metric}, share of the whole"),
    "running": N_("{metric} added up"),
    "contribution": N_("{metric}, share of the change"),
}
"""What the endings of a metric's further columns say."""
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def format_month(day: date, lang: str) -> str:
    """`2026年11月` or `Nov 2026`."""
    return babel_date(day, "y年M月" if lang == "zh" else "MMM y", locale=locale_of(lang))


DATE_WRITERS: dict[str, Callable[[date, str], str]] = {
    "day": format_full_day,
    "week": format_full_day,
    "month": format_month,
    "cohort": format_month,
}


# Columns that an answer makes itself: reasons, ranges, plans. Their amounts are in the answer's own unit.
TOLD: dict[str, str] = {
    "reason": N_("Reason"),
    "change": N_("Change"),
    "task": N_("Step"),
    "low": N_("Low"),
    "mid": N_("Likely"),
    "high": N_("High"),
}


def unit_in(column: str, own: str | None) -> str | None:
    """What a column's figures are counted in: a metric's unit, the answer's `own` for columns it made, None for words."""
    if column in DIMENSION_BY_NAME or column in ("reason", "task"):
        return None
    return own if column in TOLD else unit_of(column)


def column_name(column: str, lang: str) -> str:
    """A column's heading: the metric or dimension in the reader's words. Raises DeveloperError for an unknown one."""
    if column in TOLD:
        return t(lang, TOLD[column])
    if column in DIMENSION_BY_NAME:
        return t(lang, find_dimension(column).label)
    for ending, words in ((f"_{kind}", words) for kind, words in SUFFIXES.items()):
        if column.endswith(ending):
            return t(lang, words, metric=t(lang, find_metric(column.removesuffix(ending)).label))
    return t(lang, find_metric(column).label)


def cell_words(column: str, cell: Cell, currency: str | None, lang: str, own: str | None = None) -> str:
    """A cell as the reader writes it, money to the cent; what is not known is said, not left blank. `own` is the unit of
    the columns that the answer made itself."""
    if cell is None:
        return t(lang, "not known")
    if column in DIMENSION_BY_NAME:
        return dimension_words(column, cell, lang)
    unit = unit_in(column, own)
    if unit is None:
        return str(cell)
    value = Decimal(str(cell))
    if unit == "money":
        return format_exact_money(value, currency or "CNY", lang)
    return format_claim(Claim(value=value, unit=cast(Unit, unit), currency=currency, receipt=""), lang)


def dimension_words(column: str, cell: str | int | float | Decimal, lang: str) -> str:
    """A dimension's value: days and weekdays as the reader writes them, names as they are."""
    if cell == OTHERS:
        return t(lang, N_("All others"))
    if column in DATE_WRITERS:
        return DATE_WRITERS[column](date.fromisoformat(str(cell)[:10]), lang)
    code = find_dimension(column).codes.get(str(cell))
    if code is not None:
        return t(lang, code)
    if column in ("quarter", "year"):
        first = date.fromisoformat(str(cell)[:10])
        return str(first.year) if column == "year" else f"{first.year} Q{(first.month + 2) // 3}"
    if column in ("price_band", "order_value_band"):
        start = int(Decimal(str(cell)))
        end = band_end(start)
        above = N_("{low} and above")
        return t(lang, above, low=start) if end is None else t(lang, "{low} to {high}", low=start, high=end)
    if column == "weekday":
        return t(lang, WEEKDAYS[int(str(cell)) - 1])
    if column == "hour":
        return f"{int(str(cell)):02d}:00"
    return str(cell)
