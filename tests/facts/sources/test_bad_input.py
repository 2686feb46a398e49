"""Files that cannot be used: each says why, loads nothing and leaves nothing behind."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from brain.facts.sources.reading.unpacking import Limits
from brain.facts.sources.refusals import duplicate_columns
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter

HEADER = "order_id,line_no,ordered_at,paid_amount,product_name\n"
GOOD = HEADER + "1,1,2026-11-01 10:00,10.00,米粉\n2,1,2026-11-02 10:00,5.50,奶瓶\n"


def zipped(*members: tuple[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "not_csv"),
    "a PDF": (b"%PDF-1.7 ...", "not_csv"),
    "a spreadsheet": (zipped(("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")), "workbook_broken"),
    "nothing": (b"", "file_empty"),
    "blanks": (b" \n\n", "file_empty"),
    "a header only": (HEADER.encode(), "no_rows"),
    "unknown columns": (b"foo,bar\n1,2\n", "unknown_columns"),
    "a bomb in gzip": (gzip.compress(b"1" * (60 << 20)), "zip_bomb"),
    "a bomb in zip": (zipped(("a.csv", HEADER + "1" * (60 << 20))), "zip_bomb"),
    "two files in a zip": (zipped(("a.csv", GOOD), ("b.csv", GOOD)), "archive_members"),
    "a cut row": ((GOOD + "3,1,2026-11").encode(), "file_cut"),
    "an open quotation mark": ((GOOD + '3,1,2026-11-03 10:00,1,"米').encode(), "file_cut"),
    "a cut gzip": (gzip.compress((GOOD * 500).encode())[:-20], "file_cut"),
    "a cut zip": (zipped(("a.csv", GOOD * 500))[:-30], "archive_broken"),
    "NUL bytes": ((GOOD + "\0").encode(), "not_text"),
    "bytes of no encoding": (HEADER.encode() + b"1,1,2026-11-01,1,\x81\x8d\xff\n", "undecodable"),
    "repeated columns": (
        b"order_id,ordered_at,paid_amount,Paid_Amount \n1,2026-11-01,3,4\n",
        "duplicate_columns",
    ),
    "too many columns": ((",".join(f"c{i}" for i in range(1500)) + "\n").encode(), "too_many_columns"),
    "no usable row": ((HEADER + "1,1,yesterday,1,x\n").encode(), "nothing_usable"),
    "several currencies": (
        b"Name,Financial Status,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
        b"#1,paid,CNY,1,0,1,2026-11-01 10:00:00 +0800,1,a,1\n#2,paid,USD,1,0,1,2026-11-01 10:00:00 +0800,1,a,1\n",
        "mixed_currencies",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_file_is_refused_and_leaves_nothing(counter: Counter, what: str) -> None:
    """Preview and load refuse with the same stable code; no batch, no row and no staged file remain."""
    content, code = REFUSED[what]
    for attempt in (counter.preview, counter.load):
        with pytest.raises(OwnerError) as refused:
            attempt(content)
        assert refused.value.code == code
        assert refused.value.hint is not None
    assert counter.rows("SELECT count(*) FROM import_batch") == [(0,)]
    assert counter.rows("SELECT count(*) FROM order_line_version") == [(0,)]
    assert counter.left_behind() == []


def test_a_file_over_the_limit_is_refused_before_it_is_read(counter: Counter, tmp_path: Path) -> None:
    """A sparse file of two gigabytes is refused at once, by its size alone; a packed one while it unpacks."""
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(OwnerError) as refused:
        counter.preview(huge)
    assert refused.value.code == "too_large"
    noise = "".join(f"{i * 7919 % 100003},{i},2026-11-01,1,x\n" for i in range(120_000))
    with pytest.raises(OwnerError) as refused:
        counter.preview(gzip.compress((HEADER + noise).encode()), limits=Limits(max_file_mb=1))
    assert refused.value.code == "too_large"
    assert counter.left_behind() == []


def test_unknown_columns_name_the_nearest_form(counter: Counter) -> None:
    """The refusal names the columns found and what the nearest form lacks."""
    with pytest.raises(OwnerError) as refused:
        counter.preview("order_id,when,paid_amount\n1,2,3\n")
    said = refused.value.render("en")
    assert "when" in said
    assert "ordered_at" in said


GOOD_AS: dict[str, bytes] = {
    "UTF-8": GOOD.encode(),
    "UTF-8 with a mark": GOOD.encode("utf-8-sig"),
    "GBK": GOOD.encode("gbk"),
    "UTF-16": GOOD.encode("utf-16"),
    "Windows line ends": GOOD.replace("\n", "\r\n").encode(),
    "old Mac line ends": GOOD.replace("\n", "\r").encode(),
    "tabs": GOOD.replace(",", "\t").encode(),
    "semicolons": GOOD.replace(",", ";").encode(),
    "gzip": gzip.compress(GOOD.encode()),
    "gzip in two members": gzip.compress(GOOD[:80].encode()) + gzip.compress(GOOD[80:].encode()),
    "zip": zipped(("orders.csv", GOOD)),
    "blank lines": GOOD.replace("\n", "\n\n").encode(),
    "no line break at the end": GOOD.rstrip().encode(),
    "full-width blanks": GOOD.replace("米粉", "\u3000米粉\u00a0").encode(),
}


@pytest.mark.parametrize("form", GOOD_AS)
def test_the_same_table_in_every_form(counter: Counter, form: str) -> None:
    """However it is written and packed, the same two lines arrive, and nothing stays in staging."""
    report = counter.load(GOOD_AS[form])
    assert (report.rows_read, report.loaded) == (2, 2)
    assert counter.rows(
        "SELECT order_id, paid_amount::VARCHAR, product_name FROM order_line ORDER BY order_id"
    ) == [
        ("1", "10.0000", "米粉"),
        ("2", "5.5000", "奶瓶"),
    ]
    assert counter.left_behind() == []


def test_western_letters_are_not_taken_for_chinese(counter: Counter) -> None:
    """Windows-1252 is told from GB18030 though both could decode the bytes; an encoding can also be given."""
    content = (HEADER + "1,1,2026-11-01,1,Café Orléans\n").encode("cp1252")
    counter.load(content)
    assert counter.rows("SELECT product_name FROM order_line") == [("Café Orléans",)]
    counter.load(content.replace(b"1,1,", b"2,1,"), encoding="latin-1")
    assert counter.rows("SELECT count(DISTINCT product_name) FROM order_line") == [(1,)]


def test_broken_rows_are_listed_and_the_rest_is_loaded(counter: Counter) -> None:
    """Too few cells, too many, and quotation marks that do not match leave out their row, by its number; no other."""
    lines = ["1,1,2026-11-01,1,a", "2,1", "3,1,2026-11-01,1,c,extra", '4,1,2026-11-01,1,"d"e', '5,1,2026-11-01,1,5" plate', '6,1,2026-11-01,1,"f\nf"']  # fmt: skip
    report = counter.load(HEADER + "\n".join(lines) + "\n")
    assert [(one.row, one.code) for one in report.quarantined] == [
        (2, "field_count"),
        (3, "field_count"),
        (4, "bad_quotes"),
    ]
    assert counter.rows("SELECT order_id, row_no, product_name FROM order_line ORDER BY 1") == [
        ("1", 1, "a"),
        ("5", 5, '5" plate'),
        ("6", 6, "f\nf"),
    ]


def test_refusals_speak_chinese(counter: Counter) -> None:
    """The sentence and the hint are both translated."""
    said = duplicate_columns(["a"]).render("zh")
    assert "a" in said
    assert not any("a" <= char <= "z" for char in said.replace("a", ""))
