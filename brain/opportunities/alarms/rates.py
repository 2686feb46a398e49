"""Figures that are counts over an exposure (refunds of sales, clicks of readers): one judge and one way of saying for all of them.

Their count has columns `hits` and `of` beside the `figure`, and `burst` where one cause brings about several hits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from brain.analysis.mended import Counted, Verdict, mended
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.watch import Said

Numbers = Mapping[str, float]


def judge_rate(*, lower_is_better: bool, wander: float) -> Callable[[Numbers, Numbers, float], Verdict]:
    """Whether a rate is back at the usual one; see `brain.analysis.mended`."""

    def judge(then: Numbers, now: Numbers, usual: float) -> Verdict:
        return mended(counted(then), counted(now), usual, lower_is_better=lower_is_better, wander=wander)

    return judge


def counted(row: Numbers) -> Counted:
    """A row as a count."""
    return Counted(row.get("hits", 0.0), row.get("of", 0.0), row.get("burst", 1.0))


def say_rate(verdict: Verdict, said: Said) -> Text:
    """How far chance goes; the figures themselves stand beside the verdict."""
    return Text(msg=SENTENCES[verdict], args=said.args)


SENTENCES: dict[Verdict, str] = {
    "mended": N_("That is a clearer change than chance makes, to about {usual}."),
    "not_mended": N_("Chance hardly explains how far that still is from {usual}."),
    "cannot_tell": N_("Too little to tell: chance alone could make that difference, or hide one."),
}
