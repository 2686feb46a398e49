"""What every room's tests share."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real export files beside the project; tests that need it are skipped where it is absent."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the real export files are not at {folder}")
    return folder


MOST_TOGETHER = 400


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests run in one process, so that what it prepares is prepared once; large files are still dealt out."""
    of_file = Counter(item.path for item in items)
    for item in items:
        if item.get_closest_marker("xdist_group") is None and of_file[item.path] <= MOST_TOGETHER:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(PROJECT).as_posix()))
