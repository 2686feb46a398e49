"""How many examples a test of many tries: all with SECOND_FLOOR_TEST_EXAMPLES=all (`make test-all`), a third day by day."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

FEWEST = 5
DAILY_SHARE = 3
ALL = os.environ.get("SECOND_FLOOR_TEST_EXAMPLES") == "all"
T = TypeVar("T")


def examples(many: int) -> int:
    """How many of `many` random examples to try where each imports files or runs queries."""
    return many if ALL else max(FEWEST, many // DAILY_SHARE)


def some_of(cases: Sequence[T]) -> Sequence[T]:
    """All of the cases, or day by day every third of them."""
    return cases if ALL else cases[::DAILY_SHARE]
