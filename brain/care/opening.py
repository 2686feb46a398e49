"""Opening a backup: nothing in it is believed before it was checked."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from brain.care.archive import BLOCK, FORMAT, MANIFEST, MOST_MANIFEST_BYTES, Manifest, ManifestHead, Member
from brain.care.places import (
    DATABASES,
    KEYS,
    LEDGER_FILE,
    PICTURES,
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    SETTINGS_FILE,
    WAREHOUSE_FILE,
)
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import Text

NAMES = frozenset({*DATABASES, *KEYS, SETTINGS_FILE})
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@contextmanager
def opened_archive(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive with its manifest, both checked as far as that goes without unpacking.

    Raises OwnerError for anything that is no backup, was cut short, or was made by a newer program.
    """
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise OwnerError(
            "no_file",
            Text(msg="There is no file {file}.", args={"file": str(file)}),
            Text(msg="Check its name and folder."),
        ) from error
    except (*BROKEN, OSError) as error:
        raise damaged(file.name) from error
    with archive:
        manifest = _manifest(archive, file.name)
        _check_names(archive, manifest, file.name)
        yield archive, manifest


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path, file_name: str) -> None:
    """Write every member into `folder`, each checked against the manifest. Raises OwnerError for any difference."""
    for member in manifest.members:
        target = folder.joinpath(*PurePosixPath(member.name).parts)
        target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        try:
            same = _write(archive, member, target)
        except BROKEN as error:
            raise damaged(file_name) from error
        if not same:
            raise damaged(file_name)


def damaged(file_name: str) -> OwnerError:
    """The file is no backup, or no longer the one that was written."""
    return OwnerError(
        "backup_damaged",
        Text(msg="{file} is not a whole backup of Second Floor.", args={"file": file_name}),
        Text(msg="Copy it once more from where it was kept, or use another one."),
    )


def newer(file_name: str, product: str) -> Refused:
    """An older program would lose what it does not know."""
    return Refused(
        "backup_newer",
        Text(
            msg="{file} was made by a newer version of the program ({version}).",
            args={"file": file_name, "version": product},
        ),
        Text(msg="Update the program first."),
    )


def _manifest(archive: zipfile.ZipFile, file_name: str) -> Manifest:
    try:
        entry = archive.getinfo(MANIFEST)
        if entry.file_size > MOST_MANIFEST_BYTES:
            raise damaged(file_name)
        raw = archive.read(entry)
        head = ManifestHead.model_validate_json(raw)
        if head.format > FORMAT:
            raise newer(file_name, head.product)
        return Manifest.model_validate_json(raw)
    except (KeyError, ValidationError, *BROKEN) as error:
        raise damaged(file_name) from error


def _check_names(archive: zipfile.ZipFile, manifest: Manifest, file_name: str) -> None:
    """Exactly the files that the manifest names, and none that would land outside the home."""
    entries = archive.infolist()
    promised = [MANIFEST, *(member.name for member in manifest.members)]
    whole = sorted(entry.filename for entry in entries) == sorted(promised) == sorted(set(promised))
    plain = all(stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG) for entry in entries)
    needed = {WAREHOUSE_FILE, LEDGER_FILE} <= set(promised)
    if not (whole and plain and needed and all(_allowed(member.name) for member in manifest.members)):
        raise damaged(file_name)


def _allowed(name: str) -> bool:
    parts = name.split("/")
    inside = all(part not in ("", ".", "..") for part in parts) and not set(name) & set("\\\0:")
    return inside and (name in NAMES or (len(parts) > 1 and parts[0] in PICTURES))


def _write(archive: zipfile.ZipFile, member: Member, target: Path) -> bool:
    """Whether the member has the size and fingerprint that was promised; it is never written longer than that."""
    digest, left = hashlib.sha256(), member.size
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file, archive.open(member.name) as packed:
        while block := packed.read(BLOCK):
            left -= len(block)
            if left < 0:
                return False
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return left == 0 and digest.hexdigest() == member.sha256
