"""How long an answered question takes beside its bare SQL: medians, on the sample shop, Online Retail and a million order lines."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.semantic_speed import make as a_million_lines
from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.bootstrap import open_brain
from brain.demo import refresh_demo
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from eval.shops import open_shop

QUESTIONS = (
    "上周卖了多少",
    "last month's net sales",
    "top 5 products last month",
    "上个月销售额环比",
    "orders by region last month",
    "最近30天每天的订单数",
    "上个月客单价和订单数",
    "repeat rate last month",
    "上个月哪个地区退款最多",
    "how many units did we sell last week",
)
ROUNDS = 5


def measure(facts: Facts) -> dict[str, float]:
    """Median milliseconds of an answer and of its SQL alone, over questions that this shop can answer."""
    names = NameCache()
    started = perf_counter()
    names.index(facts)
    index_ms = (perf_counter() - started) * 1000
    answers, bare = [], []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            reader = Facts(facts.warehouse, facts.shop, facts.clock)  # a reader lives for one request
            started = perf_counter()
            card = ask(reader, question, names=names)
            answers.append((perf_counter() - started) * 1000)
            if card.receipt is None:
                answers.pop()
                continue
            started = perf_counter()
            with facts.warehouse.cursor() as cursor:
                cursor.execute(card.receipt.sql).fetchall()
            bare.append((perf_counter() - started) * 1000)
    return {
        "answer_ms": round(median(answers), 2),
        "bare_sql_ms": round(median(bare), 2),
        "allowed_ms": round(1.5 * median(bare) + 15, 2),
        "name_index_ms": round(index_ms, 1),
        "answered": len(answers),
    }


def run() -> dict[str, Any]:
    """Figures by shop; a sentence instead where a file is absent."""
    result: dict[str, Any] = {"bench": "ask_speed"}
    with tempfile.TemporaryDirectory() as folder:
        brain = open_brain(
            Path(folder) / "home", FixedClock(datetime(2026, 11, 20, 4, tzinfo=UTC)), with_executor=False
        )
        try:
            refresh_demo(brain)
            result["sample"] = measure(brain.desk("demo").facts)
        finally:
            brain.close()
        retail = open_shop("uk", Path(folder))
        if isinstance(retail, str):
            result["online_retail"] = retail
        else:
            clock = FixedClock(shop_instant(date(2011, 8, 20), time(12), retail.shop.zone))
            result["online_retail"] = measure(Facts(retail.warehouse, retail.shop, clock))
            retail.warehouse.close()
        large = a_million_lines(Path(folder))
        result["million_lines"] = measure(large)
        large.warehouse.close()
    return result


if __name__ == "__main__":
    print(json.dumps(run()))
