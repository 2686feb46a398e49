"""A shop's own metrics: arithmetic that is read, never run; refused with a reason; counted like any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import duckdb
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from brain.facts.reader import Facts
from brain.facts.semantic.compile import can_share, can_split, compile_query, unit_of
from brain.facts.semantic.formula import Name, Node, Number, names_in, read_formula
from brain.facts.semantic.own import OwnMetric, defined, named, own_model
from brain.kernel.errors import DeveloperError, OwnerError
from brain.kernel.evidence import Period, Query, Unit
from tests.facts.semantic.full_shop import full_shop

PERIOD = Period(start=date(2026, 6, 1), end=date(2026, 11, 1))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The shop that has everything."""
    with full_shop(tmp_path_factory.mktemp("own")) as opened:
        yield opened


def own(formula: str, name: str = "mine", unit: Unit = "number") -> OwnMetric:
    return OwnMetric(name, "我的", formula, unit)


@pytest.mark.parametrize(
    ("formula", "by_hand"),
    [
        ("net_sales - refunds * 2", lambda v: v["net_sales"] - v["refunds"] * 2),
        ("(net_sales - cost) / orders", lambda v: (v["net_sales"] - v["cost"]) / v["orders"]),
        ("net_sales − cost ÷ orders × 3", lambda v: v["net_sales"] - v["cost"] / v["orders"] * 3),
        ("-orders + 10 - 3 - 2", lambda v: -v["orders"] + 5),
        ("net_sales * 5%", lambda v: v["net_sales"] * Decimal("0.05")),
        ("100 / (orders - orders)", lambda v: None),
        ("8 / 4 / 2 * orders", lambda v: v["orders"]),
    ],
)
def test_formulas_count_what_they_say(facts: Facts, formula: str, by_hand: object) -> None:
    """From the left, products first, brackets before both; nothing is divided by zero."""
    names = ("net_sales", "refunds", "cost", "orders")
    figures = facts.ask(Query(metrics=names, period=PERIOD)).rows[0]
    known = {name: Decimal(str(value)) for name, value in zip(names, figures, strict=True)}
    model = own_model([own(formula)])
    value = facts.ask(Query(metrics=("mine",), period=PERIOD), model).rows[0][0]
    wanted = by_hand(known)  # type: ignore[operator]
    assert (value is None) == (wanted is None)
    assert wanted is None or float(value) == pytest.approx(float(wanted))


def test_own_metrics_are_metrics(facts: Facts) -> None:
    """Made of each other, split, compared, ranked with others, shared where they add up; money has cents."""
    model = own_model(
        [
            OwnMetric("after_fee", "到手", "net_sales - fee", "money", ("到手金额",)),
            OwnMetric("fee", "平台费", "gross_sales * 5 / 100", "money"),
            OwnMetric("kept", "净额", "gross_sales - refunds", "money"),
        ]
    )
    query = Query(metrics=("after_fee",), dimensions=("brand",), period=PERIOD, compare=PERIOD.before())
    result = facts.ask(query, model)
    assert result.columns == ("brand", "after_fee", "after_fee_before", "after_fee_change")
    assert isinstance(result.rows[0][1], Decimal)
    assert result.claim(0, "after_fee").unit == "money"
    assert unit_of("after_fee_change", model) == "rate"
    assert can_share("kept", ("product",), model)
    assert can_share("after_fee", ("product",), model)
    assert model.metric("after_fee").synonyms["zh"] == ("到手", "到手金额")
    shared = facts.ask(
        Query(
            metrics=("kept",), dimensions=("product",), period=PERIOD, shows=("share",), limit=2, others=True
        ),
        model,
    )
    assert sum(row[2] for row in shared.rows) == pytest.approx(1)
    with pytest.raises(DeveloperError, match="must be one of"):
        compile_query(query)


def test_needs_and_splits_come_from_what_it_is_made_of() -> None:
    """What one of its figures cannot be split by, or lacks in a shop, the own one cannot and lacks."""
    model = own_model([own("orders / views"), own("stock_on_hand + on_hand", "shelf")])
    assert model.metric("mine").needs == ("order", "event")
    assert model.metric("shelf").needs == ("stock",)
    assert not can_split("mine", "region", model)
    assert can_split("mine", "group", model)


@pytest.mark.parametrize(
    ("metrics", "code"),
    [
        ([own("mine + 1")], "definition_refused"),
        ([own("b + 1"), own("c + 1", "b"), own("mine", "c")], "definition_refused"),
        ([own("b + 1"), own("b * 2", "b")], "definition_refused"),
        ([own("net_sale")], "name_unknown"),
        ([own("1 + 1")], "definition_refused"),
        ([own("orders", "orders")], "definition_refused"),
        ([own("orders", "paid")], "definition_refused"),
        ([own("orders", "days")], "definition_refused"),
        ([own("orders", "sales_share")], "definition_refused"),
        ([own("orders", "Meine Zahl")], "definition_refused"),
        ([own("orders"), own("units")], "definition_refused"),
        ([OwnMetric("mine", "{x}", "orders", "count")], "definition_refused"),
        ([own("")], "formula_unreadable"),
        ([own("orders +")], "formula_unreadable"),
        ([own("(orders")], "formula_unreadable"),
        ([own("orders)")], "formula_unreadable"),
        ([own("orders units")], "formula_unreadable"),
        ([own("orders ** 2")], "formula_unreadable"),
        ([own("orders; DROP TABLE shop")], "formula_unreadable"),
        ([own("sum(orders)")], "formula_unreadable"),
        ([own("1e9 * orders")], "formula_unreadable"),
        ([own("(" * 60 + "orders" + ")" * 60)], "formula_unreadable"),
        ([own("+".join(["orders"] * 100))], "formula_unreadable"),
    ],
)
def test_what_cannot_be_is_refused(metrics: list[OwnMetric], code: str) -> None:
    """One sentence and what to do, in both languages."""
    with pytest.raises(OwnerError) as refused:
        own_model(metrics)
    assert refused.value.code == code
    assert refused.value.hint is not None
    assert refused.value.render("zh") != refused.value.render("en")


def test_doubling_chains_stay_short() -> None:
    """Thirty metrics, each the one before added to itself, would write out a billion names."""
    chain = [own("orders + orders", "m0"), *(own(f"m{n} + m{n}", f"m{n + 1}") for n in range(30))]
    with pytest.raises(OwnerError, match="too long"):
        own_model(chain)


@given(text=st.text(max_size=60))
def test_no_text_becomes_anything_but_arithmetic(text: str) -> None:
    """Whatever an owner types is refused, or a tree of names and numbers that compiles to one SELECT."""
    try:
        model = own_model([OwnMetric("mine", "x", text, "number")])
    except OwnerError:
        return
    sql = compile_query(Query(metrics=("mine",), period=PERIOD), model)
    assert len(duckdb.extract_statements(sql)) == 1


@given(
    formula=st.recursive(
        st.sampled_from(["orders", "units", "net_sales", "2", "0.5"]),
        lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        max_leaves=8,
    )
)
def test_every_divisor_is_guarded(formula: str) -> None:
    """However deep it stands."""
    if not list(names_in(read_formula(formula))):
        return
    sql = compile_query(Query(metrics=("mine",), period=PERIOD), own_model([own(formula)]))
    for division in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Div):
        assert isinstance(division.expression, exp.Nullif)


@given(
    formula=st.recursive(
        st.sampled_from(["net_sales", "refunds", "orders", "units", "cost", "0.5", "3"]),
        lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        max_leaves=5,
    ),
    by=st.sampled_from([(), ("category",), ("month",), ("product",), ("channel", "month")]),
)
@settings(max_examples=60, deadline=None)
def test_an_own_figure_is_its_formula_applied_to_its_parts_in_every_group(
    facts: Facts, formula: str, by: tuple[str, ...]
) -> None:
    """Ratios are worked out of the parts of each group and of the whole, never of other ratios; by nothing there is nothing."""
    tree = read_formula(formula)
    used = tuple(dict.fromkeys(names_in(tree)))
    if not used:
        return
    model = own_model([own(formula)])
    result = facts.ask(Query(metrics=("mine", *used), dimensions=by, period=PERIOD), model)
    for row in result.rows:
        parts = dict(zip(used, row[len(by) + 1 :], strict=True))
        wanted, value = by_hand_of(tree, parts), row[len(by)]
        assert (value is None) == (wanted is None)
        assert wanted is None or float(value) == pytest.approx(wanted, rel=1e-6, abs=1e-6)


def by_hand_of(tree: Node, parts: dict[str, object]) -> float | None:
    """What a formula comes to, in plain arithmetic."""
    if isinstance(tree, Number):
        return float(tree.digits)
    if isinstance(tree, Name):
        value = parts[tree.name]
        return None if value is None else float(value)  # type: ignore[arg-type]
    left, right = by_hand_of(tree.left, parts), by_hand_of(tree.right, parts)
    if left is None or right is None or (tree.sign == "/" and right == 0):
        return None
    done = {"+": left + right, "-": left - right, "*": left * right}
    return done[tree.sign] if tree.sign in done else left / right


@pytest.mark.parametrize(
    ("formula", "adds_up"),
    [
        ("gross_profit - 5% * net_sales", True),
        ("-refunds", True),
        ("2 * net_sales / 3 - refunds", True),
        ("net_sales - 5000", False),
        ("refunds / gross_sales", False),
        ("net_sales * orders", False),
        ("5 / orders", False),
        ("net_sales / days", False),
        ("refund_rate * 2", False),
    ],
)
def test_shares_are_told_where_the_parts_add_up(facts: Facts, formula: str, adds_up: bool) -> None:
    """A share of net sales less five per cent is one; a number that is taken off each part would be taken off many times."""
    model = own_model([own(formula)])
    assert can_share("mine", ("category",), model) == adds_up
    if adds_up:
        whole = facts.ask(Query(metrics=("mine",), period=PERIOD), model).rows[0][0]
        rows = facts.ask(Query(metrics=("mine",), dimensions=("category",), period=PERIOD), model).rows
        assert float(sum(row[1] for row in rows)) == pytest.approx(float(whole))


def test_a_name_means_one_definition() -> None:
    """The same definition has the same name, another one another; old ones that cannot be made any more harm nobody."""
    first, again = (named("到手毛利", "gross_profit - refunds", "money") for _ in range(2))
    other = named("到手毛利", "gross_profit", "money")
    assert first == again
    assert first.name.startswith("own_daoshoumaoli_")
    assert first.name != other.name
    gone = OwnMetric("own_gone", "旧", "metric_of_last_year * 2", "money")
    of_gone = OwnMetric("own_of_gone", "旧的一半", "own_gone / 2", "money")
    made = defined((gone, first, of_gone, other))
    assert [metric.name for metric in made] == [first.name, other.name]
    assert defined((gone,)) == ()


def test_every_label_gives_a_name_that_sql_takes() -> None:
    """Whatever script it is written in."""
    for label in ("到手毛利", "Take-home", "純利益", "مبيعات", "a" * 40):
        own = named(label, "orders", "count")
        assert own_model([own]).metric(own.name).name.isidentifier(), label
