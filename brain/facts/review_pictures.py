"""Which pictures the reviews name, of what, by whom, and whether their owners let the shop show them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brain.facts.warehouse.engine import Warehouse

# How files say that there is no picture, and that there is one without saying which.
NO_PICTURE = ("", "0", "false", "no", "n", "none", "否", "无")
MARKS = frozenset({"1", "true", "yes", "y", "是", "有"})
_SEVERAL = re.compile(r"[;,|，；、\n]+\s*|\s+(?=https?://)")

_READ = """SELECT review_id, coalesce(product_id, ''), coalesce(customer_key, ''), picture, picture_consent
FROM review WHERE shop_id = ? AND picture IS NOT NULL ORDER BY review_id"""


@dataclass(frozen=True)
class ReviewPictures:
    """The pictures that one review names, as its file writes them. `agreed` None: the file says nothing."""

    review: str
    product: str
    customer_key: str
    agreed: bool | None
    names: tuple[str, ...]


def review_pictures(warehouse: Warehouse, shop_id: str) -> list[ReviewPictures]:
    """The newest word of every review that names a picture."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(_READ, [shop_id]).fetchall()
    found = [ReviewPictures(str(row[0]), str(row[1]), str(row[2]), row[4], names_in(row[3])) for row in rows]
    return [one for one in found if one.names]


def pictures_of_customer(warehouse: Warehouse, shop_id: str, key: str) -> list[ReviewPictures]:
    """What any version of a review of this customer ever named, also where a newer one names another picture."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            """SELECT DISTINCT review_id, coalesce(product_id, ''), picture FROM review_version
               WHERE shop_id = ? AND customer_key = ? AND picture IS NOT NULL ORDER BY ALL""",
            [shop_id, key],
        ).fetchall()
    return [ReviewPictures(str(row[0]), str(row[1]), key, None, names_in(row[2])) for row in rows]


def names_in(cell: str) -> tuple[str, ...]:
    """The names in one cell: several stand behind commas, semicolons or strokes; a bare "yes" or "no" names none."""
    pieces = (piece.strip() for piece in _SEVERAL.split(cell))
    return tuple(piece for piece in pieces if piece.lower() not in MARKS and piece.lower() not in NO_PICTURE)
