"""How well each column suits each field: by its header, by its values, by what its numbers multiply to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from brain.facts.sources.base import Field
from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.canonical_orders import PARTLY_REFUNDED, STATUSES, UNDER_WAY
from brain.facts.sources.guessing.arithmetic import Triple
from brain.facts.sources.guessing.fields import SERVES
from brain.facts.sources.guessing.shapes import fits
from brain.facts.sources.guessing.sheet import Column, Sheet
from brain.kernel.i18n import Text

MAPPED = 0.5
"""From this score on a column is read as a field that the kind could do without."""
STATUS_WORDS = frozenset(
    word.casefold() for words in (*STATUSES.values(), UNDER_WAY, PARTLY_REFUNDED) for word in words
)
_MASKED = 0.2
"""Where more cells than this have stars in them, two customers look like one."""


@dataclass(frozen=True)
class Evidence:
    """How well a column suits a field, 0..1, and what speaks for it."""

    score: float
    why: tuple[Text, ...] = ()


def evidence(sheet: Sheet, kind: str, multiplying: Triple | None) -> Mapping[tuple[str, int], Evidence]:
    """(field, column index) -> evidence, for the pairs with any."""
    table = {}
    for one in FORMS[kind].fields:
        for column in sheet.columns:
            found = _evidence(kind, one, column, multiplying)
            if found.score > 0:
                table[one.name, column.index] = found
    return table


def _evidence(kind: str, field: Field, column: Column, multiplying: Triple | None) -> Evidence:
    fit = fits(field.type, field.name, column.shape)
    if fit < 0 or (field.name == "customer_id" and _masked(column)):
        return Evidence(0.0)
    said = _said(kind, field.name, column)
    if kind == "orders" and field.name == "status" and said:
        said *= 0.6 + 0.4 * _known_words(column)
    why = []
    if said:
        why.append(
            Text(msg="The header says so.") if said >= 0.85 else Text(msg="The header is close to it.")
        )
    score = said * (0.97 if fit > 0 else 0.9 if column.shape.filled else 0.6)
    if multiplying is not None and kind == "orders" and column.index == _factor(field.name, multiplying):
        score = min(0.99, max(score + 0.25, 0.5)) if said or not column.telling else score
        why.append(Text(msg="Quantity × price makes an amount of this file."))
    if not said and not column.telling:
        shown = _shown(kind, field.name, column)
        if shown > score:
            score = shown
            why.append(Text(msg="The values look like it."))
    # Of two columns that suit a field alike the one with more cells is chosen.
    return Evidence(round(score * (0.97 + 0.03 * column.shape.filled), 4), tuple(why))


def _said(kind: str, name: str, column: Column) -> float:
    """What the header says for the field; a stronger word for something else counts against it."""
    served = SERVES[kind].get(name, ())
    said = max((weight * column.header.strength(concept) for concept, weight in served), default=0.0)
    concepts = {concept for concept, _ in served}
    best, strength = column.header.best
    return said if best in concepts or said >= strength * 0.75 else said * 0.5


def _factor(name: str, multiplying: Triple) -> int | None:
    return {"quantity": multiplying.quantity, "unit_price": multiplying.price}.get(name)


def _known_words(column: Column) -> float:
    full = [text.casefold() for text in column.shape.texts if text]
    return sum(1 for text in full if text in STATUS_WORDS) / max(1, len(full))


def _masked(column: Column) -> bool:
    full = [text for text in column.shape.texts if text]
    return sum(1 for text in full if "*" in text) > _MASKED * max(1, len(full))


def _shown(kind: str, name: str, column: Column) -> float:
    """What the values alone say, where the header says nothing: enough to ask, never to be sure."""
    shape = column.shape
    if shape.filled < 0.5:
        return 0.0
    if name in ("ordered_at", "happened_at", "reviewed_at", "posted_at", "observed_at", "snapshot_on"):
        return 0.42 if shape.dated >= 0.95 else 0.31 if shape.packed >= 0.98 and shape.values > 1 else 0.0
    if name == "phone":
        return 0.6 if shape.phone >= 0.9 else 0.0
    if name == "email":
        return 0.6 if shape.mail >= 0.9 else 0.0
    if name == "region":
        return 0.55 if shape.province >= 0.9 else 0.0
    if kind != "orders":
        return 0.0
    if name == "status":
        return 0.55 if _known_words(column) >= 0.9 else 0.0
    if name == "order_id":
        code = shape.code >= 0.95 and shape.length >= 4 and shape.distinct > 0.2 and shape.time < 0.9
        return 0.38 if code and shape.phone < 0.5 and shape.mail < 0.5 and shape.decimals == 0 else 0.0
    if name == "product_name":
        worded = shape.numeric < 0.2 and shape.code < 0.7 and shape.province < 0.5 and shape.mail < 0.5
        return (
            0.51
            if worded
            and shape.length >= 3
            and shape.values > 1
            and shape.time < 0.5
            and _known_words(column) < 0.5
            else 0.0
        )
    return 0.0
