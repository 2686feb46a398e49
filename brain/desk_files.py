"""What a person can do with files: look at them, say what their columns are, correct what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from brain.facts.sources.intake.inspecting import Inspection, as_remembered, inspect
from brain.facts.sources.intake.leaving_out import rows_to_correct
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.remembering import forget, remember
from brain.facts.warehouse.shops import Shop
from brain.kernel.identity import Actor, require
from brain.parts import Parts


class Files:
    """One actor's files in one shop."""

    def __init__(self, parts: Parts, shop: Shop, actor: Actor) -> None:
        self._parts = parts
        self._shop = shop
        self._actor = actor

    def inspect(self, path: Path, options: Options) -> Inspection:
        """A file's columns: what each holds and what it is taken for."""
        require(self._actor, "import", self._shop.id)
        return inspect(self._parts.warehouse, self._shop.id, path, options)

    def remember(
        self, seen: Inspection, mapping: Mapping[str, str], words: Mapping[str, str] | None = None
    ) -> None:
        """Keep what the owner says of these columns, and of their words of status (in lower case), for every later file
        that has them."""
        require(self._actor, "import", self._shop.id)
        word = as_remembered(seen, mapping, words)
        remember(self._parts.warehouse, self._shop.id, seen.header, word, self._parts.clock.now())

    def forget(self, seen: Inspection) -> None:
        """Understand files with these columns afresh."""
        require(self._actor, "import", self._shop.id)
        forget(self._parts.warehouse, self._shop.id, seen.header)

    def to_correct(self, batch_id: str, lang: str) -> list[tuple[str, str]]:
        """(file name, CSV) of the rows that an import left out, to be corrected and imported again."""
        require(self._actor, "import", self._shop.id)
        return rows_to_correct(self._parts.warehouse, self._parts.contacts, self._shop.id, batch_id, lang)
