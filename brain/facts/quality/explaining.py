"""Finding which part, or pair of parts, equals a difference to the cent. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from brain.facts.quality.parts import FIGURES, Figure, Part
from brain.kernel.money import cents

MOST_EXPLANATIONS = 3
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Explanation:
    """One or two parts that together equal the difference of `figure`; `also` are other figures whose difference they equal;
    `agreeing` counts those and the stated figures without a difference that the parts leave alone."""

    figure: Figure
    parts: tuple[Part, ...]
    also: tuple[Figure, ...] = ()
    agreeing: int = 0


def explain(
    differences: Mapping[Figure, Decimal], parts: Sequence[Part]
) -> dict[Figure, tuple[Explanation, ...]]:
    """For each figure with a difference (stated less counted): what equals it, the most telling first, three at most.

    Pairs are looked for only where no single part fits, and not for the number of orders, which many pairs would fit by
    chance.
    """
    found: dict[Figure, tuple[Explanation, ...]] = {}
    for figure in FIGURES:
        gap = cents(differences.get(figure, Decimal(0)))
        if not gap:
            continue
        sets = list(_singles(figure, gap, parts))
        if not sets and figure != "orders":
            sets = list(_pairs(figure, gap, parts))
        told = [_explanation(figure, chosen, differences) for chosen in sets]
        told.sort(key=lambda one: -one.agreeing)
        found[figure] = tuple(told[:MOST_EXPLANATIONS])
    return found


def move(parts: Sequence[Part], figure: Figure) -> Decimal:
    """What these parts together would add to a figure, to the cent."""
    return cents(sum((part.moves[figure] for part in parts), start=Decimal(0)))


def _singles(figure: Figure, gap: Decimal, parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    for part in parts:
        if move((part,), figure) == gap:
            yield (part,)


def _pairs(figure: Figure, gap: Decimal, parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Two parts of different families; amounts have fractions of a cent, so the neighbouring cents are looked at too."""
    by_amount: dict[Decimal, list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        if part.moves[figure]:
            by_amount[cents(part.moves[figure])].append(place)
    for place, part in enumerate(parts):
        if not part.moves[figure]:
            continue
        rest = gap - cents(part.moves[figure])
        for other in (n for step in (-1, 0, 1) for n in by_amount.get(rest + step * CENT, ())):
            pair = (part, parts[other])
            if other > place and part.family != parts[other].family and move(pair, figure) == gap:
                yield pair


def _explanation(
    figure: Figure, chosen: tuple[Part, ...], differences: Mapping[Figure, Decimal]
) -> Explanation:
    others = [one for one in FIGURES if one != figure and one in differences]
    fitting = [one for one in others if move(chosen, one) == cents(differences[one])]
    return Explanation(figure, chosen, tuple(one for one in fitting if cents(differences[one])), len(fitting))
