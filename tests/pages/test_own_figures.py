"""Figures of the owner's own in the settings: put together, seen, saved, retired."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from brain.bootstrap import Brain
from pages.own_figures import FORMULA, NAME, PICKED
from tests.pages.test_pages import words

pytestmark = pytest.mark.xdist_group("pages")
Runner = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def none_left(sample_brain: Brain) -> Iterator[None]:
    """Other tests find the shop without figures of its own."""
    yield
    for label in ("每单到手", "到手毛利"):
        figures = sample_brain.desk("demo").figures
        for one in figures.in_force():
            if one.label == label:
                figures.retire(one.name)
    assert sample_brain.desk("demo").figures.in_force() == []


def button(page: AppTest, key: str) -> AppTest:
    """The page after a tap."""
    next(one for one in page.button if one.key == key).click().run()
    assert not page.exception
    return page


def test_a_figure_is_put_together_seen_and_saved(run_page: Runner, sample_brain: Brain) -> None:
    """From lists and signs, with last month's figure before it is saved; then it is listed and can be asked for."""
    page = run_page("settings.py")
    page.text_input(key=NAME).input("到手毛利").run()
    page.selectbox(key=PICKED).select("毛利").run()
    button(page, "own-figure-sign-1")
    page.selectbox(key=PICKED).select("退款金额").run()
    assert page.text_input(key=FORMULA).value.split() == ["毛利", "−", "退款金额"]
    assert "到手毛利 ¥" in words(page)
    assert sample_brain.desk("demo").figures.in_force() == []
    button(page, "own-figure-save")
    assert [one.label for one in sample_brain.desk("demo").figures.in_force()] == ["到手毛利"]
    assert page.text_input(key=FORMULA).value == ""
    assert sample_brain.desk("demo").ask("上周到手毛利", remember=False).status == "answer"
    button(page, "retire-figure-0")
    assert sample_brain.desk("demo").figures.in_force() == []


def test_what_is_wrong_is_said_before_anything_is_saved(run_page: Runner) -> None:
    """With the nearest figure; the button waits."""
    page = run_page("settings.py")
    page.text_input(key=NAME).input("到手毛利").run()
    page.text_input(key=FORMULA).input("毛力 - 退款").run()
    assert any("是不是「毛利」" in error.value for error in page.error)
    assert next(one for one in page.button if one.key == "own-figure-save").disabled
    page.text_input(key=FORMULA).input("毛利 + 订单数").run()
    assert any("不能相加减" in error.value for error in page.error)
    page.text_input(key=NAME).input("毛利").run()
    assert any("已经是一个指标" in error.value for error in page.error)


def test_one_that_is_used_is_not_retired(run_page: Runner, sample_brain: Brain) -> None:
    """The page says which figure holds it."""
    for label, formula in (("到手毛利", "毛利 - 退款"), ("每单到手", "到手毛利 / 订单数")):
        figures = sample_brain.desk("demo").figures
        figures.keep(figures.draft(label, formula).metric)
    # The clock of these tests stands still, and figures of one instant stand in no order.
    place = [one.label for one in sample_brain.desk("demo").figures.in_force()].index("到手毛利")
    page = button(run_page("settings.py"), f"retire-figure-{place}")
    assert any("每单到手" in error.value for error in page.error)
    assert len(sample_brain.desk("demo").figures.in_force()) == 2
