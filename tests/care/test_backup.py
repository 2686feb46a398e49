"""Backups: one moment, whole, private, while others write; and nothing left behind where it fails."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from brain.bootstrap import Brain
from brain.care.archive import MANIFEST
from brain.care.backup import Backup, last_backup, make_backup
from brain.care.restore import restore_backup
from brain.kernel.clock import FixedClock
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.identity import Actor, Role, local_owner
from brain.ledger.audit import broken_at
from tests.care.lane import LANE, NOON, PROJECT, bring, everything, open_home

OWNER = local_owner(LANE.id)
LATER = FixedClock(NOON + timedelta(days=1))


def ledger_rows(path: Path) -> dict[str, list[Any]]:
    """Every row of every table of a ledger."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in tables
        }


def made(brain: Brain, target: Path, **options: Any) -> Backup:
    return make_backup(brain.parts, None, OWNER, target, **options)


def test_a_restored_home_equals_the_old_one(home: Path, tmp_path: Path, brain: Brain) -> None:
    """Every table of both databases, every picture, key and setting."""
    (home / "posters" / "lane").mkdir(parents=True)
    (home / "posters" / "lane" / "一.png").write_bytes(b"\x89PNG" + bytes(range(256)) * 900)
    (home / "settings.toml").write_text("review_days = 9\n", encoding="utf-8")
    before = ledger_rows(home / "ledger.db")
    backup = made(brain, tmp_path / "out" / "b.zip")
    brain.close()
    done = restore_backup(tmp_path / "other", tmp_path / "out" / "b.zip", LATER)
    assert everything(tmp_path / "other" / "warehouse.duckdb") == everything(home / "warehouse.duckdb")
    after = ledger_rows(tmp_path / "other" / "ledger.db")
    assert [row[4] for row in after.pop("audit")][-1] == "backup.restored"
    before.pop("audit")
    assert after == before
    for name in ("posters/lane/一.png", "settings.toml", "secret.key"):
        assert (tmp_path / "other" / name).read_bytes() == (home / name).read_bytes()
        assert stat.S_IMODE((tmp_path / "other" / name).stat().st_mode) == 0o600
    assert (done.contacts_open, done.audit_whole, done.aside, done.made_at) == (
        True,
        True,
        "",
        backup.made_at,
    )
    assert done.shops[0].rows["order_line_version"] == 4
    with open_home(tmp_path / "other") as restored, open_home(home) as old:
        key = old.parts.contacts.customer_key(LANE.id, "BO-5520")
        found = [one.parts.contacts.own_ids(one.parts.warehouse, LANE, [key]) for one in (restored, old)]
        assert found[0] == found[1] == {key: "BO-5520"}


def test_the_archive_is_private_and_says_what_is_in_it(home: Path, tmp_path: Path, brain: Brain) -> None:
    """Readable by its owner only, the manifest first, counts by shop; the moment is remembered."""
    assert last_backup(brain.parts.ledger) is None
    backup = made(brain, tmp_path / "b.zip")
    file = Path(backup.file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist()[0] == MANIFEST
        manifest = json.loads(archive.read(MANIFEST))
    assert manifest["shops"][0]["rows"]["order_line_version"] == 4
    assert {member["name"] for member in manifest["members"]} >= {
        "warehouse.duckdb",
        "ledger.db",
        "secret.key",
    }
    assert last_backup(brain.parts.ledger) == backup.made_at == NOON + timedelta(seconds=5)


def test_while_others_import_it_is_one_moment(tmp_path: Path, brain: Brain) -> None:
    """Each batch is in it whole or not at all, those that are make a beginning of the row, and the audit chain is whole."""
    stop = threading.Event()

    def import_for_ever() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            lines = "".join(f"w{number}-{i},2026-11-10 10:00,P1,1.00,C{i}\n" for i in range(400))
            bring(
                brain, tmp_path, "orders", "order_id,ordered_at,product_id,paid_amount,customer_id\n" + lines
            )

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(import_for_ever)
        try:
            backups = [made(brain, tmp_path / f"b{number}.zip") for number in range(4)]
        finally:
            stop.set()
        writer.result()
    with brain.parts.warehouse.cursor() as cursor:
        order = [
            row[0]
            for row in cursor.execute("SELECT batch_id FROM import_batch ORDER BY imported_at").fetchall()
        ]
    seen = []
    for number, backup in enumerate(backups):
        restore_backup(tmp_path / f"h{number}", Path(backup.file), LATER)
        with open_home(tmp_path / f"h{number}") as restored:
            with restored.parts.warehouse.cursor() as cursor:
                batches = cursor.execute(
                    "SELECT batch_id, kind, loaded FROM import_batch ORDER BY imported_at"
                ).fetchall()
                lines = dict(
                    cursor.execute("SELECT batch_id, count(*) FROM order_line_version GROUP BY 1").fetchall()
                )
                contacts = dict(
                    cursor.execute("SELECT batch_id, count(*) FROM customer_contact GROUP BY 1").fetchall()
                )
            assert [batch for batch, *_ in batches] == order[: len(batches)]
            big = [(batch, loaded) for batch, kind, loaded in batches if kind == "orders" and loaded == 400]
            assert all(lines[batch] == contacts[batch] == loaded for batch, loaded in big)
            with restored.parts.ledger.reading() as session:
                assert broken_at(session) is None
            seen.append(len(batches))
    assert seen == sorted(seen)
    assert seen[-1] > seen[0], "the writer was writing meanwhile"


def test_without_the_key_contacts_stay_shut(home: Path, tmp_path: Path, brain: Brain) -> None:
    """Said at once; restored elsewhere the facts are there and no contact opens; over the old home its own key serves."""
    backup = made(brain, tmp_path / "b.zip", with_key=False)
    assert backup.note is not None
    with zipfile.ZipFile(backup.file) as archive:
        assert not {"secret.key", "contacts.keys"} & set(archive.namelist())
    brain.close()
    assert not restore_backup(tmp_path / "other", Path(backup.file), LATER).contacts_open
    assert not (tmp_path / "other" / "secret.key").exists()
    assert restore_backup(home, Path(backup.file), LATER, replace=True).contacts_open


def test_what_is_refused_leaves_nothing(home: Path, tmp_path: Path, brain: Brain) -> None:
    """A file that exists, a place inside the home, a folder that cannot be made, anybody but the owner."""
    (tmp_path / "there.zip").write_bytes(b"precious")
    (tmp_path / "file").write_bytes(b"")
    for target, code in (
        (tmp_path / "there.zip", "backup_exists"),
        (home / "b.zip", "backup_inside"),
        (tmp_path / "file" / "deeper" / "b.zip", "not_writable"),
    ):
        with pytest.raises(OwnerError) as refused:
            made(brain, target)
        assert refused.value.code == code
    with pytest.raises(Refused):
        make_backup(brain.parts, LANE, Actor(user="u", role=Role.OPERATOR, shop=LANE.id), tmp_path / "b.zip")
    assert (tmp_path / "there.zip").read_bytes() == b"precious"
    assert last_backup(brain.parts.ledger) is None
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_without_a_name_it_lies_beside_the_home(home: Path, brain: Brain) -> None:
    """Dated, in a folder of its own; a folder given is filled the same way."""
    first = make_backup(brain.parts, LANE, OWNER)
    assert Path(first.file).parent == home.with_name("home-backups")
    assert stat.S_IMODE(Path(first.file).parent.stat().st_mode) == 0o700
    assert Path(first.file).name == "second-floor-20261120T040005Z.zip"


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from brain.bootstrap import open_brain
from brain.care.backup import make_backup
from brain.kernel.errors import OwnerError
from brain.kernel.identity import local_owner
brain = open_brain(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    make_backup(brain.parts, None, local_owner("lane"), Path(sys.argv[2]))
except OwnerError as error:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with brain.parts.warehouse.writing() as cursor:
        cursor.execute("INSERT INTO data_version VALUES ('after', 1)")
    sys.stdout.write(error.code)
"""


@pytest.mark.parametrize("room", [100_000, 600_000])
def test_a_full_disk_is_one_sentence_and_nothing_left(
    home: Path, tmp_path: Path, brain: Brain, room: int
) -> None:
    """In the copy of the warehouse or in the archive: said, cleaned up, and the home goes on working."""
    (home / "posters").mkdir()
    (home / "posters" / "big.png").write_bytes(random.Random(1).randbytes(2_000_000))
    brain.close()
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(home), str(tmp_path / "b.zip"), str(room)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout == "disk_full", ran.stderr[-2000:]
    assert (
        sorted(path.name for path in tmp_path.iterdir() if "zip" in path.name or path.name.startswith("."))
        == []
    )
    with open_home(home) as again, again.parts.warehouse.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM data_version WHERE shop_id = 'after'").fetchone() == (1,)
