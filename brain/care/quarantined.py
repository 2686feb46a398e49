"""Which rows that an import left out are a customer's."""

from __future__ import annotations

import json
from collections.abc import Mapping

from brain.care.subject import Subject
from brain.facts.contacts import ContactBook
from brain.facts.sources.registry import SOURCES
from brain.facts.warehouse.engine import Warehouse


def rows_of(warehouse: Warehouse, contacts: ContactBook, subject: Subject) -> list[tuple[str, int]]:
    """(batch, row number) of every row left out that is the customer's.

    It is when a cell about people is the customer's number, phone or mail address; or when such a piece stands in any
    other cell; or when a name is the customer's and no cell about people says otherwise.
    """
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            """SELECT q.batch_id, q.row_no, q.raw, q.row_key, q.sealed, b.source, coalesce(json_extract_string(b.reading, '$.form'), b.kind), b.mapping
               FROM quarantine q JOIN import_batch b USING (batch_id) WHERE q.shop_id = $shop""",
            {"shop": subject.shop_id},
        ).fetchall()
    return [
        (batch_id, row_no)
        for batch_id, row_no, raw, row_key, sealed, source, form, mapping in rows
        if subject.surely_in(raw or "")
        or subject.key in (row_key or "")
        or (sealed and _is_about(subject, contacts.unseal(bytes(sealed)), _people(source, form, mapping)))
    ]


def _people(source: str, form_name: str, mapping: str) -> frozenset[str]:
    """The columns of a file, and of its companion, that are about people: by their names in the file and by ours."""
    forms = [one.forms[form_name] for one in SOURCES if one.name == source and form_name in one.forms]
    fields = [
        one for form in forms for one in (*form.fields, *(form.companion.fields if form.companion else ()))
    ]
    personal = [one for one in fields if one.personal]
    ours = {one.name for one in personal}
    columns: Mapping[str, str] = json.loads(mapping)
    mapped = {column for column, name in columns.items() if name in ours}
    return frozenset(ours | mapped | {header for one in personal for header in one.headers})


def _is_about(subject: Subject, cells: Mapping[str, object], people: frozenset[str]) -> bool:
    written = {name: str(cell) for name, cell in cells.items() if cell is not None and str(cell).strip()}
    about_people = [cell for name, cell in written.items() if name in people]
    if any(subject.surely_has_cell(cell) for cell in about_people):
        return True
    if any(subject.surely_in(cell) for name, cell in written.items() if name not in people):
        return True
    # Where it is not known which columns are about people, a name alone is enough: rather too much than too little.
    named = about_people if people else list(written.values())
    alone = all(subject.has_cell(cell) for cell in named) if people else True
    return bool(named) and alone and any(subject.has_cell(cell) for cell in named)
