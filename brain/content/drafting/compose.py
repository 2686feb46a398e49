"""Puts sentences of a phrase book together and makes them fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from brain.content.compliance import check
from brain.content.drafting.acceptance import too_long
from brain.content.drafting.brief import Brief, Product, one_line
from brain.content.drafting.phrases import FAMILY_BODIES, SCRIPTS, Script, family_of
from cards.model import Voice

_FIELD = re.compile(r"\{(shop|category|group|items|offer)\}")
_MOST_PRODUCTS = 3
_NOTHING_NAMED = {"zh": "店里这阵子在售的商品", "en": "what is in the shop at present"}


@dataclass(frozen=True)
class Choice:
    """Which opening, body, closing and offer sentence; each number is taken modulo what the phrase book has."""

    opening: int = 0
    body: int = 0
    closing: int = 0
    offer: int = 0


@dataclass(frozen=True)
class _Shape:
    """How much is said: fewer products, then no greeting, then no opening, and the offer goes last."""

    products: int
    greeting: bool = True
    opening: bool = True
    offer: bool = True


def script_for(brief: Brief, voice: Voice) -> Script:
    """The phrase book of the brief's language, purpose and voice."""
    return SCRIPTS[brief.lang, brief.purpose][voice]


def bodies_for(brief: Brief, voice: Voice) -> tuple[str, ...]:
    """The bodies of the phrase book, those of the category's family included."""
    family = family_of(brief.category)
    own = FAMILY_BODIES[brief.lang][family][voice] if family else ()
    return script_for(brief, voice).bodies + own


def compose(brief: Brief, voice: Voice, choice: Choice) -> str:
    """One finished text that ends in {link}: the fullest that is not too long."""
    products = _nameable(brief.products)
    for shape in _shapes(len(products)):
        text = _written(brief, voice, choice, shape, products)
        if not too_long(text, brief):
            return text
    return text


def _nameable(products: Sequence[Product]) -> list[Product]:
    """The first products whose names may stand in copy: a name that the gate blocks (全网最低价米粉) is not repeated."""
    return list(
        islice(
            (one for one in products if check(one.label, subject_names=[one.label]).verdict != "block"),
            _MOST_PRODUCTS,
        )
    )


def _shapes(products: int) -> Iterator[_Shape]:
    counts = range(products, 0, -1) if products else range(1)
    yield from (_Shape(count, greeting=greeting) for count in counts for greeting in (True, False))
    yield from (_Shape(count, greeting=False, opening=False) for count in counts)
    yield _Shape(min(products, 1), greeting=False, opening=False, offer=False)
    yield _Shape(0, greeting=False, opening=False, offer=False)


def _written(brief: Brief, voice: Voice, choice: Choice, shape: _Shape, products: Sequence[Product]) -> str:
    script, bodies = script_for(brief, voice), bodies_for(brief, voice)
    parts: list[str] = []
    if shape.greeting and brief.group.strip() and script.greetings:
        parts.append(script.greetings[0])
    if shape.opening:
        parts.append(_pick(script.openings, choice.opening))
    parts.append(_pick(bodies, choice.body))
    if shape.offer and brief.offer.strip():
        parts.append(_pick(script.offers, choice.offer))
    parts.append(_pick(script.closings, choice.closing))
    joined = ("" if brief.lang == "zh" else " ").join(parts)
    return _filled(joined, brief, _items(brief, products[: shape.products]))


def _pick(sentences: Sequence[str], number: int) -> str:
    return sentences[number % len(sentences)]


def _items(brief: Brief, products: Sequence[Product]) -> str:
    """The goods with their prices as a reader would list them."""
    if not products:
        return one_line(brief.category) or _NOTHING_NAMED[brief.lang]
    named = [_with_price(brief, product) for product in products]
    if brief.lang == "zh":
        return "、".join(named)
    return named[0] if len(named) == 1 else ", ".join(named[:-1]) + " and " + named[-1]


def _with_price(brief: Brief, product: Product) -> str:
    price = brief.price_text(product)
    if not price:
        return product.label
    return f"{product.label}（{price}）" if brief.lang == "zh" else f"{product.label} ({price})"


def fill(template: str, brief: Brief) -> str:
    """A sentence or headline with the brief's names in it."""
    return _filled(template, brief, "")


def _filled(template: str, brief: Brief, items: str) -> str:
    """One pass over the template, so that nothing inside a name is taken for a field."""
    values = {
        "shop": one_line(brief.shop),
        "category": brief.subject,
        "group": one_line(brief.group),
        "items": items,
        "offer": one_line(brief.offer).rstrip("。.！!；;，,"),
    }
    return _FIELD.sub(lambda field: values[field[1]], template)
