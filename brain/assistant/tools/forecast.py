"""What the coming days will bring: the embedded brain's forecast, a range with its record, for a model."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from brain.assistant.answering.base import Asked, Asking
from brain.assistant.answering.daily import ALONG_TIME
from brain.assistant.answering.forecast import forecast as look_ahead
from brain.assistant.tools.base import Arguments, Bench, Tool, ToolResult, nearest
from brain.assistant.tools.query import StrictFilter, check_dimensions
from brain.assistant.tools.retelling import retold
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.kernel.evidence import Filter, Period
from brain.kernel.i18n import N_


class Forecast(Arguments):
    """A metric that adds up over days, and how many days from tomorrow on."""

    metric: str = "net_sales"
    days: int = Field(default=7, ge=1, le=90)
    filters: tuple[StrictFilter, ...] = Field(default=(), max_length=5)


def forecast(bench: Bench, given: Forecast) -> ToolResult:
    """The expected range of the coming days. Raises ToolRefused for names that do not exist or are not forecast."""
    if given.metric not in ALONG_TIME:
        raise nearest("forecast of metric", given.metric, ALONG_TIME)
    check_dimensions([one.dimension for one in given.filters])
    tomorrow = bench.facts.today + timedelta(days=1)
    ahead = Period(start=tomorrow, end=tomorrow + timedelta(days=given.days))
    intent = Intent(
        metrics=(given.metric,),
        filters=tuple(Filter(**one.model_dump()) for one in given.filters),
        when=When(ahead, "days", future=True),
    )
    card = look_ahead(Asking(bench.facts, bench.lang, None), Asked("", Reading(), intent))
    return retold(
        card,
        bench.lang,
        metric=given.metric,
        periods=(ahead,),
        guidance="A forecast is a range with its record, never a promise: say low and high, the days, and how often such "
        "forecasts were right.",
    )


FORECAST = Tool(
    name="forecast",
    description={
        "zh": "预测未来若干天的净销售额、订单数、件数等，给出范围和以往命中率。",
        "en": "Forecast net sales, orders, units ... of the coming days as a range, with its record.",
    },
    arguments=Forecast,
    run=forecast,
    step=N_("Looking ahead"),
)
