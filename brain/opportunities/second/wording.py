"""What a card about first-time buyers at their usual time to return says, in claims."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.goods import Choice
from brain.opportunities.saying import evidence
from brain.opportunities.second.newcomers import WAIT_DAYS
from cards.model import Bar, EvidenceRow, Look

BAR_DAYS = 5
MANY_COME_ANYWAY = 0.4


@dataclass(frozen=True)
class Told:
    """What the words rest on: the scan's row of the shop, the days on which others came again, what they took then."""

    scanned: Result
    row: int
    daily: Result
    goods: Choice

    def count(self, column: str) -> Claim:
        """A count of the row."""
        return self.scanned.claim(self.row, column, "count")

    def spell(self, column: str) -> Claim:
        """Days of the row."""
        return self.scanned.claim(self.row, column, "days")

    def figure(self, column: str) -> float:
        """A figure of the row as a number."""
        return float(self.scanned.rows[self.row][self.scanned.columns.index(column)])

    @property
    def chance(self) -> float:
        """The share of those still away when the window opens who come within it by themselves."""
        return self.figure("came") / max(self.figure("still_away"), 1.0)

    @property
    def share(self) -> Claim:
        """The chance as a claim."""
        return self.scanned.claim_of(round(self.chance, 2), "rate")


def headline(told: Told) -> Text:
    """Who is at which point, in one line."""
    return Text(
        msg=N_(
            "{customers} first-time buyers are now at the point where others usually come again, {opens} to {closes} days after the first order, and have not come yet."
        ),
        args={
            "customers": told.count("customers"),
            "opens": told.spell("opens"),
            "closes": told.spell("closes"),
        },
    )


def why_now(told: Told) -> Text:
    """Why now rather than later."""
    return Text(
        msg=N_(
            "Of {away} earlier first-time buyers still away by then, {share} came again in these ten days, more than in any other ten."
        ),
        args={"away": told.count("still_away"), "share": told.share},
    )


def evidence_rows(told: Told) -> tuple[EvidenceRow, ...]:
    """The habit of the past, those at the point now, and what others took then."""
    texts = [
        Text(
            msg=N_(
                "Of {seen} first-time buyers of the past, {returned} came again within {days} days, {came} of them between day {opens} and day {closes}."
            ),
            args={
                "seen": told.count("seen"),
                "returned": told.count("returned"),
                "days": WAIT_DAYS,
                "came": told.count("came"),
                "opens": told.count("opens"),
                "closes": told.count("closes"),
            },
        ),
        Text(
            msg=N_(
                "{customers} are between these days today, ordered once and have not refused messages; their first order was worth {each} on average."
            ),
            args={
                "customers": told.count("customers"),
                "each": told.scanned.claim_of(round(told.figure("order_value"), 2), "money"),
            },
        ),
    ]
    best = told.goods.shown[0]
    row = next(i for i, row in enumerate(told.goods.result.rows) if row[0] == best.product_id)
    texts.append(
        Text(
            msg=N_("What others took most often when they came again: {product}, {buyers} of them."),
            args={"product": best.name, "buyers": told.goods.result.claim(row, "wanted", "count")},
        )
    )
    return evidence(texts)


def look(told: Told) -> Look:
    """When earlier first-time buyers came again, in steps of five days; the window of now is marked."""
    came = [0] * (WAIT_DAYS // BAR_DAYS)
    for pause, many in told.daily.rows:
        came[min(int(pause) // BAR_DAYS, len(came) - 1)] += int(many)
    opens, closes = told.figure("opens"), told.figure("closes")
    bars = [
        Bar(
            label=Text(
                msg="{first}–{last}", args={"first": step * BAR_DAYS, "last": (step + 1) * BAR_DAYS - 1}
            ),
            value=Decimal(many),
            marked=step * BAR_DAYS <= closes and (step + 1) * BAR_DAYS - 1 >= opens,
        )
        for step, many in enumerate(came)
    ]
    title = Text(msg=N_("Second orders of earlier first-time buyers, by days after the first"))
    return Look(title=title, shape="bars", unit="count", points=tuple(bars), receipt=told.daily.receipt.id)


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "First-time buyers with {days} days behind them show in which ten days after a first order most come again; shown where that is at least twice an even share."
        ),
        args={"days": WAIT_DAYS},
    )


def rests_on(told: Told) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("{came} second orders within the window, of {seen} first-time buyers."),
        args={"came": told.count("came"), "seen": told.count("seen")},
    )


def strongest_doubt(told: Told) -> Text:
    """The doubt that weighs most."""
    if told.chance >= MANY_COME_ANYWAY:
        return Text(
            msg=N_(
                "{natural} are expected to come anyway, so much of what follows the post would have come without it; the control group will tell."
            ),
            args={"natural": told.share},
        )
    if not told.goods.stock_known:
        return Text(
            msg=N_("Stock is unknown: look whether these products can still be delivered before posting.")
        )
    return Text(
        msg=N_(
            "Some bought once on purpose, as a gift or for a single need; a reminder changes nothing for them."
        )
    )


def would_change(told: Told) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If the control group comes again as often as those who got the post, this point needs no message."
        )
    )
