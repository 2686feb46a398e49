"""Everywhere that a customer is known, one eraser each. A room that keeps something of customers adds its own here.

Contacts come last, because they say what to look for everywhere else.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.care.erasing import (
    ONE_TURN,
    CustomerPhotos,
    Eraser,
    LedgerRows,
    LedgerWords,
    QuarantinedRows,
    WaitingUploads,
    WarehouseRows,
    as_words,
    name_of,
)
from brain.care.subject import Subject
from brain.kernel.i18n import N_
from brain.ledger.photo_tables import PhotoRow
from brain.ledger.tables import (
    CardRow,
    ChatTurnRow,
    ConversationRow,
    DecisionRow,
    ExecutionRow,
    FollowUpRow,
    OutcomeRow,
    OwnFigureRow,
    OwnWordRow,
    PostRow,
    ReceiptRow,
    SegmentMemberRow,
    SegmentRow,
    SourceObjectRow,
    TaskEventRow,
    TaskRow,
)


def _memberships(session: Session, subject: Subject) -> list[tuple[Any, ...]]:
    query = (
        select(SegmentMemberRow.segment, SegmentMemberRow.customer_key)
        .join(SegmentRow, SegmentRow.id == SegmentMemberRow.segment)
        .where(SegmentRow.shop == subject.shop_id, SegmentMemberRow.customer_key == subject.key)
    )
    return [tuple(row) for row in session.execute(query)]


def _turns(session: Session, subject: Subject) -> list[tuple[Any, ...]]:
    rows = session.scalars(select(ChatTurnRow).where(ChatTurnRow.shop == subject.shop_id))
    return [
        (row.id,)
        for row in rows.yield_per(ONE_TURN)
        if subject.is_in(row.question) or subject.is_in(as_words(row.answer))
    ]


def _source_objects(session: Session, subject: Subject) -> list[tuple[Any, ...]]:
    """What was heard of the customer from a shop system; `object_id` is its number there and the key."""
    rows = session.scalars(
        select(SourceObjectRow).where(
            SourceObjectRow.shop == subject.shop_id, SourceObjectRow.kind.like("customer%")
        )
    )
    own = {own_id.strip() for own_id in subject.own_ids}
    return [name_of(row) for row in rows if {*row.object_id.split(" ")} & {subject.key, *own}]


NOBODYS = "customer_key = NULL"
ERASERS: tuple[Eraser, ...] = (
    WarehouseRows("order_line", N_("order lines, which are nobody's now"), "order_line_version", NOBODYS),
    WarehouseRows("event", N_("looks and clicks, which are nobody's now"), "event_version", NOBODYS),
    # Before the reviews: they say which photos are the customer's.
    CustomerPhotos(),
    WarehouseRows(
        "review",
        N_("reviews, whose text is gone"),
        "review_version",
        f"{NOBODYS}, text = NULL, picture = NULL, picture_consent = NULL",
    ),
    WarehouseRows("customer", N_("customer records"), "customer_version"),
    WarehouseRows(
        "row_witness",
        N_("notes of repeated imports"),
        "row_witness",
        where="fact = 'customer' AND contains(row_key, $key)",
    ),
    WarehouseRows("customer_tag", N_("tags"), "customer_tag"),
    QuarantinedRows(),
    WaitingUploads(),
    LedgerRows("segment_member", N_("places in audiences"), SegmentMemberRow, _memberships),
    LedgerRows("chat_turn", N_("questions with their answers"), ChatTurnRow, _turns),
    LedgerWords(
        "conversation",
        N_("titles of conversations"),
        ConversationRow,
        ("title",),
        of_shop=lambda shop: ConversationRow.shop == shop,
    ),
    LedgerWords(
        "task",
        N_("tasks that name the customer"),
        TaskRow,
        ("message",),
        of_shop=lambda shop: TaskRow.shop == shop,
    ),
    LedgerWords(
        "task_event",
        N_("steps of tasks that name the customer"),
        TaskEventRow,
        ("detail",),
        of_shop=lambda shop: TaskEventRow.task.in_(select(TaskRow.id).where(TaskRow.shop == shop)),
    ),
    LedgerWords(
        "own_word",
        N_("words of the owner's own"),
        OwnWordRow,
        ("word", "meaning"),
        of_shop=lambda shop: OwnWordRow.shop == shop,
    ),
    LedgerWords(
        "own_figure",
        N_("figures of the owner's own"),
        OwnFigureRow,
        ("label",),
        of_shop=lambda shop: OwnFigureRow.shop == shop,
    ),
    LedgerRows("source_object", N_("messages noted from shop systems"), SourceObjectRow, _source_objects),
    LedgerWords(
        "receipt",
        N_("receipts that name the customer"),
        ReceiptRow,
        ("payload",),
        key_only=True,
        of_shop=lambda shop: ReceiptRow.shop == shop,
    ),
    LedgerWords(
        "card",
        N_("cards that name the customer"),
        CardRow,
        ("payload",),
        key_only=True,
        of_shop=lambda shop: CardRow.shop == shop,
    ),
    LedgerWords(
        "outcome",
        N_("battle reports that name the customer"),
        OutcomeRow,
        ("report",),
        key_only=True,
        of_shop=lambda shop: OutcomeRow.shop == shop,
    ),
    LedgerWords(
        "follow_up",
        N_("reports on alerts that name the customer"),
        FollowUpRow,
        ("report",),
        key_only=True,
        of_shop=lambda shop: FollowUpRow.shop == shop,
    ),
    LedgerWords(
        "segment",
        N_("descriptions of audiences"),
        SegmentRow,
        ("rule",),
        key_only=True,
        of_shop=lambda shop: SegmentRow.shop == shop,
    ),
    LedgerWords(
        "decision",
        N_("reasons of decisions"),
        DecisionRow,
        ("reason", "edits"),
        of_shop=lambda shop: DecisionRow.shop == shop,
    ),
    LedgerWords(
        "photo_name",
        N_("names of photo files"),
        PhotoRow,
        ("name",),
        of_shop=lambda shop: PhotoRow.shop == shop,
    ),
    LedgerWords(
        "execution",
        N_("texts on their way"),
        ExecutionRow,
        ("text",),
        of_shop=lambda shop: ExecutionRow.shop == shop,
    ),
    LedgerWords(
        "post", N_("posts that are out"), PostRow, ("text",), of_shop=lambda shop: PostRow.shop == shop
    ),
    WarehouseRows("customer_contact", N_("stored contacts"), "customer_contact"),
)
