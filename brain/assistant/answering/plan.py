"""A plan for a day that is coming: what to do when, counted back from it, and what it brought the last time."""

from __future__ import annotations

from datetime import date, timedelta

from brain.assistant.answering.base import Asked, Asking, ask_back
from brain.assistant.coverage import has_rows
from brain.assistant.understanding import periods
from brain.assistant.understanding.festivals import festival_of, year_earlier
from brain.assistant.understanding.periods import When
from brain.assistant.wording import day_text, figure_text, period_text
from brain.kernel.evidence import Order, Period, Query
from brain.kernel.i18n import N_, Text, verbatim
from cards.answer.model import AnswerCard

# Days before the day, and what is due then.
TASKS: tuple[tuple[int, str], ...] = (
    (30, N_("Choose the goods and the offer; check stock and lead times.")),
    (21, N_("Order what will not reach; write the texts and pictures, and have them checked.")),
    (10, N_("Decide whom each text is for; leave out whom it would tire.")),
    (7, N_("Tell regular customers first.")),
    (3, N_("Show the offer; prepare answers to the usual questions.")),
    (1, N_("Test links, prices and stock; put the posts on time.")),
    (0, N_("The day: watch stock and refunds, answer at once.")),
    (-2, N_("Read the battle reports; thank buyers; note what to keep.")),
)
BEST = 3


def plan(asking: Asking, asked: Asked) -> AnswerCard:
    """Tasks counted back from the day. Which day is asked when none is named."""
    when = asked.intent.when
    if when is None:
        examples = (
            ["帮我规划双十一", "帮我规划下个月的活动"]
            if asking.zh
            else ["plan for Black Friday", "plan a campaign for next month"]
        )
        return ask_back(Text(msg=N_("A plan for which day?")), examples, topic="plan")
    day = _coming(when, asking.today)
    tasks = [(day - timedelta(days=before), msg) for before, msg in TASKS]
    late = [due for due, _ in tasks if due < asking.today]
    rows = tuple(
        (max(due, asking.today).isoformat(), Text(msg=msg).render(asking.lang)) for due, msg in tasks
    )
    said = Text(
        msg=N_("Plan for {day}: {count} steps, the first on {first}."),
        args={
            "day": day_text(day, asking.today),
            "count": len(rows),
            "first": day_text(date.fromisoformat(rows[0][0]), asking.today),
        },
    )
    if late:
        note = Text(
            msg=N_("{count} of them would have been earlier and are due now."), args={"count": len(late)}
        )
        said = Text(msg=N_("{said} {note}"), args={"said": said, "note": note})
    last = _last_time(asking, _year_before(when, day))
    card = AnswerCard(status="answer", text=said, topic="plan", columns=("day", "task"), rows=rows)
    if last is None:
        return card
    text, more = last
    return card.model_copy(
        update={"text": Text(msg=N_("{said} {note}"), args={"said": said, "note": text}), **more}
    )


def _coming(when: When, today: date) -> date:
    """The next time this day comes: one that has passed is meant for the year after, a festival on its own date there."""
    start = when.period.start
    if when.festival is not None and start < today:
        years = (festival_of(when.festival[0], today.year + more, when.festival[1]) for more in range(3))
        days = [one.period.start for one in years if one is not None and one.period.start >= today]
        if days:
            return days[0]
    while start < today:
        try:
            start = start.replace(year=start.year + 1)
        except ValueError:
            start = start.replace(year=start.year + 1, day=28)
    return start


def _year_before(when: When, day: date) -> When:
    """The same day a year earlier; of a festival the one before, for the moon keeps no dates."""
    found = festival_of(when.festival[0], day.year, when.festival[1]) if when.festival is not None else None
    if found is not None and found.period.start == day:
        return year_earlier(found)
    return periods.year_before(When(Period(start=day, end=day + timedelta(days=1)), "day"))


def _last_time(asking: Asking, before: When) -> tuple[Text, dict[str, object]] | None:
    """What the same day brought a year earlier, and what sold best in the week around it."""
    if not has_rows(asking.facts, ("net_sales",), before.period):
        return None
    query = Query(metrics=("net_sales", "orders"), period=before.period)
    result = asking.facts.ask(query)
    args: dict[str, object] = {
        "period": period_text(before, asking.today),
        "sales": figure_text(result.claim(0, "net_sales"), asking.lang),
        "orders": result.claim(0, "orders"),
    }
    text = Text(msg=N_("On {period} it was {sales} in {orders} orders."), args=args)
    best = _best(asking, before.period)
    if best:
        text = Text(
            msg=N_("{said} Best then: {names}."), args={"said": text, "names": verbatim(" / ".join(best))}
        )
    return text, {"receipt": result.receipt, "query": query}


def _best(asking: Asking, day: Period) -> list[str]:
    if not asking.facts.has("product"):
        return []
    around = Period(start=day.start - timedelta(days=3), end=day.end + timedelta(days=3))
    query = Query(
        metrics=("net_sales",),
        dimensions=("product",),
        period=around,
        order=Order(by="net_sales"),
        limit=BEST,
    )
    return [str(row[0]) for row in asking.facts.ask(query).rows]
