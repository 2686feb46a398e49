"""The frame around every page: the look, the way between pages, and the line with shop, language and theme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, t
from cards.pieces import plain
from cards.view import draw_error
from pages import browser, session
from pages.house import brain_here

HERE = Path(__file__).parent
PAGES = (
    ("home.py", N_("Today"), "", ":material/storefront:"),
    ("review.py", N_("Review"), "review", ":material/history_edu:"),
    ("actions.py", N_("Actions"), "actions", ":material/send:"),
    ("data.py", N_("Data"), "data", ":material/table_rows:"),
    ("settings.py", N_("Settings"), "settings", ":material/tune:"),
)


def draw_ways(pages: Sequence[Page]) -> None:
    """The five pages in one row, always in sight: Streamlit's own row folds away on a phone."""
    with st.container(horizontal=True, gap="small", wrap=False, key="ways"):
        for page in pages:
            st.page_link(page)


def draw_top(lang: str) -> None:
    """Shop chooser on the left, language and theme on the right."""
    known = brain_here().shops()
    shops = {shop.id: shop.name for shop in known}
    chosen = session.shop_id(known)
    session.remember_address(chosen)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False, key="top"):
        st.markdown(f"**{t(lang, 'Second Floor')}**", width="content")
        if len(shops) > 1:
            with st.popover(plain(shops[chosen]), type="tertiary", key="shops"):
                for shop, name in shops.items():
                    st.button(
                        plain(name),
                        key=f"shop-{shop}",
                        on_click=session.choose_shop,
                        args=(shop,),
                        width="stretch",
                        type="primary" if shop == chosen else "secondary",
                    )
        else:
            st.markdown(plain(shops[chosen]), width="content")
        st.space("stretch")
        st.button(
            "EN" if lang == "zh" else "中文",
            key="language-switch",
            type="tertiary",
            on_click=session.switch_language,
        )
        st.button(
            t(lang, "Light or dark"),
            key="theme-switch",
            type="tertiary",
            icon=":material/contrast:",
            on_click=session.wish_theme,
        )


def main() -> None:
    """One run: frame first, then the chosen page; an owner's error that a page let through ends here."""
    lang = session.language()
    st.set_page_config(page_title=t(lang, "Second Floor"), page_icon=":material/stairs:", layout="centered")
    st.html(HERE / "style.css")
    pages = [
        st.Page(HERE / file, title=t(lang, title), url_path=path, icon=icon, default=not path)
        for file, title, path, icon in PAGES
    ]
    chosen = st.navigation(pages, position="hidden")
    draw_ways(pages)
    draw_top(lang)
    wish = session.take_theme_wish()
    if wish:
        browser.put_on(wish)
    try:
        chosen.run()
    except OwnerError as error:
        draw_error(error, lang)


main()
