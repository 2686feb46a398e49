"""One statement types every row, names what is wrong with it and computes our columns; then the duplicates go.

Temporary tables made here, on the cursor given: `judged` (the facts of the file's rows that may load), `left_out`
(row_no, reason), `fate` (what became of facts that share a key) and the view `incoming` (row_no, row_key and the
fact's columns of what may load).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import duckdb

from brain.facts.sources.base import Companion, DayOrder, Field, Form
from brain.facts.sources.intake.setting_apart import says_total, set_apart
from brain.facts.sources.intake.status_words import explained
from brain.facts.sources.reading.rows import RawRows
from brain.facts.sources.values import cells, clocks, conventions
from brain.facts.warehouse.versions import fact_columns

BAD = {
    "amount": "bad_number",
    "integer": "bad_number",
    "instant": "bad_time",
    "day": "bad_time",
    "flag": "bad_flag",
}
# Columns of ours that follow from others: the shop's day and hour of an instant.
SHOP_DAY = {"ordered_on": "ordered_at", "happened_on": "happened_at", "posted_on": "posted_at"}
SHOP_HOUR = {"ordered_hour": "ordered_at"}
PERSONAL = ("customer_id", "name", "phone", "email")
GOODS = ("product_id", "sku", "product_name")


@dataclass(frozen=True)
class Reading:
    """How a file is to be read: form, column -> field, the shop's zone, the owner's word on short dates."""

    form: Form
    source: str
    mapping: Mapping[str, str]
    zone: str
    day_order: DayOrder | None = None
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """What every key begins with."""
        return self.form.family or self.source


@dataclass(frozen=True)
class SecondFile:
    """The companion of a file, in the temporary table `raw_companion`: its rows and column -> field."""

    raw: RawRows
    mapping: Mapping[str, str]


def judge(
    cursor: duckdb.DuckDBPyConnection, raw: RawRows, reading: Reading, second: SecondFile | None = None
) -> Mapping[str, cells.Convention]:
    """Make `judged`, `left_out` and `incoming` from `raw`, joined to the companion where the form has one.

    Returns how each typed column was found to be written.

    Rows of the companion that stand for themselves are numbered on from the last row of the file.
    """
    form = reading.form
    named = _carried(_named("raw", raw, form.fields, reading.mapping), form, reading, len(raw.header))
    named = _with_clock(explained(named, reading.words), reading)
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW named AS {named}")
    how = _how(cursor, "named", form.fields, reading)
    relations = _typed_relations("typed", "named", form.fields, how)
    if form.companion and second:
        relations += f", {_companion(cursor, form.companion, second, raw.rows_read, reading)}"
    names = fact_columns(cursor, form.table)
    columns = _columns(form, names, reading.family)
    computed = ",\n".join(f"{expression} AS {name}" for name, expression in columns.items())
    personal = ",\n".join(f"{cells_or_null(form, name)} AS contact_{name}" for name in PERSONAL)
    identity = ", chr(31), ".join(f"coalesce(CAST({part} AS VARCHAR), '')" for part in form.identity)
    if "store" in form.columns:
        # Nothing at all where no store is named: rows stored before the form knew of stores keep their keys.
        identity += f", coalesce(chr(31) || {form.columns['store']}, '')"
    prefix = cells.literal(f"{reading.family}\x1f")
    # Within the file a person is told by their own number; what is stored has their hash instead.
    person = f", chr(31), {form.contact['customer_id']}" if form.of_person else ""
    public = f"concat({prefix}, {identity}) AS public_key, " if form.of_person else ""
    checks = " ".join(f"WHEN {condition} THEN '{code}'" for condition, code in form.checks)
    verdict = f"coalesce(reason, CASE {checks} END)" if checks else "reason"
    sql = f"""
        CREATE OR REPLACE TEMP TABLE judged AS
        WITH {relations}, derived AS ({_relation(cursor, form, reading, how)})
        SELECT row_no, part, {verdict} AS reason, {public}concat({prefix}, {identity}{person}) AS base_key,
               {form.numbered} AS numbered, {computed}, {personal}
        FROM derived"""
    cursor.execute(sql, {"zone": reading.zone} if "$zone" in sql else None)
    set_apart(cursor, form, reading.mapping, raw)
    _settle_repeats(cursor, len(raw.header))
    _list_left_out(cursor, _broken(raw, second), "public_key" if form.of_person else "base_key")
    _name_totals(cursor, len(raw.header))
    _remember_whose(cursor)
    _keep_usable(cursor)
    _name_incoming(cursor, form, prefix)
    return how


def _broken(raw: RawRows, second: SecondFile | None) -> list[tuple[int, str, tuple[str, ...]]]:
    """The rows that could not be cut into cells, the companion's numbered on."""
    beside = second.raw.broken if second else ()
    return [*raw.broken, *((raw.rows_read + number, code, cut) for number, code, cut in beside)]


def _relation(
    cursor: duckdb.DuckDBPyConnection, form: Form, reading: Reading, how: Mapping[str, cells.Convention]
) -> str:
    """What derives the columns' needs from the typed cells, in the plainest way that this file allows."""
    if form.plainer is None or form.plainer[0] & set(reading.mapping.values()):
        return form.relation
    plainest = form.plainest
    if plainest is None or any(how[name].signed for name in plainest.unsigned):
        return form.plainer[1]
    odd = cursor.execute(f"SELECT 1 FROM named WHERE {plainest.unless} LIMIT 1").fetchone()
    return form.plainer[1] if odd else plainest.relation


def _how(
    cursor: duckdb.DuckDBPyConnection, relation: str, fields: Sequence[Field], reading: Reading
) -> dict[str, cells.Convention]:
    found = conventions.measure(cursor, relation, fields, reading.day_order)
    return {
        name: replace(how, scale=reading.scales[name]) if name in reading.scales else how
        for name, how in found.items()
    }


def _companion(
    cursor: duckdb.DuckDBPyConnection, companion: Companion, second: SecondFile, offset: int, reading: Reading
) -> str:
    """The relation `companion`, its rows numbered on from `offset`."""
    named = _named("raw_companion", second.raw, companion.fields, second.mapping, offset)
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW named_companion AS {named}")
    how = _how(cursor, "named_companion", companion.fields, reading)
    # Of an order that the list names twice the last row counts: two would double its lines.
    once = (
        f"companion AS (SELECT * FROM companion_row QUALIFY row_number() OVER ("
        f"PARTITION BY coalesce({companion.key}, CAST(row_no AS VARCHAR)) ORDER BY row_no DESC) = 1)"
    )
    return f"{_typed_relations('companion_row', 'named_companion', companion.fields, how)}, {once}"


def _name_totals(cursor: duckdb.DuckDBPyConnection, width: int) -> None:
    """A line that adds up the others is no broken entry: it is left out by its own name."""
    if cursor.execute("SELECT 1 FROM left_out LIMIT 1").fetchone() is None:
        return
    cursor.execute(
        f"""UPDATE left_out SET reason = 'total_row' WHERE row_no IN (
                SELECT row_no FROM raw WHERE row_no IN (SELECT row_no FROM left_out) AND ({says_total(width)}))"""
    )


def _name_incoming(cursor: duckdb.DuckDBPyConnection, form: Form, prefix: str) -> None:
    """Make the empty `person` (customer_id -> customer_key, filled by whoever holds the key) and the view `incoming`.

    `read_as` says which fact table the rows are for. A forgotten customer has no key there, and what they wrote or showed is not kept.
    """
    names = fact_columns(cursor, form.table)
    ours = {"customer_key": "p.customer_key"}
    if form.table == "review":
        ours |= {
            name: f"CASE WHEN p.forgotten THEN NULL ELSE j.{name} END AS {name}"
            for name in ("text", "picture", "picture_consent")
        }
    columns = ", ".join(ours.get(name, f"j.{name}") for name in names)
    key = "j.base_key"
    if form.table == "customer":
        # The owner's customer number must not stand in the clear, not even in a key.
        key = f"concat({prefix}, p.customer_key)"
    elif form.of_person:
        key = "concat(j.public_key, chr(31), p.customer_key)"
    joined = "LEFT JOIN person p ON j.contact_customer_id = p.customer_id" if "customer_key" in names else ""
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE read_as AS SELECT '{form.table}' AS fact")
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE person (customer_id VARCHAR, customer_key VARCHAR, forgotten BOOLEAN)"
    )
    cursor.execute(
        f"""CREATE OR REPLACE TEMP VIEW incoming AS
            SELECT j.row_no, {key} AS row_key, {columns}
            FROM judged j {joined}"""
    )


def _remember_whose(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make `whose`: the customers of rows that are left out, which `judged` will know no more."""
    cursor.execute(
        """CREATE OR REPLACE TEMP TABLE whose AS
           SELECT DISTINCT row_no, contact_customer_id AS customer_id FROM judged
           WHERE contact_customer_id IS NOT NULL AND row_no IN (SELECT row_no FROM left_out)"""
    )


def cells_or_null(form: Form, name: str) -> str:
    """The expression of a piece of contact data, NULL where the form has none."""
    return form.contact.get(name, "CAST(NULL AS VARCHAR)")


def _named(
    table: str, raw: RawRows, fields: Sequence[Field], mapping: Mapping[str, str], offset: int = 0
) -> str:
    """Raw rows with our names: each field trimmed, NULL where the file does not have it."""
    place = {mapping[name]: f"c{index}" for index, name in enumerate(raw.header) if name in mapping}

    def cell(one: Field) -> str:
        if one.name not in place:
            return f"CAST(NULL AS VARCHAR) AS {one.name}"
        # A name that a formula could not look up is none; an amount or a day that it could not reckon is no blank.
        said = cells.trimmed(place[one.name], wrapped=raw.wrapped, unless_failed=one.type == "text")
        return f"{said} AS {one.name}"

    parts = [cell(one) for one in fields]
    return f"SELECT row_no + {offset} AS row_no, {', '.join(parts)} FROM {table}"


def _carried(named: str, form: Form, reading: Reading, width: int) -> str:
    """Cells that stand on an order's first row only, carried down to the rows below it.

    Not to a row that adds up the others, nor to one without goods: it would count once more what its order has paid.
    """
    here = [one.name for one in form.fields if one.name in reading.carried]
    if not here:
        return named
    goods = [name for name in GOODS if name in reading.mapping.values()]
    sums = f"row_no IN (SELECT row_no FROM raw WHERE {says_total(width)})"
    bare = f" OR coalesce({', '.join(goods)}) IS NULL" if goods else ""

    def down(name: str, partition: str = "") -> str:
        above = f"last_value({name} IGNORE NULLS) OVER ({partition}ORDER BY row_no ROWS UNBOUNDED PRECEDING)"
        return f"CASE WHEN {name} IS NOT NULL OR NOT ({sums}{bare}) THEN {above} END AS {name}"

    if "order_id" in here:
        named = f"SELECT * REPLACE ({down('order_id')}) FROM ({named})"
    within = [down(name, "PARTITION BY order_id ") for name in here if name != "order_id"]
    return f"SELECT * REPLACE ({', '.join(within)}) FROM ({named})" if within else named


def _with_clock(named: str, reading: Reading) -> str:
    """A day and its time of day, where these are two columns, as one."""
    if not {"ordered_at", "ordered_time"} <= set(reading.mapping.values()):
        return named
    return f"SELECT * REPLACE ({clocks.joined('ordered_at', 'ordered_time')} AS ordered_at) FROM ({named})"


def _typed_relations(
    name: str, source: str, fields: Sequence[Field], how: Mapping[str, cells.Convention]
) -> str:
    """The CTE `name`: typed cells, raw cells, and the reason why a row cannot be used if a cell alone says so."""
    cell = ", ".join(
        f"{cells.typed(one.name, one.type, how.get(one.name, cells.GENERAL))} AS {one.name}, {one.name} AS raw_{one.name}"
        for one in fields
    )
    dated = [one for one in fields if one.type in conventions.TIME_TYPES]
    bounded = ", ".join(f"{cells.plausible(one.name, one.type)} AS {one.name}" for one in dated)
    within = f"(SELECT * REPLACE ({bounded}) FROM {name}_cell)" if bounded else f"{name}_cell"
    whens = [f"WHEN raw_{one.name} IS NULL THEN 'missing:{one.name}'" for one in fields if one.required]
    whens += [
        f"WHEN {one.name} IS NULL AND raw_{one.name} IS NOT NULL THEN '{BAD[one.type]}:{one.name}'"
        for one in fields
        if one.type in BAD
    ]
    reason = f"CASE {' '.join(whens)} END" if whens else "CAST(NULL AS VARCHAR)"
    return (
        f"{name}_cell AS (SELECT row_no, {cell} FROM {source}),"
        f" {name} AS (SELECT *, {reason} AS reason FROM {within})"
    )


def _columns(form: Form, types: Mapping[str, str], family: str) -> dict[str, str]:
    """The fact's columns in order; the customer's key is filled in later from `contact_customer_id`."""
    columns: dict[str, str] = {}
    for name in types:
        if name == "order_key":
            store = f"coalesce({form.columns.get('store', 'NULL')}, '')"
            columns[name] = (
                f"concat_ws(chr(31), {cells.literal(family)}, {store}, {form.columns['order_id']})"
            )
        elif name in SHOP_DAY:
            columns[name] = f"CAST({cells.local_time(form.columns[SHOP_DAY[name]])} AS DATE)"
        elif name in SHOP_HOUR:
            columns[name] = f"CAST(hour({cells.local_time(form.columns[SHOP_HOUR[name]])}) AS TINYINT)"
        else:
            columns[name] = form.columns.get(name, "NULL")
    # Stored types, so that a row compares equal to itself when it comes a second time.
    return {name: f"try_cast({expression} AS {types[name]})" for name, expression in columns.items()}


def _settle_repeats(cursor: duckdb.DuckDBPyConnection, width: int) -> None:
    """Make `fate`: for facts of one file that share a key, which is a duplicate, replaced, or a further occurrence.

    Rows that are equal in every column of the file are duplicates of the first. Of others with one key the last
    replaces those before; where the key is not unique by nature (`numbered`), they are counted instead.
    """
    whole = "concat_ws(chr(31), " + ", ".join(f"coalesce(r.c{i}, chr(30))" for i in range(width)) + ")"
    # Hashes are grouped first: a hundred times fewer bytes than the keys; equal hashes are then compared in full.
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE repeated AS
            SELECT j.row_no, j.part, j.base_key, j.numbered, {whole} AS content
            FROM judged j JOIN raw r USING (row_no)
            WHERE j.reason IS NULL AND hash(j.base_key) IN (
                SELECT h FROM (SELECT hash(base_key) AS h FROM judged WHERE reason IS NULL) GROUP BY h HAVING count(*) > 1)"""
    )
    cursor.execute(
        """CREATE OR REPLACE TEMP TABLE fate AS
           WITH marked AS (
               SELECT *, min(row_no) OVER same AS first_same, max(row_no) OVER same AS last_same,
                      arg_max(content, row_no) OVER (PARTITION BY base_key, part) AS last_content
               FROM repeated WINDOW same AS (PARTITION BY base_key, part, content))
           SELECT row_no, part,
                  CASE WHEN numbered AND row_no > first_same THEN 'duplicate'
                       WHEN NOT numbered AND content <> last_content THEN 'replaced_in_file'
                       WHEN NOT numbered AND row_no < last_same THEN 'duplicate' END AS fate,
                  CASE WHEN numbered THEN dense_rank() OVER (PARTITION BY base_key, part ORDER BY content) ELSE 1 END
                      AS occurrence
           FROM marked"""
    )
    # What only carries on another row (a product's further picture) has no fact of its own.
    cursor.execute(
        "INSERT INTO fate SELECT row_no, part, 'duplicate', 1 FROM judged WHERE reason = 'continuation'"
    )


def _list_left_out(
    cursor: duckdb.DuckDBPyConnection, broken: Sequence[tuple[int, str, tuple[str, ...]]], key: str
) -> None:
    """Make `left_out`: one reason a file row, and the key (a column of `judged`) of what it would have been."""
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE left_out AS
           SELECT row_no, min(reason) AS reason, min(row_key) AS row_key FROM (
               SELECT row_no, reason, {key} AS row_key FROM judged WHERE reason <> 'continuation'
               UNION ALL SELECT f.row_no, f.fate, j.{key} FROM fate f JOIN judged j USING (row_no, part)
               WHERE f.fate = 'replaced_in_file')
           GROUP BY row_no"""
    )
    if broken:
        cursor.execute(
            "INSERT INTO left_out SELECT unnest($rows), unnest($codes), NULL",
            {"rows": [row for row, _, _ in broken], "codes": [code for _, code, _ in broken]},
        )


def _keep_usable(cursor: duckdb.DuckDBPyConnection) -> None:
    """Take from `judged` what is left out or a duplicate, and number the further occurrences of a key."""
    cursor.execute(
        """DELETE FROM judged WHERE row_no IN (SELECT row_no FROM left_out)
           OR (row_no, part) IN (SELECT (row_no, part) FROM fate WHERE fate = 'duplicate')"""
    )
    cursor.execute(
        """UPDATE judged SET base_key = concat(judged.base_key, '#', fate.occurrence) FROM fate
           WHERE judged.row_no = fate.row_no AND judged.part = fate.part AND fate.occurrence > 1"""
    )
