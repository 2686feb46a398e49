"""One workbench for all tests of the tools and the agent: nothing there writes to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.assistant.workbench import Workbench, open_workbench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """The small shop, its neighbours, and the real embedded brain."""
    opened = open_workbench(tmp_path_factory.mktemp("bench"))
    yield opened
    opened.facts.warehouse.close()
