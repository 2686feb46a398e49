"""The morning: at the owner's hour the day's cards are made and told, once a day, in a few lines with links back.

Nobody is told twice: the digest is written down before it is handed over. A channel that did not take it is asked again a
few times; where nobody knows whether it arrived, it is not sent again, for the cards stand in the app anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from brain.actions.channels import Message, SendFailed, SendUncertain, open_channel
from brain.actions.quiet import QuietHours
from brain.actions.views import stored_error
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from brain.kernel.formats import format_full_day, format_money
from brain.kernel.i18n import N_, Lang, Text, t
from brain.ledger import audit
from brain.ledger.mornings import add_morning, morning_of
from brain.ledger.tables import MorningRow
from brain.parts import Parts
from cards.alert.model import AlertCard
from cards.kinds import AnyCard
from cards.model import Effect

WHO = "clock"
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
"""Between one try and the next; after the last the digest is given up for the day."""
KEPT, WAITING, SENDING, SENT, FAILED, UNCERTAIN = "kept", "waiting", "sending", "sent", "failed", "uncertain"

log = structlog.get_logger(__name__)


def greet(
    parts: Parts, shop: Shop, cards_of: Callable[[], Sequence[AnyCard]], greeting: Callable[[], Text]
) -> str:
    """Do what this moment of the shop's morning asks for; the state of its digest, "" before its hour.

    `cards_of` makes the day's cards, `greeting` says how yesterday was; both are only called when the hour has come.
    """
    now = parts.clock.now().astimezone(UTC)
    local = now.astimezone(ZoneInfo(shop.zone))
    if not parts.settings.push_at or local.time() < time.fromisoformat(parts.settings.push_at):
        return ""
    with parts.ledger.reading() as session:
        known = morning_of(session, shop.id, local.date())
        state = known.state if known else ""
    if not state:
        state = _prepare(parts, shop, local, cards_of(), greeting())
    if state in (WAITING, SENDING) and not QuietHours.of(parts.settings, shop.zone).covers(now):
        state = _send(parts, shop, local, now)
    return state


def _prepare(parts: Parts, shop: Shop, local: datetime, cards: Sequence[AnyCard], greeting: Text) -> str:
    channel = parts.settings.push_channel
    state = WAITING if channel and cards else KEPT
    text = digest(shop, local, cards, greeting, parts.settings.public_url)
    with parts.ledger.session() as session:
        known = morning_of(session, shop.id, local.date())
        if known is not None:
            return known.state  # another thread was here first
        now = local.astimezone(UTC)
        add_morning(
            session,
            MorningRow(
                shop=shop.id, day=local.date().isoformat(), state=state, channel=channel, text=text,
                cards=[card.id for card in cards], attempts=0, next_at=now, error=None, made_at=now, sent_at=None,
            ),
        )  # fmt: skip
    return state


def digest(shop: Shop, local: datetime, cards: Sequence[AnyCard], greeting: Text, address: str) -> str:
    """The day in a few lines, in the shop's language: how yesterday was, each card with what it may bring and its link."""
    lang: Lang = "zh" if shop.language == "zh" else "en"
    lines = [
        t(lang, N_("{shop} · {day}"), shop=shop.name, day=format_full_day(local.date(), lang)),
        greeting.render(lang),
    ]
    for number, card in enumerate(cards, start=1):
        urgent = t(lang, N_("Urgent: ")) if isinstance(card, AlertCard) and card.urgent else ""
        lines.append(f"{number}. {urgent}{card.headline.render(lang)}")
        lines.append("   " + _expected(card.effect, lang))
        lines.append(f"   {address.rstrip('/')}/?card={card.id}")
    return "\n".join(lines)


def _expected(effect: Effect, lang: Lang) -> str:
    return t(
        lang,
        N_("Expected {low} to {high} in {days} days"),
        low=format_money(effect.low, effect.currency, lang),
        high=format_money(effect.high, effect.currency, lang),
        days=effect.days,
    )


def _send(parts: Parts, shop: Shop, local: datetime, now: datetime) -> str:
    """One try, written down before it is made."""
    with parts.ledger.session() as session:
        row = morning_of(session, shop.id, local.date())
        assert row is not None
        begun, text, name = row.state == SENDING, row.text, row.channel
        if row.next_at is not None and row.next_at > now:
            return row.state
        row.state, row.attempts = SENDING, row.attempts + 1
    try:
        channel = open_channel(name, parts.settings, parts.ledger, parts.clock)
        if begun and not channel.repeatable:
            return _ended(parts, shop, local, UNCERTAIN, None)  # a process died in the middle of it
        key = f"morning:{shop.id}:{local.date().isoformat()}"
        channel.send(
            Message(execution=key, text=text, picture=None, link="", recipients=1, idempotency_key=key)
        )
    except SendUncertain as error:
        return _ended(parts, shop, local, UNCERTAIN, error)
    except SendFailed as error:
        return _ended(parts, shop, local, WAITING if error.transient else FAILED, error)
    except OwnerError as error:
        return _ended(parts, shop, local, FAILED, error)
    return _ended(parts, shop, local, SENT, None)


def _ended(parts: Parts, shop: Shop, local: datetime, state: str, error: OwnerError | None) -> str:
    now = parts.clock.now().astimezone(UTC)
    with parts.ledger.session() as session:
        row = morning_of(session, shop.id, local.date())
        assert row is not None
        if state == WAITING and row.attempts > len(PAUSES):
            state = FAILED
        row.state = state
        row.next_at = now + PAUSES[row.attempts - 1] if state == WAITING else None
        row.error = stored_error(error) if error is not None else None
        row.sent_at = now if state == SENT else None
        if state != WAITING:
            audit.record(
                session, shop=shop.id, at=now, who=WHO, what=f"morning.{state}", subject=row.day,
                detail={"channel": row.channel, "attempts": row.attempts},
            )  # fmt: skip
    if error is not None:
        log.warning("the morning's digest was not taken", shop=shop.id, state=state, code=error.code)
    return state
