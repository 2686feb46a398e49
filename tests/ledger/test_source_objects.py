"""What was heard of a shop system's objects, and its connections."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from brain.ledger.connections import (
    connections_at,
    drop_connection,
    find_connection,
    keep_connection,
    keep_cursor,
    keep_secrets,
    list_connections,
    note_pull,
    site_of,
)
from brain.ledger.source_objects import find_object, note_object
from brain.ledger.store import Ledger, sqlite_url
from brain.ledger.tables import SourceObjectRow
from brain.ledger.webhooks import PrivacyRequest, note_privacy_request, privacy_requests

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@settings(max_examples=25, deadline=None)
@given(minutes=st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_time_never_goes_back(tmp_path_factory: pytest.TempPathFactory, minutes: list[int]) -> None:
    """Noted in any order, the latest change stands, in one row."""
    ledger = Ledger(sqlite_url(tmp_path_factory.mktemp("ledger") / "ledger.db"))
    try:
        with ledger.session() as session:
            for minute in minutes:
                note_object(session, "deer", "shopify", "order", "12", "#12", AT + timedelta(minutes=minute))
            heard = find_object(session, "deer", "shopify", "order", "12")
            assert heard is not None
            assert heard.changed_at == AT + timedelta(minutes=max(minutes))
            assert session.scalar(select(func.count()).select_from(SourceObjectRow)) == 1
    finally:
        ledger.close()


def test_ids_that_begin_alike_are_apart(ledger: Ledger) -> None:
    """12 is neither 1 nor 123; names may hold blanks; shops, systems and kinds are apart."""
    with ledger.session() as session:
        for number in ("1", "12", "123"):
            note_object(session, "deer", "shopify", "order", number, f"# {number}", AT)
        note_object(session, "fox", "shopify", "order", "12", "other", AT)
        note_object(session, "deer", "shopify", "refund", "12", "", AT)
        for number in ("1", "12", "123"):
            heard = find_object(session, "deer", "shopify", "order", number)
            assert heard is not None
            assert (heard.id, heard.called) == (number, f"# {number}")
        assert find_object(session, "deer", "woocommerce", "order", "12") is None
        assert find_object(session, "deer", "shopify", "order", "2") is None
        refund = find_object(session, "deer", "shopify", "refund", "12")
        assert refund is not None
        assert refund.called == ""


def test_an_order_may_get_another_name(ledger: Ledger) -> None:
    """The row follows, and stays one."""
    with ledger.session() as session:
        note_object(session, "deer", "shopify", "order", "12", "#12", AT)
        note_object(session, "deer", "shopify", "order", "12", "DE-12", AT)
        heard = find_object(session, "deer", "shopify", "order", "12")
        assert heard is not None
        assert heard.called == "DE-12"


@pytest.mark.parametrize(
    "written",
    ["https://Deer.example/shop/", "http://deer.example/shop", "deer.example/shop", " DEER.example/shop/ "],
)
def test_an_address_is_found_however_it_is_written(ledger: Ledger, written: str) -> None:
    """With or without scheme, closing slash and capitals; a neighbour's folder is another site."""
    with ledger.session() as session:
        keep_connection(session, "deer", "woocommerce", "deer.example/shop", b"sealed", AT)
        assert [row.shop for row in connections_at(session, "woocommerce", written)] == ["deer"]
        assert connections_at(session, "shopify", written) == []
        assert connections_at(session, "woocommerce", "deer.example/shop2") == []
        assert connections_at(session, "woocommerce", "") == []
    assert site_of("http://[broken") == ""


def test_a_connection_s_life(ledger: Ledger) -> None:
    """Kept, failing, mended, given new secrets, read further, moved elsewhere, forgotten."""
    with ledger.session() as session:
        keep_connection(session, "deer", "shopify", "deer.myshopify.com", b"one", AT)
        keep_cursor(session, "deer", "shopify", {"since": AT.isoformat()})
        note_pull(session, "deer", "shopify", AT, {"code": "x"})
    with ledger.session() as session:
        row = find_connection(session, "deer", "shopify")
        assert row is not None
        assert (row.state, row.error, row.pulled_at) == ("failing", {"code": "x"}, AT)
        note_pull(session, "deer", "shopify", AT)
        assert (row.state, row.error) == ("connected", None)
        keep_secrets(session, "deer", "shopify", b"two")
        keep_connection(session, "deer", "shopify", "https://deer.myshopify.com", b"three", AT)
        assert (row.sealed, row.cursor) == (b"three", {"since": AT.isoformat()})
        keep_connection(session, "deer", "shopify", "fox.myshopify.com", b"four", AT)
        assert row.cursor == {}
        assert len(list_connections(session, "deer")) == 1
        assert drop_connection(session, "deer", "shopify")
        assert not drop_connection(session, "deer", "shopify")
        keep_secrets(session, "deer", "shopify", b"late")
        assert list_connections(session, "deer") == []


def test_requests_of_customers_are_read_as_written(ledger: Ledger) -> None:
    """Oldest first, of this shop only."""
    asked = [
        PrivacyRequest(shop, "shopify", topic, keys, f"ev-{topic}", AT)
        for shop, topic, keys in (
            ("deer", "customers/redact", ("k1", "k2")),
            ("deer", "shop/redact", ()),
            ("fox", "customers/redact", ("k3",)),
        )
    ]
    with ledger.session() as session:
        for one in asked:
            note_privacy_request(session, one)
    with ledger.reading() as session:
        assert privacy_requests(session, "deer") == asked[:2]
        assert privacy_requests(session, "fox") == asked[2:]
