"""How many examples a property test tries."""

from __future__ import annotations

import os

FEWEST = 5
DAILY_SHARE = 3


def examples(many: int) -> int:
    """A third of `many` day by day, where each example imports files; all with SECOND_FLOOR_TEST_EXAMPLES=all (`make test-all`)."""
    return many if os.environ.get("SECOND_FLOOR_TEST_EXAMPLES") == "all" else max(FEWEST, many // DAILY_SHARE)
