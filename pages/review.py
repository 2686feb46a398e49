"""The weekly review, a letter: the week in a sentence, what made the difference, predicted against actual, what next."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from brain.desk import Desk
from brain.review.weekly import WeeklyReview
from cards import notices
from cards.battle_report.view import draw_battle_report
from pages import again, browser, letter, session
from pages.session import Sitting

OLDEST_WEEKS = 104


@st.cache_data(ttl=600, max_entries=64, show_spinner=False)
def week_of(_desk: Desk, shop: str, data_version: int, today: date, week: str, reports: int) -> WeeklyReview:
    """One week of one shop for one state of its data and of its reports."""
    return _desk.week(week)


def main() -> None:
    """The letter first, the battle reports below it."""
    sitting = session.sit_down()
    desk, reader = sitting.desk, sitting.reader
    if again.grant(sitting):
        st.switch_page("home.py")
    notices.say_done(reader)
    reports = desk.reports()
    week = _choose_week(sitting)
    with st.spinner(reader.say("Reading the week")):
        review = week_of(
            desk,
            desk.shop.id,
            desk.data_version(),
            desk.today,
            week,
            sum(2 if r.final else 1 for r in reports),
        )
    with st.container(key="letter"):
        letter.draw_letter(review, reader)
    with st.container(key="reports"):
        st.markdown(f"#### {reader.say('Battle reports')}", anchors=False)
        if not reports:
            st.markdown(
                reader.say(
                    "A few days after a post goes out or an alert is marked done, its battle report appears here."
                )
            )
            st.page_link("home.py", label=reader.say("See today's suggestions"))
        for report in reports:
            draw_battle_report(report, reader, again.wish_for(report))
    if st.session_state.pop(session.PRINT_WISH, False):
        browser.open_print()


def _choose_week(sitting: Sitting) -> str:
    """One week back or forth; the last full week to begin with."""
    reader = sitting.reader
    back = int(st.session_state.get(session.WEEK, 1))
    monday = sitting.desk.today - timedelta(days=sitting.desk.today.weekday(), weeks=back)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="week-chooser"):
        st.button(
            reader.say("Week before"),
            type="tertiary",
            icon=":material/chevron_left:",
            key="week-back",
            on_click=_move,
            args=(back + 1,),
            disabled=back >= OLDEST_WEEKS,
        )
        st.button(
            reader.say("Week after"),
            type="tertiary",
            icon=":material/chevron_right:",
            icon_position="right",
            key="week-forth",
            on_click=_move,
            args=(back - 1,),
            disabled=back <= 0,
        )
        st.space("stretch")
        st.button(
            reader.say("Print"), type="tertiary", icon=":material/print:", key="print", on_click=_wish_print
        )
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02d}"


def _move(back: int) -> None:
    st.session_state[session.WEEK] = back


def _wish_print() -> None:
    st.session_state[session.PRINT_WISH] = True


main()
