"""Rows behind a figure as the owner reads and downloads them."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

from streamlit.testing.v1 import AppTest

from brain.facts.csv_out import safe_csv
from brain.facts.lineage.base import FileRows, TracedRow
from brain.facts.lineage.places import Place
from cards.lineage_view import file_words, table_of
from cards.reader import Reader

ROW = TracedRow(
    table="order_line",
    role="counted",
    file="十一月.csv",
    batch="batch_1",
    row=7,
    place=Place(row=7),
    row_key="k",
    values={
        "order_id": "=1+1",
        "paid_amount": Decimal("-5.5000"),
        "ordered_on": date(2026, 11, 7),
        "region": None,
    },
)
FILE = FileRows(
    batch="batch_1",
    file="十一月.csv",
    source="canonical",
    imported_at=None,
    state="visible",
    table="order_line",
    role="consulted",
    rows=1200,
    row_numbers="1-3,7," + ",".join(str(number) for number in range(100, 300, 2)),
)


def reader(lang: Any = "zh") -> Reader:
    """Somebody who looks; nothing behind is asked for here."""
    return Reader(lang=lang, zone="Asia/Shanghai", today=date(2026, 11, 20), currency="CNY", sources=None)  # type: ignore[arg-type]


def test_a_file_is_one_sentence() -> None:
    """How many rows, the first of their numbers, and that they are only looked up."""
    said = file_words(FILE, "zh")
    assert "1,200 行" in said
    assert "文件中的行号 1-3,7,100" in said
    assert said.endswith("…（只作查对，不计入）")
    assert "looked up" in file_words(FILE, "en")


def test_a_table_has_only_columns_that_say_something() -> None:
    """Place first, file last, between them what stands in the row, by name in words."""
    header, cells = table_of([ROW], reader())
    assert header == ["位置", "订单号", "下单日", "实付金额", "文件"]
    assert cells == [["第 7 行", "=1+1", date(2026, 11, 7), Decimal("-5.5000"), "十一月.csv"]]


def test_a_download_holds_no_formula() -> None:
    """A hostile order number stays words; a negative amount stays a number."""
    rows = list(csv.reader(io.StringIO(safe_csv(*table_of([ROW], reader())).removeprefix("\ufeff"))))
    assert rows[1] == ["第 7 行", "'=1+1", "2026-11-07", "-5.5000", "十一月.csv"]


def page() -> None:
    """A page with one receipt's rows, as a script of its own."""
    from datetime import date

    import streamlit as st

    from brain.facts.lineage.base import Lineage
    from brain.kernel.errors import NotFound
    from brain.kernel.i18n import Text
    from cards.lineage_view import draw_rows_behind
    from cards.reader import Reader
    from tests.cards.test_lineage_view import FILE, ROW

    class Sources:
        def lineage(self, receipt_id: str, limit: int = 100) -> Lineage:
            st.session_state["asked"] = st.session_state.get("asked", 0) + 1
            if receipt_id == "gone":
                raise NotFound(
                    "no_receipt", Text(msg="There is no receipt {receipt}.", args={"receipt": receipt_id})
                )
            return Lineage(
                receipt=receipt_id, sql="", query=None, data_version=1, current_version=2, rows=1, files=(FILE,),
                sample=(ROW,), notes=(Text(msg="{count} of these rows were loaded after it was counted.", args={"count": 3}),),
            )  # fmt: skip

    here = Reader(
        lang="zh", zone="Asia/Shanghai", today=date(2026, 11, 20), currency="CNY", sources=Sources()  # type: ignore[arg-type]
    )  # fmt: skip
    draw_rows_behind(st.session_state.get("receipt", "rcpt_1"), here, "rows")


def test_rows_are_read_only_when_opened() -> None:
    """Shut, it costs no read; open, it shows notes, files, rows and their download."""
    shut = AppTest.from_function(page, default_timeout=60).run()
    assert not shut.exception
    assert "asked" not in shut.session_state
    opened = AppTest.from_function(page, default_timeout=60)
    opened.session_state["rows"] = True
    opened.run()
    assert not opened.exception
    assert opened.session_state["asked"] == 1
    assert "其中 3 行" in opened.caption[0].value
    assert list(opened.dataframe[0].value.columns) == ["位置", "订单号", "下单日", "实付金额", "文件"]
    assert opened.dataframe[0].value.iloc[0]["实付金额"] == "-¥5.50"


def test_a_receipt_that_is_gone_says_so() -> None:
    """In the reader's words, in place of the rows."""
    opened = AppTest.from_function(page, default_timeout=60)
    opened.session_state["rows"] = True
    opened.session_state["receipt"] = "gone"
    opened.run()
    assert not opened.exception
    assert "gone" in opened.error[0].value


def test_every_column_of_the_facts_is_named_or_hidden_on_purpose() -> None:
    """A column that a migration adds must not stay unseen by accident."""
    from brain.facts.lineage.words import COLUMN_WORDS, TABLE_WORDS
    from brain.facts.warehouse.schema import FACT_TABLES

    hidden = {"customer_key", "ordered_at", "ordered_hour", "happened_at", "posted_at", "order_key"}
    columns = {
        part.split()[0]
        for text in FACT_TABLES.values()
        for line in text.splitlines()
        for part in line.split("--")[0]
        .replace("(18,", "(18;")
        .replace("(9,", "(9;")
        .replace("(4,", "(4;")
        .split(",")
        if part.strip()
    }
    assert columns - set(COLUMN_WORDS) - hidden == set()
    assert set(TABLE_WORDS) == set(FACT_TABLES)
