"""What the fixtures of the Chinese shop systems hold, counted by hand, and how tests load them."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.facts.counter import Counter

FIXTURES = Path(__file__).parent / "fixtures"
SYSTEMS = (
    "taobao", "taobao_sub_orders", "taobao_goods", "jd", "pinduoduo", "douyin", "youzan", "youzan_orders", "youzan_goods",
    "wechat_shop",
)  # fmt: skip
BESIDE = {"taobao_goods": "taobao", "youzan_goods": "youzan_orders"}
# The end of the order's number -> status, received, given back; read off the fixture by hand. A missing number: left out.
Order = tuple[str, str, str]
TAOBAO: dict[str, Order] = {
    "01": ("paid", "59.00", "0"), "02": ("paid", "128.00", "0"), "03": ("paid", "299.00", "29.90"),
    "04": ("refunded", "59.00", "59.00"), "05": ("cancelled", "0", "0"), "06": ("unpaid", "0", "0"),
    "07": ("paid", "79.80", "0"), "08": ("paid", "0.01", "0"), "09": ("paid", "189.00", "59.00"),
    "10": ("paid", "299.00", "0"), "11": ("paid", "39.90", "0"), "13": ("paid", "59.00", "0"),
    "14": ("paid", "118.00", "20.00"), "15": ("refunded", "67.00", "67.00"),
}  # fmt: skip
YOUZAN_ORDERS: dict[str, Order] = {
    "01": ("paid", "59.00", "0"), "02": ("paid", "146.00", "44.50"), "03": ("paid", "260.00", "0"),
    "04": ("refunded", "65.00", "65.00"), "05": ("cancelled", "0", "0"), "06": ("unpaid", "0", "0"),
    "07": ("paid", "79.80", "0"), "08": ("refunded", "39.90", "39.90"), "10": ("paid", "59.00", "0"),
    "11": ("paid", "39.90", "0"), "12": ("paid", "98.90", "0"), "13": ("paid", "90.00", "0"),
    "14": ("paid", "10.00", "0"), "15": ("paid", "128.00", "0"),
}  # fmt: skip
EXPECTED: dict[str, dict[str, Order]] = {
    "taobao": TAOBAO,
    "taobao_goods": TAOBAO,
    "taobao_sub_orders": {
        "01": ("paid", "159.30", "30.00"), "04": ("paid", "299.00", "0"), "05": ("refunded", "59.00", "59.00"),
        "06": ("cancelled", "0", "0"), "07": ("unpaid", "0", "0"), "08": ("paid", "79.80", "0"),
        "11": ("paid", "118.00", "59.00"), "16": ("paid", "59.00", "0"), "17": ("paid", "177.00", "59.00"),
        "18": ("paid", "39.90", "0"),
    },
    "jd": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "433.00", "0"), "03": ("paid", "200.00", "0"),
        "04": ("paid", "85.80", "0"), "05": ("unpaid", "0", "0"), "06": ("cancelled", "0", "0"),
        "07": ("paid", "39.90", "0"), "08": ("paid", "59.00", "0"), "09": ("unpaid", "0", "0"),
        "10": ("paid", "279.00", "0"), "11": ("paid", "299.00", "0"), "13": ("paid", "200.00", "0"),
    },
    "pinduoduo": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "114.00", "0"), "03": ("paid", "269.00", "0"),
        "04": ("refunded", "59.00", "59.00"), "05": ("refunded", "45.90", "45.90"), "06": ("refunded", "79.80", "79.80"),
        "07": ("unpaid", "0", "0"), "08": ("cancelled", "0", "0"), "09": ("cancelled", "0", "0"),
        "10": ("cancelled", "0", "0"), "11": ("paid", "299.00", "0"), "12": ("paid", "1199.00", "0"),
        "14": ("paid", "100.00", "0"), "15": ("paid", "0.00", "0"), "16": ("refunded", "59.00", "59.00"),
    },
    "douyin": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "213.00", "95.00"), "05": ("paid", "1299.00", "0"),
        "06": ("refunded", "59.00", "59.00"), "07": ("cancelled", "0", "0"), "08": ("unpaid", "0", "0"),
        "09": ("paid", "79.80", "0"), "11": ("paid", "39.90", "0"), "13": ("paid", "299.00", "0"),
        "14": ("paid", "59.00", "0"), "15": ("refunded", "59.00", "59.00"), "16": ("paid", "59.00", "0"),
    },
    "youzan": YOUZAN_ORDERS | {
        "02": ("paid", "138.00", "44.50"), "03": ("paid", "269.00", "0"), "04": ("refunded", "59.00", "59.00"),
    },
    "youzan_orders": YOUZAN_ORDERS,
    "youzan_goods": YOUZAN_ORDERS,
    "wechat_shop": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "145.00", "85.00"), "03": ("paid", "269.00", "0"),
        "04": ("refunded", "65.00", "65.00"), "05": ("cancelled", "0", "0"), "06": ("unpaid", "0", "0"),
        "07": ("paid", "109.80", "9.99"), "09": ("paid", "299.00", "0"), "10": ("refunded", "299.00", "299.00"),
        "11": ("paid", "177.00", "0"),
    },
}  # fmt: skip
LEFT_OUT = {
    "taobao": [(12, "unknown_status")],
    "taobao_goods": [(15, "unknown_status"), (20, "not_in_companion")],
    "taobao_sub_orders": [(11, "unknown_status"), (12, "bad_number:refund")],
    "jd": [(16, "unknown_status"), (17, "unknown_status")],
    "pinduoduo": [(13, "unknown_status")],
    "douyin": [(11, "unknown_status")],
    "youzan": [(11, "unknown_status")],
    "youzan_orders": [(9, "unknown_status")],
    "youzan_goods": [(11, "unknown_status"), (20, "not_in_companion")],
    "wechat_shop": [(11, "unknown_status"), (12, "unknown_status")],
}  # fmt: skip


def fixture(name: str) -> Path:
    return FIXTURES / f"{name}.csv"


def header_of(path: Path) -> list[str]:
    return next(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def load(counter: Counter, name: str) -> Any:
    beside = {"companion": fixture(BESIDE[name])} if name in BESIDE else {}
    return counter.load(fixture(name).read_bytes(), **beside)


def written(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


def orders(counter: Counter) -> dict[str, Order]:
    """By the end of its number: one word for all its lines (the lines' own where they agree), received, given back."""
    found = counter.rows(
        """SELECT right(order_id, 2), CASE WHEN count(DISTINCT status) = 1 THEN min(status) ELSE 'paid' END,
                  sum(paid_amount), sum(refund_amount) FROM order_line GROUP BY order_id ORDER BY 1"""
    )
    return {end: (status, paid, refund) for end, status, paid, refund in found}


AT = "2026-11-01 10:00:00"


cents = st.integers(0, 50_000).map(lambda value: Decimal(value) / 100)
