"""What a card rests on, unfolded when it is asked for: evidence, chart, method, doubt, what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import streamlit as st

from brain.kernel.evidence import Claim
from brain.kernel.formats import format_claim
from brain.kernel.i18n import Text
from cards.charts import Mark
from cards.glance import bars_html, course_html
from cards.model import CardBase, Explanation, Look
from cards.reader import Reader
from cards.view import draw_evidence, draw_sentence, widget_key


def draw_grounds(
    card: CardBase, why: Explanation, reader: Reader, more: Sequence[tuple[str, Text]] = ()
) -> None:
    """Evidence, method, strongest doubt, what would change it, what was rejected, and why it stands in this place; read only
    when unfolded.

    `more` are named sentences of the card's own kind, told after the evidence.
    """
    unfolded = st.expander(
        reader.say("More evidence"), key=widget_key("grounds", card.id), on_change="rerun", type="compact"
    )
    if not unfolded.open:
        return
    with unfolded, st.container(gap="xsmall"):
        draw_evidence(why.evidence, reader, widget_key("evidence", card.id))
        parts = (
            *more,
            (reader.say("Method"), why.method),
            (reader.say("Confidence rests on"), why.confidence.rests_on),
            (reader.say("Strongest doubt"), why.strongest_doubt),
            (reader.say("What would change this"), why.would_change),
            *((reader.say("Considered and rejected"), other) for other in why.rejected),
            *([(reader.say("Why in this place"), card.rank_why)] if card.rank_why is not None else []),
        )
        for place, (name, text) in enumerate(parts):
            draw_sentence(text, reader, widget_key("part", card.id, place), name=name)


def draw_look(look: Look, reader: Reader, key: str) -> None:
    """The small chart of a card, its unit in the title; the value that it is about stands out."""
    title = look.title.render(reader.lang)
    marks = [
        Mark(
            name=point.label.render(reader.lang),
            value=float(point.value),
            label=_written(point.value, look, reader),
            tone="" if point.marked or not any(one.marked for one in look.points) else "rest",
        )
        for point in look.points
    ]
    limit = None if look.limit is None else float(look.limit)
    chart = course_html(marks, limit) if look.shape == "line" else bars_html(marks)
    told = reader.say("; ").join(f"{mark.name} {mark.label}" for mark in marks)
    caption = ""
    if look.limit is not None and look.limit_label is not None:
        said = f"{look.limit_label.render(reader.lang)}{reader.say(': ')}{_written(look.limit, look, reader)}"
        caption = f'<div class="look-quiet">{escape(said)}</div>'
    with st.container(key=key):
        st.html(
            f'<div class="look" role="img" aria-label="{escape(title + reader.say(": ") + told)}">'
            f'<div class="look-quiet">{escape(title)}</div>{chart}{caption}</div>'
        )


def _written(value: Decimal, look: Look, reader: Reader) -> str:
    claim = Claim(value=value, unit=look.unit, currency=look.currency, receipt=look.receipt)
    return format_claim(claim, reader.lang)
