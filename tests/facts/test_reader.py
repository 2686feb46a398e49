"""The reader: receipts that can be run again, parameters that stay parameters, facts a shop has or lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Period, Query
from eval.small_shop import FIRST, SHOP, TODAY, open_small_shop


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("read"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


def test_a_receipt_runs_again(facts: Facts) -> None:
    """The SQL on a receipt has no open parameters and brings the same rows."""
    result = facts.ask(
        Query(metrics=("orders", "buyers"), dimensions=("region",), period=Period(start=FIRST, end=TODAY))
    )
    with facts.warehouse.cursor() as cursor:
        assert cursor.execute(result.receipt.sql).fetchall() == result.rows
    assert result.receipt.row_count == len(result.rows)
    assert result.receipt.shop == "small"


def test_dollar_words_in_quotes_stay(facts: Facts) -> None:
    """A name that looks like a parameter is not filled in on the receipt."""
    result = facts.sql(
        "SELECT '$shop' AS a, $day AS b, $word AS c FROM order_line WHERE shop_id = $shop LIMIT 1",
        {"day": date(2026, 1, 2), "word": "o'clock $day"},
    )
    with facts.warehouse.cursor() as cursor:
        assert cursor.execute(result.receipt.sql).fetchall() == result.rows
    assert result.rows[0][0] == "$shop"


def test_sql_without_the_shop_is_refused(facts: Facts) -> None:
    """No statement can forget the shop."""
    with pytest.raises(DeveloperError, match="must filter"):
        facts.sql("SELECT 1")


def test_facts_that_a_shop_has(facts: Facts) -> None:
    """Each is answered; an unknown name says the nearest."""
    assert facts.has("product")
    assert facts.has("cost")
    assert not facts.has("stock")
    with pytest.raises(DeveloperError, match="Did you mean product"):
        facts.has("products")


def test_claims_carry_unit_currency_and_receipt(facts: Facts) -> None:
    """A cell becomes a claim with the unit of its column; NULL counts as zero; unknown columns need a unit."""
    result = facts.ask(Query(metrics=("net_sales", "refund_rate"), period=Period(start=FIRST, end=TODAY)))
    claim = result.claim(0, "net_sales")
    assert (claim.unit, claim.currency, claim.receipt) == ("money", "CNY", result.receipt.id)
    assert claim.value == result.rows[0][0]
    assert result.claim(0, "refund_rate").currency is None
    assert result.claim_of(Decimal("0.5"), "rate").value == Decimal("0.5")
    nothing = facts.ask(
        Query(metrics=("refund_rate",), period=Period(start=date(2020, 1, 1), end=date(2020, 1, 2)))
    )
    assert nothing.claim(0, "refund_rate").value == 0


def test_the_span_ends_after_the_last_day(facts: Facts) -> None:
    """Half-open, in shop days."""
    span = facts.span()
    assert span is not None
    assert span.start == FIRST
    assert span.end == TODAY
    assert facts.today == TODAY


def test_a_frame_has_float_money(facts: Facts) -> None:
    """Decimal columns are floats in a frame, so arithmetic on it works."""
    query = Query(metrics=("net_sales",), dimensions=("day",), period=Period(start=FIRST, end=TODAY))
    frame = facts.ask(query).frame()
    assert frame.net_sales.dtype == "float64"
    assert len(frame) == len(facts.ask(query).rows)


def test_the_receipt_id_follows_query_and_version(facts: Facts) -> None:
    """The same question on the same data has the same receipt, whenever it is asked."""
    query = Query(metrics=("orders",), period=Period(start=FIRST, end=TODAY))
    first, second = facts.ask(query), facts.ask(query)
    assert first.receipt.id == second.receipt.id
    assert isinstance(first.receipt.made_at, datetime)
    assert first.receipt.id != facts.ask(query.model_copy(update={"metrics": ("buyers",)})).receipt.id
