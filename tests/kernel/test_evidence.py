"""Queries, receipts and claims: what is stored with a figure must say the same later."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from brain.kernel.evidence import Claim, Filter, Order, Period, Query, Receipt, SourceFile, count_claim

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PERIODS = st.tuples(st.dates(), st.dates()).map(lambda pair: Period(start=min(pair), end=max(pair)))
QUERIES = st.builds(
    Query,
    metrics=st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    dimensions=st.lists(NAMES, max_size=2).map(tuple),
    filters=st.lists(
        st.builds(
            Filter,
            dimension=NAMES,
            op=st.sampled_from(["=", "!=", "in", "not in"]),
            values=st.lists(NAMES | st.sampled_from(["007", "1e3", ""]), min_size=1, max_size=3).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    period=PERIODS,
    compare=st.none() | PERIODS,
    order=st.none() | st.builds(Order, by=NAMES, descending=st.booleans()),
    limit=st.none() | st.integers(1, 10_000),
)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(QUERIES)
def test_a_query_survives_storage_and_serves_as_a_key(query: Query) -> None:
    """A stored query is the same query, and equal queries find each other's cached answer."""
    again = Query.model_validate_json(query.model_dump_json())
    assert again == query
    assert hash(again) == hash(query)


@given(QUERIES, INSTANTS, st.none() | INSTANTS)
def test_a_receipt_survives_storage(query: Query, made_at: datetime, fresh: datetime | None) -> None:
    """Opening a figure next month shows the same query, rows and files."""
    file = SourceFile(batch="b", file="orders.csv", source="tmall", imported_at=made_at)
    receipt = Receipt(
        id="rcpt_1", shop="s", query=query, sql="SELECT 1", row_count=1, data_version=3, fresh_until=fresh, files=(file,), made_at=made_at
    )  # fmt: skip
    assert Receipt.model_validate_json(receipt.model_dump_json()) == receipt


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_claim_keeps_every_digit(value: Decimal) -> None:
    """Money does not pass through binary floating point on its way into storage."""
    claim = Claim(value=value, unit="money", currency="CNY", receipt="r")
    again = Claim.model_validate_json(claim.model_dump_json())
    assert again.value.as_tuple() == value.as_tuple()


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "abc"])
def test_a_claim_is_a_number(value: str) -> None:
    """A division by nothing must not reach the owner as a figure."""
    with pytest.raises(ValidationError):
        Claim(value=value, receipt="r")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"metrics": ()},
        {"limit": 0},
        {"limit": 10_001},
        {"filters": [{"dimension": "d", "op": "like", "values": ["x"]}]},
    ],
)
def test_a_query_outside_its_bounds_is_refused(wrong: dict[str, object]) -> None:
    """No metric, no rows, too many rows, an unknown operator."""
    period = Period(start=date(2026, 1, 1), end=date(2026, 1, 2))
    with pytest.raises(ValidationError):
        Query(**{"metrics": ("net_sales",), "period": period, **wrong})  # type: ignore[arg-type]


def test_evidence_cannot_be_changed_after_it_was_made() -> None:
    """A claim that is shown is the claim that was checked."""
    claim = count_claim(3, "r")
    with pytest.raises(ValidationError, match="frozen"):
        claim.value = Decimal(4)  # type: ignore[misc]
    assert (claim.value, claim.unit) == (Decimal(3), "count")
