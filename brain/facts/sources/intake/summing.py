"""What judged rows add up to: totals, what is left out and why, duplicates, remarks."""

from __future__ import annotations

import duckdb

from brain.facts.sources.base import Form
from brain.facts.sources.intake.reasons import reason_text
from brain.facts.sources.intake.report import ReasonCount, Totals
from brain.facts.sources.values.cells import local_time
from brain.kernel.i18n import Text

# The shop's day of a fact, where it has one.
DAY_OF_TABLE: dict[str, str] = {
    "order_line": "ordered_on",
    "event": "happened_on",
    "post": "posted_on",
    "stock": "snapshot_on",
    "review": f"CAST({local_time('reviewed_at')} AS DATE)",
    "market_price": f"CAST({local_time('observed_at')} AS DATE)",
    "promotion": f"CAST({local_time('starts_at')} AS DATE)",
}
# What a table is sorted by within a batch, so that reading one period touches few blocks.
TIME_OF_TABLE: dict[str, str] = {
    "order_line": "ordered_at",
    "event": "happened_at",
    "post": "posted_at",
    "stock": "snapshot_on",
    "review": "reviewed_at",
    "market_price": "observed_at",
    "promotion": "starts_at",
    "product": "product_id",
    "customer": "customer_key",
}


def totals(cursor: duckdb.DuckDBPyConnection, table: str, zone: str) -> Totals:
    """Orders, money and days (of the shop, in `zone`) of the rows that may load."""
    day = DAY_OF_TABLE.get(table)
    first, last = (
        f"min({day})" if day else "CAST(NULL AS DATE)",
        f"max({day})" if day else "CAST(NULL AS DATE)",
    )
    money = "0, 0, 0"
    if table == "order_line":
        money = """count(DISTINCT order_key) FILTER (paid_amount > 0), coalesce(sum(paid_amount), 0),
                   coalesce(sum(refund_amount), 0)"""
    sql = f"SELECT {money}, {first}, {last} FROM judged"
    row = cursor.execute(sql, {"zone": zone} if "$zone" in sql else None).fetchone()
    return (
        Totals()
        if row is None
        else Totals(orders=row[0], paid=row[1], refunds=row[2], first_day=row[3], last_day=row[4])
    )


def sorting(cursor: duckdb.DuckDBPyConnection, table: str) -> str | None:
    """The column to sort by when storing, None when the file is in that order.

    Most exports are, and sorting their wide rows again would take as long as all the rest.
    """
    column = TIME_OF_TABLE[table]
    if table == "customer":
        return column
    back = f"SELECT 1 FROM (SELECT {column} < lag({column}) OVER () AS back FROM judged) WHERE back LIMIT 1"
    return column if cursor.execute(back).fetchone() else None


def left_out(cursor: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    """(row, reason code) of every row left out, in the file's order."""
    return [
        (row[0], row[1])
        for row in cursor.execute("SELECT row_no, reason FROM left_out ORDER BY row_no").fetchall()
    ]


def reason_counts(cursor: duckdb.DuckDBPyConnection, labels: dict[str, str]) -> tuple[ReasonCount, ...]:
    """How many rows are left out for which reason, the most frequent first."""
    rows = cursor.execute(
        "SELECT reason, count(*) FROM left_out GROUP BY reason ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(ReasonCount(code=row[0], reason=reason_text(row[0], labels), rows=row[1]) for row in rows)


def duplicates_in_file(cursor: duckdb.DuckDBPyConnection) -> int:
    """File rows whose every fact the same file brings a second time."""
    row = cursor.execute(
        """SELECT count(DISTINCT row_no) FROM fate
           WHERE fate = 'duplicate' AND row_no NOT IN (SELECT row_no FROM judged)
             AND row_no NOT IN (SELECT row_no FROM left_out)"""
    ).fetchone()
    return int(row[0]) if row else 0


def rows_after(cursor: duckdb.DuckDBPyConnection, number: int) -> int:
    """How many rows beyond this number were judged: those of a companion that stand for themselves."""
    row = cursor.execute(
        """SELECT count(*) FROM (SELECT row_no FROM judged UNION SELECT row_no FROM left_out
                                 UNION SELECT row_no FROM fate) WHERE row_no > ?""",
        [number],
    ).fetchone()
    return int(row[0]) if row else 0


def remarks(cursor: duckdb.DuckDBPyConnection, form: Form) -> tuple[Text, ...]:
    """What the source finds worth telling about this file."""
    found = []
    for count_of, msg in form.remarks:
        row = cursor.execute(f"SELECT {count_of} FROM named").fetchone()
        if row and row[0]:
            found.append(Text(msg=msg, args={"count": int(row[0])}))
    return tuple(found)
