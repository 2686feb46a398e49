"""What is kept no longer than needed: contacts, looks and clicks, original rows left out of imports, conversations, photos."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from brain.care.forget import finish_begun
from brain.care.places import put
from brain.care.scrubbing import scrub, scrub_ledger
from brain.facts.warehouse.batches import bump_version
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import day_start, shop_day
from brain.ledger import audit
from brain.ledger.tables import AuditRow, ChatTurnRow, ConversationRow, TaskEventRow, TaskRow
from brain.parts import Parts
from brain.photos.album import Album
from brain.photos.removing import photos_before, remove

APPLIED = "retention.applied"
WHO = "retention"
MARKER = "to-be-cleaned"
"""A file in the home: something was deleted whose bytes may still be in the databases' free pages."""


class Applied(BaseModel):
    """What went on one shop day. `erasures` that a crash had interrupted were finished on the way."""

    model_config = ConfigDict(frozen=True)

    day: date
    contacts: int = 0
    events: int = 0
    originals: int = 0
    chat_turns: int = 0
    photos: int = 0
    erasures: int = 0

    @property
    def total(self) -> int:
        """Rows that are gone."""
        return self.contacts + self.events + self.originals + self.chat_turns + self.photos


def apply_retention(parts: Parts, shop: Shop) -> Applied | None:
    """Delete what is older than the settings say; None when it was done on this shop day already.

    Days are the shop's own: with 30, what lies 30 whole shop days before today's begin is gone. 0 keeps everything.
    """
    today = shop_day(parts.clock.now(), shop.zone)
    with parts.ledger.reading() as session:
        last = last_applied(session, shop.id)
    if last is not None and shop_day(last, shop.zone) >= today:
        return None
    finished = finish_begun(parts, shop)
    settings = parts.settings
    gone = Applied(
        day=today,
        contacts=_silent_contacts(parts.warehouse, shop, _before(today, settings.retention_contacts_days)),
        events=_old_events(parts.warehouse, shop, _before(today, settings.retention_events_days)),
        originals=_old_originals(parts.warehouse, shop, _before(today, settings.retention_quarantine_days)),
        chat_turns=_old_turns(parts, shop, _before(today, settings.retention_chat_days)),
        photos=_old_photos(parts, shop, _before(today, settings.retention_photos_days)),
        erasures=len(finished),
    )
    _scrub(parts, gone)
    _note(parts, shop, gone)
    return gone


def _scrub(parts: Parts, gone: Applied) -> None:
    """Clean the files of what went; what an earlier turn could not clean, because somebody used them, comes along."""
    marker = parts.settings.home / MARKER
    if gone.total:
        put(marker, b"")
    if not marker.exists():
        return
    if gone.chat_turns + gone.photos == gone.total > 0:
        scrub_ledger(parts.ledger)
    else:
        scrub(parts.warehouse, parts.ledger)
    marker.unlink(missing_ok=True)


def last_applied(session: Session, shop_id: str) -> datetime | None:
    """When retention was last applied to the shop."""
    return session.scalar(
        select(AuditRow.at)
        .where(AuditRow.what == APPLIED, AuditRow.shop == shop_id)
        .order_by(AuditRow.seq.desc())
        .limit(1)
    )


def _before(today: date, days: int) -> date | None:
    return today - timedelta(days=days) if days else None


def _silent_contacts(warehouse: Warehouse, shop: Shop, day: date | None) -> int:
    """Contacts of customers without an order since, and known for longer; their orders stay, hashed.

    Known for longer: history that was imported yesterday is not silence.
    """
    if day is None:
        return 0
    since = _stored(day_start(day, shop.zone))
    with warehouse.writing() as cursor:
        rows = cursor.execute(
            """DELETE FROM customer_contact WHERE shop_id = $shop AND customer_key NOT IN (
                   SELECT customer_key FROM order_line WHERE shop_id = $shop AND ordered_on >= $day AND customer_key IS NOT NULL
                   UNION SELECT c.customer_key FROM customer_contact c JOIN import_batch b USING (batch_id)
                   WHERE c.shop_id = $shop GROUP BY c.customer_key HAVING min(b.imported_at) >= $since)
               RETURNING 1""",
            {"shop": shop.id, "day": day, "since": since},
        ).fetchall()
        if rows:
            bump_version(cursor, shop.id)
    return len(rows)


def _old_events(warehouse: Warehouse, shop: Shop, day: date | None) -> int:
    """Looks and clicks that happened before, all versions of them."""
    if day is None:
        return 0
    with warehouse.writing() as cursor:
        gone = cursor.execute(
            "DELETE FROM event_version WHERE shop_id = ? AND happened_on < ? RETURNING row_key",
            [shop.id, day],
        ).fetchall()
        if gone:
            cursor.execute(
                """DELETE FROM row_witness WHERE shop_id = $shop AND fact = 'event'
                   AND row_key NOT IN (SELECT row_key FROM event_version WHERE shop_id = $shop)""",
                {"shop": shop.id},
            )
            bump_version(cursor, shop.id)
    return len(gone)


def _old_originals(warehouse: Warehouse, shop: Shop, day: date | None) -> int:
    """The sealed cells of rows left out; the row and its reason stay in the list."""
    if day is None:
        return 0
    with warehouse.writing() as cursor:
        rows = cursor.execute(
            """UPDATE quarantine SET sealed = NULL FROM import_batch b
               WHERE quarantine.batch_id = b.batch_id AND quarantine.shop_id = $shop AND b.imported_at < $before
                 AND quarantine.sealed IS NOT NULL RETURNING 1""",
            {"shop": shop.id, "before": _stored(day_start(day, shop.zone))},
        ).fetchall()
    return len(rows)


def _old_turns(parts: Parts, shop: Shop, day: date | None) -> int:
    if day is None:
        return 0
    with parts.ledger.session() as session:
        gone = session.scalars(
            delete(ChatTurnRow)
            .where(ChatTurnRow.shop == shop.id, ChatTurnRow.at < day_start(day, shop.zone))
            .returning(ChatTurnRow.id)
        ).all()
        _emptied(session, shop, day_start(day, shop.zone))
    return len(gone)


def _old_photos(parts: Parts, shop: Shop, day: date | None) -> int:
    """Photos that came before, and the pictures made of them, those of posts that are out included."""
    if day is None:
        return 0
    album = Album(parts.ledger, parts.warehouse, parts.settings.home, shop.id)
    old = photos_before(album, day_start(day, shop.zone))
    remove(album, old, parts.clock.now())
    return len(old)


def _emptied(session: Session, shop: Shop, before: datetime) -> None:
    """Conversations and tasks that were last touched before then go with their turns: a title is a question, too."""
    session.execute(
        delete(ConversationRow).where(ConversationRow.shop == shop.id, ConversationRow.touched_at < before)
    )
    old = select(TaskRow.id).where(TaskRow.shop == shop.id, TaskRow.made_at < before)
    session.execute(delete(TaskEventRow).where(TaskEventRow.task.in_(old)))
    session.execute(delete(TaskRow).where(TaskRow.shop == shop.id, TaskRow.made_at < before))


def _note(parts: Parts, shop: Shop, gone: Applied) -> None:
    with parts.ledger.session() as session:
        audit.record(
            session,
            shop=shop.id,
            at=parts.clock.now(),
            who=WHO,
            what=APPLIED,
            subject=gone.day.isoformat(),
            detail=gone.model_dump(exclude={"day"}),
        )


def _stored(instant: datetime) -> datetime:
    """The warehouse keeps UTC without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None)
