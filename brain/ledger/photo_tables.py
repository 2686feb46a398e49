"""The ledger's tables of customers' photos: which there are, who agreed, and the pictures that were made of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from brain.ledger.tables import Base


class PhotoRow(Base):
    """A customer's photo. `id` is the SHA-256 of the picture that is kept, `origin` that of the file it came as.

    `review`, `product`, `customer_key` and `agreed` are what the review that names it says, as of data version `version`;
    the key stays when the review goes, so that the customer can still be forgotten. `own_product` and `own_agreed` are
    the owner's word; None is no word at all.
    """

    __tablename__ = "photo"
    shop: Mapped[str] = mapped_column(String(80), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    origin: Mapped[str] = mapped_column(String(64))
    batch: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(300))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    review: Mapped[str] = mapped_column(String(200), default="")
    product: Mapped[str] = mapped_column(String(200), default="")
    customer_key: Mapped[str] = mapped_column(String(80), default="")
    agreed: Mapped[bool | None] = mapped_column(default=None)
    own_product: Mapped[str] = mapped_column(String(200), default="")
    own_agreed: Mapped[bool | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(BigInteger, default=-1)
    who: Mapped[str] = mapped_column(String(80))
    brought_at: Mapped[datetime]

    @property
    def may_be_shown(self) -> bool:
        """Whether the customer agreed. One no, the file's or the owner's, is stronger than the other's yes."""
        words = (self.agreed, self.own_agreed)
        return False not in words and True in words

    @property
    def shows(self) -> str:
        """The product that it shows: the owner's word, else the review's; empty where nobody said."""
        return self.own_product or self.product


class CollageRow(Base):
    """A picture made of photos (their ids) for a card, by its path under the home folder.

    `removed_at`: when the file was taken away, because a customer agrees no longer, was forgotten, or nothing needs it.
    """

    __tablename__ = "collage"
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    shop: Mapped[str] = mapped_column(String(80), index=True)
    card: Mapped[str] = mapped_column(String(40))
    photos: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


class BarredPhotoRow(Base):
    """The fingerprint of a photo whose customer was forgotten: the same file is not kept again."""

    __tablename__ = "barred_photo"
    shop: Mapped[str] = mapped_column(String(80), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
