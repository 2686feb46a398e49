"""An import held against the shop system's back office: typed once, shown beside it ever after."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from brain.desk import Desk
from brain.facts.quality.parts import FIGURES, Figure
from brain.facts.quality.reconcile import Compared, Reconciliation
from brain.facts.quality.stated import FIGURE_LABELS, parse_figure
from brain.facts.quality.verdicts import reasons, show, verdict
from brain.facts.warehouse.batches import Batch
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from cards.view import attempt, draw_claim, draw_sentence, quiet, widget_key
from pages.session import Sitting

WHOLE, ONE_DAY = "", "day"
MOST_MONTHS = 24
LOCAL_USER = "local"
"""Whoever sits at this machine, as long as there are no accounts: no name to show."""


@st.cache_data(ttl=600, max_entries=256, show_spinner=False)
def reconciliation_of(_desk: Desk, shop: str, data_version: int, stated: str, batch: str) -> Reconciliation:
    """What was compared for one import, in one state of the shop's data and of what was stated."""
    return _desk.checking.reconciliation(batch)


def draw_reconcile(sitting: Sitting, batch: Batch) -> None:
    """What was compared, then the way to compare; nothing for imports without orders or taken back."""
    if batch.kind != "orders" or batch.state != "visible":
        return
    reader = sitting.reader
    desk = sitting.desk
    stated = desk.checking.stated_until()
    found = attempt(
        lambda: reconciliation_of(desk, desk.shop.id, desk.data_version(), stated, batch.id), reader.lang
    )
    if found is None:
        return
    notices.say_refused(_place(batch), reader)
    if found.compared:
        _draw_compared(found, reader)
    label = (
        reader.say("Compare again with the back office")
        if found.compared
        else reader.say("Compare with the back office")
    )
    opened = st.expander(
        plain(label), type="compact", key=widget_key("reconcile", batch.id), on_change="rerun"
    )
    if opened.open:
        with opened:
            _draw_form(sitting, batch)


def _draw_compared(found: Reconciliation, reader: Reader) -> None:
    """What agrees in one green line; what differs with its figure to open and what equals the difference."""
    agreeing = [one for one in found.compared if one.agrees]
    if agreeing:
        said = " ".join(_scoped(one, reader) + verdict(one, reader.currency, reader.lang) for one in agreeing)
        st.markdown(f":green[✓ {plain(reader.say('Checked.'))}] {plain(said)}")
    for one in found.compared:
        if one.agrees:
            continue
        mark = reader.say("Differs, with a match") if one.explained else reader.say("Differs")
        colour = "orange" if one.explained else "red"
        st.markdown(
            f":{colour}[**{plain(mark)}**] {plain(_scoped(one, reader) + verdict(one, reader.currency, reader.lang))}"
        )
        key = widget_key("reconciled", found.batch, one.scope or "file", one.figure)
        counted = show(one.figure, one.counted.value, reader.currency, reader.lang)
        draw_claim(one.counted, reader, key, label=reader.say("Counted here: {value}", value=counted))
        for place, reason in enumerate(reasons(one, reader.currency, reader.lang)):
            draw_sentence(reason, reader, widget_key(key, place), lead="· ")
    newest = max(found.compared, key=lambda one: one.stated_at)
    when = reader.when(newest.stated_at)
    said = (
        reader.say("Typed in {moment}", moment=when)
        if newest.who == LOCAL_USER
        else reader.say("Stated by {who}, {moment}", who=newest.who, moment=when)
    )
    st.markdown(quiet(said))


def _scoped(one: Compared, reader: Reader) -> str:
    return f"{one.scope} " if one.scope else ""


def _draw_form(sitting: Sitting, batch: Batch) -> None:
    reader = sitting.reader
    st.markdown(
        plain(
            reader.say(
                "Open the same orders in your shop system and type what it shows. Leave empty what it does not show."
            )
        )
    )
    scope = _choose_scope(batch, reader)
    counted = attempt(lambda: sitting.desk.checking.counted(batch.id, scope), reader.lang)
    if counted is None:
        return
    with st.form(widget_key("reconcile-form", batch.id), border=False):
        for figure in FIGURES:
            value = show(figure, counted[figure].value, reader.currency, reader.lang)
            st.text_input(
                reader.say(FIGURE_LABELS[figure]),
                key=_field(batch, figure),
                help=plain(reader.say("Counted here: {value}", value=value)),
            )
        st.form_submit_button(
            reader.say("Compare"), type="primary", on_click=_compare, args=(sitting, batch, scope)
        )


def _choose_scope(batch: Batch, reader: Reader) -> str:
    """The whole file, one of its months, or a day."""
    months = _months(batch)
    names = {WHOLE: reader.say("The whole file"), ONE_DAY: reader.say("One day")}
    chosen = str(
        st.selectbox(
            reader.say("Which days"),
            [WHOLE, *(months if len(months) > 1 else []), ONE_DAY],
            format_func=lambda one: names.get(one, one),
            key=widget_key("reconcile-scope", batch.id),
        )
    )
    if chosen != ONE_DAY:
        return chosen
    day = st.date_input(
        reader.say("Day"),
        value=batch.to_on,
        min_value=batch.from_on,
        max_value=batch.to_on,
        key=widget_key("reconcile-day", batch.id),
    )
    return day.isoformat() if isinstance(day, date) else WHOLE


def _months(batch: Batch) -> list[str]:
    """The months that the import touches, the newest first."""
    if batch.from_on is None or batch.to_on is None:
        return []
    months: list[str] = []
    month = batch.to_on.replace(day=1)
    while month >= batch.from_on.replace(day=1) and len(months) < MOST_MONTHS:
        months.append(f"{month:%Y-%m}")
        month = (month - timedelta(days=1)).replace(day=1)
    return months


def _compare(sitting: Sitting, batch: Batch, scope: str) -> None:
    try:
        typed: dict[Figure, str] = {
            figure: str(st.session_state.get(_field(batch, figure), "")).strip() for figure in FIGURES
        }
        stated = {figure: parse_figure(figure, text) for figure, text in typed.items() if text}
        found = sitting.desk.checking.state(batch.id, stated, scope)
    except OwnerError as error:
        notices.leave_refused(_place(batch), error)
        return
    if found.agrees:
        notices.leave_done(Text(msg="{file} agrees with the back office.", args={"file": batch.file_name}))


def _field(batch: Batch, figure: Figure) -> str:
    return widget_key("stated", batch.id, figure)


def _place(batch: Batch) -> str:
    return f"reconcile-{batch.id}"
