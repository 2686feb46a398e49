"""A model's SQL reads this shop's facts and nothing else, however it is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.assistant.tools.base import ToolRefused, ToolResult
from brain.assistant.tools.sql import SQL, readable_columns
from brain.assistant.tools.sql_guard import guarded
from tests.assistant.workbench import SECRET, Workbench

ATTACKS = [
    # what is no SELECT
    "DROP TABLE order_line_version",
    "DELETE FROM order_line_version",
    "UPDATE product_version SET price = 1",
    "INSERT INTO shop VALUES (1)",
    "CREATE TABLE mine AS SELECT 1",
    "CREATE MACRO steal() AS TABLE SELECT * FROM order_line_version",
    "ATTACH 'other.duckdb' AS other",
    "DETACH main",
    "COPY order_line TO 'out.csv'",
    "COPY (SELECT 1) TO '/etc/passwd'",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'in'",
    "SET enable_external_access = true",
    "RESET ALL",
    "PRAGMA table_info('order_line')",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "INSTALL httpfs",
    "LOAD httpfs",
    "EXPLAIN ANALYZE SELECT 1",
    "DESCRIBE order_line",
    "SUMMARIZE order_line",
    "SHOW TABLES",
    "SHOW ALL TABLES",
    "CHECKPOINT",
    "VACUUM",
    "BEGIN TRANSACTION",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "VALUES (1), (2)",
    "PIVOT order_line ON status USING sum(paid_amount)",
    "UNPIVOT order_line ON paid_amount INTO NAME n VALUE v",
    # more than one
    "SELECT 1; DROP TABLE order_line_version",
    "SELECT 1; SELECT 2",
    "SELECT 1;;SELECT shop_id FROM order_line_version",
    "",
    "   ;  ",
    "-- nothing",
    # other tables
    "SELECT * FROM order_line_version",
    "SELECT * FROM shop",
    "SELECT * FROM import_batch",
    "SELECT * FROM customer_contact",
    "SELECT * FROM quarantine",
    "SELECT * FROM main.order_line_version",
    "SELECT * FROM main.order_line",
    'SELECT * FROM "main"."order_line"',
    "SELECT * FROM memory.main.order_line",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pg_catalog.pg_tables",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM duckdb_tables()",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM pragma_table_info('order_line')",
    "SELECT * FROM query('SELECT * FROM order_line_version')",
    "SELECT * FROM query_table('order_line_version')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('*')",
    "SELECT * FROM read_parquet('x.parquet')",
    "SELECT * FROM read_json_auto('x.json')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM 'warehouse.duckdb'",
    'SELECT * FROM "/etc/passwd"',
    "FROM 'data.csv'",
    "SELECT * FROM range(1000000000)",
    "SELECT * FROM generate_series(1, 1000000000)",
    "SELECT * FROM unnest([1, 2])",
    "SELECT * FROM sniff_csv('x')",
    "SELECT * FROM order_line, LATERAL query('SELECT 1')",
    "SELECT * FROM order_line JOIN order_line_version USING (order_id)",
    "SELECT (SELECT count(*) FROM order_line_version)",
    "SELECT * FROM order_line WHERE EXISTS (SELECT 1 FROM shop)",
    "SELECT * FROM order_line WHERE order_id IN (SELECT order_id FROM order_line_version)",
    "SELECT * FROM order_line UNION ALL SELECT * FROM order_line_version",
    "WITH a AS (SELECT * FROM order_line_version) SELECT * FROM a",
    "WITH a AS (WITH b AS (SELECT * FROM shop) SELECT * FROM b) SELECT * FROM a",
    "SELECT * FROM (SELECT * FROM (SELECT * FROM quarantine))",
    "SELECT max((SELECT max(paid_amount) FROM order_line_version v WHERE v.order_id = o.order_id)) FROM order_line o",
    # names that stand in for tables
    "WITH quarantine AS (SELECT 1 AS a) SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x), main.quarantine",
    "SELECT * FROM (WITH shop AS (SELECT 1 AS a) SELECT * FROM shop) AS s, shop",
    "SELECT (WITH import_batch AS (SELECT 1 AS a) SELECT a FROM import_batch) FROM import_batch",
    "WITH order_line AS (SELECT * FROM order_line) SELECT count(*) FROM order_line",
    "WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a",
    'WITH "a""; DROP TABLE shop" AS (SELECT 1) SELECT 1',
    'SELECT * FROM order_line AS "x"" WHERE 1=1; --"',
    "SELECT * FROM cte_nobody_made",
    "SELECT * FROM tree",
    "SELECT * FROM given_shop",
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r",
    # hidden columns and values of the session
    "SELECT shop_id FROM order_line",
    "SELECT o.shop_id FROM order_line o",
    "SELECT batch_id, row_key FROM order_line",
    "SELECT rowid FROM order_line",
    "SELECT current_setting('access_mode')",
    "SELECT getvariable('x')",
    "SELECT getenv('HOME')",
    "SELECT current_user",
    "SELECT current_database()",
    "SELECT version()",
    "SELECT txid_current()",
    "SELECT nextval('s')",
    "SELECT COLUMNS('.*') FROM order_line",
    "SELECT COLUMNS(c -> c = 'shop_id') FROM order_line",
    "SELECT $shop",
    "SELECT $1",
    "SELECT ?",
    "SELECT * FROM order_line WHERE shop_id = $other",
    # time travel, samples, odd clauses, odd types
    "SELECT * FROM order_line AT (VERSION => 1)",
    "SELECT * FROM order_line TABLESAMPLE 10%",
    "SELECT * FROM order_line USING SAMPLE 5",
    "SELECT * INTO stolen FROM order_line",
    "SELECT * FROM order_line FOR UPDATE",
    "SELECT * FROM order_line POSITIONAL JOIN product",
    "SELECT CAST('order_line_version' AS REGCLASS)",
    "SELECT CAST('[1]' AS INTEGER[])",
    "SELECT {'a': 1}",
    "SELECT [x FOR x IN [1, 2]]",
    "SELECT list(order_id) FROM order_line",
    "SELECT list_transform([1], x -> x)",
    "SELECT string_agg(order_id, ',') FROM order_line",
    "SELECT repeat('a', 1000000000)",
    "SELECT json_execute_serialized_sql('x')",
    "SELECT regexp_replace('a', 'a', 'b')",
    "SELECT 'a' COLLATE nocase",
    "SELECT * FROM order_line LIMIT 10%",
    "SELECT * FROM order_line LIMIT (SELECT 5)",
    # unicode and comments
    "SELECT * FROM order_lin\u0435",
    "SELECT * FROM \uff4frder_line",
    "SELECT * FROM order\u200b_line",
    "SELECT row_key FROM order_line/**/_version",
    "SELECT/**/*/**/FROM/**/shop",
    "SELECT * FROM /* order_line */ shop -- order_line",
    "SELECT 1 /* ; */ ; /* */ DROP TABLE shop",
    "SELECT * FROM U&'\\0073hop'",
    "SELECT '" + "a" * 5000 + "'",
    "SELECT " + "(" * 900 + "1" + ")" * 900,
    "SELECT " + "+".join(["1"] * 1900),
]
HONEST = [
    "SELECT count(*) FROM order_line",
    "SELECT COUNT(*) FROM Order_Line",
    'SELECT count(*) FROM "order_line"',
    "FROM order_line SELECT count(*)",
    "SELECT count(*) FROM order_line AS product",
    "SELECT count(*) FROM order_line -- shop_id = 'secret'",
    "SELECT count(*) /* x */ FROM order_line",
    "WITH a AS (SELECT * FROM order_line) SELECT count(*) FROM a",
    "WITH shop AS (SELECT * FROM order_line) SELECT count(*) FROM shop",
    "WITH a AS (SELECT * FROM order_line), b AS (SELECT * FROM a) SELECT count(*) FROM b AS order_line",
    "SELECT count(*) FROM (SELECT * FROM (SELECT * FROM order_line) x) y",
    "SELECT sum(n) FROM (SELECT count(*) AS n FROM order_line GROUP BY status) t",
    "SELECT (SELECT count(*) FROM order_line)",
    "SELECT count(*) FROM order_line o, LATERAL (SELECT o.order_id AS x) l",
    "SELECT count(*) FROM order_line o LEFT JOIN (SELECT DISTINCT product_id AS p FROM product) q ON q.p = o.product_id",
    "SELECT count(*) FROM order_line WHERE 1 = 1 OR shop = 'secret' OR TRUE".replace(
        "shop = 'secret' OR ", ""
    ),
]


def ask(bench: Workbench, sql: str) -> ToolResult:
    return SQL.call(bench, {"sql": sql})


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_what_is_not_allowed_is_refused(bench: Workbench, attack: str) -> None:
    """Refused by the guard or by the database, and never answered."""
    with pytest.raises(ToolRefused):
        ask(bench, attack)


def test_there_are_enough_of_them() -> None:
    """Each is a way that somebody could think of."""
    assert len(set(ATTACKS)) == len(ATTACKS) > 100


@pytest.mark.parametrize("sql", HONEST, ids=range(len(HONEST)))
def test_what_is_honest_counts_this_shop_only(bench: Workbench, sql: str) -> None:
    """The same count however it is written, and only of this shop."""
    with bench.facts.warehouse.cursor() as cursor:
        row = cursor.execute("SELECT count(*) FROM order_line WHERE shop_id = 'small'").fetchone()
    assert row is not None
    assert ask(bench, sql).content["rows"][0][0] == row[0]


TABLES = st.sampled_from(["order_line", "product", "event"])
WRAPPINGS = st.sampled_from(
    [
        "SELECT {c} FROM {t}",
        "SELECT {c} FROM {t} AS order_line",
        "SELECT {c} FROM {t} AS shop, (SELECT 1 AS one) AS product",
        "WITH a AS (SELECT {c} FROM {t}) SELECT * FROM a AS b",
        "WITH order_line_version AS (SELECT {c} FROM {t}) SELECT * FROM order_line_version",
        "SELECT * FROM (SELECT {c} FROM {t} UNION ALL SELECT {c} FROM {t}) AS u",
        "SELECT {c} FROM {t} WHERE product_id IN (SELECT product_id FROM {t}) OR TRUE",
        "SELECT {c} FROM {t} EXCEPT SELECT {c} FROM {t} WHERE FALSE",
        "SELECT {c} FROM {t} AS x WHERE EXISTS (SELECT 1 FROM {t} AS y WHERE y.product_id = x.product_id) OR 1 = 1",
        "SELECT {c} FROM (FROM {t}) AS x",
    ]
)


@settings(max_examples=60, deadline=None)
@given(TABLES, WRAPPINGS)
def test_no_wrapping_reaches_another_shop(bench: Workbench, table: str, wrapping: str) -> None:
    """Whatever is built around a table, the other shop's secret does not come out, and every table in it is cut to the shop."""
    columns = "product_id, category" + (", product_name, paid_amount" if table == "order_line" else "")
    sql = wrapping.format(c=columns, t=table)
    tree = guarded(sql, readable_columns(bench.facts))
    written = tree.sql(dialect="duckdb")
    assert written.count("$shop") == written.count('main."')
    result = ask(bench, sql)
    assert SECRET not in str(result.content)
    assert result.card is not None
    assert SECRET not in str(result.card.rows)


def test_figures_carry_their_unit(bench: Workbench) -> None:
    """Sums of money are money, counts are counts, a quotient may be a rate; texts beside them are their names."""
    result = ask(
        bench,
        "SELECT category, sum(paid_amount) - sum(refund_amount) AS net, count(DISTINCT order_id) AS n,"
        " sum(refund_amount) / nullif(sum(paid_amount), 0) AS share FROM order_line"
        " WHERE status <> 'unpaid' AND category IS NOT NULL GROUP BY category ORDER BY net DESC",
    )
    first = [one for one in result.stated if one.of == (result.content["rows"][0][0],)]
    assert {one.claim.unit for one in first} >= {"money", "count", "rate"}
    assert isinstance(next(one.claim.value for one in first if one.claim.unit == "money"), Decimal)
    assert result.card is not None
    assert result.card.receipt is not None
    assert "small" in result.card.receipt.sql


def test_rows_are_limited_and_the_limit_is_told(bench: Workbench) -> None:
    """A thousand at most, and the model knows that there were more."""
    result = ask(bench, "SELECT order_id FROM order_line LIMIT 100000")
    assert result.content["row_count"] == "more than 1000"
    assert len(result.content["rows"]) == 50
    assert result.card is not None
    assert len(result.card.rows) == 1000
    assert len(ask(bench, "SELECT order_id FROM order_line LIMIT 3").content["rows"]) == 3


def test_a_statement_that_takes_too_long_is_interrupted(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cross join of everything with everything is given up, and the shop's data is free again."""
    monkeypatch.setattr("brain.assistant.tools.sql.SECONDS", 0.3)
    heavy = "SELECT count(*) FROM order_line a, order_line b, order_line c, order_line d WHERE a.paid_amount + b.paid_amount + c.paid_amount > d.paid_amount"
    with pytest.raises(ToolRefused, match="seconds"):
        ask(bench, heavy)
    assert ask(bench, HONEST[0]).content["rows"][0][0] > 0


def test_a_wrong_name_is_told_with_the_nearest(bench: Workbench) -> None:
    """So that the model can put it right."""
    with pytest.raises(ToolRefused, match="order_line"):
        ask(bench, "SELECT * FROM order_lines")
    with pytest.raises(ToolRefused, match="paid_amount"):
        ask(bench, "SELECT sum(payed_amount) FROM order_line")
