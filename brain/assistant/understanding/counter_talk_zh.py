"""The rooms of what is said at a Chinese counter, in the order in which they may change a sentence."""

from __future__ import annotations

import re

from brain.assistant.understanding.cohorts_said_zh import followed_by_month
from brain.assistant.understanding.follow_ups_said_zh import follow_up_in_plain_words
from brain.assistant.understanding.funnels_said_zh import on_the_way_to_buying
from brain.assistant.understanding.goals_said_zh import planned_amount
from brain.assistant.understanding.ranks_said_zh import ranks_in_plain_words
from brain.assistant.understanding.steps_said_zh import by_steps
from brain.assistant.understanding.times_told_zh import times_in_plain_words
from brain.assistant.understanding.whys_said_zh import why_in_plain_words

_HAN = re.compile("[\u3400-\u9fff]")


def at_the_counter(text: str) -> str:
    """A normalised question in plainer words; one without Chinese characters stays as it is."""
    if _HAN.search(text) is None:
        return text
    for room in (
        planned_amount,
        followed_by_month,
        times_in_plain_words,
        by_steps,
        on_the_way_to_buying,
        why_in_plain_words,
        ranks_in_plain_words,
        follow_up_in_plain_words,
    ):
        text = room(text)
    return text
