"""The shops of a warehouse: each with its zone, currency and language, made by its first import."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from difflib import get_close_matches

from pydantic import BaseModel, ConfigDict

from brain.facts.warehouse.engine import Warehouse
from brain.kernel.errors import NotFound, OwnerError
from brain.kernel.i18n import Text

# Lists without times, and with amounts that name no currency.
TELL_NOTHING = ("products", "customers", "stock")
SHOP_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")


class Shop(BaseModel):
    """One shop. `zone` is an IANA name, `currency` an ISO 4217 code, `language` zh or en."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    zone: str
    currency: str
    language: str


def make_shop(warehouse: Warehouse, shop: Shop, now: datetime) -> Shop:
    """Store a new shop, or return the one that has this id already. Raises OwnerError for an unusable id."""
    if not SHOP_ID.fullmatch(shop.id):
        raise OwnerError(
            "shop_id",
            Text(msg="{shop} cannot be used as a shop's short name.", args={"shop": shop.id}),
            Text(msg="Use letters, digits, - and _, 63 at most."),
        )
    with warehouse.writing() as cursor:
        cursor.execute(
            "INSERT INTO shop VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                shop.id,
                shop.name,
                shop.zone,
                shop.currency,
                shop.language,
                now.astimezone(UTC).replace(tzinfo=None),
            ],
        )
    return find_shop(warehouse, shop.id)


def list_shops(warehouse: Warehouse) -> list[Shop]:
    """All shops, oldest first."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            "SELECT shop_id, name, zone, currency, language FROM shop ORDER BY made_at, shop_id"
        ).fetchall()
    return [Shop(id=row[0], name=row[1], zone=row[2], currency=row[3], language=row[4]) for row in rows]


def find_shop(warehouse: Warehouse, shop_id: str) -> Shop:
    """The shop with this id. Raises NotFound, naming the nearest one."""
    shops = {shop.id: shop for shop in list_shops(warehouse)}
    if shop_id in shops:
        return shops[shop_id]
    near = get_close_matches(shop_id, shops, n=1)
    hint = (
        Text(msg="Did you mean {shop}?", args={"shop": near[0]})
        if near
        else Text(msg="Import an order export first.")
    )
    raise NotFound("no_shop", Text(msg="There is no shop called {shop}.", args={"shop": shop_id}), hint)


def is_undecided(warehouse: Warehouse, shop_id: str) -> bool:
    """Whether something was imported, and nothing of it says where the shop is and what money it takes."""
    with warehouse.cursor() as cursor:
        row = cursor.execute(
            "SELECT count(*) > 0 AND bool_and(kind IN (SELECT unnest(?))) FROM import_batch WHERE shop_id = ? AND state = 'visible'",
            [list(TELL_NOTHING), shop_id],
        ).fetchone()
    return bool(row and row[0])


def decide(warehouse: Warehouse, shop: Shop) -> Shop:
    """Keep zone, currency and language of a shop that is undecided."""
    with warehouse.writing() as cursor:
        cursor.execute(
            "UPDATE shop SET zone = ?, currency = ?, language = ? WHERE shop_id = ?",
            [shop.zone, shop.currency, shop.language, shop.id],
        )
    return find_shop(warehouse, shop.id)


def drop_empty_shop(warehouse: Warehouse, shop_id: str) -> bool:
    """Forget a shop that nothing was ever imported into; whether it was one.

    A shop's zone and currency are guessed from its first file: when that file is then refused, the guess must not stay.
    """
    with warehouse.writing() as cursor:
        used = cursor.execute("SELECT 1 FROM import_batch WHERE shop_id = ? LIMIT 1", [shop_id]).fetchone()
        if used is None:
            cursor.execute("DELETE FROM shop WHERE shop_id = ?", [shop_id])
    return used is None
