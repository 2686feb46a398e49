from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.evidence import OTHERS
from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard
from cards.answer.table import PAGE, as_csv, page_of
from cards.answer.texts import plan_lines, voice_name


def answer(columns, rows, **more):
    """An answer with these columns and rows, in yuan."""
    return AnswerCard(
        status="answer", text=Text(msg="x"), currency="CNY", columns=columns, rows=tuple(rows), **more
    )


@given(st.integers(min_value=1, max_value=180))
def test_the_pages_hold_every_row_once(count):
    """Laid one after the other, the pages are the table."""
    card = answer(("product", "units"), [(f"p{n}", n) for n in range(count)])
    pages = -(-count // PAGE)
    names = [name for number in range(1, pages + 1) for name in page_of(card, number, "en")["Product"]]
    assert names == [f"p{n}" for n in range(count)]


def test_the_file_says_all_others_in_words():
    """The row that sums up the rest has no code name in a spreadsheet."""
    text = as_csv(answer(("product", "net_sales"), [("a", Decimal(1)), (OTHERS, Decimal(2))]), "zh")
    assert "其他合计" in text
    assert OTHERS not in text


def test_headings_of_reasons_are_words():
    """A taken-apart change names its columns, and each amount has its sign."""
    card = answer(("reason", "change"), [("a", Decimal(-5)), ("b", Decimal(6))], topic="why", unit="money")
    assert page_of(card, 1, "zh") == {"原因": ["a", "b"], "变化": ["−¥5.00", "+¥6.00"]}


def test_a_plan_says_what_is_due_today():
    """Today's step says so; a step of another year carries its year."""
    card = answer(("day", "task"), [("2026-11-20", "Choose"), ("2027-01-02", "Read *all*")], topic="plan")
    first, second = plan_lines(card, date(2026, 11, 20), "en")
    assert "(today)" in first
    assert "2027" in second
    assert r"\*all\*" in second


def test_a_voice_that_nobody_knows_keeps_its_name():
    """The three voices are said in words, any other as it is called."""
    assert voice_name("friend", "zh") == "闺蜜"
    assert voice_name("poet", "zh") == "poet"
