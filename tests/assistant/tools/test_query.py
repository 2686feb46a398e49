"""The query tool: the facts' own figures, names put right, and an honest no."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.assistant.tools.base import ToolRefused, ToolResult
from brain.assistant.tools.query import QUERY
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.facts.semantic.metrics import METRICS
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Period, Query
from tests.assistant.workbench import Workbench

WEEK = {"start": "2026-11-09", "end": "2026-11-16"}


def ask(bench: Workbench, **arguments: Any) -> ToolResult:
    return QUERY.call(bench, {"metrics": ["net_sales"], "period": WEEK, **arguments})


def test_a_figure_comes_with_claim_receipt_card_and_guidance(bench: Workbench) -> None:
    """The same figure as the facts give, written as the owner reads it, and bound to its metric."""
    result = ask(bench)
    wanted = bench.facts.ask(
        Query(metrics=("net_sales",), period=Period(start=date(2026, 11, 9), end=date(2026, 11, 16)))
    )
    exact = Decimal(wanted.rows[0][0])
    assert result.card is not None
    assert result.card.receipt is not None
    assert result.card.value == exact
    assert result.content["rows"] == [[f"¥{exact:,.2f}"]]
    assert result.stated[0].metric == "net_sales"
    assert result.stated[0].claim.value == exact
    assert "exactly" in result.guidance
    assert f"¥{exact:,.2f}" in result.card.text.render("zh")
    assert f"¥{exact:,.2f}" in result.card.text.render("en")


def test_rows_are_bound_to_their_names(bench: Workbench) -> None:
    """Each figure of a ranking belongs to the product of its row; compared columns know what they are."""
    result = ask(
        bench,
        dimensions=["product"],
        order={"by": "net_sales"},
        limit=3,
        compare={"start": "2026-11-02", "end": "2026-11-09"},
    )
    assert result.card is not None
    first = result.card.rows[0]
    own = [one for one in result.stated if one.of == (first[0],)]
    assert [(one.metric, one.change) for one in own] == [
        ("net_sales", False),
        ("net_sales", False),
        ("net_sales", True),
    ]
    assert first[0] in result.names
    assert Period(start=date(2026, 11, 2), end=date(2026, 11, 9)) in result.periods


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"metrics": ["net_sale"]}, "net_sales"),
        ({"dimensions": ["produkt"]}, "product"),
        ({"filters": [{"dimension": "categroy", "op": "=", "values": ["辅食"]}]}, "category"),
        ({"filters": [{"dimension": "category", "operator": "not in", "values": ["辅食"]}]}, "operator"),
        ({"filter": []}, "filter"),
        ({"period": {"start": "2026-11-16", "end": "2026-11-09"}}, "end"),
        ({"period": {"from": "2026-11-16", "end": "2026-11-09"}}, "from"),
        ({"filters": [{"dimension": "category", "op": "=", "values": ["辅食品"]}]}, "辅食"),
        ({"metrics": []}, "metrics"),
        ({"order": {"by": "moon"}, "dimensions": ["product"]}, "moon"),
        ({"limit": 0}, "limit"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(
    bench: Workbench, arguments: dict[str, Any], hint: str
) -> None:
    """The model may retry: names with their nearest match, keys with those there are."""
    with pytest.raises(ToolRefused, match=hint):
        ask(bench, **arguments)


def test_no_data_is_not_zero(bench: Workbench) -> None:
    """A period before the first order has no figure, and the days that have are told."""
    result = ask(bench, period={"start": "2019-01-01", "end": "2019-02-01"})
    assert "no_data_in_period" in result.content
    assert result.content["data_covers"][0] == "2025-09-01"
    assert result.stated == ()
    assert result.card is None


def test_what_the_data_lacks_is_told(bench: Workbench) -> None:
    """Stock was never imported: a sentence instead of a figure."""
    result = ask(bench, metrics=["stock_on_hand"])
    assert "cannot_be_told" in result.content
    assert result.stated == ()


def test_the_schema_is_what_a_server_takes(bench: Workbench) -> None:
    """An object with the query's seven keys, without anything that Python alone understands."""
    schema = QUERY.spec("zh").parameters
    assert schema["type"] == "object"
    assert {"metrics", "dimensions", "filters", "period", "compare", "order", "limit"} <= set(
        schema["properties"]
    )


VALUES = st.sampled_from(
    ["辅食", "纸尿裤 M", "", "2026-02-30", "99999999999999999999", "-1", "x'; DROP TABLE shop; --", "周一"]
)
ARGUMENTS = st.fixed_dictionaries(
    {
        "metrics": st.lists(st.sampled_from([*(m.name for m in METRICS), "nothing"]), min_size=1, max_size=2),
        "period": st.sampled_from(
            [WEEK, {"start": "2025-09-01", "end": "2026-11-21"}, {"start": "2030-01-01", "end": "2030-01-02"}]
        ),
    },
    optional={
        "dimensions": st.lists(st.sampled_from([d.name for d in DIMENSIONS]), max_size=2),
        "filters": st.lists(
            st.fixed_dictionaries(
                {
                    "dimension": st.sampled_from([d.name for d in DIMENSIONS]),
                    "op": st.sampled_from(["=", "!=", "in", "not in", ">=", "between"]),
                    "values": st.lists(VALUES, max_size=2),
                }
            ),
            max_size=2,
        ),
        "compare": st.just({"start": "2026-11-02", "end": "2026-11-09"}),
        "limit": st.integers(-1, 20),
        "shows": st.lists(st.sampled_from(["share", "running", "contribution"]), max_size=2),
        "others": st.booleans(),
        "having": st.lists(
            st.fixed_dictionaries(
                {"metric": st.sampled_from(["orders", "net_sales"]), "values": st.just([3])}
            ),
            max_size=1,
        ),
    },
)


@settings(max_examples=120, deadline=None)
@given(ARGUMENTS)
def test_whatever_is_asked_is_answered_or_refused(bench: Workbench, arguments: dict[str, Any]) -> None:
    """Never another error than the model may retry on; every figure given is bound to a metric and a receipt."""
    try:
        result = QUERY.call(bench, arguments)
    except (ToolRefused, DeveloperError, duckdb.Error, ValueError):
        return
    for one in result.stated:
        assert one.claim.receipt
    assert json.dumps(result.content, default=str)
    if result.card is not None:
        assert result.card.text.render("zh")
        assert result.card.text.render("en")
