"""Model calls: a day's tokens and cost add up exactly, for one shop and one day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from brain.ledger.model_calls import DayOfModels, add_model_call, model_calls, spent_on
from brain.ledger.store import Ledger
from brain.ledger.tables import ModelCallRow

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def add(ledger: Ledger, shop: str, day: date, tokens: int, cost: Decimal, outcome: str = "ok") -> None:
    with ledger.session() as session:
        add_model_call(
            session,
            shop,
            day,
            NOW,
            role="general",
            model="m" * 300,
            tokens_in=tokens,
            tokens_out=1,
            estimated=False,
            cost=cost,
            seconds=0.5,
            outcome=outcome,
        )


def test_a_day_is_one_shops_own(ledger: Ledger) -> None:
    """Another shop's calls and yesterday's do not count; without any the sums are nought."""
    add(ledger, "lane", TODAY, 10, Decimal("0.5"))
    add(ledger, "lane", TODAY, 20, Decimal("0.25"), "timeout")
    add(ledger, "lane", date(2026, 11, 19), 40, Decimal(4))
    add(ledger, "other", TODAY, 80, Decimal(8))
    with ledger.reading() as session:
        assert spent_on(session, "lane", TODAY) == DayOfModels(2, 32, Decimal("0.75"))
        assert spent_on(session, "nobody", TODAY) == DayOfModels(0, 0, Decimal(0))
        kept = model_calls(session, "lane")
        assert {row.outcome for row in kept} == {"ok", "timeout"}
        assert len(kept) == 3
        assert len(kept[0].model) == 120


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.decimals("0", "50", places=12), max_size=6))
def test_costs_add_up_and_never_round_down(ledger: Ledger, costs: list[Decimal]) -> None:
    """Each is right to a billionth and never below: a limit cannot be passed by many tiny calls."""
    for cost in costs:
        add(ledger, "lane", TODAY, 1, cost)
    with ledger.session() as session:
        kept = spent_on(session, "lane", TODAY).cost
        session.execute(delete(ModelCallRow))
    assert 0 <= kept - sum(costs, Decimal(0)) <= len(costs) * Decimal("0.000000001")
