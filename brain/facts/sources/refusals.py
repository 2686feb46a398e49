"""What an import says when a file cannot be used: one sentence what is wrong, one what to do next."""

from __future__ import annotations

import json

from brain.facts.sources.base import Form
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

LONGEST_NAME = 30
SAVE_AS_CSV = Text(
    msg="Export it from the shop system again, or open it in a spreadsheet and save it as CSV."
)
EXPORT_AGAIN = Text(msg="Export the file again and upload it whole.")


def not_csv(kind: str) -> OwnerError:
    """The file is a picture, a PDF, a spreadsheet ..."""
    return OwnerError(
        "not_csv", Text(msg="The file is of type {kind}, not CSV.", args={"kind": kind}), SAVE_AS_CSV
    )


def not_text() -> OwnerError:
    """Binary content of no known kind."""
    return OwnerError("not_text", Text(msg="This file is not a table in text form."), SAVE_AS_CSV)


def empty_file() -> OwnerError:
    """No byte, or blanks only."""
    return OwnerError("file_empty", Text(msg="The file is empty."), EXPORT_AGAIN)


def header_only() -> OwnerError:
    """A header without rows."""
    return OwnerError(
        "no_rows",
        Text(msg="The file has column names but no rows."),
        Text(msg="Choose a longer period in the shop system and export again."),
    )


def file_cut() -> OwnerError:
    """The file ends in the middle of a row or of its compression."""
    return OwnerError(
        "file_cut", Text(msg="The file was cut off: its last row is not complete."), EXPORT_AGAIN
    )


def json_broken() -> OwnerError:
    """A JSON array, or an object over several lines, that is damaged or cut off."""
    return OwnerError(
        "json_broken",
        Text(msg="The JSON in the file is damaged or cut off."),
        Text(msg="Export it again, best with one object a line: then a damaged line is left out by itself."),
    )


def workbook_locked() -> OwnerError:
    """A workbook with a password."""
    return OwnerError(
        "workbook_locked",
        Text(msg="The workbook has a password."),
        Text(msg="Open it, save it without a password, and upload it again."),
    )


def workbook_broken() -> OwnerError:
    """A workbook that cannot be read."""
    return OwnerError(
        "workbook_broken",
        Text(msg="The workbook is damaged or of a kind that cannot be read."),
        SAVE_AS_CSV,
    )


def no_sheet(wanted: str, names: list[str]) -> OwnerError:
    """The workbook has no sheet of this name."""
    return OwnerError(
        "no_sheet",
        Text(msg="The workbook has no sheet {wanted}.", args={"wanted": wanted}),
        Text(msg="Its sheets: {names}.", args={"names": _few(names)}),
    )


def companion_missing(what: str) -> OwnerError:
    """The rows need the second file of their export beside them."""
    return OwnerError(
        "companion_missing",
        Text(msg=what),
        Text(msg="Choose both files together."),
    )


def archive_broken() -> OwnerError:
    """The compression cannot be undone."""
    return OwnerError(
        "archive_broken", Text(msg="The compressed file is damaged or was cut off."), EXPORT_AGAIN
    )


def archive_locked() -> OwnerError:
    """A zip with a password."""
    return OwnerError(
        "archive_locked",
        Text(msg="The zip file has a password."),
        Text(msg="Unpack it first and upload the CSV inside."),
    )


def archive_members(count: int) -> OwnerError:
    """A zip with no file or several."""
    return OwnerError(
        "archive_members",
        Text(msg="The zip file holds {count} files; exactly one is expected.", args={"count": count}),
        Text(msg="Unpack it and upload the CSV files one by one."),
    )


def zip_bomb() -> OwnerError:
    """Unpacks to far more than any table would."""
    return OwnerError(
        "zip_bomb",
        Text(msg="The compressed file unpacks to far more than a table would and was not opened."),
        Text(msg="Upload the CSV itself, not compressed."),
    )


def too_large(limit_mb: int) -> OwnerError:
    """Over `max_file_mb` unpacked."""
    return OwnerError(
        "too_large",
        Text(msg="The file is larger than {limit} MB unpacked.", args={"limit": limit_mb}),
        Text(msg="Export a shorter period, or raise the setting max_file_mb."),
    )


def undecodable() -> OwnerError:
    """No encoding of the ladder fits."""
    return OwnerError(
        "undecodable",
        Text(msg="The characters of this file cannot be read."),
        Text(msg="Open it in a spreadsheet and save it as “CSV UTF-8”."),
    )


def duplicate_columns(names: list[str]) -> OwnerError:
    """Two columns of one name: which one counts would be a guess."""
    return OwnerError(
        "duplicate_columns",
        Text(msg="Several columns have the same name: {names}.", args={"names": _few(names)}),
        Text(msg="Rename or delete all but one of them and try again."),
    )


def too_many_columns(count: int, limit: int) -> OwnerError:
    """No export has this many columns."""
    return OwnerError(
        "too_many_columns",
        Text(
            msg="The file has {count} columns; at most {limit} are read.",
            args={"count": count, "limit": limit},
        ),
        SAVE_AS_CSV,
    )


def unknown_columns(found: list[str], nearest: Text | None) -> OwnerError:
    """No form fits the header."""
    shown = _few([name for name in found if name], 12) or "-"
    return OwnerError(
        "unknown_columns",
        Text(msg="The columns of this file are not known: {found}.", args={"found": shown}),
        nearest
        or Text(
            msg="Name the columns as in our own CSV (guide: canonical CSV), or say which is which: on the data page, or with --map and a JSON file such as {example}.",
            args={"example": '{"Order No": "order_id", "Paid": "paid_amount"}'},
        ),
    )


def column_missing(field: str, form: Form) -> OwnerError:
    """What an unknown file holds is understood, but for a column that its kind cannot do without."""
    doubt = Text(
        msg="Which column is “{field}”? None was found.", args={"field": Text(msg=form.field(field).label)}
    )
    said = json.dumps({"…": field}, ensure_ascii=False)
    if field != "order_id":
        return unsure(
            doubt,
            Text(
                msg="Put the column's name into a JSON file and give it with --map: {json}",
                args={"json": said},
            ),
        )
    return OwnerError(
        "unsure_columns",
        doubt,
        Text(
            msg="Say which column it is: on the data page, or with --map and a JSON file such as {json}. If there is none, add one with a number of its own for each sale, such as 20261120-1.",
            args={"json": said},
        ),
    )


def ambiguous_kind(kinds: list[str]) -> OwnerError:
    """Several of our own forms fit."""
    return OwnerError(
        "ambiguous_kind",
        Text(msg="The columns fit several kinds of data: {kinds}.", args={"kinds": ", ".join(kinds)}),
        Text(
            msg="Say which kind it is: on the data page, or with {ways}.",
            args={"ways": " / ".join(f"--kind {kind}" for kind in kinds)},
        ),
    )


def unsure(doubt: Text, answer: Text) -> OwnerError:
    """The columns of an unknown file leave a doubt that only the owner can settle; `answer` says what is to be written."""
    return OwnerError("unsure_columns", doubt, answer)


def wrong_mapping(problem: Text) -> OwnerError:
    """The mapping given by hand names something that does not exist."""
    return OwnerError("wrong_mapping", problem, Text(msg="Correct the mapping and try again."))


def mixed_currencies(currencies: list[str]) -> OwnerError:
    """One shop has one currency."""
    return OwnerError(
        "mixed_currencies",
        Text(
            msg="The file mixes several currencies: {currencies}.", args={"currencies": ", ".join(currencies)}
        ),
        Text(msg="Export each currency by itself and import it into a shop of its own."),
    )


def other_currency(found: str, shop: str) -> OwnerError:
    """The file's currency is not the shop's."""
    return OwnerError(
        "other_currency",
        Text(
            msg="The file is in {found}, but the shop keeps its books in {shop}.",
            args={"found": found, "shop": shop},
        ),
        Text(msg="Import it into a shop of its own."),
    )


def ambiguous_dates(label: str, example: str) -> OwnerError:
    """Every short date of the file can be read in two ways."""
    return OwnerError(
        "ambiguous_dates",
        Text(
            msg="The dates in “{field}” can be read in two ways, for example {example}.",
            args={"field": Text(msg=label), "example": example},
        ),
        Text(
            msg="Say which comes first: on the data page, or with --dates dmy (day), --dates mdy (month) or --dates ymd (year)."
        ),
    )


def mixed_dates(label: str) -> OwnerError:
    """Some dates have the day first, others the month."""
    return OwnerError(
        "mixed_dates",
        Text(
            msg="Some dates in “{field}” have the day first and others the month.",
            args={"field": Text(msg=label)},
        ),
        Text(
            msg="Correct the column in a spreadsheet so that all dates are written in one way, such as 2026-11-20."
        ),
    )


def same_orders(count: int, system: str) -> OwnerError:
    """Another system's file brought the same orders."""
    return OwnerError(
        "same_orders",
        Text(
            msg="{count} of these orders are here already, from {system}: they would count twice.",
            args={"count": count, "system": system},
        ),
        Text(msg="Take the other import back first, or load this file into a shop of its own."),
    )


def nothing_usable(rows: int, reason: Text) -> OwnerError:
    """Every single row was left out."""
    return OwnerError(
        "nothing_usable",
        Text(
            msg="None of the {rows} rows can be used. Most often: {reason}",
            args={"rows": rows, "reason": reason},
        ),
        Text(msg="Look at the file, correct it or export it again."),
    )


def originals_gone() -> OwnerError:
    """The rows left out are no longer kept as they were."""
    return OwnerError(
        "originals_gone",
        Text(msg="The rows that this import left out are no longer kept as they stood in the file."),
        Text(msg="Correct them in the original file and import it again."),
    )


def nothing_to_correct() -> OwnerError:
    """Only totals and rows that a later one replaced were left out."""
    return OwnerError(
        "nothing_to_correct",
        Text(
            msg="The rows that this import left out need no correction: they are totals, or a later row took their place."
        ),
        Text(msg="There is nothing to do."),
    )


def record_form(row: int) -> OwnerError:
    """A pushed record is not a flat object of plain values."""
    return OwnerError(
        "record_form",
        Text(msg="Record {row} is not a flat object of texts and numbers.", args={"row": row}),
        Text(msg="Send the fields of our own CSV, one object a row."),
    )


def disk_full() -> OwnerError:
    """Unpacking would fill the disk that the shop's data lives on."""
    return OwnerError(
        "disk_full",
        Text(msg="There is not enough room on the disk to unpack the file."),
        Text(msg="Free some space, or export a shorter period."),
    )


def _few(names: list[str], most: int = 5) -> str:
    """The first names, each cut to a readable length: a file that is no table has columns like paragraphs."""
    cut = [name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names[:most]]
    return ", ".join(cut) + (" …" if len(names) > most else "")
