"""A shop with orders written straight into a real warehouse, and a post that went out to its customers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock, shop_day
from brain.ledger.cards import add_card
from brain.ledger.executions import add_decision, add_execution
from brain.ledger.links import add_link
from brain.ledger.segments import Arm, add_segment
from brain.ledger.store import Ledger, sqlite_url
from brain.ledger.tables import DecisionRow, ExecutionRow, PostRow
from brain.review.outcomes import review_done
from cards.battle_report.model import BattleReportCard
from cards.states import State
from tests.cards.made_up import made_up_card, made_up_effect

POSTED = datetime(2026, 11, 2, 2, tzinfo=UTC)  # ten o'clock in Shanghai
DAYS = 7
END = POSTED + timedelta(days=DAYS)
ZONE = "Asia/Shanghai"


@dataclass
class MadeUpShop:
    """A warehouse and a ledger of their own, and a clock that the test moves."""

    folder: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(END + timedelta(hours=1)))
    lines: int = 0

    def __post_init__(self) -> None:
        self.warehouse = Warehouse(self.folder / "warehouse.duckdb")
        self.ledger = Ledger(sqlite_url(self.folder / "ledger.db"))
        shop = Shop(id="shop", name="小鹿", zone=ZONE, currency="CNY", language="zh")
        self.shop = make_shop(self.warehouse, shop, POSTED)

    def facts(self) -> Facts:
        """A reader as of now."""
        return Facts(self.warehouse, self.shop, self.clock)

    def order(self, customer: str | None, at: datetime, paid: float, **more: Any) -> None:
        """One order line; `more` names further columns."""
        self.orders([(customer, at, paid)], **more)

    def orders(self, lines: Iterable[tuple[str | None, datetime, float]], **more: Any) -> None:
        """Many at once."""
        written = {
            "status": "paid",
            "line_type": "product",
            "refund_amount": 0,
            "category": "有机辅食",
        } | more
        rows = []
        for customer, at, paid in lines:
            self.lines += 1
            stored = at.astimezone(UTC).replace(tzinfo=None)
            row = {"shop_id": "shop", "row_key": f"k{self.lines}", "batch_id": "b", "row_no": self.lines,
                   "order_id": f"o{self.lines}", "order_key": f"o{self.lines}", "ordered_at": stored, "ordered_on": shop_day(at, ZONE), "ordered_hour": 10,
                   "discount_amount": 0, "paid_amount": Decimal(str(round(paid, 2))), "customer_key": customer} | written  # fmt: skip
            rows.append(row)
        if rows:
            names = list(rows[0])
            marks = ", ".join("?" for _ in names)
            with self.warehouse.writing() as cursor:
                cursor.executemany(
                    f"INSERT INTO order_line_version ({', '.join(names)}) VALUES ({marks})",
                    [list(row.values()) for row in rows],
                )
                self._count_up(cursor)

    def imported(self, at: datetime, first: datetime, last: datetime) -> None:
        """An order file brought in at `at` whose orders run from `first` to `last`."""
        row = {
            "batch_id": f"batch_{at.timestamp()}",
            "shop_id": "shop",
            "kind": "orders",
            "source": "canonical",
            "file_name": "orders.csv",
            "file_sha256": "0" * 64,
            "imported_at": at.astimezone(UTC).replace(tzinfo=None),
            **dict.fromkeys(("rows_read", "loaded", "duplicates", "quarantined"), 0),
            "from_on": shop_day(first, ZONE),
            "to_on": shop_day(last, ZONE),
            "mapping": "{}",
            "state": "visible",
        }
        with self.warehouse.writing() as cursor:
            cursor.execute(
                f"INSERT INTO import_batch ({', '.join(row)}) VALUES ({', '.join('?' for _ in row)})",
                list(row.values()),
            )
            self._count_up(cursor)

    @staticmethod
    def _count_up(cursor: Any) -> None:
        """The facts have another version now, as after every import."""
        cursor.execute(
            "INSERT INTO data_version VALUES ('shop', 1) ON CONFLICT (shop_id) DO UPDATE SET version = version + 1"
        )

    def post(
        self, arms: dict[str, Arm], *, name: str = "1", expected_low: float = 320, at: datetime = POSTED
    ) -> str:
        """A card that was accepted and went out at `at`; its execution's id."""
        low = Decimal(str(expected_low))
        effect = made_up_effect(low=low, mid=low * 2, high=low * 3)
        card = made_up_card(f"card_{name}", effect=effect, state=State.DONE)
        with self.ledger.session() as session:
            segment = f"seg_{name}" if arms else ""
            if arms:
                add_segment(session, segment, "shop", {}, arms, at)
            add_card(session, card, dedupe=name)
            add_link(session, f"code{name}", "shop", card.id, "", at)
            add_decision(
                session,
                DecisionRow(
                    id=f"dec_{name}", card=card.id, shop="shop", who="local", what="accept", at=at, edits={}
                ),
            )
            add_execution(
                session,
                ExecutionRow(id=f"exec_{name}", card=card.id, decision=f"dec_{name}", shop="shop", state=State.DONE.value, due_at=at,
                             channel="outbox", voice="friend", text="到货", segment=segment, link=f"code{name}", finished_at=at),
            )  # fmt: skip
            session.add(
                PostRow(id=f"post_{name}", shop="shop", execution=f"exec_{name}", idempotency_key=f"exec_{name}", channel="outbox",
                        text="到货", reached=sum(arm == "treated" for arm in arms.values()), posted_at=at)
            )  # fmt: skip
        return f"exec_{name}"

    def review(self) -> list[BattleReportCard]:
        """What the reviewer does when it is called."""
        with self.ledger.session() as session:
            return review_done(session, self.facts(), self.clock.now(), DAYS)

    def close(self) -> None:
        """Let go of both files."""
        self.warehouse.close()
        self.ledger.close()
