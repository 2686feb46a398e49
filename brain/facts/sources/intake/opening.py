"""A file on its way in: opened, its columns understood, its rows judged. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.base import DayOrder, ShopGuess
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.intake import summing
from brain.facts.sources.intake.entry_notes import entry_notes
from brain.facts.sources.intake.judging import Reading, SecondFile, judge
from brain.facts.sources.intake.progress import Progress, Stage
from brain.facts.sources.intake.recognising import Choice, Recognition, match_companion
from brain.facts.sources.intake.remembering import remembered
from brain.facts.sources.intake.storing import Judged
from brain.facts.sources.reading.rows import RawRows
from brain.facts.sources.reading.tables import Table, open_table
from brain.facts.sources.reading.unpacking import Limits, Staging
from brain.facts.sources.values import currencies
from brain.facts.warehouse.engine import Warehouse

UNKNOWN_SHOP = ShopGuess("Asia/Shanghai", "CNY", "zh")


@dataclass(frozen=True)
class Options:
    """What a person may say about a file. `mapping`: column -> field of our own CSV (or the other way round), of some of
    its columns or of all; `words`: word of status in lower case -> the word of ours that it stands for; `day_order`: which comes first in a date such as 1/2/2026; `companion`: the second file of its export."""

    kind: str | None = None
    mapping: Mapping[str, str] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    sheet: str | None = None
    day_order: DayOrder | None = None
    companion: Path | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Opened:
    """A file whose columns are understood, and its companion."""

    table: Table
    choice: Choice
    second: Table | None = None
    second_mapping: Mapping[str, str] = field(default_factory=dict)

    def guess(self) -> ShopGuess:
        """Zone, currency and language of the shop that the file comes from, as far as it tells."""
        head, source = self.table.head, self.choice.source
        if source is not CANONICAL:
            return source.guess(head.header, head.rows) or UNKNOWN_SHOP
        told = self.choice.guess.currency if self.choice.guess else None
        return (
            (currencies.guess_by_name(told) if told else currencies.guess_by_signs(head.rows))
            or source.guess(head.header, head.rows)
            or UNKNOWN_SHOP
        )


def open_file(
    warehouse: Warehouse, shop_id: str, path: Path, options: Options, place: Staging, progress: Progress
) -> Opened:
    """Open a file and understand its columns, its companion's too. Raises OwnerError when it cannot be used."""
    recognition = Recognition(options.kind, options.mapping, remembered(warehouse, shop_id), options.words)
    table = open_table(
        path,
        place,
        options.limits,
        recognition,
        encoding=options.encoding,
        sheet=options.sheet,
        progress=progress.part(Stage.DECODE),
    )
    choice = recognition.choose(table.head.header, table.head.rows)
    _refuse_repeated(table, choice)
    choice = replace(choice, day_order=options.day_order or choice.day_order)
    companion = choice.form.companion
    if companion is None:
        return Opened(table, choice)
    if options.companion is None:
        raise refusals.companion_missing(companion.missing)
    second = open_table(options.companion, place, options.limits, recognition)
    mapping = match_companion(companion, second.head.header)
    if mapping is None:
        raise refusals.companion_missing(companion.missing)
    return Opened(table, choice, second, mapping)


def _refuse_repeated(table: Table, choice: Choice) -> None:
    """Two columns of one name are no trouble as long as neither is read."""
    read = [
        name for name in table.head.repeated if any(one.strip().casefold() == name for one in choice.mapping)
    ]
    if read:
        raise refusals.duplicate_columns(read)


def judge_file(
    cursor: duckdb.DuckDBPyConnection,
    opened: Opened,
    place: Staging,
    zone: str,
    currency: str | None,
    progress: Progress,
) -> Judged:
    """Read all rows and judge them; what the file says about itself comes along."""
    with progress.during(cursor, Stage.READ):
        raw = opened.table.read(
            cursor, place, progress.part(Stage.READ), may_be_cut=opened.choice.form.may_be_cut
        )
        second = None
        if opened.second:
            second_raw = opened.second.read(cursor, place, lambda share: None, "raw_companion")
            second = SecondFile(second_raw, opened.second_mapping)
    with progress.during(cursor, Stage.JUDGE):
        judge_rows(cursor, opened.choice, raw, zone, currency, second)
    reading: dict[str, Any] = {"form": opened.choice.form_name, **opened.table.reading()}
    if opened.second:
        reading["companion"] = {"first_row": raw.rows_read + 1, **opened.second.reading()}
    return Judged(
        opened.choice,
        raw,
        raw.rows_read + (summing.rows_after(cursor, raw.rows_read) if second else 0),
        second.raw if second else None,
        reading,
        summing.remarks(cursor, opened.choice.form)
        + entry_notes(cursor, opened.choice)
        + opened.table.notes(),
    )


def judge_rows(
    cursor: duckdb.DuckDBPyConnection,
    choice: Choice,
    raw: RawRows,
    zone: str,
    currency: str | None,
    second: SecondFile | None = None,
) -> None:
    """Judge the rows of `raw`; refuse a file that mixes currencies or in which no row can be used."""
    reading = Reading(
        choice.form,
        choice.source.name,
        choice.mapping,
        zone,
        choice.day_order,
        choice.scales,
        choice.carried,
        choice.words,
    )
    how = judge(cursor, raw, reading, second)
    currencies.check(cursor, choice.form, currency, how, choice.guess.currency if choice.guess else None)
    left_out = summing.reason_counts(cursor, choice.labels)
    if sum(one.rows for one in left_out) == raw.rows_read:
        raise refusals.nothing_usable(raw.rows_read, left_out[0].reason)
