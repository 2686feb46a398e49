"""Photos go: at the owner's word, with the import they came by, with age, or because their customer is to be forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.facts.review_pictures import pictures_of_customer
from brain.ledger.cards import replace_card, to_card
from brain.ledger.photo_tables import CollageRow, PhotoRow
from brain.ledger.photos import bar_photos, collages_of, drop_photos, photos_of, sent_with
from brain.ledger.tables import CardRow
from brain.photos.album import Album, turn
from brain.photos.following import cards_follow
from brain.photos.matching import named_by
from cards.opportunity.model import OpportunityCard


def remove(album: Album, photos: Collection[str], now: datetime, *, bar: bool = False) -> int:
    """Delete these photos, and every picture that was made with one of them; how many posts are out that carried one.

    `bar`: the same files are not kept again. Files go before rows, so that a process that is killed goes on where it
    stopped.
    """
    gone = set(photos)
    if not gone:
        return 0
    with turn:
        with album.ledger.session() as session:
            rows = [row for row in photos_of(session, album.shop) if row.id in gone]
            if bar:
                bar_photos(session, album.shop, [print_ for row in rows for print_ in (row.id, row.origin)])
            touched = [row for row in collages_of(session, album.shop) if gone & set(row.photos)]
            out = sent_with(session, album.shop, [row.path for row in touched])
        for collage in touched:
            (album.home / collage.path).unlink(missing_ok=True)
        for photo in gone:
            album.take_away(photo)
        with album.ledger.session() as session:
            _forget_in_collages(session, album.shop, gone, now)
            _forget_on_cards(session, album.shop, gone)
            drop_photos(session, album.shop, gone)
        cards_follow(album, now)
    return out


def photos_of_customer(album: Album, key: str) -> list[str]:
    """The photos of one customer: matched now or once, or named by any version of a review of theirs and nobody else's."""
    named = pictures_of_customer(album.warehouse, album.shop, key)
    with album.ledger.reading() as session:
        rows = photos_of(session, album.shop)
    meant = named_by({row.id: row.name for row in rows if row.customer_key in ("", key)}, named)
    return [row.id for row in rows if row.customer_key == key or row.id in meant]


def photos_of_batch(album: Album, batch: str) -> list[str]:
    """The photos that came by one import and are still here."""
    with album.ledger.reading() as session:
        query = select(PhotoRow.id).where(PhotoRow.shop == album.shop, PhotoRow.batch == batch)
        return list(session.scalars(query))


def photos_before(album: Album, instant: datetime) -> list[str]:
    """The photos that came before an instant."""
    with album.ledger.reading() as session:
        return [row.id for row in photos_of(session, album.shop) if row.brought_at < instant]


def _forget_in_collages(session: Session, shop: str, gone: set[str], now: datetime) -> None:
    for row in session.scalars(select(CollageRow).where(CollageRow.shop == shop)):
        if gone & set(row.photos):
            row.photos = [photo for photo in row.photos if photo not in gone]
            row.removed_at = row.removed_at or now


def _forget_on_cards(session: Session, shop: str, gone: set[str]) -> None:
    """Cards that are out remember no photo that is gone; the others are brought into line by `cards_follow`."""
    ids = {row.card for row in session.scalars(select(CollageRow).where(CollageRow.shop == shop))}
    for card_id in ids:
        row = session.get(CardRow, card_id)
        card = to_card(row) if row is not None else None
        if isinstance(card, OpportunityCard) and gone & set(card.proposal.photos):
            kept = tuple(photo for photo in card.proposal.photos if photo not in gone)
            proposal = card.proposal.model_copy(update={"photos": kept})
            replace_card(session, card.model_copy(update={"proposal": proposal}))
