import csv
import io
from decimal import Decimal

from brain.facts.semantic.column_words import cell_words, column_name
from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard
from cards.answer.shape import shape_of
from cards.answer.table import as_csv


def answer(columns, rows):
    """An answer with these columns and rows, in yuan."""
    return AnswerCard(status="answer", text=Text(msg="x"), currency="CNY", columns=columns, rows=rows)


BY_CATEGORY = answer(
    ("category", "net_sales"), (("尿裤", Decimal("99.5")), ("=1+1", Decimal(20)), (None, Decimal(3)))
)


def test_names_become_bars_with_the_rows_of_the_table():
    """The chart holds the same names and numbers as the table, unknown ones included."""
    values = shape_of(BY_CATEGORY, "zh").spec["data"]["values"]
    assert [row["name"] for row in values] == ["尿裤", "=1+1", "未知"]
    assert [row["value"] for row in values] == [99.5, 20, 3]


def test_times_become_a_line():
    """Rows by day are drawn as a course over time."""
    days = tuple((f"2026-11-{day:02d}", Decimal(day)) for day in range(1, 9))
    layers = shape_of(answer(("day", "net_sales"), days), "zh").spec["layer"]
    assert layers[0]["mark"]["type"] == "line"


def test_a_single_figure_has_no_chart():
    """One number needs no picture."""
    assert shape_of(answer(("net_sales",), ((Decimal(5),),)), "zh") is None


def test_columns_are_named_in_the_readers_language():
    """A comparison's columns say of what they are the change."""
    assert column_name("net_sales", "en") == "Net sales"
    assert column_name("net_sales_change", "en") == "Net sales change"


def test_money_in_a_table_is_exact_to_the_cent():
    """What is checked against a till keeps its cents."""
    assert cell_words("net_sales", Decimal("99.5"), "CNY", "zh") == "¥99.50"


def test_a_downloaded_name_cannot_become_a_formula():
    """A product called like a formula stays words when a spreadsheet opens the file."""
    rows = list(csv.reader(io.StringIO(as_csv(BY_CATEGORY, "zh").removeprefix("\ufeff"))))
    assert rows[2] == ["'=1+1", "20"]
