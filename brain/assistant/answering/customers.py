"""Customers told by what they did: how many they are, who, what part of whom, or a figure of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.share import COUNTED_UP
from brain.assistant.coverage import has_rows, missing_facts, missing_text
from brain.assistant.understanding.customers_said import CustomersSaid, Doing
from brain.assistant.understanding.tokens import NameHit
from brain.assistant.wording import cell, figure_text, filter_text, having_text, listed, period_text
from brain.facts.reader import Result
from brain.facts.semantic.compile import can_split, find_metric, unit_of
from brain.facts.semantic.customer_sets import EVER
from brain.kernel.evidence import Bought, CustomersWho, Filter, Having, Period, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

MOST_LISTED = 1000
ONE_PIECE = Having(metric="units", op=">", values=(Decimal(0),))
"""Postage and fees stand in lines of their own, without a product; bought is what has pieces."""

DID = {
    (False, False): N_("bought {what}, {period}"),
    (True, False): N_("did not buy {what}, {period}"),
    (False, True): N_("bought nothing but {what}, {period}"),
}
EVER_DID = {
    (False, False): N_("ever bought {what}"),
    (True, False): N_("never bought {what}"),
    (False, True): N_("ever bought nothing but {what}"),
}
AFTER, BEFORE, SINCE = N_("after {period}"), N_("before {period}"), N_("since {period}")
ON_NO_OTHER_DAYS = N_("bought nothing outside {period}")
"""What was done or not done, and whether nothing else was: (negated, only)."""


def customers(asking: Asking, asked: Asked) -> AnswerCard:
    """The answer for customers told by their doings, or an honest no where the data cannot tell it."""
    said = asked.said.customers
    span = asking.facts.span()
    assert said is not None
    lacking = missing_facts(asking.facts, ("buyers", *said.figures), _names_of(said))
    if span is None or lacking:
        return decline(asking, missing_text(lacking[0] if lacking else "order"))
    for figure in said.figures:
        if not can_split(figure, "customer"):
            return decline(asking, _no_customers(figure))
    empty = _without_data(asking, said)
    if empty is not None:
        return empty
    whole = Period(start=span.start, end=max(span.end, asking.today + timedelta(days=1)))
    return _Told(asking, said, whole).card()


def _names_of(said: CustomersSaid) -> tuple[str, ...]:
    return tuple({hit.dimension for doing in said.doings for hit in doing.names})


def _no_customers(figure: str) -> Text:
    label = Text(msg=find_metric(figure).label)
    return Text(msg=N_("{metric} is not told of customers."), args={"metric": label})


def _without_data(asking: Asking, said: CustomersSaid) -> AnswerCard | None:
    """Nobody bought in a month of which there is no data; that would look like a fact."""
    whens = [one.when for one in said.doings if one.when is not None] + ([said.when] if said.when else [])
    for when in whens:
        if not has_rows(asking.facts, ("orders",), when.period):
            period = period_text(when, asking.today)
            return decline(asking, Text(msg=N_("There is no data for {period}."), args={"period": period}))
    return None


class _Told:
    """One question about customers, at one shop."""

    def __init__(self, asking: Asking, said: CustomersSaid, whole: Period) -> None:
        self.asking, self.said, self.whole = asking, said, whole
        self.who = [who for doing in said.doings for who in conditions_of(doing, asking.today)]
        self.base = [who for doing in said.doings[: said.base] for who in conditions_of(doing, asking.today)]

    def card(self) -> AnswerCard:
        """The card for what is asked."""
        if self.said.asked == "list":
            return self._list()
        if self.said.asked == "figure":
            return self._figure()
        if self.said.asked == "share" and self.said.figures:
            return self._share_of_a_figure()
        return self._count()

    def _query(self, *metrics: str, who: Sequence[CustomersWho], ever: bool = False) -> Query:
        """Figures of these customers; counted, they are looked for in all of the data."""
        period = self.said.when.period if self.said.when is not None and not ever else self.whole
        return Query(metrics=metrics, period=period, customers=tuple(who))

    def _count(self) -> AnswerCard:
        query = self._query("buyers", who=self.who, ever=True)
        result = self.asking.facts.ask(query)
        count = result.rows[0][0]
        of = self._of_whom()
        if of is None:
            said = Text(
                msg=N_("{count} customers: {conditions}"),
                args={
                    "count": result.claim(0, "buyers", "count"),
                    "conditions": self._conditions(self.said.doings),
                },
            )
            return self._card(query, result, said, count, "count")
        everybody, which = of
        whole = everybody.rows[0][0]
        if not whole:
            return self._card(query, result, self._nobody(self.said.doings[: self.said.base]), 0, "count")
        share = Decimal(count) / Decimal(whole)
        asked_share = self.said.asked == "share"
        said = Text(
            msg=N_("Of {whole} customers ({which}), {count} ({rate}): {conditions}"),
            args={
                "whole": everybody.claim(0, "buyers", "count"),
                "which": which,
                "count": result.claim(0, "buyers", "count"),
                "rate": result.claim_of(share, "rate"),
                "conditions": self._conditions(self.said.doings[self.said.base :]),
            },
        )
        return self._card(
            query, result, said, share if asked_share else count, "rate" if asked_share else "count"
        )

    def _of_whom(self) -> tuple[Result, Text] | None:
        """Those of whom the counted ones are a part: the first of the doings, or everybody who bought in the period."""
        if self.said.base:
            query = self._query("buyers", who=self.base, ever=True)
            return self.asking.facts.ask(query), self._conditions(self.said.doings[: self.said.base])
        if self.said.asked != "share":
            return None
        when = self.said.when or next((one.when for one in self.said.doings if one.when is not None), None)
        query = Query(metrics=("buyers",), period=when.period if when else self.whole)
        which = period_text(when, self.asking.today) if when else Text(msg=N_("all of the data"))
        return self.asking.facts.ask(query), which

    def _list(self) -> AnswerCard:
        counted = self.asking.facts.ask(self._query("buyers", who=self.who, ever=True))
        count = int(counted.rows[0][0])
        query = self._query("net_sales", "orders", who=self.who, ever=True).model_copy(
            update={"dimensions": ("customer",), "limit": MOST_LISTED}
        )
        result = self.asking.facts.ask(query)
        said = Text(
            msg=N_("{count} customers: {conditions}. Beside each what they bought in all of the data"),
            args={
                "count": counted.claim(0, "buyers", "count"),
                "conditions": self._conditions(self.said.doings),
            },
        )
        if not count:
            said = self._nobody(self.said.doings)
        elif count > MOST_LISTED:
            most = Text(msg=N_("The {most} who bought most are listed."), args={"most": MOST_LISTED})
            said = joined(said, most)
        return self._card(query, result, said, count, "count")

    def _figure(self) -> AnswerCard:
        query = self._query("buyers", *self.said.figures, who=self.who)
        result = self.asking.facts.ask(query)
        if not result.rows[0][0]:
            return self._card(query, result, self._nobody(self.said.doings), Decimal(0), "count")
        metric = self.said.figures[0]
        said = Text(
            msg=N_("{figures} · {period} · {count} customers: {conditions}"),
            args={
                "figures": listed([self._figure_of(result, name) for name in self.said.figures]),
                "period": self._period(),
                "count": result.claim(0, "buyers", "count"),
                "conditions": self._conditions(self.said.doings),
            },
        )
        return self._card(query, result, said, result.rows[0][1], unit_of(metric))

    def _figure_of(self, result: Result, name: str) -> Text:
        place = result.columns.index(name)
        if result.rows[0][place] is None:
            return Text(msg=N_("{metric} cannot be told"), args={"metric": Text(msg=find_metric(name).label)})
        figure = figure_text(result.claim(0, name, find_metric(name).unit), self.asking.lang)
        return Text(
            msg="{metric} {figure}", args={"metric": Text(msg=find_metric(name).label), "figure": figure}
        )

    def _share_of_a_figure(self) -> AnswerCard:
        metric = self.said.figures[0]
        told = find_metric(metric)
        if len(self.said.figures) > 1 or told.unit not in COUNTED_UP or "/" in told.formula:
            label = Text(msg=told.label)
            return decline(
                self.asking,
                Text(
                    msg=N_(
                        "{metric} of the parts do not add up to the whole, so shares of it would mislead."
                    ),
                    args={"metric": label},
                ),
            )
        query = self._query(metric, "buyers", who=self.who)
        result = self.asking.facts.ask(query)
        everything = self.asking.facts.ask(self._query(metric, who=self.base))
        part, whole = (Decimal(str(one.rows[0][0] or 0)) for one in (result, everything))
        if not whole:
            said = Text(
                msg=N_("There is nothing to be a part of: {metric} is zero."),
                args={"metric": Text(msg=told.label)},
            )
            return decline(self.asking, said)
        share = part / whole
        said = Text(
            msg=N_("{rate} of {metric} ({part} of {whole}) · {period} · {count} customers: {conditions}"),
            args={
                "rate": figure_text(result.claim_of(share, "rate"), self.asking.lang),
                "metric": Text(msg=told.label),
                "part": figure_text(result.claim_of(part, told.unit), self.asking.lang),
                "whole": figure_text(everything.claim_of(whole, told.unit), self.asking.lang),
                "period": self._period(),
                "count": result.claim(0, "buyers", "count"),
                "conditions": self._conditions(self.said.doings),
            },
        )
        return self._card(query, result, said, share, "rate")

    # --- words

    def _period(self) -> Text:
        when = self.said.when
        return Text(msg=N_("all of the data")) if when is None else period_text(when, self.asking.today)

    def _nobody(self, doings: Sequence[Doing]) -> Text:
        return Text(
            msg=N_("There is no such customer: {conditions}"), args={"conditions": self._conditions(doings)}
        )

    def _conditions(self, doings: Sequence[Doing]) -> Text:
        parts = [self._condition(doing) for doing in doings]
        said = parts[0]
        for part in parts[1:]:
            said = Text(msg=N_("{said}; {more}"), args={"said": said, "more": part})
        return said

    def _condition(self, doing: Doing) -> Text:
        """What they did, in words: bought, did not buy, bought nothing but, with its period."""
        what = self._what(doing)
        if doing.when is None and doing.having:
            msg = N_("not {what} in all of the data") if doing.negated else N_("{what} in all of the data")
            return Text(msg=msg, args={"what": what})
        if doing.when is None:
            return Text(msg=EVER_DID[doing.negated, doing.only], args={"what": what})
        period = period_text(doing.when, self.asking.today)
        if doing.first:
            return Text(msg=N_("first order in {period}"), args={"period": period})
        for said, msg in ((doing.after, AFTER), (doing.before, BEFORE), (doing.since, SINCE)):
            period = Text(msg=msg, args={"period": period}) if said else period
        if doing.only and not doing.names:
            return Text(msg=ON_NO_OTHER_DAYS, args={"period": period})
        if doing.having:
            msg = N_("not {what}, {period}") if doing.negated else N_("{what}, {period}")
            return Text(msg=msg, args={"what": what, "period": period})
        return Text(msg=DID[doing.negated, doing.only], args={"what": what, "period": period})

    def _what(self, doing: Doing) -> Text:
        names = filter_text(_named(doing.names, "in"), self.asking.today) if doing.names else None
        if not doing.having:
            return names or Text(msg=N_("anything") if doing.negated else N_("something"))
        condition = having_text(doing.having[0], self.asking.facts.shop.currency)
        if names is None:
            return condition
        return Text(msg=N_("{condition} of {names}"), args={"condition": condition, "names": names})

    def _card(
        self, query: Query, result: Result, said: Text, value: Decimal | int | None, unit: str
    ) -> AnswerCard:
        rows = tuple(
            tuple(cell(one, column) for one, column in zip(row, result.columns, strict=True))
            for row in result.rows
        )
        return AnswerCard(
            status="answer",
            text=said,
            topic="customers",
            value=value,
            unit=unit,
            columns=result.columns,
            rows=rows,
            query=query,
            receipt=result.receipt,
            follow_ups=tuple(questions.suggestions(self.asking.facts, self.asking.lang, self.asking.names)),
        )


def conditions_of(doing: Doing, today: date) -> list[CustomersWho]:
    """One doing as conditions on customers; "only" is two: they did this, and nothing else."""
    days = doing.days(today)
    if doing.first:
        assert days is not None
        last = days.end - timedelta(days=1)
        first = Filter(
            dimension="first_order", op="between", values=(days.start.isoformat(), last.isoformat())
        )
        return [CustomersWho(any_of=(Bought(filters=(first,), ever=True),))]
    named = (_named(doing.names, "in"),) if doing.names else ()
    did = CustomersWho(any_of=(_bought(named, doing.having, days),), negated=doing.negated)
    if not doing.only:
        return [did]
    if not doing.names:
        return [did, *_on_no_other_days(days)]
    other = _bought((_named(doing.names, "not in"),), (ONE_PIECE,), days)
    return [did, CustomersWho(any_of=(other,), negated=True)]


def _bought(filters: tuple[Filter, ...], having: tuple[Having, ...], days: Period | None) -> Bought:
    return Bought(filters=filters, having=having, period=days, ever=days is None)


def _on_no_other_days(days: Period | None) -> list[CustomersWho]:
    if days is None:
        return []
    around = (Period(start=EVER.start, end=days.start), Period(start=days.end, end=EVER.end))
    return [CustomersWho(any_of=tuple(Bought(period=one) for one in around), negated=True)]


def _named(names: Sequence[NameHit], op: Literal["in", "not in"]) -> Filter:
    values = dict.fromkeys(value for hit in names for value in hit.values)
    return Filter(dimension=names[0].dimension, op=op, values=tuple(values))
