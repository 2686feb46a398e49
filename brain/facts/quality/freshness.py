"""How new a shop's data is, measured against how often its orders come."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from math import ceil
from statistics import median

from pydantic import BaseModel, ConfigDict

from brain.facts.reader import Facts
from brain.kernel.evidence import Claim, Receipt
from brain.kernel.i18n import Day, Text

RECENT_DAYS = 180
LEAST_DAYS = 5
"""With fewer order days than this a shop has no rhythm yet."""
GRACE = 2
"""An export taken this morning ends yesterday, and one day without orders is nobody's fault."""
STALE_FACTOR = 10
"""At so many times its usual longest pause the data is as good as none for today's decisions."""

ORDER_DAYS = """
    WITH day AS (SELECT DISTINCT ordered_on FROM order_line WHERE shop_id = $shop AND ordered_on <= $today)
    SELECT ordered_on FROM day WHERE ordered_on > (SELECT max(ordered_on) FROM day) - INTERVAL 3 YEAR ORDER BY 1"""


class Freshness(BaseModel):
    """The newest order day and import, and what is usual. `behind` counts full shop days without orders up to yesterday.

    `usual_pause` is the pause between order days that nine of ten pauses do not exceed, in days (1: orders daily);
    None for a shop without a rhythm yet. `staleness` runs from 0 (fresh) to 1.
    """

    model_config = ConfigDict(frozen=True)

    newest: date | None
    imported_at: datetime | None
    behind: int
    usual_pause: int | None
    allowed: int
    text: Text
    receipt: Receipt | None = None

    @property
    def staleness(self) -> float:
        """0 while the pause is usual, 1 at ten times that."""
        late = self.behind - self.allowed
        return min(1.0, max(0.0, late / (STALE_FACTOR * self.allowed))) if self.newest else 0.0

    @property
    def stale(self) -> bool:
        """Whether the newest order is older than usual."""
        return self.staleness > 0


def freshness(facts: Facts) -> Freshness:
    """How new the shop's orders are on its own day today; without any orders `newest` is None."""
    result = facts.sql(ORDER_DAYS, {"today": facts.today})
    imported = _last_import(facts)
    days = [row[0] for row in result.rows]
    if not days:
        return Freshness(
            newest=None,
            imported_at=imported,
            behind=0,
            usual_pause=None,
            allowed=GRACE,
            text=Text(msg="There are no orders here yet."),
        )
    pause = usual_pause(days)
    behind = max(0, (facts.today - days[-1]).days - 1)
    allowed = max(GRACE, pause or GRACE)
    claim = result.claim_of((facts.today - days[-1]).days, "days")
    return Freshness(
        newest=days[-1],
        imported_at=imported,
        behind=behind,
        usual_pause=pause,
        allowed=allowed,
        text=_words(pause, days[-1], claim, late=behind > allowed),
        receipt=result.receipt,
    )


def usual_pause(days: list[date]) -> int | None:
    """The pause in days that nine of ten pauses between recent order days do not exceed; None without a rhythm."""
    recent = [day for day in days if day > days[-1] - timedelta(days=RECENT_DAYS)]
    recent = recent if len(recent) >= LEAST_DAYS else days[-LEAST_DAYS:]
    if len(recent) < LEAST_DAYS:
        return None
    pauses = sorted((after - before).days for before, after in itertools.pairwise(recent))
    return max(ceil(median(pauses)), pauses[ceil(0.9 * len(pauses)) - 1])


def _words(pause: int | None, newest: date, age: Claim, *, late: bool) -> Text:
    when = Day(day=newest, year=True)
    if not late:
        return Text(msg="The newest orders are of {day}: up to date.", args={"day": when})
    if pause == 1:
        return Text(
            msg="Orders usually come daily; the newest is {age} days old ({day}).",
            args={"age": age, "day": when},
        )
    if pause is None:
        return Text(msg="The newest order is {age} days old ({day}).", args={"age": age, "day": when})
    return Text(
        msg="Orders usually come at least every {pause} days; the newest is {age} days old ({day}).",
        args={"pause": pause, "age": age, "day": when},
    )


def _last_import(facts: Facts) -> datetime | None:
    result = facts.sql(
        "SELECT max(imported_at) FROM import_batch WHERE shop_id = $shop AND state = 'visible' AND kind = 'orders'"
    )
    found: datetime | None = result.rows[0][0]
    return found.replace(tzinfo=UTC) if found else None
