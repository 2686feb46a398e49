"""What the rows that were left out would have brought, as far as their cells tell: parts for a reconciliation.

Of a row left out only its cells are kept, by the names of its form. Each of the form's amounts is added up, over the rows
and, where a system repeats an order's amount on each of its rows, once an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from brain.facts.quality.parts import NOTHING, Figure, Part, Scope
from brain.facts.reader import Facts, Result
from brain.facts.sources.base import Form
from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.intake.reasons import reason_text
from brain.facts.sources.registry import SOURCES
from brain.facts.sources.values import cells
from brain.kernel.i18n import Text

NO_MONEY = ("quantity", "count", "rate", "rating", "pieces")
"""Amount fields whose name holds one of these are numbers of something else."""
GIVEN_BACK = ("refund", "given_back")
COMMA = cells.Convention(decimal_comma=True)
MOST_ROWS = 100_000


@dataclass(frozen=True)
class _Sum:
    """One way to add the rows of a reason up: its column, what the owner calls it, and whether it is money given back."""

    column: str
    label: Text
    back: bool


def form_of(source: str, kind: str, named: str = "") -> Form:
    """The form that read an import (`named` where its reading says so); records pushed to us were read by our own."""
    forms = next((one.forms for one in SOURCES if one.name == source), FORMS)
    return forms.get(named) or forms.get(kind) or FORMS[kind]


def left_out_parts(facts: Facts, batch: str, form: Form, scope: Scope) -> tuple[Part, ...]:
    """A part for each reason and way of adding up; empty when nothing was left out of this import of orders."""
    fields = (*form.fields, *(form.companion.fields if form.companion else ()))
    money = list(dict.fromkeys(one.name for one in fields if one.type == "amount" and _is_money(one.name)))
    labels = {one.name: one.label for one in fields}
    sums = [_Sum(name, Text(msg=labels[name]), any(word in name for word in GIVEN_BACK)) for name in money]
    if {"quantity", "unit_price"} <= labels.keys():
        sums.append(_Sum("face", Text(msg="quantity times price"), back=False))
    sql = _sql(form, money, scope)
    zone = {"zone": facts.shop.zone} if "$zone" in sql else {}
    result = facts.sql(sql, {"batch": batch, **zone, **scope.params})
    parts = []
    for row in result.rows:
        values = dict(zip(result.columns, row, strict=True))
        parts += _parts(values, sums, labels, result)
    return tuple(parts)


def _is_money(name: str) -> bool:
    """Whether an amount is money of its own; a unit price is only with its quantity."""
    return name != "unit_price" and not any(word in name for word in NO_MONEY)


def _sql(form: Form, money: list[str], scope: Scope) -> str:
    names = {one.name for one in (*form.fields, *(form.companion.fields if form.companion else ()))}
    amounts = {name: _amount(name) for name in money}
    if {"quantity", "unit_price"} <= names:
        off = f"coalesce({_amount('discount')}, 0)" if "discount" in names else "0"
        amounts["face"] = (
            f"try_cast(abs({_amount('quantity')}) * {_amount('unit_price')} - {off} AS DECIMAL(18,4))"
        )
    amounts = amounts or {"nothing": "CAST(NULL AS DECIMAL(18,4))"}
    typed = ", ".join(f"{expression} AS {name}" for name, expression in amounts.items())
    once = ", ".join(f"max({name}) AS {name}" for name in amounts)
    whole = ", ".join(f"sum(r.{name}) AS {name}" for name in amounts)
    by_order = ", ".join(f"sum(once_{name}) AS once_{name}" for name in amounts)
    renamed = ", ".join(f"{name} AS once_{name}" for name in amounts)
    day = _day(form) if scope.first else "CAST(NULL AS DATE)"
    within = "WHERE day IS NULL OR day BETWEEN $first AND $last" if scope.first else ""
    return f"""
        WITH entry AS (SELECT reason, row_no, {_cell("order_id")} AS order_id, {day} AS day, {typed}
                       FROM quarantine WHERE shop_id = $shop AND batch_id = $batch ORDER BY row_no LIMIT {MOST_ROWS}),
        r AS (SELECT * FROM entry {within}),
        known AS (SELECT DISTINCT order_id FROM order_line WHERE shop_id = $shop AND paid_amount > 0
                  AND order_id IN (SELECT order_id FROM r)),
        once AS (SELECT reason, {by_order} FROM (
                     SELECT reason, {renamed} FROM (
                         SELECT reason, coalesce(order_id, CAST(row_no AS VARCHAR)) AS o, {once} FROM r GROUP BY 1, 2)) AS q
                 GROUP BY reason)
        SELECT r.reason, count(*) AS found,
               count(DISTINCT r.order_id) FILTER (r.order_id NOT IN (SELECT order_id FROM known)) AS orders,
               {whole}, {", ".join(f"any_value(once_{name}) AS once_{name}" for name in amounts)}
        FROM r JOIN once USING (reason) GROUP BY r.reason ORDER BY 2 DESC, 1"""


def _cell(name: str) -> str:
    return f"json_extract_string(raw, '$.{name}')"


def _amount(name: str) -> str:
    """An amount as it reads with a decimal point, else with a decimal comma."""
    cell = _cell(name)
    return f"coalesce({cells.amount(cell)}, {cells.amount(cell, COMMA)})"


def _day(form: Form) -> str:
    """The shop's day of a row left out, NULL where its time cannot be read."""
    if not any(one.name == "ordered_at" for one in form.fields):
        return "CAST(NULL AS DATE)"
    return f"CAST({cells.local_time(cells.instant(_cell('ordered_at')))} AS DATE)"


def _parts(values: Mapping[str, Any], sums: list[_Sum], labels: dict[str, str], result: Result) -> list[Part]:
    reason = reason_text(values["reason"], labels)
    found, orders = result.claim_of(values["found"], "count"), Decimal(values["orders"])
    parts, seen = [], set()
    for one in sums:
        for column in (one.column, f"once_{one.column}"):
            amount = Decimal(values[column] or 0)
            if amount and (one.back, amount) not in seen:
                seen.add((one.back, amount))
                text = Text(
                    msg="“{field}” of the {count} rows left out ({reason})",
                    args={"field": one.label, "count": found, "reason": reason},
                )
                moves = _moves(amount, orders, back=one.back)
                parts.append(
                    Part(
                        f"left_out:{values['reason']}:{column}",
                        f"{values['reason']}:{one.back}",
                        text,
                        moves,
                        result.receipt,
                    )
                )
    if orders and not parts:
        text = Text(msg="the {count} rows left out ({reason})", args={"count": found, "reason": reason})
        parts.append(
            Part(
                f"left_out:{values['reason']}",
                values["reason"],
                text,
                _moves(NOTHING, orders, back=False),
                result.receipt,
            )
        )
    return parts


def _moves(amount: Decimal, orders: Decimal, *, back: bool) -> dict[Figure, Decimal]:
    if back:
        return {"orders": orders, "paid": NOTHING, "refunds": amount, "net": -amount}
    return {"orders": orders, "paid": amount, "refunds": NOTHING, "net": amount}
