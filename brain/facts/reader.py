"""The one way to read the facts: a `Query`, or a detector's own SQL, in; rows and their receipt out."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd
import sqlglot
from sqlglot import exp

from brain.facts.semantic.base import Metric, unknown_name
from brain.facts.semantic.cells import cells_sql, largest_order_sql
from brain.facts.semantic.compile import compile_query, unit_of
from brain.facts.semantic.model import BUILT_IN, KNOWN, SemanticModel
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.schema import FACT_TABLES
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock, shop_day
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Claim, Period, Query, Receipt, SourceFile, Unit
from brain.kernel.ids import stable_id

# A receipt names a long list (the customers of an audience) by its first values: the rest is stored elsewhere already.
MOST_SHOWN = 20

KIND_OF_TABLE = {
    "order_line": "orders",
    "product": "products",
    "customer": "customers",
    "event": "events",
    "stock": "stock",
    "promotion": "promotions",
    "market_price": "prices",
    "review": "reviews",
    "post": "posts",
}


class Result:
    """Rows with the names of their columns and the receipt they come with."""

    def __init__(
        self,
        columns: tuple[str, ...],
        rows: list[tuple[Any, ...]],
        receipt: Receipt,
        currency: str,
        model: SemanticModel = KNOWN,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.receipt = receipt
        self.currency = currency
        self._model = model

    def frame(self) -> pd.DataFrame:
        """The rows as a frame; Decimal columns become float64 for arithmetic."""
        frame = pd.DataFrame.from_records(self.rows, columns=list(self.columns))
        for name in frame.columns:
            if any(isinstance(value, Decimal) for value in frame[name].head(50)):
                frame[name] = frame[name].astype("float64")
        return frame

    def claim(self, row: int, column: str, unit: Unit | None = None) -> Claim:
        """The number in one cell as a claim; NULL counts as zero."""
        value = self.rows[row][self.columns.index(column)]
        return self.claim_of(value if value is not None else 0, unit or unit_of(column, self._model))

    def claim_of(self, value: int | float | Decimal, unit: Unit) -> Claim:
        """A number derived from these rows as a claim on their receipt."""
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        return Claim(
            value=exact,
            unit=unit,
            currency=self.currency if unit == "money" else None,
            receipt=self.receipt.id,
        )


class Facts:
    """The facts of one shop. Every read is filtered by that shop; there is no way to leave it out."""

    def __init__(self, warehouse: Warehouse, shop: Shop, clock: Clock, own: tuple[Metric, ...] = ()) -> None:
        """`own` are the shop's own figures that are in force."""
        self.warehouse = warehouse
        self.shop = shop
        self.clock = clock
        self.own = own
        self._known_facts: dict[str, bool] = {}

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The figures that can be asked for: the built-in ones, then the shop's own."""
        return (*BUILT_IN.metrics, *self.own)

    @property
    def today(self) -> date:
        """The shop's current day."""
        return shop_day(self.clock.now(), self.shop.zone)

    def ask(self, query: Query, model: SemanticModel = KNOWN) -> Result:
        """Run a query of the semantic layer; `model` says what its names mean."""
        sql = compile_query(query, model)
        # Given only where it is read: a parameter that a statement does not name is an error.
        return self._run(sql, {"zone": self.shop.zone} if "$zone" in sql else {}, query, model)

    def cells(self, query: Query) -> Result:
        """The grouped rows behind the change that a comparing query asks about: see `brain.facts.semantic.cells`."""
        sql = cells_sql(query)
        return self._run(sql, {"zone": self.shop.zone} if "$zone" in sql else {}, query)

    def largest_order(self, query: Query) -> Result:
        """The one order that added most to the change that a comparing query asks about."""
        sql = largest_order_sql(query)
        return self._run(sql, {"zone": self.shop.zone} if "$zone" in sql else {}, query)

    def sql(
        self, sql: str, params: Mapping[str, Any] | None = None, *, seconds: float | None = None
    ) -> Result:
        """Run SQL written by a room of the house (a model's only as the assistant's guard has rewritten it).

        It must filter by `$shop`; named parameters are written `$name`. After `seconds` it is interrupted
        (duckdb.InterruptException).
        """
        if "$shop" not in sql:
            raise DeveloperError("sql must filter by $shop.")
        return self._run(sql, dict(params or {}), None, seconds=seconds)

    def version(self) -> int:
        """Counts up with every import and undo of this shop; a cache key."""
        with self.warehouse.cursor() as cursor:
            row = cursor.execute(
                "SELECT version FROM data_version WHERE shop_id = ?", [self.shop.id]
            ).fetchone()
        return int(row[0]) if row else 0

    def span(self) -> Period | None:
        """From the first to the day after the last day with orders; None without any.

        Orders dated after today (a typing slip, a machine's wrong clock) do not make the data reach further.
        """
        with self.warehouse.cursor() as cursor:
            row = cursor.execute(
                "SELECT min(ordered_on), max(ordered_on) + 1 FROM order_line WHERE shop_id = ? AND ordered_on <= ?",
                [self.shop.id, self.today],
            ).fetchone()
        if row is None or row[0] is None:
            return None
        end = row[1].date() if isinstance(row[1], datetime) else row[1]
        return Period(start=row[0], end=end)

    def has(self, fact: str) -> bool:
        """Whether the shop's data knows this: see `FACT_CHECKS` for the names.

        Answered once per reader (a reader lives for one request) or shared mapping. Raises DeveloperError for an unknown name.
        """
        if fact not in FACT_CHECKS:
            raise unknown_name("fact", fact, list(FACT_CHECKS))
        if fact not in self._known_facts:
            with self.warehouse.cursor() as cursor:
                row = cursor.execute(
                    f"SELECT EXISTS ({FACT_CHECKS[fact]})", {"shop": self.shop.id}
                ).fetchone()
            self._known_facts[fact] = bool(row and row[0])
        return self._known_facts[fact]

    def share_known(self, known: dict[str, bool]) -> None:
        """Keep the answers of `has` in a mapping that outlives this reader, as long as the data does not change."""
        self._known_facts = known

    def _run(
        self,
        sql: str,
        params: dict[str, Any],
        query: Query | None,
        model: SemanticModel = KNOWN,
        seconds: float | None = None,
    ) -> Result:
        with self.warehouse.cursor() as cursor, _alarm(cursor, seconds):
            executed = cursor.execute(sql, {"shop": self.shop.id, **params})
            columns = tuple(column[0] for column in executed.description or ())
            rows = executed.fetchall()
        receipt = self._receipt(sql, params, query, len(rows))
        return Result(columns, rows, receipt, self.shop.currency, model)

    def _receipt(self, sql: str, params: dict[str, Any], query: Query | None, row_count: int) -> Receipt:
        given = {"shop": self.shop.id, **params}
        shown, whole = _filled_in(sql, given, MOST_SHOWN), _filled_in(sql, given, None)
        version = self.version()
        files = self._files(_tables_in(sql), query.period if query else None)
        return Receipt(
            # From the whole values, not from the shown ones: two audiences may begin with the same customers.
            id=stable_id("rcpt", self.shop.id, sql, repr(sorted(params.items())), str(version)),
            shop=self.shop.id,
            query=query,
            sql=shown,
            whole_sql=whole if whole != shown else None,
            row_count=row_count,
            data_version=version,
            fresh_until=max((file.imported_at for file in files), default=None),
            files=tuple(files),
            made_at=self.clock.now(),
        )

    def _files(self, tables: frozenset[str], period: Period | None) -> list[SourceFile]:
        """The files with rows in the period; a count of stock holds until the next one, so earlier ones are behind it too."""
        kinds = [KIND_OF_TABLE[table] for table in sorted(tables)]
        start, end = (period.start, period.end) if period else (date.min, date.max)
        with self.warehouse.cursor() as cursor:
            rows = cursor.execute(
                """SELECT batch_id, file_name, source, imported_at FROM import_batch
                   WHERE shop_id = $shop AND state = 'visible' AND list_contains($kinds, kind)
                     AND (from_on IS NULL OR (from_on < $end AND (to_on >= $start OR kind = 'stock')))
                   ORDER BY imported_at DESC LIMIT 50""",
                {"shop": self.shop.id, "kinds": kinds, "start": start, "end": end},
            ).fetchall()
        return [
            SourceFile(batch=row[0], file=row[1], source=row[2], imported_at=row[3].replace(tzinfo=UTC))
            for row in rows
        ]


FACT_CHECKS: dict[str, str] = {
    "order": "SELECT 1 FROM order_line WHERE shop_id = $shop",
    "product": "SELECT 1 FROM order_line WHERE shop_id = $shop AND product_id IS NOT NULL",
    "category": "SELECT 1 FROM order_line l LEFT JOIN product p USING (shop_id, product_id)"
    " WHERE l.shop_id = $shop AND coalesce(p.category, l.category) IS NOT NULL",
    "brand": "SELECT 1 FROM product WHERE shop_id = $shop AND brand IS NOT NULL",
    "cost": "SELECT 1 FROM product WHERE shop_id = $shop AND cost IS NOT NULL",
    "customer": "SELECT 1 FROM order_line WHERE shop_id = $shop AND customer_key IS NOT NULL",
    "region": "SELECT 1 FROM order_line WHERE shop_id = $shop AND region IS NOT NULL",
    "channel": "SELECT 1 FROM order_line WHERE shop_id = $shop AND channel IS NOT NULL",
    "group": "SELECT 1 FROM order_line WHERE shop_id = $shop AND group_name IS NOT NULL",
    "sku": "SELECT 1 FROM order_line WHERE shop_id = $shop AND sku IS NOT NULL",
    "store": "SELECT 1 FROM order_line WHERE shop_id = $shop AND store IS NOT NULL",
    "coupon": "SELECT 1 FROM order_line WHERE shop_id = $shop AND coupon IS NOT NULL",
    "promotion": "SELECT 1 FROM order_line WHERE shop_id = $shop AND promotion_id IS NOT NULL",
    "tag": "SELECT 1 FROM customer_tag WHERE shop_id = $shop",
    "event": "SELECT 1 FROM event WHERE shop_id = $shop",
    "interest": "SELECT 1 FROM event WHERE shop_id = $shop AND customer_key IS NOT NULL AND product_id IS NOT NULL",
    "review": "SELECT 1 FROM review WHERE shop_id = $shop",
    "stock": "SELECT 1 FROM stock WHERE shop_id = $shop",
    "post": "SELECT 1 FROM post WHERE shop_id = $shop",
    "market_price": "SELECT 1 FROM market_price WHERE shop_id = $shop",
    "offer": "SELECT 1 FROM promotion WHERE shop_id = $shop AND product_id IS NULL AND kind IS NOT NULL",
    "picture": "SELECT 1 FROM review WHERE shop_id = $shop AND picture IS NOT NULL",
    "listing": "SELECT 1 FROM product WHERE shop_id = $shop",
}


@contextmanager
def _alarm(cursor: Any, seconds: float | None) -> Iterator[None]:
    """Interrupt what the cursor runs when the block takes longer; without `seconds` never."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


# A quoted string or name, in which nothing is a parameter, or a parameter.
_QUOTED_OR_PARAMETER = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?P<name>[A-Za-z_]\w*)""")


@lru_cache(maxsize=512)
def _tables_in(sql: str) -> frozenset[str]:
    """The fact tables that a statement reads."""
    names = {table.name for table in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Table)}
    return frozenset(names & set(FACT_TABLES))


def _filled_in(sql: str, params: Mapping[str, Any], most: int | None) -> str:
    """The statement with its parameters written out, `most` values of a list; words in quotes stay as they are."""

    def written(match: re.Match[str]) -> str:
        name = match["name"]
        return _literal(params[name], most) if name in params else match[0]

    return _QUOTED_OR_PARAMETER.sub(written, sql)


def _literal(value: Any, most: int | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value.isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, time):
        return f"TIME '{value.isoformat()}'"
    if isinstance(value, bool | int | float | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        shown = [_literal(item, most) for item in value[:most]]
        if most is not None and len(value) > most:
            shown.append(f"/* and {len(value) - most} more, as stored with the card's audience */")
        return "[" + ", ".join(shown) + "]"
    return "'" + str(value).replace("'", "''") + "'"
