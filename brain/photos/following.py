"""Cards that are not out yet follow the photos: their pictures are made, made anew without one, or taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.content.posters import make_collage, read_spec
from brain.kernel.errors import OwnerError
from brain.ledger.cards import replace_card, to_card
from brain.ledger.photo_tables import PhotoRow
from brain.ledger.photos import add_collage, collage_at, collages_of, photos_of, pictures_in_use
from brain.ledger.tables import CardRow, ExecutionRow
from brain.photos.album import PICTURES, Album
from brain.photos.choosing import choose
from cards.alert.model import AlertCard
from cards.kinds import AnyCard
from cards.model import Variant
from cards.opportunity.model import OpportunityCard
from cards.states import State

FREE = (State.PROPOSED, State.SNOOZED)
"""Nobody has said yes: new photos may come in."""
DECIDED = (State.ACCEPTED, State.SCHEDULED, State.FAILED)
"""The owner said yes to what was seen: photos only go."""
OVER = (State.DISMISSED, State.EXPIRED, State.CANCELLED, State.DONE, State.REVIEWED, State.UNDONE)
SHOWS_PHOTOS = "photo_to_share"
"""The detector whose card shows the photos themselves."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Made:
    """A picture of photos: the card and voice it is for, its path under the home folder, and its photos."""

    card: str
    path: str
    photos: tuple[str, ...]


def cards_follow(album: Album, now: datetime) -> int:
    """Bring every card that is not out yet into line; returns how many changed. Pictures that may not be shown are gone after."""
    with album.ledger.reading() as session:
        rows = photos_of(session, album.shop)
        states = [state.value for state in (*FREE, *DECIDED)]
        found = session.scalars(
            select(CardRow).where(CardRow.shop == album.shop, CardRow.state.in_(states))
        ).all()
        cards = [to_card(row) for row in found]
    changed = sum(_follow(album, card, rows, now) for card in cards)
    _take_down(album, {row.id for row in rows if row.may_be_shown}, now)
    return changed


def _follow(album: Album, card: AnyCard, rows: Sequence[PhotoRow], now: datetime) -> bool:
    if isinstance(card, AlertCard):
        return _follow_alert(album, card, rows)
    photos = _wanted(card, rows)
    made = [_picture(album, card, variant, photos) for variant in card.proposal.variants]
    variants = tuple(
        variant.model_copy(update={"photos": one.path if one else ""})
        for variant, one in zip(card.proposal.variants, made, strict=True)
    )
    drawn = any(variant.photos for variant in variants)
    proposal = card.proposal.model_copy(
        update={
            "variants": variants,
            "photos": photos if drawn else (),
            "picture": card.proposal.picture if drawn else "poster",
        }
    )
    if proposal == card.proposal:
        return False
    with album.ledger.session() as session:
        row = session.get_one(CardRow, card.id)
        if row.state != card.state.value:
            return False  # decided meanwhile: the next turn looks again, and nothing leaves unasked
        for one in made:
            if one is not None:
                add_collage(session, album.shop, one.card, one.path, one.photos, now)
        replace_card(session, card.model_copy(update={"proposal": proposal}))
        _change_execution(session, card, variants)
    return True


def _wanted(card: OpportunityCard, rows: Sequence[PhotoRow]) -> tuple[str, ...]:
    if card.state in FREE:
        return tuple(choose(rows, [one.id for one in card.proposal.subjects if one.type == "product"]))
    allowed = {row.id for row in rows if row.may_be_shown}
    return tuple(photo for photo in card.proposal.photos if photo in allowed)


def _picture(album: Album, card: OpportunityCard, variant: Variant, photos: tuple[str, ...]) -> _Made | None:
    """The picture of these photos in a voice, drawn unless it is there; None without photos or without the poster's words."""
    files = [album.file(photo) for photo in photos]
    spec = read_spec(album.home / variant.picture) if photos and variant.picture else None
    if spec is None or not all(file.is_file() for file in files):
        return None
    # Named by what is on it: another picture is another file, and a post that is out keeps its own.
    print_ = hashlib.sha256("\n".join([spec.model_dump_json(), *photos]).encode()).hexdigest()[:12]
    relative = Path(PICTURES) / album.shop / f"{card.id}-{variant.voice}-photos-{print_}.jpg"
    if not (album.home / relative).is_file():
        try:
            make_collage(spec, files, album.home / relative)
        except OwnerError as error:
            log.warning("picture of photos not made", card=card.id, code=error.code)
            return None
    return _Made(card.id, relative.as_posix(), photos)


def _change_execution(session: Session, card: OpportunityCard, variants: Sequence[Variant]) -> None:
    """What waits to go out with photos takes the new picture of its voice, or the drawn poster."""
    waiting = [state.value for state in DECIDED]
    rows = session.scalars(
        select(ExecutionRow).where(ExecutionRow.card == card.id, ExecutionRow.state.in_(waiting))
    )
    for row in rows:
        if collage_at(session, row.picture) is None:
            continue
        mine = next((one for one in variants if one.voice == row.voice), None)
        row.picture = (mine.photos or mine.picture) if mine else ""


def _follow_alert(album: Album, card: AlertCard, rows: Sequence[PhotoRow]) -> bool:
    if card.detector != SHOWS_PHOTOS or card.state not in FREE:
        return False
    products = [one.id for one in card.subjects if one.type == "product"]
    photos = tuple(album.path(photo, small=True) for photo in choose(rows, products))
    if photos == card.photos:
        return False
    with album.ledger.session() as session:
        if session.get_one(CardRow, card.id).state == card.state.value:
            replace_card(session, card.model_copy(update={"photos": photos}))
    return True


def _take_down(album: Album, allowed: set[str], now: datetime) -> None:
    """Remove pictures with a photo that may not be shown, wherever they are, and those that nothing names any more."""
    with album.ledger.session() as session:
        used = pictures_in_use(session, album.shop)
        for row in collages_of(session, album.shop):
            lawful = allowed.issuperset(row.photos)
            if lawful and (row.path in used or row.path in _still_offered(session, row.card)):
                continue
            (album.home / row.path).unlink(missing_ok=True)
            row.removed_at = now
            if not lawful:
                row.photos = [photo for photo in row.photos if photo in allowed]


def _still_offered(session: Session, card_id: str) -> set[str]:
    """The pictures of photos that a card still offers; none once it is over."""
    row = session.get(CardRow, card_id)
    card = to_card(row) if row is not None else None
    if not isinstance(card, OpportunityCard) or card.state in OVER:
        return set()
    return {one.photos for one in card.proposal.variants if one.photos}
