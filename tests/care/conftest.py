"""Homes for the tests of care."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from brain.bootstrap import Brain
from tests.care.lane import fill, open_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the home will be; files to import go beside it."""
    return tmp_path / "home"


@pytest.fixture
def brain(home: Path, tmp_path: Path) -> Iterator[Brain]:
    """The filled home."""
    with open_home(home) as opened:
        fill(opened, tmp_path)
        yield opened
