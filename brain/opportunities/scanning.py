"""Scans: one statement over the shops in scope, one of them or ten thousand, and what is worth a closer look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import pandas as pd

from brain.facts.reader import Result
from brain.opportunities.base import Candidate, Detected, Detector, Found, Scan, Situation
from brain.opportunities.keeping import Kept

MOST_LOOKED_AT = 6
"""Candidates of one detector in one shop that are looked at closely; the feed shows three of a kind at most."""
ONE_SHOP = (
    'scope AS (SELECT $shop AS shop_id, CAST($scan_end AS DATE) AS "end", CAST($scan_today AS DATE) AS today)'
)
MANY_SHOPS = 'scope AS (SELECT shop_id, "end", today FROM scanned_shop)'


@dataclass(frozen=True)
class ShopDay:
    """To which day a shop is looked at: the day after its last full day with orders, and its own today."""

    end: date
    today: date


def scan_one(situation: Situation, scan: Scan, kept: Kept) -> tuple[list[Candidate], Result]:
    """The candidates of one shop, best first, and the rows that their claims may stand on."""
    text = scan.sql.replace("{scope}", ONE_SHOP)
    result = kept.sql(text, {"scan_end": situation.end, "scan_today": situation.facts.today})
    found = scan.judge(_frame(result)) if result.rows else []
    return sorted(found, key=lambda one: (-one.urgent, -one.score, one.key)), result


def scan_all(cursor: duckdb.DuckDBPyConnection, scan: Scan) -> list[Candidate]:
    """The candidates of all shops that `shops_in_scope` named on this cursor, in one statement."""
    frame = cursor.execute(scan.sql.replace("{scope}", MANY_SHOPS)).df()
    return scan.judge(frame) if len(frame) else []


def shops_in_scope(cursor: duckdb.DuckDBPyConnection, shops: Mapping[str, ShopDay]) -> None:
    """Put the shops that scans look at into the cursor's own temporary table."""
    rows = pd.DataFrame(
        {
            "shop_id": list(shops),
            "end": pd.to_datetime([one.end for one in shops.values()]),
            "today": pd.to_datetime([one.today for one in shops.values()]),
        }
    )
    cursor.register("shops_given", rows)
    cursor.execute(
        'CREATE OR REPLACE TEMP TABLE scanned_shop AS SELECT shop_id, CAST("end" AS DATE) AS "end",'
        " CAST(today AS DATE) AS today FROM shops_given"
    )
    cursor.unregister("shops_given")


def look_at(situation: Situation, detector: Detector) -> Detected:
    """Everything one detector finds in one shop; its needs are met."""
    if detector.scan is None or detector.finish is None:
        assert detector.look is not None, detector.name
        return detector.look(situation)
    kept = Kept(situation.facts)
    candidates, result = scan_one(situation, detector.scan, kept)
    detected = Detected()
    for candidate in candidates[:MOST_LOOKED_AT]:
        found = detector.finish(situation, candidate, result)
        if isinstance(found, Found):
            detected.findings.append(found)
        else:
            detected.rejected.append(found)
    detected.receipts = list(kept.receipts)
    return detected


def _frame(result: Result) -> pd.DataFrame:
    """The rows as the scan of many shops would have them: amounts as floating numbers."""
    rows = [
        tuple(float(value) if isinstance(value, Decimal) else value for value in row) for row in result.rows
    ]
    return pd.DataFrame(rows, columns=list(result.columns))
