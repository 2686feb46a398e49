"""Goal pace: the month's goal will be missed by what is to be expected, while there is still time to do something about it.

Without a scan: the goal stands in the ledger and not among the facts, and whoever set one is to hear of it whatever a nightly pass
found worth a look.
"""

from __future__ import annotations

from datetime import timedelta

from brain.kernel.i18n import N_, Text
from brain.ledger.tables import GoalRow
from brain.opportunities.alarms.warning import warn
from brain.opportunities.audience import order_value
from brain.opportunities.base import Alarm, Detected, Detector, Need, Situation
from brain.opportunities.goal import wording
from brain.opportunities.goal.lag import read_lag
from brain.opportunities.goal.pace import Pace, next_month, read_pace
from brain.opportunities.goal.watch import WATCH, about
from brain.opportunities.keeping import Kept
from brain.opportunities.mending import effect_of_mending
from brain.opportunities.saying import evidence
from cards.model import Confidence, Explanation, Subject, SubjectType

NAME = "goal_pace"
VALID_FOR = timedelta(days=3)
# A card when the goal is missed in four of five cases, and by enough to be worth a change of plans.
MOST_CHANCE = 0.2
LEAST_GAP = 0.03
SUBJECTS: dict[str, SubjectType] = {"category": "category", "brand": "brand", "product": "product", "channel": "channel", "group": "group"}  # fmt: skip


def look(situation: Situation) -> Detected:
    """The alarm of this month's goal, or that it is within reach; nothing without a goal."""
    if situation.goal is None:
        return Detected()
    kept = Kept(situation.facts)
    pace = read_pace(situation, kept, situation.goal)
    if pace is None:
        return Detected()
    if pace.chance > MOST_CHANCE or pace.gap < LEAST_GAP * pace.goal:
        said = wording.on_pace(wording.Standing(situation.goal, pace))
        return Detected(rejected=[said], receipts=list(kept.receipts))
    return Detected(findings=[_alarm(situation, kept, situation.goal, pace)])


def _alarm(situation: Situation, kept: Kept, goal: GoalRow, pace: Pace) -> Alarm:
    standing = wording.Standing(goal, pace)
    lag = read_lag(situation, kept, pace) if situation.facts.has("category") and not goal.dimension else None
    value = order_value(situation, kept, None)
    of_money = 1.0 if standing.unit == "money" else value.mean
    kind = SUBJECTS.get(goal.dimension)
    key = f"{goal.metric}:{goal.dimension}:{'/'.join(goal.subjects)}"
    warned = warn(
        situation, kept, WATCH, key, about(goal), usual=standing.amount(pace.goal), unit=standing.unit,
        until=next_month(goal.month), what=standing.what, told={"goal": pace.goal},
    )  # fmt: skip
    return Alarm(
        detector=NAME,
        warned=warned,
        subjects=tuple(Subject(type=kind, id=name, name=name) for name in goal.subjects) if kind else (),
        headline=wording.headline(standing),
        explanation=Explanation(
            why_now=wording.why_now(standing),
            evidence=evidence(wording.evidence_of(standing, lag)),
            method=wording.method(),
            confidence=Confidence(
                value=round(min(1 - pace.chance, 0.95), 2), rests_on=wording.rests_on(standing)
            ),
            strongest_doubt=wording.doubt(standing),
            would_change=wording.would_change(standing),
            look=wording.look_of(standing, situation.facts.shop.currency),
        ),
        effect=effect_of_mending(situation, pace.gap / pace.days_left * of_money),
        dedupe=f"{NAME}:{goal.month.isoformat()}:{goal.id}",
        valid_until=situation.now + VALID_FOR,
        receipts=kept.receipts,
        steps=wording.steps(standing, lag, value),
    )


goal_pace = Detector(
    name=NAME,
    title=Text(msg=N_("Behind the month's goal")),
    needs=(
        Need(
            fact="order",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see how the month stands against your goal, import orders of two months or more and set a goal."
                )
            ),
        ),
    ),
    look=look,
    watch=WATCH,
)
