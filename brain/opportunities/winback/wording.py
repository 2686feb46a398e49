"""What a win-back card says, in claims."""

from __future__ import annotations

from brain.analysis.rhythm import LEAST_ORDER_DAYS, LEAST_OVERDUE, MOST_OVERDUE, RETURN_DAYS, ReturnRate
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.goods import Choice
from brain.opportunities.saying import evidence
from brain.opportunities.winback.late import Late
from cards.model import EvidenceRow

Natural = tuple[ReturnRate, Result] | None
MANY_RETURN = 0.3


def headline(late: Late) -> Text:
    """Who stays away and for how long, in one line."""
    return Text(
        msg=N_(
            "{customers} regular customers have stayed away longer than is usual for them: usually {gap} days, now {away}."
        ),
        args={
            "customers": late.result.claim(0, "customers", "count"),
            "gap": _gap(late),
            "away": _away(late),
        },
    )


def why_now(late: Late, natural: Natural) -> Text:
    """Why a message now rather than later."""
    value = late.result.claim(0, "value", "money")
    if natural is None or natural[0].seen == 0:
        return Text(
            msg=N_(
                "They spent {value} in the last year. How many come back by themselves cannot be told from this shop's short history."
            ),
            args={"value": value},
        )
    back = natural[1].claim_of(round(natural[0].rate, 3), "rate")
    if natural[0].rate >= MANY_RETURN:
        return Text(
            msg=N_(
                "They spent {value} in the last year. Of customers this late {back} came back by themselves within {days} days; a word is for the others."
            ),
            args={"value": value, "back": back, "days": RETURN_DAYS},
        )
    return Text(
        msg=N_(
            "They spent {value} in the last year, and of customers this late only {back} came back by themselves within {days} days."
        ),
        args={"value": value, "back": back, "days": RETURN_DAYS},
    )


def evidence_rows(late: Late, natural: Natural, goods: Choice) -> tuple[EvidenceRow, ...]:
    """Who, how late, worth what, what becomes of them, and what they used to buy."""
    texts = [
        Text(
            msg=N_(
                "{customers} customers; half of them usually order every {gap} days or sooner, and half have been away {away} days or longer."
            ),
            args={
                "customers": late.result.claim(0, "customers", "count"),
                "gap": _gap(late),
                "away": _away(late),
            },
        ),
        Text(
            msg=N_("In the last 365 days they spent {value} net of refunds, {each} each on average."),
            args={
                "value": late.result.claim(0, "value", "money"),
                "each": late.result.claim_of(round(float(late.result.rows[0][2] or 0), 2), "money"),
            },
        ),
    ]
    if natural is not None and natural[0].seen:
        texts.append(_natural(natural))
    texts += _favourite(goods)
    return evidence(texts)


def _natural(natural: tuple[ReturnRate, Result]) -> Text:
    rate, result = natural
    return Text(
        msg=N_(
            "Of {seen} cases at the same stage in the past, {rate} came back within {days} days without being asked (80 % range {low} to {high})."
        ),
        args={
            "seen": result.claim_of(rate.seen, "count"),
            "rate": result.claim_of(round(rate.rate, 3), "rate"),
            "days": RETURN_DAYS,
            "low": result.claim_of(round(rate.low, 3), "rate"),
            "high": result.claim_of(round(rate.high, 3), "rate"),
        },
    )


def _favourite(goods: Choice) -> list[Text]:
    texts = []
    if goods.shown:
        best = goods.shown[0]
        row = next(i for i, row in enumerate(goods.result.rows) if row[0] == best.product_id)
        buyers = goods.result.claim(row, "wanted", "count")
        texts.append(
            Text(
                msg=N_("What they bought most often: {product}, {buyers} of them."),
                args={"product": best.name, "buyers": buyers},
            )
        )
    texts += [
        Text(
            msg=N_("{product} is left out: {left} in stock, less than a week at the present pace."),
            args={"product": one.goods.name, "left": goods.result.claim_of(int(one.on_hand or 0), "count")},
        )
        for one in goods.short
    ]
    return texts


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Of customers with at least {days} order days, those away {least} to {most} times their own median pause and longer than nine in ten of their pauses; the most valuable first."
        ),
        args={"days": LEAST_ORDER_DAYS, "least": f"{LEAST_OVERDUE:g}", "most": f"{MOST_OVERDUE:g}"},
    )


def rests_on(late: Late, natural: Natural) -> Text:
    """What the confidence rests on."""
    pauses = late.result.claim_of(round(late.pauses_each, 1), "number")
    if natural is None or natural[0].seen == 0:
        return Text(
            msg=N_("{pauses} pauses a customer on average; the past holds no comparable cases."),
            args={"pauses": pauses},
        )
    seen = natural[1].claim_of(natural[0].seen, "count")
    return Text(
        msg=N_("{pauses} pauses a customer on average, and {seen} comparable cases in the past."),
        args={"pauses": pauses, "seen": seen},
    )


def strongest_doubt(natural: Natural, goods: Choice) -> Text:
    """The doubt that weighs most."""
    if natural is not None and natural[0].rate >= MANY_RETURN:
        rate = natural[1].claim_of(round(natural[0].rate, 3), "rate")
        return Text(
            msg=N_(
                "{rate} come back anyway, so much of what follows the post would have come without it; the control group will tell."
            ),
            args={"rate": rate},
        )
    if not goods.stock_known:
        return Text(
            msg=N_("Stock is unknown: look whether these products can still be delivered before posting.")
        )
    return Text(
        msg=N_(
            "Some may have left for reasons no message changes: they no longer need the goods, or buy them elsewhere."
        )
    )


def would_change(late: Late, natural: Natural) -> Text:
    """What would make us take it back."""
    if natural is not None and natural[0].seen:
        high = natural[1].claim_of(round(natural[0].high, 3), "rate")
        return Text(
            msg=N_(
                "If more than {high} of the control group come back within {days} days, these customers were only late."
            ),
            args={"high": high, "days": RETURN_DAYS},
        )
    return Text(
        msg=N_(
            "If the control group comes back as often as those who got the post, these customers were only late."
        )
    )


def passed_over(result: Result) -> tuple[Text, ...]:
    """Late customers that are not written to, by reason; only reasons that occurred."""
    reasons = (
        ("refused", N_("{n} more are late but have not agreed to messages.")),
        ("returned", N_("{n} more are late but had most of what they bought refunded.")),
    )
    found: list[Text] = []
    for column, msg in reasons:
        claim = result.claim(0, column, "count")
        if claim.value > 0:
            found.append(Text(msg=msg, args={"n": claim}))
    return tuple(found)


def _gap(late: Late) -> Claim:
    return late.result.claim_of(round(float(late.result.rows[0][4] or 0)), "days")


def _away(late: Late) -> Claim:
    return late.result.claim_of(round(float(late.result.rows[0][5] or 0)), "days")
