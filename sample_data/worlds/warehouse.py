"""Puts chunks of shops straight into a warehouse's tables, as if each shop had imported one file of each kind.

Only the names of the warehouse's tables are known here; its columns are read from the connection, and those that a world does not have stay NULL.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from sample_data.calendar import to_date
from sample_data.worlds.profiles import Profile
from sample_data.worlds.streams import Ints

# Which of our kinds an import calls what, and what tells rows apart within a shop.
IMPORTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "order_line": ("orders", ("order_id", "line_no")), "product": ("products", ("product_id",)), "customer": ("customers", ("customer_key",)),
    "event": ("events", ("event_id",)), "stock": ("stock", ("snapshot_on", "product_id", "sku")),
    "promotion": ("promotions", ("promotion_id", "product_id", "category")), "market_price": ("prices", ("observed_at", "product_id", "seller")),
    "review": ("reviews", ("review_id",)), "post": ("posts", ("post_id",)),
}  # fmt: skip
_SEPARATOR = "chr(31)"


def _made(fact: str, names: list[str]) -> dict[str, str]:
    """Columns of the warehouse's own book-keeping, as SQL over a chunk."""
    known = [f"coalesce(CAST({name} AS VARCHAR), '')" for name in IMPORTS[fact][1]]
    made = {
        "row_key": f"concat_ws({_SEPARATOR}, 'canonical', {', '.join(known)})",
        "batch_id": f"concat(shop_id, '-{IMPORTS[fact][0]}')",
        "row_no": "row_no",
    }
    if fact == "order_line":
        made |= {"order_key": f"concat_ws({_SEPARATOR}, 'canonical', '', order_id)", "retired": "false"}
    return {name: sql for name, sql in made.items() if name in names}


def _places_in_shop(rows: pa.Table) -> Ints:
    """1 for the first row of each shop, 2 for the next; a shop's rows stand together."""
    shop = rows.column("shop_id").combine_chunks().indices.to_numpy()
    begins = np.flatnonzero(np.diff(shop, prepend=-1))
    return np.arange(len(shop)) - np.repeat(begins, np.diff(begins, append=len(shop))) + 1


def insert(connection: Any, fact: str, rows: pa.Table) -> None:
    """Inserts one kind of fact of some shops. `connection` is a DuckDB connection or cursor."""
    names = [row[0] for row in connection.execute(f"DESCRIBE {fact}_version").fetchall()]
    made = _made(fact, names)
    ours = [name for name in rows.column_names if name in names]
    connection.register("world_rows", rows.append_column("row_no", pa.array(_places_in_shop(rows))))
    connection.execute(
        f"INSERT INTO {fact}_version ({', '.join([*ours, *made])}) SELECT {', '.join([*ours, *made.values()])} FROM world_rows"
    )
    connection.unregister("world_rows")


def open_shops(connection: Any, profiles: list[Profile], end: int) -> None:
    """Writes the shops themselves down, with a data version each."""
    made_at = datetime.combine(to_date(end), datetime.min.time(), UTC).replace(tzinfo=None)
    rows = [
        (p.shop_id, f"{p.trade.name} {p.number}", p.zone, p.currency, p.language, made_at) for p in profiles
    ]
    connection.register(
        "world_rows",
        pa.table(dict(zip(("a", "b", "c", "d", "e", "f"), zip(*rows, strict=True), strict=True))),
    )
    connection.execute(
        "INSERT INTO shop (shop_id, name, zone, currency, language, made_at) SELECT a, b, c, d, e, f FROM world_rows"
    )
    connection.execute("INSERT INTO data_version SELECT a, 1 FROM world_rows")
    connection.unregister("world_rows")


def record_imports(connection: Any, fact: str, rows: pa.Table, end: int) -> None:
    """One import batch for each shop of the rows, so that receipts and freshness have something to point to."""
    day = {
        "order_line": "ordered_on",
        "event": "happened_on",
        "stock": "snapshot_on",
        "post": "posted_on",
    }.get(fact, "NULL")
    kind, at = IMPORTS[fact][0], datetime.combine(to_date(end), datetime.min.time())
    connection.register("world_rows", rows)
    connection.execute(
        f"""INSERT INTO import_batch (batch_id, shop_id, kind, source, file_name, file_sha256, imported_at, rows_read, loaded, duplicates,
                quarantined, from_on, to_on, mapping, state)
            SELECT concat(shop_id, '-{kind}'), shop_id, '{kind}', 'canonical', '{kind}.csv', '{hashlib.sha256(kind.encode()).hexdigest()}',
                $at, count(*), count(*), 0, 0, min({day}), max({day}), '{{}}', 'visible' FROM world_rows GROUP BY shop_id""",
        {"at": at},
    )
    connection.unregister("world_rows")
