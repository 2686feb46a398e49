"""One shop's facts as canonical CSV files, on the shop's own wall clock, with the columns that an import knows."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from sample_data.worlds.warehouse import IMPORTS

# Column of the warehouse -> column of the file, where they differ; None where the file has no such column.
_RENAMED: dict[str, str | None] = {
    "ordered_on": None, "ordered_hour": None, "line_type": None, "happened_on": None, "posted_on": None, "listed_on": "listed_at",
    "joined_on": "joined_at", "discount_amount": "discount", "customer_key": "customer_id", "group_name": "group", "shop_id": None,
}  # fmt: skip


def _written(column: pa.ChunkedArray, zone: str) -> pa.ChunkedArray:
    """Moments as wall-clock text, consent as yes and no, the rest as Arrow writes it."""
    if pa.types.is_timestamp(column.type):
        return pc.strftime(
            pc.assume_timezone(column, "UTC").cast(pa.timestamp("s", zone)), format="%Y-%m-%dT%H:%M:%S"
        )
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "yes", "no")
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.string())
    return column


def write_csv(tables: dict[str, pa.Table], zone: str, folder: Path) -> dict[str, Path]:
    """Writes `orders.csv` and so on into a folder; returns the path of each by the kind's name in imports."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for fact, rows in tables.items():
        names = {name: _RENAMED.get(name, name) for name in rows.column_names}
        file = pa.table(
            {name: _written(rows[column], zone) for column, name in names.items() if name is not None}
        )
        kind = IMPORTS[fact][0]
        paths[kind] = folder / f"{kind}.csv"
        csv.write_csv(file, paths[kind], csv.WriteOptions(quoting_style="needed"))
    return paths
