"""A finished report on the first page, and what its button does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from brain.bootstrap import Brain, open_brain
from brain.demo import refresh_demo
from brain.kernel.clock import FixedClock
from pages import house
from pages.again import find_like

pytestmark = pytest.mark.xdist_group("pages")
SENT = datetime(2026, 11, 10, 1, 0, tzinfo=UTC)
CERTAIN = SENT + timedelta(days=9)
FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
NONE_TODAY = "今天的数据里没有这样的机会。有了会出现在「今天」。"


@pytest.fixture(scope="module")
def reviewed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop nine days after every card of one morning was sent: their reports are final."""
    home = tmp_path_factory.mktemp("reviewed")
    brain = open_brain(home, FixedClock(SENT))
    refresh_demo(brain)
    desk = brain.desk("demo")
    for card in desk.cards():
        desk.decide(card.id, "accept")
    brain.close()
    brain = open_brain(home, FixedClock(SENT + timedelta(hours=11)))
    brain.desk("demo").run_due()
    brain.close()
    brain = open_brain(home, FixedClock(CERTAIN))
    refresh_demo(brain)
    brain.desk("demo").run_due()
    brain.close()
    return home


@pytest.fixture
def at(reviewed_home: Path) -> Iterator[Callable[[datetime], Brain]]:
    """Opens that home at an instant, for pages to be drawn from."""
    opened: list[Brain] = []

    def open_at(now: datetime) -> Brain:
        brain = open_brain(reviewed_home, FixedClock(now))
        opened.append(brain)
        house.move_in(brain)
        return brain

    yield open_at
    house.move_out()
    for brain in opened:
        brain.close()


def home_page() -> AppTest:
    """The first page, in Chinese."""
    page = AppTest.from_file(str(FRAME), default_timeout=60)
    page.query_params["lang"] = "zh"
    return page.run()


def test_a_fresh_report_stands_on_the_first_page_for_three_days(at: Callable[[datetime], Brain]) -> None:
    """Final today: shown under the cards; four days later it is found in the review only."""
    # Alerts that were marked done are watched for longer, and have no button: their own card comes back when it must.
    reports = [report for report in at(CERTAIN).desk("demo").reports() if report.followed is None]
    assert reports
    assert all(report.final for report in reports)
    keys = {button.key for button in home_page().button}
    assert {f"again-{report.id}" for report in reports} <= keys
    house.brain_here().close()
    at(CERTAIN + timedelta(days=4))
    assert not any(str(button.key).startswith("again-") for button in home_page().button)


def test_again_says_what_today_holds(at: Callable[[datetime], Brain]) -> None:
    """Once more: the page answers with the like that waits today, or says that there is none; never with silence."""
    desk = at(CERTAIN).desk("demo")
    report = next(one for one in desk.reports() if one.followed is None)
    like = find_like(desk.card(report.card), desk.cards(refresh=True))
    page = home_page()
    page.button(key=f"again-{report.id}").click().run()
    assert not page.exception
    said = [str(toast.value) for toast in page.toast]
    assert len(said) == 1
    if like is None:
        assert said == [NONE_TODAY]
    else:
        assert "今天有一个：" in said[0]


def test_the_like_is_of_the_same_kind_and_best_about_the_same_things(
    at: Callable[[datetime], Brain],
) -> None:
    """Another kind is no like; the same kind about the same things comes before the same kind about others."""
    desk = at(CERTAIN).desk("demo")
    done = desk.card(next(one.card for one in desk.reports() if one.followed is None))
    other_kind = done.model_copy(update={"detector": "another"})
    other_things = done.model_copy(update={"id": "other", "subjects": ()})
    assert find_like(done, [other_kind]) is None
    assert find_like(done, [other_kind, other_things]) is other_things
    assert find_like(done, [other_things, done]) is done
