"""What a card about a festival ahead says, in claims."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.alarms.story import Story
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.festivals.details import MOST_NAMED, Details
from brain.opportunities.festivals.scan import AFTER_DAYS, BEFORE_DAYS
from cards.model import Bar, Look

# Words, pictures and a first post are made some days before people begin to buy.
PREPARE_DAYS = 5


def story(situation: Situation, candidate: Candidate, scanned: Result, found: Details) -> Story:
    """All sentences of the card."""
    return Story(
        headline=Text(
            msg=N_(
                "{festival} is on {day}: before it last year {category} sold {more} beyond its usual part of the shop."
            ),
            args={
                "festival": found.label,
                "day": Day(day=found.day),
                "category": found.category,
                "more": _more(candidate, scanned),
            },
        ),
        why_now=_why_now(situation, found),
        evidence=_evidence(candidate, scanned, found),
        steps=_steps(situation, candidate, scanned, found),
        method=Text(
            msg=N_(
                "The category's share of what was ordered in those days, each order once, against its share in the {before} days before and {after} days after, days of its own offers left out; how much shares scatter is read from the other fortnights."
            ),
            args={"before": BEFORE_DAYS, "after": AFTER_DAYS},
        ),
        rests_on=Text(
            msg=N_("{orders} orders with it where {expected} were to be expected, in one year."),
            args={
                "orders": scanned.claim_of(int(candidate.told["orders"]), "count"),
                "expected": scanned.claim_of(round(candidate.told["expected"]), "count"),
            },
        ),
        doubt=Text(
            msg=N_(
                "It is one year only: a delivery, a post or a large customer of that fortnight would look the same."
            )
        ),
        would_change=Text(
            msg=N_(
                "If looks and orders of {category} have not begun to rise by {day}, this year is different."
            ),
            args={"category": found.category, "day": Day(day=found.begins + timedelta(days=PREPARE_DAYS))},
        ),
        look=_look(found),
    )


def _why_now(situation: Situation, found: Details) -> Text:
    if found.begins <= situation.end:
        return Text(
            msg=N_("By last year's days people are buying for it already; it is {n} days away."),
            args={"n": (found.day - situation.end).days},
        )
    return Text(
        msg=N_("By last year's days people begin to buy on {begins}: {n} days from now."),
        args={"begins": Day(day=found.begins), "n": (found.begins - situation.end).days},
    )


def _evidence(candidate: Candidate, scanned: Result, found: Details) -> list[Text]:
    first, end = (date.fromordinal(int(candidate.told[name])) for name in ("first_before", "end_before"))
    texts = [
        Text(
            msg=N_("{first} to {last} last year: {lines} order lines of {category}, {net}."),
            args={
                "first": Day(day=first, year=True),
                "last": Day(day=end - timedelta(days=1)),
                "lines": found.totals.claim(0, "lines", "count"),
                "category": found.category,
                "net": found.totals.claim(0, "net", "money"),
            },
        )
    ]
    texts += [
        Text(
            msg=N_("Sold best then: {product}, {units} pieces."),
            args={"product": str(row[1] or row[0]), "units": found.products.claim(place, "units", "count")},
        )
        for place, row in enumerate(found.products.rows[:MOST_NAMED])
    ]
    if found.on_hand is not None:
        texts.append(
            Text(
                msg=N_("In stock now: {on_hand} pieces of {category}; last year's days took {units}."),
                args={
                    "on_hand": found.stock.claim_of(int(found.on_hand), "count"),
                    "category": found.category,
                    "units": found.totals.claim(0, "units", "count"),
                },
            )
        )
    return texts


def _steps(situation: Situation, candidate: Candidate, scanned: Result, found: Details) -> tuple[Text, ...]:
    start = max(found.begins - timedelta(days=PREPARE_DAYS), situation.end)
    orders = scanned.claim_of(max(round(candidate.told["extra"]), 0), "count")
    order_by = max(found.begins - timedelta(days=found.lead_days), situation.end)
    stock = Text(
        msg=N_("By {day}: see that stock lasts for about {orders} orders of {category} beyond the usual."),
        args={"day": Day(day=order_by), "orders": orders, "category": found.category},
    )
    return (
        stock,
        Text(
            msg=N_("On {day}: prepare words and pictures for {festival}, with {products} first."),
            args={"day": Day(day=start), "festival": found.label, "products": _named(found)},
        ),
        Text(
            msg=N_("On {day}: the first post; a second one in the last days before {festival}."),
            args={"day": Day(day=found.begins), "festival": found.label},
        ),
    )


def _named(found: Details) -> str:
    return " / ".join(str(row[1] or row[0]) for row in found.products.rows[:MOST_NAMED])


def _more(candidate: Candidate, scanned: Result) -> Claim:
    return scanned.claim_of(round(candidate.told["more"], 2), "rate")


def _look(found: Details) -> Look | None:
    """Last year's order lines of the category, week by week around the festival."""
    weeks = {int(row[0]): int(row[1]) for row in found.weeks.rows}
    if len(weeks) < 3:
        return None
    marked = BEFORE_DAYS // 7
    return Look(
        title=Text(
            msg=N_("Order lines of {category} a week, around the festival last year"),
            args={"category": found.category},
        ),
        shape="bars",
        unit="count",
        points=tuple(
            Bar(
                label=Text(msg="{day}", args={"day": Day(day=found.first_week + timedelta(days=7 * week))}),
                value=Decimal(weeks.get(week, 0)),
                marked=week in (marked, marked + 1),
            )
            for week in range(max(weeks) + 1)
        ),
        receipt=found.weeks.receipt.id,
    )
