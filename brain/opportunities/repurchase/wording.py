"""What a card about customers who are due again says, in claims."""

from __future__ import annotations

from dataclasses import dataclass

from brain.analysis.regularity import kept_by_luck
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.goods import Choice
from brain.opportunities.repurchase.chance import Natural
from brain.opportunities.repurchase.due import LEAST_DAYS
from brain.opportunities.saying import evidence
from cards.model import EvidenceRow

MANY_COME_ANYWAY = 0.4


@dataclass(frozen=True)
class Told:
    """What the words rest on: the scan's row of the product, its name, what they do by themselves within `days`, the shelf."""

    scanned: Result
    row: int
    product: str
    natural: Natural | None
    days: int
    goods: Choice

    def count(self, column: str) -> Claim:
        """A count of the row."""
        return self.scanned.claim(self.row, column, "count")

    def spell(self, column: str) -> Claim:
        """Days of the row, whole ones."""
        return self.scanned.claim_of(round(self.figure(column)), "days")

    def figure(self, column: str) -> float:
        """A figure of the row as a number."""
        return float(self.scanned.rows[self.row][self.scanned.columns.index(column)])

    @property
    def by_themselves(self) -> Claim | None:
        """The share expected to buy without being asked."""
        return self.natural.result.claim_of(round(self.natural.rate, 2), "rate") if self.natural else None


def headline(told: Told) -> Text:
    """Who is due for what, in one line."""
    return Text(
        msg=N_(
            "{customers} regular buyers of {product} are due again about now: usually every {pace} days, last bought {away} days ago."
        ),
        args={
            "customers": told.count("customers"),
            "product": told.product,
            "pace": told.spell("pace"),
            "away": told.spell("away"),
        },
    )


def why_now(told: Told) -> Text:
    """Why a reminder now, and what it is not."""
    natural = told.by_themselves
    if natural is None:
        return Text(
            msg=N_(
                "A reminder of {product} is neither too early nor too late for them today. How many would buy without one cannot be told from this shop's short history."
            ),
            args={"product": told.product},
        )
    return Text(
        msg=N_(
            "Being due is no promise: about {natural} of them are expected to buy it within {days} days by themselves. The reminder is for the others."
        ),
        args={"natural": natural, "days": told.days},
    )


def evidence_rows(told: Told) -> tuple[EvidenceRow, ...]:
    """Who, how well they keep time, what they do by themselves, and what is on the shelf."""
    luck = told.scanned.claim_of(round(float(kept_by_luck(told.figure("pace"))), 2), "rate")
    kept = told.figure("kept") / told.figure("pauses")
    texts = [
        Text(
            msg=N_(
                "{customers} customers have bought it on {least} days or more and are within five days of their own due day (a third of the pause where it is short)."
            ),
            args={"customers": told.count("customers"), "least": LEAST_DAYS},
        ),
        Text(
            msg=N_(
                "They keep time: {share} of their {pauses} pauses were as long as their others; customers who buy at random times would show about {luck}."
            ),
            args={
                "share": told.scanned.claim_of(round(kept, 2), "rate"),
                "pauses": told.count("pauses"),
                "luck": luck,
            },
        ),
    ]
    if told.natural is not None and told.by_themselves is not None:
        texts.append(
            Text(
                msg=N_(
                    "Of {cases} customers at the same point one and two pauses ago, {natural} bought within {days} days without a reminder; the effect leaves those out."
                ),
                args={
                    "cases": told.natural.result.claim_of(told.natural.cases, "count"),
                    "natural": told.by_themselves,
                    "days": told.days,
                },
            )
        )
    return evidence(texts)


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Each customer's median pause between purchases of the product, counted from the last one; shown where at least {least} are due and keep twice as many pauses as chance would."
        ),
        args={"least": 5},
    )


def rests_on(told: Told) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("{pauses} pauses between purchases, {kept} of them as long as the same customer's others."),
        args={"pauses": told.count("pauses"), "kept": told.count("kept")},
    )


def strongest_doubt(told: Told) -> Text:
    """The doubt that weighs most."""
    natural = told.by_themselves
    if natural is None:
        return Text(
            msg=N_(
                "What became of customers at this point before is not on record, so the rhythm is read from their pauses alone."
            )
        )
    if natural is not None and float(natural.value) >= MANY_COME_ANYWAY:
        return Text(
            msg=N_(
                "{natural} are expected to come anyway, so much of what follows the post would have come without it; the control group will tell."
            ),
            args={"natural": natural},
        )
    if not told.goods.stock_known:
        return Text(
            msg=N_("Stock is unknown: look whether these products can still be delivered before posting.")
        )
    return Text(msg=N_("Some have enough at home or have bought it elsewhere this time; no order says so."))


def would_change(told: Told) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If the control group buys {product} as often as those who got the post, a reminder at this time adds nothing."
        ),
        args={"product": told.product},
    )


def audience_name(product: str) -> Text:
    """How the audience is called."""
    return Text(msg=N_("Customers due to buy {product} again"), args={"product": product})


def no_rhythm(told: Told) -> Text:
    """Why there is no card."""
    assert told.natural is not None, "asked for only where earlier cases are known"
    return Text(
        msg=N_(
            "{product}: several customers are due again, but of {cases} at the same point before only {natural} bought within {days} days, so there is nothing to remind of."
        ),
        args={
            "product": told.product,
            "cases": told.natural.result.claim_of(told.natural.cases, "count"),
            "natural": told.by_themselves or 0,
            "days": told.days,
        },
    )


def not_in_stock(product: str) -> Text:
    """Why there is no card."""
    return Text(
        msg=N_("{product} is due again for several customers, but it is short in stock or off sale."),
        args={"product": product},
    )
