"""Figures of the owner's own in the settings: those in force, and a new one from its words to last month's figure."""

from __future__ import annotations

import streamlit as st

from brain.assistant.own_figures import UNITS, Draft
from brain.desk_figures import FigureView
from brain.facts.semantic.own import OwnMetric
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Unit
from brain.kernel.i18n import Text
from cards import notices
from cards.pieces import plain
from cards.view import draw_error, draw_receipt
from pages.session import Sitting

PLACE = "own-figures"
NAME, FORMULA, UNIT, PICKED = "own-figure-name", "own-figure-formula", "own-figure-unit", "own-figure-picked"
SIGNS = ("+", "−", "×", "÷", "(", ")")
OFFERED: tuple[Unit, ...] = ("money", "count", "rate")
LONGEST_TYPED = 400


def draw_own_figures(sitting: Sitting) -> None:
    """The list, each with the way to retire it, and the form for a new one."""
    say = sitting.reader.say
    with st.container(border=True, gap="small", key=PLACE):
        st.markdown(f"#### {plain(say('Figures of your own'))}", anchors=False)
        known = sitting.desk.figures.in_force()
        for place, one in enumerate(known):
            _draw_figure(sitting, one, place)
        notices.say_refused(PLACE, sitting.reader)
        if not known:
            st.caption(plain(say("A figure that your shop goes by, made of those that are counted already.")))
        with st.expander(say("Define a figure"), key="own-figure-new"):
            _draw_form(sitting)


def _draw_figure(sitting: Sitting, one: FigureView, place: int) -> None:
    say = sitting.reader.say
    row = f"own-figure-row-{place}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=row):
        formula = one.formula.render(sitting.lang)
        unit = say(UNITS[one.unit])
        said = f"**{plain(one.label)}** = {plain(formula)}  \n:gray[:small[{plain(unit)}]]"
        st.markdown(said, width="stretch")
        st.button(
            say("Retire"),
            type="tertiary",
            key=f"retire-figure-{place}",
            on_click=_retire,
            args=(sitting, one),
        )


def _draw_form(sitting: Sitting) -> None:
    say = sitting.reader.say
    st.text_input(say("What you call it"), key=NAME, max_chars=40)
    st.text_input(
        say("How it is counted"),
        key=FORMULA,
        max_chars=LONGEST_TYPED,
        placeholder=say("gross profit - 5% of net sales"),
    )
    labels = [say(metric.label) for metric in sitting.desk.facts.metrics]
    st.selectbox(
        say("Put in a figure"),
        labels,
        index=None,
        placeholder=say("Choose"),
        key=PICKED,
        on_change=_put_in_picked,
    )
    with st.container(horizontal=True, gap="small", key="own-figure-signs"):
        for place, sign in enumerate(SIGNS):
            st.button(plain(sign), key=f"own-figure-sign-{place}", on_click=_put_in, args=(sign,))
    st.segmented_control(
        say("Shown as"),
        OFFERED,
        format_func=lambda unit: say(UNITS[unit]),
        key=UNIT,
        help=say("Without a choice it is shown as the formula comes out."),
    )
    one = _checked(sitting)
    st.button(
        say("Save this figure"),
        type="primary",
        key="own-figure-save",
        disabled=one is None,
        on_click=_save,
        args=(sitting, one.metric if one is not None else None),
    )


def _checked(sitting: Sitting) -> Draft | None:
    """What was typed as a figure, with what it was last month; None, and why, while it is none."""
    say, state = sitting.reader.say, st.session_state
    if not state[FORMULA].strip():
        return None
    if not state[NAME].strip():
        st.caption(plain(say("Give it a name to see what it comes to.")))
        return None
    try:
        one = sitting.desk.figures.draft(state[NAME], state[FORMULA], state[UNIT])
        seen = sitting.desk.figures.preview(one, sitting.lang)
    except OwnerError as error:
        draw_error(error, sitting.lang)
        return None
    read_as = f"{state[NAME].strip()} = {one.formula.render(sitting.lang)}"
    st.markdown(f"{plain(read_as)}&ensp;:gray[{plain(say(UNITS[one.metric.unit]))}]")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(seen.said.render(sitting.lang)), width="content")
        if seen.receipt is not None:
            opened = st.popover(say("Source"), type="tertiary", key="own-figure-source", on_change="rerun")
            if opened.open:
                with opened:
                    draw_receipt(seen.receipt, sitting.reader, "own-figure")
    return one


def _put_in_picked() -> None:
    picked = st.session_state[PICKED]
    if picked is not None:
        _put_in(picked)
        st.session_state[PICKED] = None


def _put_in(piece: str) -> None:
    st.session_state[FORMULA] = f"{st.session_state[FORMULA].rstrip()} {piece} ".lstrip()


def _save(sitting: Sitting, one: OwnMetric) -> None:
    try:
        sitting.desk.figures.keep(one)
    except OwnerError as error:
        notices.leave_refused(PLACE, error)
        return
    st.session_state.update({NAME: "", FORMULA: "", UNIT: None})
    notices.leave_done(Text(msg="Saved. Ask for {name} like for any other figure.", args={"name": one.label}))


def _retire(sitting: Sitting, one: FigureView) -> None:
    try:
        sitting.desk.figures.retire(one.name)
    except OwnerError as error:
        notices.leave_refused(PLACE, error)
        return
    notices.leave_done(Text(msg="Retired: {name}.", args={"name": one.label}))
