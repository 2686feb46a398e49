"""A follow-up: the earlier question with exactly what was named now replaced."""

from __future__ import annotations

from dataclasses import replace

from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading


def after(before: Intent, now: Intent, said: Reading) -> Intent:
    """A follow-up: the earlier question with exactly what was named now replaced."""
    kept = {} if "filters" in said.dropped else {f.dimension: f for f in before.filters}
    kept |= {f.dimension: f for f in now.filters}
    if said.ranked and not said.dimensions and not said.who and before.dimensions:
        now = replace(now, dimensions=before.dimensions)  # "just the top 3" of what was listed
    cut_anew = bool(now.dimensions or now.ranked or now.trend)
    when = now.when or before.when
    if said.shifted and before.when is not None and now.when is None:
        when = periods.preceding(before.when)
    compare = now.compare or (None if now.when and isinstance(before.compare, When) else before.compare)
    if "compare" in said.dropped or said.shifted:
        compare = now.compare
    if said.compare == "against" and before.when is not None:
        when, compare = before.when, now.compare
    cut = _cut(before, now, said, cut_anew=cut_anew)
    if (
        not cut_anew
        and len(cut) == 1
        and any(f.dimension == cut[0] and len(f.values) == 1 for f in now.filters)
    ):
        cut = ()  # 那棉与鹿呢, after a list of brands
    return replace(
        before,
        metrics=now.metrics
        if said.metrics
        or said.best
        or (said.judged and now.metrics)
        or (said.people and now.metrics)
        or not before.metrics
        else before.metrics,
        dimensions=cut,
        filters=tuple(kept.values()),
        holidays=now.holidays or before.holidays,
        when=when,
        compare=compare,
        ranked=now.ranked if cut_anew else before.ranked,
        limit=now.limit if cut_anew else before.limit,
        trend=now.trend if cut_anew else before.trend,
        having=now.having or (() if cut_anew else before.having),
        shows=now.shows or (() if cut_anew else before.shows),
        others=now.others,
        rising=now.rising,
    )


def uncut(before: Intent) -> Intent:
    """An earlier question without the way its list was cut and ranked: its figure, period and names."""
    return replace(
        before,
        dimensions=(),
        ranked=None,
        limit=None,
        trend=False,
        having=(),
        shows=(),
        others=False,
        rising=None,
    )


def _cut(before: Intent, now: Intent, said: Reading, *, cut_anew: bool) -> tuple[str, ...]:
    if "dimensions" in said.dropped:
        return now.dimensions
    return (now.dimensions or before.dimensions) if cut_anew else before.dimensions
