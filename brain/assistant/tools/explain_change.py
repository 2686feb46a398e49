"""Why a figure changed: the embedded brain's contribution analysis, for a model."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field

from brain.assistant.answering.base import Asked, Asking
from brain.assistant.answering.why import why
from brain.assistant.tools.base import Arguments, Bench, Tool, ToolResult, nearest
from brain.assistant.tools.query import QueryArguments, StrictFilter, StrictPeriod, check_dimensions, query
from brain.assistant.tools.retelling import retold
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.kernel.evidence import Filter, Period
from brain.kernel.i18n import N_


class ExplainChange(Arguments):
    """A metric, the period that is asked about, and what it is compared with (the period of equal length before it)."""

    metric: str = "net_sales"
    period: StrictPeriod
    compare: StrictPeriod | None = None
    filters: tuple[StrictFilter, ...] = Field(default=(), max_length=5)


def explain_change(bench: Bench, given: ExplainChange) -> ToolResult:
    """Reasons that add up to the change, the unexplained rest stated. Raises ToolRefused for names that do not exist."""
    names = [metric.name for metric in bench.facts.metrics]
    if given.metric not in names:
        raise nearest("metric", given.metric, names)
    check_dimensions([one.dimension for one in given.filters])
    period = Period(**given.period.model_dump())
    compare = Period(**given.compare.model_dump()) if given.compare else period.before()
    intent = Intent(
        metrics=(given.metric,),
        filters=tuple(Filter(**one.model_dump()) for one in given.filters),
        when=When(period, "days"),
        compare=When(compare, "days"),
    )
    card = why(Asking(bench.facts, bench.lang, None), Asked("", Reading(), intent))
    told = retold(
        card,
        bench.lang,
        metric=given.metric,
        periods=(period, compare),
        guidance="These are parts of a change that add up, not proven causes: say so, name the largest two or three with their "
        "amounts and directions exactly as given, and say what stays unexplained. Add no reason of your own.",
        change=True,
    )
    # The whole and its growth, with the sign that the words leave out.
    asked = QueryArguments(metrics=intent.metrics, filters=intent.filters, period=period, compare=compare)
    whole = query(bench, asked)
    return replace(told, stated=(*told.stated, *whole.stated), names=(*told.names, *whole.names))


EXPLAIN_CHANGE = Tool(
    name="explain_change",
    description={
        "zh": "解释某个指标为什么变了：把变化拆成能加总的原因，并说明未解释的部分。问“为什么”时用。",
        "en": "Why a metric changed: reasons that add up to the change, and what stays unexplained. For questions that ask why.",
    },
    arguments=ExplainChange,
    run=explain_change,
    step=N_("Taking the change apart"),
)
