"""A shop's meter: calls are kept, the day's limit closes the door, and the shop's next day opens it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from brain.assistant.agent import ShopMeter, shop_meter
from brain.kernel.clock import FixedClock
from brain.kernel.settings import Settings
from brain.ledger.model_calls import model_calls
from brain.ledger.store import Ledger, sqlite_url
from brain.ledger.tables import ModelCallRow
from brain.llm.messages import Usage
from brain.llm.metering import Spent

# Half past eleven in the evening in Shanghai.
LATE = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger(sqlite_url(tmp_path / "ledger.db"))
    yield opened
    opened.close()


def spent(tokens: int, cost: str) -> Spent:
    return Spent("general", "small", Usage(tokens, 0), Decimal(cost), 0.1, "ok")


def test_the_limit_holds_until_the_shops_midnight(ledger: Ledger) -> None:
    """Half an hour later it is another day in Shanghai, though not yet in UTC; another shop is not touched."""
    clock = FixedClock(LATE)
    meter = ShopMeter(ledger, "lane", "Asia/Shanghai", clock, daily_cost=Decimal("0.5"))
    assert meter.may_spend()
    meter.record(spent(10, "0.4"))
    assert meter.may_spend()
    meter.record(spent(10, "0.1"))
    assert not meter.may_spend()
    assert ShopMeter(ledger, "other", "Asia/Shanghai", clock, daily_cost=Decimal("0.5")).may_spend()
    clock.advance(timedelta(minutes=31))
    assert meter.may_spend()
    with ledger.reading() as session:
        assert [(row.role, row.model, row.outcome) for row in model_calls(session, "lane")] == [
            ("general", "small", "ok")
        ] * 2


def test_the_settings_say_how_much(ledger: Ledger, tmp_path: Path) -> None:
    """Tokens as well as cost; nought is no limit."""
    clock = FixedClock(LATE)
    bounded = Settings(home=tmp_path, model_daily_tokens=100)
    meter = shop_meter(ledger, "lane", "Asia/Shanghai", clock, bounded)
    meter.record(spent(100, "0"))
    assert not meter.may_spend()
    free = Settings(home=tmp_path, model_daily_tokens=0)
    assert shop_meter(ledger, "lane", "Asia/Shanghai", clock, free).may_spend()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.decimals("0", "0.3", places=10), max_size=6), st.decimals("0.01", "1", places=2))
def test_no_more_is_spent_than_one_call_beyond_the_limit(
    ledger: Ledger, costs: list[Decimal], limit: Decimal
) -> None:
    """Whoever asks before each call stops at the first one that reaches the limit."""
    meter = ShopMeter(ledger, "lane", "UTC", FixedClock(LATE), daily_cost=limit)
    total = Decimal(0)
    for cost in costs:
        if not meter.may_spend():
            assert total + Decimal("0.00000001") >= limit
            break
        total += cost
        meter.record(spent(1, str(cost)))
    with ledger.session() as session:
        session.execute(delete(ModelCallRow))
    assert total <= limit + Decimal("0.3")
