"""What an alarm warned of, counted while it is made, so that it can be looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from brain.kernel.evidence import Claim, Period, Unit
from brain.kernel.i18n import Text
from brain.opportunities.alarms.watch import Watch
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from cards.alert.model import Warned


def warn(
    situation: Situation,
    kept: Kept,
    watch: Watch,
    key: str,
    about: Mapping[str, str],
    *,
    usual: Claim | None = None,
    told: Mapping[str, float] | None = None,
    period: Period | None = None,
    days: int | None = None,
    until: date | None = None,
    what: Text | None = None,
    unit: Unit | None = None,
    file: str = "",
) -> Warned | None:
    """The figure over the days that the alarm looked at, by the very count that is made after *Done*; None where it does not tell.

    `told` adds what the judge worked out to the numbers that a later verdict is made of.
    """
    looked_at = period or Period(
        start=situation.end - timedelta(days=watch.then_days or watch.days), end=situation.end
    )
    reading = watch.count(situation.facts, about, looked_at)
    told_in = unit or watch.unit
    figure = reading.claim(told_in)
    if figure is None and told_in == "count":
        # Where nothing is there to be counted, there are none of it.
        figure = reading.result.claim_of(0, "count")
    if figure is None:
        return None
    kept.also(reading.result.receipt)
    return Warned(
        key=key,
        what=what or watch.what,
        figure=figure,
        usual=usual,
        usual_name=watch.usual_name,
        then={**reading.numbers, **(told or {})},
        about=dict(about),
        days=days or watch.days,
        until=until,
        file=file or watch.file,
    )
