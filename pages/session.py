"""The one owner of session-state keys: language, shop, conversation, wishes. Selections and drafts only, never records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from brain.desk import Desk
from brain.facts.warehouse.shops import Shop
from brain.kernel.i18n import LANGUAGES, Lang, choose_language
from cards.reader import Reader
from pages.house import brain_here

LANGUAGE = "language"
SHOP = "shop"
THEME_WISH = "theme-wish"
TALK = "talk"
NEW_TALK = ""
HISTORY_WISH = "history-wish"
DELETE_WISH = "delete-talk-wish"
ALOUD_WISH = "aloud-wish"
DROPPED = "dropped-picture"
EDITED_STEP = "edited-step"
OLDER_TURNS = "older-turns"
UPLOAD_ROUND = "upload-round"
ASKED = "asked"
PRINT_WISH = "print-wish"
WEEK = "week"


@dataclass(frozen=True)
class Sitting:
    """What a page works with during one run: a desk in a shop, and the reader who looks."""

    desk: Desk
    reader: Reader

    @property
    def now(self) -> datetime:
        """The present instant, UTC."""
        return self.desk.parts.clock.now()

    @property
    def hour(self) -> int:
        """The hour on the shop's own clock."""
        return self.now.astimezone(ZoneInfo(self.reader.zone)).hour

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.reader.lang


def sit_down() -> Sitting:
    """Open the desk of the chosen shop for this run."""
    brain = brain_here()
    desk = brain.desk(shop_id())
    reader = Reader(
        lang=language(),
        zone=desk.shop.zone,
        today=desk.today,
        currency=desk.shop.currency,
        sources=desk,
        dark=st.context.theme.type == "dark",
    )
    return Sitting(desk, reader)


def language() -> Lang:
    """The switch, else the address, else the setting, else the browser."""
    for wish in (st.session_state.get(LANGUAGE), st.query_params.get("lang"), brain_here().settings.language):
        for known in LANGUAGES:
            if wish == known:
                return known
    return choose_language(st.context.locale)


def switch_language() -> None:
    """The other language; kept in the address, so that a reload stays in it."""
    other: Lang = "en" if language() == "zh" else "zh"
    st.session_state[LANGUAGE] = other
    st.query_params["lang"] = other


def shop_id(shops: Sequence[Shop] | None = None) -> str:
    """The chosen shop, else the one in the address, else the newest; `shops` saves asking for them again."""
    known = [shop.id for shop in (brain_here().shops() if shops is None else shops)]
    for wish in (st.session_state.get(SHOP), st.query_params.get("shop")):
        if wish in known:
            return str(wish)
    return known[-1]


def remember_address(shop: str) -> None:
    """Keep what the address said of shop and language: the ways between pages lead to bare addresses."""
    st.session_state.setdefault(SHOP, shop)
    if st.query_params.get("lang") in LANGUAGES:
        st.session_state.setdefault(LANGUAGE, st.query_params["lang"])


def choose_shop(shop: str) -> None:
    """Work in another shop from now on."""
    st.session_state[SHOP] = shop
    st.query_params["shop"] = shop
    # A conversation is about one shop.
    st.session_state.pop(TALK, None)
    if "talk" in st.query_params:
        del st.query_params["talk"]


def conversation() -> str | None:
    """The chosen conversation, else the one in the address; NEW_TALK for one that has not begun, None for the newest."""
    wish = st.session_state.get(TALK)
    return str(wish) if wish is not None else st.query_params.get("talk")


def choose_conversation(chosen: str) -> None:
    """Go on in this conversation; it stays in the address, so that a reload comes back to it."""
    st.session_state[TALK] = chosen
    st.session_state.pop(OLDER_TURNS, None)
    if chosen:
        st.query_params["talk"] = chosen
    elif "talk" in st.query_params:
        del st.query_params["talk"]


def wish_theme() -> None:
    """Ask the browser for the other theme at the next drawing."""
    st.session_state[THEME_WISH] = "Light" if st.context.theme.type == "dark" else "Dark"


def take_theme_wish() -> str | None:
    """The wished theme, once."""
    wish = st.session_state.pop(THEME_WISH, None)
    return str(wish) if wish else None


def upload_round() -> int:
    """Counts finished uploads: a new round gives an empty upload box."""
    return int(st.session_state.get(UPLOAD_ROUND, 0))


def next_upload_round() -> None:
    """Empty the upload box at the next drawing."""
    st.session_state[UPLOAD_ROUND] = upload_round() + 1
