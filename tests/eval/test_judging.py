"""The judge of answers: what is right to the cent passes, anything else does not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from brain.kernel.evidence import OTHERS, Filter, Having, Order, Period, Query
from brain.kernel.i18n import verbatim
from cards.answer.model import AnswerCard
from eval.by_hand import FIGURES, breakdown
from eval.expected import from_query, table_of
from eval.judging import outcome, outcome_of
from eval.many_groups import ADDED, COUNTED
from eval.shops import AskedShop

OCTOBER = {"start": "2026-10-01", "end": "2026-11-01"}
SMALL = pytest.mark.parametrize("shop_of", ["small"], indirect=True)


def _card(columns: tuple[str, ...], *rows: tuple[Any, ...], **more: Any) -> AnswerCard:
    return AnswerCard(status="answer", text=verbatim("said"), columns=columns, rows=rows, **more)


def _table(shop: AskedShop, expect: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The right rows, as an answer would show them."""
    rows = table_of(shop.facts, expect).rows
    return [(*key, *(Decimal(str(round(value or 0, 2))) for value in values)) for key, values in rows.items()]


def _found(shop: AskedShop, expect: dict[str, Any], card: AnswerCard) -> str:
    return outcome(shop.facts, expect, card).kind


@SMALL
def test_a_figure_is_right_to_the_cent(shop_of: AskedShop) -> None:
    """The figure passes; a cent more, another period and a second row do not."""
    expect = {"metrics": ["net_sales"], **OCTOBER}
    right = _table(shop_of, expect)[0][0]
    assert _found(shop_of, expect, _card(("net_sales",), (right,), value=right)) == "right"
    assert _found(shop_of, expect, _card(("net_sales",), (right + Decimal("0.01"),))) == "wrong"
    assert _found(shop_of, expect, _card(("net_sales",), (right,), value=right + 1)) == "wrong"
    assert _found(shop_of, expect, _card(("net_sales",), (right,), (right,))) == "wrong"
    assert _found(shop_of, expect | {"end": "2026-10-31"}, _card(("net_sales",), (right,))) == "wrong"
    assert _found(shop_of, expect, _card(("gross_sales",), (right,))) == "wrong"


@SMALL
def test_a_breakdown_needs_every_group(shop_of: AskedShop) -> None:
    """A missing group, a swapped figure and an invented group are wrong; the order of rows is free."""
    expect = {"metrics": ["net_sales"], "by": "region", **OCTOBER}
    rows = _table(shop_of, expect)
    columns = ("region", "net_sales")
    assert _found(shop_of, expect, _card(columns, *reversed(rows))) == "right"
    assert _found(shop_of, expect, _card(columns, *rows[1:])) == "wrong"
    swapped = [(rows[0][0], rows[1][1]), (rows[1][0], rows[0][1]), *rows[2:]]
    assert _found(shop_of, expect, _card(columns, *swapped)) == "wrong"
    assert _found(shop_of, expect, _card(columns, *rows, ("火星", Decimal(5)))) == "wrong"


@SMALL
def test_a_ranking_has_the_first_and_the_rest(shop_of: AskedShop) -> None:
    """The first two and their others pass; without the others, or with others of another sum, it is wrong."""
    expect = {"metrics": ["net_sales"], "by": "brand", "rows": 2, "others": True, **OCTOBER}
    every = sorted(_table(shop_of, expect), key=lambda row: -row[1])
    named = [row for row in every if row[0] is not None]
    rest = sum((row[1] for row in every if row not in named[:2]), Decimal(0))
    columns = ("brand", "net_sales")
    assert _found(shop_of, expect, _card(columns, *named[:2], (OTHERS, rest))) == "right"
    assert _found(shop_of, expect, _card(columns, *named[:2], (OTHERS, rest + 1))) == "wrong"
    assert _found(shop_of, expect, _card(columns, *named[:2])) == "wrong"
    alone = {name: value for name, value in expect.items() if name != "others"}
    assert _found(shop_of, alone, _card(columns, *named[:2])) == "right"
    assert _found(shop_of, alone | {"low": True}, _card(columns, *named[:2])) == "wrong"


@SMALL
def test_shares_running_totals_and_comparisons_are_checked(shop_of: AskedShop) -> None:
    """What stands beside the figures must be right too, and must be there where it was asked for."""
    expect = {"metrics": ["net_sales"], "by": "region", "shows": ["share"], **OCTOBER}
    table = table_of(shop_of.facts, expect)
    rows = [(*key, values[0], table.extra["net_sales_share"][key]) for key, values in table.rows.items()]
    assert sum(row[2] or 0 for row in rows) == pytest.approx(1)
    columns = ("region", "net_sales", "net_sales_share")
    assert _found(shop_of, expect, _card(columns, *rows)) == "right"
    assert _found(shop_of, expect, _card(columns[:2], *(row[:2] for row in rows))) == "wrong"
    assert _found(shop_of, expect, _card(columns, *((*row[:2], 0.5) for row in rows))) == "wrong"
    compared = {"metrics": ["orders"], "compare": ["2026-09-01", "2026-10-01"], **OCTOBER}
    table = table_of(shop_of.facts, compared)
    now, before = table.rows[()][0], table.extra["orders_before"][()]
    both = ("orders", "orders_before")
    assert now != before
    assert _found(shop_of, compared, _card(both, (now, before))) == "right"
    assert _found(shop_of, compared, _card(both, (now, now))) == "wrong"
    assert _found(shop_of, compared, _card(("orders",), (now,))) == "wrong"


@SMALL
def test_the_last_running_total_is_the_whole(shop_of: AskedShop) -> None:
    """Added up along the days, also over the end of a month."""
    expect = {
        "metrics": ["orders"],
        "by": "day",
        "shows": ["running"],
        "start": "2026-09-25",
        "end": "2026-10-12",
    }
    table = table_of(shop_of.facts, expect)
    last = max(table.rows)
    assert table.extra["orders_running"][last] == sum(values[0] or 0 for values in table.rows.values())


@SMALL
def test_every_part_of_a_message_is_answered(shop_of: AskedShop) -> None:
    """Two figures in one card pass; one of two is a refusal, a third that was not asked for is wrong."""
    parts = [{"metrics": ["orders"], **OCTOBER}, {"metrics": ["refunds"], **OCTOBER}]
    orders, refunds = (_table(shop_of, part)[0][0] for part in parts)
    both = _card(("orders", "refunds"), (orders, refunds))
    assert _found(shop_of, {"parts": parts}, both) == "right"
    assert _found(shop_of, {"parts": parts}, _card(("orders",), (orders,))) == "refused"
    assert _found(shop_of, {"parts": parts}, _card(("orders",), (orders + 1,))) == "wrong"


@SMALL
def test_what_is_no_answer_is_told_apart(shop_of: AskedShop) -> None:
    """A question back, a no, a figure where none was possible, and a kind word without a figure."""
    figure = {"metrics": ["orders"], **OCTOBER}
    asked = AnswerCard(status="clarify", text=verbatim("which?"))
    no = AnswerCard(status="decline", text=verbatim("no"))
    assert _found(shop_of, figure, asked) == "asked"
    assert _found(shop_of, figure, no) == "refused"
    assert _found(shop_of, figure | {"status": "clarify_or_answer"}, asked) == "right"
    assert _found(shop_of, {"status": "decline"}, no) == "right"
    assert _found(shop_of, {"status": "decline"}, _card(("orders",), (3,))) == "wrong"
    assert _found(shop_of, {"status": "decline"}, _card(())) == "right"
    weather = AnswerCard(status="answer", text=verbatim("28 degrees"))
    assert _found(shop_of, {"status": "decline"}, weather) == "wrong"


@SMALL
def test_an_overview_agrees_with_its_own_query(shop_of: AskedShop) -> None:
    """Where anything may be told, the figures are still those of the query that the card states."""
    query = Query(
        metrics=("net_sales",),
        dimensions=("product",),
        filters=(Filter(dimension="region", op="not in", values=("上海",)),),
        period=Period.model_validate(OCTOBER),
        order=Order(by="net_sales"),
        limit=2,
        having=(Having(metric="units", op=">", values=(Decimal(3),)),),
    )
    expect = from_query(query.model_dump())
    every = sorted((row for row in _table(shop_of, expect) if row[0]), key=lambda row: -row[1])
    columns = ("product", "net_sales")
    free = {"status": "clarify_or_answer", "free": ["all"]}
    assert _found(shop_of, free, _card(columns, *every[:2], query=query)) == "right"
    assert _found(shop_of, free, _card(columns, every[0], every[2], query=query)) == "wrong"


@SMALL
@pytest.mark.parametrize("dimension", ["category", "product", "region", "group", "day"])
def test_many_groups_at_once_are_those_counted_one_by_one(shop_of: AskedShop, dimension: str) -> None:
    """The quick way of counting agrees with `by_hand` group by group."""
    lines, events = shop_of.facts.tables["lines"], shop_of.facts.tables["events"]
    cut = type(shop_of.frames)(lines, events)
    for metric in {*ADDED, *COUNTED} & set(FIGURES):
        slow = {key: value for key, value in breakdown(cut, metric, dimension).items() if value}
        span = {"start": "2025-09-01", "end": "2026-11-20"}
        quick = table_of(shop_of.facts, {"metrics": [metric], "by": dimension, **span}).rows
        assert {key[0]: values[0] for key, values in quick.items() if values[0]} == pytest.approx(slow)


@SMALL
def test_what_an_expectation_cannot_say_is_judged_by_what_was_counted(shop_of: AskedShop) -> None:
    """A figure or a name counted beside passes; `strict` refuses what the expectation alone would allow; a refusal stays one."""
    item = {"class": "answerable", "expect": {"metrics": ["orders"], **OCTOBER}, "value": [7]}
    naive = _card(("orders",), (_table(shop_of, item["expect"])[0][0],))
    counted = _card(("orders",), (Decimal(7),), value=Decimal(7))
    assert outcome_of(shop_of.facts, item, naive).kind == "right"
    assert outcome_of(shop_of.facts, item, counted).kind == "right"
    assert outcome_of(shop_of.facts, item | {"strict": True}, naive).kind == "wrong"
    assert outcome_of(shop_of.facts, item, _card(("orders",), (Decimal(8),))).kind == "wrong"
    second = item | {"found": ["b"], "place": 2}
    assert outcome_of(shop_of.facts, second, _card(("region", "x"), ("a", 1), ("b", 2))).kind == "right"
    assert outcome_of(shop_of.facts, second, _card(("region", "x"), ("b", 1), ("a", 2))).kind == "wrong"
    asked = AnswerCard(status="clarify", text=verbatim("?"))
    assert outcome_of(shop_of.facts, item, asked).kind == "asked"
