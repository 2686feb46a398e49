"""Bring data: preview before loading, what was left out and why, and every batch with its way back."""

from __future__ import annotations

import streamlit as st

from cards import notices
from pages import batches, bringing, session


def main() -> None:
    """A box for a file, then the batches that were loaded before."""
    sitting = session.sit_down()
    reader = sitting.reader
    st.markdown(f"## {reader.say('Data')}", anchors=False)
    notices.say_done(reader)
    bringing.draw_bringing(sitting)
    batches.draw_batches(sitting)


main()
