"""Outcomes and the lessons drawn from them: how learning comes back to the next card, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.ledger.tables import LessonRow, OutcomeRow
from cards.battle_report.model import BattleReportCard


def keep_outcome(session: Session, report: BattleReportCard) -> None:
    """Store the newest report of an execution, replacing an earlier one."""
    session.merge(
        OutcomeRow(
            execution=report.execution,
            shop=report.shop,
            card=report.card,
            report=report.model_dump(mode="json"),
            final=report.final,
            reviewed_at=report.made_at,
        )
    )


def outcomes(session: Session, shop: str) -> list[BattleReportCard]:
    """All reports of a shop, newest first."""
    rows = session.scalars(
        select(OutcomeRow).where(OutcomeRow.shop == shop).order_by(OutcomeRow.reviewed_at.desc())
    )
    return [BattleReportCard.model_validate(row.report) for row in rows]


def find_outcome(session: Session, execution: str) -> BattleReportCard | None:
    """The newest report of one execution."""
    row = session.get(OutcomeRow, execution)
    return BattleReportCard.model_validate(row.report) if row else None


def keep_lesson(session: Session, lesson: LessonRow) -> None:
    """Store what a final outcome taught, once per execution."""
    session.merge(lesson)


def lessons(session: Session, shop: str) -> Sequence[LessonRow]:
    """What this shop has learned, newest first."""
    return session.scalars(
        select(LessonRow).where(LessonRow.shop == shop).order_by(LessonRow.learned_at.desc())
    ).all()
