"""Takes the marks out of a sentence, the shop's own names kept out of reach, and reads what is left with the grammar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from brain.assistant.understanding.averages_said import averages_said, whole_stretches
from brain.assistant.understanding.baskets_said import baskets_said
from brain.assistant.understanding.days_said import days_said
from brain.assistant.understanding.firsts_said import firsts_said
from brain.assistant.understanding.marks import Marks
from brain.assistant.understanding.places_said import named_above, places_said
from brain.assistant.understanding.records_said import records_said
from brain.assistant.understanding.single_orders import single_orders
from brain.assistant.understanding.standing_said import standing_said
from brain.assistant.understanding.tokens import NameHit
from brain.assistant.understanding.turns_said import nth_in
from brain.assistant.understanding.unsold_said import unsold_said

FIRST_MASK = 0xE000
MOST_NAMES = 200
SHORTEST = 2
# Each may find its words; the first that does has the sentence.
ROOMS: tuple[Callable[[str, Marks], tuple[str, Marks]], ...] = (
    baskets_said,
    unsold_said,
    days_said,
    firsts_said,
    single_orders,
    averages_said,
    standing_said,
    places_said,
)


def marked(text: str, names: Any | None, today: date) -> tuple[str, Marks]:
    """A normalised question without its marks, and the marks; `names` is the automaton of the shop's own names."""
    if nth_in(text):
        return text, Marks()  # the second one of the list before
    masked, kept = _masked(text, names)
    rest, marks = records_said(whole_stretches(masked, today), Marks())
    for room in ROOMS:
        rest, marks = room(rest, marks)
        if marks:
            break
    above = ""
    if marks.place is not None:
        rest, above = named_above(rest)
        above = above or next((sign for word in marks.words for sign in word if sign in kept), "")
    if above:
        marks = replace(marks, behind=_hits(kept[above], names))
    if marks.with_both:
        both, without = (
            tuple(kept.get(one, one) for one in these) for these in (marks.with_both, marks.without)
        )
        marks = replace(marks, with_both=both, without=without)
    if marks.sold:
        marks = replace(marks, sold=_unmasked(marks.sold, kept))
    return _unmasked(rest, kept), replace(marks, words=tuple(_unmasked(word, kept) for word in marks.words))


def _masked(text: str, names: Any | None) -> tuple[str, dict[str, str]]:
    """The text with each of the shop's names as one sign of its own, so that no word is found inside a name."""
    found: list[tuple[int, int]] = []
    if names is not None:
        hits = [(last + 1 - len(word), last + 1) for last, (word, _) in names.iter(text)]
        for start, end in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            long_enough = end - start >= SHORTEST and not text[start:end].isdecimal()
            if long_enough and _alone(text, start, end) and (not found or start >= found[-1][1]):
                found.append((start, end))
    kept: dict[str, str] = {}
    for start, end in reversed(found[:MOST_NAMES]):
        sign = chr(FIRST_MASK + len(kept))
        kept[sign] = text[start:end]
        text = text[:start] + sign + text[end:]
    return text, kept


def _alone(text: str, start: int, end: int) -> bool:
    """Not a part of a longer Latin word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut = (before.isascii() and before.isalpha() and text[start].isascii()) or (
        after.isascii() and after.isalpha() and text[end - 1].isascii()
    )
    return not cut


def _unmasked(text: str, kept: dict[str, str]) -> str:
    for sign, name in kept.items():
        text = text.replace(sign, name)
    return text


def _hits(name: str, names: Any | None) -> tuple[NameHit, ...]:
    found = names.get(name, None) if names is not None else None
    return tuple(found[1]) if found else ()
