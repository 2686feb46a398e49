"""Drawing an answer: the figure large, the picture that its shape asks for, the same rows as a table, and the receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import streamlit as st

from brain.facts.semantic.compile import unit_of
from brain.kernel.evidence import Claim
from brain.kernel.formats import format_claim, format_exact_money
from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard, Chip
from cards.answer.shape import Shape, shape_of
from cards.answer.table import draw_table
from cards.answer.texts import EditStep, draw_drafts, draw_plan, draw_steps
from cards.answer.words import heading, is_taken_apart, signed_words
from cards.pieces import plain, unbroken
from cards.reader import Reader
from cards.view import draw_chart, draw_receipt, quiet, widget_key

MOST_ASKED_BACK = 6
MOST_NEXT = 3
NO_HEADLINE = frozenset({"goal", "forecast", "anomaly"})
"""Kinds whose sentence says more than a large figure could: a range, a number of days, how far one has come."""


@dataclass(frozen=True)
class Ways:
    """What an answer's buttons lead to. `ask` a question; `show_card` draws an opportunity by its id; `read_aloud` the
    words of the container with this key; `edit_step` draws the way to change a step of a task."""

    ask: Callable[[str], None]
    show_card: Callable[[str], None] | None = None
    read_aloud: Callable[[str], None] | None = None
    edit_step: EditStep | None = None


def draw_answer(card: AnswerCard, reader: Reader, key: str, ways: Ways, *, newest: bool = True) -> None:
    """One reply, with all its parts. What leads on (chips, choices, next questions) only under the `newest`."""
    card = _in_currency(card, reader.currency)
    if card.topic == "several":
        _draw_parts(card, reader, key, ways, newest=newest)
    else:
        _draw_one(card, reader, key, ways, newest=newest)
        if card.topic == "task":
            # One loudspeaker is enough: the steps are read with their task.
            _draw_parts(card, reader, key, replace(ways, read_aloud=None), newest=newest)
        elif card.parts:
            _draw_looked_up(card.parts, reader, key)
        _show_cards(card, ways)
    if not newest:
        return
    in_force = _last_answered(card)
    if in_force.chips:
        _draw_chips(in_force.chips, reader, key, ways)
    if card.topic == "several":
        # What is asked back has its choices beside it already.
        _draw_questions(in_force.follow_ups[:MOST_NEXT], key, ways)
    elif card.status != "answer":
        _draw_questions(card.choices[:MOST_ASKED_BACK], key, ways)
    else:
        _draw_questions((card.follow_ups or card.choices)[:MOST_NEXT], key, ways)


def _in_currency(card: AnswerCard, currency: str) -> AnswerCard:
    """An answer whose figure is a count may still have a table of money: it is the shop's own."""
    parts = tuple(_in_currency(part, currency) for part in card.parts)
    return card.model_copy(update={"currency": card.currency or currency, "parts": parts})


def _draw_parts(card: AnswerCard, reader: Reader, key: str, ways: Ways, *, newest: bool) -> None:
    """Several questions of one message, or what a task's steps made, one under the other; one that is asked back has its
    choices beside it."""
    for place, part in enumerate(card.parts):
        name = widget_key(key, place)
        with st.container(border=True, key=widget_key("answer-part", name)):
            _draw_one(part, reader, name, ways, newest=newest)
            _show_cards(part, ways)
            if newest and part.status != "answer":
                _draw_questions(part.choices[:MOST_NEXT], name, ways)


def _show_cards(card: AnswerCard, ways: Ways) -> None:
    """The opportunities that an answer puts forward, each with its own buttons."""
    if ways.show_card is not None:
        for card_id in card.cards:
            ways.show_card(card_id)


def _draw_looked_up(parts: Sequence[AnswerCard], reader: Reader, key: str) -> None:
    """The lookups behind a model's words: each with its own table and source."""
    for place, part in enumerate(parts):
        name = widget_key(key, "lookup", place)
        st.markdown(quiet(part.text.render(reader.lang)))
        _draw_rows(part, reader, name)
        _draw_source(part, reader, name)


def _draw_one(card: AnswerCard, reader: Reader, key: str, ways: Ways, *, newest: bool) -> None:
    said = widget_key("said", key)
    with st.container(key=said, gap="xsmall"):
        if card.value is not None and card.unit is not None and card.topic not in NO_HEADLINE:
            st.markdown(f"## {plain(figure_words(card, reader.lang))}", anchors=False)
        st.markdown(plain(unbroken(_said(card, newest).render(reader.lang))))
    if card.drafts and card.topic != "task":
        draw_drafts(card.drafts, reader, key)
    if card.topic == "plan" and card.rows:
        draw_plan(card, reader)
    elif card.topic == "task" and card.rows:
        draw_steps(card, ways.edit_step if newest else None)
    elif not card.parts:
        _draw_rows(card, reader, key)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=widget_key("foot", key)):
        if not card.parts:
            _draw_source(card, reader, key)
        if ways.read_aloud is not None:
            st.button(
                reader.say("Read aloud"),
                icon=":material/volume_up:",
                type="tertiary",
                key=widget_key("aloud", key),
                on_click=ways.read_aloud,
                args=(said,),
            )


def _said(card: AnswerCard, newest: bool) -> Text:
    """The sentence; where examples stand as buttons below it, without naming them twice."""
    inner = card.text.args.get("said")
    if newest and card.choices and "examples" in card.text.args and isinstance(inner, Text):
        return inner
    return card.text


def _draw_rows(card: AnswerCard, reader: Reader, key: str) -> None:
    """The picture and the table: the same rows."""
    shape = shape_of(card, reader.lang)
    if shape is not None:
        draw_chart(shape.spec, _title(shape, card, reader), reader, key, alt=card.text.render(reader.lang))
    if len(card.rows) > 1:
        draw_table(card, reader, key)


def _title(shape: Shape, card: AnswerCard, reader: Reader) -> str:
    """The figure's name with its unit, and, where the picture had to leave rows out, how many it shows."""
    name = heading(shape.column, reader.lang)
    if card.topic == "funnel":
        name = reader.say("From look to order")
    elif is_taken_apart(card):
        name = reader.say("What the change is made of")
    elif card.topic == "forecast":
        name = reader.say("Expected, with its range")
    elif card.topic == "anomaly":
        name = reader.say("Odd days; the grey bar is what was usual")
    elif unit_of(shape.column) == "money":
        name = reader.say("{name} ({currency})", name=name, currency=card.currency or reader.currency)
    if shape.shown >= len(card.rows):
        return name
    return reader.say("{name} · {shown} of {count} rows", name=name, shown=shape.shown, count=len(card.rows))


def _draw_source(card: AnswerCard, reader: Reader, key: str) -> None:
    if card.receipt is None:
        return
    opened = st.popover(
        reader.say("Source"), type="tertiary", key=widget_key("source", key), on_change="rerun"
    )
    if opened.open:
        with opened:
            draw_receipt(card.receipt, reader, key)


def _draw_chips(chips: Sequence[Chip], reader: Reader, key: str, ways: Ways) -> None:
    """What is in force for the next question; a tap takes a part away by asking the question that lacks it."""
    with st.container(horizontal=True, gap="xsmall", key=widget_key("chips", key)):
        for place, chip in enumerate(chips):
            label = plain(chip.label.render(reader.lang))
            name = widget_key("chip", key, place)
            if chip.without is None:
                st.badge(label, color="gray")
                continue
            st.button(
                label,
                icon=":material/close:",
                icon_position="right",
                key=name,
                on_click=ways.ask,
                args=(chip.without,),
            )


def _draw_questions(questions: Sequence[str], key: str, ways: Ways) -> None:
    if not questions:
        return
    with st.container(horizontal=True, gap="small", key=widget_key("more", key)):
        for place, question in enumerate(questions):
            st.button(plain(question), key=widget_key("ask", key, place), on_click=ways.ask, args=(question,))


def _last_answered(card: AnswerCard) -> AnswerCard:
    """Whose context the next question takes up: the last part's that has one; lookups behind one reply have it together."""
    if card.chips and card.topic != "several":
        return card
    return next((part for part in reversed(card.parts) if part.chips), card)


def figure_words(card: AnswerCard, lang: str) -> str:
    """The single figure as it stands large above the sentence, money to the cent."""
    value = card.value if card.value is not None else Decimal(0)
    if is_taken_apart(card):
        return signed_words(value, card, lang)
    if card.unit == "money":
        return format_exact_money(value, card.currency or "CNY", lang)
    return format_claim(Claim(value=value, unit=card.unit or "number", receipt=""), lang)
