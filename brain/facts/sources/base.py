"""The contract of a source: how one kind of export file is recognised and turned into our facts.

A source is mostly a table: for each kind of fact a `Form` names the fields it reads (and by which headers they are
known), what makes a row unusable, and the SQL expression of every column of ours. The importer builds one statement
from it; no row passes through Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

CellType = Literal["text", "amount", "integer", "instant", "day", "flag"]
DayOrder = Literal["ymd", "mdy", "dmy"]


@dataclass(frozen=True)
class Field:
    """One column of a file that we read: our name for it, the headers it is known by, and how it is typed.

    `label` is a msgid for the preview. `required`: a header without it is not this form, and a row in which it is
    empty is left out. `needed`: the header must have it, but a cell of it may be empty. `personal`: never kept in the
    clear, neither in facts nor in the list of rows left out. `day_order`: how the system writes a date such as 1/2/2026
    when the column itself does not tell; left empty, the owner is asked.
    """

    name: str
    label: str
    headers: tuple[str, ...]
    type: CellType = "text"
    required: bool = False
    needed: bool = False
    personal: bool = False
    day_order: DayOrder | None = None


@dataclass(frozen=True)
class Companion:
    """A second file of the same export that the rows are joined to: the order list behind the list of goods.

    Its typed cells are the relation `companion`, with `row_no` (numbered on from the last row of the file), `reason` and
    `raw_<name>` as in `typed`; the form's own `relation` joins them, and adds the companion's rows that have no partner,
    so that no order is lost. `missing` (a msgid) says which file is meant, for an owner who gave only the first.
    `key`: the field that joins them; of several companion rows with one key the last counts.
    """

    fields: tuple[Field, ...]
    missing: str
    key: str = "order_id"


@dataclass(frozen=True)
class Plainest:
    """The relation for files in which no cell of the fields `unsigned` is below zero, and no row of `named` fulfils `unless`.

    Best without a join or a window: rows then keep the file's order, and are not sorted again when they are stored.
    """

    unsigned: frozenset[str]
    unless: str
    relation: str


@dataclass(frozen=True)
class Form:
    """How a source's files of one kind become rows of one fact table.

    The expressions of `relation`, `checks`, `columns` and `identity` see each field by its name, typed (instants in
    UTC), and as it was written under `raw_<name>`; plus `row_no` and `reason` (NULL while the row is usable).
    `$zone` is the shop's zone. Order lines may give a `store` among their columns (one of several shops whose orders
    share a file): it belongs to the order's identity.
    """

    table: str
    fields: tuple[Field, ...]
    columns: Mapping[str, str]
    identity: tuple[str, ...]
    """What a row is a version of. A second row with the same identity is a newer version of the first."""
    checks: tuple[tuple[str, str], ...] = ()
    """(condition, reason code): the first that holds leaves the row out. With the code `continuation` it only carries on
    another row (a product's further picture) and counts with the duplicates."""
    relation: str = "SELECT *, 0 AS part FROM typed"
    """Derives what the columns need; `part` tells several fact rows of one file row apart."""
    plainer: tuple[frozenset[str], str] | None = None
    """(fields, relation): the relation for files that have none of these fields, where that is less work."""
    plainest: Plainest | None = None
    """For files that `plainer` suits, and whose rows besides are of the simplest sort."""
    numbered: str = "false"
    """Condition under which the identity is not unique by nature: rows equal in every column of the file are then
    duplicates, and others with the same identity are counted. Otherwise the last of them replaces those before."""
    contact: Mapping[str, str] = field(default_factory=dict)
    """Contact data by expression: customer_id, and where known name, phone, email."""
    remarks: tuple[tuple[str, str], ...] = ()
    """(aggregate over the untyped cells that counts something worth telling, msgid with {count})."""
    family: str = ""
    """What keys begin with, where several sources bring the same orders (a list of orders, a list of their goods).
    Empty: the source's own name."""
    whole: bool = False
    """The file has every line of an order that it names: lines known of the order that it does not have are gone."""
    gives_way: bool = False
    """One line an order: an order whose goods are known already from another file of the family is not added again."""
    companion: Companion | None = None
    of_person: bool = False
    """Rows that only their customer tells apart: the customer's hash becomes part of the stored key."""
    may_be_cut: bool = False
    """Files of this form come in slices cut by size: a last row without its end is left out, not the whole file."""

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        return {one.name: one for one in self.fields}[name]


@dataclass(frozen=True)
class Match:
    """A header understood: the source's kind, how well it fits (0..1, and how many columns), column -> field."""

    kind: str
    score: tuple[float, int]
    mapping: Mapping[str, str]


@dataclass(frozen=True)
class ShopGuess:
    """What a file lets us guess about its shop. `zone` IANA, `currency` ISO 4217, `language` zh or en."""

    zone: str
    currency: str
    language: str


class Source(Protocol):
    """One shop system's export, or our own CSV."""

    name: str
    label: str
    forms: Mapping[str, Form]

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """How this header reads as one of our forms (of `kind` if given), or None if it does not."""
        ...

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """Zone, currency and language as far as the first rows tell; None when they tell nothing."""
        ...


def folded(header: str) -> str:
    """A header as it is compared: without a byte order mark, outer blanks (also full-width) and case."""
    return header.replace("\ufeff", "").strip().strip("\u3000").casefold()


def match_form(form: Form, header: Sequence[str], kind: str) -> Match | None:
    """Match by header names: every required or needed field must be there."""
    known = {folded(alias): one.name for one in form.fields for alias in one.headers}
    mapping: dict[str, str] = {}
    for column in header:
        name = known.get(folded(column))
        if name and name not in mapping.values():
            mapping[column] = name
    if any((one.required or one.needed) and one.name not in mapping.values() for one in form.fields):
        return None
    return Match(kind, (len(mapping) / max(1, len(header)), len(mapping)), mapping)
