"""How a file writes dates and amounts: decided from whole columns, asked where they do not tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.intake import importer
from brain.kernel.errors import OwnerError
from tests.examples import examples
from tests.facts.counter import Counter, open_counter

DAYS = "SELECT strftime(ordered_at + INTERVAL 8 HOUR, '%Y-%m-%d %H:%M:%S') FROM order_line ORDER BY row_no"


def dated(times: Sequence[str]) -> str:
    """An order each; tabs, because dates may hold commas."""
    return "order_id\tordered_at\tpaid_amount\n" + "".join(
        f"{i}\t{cell}\t1\n" for i, cell in enumerate(times)
    )


def paid(cells: Sequence[str]) -> str:
    return "order_id\tordered_at\tpaid_amount\n" + "".join(
        f"{i}\t2026-11-01\t{cell}\n" for i, cell in enumerate(cells)
    )


def amounts(counter: Counter, cells: Sequence[str], beside: str = "1.5") -> list[float | None]:
    """What each cell is read as, with another beside it; None where its row is left out."""
    counter.load(paid([*cells, beside]))
    found = dict(counter.rows("SELECT row_no - 1, paid_amount::DOUBLE FROM order_line"))
    return [found.get(place) for place in range(len(cells))]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("46327", "2026-11-01 00:00:00"),
        ("46327.4375", "2026-11-01 10:30:00"),
        ("46327.999999", "2026-11-02 00:00:00"),
        ("20261101", "2026-11-01 00:00:00"),
        ("20261101103005", "2026-11-01 10:30:05"),
        ("1793500200", "2026-11-01 10:30:00"),
        ("1793500200000", "2026-11-01 10:30:00"),
        ("2026-11-01T10:30:00+08:00", "2026-11-01 10:30:00"),
        ("2026-11-01T02:30:00Z", "2026-11-01 10:30:00"),
        ("2026-11-01 02:30:00 UTC", "2026-11-01 10:30:00"),
        ("2026-10-31 21:30:00 -0500", "2026-11-01 10:30:00"),
        ("2026/11/1 10:30", "2026-11-01 10:30:00"),
        ("2026.11.1", "2026-11-01 00:00:00"),
        ("2026年11月1日 10:30", "2026-11-01 10:30:00"),
        ("2026-11-01 上午10:30", "2026-11-01 10:30:00"),
        ("2026/11/1 下午 3:05:06", "2026-11-01 15:05:06"),
        ("2026年11月1日 上午12:05", "2026-11-01 00:05:00"),
        ("2026-11-01 3:05 PM", "2026-11-01 15:05:00"),
        ("2026-11-01 12:05 am", "2026-11-01 00:05:00"),
        ("Nov 1, 2026", "2026-11-01 00:00:00"),
        ("November 1, 2026", "2026-11-01 00:00:00"),
        ("Nov 1, 2026, 3:05:06 PM", "2026-11-01 15:05:06"),
        ("1 Nov 2026 10:30", "2026-11-01 10:30:00"),
        ("1-Nov-26", "2026-11-01 00:00:00"),
        ("01-NOV-2026", "2026-11-01 00:00:00"),
    ],
)
def test_a_time_is_read_however_it_is_written(counter: Counter, cell: str, read: str) -> None:
    """Beside plain ISO times of the same column, too; the shop is in Shanghai."""
    counter.load(dated([cell, "2026-11-03 08:00:00", cell]))
    assert counter.rows(DAYS) == [(read,), ("2026-11-03 08:00:00",), (read,)]


@pytest.mark.parametrize(
    ("times", "first"),
    [
        (["1/2/2026", "13/2/2026"], "2026-02-01"),
        (["1/2/2026", "2/13/2026"], "2026-01-02"),
        (["01.02.2026 10:00", "28.02.2026 11:00"], "2026-02-01"),
        (["01-02-26", "02-28-26"], "2026-01-02"),
        (["1/2/2026, 10:00 AM", "2/13/2026, 1:00 PM"], "2026-01-02"),
        (["1/2/26 10:00", "13/2/26 10:00"], "2026-02-01"),
        (["26/11/20", "26/11/21", "26/11/23"], "2026-11-20"),
        (["26/11/20", "26/11/21"], "2026-11-20"),
        (["20/11/26", "21/11/26", "23/11/26"], "2026-11-20"),
        (["26-1-5", "26-1-6", "26-2-7"], "2026-01-05"),
        (["26/1/5"], "2026-01-05"),
        (["26/11/26", "26/11/26"], "2026-11-26"),
    ],
)
def test_the_column_tells_what_comes_first(counter: Counter, times: list[str], first: str) -> None:
    """A number over 12 is no month; a first number that stays while the last one runs through the days is a year."""
    report = counter.load(dated(times))
    assert report.quarantined == ()
    assert counter.rows(DAYS)[0][0][:10] == first


def test_another_column_of_the_file_tells(counter: Counter) -> None:
    """All dates of a file are written alike: the payment time proves what the order time means."""
    counter.load("order_id,ordered_at,paid_at,paid_amount\n1,3/1/2026,13/1/2026,1\n2,1/2/2026,2/2/2026,1\n")
    assert [row[0][:10] for row in counter.rows(DAYS)] == ["2026-01-03", "2026-02-01"]


@pytest.mark.parametrize(
    "times", [["3/1/2026", "1/2/2026"], ["10/11/12", "11/11/12", "12/11/12"], ["20/11/26"], ["26/11/20"]]
)
def test_dates_that_can_be_read_in_two_ways_are_asked_for(counter: Counter, times: list[str]) -> None:
    """Nothing is loaded before the owner says; the refusal shows one of them. A single day of two-digit years is one."""
    for attempt in (counter.preview, counter.load):
        with pytest.raises(OwnerError) as refused:
            attempt(dated(times))
        assert refused.value.code == "ambiguous_dates"
        assert any(cell in refused.value.render("en") for cell in times)
    assert counter.rows("SELECT count(*) FROM import_batch") == [(0,)]


@pytest.mark.parametrize(("order", "read"), [("dmy", "2026-02-01"), ("mdy", "2026-01-02")])
def test_the_owners_answer_decides(counter: Counter, order: str, read: str) -> None:
    """For the preview and the import."""
    content = dated(["1/2/2026", "3/4/2026"])
    assert counter.preview(content, day_order=order).totals.first_day.isoformat() == read
    counter.load(content, day_order=order)
    assert counter.rows(DAYS)[0][0][:10] == read


def test_the_columns_proof_is_stronger_than_the_answer(counter: Counter) -> None:
    """An answer for another file must not turn 13 into a month."""
    counter.load(dated(["1/2/2026", "13/2/2026"]), day_order="mdy")
    assert [row[0][:10] for row in counter.rows(DAYS)] == ["2026-02-01", "2026-02-13"]


@pytest.mark.parametrize(
    "content",
    [
        dated(["13/1/2026", "1/13/2026"]),
        "order_id,ordered_at,paid_at,paid_amount\n1,1/13/2026,13/1/2026,1\n",
    ],
    ids=["in one column", "in two columns"],
)
def test_dates_that_contradict_each_other_are_refused(counter: Counter, content: str) -> None:
    """Whichever way was chosen, half of them would be wrong."""
    with pytest.raises(OwnerError) as refused:
        counter.load(content)
    assert refused.value.code == "mixed_dates"


def test_impossible_days_are_left_out(counter: Counter) -> None:
    """No such day, no such year: the row waits instead of moving to another day."""
    report = counter.load(dated(["2026-11-31", "1899-12-31", "2126-01-01", "1", "11月1日", "2026-11-01"]))
    assert [one.row for one in report.quarantined] == [1, 2, 3, 4, 5]
    assert {one.code for one in report.quarantined} == {"bad_time:ordered_at"}


@pytest.mark.parametrize(
    "written", ["2026-11-01 10:00:00 EST", "2026-11-01 10:00 o'clock", "2026-11-01 10:00:00 BC"]
)
def test_a_word_behind_a_time_is_not_dropped(counter: Counter, written: str) -> None:
    """A zone's short name means different zones: the row waits, where a cast would have read the time without it."""
    report = counter.load(dated([written, "2026-11-01 10:00:00"]))
    assert [one.code for one in report.quarantined] == ["bad_time:ordered_at"]


def test_days_to_come_are_named(counter: Counter) -> None:
    """They load, a shop may take orders ahead, but the owner sees how many and which."""
    content = counter.write(dated(["2026-11-19 10:00", "2026-12-24 10:00", "2027-01-01 10:00"]))
    seen = importer.preview(counter.warehouse, counter.shop, content, "orders.csv", now=counter.clock.now())
    assert seen.profile.future is not None
    assert (seen.profile.future.facts, seen.profile.future.rows) == (2, (2, 3))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", 1234.5),
        ("12,345,678.90", 12345678.9),
        ("￥1,234.5", 1234.5),
        ("¥ 12", 12),
        ("CNY 12", 12),
        ("12 CNY", 12),
        ("RMB3.2", 3.2),
        ("12元", 12),
        ("3.2 元", 3.2),
        ("1.2万", 12000),
        ("1.2万元", 12000),
        ("+5", 5),
        ("1e3", 1000),
        ("(0)", 0),
        ("￥-0", 0),
        ("12.5%", 0.125),
        ("\u00a07.5\u3000", 7.5),
        ("1,23", None),
        ("1,2345", None),
        ("12.3.4", None),
        ("十二", None),
        ("12斤", None),
        ("NaN", None),
        ("inf", None),
        ("99999999999999999999", None),
    ],
)
def test_an_amount_is_read_or_left_out(counter: Counter, cell: str, value: float | None) -> None:
    """Separators must stand where thousands are; what is no plain amount is not guessed at."""
    assert amounts(counter, [cell]) == [value]


@pytest.mark.parametrize(
    "cell", ["-3.5", "(3.50)", "￥-3.50", "-￥3.50", "−3.5", "(￥3.50)", "- 3.5", "-3.5元"]
)
def test_a_minus_is_seen_however_it_is_written(counter: Counter, cell: str) -> None:
    """A payment below nothing is money given back, to the cent, and neither left out nor taken for one above."""
    report = counter.load(paid([cell, "1"]))
    assert (report.loaded, report.quarantined) == (2, ())
    rows = "SELECT paid_amount::DOUBLE, refund_amount::DOUBLE FROM order_line ORDER BY 1"
    assert counter.rows(rows) == [(0, 3.5), (1, 0)]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1.234,50", "12,5", "3"], [1234.5, 12.5, 3]),
        (["1 234,50", "0,99", "1234,5"], [1234.5, 0.99, 1234.5]),
        (["1.234.567", "2,00"], [1234567, 2]),
        (["1,234.50", "12.5", "3"], [1234.5, 12.5, 3]),
        (["1.234,50", "12.5", "3"], [None, 12.5, 3]),
        (["1.234,50", "7.125"], [1234.5, 7125]),
    ],
    ids=["comma", "blanks", "millions", "point", "both", "a thousand in a comma file"],
)
def test_a_decimal_comma_holds_for_the_file(
    counter: Counter, cells: list[str], read: list[float | None]
) -> None:
    """Where one cell can be read no other way and none contradicts; else cells that do not fit are left out."""
    assert amounts(counter, cells, "1") == read


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ("00123\t", "00123"),
        ("\u300000123", "00123"),
        ("'A1", "'A1"),
    ],
)
def test_what_keeps_a_number_from_a_spreadsheet_is_no_part_of_it(
    counter: Counter, cell: str, name: str
) -> None:
    """`="00123"`, an apostrophe, a tab; an apostrophe before a letter stays."""
    counter.load(f"order_id,ordered_at,paid_amount\n{cell},2026-11-01,1\n2,2026-11-01,1\n")
    assert (name,) in counter.rows("SELECT order_id FROM order_line")


WAYS = {
    "dmy": "%d/%m/%Y",
    "mdy": "%m/%d/%Y",
    "dmy short": "%d-%m-%y",
    "mdy short": "%m/%d/%y",
    "iso": "%Y-%m-%d",
    "chinese": "%Y年%m月%d日",
    "named": "%d %b %Y",
    "browser": "%m/%d/%Y, %I:%M:%S %p",
    "short year first": "%y/%m/%d",
}


@settings(max_examples=examples(60), deadline=None)
@given(
    start=st.datetimes(datetime(2019, 1, 1), datetime(2030, 1, 1)),
    steps=st.lists(st.integers(0, 40), min_size=1, max_size=30),
    way=st.sampled_from(sorted(WAYS)),
)
def test_dates_are_right_or_asked_for(
    tmp_path_factory: pytest.TempPathFactory, start: datetime, steps: list[int], way: str
) -> None:
    """Whatever the custom and however few the days: each arrives as the day that was meant, or the owner is asked."""
    days = [start + timedelta(days=sum(steps[:place])) for place in range(len(steps))]
    content = dated([day.strftime(WAYS[way]) for day in days])
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        try:
            counter.load(content)
        except OwnerError as refused:
            if refused.code != "ambiguous_dates":
                raise
            return
        assert [row[0][:10] for row in counter.rows(DAYS)] == [day.strftime("%Y-%m-%d") for day in days]
