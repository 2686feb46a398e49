"""What a card about an unused offer says, in claims."""

from __future__ import annotations

import math
from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.alarms.story import Story
from brain.opportunities.base import Candidate
from brain.opportunities.offers.details import MOST_NAMED, Details
from brain.opportunities.offers.scan import SALES_DAYS


def story(candidate: Candidate, scanned: Result, found: Details) -> Story:
    """All sentences of the card."""
    count = scanned.claim(candidate.row, "open_products", "count")
    return Story(
        headline=_headline(candidate, scanned, found, count),
        why_now=_why_now(candidate, scanned, found),
        evidence=_evidence(candidate, scanned, found, count),
        steps=_steps(candidate, scanned, found),
        method=Text(
            msg=N_(
                "Offers of the platform without a product of yours, against products on sale that fit them, sold in the last {days} days and are not sold below cost at that discount."
            ),
            args={"days": SALES_DAYS},
        ),
        rests_on=Text(
            msg=N_(
                "{lines} order lines of {products} products in {days} days; that it was not joined is read from your promotion file."
            ),
            args={
                "lines": scanned.claim(candidate.row, "lines", "count"),
                "products": count,
                "days": SALES_DAYS,
            },
        ),
        doubt=_doubt(scanned, found),
        would_change=Text(
            msg=N_(
                "If the platform does not let this shop in, or if you joined after the file was written, there is nothing to do."
            )
        ),
        rejected=_rejected(candidate, scanned),
    )


def _why_now(candidate: Candidate, scanned: Result, found: Details) -> Text:
    joined = scanned.claim(candidate.row, "joined", "count")
    days = {"first": Day(day=found.starts_on), "last": Day(day=found.last_day - timedelta(days=1))}
    if joined.value == 0:
        return Text(
            msg=N_(
                "It runs from {first} to {last}, and none of them has joined it; once it has begun, part of it is lost."
            ),
            args={**days},
        )
    return Text(
        msg=N_("It runs from {first} to {last}; {joined} products have joined, these have not."),
        args={**days, "joined": joined},
    )


def _steps(candidate: Candidate, scanned: Result, found: Details) -> tuple[Text, ...]:
    return (
        Text(
            msg=N_(
                "Read the terms of {offer}: who bears the discount, until when to join, whether it lowers your lowest price of the last weeks."
            ),
            args={"offer": found.name},
        ),
        Text(
            msg=N_("Join with {products}, if the terms hold and the stock lasts for {days} days."),
            args={"products": _named(found), "days": scanned.claim_of(int(candidate.told["days"]), "days")},
        ),
        Text(
            msg=N_(
                "Import the promotions again afterwards, so that its sales are not taken for a rise of their own."
            )
        ),
    )


def _headline(candidate: Candidate, scanned: Result, found: Details, count: Claim) -> Text:
    args: dict[str, Claim | Text | Day | int | str] = {
        "offer": found.name,
        "rate": scanned.claim(candidate.row, "rate", "rate"),
        "products": count,
    }
    if found.category:
        args["category"] = found.category
        return Text(
            msg=N_(
                "{offer} ({rate} off) is open to {category}: {products} of your products fit and have not joined."
            ),
            args=args,
        )
    return Text(
        msg=N_("{offer} ({rate} off) is open: {products} of your products fit and have not joined."),
        args=args,
    )


def _evidence(candidate: Candidate, scanned: Result, found: Details, count: Claim) -> list[Text]:
    sales = scanned.claim_of(round(candidate.told["sales"], 2), "money")
    days = scanned.claim_of(int(candidate.told["days"]), "days")
    texts = [
        Text(
            msg=N_(
                "At full price these {products} products would sell for {sales} in the {days} days of the offer."
            ),
            args={"products": count, "sales": sales, "days": days},
        ),
        Text(
            msg=N_("What it costs: {given} of discount on what would be sold anyway."),
            args={"given": scanned.claim_of(round(found.offer.given, 2), "money")},
        ),
    ]
    texts += [
        Text(
            msg=N_("{product}: {price}, in the offer {reduced}; {net} in {days} days."),
            args={
                "product": str(row[1]),
                "price": found.products.claim(place, "price", "money"),
                "reduced": found.products.claim_of(round(float(row[3]), 2), "money"),
                "net": found.products.claim(place, "net", "money"),
                "days": SALES_DAYS,
            },
        )
        for place, row in enumerate(found.products.rows[:MOST_NAMED])
        if row[2] is not None
    ]
    if not math.isnan(found.offer.margin):
        texts.append(
            Text(
                msg=N_(
                    "Gross margin in the middle of the range: {margin} against not joining, if the discount is yours to bear."
                ),
                args={"margin": scanned.claim_of(round(found.offer.margin, 2), "money")},
            )
        )
    return texts


def _doubt(scanned: Result, found: Details) -> Text:
    if math.isnan(found.offer.margin):
        return Text(
            msg=N_("What the goods cost is not in the data, so more sales may still mean less profit.")
        )
    if found.offer.margin < 0:
        return Text(
            msg=N_(
                "If the discount is yours to bear, it sells more and earns less ({margin}); it pays only where the platform bears part of it."
            ),
            args={"margin": scanned.claim_of(round(found.offer.margin, 2), "money")},
        )
    return Text(
        msg=N_("How much more a lower price sells is a published mean here, not this shop's own history.")
    )


def _rejected(candidate: Candidate, scanned: Result) -> tuple[Text, ...]:
    lost = scanned.claim(candidate.row, "at_a_loss", "count")
    if lost.value == 0:
        return ()
    return (Text(msg=N_("{n} more fit, but at this discount would be sold below cost."), args={"n": lost}),)


def _named(found: Details) -> str:
    return " / ".join(str(row[1]) for row in found.products.rows[:MOST_NAMED])
