"""Whether a guess is right: by the fields that each column may be, and by the money that it would make."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.guessing.base import Guess
from brain.facts.sources.guessing.shapes import bare, number
from tests.facts.sources.guessing.trade import Case

CENT = Decimal("0.02")
NOTHING = Decimal(0)


def fields(guess: Guess) -> dict[str, str]:
    """Field -> column, of the columns that are read."""
    return {field: column for column, field in guess.mapping.items() if field}


def matters(kind: str) -> set[str]:
    """What must never be wrong: what the kind cannot do without, and all amounts."""
    return {one.name for one in FORMS[kind].fields if one.required or one.needed or one.type == "amount"}


def mistakes(case: Case, guess: Guess) -> list[str]:
    """Columns that matter read as what they are not, a wrong kind, a wrong sum of money."""
    found = [] if guess.kind == case.kind else [f"kind {guess.kind}"]
    found += [
        f"{column} as {field}"
        for field, column in fields(guess).items()
        if case.strict and field in matters(guess.kind) and field not in case.allowed[column]
    ]
    if guess.kind == case.kind == "orders" and not rightly_summed(case, guess):
        found.append(f"{total(case, guess)} instead of {case.totals}")
    return found


def total(case: Case, guess: Guess) -> Decimal:
    """What customers paid by this guess, reckoned anew without the importer."""
    places = {field: case.header.index(column) for field, column in fields(guess).items()}

    def amount(field: str, row: list[str]) -> Decimal:
        if field not in places:
            return NOTHING
        scale = guess.scales.get(case.header[places[field]], Decimal(1))
        return (number(bare(row[places[field]])) or NOTHING) * scale

    if "order_paid" in places:
        orders: dict[str, Decimal] = {}
        for row in case.rows:
            key = row[places["order_id"]]
            orders[key] = max(orders.get(key, NOTHING), amount("order_paid", row))
        return sum(orders.values(), NOTHING)
    if "paid_amount" in places:
        return sum((amount("paid_amount", row) for row in case.rows), NOTHING)
    return sum((amount("quantity", row) * amount("unit_price", row) - amount("discount", row) for row in case.rows), NOTHING)  # fmt: skip


def rightly_summed(case: Case, guess: Guess) -> bool:
    """Whether the money is the trade's to the cent."""
    return any(abs(total(case, guess) - right) <= CENT for right in case.totals)


def as_csv(case: Case) -> str:
    """The file in the currency of the test's shop."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(case.header)
    writer.writerows([cell.removeprefix("NT").lstrip("$€") for cell in row] for row in case.rows)
    return out.getvalue()
