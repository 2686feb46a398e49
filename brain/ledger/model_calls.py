"""What language models used and cost, call by call and day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from brain.kernel.ids import new_id
from brain.ledger.tables import ModelCallRow

NANO = Decimal("0.000000001")
LONGEST_MODEL_NAME = 120


@dataclass(frozen=True)
class DayOfModels:
    """A shop's calls of one day, failed ones included: how many, their tokens, and their cost in the prices' currency."""

    calls: int
    tokens: int
    cost: Decimal


def add_model_call(
    session: Session,
    shop: str,
    day: date,
    at: datetime,
    *,
    role: str,
    model: str,
    tokens_in: int,
    tokens_out: int,
    estimated: bool,
    cost: Decimal,
    seconds: float,
    outcome: str,
) -> None:
    """Keep one call on a shop's `day`. A cost is rounded up to a billionth, so that no limit is passed by rounding."""
    session.add(
        ModelCallRow(
            id=new_id("call", at),
            shop=shop,
            day=day,
            at=at,
            role=role,
            model=model[:LONGEST_MODEL_NAME],
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            estimated=estimated,
            cost_nano=int((cost / NANO).to_integral_value(ROUND_CEILING)),
            seconds=seconds,
            outcome=outcome,
        )
    )


def spent_on(session: Session, shop: str, day: date) -> DayOfModels:
    """What a shop's calls of a day add up to."""
    calls, tokens, nano = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(ModelCallRow.tokens_in + ModelCallRow.tokens_out), 0),
            func.coalesce(func.sum(ModelCallRow.cost_nano), 0),
        ).where(ModelCallRow.shop == shop, ModelCallRow.day == day)
    ).one()
    return DayOfModels(int(calls), int(tokens), int(nano) * NANO)


def model_calls(session: Session, shop: str, limit: int = 100) -> list[ModelCallRow]:
    """A shop's newest calls, newest first."""
    return list(
        session.scalars(
            select(ModelCallRow)
            .where(ModelCallRow.shop == shop)
            .order_by(ModelCallRow.at.desc(), ModelCallRow.id.desc())
            .limit(limit)
        )
    )
