"""What a card about stock that runs out says, in claims."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.shelf.running_out import DAYS, PACE_DAYS, REVIEW_DAYS, WARN_AT
from cards.model import Bar, Look

# A count older than this is asked for again before anything is ordered.
OLD_COUNT = 3
LEAST_POINTS, MOST_POINTS = 2, 28


@dataclass(frozen=True)
class Out:
    """One SKU that runs out: its row of the scan, what the judge worked out, and the day from which days count."""

    name: str
    row: int
    result: Result
    told: Mapping[str, float]
    end: date
    today: date

    def cell(self, column: str) -> float:
        """A figure of its row."""
        return float(self.result.rows[self.row][self.result.columns.index(column)] or 0)

    def pieces(self, value: float) -> Claim:
        """Whole pieces as a claim."""
        return self.result.claim_of(round(value), "count")

    @property
    def pace(self) -> Claim:
        """Pieces a day."""
        return self.result.claim_of(round(self.told["pace"], 1), "number")

    @property
    def lead(self) -> int:
        """Days from ordering to the shelf."""
        return round(self.cell("lead_days"))

    @property
    def counted(self) -> date:
        """The day of the last count."""
        return self.end - timedelta(days=round(self.cell("counted_ago")))

    @property
    def arrival(self) -> date:
        """When goods ordered today could be there."""
        return self.today + timedelta(days=self.lead)

    @property
    def gone(self) -> bool:
        """Whether the shelf should be empty already."""
        return self.told["shelf"] <= 0

    @property
    def late(self) -> bool:
        """Whether even goods ordered today probably come too late."""
        return self.day(self.told["mid"]) < self.arrival

    @property
    def order_by(self) -> date:
        """The last day on which an order still probably comes in time; today where none does."""
        return max(self.day(self.told["mid"]) - timedelta(days=self.lead), self.today)

    def day(self, days: float) -> date:
        """The day on whose evening so many days are over; never one that is gone."""
        most = 730.0 if not math.isfinite(days) else days
        return max(self.end + timedelta(days=max(round(most), 1) - 1), self.today)


def headline(out: Out) -> Text:
    """What runs out, when, and whether a reorder comes in time."""
    if out.gone:
        return Text(
            msg=N_("{name} is sold out by the stock file, and a reorder takes {lead} days."),
            args={"name": out.name, "lead": out.lead},
        )
    args: dict[str, Claim | Text | Day | int | str] = {
        "name": out.name,
        "day": Day(day=out.day(out.told["mid"]), weekday=True),
        "lead": out.lead,
    }
    if out.late:
        return Text(
            msg=N_("{name} runs out around {day}, sooner than a reorder could arrive ({lead} days)."),
            args=args,
        )
    args["by"] = Day(day=out.order_by, weekday=True)
    return Text(
        msg=N_("{name} runs out around {day}; a reorder takes {lead} days, so order by {by}."), args=args
    )


def why_now(out: Out) -> Text:
    """The shelf against the pace."""
    args: dict[str, Claim | Text | Day | int | str] = {
        "shelf": out.pieces(out.told["shelf"]),
        "pace": out.pace,
        "arrival": Day(day=out.arrival),
    }
    if out.gone:
        return Text(
            msg=N_(
                "Lately {pace} pieces a day were sold. Ordered today, new ones could be there on {arrival}."
            ),
            args={"pace": out.pace, "arrival": Day(day=out.arrival)},
        )
    args["early"], args["late"] = (Day(day=out.day(out.told[end])) for end in ("early", "late"))
    return Text(
        msg=N_(
            "{shelf} pieces left at {pace} a day: empty between {early} and {late} (80 % range). Ordered today, new ones could be there on {arrival}."
        ),
        args=args,
    )


def evidence_of(out: Out) -> list[Text]:
    """The count, what was sold, what is on its way, and the chance."""
    return [_count(out), _sold(out), _coming(out), _chance(out)]


def _count(out: Out) -> Text:
    return Text(
        msg=N_("Counted on {day}: {on_hand}; sold since then: {since}. So {shelf} should be there."),
        args={
            "day": Day(day=out.counted),
            "on_hand": out.pieces(out.cell("on_hand")),
            "since": out.pieces(out.cell("since_count")),
            "shelf": out.pieces(out.told["shelf"]),
        },
    )


def _sold(out: Out) -> Text:
    return Text(
        msg=N_(
            "Sold in the last {days} days: {lately} pieces. Recent days count more, which gives {pace} a day now."
        ),
        args={"days": PACE_DAYS, "lately": out.pieces(out.cell("lately")), "pace": out.pace},
    )


def _coming(out: Out) -> Text:
    incoming = out.pieces(out.cell("incoming"))
    if incoming.value > 0:
        return Text(msg=N_("{n} pieces are on their way and counted in."), args={"n": incoming})
    return Text(msg=N_("The stock file names no delivery on its way."))


def _chance(out: Out) -> Text:
    rate = out.result.claim_of(round(out.told["before_arrival"], 2), "rate")
    if out.cell("lead_known"):
        return Text(
            msg=N_(
                "Chance that all is gone before goods ordered today could be there ({lead} days): {chance}."
            ),
            args={"lead": out.lead, "chance": rate},
        )
    return Text(
        msg=N_(
            "Chance that all is gone before goods ordered today could be there: {chance}. The stock file names no lead time; {lead} days are assumed."
        ),
        args={"lead": out.lead, "chance": rate},
    )


def steps(out: Out) -> tuple[Text, ...]:
    """Count where the count is old, order, and stop promoting until it is there."""
    found = []
    if out.cell("counted_ago") > OLD_COUNT:
        found.append(
            Text(
                msg=N_("Count {name} first: the last count is {days} days old."),
                args={"name": out.name, "days": round(out.cell("counted_ago"))},
            )
        )
    until = Day(day=out.today + timedelta(days=out.lead + REVIEW_DAYS))
    order: dict[str, Claim | Text | Day | int | str] = {
        "n": out.pieces(max(out.told["reorder"], 1.0)),
        "until": until,
    }
    if out.late or out.gone or out.order_by == out.today:
        found.append(
            Text(
                msg=N_(
                    "Order at least {n} pieces today: enough until {until} in 19 of 20 cases. Ask for express."
                ),
                args=order,
            )
        )
    else:
        order["by"] = Day(day=out.order_by, weekday=True)
        found.append(
            Text(
                msg=N_("Order at least {n} pieces by {by}: enough until {until} in 19 of 20 cases."),
                args=order,
            )
        )
    found.append(
        Text(
            msg=N_(
                "Leave {name} out of posts and offers until the delivery is there; show something in stock instead."
            ),
            args={"name": out.name},
        )
    )
    return tuple(found)


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Demand from {days} days, recent ones counting more and days without stock left out; shown when the shelf, with what is on its way, is empty before a reorder and {review} days more with a chance of {chance} or above."
        ),
        args={"days": DAYS, "review": REVIEW_DAYS, "chance": f"{WARN_AT:.0%}"},
    )


def rests_on(out: Out, days_sold: int) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("{sold} days with a sale in {days}, and the count of {day}."),
        args={
            "sold": out.result.claim_of(days_sold, "count"),
            "days": DAYS,
            "day": Day(day=out.counted),
        },
    )


def strongest_doubt(out: Out) -> Text:
    """The doubt that weighs most."""
    if not out.cell("incoming"):
        return Text(
            msg=N_(
                "If a delivery is on its way that the stock file does not name, there is no need to hurry."
            )
        )
    return Text(
        msg=N_(
            "The pace is that of ordinary weeks: a campaign or a festival in these days would empty the shelf sooner, a lull later."
        )
    )


def would_change(out: Out) -> Text:
    """How many pieces on the shelf would call it off."""
    enough = math.ceil(out.told["pace"] * (out.lead + REVIEW_DAYS))
    return Text(
        msg=N_("If a count finds {n} pieces or more, it lasts until a reorder in the usual round."),
        args={"n": out.pieces(enough)},
    )


def look(out: Out) -> Look | None:
    """Expected pieces each evening until a reorder could arrive; its day stands out. None where nothing is left or it comes at once."""
    days = min(out.lead + 1, MOST_POINTS)
    if out.gone or days < LEAST_POINTS:
        return None
    points = tuple(
        Bar(
            label=Text(msg="{day}", args={"day": Day(day=out.today + timedelta(days=ahead))}),
            value=Decimal(str(round(max(out.told["shelf"] - out.told["pace"] * (ahead + 1), 0.0), 1))),
            marked=ahead == out.lead,
        )
        for ahead in range(days)
    )
    return Look(
        title=Text(msg=N_("Expected pieces in the evening; a reorder of today arrives on the marked day")),
        shape="bars",
        unit="number",
        points=points,
        receipt=out.result.receipt.id,
    )


def basis(out: Out) -> Text:
    """What the expected effect rests on."""
    return Text(
        msg=N_(
            "sales of the days that the delivery comes sooner than if ordered once it is sold out, at this item's own pace of {pace} a day"
        ),
        args={"pace": out.pace},
    )
