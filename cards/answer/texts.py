"""Answers that are lists or words to be used: drafts by voice, a plan by days, a task by its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from brain.kernel.formats import format_day, format_full_day
from brain.kernel.i18n import t
from cards.answer.model import AnswerCard, Draft
from cards.model import VOICE_WORDS
from cards.pieces import plain
from cards.reader import Reader
from cards.view import widget_key


def draw_drafts(drafts: Sequence[Draft], reader: Reader, key: str) -> None:
    """A tab for each voice; the text keeps its lines, and a button in its corner copies it."""
    names = [voice_name(draft.voice, reader.lang) for draft in drafts]
    with st.container(key=widget_key("drafts", key)):
        for tab, draft in zip(st.tabs(names), drafts, strict=True):
            with tab:
                st.code(draft.text, language=None, wrap_lines=True)


def voice_name(voice: str, lang: str) -> str:
    """A voice in words; one that the house does not know keeps its name."""
    words = {str(name): msgid for name, msgid in VOICE_WORDS.items()}
    return t(lang, words[voice]) if voice in words else voice


def draw_plan(card: AnswerCard, reader: Reader) -> None:
    """Each step under its day; steps of one day stand together."""
    st.markdown("\n".join(plan_lines(card, reader.today, reader.lang)))


EditStep = Callable[[int], Callable[[], None] | None]
"""Draws the button beside a step, by its place from 0, and gives what is to be drawn under it, if anything."""


def draw_steps(card: AnswerCard, edit: EditStep | None = None) -> None:
    """A task of several steps: who does what, and how far each is; with `edit` each can be changed."""
    lines = [f"{plain(str(row[0]))} :gray[{plain(str(row[1]))}]" for row in card.rows]
    if edit is None:
        st.markdown("\n".join(f"1. {line}" for line in lines))
        return
    with st.container(key="task-steps", gap="xsmall"):
        for place, line in enumerate(lines):
            with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
                with st.container(width="stretch"):
                    st.markdown(f"{place + 1}. {line}")
                under = edit(place)
            if under is not None:
                under()


def plan_lines(card: AnswerCard, today: date, lang: str) -> list[str]:
    """The list in Markdown; a step that is due today says so, days of another year carry it."""
    lines = []
    for row in card.rows:
        day = date.fromisoformat(str(row[0])[:10])
        shown = format_day(day, lang) if day.year == today.year else format_full_day(day, lang)
        due = t(lang, " (today)") if day == today else ""
        lines.append(f"- **{plain(shown + due)}**&ensp;{plain(str(row[1]))}")
    return lines
