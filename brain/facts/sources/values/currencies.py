"""Which currency a file speaks: by its currency column, else by the signs beside its amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.base import Form, ShopGuess
from brain.facts.sources.values.cells import Convention, literal
from brain.facts.sources.values.zones import CURRENCY_ZONES

# A sign, and the currencies that it may stand for, the likeliest first.
SIGNS: dict[str, tuple[str, ...]] = {
    "US$": ("USD",), "HK$": ("HKD",), "NT$": ("TWD",), "A$": ("AUD",), "C$": ("CAD",), "S$": ("SGD",),
    "CNY": ("CNY",), "RMB": ("CNY",), "USD": ("USD",), "EUR": ("EUR",), "GBP": ("GBP",), "JPY": ("JPY",), "元": ("CNY", "JPY"),
    "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"), "£": ("GBP",), "€": ("EUR",), "₹": ("INR",), "₩": ("KRW",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"),
}  # fmt: skip
SIGN = "(" + "|".join(sign.replace("$", r"\$") for sign in SIGNS) + ")"
CHINESE = ("CNY", "TWD", "HKD")


def check(
    cursor: duckdb.DuckDBPyConnection,
    form: Form,
    shop_currency: str | None,
    how: Mapping[str, Convention],
    told: str | None = None,
) -> None:
    """Raise OwnerError when the rows in `named` mix currencies, or are not in the shop's.

    `how` its columns are written: plain numbers carry no sign. `told`: what a column says that the form does not read.
    """
    if told and shop_currency and told != shop_currency:
        raise refusals.other_currency(told, shop_currency)
    if "currency" in {one.name for one in form.fields}:
        _check_column(cursor, shop_currency)
    _check_signs(
        cursor,
        [one.name for one in form.fields if one.type == "amount" and not _is_plain(one.name, how)],
        shop_currency,
    )


def _check_column(cursor: duckdb.DuckDBPyConnection, shop_currency: str | None) -> None:
    rows = cursor.execute(
        "SELECT DISTINCT upper(currency) FROM named WHERE currency IS NOT NULL ORDER BY 1"
    ).fetchall()
    found = [row[0] for row in rows]
    if len(found) > 1:
        raise refusals.mixed_currencies(found)
    if found and shop_currency and found[0] != shop_currency:
        raise refusals.other_currency(found[0], shop_currency)


def _is_plain(name: str, how: Mapping[str, Convention]) -> bool:
    return name in how and how[name].plain


def _check_signs(
    cursor: duckdb.DuckDBPyConnection, amounts: Sequence[str], shop_currency: str | None
) -> None:
    if not amounts:
        return
    cells = " UNION ALL ".join(
        f"SELECT {name} AS cell FROM named WHERE {name} IS NOT NULL AND try_cast({name} AS DOUBLE) IS NULL"
        for name in amounts
    )
    rows = cursor.execute(
        f"SELECT DISTINCT regexp_extract(cell, {literal(SIGN)}, 1) AS sign FROM ({cells}) ORDER BY 1"
    ).fetchall()
    signs = [row[0] for row in rows if row[0]]
    if not signs:
        return
    common = set.intersection(*(set(SIGNS[sign]) for sign in signs))
    if not common:
        raise refusals.mixed_currencies(signs)
    if shop_currency and shop_currency not in common:
        raise refusals.other_currency(signs[0], shop_currency)


def guess_by_signs(rows: Sequence[Sequence[str]]) -> ShopGuess | None:
    """Zone, currency and language of a shop whose amounts carry a sign; None when none does."""
    sign = next((sign for cell in _cells(rows) for sign in SIGNS if _beside_a_number(cell, sign)), None)
    if sign is None:
        return None
    return guess_by_name(SIGNS[sign][0])


def guess_by_name(currency: str) -> ShopGuess:
    """Zone and language that go with a currency (ISO 4217)."""
    return ShopGuess(CURRENCY_ZONES.get(currency, "UTC"), currency, "zh" if currency in CHINESE else "en")


def _cells(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    return (cell.strip() for row in rows for cell in row)


def _beside_a_number(cell: str, sign: str) -> bool:
    """Whether the cell is this sign and a number."""
    rest = cell.removeprefix(sign) if cell.startswith(sign) else cell.removesuffix(sign)
    return rest != cell and rest.strip(" -()").replace(",", "").replace(".", "", 1).isdigit()
