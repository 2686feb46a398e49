"""What a card about a competitor below our price says, in claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.pricing.rivals import (
    CROSS_HIGH,
    CROSS_LOW,
    FRESH_DAYS,
    HABIT_DAYS,
    LEAST_FALL,
    LEAST_GAP,
    SALES_DAYS,
)
from cards.model import Bar, Look

# What must be left above the cost before following a price is even a choice.
LEAST_MARGIN = 0.05
LOOK_AGAIN_DAYS = 7
MOST_POINTS = 40
Args = dict[str, Claim | Text | Day | int | str]


@dataclass(frozen=True)
class Rival:
    """One product with a seller below us: its row of the scan, what the judge worked out, and what that seller asked before."""

    name: str
    row: int
    result: Result
    told: Mapping[str, float]
    seen: Result
    today: date

    def cell(self, column: str) -> float:
        """A figure of its row; 0 where the facts are silent."""
        return float(self.result.rows[self.row][self.result.columns.index(column)] or 0)

    @property
    def seller(self) -> str:
        """The competitor's name."""
        return str(self.result.rows[self.row][self.result.columns.index("seller")])

    def money(self, column: str) -> Claim:
        """An amount of its row."""
        return self.result.claim_of(round(self.cell(column), 2), "money")

    @property
    def gap(self) -> Claim:
        """How far they are below us."""
        return self.result.claim_of(round(self.told["gap"], 3), "rate")

    @property
    def can_follow(self) -> bool | None:
        """Whether their price would leave us something; None where the cost is unknown."""
        cost = self.cell("cost")
        return self.cell("theirs") >= (1 + LEAST_MARGIN) * cost if cost else None


def headline(rival: Rival) -> Text:
    """Who asks how much for what."""
    args: Args = {
        "name": rival.name,
        "theirs": rival.money("theirs"),
        "ours": rival.money("ours"),
        "gap": rival.gap,
    }
    if not rival.seller:
        return Text(msg=N_("A competitor now asks {theirs} for {name}, {gap} below your {ours}."), args=args)
    return Text(
        msg=N_("{seller} now asks {theirs} for {name}, {gap} below your {ours}."),
        args={**args, "seller": rival.seller},
    )


def why_now(rival: Rival) -> Text:
    """That it is new, and what hangs on it."""
    return Text(
        msg=N_("Until now they asked {habit} on average. This product sells {weekly} a week here."),
        args={
            "habit": rival.money("habit"),
            "weekly": rival.result.claim_of(round(rival.told["weekly"], 2), "money"),
        },
    )


def evidence_of(rival: Rival) -> list[Text]:
    """Sightings, our own sales, and what a piece costs us."""
    count = rival.result.claim_of
    texts = [
        Text(
            msg=N_("Sightings in the last {fresh} days: {now}, the last one on {day}. In the weeks before: {before}, at {habit} on average."),
            args={
                "now": count(round(rival.cell("seen_now")), "count"), "fresh": FRESH_DAYS,
                "day": Day(day=rival.today - timedelta(days=round(rival.cell("seen_ago")))),
                "before": count(round(rival.cell("seen_before")), "count"), "habit": rival.money("habit"),
            },
        ),
        Text(
            msg=N_("Sold here in the last {days} days: {units} pieces, now at {ours}."),
            args={"days": SALES_DAYS, "units": count(round(rival.cell("units")), "count"), "ours": rival.money("ours")},
        ),
    ]  # fmt: skip
    if rival.cell("cost"):
        texts.append(
            Text(
                msg=N_("A piece costs you {cost}; they ask {theirs}."),
                args={"cost": rival.money("cost"), "theirs": rival.money("theirs")},
            )
        )
    return texts


def steps(rival: Rival) -> tuple[Text, ...]:
    """Look at the offer, decide by the cost, say what ours has, look again."""
    return (
        Text(msg=N_("Look at their offer: the same size, in stock, and with which delivery cost?")),
        _decide(rival),
        Text(
            msg=N_(
                "Until then tell those who ask what is different here: fresh stock, delivery, advice, exchange."
            )
        ),
        Text(
            msg=N_("Look at their price again on {day}, before anything lasting is decided."),
            args={"day": Day(day=rival.today + timedelta(days=LOOK_AGAIN_DAYS), weekday=True)},
        ),
    )


def _decide(rival: Rival) -> Text:
    follow = rival.can_follow
    if follow is None:
        return Text(
            msg=N_(
                "If it is the same, decide with your cost in hand whether following pays; the product file names none."
            )
        )
    if not follow:
        return Text(
            msg=N_(
                "Do not follow: their {theirs} would leave less than {margin} above your cost of {cost}. Offer it together with something they do not have."
            ),
            args={
                "theirs": rival.money("theirs"),
                "cost": rival.money("cost"),
                "margin": f"{LEAST_MARGIN:.0%}",
            },
        )
    left = rival.result.claim_of(round(rival.cell("theirs") - rival.cell("cost"), 2), "money")
    now = rival.result.claim_of(round(rival.cell("ours") - rival.cell("cost"), 2), "money")
    return Text(
        msg=N_(
            "If it is the same: at {theirs} you would keep {left} a piece instead of {now}. Follow only for regular customers who ask, as a coupon with an end."
        ),
        args={"theirs": rival.money("theirs"), "left": left, "now": now},
    )


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Each seller's last price of the last {fresh} days against your price today and against that seller's own average of up to {habit} days; shown from {gap} below yours and {fall} below their habit."
        ),
        args={
            "fresh": FRESH_DAYS,
            "habit": HABIT_DAYS,
            "gap": f"{LEAST_GAP:.0%}",
            "fall": f"{LEAST_FALL:.0%}",
        },
    )


def rests_on(rival: Rival) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("{now} sightings of the low price and {before} earlier ones."),
        args={
            "now": rival.result.claim_of(round(rival.cell("seen_now")), "count"),
            "before": rival.result.claim_of(round(rival.cell("seen_before")), "count"),
        },
    )


def strongest_doubt(rival: Rival) -> Text:
    """The doubt that weighs most."""
    return Text(
        msg=N_("It may be another size, an old batch or a single piece: the prices file does not say.")
    )


def would_change(rival: Rival) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_("Their price back within {gap} of yours, or unchanged sales here by {day}."),
        args={"gap": f"{LEAST_GAP:.0%}", "day": Day(day=rival.today + timedelta(days=2 * LOOK_AGAIN_DAYS))},
    )


def look(rival: Rival) -> Look | None:
    """What they asked each time they were looked at; ours is the line across. None with fewer than two sightings."""
    rows = rival.seen.rows[-MOST_POINTS:]
    if len(rows) < 2:
        return None
    low = (1 - LEAST_GAP) * rival.cell("ours")
    points = tuple(
        Bar(
            label=Text(msg="{day}", args={"day": Day(day=day)}),
            value=Decimal(str(round(float(price), 2))),
            marked=float(price) <= low,
        )
        for day, price in rows
    )
    return Look(
        title=Text(msg=N_("What they asked each time")), shape="line", unit="money", currency=rival.seen.currency, points=points,
        limit=Decimal(str(round(rival.cell("ours"), 2))), limit_label=Text(msg=N_("Your price")), receipt=rival.seen.receipt.id,
    )  # fmt: skip


def basis() -> Text:
    """What the expected effect rests on."""
    return Text(
        msg=N_(
            "prior: published cross-price elasticities of {low} to {high}; how much of it can be kept is not known for this shop"
        ),
        args={"low": f"{CROSS_LOW:g}", "high": f"{CROSS_HIGH:g}"},
    )
