"""Data: how far it can be relied on, the way in for files, every import with its way back, and whose data it is."""

from __future__ import annotations

import streamlit as st

from cards import notices
from pages import album, batches, bringing, loading, new_shop, people, quality_view, session, systems


def main() -> None:
    """Files first; then how far the data can be relied on, and the imports; what was loaded just now stands on top."""
    loading.tell_ended(new_shop.reopen)
    sitting = session.sit_down()
    reader = sitting.reader
    st.markdown(f"## {reader.say('Data')}", anchors=False)
    notices.say_done(reader)
    if bringing.draw_bringing(sitting):
        # One thing at a time: what the shop has already waits until the file is loaded or out of the box.
        return
    parts = [quality_view.draw_quality, batches.draw_batches]
    for draw in reversed(parts) if loading.newest() else parts:
        draw(sitting)
    album.draw_album(sitting)
    systems.draw_systems(sitting)
    people.draw_people(sitting)


main()
