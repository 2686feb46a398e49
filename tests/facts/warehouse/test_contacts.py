"""Customers: hashed in the facts, sealed beside them, reachable only with the home's secret."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from brain.facts.contacts import ContactBook, load_or_make_key
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter

CUSTOMERS = "customer_id,name,phone,email\nC1,王小明,13800000000,w@example.com\nC2,,,\n"


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    """Sixteen at once get the same key; only the owner can read it; a damaged one is never replaced."""
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: load_or_make_key(tmp_path / "home"), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) == 32
    file = tmp_path / "home" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret.key"]
    file.write_bytes(b"short")
    with pytest.raises(OwnerError) as refused:
        load_or_make_key(tmp_path / "home")
    assert refused.value.code == "secret_damaged"


def test_keys_are_stable_per_shop_and_secret() -> None:
    """128 bits in hex: the same for the same home and shop, different for another of either."""
    book = ContactBook(b"a" * 32)
    key = book.customer_key("shop", "C1")
    assert (len(key), key) == (32, ContactBook(b"a" * 32).customer_keys("shop", ["C1"])[0])
    assert (
        len({key, book.customer_key("other", "C1"), ContactBook(b"b" * 32).customer_key("shop", "C1")}) == 3
    )


def test_the_owner_gets_their_customers_back(counter: Counter) -> None:
    """Own numbers and contact data by key; the newest file's data wins; unknown keys are left out."""
    counter.load(CUSTOMERS)
    counter.load(CUSTOMERS.replace("13800000000", "13900000000"))
    keys = [row[0] for row in counter.rows("SELECT customer_key FROM customer")]
    assert set(counter.contacts.own_ids(counter.warehouse, counter.shop, [*keys, "unknown"]).values()) == {
        "C1",
        "C2",
    }
    key = counter.contacts.customer_key(counter.shop.id, "C1")
    assert counter.contacts.contacts(counter.warehouse, counter.shop, [key])[key] == {
        "id": "C1",
        "name": "王小明",
        "phone": "13900000000",
        "email": "w@example.com",
    }


def test_nothing_personal_stands_in_the_clear(counter: Counter) -> None:
    """Neither number nor name, phone or mail can be found in the warehouse's file, and another secret opens nothing."""
    counter.load(CUSTOMERS.replace("C2", "C-2-clear"))
    counter.load(
        "order_id,ordered_at,paid_amount,customer_id,customer_name\n1,2026-11-01,5,C-2-clear,王小明\n2,never,5,C-2-clear,王小明\n"
    )
    counter.rows("CHECKPOINT")
    stored = counter.warehouse.path.read_bytes()
    for personal in ("C-2-clear", "王小明", "13800000000", "w@example.com"):
        assert personal.encode() not in stored
    key = counter.contacts.customer_key(counter.shop.id, "C1")
    with pytest.raises(OwnerError) as refused:
        ContactBook(b"z" * 32).contacts(counter.warehouse, counter.shop, [key])
    assert refused.value.code == "secret_changed"
