"""A file being loaded: in a thread of its own, while the page shows how far it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from brain.desk import Desk
from brain.facts.sources.opening import Options
from brain.facts.sources.progress import Progress
from brain.facts.sources.report import ImportReport
from brain.kernel.i18n import Text
from cards.view import Reader

TICK = 0.15


@dataclass
class _Heard:
    """How far the load is, told by its thread and read by the page's."""

    share: float = 0.0
    words: Text | None = None

    def hear(self, share: float, words: Text) -> None:
        """What `Progress` tells."""
        self.share, self.words = share, words


def load_with_progress(desk: Desk, path: Path, name: str, options: Options, reader: Reader) -> ImportReport:
    """Load a file and draw a bar that moves. Raises OwnerError, with nothing loaded."""
    heard = _Heard()
    bar = st.progress(0.0, text=reader.say("Loading {file}", file=name))
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="load")
    try:
        work = pool.submit(desk.load, path, name, options, Progress(heard.hear))
        while not work.done():
            wait([work], timeout=TICK)
            if heard.words is not None:
                bar.progress(min(heard.share, 1.0), text=heard.words.render(reader.lang))
        return work.result()
    finally:
        # A visitor who leaves in the middle stops the page, not the load: it ends whole.
        pool.shutdown(wait=False)
        bar.empty()
