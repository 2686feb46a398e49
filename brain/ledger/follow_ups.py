"""What came of alerts that the owner marked done: the reports on them, and the alerts that still wait for one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.ledger.cards import to_card
from brain.ledger.tables import CardRow, DecisionRow, FollowUpRow
from cards.alert.model import AlertCard
from cards.battle_report.model import BattleReportCard
from cards.states import State


def done_alerts(session: Session, shop: str) -> list[tuple[AlertCard, datetime]]:
    """Alerts that were marked done and have no final report, each with the moment of it, oldest first."""
    rows = session.execute(
        select(CardRow, DecisionRow.at)
        .join(DecisionRow, DecisionRow.card == CardRow.id)
        .where(
            CardRow.shop == shop,
            CardRow.kind == "alert",
            CardRow.state == State.DONE.value,
            DecisionRow.what == "accept",
        )
        .order_by(DecisionRow.at, CardRow.id)
    )
    found = ((to_card(row), at) for row, at in rows)
    return [(card, at) for card, at in found if isinstance(card, AlertCard)]


def keep_follow_up(session: Session, key: str, report: BattleReportCard) -> None:
    """Store the newest report on an alert, replacing an earlier one."""
    session.merge(
        FollowUpRow(
            card=report.card,
            shop=report.shop,
            detector=report.detector,
            key=key,
            report=report.model_dump(mode="json"),
            final=report.final,
            reviewed_at=report.made_at,
        )
    )


def find_follow_up(session: Session, card: str) -> BattleReportCard | None:
    """The newest report on one alert."""
    row = session.get(FollowUpRow, card)
    return BattleReportCard.model_validate(row.report) if row else None


def follow_ups(session: Session, shop: str) -> list[BattleReportCard]:
    """All reports on a shop's alerts, newest first."""
    rows = session.scalars(
        select(FollowUpRow).where(FollowUpRow.shop == shop).order_by(FollowUpRow.reviewed_at.desc())
    )
    return [BattleReportCard.model_validate(row.report) for row in rows]


def last_time(session: Session, shop: str, detector: str, key: str) -> BattleReportCard | None:
    """The newest final report on an alert of this kind about the very same; None where there is none."""
    row = session.scalars(
        select(FollowUpRow)
        .where(
            FollowUpRow.shop == shop,
            FollowUpRow.detector == detector,
            FollowUpRow.key == key,
            FollowUpRow.final.is_(True),
        )
        .order_by(FollowUpRow.reviewed_at.desc())
        .limit(1)
    ).first()
    return BattleReportCard.model_validate(row.report) if row else None
