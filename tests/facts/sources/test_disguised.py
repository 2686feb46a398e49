"""Files that claim another type, and files made to break their reader: named, explained, nothing half-loaded."""

from __future__ import annotations

import gzip
import io
import resource
import time
import zipfile
from pathlib import Path

import pytest

from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter
from tests.facts.sources.books import HEADER, xlsx

LINES = "order_id,line_no,ordered_at,paid_amount,product_name\n1,1,2026-11-01 10:00,10.00,米粉\n2,1,2026-11-02,5.5,奶瓶\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 99
TABLE = "<table><tr><th>order_id</th></tr><tr><td>1</td></tr></table>"


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "a picture as CSV": (PNG, "PNG"),
    "a picture in a zip": (zipped("orders.csv", PNG), "PNG"),
    "a picture in gzip": (gzip.compress(PNG), "PNG"),
    "a web page as XLS": (f"<html><head></head><body>{TABLE}</body></html>".encode(), "HTML"),
    "a web page with a mark": (("\ufeff<!DOCTYPE html>" + TABLE).encode(), "HTML"),
    "a web page in UTF-16": (f"<html>{TABLE}</html>".encode("utf-16"), "HTML"),
    "a bare table": (f"  \r\n<TABLE border=1>{TABLE}".encode(), "HTML"),
    "a web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + TABLE.encode(), "MHTML"),
    "XML as XLS": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "XML",
    ),
    "a text document": (zipped("[Content_Types].xml", b"x"), "Office"),
    "a zip in a zip": (zipped("orders.zip", zipped("orders.csv", LINES.encode())), "zip"),
    "gzip in gzip": (gzip.compress(gzip.compress(LINES.encode())), "gzip"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_another_type_is_named(counter: Counter, what: str) -> None:
    """By its content and not by its name, outside and inside of a packed file; the hint says how to get a CSV of it."""
    content, kind = REFUSED[what]
    for attempt in (counter.preview, counter.load):
        with pytest.raises(OwnerError) as refused:
            attempt(content)
        assert refused.value.code == "not_csv"
        assert f"of type {kind}," in refused.value.render("en")
    assert counter.rows("SELECT count(*) FROM import_batch") == [(0,)]
    assert counter.left_behind() == []


@pytest.mark.parametrize("name", ["orders.xlsx", "orders.xls", "orders.pdf", "orders"])
def test_a_csv_under_another_name_is_read(counter: Counter, name: str) -> None:
    """Many systems call their CSV an Excel file."""
    assert counter.load(counter.write(LINES, name)).loaded == 2


def test_a_workbook_under_another_name_is_read(counter: Counter) -> None:
    """And the other way round."""
    book = xlsx({"S": [HEADER, ["1", 1, "2026-11-01", 3, "x"]]})
    assert counter.load(counter.write(book, "orders.csv")).loaded == 1


@pytest.mark.parametrize("at", [0, 80, -1])
@pytest.mark.parametrize("count", [1, 5000])
def test_nul_bytes_are_refused_wherever_they_stand(counter: Counter, at: int, count: int) -> None:
    """A database that stops reading at one would lose the rest."""
    content = LINES.encode()
    with pytest.raises(OwnerError) as refused:
        counter.load(content[:at] + b"\0" * count + content[at:])
    assert refused.value.code in ("not_text", "undecodable")
    assert counter.left_behind() == []


@pytest.mark.parametrize("columns", ["names", "nothing"])
def test_ten_million_columns_are_refused_quickly(counter: Counter, tmp_path: Path, columns: str) -> None:
    """Without reading the whole header: time and memory stay bounded."""
    path = tmp_path / "wide.csv"
    with path.open("w") as file:
        for start in range(0, 10_000_000, 100_000):
            file.write(
                "".join(
                    f"c{place}," if columns == "names" else "," for place in range(start, start + 100_000)
                )
            )
        file.write("end\n" + ("," * 10_000_000) + "\n")
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(OwnerError) as refused:
        counter.load(path)
    assert refused.value.code in ("too_many_columns", "unknown_columns", "file_empty")
    assert time.monotonic() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600 * 1024
    assert counter.left_behind() == []


def test_a_cell_of_a_million_characters(counter: Counter) -> None:
    """It is read whole, and the rows around it are."""
    counter.load(LINES + f"3,1,2026-11-03,1,{'x' * 1_000_000}\n4,1,2026-11-04,1,y\n")
    assert counter.rows("SELECT order_id, length(product_name) FROM order_line ORDER BY 1") == [
        ("1", 2),
        ("2", 2),
        ("3", 1_000_000),
        ("4", 1),
    ]


def test_a_cell_beyond_all_measure_leaves_out_its_row_only(counter: Counter) -> None:
    """Five million characters in one cell are no product name."""
    report = counter.load(LINES + f"3,1,2026-11-03,1,{'x' * 5_000_000}\n4,1,2026-11-04,1,y\n")
    assert [one.row for one in report.quarantined] == [3]
    assert report.loaded == 3


def test_a_header_of_a_million_characters(counter: Counter) -> None:
    """The refusal shows its beginning and not all of it."""
    with pytest.raises(OwnerError) as refused:
        counter.load("x" * 1_000_000 + "," + LINES)
    assert len(refused.value.render("en")) < 1000


def test_cells_that_are_statements_stay_cells(counter: Counter) -> None:
    """What looks like SQL, a format or a path is text."""
    cells = ["'); DROP TABLE order_line; --", "%s%n{0}{x}", "../../etc/passwd", "$zone", '""', "\\N", "NULL"]
    rows = "".join(
        f'{i},1,2026-11-01,1,"{cell.replace(chr(34), chr(34) * 2)}"\n' for i, cell in enumerate(cells)
    )
    counter.load("order_id,line_no,ordered_at,paid_amount,product_name\n" + rows)
    assert [row[0] for row in counter.rows("SELECT product_name FROM order_line ORDER BY row_no")] == cells


def test_headers_that_are_statements_stay_headers(counter: Counter) -> None:
    """A column's name is never part of a statement."""
    head = 'order_id,ordered_at,paid_amount,"a""; DROP TABLE import_batch; --",\'b\',$1,c0\n'
    assert counter.load(head + "1,2026-11-01,3,x,y,z,w\n").loaded == 1
