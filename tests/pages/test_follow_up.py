"""What came of an alert that was marked done, on the pages: the notice, the first page while fresh, the review and its letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages import house
from tests.review.done_alert import DoneAlert
from tests.review.test_following import FAMILIES, day

pytestmark = pytest.mark.xdist_group("pages")
FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
REFUNDS = next(family for family in FAMILIES if family.detector == "refund_spike")
SAID = {
    "zh": ("恢复正常了", "当时的提醒：", "退货占比", "没有对照组", "你自己办的", "这个变化大过偶然波动"),
    "en": (
        "Back to normal",
        "The alert said: ",
        "Sent back, of sales",
        "without a control group",
        "What you did yourself",
        "clearer change than chance makes",
    ),
}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[DoneAlert]:
    """A small shop whose refunds rose, were seen to, and went back."""
    made = DoneAlert(tmp_path)
    house.move_in(made.brain)
    yield made
    house.move_out()
    made.close()


def mended(home: DoneAlert) -> None:
    """Marked done, and three weeks later its report is final."""
    home.done(REFUNDS.detector, REFUNDS.plant)
    home.later(REFUNDS.days + 2)
    REFUNDS.mended(home.warehouse)
    home.brought("orders", day(REFUNDS.days))
    assert home.report().verdict == "mended"


def page_of(file: str, lang: str) -> AppTest:
    """A page in a language."""
    page = AppTest.from_file(str(FRAME), default_timeout=60)
    page.query_params["lang"] = lang
    page.run()
    if file != "home.py":
        page.switch_page(file).run()
    assert not page.exception
    return page


def words_of(page: AppTest) -> str:
    """Everything that is written on it."""
    return "\n".join(str(one.value) for one in [*page.markdown, *page.caption])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("file", ["home.py", "review.py"])
def test_a_fresh_report_is_read_in_both_languages(home: DoneAlert, file: str, lang: str) -> None:
    """The verdict in words, what the alert said, the figure's name, how far chance goes, and that nothing controlled it."""
    mended(home)
    words = words_of(page_of(file, lang))
    assert [one for one in SAID[lang] if one not in words] == []


def test_after_three_days_it_stands_in_the_review_only(home: DoneAlert) -> None:
    """As every other report."""
    mended(home)
    home.later(REFUNDS.days + 7)
    assert SAID["zh"][0] not in words_of(page_of("home.py", "zh"))
    assert SAID["zh"][0] in words_of(page_of("review.py", "zh"))


def test_done_says_that_it_will_be_looked_at_again(home: DoneAlert) -> None:
    """The button's answer, and right after it a report that is too early for a verdict."""
    REFUNDS.plant(home.warehouse)
    home.brought("orders", day(-1))
    card = next(card for card in home.desk.cards() if card.detector == REFUNDS.detector)
    page = page_of("home.py", "zh")
    page.button(key=f"accept-{card.id}").click().run()
    assert [str(toast.value) for toast in page.toast] == [
        "已记为办好。过一阵会重新统计这个数字，战报会写明有没有好转。"
    ]
    home.desk.run_due()
    words = words_of(page_of("review.py", "zh"))
    assert "还太早" in words
    assert "再出现时" not in words


def test_a_report_on_an_alert_has_no_once_more(home: DoneAlert) -> None:
    """There is no post to repeat; the alert comes back by itself when it must."""
    mended(home)
    assert not any(str(button.key).startswith("again-") for button in page_of("review.py", "zh").button)
