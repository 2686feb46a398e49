"""A whole home with a small shop in it: an alert is found, marked done, and time goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from brain.bootstrap import open_brain
from brain.desk import Desk
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import make_shop
from brain.kernel.clock import FixedClock
from cards.alert.model import AlertCard
from cards.battle_report.model import BattleReportCard
from tests.opportunities.shops import SHOP, TODAY


def morning(day: date) -> datetime:
    """Half past eight of the shop's clock."""
    return datetime.combine(day, time(8, 30), ZoneInfo(SHOP.zone)).astimezone(UTC)


@dataclass
class DoneAlert:
    """One home whose clock the test moves; `plant` writes the rows from which the alert is found."""

    folder: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(morning(TODAY)))
    batches: int = 0

    def __post_init__(self) -> None:
        self.brain = open_brain(self.folder, self.clock)
        make_shop(self.warehouse, SHOP, datetime(2026, 1, 1, tzinfo=UTC))

    @property
    def warehouse(self) -> Warehouse:
        """Where rows are planted."""
        return self.brain.parts.warehouse

    @property
    def desk(self) -> Desk:
        """The owner's desk as of now."""
        return self.brain.desk(SHOP.id)

    def brought(self, kind: str, last: date) -> None:
        """A file of this kind came in now, whose rows reach `last`: the data has another version."""
        self.batches += 1
        with self.warehouse.writing() as cursor:
            cursor.execute(
                """INSERT INTO import_batch (batch_id, shop_id, kind, source, file_name, file_sha256, imported_at, rows_read, loaded,
                   duplicates, quarantined, from_on, to_on, mapping, state) VALUES (?, ?, ?, 'canonical', ?, '', ?, 0, 0, 0, 0, ?, ?, '{}', 'visible')""",
                [
                    f"b{self.batches}",
                    SHOP.id,
                    kind,
                    f"{kind}.csv",
                    self.clock.now().replace(tzinfo=None),
                    TODAY,
                    last,
                ],
            )
            cursor.execute(
                "INSERT INTO data_version VALUES (?, 1) ON CONFLICT (shop_id) DO UPDATE SET version = version + 1",
                [SHOP.id],
            )

    def done(self, detector: str, plant: Callable[[Warehouse], None]) -> AlertCard:
        """Plant, find the alert of this detector, mark it done today."""
        plant(self.warehouse)
        self.brought("orders", TODAY - timedelta(days=1))
        card = next(card for card in self.desk.cards() if card.detector == detector)
        assert isinstance(card, AlertCard)
        self.desk.decide(card.id, "accept")
        return card

    def later(self, days: int) -> None:
        """So many days after the day on which it was marked done, in the morning."""
        self.clock.advance(morning(TODAY + timedelta(days=days)) - self.clock.now())

    def report(self) -> BattleReportCard:
        """Run what is due and read the only report."""
        self.desk.run_due()
        (report,) = self.desk.reports()
        return report

    def close(self) -> None:
        """Let go of the home."""
        self.brain.close()
