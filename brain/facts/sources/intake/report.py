"""What an import says about itself, before (`ImportPreview`) and after (`ImportReport`)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from brain.facts.quality.base import Profile
from brain.kernel.i18n import Text


class MappedColumn(BaseModel):
    """One column of the file; `field` and `label` are None for a column that is not read.

    `confidence` 0..1 and `why`, where the columns had to be guessed.
    """

    model_config = ConfigDict(frozen=True)

    column: str
    field: str | None
    label: Text | None
    confidence: float = 1.0
    why: tuple[Text, ...] = ()


class ReasonCount(BaseModel):
    """How many rows are left out for one reason."""

    model_config = ConfigDict(frozen=True)

    code: str
    reason: Text
    rows: int


class Quarantined(BaseModel):
    """A file row that was left out; `row` is the 1-based data row."""

    model_config = ConfigDict(frozen=True)

    row: int
    code: str
    reason: Text


class Totals(BaseModel):
    """What the usable rows add up to. Orders counts those with a payment; money is in the shop's currency."""

    model_config = ConfigDict(frozen=True)

    orders: int = 0
    paid: Decimal = Decimal(0)
    refunds: Decimal = Decimal(0)
    first_day: date | None = None
    last_day: date | None = None


class ImportPreview(BaseModel):
    """What would happen to a file. `loadable` rows are new or changed; `rows_read` == loadable + duplicates + left out."""

    model_config = ConfigDict(frozen=True)

    source: str
    source_label: Text
    kind: str
    file_name: str
    encoding: str
    mapping: tuple[MappedColumn, ...]
    sample_header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    sheets: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    rows_read: int
    loadable: int
    duplicates: int
    left_out: tuple[ReasonCount, ...]
    totals: Totals
    profile: Profile | None = None
    zone: str
    currency: str
    language: str
    notes: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()
    """What the owner should say about an unknown file before it is loaded."""
    answers: tuple[Text, ...] = ()
    """How each doubt is answered on the command line, in the same order."""


class ImportReport(BaseModel):
    """What happened to a file. `rows_read` == `loaded` + `duplicates` + len(`quarantined`), always."""

    model_config = ConfigDict(frozen=True)

    batch: str
    source: str
    kind: str
    rows_read: int
    loaded: int
    duplicates: int
    quarantined: tuple[Quarantined, ...]
    mapping: dict[str, str]
    first_day: date | None
    last_day: date | None
    notes: tuple[Text, ...] = ()

    def as_json(self, lang: str) -> dict[str, Any]:
        """The promised JSON of `import`; days are ISO, the last one inclusive, reasons in `lang`."""
        return {
            "batch": self.batch,
            "source": self.source,
            "rows_read": self.rows_read,
            "loaded": self.loaded,
            "duplicates": self.duplicates,
            "quarantined": [{"row": one.row, "reason": one.reason.render(lang)} for one in self.quarantined],
            "mapping": self.mapping,
            "from": self.first_day.isoformat() if self.first_day else None,
            "to": self.last_day.isoformat() if self.last_day else None,
        }
