"""A home with one small shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from brain.bootstrap import Brain
from brain.photos.album import Album
from tests.care.lane import FILES, LANE, bring, open_home


@pytest.fixture
def brain(tmp_path: Path) -> Iterator[Brain]:
    """The shop with its customers and orders."""
    with open_home(tmp_path / "home") as opened:
        for kind in ("customers", "orders"):
            bring(opened, tmp_path, kind, FILES[kind])
        yield opened


@pytest.fixture
def album(brain: Brain) -> Album:
    """The shop's photos."""
    parts = brain.parts
    return Album(parts.ledger, parts.warehouse, parts.settings.home, LANE.id)
