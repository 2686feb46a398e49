"""Many shops at once: tables of all facts, the answer sheet, files of one shop, and the way into a warehouse.

Measured on two cores shared with other work: 10,000 shops with 10.1 million order lines and 11.8 million other rows went into a warehouse
in 93 s with two processes (1.5 GB for all processes together) and in 174 s with one (1.1 GB); order lines, products and customers alone in
99 s with one process (0.9 GB).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sample_data.calendar import to_day
from sample_data.worlds import columns, files, roster, warehouse
from sample_data.worlds.columns import Table
from sample_data.worlds.profiles import Profile, profile_of
from sample_data.worlds.shop_life import KINDS, live_through
from sample_data.worlds.truth import Cause, Lived, Truth, truth_table

EVERY_CAUSE: tuple[Cause, ...] = (*roster.CAUSES, *roster.CONFOUNDERS)
LINES_A_CHUNK = 100_000


@dataclass(frozen=True)
class Chunk:
    """Some shops: Arrow tables by kind of fact, each with `shop_id` first, and what is true of them."""

    shops: tuple[Profile, ...]
    tables: dict[str, pa.Table]
    truths: tuple[Truth, ...]


@dataclass(frozen=True)
class World:
    """`shops` shops whose data ends with `last_day`, with about `lines_per_shop` order lines on average, sizes very uneven.

    `kinds` are the facts to make (names of the warehouse's tables), `causes` the names of causes and confounders that may be planted: naming
    few gives many of each. Nothing natural is looked for in facts that are not made.
    ValueError names what is unknown.
    """

    seed: int
    shops: int
    lines_per_shop: float
    last_day: date
    kinds: tuple[str, ...] = KINDS
    causes: tuple[str, ...] = tuple(cause.name for cause in EVERY_CAUSE)

    def __post_init__(self) -> None:
        known = {cause.name for cause in EVERY_CAUSE}
        for name, allowed, given in (("kinds", set(KINDS), self.kinds), ("causes", known, self.causes)):
            if unknown := set(given) - allowed:
                raise ValueError(f"{name} == {sorted(unknown)}, must be among {sorted(allowed)}.")
        if self.shops < 1 or self.lines_per_shop <= 0:
            raise ValueError(
                f"shops == {self.shops} and lines_per_shop == {self.lines_per_shop}, must be > 0."
            )

    @property
    def end(self) -> int:
        """The day after the last, counted from 1970."""
        return to_day(self.last_day) + 1

    def profile(self, number: int) -> Profile:
        """Who a shop is."""
        return profile_of(self.seed, number, self.lines_per_shop)

    def lived(self, number: int) -> tuple[Lived, list[Truth]]:
        """One shop with everything that is known of it."""
        chosen = [cause for cause in EVERY_CAUSE if cause.name in self.causes]
        return live_through(self.profile(number), self.end, chosen, self.kinds)

    def chunk(self, numbers: Sequence[int]) -> Chunk:
        """Some shops' tables."""
        lived, truths = [], []
        for number in numbers:
            shop, found = self.lived(number)
            lived.append(_named(shop))
            truths += found
        tables = {}
        for kind in self.kinds:
            having = [facts[kind] for facts in lived if kind in facts]
            if having:
                tables[kind] = columns.to_table(having, list(having[0]))
        return Chunk(tuple(self.profile(number) for number in numbers), tables, tuple(truths))

    def _parts(self) -> Iterator[list[int]]:
        """Shops in order, cut so that a chunk holds about as many lines as fit comfortably."""
        part: list[int] = []
        room = float(LINES_A_CHUNK)
        for number in range(self.shops):
            part.append(number)
            room -= self.profile(number).lines
            if room <= 0:
                yield part
                part, room = [], float(LINES_A_CHUNK)
        if part:
            yield part

    def chunks(self, processes: int = 1) -> Iterator[Chunk]:
        """The whole world in order, a chunk at a time; with more processes the next chunks are made meanwhile."""
        if processes == 1:
            yield from map(self.chunk, self._parts())
            return
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            parts = self._parts()
            waiting = [pool.submit(self.chunk, part) for part in islice(parts, processes + 1)]
            while waiting:
                yield waiting.pop(0).result()
                waiting += [pool.submit(self.chunk, part) for part in islice(parts, 1)]

    def truth(self) -> pa.Table:
        """The answer sheet of all shops: planted causes, confounders, and what is there by itself."""
        return truth_table([truth for number in range(self.shops) for truth in self.lived(number)[1]])

    def load_into(self, connection: Any, processes: int = 1) -> pa.Table:
        """Inserts everything into a DuckDB connection that has the warehouse's tables; returns the answer sheet.

        Best outside a transaction: ten thousand shops in one transaction held 2.7 GB. With more than one process the calling script needs
        an `if __name__ == "__main__"` guard, for the processes are spawned.
        """
        truths: list[Truth] = []
        for chunk in self.chunks(processes):
            warehouse.open_shops(connection, list(chunk.shops), self.end)
            for kind, rows in chunk.tables.items():
                warehouse.insert(connection, kind, rows)
                warehouse.record_imports(connection, kind, rows, self.end)
            truths += chunk.truths
        return truth_table(truths)

    def write_csv(self, number: int, folder: Path) -> dict[str, Path]:
        """One shop's canonical files, by the name that imports give the kind."""
        return files.write_csv(self.chunk([number]).tables, self.profile(number).zone, folder)


def _named(shop: Lived) -> dict[str, Table]:
    """A shop's facts with the column that says whose they are."""
    name = shop.life.profile.shop_id
    return {
        kind: {
            "shop_id": columns.words(
                np.zeros(len(next(iter(table.values())).values), dtype=np.int64), [name]
            ),
            **table,
        }
        for kind, table in shop.facts.items()
    }
