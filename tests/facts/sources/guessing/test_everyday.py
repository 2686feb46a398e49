"""Files of every day: what loads without a question is right to the cent, twice over, in any order of rows."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from decimal import Decimal

import pytest

from brain.facts.sources.guessing.guess import guess
from tests.facts.counter import Counter
from tests.facts.sources.guessing.everyday import Everyday, cases, lines

ALL = cases()
MONEY = """SELECT coalesce(sum(paid_amount), 0), coalesce(sum(refund_amount), 0),
                  count(DISTINCT order_key) FILTER (paid_amount > 0) FROM order_line"""
FACTS = "SELECT * EXCLUDE (batch_id, row_no) FROM order_line ORDER BY row_key"


def written(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_what_is_certain_and_what_is_asked(case: Everyday) -> None:
    """Only what the owner alone can know is a question."""
    found = guess(case.header, case.rows)
    assert found is not None
    assert found.sure is not case.ask, [one.render("en") for one in found.doubts]


@pytest.mark.parametrize("case", [one for one in ALL if not one.ask], ids=lambda case: case.name)
def test_it_loads_to_the_cent(counter: Counter, case: Everyday) -> None:
    """Money received, money given back, orders and rows left out; the same file a second time adds nothing."""
    report = counter.load(written(case.header, case.rows))
    assert tuple(one.code for one in report.quarantined) == case.left_out
    assert counter.rows(MONEY) == [(case.paid, case.refunds, case.orders)]
    assert counter.load(written(case.header, case.rows)).loaded == 0


@pytest.mark.parametrize("case", [one for one in ALL if not one.ask], ids=lambda case: case.name)
def test_the_order_of_the_rows_does_not_matter(counter: Counter, case: Everyday) -> None:
    """Whole orders shuffled, in one file after the first: nothing is new."""
    report = counter.load(written(case.header, case.rows))
    before = counter.rows(FACTS)
    shuffled = list(case.rows)
    random.Random(5).shuffle(shuffled)
    again = counter.load(written(case.header, shuffled))
    assert (again.loaded, len(again.quarantined)) == (0, len(report.quarantined))
    assert counter.rows(FACTS) == before
    assert sum((row[0] for row in counter.rows(MONEY)), Decimal(0)) == case.paid


@pytest.mark.parametrize(("name", "seed"), [("zh: date and time apart", 431), ("zh: morning and afternoon", 431), ("en: date and time apart", 432)])  # fmt: skip
def test_day_and_time_become_one_instant(counter: Counter, name: str, seed: int) -> None:
    """Every order has the hour that its clock shows, or midnight of its day where the clock cell is empty."""
    case = next(one for one in ALL if one.name == name)
    counter.load(written(case.header, case.rows))
    known = {row["order_no"]: row["at"] for row in lines(seed)}
    stored = counter.rows("SELECT order_id, ordered_on, ordered_hour FROM order_line")
    empty = {row[0] for row in case.rows if not row[2]}
    assert stored
    assert {(number, on, hour) for number, on, hour in stored} == {
        (row[0], known[row[0]].date(), 0 if row[0] in empty else known[row[0]].hour) for row in case.rows
    }


def test_the_first_import_says_how_it_read_the_rows(counter: Counter) -> None:
    """Returns with their sum, discounts with theirs, and that rows count as orders; the preview says the same."""
    told = {case.name: case for case in ALL}
    for name, words in (
        ("zh: returns with a number of their own", f"{told['zh: returns with a number of their own'].refunds:,.2f} given back"),
        ("zh: discounts as rows", "read as discounts"),
        ("zh: a diary", "each row counts as one order"),
    ):  # fmt: skip
        content = written(told[name].header, told[name].rows)
        seen = [note.render("en") for note in counter.preview(content).notes]
        assert [note for note in seen if words in note] != []
        assert [note.render("en") for note in counter.load(content).notes][: len(seen)] == seen
