"""A shop's meter: every call of a model in the ledger, and the day's limits kept."""

from __future__ import annotations

from decimal import Decimal

from brain.kernel.clock import Clock, shop_day
from brain.kernel.settings import Settings
from brain.ledger.model_calls import add_model_call, spent_on
from brain.ledger.store import Ledger
from brain.llm.metering import Spent


class ShopMeter:
    """What one shop's models may use in one of its days. A limit of 0 is none. Safe to share between threads."""

    def __init__(
        self,
        ledger: Ledger,
        shop: str,
        zone: str,
        clock: Clock,
        *,
        daily_cost: Decimal = Decimal(0),
        daily_tokens: int = 0,
    ) -> None:
        self._ledger = ledger
        self._shop = shop
        self._zone = zone
        self._clock = clock
        self._daily_cost = daily_cost
        self._daily_tokens = daily_tokens

    def may_spend(self) -> bool:
        """False from the moment at which the day's calls have reached a limit, until the shop's next day begins."""
        if not self._daily_cost and not self._daily_tokens:
            return True
        with self._ledger.reading() as session:
            spent = spent_on(session, self._shop, shop_day(self._clock.now(), self._zone))
        within_cost = not self._daily_cost or spent.cost < self._daily_cost
        return within_cost and (not self._daily_tokens or spent.tokens < self._daily_tokens)

    def record(self, spent: Spent) -> None:
        """Keep one call, failed or not."""
        now = self._clock.now()
        with self._ledger.session() as session:
            add_model_call(
                session,
                self._shop,
                shop_day(now, self._zone),
                now,
                role=spent.role,
                model=spent.model,
                tokens_in=spent.usage.tokens_in,
                tokens_out=spent.usage.tokens_out,
                estimated=spent.usage.estimated,
                cost=spent.cost,
                seconds=spent.seconds,
                outcome=spent.outcome,
            )


def shop_meter(ledger: Ledger, shop: str, zone: str, clock: Clock, settings: Settings) -> ShopMeter:
    """A shop's meter with the limits of the settings."""
    return ShopMeter(
        ledger,
        shop,
        zone,
        clock,
        daily_cost=settings.model_daily_cost,
        daily_tokens=settings.model_daily_tokens,
    )
