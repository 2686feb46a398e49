"""Tracked links: what they may lead to, who counts as a visitor."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.actions.links import is_a_person, make_link, safe_target, visitor_hash
from brain.kernel.errors import OwnerError
from brain.ledger.store import Ledger
from tests.actions.sample_card import SHOP, TEN

WECHAT = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 MicroMessenger/8.0.50"
)


@pytest.mark.parametrize(
    "target", ["", "https://shop.example/p?id=1&x=%E7%B1%B3", "http://127.0.0.1:9/x", "https://米粉.example/"]
)
def test_web_addresses_are_taken(target: str) -> None:
    """Full web addresses, and no address at all, pass unchanged."""
    assert safe_target(target) == target


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "/local", "shop.example", "ftp://shop.example/",
        "https://", "https:///path", "https://bank.example@evil.example/", "https://shop.example/\r\nSet-Cookie: a=b",
        "https://shop.example\\@evil.example", "https://[::1", "https://shop.example:99999/", "https://shop.example/ x",
        "https://shop.example/" + "x" * 500, "HTTPS", "\x00https://shop.example",
    ],
)  # fmt: skip
def test_everything_else_is_refused(target: str) -> None:
    """Schemes that run, relative addresses, credentials, line breaks and broken hosts never become a redirect."""
    with pytest.raises(OwnerError) as caught:
        safe_target(target)
    assert caught.value.code == "link_target"


@given(st.text(max_size=80))
def test_any_text_is_taken_or_refused(target: str) -> None:
    """No input raises anything but the owner's error, and what passes is printable and has a web scheme."""
    try:
        passed = safe_target(target)
    except OwnerError:
        return
    assert passed == "" or (passed.isprintable() and passed.lower().startswith(("http://", "https://")))


def test_a_card_has_one_link(ledger: Ledger) -> None:
    """Asking twice gives the same code; another card gets another."""
    with ledger.session() as session:
        first = make_link(session, SHOP, "card_1", "", TEN)
        assert make_link(session, SHOP, "card_1", "https://shop.example/", TEN) == first
        assert make_link(session, SHOP, "card_2", "", TEN) != first


def test_a_visitor_is_the_same_for_a_day_and_never_readable() -> None:
    """The hash is stable within a day, changes with day, key, address and browser, and holds none of them."""
    one = visitor_hash(b"key", "10.0.0.7", WECHAT, date(2026, 11, 20))
    assert one == visitor_hash(b"key", "10.0.0.7", WECHAT, date(2026, 11, 20))
    others = {
        visitor_hash(b"key", "10.0.0.7", WECHAT, date(2026, 11, 21)),
        visitor_hash(b"other", "10.0.0.7", WECHAT, date(2026, 11, 20)),
        visitor_hash(b"key", "10.0.0.8", WECHAT, date(2026, 11, 20)),
        visitor_hash(b"key", "10.0.0.7", "x", date(2026, 11, 20)),
    }
    assert len(others | {one}) == 5
    assert "10.0.0.7" not in one


@pytest.mark.parametrize(
    ("method", "headers", "person"),
    [
        ("GET", {"user-agent": WECHAT}, True),
        ("GET", {}, True),
        ("HEAD", {"user-agent": WECHAT}, False),
        ("GET", {"user-agent": WECHAT, "sec-purpose": "prefetch;prerender"}, False),
        ("GET", {"user-agent": WECHAT, "x-moz": "prefetch"}, False),
        ("GET", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, False),
        ("GET", {"user-agent": "TelegramBot (like TwitterBot)"}, False),
        ("GET", {"user-agent": "facebookexternalhit/1.1"}, False),
        ("GET", {"user-agent": "Mozilla/5.0 (Linux; Android 10; CUBOT X30) Chrome/120 Mobile"}, True),
    ],
)
def test_people_count_and_machines_do_not(method: str, headers: dict[str, str], person: bool) -> None:
    """Declared robots, previews, HEAD and prefetch are no clicks; WeChat's browser and a phone called CUBOT are."""
    assert is_a_person(method, headers) is person
