"""Data: how far it can be relied on, the way in for files, every import with its way back, and whose data it is."""

from __future__ import annotations

import streamlit as st

from cards import notices
from pages import batches, bringing, people, quality_view, session, systems


def main() -> None:
    """Files first; what they came to; then quality, persons and connected systems, each opened when it is wanted."""
    sitting = session.sit_down()
    reader = sitting.reader
    st.markdown(f"## {reader.say('Data')}", anchors=False)
    notices.say_done(reader)
    if bringing.draw_bringing(sitting):
        # One thing at a time: what the shop has already waits until the file is loaded or out of the box.
        return
    quality_view.draw_quality(sitting)
    batches.draw_batches(sitting)
    systems.draw_systems(sitting)
    people.draw_people(sitting)


main()
