"""What a card about the month's goal says, in claims."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np

from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Claim, Unit
from brain.kernel.i18n import N_, Day, Text
from brain.ledger.tables import GoalRow
from brain.opportunities.audience import OrderValue
from brain.opportunities.goal.lag import Lag
from brain.opportunities.goal.pace import Pace
from brain.opportunities.saying import Args
from cards.model import Bar, Look


class Standing:
    """A pace in claims, in the unit of the goal's figure."""

    def __init__(self, goal: GoalRow, pace: Pace) -> None:
        self.pace = pace
        self._metric = find_metric(goal.metric)
        self._subjects = tuple(goal.subjects) if goal.dimension else ()

    @property
    def unit(self) -> Unit:
        """Money or a count."""
        return self._metric.unit

    @property
    def what(self) -> Text:
        """What the goal is about."""
        label = Text(msg=self._metric.label)
        if not self._subjects:
            return label
        return Text(
            msg=N_("{metric} of {names}"), args={"metric": label, "names": " / ".join(self._subjects)}
        )

    def amount(self, value: float) -> Claim:
        """A figure in the goal's unit, whole."""
        return self.pace.daily.claim_of(round(value), self.unit)

    def rate(self, value: float) -> Claim:
        """A share."""
        return self.pace.daily.claim_of(round(value, 2), "rate")

    def count(self, value: int) -> Claim:
        """A number of days or orders."""
        return self.pace.daily.claim_of(value, "count")

    @property
    def range(self) -> Args:
        """The likely end of the month."""
        pace = self.pace
        return {
            "low": self.amount(pace.low),
            "high": self.amount(pace.high),
            "expected": self.amount(pace.expected),
        }


def headline(standing: Standing) -> Text:
    """How far behind the month will end, if nothing is done."""
    pace = standing.pace
    return Text(
        msg=N_("{what} is behind the month's goal: {expected} expected by its end, {goal} wanted, {gap} short."),
        args={
            "what": standing.what, "expected": standing.amount(pace.expected), "goal": standing.amount(pace.goal), "gap": standing.amount(pace.gap),
        },
    )  # fmt: skip


def why_now(standing: Standing) -> Text:
    """Why today."""
    pace = standing.pace
    return Text(
        msg=N_("{so_far} in {days_in} days; {days_left} days are left, and {a_day} a day would close the gap where {usual} a day are expected."),
        args={
            "so_far": standing.amount(pace.so_far), "days_in": standing.count(pace.days_in), "days_left": standing.count(pace.days_left),
            "a_day": standing.amount((pace.goal - pace.so_far) / pace.days_left),
            "usual": standing.amount((pace.expected - pace.so_far) / pace.days_left),
        },
    )  # fmt: skip


def evidence_of(standing: Standing, lag: Lag | None) -> list[Text]:
    """The range, how good such forecasts were, and where the month lags."""
    pace = standing.pace
    texts = [
        Text(
            msg=N_("By the end of the month {low} to {high} are expected; the goal of {goal} is reached with a chance of {chance}."),
            args={
                "low": standing.amount(pace.low), "high": standing.amount(pace.high), "goal": standing.amount(pace.goal),
                "chance": standing.rate(pace.chance),
            },
        ),
        Text(
            msg=N_("Forecasts like this one from {origins} earlier days missed a day by {error} on average."),
            args={"origins": standing.count(pace.ahead.origins), "error": standing.rate(pace.ahead.error)},
        ),
    ]  # fmt: skip
    if lag is not None:
        texts.append(
            Text(
                msg=N_(
                    "Most of the lag is {category}: {now} this month, {then} on the same days of the last one."
                ),
                args={
                    "category": lag.category,
                    "now": lag.result.claim_of(round(float(lag.result.rows[0][1])), "money"),
                    "then": lag.result.claim_of(round(float(lag.result.rows[0][2])), "money"),
                },
            )
        )
    return texts  # fmt: skip


def steps(standing: Standing, lag: Lag | None, value: OrderValue) -> tuple[Text, ...]:
    """What would close the gap, in order."""
    pace = standing.pace
    found = []
    if standing.unit == "money" and value.mean > 0:
        orders = max(round(pace.gap / value.mean), 1)
        found.append(
            Text(
                msg=N_(
                    "{orders} more orders of the usual {value} would close the gap: {a_day} a day for {days} days."
                ),
                args={
                    "orders": value.result.claim_of(orders, "count"),
                    "value": value.result.claim_of(round(value.mean), "money"),
                    "a_day": value.result.claim_of(round(orders / pace.days_left, 1), "number"),
                    "days": standing.count(pace.days_left),
                },
            )
        )
    if lag is not None:
        found.append(
            Text(
                msg=N_("Begin with {category}: show it, and look at its price and stock."),
                args={"category": lag.category},
            )
        )
    found.append(Text(msg=N_("Execute the waiting cards that bring most before the month ends.")))
    found.append(
        Text(
            msg=N_("If the goal was set too high, change it: {low} to {high} is what this month looks like."),
            args={"low": standing.amount(pace.low), "high": standing.amount(pace.high)},
        )
    )
    return tuple(found)  # fmt: skip


def method() -> Text:
    """The rule in one sentence."""
    return Text(
        msg=N_(
            "Each day left is forecast from the level of the last weeks, the shape of the week and what festivals did the last time; the range held four of five earlier forecasts."
        )
    )


def rests_on(standing: Standing) -> Text:
    """What the confidence rests on."""
    pace = standing.pace
    return Text(
        msg=N_(
            "The goal is missed in {chance} of what the forecast holds possible; {origins} earlier forecasts say how wide that is."
        ),
        args={"chance": standing.rate(1 - pace.chance), "origins": standing.count(pace.ahead.origins)},
    )


def doubt(standing: Standing) -> Text:
    """The doubt that weighs most."""
    if standing.pace.ahead.unseen:
        return Text(
            msg=N_("A festival ahead was not in the past of this shop and is forecast like ordinary days.")
        )
    return Text(
        msg=N_(
            "The forecast knows nothing of what is planned: a campaign or a large order changes it at once."
        )
    )


def would_change(standing: Standing) -> Text:
    """What would make us take it back."""
    pace = standing.pace
    return Text(
        msg=N_("If the next 7 days bring {wanted} or more, the goal is within reach again."),
        args={"wanted": standing.amount((pace.goal - pace.so_far) / pace.days_left * 7)},
    )


def on_pace(standing: Standing) -> Text:
    """Said instead of a card when the goal is likely enough: within reach, or passed even at the low end."""
    ahead = standing.pace.low > standing.pace.goal
    return Text(
        msg=N_("{what} is ahead of the month's goal of {goal}: {low} to {high} are expected. Nothing needs to be given away to reach it, and a higher goal could be set.")
        if ahead
        else N_("{what}: the month's goal of {goal} is within reach; {low} to {high} are expected."),
        args={
            "what": standing.what, "goal": standing.amount(standing.pace.goal), "low": standing.amount(standing.pace.low),
            "high": standing.amount(standing.pace.high),
        },
    )  # fmt: skip


def look_of(standing: Standing, currency: str) -> Look:
    """The month's running total, expected days included, with the goal across."""
    pace = standing.pace
    days = np.concatenate([pace.values[-pace.days_in :], pace.ahead.mid[0]])
    points = tuple(
        Bar(
            label=Text(msg="{day}", args={"day": Day(day=pace.month + timedelta(days=place))}),
            value=Decimal(str(round(total))), marked=place == pace.days_in - 1,
        )
        for place, total in enumerate(np.cumsum(days).tolist())
    )  # fmt: skip
    return Look(
        title=Text(msg=N_("{what} since the month began, with what is expected"), args={"what": standing.what}), shape="line",
        unit=standing.unit, currency=currency if standing.unit == "money" else None, points=points,
        limit=Decimal(str(round(pace.goal))), limit_label=Text(msg=N_("the goal")), receipt=pace.daily.receipt.id,
    )  # fmt: skip
