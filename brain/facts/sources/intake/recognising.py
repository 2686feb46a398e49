"""Which source and form a header belongs to, and what a person may say about it instead."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches

from brain.facts.sources import refusals, unnumbered_orders
from brain.facts.sources.base import Companion, DayOrder, Form, Source, folded
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.guessing.base import Guess
from brain.facts.sources.guessing.guess import first_row_only, guess
from brain.facts.sources.guessing.headers import read_header
from brain.facts.sources.intake.telling import PAYMENTS, Told, laid_over
from brain.facts.sources.registry import HEADLESS, SOURCES
from brain.facts.warehouse.batches import KIND_TABLES
from brain.kernel.i18n import Text

# The columns that a list of rows to correct has besides the file's own (see leaving_out), folded.
CORRECTION_COLUMNS = ("row in the file", "why it was left out", "文件中的行号", "没有导入的原因")
# The heading of cells that a row left out had beyond the last column (see leaving_out).
BEYOND_THE_LAST = re.compile(r"\+[0-9]{1,3}")
# A form of which fewer of the columns are there is none that the file was meant to be.
NEAR = 0.5
KIND_OF_TABLE = {table: kind for kind, table in KIND_TABLES.items()}


@dataclass(frozen=True)
class Remembered:
    """What the owner said of an earlier file with these columns: its kind, column -> field, order of short dates."""

    kind: str
    mapping: Mapping[str, str]
    day_order: DayOrder | None = None
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    """Words of status, in lower case -> the word of ours that they stand for."""


@dataclass(frozen=True)
class Choice:
    """The form that reads a file and what its columns mean to it.

    `day_order`: what the owner said about its dates. `scales`: field -> what its numbers are multiplied by (10000 where
    a column is in 万元). `carried`: fields that stand on the first row of an order and hold for the rows below.
    `guess`: how the columns of an unknown file were understood. `words`: what words of status stand for.
    """

    source: Source
    form_name: str
    mapping: Mapping[str, str]
    day_order: DayOrder | None = None
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    guess: Guess | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form chosen."""
        return self.source.forms[self.form_name]

    @property
    def kind(self) -> str:
        """The kind of facts that the form brings."""
        return KIND_OF_TABLE[self.form.table]

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called, as a msgid."""
        return labels_of(self.source.name, self.form_name)


@dataclass(frozen=True)
class Recognition:
    """All that may tell what a file is: the kind, the mapping and the words of status given, and what is remembered of
    files like it."""

    kind: str | None = None
    mapping: Mapping[str, str] | None = None
    remembered: Mapping[str, Remembered] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def recognised(self, header: Sequence[str]) -> bool:
        """Whether a source, the mapping given or a remembered one reads this header."""
        if len(header) < 2:
            return False
        if self.mapping:
            names = {folded(name) for name in header}
            return all(folded(name) in names for name in self.mapping) or all(
                folded(name) in names for name in self.mapping.values()
            )
        return shape_of(header) in self.remembered or any(
            source.recognise(header, self.kind) for source in SOURCES
        )

    def without_header(self, rows: Sequence[Sequence[str]]) -> Sequence[str] | None:
        """The columns of a file that begins with data; None where its first row may be a header."""
        if self.mapping or self.kind not in (None, "events"):
            return None
        return next((header for source in HEADLESS if (header := source.without_header(rows))), None)

    def choose(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Choice:
        """The best fitting form: what the owner says, else a source, else what was said before, else what the columns show.

        Raises OwnerError when nothing fits, several of our own forms fit equally, the mapping names unknown things, or
        an unknown file leaves doubts.
        """
        if self.mapping or self.words:
            return self._told(header, rows)
        fits = [
            (match.score, source, match)
            for source in SOURCES
            if (match := source.recognise(header, self.kind))
        ]
        known = self.remembered.get(shape_of(header))
        if (
            known
            and self.kind in (None, known.kind)
            and not any(source is not CANONICAL for _, source, _ in fits)
        ):
            told = _mapped(header, known.kind, known.mapping)
            return replace(
                told, day_order=known.day_order, scales=known.scales, carried=known.carried, words=known.words
            )
        if not fits:
            return self._guessed(own_columns(header), rows)
        best = max(score for score, _, _ in fits)
        _, source, match = next(fit for fit in fits if fit[0] == best)
        if source is CANONICAL and self.kind is None:
            equal = CANONICAL.equally_good(header, match)
            if len(equal) > 1:
                raise refusals.ambiguous_kind(equal)
        return Choice(source, match.kind, match.mapping)

    def _told(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Choice:
        """As the person says; columns that they do not speak of as these show. What was said before holds as well."""
        known, own = self.remembered.get(shape_of(header)), own_columns(header)
        said = _fields_of(header, self.mapping or {})
        if known:
            said = {**_still_holding(known.mapping, said, header), **said}
        words = {**(known.words if known else {}), **self.words}
        whole = set(own) <= set(said)
        found = None if whole else laid_over(own, rows, Told(said, words, self.kind))
        if found is None:
            told = _mapped(header, self.kind, said)
            return replace(told, carried=carried(header, rows, told.kind, told.mapping), words=words)
        if found.missing:
            raise refusals.column_missing(found.missing[0], CANONICAL.forms[found.kind])
        choice = guessed_choice(found)
        down = carried(own, rows, found.kind, choice.mapping)
        return replace(choice, carried=down, words=words, day_order=known.day_order if known else None)

    def _guessed(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Choice:
        """An unknown file, by what its columns show. The guess comes along, with whatever doubts it leaves."""
        found = guess(header, rows, self.kind)
        if found is None or found.missing:
            near = _nearest(header, self.kind, SOURCES)
            if found and near is None:
                raise refusals.column_missing(found.missing[0], CANONICAL.forms[found.kind])
            raise refusals.unknown_columns(list(header), near)
        return guessed_choice(found)


def guessed_choice(found: Guess) -> Choice:
    """The form of our own CSV that a guess means."""
    fields = {column: name for column, name in found.mapping.items() if name}
    amounts = _amounts(found.kind)
    return Choice(
        CANONICAL,
        unnumbered_orders.NAME if found.unnumbered else found.kind,
        fields,
        scales=scales_of(found.kind, fields),
        carried=frozenset(
            one.field for one in found.columns if one.field and one.head_only and one.field not in amounts
        ),
        guess=found,
    )


def scales_of(kind: str, mapping: Mapping[str, str]) -> dict[str, Decimal]:
    """Field -> what its numbers are multiplied by, of the amounts whose column names a unit such as 万元 or 分."""
    units = {name: read_header(column).scale for column, name in mapping.items() if name in _amounts(kind)}
    return {name: unit for name, unit in units.items() if unit != 1}


def carried(
    header: Sequence[str], rows: Sequence[Sequence[str]], kind: str, mapping: Mapping[str, str]
) -> frozenset[str]:
    """The fields of a list of orders that stand on the first row of each order and hold for the rows below it."""
    by_field = {name: column for column, name in mapping.items()}
    if kind != "orders" or "order_id" not in by_field:
        return frozenset()
    heads = first_row_only(header, rows, by_field["order_id"])
    # Money on an order's first row is the order's, once: carried down it would be taken once a row.
    return frozenset(mapping[column] for column in heads if mapping.get(column)) - _amounts(kind)


def _amounts(kind: str) -> frozenset[str]:
    """The fields that may be in a larger or smaller unit: money and pieces, but not points from 0 to 10."""
    return frozenset(
        one.name for one in CANONICAL.forms[kind].fields if one.type == "amount" and one.name != "rating"
    )


def own_columns(header: Sequence[str]) -> list[str]:
    """The file's own columns: those that a list of rows to correct adds are ours."""
    return [
        name
        for name in header
        if folded(name) not in CORRECTION_COLUMNS and not BEYOND_THE_LAST.fullmatch(name.strip())
    ]


def labels_of(source: str, form_name: str) -> dict[str, str]:
    """What the fields of a form are called (msgids), by the names that an import stored; nothing for unknown ones."""
    form = next((one.forms.get(form_name) for one in SOURCES if one.name == source), None)
    if form is None:
        return {}
    companion = form.companion.fields if form.companion else ()
    return {one.name: one.label for one in (*companion, *form.fields)}


def match_companion(companion: Companion, header: Sequence[str]) -> Mapping[str, str] | None:
    """Column -> field of a second file, or None when it is not the one meant."""
    known = {folded(alias): one.name for one in companion.fields for alias in one.headers}
    mapping: dict[str, str] = {}
    for column in header:
        name = known.get(folded(column))
        if name and name not in mapping.values():
            mapping[column] = name
    wanted = {one.name for one in companion.fields if one.required or one.needed}
    return mapping if wanted <= set(mapping.values()) else None


def shape_of(header: Sequence[str]) -> str:
    """A name for all files with these columns, in whatever order."""
    return hashlib.sha256(
        "\x1f".join(sorted(folded(name) for name in own_columns(header))).encode()
    ).hexdigest()[:32]


def _fields_of(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """A mapping as a person wrote it as column -> field. Raises OwnerError where it names what does not exist."""
    mapping = _column_to_field(header, mapping)
    for column in mapping:
        if column not in header:
            raise refusals.wrong_mapping(_unknown(column, header))
    for name in mapping.values():
        if name and name not in _OUR_COLUMNS:
            raise refusals.wrong_mapping(_unknown(name, sorted(_OUR_COLUMNS)))
    fields = {column: _FIELD_NAMES.get(name, name) for column, name in mapping.items()}
    read = [name for name in fields.values() if name]
    twice = next((name for name in read if read.count(name) > 1), None)
    if twice:
        raise refusals.wrong_mapping(Text(msg="Two columns cannot both be {field}.", args={"field": twice}))
    return fields


def _still_holding(
    before: Mapping[str, str], said: Mapping[str, str], header: Sequence[str]
) -> dict[str, str]:
    """What was said of an earlier file, as far as what is said now leaves it standing."""
    fields = set(said.values())
    if PAYMENTS & fields:
        fields |= PAYMENTS
    return {
        column: "" if name in fields else name
        for column, name in before.items()
        if column in header and column not in said
    }


def _mapped(header: Sequence[str], kind: str | None, mapping: Mapping[str, str]) -> Choice:
    """A form of our own CSV, with the columns renamed as the person says; the others count under their own names."""
    mapping = _fields_of(header, mapping)
    renamed = [_OUR_COLUMNS.get(mapping.get(name, name), mapping.get(name, name)) for name in header]
    match = CANONICAL.recognise(renamed, kind)
    if match is None and kind in (None, "orders") and not _may_be_number(header, mapping):
        match = CANONICAL.without_number(renamed)
    if match is None:
        raise refusals.unknown_columns(renamed, _nearest(renamed, kind, (CANONICAL,)))
    back = {name: new for name, new in zip(header, renamed, strict=True) if new in match.mapping}
    fields = {name: match.mapping[new] for name, new in back.items()}
    kind = KIND_OF_TABLE[CANONICAL.forms[match.kind].table]
    return Choice(CANONICAL, match.kind, fields, scales=scales_of(kind, fields))


def _may_be_number(header: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Whether a column of which nothing was said is called like an order number: forgotten, it would make each row an
    order."""
    return any(
        name not in mapping and read_header(name).best[0] in ("order_id", "code", "sub_order")
        for name in header
    )


# The columns of our own CSV, also by the field names that a report's mapping shows (group_name for group).
_OUR_COLUMNS = {
    name: one.headers[0]
    for form in CANONICAL.forms.values()
    for one in form.fields
    for name in (one.name, *one.headers)
}

_FIELD_NAMES = {
    name: one.name
    for form in CANONICAL.forms.values()
    for one in form.fields
    for name in (*one.headers, one.name)
}


def _column_to_field(header: Sequence[str], mapping: Mapping[str, str]) -> Mapping[str, str]:
    """The mapping turned round where it was written field -> column: which way is meant shows by the header."""
    unknown = [name for name in mapping if name not in header]
    if unknown and all(name in _OUR_COLUMNS for name in mapping):
        return {column: field for field, column in mapping.items()}
    return mapping


def _unknown(name: str, known: Sequence[str]) -> Text:
    near = get_close_matches(name, known, n=1)
    if near:
        return Text(
            msg="The mapping names {name}, which does not exist; nearest: {near}.",
            args={"name": name, "near": near[0]},
        )
    return Text(msg="The mapping names {name}, which does not exist.", args={"name": name})


def _nearest(header: Sequence[str], kind: str | None, sources: Sequence[Source]) -> Text | None:
    """The form (of `kind` if given) that shares most columns with the header, and what it lacks; None when nothing is
    shared."""
    names = {folded(name) for name in header}
    ranked: list[tuple[float, Source, list[str]]] = []
    for source in sources:
        for form in (
            form
            for name, form in source.forms.items()
            if kind in (None, name) and name != unnumbered_orders.NAME
        ):
            wanted = [one for one in form.fields if one.required or one.needed]
            missing = [
                one.headers[0].strip()
                for one in wanted
                if not names & {folded(alias) for alias in one.headers}
            ]
            ranked.append(((len(wanted) - len(missing)) / max(1, len(wanted)), source, missing))
    hits, source, missing = max(ranked, key=lambda one: one[0], default=(0, CANONICAL, []))
    if hits < NEAR:
        return None
    return Text(
        msg="Nearest: {form}, but these columns are missing: {missing}.",
        args={"form": Text(msg=source.label), "missing": ", ".join(missing) or "-"},
    )
