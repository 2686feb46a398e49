"""How the day opens: one sentence made of figures, and four key figures with their course."""

from __future__ import annotations

from datetime import date

import streamlit as st

from brain.desk import Desk
from brain.desk_wishes import GoalProgress
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Claim
from brain.kernel.formats import format_claim, format_rate
from brain.kernel.i18n import N_, Text, verbatim
from brain.opportunities.ranking import ENOUGH
from brain.review.overview import KeyFigure, Overview
from cards.charts import sparkline
from cards.pieces import plain
from cards.reader import Reader
from cards.view import draw_receipt_of, draw_sentence, widget_key

SPAN = N_("The last seven full days against the seven before; the line shows its recent course.")
MOST_TURNED_DOWN = 12
"""Lines of what was turned down: the best of it, not everything."""
HOURS = {"morning": range(5, 12), "afternoon": range(12, 18)}


@st.cache_data(ttl=3600, max_entries=64, show_spinner=False)
def overview_of(_desk: Desk, shop: str, data_version: int, today: date, waiting: int) -> Overview:
    """The overview of one shop, one state of its data, one day and one number of waiting cards."""
    return _desk.overview()


@st.fragment
def draw_opening(seen: Overview, reader: Reader, hour: int) -> None:
    """The greeting and the figures; with no data yet, the one next step. A fragment: a receipt opens without the rest."""
    draw_sentence(seen.greeting, reader, "greeting", lead=_hello(reader, hour))
    if not seen.figures:
        st.page_link("data.py", label=reader.say("Bring data"), icon=":material/upload_file:")
        return
    with st.container(key="figures"):
        for column, figure in zip(
            st.columns(len(seen.figures), gap="small", wrap=True), seen.figures, strict=True
        ):
            with column:
                _draw_figure(figure, reader)


def _hello(reader: Reader, hour: int) -> str:
    if hour in HOURS["morning"]:
        return reader.say("Good morning. ")
    return reader.say("Good afternoon. ") if hour in HOURS["afternoon"] else reader.say("Good evening. ")


def _draw_figure(figure: KeyFigure, reader: Reader) -> None:
    name = figure.name.render(reader.lang)
    change = None
    if figure.change is not None:
        value = figure.change.value
        change = f"{'+' if value >= 0 else '-'}{format_rate(abs(value), reader.lang)}"
    with st.container(border=True, gap=None, key=widget_key("figure", figure.metric)):
        opened = st.popover(
            plain(name), type="tertiary", key=widget_key("figure-source", figure.metric), on_change="rerun"
        )
        st.metric(
            name,
            plain(format_claim(figure.claim, reader.lang)),
            change,
            delta_color="inverse" if figure.metric == "refund_rate" else "normal",
            label_visibility="collapsed",
        )
        if len(figure.series) > 1:
            course = sparkline([float(value) for _, value in figure.series], good=_is_good(figure))
            st.image(course, width="stretch", alt=name)
        if opened.open:
            with opened:
                st.caption(reader.say(SPAN))
                draw_receipt_of(figure.claim.receipt, reader, widget_key("figure", figure.metric))


def _is_good(figure: KeyFigure) -> bool | None:
    """Whether the change is one to be glad of; None where nothing changed."""
    if figure.change is None or not figure.change.value:
        return None
    return (figure.change.value > 0) != (figure.metric == "refund_rate")


@st.cache_data(ttl=3600, max_entries=64, show_spinner=False)
def progress_of(
    _desk: Desk, shop: str, data_version: int, today: date, metric: str, amount: str
) -> GoalProgress | None:
    """How far one goal is at one state of the shop's data."""
    return _desk.wishes.goal_progress()


def draw_goal(desk: Desk, reader: Reader) -> None:
    """The month's goal and how far it is, small, where one was set."""
    wanted = desk.wishes.goal(desk.today.replace(day=1))
    if wanted is None:
        return
    seen = progress_of(desk, desk.shop.id, desk.data_version(), desk.today, wanted.metric, str(wanted.amount))
    if seen is None:
        return
    amount = Claim(value=wanted.amount, unit=seen.reached.unit, currency=seen.reached.currency, receipt="")
    text = Text(
        msg=N_("Goal of this month: {metric} {amount}. So far {reached}, {share}."),
        args={
            "metric": Text(msg=find_metric(wanted.metric).label),
            "amount": verbatim(format_claim(amount, reader.lang)),
            "reached": seen.reached,
            "share": seen.share,
        },
    )
    draw_sentence(text, reader, "goal")


def draw_considered(turned_down: list[Text], reader: Reader) -> None:
    """What was seen today and is no card: what only came after the day's few, and what was turned down, each with its reason."""
    if not turned_down:
        return
    waiting = [text.args["headline"] for text in turned_down if text.msg == ENOUGH]
    refused = [text for text in turned_down if text.msg != ENOUGH]
    with st.expander(reader.say("What else I saw, and why it is no card"), type="compact", key="considered"):
        if waiting:
            st.caption(reader.say("Worth a card too, but a few a day are enough:"))
            _draw_list([text for text in waiting if isinstance(text, Text)][:MOST_TURNED_DOWN], reader)
        if refused:
            st.caption(reader.say("Looked at and turned down:"))
            _draw_list(refused[:MOST_TURNED_DOWN], reader)


def _draw_list(texts: list[Text], reader: Reader) -> None:
    st.markdown("\n".join(f"- {plain(text.render(reader.lang))}" for text in texts))


def draw_switched_off(reasons: list[Text], reader: Reader) -> None:
    """What cannot be looked for in this data, and which file would switch it on."""
    if not reasons:
        return
    with st.expander(reader.say("What I cannot look for yet"), type="compact", key="switched-off"):
        for reason in reasons:
            st.markdown(f"- {plain(reason.render(reader.lang))}")
