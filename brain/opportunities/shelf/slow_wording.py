"""What a card about stock that lies too long says, in claims."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from brain.analysis.clearance import Ladder, NotCleared
from brain.analysis.price_points import price_point
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.shelf.slow import LEAST_COVER, LEAST_PIECES, SPELL, SPELLS, WEEKS
from cards.model import Bar, Look

LONGEST_SAID = 730
# A first step that buyers notice and that leaves most of the margin.
TRIAL, TRIAL_DAYS = 0.85, 28
Args = dict[str, Claim | Text | Day | int | str]

WHY_NO_PRICES: dict[NotCleared, str] = {
    "no_cost": N_(
        "No prices are proposed: the product file names no cost, and below cost nobody should guess."
    ),
    "no_overstock": N_("No prices are proposed: most of it sells in the coming weeks."),
    "no_room_above_floor": N_("No prices are proposed: even the first step down would be below cost."),
    "cannot_tell": N_(
        "Whether lower prices bring more money cannot be told from what is known; a trial of one price tells more than a ladder."
    ),
    "cut_brings_no_more": N_(
        "No prices are proposed: lower ones would not bring more money than the present one."
    ),
}


@dataclass(frozen=True)
class Slow:
    """One product with too much stock: its row of the scan, what the judge worked out, and the prices that would clear it, or why none do."""

    name: str
    row: int
    result: Result
    told: Mapping[str, float]
    today: date
    end: date
    ladder: Ladder | NotCleared

    def cell(self, column: str) -> float:
        """A figure of its row; 0 where the facts are silent."""
        return float(self.result.rows[self.row][self.result.columns.index(column)] or 0)

    def count(self, value: float) -> Claim:
        """Whole pieces or days as a claim."""
        return self.result.claim_of(round(value), "count")

    def money(self, amount: float) -> Claim:
        """An amount as a claim on the scan's rows."""
        return self.result.claim_of(round(amount, 2), "money")

    @property
    def never(self) -> bool:
        """Whether it lasts so long that a number of days says nothing."""
        return self.told["cover"] > LONGEST_SAID

    @property
    def pace(self) -> Claim:
        """Pieces in four weeks."""
        return self.result.claim_of(round(self.told["mid"] * SPELL, 1), "number")

    @property
    def until(self) -> date:
        """When the weeks of clearing are over."""
        return self.today + timedelta(days=7 * WEEKS)


def headline(slow: Slow) -> Text:
    """How much of what, and for how long."""
    args: Args = {"pieces": slow.count(slow.told["pieces"]), "name": slow.name}
    if slow.never:
        return Text(
            msg=N_(
                "{pieces} pieces of {name} are in stock, enough for more than two years at the present pace."
            ),
            args=args,
        )
    return Text(
        msg=N_("{pieces} pieces of {name} are in stock, enough for about {days} days at the present pace."),
        args={**args, "days": slow.count(slow.told["cover"])},
    )


def why_now(slow: Slow) -> Text:
    """What is tied up, and what would be left after the coming weeks."""
    left = slow.count(slow.told["left"])
    cost = slow.cell("cost")
    if not cost:
        return Text(
            msg=N_("In {weeks} weeks about {left} of them would still be there."),
            args={"weeks": WEEKS, "left": left},
        )
    return Text(
        msg=N_("In {weeks} weeks about {left} of them would still be there: {money} of cost tied up."),
        args={"weeks": WEEKS, "left": left, "money": slow.money(slow.told["left"] * cost)},
    )


def evidence_of(slow: Slow) -> list[Text]:
    """The count, the spells of sales, last year's coming weeks, and what the ladder was worked out from."""
    texts = [_count(slow), _spells(slow), _last_year(slow)]
    if isinstance(slow.ladder, Ladder):
        texts.append(_worked_out(slow, slow.ladder))
    return texts


def _count(slow: Slow) -> Text:
    args: Args = {
        "day": Day(day=slow.end - timedelta(days=round(slow.cell("counted_ago")))),
        "on_hand": slow.count(slow.cell("on_hand")),
        "since": slow.count(slow.cell("since_count")),
    }
    if slow.cell("incoming"):
        args["incoming"] = slow.count(slow.cell("incoming"))
        return Text(
            msg=N_("Counted on {day}: {on_hand}, sold since then {since}; {incoming} more are on their way."),
            args=args,
        )
    return Text(msg=N_("Counted on {day}: {on_hand}, sold since then {since}; none on their way."), args=args)


def _spells(slow: Slow) -> Text:
    return Text(
        msg=N_("Sold in the last three spells of {days} days, newest first: {first}, {second}, {third}. Taken as {pace} a spell."),
        args={
            "days": SPELL, "first": slow.count(slow.cell("spell_1")), "second": slow.count(slow.cell("spell_2")),
            "third": slow.count(slow.cell("spell_3")), "pace": slow.pace,
        },
    )  # fmt: skip


def _last_year(slow: Slow) -> Text:
    if not slow.cell("year_known"):
        return Text(
            msg=N_(
                "The orders do not reach back a year: whether a season is coming that would clear it is not known."
            )
        )
    return Text(
        msg=N_("A year ago the coming {weeks} weeks sold {units} pieces: no season that would clear it."),
        args={"weeks": WEEKS, "units": slow.count(slow.cell("last_year"))},
    )


def _worked_out(slow: Slow, ladder: Ladder) -> Text:
    rate = slow.result.claim_of(round(ladder.chance, 2), "rate")
    return Text(
        msg=N_(
            "In {chance} of 81 cases of pace and response to price these prices bring more money than {price} throughout; none is below the cost of {cost}."
        ),
        args={"chance": rate, "price": slow.money(slow.cell("price")), "cost": slow.money(slow.cell("cost"))},
    )


def steps(slow: Slow) -> tuple[Text, ...]:
    """Stop buying; then the prices with their days, or what else moves it."""
    stop = Text(
        msg=N_("Order no more of {name} until fewer than {pieces} are left."),
        args={"name": slow.name, "pieces": slow.count(max(slow.told["mid"] * 2 * SPELL, 1))},
    )
    if not isinstance(slow.ladder, Ladder):
        return (stop, *_without_prices(slow, slow.ladder))
    rungs = [_rung(slow, slow.ladder, place) for place in range(len(slow.ladder.rungs))]
    end = Text(
        msg=N_("Enter each price as a promotion with its end, and stop earlier when {pieces} are left."),
        args={"pieces": slow.count(max(slow.told["mid"] * 2 * SPELL, 1))},
    )
    return (stop, *rungs, end)


def _rung(slow: Slow, ladder: Ladder, place: int) -> Text:
    rung = ladder.rungs[place]
    later = ladder.rungs[place + 1].week if place + 1 < len(ladder.rungs) else WEEKS
    return Text(
        msg=N_("From {first} to {last}: {price}, expected {low} to {high} pieces."),
        args={
            "first": Day(day=slow.today + timedelta(days=7 * rung.week)),
            "last": Day(day=slow.today + timedelta(days=7 * later - 1)),
            "price": slow.money(price_point(rung.price, slow.cell("cost"))), "low": slow.count(rung.units.low), "high": slow.count(rung.units.high),
        },
    )  # fmt: skip


def _without_prices(slow: Slow, why: NotCleared) -> tuple[Text, ...]:
    if why == "no_cost":
        return (
            Text(
                msg=N_(
                    "Enter its cost in the product file; then prices that stay above it can be worked out."
                )
            ),
            Text(msg=N_("Show it beside what sells, as an addition to the basket, at the present price.")),
        )
    trial = _trial(slow) if why == "cannot_tell" else None
    if trial is not None:
        return (trial, Text(msg=N_("Ask the supplier to take some back or to exchange it.")))
    return (
        Text(msg=N_("Leave the price; show it beside what sells, as an addition to the basket.")),
        Text(msg=N_("Ask the supplier to take some back or to exchange it.")),
    )


def _trial(slow: Slow) -> Text | None:
    """One lower price for four weeks, and how many pieces must go for it to stay; None where it would be below cost."""
    price = price_point(TRIAL * slow.cell("price"))
    if price < slow.cell("cost"):
        return None
    return Text(
        msg=N_("Try {price} from {first} to {last}; keep it if {units} pieces or more go in that time, otherwise go back to {before}."),
        args={
            "price": slow.money(price), "first": Day(day=slow.today), "last": Day(day=slow.today + timedelta(days=TRIAL_DAYS - 1)),
            # As many as bring the same money, and one more, which is what chance alone would do.
            "units": slow.count(math.ceil(slow.told["mid"] * TRIAL_DAYS / TRIAL) + 1), "before": slow.money(slow.cell("price")),
        },
    )  # fmt: skip


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Pieces in stock against the pace of {days} days, newer ones counting more, and against the same coming weeks a year ago; shown from {pieces} pieces and {cover} days on. Prices: of all that fall in steps of a tenth and stay above cost, those that bring most money in {weeks} weeks."
        ),
        args={"days": SPELL * SPELLS, "pieces": LEAST_PIECES, "cover": LEAST_COVER, "weeks": WEEKS},
    )


def rests_on(slow: Slow) -> Text:
    """What the confidence rests on."""
    low, high = (slow.result.claim_of(round(slow.told[end] * SPELL, 1), "number") for end in ("low", "high"))
    return Text(
        msg=N_("A count and {units} pieces sold in {days} days: a pace of {low} to {high} in four weeks (80 % range)."),
        args={
            "units": slow.count(slow.cell("spell_1") + slow.cell("spell_2") + slow.cell("spell_3")), "days": SPELL * SPELLS,
            "low": low, "high": high,
        },
    )  # fmt: skip


def strongest_doubt(slow: Slow) -> Text:
    """The doubt that weighs most."""
    if isinstance(slow.ladder, Ladder):
        return Text(
            msg=N_(
                "How buyers of this product answer to a price is not known; published figures of other shops stand in."
            )
        )
    return Text(
        msg=N_("You may be keeping it for a campaign or a season that last year's sales do not show.")
    )


def would_change(slow: Slow) -> Text:
    """What pace would call it off."""
    needed = slow.told["pieces"] / LEAST_COVER * SPELL
    return Text(
        msg=N_("If {units} pieces or more sell in four weeks at the present price, it clears by itself."),
        args={"units": slow.count(needed)},
    )


def rejected(slow: Slow) -> tuple[Text, ...]:
    """Why there are no prices, where there are none."""
    return () if isinstance(slow.ladder, Ladder) else (Text(msg=WHY_NO_PRICES[slow.ladder]),)


def look(slow: Slow) -> Look | None:
    """Today's price and those that follow; None without a ladder."""
    if not isinstance(slow.ladder, Ladder):
        return None
    later = [
        Bar(
            label=Text(msg="{day}", args={"day": Day(day=slow.today + timedelta(days=7 * rung.week))}),
            value=Decimal(str(price_point(rung.price, slow.cell("cost")))),
            marked=True,
        )
        for rung in slow.ladder.rungs
    ]
    now = Bar(label=Text(msg=N_("Until now")), value=Decimal(str(round(slow.cell("price"), 2))))
    return Look(
        title=Text(msg=N_("Price from each day on")), shape="bars", unit="money", currency=slow.result.currency, points=(now, *later),
        limit=Decimal(str(round(slow.cell("cost"), 2))), limit_label=Text(msg=N_("Cost")), receipt=slow.result.receipt.id,
    )  # fmt: skip


def basis(slow: Slow, low: float, high: float) -> Text:
    """What the expected effect rests on, and the whole of which it is a week's share."""
    args: Args = {"weeks": WEEKS, "low": slow.money(low), "high": slow.money(high)}
    if isinstance(slow.ladder, Ladder):
        msg = N_(
            "a week's share of {low} to {high} that these prices bring more than the present one in {weeks} weeks, by this product's pace and published responses to price; no such sale was reviewed here yet"
        )
        return Text(msg=msg, args=args)
    msg = N_(
        "a week's share of what holding it costs in {weeks} weeks, {low} to {high}: about a quarter of its cost a year for money and space"
    )
    return Text(msg=msg, args=args)
