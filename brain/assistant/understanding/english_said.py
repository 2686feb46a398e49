"""English in the words of the grammar: the rooms that say it plainer, each with an idea of its own, in their order."""

from __future__ import annotations

from collections.abc import Callable

from brain.assistant.understanding.asked_said_en import asked_plainly
from brain.assistant.understanding.beside_said_en import beside_said
from brain.assistant.understanding.funnel_said_en import steps_said
from brain.assistant.understanding.lines_said_en import lines_counted
from brain.assistant.understanding.moved_said_en import moves_said
from brain.assistant.understanding.prices_said_en import bands_said
from brain.assistant.understanding.times_said_en import times_said
from brain.assistant.understanding.vaguely_said_en import moods_said

ROOMS: tuple[Callable[[str], str], ...] = (
    moods_said,
    beside_said,
    asked_plainly,
    times_said,
    steps_said,
    moves_said,
    bands_said,
    lines_counted,
)


def in_plain_english(text: str) -> str:
    """A normalised English question in plainer words; what no room knows stands as it was."""
    for room in ROOMS:
        text = room(text)
    return text
