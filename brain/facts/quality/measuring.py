"""How large each kind of defect is in a shop's data: a share of what it is measured against, and a sentence with counts.

Orders dated after today are counted as that one defect and left out of all other shares: mending one defect must not
make another look larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from brain.facts.quality.freshness import Freshness
from brain.facts.quality.gaps import find_gaps, without_lonely
from brain.facts.quality.reconcile import unchecked_imports
from brain.facts.reader import Facts, Result
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import N_, Day, Text

# Rows that are left out because they are no sales, or because a better row of theirs is here: nothing to mend.
RIGHTLY_LEFT_OUT = (
    "no_money_moved", "accounting_adjustment", "stock_write_off", "replaced_in_file", "total_row", "known_with_goods",
    "test_order", "continuation", "already_taken_off",
)  # fmt: skip
LOOKED_BACK = timedelta(days=400)
ALIKE_ORDERS = 5
ALIKE_SHARE = 0.3
ABSURD_FACTOR = 50
"""A price so many times above or below its product's median price is in the wrong unit."""


@dataclass(frozen=True)
class Defect:
    """`share` 0..1 of what it is measured against; 0 when there is none. `checked`: there was something to measure."""

    name: str
    share: float
    text: Text
    receipt: Receipt
    checked: bool = True


LINES = """
    WITH catalogue AS (SELECT product_id, max(category) AS category, max(cost) AS cost FROM product
                       WHERE shop_id = $shop GROUP BY product_id),
    line AS (SELECT l.*, coalesce(c.category, l.category) AS known_category, c.product_id IS NOT NULL AS listed,
                    c.cost IS NOT NULL AS costed,
                    l.line_type = 'product' AND l.status IN ('paid', 'refunded') AND l.ordered_on <= $today AS goods
             FROM order_line l LEFT JOIN catalogue c ON c.product_id = l.product_id WHERE l.shop_id = $shop)
    SELECT count(*) AS lines, count(*) FILTER (goods) AS goods,
           count(*) FILTER (goods AND product_id IS NULL) AS product,
           count(*) FILTER (goods AND known_category IS NULL) AS category,
           count(*) FILTER (goods AND NOT costed) AS cost,
           count(*) FILTER (goods AND product_id IS NOT NULL AND NOT listed) AS unlisted,
           count(*) FILTER (goods AND listed) AS on_list,
           count(*) FILTER (paid_amount < 0 OR refund_amount < 0 OR discount_amount < 0 OR unit_price < 0
                            OR (quantity < 0 AND status <> 'return')
                            OR (refund_amount > paid_amount AND status <> 'return')) AS impossible
    FROM line"""
ORDERS = """
    WITH o AS (SELECT order_key, split_part(order_key, chr(31), 1) AS system, any_value(order_id) AS order_id,
                      min(ordered_at) AS placed_at, min(ordered_on) AS day, sum(paid_amount) AS paid,
                      max(customer_key) AS customer_key, bool_or(status = 'return') AS credit
               FROM order_line WHERE shop_id = $shop GROUP BY order_key),
    past AS (SELECT * FROM o WHERE day <= $today AND paid > 0 AND NOT credit),
    twice AS (SELECT a.order_key FROM past a JOIN past b ON a.order_id = b.order_id AND a.paid = b.paid AND a.system < b.system
              WHERE a.day - b.day BETWEEN -1 AND 1),
    alone AS (SELECT system, paid, date_trunc('minute', placed_at) AS minute, any_value(order_key) AS order_key,
                     any_value(order_id) AS order_id, any_value(customer_key) AS customer_key
              FROM past GROUP BY 1, 2, 3 HAVING count(*) = 1),
    pair AS (SELECT a.order_key FROM alone a JOIN alone b USING (paid, minute)
             WHERE a.system < b.system AND a.order_id <> b.order_id
               AND (a.customer_key IS NULL OR b.customer_key IS NULL OR a.customer_key = b.customer_key)),
    fewest AS (SELECT min(n) AS n FROM (SELECT count(*) AS n FROM past GROUP BY system))
    SELECT (SELECT count(*) FROM o) AS every, (SELECT count(*) FROM past) AS orders,
           (SELECT count(*) FROM past WHERE customer_key IS NULL) AS customer,
           (SELECT count(*) FROM o WHERE day > $today) AS future, (SELECT max(day) FROM o) AS latest,
           (SELECT count(DISTINCT order_key) FROM twice) AS doubled,
           (SELECT count(DISTINCT order_key) FROM pair) AS alike, (SELECT n FROM fewest) AS fewest"""
PRICES = f"""
    WITH line AS (SELECT product_id, unit_price FROM order_line
                  WHERE shop_id = $shop AND line_type = 'product' AND unit_price > 0 AND product_id IS NOT NULL),
    wide AS (SELECT product_id FROM line GROUP BY product_id
             HAVING max(unit_price) >= {ABSURD_FACTOR} * min(unit_price) AND count(*) >= 4),
    usual AS (SELECT product_id, median(unit_price) AS typical FROM line JOIN wide USING (product_id) GROUP BY product_id)
    SELECT count(*) FROM line JOIN usual USING (product_id)
    WHERE unit_price >= {ABSURD_FACTOR} * typical OR unit_price * {ABSURD_FACTOR} <= typical"""
# A row left out counts as mended once a later file brought it whole.
LEFT_OUT = f"""
    SELECT (SELECT count(*) FROM quarantine q JOIN import_batch b USING (shop_id, batch_id)
            WHERE shop_id = $shop AND b.state = 'visible' AND split_part(q.reason, ':', 1) NOT IN {RIGHTLY_LEFT_OUT!r}
              AND NOT (q.row_key IS NOT NULL AND EXISTS (
                  SELECT 1 FROM order_line l WHERE l.shop_id = $shop AND l.row_key = q.row_key))) AS found,
           (SELECT sum(rows_read) FROM import_batch WHERE shop_id = $shop AND state = 'visible') AS whole"""
DAYS = """
    SELECT ordered_on, count(DISTINCT order_key) FROM order_line
    WHERE shop_id = $shop AND ordered_on <= $today AND paid_amount > 0 GROUP BY 1"""


_WITHOUT_LIST = {
    "category": N_(
        "{count} of {whole} lines sold have no category, and there is no product list to look it up in."
    ),
    "cost": N_("{count} of {whole} lines sold have no cost: it comes with a product list."),
    "unlisted": N_(
        "{count} of {whole} lines sold are of products that no product list names: none was loaded that fits."
    ),
}


def measure(facts: Facts, fresh: Freshness) -> list[Defect] | None:
    """Every defect that there can be, those of share 0 among them; None for a shop without orders."""
    today = {"today": facts.today}
    lines, orders = facts.sql(LINES, today), facts.sql(ORDERS, today)
    if not _row(lines)["lines"]:
        return None
    found = [
        *_line_defects(lines),
        *_order_defects(orders),
        _absurd(facts, lines),
        _left_out(facts),
        _gaps(facts),
        _unreconciled(facts),
    ]
    if fresh.receipt:
        found.append(Defect("stale", fresh.staleness, fresh.text, fresh.receipt))
    return found


def _row(result: Result) -> Mapping[str, Any]:
    return dict(zip(result.columns, result.rows[0], strict=True))


def _share(found: int, whole: int) -> float:
    return min(1.0, found / whole) if whole else 0.0


def _line_defects(result: Result) -> Iterator[Defect]:
    row = _row(result)
    sentences = {
        "product": N_("{count} of {whole} lines sold do not say which product."),
        "category": N_("{count} of {whole} lines sold have a product without a category."),
        "cost": N_("{count} of {whole} lines sold have a product without a cost."),
        "unlisted": N_("{count} of {whole} lines sold are of products that are not in the product list."),
    }
    if row["goods"] and not row["on_list"]:
        # Three defects of one cause would read like three things to do.
        for name in ("category", "cost", "unlisted"):
            sentences[name] = _WITHOUT_LIST[name]
    for name, msg in sentences.items():
        whole = row["goods"] - row["product"] if name == "unlisted" else row["goods"]
        yield _defect_of_whole(name, msg, row[name], whole, result)


def _defect_of_whole(name: str, msg: str, found: int, whole: int, result: Result) -> Defect:
    text = Text(
        msg=msg, args={"count": result.claim_of(found, "count"), "whole": result.claim_of(whole, "count")}
    )
    return Defect(name, _share(found, whole), text, result.receipt, checked=whole > 0)


def _order_defects(result: Result) -> Iterator[Defect]:
    row = _row(result)
    yield _defect_of_whole(
        "customer", N_("{count} of {whole} orders have no customer."), row["customer"], row["orders"], result
    )
    yield _defect_of_whole(
        "doubled",
        N_("{count} of {whole} orders are here from two systems, with the same number, day and amount."),
        row["doubled"],
        row["orders"],
        result,
    )
    future = Text(
        msg="{count} of {whole} orders are dated after today, the latest on {day}.",
        args={
            "count": result.claim_of(row["future"], "count"),
            "whole": result.claim_of(row["every"], "count"),
            "day": Day(day=row["latest"], year=True),
        },
    )
    yield Defect("future", _share(row["future"], row["every"]), future, result.receipt)
    alike, fewest = row["alike"], row["fewest"] or 0
    many = alike >= ALIKE_ORDERS and alike >= ALIKE_SHARE * fewest
    yield _defect_of_whole(
        "alike",
        N_(
            "{count} of {whole} orders were placed in the same minute over the same amount as an order of another system."
        ),
        alike if many else 0,
        row["orders"],
        result,
    )


def _absurd(facts: Facts, lines: Result) -> Defect:
    """Negative money, more given back than paid, and prices in the wrong unit."""
    prices = facts.sql(PRICES)
    odd, impossible = int(prices.rows[0][0]), int(_row(lines)["impossible"])
    negative, wrong_unit = lines.claim_of(impossible, "count"), prices.claim_of(odd, "count")
    if not odd:
        text = Text(
            msg="{count} lines have a negative amount or a refund above the payment.",
            args={"count": negative},
        )
    elif not impossible:
        text = Text(
            msg="{count} lines have a price {factor} times above or below what the product usually costs.",
            args={"count": wrong_unit, "factor": ABSURD_FACTOR},
        )
    else:
        text = Text(
            msg="{count} lines have a negative amount or a refund above the payment, {prices} a price {factor} times above or below what the product usually costs.",
            args={"count": negative, "prices": wrong_unit, "factor": ABSURD_FACTOR},
        )
    share = _share(odd + impossible, _row(lines)["lines"])
    return Defect("absurd", share, text, prices.receipt if odd else lines.receipt)


def _left_out(facts: Facts) -> Defect:
    result = facts.sql(LEFT_OUT)
    found, whole = result.rows[0][0], int(result.rows[0][1] or 0)
    return _defect_of_whole(
        "left_out", N_("{count} of {whole} rows of your files could not be used."), found, whole, result
    )


def _gaps(facts: Facts) -> Defect:
    """Days missing within the last thirteen months; holidays are no defect."""
    result = facts.sql(DAYS, {"today": facts.today})
    days, _ = without_lonely({row[0]: row[1] for row in result.rows})
    since = max(days, default=facts.today) - LOOKED_BACK
    gaps = [gap for gap in find_gaps(days, facts.shop.zone) if gap.last > since and not gap.holiday]
    missing = sum(gap.days for gap in gaps)
    span = (max(days) - max(min(days), since)).days + 1 if days else 1
    last = max((gap.last for gap in gaps), default=facts.today)
    text = Text(
        msg="{count} days without orders do not fit the shop's rhythm, the last of them {day}.",
        args={"count": result.claim_of(missing, "count"), "day": Day(day=last, year=True)},
    )
    return Defect("gaps", _share(missing, span), text, result.receipt)


def _unreconciled(facts: Facts) -> Defect:
    """Rows of imports of orders that nobody compared with the back office, or that differ from it unexplained."""
    unchecked = unchecked_imports(facts)
    claims = {
        "count": unchecked.result.claim_of(unchecked.imports, "count"),
        "whole": unchecked.result.claim_of(unchecked.of, "count"),
    }
    if unchecked.differing:
        differing = unchecked.result.claim_of(unchecked.differing, "count")
        text = Text(
            msg="{count} of {whole} imports of orders do not agree with the back office yet; {differing} of them differ from it.",
            args={**claims, "differing": differing},
        )
    else:
        text = Text(
            msg="{count} of {whole} imports of orders were not compared with the back office yet.",
            args=claims,
        )
    return Defect("unreconciled", unchecked.share, text, unchecked.result.receipt)
