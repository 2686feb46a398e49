"""How far an import is, for whoever shows it: a share from 0 to 1 that only grows, and the stage in words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

import duckdb

from brain.kernel.i18n import N_, Text

TICK = 0.25


class Stage(Enum):
    """What an import does, in order: (share of the whole at its beginning, at its end, msgid)."""

    DECODE = (0.0, 0.35, N_("Reading the characters"))
    READ = (0.35, 0.6, N_("Reading the rows"))
    JUDGE = (0.6, 0.85, N_("Checking every row"))
    STORE = (0.85, 1.0, N_("Writing them down"))
    PHOTOS = (0.0, 1.0, N_("Checking the photos"))

    @property
    def words(self) -> Text:
        """The stage in words."""
        return Text(msg=self.value[2])


Listener = Callable[[float, Text], None]


class Progress:
    """Tells a listener; long statements are asked how far they are while they run."""

    def __init__(self, listener: Listener | None) -> None:
        self._listener = listener
        self._share = 0.0
        self._turn = threading.Lock()

    def part(self, stage: Stage) -> Callable[[float], None]:
        """A function that takes the share of this stage."""
        return lambda share: self._tell(stage, share)

    @contextmanager
    def during(self, cursor: duckdb.DuckDBPyConnection, stage: Stage) -> Iterator[None]:
        """Tell the progress of whatever this cursor executes meanwhile. Nothing is asked when nobody listens."""
        if self._listener is None:
            yield
            return
        ended = threading.Event()
        cursor.execute("SET enable_progress_bar = true")
        cursor.execute("SET enable_progress_bar_print = false")
        watcher = threading.Thread(
            target=self._watch, args=(cursor, stage, ended), name="import-progress", daemon=True
        )
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()
        self._tell(stage, 1.0)

    def done(self) -> None:
        """Everything is stored."""
        self._tell(Stage.STORE, 1.0)

    def _watch(self, cursor: duckdb.DuckDBPyConnection, stage: Stage, ended: threading.Event) -> None:
        while not ended.wait(TICK):
            percent = cursor.query_progress()
            # Several statements make a stage, each counting from nought: the last tenth is for its end.
            if percent > 0:
                self._tell(stage, min(0.9, percent / 100))

    def _tell(self, stage: Stage, share: float) -> None:
        if self._listener is None:
            return
        start, end, _ = stage.value
        with self._turn:
            self._share = max(self._share, start + (end - start) * share)
            self._listener(self._share, stage.words)


silent = Progress(None)
