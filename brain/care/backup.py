"""`backup`: everything of a home at one moment, in one file, while the app goes on."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sqlite3 import connect

import duckdb
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import select

from brain.care.archive import FORMAT, Manifest, ShopContent, member_of, write_archive
from brain.care.places import (
    DATABASES,
    KEYS,
    LEDGER_FILE,
    PICTURES,
    SETTINGS_FILE,
    WAREHOUSE_FILE,
    backups_folder,
    require_writable,
    room_on_disk,
    workplace,
)
from brain.care.snapshot import copy_moment
from brain.facts.warehouse.schema import FACT_TABLES
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.store import Ledger
from brain.ledger.tables import AuditRow
from brain.parts import Parts
from brain.photos.album import turn

MADE = "backup.made"
ENDING = ".zip"
COUNTED = (*(f"{name}_version" for name in FACT_TABLES), "import_batch", "quarantine", "customer_contact")
"""The tables whose rows a manifest counts: all of them belong to a shop."""
WITHOUT_KEY = N_(
    "Without the key this backup opens no customer contacts, and a home restored from it knows no customer of later"
    " imports again. Keep secret.key and contacts.keys somewhere else."
)


class Backup(BaseModel):
    """A backup that was made: the file, its size, what is in it, how long it took in seconds."""

    model_config = ConfigDict(frozen=True)

    file: str
    bytes: int
    made_at: AwareDatetime
    with_key: bool
    members: int
    shops: tuple[ShopContent, ...]
    seconds: float
    note: Text | None = None


def make_backup(
    parts: Parts, shop: Shop | None, actor: Actor, target: Path | None = None, *, with_key: bool = True
) -> Backup:
    """Write the whole home (all its shops) into one file; `target` may be a folder, which then gets a dated file; a file gets the
    ending .zip.

    Raises OwnerError, leaving nothing behind, when the file exists, cannot be written or the disk is full.
    """
    require(actor, "care", shop.id if shop else actor.shop)
    began, now, home = time.monotonic(), parts.clock.now(), parts.settings.home
    file = _free_name(target, home, now)
    # No photo goes meanwhile: a file that was listed must still be there when it is packed.
    with room_on_disk(), turn, workplace(file.parent, "second-floor-backup") as folder:
        copy_moment(home, parts.warehouse, parts.ledger, folder)
        manifest = _manifest(home, folder, now, with_key=with_key)
        size = write_archive(file, manifest, (folder, home), folder)
    with parts.ledger.session() as session:
        audit.record(
            session, shop=actor.shop, at=now, who=actor.user, what=MADE, subject=file.name[:80],
            detail={"bytes": size, "with_key": with_key},
        )  # fmt: skip
    return Backup(
        file=str(file),
        bytes=size,
        made_at=now,
        with_key=with_key,
        members=len(manifest.members),
        shops=manifest.shops,
        seconds=round(time.monotonic() - began, 3),
        note=None if with_key else Text(msg=WITHOUT_KEY),
    )


def last_backup(ledger: Ledger) -> datetime | None:
    """When the newest backup of this home was made; None before the first."""
    with ledger.reading() as session:
        return session.scalar(
            select(AuditRow.at).where(AuditRow.what == MADE).order_by(AuditRow.seq.desc()).limit(1)
        )


def backups_made(ledger: Ledger) -> list[datetime]:
    """When backups of this home were made, oldest first."""
    with ledger.reading() as session:
        return list(session.scalars(select(AuditRow.at).where(AuditRow.what == MADE).order_by(AuditRow.seq)))


def dated_name(now: datetime) -> str:
    """The name of a backup that was given none: when it was made, UTC."""
    return f"second-floor-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{ENDING}"


def _free_name(target: Path | None, home: Path, now: datetime) -> Path:
    """The file to write. Raises OwnerError where it exists, lies inside the home, or cannot be made there."""
    chosen = target.expanduser().resolve() if target else backups_folder(home)
    if target is None or chosen.is_dir():
        file = chosen / dated_name(now)
    else:
        # Without its ending nobody knows later what it is, nor does the machine.
        file = chosen if chosen.suffix.lower() == ENDING else chosen.with_name(chosen.name + ENDING)
    if home in file.parents:
        raise OwnerError(
            "backup_inside",
            Text(msg="A backup inside the home folder would be lost together with it."),
            Text(msg="Choose a place outside {folder}.", args={"folder": str(home)}),
        )
    if file.exists():
        raise OwnerError(
            "backup_exists",
            Text(msg="There is a file {file} already.", args={"file": str(file)}),
            Text(msg="Choose another name; a backup never overwrites one."),
        )
    require_writable(file.parent)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return file


def _manifest(home: Path, folder: Path, now: datetime, *, with_key: bool) -> Manifest:
    kept = (*DATABASES, SETTINGS_FILE, *(KEYS if with_key else ()))
    names = [(folder, name) for name in kept if (folder / name).is_file()]
    pictures = sorted(
        path
        for folder in PICTURES
        for path in (home / folder).rglob("*")
        if path.is_file() and not path.is_symlink()
    )
    names += [(home, path.relative_to(home).as_posix()) for path in pictures]
    with closing(duckdb.connect(str(folder / WAREHOUSE_FILE), read_only=True)) as warehouse:
        migrations, shops = warehouse_content(warehouse)
    revision, lines = ledger_content(folder / LEDGER_FILE)
    return Manifest(
        format=FORMAT,
        product=product_version(),
        made_at=now,
        with_key=with_key,
        warehouse_migrations=migrations,
        ledger_revision=revision,
        audit_lines=lines,
        shops=shops,
        members=tuple(member_of(place, name) for place, name in names),
    )


def warehouse_content(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[tuple[str, ...], tuple[ShopContent, ...]]:
    """The migrations that a warehouse went through, and what it holds of each shop."""
    migrations = tuple(
        row[0] for row in connection.execute("SELECT name FROM migration ORDER BY name").fetchall()
    )
    counts = {
        table: dict(connection.execute(f"SELECT shop_id, count(*) FROM {table} GROUP BY shop_id").fetchall())
        for table in COUNTED
    }
    shops = connection.execute("SELECT shop_id, name FROM shop ORDER BY made_at, shop_id").fetchall()
    return migrations, tuple(
        ShopContent(id=row[0], name=row[1], rows={table: counts[table].get(row[0], 0) for table in COUNTED})
        for row in shops
    )


def ledger_content(path: Path) -> tuple[str, int]:
    """The ledger's revision, and how many lines its audit trail has."""
    with closing(connect(path)) as connection:
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        lines = connection.execute("SELECT count(*) FROM audit").fetchone()
    return str(revision[0]), int(lines[0])


def product_version() -> str:
    """The installed version, or "source" when run from a checkout."""
    try:
        return version("second-floor")
    except PackageNotFoundError:
        return "source"
