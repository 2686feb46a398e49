"""A figure, a list, a comparison, a trend, a ranking or a share: one query, run, and told with its receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.beside import added, beside
from brain.assistant.answering.chips import chips_of
from brain.assistant.answering.share import (
    named_share,
    needs_parts,
    of_a_list,
    part_of,
    share_of_groups,
    share_of_rows,
)
from brain.assistant.coverage import data_span, has_rows, missing_facts, missing_text, used_dimensions
from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.turns_said import asks_difference
from brain.assistant.wording import (
    apart_text,
    cell,
    counted_text,
    dates_text,
    day_text,
    difference_text,
    period_text,
    share_text,
    single_text,
    table_text,
    value_text,
)
from brain.facts.reader import Result
from brain.facts.semantic.compile import find_metric, unit_of
from brain.facts.semantic.formula_words import how_counted
from brain.kernel.evidence import OTHERS, Query
from brain.kernel.i18n import N_, Text, verbatim
from cards.answer.model import AnswerCard

NAMED_READINGS = 2
RUNNING_UNITS = frozenset({"week", "month", "quarter", "year"})


def figure(asking: Asking, asked: Asked) -> AnswerCard:
    """The answer to a complete intent, or an honest no where the data cannot tell it."""
    intent = asked.intent
    assert intent.when is not None
    asked_for = replace(intent, shows=()).query()
    lacking = missing_facts(asking.facts, asked_for.metrics, used_dimensions(asked_for))
    if lacking:
        return decline(asking, missing_text(lacking[0]))
    whole = _of_the_whole(asking, intent, each=asked.said.each and bool(intent.split()))
    if isinstance(whole, AnswerCard):
        return whole
    intent, shares = whole
    query = intent.query()
    notes: list[Text] = []
    compared = intent.compared()
    if compared is not None and not has_rows(asking.facts, query.metrics, compared.period):
        period = period_text(compared, asking.today)
        msg = N_("There is no data for {period}, so there is nothing to compare with.")
        if intent.rising:
            return decline(asking, Text(msg=msg, args={"period": period}))
        notes.append(Text(msg=msg, args={"period": period}))
        intent = replace(intent, compare=None)
        query, compared = intent.query(), None
    result = asking.facts.ask(query)
    if not _has_figures(result, intent) and not has_rows(asking.facts, query.metrics, query.period):
        return no_data(asking, intent)
    if intent.having and not result.rows:
        return _none_such(asking, asked, intent, result)
    if not result.rows or all(value is None for value in result.rows[0][len(query.dimensions) :]):
        return nothing_to_tell(asking, intent)
    notes += [*_unfinished(asking, intent, result), *notes_on(asking, intent, compared, asked.said)]
    notes += beside(asking, asked.question, query, result)
    return _card(asking, replace(asked, intent=intent), result, compared, notes, shares)


def _of_the_whole(
    asking: Asking, intent: Intent, *, each: bool
) -> tuple[Intent, tuple[str, ...] | None] | AnswerCard:
    """The intent to run where a share is asked, and the names whose share of their list it is; or the answer itself."""
    if "share" not in intent.shows:
        return intent, None
    of_groups = None if each else share_of_groups(asking, intent)
    if of_groups is not None:
        return of_groups
    part = () if each else part_of(intent)
    if each:  # 各占多少: each of them in the whole list
        intent = replace(
            intent, filters=tuple(f for f in intent.filters if f.dimension not in intent.split())
        )
    names = of_a_list(intent, part) if part else None
    if part and names is None:
        told = share_of_rows(asking, intent, part)
        return told if isinstance(told, AnswerCard) else decline(asking, told)
    if names is not None:
        rest = tuple(f for f in intent.filters if f not in part)
        intent = replace(intent, filters=rest, dimensions=(part[0].dimension,))
    reason = needs_parts(intent)
    return decline(asking, reason) if reason is not None else (intent, names)


def _card(
    asking: Asking,
    asked: Asked,
    result: Result,
    compared: When | None,
    notes: list[Text],
    shares: tuple[str, ...] | None,
) -> AnswerCard:
    intent = asked.intent
    assert intent.when is not None
    query = intent.query()
    rows = tuple(
        tuple(cell(value, column) for value, column in zip(row, result.columns, strict=True))
        for row in result.rows
    )
    metric = query.metrics[0]
    unit: str = unit_of(metric)
    figure_now: Decimal | int | float | str | None = None
    if shares is not None:
        part = named_share(result, metric, shares)
        said = share_text(result, query, intent.when, shares, part, asking.today, asking.lang)
        figure_now, unit = part, "rate"
    elif query.having and not intent.ranked:
        said = counted_text(result, query, intent.when, asking.today, asking.lang)
        figure_now, unit = len(result.rows), "count"
    elif query.dimensions:
        said = table_text(result, query, intent.when, intent.ranked, asking.today, asking.lang, intent.rising)
        figure_now = rows[0][len(query.dimensions)] if query.limit == 1 else None
        apart = None if compared or query.shows else apart_text(result, query, asking.today, asking.lang)
        notes = [*([apart] if apart is not None else []), *notes]
        if apart is not None and query.dimensions == ("day_kind",) and asks_difference(asked.question):
            figure_now = abs(Decimal(str(result.rows[0][1])) - Decimal(str(result.rows[1][1])))
        if _shares_together(query, asked):
            figure_now, unit = added(result, f"{metric}_share"), "rate"
    else:
        said = single_text(result, query, intent.when, compared, asking.today, asking.lang)
        figure_now = rows[0][0]
        apart = difference_text(result, query, asking.lang) if compared and asked.said.differs else None
        notes = [*([apart] if apart is not None else []), *notes]
    return AnswerCard(
        status="answer",
        text=joined(said, *notes),
        value=None if figure_now is None else Decimal(str(figure_now)),
        unit=unit,
        currency=asking.facts.shop.currency if unit == "money" else None,
        columns=result.columns,
        rows=rows,
        query=query,
        receipt=result.receipt,
        follow_ups=tuple(questions.follow_ups(asking.facts, intent, asking.lang, asking.names)),
        chips=chips_of(asking, intent),
    )


def _shares_together(query: Query, asked: Asked) -> bool:
    """前100名客户占多少: the figure asked for is what the best so many have together; 各占多少 asks for each."""
    of_best = query.order is not None and query.limit is not None and query.limit > 1
    one = len(query.metrics) == len(query.dimensions) == 1 and query.shows == ("share",)
    return of_best and one and not (query.others or query.compare or asked.said.each)


def _unfinished(asking: Asking, intent: Intent, result: Result) -> list[Text]:
    """今年哪个月最差: the month that is still running is low because it is not over, so the answer says that it is."""
    unit = intent.split()[0] if len(intent.split()) == 1 else ""
    if intent.ranked != "low" or unit not in RUNNING_UNITS or intent.when is None:
        return []
    current = periods.relative(unit, 0, asking.today).period.start
    if not any(row[0] == current for row in result.rows):
        return []
    return [Text(msg=N_("{name} is not over yet."), args={"name": value_text(unit, current, asking.today)})]


def _has_figures(result: Result, intent: Intent) -> bool:
    first = len(intent.split())
    return any(value for row in result.rows for value in row[first:] if value != OTHERS)


def _none_such(asking: Asking, asked: Asked, intent: Intent, result: Result) -> AnswerCard:
    """Nobody and nothing meets the condition: that is an answer, and its figure is nought."""
    assert intent.when is not None
    said = counted_text(result, intent.query(), intent.when, asking.today, asking.lang)
    return AnswerCard(
        status="answer",
        text=joined(said, *notes_on(asking, intent, None, asked.said)),
        value=Decimal(0),
        unit="count",
        columns=result.columns,
        query=intent.query(),
        receipt=result.receipt,
        chips=chips_of(asking, intent),
    )


def no_data(asking: Asking, intent: Intent) -> AnswerCard:
    """Zero would look like a fact where nothing was recorded."""
    assert intent.when is not None
    span = data_span(asking.facts, intent.metrics)
    # Beside data of other years, a day without its year would read as one of theirs.
    of_now = span is None or (span.end - timedelta(days=1)).year == asking.today.year
    period = period_text(intent.when, asking.today if of_now else date.min)
    said = Text(msg=N_("There is no data for {period}."), args={"period": period})
    if span is not None:
        dates = dates_text(span, asking.today)
        said = Text(msg=N_("{said} The data covers {dates}."), args={"said": said, "dates": dates})
    compare = None if isinstance(intent.compare, When) else intent.compare
    asked = replace(intent, compare=compare)
    return decline(asking, said, questions.choices_of_period(asking.facts, asked, asking.lang, asking.names))


def nothing_to_tell(asking: Asking, intent: Intent) -> AnswerCard:
    """The period has rows, but not the ones that this figure is made of."""
    assert intent.when is not None
    said = Text(
        msg=N_("{metric} cannot be told for {period}: the rows it needs are not there."),
        args={
            "metric": Text(msg=find_metric(intent.metrics[0]).label),
            "period": period_text(intent.when, asking.today),
        },
    )
    return decline(asking, said)


def notes_on(asking: Asking, intent: Intent, compared: When | None, said: Reading) -> list[Text]:
    """What the reader must know to read the figure right."""
    assert intent.when is not None
    notes = [*readings_of(said), *how_counted(intent.metrics)]
    period = intent.when.period
    span = data_span(asking.facts, intent.metrics)
    if span is not None and span.end < min(period.end, asking.today):
        last = span.end - timedelta(days=1)
        notes.append(Text(msg=N_("The data ends on {day}."), args={"day": day_text(last, asking.today)}))
    if span is not None and span.start > period.start:
        day = day_text(span.start, asking.today)
        notes.append(Text(msg=N_("The data begins on {day}."), args={"day": day}))
    if span is not None and compared is not None and compared.period.start < span.start < compared.period.end:
        day = day_text(span.start, asking.today)
        msg = N_("The data begins on {day}: of the period compared with only a part is there.")
        notes.append(Text(msg=msg, args={"day": day}))
    if compared is not None and compared.period.days != period.days:
        lengths = {"now": period.days, "before": compared.period.days}
        notes.append(
            Text(msg=N_("The periods differ in length: {now} and {before} days."), args=dict(lengths))
        )
    return notes


def readings_of(said: Reading) -> list[Text]:
    """How words that are no names as they stand were read."""
    notes = []
    for one in said.assumed:
        values = list(dict.fromkeys(value for hit in one.hits for value in hit.values))
        if one.all_of and len(values) > NAMED_READINGS:
            args: dict[str, Text | int | str] = {"word": one.word, "count": len(values)}
            notes.append(
                Text(msg=N_("“{word}” is in {count} names; all of them are counted."), args=dict(args))
            )
        elif one.sure:
            meant = verbatim(" / ".join(values))
            notes.append(Text(msg=N_("“{word}” was read as {name}."), args={"word": one.word, "name": meant}))
    return notes
