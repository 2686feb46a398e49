"""The drawings of profile, reconciliation and score, in both languages, on the sample shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from brain.bootstrap import Brain
from brain.facts.quality.base import DayFigures, Gap, Profile
from cards.reader import Reader
from pages import house
from pages.quality_view import day_columns

DAY = date(2026, 11, 1)


def reader(lang: str = "zh") -> Reader:
    return Reader(lang=lang, zone="Asia/Shanghai", today=date(2026, 11, 20), currency="CNY", sources=None)  # type: ignore[arg-type]


def profile(days: int, step: int = 1, **more: object) -> Profile:
    figures = [
        DayFigures(day=DAY + timedelta(days=n), rows=1, orders=1, paid=Decimal(10))
        for n in range(0, days, step)
    ]
    return Profile.model_validate({"table": "order_line", "days": figures, **more})


@pytest.mark.parametrize(("days", "columns"), [(30, 30), (92, 92), (200, 30), (700, 101)])
def test_columns_hold_all_that_was_paid(days: int, columns: int) -> None:
    """Days, weeks from Monday beyond ninety-two: each name once, and together the whole."""
    drawn = list(day_columns(profile(days), reader()))
    assert len(drawn) == columns
    assert len({one.name for one in drawn}) == len(drawn)
    assert sum(one.value for one in drawn) == 10 * days


def test_a_day_without_orders_has_its_place() -> None:
    """Empty days stand between the others, red where they are missed."""
    gap = Gap(first=DAY + timedelta(days=1), last=DAY + timedelta(days=1), expected=3)
    drawn = list(day_columns(profile(7, step=2, gaps=(gap,)), reader()))
    assert [one.value for one in drawn] == [10, 0, 10, 0, 10, 0, 10]
    assert [one.missing for one in drawn] == [False, True, False, False, False, False, False]


def test_a_slip_of_decades_does_not_fill_the_picture() -> None:
    """One order of 1999 beside those of today: as many columns as days with orders."""
    far = DayFigures(day=date(1899, 1, 1), rows=1, orders=1, paid=Decimal(1))
    near = profile(30).days
    drawn = list(day_columns(Profile(table="order_line", days=(far, *near)), reader()))
    assert len(drawn) == 31


def page(lang: str) -> None:
    """A page with nothing but these drawings."""
    from brain.facts.quality.profile import profile
    from cards.reader import Reader
    from pages.house import brain_here
    from pages.quality_view import draw_against, draw_profile, draw_quality
    from pages.reconciling import draw_reconcile
    from pages.session import Sitting

    brain = brain_here()
    desk = brain.desk(brain.shops()[0].id)
    shop = desk.shop
    looking = Reader(lang=lang, zone=shop.zone, today=desk.today, currency=shop.currency, sources=desk)  # type: ignore[arg-type]
    with brain.parts.warehouse.cursor() as cursor:
        found = profile(cursor, "order_line", shop.zone, desk.today, relation="order_line")
    draw_profile(found, looking)
    draw_against(desk.checking.against_shop(found), looking)
    for batch in desk.batches():
        draw_reconcile(Sitting(desk, looking), batch)
    draw_quality(Sitting(desk, looking))


@pytest.fixture
def housed(sample_brain: Brain) -> Iterator[Brain]:
    """The sample shop moved in, and out again."""
    house.move_in(sample_brain)
    yield sample_brain
    house.move_out()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_is_drawn_in_both_languages(housed: Brain, lang: str) -> None:
    """Without an error, with the totals, the score and the way to compare."""
    drawn = AppTest.from_function(page, default_timeout=60, kwargs={"lang": lang}).run()
    assert not drawn.exception
    words = " ".join(one.value for one in drawn.markdown)
    assert ("个订单" if lang == "zh" else "orders") in words
    assert ("数据质量" if lang == "zh" else "Data quality") in words
    assert [
        one.label for one in drawn.expander if one.label in ("和后台核对", "Compare with the back office")
    ]


def test_what_was_compared_stands_beside_the_import(housed: Brain) -> None:
    """A figure that agrees in green with its word, one that differs with what equals it."""
    desk = housed.desk(housed.shops()[0].id)
    batch = next(one for one in desk.batches() if one.kind == "orders")
    counted = desk.checking.counted(batch.id)
    desk.checking.state(batch.id, {"paid": counted["paid"].value, "net": counted["paid"].value})
    drawn = AppTest.from_function(page, default_timeout=60, kwargs={"lang": "zh"}).run()
    desk.checking.withdraw(batch.id)
    assert not drawn.exception
    words = " ".join(one.value for one in drawn.markdown)
    assert "已核对" in words
    assert "正好等于" in words
