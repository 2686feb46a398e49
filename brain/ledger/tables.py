"""The ledger's tables (SQLAlchemy 2, SQLite or PostgreSQL). Instants are stored as UTC ISO text through `Instant`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant. SQLite forgets time zones; a naive instant is refused rather than guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"instant == {value.isoformat()}, must carry a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Root of the ledger's tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Instant(), dict[str, Any]: JSON()}


class CardRow(Base):
    """A card as it stands now; `payload` is its model."""

    __tablename__ = "card"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    detector: Mapped[str] = mapped_column(String(80), default="")
    dedupe: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20))
    rank: Mapped[float] = mapped_column(default=0.0)
    payload: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    valid_until: Mapped[datetime]
    wake_at: Mapped[datetime | None]


class SeedRow(Base):
    """What a nightly pass over all shops found in one of them: a card that is made when somebody opens the shop.

    `day` is the shop's own, `version` that of its data then; `place` counts from 1, the best first.
    """

    __tablename__ = "seed"
    shop: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    detector: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(200))
    worth: Mapped[float]
    sure: Mapped[float]
    urgent: Mapped[bool]
    made_at: Mapped[datetime]


class MorningRow(Base):
    """One shop's morning: the digest of its cards for the owner, and what became of it.

    `state`: "kept" (told in the app only), "waiting" (to be sent, or sent again at `next_at`), "sending", "sent", "failed",
    "uncertain" (nobody knows whether it arrived; never sent again).
    """

    __tablename__ = "morning"
    shop: Mapped[str] = mapped_column(String(80), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str] = mapped_column(Text)
    cards: Mapped[list[str]] = mapped_column(JSON)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    error: Mapped[dict[str, Any] | None]
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class ReceiptRow(Base):
    """A receipt that some card or answer refers to."""

    __tablename__ = "receipt"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    payload: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class SegmentRow(Base):
    """A stored audience."""

    __tablename__ = "segment"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    rule: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class SegmentMemberRow(Base):
    """A member of an audience and its arm: treated (receives the post) or holdout (the control)."""

    __tablename__ = "segment_member"
    segment: Mapped[str] = mapped_column(ForeignKey("segment.id"), primary_key=True)
    customer_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    arm: Mapped[str] = mapped_column(String(10))


class DecisionRow(Base):
    """Who decided what about a card, and why."""

    __tablename__ = "decision"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    card: Mapped[str] = mapped_column(ForeignKey("card.id"), index=True)
    shop: Mapped[str] = mapped_column(String(80))
    who: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    edits: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, default="")


class ExecutionRow(Base):
    """One accepted card on its way out. `id` is the durable workflow's id and the idempotency key of the post."""

    __tablename__ = "execution"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    card: Mapped[str] = mapped_column(ForeignKey("card.id"), index=True)
    decision: Mapped[str] = mapped_column(ForeignKey("decision.id"))
    shop: Mapped[str] = mapped_column(String(80), index=True)
    state: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(80))
    voice: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    picture: Mapped[str] = mapped_column(String(300), default="")
    segment: Mapped[str] = mapped_column(String(40), default="")
    link: Mapped[str] = mapped_column(String(20), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[dict[str, Any] | None]
    __table_args__ = (Index("ix_execution_state_due", "state", "due_at"),)


class PostRow(Base):
    """A post that is out: what the outbox shows. One per idempotency key, whatever happens."""

    __tablename__ = "post"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    execution: Mapped[str] = mapped_column(ForeignKey("execution.id"))
    idempotency_key: Mapped[str] = mapped_column(String(80), unique=True)
    channel: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    picture: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(300), default="")
    reached: Mapped[int] = mapped_column(default=0)
    posted_at: Mapped[datetime]


class SendAttemptRow(Base):
    """One try to hand a post to its channel, written before the try and closed after it.

    A row without `outcome` that is found after a restart says: the process died in the middle, and nobody knows
    whether the channel took the post.
    """

    __tablename__ = "send_attempt"
    execution: Mapped[str] = mapped_column(ForeignKey("execution.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(String(80))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="")


class LinkRow(Base):
    """A tracked link."""

    __tablename__ = "link"
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    card: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[datetime]


class ClickRow(Base):
    """One visit of a tracked link; `visitor` is a keyed hash that changes daily, so nobody is followed."""

    __tablename__ = "click"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    code: Mapped[str] = mapped_column(ForeignKey("link.code"), index=True)
    at: Mapped[datetime]
    visitor: Mapped[str] = mapped_column(String(80))


class WebhookEventRow(Base):
    """A webhook that was taken in; a second one with the same id is a replay."""

    __tablename__ = "webhook_event"
    shop: Mapped[str] = mapped_column(String(80), primary_key=True)
    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    received_at: Mapped[datetime]
    batch: Mapped[str] = mapped_column(String(40), default="")


class SourceObjectRow(Base):
    """When an order or customer of a shop system was last changed there: an older message about it is not news."""

    __tablename__ = "source_object"
    shop: Mapped[str] = mapped_column(String(80), primary_key=True)
    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    object_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    changed_at: Mapped[datetime]


class ConnectionRow(Base):
    """A shop system that is asked for news: its address, its secrets (sealed), how far it was read."""

    __tablename__ = "connection"
    shop: Mapped[str] = mapped_column(String(80), primary_key=True)
    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    address: Mapped[str] = mapped_column(String(300))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    cursor: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20))
    error: Mapped[dict[str, Any] | None]
    pulled_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class ErasureRow(Base):
    """A customer who was forgotten, by the keyed hash that is all that is left, with the certificate given."""

    __tablename__ = "erasure"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    customer_key: Mapped[str] = mapped_column(String(80))
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    certificate: Mapped[dict[str, Any]]


class OutcomeRow(Base):
    """The newest battle report of an execution."""

    __tablename__ = "outcome"
    execution: Mapped[str] = mapped_column(ForeignKey("execution.id"), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    card: Mapped[str] = mapped_column(String(40))
    report: Mapped[dict[str, Any]]
    final: Mapped[bool]
    reviewed_at: Mapped[datetime]


class FollowUpRow(Base):
    """The newest report on an alert that was marked done. `key` names within its detector what it was about: the next alert about
    the same says what came of this one."""

    __tablename__ = "follow_up"
    card: Mapped[str] = mapped_column(ForeignKey("card.id"), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    detector: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(200))
    report: Mapped[dict[str, Any]]
    final: Mapped[bool]
    reviewed_at: Mapped[datetime]


class LessonRow(Base):
    """What one final outcome taught: extra net sales per treated member, with its standard error."""

    __tablename__ = "lesson"
    execution: Mapped[str] = mapped_column(ForeignKey("execution.id"), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    detector: Mapped[str] = mapped_column(String(80))
    voice: Mapped[str] = mapped_column(String(20))
    hour: Mapped[int]
    treated: Mapped[int]
    effect_per_member: Mapped[float]
    standard_error: Mapped[float]
    learned_at: Mapped[datetime]


class ConversationRow(Base):
    """One person's conversation about one shop. `title` is its first question, shortened."""

    __tablename__ = "conversation"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    who: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    touched_at: Mapped[datetime]


class ChatTurnRow(Base):
    """One question and its answer. `conversation` is empty for turns from before there were several."""

    __tablename__ = "chat_turn"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[dict[str, Any]]
    conversation: Mapped[str] = mapped_column(String(40), index=True, default="", server_default="")


class OwnWordRow(Base):
    """A word of the owner's own and what it stands for, until it is retired."""

    __tablename__ = "own_word"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    word: Mapped[str] = mapped_column(String(80))
    meaning: Mapped[str] = mapped_column(String(300))
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class OwnFigureRow(Base):
    """A figure that the owner defined, until it is retired. `name` is what queries call it, `label` what the owner does;
    `formula` is arithmetic over names of figures."""

    __tablename__ = "own_figure"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    name: Mapped[str] = mapped_column(String(48))
    label: Mapped[str] = mapped_column(String(80))
    formula: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(20))
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class GoalRow(Base):
    """What the owner wants of a month; the newest row of a month counts. `amount` is a decimal as text, so that no cent is lost.

    With a `dimension` the goal is about these `subjects` of it only: a category's sales, a brand's stock to be cleared.
    """

    __tablename__ = "goal"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    month: Mapped[date]
    metric: Mapped[str] = mapped_column(String(40))
    amount: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    dimension: Mapped[str] = mapped_column(String(40), default="", server_default="")
    subjects: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")


class TaskRow(Base):
    """A task of several steps that a person gave in conversation; what became of it is in `task_event`."""

    __tablename__ = "task"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    who: Mapped[str] = mapped_column(String(80))
    lang: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text)
    conversation: Mapped[str] = mapped_column(String(40), index=True, default="", server_default="")
    made_at: Mapped[datetime]


class TaskEventRow(Base):
    """One thing that happened to a task. Rows are only added; the task's state is what they add up to."""

    __tablename__ = "task_event"
    task: Mapped[str] = mapped_column(ForeignKey("task.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(20))
    job: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[dict[str, Any]]


class ModelCallRow(Base):
    """One call of a language model: what it used and cost. `cost_nano` is in billionths of the prices' currency."""

    __tablename__ = "model_call"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80))
    day: Mapped[date]
    at: Mapped[datetime]
    role: Mapped[str] = mapped_column(String(20))
    model: Mapped[str] = mapped_column(String(120))
    tokens_in: Mapped[int]
    tokens_out: Mapped[int]
    estimated: Mapped[bool]
    cost_nano: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[float]
    outcome: Mapped[str] = mapped_column(String(40))
    __table_args__ = (Index("ix_model_call_shop_day", "shop", "day"),)


class AuditRow(Base):
    """One line of the audit chain: each row's hash covers the one before it, so a change anywhere shows."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    __table_args__ = (UniqueConstraint("previous"),)
