"""What a person can do with customers' photos: bring them, say what they show and whether they may be shown, remove them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from brain.facts.reader import Facts
from brain.facts.sources.intake.progress import Progress, silent
from brain.facts.sources.intake.report import ImportReport
from brain.kernel.errors import NotFound
from brain.kernel.i18n import Text
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.photo_tables import PhotoRow
from brain.ledger.photos import find_photo, photos_of
from brain.parts import Parts
from brain.photos.album import Album
from brain.photos.bringing import bring, keep
from brain.photos.opening import Brought
from brain.photos.removing import photos_of_batch, remove
from brain.photos.settling import settle, settle_if_due

Standing = Literal["usable", "not_agreed", "no_product", "unmatched"]

_PRODUCTS = """SELECT product_id, coalesce(max(name) FILTER (listed), max(name), product_id) AS name FROM (
    SELECT product_id, name, true AS listed FROM product WHERE shop_id = $shop
    UNION ALL SELECT product_id, product_name, false FROM order_line WHERE shop_id = $shop)
WHERE product_id IS NOT NULL GROUP BY product_id ORDER BY name, product_id"""


class PhotoView(BaseModel):
    """A photo as it is shown: `small` is the path of a square of its middle, `review` empty where no review names it.

    `standing`: "usable" in pictures; "not_agreed"; agreed but nobody said what it shows ("no_product"); neither matched nor
    spoken of ("unmatched"). `agreed` is the review file's word, `own_agreed` the owner's.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    file: str
    small: str
    width: int
    height: int
    review: str
    product: str
    product_name: str
    agreed: bool | None
    own_agreed: bool | None
    standing: Standing
    batch: str


class Photos:
    """One actor's customers' photos of one shop."""

    def __init__(self, parts: Parts, facts: Facts, actor: Actor) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor
        self._album = Album(parts.ledger, parts.warehouse, parts.settings.home, facts.shop.id)

    def bring(
        self, files: Sequence[tuple[Path, str]], *, dry_run: bool = False, progress: Progress = silent
    ) -> ImportReport:
        """Keep the photos in these files (path, name). Raises OwnerError, with nothing kept, when none can be used."""
        require(self._actor, "import", self._facts.shop.id)
        return bring(
            self._album, files, self._actor.user, self._parts.clock, dry_run=dry_run, progress=progress
        )

    def keep(self, name: str, data: bytes) -> ImportReport:
        """Keep one photo that is in the hand. Raises like `bring`."""
        require(self._actor, "import", self._facts.shop.id)
        return keep(self._album, [Brought(name, lambda: data)], self._actor.user, self._parts.clock)

    def all(self) -> list[PhotoView]:
        """Every photo, those that need a word first, then the newest."""
        require(self._actor, "read", self._facts.shop.id)
        with self._parts.ledger.reading() as session:
            rows = photos_of(session, self._facts.shop.id)
        names = self.products() if rows else {}
        seen = [self._view(row, names) for row in rows]
        return sorted(seen, key=lambda one: ("unmatched", "no_product").count(one.standing) == 0)

    def products(self) -> dict[str, str]:
        """Product id -> name, by name: what a photo may show."""
        return {str(row[0]): str(row[1]) for row in self._facts.sql(_PRODUCTS).rows}

    def say(self, photo: str, *, product: str | None = None, agreed: bool | None = None) -> PhotoView:
        """The owner's word on a photo; what is None stays as it was. Raises NotFound for the photo or the product."""
        shop, now = self._facts.shop.id, self._parts.clock.now()
        require(self._actor, "import", shop)
        names = self.products()
        if product and product not in names:
            raise NotFound(
                "no_product",
                Text(msg="There is no product {product}.", args={"product": product}),
                Text(msg="Use the product number of your own files."),
            )
        with self._parts.ledger.session() as session:
            row = find_photo(session, shop, photo)
            if row is None:
                raise _no_photo(photo)
            row.own_product = row.own_product if product is None else product
            row.own_agreed = row.own_agreed if agreed is None else agreed
            audit.record(
                session, shop=shop, at=now, who=self._actor.user, what="photo.said", subject=photo,
                detail={"product": product, "agreed": agreed},
            )  # fmt: skip
            seen = self._view(row, names)
        settle(self._album, now)
        return seen

    def remove(self, photo: str) -> int:
        """Delete a photo and the pictures made with it; how many posts are out that carried one. Raises NotFound."""
        require(self._actor, "import", self._facts.shop.id)
        with self._parts.ledger.reading() as session:
            if find_photo(session, self._facts.shop.id, photo) is None:
                raise _no_photo(photo)
        return self._remove([photo], photo)

    def undo(self, batch: str) -> int:
        """Take back the photos that came by an import; how many there were."""
        require(self._actor, "undo_import", self._facts.shop.id)
        photos = photos_of_batch(self._album, batch)
        self._remove(photos, batch)
        return len(photos)

    def follow(self) -> int:
        """Bring photos and cards into line with the reviews of now; costs a glance where nothing changed."""
        return settle_if_due(self._album, self._parts.clock.now())

    def _remove(self, photos: Sequence[str], subject: str) -> int:
        if not photos:
            return 0
        now = self._parts.clock.now()
        out = remove(self._album, photos, now)
        with self._parts.ledger.session() as session:
            audit.record(
                session, shop=self._facts.shop.id, at=now, who=self._actor.user, what="photos.removed",
                subject=subject, detail={"photos": len(photos)},
            )  # fmt: skip
        return out

    def _view(self, row: PhotoRow, names: dict[str, str]) -> PhotoView:
        return PhotoView(
            id=row.id,
            name=row.name,
            file=self._album.path(row.id),
            small=self._album.path(row.id, small=True),
            width=row.width,
            height=row.height,
            review=row.review,
            product=row.shows,
            product_name=names.get(row.shows, row.shows),
            agreed=row.agreed,
            own_agreed=row.own_agreed,
            standing=standing_of(row),
            batch=row.batch,
        )


def standing_of(row: PhotoRow) -> Standing:
    """What can be done with a photo as it stands."""
    if row.may_be_shown:
        return "usable" if row.shows else "no_product"
    if not row.review and not row.shows and row.own_agreed is None:
        return "unmatched"
    return "not_agreed"


def _no_photo(photo: str) -> NotFound:
    return NotFound("no_photo", Text(msg="There is no photo {photo}.", args={"photo": photo[:12]}))
