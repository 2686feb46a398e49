"""Rows that read well and must not load as they stand: totals, numbers that a spreadsheet cut, parts of a broken order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from brain.facts.sources.base import Form
from brain.facts.sources.reading.rows import TOTAL_WORDS, RawRows
from brain.facts.sources.unnumbered_orders import UNNUMBERED
from brain.facts.sources.values import cells

# Total words end with one of these: looking at one letter is cheaper than a pattern, and few order numbers pass.
TOTAL_LETTERS = "('计', '总', '额', '量', ':', '：', 'l', 's', 'm', 't')"
SHORTENED = r"\d(\.\d+)?[eE]\+\d{2}"
# A double keeps fifteen digits: of a longer number a spreadsheet leaves zeros. One in a thousand ends so by itself.
CUT = r"\d{13,}000"
FEWEST_CUT = 3
# Reasons that concern a row and not its order: the others' sums do not hang on it.
OWN_REASONS = (
    "replaced_in_file", "total_row", "continuation", "test_order", "sold_elsewhere", "no_money_moved",
    "accounting_adjustment", "stock_write_off", "credit_not_negative", "already_taken_off",
)  # fmt: skip
ORDER_NUMBERS = ("order_id", "order_number", "shown_number", "post_id")
OF_ORDERS = ("order_paid", "order_refund", "order_shipping")


def set_apart(
    cursor: duckdb.DuckDBPyConnection, form: Form, mapping: Mapping[str, str], raw: RawRows
) -> None:
    """Name in `judged` what is no entry, or not a whole one. Only orders have such rows."""
    if form.table != "order_line":
        return
    # A total with a date and an amount is a sale in every column but its number.
    if form is UNNUMBERED:
        # A day's total has a date and an amount as well, and no number that would give it away.
        cursor.execute(
            f"""UPDATE judged SET reason = 'total_row' WHERE reason IS NULL
                AND row_no IN (SELECT row_no FROM raw WHERE {says_total(len(raw.header))})"""
        )
        return
    total = f"lower(order_id[-1]) IN {TOTAL_LETTERS} AND regexp_full_match(lower(order_id), {cells.literal(TOTAL_WORDS)})"
    cursor.execute(f"UPDATE judged SET reason = 'total_row' WHERE reason IS NULL AND {total}")
    _name_cut_numbers(cursor)
    if form.whole or any(name in OF_ORDERS for name in mapping.values()):
        _wait_as_a_whole(cursor, mapping, raw)


def says_total(width: int) -> str:
    """Condition on a row of `raw`: one of its cells says that it adds up the others."""
    return " OR ".join(
        f"coalesce(regexp_full_match(lower(trim(c{place})), {cells.literal(TOTAL_WORDS)}), false)"
        for place in range(width)
    )


def _name_cut_numbers(cursor: duckdb.DuckDBPyConnection) -> None:
    """Order numbers such as 2.6E+17: many orders have become one."""
    short = f"order_id[2] IN ('.', 'e', 'E') AND regexp_full_match(order_id, {cells.literal(SHORTENED)})"
    zeros = f"length(order_id) >= 16 AND regexp_full_match(order_id, {cells.literal(CUT)})"
    row = cursor.execute(
        f"SELECT count(*) FILTER ({zeros}), count(*) FILTER (length(order_id) >= 16) FROM judged"
    ).fetchone()
    cut, long = row or (0, 0)
    if cut >= FEWEST_CUT and 2 * cut >= long:
        short = f"({short} OR {zeros})"
    cursor.execute(f"UPDATE judged SET reason = 'number_cut:order_id' WHERE reason IS NULL AND {short}")


def _wait_as_a_whole(cursor: duckdb.DuckDBPyConnection, mapping: Mapping[str, str], raw: RawRows) -> None:
    """An order with a row that cannot be used waits with all its rows.

    Otherwise its amount would be laid on the rows that are left, and the corrected row, coming alone, would end those.
    """
    _find_broken_orders(cursor, mapping, raw)
    own = ", ".join(map(cells.literal, OWN_REASONS))
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE waiting AS
            SELECT DISTINCT order_key FROM judged WHERE reason NOT IN ({own}) OR row_no IN (SELECT row_no FROM of_broken)"""
    )
    cursor.execute(
        """UPDATE judged SET reason = 'order_incomplete'
           WHERE reason IS NULL AND order_key IN (SELECT order_key FROM waiting WHERE order_key IS NOT NULL)"""
    )


def _find_broken_orders(cursor: duckdb.DuckDBPyConnection, mapping: Mapping[str, str], raw: RawRows) -> None:
    """Make `of_broken`: the rows whose order has a further row that could not be cut into its cells."""
    cursor.execute("CREATE OR REPLACE TEMP TABLE of_broken (row_no BIGINT)")
    for place, column in enumerate(raw.header):
        field = mapping.get(column)
        numbers = _cells_at(place, raw)
        if field in ORDER_NUMBERS and numbers:
            cursor.execute(
                f"""INSERT INTO of_broken SELECT row_no FROM named WHERE {field} IN (
                        SELECT {cells.trimmed("cell", wrapped=True)} FROM (SELECT unnest($numbers) AS cell))""",
                {"numbers": numbers},
            )


def _cells_at(place: int, raw: RawRows) -> Sequence[str]:
    return [cut[place] for _, code, cut in raw.broken if code != "total_row" and place < len(cut)]
