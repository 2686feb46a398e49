"""The SQL itself: golden texts, safety of values, NULLIF on every divisor, errors that name the nearest match."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from brain.facts.semantic.compile import can_split, compile_query, unit_of
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.facts.semantic.metrics import METRICS
from brain.facts.warehouse.schema import FACT_TABLES
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Filter, Having, Order, Query
from tests.examples import some_of
from tests.facts.semantic.golden_queries import GOLDEN_QUERIES, WEEK

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", GOLDEN_QUERIES)
def test_golden_sql(name: str) -> None:
    """The SQL is the text that a person has read and found right; a missing file is a failure."""
    expected = (GOLDEN / f"{name}.sql").read_text(encoding="utf-8")
    assert compile_query(GOLDEN_QUERIES[name]) + "\n" == expected


def test_no_golden_file_is_left_over() -> None:
    """A file that no query has would look as if it were checked."""
    assert {path.stem for path in GOLDEN.glob("*.sql")} == set(GOLDEN_QUERIES)


@pytest.mark.parametrize("name", GOLDEN_QUERIES)
def test_golden_sql_is_portable(name: str) -> None:
    """Spark's dialect has every construct: the translator warns of none, and what it writes is read again."""
    written = sqlglot.transpile(
        compile_query(GOLDEN_QUERIES[name]),
        read="duckdb",
        write="spark",
        unsupported_level=sqlglot.ErrorLevel.RAISE,
    )
    assert len(written) == 1
    assert isinstance(sqlglot.parse_one(written[0], dialect="spark"), exp.Select)


def _everything() -> list[Query]:
    queries = list(GOLDEN_QUERIES.values())
    for metric in METRICS:
        for dimension in DIMENSIONS:
            if can_split(metric.name, dimension.name):
                queries.append(
                    Query(
                        metrics=(metric.name,),
                        dimensions=(dimension.name,),
                        period=WEEK,
                        compare=WEEK.before(),
                    )
                )
    return queries


def test_every_divisor_is_guarded_and_every_table_filtered() -> None:
    """No division without NULLIF; each fact table is read for `$shop` only; no construct that other engines lack."""
    for query in some_of(_everything()):
        compiled = compile_query(query)
        tree = sqlglot.parse_one(compiled, dialect="duckdb")
        for division in tree.find_all(exp.Div):
            assert isinstance(division.expression, exp.Nullif), compiled
        for select in tree.find_all(exp.Select):
            source = select.args["from_"].this
            if isinstance(source, exp.Table) and source.name in (*FACT_TABLES, "customer_tag"):
                assert "shop_id = $shop" in select.args["where"].sql(dialect="duckdb")
        written = compiled.upper()
        assert not [
            word for word in ("ISODOW", "DAYOFWEEK", "QUANTILE", "APPROX_", "AS INT)") if word in written
        ]


@given(value=st.text(max_size=40), op=st.sampled_from(["=", "!=", "in", "not in"]))
def test_no_value_becomes_sql(value: str, op: str) -> None:
    """Whatever a name holds, it stays one literal of one statement, and DuckDB reads the same name back."""
    given_filter = Filter.model_validate({"dimension": "category", "op": op, "values": (value,)})
    query = Query(metrics=("net_sales",), filters=(given_filter,), period=WEEK)
    if "\x00" in value:
        with pytest.raises(DeveloperError):
            compile_query(query)
        return
    sql = compile_query(query)
    (statement,) = duckdb.extract_statements(sql)
    assert statement.type == duckdb.StatementType.SELECT
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    assert value in [literal.this for literal in tree.find_all(exp.Literal) if literal.is_string]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query(metrics=("net_sale",), period=WEEK), "Did you mean net_sales?"),
        (Query(metrics=("orders",), dimensions=("categry",), period=WEEK), "Did you mean category?"),
        (Query(metrics=("orders",), order=Order(by="net_sales"), period=WEEK), "must be one of orders"),
        (Query(metrics=("stock_on_hand",), dimensions=("day",), period=WEEK), "cannot be split"),
        (Query(metrics=("sell_through",), dimensions=("sku",), period=WEEK), "cannot be split"),
        (Query(metrics=("orders", "orders"), period=WEEK), "twice"),
        (
            Query(metrics=("orders",), filters=(Filter(dimension="hour", values=("x",)),), period=WEEK),
            "whole number",
        ),
        (
            Query(metrics=("orders",), filters=(Filter(dimension="day", values=("soon",)),), period=WEEK),
            "ISO date",
        ),
        (
            Query(
                metrics=("orders",), filters=(Filter(dimension="brand", op=">", values=("a",)),), period=WEEK
            ),
            "must be =",
        ),
        (
            Query(
                metrics=("orders",),
                filters=(Filter(dimension="hour", op="between", values=("1",)),),
                period=WEEK,
            ),
            "must have 2",
        ),
        (Query(metrics=("orders",), shows=("share",), period=WEEK), "must name a dimension"),
        (
            Query(metrics=("orders",), dimensions=("product",), shows=("share",), period=WEEK),
            "orders by product do not add up",
        ),
        (
            Query(metrics=("refund_rate",), dimensions=("day",), shows=("share",), period=WEEK),
            "do not add up",
        ),
        (
            Query(metrics=("buyers",), dimensions=("day",), shows=("running",), period=WEEK),
            "do not add up",
        ),
        (
            Query(metrics=("net_sales",), dimensions=("day",), shows=("contribution",), period=WEEK),
            "must compare",
        ),
        (Query(metrics=("net_sales",), dimensions=("brand",), others=True, period=WEEK), "with a limit"),
        (
            Query(metrics=("orders",), dimensions=("product",), limit=3, others=True, period=WEEK),
            "cannot be told as one",
        ),
        (
            Query(metrics=("net_sales",), dimensions=("day",), limit=3, others=True, period=WEEK),
            "cannot be told as one",
        ),
        (
            Query(
                metrics=("orders",),
                dimensions=("day",),
                having=(Having(metric="ordres", values=(Decimal(1),)),),
                period=WEEK,
            ),
            "Did you mean orders?",
        ),
        (
            Query(
                metrics=("orders",),
                dimensions=("day",),
                having=(Having(metric="orders", op="between", values=(Decimal(1),)),),
                period=WEEK,
            ),
            "must have 2",
        ),
        (
            Query(metrics=("orders",), filters=(Filter(dimension="price", values=("1e3",)),), period=WEEK),
            "number of plain digits",
        ),
    ],
)
def test_wrong_queries_say_what_is_wrong(query: Query, words: str) -> None:
    """A name or value that cannot be is a DeveloperError with the nearest match or the rule."""
    with pytest.raises(DeveloperError, match="(?s).*" + words.replace("?", r"\?")):
        compile_query(query)


def test_units_of_columns() -> None:
    """A metric's columns carry its unit; a change is a rate; a dimension has none."""
    assert unit_of("net_sales") == "money"
    assert unit_of("orders_before") == "count"
    assert unit_of("net_sales_change") == "rate"
    assert unit_of("net_sales_share") == unit_of("orders_contribution") == "rate"
    assert unit_of("net_sales_running") == "money"
    assert unit_of("stock_to_sales") == "days"
    with pytest.raises(DeveloperError, match="Did you mean net_sales"):
        unit_of("net_sale")


def test_every_metric_says_what_it_counts() -> None:
    """Each metric has a sentence, words in both languages, and names that no other metric uses."""
    meant: dict[str, str] = {}
    for metric in METRICS:
        for word in (word for words in metric.synonyms.values() for word in words):
            assert meant.setdefault(word, metric.name) == metric.name, word
    for metric in METRICS:
        assert metric.sentence.endswith(".")
        assert metric.synonyms["zh"]
        assert metric.synonyms["en"]
