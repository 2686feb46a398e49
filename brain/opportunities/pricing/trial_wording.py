"""What a card about a price worth a test says, in claims."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from brain.analysis.log_linear import EIGHTY
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.pricing.trials import LEAST_CHANCE, LEAST_WEEKS_AT, WEEKS
from cards.model import Bar, Look

# A stretch of the test should hold so many pieces (more where weeks scatter more than counting does), or chance decides; longer than six weeks the seasons do.
ENOUGH_PIECES, LEAST_ARM_WEEKS, MOST_ARM_WEEKS = 40, 2, 6
MOST_PRICES = 8
Args = dict[str, Claim | Text | Day | int | str]


@dataclass(frozen=True)
class Trial:
    """One product with a price to try: its rows of the scan from `row` on, what the judge worked out, and today."""

    name: str
    product: str
    row: int
    result: Result
    told: Mapping[str, float]
    today: date

    def money(self, name: str) -> Claim:
        """An amount that the judge worked out."""
        return self.result.claim_of(round(self.told[name], 2), "money")

    def pieces(self, value: float) -> Claim:
        """Pieces, in tenths."""
        return self.result.claim_of(round(value, 1), "number")

    @property
    def cost(self) -> float:
        """What a piece costs the shop; 0 where the product file is silent."""
        return float(self.result.rows[self.row][self.result.columns.index("cost")] or 0)

    @property
    def margin(self) -> bool:
        """Whether gross profit is judged (the cost is known) and not revenue."""
        return self.told["margin"] > 0

    @property
    def dearer(self) -> bool:
        """Whether the price to try is above today's."""
        return self.told["test"] > self.told["price"]

    @property
    def step(self) -> Claim:
        """How far the price to try lies from today's."""
        return self.result.claim_of(round(abs(self.told["test"] / self.told["price"] - 1), 3), "rate")

    @property
    def enough(self) -> int:
        """Pieces a week at the price to try that earn as much as today."""
        spared = self.cost if self.margin else 0.0
        return math.ceil(self.told["now"] / (self.told["test"] - spared))

    @property
    def arm_days(self) -> int:
        """How long each of the two prices stands."""
        weeks = math.ceil(ENOUGH_PIECES * self.told["scatter"] / self.told["units"])
        return 7 * min(max(weeks, LEAST_ARM_WEEKS), MOST_ARM_WEEKS)

    @property
    def begin(self) -> date:
        """The next Monday, so that both stretches hold the same weekdays."""
        return self.today + timedelta(days=7 - self.today.weekday())

    @property
    def weeks(self) -> list[tuple[float, float]]:
        """Price and pieces of each week of this product that had a sale."""
        columns = self.result.columns
        product, price, units = (columns.index(name) for name in ("product_id", "price", "units"))
        rows = self.result.rows[self.row : self.row + WEEKS]
        return [
            (float(row[price]), float(row[units]))
            for row in rows
            if row[product] == self.product and row[price]
        ]


def headline(trial: Trial) -> Text:
    """Which price instead of which, and what it is expected to bring."""
    args: Args = {
        "name": trial.name, "test": trial.money("test"), "price": trial.money("price"), "mid": trial.money("mid"), "low": trial.money("low"), "high": trial.money("high"),
    }  # fmt: skip
    if trial.margin:
        return Text(
            msg=N_(
                "{name} at {test} instead of {price} is worth a test: expected {mid} more gross profit a week ({low} to {high})."
            ),
            args=args,
        )
    return Text(
        msg=N_(
            "{name} at {test} instead of {price} is worth a test: expected {mid} more sales a week ({low} to {high})."
        ),
        args=args,
    )


def why_now(trial: Trial) -> Text:
    """What its own past prices told."""
    args: Args = {
        "weeks": trial.result.claim_of(round(trial.told["weeks"]), "count"),
        "cheapest": trial.money("cheapest"),
        "dearest": trial.money("dearest"),
        "less": trial.result.claim_of(round(-trial.told["elasticity"], 1), "number"),
    }
    return Text(
        msg=N_(
            "It stood between {cheapest} and {dearest} in {weeks} weeks of the last year. A price 1 % higher went with {less} % fewer pieces, the rest of the shop taken into account."
        ),
        args=args,
    )


def evidence_of(trial: Trial) -> list[Text]:
    """What it sold, how sure the answer to price is, today's week, and the week expected at the price to try."""
    return [_answer(trial), _now(trial), _then(trial)]


def _answer(trial: Trial) -> Text:
    low, high = (-trial.told[end] for end in ("elasticity_high", "elasticity_low"))
    return Text(
        msg=N_("{sold} pieces in these weeks; the 1 % stands for {low} to {high} % fewer pieces (80 % range, negative: more pieces)."),
        args={
            "sold": trial.result.claim_of(round(trial.told["sold"]), "count"), "low": trial.pieces(low), "high": trial.pieces(high),
        },
    )  # fmt: skip


def _now(trial: Trial) -> Text:
    args: Args = {
        "units": trial.pieces(trial.told["units"]),
        "price": trial.money("price"),
        "now": trial.money("now"),
    }
    if trial.margin:
        args["cost"] = trial.result.claim_of(round(trial.cost, 2), "money")
        return Text(
            msg=N_("Lately {units} pieces a week at {price}: {now} gross profit at a cost of {cost}."),
            args=args,
        )
    return Text(
        msg=N_(
            "Lately {units} pieces a week at {price}: {now} of sales. The cost is unknown, so sales are judged."
        ),
        args=args,
    )


def _then(trial: Trial) -> Text:
    return Text(
        msg=N_("Expected at {test}: {low} to {high} pieces a week."),
        args={
            "test": trial.money("test"),
            "low": trial.pieces(trial.told["units_low"]),
            "high": trial.pieces(trial.told["units_high"]),
        },
    )


def steps(trial: Trial) -> tuple[Text, ...]:
    """A stretch at the new price, an equal one at the old price, nothing else changed, and the rule that decides."""
    back = trial.begin + timedelta(days=trial.arm_days)
    end = back + timedelta(days=trial.arm_days)
    days: Args = {
        "first": Day(day=trial.begin, weekday=True),
        "last": Day(day=back - timedelta(days=1), weekday=True),
    }
    again: Args = {
        "first": Day(day=back, weekday=True),
        "last": Day(day=end - timedelta(days=1), weekday=True),
    }
    return (
        Text(msg=N_("From {first} to {last} ask {test} in every channel."), args={**days, "test": trial.money("test")}),
        Text(msg=N_("From {first} to {last} ask {price} again, to compare."), args={**again, "price": trial.money("price")}),
        Text(msg=N_("Until then no promotion and no post about it, and keep it in stock.")),
        Text(
            msg=N_("On {day}: keep {test} if it sold {enough} pieces a week or more, in a shop as busy as while it was {price}; otherwise stay at {price}."),
            args={
                "day": Day(day=end, weekday=True), "test": trial.money("test"), "price": trial.money("price"),
                "enough": trial.result.claim_of(trial.enough, "count"),
            },
        ),
    )  # fmt: skip


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Pieces of {weeks} weeks against price, trend and what the rest of the shop sold, drawn towards published answers to price; of prices up to 15 % away and near those seen, the one whose gain is surest, where a gain has a chance of {chance} or above."
        ),
        args={"weeks": WEEKS, "chance": f"{LEAST_CHANCE:.0%}"},
    )


def rests_on(trial: Trial) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_(
            "{sold} pieces in {weeks} weeks at several prices. In made-up shops 8 of 10 such tests brought more."
        ),
        args={
            "sold": trial.result.claim_of(round(trial.told["sold"]), "count"),
            "weeks": trial.result.claim_of(round(trial.told["weeks"]), "count"),
        },
    )


def strongest_doubt(trial: Trial) -> Text:
    """How much chance alone moves one stretch of the test."""
    pieces = trial.told["units"] * trial.arm_days / 7
    chance = EIGHTY * math.sqrt(trial.told["scatter"] / max(pieces, 1.0))
    return Text(
        msg=N_(
            "Each stretch of the test holds about {pieces} pieces, which chance alone moves by {chance} either way; and prices may have been changed when demand changed anyway."
        ),
        args={
            "pieces": trial.result.claim_of(round(pieces), "count"),
            "chance": trial.result.claim_of(round(chance, 2), "rate"),
        },
    )


def would_change(trial: Trial) -> Text:
    """What in the test would call it off."""
    return Text(
        msg=N_("Fewer than {enough} pieces a week at {test}: then the present price earns more."),
        args={"enough": trial.result.claim_of(trial.enough, "count"), "test": trial.money("test")},
    )


def look(trial: Trial) -> Look | None:
    """Pieces a week at each price that stood for a fortnight; today's stands out. None with fewer than two prices."""
    units: dict[float, list[float]] = defaultdict(list)
    for price, sold in trial.weeks:
        units[round(price, 2)].append(sold)
    stood = sorted(price for price, weeks in units.items() if len(weeks) >= LEAST_WEEKS_AT)[:MOST_PRICES]
    if len(stood) < 2:
        return None
    points = tuple(
        Bar(
            label=Text(msg="{price}", args={"price": trial.result.claim_of(price, "money")}),
            value=Decimal(str(round(sum(units[price]) / len(units[price]), 1))),
            marked=math.isclose(price, trial.told["price"], rel_tol=0.02),
        )
        for price in stood
    )
    return Look(
        title=Text(msg=N_("Pieces a week at each price, in weeks with a sale")), shape="bars", unit="number", points=points,
        receipt=trial.result.receipt.id,
    )  # fmt: skip


def basis(trial: Trial) -> Text:
    """What the expected effect rests on."""
    return Text(
        msg=N_(
            "a week at the price to try, from {weeks} weeks of this product's own prices and published answers to price; not tested here yet"
        ),
        args={"weeks": trial.result.claim_of(round(trial.told["weeks"]), "count")},
    )
