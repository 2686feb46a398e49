"""What did not sell: of the product list where there is one, else of what was sold before; or what sold in one period and not in
another. Products that were first listed or sold after the period were not there to be bought and are not told."""

from __future__ import annotations

from datetime import timedelta

from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.figure import no_data, notes_on
from brain.assistant.answering.rows import card_of
from brain.assistant.coverage import has_rows, missing_facts, missing_text
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.wording import MOST_NAMED, day_text, filter_text, listed, period_text, value_text
from brain.facts.reader import Result
from brain.facts.semantic.compile import can_split
from brain.kernel.evidence import Bought, Filter, Period, ProductsWhich, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

MOST_LISTED = 1000


def unsold(asking: Asking, asked: Asked) -> AnswerCard:
    """The products of which none was sold in the period, counted and listed, with what was looked through."""
    intent = asked.intent
    assert intent.when is not None
    lacking = missing_facts(asking.facts, ("units",), ("product", *(one.dimension for one in intent.filters)))
    if lacking:
        return decline(asking, missing_text(lacking[0]))
    if not has_rows(asking.facts, ("orders",), intent.when.period):
        return no_data(asking, intent)
    sold_in = _sold_in(asking, intent)
    if sold_in is not None:
        return _sold_before(asking, asked, sold_in)
    if asking.facts.has("listing"):
        return _of_the_list(asking, asked)
    span = asking.facts.span()
    if span is None or span.start >= intent.when.period.start:
        said = Text(msg=N_("There is no product list, and no sale before that period to compare with."))
        return decline(asking, said)
    before = When(Period(start=span.start, end=intent.when.period.start), "days")
    return _sold_before(asking, asked, before)


def _sold_in(asking: Asking, intent: Intent) -> When | None:
    """The period in which they did sell, where the question names one."""
    assert intent.when is not None
    start = intent.when.period.start
    if not intent.sold_earlier:
        return intent.sold_in
    span = asking.facts.span()
    first, end = (span.start if span is not None else start), start
    if intent.sold_in is not None and intent.sold_earlier == "before":
        end = min(intent.sold_in.period.start, start)
    elif intent.sold_in is not None:
        first = intent.sold_in.period.start
    return When(Period(start=min(first, end), end=end), "days")


def _not_sold(filters: tuple[Filter, ...], period: Period) -> ProductsWhich:
    return ProductsWhich(any_of=(Bought(filters=filters, period=period),), negated=True)


def _of_the_list(asking: Asking, asked: Asked) -> AnswerCard:
    """Filters of goods narrow the list; those of orders (a region, a channel) say where none was sold."""
    intent = asked.intent
    assert intent.when is not None
    period = intent.when.period
    goods = tuple(one for one in intent.filters if can_split("products_listed", one.dimension))
    places = tuple(one for one in intent.filters if one not in goods)
    query = Query(
        metrics=("products_listed",),
        dimensions=("product",),
        filters=goods,
        period=period,
        limit=MOST_LISTED,
        products=(_not_sold(places, period),),
    )
    result = asking.facts.ask(query)
    whole = asking.facts.ask(Query(metrics=("products_listed",), filters=goods, period=period))
    looked = Text(
        msg=N_("Looked through: {count} products of the product list that were there by {day}."),
        args={
            "count": whole.claim(0, "products_listed"),
            "day": day_text(period.end - timedelta(days=1), asking.today),
        },
    )
    said = _said(asking, intent, result, None)
    return _card(asking, asked, query, result, said, looked)


def _sold_before(asking: Asking, asked: Asked, then: When) -> AnswerCard:
    """Those with a sale in the earlier period, with what they sold then."""
    intent = asked.intent
    assert intent.when is not None
    if not has_rows(asking.facts, ("orders",), then.period):
        period = period_text(then, asking.today)
        return decline(asking, Text(msg=N_("There is no data for {period}."), args={"period": period}))
    query = Query(
        metrics=("units",),
        dimensions=("product",),
        filters=intent.filters,
        period=then.period,
        limit=MOST_LISTED,
        products=(
            ProductsWhich(any_of=(Bought(filters=intent.filters, period=then.period),)),
            _not_sold(intent.filters, intent.when.period),
        ),
    )
    result = asking.facts.ask(query)
    whole = asking.facts.ask(Query(metrics=("products_sold",), filters=intent.filters, period=then.period))
    looked = Text(
        msg=N_("Looked through: {count} products sold in {period}; beside each what it sold then."),
        args={"count": whole.claim(0, "products_sold"), "period": period_text(then, asking.today)},
    )
    said = _said(asking, intent, result, then)
    return _card(asking, asked, query, result, said, looked)


def _said(asking: Asking, intent: Intent, result: Result, then: When | None) -> Text:
    assert intent.when is not None
    period = period_text(intent.when, asking.today)
    args: dict[str, Text] = {"period": period}
    args["count"] = Text(msg="{count}", args={"count": result.claim_of(len(result.rows), "count")})
    if intent.filters:
        names = listed([filter_text(one, asking.today) for one in intent.filters])
        args["period"] = Text(msg=N_("{names} · {period}"), args={"names": names, "period": period})
    if then is None:
        said = Text(msg=N_("Products with no sale in {period}: {count}"), args=dict(args))
    else:
        args["then"] = period_text(then, asking.today)
        said = Text(msg=N_("Products sold in {then} and not in {period}: {count}"), args=dict(args))
    if not result.rows:
        return said
    names = listed([value_text("product", row[0], asking.today) for row in result.rows[:MOST_NAMED]])
    msg = N_("{said} ({items}, …)") if len(result.rows) > MOST_NAMED else N_("{said} ({items})")
    return Text(msg=msg, args={"said": said, "items": names})


def _card(asking: Asking, asked: Asked, query: Query, result: Result, said: Text, looked: Text) -> AnswerCard:
    notes = [looked, *notes_on(asking, asked.intent, None, asked.said)]
    if len(result.rows) == MOST_LISTED:
        notes.append(Text(msg=N_("Only the first {count} are listed."), args={"count": MOST_LISTED}))
    return card_of(asking, asked.intent, query, result, joined(said, *notes), len(result.rows), "count")
