"""Money, numbers, rates and dates as a reader writes them. Babel does the locale's part; the shop's habits are ours."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_currency, format_decimal

from brain.kernel.evidence import Claim

BABEL_LOCALE = {"zh": "zh_CN", "en": "en_US"}
WAN = Decimal(10_000)
ONE = Decimal(1)
CENT = Decimal("0.01")


@lru_cache(maxsize=8)
def locale_of(lang: str) -> Locale:
    """The Babel locale of a product language. Kept, because Babel looks a locale's name up anew at each call."""
    return Locale.parse(BABEL_LOCALE.get(lang, "en_US"))


def format_money(amount: Decimal, currency: str, lang: str, *, short: bool = False) -> str:
    """`¥8,420`, `$12.50`; cents only below 100. `short` writes `¥1.2万` above ten thousand in Chinese, `¥1万` only of exactly that."""
    to_cent = _rounded(amount, CENT)
    whole = abs(to_cent) >= 100 or to_cent == to_cent.to_integral_value()
    rounded = _rounded(amount, ONE) if whole else to_cent
    if short and lang == "zh" and abs(rounded) >= WAN:
        in_wan = _rounded(amount / WAN, Decimal("0.1"))
        # 1.0万 beside 9,867: what was rounded shows to which place.
        exact = in_wan * WAN == rounded
        return _currency(in_wan, currency, "¤#,##0.#" if exact else "¤#,##0.0", lang) + "万"
    return _currency(rounded, currency, "¤#,##0" if whole else "¤#,##0.00", lang)


def format_exact_money(amount: Decimal, currency: str, lang: str) -> str:
    """Money to the cent, for tables and answers that are checked against a till."""
    return _currency(_rounded(amount, CENT), currency, "¤#,##0.00", lang)


def format_number(value: int | float | Decimal, lang: str, decimals: int = 0) -> str:
    """A grouped number with at most `decimals` decimals."""
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    rounded = _rounded(Decimal(str(value)), ONE.scaleb(-decimals))
    return format_decimal(rounded, format=pattern, locale=locale_of(lang))


def format_rate(value: Decimal | float, lang: str, decimals: int = 1) -> str:
    """A share or growth given as a fraction: 0.354 -> `35.4%`."""
    return format_number(Decimal(str(value)) * 100, lang, decimals) + "%"


def format_claim(claim: Claim, lang: str) -> str:
    """A claim's number with its unit, in the reader's format."""
    if claim.unit == "money":
        return format_money(claim.value, claim.currency or "CNY", lang)
    if claim.unit == "rate":
        return format_rate(claim.value, lang)
    return format_number(
        claim.value, lang, decimals=0 if claim.value == claim.value.to_integral_value() else 2
    )


def format_day(day: date, lang: str, *, weekday: bool = False) -> str:
    """`11月20日 周五` or `Fri, Nov 20`."""
    if lang == "zh":
        return babel_date(day, "M月d日 EEE" if weekday else "M月d日", locale=locale_of(lang))
    return babel_date(day, "EEE, MMM d" if weekday else "MMM d", locale=locale_of(lang))


def format_full_day(day: date, lang: str) -> str:
    """`2026年11月20日` or `Nov 20, 2026`."""
    return babel_date(day, "y年M月d日" if lang == "zh" else "MMM d, y", locale=locale_of(lang))


def format_instant(instant: datetime, zone: str, lang: str, *, year: bool = False) -> str:
    """A UTC instant as the shop's wall clock shows it: `11月20日 10:00`, with the year where it could be another."""
    pattern = "M月d日 HH:mm" if lang == "zh" else "MMM d, HH:mm"
    if year:
        pattern = "y年M月d日 HH:mm" if lang == "zh" else "MMM d, y, HH:mm"
    return babel_datetime(instant.astimezone(ZoneInfo(zone)), pattern, locale=locale_of(lang))


def _rounded(amount: Decimal, step: Decimal) -> Decimal:
    """Half up; what rounds to nothing loses its minus sign, so that nobody reads -0."""
    rounded = amount.quantize(step, rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def _currency(amount: Decimal, currency: str, pattern: str, lang: str) -> str:
    """Babel's English writes CN¥ where a shop in China writes ¥; one shop has one currency, so the short sign is clear."""
    written = format_currency(amount, currency, pattern, locale=locale_of(lang), currency_digits=False)
    return written.replace("CN¥", "¥")
