"""Why a figure changed: reasons that add up, the general movement, and what stays unexplained; never more than the data carries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from brain.analysis.contribution import Explanation, explain_change
from brain.analysis.drivers import Totals, sales_drivers
from brain.analysis.peeling import OrderSpread
from brain.analysis.slices import CellRow, Where, cells_from_rows
from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, ask_back, decline, joined
from brain.assistant.answering.chips import chips_of
from brain.assistant.answering.figure import figure, no_data, readings_of
from brain.assistant.coverage import has_rows, missing_facts, missing_text
from brain.assistant.speaking import spoken_period
from brain.assistant.understanding.intent import Intent
from brain.assistant.wording import figure_text, listed, single_text, value_text
from brain.facts.reader import Result
from brain.facts.semantic.cells import AMOUNTS
from brain.facts.semantic.compile import can_split, find_metric
from brain.kernel.evidence import Query
from brain.kernel.i18n import N_, Text, verbatim
from cards.answer.model import AnswerCard

LOOKED_AT = ("category", "brand", "region", "channel", "group", "buyer_type", "product")
"""Along which dimensions reasons are looked for, where the data has them."""
OF_WHOLE_ORDERS = frozenset({"region", "channel", "group", "buyer_type"})
MOST_CELLS = 400_000
SHOWN = 3
CENT = Decimal("0.01")
FACTORS: dict[str, str] = {
    "orders": N_("orders"),
    "average_order_value": N_("average order value"),
    "refunds": N_("refunds"),
}


def why(asking: Asking, asked: Asked) -> AnswerCard:
    """The change of one figure against the period before (or the one named), taken apart."""
    intent = asked.intent
    metric = intent.metrics[0] if intent.metrics else "net_sales"
    intent = replace(
        intent,
        metrics=(metric,),
        dimensions=(),
        ranked=None,
        limit=None,
        having=(),
        shows=(),
        rising=None,
        trend=False,
    )
    if intent.when is None:
        whens = questions.periods_with_data(asking.facts)
        form = "为什么{}的{}变化了" if asking.zh else "why did {1} change {0}"
        label = Text(msg=find_metric(metric).label).render(asking.lang)
        label = label if asking.zh else label.lower()
        choices = [form.format(spoken_period(when, asking.lang), label) for when in whens]
        return ask_back(Text(msg=N_("For which period?")), choices, topic="why")
    intent = replace(intent, compare=intent.compare or "before")
    lacking = missing_facts(asking.facts, intent.metrics, [f.dimension for f in intent.filters])
    if lacking:
        return decline(asking, missing_text(lacking[0]), topic="why")
    assert intent.when is not None
    if not has_rows(asking.facts, intent.metrics, intent.when.period):
        return no_data(asking, intent)
    compared = intent.compared()
    assert compared is not None
    if metric not in AMOUNTS or not has_rows(asking.facts, intent.metrics, compared.period):
        return _compared_only(asking, asked, intent)
    return _taken_apart(asking, asked, intent)


def _compared_only(asking: Asking, asked: Asked, intent: Intent) -> AnswerCard:
    """A rate or a count of people does not add up over parts: the figures of both periods, and what could be asked."""
    card = figure(asking, replace(asked, intent=intent))
    if card.status != "answer":
        return card
    note = Text(
        msg=N_("Reasons can be told of net sales, gross sales, refunds and units, whose parts add up.")
    )
    return card.model_copy(update={"text": joined(card.text, note), "topic": "why"})


def _taken_apart(asking: Asking, asked: Asked, intent: Intent) -> AnswerCard:
    assert intent.when is not None
    query = intent.query()
    whole = asking.facts.ask(query)
    dimensions = _dimensions(asking, intent)
    if not dimensions:
        return _compared_only(asking, asked, intent)
    split = query.model_copy(update={"dimensions": dimensions})
    cells = asking.facts.cells(split)
    found = explain_change(
        cells_from_rows(dimensions, _rows(cells, len(dimensions))),
        OrderSpread(dimensions=frozenset(dimensions) & OF_WHOLE_ORDERS),
    )
    said = single_text(whole, query, intent.when, intent.compared(), asking.today, asking.lang)
    told = [
        *_driven(asking, intent),
        *_explained(asking, found, cells, intent.metrics[0]),
        *_one_order(asking, query, found.change),
    ]
    notes = [*readings_of(asked.said), *told]
    rows = _table(asking, found)
    unit = find_metric(intent.metrics[0]).unit
    return AnswerCard(
        status="answer",
        text=joined(said, *notes),
        value=found.change.quantize(CENT),
        unit=unit,
        currency=asking.facts.shop.currency if unit == "money" else None,
        columns=("reason", "change"),
        rows=rows,
        query=query,
        receipt=cells.receipt,
        topic="why",
        chips=chips_of(asking, intent),
        follow_ups=tuple(
            questions.follow_ups(asking.facts, replace(intent, compare=None), asking.lang, asking.names)
        ),
    )


def _driven(asking: Asking, intent: Intent) -> list[Text]:
    """Net sales as orders times what an order brings, less refunds: how much of the change each made. Arithmetic, no cause."""
    if intent.metrics != ("net_sales",) or any(not can_split("orders", f.dimension) for f in intent.filters):
        return []
    result = asking.facts.ask(replace(intent, metrics=("gross_sales", "refunds", "orders")).query())
    row = dict(zip(result.columns, result.rows[0], strict=True))

    def totals(suffix: str) -> Totals:
        gross, refunds, orders = (
            row[f"{name}{suffix}"] or 0 for name in ("gross_sales", "refunds", "orders")
        )
        return Totals(Decimal(str(gross)), Decimal(str(refunds)), int(orders))

    split = sales_drivers(totals(""), totals("_before"))
    if split.thin or not split.change:
        return []
    parts = [
        Text(
            msg=N_("{name} {figure}"),
            args={
                "name": Text(msg=FACTORS[driver.factor]),
                "figure": figure_text(result.claim_of(driver.amount, "money"), asking.lang),
            },
        )
        for driver in split.parts
        if driver.factor in FACTORS
    ]
    return [Text(msg=N_("By factor: {parts}."), args={"parts": listed(parts)})]


def _one_order(asking: Asking, query: Query, change: Decimal) -> list[Text]:
    """The order that alone made half of the change or more: one large sale or one refund, which no slice can tell."""
    largest = asking.facts.largest_order(query)
    if not largest.rows or not change:
        return []
    _, number, added = largest.rows[0]
    amount = Decimal(str(added or 0))
    if amount * change <= 0 or abs(amount) * 2 < abs(change):
        return []
    figure = figure_text(largest.claim_of(amount, find_metric(query.metrics[0]).unit), asking.lang)
    return [
        Text(
            msg=N_("One order alone, {order}, made {amount} of it."),
            args={"order": verbatim(str(number)), "amount": figure},
        )
    ]


def _dimensions(asking: Asking, intent: Intent) -> tuple[str, ...]:
    """What the data can be cut by: neither what the question holds fast nor what it does not record."""
    fixed = {given.dimension for given in intent.filters if given.op == "="}
    metric = intent.metrics[0]
    return tuple(
        name
        for name in LOOKED_AT
        if name not in fixed
        and can_split(metric, name)
        and not missing_facts(asking.facts, (metric,), (name,))
    )


def _rows(cells: Result, width: int) -> list[CellRow]:
    """The grouped rows as the analysis reads them; the largest where there are more than it is meant for."""
    rows = [
        CellRow(
            values=tuple(None if value is None else str(value) for value in row[:width]),
            now=Decimal(str(row[width] or 0)),
            lines_now=int(row[width + 1] or 0),
            squares_now=float(row[width + 2] or 0),
            before=Decimal(str(row[width + 3] or 0)),
            lines_before=int(row[width + 4] or 0),
            squares_before=float(row[width + 5] or 0),
        )
        for row in cells.rows
    ]
    return rows[:MOST_CELLS]


def _explained(asking: Asking, found: Explanation, cells: Result, metric: str) -> list[Text]:
    """The reasons in words, each with what it added, and in the end what nothing explains."""

    def amount(value: Decimal) -> Text:
        return figure_text(cells.claim_of(value, find_metric(metric).unit), asking.lang)

    if found.change == 0:
        return [Text(msg=N_("It did not change."))]
    return _where(asking, found, amount) if found.thin else _reasons(asking, found, amount)


def _where(asking: Asking, found: Explanation, amount: Callable[[Decimal], Text]) -> list[Text]:
    """With little data: where it changed, which is not yet why."""
    shown = found.plain.parts[:SHOWN]
    parts = [
        Text(
            msg=N_("{name} {figure}"),
            args={
                "name": value_text(found.plain_dimension, part.value, asking.today),
                "figure": amount(part.change),
            },
        )
        for part in shown
    ]
    rest = amount(found.change - sum((part.change for part in shown), Decimal(0)))
    return [
        Text(
            msg=N_("Where it changed most: {parts}; all others {rest}."),
            args={"parts": listed(parts), "rest": rest},
        ),
        Text(
            msg=N_("With {lines} order lines in both periods that is a breakdown, not a proven cause."),
            args={"lines": found.lines},
        ),
    ]


def _reasons(asking: Asking, found: Explanation, amount: Callable[[Decimal], Text]) -> list[Text]:
    notes: list[Text] = []
    for number, reason in enumerate(found.reasons[:SHOWN], start=1):
        args = {"number": str(number), "where": _named(asking, reason.where), "amount": amount(reason.amount)}
        sure = reason.confidence == "sure"
        msg = N_("{number}. {where}: {amount}.") if sure else N_("{number}. {where}: {amount} (likely).")
        notes.append(Text(msg=msg, args=dict(args)))
    more = found.reasons[SHOWN:]
    if more:
        rest = amount(sum((reason.amount for reason in more), Decimal(0)))
        notes.append(
            Text(msg=N_("{count} smaller reasons: {amount}."), args={"count": len(more), "amount": rest})
        )
    if found.general.clear:
        moved = amount(found.general.amount)
        notes.append(Text(msg=N_("The general movement of everything: {amount}."), args={"amount": moved}))
    if not found.reasons:
        notes.append(Text(msg=N_("No part stands out from the others beyond chance.")))
    notes.append(Text(msg=N_("Unexplained: {amount}."), args={"amount": amount(found.unexplained)}))
    return notes


def _named(asking: Asking, where: Where) -> Text:
    """A slice in words: category snacks, region Zhejiang."""
    return listed([value_text(dimension, value, asking.today) for dimension, value in where])


def _table(asking: Asking, found: Explanation) -> tuple[tuple[str, Decimal], ...]:
    """The waterfall's rows: they add up to the change, to the cent."""

    def _worded(msg: str) -> str:
        return Text(msg=msg).render(asking.lang)

    if found.thin:
        rows = [
            (value_text(found.plain_dimension, part.value, asking.today).render(asking.lang), part.change)
            for part in found.plain.parts
        ]
        rest = found.change - sum((change for _, change in rows), Decimal(0))
        return _cents([*rows, (_worded(N_("others")), rest)] if rest else rows)
    rows = [(_named(asking, reason.where).render(asking.lang), reason.amount) for reason in found.reasons]
    if found.general.clear:
        rows.append((_worded(N_("general movement")), found.general.amount))
    return _cents([*rows, (_worded(N_("unexplained")), found.unexplained)])


def _cents(rows: Sequence[tuple[str, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    """Amounts to the cent whose sum is the sum's: the largest row takes what rounding leaves."""
    rounded = [(name, amount.quantize(CENT)) for name, amount in rows]
    total = sum((amount for _, amount in rows), Decimal(0)).quantize(CENT)
    left = total - sum((amount for _, amount in rounded), Decimal(0))
    if left and rounded:
        place = max(range(len(rounded)), key=lambda at: abs(rounded[at][1]))
        rounded[place] = (rounded[place][0], rounded[place][1] + left)
    return tuple(rounded)
