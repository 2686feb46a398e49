"""Shop systems that are connected: how far each was read, what hinders it, and reading it now."""

from __future__ import annotations

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.live.connecting import ConnectionView
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from cards.view import attempt, quiet, widget_key
from pages.session import Sitting


def draw_systems(sitting: Sitting) -> None:
    """One line a connection; without any, how to make one."""
    reader = sitting.reader
    st.markdown(f"#### {reader.say('Connected shop systems')}", anchors=False)
    notices.say_refused("systems", reader)
    found = attempt(sitting.desk.live.connections, reader.lang)
    if not found:
        st.markdown(
            quiet(
                reader.say(
                    "None yet. Shopify can be asked for new orders, WooCommerce sends them: {command}, or see {guide}.",
                    command="python -m brain connect",
                    guide="docs/guide/connect-a-shop.md",
                )
            )
        )
    for one in found or ():
        _draw(one, sitting)
    waiting = attempt(sitting.desk.live.privacy_requests, reader.lang)
    if waiting:
        st.warning(
            plain(
                reader.say(
                    "{count} customers asked a shop system to be shown or deleted: {command} lists them.",
                    count=len(waiting),
                    command="python -m brain connections",
                )
            )
        )


def _draw(one: ConnectionView, sitting: Sitting) -> None:
    reader = sitting.reader
    with st.container(border=True, gap=None, key=widget_key("system", one.source)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(one.source)}** {plain(one.address)}", width="content")
            if one.pulls:
                st.space("stretch")
                st.button(
                    reader.say("Read now"),
                    type="tertiary",
                    key=widget_key("pull", one.source),
                    on_click=_pull,
                    args=(sitting, one.source),
                )
        st.markdown(quiet(_words(one, reader)))
        if one.error is not None:
            hint = f" {one.hint.render(reader.lang)}" if one.hint else ""
            st.error(plain(one.error.render(reader.lang) + hint))


def _words(one: ConnectionView, reader: Reader) -> str:
    if not one.pulls:
        return reader.say("It sends its orders itself.")
    if one.read_until is None:
        return reader.say("Not read yet.")
    return reader.say("Read up to {moment}", moment=reader.when(one.read_until))


def _pull(sitting: Sitting, source: str) -> None:
    try:
        reports = sitting.desk.pull_connections(source)
    except OwnerError as error:
        notices.leave_refused("systems", error)
        return
    loaded = sum(report.loaded for report in reports)
    notices.leave_done(Text(msg="{count} rows are new or changed.", args={"count": loaded}))
