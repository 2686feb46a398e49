"""Any file as a table: where its header stands, how it is cut, what its first rows are, and which rows are broken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from brain.facts.sources.intake.recognising import Recognition
from brain.facts.sources.reading.tables import Table, open_table
from brain.facts.sources.reading.unpacking import Limits, staging
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter
from tests.facts.sources.books import xlsx

HEADER = ["order_id", "ordered_at", "paid_amount", "product_name"]
ROWS = [["1", "2026-11-01 10:00", "10.5", "米粉"], ["2", "2026-11-02 10:00", "7", "奶瓶"]]
LINES = "SELECT order_id, paid_amount::DOUBLE, product_name FROM order_line ORDER BY order_id"
BOTH = [("1", 10.5, "米粉"), ("2", 7.0, "奶瓶")]


def cut(sign: str, *rows: Sequence[str]) -> str:
    return "".join(sign.join(row) + "\n" for row in rows)


def table_of(folder: Path, content: bytes, mapping: dict[str, str] | None = None) -> Table:
    path = folder / "file"
    path.write_bytes(content)
    with staging(folder) as place:
        return open_table(path, place, Limits(), Recognition(mapping=mapping))


FILES: dict[str, str] = {
    "CSV": cut(",", HEADER, *ROWS),
    "TSV": cut("\t", HEADER, *ROWS),
    "pipes": cut("|", HEADER, *ROWS),
    "semicolons": cut(";", HEADER, *ROWS),
    "a title": "11月订单\n" + cut(",", HEADER, *ROWS),
    "titles with delimiters": "店铺,某某,,\n导出时间,2026-12-01 09:00,,\n,,,\n" + cut(",", HEADER, *ROWS),
    "blank lines above": "\n\n\n" + cut(",", HEADER, *ROWS),
    "blank cells at the end": cut(",", [*HEADER, "", ""], *([*row, "", ""] for row in ROWS)),
    "a title with another delimiter": "period: 2026-11-01, 2026-11-30; all stores\n"
    + cut("\t", HEADER, *ROWS),
    "headers with blanks and marks": cut(",", [f" {name}\u3000" for name in HEADER], *ROWS),
    "headers in capitals": cut(",", [name.upper() for name in HEADER], *ROWS),
    "quoted cells": cut(",", HEADER, *([f'"{cell}"' for cell in row] for row in ROWS)),
    "empty lines of delimiters below": cut(",", HEADER, *ROWS),
}
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", FILES)
def test_the_same_table_however_it_is_written(counter: Counter, form: str, encoding: str) -> None:
    """Every form in every encoding, with and without a byte order mark, gives the same two orders."""
    report = counter.load(FILES[form].encode(encoding))
    assert (report.rows_read, report.loaded) == (2, 2)
    assert counter.rows(LINES) == BOTH


@pytest.mark.parametrize("form", FILES)
def test_the_head_shows_the_columns_and_the_first_rows(tmp_path: Path, form: str) -> None:
    """What a preview shows are the cells below the header, wherever that stands."""
    head = table_of(tmp_path, FILES[form].encode()).head
    assert [name.strip(" \u3000").casefold() for name in head.header] == HEADER
    assert [list(row[: len(HEADER)]) for row in head.rows] == ROWS


def test_lines_of_delimiters_are_rows_without_anything(counter: Counter) -> None:
    """Spreadsheets write them below the table; they are left out and counted, not loaded."""
    report = counter.load(cut(",", HEADER, *ROWS) + ",,,\n,,,\n")
    assert report.loaded == 2
    assert {one.code for one in report.quarantined} <= {"missing:order_id"}


def test_two_header_lines_in_plain_text(counter: Counter) -> None:
    """Merged headings become blanks in a CSV; the names below them count."""
    content = "order,,money,goods\n" + cut(",", HEADER, *ROWS)
    assert counter.load(content).loaded == 2
    merged = "order_id,time,money,\n,ordered_at,paid_amount,product_name\n" + cut(",", *ROWS)
    assert counter.load(merged).duplicates == 2


@pytest.mark.parametrize(
    ("header", "refused"),
    [
        ("order_id,ordered_at,paid_amount,product_name,备注,备注", False),
        ("order_id,ordered_at,paid_amount,product_name,,", False),
        ("order_id,ordered_at,paid_amount,product_name,product_name,备注", True),
        ("order_id,ordered_at,paid_amount,product_name, PAID_AMOUNT ,备注", True),
    ],
)
def test_repeated_names_matter_where_they_are_read(counter: Counter, header: str, refused: bool) -> None:
    """Two notes are no trouble; which of two amounts counts would be a guess."""
    content = f"{header}\n1,2026-11-01,10.5,米粉,a,b\n2,2026-11-02,7,奶瓶,c,d\n"
    if not refused:
        assert counter.load(content).loaded == 2
        return
    with pytest.raises(OwnerError) as error:
        counter.load(content)
    assert error.value.code == "duplicate_columns"


def test_a_header_may_be_named_by_a_mapping(tmp_path: Path) -> None:
    """Also where it stands below other lines that look like names."""
    content = "店铺,期间,导出人\na,b,c,d\n编号,何时,几多,啥\n1,2026-11-01,3,x\n"
    mapping = {"编号": "order_id", "何时": "ordered_at", "几多": "paid_amount", "啥": "product_name"}
    assert table_of(tmp_path, content.encode(), mapping).head.header == tuple(mapping)


def test_how_it_was_read_is_told(tmp_path: Path) -> None:
    """Encoding, delimiter and the header's line, so that a row number leads back to its place."""
    reading = table_of(tmp_path, ("标题\n" + cut("\t", HEADER, *ROWS)).encode("gb18030")).reading()
    assert reading == {"encoding": "gb18030", "delimiter": "\t", "header_row": 2}
    assert table_of(tmp_path, xlsx({"S": [["t"], HEADER, *ROWS]})).reading()["header_row"] == 2


def test_a_missing_last_line_break_is_remarked_on(tmp_path: Path) -> None:
    """The file may have been cut off just there."""
    whole = cut(",", HEADER, *ROWS)
    assert table_of(tmp_path, whole.encode()).notes() == ()
    (note,) = table_of(tmp_path, whole.rstrip().encode()).notes()
    assert "last row" in note.render("en")
