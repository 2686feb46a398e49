"""What a person says of some columns of a file, laid over what the columns show; the rest stays as it was understood."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from brain.facts.sources.base import folded
from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.canonical_orders import STATUSES
from brain.facts.sources.guessing.base import ColumnGuess, Guess
from brain.facts.sources.guessing.doubting import KINDS
from brain.facts.sources.guessing.guess import guess
from brain.facts.sources.guessing.scoring import STATUS_WORDS
from brain.kernel.i18n import N_, Text

# One of them on the person's word leaves no room for a guess at the other: the money would be taken twice.
PAYMENTS = frozenset(("paid_amount", "order_paid"))
# An amount may be the row's or the whole order's.
OTHER_LEVEL = {
    "paid_amount": "order_paid",
    "order_paid": "paid_amount",
    "refund_amount": "order_refund",
    "order_refund": "refund_amount",
}
TO_FILL_IN = "…"
MOST_SHOWN = 5


@dataclass(frozen=True)
class Told:
    """What was said: column of the file -> field ("" for a column that is not read), word of status in lower case -> what
    it means ("" for rows that stay out)."""

    columns: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None


def laid_over(header: Sequence[str], rows: Sequence[Sequence[str]], told: Told) -> Guess | None:
    """The file as it is understood once what was said holds. None where nothing is understood of the rest.

    A doubt is gone when what was said speaks of a column, a field or a kind that it is about; the others stay.
    """
    found = _guess(header, rows, told)
    if found is None:
        return None
    said = _with_own_names(header, found.kind, told.columns)
    columns = tuple(_column(one, said) for one in found.columns)
    taken = {one.field for one in columns}
    missing = tuple(name for name in found.missing if name not in taken and not _amount_told(name, taken))
    # A column that is the order's number on the person's word, or is none on their word.
    unnumbered = found.kind == "orders" and "order_id" not in taken and "order_id" not in missing
    merged = replace(found, columns=columns, missing=missing, unnumbered=unnumbered)
    doubts = _unsettled(merged, rows, header, said, told)
    return replace(merged, doubts=doubts, sure=not missing and not doubts)


def _guess(header: Sequence[str], rows: Sequence[Sequence[str]], told: Told) -> Guess | None:
    """Of a kind that has all the fields that were named."""
    if told.kind:
        return guess(header, rows, told.kind)
    kinds = kinds_with(told.columns)
    first = guess(header, rows)
    if first is not None and first.kind in kinds:
        return first
    others = [one for kind in kinds if (one := guess(header, rows, kind)) is not None]
    return min(others, key=lambda one: len(one.missing), default=None)


def kinds_with(columns: Mapping[str, str]) -> list[str]:
    """The kinds that have every field named."""
    fields = {name for name in columns.values() if name}
    return [kind for kind, form in FORMS.items() if fields <= {one.name for one in form.fields}]


def _with_own_names(header: Sequence[str], kind: str, columns: Mapping[str, str]) -> dict[str, str]:
    """What was said, and the columns that are called as in our own CSV: their names say it too."""
    said = dict(columns)
    own = {folded(name): one.name for one in FORMS[kind].fields for name in one.headers}
    for name in header:
        mine = own.get(folded(name))
        if name not in said and mine and mine not in said.values():
            said[name] = mine
    return said


def _column(one: ColumnGuess, said: Mapping[str, str]) -> ColumnGuess:
    if one.column in said:
        return replace(
            one, field=said[one.column] or None, confidence=1.0, why=(Text(msg=N_("As you said.")),)
        )
    fields = set(said.values())
    if one.field in fields or (one.field in PAYMENTS and PAYMENTS & fields):
        return replace(one, field=None, confidence=0.0, why=())
    return one


def _amount_told(missing: str, taken: set[str | None]) -> bool:
    return missing == "paid_amount" and ("order_paid" in taken or {"quantity", "unit_price"} <= taken)


# -- doubts -----------------------------------------------------------------------------------------------------


def _unsettled(
    found: Guess, rows: Sequence[Sequence[str]], header: Sequence[str], said: Mapping[str, str], told: Told
) -> tuple[Text, ...]:
    if all(one.column in said for one in found.columns if one.field):
        # Every column that is read was spoken of: that is the answer to whatever else was asked. But for a column that
        # may be the order's number: forgotten, it would make an order of each row.
        numbers = [
            one
            for one in found.doubts
            if found.unnumbered and any(name not in said for name in columns_of(one, header))
        ]
        return (*numbers, *_words_left(found, rows, header, told))
    left = [
        doubt
        for doubt in found.doubts
        if not _about_words(doubt, found) and not _settled(doubt, found, header, said, told)
    ]
    return (*left, *_words_left(found, rows, header, told))


def _settled(doubt: Text, found: Guess, header: Sequence[str], said: Mapping[str, str], told: Told) -> bool:
    asked = field_of(doubt, found.kind)
    if asked and asked in said.values():
        return True
    kinds = kinds_of(doubt)
    if kinds:
        return bool(told.kind) or not set(kinds) <= set(kinds_with(told.columns))
    return any(name in said for name in columns_of(doubt, header))


def _about_words(doubt: Text, found: Guess) -> bool:
    """Whether it asks what words of status mean."""
    return "words" in doubt.args and doubt.args.get("column") == _status_column(found)


def _words_left(
    found: Guess, rows: Sequence[Sequence[str]], header: Sequence[str], told: Told
) -> tuple[Text, ...]:
    """The question about words of status, for those not explained; nothing where the column was named without them."""
    column = _status_column(found)
    if column is None or (column in told.columns and not told.words):
        return ()
    left = [word for word in unknown_words(column, header, rows) if word.lower() not in told.words]
    if not left:
        return ()
    return (
        Text(
            msg="“{column}” has words that are not known, and their rows would be left out: {words}. What do they mean?",
            args={"column": column, "words": ", ".join(left[:MOST_SHOWN])},
        ),
    )


def unknown_words(column: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The words of a column of states whose meaning is not known, each once, in the order of the file."""
    place = list(header).index(column)
    cells = (row[place].strip() for row in rows if place < len(row))
    return list(dict.fromkeys(cell for cell in cells if cell and cell.casefold() not in STATUS_WORDS))


def _status_column(found: Guess) -> str | None:
    if found.kind != "orders":
        return None
    return next((one.column for one in found.columns if one.field == "status"), None)


def columns_of(doubt: Text, header: Sequence[str]) -> list[str]:
    """The columns of the file that a doubt names, in its order."""
    named: list[str] = []
    for value in doubt.args.values():
        if isinstance(value, str):
            # A list of columns is joined by commas; a column may have one in its name.
            named += [value] if value in header else [part for part in value.split(", ") if part in header]
    return list(dict.fromkeys(named))


def field_of(doubt: Text, kind: str) -> str | None:
    """The field that a doubt is about."""
    asked = doubt.args.get("field")
    if not isinstance(asked, Text):
        return None
    return next((one.name for one in FORMS[kind].fields if one.label == asked.msg), None)


def kinds_of(doubt: Text) -> list[str]:
    """The kinds between which a doubt asks to choose."""
    said = {value.msg for value in doubt.args.values() if isinstance(value, Text)}
    return [kind for kind, words in KINDS.items() if words in said]


# -- what to write ----------------------------------------------------------------------------------------------


def answer_to(doubt: Text, found: Guess, rows: Sequence[Sequence[str]]) -> Text:
    """How a doubt is answered on the command line, with exactly what is to be written.

    The fields proposed are those that the columns were taken for: whoever agrees copies it as it stands.
    """
    header = [one.column for one in found.columns]
    if _about_words(doubt, found):
        column = _status_column(found) or ""
        words = dict.fromkeys(unknown_words(column, header, rows), TO_FILL_IN)
        return Text(
            msg='Put into a JSON file what each word means, and give it with --map: {json} Each is one of {states}, or "" for rows that stay out.',
            args={"json": _written({column: words}), "states": ", ".join(STATUSES)},
        )
    kinds = kinds_of(doubt)
    if kinds:
        ways = " / ".join(f"--kind {kind}" for kind in kinds)
        return Text(msg="Say which with {ways}.", args={"ways": ways})
    said = _proposed(doubt, found, header)
    others = [OTHER_LEVEL[name] for name in said.values() if name in OTHER_LEVEL]
    if others:
        return Text(
            msg="Put it into a JSON file and give it with --map: {json} For the whole order's amount or the row's write {others} instead; \"\" means not read.",
            args={"json": _written(said), "others": ", ".join(others)},
        )
    return Text(
        msg='Put it into a JSON file and give it with --map: {json} Change what is not right; "" means not read.',
        args={"json": _written(said)},
    )


def _proposed(doubt: Text, found: Guess, header: Sequence[str]) -> dict[str, str]:
    """Column -> field of what the doubt is about."""
    read = {one.column: one.field for one in found.columns if one.field}
    named, asked = columns_of(doubt, header), field_of(doubt, found.kind)
    about = {name: read[name] for name in named if name in read}
    if about or named:
        return about or {named[0]: asked or ""}
    # A field without a column: its name is still to be filled in. A question about no column in particular: all of them.
    return {TO_FILL_IN: asked} if asked else read


def _written(said: Mapping[str, object]) -> str:
    return json.dumps(said, ensure_ascii=False)
