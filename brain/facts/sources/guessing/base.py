"""What is understood of an unknown file: for each column a field of our own CSV, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from brain.kernel.i18n import Text

ONE = Decimal(1)


@dataclass(frozen=True)
class ColumnGuess:
    """One column of the file.

    `field` is a name of the kind's form (`brain.facts.sources.canonical_forms.FORMS`), None where the column is not
    read; `confidence` 0..1; `why` what spoke for it; `runners_up` the other fields that it might be, likeliest first.
    `scale`: what a number of this column is multiplied by, because the header names a larger or smaller unit
    (10000 for 万元, 0.01 for 分 or per cent). Cells that carry their own 万 or % are not multiplied again.
    `head_only`: the value stands on the first row of each order and holds for the rows below it.
    """

    column: str
    field: str | None = None
    confidence: float = 0.0
    why: tuple[Text, ...] = ()
    runners_up: tuple[str, ...] = ()
    scale: Decimal = ONE
    head_only: bool = False


@dataclass(frozen=True)
class Guess:
    """How a file may be read.

    `missing`: fields that the kind cannot do without and for which no column was found. `sure`: nothing is missing and
    there is no doubt, so it may be loaded without asking. `doubts`: what the owner should look at or answer first.
    """

    kind: str
    columns: tuple[ColumnGuess, ...]
    missing: tuple[str, ...]
    sure: bool
    doubts: tuple[Text, ...]
    currency: str | None = None
    """What a column of currencies says, where it says one thing: whoever loads compares it with the shop's."""
    unnumbered: bool = False
    """Orders without a number: each row counts as an order of its own."""

    @property
    def mapping(self) -> dict[str, str]:
        """Column -> field, as a mapping given by hand; "" for a column that is not read, whatever it is called."""
        return {one.column: one.field or "" for one in self.columns}

    @property
    def scales(self) -> dict[str, Decimal]:
        """Column -> what its numbers are multiplied by, of the columns that are read and not in the plain unit."""
        return {one.column: one.scale for one in self.columns if one.field and one.scale != ONE}


@dataclass
class Found:
    """A field's column while the file is being understood: its index, confidence and reasons."""

    column: int
    confidence: float
    why: list[Text] = field(default_factory=list)


@dataclass
class Money:
    """The outcome: field -> column, and what the owner should say. `candidates`: all that might be the amount paid."""

    roles: dict[str, Found] = field(default_factory=dict)
    doubts: list[Text] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)
