"""Reads the shop's fact tables with one guarded SELECT, for what no metric tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
from pydantic import Field
from sqlglot import exp

from brain.assistant.tools.base import ROWS, Arguments, Bench, Stated, Tool, ToolRefused, ToolResult
from brain.assistant.tools.sql_guard import MOST_ROWS, guarded
from brain.assistant.tools.telling import plain_cell
from brain.facts.reader import Facts, Result
from brain.facts.semantic.relations import DIALECT
from brain.facts.warehouse.schema import FACT_TABLES
from brain.kernel.evidence import Claim, Period, Unit, count_claim
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

SECONDS = 5.0
ROWS_FOR_THE_MODEL = 50
UNSEEN = frozenset({"shop_id", "row_key", "batch_id", "row_no", "superseded_by", "retired"})
"""Bookkeeping columns, which say nothing about the shop."""
MONEY = frozenset({"paid_amount", "refund_amount", "discount_amount", "unit_price", "price", "cost"})
A_CUSTOMER = "(customer)"
_KEY = re.compile(r"[0-9a-f]{32,64}")
_SUMS = (exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Median)


class Sql(Arguments):
    """One SELECT in DuckDB's dialect over the fact tables."""

    sql: str = Field(min_length=6, max_length=4_000)


def sql(bench: Bench, given: Sql) -> ToolResult:
    """The rows of a guarded SELECT with their receipt. Raises ToolRefused with what is wrong with it."""
    tree = guarded(given.sql, readable_columns(bench.facts))
    try:
        result = bench.facts.sql(tree.sql(dialect=DIALECT, comments=False), seconds=SECONDS)
    except duckdb.InterruptException as error:
        raise ToolRefused(
            f"The statement took more than {SECONDS:.0f} seconds. Ask for less at once."
        ) from error
    except duckdb.Error as error:
        told = " ".join(line.strip() for line in str(error).splitlines()[:4] if line.strip(" ^"))
        raise ToolRefused(told[:300]) from error
    units = units_of(tree)
    cut = len(result.rows) > MOST_ROWS
    rows = [tuple(_unnamed(value) for value in row) for row in result.rows[:MOST_ROWS]]
    content: dict[str, Any] = {
        "columns": list(result.columns),
        "rows": [[plain_cell(value) for value in row] for row in rows[:ROWS_FOR_THE_MODEL]],
        "row_count": f"more than {MOST_ROWS}" if cut else len(rows),
    }
    said = Text(msg=N_("{count} rows, read straight from the shop's tables."), args={"count": len(rows)})
    return ToolResult(
        content=content,
        guidance="State these figures with what exactly was counted: which status, which dates. Do not calculate further.",
        stated=(*stated(result, rows, units), Stated(count_claim(len(rows), result.receipt.id), ROWS)),
        names=tuple(dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str))),
        periods=tuple(dict.fromkeys(_days(rows))),
        card=AnswerCard(
            status="answer",
            text=said,
            columns=result.columns,
            rows=tuple(tuple(plain_cell(value) for value in row) for row in rows),
            receipt=result.receipt,
        ),
    )


def _unnamed(value: Any) -> Any:
    """A cell without a customer's key: it can be counted, but says nothing to anybody, and must not be carried about."""
    return A_CUSTOMER if isinstance(value, str) and _KEY.fullmatch(value) else value


def readable_columns(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The fact tables as they are now, each with the columns that may be seen."""
    with facts.warehouse.cursor() as cursor:
        return {
            table: tuple(
                column[0]
                for column in cursor.execute(f"SELECT * FROM {table} LIMIT 0").description or ()
                if column[0] not in UNSEEN
            )
            for table in FACT_TABLES
        }


def units_of(tree: exp.Query) -> list[tuple[Unit, ...]]:
    """What each column may be counted in, by the expression behind it: a sum of money is money, a quotient may be a rate."""
    return [_units(column) for column in tree.selects]


def _units(column: exp.Expr) -> tuple[Unit, ...]:
    if column.find(exp.Div):
        return ("number", "rate", "money") if column.find(exp.Column) else ("number", "rate")
    if column.find(exp.Count, exp.CountIf):
        return ("count",)
    named = {found.name.lower() for found in column.find_all(exp.Column)}
    if named & MONEY:
        return ("money",)
    return ("number",) if column.find(*_SUMS) else ("number", "money", "rate")


def stated(result: Result, rows: list[tuple[Any, ...]], units: list[tuple[Unit, ...]]) -> Iterator[Stated]:
    """Every number of the rows, with the texts beside it as its names."""
    for row in rows:
        of = tuple(cell for cell in row if isinstance(cell, str))
        for place, value in enumerate(row):
            if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or value != value:
                continue
            for unit in units[place] if place < len(units) else ("number",):
                exact = value if isinstance(value, Decimal) else Decimal(str(value))
                currency = result.currency if unit == "money" else None
                yield Stated(
                    Claim(value=exact, unit=unit, currency=currency, receipt=result.receipt.id), of=of
                )


def _days(rows: list[tuple[Any, ...]]) -> Iterator[Period]:
    for row in rows:
        for cell in row:
            if isinstance(cell, date):
                day = cell.date() if isinstance(cell, datetime) else cell
                yield Period(start=day, end=date.fromordinal(day.toordinal() + 1))


SQL = Tool(
    name="sql",
    description={
        "zh": "指标答不了时，用一条 DuckDB SELECT 读事实表（order_line、product、customer、event、stock、promotion、market_price、review、post）。"
        "只能看到本店的行；order_line.status 为 paid/refunded/unpaid/cancelled/return，净销售额 = sum(paid_amount) - sum(refund_amount)。优先用 query。",
        "en": "When no metric tells it: one DuckDB SELECT over the fact tables (order_line, product, customer, event, stock, promotion, "
        "market_price, review, post). Only this shop's rows are seen; order_line.status is paid/refunded/unpaid/cancelled/return, net "
        "sales = sum(paid_amount) - sum(refund_amount). Prefer query.",
    },
    arguments=Sql,
    run=sql,
    step=N_("Reading the shop's tables"),
)
