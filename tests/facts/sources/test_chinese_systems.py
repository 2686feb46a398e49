"""The order exports of Chinese shop systems: what holds for each of them, against sums made by hand."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from brain.facts.sources.registry import SOURCES
from tests.facts.counter import Counter
from tests.facts.sources.chinese import (
    BESIDE,
    EXPECTED,
    FIXTURES,
    LEFT_OUT,
    SYSTEMS,
    fixture,
    header_of,
    load,
    orders,
)


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_order_comes_to_what_was_counted_by_hand(counter: Counter, name: str) -> None:
    """Status, money received and money given back of each order of the fixture; every other row has its reason."""
    report = load(counter, name)
    expected = {
        end: (status, Decimal(paid), Decimal(back)) for end, (status, paid, back) in EXPECTED[name].items()
    }
    assert orders(counter) == expected
    assert [(one.row, one.code) for one in report.quarantined] == LEFT_OUT[name]
    assert report.source == name
    assert report.rows_read == report.loaded + report.duplicates + len(report.quarantined)


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_line_gives_back_more_than_it_got_and_none_has_a_part_of_a_cent(
    counter: Counter, name: str
) -> None:
    """Of money, only whole cents; of unpaid and cancelled orders, nothing."""
    load(counter, name)
    assert (
        counter.rows(
            """SELECT * FROM order_line WHERE refund_amount NOT BETWEEN 0 AND paid_amount OR paid_amount <> round(paid_amount, 2)
           OR refund_amount <> round(refund_amount, 2) OR (status IN ('unpaid', 'cancelled') AND paid_amount <> 0)
           OR discount_amount < 0 OR status NOT IN ('paid', 'unpaid', 'cancelled', 'refunded')"""
        )
        == []
    )


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_second_import_changes_nothing(counter: Counter, name: str) -> None:
    """The same file again is all duplicates, and in another order of rows as well."""
    first = load(counter, name)
    before = counter.rows("SELECT * EXCLUDE (batch_id, row_no) FROM order_line ORDER BY row_key")
    rows = list(csv.reader(io.StringIO(fixture(name).read_text(encoding="utf-8"))))
    turned = io.StringIO()
    csv.writer(turned).writerows([rows[0], *reversed(rows[1:])])
    beside = {"companion": fixture(BESIDE[name])} if name in BESIDE else {}
    again = counter.load(turned.getvalue(), **beside)
    assert (again.loaded, again.duplicates) == (0, first.loaded)
    assert counter.rows("SELECT * EXCLUDE (batch_id, row_no) FROM order_line ORDER BY row_key") == before


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_person_is_in_the_facts(counter: Counter, name: str) -> None:
    """Names, phones and streets are neither in facts nor in the clear among the rows left out."""
    load(counter, name)
    told = str(counter.rows("SELECT * FROM order_line")) + str(counter.rows("SELECT raw FROM quarantine"))
    assert not [word for word in ("13800138", "陈一", "顾客", "文三路", "lu_mama", "jd_li") if word in told]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.csv")), ids=lambda path: path.stem)
def test_each_file_has_one_reader(counter: Counter, path: Path) -> None:
    """A fixture of ours is read by its own system, better than by any other; of other systems, by none of these."""
    header = header_of(path)
    fits = sorted(
        ((match.score, source.name) for source in SOURCES if (match := source.recognise(header))),
        reverse=True,
    )
    if path.stem in SYSTEMS:
        assert fits[0][1] == path.stem
        assert len(fits) == 1 or fits[0][0] > fits[1][0]
        assert {name for _, name in fits} <= {path.stem, "tmall"}
    else:
        assert not {name for _, name in fits} & set(SYSTEMS)


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_shop_is_in_china(name: str) -> None:
    """Beijing time and yuan, whatever the rows say."""
    source = next(one for one in SOURCES if one.name == name)
    guess = source.guess(header_of(fixture(name)), [])
    assert guess is not None
    assert (guess.zone, guess.currency, guess.language) == ("Asia/Shanghai", "CNY", "zh")


@pytest.mark.parametrize("name", ["taobao", "jd", "pinduoduo"])
def test_the_old_character_set(counter: Counter, name: str) -> None:
    """GB18030, as the back offices still write it, makes the same facts."""
    load(counter, name)
    report = counter.load(fixture(name).read_text(encoding="utf-8").encode("gb18030"))
    assert (report.loaded, report.duplicates) == (0, report.rows_read - len(LEFT_OUT[name]))


def test_the_shops_day_is_beijings(counter: Counter) -> None:
    """An order of the last minute of October is October's; Pinduoduo's counts by its payment."""
    for name in ("taobao", "jd", "douyin", "pinduoduo"):
        load(counter, name)
    found = counter.rows(
        "SELECT DISTINCT CAST(ordered_on AS VARCHAR), ordered_hour FROM order_line WHERE ordered_on >= '2026-10-31' ORDER BY 1, 2"
    )
    assert found == [("2026-10-31", 23), ("2026-11-01", 0)]


def test_regions_are_provinces(counter: Counter) -> None:
    """However a system writes them; an address gives no more than its province, one abroad nothing."""
    load(counter, "taobao")
    assert {row[0] for row in counter.rows("SELECT DISTINCT region FROM order_line")} >= {
        "浙江",
        "广西",
        "内蒙古",
        "香港",
        None,
    }
    load(counter, "jd")
    load(counter, "wechat_shop")
    assert (
        counter.rows("SELECT DISTINCT region FROM order_line WHERE length(region) > 3 OR region LIKE '%省'")
        == []
    )


def test_masked_people_are_nobody(counter: Counter) -> None:
    """Many customers are called 小** or have the number 138****8003: they are not one customer."""
    load(counter, "taobao")
    assert counter.rows(
        "SELECT count(*) FROM order_line WHERE order_id LIKE '%03' AND customer_key IS NOT NULL"
    ) == [(0,)]
    assert counter.rows(
        "SELECT count(DISTINCT customer_key) FROM order_line WHERE right(order_id, 2) IN ('01', '04', '14')"
    ) == [(1,)]
    load(counter, "pinduoduo")
    load(counter, "douyin")
    assert counter.rows(
        "SELECT count(DISTINCT customer_key) FROM order_line WHERE order_id LIKE '2610%' OR order_id LIKE '6917%'"
    ) == [(1,)]


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_guide_tells_what_is_read(name: str) -> None:
    """Every column without which a file is not recognised stands in the guide, by a name that the system uses."""
    text = (Path(__file__).parents[3] / "docs" / "guide" / "sources-chinese.md").read_text(encoding="utf-8")
    source = next(one for one in SOURCES if one.name == name)
    fields = [one for one in source.forms["orders"].fields if one.required or one.needed]
    assert [one.headers for one in fields if not any(header in text for header in one.headers)] == []
    assert f"`{name}`" in text
