"""A home in which an alert is marked done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.done_alert import DoneAlert


@pytest.fixture
def home(tmp_path: Path) -> Iterator[DoneAlert]:
    """Opened, and closed at the end."""
    made = DoneAlert(tmp_path)
    yield made
    made.close()
