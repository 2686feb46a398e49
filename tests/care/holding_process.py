"""A process of its own that holds a home open as the app does: `python -m tests.care.holding_process HOME [serve] [dump]`.

With `serve` it answers requests until it is killed; with `die` it ends in the middle of the first one.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from brain.bootstrap import open_brain
from brain.care import requests


def main(home: Path, how: str) -> None:
    brain = open_brain(home)
    if how == "die":

        def die(*args: Any) -> Any:
            os._exit(9)

        requests.SERVICES["backup"] = die
    print("here", flush=True)  # noqa: T201  the test waits for this line
    while True:
        if how in ("serve", "die"):
            requests.serve_requests(brain)
        time.sleep(0.05)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "hold")
