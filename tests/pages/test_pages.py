"""Each page alone, in both languages, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from brain.bootstrap import Brain
from cards.states import State

pytestmark = pytest.mark.xdist_group("pages")
Runner = Callable[..., AppTest]
HEADINGS = {
    "review.py": ("战报", "Battle reports"),
    "actions.py": ("动作", "Actions"),
    "data.py": ("数据", "Data"),
    "settings.py": ("设置", "Settings"),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def words(page: AppTest) -> str:
    """Everything the page says in Markdown."""
    return "\n".join(str(element.value) for element in page.markdown)


@pytest.mark.parametrize("file", HEADINGS)
def test_a_page_speaks_both_languages(run_page: Runner, file: str) -> None:
    """A page runs without an error and has its heading in the reader's language."""
    for lang, heading in zip(("zh", "en"), HEADINGS[file], strict=True):
        page = run_page(file, lang)
        assert not page.exception
        assert heading in words(page)


def test_settings_leave_no_chinese_to_an_english_reader(run_page: Runner) -> None:
    """Apart from the shop's own name and the languages' names, an English reader reads English."""
    said = words(run_page("settings.py", "en")).replace("小鹿母婴", "").replace("中文", "")
    assert not CHINESE.search(said)


def test_the_day_opens_with_four_figures(run_page: Runner) -> None:
    """The home page holds four key figures, each with its course."""
    page = run_page()
    assert not page.exception
    assert len(page.metric) == 4


def test_a_dismissed_card_leaves_the_stream(run_page: Runner, sample_brain: Brain) -> None:
    """No, with a reason: the next drawing shows the card no longer."""
    desk = sample_brain.desk("demo")
    card = desk.cards()[-1]
    page = run_page()
    assert f"accept-{card.id}" in {button.key for button in page.button}
    desk.decide(card.id, "dismiss", reason="Not enough stock")
    page.run()
    assert not page.exception
    assert f"accept-{card.id}" not in {button.key for button in page.button}
    assert sample_brain.desk("demo").card(card.id).state is State.DISMISSED


def test_a_question_is_answered_in_the_stream(run_page: Runner) -> None:
    """A question typed into the box is answered with a figure, and the turn stays."""
    page = run_page()
    page.chat_input[0].set_value("上周净销售额").run()
    assert not page.exception
    assert "¥" in words(page)
    assert len(page.chat_message) >= 2
