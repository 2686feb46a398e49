"""Work that outlasts one drawing of a page: done beside it, with a bar that moves, and found again after a reload."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

import streamlit as st

from brain.facts.sources.intake.progress import Progress
from brain.kernel.i18n import Text
from cards.pieces import plain
from cards.reader import Reader
from cards.view import widget_key

T = TypeVar("T")
Lane = Literal["look", "load"]
# Two files are looked at side by side; loads follow one another, each judged against what the one before brought.
LANES: dict[Lane, int] = {"look": 2, "load": 1}
KEPT = 16
"""Finished jobs whose results are kept: a preview is drawn many times, and holds rows of somebody's file."""
PATIENCE = 0.5
"""Seconds that a drawing waits for the end: a small file needs no bar."""
POLL = 0.4


@dataclass
class Job(Generic[T]):
    """One piece of work: how far it is (told by its thread), and in the end its result or what it raised."""

    name: str
    future: Future[T] = field(default_factory=Future)
    share: float = 0.0
    words: Text | None = None

    @property
    def done(self) -> bool:
        """Whether there is a result, or an error."""
        return self.future.done()

    def result(self) -> T:
        """What came out of it. Raises what the work raised; waits for its end."""
        return self.future.result()

    def hear(self, share: float, words: Text) -> None:
        """What `Progress` tells."""
        self.share, self.words = share, words


class Jobs:
    """The jobs of this process by their keys, the newest last. Nobody owns a thread before there is work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[Hashable, Job[Any]] = {}
        self._pools: dict[Lane, ThreadPoolExecutor] = {}

    def start(self, key: Hashable, lane: Lane, name: str, work: Callable[[Progress], T]) -> Job[T]:
        """The job under this key, begun now unless it was before."""
        with self._lock:
            job = self._jobs.pop(key, None)
            if job is None:
                job = Job(name)
                pool = self._pools.setdefault(lane, ThreadPoolExecutor(LANES[lane], f"page-{lane}"))
                job.future = pool.submit(work, Progress(job.hear))
            self._jobs[key] = job
            done = [one for one, other in self._jobs.items() if other.done and one != key]
            for one in done[: max(0, len(done) - KEPT)]:
                del self._jobs[one]
        return job

    def find(self, key: Hashable) -> Job[Any] | None:
        """The job under this key."""
        return self._jobs.get(key)

    def forget(self, key: Hashable) -> None:
        """Drop a result; work that still goes on ends by itself."""
        with self._lock:
            self._jobs.pop(key, None)

    def running(self) -> Iterator[tuple[Hashable, Job[Any]]]:
        """The jobs that have not ended."""
        with self._lock:
            known = list(self._jobs.items())
        return ((key, job) for key, job in known if not job.done)


jobs = Jobs()


def ended(job: Job[Any], patience: float = PATIENCE) -> bool:
    """Whether a job has ended, or does so within a moment."""
    wait([job.future], timeout=patience)
    return job.done


def draw_waiting(job: Job[Any], reader: Reader, key: str) -> None:
    """A bar with words that moves by itself; when the work has ended the page is drawn anew."""

    @st.fragment(run_every=POLL)
    def bar() -> None:
        if job.done:
            st.rerun()
        words = job.words.render(reader.lang) if job.words else reader.say("Waiting for its turn")
        st.progress(min(job.share, 1.0), text=plain(words))

    with st.container(key=widget_key("waiting", key)):
        bar()
