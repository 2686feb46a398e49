"""What a file would bring, before anything is loaded."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from brain.facts.contacts import ContactBook
from brain.facts.quality.profile import profile
from brain.facts.sources.base import ShopGuess
from brain.facts.sources.intake import overlaps, summing
from brain.facts.sources.intake.opening import Opened, Options, judge_file, open_file
from brain.facts.sources.intake.people import name_people
from brain.facts.sources.intake.progress import Progress, silent
from brain.facts.sources.intake.recognising import Recognition
from brain.facts.sources.intake.report import ImportPreview, MappedColumn
from brain.facts.sources.intake.telling import answer_to
from brain.facts.sources.intake.turning_back import leave_known, turned_back
from brain.facts.sources.reading.tables import open_table
from brain.facts.sources.reading.unpacking import fingerprint, staging
from brain.facts.warehouse import versions
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import shop_day
from brain.kernel.i18n import Text


def preview(
    warehouse: Warehouse,
    shop: Shop | None,
    path: Path,
    file_name: str,
    options: Options = Options(),
    *,
    contacts: ContactBook | None = None,
    now: datetime | None = None,
    progress: Progress = silent,
) -> ImportPreview:
    """What loading this file would do; nothing is changed. `shop` is None before a shop's first import.

    Without `contacts` a row that differs from the stored one only in its customer counts as a duplicate; without `now`
    no day is in the future.
    Raises OwnerError when the file cannot be used.
    """
    with warehouse.cursor() as cursor, staging(warehouse.path.parent) as place:
        shop_id = shop.id if shop else ""
        opened = open_file(warehouse, shop_id, path, options, place, progress)
        guess = opened.guess()
        zone = shop.zone if shop else guess.zone
        judged = judge_file(cursor, opened, place, zone, shop.currency if shop else None, progress)
        if contacts:
            name_people(cursor, contacts, shop_id)
        notes = judged.notes + (overlaps.settle(cursor, shop, opened.choice.form) if shop else ())
        table = opened.choice.form.table
        totals = summing.totals(cursor, table, zone)
        seen = profile(cursor, table, zone, shop_day(now, zone) if now else date.max)
        leave_known(cursor, shop_id, opened.choice.form, fingerprint(path), opened.choice.mapping)
        versions.compare(cursor, shop_id, table, "incoming", ignore=None if contacts else "customer_key")
        notes += turned_back(cursor, shop_id, opened.choice.form)
        added = versions.count_added(cursor, "incoming")
        left_out = summing.reason_counts(cursor, opened.choice.labels)
        return ImportPreview(
            source=opened.choice.source.name,
            source_label=Text(msg=opened.choice.source.label),
            kind=opened.choice.kind,
            file_name=file_name,
            encoding=opened.table.encoding,
            mapping=_mapped_columns(opened),
            sample_header=opened.table.head.header,
            sample=opened.table.head.rows[:20],
            sheets=opened.table.head.sheets,
            other_sheets=opened.table.head.other_sheets,
            rows_read=judged.rows_read,
            loadable=added.loaded,
            duplicates=judged.rows_read - added.loaded - sum(one.rows for one in left_out),
            left_out=left_out,
            totals=totals,
            profile=seen,
            zone=zone,
            currency=shop.currency if shop else guess.currency,
            language=shop.language if shop else guess.language,
            notes=notes,
            doubts=opened.choice.guess.doubts if opened.choice.guess else (),
            answers=_answers(opened),
        )


def guess_shop(path: Path, home: Path, options: Options = Options()) -> ShopGuess:
    """Zone, currency and language of the shop that a file comes from, as far as it tells; raises like `preview`.

    `home` is where a packed file is unpacked for the moment.
    """
    with staging(home) as place:
        recognition = Recognition(options.kind, options.mapping, words=options.words)
        table = open_table(
            path, place, options.limits, recognition, encoding=options.encoding, sheet=options.sheet
        )
        return Opened(table, recognition.choose(table.head.header, table.head.rows)).guess()


def _answers(opened: Opened) -> tuple[Text, ...]:
    """What is to be written for each doubt."""
    guess = opened.choice.guess
    return tuple(answer_to(doubt, guess, opened.table.head.rows) for doubt in guess.doubts) if guess else ()


def _mapped_columns(opened: Opened) -> tuple[MappedColumn, ...]:
    labels, mapping, guess = opened.choice.labels, opened.choice.mapping, opened.choice.guess
    guessed = {one.column: one for one in guess.columns} if guess else {}
    return tuple(
        MappedColumn(
            column=name,
            field=mapping.get(name),
            label=Text(msg=labels[mapping[name]]) if name in mapping else None,
            confidence=guessed[name].confidence if name in guessed else 1.0,
            why=guessed[name].why if name in guessed else (),
        )
        for name in opened.table.head.header
    )
