"""What only a script in the browser can do: wear the other theme, bring a new answer into view, read it aloud, print.

Streamlit keeps a visitor's theme in the browser and offers no call for it, so `put_on` writes the same entry and
loads the page again; tests/browser fails when the entry's name changes.
"""

from __future__ import annotations

from itertools import count

import streamlit as st

# One entry a path: the choice made on one page must hold on all of them.
PATHS = ("/", "/review", "/actions", "/data", "/settings")
ENTRY = "stActiveTheme-{path}-v2"
_RUNS = count()


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


def read_aloud(key: str, voice: str) -> None:
    """Read the words of the container with this key in a voice of that language ("zh-CN"); while it reads, be quiet.

    The words are taken from the page itself, so that none of them becomes part of a script.
    """
    _run(
        "(() => {const s = window.speechSynthesis; if (!s) return; if (s.speaking) {s.cancel(); return;}"
        f"const said = document.querySelector('.st-key-{key}'); if (!said) return;"
        f"const u = new SpeechSynthesisUtterance(said.innerText); u.lang = '{voice}'; s.speak(u);}})();"
    )


def open_print() -> None:
    """Open the browser's print window, once the page has settled."""
    _run("setTimeout(() => window.print(), 400);")


def _run(script: str) -> None:
    """Only scripts written in this file reach here: nothing a visitor or a file said is ever part of them.

    The number makes each one new: the browser does not run a script again that stands where it stood.
    """
    st.html(f"<script>/*{next(_RUNS)}*/{script}</script>", unsafe_allow_javascript=True)
