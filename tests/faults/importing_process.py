"""A process of its own that loads a file and stops for ever at a named point, so that the test can kill it there.

`python -m tests.faults.importing_process HOME FILE POINT`; POINT is staged, written, or none.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from brain.facts.sources.intake import opening
from brain.facts.warehouse import versions
from tests.facts.counter import Counter


def stop() -> None:
    print("here", flush=True)  # noqa: T201  the test waits for this line
    time.sleep(600)


def main(home: Path, file: Path, point: str) -> None:
    judge, add = opening.judge, versions.add

    def stop_and_judge(*args: Any) -> Any:
        stop()
        return judge(*args)

    def add_and_stop(*args: Any) -> Any:
        added = add(*args)
        stop()
        return added

    if point == "staged":
        opening.judge = stop_and_judge
    if point == "written":
        versions.add = add_and_stop
    Counter(home).load(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
