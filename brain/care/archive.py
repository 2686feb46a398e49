"""The form of a backup: a zip file whose first member, `manifest.json`, names, measures and fingerprints all others."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from brain.care.places import PRIVATE_FILE
from brain.facts.keyring import sync_folder

FORMAT = 1
"""Counts up when an older program could no longer read what is written."""
MANIFEST = "manifest.json"
BLOCK = 1 << 20
MOST_MANIFEST_BYTES = 16 << 20


class Member(BaseModel):
    """A file of the home, by its path under the home folder."""

    model_config = ConfigDict(frozen=True)

    name: str
    size: int = Field(ge=0)
    sha256: str


class ShopContent(BaseModel):
    """A shop and how many rows of each table of the warehouse are its own."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    rows: dict[str, int]


class ManifestHead(BaseModel):
    """What every format there will ever be says of itself, so that an older program can tell a newer one."""

    model_config = ConfigDict(frozen=True)

    format: int
    product: str = "?"


class Manifest(BaseModel):
    """What a backup holds. `made_at` is the moment that all of it was seen at, UTC."""

    model_config = ConfigDict(frozen=True)

    format: int
    product: str
    made_at: AwareDatetime
    with_key: bool
    warehouse_migrations: tuple[str, ...]
    ledger_revision: str
    audit_lines: int
    shops: tuple[ShopContent, ...]
    members: tuple[Member, ...]


def member_of(folder: Path, name: str) -> Member:
    """The member that the file `folder/name` becomes."""
    with (folder / name).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Member(name=name, size=(folder / name).stat().st_size, sha256=digest)


def write_archive(target: Path, manifest: Manifest, folders: Sequence[Path], workplace: Path) -> int:
    """Pack the manifest's members, each from the first folder that has it; the archive's size in bytes.

    Written in `workplace` (on the same disk) and renamed to `target` when it is whole and on the disk, readable by its
    owner only.
    """
    half = workplace / "archive"
    try:
        descriptor = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "w+b") as file:
            # Level 1: databases pack to a third either way, and the rest of the time is better spent.
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(_entry(MANIFEST, manifest.made_at), manifest.model_dump_json(indent=1))
                for member in manifest.members:
                    _pack(archive, member, folders, manifest.made_at)
            file.flush()
            os.fsync(file.fileno())
        # Renamed, not linked: sticks and memory cards know no links.
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    sync_folder(target.parent)
    return target.stat().st_size


def _pack(archive: zipfile.ZipFile, member: Member, folders: Sequence[Path], at: datetime) -> None:
    source = next(folder / member.name for folder in folders if (folder / member.name).is_file())
    with source.open("rb") as file, archive.open(_entry(member.name, at), "w", force_zip64=True) as packed:
        while block := file.read(BLOCK):
            packed.write(block)


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    entry.external_attr = PRIVATE_FILE << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
