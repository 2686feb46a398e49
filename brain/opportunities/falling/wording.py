"""What a card about a falling category says, in claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text, verbatim
from brain.opportunities.base import Situation
from brain.opportunities.falling.causes import NOW_DAYS, Cause
from brain.opportunities.saying import signed
from cards.model import Bar, Look


class Told:
    """The judge's figures of one category as claims on the scan's own receipt."""

    def __init__(self, result: Result, told: Mapping[str, float]) -> None:
        self._result = result
        self._told = told

    def count(self, name: str) -> Claim:
        """A figure as a whole number."""
        return self._result.claim_of(round(self._told[name]), "count")

    def number(self, name: str) -> Claim:
        """A figure with one decimal."""
        return self._result.claim_of(round(self._told[name], 1), "number")

    @property
    def change(self) -> Claim:
        """Against what the rest of the shop makes one expect."""
        return self._result.claim_of(round(self._told["now"] / self._told["expected"] - 1, 3), "rate")

    @property
    def fall(self) -> Claim:
        """How far it fell, without a sign."""
        return self._result.claim_of(round(1 - self._told["now"] / self._told["expected"], 3), "rate")

    @property
    def rest(self) -> Claim:
        """What the rest of the shop did."""
        return self._result.claim_of(round(self._told["rest"], 3), "rate")


HEADLINES = {
    "stock": N_("{category} sells {fall} less than expected: {product} is out of stock."),
    "price": N_("{category} sells {fall} less than expected since {product} became dearer."),
    "offer": N_("{category} sells {fall} less than expected since the offer {offer} ended."),
    "looks": N_("{category} sells {fall} less than expected: fewer people look at it."),
    "conversion": N_("{category} sells {fall} less than expected: as many look, fewer buy."),
    "unknown": N_("{category} sells {fall} less than expected, and the data does not say why."),
}
CAUSES = {
    "stock": N_(
        "{product}: {before} lines in a usual 14 days, {now} now, {left} in stock. What ran out makes {share} of the fall."
    ),
    "price": N_(
        "{product}: paid {old} a piece before, {new} now; {before} lines in a usual 14 days, {now} now."
    ),
    "looks": N_(
        "Looks at {category} in 14 days: {before} before, {now} now, {change} against the rest of the shop."
    ),
    "conversion": N_(
        "Looks at {category} in 14 days: {before} before, {now} now, {change} against the rest of the shop; sales fell further."
    ),
}
STEPS: dict[str, tuple[str, ...]] = {
    "stock": (
        N_("Order {product} again, or ask the supplier when it comes."),
        N_("Until then show what is in stock of {category} in its place."),
    ),
    "price": (
        N_("Compare the price of {product} with what others ask."),
        N_("If the rise was not meant, put the old price back; if it was, watch a week longer whether it pays."),
    ),
    "offer": (
        N_("Nothing is broken: buyers may have stocked up during the offer {offer}. Wait a week before doing more."),
        N_("If it stays low, show {category} again without a discount first."),
    ),
    "looks": (
        N_("Look whether {category} has lost its place: on the home page, in the menu, in what is posted."),
        N_("Show it again in the next post."),
    ),
    "conversion": (
        N_("Open the pages of {category} as a customer: price, pictures, sizes left, delivery, the newest reviews."),
        N_("Mend what would keep you from buying, the best seller first."),
    ),
    "unknown": (
        N_("Ask two or three regulars of {category} what they bought instead."),
        N_("Look at price, stock and pages of its best sellers."),
    ),
}  # fmt: skip


def headline(category: str, told: Told, cause: Cause) -> Text:
    """What falls, how far, and why as far as known."""
    return Text(msg=HEADLINES[cause.kind], args={"category": category, "fall": told.fall, **_named(cause)})


def why_now(told: Told) -> Text:
    """Why today rather than next month."""
    return Text(
        msg=N_(
            "{now} order lines in 14 days where {expected} were expected, while the rest of the shop is at {rest}. The sooner the cause is mended, the less is lost."
        ),
        args={"now": told.count("now"), "expected": told.count("expected"), "rest": signed(told.rest)},
    )


def evidence_of(category: str, told: Told, cause: Cause) -> list[Text]:
    """The fall, the rest of the shop, and the cause in figures."""
    fall = Text(
        msg=N_("Order lines of {category}: {before} in a usual 14 days, {now} in the last 14; {expected} were expected."),
        args={"category": category, "before": told.number("before"), "now": told.count("now"), "expected": told.count("expected")},
    )  # fmt: skip
    return [fall, *_cause_in_figures(category, cause), *_most_lost(cause)]


def _cause_in_figures(category: str, cause: Cause) -> list[Text]:
    products = cause.products
    if cause.kind in ("stock", "price") and cause.row is not None:
        row = cause.row
        args: dict[str, Claim | Text | int | str] = {
            "product": str(products.rows[row][1]),
            "before": products.claim(row, "before", "number"),
            "now": products.claim(row, "now", "count"),
        }
        if cause.kind == "stock":
            args |= {
                "left": products.claim(row, "on_hand", "count"),
                "share": products.claim_of(round(cause.share, 2), "rate"),
            }
        else:
            args |= {
                "old": products.claim(row, "price_before", "money"),
                "new": products.claim(row, "price_now", "money"),
            }
        return [Text(msg=CAUSES[cause.kind], args=args)]
    if cause.looks is not None:
        looks = cause.looks
        change = signed(looks.claim_of(round(cause.change, 3), "rate"))
        counts = {"before": looks.claim(0, "before", "count"), "now": looks.claim(0, "now", "count")}
        return [Text(msg=CAUSES[cause.kind], args={"category": category, "change": change, **counts})]
    return []


def _most_lost(cause: Cause) -> list[Text]:
    """The product that lost most, where the cause is not about it anyway."""
    products = cause.products
    if not products.rows or cause.row == 0 or float(products.rows[0][3]) <= float(products.rows[0][2]):
        return []
    lost = Text(
        msg=N_("The largest part is {product}: {before} lines in a usual 14 days, {now} in the last 14."),
        args={
            "product": str(products.rows[0][1]), "before": products.claim(0, "before", "number"), "now": products.claim(0, "now", "count"),
        },
    )  # fmt: skip
    return [lost]


def steps(category: str, cause: Cause) -> tuple[Text, ...]:
    """What to do, in order."""
    named = {"category": category, **_named(cause)}
    return tuple(
        Text(msg=msg, args={name: value for name, value in named.items() if "{" + name + "}" in msg})
        for msg in STEPS[cause.kind]
    )


def method(told: Told) -> Text:
    """The rule in one sentence."""
    return Text(
        msg=N_(
            "The last 14 full days against the {periods} times 14 days before, scaled by what the rest of the shop did; it must fall further than chance lets the worst of its categories fall."
        ),
        args={"periods": told.count("periods")},
    )


def rests_on(told: Told) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_(
            "The fall is {z} times its usual fluctuation, the bar is {bar}, and {expected} order lines were expected."
        ),
        args={"z": told.number("z"), "bar": told.number("bar"), "expected": told.count("expected")},
    )


def doubt(cause: Cause) -> Text:
    """The doubt that weighs most."""
    if cause.kind == "unknown":
        return Text(
            msg=N_(
                "Nothing in the data explains it: it may be the season, a competitor, or chance after all."
            )
        )
    if cause.kind == "offer":
        return Text(
            msg=N_("After an offer sales dip by themselves and come back; this may be no more than that.")
        )
    if cause.kind in ("looks", "conversion"):
        return Text(msg=N_("Looks are compared over 14 days only; a season that ends looks the same."))
    return Text(msg=N_("Other products of the category may have fallen for reasons of their own."))


def would_change(told: Told) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_("If the next 14 days bring {expected} order lines again without any repair, it was chance."),
        args={"expected": told.count("expected")},
    )


def considered(cause: Cause) -> tuple[Text, ...]:
    """Causes that were looked for and not found."""
    tried = {
        "stock": N_("Stock: no product that ran out explains enough of it."),
        "price": N_("Price: no product that became dearer explains enough of it."),
        "offer": N_("Offers: none of this category ended in the weeks before."),
    }
    order = list(tried)
    upto = order.index(cause.kind) if cause.kind in tried else len(order)
    return tuple(Text(msg=tried[name]) for name in order[:upto])


def look_of(situation: Situation, result: Result, row: int, told: Told) -> Look:
    """The category's order lines, 14 days a point, with what was expected across."""
    places = sorted(
        (int(name[1:]) for name in result.columns if name[0] == "p" and name[1:].isdigit()), reverse=True
    )
    cells = result.rows[row]
    shown = [place for place in places if place < 9]
    points = tuple(
        Bar(
            label=Text(
                msg="{day}", args={"day": Day(day=situation.end - timedelta(days=NOW_DAYS * (place + 1)))}
            ),
            value=Decimal(str(round(float(cells[result.columns.index(f"p{place}")])))),
            marked=place == 0,
        )
        for place in shown
    )
    return Look(
        title=Text(msg=N_("Order lines in 14 days, by first day")), shape="line", unit="count", points=points,
        limit=told.count("expected").value, limit_label=Text(msg=N_("expected now")), receipt=result.receipt.id,
    )  # fmt: skip


def _named(cause: Cause) -> dict[str, Claim | Text | int | str]:
    if cause.kind in ("stock", "price") and cause.row is not None:
        return {"product": str(cause.products.rows[cause.row][1])}
    return {"offer": verbatim(cause.offer)} if cause.kind == "offer" else {}
