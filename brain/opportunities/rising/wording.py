"""What a card about a rising category says, in claims. Growth is written as signed fractions against a usual week."""

from __future__ import annotations

from collections.abc import Sequence

from brain.analysis.rising import LEAST_EXPECTED, Judgement, Signal
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.goods import Choice
from brain.opportunities.rising.causes import Promotion
from brain.opportunities.rising.evidence import Concentration, Conversion, Evidence
from brain.opportunities.rising.weeks import Weeks
from brain.opportunities.saying import evidence, signed
from cards.model import EvidenceRow

WORTH_MENTIONING = 0.15
MOST_REJECTED = 3


def growth_claim(result: Result, now: str = "now", before: str = "before") -> Claim:
    """The change between two cells of a one-row result, as a rate."""
    new, old = float(result.claim(0, now, "number").value), float(result.claim(0, before, "number").value)
    return result.claim_of(round(new / old - 1, 3) if old > 0 else 0, "rate")


def headline(category: str, found: Evidence) -> Text:
    """The rise in one line."""
    if found.interest is None:
        return Text(
            msg=N_("Sales of {category} rose {growth} in 7 days."),
            args={"category": category, "growth": growth_claim(found.sales)},
        )
    growth = growth_claim(found.interest)
    if found.concentration is None:
        return Text(
            msg=N_("Interest in {category} rose {growth} in 7 days."),
            args={"category": category, "growth": growth},
        )
    return Text(
        msg=N_("Interest in {category} rose {growth} in 7 days, most of it in {group}."),
        args={"category": category, "growth": growth, "group": found.concentration.group},
    )


def why_now(found: Evidence, *, looks_known: bool) -> Text:
    """Why today rather than next week."""
    sales, rest = growth_claim(found.sales), growth_claim(found.sales, "rest_now", "rest_before")
    if found.interest is None and looks_known:
        return Text(
            msg=N_(
                "Order lines are {sales} above a usual week while the rest of the shop is at {rest}. Looks and carts do not reach back far enough to compare, so sales alone speak."
            ),
            args={"sales": signed(sales), "rest": signed(rest)},
        )
    if found.interest is None:
        return Text(
            msg=N_(
                "Order lines are {sales} above a usual week while the rest of the shop is at {rest}. Looks and carts are not in the data, so sales alone speak."
            ),
            args={"sales": signed(sales), "rest": signed(rest)},
        )
    return Text(
        msg=N_(
            "Looks and carts: {interest} against a usual week; order lines: {sales}; the rest of the shop: {rest}. People are looking now, so a post meets them now."
        ),
        args={
            "interest": signed(growth_claim(found.interest)),
            "sales": signed(sales),
            "rest": signed(rest),
        },
    )


def evidence_rows(category: str, found: Evidence, goods: Choice) -> tuple[EvidenceRow, ...]:
    """One row a fact, interest first."""
    texts = []
    if found.interest is not None:
        texts.append(
            _change(
                N_(
                    "Looks and carts of {category}: {before} in a usual week, {now} in the last 7 days ({growth})."
                ),
                found.interest,
                category,
            )
        )
        texts.append(
            _rest(
                N_(
                    "Looks and carts of everything else: {before} in a usual week, {now} in the last 7 days ({growth})."
                ),
                found.interest,
            )
        )
    texts.append(
        _change(
            N_("Order lines of {category}: {before} in a usual week, {now} in the last 7 days ({growth})."),
            found.sales,
            category,
        )
    )
    texts.append(
        _rest(
            N_(
                "Order lines of everything else: {before} in a usual week, {now} in the last 7 days ({growth})."
            ),
            found.sales,
        )
    )
    texts.append(_net(category, found.net))
    if found.concentration is not None:
        texts.append(_group(found.concentration))
    if found.conversion is not None:
        texts.append(_converted(found.conversion))
    texts += _short(goods)
    texts += _left_out(found)
    return evidence(texts)


def _change(msg: str, result: Result, category: str) -> Text:
    args: dict[str, Claim | Text | int | str] = {
        "category": category, "before": result.claim(0, "before", "number"), "now": result.claim(0, "now", "count"),
        "growth": signed(growth_claim(result)),
    }  # fmt: skip
    return Text(msg=msg, args=args)


def _rest(msg: str, result: Result) -> Text:
    growth = signed(growth_claim(result, "rest_now", "rest_before"))
    return Text(
        msg=msg,
        args={
            "before": result.claim(0, "rest_before", "number"),
            "now": result.claim(0, "rest_now", "count"),
            "growth": growth,
        },
    )


def _net(category: str, result: Result) -> Text:
    return Text(
        msg=N_("Net sales of {category}: {before} in a usual week, {now} in the last 7 days."),
        args={
            "category": category,
            "before": result.claim(0, "net_before", "money"),
            "now": result.claim(0, "net_now", "money"),
        },
    )


def _group(found: Concentration) -> Text:
    return Text(
        msg=N_("Most of the rise comes from {group}: {before} in a usual week, {now} in the last 7 days."),
        args={
            "group": found.group,
            "before": found.result.claim(found.row, "before", "number"),
            "now": found.result.claim(found.row, "now", "count"),
        },
    )


def _converted(found: Conversion) -> Text:
    now = found.result.claim_of(round(found.now, 3), "rate")
    lookers = found.result.claim_of(found.lookers, "count")
    if found.before is None:
        return Text(
            msg=N_("Of {lookers} people who looked, {now} bought in the same 7 days."),
            args={"lookers": lookers, "now": now},
        )
    before = found.result.claim_of(round(found.before, 3), "rate")
    return Text(
        msg=N_(
            "Of {lookers} people who looked, {now} bought in the same 7 days; in a usual week it is {before}."
        ),
        args={"lookers": lookers, "now": now, "before": before},
    )


def _left_out(found: Evidence) -> list[Text]:
    if not found.fresh:
        return []
    return [
        Text(
            msg=N_(
                "{products} products that are new or back on the shelf are left out of all these figures, for they explain themselves."
            ),
            args={"products": found.fresh},
        )
    ]


def _short(goods: Choice) -> list[Text]:
    return [
        Text(
            msg=N_("{product} is left out: {left} in stock, less than a week at the present pace."),
            args={"product": one.goods.name, "left": goods.result.claim_of(int(one.on_hand or 0), "count")},
        )
        for one in goods.short
    ]


def method(weeks: Weeks, tested: int) -> Text:
    """How the rise was judged, in one sentence."""
    return Text(
        msg=N_(
            "The last 7 full days against the {weeks} whole weeks before, scaled by what the rest of the shop did, must rise further than chance lets the best of {tested} categories rise."
        ),
        args={"weeks": weeks.sales.baseline, "tested": tested},
    )


def rests_on(weeks: Weeks, z: float, bar: float, signal: Signal) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_(
            "The rise is {z} times its usual fluctuation, the bar is {bar}, and {lines} order lines were expected without it."
        ),
        args={
            "z": weeks.result.claim_of(round(z, 1), "number"),
            "bar": weeks.result.claim_of(round(bar, 1), "number"),
            "lines": weeks.result.claim_of(round(signal.expected), "count"),
        },
    )


def strongest_doubt(
    promotions: Sequence[Promotion], shopwide: Sequence[Promotion], posts: Result, goods: Choice
) -> tuple[Text, int]:
    """The doubt that weighs most, and how many there are."""
    doubts: list[Text] = []
    if promotions:
        doubts.append(
            Text(
                msg=N_(
                    "{promotion} ran on the same days; the rise holds without its products, but they may have drawn people in."
                ),
                args={"promotion": promotions[0].name},
            )
        )
    if int(posts.rows[0][0]) > 0:
        count = posts.claim(0, "posts", "count")
        doubts.append(
            Text(
                msg=N_(
                    "{posts} posts about it went out in the same 7 days and may have caused the rise themselves."
                ),
                args={"posts": count},
            )
        )
    if shopwide:
        doubts.append(
            Text(
                msg=N_(
                    "{promotion} ran for the whole shop on the same days; this category may simply suit it better than others."
                ),
                args={"promotion": shopwide[0].name},
            )
        )
    if not goods.stock_known:
        doubts.append(
            Text(
                msg=N_("Stock is unknown: look whether these products can still be delivered before posting.")
            )
        )
    if goods.short:
        doubts.append(
            Text(
                msg=N_(
                    "{product} sells well but is nearly out of stock, so part of the demand cannot be served."
                ),
                args={"product": goods.short[0].goods.name},
            )
        )
    nothing_else = Text(msg=N_("It is only 7 days: a rise this young can be gone next week."))
    return (doubts[0] if doubts else nothing_else), len(doubts)


def would_change(found: Evidence, weeks: Weeks, category: str) -> Text:
    """What would make us take it back."""
    place = weeks.place(category)
    if found.interest is not None and weeks.interest is not None:
        expected = found.interest.claim_of(round(weeks.interest.signals[place].expected), "count")
        return Text(
            msg=N_(
                "If looks and carts fall back to {expected} in the next 7 days, or order lines do not follow them, it was a passing mood."
            ),
            args={"expected": expected},
        )
    expected = found.sales.claim_of(round(weeks.sales.signals[place].expected), "count")
    return Text(
        msg=N_("If order lines fall back to {expected} in the next 7 days, it was a passing mood."),
        args={"expected": expected},
    )


def too_short() -> Text:
    """Why a shop with a short past is not judged."""
    return Text(
        msg=N_(
            "Rising category needs a longer past: at least eight full weeks of orders, more with few categories."
        )
    )


def promoted(category: str, promotion: Promotion) -> Text:
    """Why a rise that a promotion explains is no card."""
    return Text(
        msg=N_(
            "{category} rises, but {promotion} explains it: without the promoted products nothing is left that chance could not do."
        ),
        args={"category": category, "promotion": promotion.name},
    )


def turned_down(weeks: Weeks, verdict: Judgement) -> Text:
    """Why a category that stood out by its sales alone is no card."""
    signal = weeks.sales.signals[verdict.item]
    return _considered(weeks, weeks.categories[verdict.item], signal, verdict.reason or "noise")


def others_considered(weeks: Weeks) -> list[Text]:
    """Categories that went up as well and why they are no card, the largest rise first."""
    considered = sorted(
        (v for v in weeks.verdicts if v.reason and weeks.categories[v.item]),
        key=lambda v: -weeks.sales.signals[v.item].relative_growth,
    )
    texts = []
    for verdict in considered[:MOST_REJECTED]:
        signal = weeks.sales.signals[verdict.item]
        if min(signal.growth, signal.relative_growth) >= WORTH_MENTIONING:
            texts.append(
                _considered(weeks, weeks.categories[verdict.item], signal, verdict.reason or "noise")
            )
    return texts


REASONS = {
    "thin": N_(
        "{category}: order lines {growth} against a usual week, but with only {lines} of them it cannot be told from chance ({least} expected lines are needed)."
    ),
    "noise": N_("{category}: order lines {growth} against a usual week, within its usual fluctuation."),
    "sales": N_("{category}: more looks, but order lines at {growth} do not clearly follow."),
    "interest": N_("{category}: order lines {growth} against a usual week, but looks do not rise with them."),
}


def _considered(weeks: Weeks, category: str, signal: Signal, reason: str) -> Text:
    args: dict[str, Claim | Text | int | str] = {
        "category": category,
        "growth": signed(weeks.result.claim_of(round(signal.growth, 3), "rate")),
    }
    if reason == "thin":
        args |= {"lines": weeks.result.claim_of(int(signal.now), "count"), "least": int(LEAST_EXPECTED)}
    return Text(msg=REASONS[reason], args=args)
