"""What a card about a price that slipped says, in claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.pricing.slips import HISTORY_DAYS, LEAST_ALIKE, LEAST_DROP, LEAST_SHARE, NEW_DAYS
from cards.model import Bar, Look

MOST_POINTS = 40
Args = dict[str, Claim | Text | Day | int | str]


@dataclass(frozen=True)
class Slip:
    """One product whose price slipped: its row of the scan, what the judge worked out, its days, and the cheapest competitor (None: unknown)."""

    name: str
    row: int
    result: Result
    told: Mapping[str, float]
    days: Result
    rival: Result | None

    def cell(self, column: str) -> float:
        """A figure of its row; 0 where the facts are silent."""
        return float(self.result.rows[self.row][self.result.columns.index(column)] or 0)

    def word(self, column: str) -> str:
        """A word of its row."""
        return str(self.result.rows[self.row][self.result.columns.index(column)] or "")

    def money(self, amount: float) -> Claim:
        """An amount as a claim on the scan's rows."""
        return self.result.claim_of(round(amount, 2), "money")

    def count(self, value: float) -> Claim:
        """A number of things."""
        return self.result.claim_of(round(value), "count")

    @property
    def price(self) -> Claim:
        """What it costs now."""
        return self.money(self.told["price"])

    @property
    def right(self) -> Claim:
        """What it should cost: the usual price, less a promotion that is running, moved with the whole list."""
        return self.money(self.told["expected"])

    @property
    def below(self) -> Claim:
        """How much too low it is."""
        return self.result.claim_of(round(1 - self.told["price"] / self.told["expected"], 3), "rate")

    @property
    def sold(self) -> bool:
        """Whether pieces went at the low price."""
        return self.told["sold"] > 0

    @property
    def below_cost(self) -> bool:
        """Whether each piece costs the shop more than it brings."""
        return 0 < self.told["price"] < self.cell("cost")


def headline(slip: Slip) -> Text:
    """What costs how much instead of how much."""
    args: Args = {"name": slip.name, "price": slip.price, "right": slip.right, "below": slip.below}
    if slip.cell("rate"):
        args["promotion"] = slip.word("promotion")
        return Text(
            msg=N_("{name} costs {price}; even under {promotion} it should be {right}: {below} too low."),
            args=args,
        )
    if slip.sold:
        return Text(
            msg=N_("{name} sells for {price} instead of {right}: {below} lower, without a promotion."),
            args=args,
        )
    return Text(
        msg=N_(
            "{name} stands at {price} in the product file instead of {right}: {below} lower, without a promotion."
        ),
        args=args,
    )


def why_now(slip: Slip) -> Text:
    """What each further piece gives away."""
    each = slip.money(slip.told["expected"] - slip.told["price"])
    if not slip.sold:
        return Text(
            msg=N_("Nothing was sold at this price yet. Each piece from now on would give away {each}."),
            args={"each": each},
        )
    args: Args = {
        "units": slip.count(slip.cell("now_units")),
        "day": Day(day=slip.result.rows[slip.row][slip.result.columns.index("now_first")]),
        "each": each,
    }
    if slip.below_cost:
        args["cost"] = slip.money(slip.cell("cost"))
        return Text(
            msg=N_(
                "Since {day} {units} pieces went at this price, each {each} below what it should bring and below its cost of {cost}."
            ),
            args=args,
        )
    return Text(msg=N_("Since {day} {units} pieces went at this price, each giving away {each}."), args=args)


def evidence_of(slip: Slip) -> list[Text]:
    """The usual price, where the low one was seen, the rest of the list, cost and competitors."""
    texts = [_usual(slip), _where(slip), _list(slip)]
    cost = slip.cell("cost")
    if cost and not slip.below_cost:
        texts.append(
            Text(
                msg=N_("It costs {cost} to buy: there is still something left."),
                args={"cost": slip.money(cost)},
            )
        )
    if slip.rival is not None:
        texts.append(
            Text(
                msg=N_("The cheapest competitor asks {theirs} for it."),
                args={"theirs": slip.rival.claim(0, "theirs", "money")},
            )
        )
    return texts


def _usual(slip: Slip) -> Text:
    return Text(
        msg=N_(
            "{lines} of {all} order lines in the {days} days before had {usual}; none was below {lowest}."
        ),
        args={
            "lines": slip.count(slip.cell("usual_lines")),
            "all": slip.count(slip.cell("old_lines")),
            "days": HISTORY_DAYS - NEW_DAYS,
            "usual": slip.money(slip.told["usual"]),
            "lowest": slip.money(slip.cell("lowest_before")),
        },
    )


def _where(slip: Slip) -> Text:
    args: Args = {"lines": slip.count(slip.cell("now_lines")), "price": slip.price}
    if slip.sold and slip.told["listed"]:
        return Text(
            msg=N_("{lines} order lines have {price}, and the product file asks the same."), args=args
        )
    if slip.sold:
        listed = slip.cell("listed")
        if listed:
            args["listed"] = slip.money(listed)
            return Text(
                msg=N_("{lines} order lines have {price}, while the product file says {listed}."), args=args
            )
        return Text(msg=N_("{lines} order lines have {price}."), args=args)
    return Text(msg=N_("The product file asks {price}."), args={"price": slip.price})


def _list(slip: Slip) -> Text:
    return Text(
        msg=N_(
            "Of {known} products with a known price {moved} became cheaper in these days: it is not a new price list."
        ),
        args={"known": slip.count(slip.cell("known")), "moved": slip.count(slip.cell("moved"))},
    )


def steps(slip: Slip) -> tuple[Text, ...]:
    """Where to look, what to set, what to do with orders that came in, and where else to look."""
    args: Args = {"name": slip.name, "right": slip.right}
    if slip.told["listed"]:
        first = Text(
            msg=N_(
                "If {price} is not meant: set {name} back to {right} in the shop system now, in every channel."
            ),
            args={**args, "price": slip.price},
        )
    else:
        first = Text(
            msg=N_(
                "If {price} is not meant: look where it comes from (a channel, a price tag, a key of the till) and set {name} back to {right}."
            ),
            args={**args, "price": slip.price},
        )
    found = [first]
    if slip.sold:
        found.append(
            Text(
                msg=N_(
                    "Keep to the price for orders that are paid already; write to those customers only if you cannot deliver."
                )
            )
        )
    found.append(Text(msg=N_("Look at what else was entered on the same day.")))
    if not slip.cell("rate"):
        found.append(
            Text(
                msg=N_(
                    "If it is meant: enter it as a promotion with an end, so that it is not taken for a slip."
                )
            )
        )
    return tuple(found)


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "The price of the last {new} days and of the product file against the price of at least {share} of the lines in the {days} days before; shown from {drop} below it, unless the whole list or {alike} products fell alike, a promotion allows it, it was seen before, or it was for a large quantity."
        ),
        args={
            "new": NEW_DAYS, "share": f"{LEAST_SHARE:.0%}", "days": HISTORY_DAYS - NEW_DAYS, "drop": f"{LEAST_DROP:.0%}",
            "alike": LEAST_ALIKE,
        },
    )  # fmt: skip


def rests_on(slip: Slip) -> Text:
    """What the confidence rests on."""
    if slip.sold and slip.told["listed"]:
        return Text(msg=N_("Order lines and product file say the same; whether it was meant, only you know."))
    if slip.sold:
        return Text(
            msg=N_("{lines} order lines; whether it was meant, only you know."),
            args={"lines": slip.count(slip.cell("now_lines"))},
        )
    return Text(
        msg=N_(
            "The product file alone, whose prices are those of the order lines elsewhere; whether it was meant, only you know."
        )
    )


def strongest_doubt(slip: Slip) -> Text:
    """The doubt that weighs most."""
    if slip.below_cost:
        return Text(msg=N_("You may be selling it off on purpose."))
    return Text(msg=N_("You may have lowered the price on purpose, without entering a promotion."))


def would_change(slip: Slip) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_("A promotion for it in the promotions file, or lines at {right} again."),
        args={"right": slip.right},
    )


def look(slip: Slip) -> Look | None:
    """The price of each day with sales; the low ones stand out. None with fewer than two days, or where nothing was sold at the low price yet."""
    rows = slip.days.rows[-MOST_POINTS:]
    if len(rows) < 2 or not slip.sold:
        return None
    low = (1 - LEAST_DROP) * slip.told["expected"]
    points = tuple(
        Bar(
            label=Text(msg="{day}", args={"day": Day(day=day)}),
            value=Decimal(str(round(float(price), 2))),
            marked=float(price) <= low,
        )
        for day, price in rows
    )
    return Look(
        title=Text(msg=N_("Price on days with sales")), shape="line", unit="money", currency=slip.days.currency, points=points,
        limit=Decimal(str(round(slip.told["expected"], 2))), limit_label=Text(msg=N_("What it should cost")),
        receipt=slip.days.receipt.id,
    )  # fmt: skip


def basis(slip: Slip) -> Text:
    """What the expected effect rests on."""
    return Text(
        msg=N_("what each piece gives away, at the pace of the {days} days before: {units} pieces"),
        args={"days": HISTORY_DAYS - NEW_DAYS, "units": slip.count(slip.cell("old_units"))},
    )
