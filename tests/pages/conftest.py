"""One Brain with the sample shop for all page tests, and pages run without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from brain.bootstrap import Brain, open_brain
from brain.demo import refresh_demo
from brain.kernel.clock import FixedClock
from pages import house

FRAME = Path(__file__).parents[2] / "pages" / "frame.py"
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai
TIMEOUT = 60


@pytest.fixture(scope="session")
def sample_brain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brain]:
    """The sample shop, opened once; tests that decide take different cards."""
    brain = open_brain(tmp_path_factory.mktemp("pages"), FixedClock(MORNING))
    refresh_demo(brain)
    yield brain
    brain.close()


@pytest.fixture
def run_page(sample_brain: Brain) -> Iterator[Callable[..., AppTest]]:
    """Runs a page in a language: `run_page("review.py", lang="en")`."""
    house.move_in(sample_brain)

    def run(file: str = "home.py", lang: str = "zh") -> AppTest:
        page = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT)
        page.query_params["lang"] = lang
        page.run()
        if file != "home.py":
            page.switch_page(file).run()
        return page

    yield run
    house.move_out()
