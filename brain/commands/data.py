"""`import`, `batches` and `undo-import`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from brain.bootstrap import Brain
from brain.commands.common import DEFAULT_SHOP, Call, command, plain
from brain.commands.mapping_file import read_told
from brain.commands.tables import table
from brain.desk import Desk
from brain.facts.lineage.words import TABLE_WORDS
from brain.facts.quality.saying import totals_line
from brain.facts.sources.base import DayOrder
from brain.facts.sources.intake.importer import Options, guess_shop
from brain.facts.sources.intake.opening import UNKNOWN_SHOP
from brain.facts.sources.intake.pairing import Paired, paired
from brain.facts.sources.intake.report import ImportPreview, ImportReport
from brain.facts.warehouse.batches import KIND_TABLES, Batch
from brain.facts.warehouse.shops import Shop, decide, is_undecided, make_shop
from brain.kernel.errors import OwnerError
from brain.kernel.formats import format_instant, format_number
from brain.kernel.i18n import N_, Text, t
from brain.kernel.identity import local_owner
from brain.photos.opening import holds_a_table, holds_photos

KINDS = ("orders", "products", "customers", "events", "stock", "reviews", "promotions", "prices", "posts")
DAY_ORDERS = ("dmy", "mdy", "ymd")
FIGURES = (4, 5, 6)
"""Places of the numbers in the list of imports."""


@command
def import_(
    call: Call,
    files: Annotated[list[Path], typer.Argument(help="Export files of the shop system.")],
    kind: Annotated[str, typer.Option("--kind", help="What the file holds; recognised when left out.")] = "",
    map_file: Annotated[
        Path | None,
        typer.Option(
            "--map",
            help="A JSON file: the file's column to our field, or to what its words of status mean. Only what is in doubt needs to be there.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be loaded, load nothing.")
    ] = False,
    sheet: Annotated[str, typer.Option("--sheet", help="The sheet of a workbook.")] = "",
    dates: Annotated[
        str, typer.Option("--dates", help="Which comes first in a date such as 1/2/2026: dmy, mdy or ymd.")
    ] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="The file's encoding, such as gb18030.")] = "",
) -> None:
    """Recognise, map, clean and load export files; each file is one batch, whole or not at all."""
    if kind and kind not in KINDS:
        raise typer.BadParameter(f"--kind must be one of {', '.join(KINDS)}")
    if dates and dates not in DAY_ORDERS:
        raise typer.BadParameter(f"--dates must be one of {', '.join(DAY_ORDERS)}")
    told = read_told(map_file) if map_file else None
    with call.brain() as brain:
        options = Options(
            kind=kind or None,
            mapping=told.columns if told else None,
            words=told.words if told else {},
            encoding=encoding or None,
            sheet=sheet or None,
            day_order=cast(DayOrder, dates) if dates else None,
            limits=brain.parts.limits,
        )
        for path in files:
            _need_file(path)
        photos = [path for path in files if holds_photos(path)] if not kind else []
        files = [path for path in files if path not in photos or holds_a_table(path)]
        if not files:
            _bring_photos(call, _desk_for_photos(call, brain), photos, dry_run)
            return
        whole = paired(files, brain.settings.home, options)
        with _named(whole[0].path, among=len(files)):
            desk, made = _desk_for_import(call, brain, whole[0], options, dry_run)
        for one in whole:
            with _named(one.path, among=len(files)):
                desk = _decided(call, brain, desk, one, options, dry_run)
                _bring(call, desk, one, options, dry_run)
                # Only now: a shop whose first file is refused is not kept.
                sys.stderr.write(made)
                made = ""
        if photos:
            # After the tables: a review that came along says which photo is whose.
            _bring_photos(call, desk, photos, dry_run)


def _desk_for_photos(call: Call, brain: Brain) -> Desk:
    """Photos belong to a shop that is there already: they tell neither its zone nor its currency."""
    if not brain.shops():
        raise OwnerError(
            "no_shop",
            Text(msg="There is no shop yet that these photos could belong to."),
            Text(msg="Import orders or reviews first."),
        )
    return call.desk_of(brain)


def _bring_photos(call: Call, desk: Desk, files: Sequence[Path], dry_run: bool) -> None:
    """Photos named in one command are one import."""
    report = desk.photos.bring([(path, path.name) for path in files], dry_run=dry_run)
    name = files[0].name if len(files) == 1 else t(call.lang, N_("{count} files"), count=len(files))
    if dry_run:
        said = N_("{file}: {loaded} photos can be kept, {duplicates} already known, {left} left out.")
        call.say(photo_preview_json(report, call.lang), _counted(said, name, report, call.lang))
        return
    said = N_("{file}: {loaded} photos kept, {duplicates} already known, {left} left out. Batch {batch}.")
    call.say(report.as_json(call.lang), _counted(said, name, report, call.lang))
    waiting = sum(one.standing in ("unmatched", "no_product") for one in desk.photos.all())
    if waiting:
        hint = N_("{count} photos are named by no review: say under Data, or with photo ID, what they show.")
        sys.stderr.write(t(call.lang, hint, count=waiting) + "\n")


def photo_preview_json(report: ImportReport, lang: str) -> dict[str, Any]:
    """The promised form of a dry run, for photos."""
    return {**report.as_json(lang), "batch": None, "loaded": 0, "loadable": report.loaded}


def _counted(said: str, name: str, report: ImportReport, lang: str) -> str:
    counts = {"loaded": report.loaded, "duplicates": report.duplicates, "left": len(report.quarantined)}
    lines = [t(lang, said, file=name, batch=report.batch, **counts)]
    return "\n".join([*lines, *(f"  {one.reason.render(lang)}" for one in report.quarantined)])


def _bring(call: Call, desk: Desk, file: Paired, options: Options, dry_run: bool) -> None:
    options = replace(options, companion=file.companion)
    if dry_run:
        seen = desk.preview(file.path, file.name, options)
        call.say(preview_json(seen, call.lang), _preview_words(seen, call.lang))
        _tell(call, [part for pair in zip(seen.doubts, seen.answers, strict=True) for part in pair])
        _tell(call, seen.notes)
    else:
        report = desk.load(file.path, file.name, options)
        call.say(report.as_json(call.lang), _report_words(file.name, report, call.lang))
        _tell(call, report.notes)


def _tell(call: Call, remarks: Sequence[Text]) -> None:
    """What is worth knowing about a file goes to stderr: stdout holds the answer and nothing else."""
    for remark in remarks:
        sys.stderr.write(remark.render(call.lang) + "\n")


@contextmanager
def _named(path: Path, among: int) -> Iterator[None]:
    """Among several files, an error says which of them it is about; those before it are loaded, those after it are not."""
    try:
        yield
    except OwnerError as error:
        if among == 1:
            raise
        said = Text(msg="{file}: {problem}", args={"file": path.name, "problem": error.message})
        raise OwnerError(error.code, said, error.hint) from error


def _need_file(path: Path) -> None:
    if not path.is_file():
        raise OwnerError(
            "no_file",
            Text(msg="There is no file {file}.", args={"file": str(path)}),
            Text(msg="Check its name and folder."),
        )


def _desk_for_import(
    call: Call, brain: Brain, first: Paired, options: Options, dry_run: bool
) -> tuple[Desk, str]:
    """The shop's desk, and what to say of it: a shop that does not exist yet is made, its zone and currency guessed."""
    shops = {shop.id: shop for shop in brain.shops()}
    wanted, made = call.shop or (next(iter(shops)) if len(shops) == 1 else DEFAULT_SHOP), ""
    if wanted not in shops:
        guess = guess_shop(first.path, brain.settings.home, options)
        shop = Shop(id=wanted, name=wanted, zone=guess.zone, currency=guess.currency, language=guess.language)
        if dry_run:
            return Desk(brain.parts, shop, local_owner(shop.id)), ""
        make_shop(brain.parts.warehouse, shop, brain.parts.clock.now())
        said = N_("New shop {shop}: time zone {zone}, currency {currency} (guessed from the file).")
        made = t(call.lang, said, shop=shop.id, zone=shop.zone, currency=shop.currency) + "\n"
    call.shop = wanted
    return call.desk_of(brain), made


def _decided(call: Call, brain: Brain, desk: Desk, file: Paired, options: Options, dry_run: bool) -> Desk:
    """A shop of which only lists are known (products, stock) takes zone and currency from its first file that tells."""
    warehouse = brain.parts.warehouse
    if not is_undecided(warehouse, desk.shop.id):
        return desk
    guess = guess_shop(file.path, brain.settings.home, options)
    told = {"zone": guess.zone, "currency": guess.currency, "language": guess.language}
    shop = desk.shop.model_copy(update=told)
    if guess is UNKNOWN_SHOP or shop == desk.shop:
        return desk
    said = N_("Shop {shop}: now time zone {zone}, currency {currency} (this file tells).")
    sys.stderr.write(t(call.lang, said, shop=shop.id, zone=shop.zone, currency=shop.currency) + "\n")
    return Desk(brain.parts, shop if dry_run else decide(warehouse, shop), local_owner(shop.id))


def preview_json(seen: ImportPreview, lang: str) -> dict[str, Any]:
    """The promised form of a dry run: as an import, with no batch."""
    return {
        "batch": None,
        "source": seen.source,
        "kind": seen.kind,
        "rows_read": seen.rows_read,
        "loaded": 0,
        "loadable": seen.loadable,
        "duplicates": seen.duplicates,
        "left_out": [
            {"code": one.code, "reason": one.reason.render(lang), "rows": one.rows} for one in seen.left_out
        ],
        "mapping": {one.column: one.field for one in seen.mapping if one.field},
        "totals": plain(seen.totals),
        "from": seen.totals.first_day.isoformat() if seen.totals.first_day else None,
        "to": seen.totals.last_day.isoformat() if seen.totals.last_day else None,
        "zone": seen.zone,
        "currency": seen.currency,
        "doubts": [doubt.render(lang) for doubt in seen.doubts],
        "answers": [answer.render(lang) for answer in seen.answers],
        "notes": [note.render(lang) for note in seen.notes],
    }


def _report_words(file_name: str, report: ImportReport, lang: str) -> str:
    said = N_("{file}: {loaded} rows loaded, {duplicates} already known, {left} left out. Batch {batch}.")
    counts = {
        "loaded": report.loaded,
        "duplicates": report.duplicates,
        "left": len(report.quarantined),
        "batch": report.batch,
    }
    lines = [t(lang, said, file=file_name, **counts)]
    reasons = Counter(one.reason.render(lang) for one in report.quarantined)
    left_out = N_("{rows} rows left out: {reason}")
    lines += [t(lang, left_out, rows=rows, reason=reason) for reason, rows in reasons.most_common()]
    return "\n".join(lines)


def _preview_words(seen: ImportPreview, lang: str) -> str:
    lines = [f"{seen.source_label.render(lang)}{t(lang, ': ')}{t(lang, TABLE_WORDS[KIND_TABLES[seen.kind]])}"]
    unread = t(lang, N_("not read"))
    lines += [
        f"  {one.column} -> {one.label.render(lang)} ({one.field})"
        if one.label
        else f"  {one.column} -> {unread}"
        for one in seen.mapping
    ]
    if seen.profile is not None:
        lines.append(totals_line(seen.profile, seen.currency, lang))
    said = N_("{loadable} of {rows} rows can be loaded.")
    lines.append(t(lang, said, loadable=seen.loadable, rows=seen.rows_read))
    left_out = N_("{rows} rows left out: {reason}")
    lines += [t(lang, left_out, rows=one.rows, reason=one.reason) for one in seen.left_out]
    return "\n".join(lines)


@command
def batches(call: Call) -> None:
    """List the import batches, newest first."""
    with call.desk() as desk:
        rows = desk.batches()
        call.say(list(rows), _batches_words(rows, desk.shop.zone, call.lang))


def _batches_words(rows: Sequence[Batch], zone: str, lang: str) -> str:
    """One line an import, with the name that the other commands ask for."""
    if not rows:
        return t(lang, N_("Nothing was imported yet: python -m brain import FILE"))
    header = [
        t(lang, name)
        for name in (
            N_("Import"), N_("File"), N_("What it holds"), N_("Imported"), N_("Loaded"), N_("Known already"),
            N_("Left out"), N_("Days"),
        )
    ]  # fmt: skip
    lines = [
        [
            one.id,
            one.file_name,
            t(lang, TABLE_WORDS[KIND_TABLES[one.kind]]),
            format_instant(one.imported_at, zone, lang),
            *(format_number(count, lang) for count in (one.loaded, one.duplicates, one.quarantined)),
            f"{one.from_on} – {one.to_on}" if one.from_on else "",
            "" if one.state == "visible" else t(lang, N_("taken back")),
        ]
        for one in rows
    ]
    return table([*header, ""], lines, FIGURES)


@command
def undo_import(call: Call, batch: Annotated[str, typer.Argument(help="The batch's name.")]) -> None:
    """Take one import back."""
    with call.desk() as desk:
        rows = desk.undo_batch(batch)
        call.say({"batch": batch, "rows": rows}, t(call.lang, N_("{rows} rows taken back."), rows=rows))


@command
def left_out(
    call: Call,
    batch: Annotated[str, typer.Argument(help="The batch's name.")],
    into: Annotated[Path, typer.Option("--into", help="The folder that the file is written to.")] = Path(),
) -> None:
    """Write the rows that an import left out as they stood in the file, to be corrected and imported again."""
    with call.desk() as desk:
        sheets = desk.files.to_correct(batch, call.lang)
    into.mkdir(parents=True, exist_ok=True)
    for name, sheet in sheets:
        (into / name).write_text(sheet, encoding="utf-8", newline="")
    files = [str(into / name) for name, _ in sheets]
    call.say({"batch": batch, "files": files}, "\n".join(files))
