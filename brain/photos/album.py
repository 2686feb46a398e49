"""One shop's photos in the home: where their files lie, and the few things that everybody does with them."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from brain.facts.keyring import sync_folder
from brain.facts.warehouse.engine import Warehouse
from brain.ledger.store import Ledger

FOLDER = "photos"
PICTURES = "posters"
"""Where pictures lie that go with posts, drawn ones and those made of photos."""
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700

turn = threading.RLock()
"""Photos come in, go out and are put into pictures one at a time: a file without its row would be taken for waste."""


@dataclass(frozen=True)
class Album:
    """The photos of one shop. `home` is the home folder, which paths are relative to."""

    ledger: Ledger
    warehouse: Warehouse
    home: Path
    shop: str

    @property
    def folder(self) -> Path:
        """Where the photos lie."""
        return self.home / FOLDER / self.shop

    def path(self, photo: str, *, small: bool = False) -> str:
        """A photo's path under the home folder; `small` is the square of its middle."""
        return f"{FOLDER}/{self.shop}/{photo}{'-small' if small else ''}.jpg"

    def file(self, photo: str, *, small: bool = False) -> Path:
        """A photo on disk."""
        return self.home / self.path(photo, small=small)

    def put(self, photo: str, content: bytes, *, small: bool = False) -> None:
        """Write a photo, readable by the home's owner only, whole or not at all."""
        target = self.file(photo, small=small)
        target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.part")
        half.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
        sync_folder(target.parent)

    def take_away(self, photo: str) -> None:
        """Remove a photo's files; those that are gone already are fine."""
        for small in (False, True):
            self.file(photo, small=small).unlink(missing_ok=True)

    def sweep(self, kept: set[str]) -> None:
        """Remove files of photos that the ledger does not know: a process that was killed left them."""
        if not self.folder.is_dir():
            return
        wanted = {self.file(photo, small=small).name for photo in kept for small in (False, True)}
        for file in self.folder.iterdir():
            if file.name not in wanted:
                file.unlink(missing_ok=True)
