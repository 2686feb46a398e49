"""What a card about left carts and repeated looks says, in claims."""

from __future__ import annotations

from dataclasses import dataclass

from brain.analysis.rhythm import ReturnRate
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.carts.left import BOUGHT_DAYS, CART_DAYS, LEAST_VIEWS, VIEW_DAYS
from brain.opportunities.goods import Choice
from brain.opportunities.saying import evidence
from cards.model import EvidenceRow

LEAST_EARLIER = 20
FEW_SHOWN = 0.5


@dataclass(frozen=True)
class Told:
    """What the words rest on: wishes (a row each), those of them that can be delivered, what became of earlier carts, the shelf.

    `reached` customers wish for something deliverable, `carts` of them have it in a cart, `shown` for one of the shown goods.
    """

    pairs: Result
    reached: int
    carts: int
    shown: int
    earlier: Result
    rate: ReturnRate
    days: int
    goods: Choice

    def count(self, many: int) -> Claim:
        """A count of wishes as a claim."""
        return self.pairs.claim_of(many, "count")

    @property
    def by_themselves(self) -> Claim | None:
        """The share of earlier carts ordered without a message; None where there were too few."""
        if self.rate.seen < LEAST_EARLIER:
            return None
        return self.earlier.claim_of(round(self.rate.rate, 3), "rate")


def headline(told: Told) -> Text:
    """Who wants something and has not ordered, in one line."""
    looking = told.reached - told.carts
    if told.carts and looking:
        return Text(
            msg=N_(
                "{carts} customers left something in the cart in the last {days} days, {looking} more keep looking at a product; none of them has ordered it."
            ),
            args={"carts": told.count(told.carts), "days": CART_DAYS, "looking": told.count(looking)},
        )
    if told.carts:
        return Text(
            msg=N_(
                "{carts} customers left something in the cart in the last {days} days and have not ordered it."
            ),
            args={"carts": told.count(told.carts), "days": CART_DAYS},
        )
    return Text(
        msg=N_(
            "{looking} customers looked at the same product {least} times or more within {days} days and have not ordered it."
        ),
        args={"looking": told.count(looking), "least": LEAST_VIEWS, "days": VIEW_DAYS},
    )


def why_now(told: Told) -> Text:
    """Why now rather than later."""
    rate = told.by_themselves
    if rate is None:
        return Text(
            msg=N_(
                "Such interest fades within days. How many would still order by themselves cannot be told: too few earlier carts are on record."
            )
        )
    return Text(
        msg=N_(
            "Such interest fades within days: of carts left earlier, {rate} were ordered within {days} days without a message."
        ),
        args={"rate": rate, "days": told.days},
    )


def evidence_rows(told: Told) -> tuple[EvidenceRow, ...]:
    """Who, what they want most, what became of earlier carts, and what is short."""
    texts = [
        Text(
            msg=N_(
                "{wishes} products wished for by {customers} customers: in the cart within {cart_days} days, or looked at {least} times or more within {view_days} days, not ordered since nor in the {bought_days} days before."
            ),
            args={
                "wishes": told.count(len(told.pairs.rows)),
                "customers": told.count(len({row[0] for row in told.pairs.rows})),
                "cart_days": CART_DAYS,
                "least": LEAST_VIEWS,
                "view_days": VIEW_DAYS,
                "bought_days": BOUGHT_DAYS,
            },
        ),
        _most_wanted(told),
    ]
    if told.by_themselves is not None:
        texts.append(
            Text(
                msg=N_(
                    "Of {seen} carts left on earlier mornings, {rate} were ordered within {days} days by themselves (80 % range {low} to {high}); the effect leaves those out."
                ),
                args={
                    "seen": told.earlier.claim_of(told.rate.seen, "count"),
                    "rate": told.by_themselves,
                    "days": told.days,
                    "low": told.earlier.claim_of(round(told.rate.low, 3), "rate"),
                    "high": told.earlier.claim_of(round(told.rate.high, 3), "rate"),
                },
            )
        )
    texts += [
        Text(
            msg=N_("{product} is left out: {left} in stock, less than a week at the present pace."),
            args={
                "product": one.goods.name,
                "left": told.goods.result.claim_of(int(one.on_hand or 0), "count"),
            },
        )
        for one in told.goods.short
    ]
    return evidence(texts)


def _most_wanted(told: Told) -> Text:
    best = told.goods.shown[0]
    row = next(i for i, row in enumerate(told.goods.result.rows) if row[0] == best.product_id)
    return Text(
        msg=N_(
            "Wanted most: {product}, by {wanted} of them. The goods shown are what {shown} of them wanted."
        ),
        args={
            "product": best.name,
            "wanted": told.goods.result.claim(row, "wanted", "count"),
            "shown": told.count(told.shown),
        },
    )


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Carts and repeated looks of known customers, less what they ordered themselves, less customers who refused messages, less goods that cannot be delivered."
        )
    )


def rests_on(told: Told) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("{wishes} wishes counted from visits, none of them with an order of the same customer."),
        args={"wishes": told.count(len(told.pairs.rows))},
    )


def strongest_doubt(told: Told) -> Text:
    """The doubt that weighs most."""
    if told.shown < FEW_SHOWN * told.reached:
        return Text(
            msg=N_(
                "The post shows what {shown} of {customers} wanted; for the others it is only a reminder of the shop. Where few are left, a word to each about their own product is better."
            ),
            args={"shown": told.count(told.shown), "customers": told.count(told.reached)},
        )
    if not told.goods.stock_known:
        return Text(
            msg=N_("Stock is unknown: look whether these products can still be delivered before posting.")
        )
    return Text(
        msg=N_(
            "Some have bought it over the counter or elsewhere; such an order carries no name and is not seen."
        )
    )


def would_change(told: Told) -> Text:
    """What would make us take it back."""
    rate = told.by_themselves
    if rate is None:
        return Text(
            msg=N_(
                "If the control group orders as often as those who got the post, the reminder adds nothing."
            )
        )
    return Text(
        msg=N_(
            "If those who got the post order no more often than the {rate} who did so by themselves, the reminder adds nothing."
        ),
        args={"rate": rate},
    )
