"""A file's columns before they are understood for good: what each holds, what it is taken for, what else it could be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from brain.facts.sources.base import DayOrder, Field
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.guessing.guess import guess
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.recognising import (
    Choice,
    Recognition,
    Remembered,
    carried,
    guessed_choice,
    scales_of,
    shape_of,
)
from brain.facts.sources.intake.remembering import remembered
from brain.facts.sources.reading.tables import Head, open_table
from brain.facts.sources.reading.unpacking import staging
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

DEFAULT_KIND = "orders"
EXAMPLES = 3


@dataclass(frozen=True)
class SeenColumn:
    """One column: its name, its first values, the field that it is taken for (None: not read), how sure, and why."""

    name: str
    examples: tuple[str, ...]
    field: str | None
    confidence: float
    why: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Inspection:
    """A file as it may be read. `source` is None where the columns had to be guessed or the owner has to say.

    `kind` is one of our own kinds, `fields` those that its columns can be; `missing` names fields (msgids) that it
    cannot do without; `remembered`: the owner said so of an earlier file. `rows` are its first rows.
    """

    header: tuple[str, ...]
    columns: tuple[SeenColumn, ...]
    kind: str
    fields: tuple[Field, ...]
    source: str | None
    remembered: bool
    missing: tuple[str, ...]
    doubts: tuple[Text, ...]
    sheets: tuple[str, ...]
    day_order: DayOrder | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """What was said of words of status (in lower case)."""


def inspect(warehouse: Warehouse, shop_id: str, path: Path, options: Options) -> Inspection:
    """Look at a file's columns. Raises OwnerError only where there is no table to look at."""
    known = remembered(warehouse, shop_id)
    recognition = Recognition(options.kind, options.mapping, known, options.words)
    with staging(warehouse.path.parent) as place:
        table = open_table(
            path, place, options.limits, recognition, encoding=options.encoding, sheet=options.sheet
        )
        head = table.head
    choice = _choice(recognition, head.header, head.rows)
    if choice is None or choice.guess is not None or choice.source is CANONICAL:
        return _own(head.header, head.rows, options, choice, known, _sheets(head))
    return Inspection(
        head.header,
        _columns(head.header, head.rows, choice.mapping),
        choice.kind,
        choice.form.fields,
        choice.source.label,
        False,
        (),
        (),
        _sheets(head),
    )


def as_remembered(
    seen: Inspection, mapping: Mapping[str, str], words: Mapping[str, str] | None = None
) -> Remembered:
    """What the owner says of a file's columns and of its words of status, ready to be kept. Units go with the columns, wherever they are moved to."""
    down = carried(seen.header, seen.rows, seen.kind, mapping)
    scales = scales_of(seen.kind, mapping)
    return Remembered(seen.kind, mapping, seen.day_order, scales, down, {**seen.words, **(words or {})})


def _choice(recognition: Recognition, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Choice | None:
    try:
        return recognition.choose(header, rows)
    except OwnerError:
        # Nothing fits yet: that is what the owner is about to mend.
        return None


def _own(
    header: tuple[str, ...],
    rows: Sequence[Sequence[str]],
    options: Options,
    choice: Choice | None,
    known: Mapping[str, Remembered],
    sheets: tuple[str, ...],
) -> Inspection:
    """A file that is read as one of our own kinds."""
    found = choice.guess if choice else guess(header, rows, options.kind)
    if choice is None and found is not None:
        choice = guessed_choice(found)
    kind = choice.kind if choice else options.kind or DEFAULT_KIND
    fields = choice.form.fields if choice else CANONICAL.forms[kind].fields
    mapping = choice.mapping if choice else {}
    taken = set(mapping.values())
    guessed = {one.column: one for one in found.columns} if found else {}
    columns = tuple(
        SeenColumn(
            one.name,
            one.examples,
            one.field,
            guessed[one.name].confidence if one.name in guessed else one.confidence,
            guessed[one.name].why if one.name in guessed else (),
        )
        for one in _columns(header, rows, mapping)
    )
    return Inspection(
        header,
        columns,
        kind,
        fields,
        None if found or choice is None else choice.source.label,
        options.mapping is None and shape_of(header) in known,
        tuple(one.label for one in fields if (one.required or one.needed) and one.name not in taken),
        found.doubts if found else (),
        sheets,
        options.day_order or (choice.day_order if choice else None),
        tuple(tuple(row) for row in rows),
        choice.words if choice else {},
    )


def _sheets(head: Head) -> tuple[str, ...]:
    return (*head.sheets, *head.other_sheets)


def _columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], mapping: Mapping[str, str]
) -> tuple[SeenColumn, ...]:
    return tuple(
        SeenColumn(name, _examples(rows, place), mapping.get(name), 1.0 if name in mapping else 0.0)
        for place, name in enumerate(header)
    )


def _examples(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    """The first different values of a column."""
    seen = (row[place].strip() for row in rows if place < len(row))
    return tuple(dict.fromkeys(cell for cell in seen if cell))[:EXAMPLES]
