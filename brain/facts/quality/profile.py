"""What a file adds up to, by day, and what is odd about it: computed while its rows stand in temporary tables.

A handful of statements over the judged rows; orders are summed up once (`profile_order` by day, `profile_whole` each as a
whole) and everything about orders is asked of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from brain.facts.quality.base import DayFigures, Fill, Future, Grain, Profile, Repeats, Sums
from brain.facts.quality.gaps import find_gaps, without_lonely
from brain.facts.quality.outliers import find_oddities, lonely_days
from brain.facts.sources.intake.summing import DAY_OF_TABLE
from brain.facts.warehouse.engine import Warehouse

MOST_DAYS = 800
MOST_GAPS = 20
ROWS_SHOWN = 5
LEAST_LINES_FOR_HOURS = 20
# Columns of a fact whose emptiness costs the owner something; `customer` is who bought, before it becomes a key.
LOOKED_AT: dict[str, tuple[str, ...]] = {
    "order_line": (
        "customer", "product_id", "category", "quantity", "unit_price", "region", "channel", "group_name",
    ),
    "product": ("name", "category", "brand", "price", "cost", "sku"),
    "customer": ("region", "group_name", "consent", "joined_on"),
    "event": ("customer", "product_id", "category", "group_name"),
    "stock": ("on_hand", "incoming", "lead_time_days"),
    "review": ("customer", "product_id", "rating", "text"),
    "promotion": ("starts_at", "ends_at", "product_id", "discount_rate"),
    "market_price": ("seller", "price"),
    "post": ("group_name", "channel", "product_id", "reached", "clicks", "orders"),
}  # fmt: skip
# These are told of goods only: shipping has no product.
OF_PRODUCTS = frozenset(("product_id", "category", "quantity", "unit_price"))

SUMS = """
    SELECT sum(lines) AS lines, count(*) FILTER (pays) AS orders, coalesce(sum(paid), 0) AS paid,
           coalesce(sum(refunds), 0) AS refunds, coalesce(sum(units), 0) AS units,
           count(*) FILTER (unpaid) AS unpaid_orders, sum(unpaid_value) AS unpaid_value,
           count(*) FILTER (cancelled) AS cancelled_orders, sum(cancelled_value) AS cancelled_value,
           count(*) FILTER (refunded) AS refunded_orders, count(*) FILTER (credit) AS credit_notes
    FROM profile_whole"""
# Of a line whose price or quantity is not known nothing is known.
FACE = "CASE WHEN quantity * unit_price >= discount_amount THEN quantity * unit_price - discount_amount END"
ORDERS = f"""
    CREATE OR REPLACE TEMP TABLE profile_order AS
    SELECT order_key, {{day}}, min(row_no) AS row_no, count(*) AS lines,
           sum(paid_amount) AS paid, sum(refund_amount) AS refunds,
           sum(quantity) FILTER (status IN ('paid', 'refunded') AND line_type = 'product') AS units,
           bool_or(status = 'unpaid') AS unpaid, sum({FACE}) FILTER (status = 'unpaid') AS unpaid_value,
           bool_or(status = 'cancelled') AS cancelled, sum({FACE}) FILTER (status = 'cancelled') AS cancelled_value,
           bool_or(status = 'return') AS credit
    FROM {{relation}} GROUP BY {{key}}"""
SPANNING = "SELECT 1 FROM profile_order WHERE last_on > ordered_on LIMIT 1"
# Nearly every file's orders have one day each: what is known by order and day is then known by order.
OF_ONE_DAY = """
    CREATE OR REPLACE TEMP VIEW profile_whole AS
    SELECT *, paid > 0 AS pays, paid > 0 AND refunds >= paid AS refunded,
           CASE WHEN paid > 0 THEN ordered_on END AS paid_on FROM profile_order"""
OF_SEVERAL_DAYS = """
    CREATE OR REPLACE TEMP TABLE profile_sum AS
    SELECT order_key, min(row_no) AS row_no, sum(lines) AS lines, bool_or(paid > 0) AS pays, sum(paid) AS paid,
           sum(refunds) AS refunds, sum(units) AS units, bool_or(unpaid) AS unpaid, sum(unpaid_value) AS unpaid_value,
           bool_or(cancelled) AS cancelled, sum(cancelled_value) AS cancelled_value,
           bool_or(paid > 0 AND refunds >= paid) AS refunded, bool_or(credit) AS credit,
           min(ordered_on) FILTER (paid > 0) AS paid_on
    FROM profile_order GROUP BY order_key;
    CREATE OR REPLACE TEMP VIEW profile_whole AS SELECT * FROM profile_sum"""
# An order counts on the first day on which it has a payment, so that the days add up to the whole.
ORDER_DAYS = """
    SELECT coalesce(f.day, m.day) AS day, coalesce(m.rows, 0), coalesce(f.orders, 0), coalesce(m.paid, 0), coalesce(m.refunds, 0)
    FROM (SELECT ordered_on AS day, CAST(sum(lines) AS BIGINT) AS rows, sum(paid) AS paid, sum(refunds) AS refunds
          FROM profile_order GROUP BY ordered_on) m
    FULL JOIN (SELECT paid_on AS day, count(*) AS orders FROM profile_whole WHERE paid_on IS NOT NULL GROUP BY paid_on) f
    USING (day) ORDER BY 1"""
TEMPORARY = "SELECT table_name FROM duckdb_tables() WHERE temporary AND table_name IN ('fate', 'repeated')"
# What a duplicate would have added is what its surviving twin brings.
REPEATED = """
    SELECT count(DISTINCT d.row_no), {money}
    FROM fate f JOIN repeated d USING (row_no, part)
    JOIN (SELECT r.base_key, r.part, r.content, any_value(r.row_no) AS row_no FROM repeated r
          JOIN {relation} j ON j.row_no = r.row_no AND j.part = r.part GROUP BY ALL) s
      ON s.base_key = d.base_key AND s.part = d.part AND s.content = d.content
    JOIN {relation} j ON j.row_no = s.row_no AND j.part = s.part
    WHERE f.fate = 'duplicate'"""


def profile(
    cursor: duckdb.DuckDBPyConnection, table: str, shop_zone: str, today: date, relation: str = "judged"
) -> Profile:
    """The profile of the facts of `table` that stand in `relation` (as `judge` leaves them) on this cursor.

    `shop_zone` is an IANA name, `today` the shop's day. Reads only, apart from temporary tables of its own.
    """
    days = _days(cursor, table, shop_zone, relation)
    orders = {one.day: one.orders if table == "order_line" else one.rows for one in days}
    past, lonely = without_lonely({day: count for day, count in orders.items() if day <= today})
    gaps = find_gaps(past, shop_zone) if table in ("order_line", "event") else ()
    known = [one.day for one in days]
    odd = find_oddities(cursor, days, relation) if table == "order_line" else ()
    made = Profile(
        table=table,
        sums=_sums(cursor, table, relation),
        first_day=known[0] if known else None,
        last_day=known[-1] if known else None,
        grain=_grain(days),
        days=_shortened(days),
        gaps=tuple(
            sorted(sorted(gaps, key=lambda gap: -gap.expected)[:MOST_GAPS], key=lambda gap: gap.first)
        ),
        gap_days=sum(gap.days for gap in gaps),
        oddities=(*odd, *(lonely_days(lonely, orders) if table in ("order_line", "event") else ())),
        future=_future(cursor, table, shop_zone, today, relation),
        repeats=_repeats(cursor, table, relation),
        fills=_fills(cursor, table, relation),
        timeless=_timeless(cursor, table, relation),
    )
    for made_here in (
        "VIEW IF EXISTS profile_whole",
        "TABLE IF EXISTS profile_sum",
        "TABLE IF EXISTS profile_order",
    ):
        cursor.execute(f"DROP {made_here}")
    return made


def profile_of(warehouse: Warehouse, shop_id: str, batch_id: str) -> Profile | None:
    """The profile that was stored with an import; None for imports from before there were any, and unknown ones."""
    with warehouse.cursor() as cursor:
        row = cursor.execute(
            "SELECT profile FROM import_batch WHERE shop_id = ? AND batch_id = ?", [shop_id, batch_id]
        ).fetchone()
    return Profile.model_validate_json(row[0]) if row and row[0] else None


def _run(cursor: duckdb.DuckDBPyConnection, sql: str, zone: str) -> list[tuple[Any, ...]]:
    return cursor.execute(sql, {"zone": zone} if "$zone" in sql else None).fetchall()


def _days(cursor: duckdb.DuckDBPyConnection, table: str, zone: str, relation: str) -> list[DayFigures]:
    """Every day that has facts, earliest first."""
    if table == "order_line":
        _sum_up_orders(cursor, relation)
        return [
            DayFigures(day=row[0], rows=row[1], orders=row[2], paid=row[3], refunds=row[4])
            for row in cursor.execute(ORDER_DAYS).fetchall()
        ]
    day = DAY_OF_TABLE.get(table)
    if day is None:
        return []
    sql = f"SELECT {day} AS day, count(*) FROM {relation} WHERE {day} IS NOT NULL GROUP BY 1 ORDER BY 1"
    return [DayFigures(day=row[0], rows=row[1]) for row in _run(cursor, sql, zone)]


def _sum_up_orders(cursor: duckdb.DuckDBPyConnection, relation: str) -> None:
    """Make `profile_order` (a row an order and day) and `profile_whole` (a row an order)."""
    days = "min(ordered_on) AS ordered_on, max(ordered_on) AS last_on"
    cursor.execute(ORDERS.format(relation=relation, day=days, key="order_key"))
    if cursor.execute(SPANNING).fetchone() is None:
        cursor.execute(OF_ONE_DAY)
    else:
        cursor.execute(ORDERS.format(relation=relation, day="ordered_on", key="order_key, ordered_on"))
        cursor.execute(OF_SEVERAL_DAYS)


def _grain(days: Sequence[DayFigures]) -> Grain:
    return "day" if len(days) <= MOST_DAYS else "month"


def _shortened(days: Sequence[DayFigures]) -> tuple[DayFigures, ...]:
    """The days as they are, or summed up by month where they are too many."""
    if _grain(days) == "day":
        return tuple(days)
    months: dict[date, list[DayFigures]] = {}
    for one in days:
        months.setdefault(one.day.replace(day=1), []).append(one)
    return tuple(summed(month, found) for month, found in months.items())


def summed(day: date, figures: Sequence[DayFigures]) -> DayFigures:
    """Several days as one, under the name of `day`."""
    return DayFigures(
        day=day,
        rows=sum(one.rows for one in figures),
        orders=sum(one.orders for one in figures),
        paid=sum((one.paid for one in figures), start=DayFigures(day=day, rows=0).paid),
        refunds=sum((one.refunds for one in figures), start=DayFigures(day=day, rows=0).refunds),
    )


def _sums(cursor: duckdb.DuckDBPyConnection, table: str, relation: str) -> Sums:
    if table != "order_line":
        row = cursor.execute(f"SELECT count(*) FROM {relation}").fetchone()
        return Sums(lines=row[0] if row else 0)
    executed = cursor.execute(SUMS)
    names = [column[0] for column in executed.description or ()]
    values: Mapping[str, Any] = dict(zip(names, executed.fetchone() or (), strict=True))
    who = _customer(cursor, relation)
    row = cursor.execute(f"SELECT count(DISTINCT {who}) FROM {relation}").fetchone()
    return Sums.model_validate({**values, "lines": values["lines"] or 0, "customers": row[0] if row else 0})


def _customer(cursor: duckdb.DuckDBPyConnection, relation: str) -> str:
    """Before an import rows carry the owner's customer number, afterwards only its key."""
    names = {row[0] for row in cursor.execute(f"DESCRIBE {relation}").fetchall()}
    return "contact_customer_id" if "contact_customer_id" in names else "customer_key"


def _future(
    cursor: duckdb.DuckDBPyConnection, table: str, zone: str, today: date, relation: str
) -> Future | None:
    day = DAY_OF_TABLE.get(table)
    if day is None or table == "promotion":
        # A promotion may well be planned.
        return None
    what = "DISTINCT order_key" if table == "order_line" else "*"
    sql = f"""SELECT count({what}), min(day), max(day), list(row_no ORDER BY row_no)[1:{ROWS_SHOWN}]
              FROM (SELECT *, {day} AS day FROM {relation}) WHERE day > DATE '{today.isoformat()}'"""
    count, first, last, rows = _run(cursor, sql, zone)[0]
    return Future(facts=count, first=first, last=last, rows=tuple(rows)) if count else None


def _repeats(cursor: duckdb.DuckDBPyConnection, table: str, relation: str) -> Repeats | None:
    if len(cursor.execute(TEMPORARY).fetchall()) < 2:
        return None
    money = "sum(j.paid_amount), sum(j.refund_amount)" if table == "order_line" else "0, 0"
    row = cursor.execute(REPEATED.format(money=money, relation=relation)).fetchone()
    return Repeats(rows=row[0], paid=row[1], refunds=row[2]) if row and row[0] else None


def _fills(cursor: duckdb.DuckDBPyConnection, table: str, relation: str) -> tuple[Fill, ...]:
    who = _customer(cursor, relation)
    goods = " FILTER (line_type = 'product')" if table == "order_line" else ""
    counts, columns = [], LOOKED_AT[table]
    for name in columns:
        part = goods if name in OF_PRODUCTS else ""
        counts += [f"count({who if name == 'customer' else name}){part}", f"count(*){part}"]
    row = cursor.execute(f"SELECT {', '.join(counts)} FROM {relation}").fetchone() or ()
    return tuple(
        Fill(column=name, filled=row[2 * place], of=row[2 * place + 1]) for place, name in enumerate(columns)
    )


def _timeless(cursor: duckdb.DuckDBPyConnection, table: str, relation: str) -> bool:
    """Whether orders carry days only: then nothing can be said about the best hour."""
    if table != "order_line":
        return False
    row = cursor.execute(
        f"SELECT count(*), count(DISTINCT ordered_at - CAST(ordered_on AS TIMESTAMP)), count(DISTINCT ordered_hour) FROM {relation}"
    ).fetchone()
    return bool(row and row[0] >= LEAST_LINES_FOR_HOURS and row[1] <= 2 and row[2] == 1)
