"""Where a shop is, by what its files say."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from brain.facts.sources.values import zones


def test_every_zone_named_here_exists() -> None:
    """A misspelled zone would fail only when a shop of that country comes."""
    named = {*zones.ZONES, *zones.CURRENCY_ZONES.values(), *zones.NAMED_ZONES.values()}
    assert named - available_timezones() == set()
    assert set(zones.COUNTRY_CURRENCIES.values()) | set(zones.SIGNS.values()) <= set(zones.CURRENCY_ZONES)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("Arizona", "America/Phoenix"),
        ("AWST", "Australia/Perth"),
        ("Eastern Standard Time", "America/New_York"),
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("Europe/Atlantis", None),
        ("Moon Time", None),
        ("", None),
    ],
)
def test_zones_by_the_names_that_tills_write(name: str, zone: str | None) -> None:
    """With or without the words around them; a name that is not known is not guessed."""
    assert zones.named_zone(name) == zone


def test_offsets_overrule_the_currency() -> None:
    """Rupees sold at New York's offset are a shop in New York; offsets that fit nowhere leave the currency's zone."""
    guess = zones.guess(["INR"], ["2025-12-06 10:37:33 -0500", "2025-07-06T10:37:33-04:00"])
    assert guess is not None
    assert (guess.zone, guess.currency, guess.language) == ("America/New_York", "INR", "en")
    odd = zones.guess(["EUR"], ["2025-12-06 10:37:33 +0337"])
    assert odd is not None
    assert odd.zone == "Europe/Berlin"


def test_nothing_told_is_nothing_guessed() -> None:
    """No currency, no country, no sign: no guess."""
    assert zones.guess([]) is None
    assert zones.guess_by_country(["", "??"]) is None
    assert zones.currency_by_sign(["12.00"]) is None
    most = zones.guess_by_country(["DE", "US", "us"])
    assert most is not None
    assert most.currency == "USD"
