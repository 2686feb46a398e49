"""`lineage` and `tags`: the rows behind a figure, and what is known of customers."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from brain.commands.common import Call, command, readable
from brain.desk import Desk
from brain.facts.lineage.base import FactOfRow, Lineage, RowFate, TracedRow
from brain.facts.lineage.words import COLUMN_WORDS, TABLE_WORDS, place_words, value_words
from brain.facts.sources.intake.recognising import labels_of
from brain.facts.sources.registry import SOURCES
from brain.facts.tags.reading import CustomerTags, TagCounts
from brain.facts.tags.segments import parse_condition
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text, t

RECEIPT = re.compile(r"rcpt_\w+")
BATCH_ROW = re.compile(r"(?P<batch>[\w-]+):(?P<row>[0-9]{1,12})")
SPOKEN_ROWS = 5
QUIET_WHEN_ZERO = ("refund_amount", "discount_amount")


@command
def lineage(
    call: Call,
    what: Annotated[
        str, typer.Argument(help="A receipt's id, a question, or a row of an import as BATCH:ROW.")
    ],
    rows: Annotated[
        int, typer.Option("--rows", min=0, max=100_000, help="How many rows of each table are shown in full.")
    ] = 100,
) -> None:
    """From a figure to the rows of the files behind it; from a row of a file to what became of it."""
    with call.desk() as desk:
        row = BATCH_ROW.fullmatch(what.strip())
        if row is not None:
            fate = desk.row_fate(row["batch"], int(row["row"]))
            call.say(readable(fate, call.lang), _fate_words(fate, desk.shop.currency, call.lang))
            return
        found = _lineage_of(desk, what.strip(), rows)
        call.say(readable(found, call.lang), _lineage_words(found, desk.shop.currency, call.lang))


def _lineage_of(desk: Desk, what: str, rows: int) -> Lineage:
    """Of a receipt, or of the answer to a question. Raises OwnerError when the question has none."""
    if RECEIPT.fullmatch(what):
        return desk.lineage(what, rows)
    answer = desk.ask(what)
    if answer.receipt is None:
        raise OwnerError(
            "no_answer",
            Text(msg="The question has no figure for an answer ({said}).", args={"said": answer.text}),
            Text(msg="Ask for a figure, or give a receipt's id or BATCH:ROW."),
        )
    return desk.lineage(answer.receipt.id, rows, what)


def _lineage_words(found: Lineage, currency: str, lang: str) -> str:
    lines = [
        t(lang, N_("{rows} rows are behind receipt {receipt}."), rows=found.rows, receipt=found.receipt),
        *(said.render(lang) for said in (*found.counted_as, *found.notes)),
    ]
    for one in found.files:
        role = t(lang, " (looked up, not counted)") if one.role == "consulted" else ""
        numbers = one.row_numbers + (" …" if one.more_ranges else "")
        lines.append(
            t(
                lang,
                N_("{file} ({batch}), {what}: {rows} rows, row numbers {numbers}"),
                file=one.file,
                batch=one.batch,
                what=t(lang, TABLE_WORDS[one.table]),
                rows=one.rows,
                numbers=numbers,
            )
            + role
        )
    counted = [row for row in found.sample if row.role == "counted"]
    return "\n".join(lines + [_row_words(row, currency, lang) for row in counted[:SPOKEN_ROWS]])


def _row_words(row: TracedRow, currency: str, lang: str) -> str:
    said = _values_words(row.values, currency, lang)
    return f"  {row.file} {place_words(row.place, lang)}{t(lang, ': ')}{said}"


def _values_words(values: dict[str, Any], currency: str, lang: str) -> str:
    """The columns that say something, each with its name; a discount of nothing does not."""
    known = [(name, values[name]) for name in COLUMN_WORDS if values.get(name) not in (None, "")]
    return t(lang, ", ").join(
        f"{t(lang, COLUMN_WORDS[name])} {value_words(name, value, currency, lang)}"
        for name, value in known
        if name not in QUIET_WHEN_ZERO or value
    )


def _fate_words(fate: RowFate, currency: str, lang: str) -> str:
    lines = [f"{fate.file} {place_words(fate.place, lang)}{t(lang, ': ')}{fate.said.render(lang)}"]
    lines += [f"  {_fact_words(fact, currency, lang)}" for fact in fate.facts]
    if fate.raw is not None:
        labels = _labels(fate.source)
        told = [
            f"{t(lang, labels[name]) if name in labels else name} {value}"
            for name, value in fate.raw.items()
            if value
        ]
        lines.append("  " + t(lang, ", ").join(told))
    return "\n".join(lines)


def _labels(source: str) -> dict[str, str]:
    """What the fields of a source are called (msgids), whichever of its forms they are in."""
    forms = [form for one in SOURCES if one.name == source for form in one.forms]
    return {name: label for form in forms for name, label in labels_of(source, form).items()}


def _fact_words(fact: FactOfRow, currency: str, lang: str) -> str:
    words = f"{t(lang, TABLE_WORDS[fact.table])}{t(lang, ': ')}{_values_words(fact.values, currency, lang)}"
    if fact.other is None:
        return words
    place = fact.other.batch if fact.other.row is None else f"{fact.other.batch}:{fact.other.row}"
    return f"{words} -> {fact.other.file} ({place})"


@command
def tags(
    call: Call,
    customer: Annotated[str, typer.Option("--customer", help="One customer, by your own number.")] = "",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="Keep a segment: life_cycle=silent; several must all hold."),
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Find all tags anew even if nothing changed.")
    ] = False,
) -> None:
    """How many customers have which tag; one customer's tags and why; the customers with certain tags."""
    if customer and where:
        raise typer.BadParameter("give either --customer or --where")
    with call.desk() as desk:
        if refresh:
            desk.tags.renew(force=True)
        if customer:
            found = desk.tags.of_customer(customer)
            payload = readable(found, call.lang)
            payload["receipt"] = found.receipt.id
            call.say(payload, _customer_words(found, call.lang))
        elif where:
            kept = desk.tags.segment([parse_condition(text) for text in where])
            said = N_("{size} customers, kept as segment {segment}.")
            words = t(call.lang, said, size=kept.size, segment=kept.segment)
            call.say(kept, "\n".join([words, *kept.own_ids]))
        else:
            counts = desk.tags.counts()
            call.say(readable(counts, call.lang), _counts_words(counts, call.lang))


def _counts_words(counts: TagCounts, lang: str) -> str:
    if not counts.counts:
        return t(lang, N_("No customer has a tag: tags need paid orders with a customer number."))
    lines, before = [], ""
    for one in counts.counts:
        if one.tag != before:
            lines.append(one.label.render(lang))
            before = one.tag
        lines.append(f"  {one.said.render(lang)}  {one.customers}")
    return "\n".join(lines)


def _customer_words(found: CustomerTags, lang: str) -> str:
    lines = [
        f"{tag.label.render(lang)}{t(lang, ': ')}{tag.said.render(lang)}\n  {tag.why.render(lang)} ({tag.rule})"
        for tag in found.tags
    ]
    shown = N_("Their order rows: python -m brain lineage {receipt}")
    return "\n".join([*lines, t(lang, shown, receipt=found.receipt.id)])
