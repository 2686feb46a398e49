"""Find the tags of all customers anew: a few statements over all shops, whatever the number of customers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
from pydantic import BaseModel, ConfigDict

from brain.facts.tags.base import PREPARED, TagRule
from brain.facts.tags.registry import TAGS
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, list_shops


class Recomputed(BaseModel):
    """What a run did: shops renewed, shops that were up to date, and how many tags are stored for those renewed."""

    model_config = ConfigDict(frozen=True)

    shops: int
    up_to_date: int
    tags: int


def recompute(
    warehouse: Warehouse,
    shop_id: str | None,
    today_of: Callable[[Shop], date],
    *,
    force: bool = False,
    tags: tuple[TagRule, ...] = TAGS,
) -> Recomputed:
    """Replace the tags of a shop, or of all (None), as of each shop's own day, in one transaction.

    A shop whose data, day and rules are those of its stored tags is left alone unless `force`.
    """
    shops = [shop for shop in list_shops(warehouse) if shop_id in (None, shop.id)]
    days = {shop.id: today_of(shop) for shop in shops}
    with warehouse.cursor() as cursor:
        versions = dict(cursor.execute("SELECT shop_id, version FROM data_version").fetchall())
        fresh = set() if force else _up_to_date(cursor, days, versions, tags)
        due = {shop: day for shop, day in days.items() if shop not in fresh}
        if not due:
            return Recomputed(shops=0, up_to_date=len(fresh), tags=0)
        _name_shops(cursor, due, versions)
        for name, sql in PREPARED:
            cursor.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
        _find(cursor, tags)
        with warehouse.writing(cursor):
            cursor.execute("DELETE FROM customer_tag WHERE shop_id IN (SELECT shop_id FROM tag_shop)")
            # By name within a shop: what one customer is, and who is what, are both read in few blocks.
            cursor.execute(
                "INSERT INTO customer_tag SELECT * FROM tag_found ORDER BY shop_id, tag, customer_key"
            )
        stored = cursor.execute("SELECT count(*) FROM tag_found").fetchone()
    return Recomputed(shops=len(due), up_to_date=len(fresh), tags=int(stored[0]) if stored else 0)


def _name_shops(cursor: duckdb.DuckDBPyConnection, due: dict[str, date], versions: dict[str, int]) -> None:
    """Make `tag_shop`: the shops to renew, each with its day and the version of its data before the reading began.

    Data that comes in between carries a higher version, so that these tags are seen to be old at the next run.
    """
    cursor.execute(
        """CREATE OR REPLACE TEMP TABLE tag_shop AS
           SELECT unnest($shops::VARCHAR[]) AS shop_id, unnest($days::DATE[]) AS today, unnest($versions::BIGINT[]) AS version""",
        {
            "shops": list(due),
            "days": list(due.values()),
            "versions": [versions.get(shop, 0) for shop in due],
        },
    )


def _find(cursor: duckdb.DuckDBPyConnection, tags: tuple[TagRule, ...]) -> None:
    """Make `tag_found`, with the columns of `customer_tag`."""
    parts = [
        f"SELECT shop_id, customer_key, '{tag.name}' AS tag, value, evidence, '{tag.rule}' AS rule FROM ({tag.sql}) AS t"
        for tag in tags
    ]
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE tag_found AS
            SELECT f.*, s.today AS as_of, s.version AS data_version
            FROM ({" UNION ALL ".join(parts)}) AS f JOIN tag_shop AS s ON s.shop_id = f.shop_id"""
    )


def _up_to_date(
    cursor: duckdb.DuckDBPyConnection,
    days: dict[str, date],
    versions: dict[str, int],
    tags: tuple[TagRule, ...],
) -> set[str]:
    """The shops whose stored tags are of today's rules, of this state of the data and of this day."""
    rules = {tag.rule for tag in tags}
    rows = cursor.execute(
        "SELECT shop_id, min(as_of), max(as_of), min(data_version), list(DISTINCT rule) FROM customer_tag GROUP BY shop_id"
    ).fetchall()
    return {
        shop
        for shop, first, last, version, stored in rows
        if shop in days
        and first == last == days[shop]
        and version == versions.get(shop, 0)
        and set(stored) <= rules
    }
