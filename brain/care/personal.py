"""Where personal data is: the places that are meant to hold it, and what stands in free text all the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import Select, func, select

from brain.care.traces import find_traces
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.i18n import N_, Text
from brain.kernel.identity import Actor, require
from brain.ledger.erasures import erasures_of, is_finished
from brain.ledger.photo_tables import PhotoRow
from brain.ledger.store import Ledger
from brain.ledger.tables import ChatTurnRow, ConversationRow, SegmentMemberRow, SegmentRow, TaskRow
from brain.parts import Parts

Protection = Literal["sealed", "hashed", "clear"]
EXAMPLES = 3
BATCH = 5000
PROTECTION_WORDS: dict[Protection, str] = {
    "sealed": N_("sealed"),
    "hashed": N_("keyed hash"),
    "clear": N_("in the clear"),
}


class Place(BaseModel):
    """A field that is meant to lead to customers. `retention_days` 0: kept until the customer is forgotten."""

    model_config = ConfigDict(frozen=True)

    table: str
    field: str
    label: Text
    protection: Protection
    people: int
    rows: int
    since: AwareDatetime | None
    retention_days: int


class FreeText(BaseModel):
    """A field of free text in which personal data stands: texts with any, pieces by kind, masked examples."""

    model_config = ConfigDict(frozen=True)

    table: str
    field: str
    label: Text
    texts: int
    found: dict[str, int]
    examples: tuple[str, ...]


class PersonalData(BaseModel):
    """The report of one shop. `scanned` texts were looked through; `forgotten` customers have their certificate."""

    model_config = ConfigDict(frozen=True)

    shop: str
    made_at: AwareDatetime
    places: tuple[Place, ...]
    free_text: tuple[FreeText, ...]
    scanned: int
    forgotten: int


def personal_data(parts: Parts, shop: Shop, actor: Actor) -> PersonalData:
    """Count the places and look through every free text of the shop's newest facts and of the conversation."""
    require(actor, "care", shop.id)
    scans = [_scan(column, texts) for column, texts in _texts(parts, shop)]
    with parts.ledger.reading() as session:
        # One that was interrupted has not left yet.
        forgotten = {row.customer_key for row in erasures_of(session, shop.id) if is_finished(row)}
    return PersonalData(
        shop=shop.id,
        made_at=parts.clock.now(),
        places=(*_warehouse_places(parts, shop), *_ledger_places(parts.ledger, shop, parts)),
        free_text=tuple(scan.report() for scan in scans if scan.texts),
        scanned=sum(scan.scanned for scan in scans),
        forgotten=len(forgotten),
    )


@dataclass(frozen=True)
class _Column:
    table: str
    name: str
    label: str


TEXT_COLUMNS: tuple[_Column, ...] = (
    _Column("order_line", "product_name", N_("product names of orders")),
    _Column("order_line", "group_name", N_("groups of orders")),
    _Column("order_line", "channel", N_("channels of orders")),
    _Column("order_line", "coupon", N_("coupons of orders")),
    _Column("order_line", "region", N_("regions of orders")),
    _Column("product", "name", N_("names of products")),
    _Column("product", "tags", N_("tags of products")),
    _Column("customer", "group_name", N_("groups of customers")),
    _Column("event", "group_name", N_("groups of looks and clicks")),
    _Column("event", "channel", N_("channels of looks and clicks")),
    _Column("promotion", "name", N_("names of promotions")),
    _Column("market_price", "seller", N_("sellers of market prices")),
    _Column("review", "text", N_("texts of reviews")),
    _Column("post", "group_name", N_("groups of posts")),
    _Column("post", "text", N_("texts of posts")),
)
QUARANTINE = _Column("quarantine", "raw", N_("rows left out of imports"))
CHAT = _Column("chat_turn", "question", N_("questions to the brain"))
TITLES = _Column("conversation", "title", N_("titles of conversations"))
TASKS = _Column("task", "message", N_("tasks given to the brain"))
CHAT_ANSWER = _Column("chat_turn", "answer", N_("answers of the brain"))


def _texts(parts: Parts, shop: Shop) -> Iterator[tuple[_Column, Iterator[str]]]:
    """Each column with its distinct texts: a product's name is looked at once, however often it was sold."""
    for column in TEXT_COLUMNS:
        yield column, _distinct(parts.warehouse, shop.id, f"{column.table}_version", column.name)
    yield QUARANTINE, _cells(parts.warehouse, shop.id)
    yield CHAT, _turns(parts.ledger, shop.id, "question")
    yield CHAT_ANSWER, _turns(parts.ledger, shop.id, "answer")
    yield TITLES, _asked(parts.ledger, select(ConversationRow.title).where(ConversationRow.shop == shop.id))
    yield TASKS, _asked(parts.ledger, select(TaskRow.message).where(TaskRow.shop == shop.id))


def _distinct(warehouse: Warehouse, shop_id: str, table: str, column: str) -> Iterator[str]:
    with warehouse.cursor() as cursor:
        # All versions: what was replaced is stored all the same.
        cursor.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE shop_id = ? AND {column} IS NOT NULL", [shop_id]
        )
        while rows := cursor.fetchmany(BATCH):
            yield from (row[0] for row in rows)


def _cells(warehouse: Warehouse, shop_id: str) -> Iterator[str]:
    """The readable cells of rows left out, without those that are plainly an order's number."""
    for raw in _distinct(warehouse, shop_id, "quarantine", "raw"):
        for name, cell in json.loads(raw).items():
            if isinstance(cell, str) and not name.endswith("_id") and name != "sku":
                yield cell


def _turns(ledger: Ledger, shop_id: str, column: str) -> Iterator[str]:
    with ledger.reading() as session:
        for row in session.scalars(select(ChatTurnRow).where(ChatTurnRow.shop == shop_id)).yield_per(500):
            if column == "question":
                yield row.question
            else:
                yield from _words(row.answer)


def _asked(ledger: Ledger, query: Select[str]) -> Iterator[str]:
    with ledger.reading() as session:
        yield from session.scalars(query).all()


def _words(value: object) -> Iterator[str]:
    """Every text inside a JSON value, SQL and hashes of receipts left out: they are nobody's words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("receipt", "sql", "query"):
                yield from _words(inner)


@dataclass
class _Found:
    column: _Column
    scanned: int = 0
    texts: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def report(self) -> FreeText:
        return FreeText(
            table=self.column.table,
            field=self.column.name,
            label=Text(msg=self.column.label),
            texts=self.texts,
            found=dict(sorted(self.kinds.items())),
            examples=tuple(self.examples),
        )


def _scan(column: _Column, texts: Iterator[str]) -> _Found:
    found = _Found(column)
    for text in texts:
        found.scanned += 1
        traces = list(find_traces(text))
        found.texts += bool(traces)
        for trace in traces:
            found.kinds[trace.kind] += 1
            if len(found.examples) < EXAMPLES and trace.masked not in found.examples:
                found.examples.append(trace.masked)
    return found


def _warehouse_places(parts: Parts, shop: Shop) -> Iterator[Place]:
    settings = parts.settings
    contacts, events = settings.retention_contacts_days, settings.retention_events_days
    for table, column, label, protection, days in (
        ("customer_contact", "sealed", N_("numbers, names, phones and mail addresses"), "sealed", contacts),
        (
            "quarantine",
            "sealed",
            N_("whole rows left out of imports"),
            "sealed",
            settings.retention_quarantine_days,
        ),
        ("order_line_version", "customer_key", N_("who ordered"), "hashed", 0),
        ("customer_version", "customer_key", N_("customer records"), "hashed", 0),
        ("event_version", "customer_key", N_("who looked"), "hashed", events),
        ("review_version", "customer_key", N_("who wrote a review"), "hashed", 0),
        ("customer_tag", "customer_key", N_("tags"), "hashed", 0),
    ):
        rows, people, since = _counted(parts.warehouse, shop.id, table, column)
        yield Place.model_validate(
            {
                "table": table.removesuffix("_version"),
                "field": column,
                "label": Text(msg=label),
                "protection": protection,
                "people": people,
                "rows": rows,
                "since": since,
                "retention_days": days,
            }
        )


def _counted(warehouse: Warehouse, shop_id: str, table: str, column: str) -> tuple[int, int, datetime | None]:
    """Rows, different customers and when the first of them was imported (tags follow from other rows: unknown)."""
    people = "count(DISTINCT f.customer_key)" if table != "quarantine" else "0"
    since, joined = "min(b.imported_at)", "LEFT JOIN import_batch b USING (batch_id)"
    if table == "customer_tag":
        since, joined = "NULL", ""
    with warehouse.cursor() as cursor:
        row = cursor.execute(
            f"""SELECT count(*), {people}, {since} FROM {table} f {joined}
                WHERE f.shop_id = ? AND f.{column} IS NOT NULL""",
            [shop_id],
        ).fetchone()
    if row is None:
        return 0, 0, None
    return int(row[0]), int(row[1]), row[2].replace(tzinfo=UTC) if row[2] else None


def _ledger_places(ledger: Ledger, shop: Shop, parts: Parts) -> Iterator[Place]:
    with ledger.reading() as session:
        members = session.execute(
            select(
                func.count(),
                func.count(func.distinct(SegmentMemberRow.customer_key)),
                func.min(SegmentRow.made_at),
            )
            .join(SegmentRow, SegmentRow.id == SegmentMemberRow.segment)
            .where(SegmentRow.shop == shop.id)
        ).one()
        turns = session.execute(
            select(func.count(), func.min(ChatTurnRow.at)).where(ChatTurnRow.shop == shop.id)
        ).one()
        photos = session.execute(
            select(
                func.count(),
                func.count(func.distinct(func.nullif(PhotoRow.customer_key, ""))),
                func.min(PhotoRow.brought_at),
            ).where(PhotoRow.shop == shop.id)
        ).one()
    yield Place(
        table="segment_member",
        field="customer_key",
        label=Text(msg=N_("places in audiences")),
        protection="hashed",
        people=members[1],
        rows=members[0],
        since=_aware(members[2]),
        retention_days=0,
    )
    yield Place(
        table="photo",
        field="file",
        label=Text(msg=N_("customers' photos")),
        protection="clear",
        people=photos[1],
        rows=photos[0],
        since=_aware(photos[2]),
        retention_days=parts.settings.retention_photos_days,
    )
    yield Place(
        table="chat_turn",
        field="question",
        label=Text(msg=N_("questions to the brain")),
        protection="clear",
        people=0,
        rows=turns[0],
        since=_aware(turns[1]),
        retention_days=parts.settings.retention_chat_days,
    )


def _aware(instant: datetime | None) -> datetime | None:
    return instant.replace(tzinfo=UTC) if instant is not None and instant.tzinfo is None else instant
