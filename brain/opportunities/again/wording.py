"""What a card about regulars who leave out what they used to take says, in claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.again.judge import LEAST_GONE
from brain.opportunities.again.missing import FOLLOWED_DAYS, LEAST_DAYS, LEAST_OVERDUE
from brain.opportunities.again.past import Past
from brain.opportunities.goods import Choice
from brain.opportunities.saying import evidence
from cards.model import EvidenceRow

MOST_NAMED = 3


@dataclass(frozen=True)
class Told:
    """What the words rest on: the stopped habits (a row each, as a frame), the rows they come from, the line ("": all), the shelf, what became of such habits before, and the days of the effect."""

    habits: pd.DataFrame
    pairs: Result
    line: str
    goods: Choice
    past: Past
    days: int

    def claim(self, many: int) -> Claim:
        """A count of habits as a claim."""
        return self.pairs.claim_of(int(many), "count")

    @property
    def customers(self) -> Claim:
        """How many different customers have stopped something."""
        return self.claim(self.habits["customer_key"].nunique())

    def spell(self, column: str) -> Claim:
        """The median of a column of days."""
        return self.pairs.claim_of(round(float(self.habits[column].median())), "days")


def headline(told: Told) -> Text:
    """Who leaves out what, in one line."""
    if told.line:
        return Text(
            msg=N_(
                "{customers} regulars still come but no longer take their usual {line}: usually every {pace} days, last {away} days ago."
            ),
            args={
                "customers": told.customers,
                "line": told.line,
                "pace": told.spell("pace"),
                "away": told.spell("away"),
            },
        )
    return Text(
        msg=N_(
            "{customers} regulars still come but leave out what they used to take: usually every {pace} days, last {away} days ago."
        ),
        args={"customers": told.customers, "pace": told.spell("pace"), "away": told.spell("away")},
    )


def why_now(told: Told) -> Text:
    """Why a word now."""
    missed = told.pairs.claim_of(round(float(told.habits["missed"].mean()), 1), "number")
    return Text(
        msg=N_(
            "They have come {missed} times each on average since without it, so they are reached while they are customers; once they stay away it is harder."
        ),
        args={"missed": missed},
    )


def evidence_rows(told: Told) -> tuple[EvidenceRow, ...]:
    """How firm the habits were, what is missed most, and what is short."""
    taken, visits = int(told.habits["taken"].sum()), int(told.habits["visits"].sum())
    texts = [
        Text(
            msg=N_(
                "While the habit lasted they took it at {taken} of {visits} visits ({share}); at the {missed} visits since, never."
            ),
            args={
                "taken": told.claim(taken),
                "visits": told.claim(visits),
                "share": told.pairs.claim_of(round(taken / max(visits, 1), 2), "rate"),
                "missed": told.claim(int(told.habits["missed"].sum())),
            },
        ),
        *_most_missed(told),
        *_before(told),
    ]
    texts += [
        Text(
            msg=N_("{product} is left out: {left} in stock, less than a week at the present pace."),
            args={
                "product": one.goods.name,
                "left": told.goods.result.claim_of(int(one.on_hand or 0), "count"),
            },
        )
        for one in told.goods.short
    ]
    return evidence(texts)


def _before(told: Told) -> list[Text]:
    if not told.past.known:
        return []
    past = told.past.result
    return [
        Text(
            msg=N_(
                "Of {cases} habits that had stopped {month} days ago, {within_month} were taken up again since by themselves; within {days} days it was {within_days}."
            ),
            args={
                "cases": past.claim_of(told.past.cases, "count"),
                "month": FOLLOWED_DAYS,
                "within_month": past.claim_of(round(told.past.within_month, 2), "rate"),
                "within_days": past.claim_of(round(told.past.within_days, 2), "rate"),
                "days": told.days,
            },
        )
    ]


def _most_missed(told: Told) -> list[Text]:
    rows = told.goods.result.rows
    return [
        Text(
            msg=N_("{product}: {customers} of them used to take it."),
            args={
                "product": one.name,
                "customers": told.goods.result.claim(
                    next(i for i, row in enumerate(rows) if row[0] == one.product_id), "wanted", "count"
                ),
            },
        )
        for one in told.goods.shown[:MOST_NAMED]
    ]


def method() -> Text:
    """The rule, in one sentence."""
    return Text(
        msg=N_(
            "Products that a customer bought on {days} days or more and has left out for {overdue} of their own pauses while still coming; kept where, by how often they used to take it, chance would hardly leave it out so many times in a row."
        ),
        args={"days": LEAST_DAYS, "overdue": f"{LEAST_OVERDUE:g}"},
    )


def rests_on(told: Told) -> Text:
    """What the confidence rests on."""
    if told.past.known:
        return Text(
            msg=N_(
                "{cases} habits that had stopped before: {stayed} of them stayed stopped for {month} days."
            ),
            args={
                "cases": told.past.result.claim_of(told.past.cases, "count"),
                "stayed": told.past.result.claim_of(round(1 - told.past.within_month, 2), "rate"),
                "month": FOLLOWED_DAYS,
            },
        )
    gone = told.pairs.claim_of(round(float(told.habits["gone"].mean()), 2), "rate")
    return Text(
        msg=N_(
            "The chance that a habit has ended is {gone} on average over {habits} habits; those below {least} are left out."
        ),
        args={
            "gone": gone,
            "habits": told.claim(len(told.habits)),
            "least": told.pairs.claim_of(LEAST_GONE, "rate"),
        },
    )


def strongest_doubt(told: Told, reached: int) -> Text:
    """The doubt that weighs most. `reached` customers miss one of the goods shown."""
    if reached * 2 < told.habits["customer_key"].nunique():
        return Text(
            msg=N_(
                "The post shows what {reached} of {customers} used to take; the others see goods of the same shop, not their own. A word to each is better where few are left."
            ),
            args={"reached": told.claim(reached), "customers": told.customers},
        )
    changed = told.habits[told.habits["changed"]]["customer_key"].nunique()
    if changed:
        return Text(
            msg=N_(
                "{changed} of them have bought another product of the same kind since: they may have changed rather than stopped."
            ),
            args={"changed": told.claim(changed)},
        )
    return Text(
        msg=N_(
            "They may have changed to something else, or need it no longer, as children grow out of things; orders do not say why."
        )
    )


def would_change() -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If the control group takes it up again as often as those who got the post, the habit was only resting."
        )
    )


def audience_name(line: str) -> Text:
    """How the audience is called."""
    if line:
        return Text(msg=N_("Regulars who no longer take their usual {line}"), args={"line": line})
    return Text(msg=N_("Regulars who leave out what they used to take"))


def considered(others: Sequence[tuple[str, Claim]]) -> tuple[Text, ...]:
    """Other product lines that fewer customers leave out."""
    return tuple(
        Text(
            msg=N_("{line}: only {customers} no longer take their usual one."),
            args={"line": line, "customers": many},
        )
        for line, many in others
    )
