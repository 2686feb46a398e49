"""Money: rounding, sharing out, and how it is written."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.evidence import Claim
from brain.kernel.formats import format_claim, format_exact_money, format_money, format_number, format_rate
from brain.kernel.money import cents, split_evenly

AMOUNTS = st.decimals(min_value="-1e12", max_value="1e12", places=4)
LANGS = st.sampled_from(["zh", "en"])
CURRENCIES = st.sampled_from(["CNY", "USD", "GBP", "EUR"])


def magnitude(written: str) -> Decimal:
    """The number in a written amount, 万 resolved."""
    digits = Decimal(re.sub(r"[^\d.\-]", "", written))
    return digits * 10_000 if written.endswith("万") else digits


@given(AMOUNTS)
def test_cents_round_half_up_to_the_nearest_cent(amount: Decimal) -> None:
    """A rounded amount has two decimals and is at most half a cent away."""
    rounded = cents(amount)
    assert rounded.as_tuple().exponent == -2
    assert abs(rounded - amount) <= Decimal("0.005")
    assert cents(-amount) == -rounded


def test_half_a_cent_goes_up() -> None:
    """Half a cent is rounded away from zero, as tills do, not to the even cent."""
    assert [cents(Decimal(text)) for text in ("0.005", "0.015", "-0.005", "0.0049")] == [
        Decimal("0.01"),
        Decimal("0.02"),
        Decimal("-0.01"),
        Decimal("0.00"),
    ]


@given(AMOUNTS, st.integers(1, 400))
def test_shares_add_up_to_the_amount(amount: Decimal, parts: int) -> None:
    """An amount shared out loses no cent, and no share differs from another by more than one cent."""
    shares = split_evenly(amount, parts)
    assert len(shares) == parts
    assert sum(shares) == cents(amount)
    assert max(shares) - min(shares) <= Decimal("0.01")
    assert all(share == cents(share) for share in shares)
    assert [abs(share) for share in shares] == sorted((abs(share) for share in shares), reverse=True)


@pytest.mark.parametrize("parts", [0, -1])
def test_nothing_is_shared_among_nobody(parts: int) -> None:
    """Sharing among fewer than one says which value was wrong."""
    with pytest.raises(ValueError, match=f"parts == {parts}"):
        split_evenly(Decimal(1), parts)


@given(AMOUNTS, CURRENCIES, LANGS)
def test_exact_money_reads_back_to_the_cent(amount: Decimal, currency: str, lang: str) -> None:
    """What a table shows is the amount to the cent, whatever the currency's sign and the language."""
    assert magnitude(format_exact_money(amount, currency, lang)) == cents(amount)


@given(AMOUNTS, CURRENCIES, LANGS, st.booleans())
def test_written_money_keeps_its_magnitude(amount: Decimal, currency: str, lang: str, short: bool) -> None:
    """No way of writing an amount moves it by more than its last written digit."""
    written = format_money(amount, currency, lang, short=short)
    step = Decimal(1000) if written.endswith("万") else Decimal(1) if "." not in written else Decimal("0.01")
    assert abs(magnitude(written) - amount) <= step / 2


@given(AMOUNTS, LANGS)
def test_cents_are_written_below_a_hundred_only(amount: Decimal, lang: str) -> None:
    """Cents are noise from 100 on, also for 99.999, which is written as 100."""
    written = format_money(amount, "CNY", lang)
    assert ("." in written) == (abs(cents(amount)) < 100 and cents(amount) % 1 != 0)


@given(AMOUNTS, LANGS)
def test_nobody_reads_minus_zero(amount: Decimal, lang: str) -> None:
    """An amount or a rate that rounds to nothing has no sign."""
    tiny = amount / Decimal("1e16")
    for written in (
        format_money(tiny, "CNY", lang),
        format_exact_money(tiny, "CNY", lang),
        format_rate(tiny, lang),
        format_number(tiny, lang, 2),
    ):
        assert "-" not in written


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "short", "written"),
    [
        ("8420", "CNY", "zh", False, "¥8,420"),
        ("8420", "CNY", "en", False, "¥8,420"),
        ("12.5", "USD", "en", False, "$12.50"),
        ("12.5", "USD", "zh", False, "US$12.50"),
        ("-3.456", "GBP", "en", False, "-£3.46"),
        ("99.999", "CNY", "zh", False, "¥100"),
        ("12345", "CNY", "zh", True, "¥1.2万"),
        ("10000", "CNY", "zh", True, "¥1万"),
        ("10012", "CNY", "zh", True, "¥1.0万"),
        ("12345", "CNY", "en", True, "¥12,345"),
        ("9999.96", "CNY", "zh", True, "¥1万"),
        ("-12345", "CNY", "zh", True, "-¥1.2万"),
    ],
)
def test_money_as_a_shopkeeper_writes_it(
    amount: str, currency: str, lang: str, short: bool, written: str
) -> None:
    """Short sign, grouped digits, 万 in Chinese where it is asked for."""
    assert format_money(Decimal(amount), currency, lang, short=short) == written


@given(st.decimals(min_value=-50, max_value=50, places=6), LANGS)
def test_rates_read_back(rate: Decimal, lang: str) -> None:
    """A fraction is written in per cent with at most one decimal, half up."""
    written = format_rate(rate, lang)
    assert written.endswith("%")
    exact = (rate * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    assert magnitude(written[:-1]) == exact


def test_a_claim_is_written_with_its_unit() -> None:
    """Money with its sign, a rate in per cent, a count without decimals."""
    claims = [
        Claim(value=Decimal("8420.4"), unit="money", currency="CNY", receipt="r"),
        Claim(value=Decimal("0.354"), unit="rate", receipt="r"),
        Claim(value=Decimal(12345), unit="count", receipt="r"),
        Claim(value=Decimal("2.345"), unit="number", receipt="r"),
    ]
    assert [format_claim(claim, "zh") for claim in claims] == ["¥8,420", "35.4%", "12,345", "2.35"]
