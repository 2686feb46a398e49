"""A fresh shop with an import counter for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.facts.counter import Counter, open_counter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A shop in Shanghai without any data; its day is 2026-11-20."""
    with open_counter(tmp_path) as counter:
        yield counter
