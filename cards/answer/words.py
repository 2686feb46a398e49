"""What an answer's columns and cells are called, in tables and on marks alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from brain.facts.semantic.column_words import cell_words, column_name, dimension_words
from brain.facts.semantic.compile import unit_of
from brain.facts.semantic.dimensions import DIMENSION_BY_NAME
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import OTHERS
from brain.kernel.formats import format_day, format_exact_money, format_full_day, format_money, format_number
from brain.kernel.i18n import N_, t
from cards.answer.model import AnswerCard, Cell

OWN_HEADINGS = {
    "reason": N_("Reason"),
    "change": N_("Change"),
    "task": N_("Step"),
    "status": N_("Status"),
    "low": N_("Low end"),
    "mid": N_("Most likely"),
    "high": N_("High end"),
}
"""Columns that are neither a metric nor a dimension."""
RANGE = ("low", "mid", "high")
A_YEAR = 365
"""Days after which a day without its year is no longer one day."""


def is_taken_apart(card: AnswerCard) -> bool:
    """Whether the rows are reasons and what each added: a name and an amount, no columns of the house."""
    return card.topic == "why" and len(card.columns) == 2 and card.columns[0] not in DIMENSION_BY_NAME


def is_known(column: str) -> bool:
    """Whether a column is a metric of the house, so that its unit is known; a column of free SQL is not."""
    try:
        unit_of(column)
    except DeveloperError:
        return False
    return True


def heading(column: str, lang: str) -> str:
    """A column's name in words; columns of free SQL keep their own."""
    if column in OWN_HEADINGS:
        return t(lang, OWN_HEADINGS[column])
    try:
        return column_name(column, lang)
    except DeveloperError:
        return column


def words_of(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    """A cell in words; of a column that nobody knows the unit of, the cell as it stands."""
    if cell is not None and column not in DIMENSION_BY_NAME and not is_known(column):
        if is_taken_apart(card) and column == card.columns[1]:
            return signed_words(Decimal(str(cell)), card, lang)
        if column in RANGE and card.topic in ("forecast", "anomaly"):
            return range_words(cell, card, lang)
        return str(cell)
    return cell_words(column, cell, card.currency, lang)


def signed_words(amount: Decimal, card: AnswerCard, lang: str, *, short: bool = False) -> str:
    """A change with its sign: money to the cent (or `short`), counts as they are."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    if card.unit != "money":
        return sign + format_number(abs(amount), lang, 2)
    currency = card.currency or "CNY"
    if short:
        return sign + format_money(abs(amount), currency, lang, short=True)
    return sign + format_exact_money(abs(amount), currency, lang)


def short_name(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    """A mark's name: days without their year, which the sentence above has said, unless two years have the same day."""
    if column in ("day", "week") and cell is not None and cell != OTHERS:
        longer = card.query is not None and card.query.period.days > A_YEAR
        return (format_full_day if longer else format_day)(date.fromisoformat(str(cell)[:10]), lang)
    if cell is None:
        return cell_words(column, cell, card.currency, lang)
    return dimension_words(column, cell, lang)


def short_words(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    if cell is not None and unit_of(column) == "money":
        return format_money(Decimal(str(cell)), card.currency or "CNY", lang, short=True)
    return cell_words(column, cell, card.currency, lang)


def number_of(cell: Cell) -> float:
    """A metric's cell; an answer read back from the conversation carries its decimals as text."""
    return 0.0 if cell is None else float(cell)


def range_words(cell: Cell, card: AnswerCard, lang: str, *, short: bool = False) -> str:
    """An end of a range in the unit of what it is a range of."""
    amount = Decimal(str(cell))
    unit = unit_of(card.columns[1]) if is_known(card.columns[1]) else card.unit
    if unit != "money":
        return format_number(amount, lang, 1)
    currency = card.currency or "CNY"
    return (
        format_money(amount, currency, lang, short=True)
        if short
        else format_exact_money(amount, currency, lang)
    )
