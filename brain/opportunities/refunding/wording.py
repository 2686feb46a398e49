"""What a refund card says, in claims."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.alarms.story import Story
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.refunding.details import Details
from brain.opportunities.refunding.scan import CHANNEL, PAST_DAYS, PRODUCT, RECENT_DAYS
from cards.model import Bar, Look

PART_NAMES = {
    "sku": N_("SKU {value}"),
    "channel": N_("the channel {value}"),
    "region": N_("the region {value}"),
    "group_name": N_("the group {value}"),
    "category": N_("the category {value}"),
    "product_id": N_("product {value}"),
}
FEWEST_WEEKS = 3


def story(situation: Situation, candidate: Candidate, scanned: Result, found: Details) -> Story:
    """All sentences of the card."""
    kind = candidate.key.partition(":")[0]
    return Story(
        headline=_headline(kind, candidate, scanned, found),
        why_now=_why_now(candidate, scanned, found),
        evidence=_evidence(candidate, scanned, found),
        steps=_steps(kind, found),
        method=Text(
            msg=N_(
                "People who sent back in the last {days} days, each counted once, against what this item's {past} days before and its shop make likely; with every item of the shop looked at, chance would give such a count in less than one shop of five."
            ),
            args={"days": RECENT_DAYS, "past": PAST_DAYS},
        ),
        rests_on=Text(
            msg=N_("{people} different people of {bought} sales."),
            args={"people": _people(found), "bought": _bought(found)},
        ),
        doubt=_doubt(found),
        would_change=Text(
            msg=N_(
                "If those asked name different reasons, or if the refunds of the next {days} days are back at {usual}, there was no common cause."
            ),
            args={"days": 7, "usual": _usual(candidate, scanned)},
        ),
        rejected=_rejected(found),
        look=_look(situation, candidate, found),
    )


def _headline(kind: str, candidate: Candidate, scanned: Result, found: Details) -> Text:
    args: dict[str, Claim | Text | Day | int | str] = {
        "back": found.summary.claim(0, "back", "count"),
        "bought": _bought(found),
        "days": RECENT_DAYS,
        "usual": _usual(candidate, scanned),
    }
    if kind == PRODUCT and found.cause is not None:
        args |= {"product": found.name, "part": _part(found)}
        return Text(
            msg=N_(
                "{product}: {back} of {bought} sales came back in {days} days, usually {usual}; nearly all through {part}."
            ),
            args=args,
        )
    if kind == PRODUCT:
        args["product"] = found.name
        return Text(
            msg=N_("{product}: {back} of {bought} sales came back in {days} days, usually {usual}."),
            args=args,
        )
    if kind == CHANNEL:
        args["channel"] = candidate.key.partition(":")[2]
        return Text(
            msg=N_("In {channel}, {back} of {bought} sales came back in {days} days, usually {usual}."),
            args=args,
        )
    return Text(
        msg=N_("In the whole shop, {back} of {bought} sales came back in {days} days, usually {usual}."),
        args=args,
    )


def _why_now(candidate: Candidate, scanned: Result, found: Details) -> Text:
    return Text(
        msg=N_(
            "{people} different people sent it back, {extra} more than at the usual rate was given back, and each further sale is likely to cost the same."
        ),
        args={
            "people": _people(found),
            "extra": scanned.claim_of(Decimal(str(round(candidate.told["extra"], 2))), "money"),
        },
    )


def _evidence(candidate: Candidate, scanned: Result, found: Details) -> list[Text]:
    texts = [
        Text(
            msg=N_("Refunded in {days} days: {rate} of sales, {amount} in all."),
            args={
                "days": RECENT_DAYS,
                "rate": found.summary.claim_of(round(candidate.told["rate"], 4), "rate"),
                "amount": found.summary.claim(0, "refunded", "money"),
            },
        ),
        Text(
            msg=N_("Before, in {days} days: {back} of {bought} sales; the whole shop {rate}."),
            args={
                "days": PAST_DAYS,
                "back": scanned.claim(candidate.row, "back_before", "count"),
                "bought": scanned.claim(candidate.row, "bought_before", "count"),
                "rate": scanned.claim_of(round(float(scanned.rows[candidate.row][9]), 4), "rate"),
            },
        ),
    ]
    if found.cause is None:
        texts.append(
            Text(
                msg=N_(
                    "No single size, channel, region or group explains it: the cause is not in the data and has to be asked for."
                )
            )
        )
        return texts
    row = found.row_of(found.cause)
    inside, outside = found.cause.people, int(found.summary.rows[0][3]) - found.cause.people
    texts.append(
        Text(
            msg=N_(
                "{part}: {people} people of {bought} sales. All the rest: {others} people of {rest} sales, as usual."
            ),
            args={
                "part": _part(found),
                "people": found.parts.claim_of(inside, "count"),
                "bought": found.parts.claim(row, "bought", "count"),
                "others": found.summary.claim_of(max(outside, 0), "count"),
                "rest": found.summary.claim_of(int(found.summary.rows[0][1]) - found.cause.bought, "count"),
            },
        )
    )
    return texts


def _steps(kind: str, found: Details) -> tuple[Text, ...]:
    ask = Text(
        msg=N_("Ask {n} of those who sent back what was wrong; the same answer three times is the cause."),
        args={"n": found.summary.claim_of(min(int(found.summary.rows[0][3]), 5), "count")},
    )
    if kind != PRODUCT:
        return (
            Text(msg=N_("Look at what these orders have in common: carrier, packer, promise of delivery.")),
            ask,
            Text(msg=N_("Look at the refund rate again in a week.")),
        )
    if found.cause is not None and found.cause.dimension != "sku":
        first = Text(
            msg=N_("Look at how {product} is shown and sent through {part}: description, packing, promise."),
            args={"product": found.name, "part": _part(found)},
        )
    else:
        what = _part(found) if found.cause is not None else found.name
        first = Text(
            msg=N_("Take three pieces of {what} from the shelf, look at them, and hold back what is wrong."),
            args={"what": what},
        )
    return (
        first,
        ask,
        Text(
            msg=N_(
                "Batch: tell the supplier. Size or colour: correct the description. Then look at the rate again in a week."
            )
        ),
    )


def _doubt(found: Details) -> Text:
    if found.cause is None:
        return Text(msg=N_("The figures say that it comes back, not why."))
    return Text(
        msg=N_(
            "That they meet in {part} may be where it sells most, not what is wrong with it; the reasons that people give decide."
        ),
        args={"part": _part(found)},
    )


def _rejected(found: Details) -> tuple[Text, ...]:
    return (
        Text(
            msg=N_(
                "A single customer with many returns was ruled out: {people} different people are behind them."
            ),
            args={"people": _people(found)},
        ),
    )


def _look(situation: Situation, candidate: Candidate, found: Details) -> Look | None:
    """The refund rate of each week, the usual one as a line across."""
    if len(found.weeks.rows) < FEWEST_WEEKS:
        return None
    points = tuple(
        Bar(
            label=Text(
                msg="{day}", args={"day": Day(day=situation.end - timedelta(days=7 * (int(weeks) + 1)))}
            ),
            value=Decimal(str(round(float(rate or 0), 4))),
            marked=int(weeks) < RECENT_DAYS // 7,
        )
        for weeks, rate, _ in found.weeks.rows
    )
    return Look(
        title=Text(msg=N_("Share of sales that came back, by week of the order")),
        shape="line",
        unit="rate",
        points=points,
        limit=Decimal(str(round(candidate.told["usual"], 4))),
        limit_label=Text(msg=N_("usual")),
        receipt=found.weeks.receipt.id,
    )


def _part(found: Details) -> Text:
    assert found.cause is not None
    return Text(msg=PART_NAMES[found.cause.dimension], args={"value": found.cause.value})


def _usual(candidate: Candidate, scanned: Result) -> Claim:
    return scanned.claim_of(round(candidate.told["usual"], 4), "rate")


def _people(found: Details) -> Claim:
    return found.summary.claim(0, "people", "count")


def _bought(found: Details) -> Claim:
    return found.summary.claim(0, "bought", "count")
