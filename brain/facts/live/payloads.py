"""Reading fields of a JSON payload that another system wrote: nothing in it is taken for granted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from brain.facts.live.news import Unreadable

MOST_DIGITS = 30


def word(payload: Mapping[str, Any], name: str) -> str:
    """A plain value as text without outer blanks; empty when it is absent, null or no plain value."""
    value = payload.get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() and abs(value.adjusted()) <= MOST_DIGITS else ""
    return str(value).strip() if isinstance(value, str | int) else ""


def needed(payload: Mapping[str, Any], name: str) -> str:
    """`word`, but raises Unreadable when it is empty."""
    found = word(payload, name)
    if not found:
        raise Unreadable(name)
    return found


def part(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside; an empty one when it is absent or something else."""
    value = payload.get(name)
    return value if isinstance(value, Mapping) else {}


def parts(payload: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list inside, in order; none when it is absent or something else."""
    value = payload.get(name)
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [one for one in value if isinstance(one, Mapping)]


def money(payload: Mapping[str, Any], name: str) -> Decimal:
    """An amount; 0 when it is absent. Raises Unreadable for what is no plain number."""
    written = word(payload, name)
    if not written:
        return Decimal(0)
    try:
        amount = Decimal(written)
    except InvalidOperation as error:
        raise Unreadable(name) from error
    if not amount.is_finite() or abs(amount.adjusted()) > MOST_DIGITS:
        raise Unreadable(name)
    return amount


def plain(amount: Decimal) -> str:
    """An amount as a file would spell it."""
    return format(amount, "f")


def moment(payload: Mapping[str, Any], name: str, *, in_utc: bool = False) -> datetime:
    """An instant in UTC. A time without its offset is UTC when `in_utc` says so; else, or when absent, Unreadable."""
    written = needed(payload, name)
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise Unreadable(name) from error
    if found.tzinfo is None:
        if not in_utc:
            raise Unreadable(name)
        found = found.replace(tzinfo=UTC)
    return found.astimezone(UTC)
