"""The shops of the evaluation, opened once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.run import SETS, questions, shops
from eval.shops import AskedShop


@pytest.fixture(scope="session")
def opened() -> Iterator[dict[str, AskedShop | str]]:
    """Every shop that a question is asked of; a sentence in place of one whose real file is absent."""
    asked = {item["shop"] for name in SETS for item in questions(name)}
    with shops(asked) as found:
        yield found


@pytest.fixture
def shop_of(opened: dict[str, AskedShop | str], request: pytest.FixtureRequest) -> AskedShop:
    """The shop named by the test's parameter; skipped where its file is absent."""
    found = opened[request.param]
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.fixture(scope="session")
def exports(opened: dict[str, AskedShop | str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop's export files."""
    sample = opened["sample"]
    assert not isinstance(sample, str)
    return Path(sample.warehouse.path).parent / "sample"
