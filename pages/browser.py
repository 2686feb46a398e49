"""What only a script in the browser can do: wear the other theme, bring a new answer into view, open the print window.

Streamlit keeps a visitor's theme in the browser and offers no call for it, so `put_on` writes the same entry and
loads the page again; tests/browser fails when the entry's name changes.
"""

from __future__ import annotations

import streamlit as st

# One entry a path: the choice made on one page must hold on all of them.
PATHS = ("/", "/review", "/actions", "/data", "/settings")
ENTRY = "stActiveTheme-{path}-v2"


def put_on(theme: str) -> None:
    """Make the browser wear `theme` ("Light" or "Dark") and load the page again."""
    entries = [ENTRY.format(path=path) for path in PATHS]
    lines = "".join(f"localStorage.setItem({entry!r}, JSON.stringify({theme!r}));" for entry in entries)
    _run(f"{lines}location.reload();")


def bring_into_view(key: str) -> None:
    """Scroll to the container with this key, once it has been drawn."""
    _run(
        f"setTimeout(() => document.querySelector('.st-key-{key}')?.scrollIntoView("
        "{behavior: 'smooth', block: 'start'}), 150);"
    )


def open_print() -> None:
    """Open the browser's print window, once the page has settled."""
    _run("setTimeout(() => window.print(), 400);")


def _run(script: str) -> None:
    """Only scripts written in this file reach here: nothing a visitor or a file said is ever part of them."""
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
