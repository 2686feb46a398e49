"""Writing the warehouse's file anew: nobody is disturbed, nothing is lost, nothing that was deleted stays."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.rebuilding import attached_copy, copy_into_attached
from brain.kernel.errors import Busy, DeveloperError

SECRET = "a name that must not stay"


def filled(path: Path) -> Warehouse:
    """A warehouse with many rows, some of which were deleted."""
    warehouse = Warehouse(path)
    with warehouse.writing() as cursor:
        cursor.execute(
            f"INSERT INTO customer_contact SELECT 'lane', 'k' || i, 'b', encode('{SECRET}' || md5(i::VARCHAR)) FROM range(300) r(i)"
        )
        cursor.execute("INSERT INTO data_version VALUES ('lane', 1)")
    with warehouse.writing() as cursor:
        cursor.execute("DELETE FROM customer_contact WHERE customer_key <> 'k7'")
        cursor.execute("UPDATE customer_contact SET sealed = encode('x')")
    return warehouse


def test_what_was_deleted_is_in_no_byte(tmp_path: Path) -> None:
    """A checkpoint leaves it in the file, a rebuild does not; what stays is there, and so are views and keys."""
    path = tmp_path / "warehouse.duckdb"
    warehouse = filled(path)
    with warehouse.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    assert SECRET.encode() in path.read_bytes(), "this is why a rebuild is needed"
    warehouse.rebuild()
    assert SECRET.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [file.name for file in tmp_path.iterdir()] == ["warehouse.duckdb"]
    with warehouse.writing() as cursor:
        assert cursor.execute("SELECT customer_key FROM customer_contact").fetchall() == [("k7",)]
        assert cursor.execute("SELECT count(*) FROM order_line").fetchone() == (0,)
        cursor.execute(
            "INSERT INTO data_version VALUES ('lane', 9) ON CONFLICT (shop_id) DO UPDATE SET version = 2"
        )
    warehouse.close()
    again = Warehouse(path)
    with again.cursor() as cursor:
        assert cursor.execute("SELECT version FROM data_version").fetchall() == [(2,)]
    again.close()


def reopened(path: Path) -> Warehouse:
    """Open the file as soon as the other process lets go of it."""
    while True:
        try:
            return Warehouse(path)
        except Busy:
            time.sleep(0.001)


def test_readers_and_writers_go_on(tmp_path: Path) -> None:
    """Threads that read, nested too, and write all the time see every rebuild through without an error or a lost row."""
    warehouse, stop = filled(tmp_path / "w.duckdb"), threading.Event()
    written: list[int] = []

    def read() -> None:
        while not stop.is_set():
            with warehouse.cursor() as outer, warehouse.cursor() as inner:
                assert outer.execute("SELECT count(*) FROM shop").fetchone() is not None
                assert inner.execute("SELECT customer_key FROM customer_contact").fetchall() == [("k7",)]

    def write() -> None:
        while not stop.is_set():
            with warehouse.writing() as cursor:
                cursor.execute("INSERT INTO data_version VALUES (?, 1)", [f"s{len(written)}"])
            written.append(1)

    with ThreadPoolExecutor(5) as pool:
        running = [pool.submit(work) for work in (read, read, read, read, write)]
        for _ in range(4):
            warehouse.rebuild()
            time.sleep(0.05)
        stop.set()
        for one in running:
            one.result()
    with warehouse.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM data_version").fetchone() == (len(written) + 1,)
    warehouse.close()


def test_who_does_not_let_go_is_not_cut_off(tmp_path: Path) -> None:
    """Busy after the patience, and the reader reads on; with a cursor of one's own in hand it would never end."""
    warehouse = filled(tmp_path / "w.duckdb")
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with warehouse.cursor() as cursor:
            inside.set()
            done.wait(10)
            assert cursor.execute("SELECT count(*) FROM shop").fetchone() == (0,)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(10)
    with pytest.raises(Busy):
        warehouse.rebuild(patience=0.1)
    done.set()
    holder.join()
    with warehouse.cursor(), pytest.raises(DeveloperError):
        warehouse.rebuild()
    warehouse.rebuild()
    warehouse.close()


def test_another_process_that_wants_in_all_the_time(tmp_path: Path) -> None:
    """Whoever tries to open the file while it is rebuilt again and again: no write of either is lost, and nothing breaks."""
    warehouse = filled(tmp_path / "w.duckdb")
    script = """
import sys
from pathlib import Path
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.errors import Busy
got = 0
for _ in range(150):
    try:
        warehouse = Warehouse(Path(sys.argv[1]))
    except Busy:
        continue
    with warehouse.writing() as cursor:
        cursor.execute("INSERT INTO data_version VALUES (?, 1)", [f"other{got}"])
    warehouse.close()
    got += 1
sys.stdout.write(str(got))
"""
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "w.duckdb")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    number = 0
    while other.poll() is None:
        number += 1
        warehouse.rebuild()
        if number % 5 == 0:
            # Let the other one in now and then.
            warehouse.close()
            time.sleep(0.01)
            warehouse = reopened(tmp_path / "w.duckdb")
        with warehouse.writing() as cursor:
            cursor.execute("INSERT INTO data_version VALUES (?, 1)", [f"s{number}"])
    assert other.stdout is not None
    got = int(other.stdout.read())
    other.stdout.close()
    with warehouse.cursor() as cursor:
        found = cursor.execute("SELECT count(*) FROM data_version").fetchone()
    assert found == (number + 1 + got,), "no write was lost"
    warehouse.close()


def test_what_a_kill_left_is_swept(tmp_path: Path) -> None:
    """A half-built copy beside the file goes with the next start."""
    path = tmp_path / "w.duckdb"
    filled(path).close()
    path.with_name("w.duckdb.rebuilt-0a1b").write_bytes(b"half")
    Warehouse(path).close()
    assert [file.name for file in tmp_path.iterdir()] == ["w.duckdb"]


def test_a_detached_copy_is_whole_at_once_while_others_query(tmp_path: Path) -> None:
    """DuckDB lets go of a detached file only when other threads' queries have; until then rows may stand in its log."""
    stop = threading.Event()

    def query_for_ever(warehouse: Warehouse) -> None:
        while not stop.is_set():
            with warehouse.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM duckdb_tables()").fetchall()
            with warehouse.writing() as cursor:
                cursor.execute("UPDATE data_version SET version = version + 1")

    with closing(filled(tmp_path / "warehouse.duckdb")) as warehouse, ThreadPoolExecutor(3) as pool:
        busy = [pool.submit(query_for_ever, warehouse) for _ in range(3)]
        try:
            for number in range(25):
                copy = tmp_path / f"copy{number}.duckdb"
                with warehouse.cursor() as cursor, attached_copy(cursor, copy):
                    copy_into_attached(cursor)
                with closing(duckdb.connect(str(copy), read_only=True)) as opened:
                    assert opened.execute("SELECT count(*) FROM customer_contact").fetchall() == [(1,)]
                assert not copy.with_name(copy.name + ".wal").exists()
        finally:
            stop.set()
        for one in busy:
            one.result()
