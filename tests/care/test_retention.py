"""Retention: what is older than promised goes, to the day; what is younger and every order stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from brain.bootstrap import Brain
from brain.care import retention
from brain.care.retention import apply_retention
from brain.kernel.clock import FixedClock
from brain.kernel.errors import Busy
from brain.kernel.i18n import Text
from brain.ledger.audit import broken_at
from brain.ledger.tables import AuditRow, ChatTurnRow
from tests.care.lane import ANNA, BO, LANE, NOON, bring, fill, open_home


@pytest.fixture
def short(home: Path, tmp_path: Path) -> Iterator[Brain]:
    """The filled home, whose settings keep little."""
    home.mkdir()
    (home / "settings.toml").write_text(
        "retention_contacts_days = 30\nretention_events_days = 40\nretention_quarantine_days = 10\nretention_chat_days = 20\n",
        encoding="utf-8",
    )
    with open_home(home) as brain:
        fill(brain, tmp_path)
        yield brain


def on(brain: Brain, day: str, hour: int = 12) -> None:
    """Let it be this hour of the shop's day."""
    local = datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZoneInfo(LANE.zone))
    brain.parts.clock = FixedClock(local.astimezone(UTC))


def count(brain: Brain, what: str) -> int:
    with brain.parts.warehouse.cursor() as cursor:
        row = cursor.execute(f"SELECT count(*) FROM {what}").fetchone()
    assert row is not None
    return int(row[0])


def test_each_thing_goes_on_its_day(short: Brain) -> None:
    """Imported and asked on 20 November; Anna ordered last on the 3rd, Bo on the 2nd; looks are of the 1st."""
    contacts, orders = count(short, "customer_contact"), count(short, "order_line")
    sealed = count(short, "quarantine WHERE sealed IS NOT NULL")
    for day, expected in {
        "2026-11-30": (contacts, 2, sealed, 5),
        "2026-12-01": (contacts, 2, 0, 5),
        "2026-12-10": (contacts, 2, 0, 5),
        "2026-12-11": (contacts, 2, 0, 0),
        "2026-12-12": (contacts, 0, 0, 0),
        "2026-12-20": (contacts, 0, 0, 0),
        "2026-12-21": (0, 0, 0, 0),
    }.items():
        on(short, day)
        apply_retention(short.parts, LANE)
        with short.parts.ledger.reading() as session:
            turns = session.query(ChatTurnRow).count()
        found = (
            count(short, "customer_contact"),
            count(short, "event_version"),
            count(short, "quarantine WHERE sealed IS NOT NULL"),
            turns,
        )
        assert found == expected, day
    assert count(short, "order_line WHERE customer_key IS NOT NULL") == orders
    assert count(short, "quarantine") == 2, "the rows stay listed with their reason"
    assert count(short, "row_witness WHERE fact = 'event'") == 0


def test_an_order_keeps_a_contact(short: Brain, tmp_path: Path) -> None:
    """Whoever ordered lately keeps the contact, the silent one loses it; history imported lately is not silence."""
    on(short, "2026-12-24")
    lines = "order_id,ordered_at,product_id,paid_amount,customer_id\n50,2026-12-20 10:00,P1,9.00,BO-5520\n51,2020-01-01 10:00,P1,9.00,CY-9\n"
    bring(short, tmp_path, "orders", lines)
    apply_retention(short.parts, LANE)
    keys = {own: short.parts.contacts.customer_key(LANE.id, own) for own in (ANNA, BO, "CY-9")}
    assert set(short.parts.contacts.contacts(short.parts.warehouse, LANE, keys.values())) == {
        keys[BO],
        keys["CY-9"],
    }


def test_what_could_not_be_cleaned_is_cleaned_next_time(
    short: Brain, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleted while somebody used the file: the day is not done before the bytes are gone too."""
    token = tokens(short)[0]
    on(short, "2026-12-21")
    with monkeypatch.context() as patch:

        def busy(*args: object) -> None:
            raise Busy("warehouse_in_use", Text(msg="in use"))

        patch.setattr(retention, "scrub", busy)
        with pytest.raises(Busy):
            apply_retention(short.parts, LANE)
    assert count(short, "customer_contact") == 0
    done = apply_retention(short.parts, LANE)
    assert done is not None
    assert done.total == 0
    assert not any(token in path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert not (home / retention.MARKER).exists()


def tokens(brain: Brain) -> list[bytes]:
    """Every sealed contact."""
    with brain.parts.warehouse.cursor() as cursor:
        return [bytes(row[0]) for row in cursor.execute("SELECT sealed FROM customer_contact").fetchall()]


def test_once_a_shop_day(short: Brain) -> None:
    """The second call of a day does nothing; the next shop day, which begins in the evening of UTC, does."""
    on(short, "2026-12-12", 1)
    first = apply_retention(short.parts, LANE)
    assert first is not None
    assert (first.events, first.chat_turns, first.total > 0) == (2, 5, True)
    on(short, "2026-12-12", 23)
    assert apply_retention(short.parts, LANE) is None
    on(short, "2026-12-13", 0)
    assert apply_retention(short.parts, LANE) is not None
    with short.parts.ledger.reading() as session:
        assert session.query(AuditRow).filter_by(what="retention.applied").count() == 2
        assert broken_at(session) is None


def test_zero_keeps_everything(brain: Brain, home: Path) -> None:
    """And the defaults touch nothing of what was imported today, however old the orders are."""
    settings = brain.parts.settings
    for name in ("contacts", "events", "quarantine", "chat"):
        setattr(settings, f"retention_{name}_days", 0)
    brain.parts.clock = FixedClock(NOON + timedelta(days=9000))
    done = apply_retention(brain.parts, LANE)
    assert done is not None
    assert done.total == 0
