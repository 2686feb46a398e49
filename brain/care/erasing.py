"""How a place is emptied of a customer: rows taken out, rows kept as nobody's, words that give way to one word.

Each can be run again at any time: what is gone already counts zero.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.care.places import remove_tree
from brain.care.quarantined import rows_of
from brain.care.subject import Subject
from brain.facts.warehouse.batches import bump_version
from brain.kernel.i18n import N_
from brain.ledger.tables import Base
from brain.parts import Parts
from brain.photos.album import Album
from brain.photos.removing import photos_of_customer, remove

UPLOADS = "uploads"
ONE_TURN = 500
"""Rows of the ledger that are changed in one transaction, so that nobody else waits long."""


class Eraser(Protocol):
    """One place. `name` is stable for machines, `label` a msgid that says what its count counts."""

    @property
    def name(self) -> str:
        """What the certificate calls it."""
        ...

    @property
    def label(self) -> str:
        """What the owner reads."""
        ...

    def count(self, parts: Parts, subject: Subject) -> int:
        """How much there is of the customer."""
        ...

    def erase(self, parts: Parts, subject: Subject) -> None:
        """Take it away, in transactions that are each whole."""
        ...


@dataclass(frozen=True)
class WarehouseRows:
    """Rows of one warehouse table, all versions: taken out, or with `setting` kept as nobody's."""

    name: str
    label: str
    table: str
    setting: str = ""
    where: str = "customer_key = $key"

    def count(self, parts: Parts, subject: Subject) -> int:
        """Rows of the shop that fit."""
        with parts.warehouse.cursor() as cursor:
            row = cursor.execute(
                f"SELECT count(*) FROM {self.table} WHERE shop_id = $shop AND {self.where}", _named(subject)
            ).fetchone()
        return int(row[0]) if row else 0

    def erase(self, parts: Parts, subject: Subject) -> None:
        """One transaction; the shop's data version counts up with it."""
        change = f"UPDATE {self.table} SET {self.setting}" if self.setting else f"DELETE FROM {self.table}"
        with parts.warehouse.writing() as cursor:
            cursor.execute(f"{change} WHERE shop_id = $shop AND {self.where}", _named(subject))
            bump_version(cursor, subject.shop_id)


@dataclass(frozen=True)
class QuarantinedRows:
    """Rows that an import left out and that are the customer's, known by their sealed cells or by what is readable."""

    name: str = "quarantine"
    label: str = N_("rows left out of imports")

    def count(self, parts: Parts, subject: Subject) -> int:
        """Rows that are the customer's."""
        return len(rows_of(parts.warehouse, parts.contacts, subject))

    def erase(self, parts: Parts, subject: Subject) -> None:
        """One transaction for all of them."""
        found = rows_of(parts.warehouse, parts.contacts, subject)
        with parts.warehouse.writing() as cursor:
            for batch_id, row_no in found:
                cursor.execute(
                    "DELETE FROM quarantine WHERE shop_id = ? AND batch_id = ? AND row_no = ?",
                    [subject.shop_id, batch_id, row_no],
                )


@dataclass(frozen=True)
class LedgerRows:
    """Rows of the ledger that are taken out whole. `chosen` finds their primary keys."""

    name: str
    label: str
    table: type[Base]
    chosen: Callable[[Session, Subject], list[tuple[Any, ...]]]

    def count(self, parts: Parts, subject: Subject) -> int:
        """Rows that fit."""
        with parts.ledger.reading() as session:
            return len(self.chosen(session, subject))

    def erase(self, parts: Parts, subject: Subject) -> None:
        """In turns of `ONE_TURN` rows."""
        with parts.ledger.reading() as session:
            found = self.chosen(session, subject)
        for start in range(0, len(found), ONE_TURN):
            with parts.ledger.session() as session:
                for name in found[start : start + ONE_TURN]:
                    row = session.get(self.table, name)
                    if row is not None:
                        session.delete(row)


@dataclass(frozen=True)
class LedgerWords:
    """Columns of the ledger whose rows stay: the customer's pieces in their text give way to one word.

    `key_only`: what a program wrote; there the customer can stand as the key alone, and a name is somebody else's.
    """

    name: str
    label: str
    table: type[Base]
    columns: tuple[str, ...]
    key_only: bool = False
    of_shop: Callable[[str], Any] = field(default=lambda shop: True)

    def count(self, parts: Parts, subject: Subject) -> int:
        """Rows in which the customer is named."""
        with parts.ledger.reading() as session:
            return len(self._found(session, subject))

    def erase(self, parts: Parts, subject: Subject) -> None:
        """In turns of `ONE_TURN` rows."""
        with parts.ledger.reading() as session:
            found = self._found(session, subject)
        for start in range(0, len(found), ONE_TURN):
            with parts.ledger.session() as session:
                for name in found[start : start + ONE_TURN]:
                    row = session.get(self.table, name)
                    for column in self.columns:
                        if row is not None:
                            setattr(row, column, redacted(getattr(row, column), self._seen(subject)))

    def _found(self, session: Session, subject: Subject) -> list[tuple[Any, ...]]:
        seen = self._seen(subject)
        rows = session.scalars(select(self.table).where(self.of_shop(subject.shop_id)))
        return [
            name_of(row)
            for row in rows.yield_per(ONE_TURN)
            if any(seen.is_in(as_words(getattr(row, column))) for column in self.columns)
        ]

    def _seen(self, subject: Subject) -> Subject:
        return Subject(subject.shop_id, subject.key) if self.key_only else subject


@dataclass(frozen=True)
class WaitingUploads:
    """Files that somebody uploaded and has not loaded yet: whose they are cannot be told, so all of them go.

    The page that shows one writes it again.
    """

    name: str = "uploads"
    label: str = N_("uploaded files that were not loaded")

    def count(self, parts: Parts, subject: Subject) -> int:
        """Files, of whichever shop."""
        return sum(path.is_file() for path in (parts.settings.home / UPLOADS).rglob("*"))

    def erase(self, parts: Parts, subject: Subject) -> None:
        """The whole folder."""
        remove_tree(parts.settings.home / UPLOADS)


@dataclass(frozen=True)
class CustomerPhotos:
    """The customer's photos and every picture made with one; the same files are not kept again."""

    name: str = "photo"
    label: str = N_("photos, with every picture made of them")

    def count(self, parts: Parts, subject: Subject) -> int:
        """Photos."""
        return len(photos_of_customer(self._album(parts, subject), subject.key))

    def erase(self, parts: Parts, subject: Subject) -> None:
        """Files first, then what is known of them; cards that are not out yet get another picture."""
        album = self._album(parts, subject)
        remove(album, photos_of_customer(album, subject.key), parts.clock.now(), bar=True)

    def _album(self, parts: Parts, subject: Subject) -> Album:
        return Album(parts.ledger, parts.warehouse, parts.settings.home, subject.shop_id)


def as_words(value: Any) -> str:
    """A stored text or JSON value as text to look through."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def redacted(value: Any, subject: Subject) -> Any:
    """The same value with the customer's pieces replaced in every text of it, names of fields included."""
    if isinstance(value, str):
        return subject.redacted(value)
    if isinstance(value, dict):
        return {subject.redacted(key): redacted(inner, subject) for key, inner in value.items()}
    if isinstance(value, list):
        return [redacted(inner, subject) for inner in value]
    return value


def _named(subject: Subject) -> dict[str, str]:
    return {"shop": subject.shop_id, "key": subject.key}


def name_of(row: Base) -> tuple[Any, ...]:
    """The primary key of a row of the ledger."""
    return tuple(getattr(row, str(column.key)) for column in type(row).__mapper__.primary_key)
