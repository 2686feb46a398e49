"""Files that belong together: a list of goods and the list of orders behind it become one import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from brain.facts.sources.base import Companion
from brain.facts.sources.intake.importer import Options
from brain.facts.sources.intake.recognising import Recognition, match_companion
from brain.facts.sources.reading.tables import open_table
from brain.facts.sources.reading.unpacking import staging
from brain.kernel.errors import OwnerError


@dataclass(frozen=True)
class Paired:
    """A file to import, and the second file of its export where it has one."""

    path: Path
    companion: Path | None = None

    @property
    def name(self) -> str:
        """What the import is called."""
        return self.path.name if self.companion is None else f"{self.path.name} + {self.companion.name}"


def paired(paths: Sequence[Path], home: Path, options: Options) -> list[Paired]:
    """The files in their order, those that are another's companion joined to it.

    A file that cannot be opened stays by itself: importing it says why.
    """
    if len(paths) < 2:
        return [Paired(path) for path in paths]
    headers = {path: _header(path, home, options) for path in paths}
    taken: set[Path] = set()
    found: dict[Path, Path] = {}
    for path, header in headers.items():
        companion = _wanted(header, options)
        partner = next(
            (
                other
                for other, columns in headers.items()
                if other != path
                and other not in taken
                and columns
                and companion
                and match_companion(companion, columns)
            ),
            None,
        )
        if partner:
            taken.add(partner)
            found[path] = partner
    return [Paired(path, found.get(path)) for path in paths if path not in taken]


def _header(path: Path, home: Path, options: Options) -> tuple[str, ...]:
    with staging(home) as place:
        try:
            recognition = Recognition(options.kind, options.mapping)
            return open_table(path, place, options.limits, recognition, encoding=options.encoding).head.header
        except OwnerError:
            # Said when the file itself is imported.
            return ()


def _wanted(header: Sequence[str], options: Options) -> Companion | None:
    if not header:
        return None
    try:
        return Recognition(options.kind, options.mapping).choose(header, ()).form.companion
    except OwnerError:
        # Said when the file itself is imported.
        return None
