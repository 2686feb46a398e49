"""The owner's back office against what was counted here: equal, different by how much, and what equals the difference.

What the owner typed is kept with the import and compared anew whenever somebody looks: undoing the import, or a newer file
that changes its rows, shows at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from brain.facts.quality.explaining import Explanation, explain
from brain.facts.quality.left_out_parts import form_of, left_out_parts
from brain.facts.quality.parts import FIGURES, Counted, Figure, Part, Scope, count, parts_of
from brain.facts.quality.profile import profile_of
from brain.facts.quality.stated import days_of
from brain.facts.reader import Facts, Result
from brain.facts.sources.base import Form
from brain.facts.sources.registry import SOURCES
from brain.kernel.errors import NotFound, OwnerError
from brain.kernel.evidence import Claim, Receipt, count_claim
from brain.kernel.i18n import Text
from brain.kernel.money import cents


@dataclass(frozen=True)
class Compared:
    """One figure: what the back office states against what counts here today. `scope` is empty, a month or a day."""

    figure: Figure
    scope: str
    stated: Decimal
    counted: Claim
    who: str
    stated_at: datetime
    explanations: tuple[Explanation, ...] = ()

    @property
    def difference(self) -> Decimal:
        """Stated less counted, to the cent."""
        return cents(self.stated) - cents(self.counted.value)

    @property
    def agrees(self) -> bool:
        """Equal to the cent, or to the piece."""
        return not self.difference

    @property
    def rounded(self) -> bool:
        """The back office shows the same figure without its cents."""
        whole = self.counted.value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return not self.agrees and self.stated == whole

    @property
    def explained(self) -> bool:
        """Whether something that we know of equals the difference."""
        return self.rounded or bool(self.explanations)


@dataclass(frozen=True)
class Reconciliation:
    """All that was compared for one import. `undone`: the import was taken back, so there is nothing to compare with."""

    batch: str
    undone: bool
    compared: tuple[Compared, ...]
    receipts: tuple[Receipt, ...] = ()

    @property
    def agrees(self) -> bool:
        """Something was compared, and all of it agrees."""
        return bool(self.compared) and all(one.agrees for one in self.compared)


@dataclass(frozen=True)
class _Batch:
    form: Form
    undone: bool


def state(
    facts: Facts, batch: str, stated: Mapping[Figure, Decimal], who: str, scope: str = ""
) -> Reconciliation:
    """Keep what the back office shows for an import (of the month or day `scope`, else of the whole file) and compare it.

    Amounts are in the shop's currency. Raises NotFound for an import that is not there, OwnerError for one that has no
    orders, for nothing stated, and for a scope that is no month or day.
    """
    _batch(facts, batch, must_be_there=True)
    days_of(scope)
    if not stated:
        raise OwnerError(
            "nothing_stated",
            Text(msg="No figure of the back office was given."),
            Text(msg="Give at least one of orders, paid, refunds and net."),
        )
    with facts.warehouse.writing() as cursor:
        for figure, value in stated.items():
            cursor.execute(
                """INSERT INTO reconciliation (shop_id, batch_id, figure, stated, who, stated_at) VALUES (?, ?, ?, ?, ?, ?)
                   ON CONFLICT (shop_id, batch_id, figure) DO UPDATE SET
                   stated = excluded.stated, who = excluded.who, stated_at = excluded.stated_at""",
                [facts.shop.id, batch, f"{figure}:{scope}" if scope else figure, value, who, _now(facts)],
            )
    return reconciliation(facts, batch)


def stated_until(facts: Facts) -> str:
    """Changes whenever something of this shop is stated or withdrawn: part of the key of what rests on it."""
    with facts.warehouse.cursor() as cursor:
        row = cursor.execute(
            "SELECT count(*), max(stated_at) FROM reconciliation WHERE shop_id = ?", [facts.shop.id]
        ).fetchone()
    return str(row)


def withdraw(facts: Facts, batch: str) -> None:
    """Forget what was stated about an import: it was a mistake."""
    with facts.warehouse.writing() as cursor:
        cursor.execute(
            "DELETE FROM reconciliation WHERE shop_id = ? AND batch_id = ?", [facts.shop.id, batch]
        )


def reconciliation(facts: Facts, batch: str) -> Reconciliation:
    """What was stated about an import against what counts today. Raises NotFound for an import that never was."""
    known = _batch(facts, batch)
    with facts.warehouse.cursor() as cursor:
        rows = cursor.execute(
            "SELECT figure, stated, who, stated_at FROM reconciliation WHERE shop_id = ? AND batch_id = ? ORDER BY figure",
            [facts.shop.id, batch],
        ).fetchall()
    if known.undone or not rows:
        return Reconciliation(batch, known.undone, ())
    by_scope: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_scope.setdefault(row[0].partition(":")[2], []).append(row)
    compared: list[Compared] = []
    receipts: dict[str, Receipt] = {}
    for scope, found in by_scope.items():
        compared += _compare(facts, batch, known.form, scope, found, receipts)
    return Reconciliation(batch, known.undone, tuple(compared), tuple(receipts.values()))


@dataclass(frozen=True)
class Unchecked:
    """Imports of orders (`of` in all) that do not agree with the back office, `differing` of them although compared.

    `share` is by rows: a year's export weighs more than a day's.
    """

    imports: int
    differing: int
    of: int
    share: float
    result: Result


def unchecked_imports(facts: Facts) -> Unchecked:
    """Which imports are not known to be complete; what was pushed to us order by order needs no comparing."""
    result = facts.sql(
        """SELECT batch_id, loaded + duplicates, batch_id IN (SELECT batch_id FROM reconciliation WHERE shop_id = $shop)
           FROM import_batch WHERE shop_id = $shop AND kind = 'orders' AND state = 'visible' AND list_contains($sources, source)""",
        {"sources": [source.name for source in SOURCES]},
    )
    open_rows = imports = differing = 0
    for batch, rows, stated in result.rows:
        if stated and all(one.agrees or one.explained for one in reconciliation(facts, batch).compared):
            continue
        imports, open_rows = imports + 1, open_rows + rows
        differing += bool(stated)
    whole = sum(row[1] for row in result.rows)
    return Unchecked(imports, differing, len(result.rows), open_rows / whole if whole else 0.0, result)


def counted_of(facts: Facts, batch: str, scope: str = "") -> tuple[dict[Figure, Claim], Receipt]:
    """What counts today of an import's rows, of the whole file or the month or day `scope`, with the receipt."""
    counted, claims = _counted(facts, batch, days_of(scope))
    return claims, counted.receipt


def _compare(
    facts: Facts,
    batch: str,
    form: Form,
    scope: str,
    rows: list[tuple[Any, ...]],
    receipts: dict[str, Receipt],
) -> list[Compared]:
    days = days_of(scope)
    counted, claims = _counted(facts, batch, days)
    stated: dict[Figure, Decimal] = {row[0].partition(":")[0]: row[1] for row in rows}
    differences = {figure: cents(value) - cents(counted.figures[figure]) for figure, value in stated.items()}
    explanations: Mapping[Figure, tuple[Explanation, ...]] = {}
    if any(differences.values()):
        parts = (
            *parts_of(facts, batch, days, counted),
            *left_out_parts(facts, batch, form, days),
            *_repeats(facts, batch, days),
        )
        explanations = explain(differences, parts)
    receipts[counted.receipt.id] = counted.receipt
    told = [part for found in explanations.values() for one in found for part in one.parts]
    receipts.update({part.receipt.id: part.receipt for part in told})
    by_figure = {row[0].partition(":")[0]: row for row in rows}
    return [
        Compared(
            figure=figure,
            scope=scope,
            stated=by_figure[figure][1],
            counted=claims[figure],
            who=by_figure[figure][2],
            stated_at=by_figure[figure][3].replace(tzinfo=UTC),
            explanations=explanations.get(figure, ()),
        )
        for figure in FIGURES
        if figure in by_figure
    ]


def _counted(facts: Facts, batch: str, days: Scope) -> tuple[Counted, dict[Figure, Claim]]:
    counted = count(facts, batch, days)
    receipt, currency = counted.receipt.id, facts.shop.currency
    claims = {
        figure: count_claim(int(value), receipt)
        if figure == "orders"
        else Claim(value=value, unit="money", currency=currency, receipt=receipt)
        for figure, value in counted.figures.items()
    }
    return counted, claims


def _repeats(facts: Facts, batch: str, days: Scope) -> tuple[Part, ...]:
    """The rows that the file holds twice; known for the whole file only."""
    profile = profile_of(facts.warehouse, facts.shop.id, batch)
    repeats = profile.repeats if profile else None
    if repeats is None or days.first is not None:
        return ()
    result = facts.sql(
        "SELECT profile FROM import_batch WHERE shop_id = $shop AND batch_id = $batch", {"batch": batch}
    )
    text = Text(
        msg="the {count} rows that the file holds twice",
        args={"count": result.claim_of(repeats.rows, "count")},
    )
    moves: dict[Figure, Decimal] = {
        "orders": Decimal(0),
        "paid": repeats.paid,
        "refunds": repeats.refunds,
        "net": repeats.paid - repeats.refunds,
    }
    return (Part("repeats", "repeats", text, moves, result.receipt),)


def _batch(facts: Facts, batch: str, *, must_be_there: bool = False) -> _Batch:
    with facts.warehouse.cursor() as cursor:
        row = cursor.execute(
            "SELECT source, kind, state, reading FROM import_batch WHERE shop_id = ? AND batch_id = ?",
            [facts.shop.id, batch],
        ).fetchone()
    if row is None or (must_be_there and row[2] != "visible"):
        raise NotFound(
            "no_batch_to_check",
            Text(msg="There is no import {batch} to compare with.", args={"batch": batch}),
            Text(msg="Look at the list of imports."),
        )
    if must_be_there and row[1] != "orders":
        raise OwnerError(
            "no_orders_in_batch",
            Text(msg="The import {batch} holds no orders.", args={"batch": batch}),
            Text(msg="Only imports of orders can be compared with the back office."),
        )
    named = json.loads(row[3] or "{}").get("form", "")
    return _Batch(form=form_of(row[0], row[1], named), undone=row[2] != "visible")


def _now(facts: Facts) -> datetime:
    return facts.clock.now().astimezone(UTC).replace(tzinfo=None)
