"""What an owner may say about a file's form: what it holds, which sheet, how its dates are written, which characters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

import streamlit as st

from brain.facts.sources.base import DayOrder
from brain.facts.sources.intake.opening import Options
from brain.kernel.formats import format_full_day
from brain.kernel.i18n import N_
from cards.pieces import plain
from cards.reader import Reader
from cards.view import widget_key

KINDS = {
    "": N_("Recognise by its columns"),
    "orders": N_("Order lists"),
    "products": N_("Products"),
    "customers": N_("Customers"),
    "events": N_("Visits and carts"),
    "stock": N_("Stock"),
    "reviews": N_("Reviews"),
    "promotions": N_("Promotions"),
    "prices": N_("Market prices"),
    "posts": N_("Past posts"),
}
ENCODINGS = {
    "": N_("Recognise"),
    "utf-8": "UTF-8",
    "gb18030": "GB18030 (GBK)",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}
BOTH_WAYS = date(2026, 2, 1)


def chosen(options: Options, file: str) -> Options:
    """The options with what was chosen for this file before; drawing comes later, below the preview."""
    state = st.session_state
    return replace(
        options,
        kind=state.get(widget_key("kind", file)) or None,
        sheet=state.get(widget_key("sheet", file)) or None,
        encoding=state.get(widget_key("encoding", file)) or None,
        day_order=cast(DayOrder | None, state.get(widget_key("dates", file))),
    )


def anything_chosen(file: str) -> bool:
    """Whether the owner said something about this file, which must stay in sight to be unsaid."""
    return any(st.session_state.get(widget_key(what, file)) for what in ("kind", "sheet", "encoding"))


def dates_chosen(file: str) -> bool:
    """Whether the owner said how the dates of this file are written."""
    return st.session_state.get(widget_key("dates", file)) is not None


def draw_form(reader: Reader, file: str, sheets: tuple[str, ...], *, text: bool) -> None:
    """Kind, sheet where there are several, characters where the file is plain text."""
    st.selectbox(
        reader.say("What the file holds"),
        KINDS,
        format_func=lambda kind: reader.say(KINDS[kind]),
        key=widget_key("kind", file),
        persist_state="page",
    )
    if len(sheets) > 1:
        st.selectbox(
            reader.say("Sheet"),
            ("", *sheets),
            format_func=lambda name: name or reader.say("Every sheet with these columns"),
            key=widget_key("sheet", file),
            persist_state="page",
        )
    if text:
        st.selectbox(
            reader.say("Characters"),
            ENCODINGS,
            format_func=lambda name: reader.say(ENCODINGS[name]),
            key=widget_key("encoding", file),
            persist_state="page",
        )


def ask_dates(reader: Reader, file: str) -> None:
    """Day, month or year first: asked in days that everybody can read."""
    first, second = BOTH_WAYS, BOTH_WAYS.replace(month=1, day=2)
    words = {
        "dmy": reader.say("1/2/2026 is {day}", day=format_full_day(first, reader.lang)),
        "mdy": reader.say("1/2/2026 is {day}", day=format_full_day(second, reader.lang)),
        "ymd": reader.say("26/1/2 is {day}", day=format_full_day(second, reader.lang)),
    }
    st.radio(
        reader.say("How are the dates of this file written?"),
        list(words),
        format_func=lambda order: plain(words[order]),
        index=None,
        key=widget_key("dates", file),
        persist_state="page",
    )
