"""Stored audiences with their treated and held-out members."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from brain.ledger.tables import ExecutionRow, SegmentMemberRow, SegmentRow
from cards.states import State

Arm = Literal["treated", "holdout"]


def split_arms(members: Sequence[str], share: float, salt: str) -> dict[str, Arm]:
    """Put about `share` of the members aside as control, by a hash of member and salt.

    Random with respect to everything about a member, the same when computed again, and at least one on each side
    from two members on.
    """
    distinct = set(members)
    if len(distinct) < 2:
        return dict.fromkeys(distinct, "treated")
    ordered = sorted(distinct, key=lambda member: hashlib.sha256(f"{salt}\x1f{member}".encode()).digest())
    held = min(max(round(len(ordered) * share), 1), len(ordered) - 1)
    return {member: "holdout" if place < held else "treated" for place, member in enumerate(ordered)}


def add_segment(
    session: Session, segment_id: str, shop: str, rule: dict[str, Any], arms: dict[str, Arm], now: datetime
) -> None:
    """Store an audience as it was when the card was made."""
    session.add(SegmentRow(id=segment_id, shop=shop, rule=rule, made_at=now))
    session.flush()
    if arms:
        session.execute(
            insert(SegmentMemberRow),
            [{"segment": segment_id, "customer_key": key, "arm": arm} for key, arm in arms.items()],
        )


def members(session: Session, segment_id: str, arm: Arm | None = None) -> list[str]:
    """The customer keys of an audience, of one arm or of both."""
    query = select(SegmentMemberRow.customer_key).where(SegmentMemberRow.segment == segment_id)
    if arm is not None:
        query = query.where(SegmentMemberRow.arm == arm)
    return list(session.scalars(query.order_by(SegmentMemberRow.customer_key)))


def messages_since(session: Session, shop: str, since: datetime) -> dict[str, int]:
    """How many of the shop's posts each customer has been sent since then; who got none is not in it."""
    rows = session.execute(
        select(SegmentMemberRow.customer_key, func.count())
        .join(ExecutionRow, ExecutionRow.segment == SegmentMemberRow.segment)
        .where(
            ExecutionRow.shop == shop,
            ExecutionRow.state == State.DONE.value,
            ExecutionRow.finished_at >= since,
            SegmentMemberRow.arm == "treated",
        )
        .group_by(SegmentMemberRow.customer_key)
    ).all()
    return {key: int(count) for key, count in rows}


def arm_sizes(session: Session, segment_id: str) -> dict[Arm, int]:
    """How many are treated and how many are held out."""
    rows = session.execute(
        select(SegmentMemberRow.arm, func.count())
        .where(SegmentMemberRow.segment == segment_id)
        .group_by(SegmentMemberRow.arm)
    ).all()
    counts: dict[Arm, int] = {"treated": 0, "holdout": 0}
    for arm, count in rows:
        counts["holdout" if arm == "holdout" else "treated"] = int(count)
    return counts
