"""A process that restores and is killed at a named point: `python -m tests.care.killed_restore HOME FILE POINT`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from brain.care import restore, swapping
from brain.kernel.clock import SystemClock


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(home: Path, file: Path, point: str) -> None:
    unpack, ready, exchange = restore.unpack, restore._made_ready, swapping.exchange

    def unpack_and_die(*args: Any) -> None:
        unpack(*args)
        kill()

    def ready_and_die(*args: Any) -> Any:
        ready(*args)
        kill()

    def die_and_exchange(*args: Any) -> Any:
        kill()

    def exchange_and_die(*args: Any) -> Any:
        exchange(*args)
        kill()

    if point == "unpacked":
        restore.unpack = unpack_and_die
    if point == "ready":
        restore._made_ready = ready_and_die
    if point == "before":
        swapping.exchange = die_and_exchange
    if point == "after":
        swapping.exchange = exchange_and_die
    restore.restore_backup(home, file, SystemClock(), replace=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
