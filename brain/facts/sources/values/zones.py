"""Which zone a file's shop is in, as far as its currency, the offsets of its times or the zone's own name tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from brain.facts.sources.base import ShopGuess, folded

# One zone for each offset in use by shops, the most populous first; a shop's currency speaks first.
CURRENCY_ZONES = {
    "CNY": "Asia/Shanghai", "HKD": "Asia/Hong_Kong", "TWD": "Asia/Taipei", "JPY": "Asia/Tokyo", "INR": "Asia/Kolkata",
    "SGD": "Asia/Singapore", "GBP": "Europe/London", "EUR": "Europe/Berlin", "USD": "America/New_York",
    "CAD": "America/Toronto", "AUD": "Australia/Sydney", "NZD": "Pacific/Auckland", "BRL": "America/Sao_Paulo",
    "CHF": "Europe/Zurich", "SEK": "Europe/Stockholm", "DKK": "Europe/Copenhagen", "NOK": "Europe/Oslo",
    "PLN": "Europe/Warsaw", "MXN": "America/Mexico_City", "AED": "Asia/Dubai", "TRY": "Europe/Istanbul",
    "THB": "Asia/Bangkok", "KRW": "Asia/Seoul", "ZAR": "Africa/Johannesburg", "ILS": "Asia/Jerusalem",
}  # fmt: skip
ZONES = (
    *CURRENCY_ZONES.values(), "America/Chicago", "America/Denver", "America/Los_Angeles", "Asia/Jakarta",
    "Europe/Helsinki", "America/Halifax", "Pacific/Honolulu", "America/Phoenix", "America/Regina",
    "Australia/Brisbane", "UTC",
)  # fmt: skip
# The names of zones that tills and web shops write instead of the IANA ones, without "Time (US & Canada)".
NAMED_ZONES = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix", "indiana (east)": "America/Indiana/Indianapolis", "atlantic": "America/Halifax",
    "newfoundland": "America/St_Johns", "saskatchewan": "America/Regina",
    "london": "Europe/London", "dublin": "Europe/Dublin", "edinburgh": "Europe/London", "paris": "Europe/Paris",
    "madrid": "Europe/Madrid", "berlin": "Europe/Berlin", "tokyo": "Asia/Tokyo", "osaka": "Asia/Tokyo",
    "sydney": "Australia/Sydney", "melbourne": "Australia/Melbourne", "canberra": "Australia/Sydney",
    "brisbane": "Australia/Brisbane", "adelaide": "Australia/Adelaide", "darwin": "Australia/Darwin",
    "perth": "Australia/Perth", "hobart": "Australia/Hobart", "auckland": "Pacific/Auckland",
    "beijing": "Asia/Shanghai", "hong kong": "Asia/Hong_Kong", "utc": "UTC",
    "est": "America/New_York", "edt": "America/New_York", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mst": "America/Denver", "mdt": "America/Denver", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "awst": "Australia/Perth", "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "acst": "Australia/Adelaide",
    "gmt": "Europe/London", "bst": "Europe/London", "jst": "Asia/Tokyo",
}  # fmt: skip
COUNTRY_CURRENCIES = {
    "US": "USD", "CA": "CAD", "GB": "GBP", "UK": "GBP", "IE": "EUR", "DE": "EUR", "FR": "EUR", "ES": "EUR", "IT": "EUR",
    "NL": "EUR", "BE": "EUR", "AT": "EUR", "PT": "EUR", "FI": "EUR", "AU": "AUD", "NZ": "NZD", "JP": "JPY", "SG": "SGD",
    "IN": "INR", "BR": "BRL", "MX": "MXN", "CH": "CHF", "SE": "SEK", "DK": "DKK", "NO": "NOK", "PL": "PLN", "ZA": "ZAR",
    "HK": "HKD", "TW": "TWD", "CN": "CNY",
}  # fmt: skip
# A dollar sign says least: most shops that write it sell in US dollars.
SIGNS = {
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "￥": "JPY",
    "R$": "BRL",
    "zł": "PLN",
    "₹": "INR",
    "₩": "KRW",
    "$": "USD",
}
_OFFSET_TIME = re.compile(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)$")


def column(header: Sequence[str], rows: Sequence[Sequence[str]], *names: str) -> list[str]:
    """The cells of the first column that has one of these headers, blanks left out; none when there is no such column."""
    wanted = [folded(name) for name in names]
    index = next((i for i, name in enumerate(header) if folded(name) in wanted), None)
    if index is None:
        return []
    return [row[index].strip() for row in rows if len(row) > index and row[index].strip()]


def guess(currencies: Iterable[str], times: Iterable[str] = ()) -> ShopGuess | None:
    """The shop of a file with this currency column: the first zone that has the offsets of all times, or of most.

    The currency's own zone goes first; None without a currency. Give only times that carry the shop's own offset.
    """
    currency = next((cell.upper() for cell in currencies if cell), None)
    if currency is None:
        return None
    moments = [moment for cell in times if (moment := _moment(cell))]
    own = CURRENCY_ZONES.get(currency, "UTC")
    best = max((own, *ZONES), key=lambda zone: sum(_fits(moment, zone) for moment in moments))
    return ShopGuess(best, currency, language_of(currency))


def guess_by_country(countries: Sequence[str]) -> ShopGuess | None:
    """The shop of a file without currencies: most of its customers' country; None without countries."""
    known = [code for cell in countries if (code := COUNTRY_CURRENCIES.get(cell.upper()))]
    return guess([Counter(known).most_common(1)[0][0]]) if known else None


def currency_by_sign(amounts: Sequence[str]) -> str | None:
    """The currency whose sign stands with the first amounts that have one; None when none has."""
    return next((code for cell in amounts for sign, code in SIGNS.items() if sign in cell), None)


def language_of(currency: str) -> str:
    """The language a shop with this currency is first shown in."""
    return "zh" if currency in ("CNY", "TWD") else "en"


def named_zone(name: str) -> str | None:
    """The IANA zone behind a name such as "Eastern Time (US & Canada)" or "AWST"; None when it is not known."""
    if "/" in name:
        return name if name in available_timezones() else None
    short = re.sub(r"\s*(standard |daylight )?time\b.*$", "", folded(name))
    return NAMED_ZONES.get(short)


def _moment(cell: str) -> datetime | None:
    """A time with its offset; None for one without."""
    if not _OFFSET_TIME.match(cell):
        return None
    return datetime.fromisoformat(re.sub(r"\s+(?=[Z+-])", "", cell))


def _fits(moment: datetime, zone: str) -> bool:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() == moment.utcoffset()
