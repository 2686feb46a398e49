"""`restore`: a backup becomes the home, after everything in it was checked; what was the home before is kept aside."""

from __future__ import annotations

import hmac
import os
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
from alembic.config import Config
from alembic.script import ScriptDirectory
from pydantic import AwareDatetime, BaseModel, ConfigDict

from brain.care.archive import Manifest, ShopContent
from brain.care.backup import COUNTED, warehouse_content
from brain.care.forget import forget
from brain.care.held_posts import hold_posts
from brain.care.opening import damaged, newer, opened_archive, unpack
from brain.care.places import (
    KEYS,
    LEDGER_FILE,
    WAREHOUSE_FILE,
    put,
    require_writable,
    room_on_disk,
    workplace,
)
from brain.care.subject import described, is_known, sealed_contacts
from brain.care.swapping import swap_in
from brain.facts.contacts import KEY_FILE, ContactBook, load_or_make_key
from brain.facts.keyring import load_keyring
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.rebuilding import entrance, held
from brain.facts.warehouse.schema import MIGRATIONS
from brain.facts.warehouse.shops import list_shops
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import Text
from brain.kernel.settings import load_settings
from brain.ledger import audit
from brain.ledger.store import MIGRATIONS as LEDGER_MIGRATIONS
from brain.ledger.store import Ledger, sqlite_url
from brain.parts import Parts

RESTORED = "backup.restored"
WHO = "restore"


class Restored(BaseModel):
    """What the home holds now. `aside` is where the old home went, empty where there was none.

    `held_posts` were due since the backup: whether they went out is asked before they are sent. `forgotten` customers
    were forgotten in the old home and are forgotten in this one too.
    """

    model_config = ConfigDict(frozen=True)

    home: str
    made_at: AwareDatetime
    aside: str
    shops: tuple[ShopContent, ...]
    held_posts: int
    forgotten: int
    contacts_open: bool
    audit_whole: bool


@dataclass(frozen=True)
class _OldHome:
    """What the old home has that an older backup lacks."""

    keys: dict[str, bytes]
    forgotten: tuple[tuple[str, str], ...]


def restore_backup(home: Path, file: Path, clock: Clock, *, replace: bool = False) -> Restored:
    """Check a backup and put it in the place of `home`, in one step where the file system can do that.

    Raises OwnerError, with the home as it was: no backup, damaged, newer than the program; a home that is not empty
    without `replace`, that a running app holds (Busy), or that is a mount point; a full disk.
    """
    home, file = home.expanduser().resolve(), file.expanduser().resolve()
    _check_place(home, replace=replace)
    aside = home.with_name(f"{home.name}.before-{clock.now():%Y%m%dT%H%M%SZ}")
    with ExitStack() as until_swapped, room_on_disk():
        archive, manifest = until_swapped.enter_context(opened_archive(file))
        _refuse_newer(manifest, file.name)
        old = _old_home(home)
        if (home / WAREHOUSE_FILE).exists():
            until_swapped.enter_context(held(home / WAREHOUSE_FILE))
        fresh = until_swapped.enter_context(workplace(home.parent, f"{home.name}.restore")) / "home"
        fresh.mkdir(mode=0o700)
        unpack(archive, manifest, fresh, file.name)
        report = _made_ready(fresh, manifest, old, clock, file.name)
        if home.exists() and not any(home.iterdir()):
            home.rmdir()
        had_one = home.exists()
        if had_one:
            until_swapped.enter_context(entrance(home, alone=True))
        swap_in(fresh, home, aside)
    return report.model_copy(update={"home": str(home), "aside": str(aside) if had_one else ""})


def _check_place(home: Path, *, replace: bool) -> None:
    if os.path.ismount(home):
        raise Refused(
            "home_is_mounted",
            Text(
                msg="{folder} is a disk of its own and cannot be exchanged as a whole.",
                args={"folder": str(home)},
            ),
            Text(msg="Restore into a new folder inside it and set SECOND_FLOOR_HOME to that."),
        )
    if home.exists() and not home.is_dir():
        raise Refused(
            "home_is_no_folder",
            Text(msg="{folder} is not a folder.", args={"folder": str(home)}),
            Text(msg="Name the home folder with --home."),
        )
    require_writable(home.parent)
    if not replace and home.exists() and any(home.iterdir()):
        raise Refused(
            "home_not_empty",
            Text(msg="The home folder {folder} is not empty.", args={"folder": str(home)}),
            Text(msg="Restore into an empty one, or add --replace: what is there is then kept beside it."),
        )


def _refuse_newer(manifest: Manifest, file_name: str) -> None:
    """Migrations that this program does not know were made by one that comes after it."""
    known = {name for name, _ in MIGRATIONS}
    config = Config()
    config.set_main_option("script_location", str(LEDGER_MIGRATIONS).replace("%", "%%"))
    revisions = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not set(manifest.warehouse_migrations) <= known or manifest.ledger_revision not in revisions:
        raise newer(file_name, manifest.product)


def _old_home(home: Path) -> _OldHome:
    """Keys and forgotten customers of the home that is to be replaced; a damaged one has none to tell of.

    Raises Busy when an app holds it.
    """
    keys = {name: (home / name).read_bytes() for name in KEYS if (home / name).is_file()}
    forgotten: list[tuple[str, str]] = []
    path = home / WAREHOUSE_FILE
    if path.exists():
        with (
            held(path),
            suppress(duckdb.Error),
            closing(duckdb.connect(str(path), read_only=True)) as old,
        ):
            forgotten = old.execute("SELECT shop_id, customer_key FROM forgotten_customer").fetchall()
    return _OldHome(keys, tuple((row[0], row[1]) for row in forgotten))


def _made_ready(fresh: Path, manifest: Manifest, old: _OldHome, clock: Clock, file_name: str) -> Restored:
    """Open the unpacked home, compare it with its manifest, and do what has to be done before it may be used."""
    _compare(fresh / WAREHOUSE_FILE, manifest, file_name)
    if not manifest.with_key:
        for name, content in old.keys.items():
            put(fresh / name, content)
    with ExitStack() as opened:
        parts = _open(fresh, clock, opened)
        whole = _check_ledger(parts.ledger, manifest, file_name)
        held = hold_posts(parts)
        forgotten = _forget_again(parts, old)
        with parts.ledger.session() as session:
            audit.record(
                session, shop="", at=clock.now(), who=WHO, what=RESTORED, subject=file_name[:80],
                detail={"made_at": manifest.made_at.isoformat(), "held_posts": held},
            )  # fmt: skip
        contacts_open = _contacts_open(parts)
    return Restored(
        home="",
        made_at=manifest.made_at,
        aside="",
        shops=manifest.shops,
        held_posts=held,
        forgotten=forgotten,
        contacts_open=contacts_open,
        audit_whole=whole,
    )


def _open(fresh: Path, clock: Clock, opened: ExitStack) -> Parts:
    """The parts of the unpacked home, closed with `opened`; missing migrations are run."""
    key = load_or_make_key(fresh) if (fresh / KEY_FILE).exists() else b""
    warehouse = Warehouse(fresh / WAREHOUSE_FILE)
    opened.callback(warehouse.close)
    ledger = Ledger(sqlite_url(fresh / LEDGER_FILE))
    opened.callback(ledger.close)
    return Parts(
        settings=load_settings(fresh),
        clock=clock,
        warehouse=warehouse,
        ledger=ledger,
        contacts=ContactBook(key, load_keyring(fresh, key)),
        webhook_secret="",
    )


def _compare(path: Path, manifest: Manifest, file_name: str) -> None:
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as warehouse:
            found = warehouse_content(warehouse)
    except duckdb.Error as error:
        raise damaged(file_name) from error
    tables = dict.fromkeys(COUNTED, 0)
    promised = tuple(shop.model_copy(update={"rows": {**tables, **shop.rows}}) for shop in manifest.shops)
    if found != (manifest.warehouse_migrations, promised):
        raise damaged(file_name)


def _check_ledger(ledger: Ledger, manifest: Manifest, file_name: str) -> bool:
    """Whether the audit trail is whole. A shortened one is no backup; a changed one was changed before the backup."""
    with ledger.reading() as session:
        if audit.length(session) != manifest.audit_lines:
            raise damaged(file_name)
        return audit.broken_at(session) is None


def _contacts_open(parts: Parts) -> bool:
    """Whether the contacts of every shop can be opened with the keys that are here."""
    try:
        for shop in list_shops(parts.warehouse):
            next(iter(sealed_contacts(parts.warehouse, parts.contacts, shop.id)), None)
    except OwnerError:
        return False
    return True


def _forget_again(parts: Parts, old: _OldHome) -> int:
    """Customers who asked to be forgotten after the backup was made do not come back with it; how many they are."""
    key = old.keys.get(KEY_FILE, b"")
    here = parts.settings.home / KEY_FILE
    if not here.exists() or not hmac.compare_digest(key, here.read_bytes()):
        # Another home's hashes name other customers.
        return 0
    shops = {shop.id: shop for shop in list_shops(parts.warehouse)}
    again = [
        (shops[shop_id], described(parts.warehouse, parts.contacts, shops[shop_id], customer_key))
        for shop_id, customer_key in old.forgotten
        if shop_id in shops
        and is_known(parts.warehouse, shop_id, customer_key)
        and not _barred(parts, shop_id, customer_key)
    ]
    if again:
        forget(parts, WHO, again)
    return len(again)


def _barred(parts: Parts, shop_id: str, customer_key: str) -> bool:
    with parts.warehouse.cursor() as cursor:
        return (
            cursor.execute(
                "SELECT 1 FROM forgotten_customer WHERE shop_id = ? AND customer_key = ?",
                [shop_id, customer_key],
            ).fetchone()
            is not None
        )
