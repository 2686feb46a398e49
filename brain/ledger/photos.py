"""Customers' photos as they are known: who agreed, what was made of them, and what may be sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from brain.ledger.photo_tables import BarredPhotoRow, CollageRow, PhotoRow
from brain.ledger.tables import ExecutionRow, PostRow


def photos_of(session: Session, shop: str) -> list[PhotoRow]:
    """Every photo of a shop, the newest first."""
    query = select(PhotoRow).where(PhotoRow.shop == shop)
    return list(session.scalars(query.order_by(PhotoRow.brought_at.desc(), PhotoRow.name, PhotoRow.id)))


def has_photos(session: Session, shop: str) -> bool:
    """Whether the shop has any."""
    return session.scalars(select(PhotoRow.id).where(PhotoRow.shop == shop).limit(1)).first() is not None


def find_photo(session: Session, shop: str, photo: str) -> PhotoRow | None:
    """The photo with this id."""
    return session.get(PhotoRow, (shop, photo))


def known_prints(session: Session, shop: str) -> set[str]:
    """The fingerprints of all photos that are kept, as they came and as they are kept."""
    rows = session.execute(select(PhotoRow.id, PhotoRow.origin).where(PhotoRow.shop == shop))
    return {print_ for row in rows for print_ in row}


def barred_prints(session: Session, shop: str) -> set[str]:
    """The fingerprints of photos that must not come back."""
    return set(session.scalars(select(BarredPhotoRow.sha256).where(BarredPhotoRow.shop == shop)))


def bar_photos(session: Session, shop: str, prints: Iterable[str]) -> None:
    """Keep these files out from now on."""
    for one in {*prints} - barred_prints(session, shop):
        session.add(BarredPhotoRow(shop=shop, sha256=one))


def drop_photos(session: Session, shop: str, photos: Collection[str]) -> None:
    """Take photos out of the ledger; their files are somebody else's."""
    session.execute(delete(PhotoRow).where(PhotoRow.shop == shop, PhotoRow.id.in_(list(photos))))


def add_collage(
    session: Session, shop: str, card: str, path: str, photos: Sequence[str], now: datetime
) -> None:
    """Note of which photos a picture is made. Made again after it was taken away, it is there again."""
    row = session.get(CollageRow, path)
    if row is None:
        session.add(CollageRow(path=path, shop=shop, card=card, photos=list(photos), made_at=now))
    else:
        row.photos, row.removed_at = list(photos), None


def collages_of(session: Session, shop: str) -> list[CollageRow]:
    """Every picture of the shop that was made of photos and is still there."""
    query = select(CollageRow).where(CollageRow.shop == shop, CollageRow.removed_at.is_(None))
    return list(session.scalars(query.order_by(CollageRow.path)))


def collage_at(session: Session, path: str) -> CollageRow | None:
    """What is known of the picture at this path; None for a drawn poster."""
    return session.get(CollageRow, path) if path else None


def may_go(session: Session, path: str) -> bool:
    """Whether a picture may leave the house: drawn posters always, one of photos while every customer agrees."""
    row = collage_at(session, path)
    if row is None:
        return True
    if row.removed_at is not None:
        return False
    found = (find_photo(session, row.shop, photo) for photo in row.photos)
    return all(photo is not None and photo.may_be_shown for photo in found)


def sent_with(session: Session, shop: str, paths: Collection[str]) -> int:
    """How many posts are out that carry one of these pictures."""
    query = select(PostRow.id).where(PostRow.shop == shop, PostRow.picture.in_(list(paths)))
    return len(session.scalars(query).all())


def pictures_in_use(session: Session, shop: str) -> set[str]:
    """The paths of pictures that an execution or a post names."""
    found = session.scalars(select(ExecutionRow.picture).where(ExecutionRow.shop == shop))
    return {*found, *session.scalars(select(PostRow.picture).where(PostRow.shop == shop))}
