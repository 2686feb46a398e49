"""kill -9 in the middle of an import: nothing of the batch is visible afterwards, and trying again works."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.facts.counter import open_counter

PROJECT = Path(__file__).parents[2]
ROWS = 50_000


@pytest.mark.parametrize("point", ["staged", "written"])
def test_a_killed_import_leaves_nothing(tmp_path: Path, point: str) -> None:
    """Killed before parsing or after writing but before the commit: no row, batch, contact or staged file, and a retry loads all."""
    lines = "".join(f"{i},1,2026-11-01 10:00,5.00,C{i}\n" for i in range(ROWS))
    file = tmp_path / "orders.csv.gz"
    file.write_bytes(
        gzip.compress(("order_id,line_no,ordered_at,paid_amount,customer_id\n" + lines).encode())
    )
    home = tmp_path / "home"
    home.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.importing_process", str(home), str(file), point],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    if point == "staged":
        assert list((home / "staging").iterdir()) != []
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with open_counter(home) as counter:
        for table in (
            "order_line_version",
            "import_batch",
            "customer_contact",
            "data_version",
            "row_witness",
        ):
            assert counter.rows(f"SELECT count(*) FROM {table}") == [(0,)]
        assert counter.load(file).loaded == ROWS
        assert counter.left_behind() == []
        assert counter.rows("SELECT count(*), sum(paid_amount)::INT FROM order_line") == [(ROWS, 5 * ROWS)]
