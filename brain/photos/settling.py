"""Photos follow the facts: which review names each, and whether its customer still agrees. Cards follow the photos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from brain.facts.review_pictures import ReviewPictures, review_pictures
from brain.ledger.photo_tables import PhotoRow
from brain.ledger.photos import collages_of, has_photos, photos_of
from brain.photos.album import Album, turn
from brain.photos.following import cards_follow
from brain.photos.matching import match


def settle(album: Album, now: datetime) -> int:
    """Match all photos anew and bring the cards into line; how many cards changed. A shop without photos costs a glance."""
    with turn:
        with album.ledger.reading() as session:
            if not has_photos(session, album.shop) and not collages_of(session, album.shop):
                return 0
        version = _version(album)
        reviews = review_pictures(album.warehouse, album.shop)
        with album.ledger.session() as session:
            rows = photos_of(session, album.shop)
            found = match({row.id: row.name for row in rows}, reviews)
            for row in rows:
                _heed(row, found)
        changed = cards_follow(album, now)
        # Last: a process that is killed before has not settled, and does it again.
        with album.ledger.session() as session:
            for row in photos_of(session, album.shop):
                row.version = version
        return changed


def settle_if_due(album: Album, now: datetime) -> int:
    """The same, unless nothing changed since the last time."""
    with album.ledger.reading() as session:
        due = _is_due(session, album)
    return settle(album, now) if due else 0


def _is_due(session: Session, album: Album) -> bool:
    rows = photos_of(session, album.shop) if has_photos(session, album.shop) else []
    shown = {row.id for row in rows if row.may_be_shown}
    if any(not shown.issuperset(one.photos) for one in collages_of(session, album.shop)):
        return True
    return bool(rows) and any(row.version != _version(album) for row in rows)


def _heed(row: PhotoRow, found: Mapping[str, ReviewPictures]) -> None:
    """Write down what the review says; without one the customer's key stays, so that forgetting still finds the photo."""
    review = found.get(row.id)
    if review is None:
        row.review, row.product, row.agreed = "", "", None
        return
    row.review, row.product, row.agreed = review.review, review.product, review.agreed
    row.customer_key = review.customer_key or row.customer_key


def _version(album: Album) -> int:
    with album.warehouse.cursor() as cursor:
        row = cursor.execute("SELECT version FROM data_version WHERE shop_id = ?", [album.shop]).fetchone()
    return int(row[0]) if row else 0
