from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.evidence import OTHERS, Period, Query
from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard
from cards.answer.shape import MOST_BARS, shape_of
from cards.answer.two_ways import HEAT_COLUMNS, HEAT_ROWS
from cards.answer.words import words_of

MONEY = st.decimals(min_value=-99999, max_value=99999, places=2)
NAMES = st.lists(
    st.text(alphabet="abcdefgh尿裤童装", min_size=1, max_size=6), min_size=2, max_size=30, unique=True
)
NOVEMBER = Period(start="2026-11-01", end="2026-12-01")


def answer(columns, rows, **more):
    """An answer with these columns and rows, in yuan."""
    return AnswerCard(
        status="answer", text=Text(msg="x"), currency="CNY", columns=columns, rows=tuple(rows), **more
    )


def values(card):
    """The marks of an answer's picture."""
    return shape_of(card, "zh").spec["data"]["values"]


@given(NAMES, st.data())
def test_every_bar_is_a_row_of_the_table(names, data):
    """Bars stand in the order of the rows, each with its row's number; none is made up, and how many is said."""
    rows = [(name, data.draw(MONEY)) for name in names]
    shape = shape_of(answer(("category", "net_sales"), rows), "zh")
    drawn = [(row["name"], row["value"]) for row in shape.spec["data"]["values"]]
    assert drawn == [(name, float(amount)) for name, amount in rows[:MOST_BARS]]
    assert shape.shown == len(drawn)


def test_customers_who_are_all_alike_are_not_drawn():
    """Bars of one length tell nothing; as soon as one differs they do."""
    alike = answer(("customer", "orders"), [("a", 2), ("b", 2), ("c", 2)])
    assert shape_of(alike, "zh") is None
    assert shape_of(answer(("customer", "orders"), [("a", 3), ("b", 2), ("c", 2)]), "zh") is not None


@given(st.lists(MONEY, min_size=2, max_size=60))
def test_every_point_of_a_course_is_a_row(amounts):
    """A line has as many points as the table has rows, with the same numbers."""
    rows = [(f"2026-{1 + n // 28:02d}-{1 + n % 28:02d}", amount) for n, amount in enumerate(amounts)]
    card = answer(("day", "net_sales"), rows)
    assert [row["value"] for row in values(card)] == [float(amount) for amount in amounts]
    assert shape_of(card, "zh").shown == len(rows)


@given(
    NAMES,
    st.lists(
        st.sampled_from(["杭州", "上海", "北京", "宁波", "广州", "苏州", "成都"]), min_size=2, unique=True
    ),
    st.data(),
)
def test_every_cell_of_two_names_is_a_row(names, regions, data):
    """Whether groups of bars or a shaded table: each mark is one row, and no row stands twice."""
    rows = [
        (name, region, data.draw(MONEY)) for name in names for region in regions if data.draw(st.booleans())
    ]
    card = answer(("category", "region", "net_sales"), rows)
    shape = shape_of(card, "zh")
    if shape is None:
        assert len(rows) < 2
        return
    drawn = [(row["name"], row["other"], row["value"]) for row in shape.spec["data"]["values"]]
    known = {(name, region): float(amount) for name, region, amount in rows}
    assert len(drawn) == len(set(drawn)) == shape.shown
    assert all(known[name, other] == value for name, other, value in drawn)
    assert len({name for name, _, _ in drawn}) <= HEAT_ROWS
    assert len({other for _, other, _ in drawn}) <= HEAT_COLUMNS


def test_a_ranking_of_days_is_no_line():
    """Days in the order of their sales would make a line that means nothing; bars keep the order."""
    rows = [("2026-11-11", Decimal(30)), ("2026-11-03", Decimal(20)), ("2026-11-07", Decimal(10))]
    spec = shape_of(answer(("day", "net_sales"), rows), "zh").spec
    assert spec["layer"][0]["mark"]["type"] == "bar"


def test_the_others_stand_last_and_grey():
    """What is summed up as "all others" keeps its place at the end of the bars, in another colour."""
    rows = [(f"p{n}", Decimal(90 - n)) for n in range(20)]
    card = answer(("product", "net_sales"), [*rows, (OTHERS, Decimal(5000))])
    drawn = values(card)
    assert len(drawn) == MOST_BARS
    assert drawn[-1]["name"] == "其他合计"
    assert [row["rest"] for row in drawn] == [False] * (MOST_BARS - 1) + [True]


def test_a_share_is_told_on_its_bar():
    """Shares are bars with their percentage, however many parts there are."""
    rows = [("尿裤", Decimal(75), Decimal("0.75")), ("童装", Decimal(25), Decimal("0.25"))]
    drawn = values(answer(("category", "net_sales", "net_sales_share"), rows))
    assert [row["label"] for row in drawn] == ["¥75 · 75%", "¥25 · 25%"]


def test_a_cumulated_answer_draws_what_is_cumulated():
    """Asked for the running total, the line shows the running total and its title says so."""
    rows = [(f"2026-11-0{n}", Decimal(10), Decimal(10 * n)) for n in range(1, 6)]
    shape = shape_of(answer(("day", "net_sales", "net_sales_running"), rows), "zh")
    assert shape.column == "net_sales_running"
    assert [row["value"] for row in shape.spec["data"]["values"]] == [10, 20, 30, 40, 50]


def test_a_comparison_is_two_bars_with_their_days():
    """The figure stands under the one it is compared with, each named by its days."""
    query = Query(metrics=("net_sales",), period=NOVEMBER, compare=NOVEMBER.before())
    card = answer(
        ("net_sales", "net_sales_before", "net_sales_change"),
        [(Decimal(80), Decimal(100), Decimal("-0.2"))],
        query=query,
    )
    assert [(row["name"], row["value"]) for row in values(card)] == [
        ("10月2日～10月31日", 100.0),
        ("11月1日～11月30日", 80.0),
    ]


def test_the_same_days_of_two_years_are_two_bars():
    """A year beside the year before has the same first and last day; with their years both bars stay apart."""
    now, before = Period(start="2011-01-01", end="2012-01-01"), Period(start="2010-01-01", end="2011-01-01")
    query = Query(metrics=("net_sales",), period=now, compare=before)
    card = answer(("net_sales", "net_sales_before"), [(Decimal(80), Decimal(100))], query=query)
    assert [row["name"] for row in values(card)] == ["2010年1月1日～12月31日", "2011年1月1日～12月31日"]
    names = [row["name"] for row in shape_of(card, "en").spec["data"]["values"]]
    assert names == ["Jan 1, 2010 to Dec 31", "Jan 1, 2011 to Dec 31"]


def test_a_course_of_more_than_a_year_has_no_day_twice():
    """May 2 of one year and of the next are two points, each with its year."""
    query = Query(metrics=("net_sales",), period=Period(start="2025-05-01", end="2026-06-01"))
    rows = [("2025-05-02", Decimal(1)), ("2026-05-02", Decimal(2))]
    card = answer(("day", "net_sales"), rows, query=query)
    assert [row["name"] for row in values(card)] == ["2025年5月2日", "2026年5月2日"]


@pytest.mark.parametrize("topic", ["anomaly", "forecast"])
def test_what_cannot_be_told_has_no_picture(topic):
    """Too few days to say what is usual or what may come: words alone, without columns."""
    assert shape_of(answer((), [], topic=topic), "zh") is None


def test_a_funnel_shrinks_by_its_own_steps():
    """Each step's bar is as wide as its count, and says its share of the step before."""
    card = answer(("viewers", "cart_users", "converted"), [(200, 100, 25)], topic="funnel")
    drawn = values(card)
    assert [row["to"] - row["from"] for row in drawn] == [200, 100, 25]
    assert drawn[2]["label"].endswith("上一步的 25%")


@given(st.lists(MONEY, min_size=2, max_size=8))
def test_reasons_are_steps_that_end_at_the_change(amounts):
    """The waterfall's steps are the reasons in their order; its last bar is their sum, which is the change told above."""
    total = sum(amounts, Decimal(0))
    rows = [(f"r{n}", amount) for n, amount in enumerate(amounts)]
    card = answer(("reason", "change"), rows, topic="why", value=total, unit="money")
    drawn = values(card)
    assert len(drawn) == len(rows) + 1
    level = 0.0
    for row, amount in zip(drawn, amounts, strict=False):
        assert abs(sum((row["from"], row["to"])) - (2 * level + float(amount))) < 1e-6
        level += float(amount)
    assert abs(drawn[-1]["to"] - drawn[-1]["from"] - abs(float(total))) < 1e-6


def test_reasons_that_do_not_add_up_are_no_waterfall():
    """Steps that would not meet the change are drawn side by side instead of as a sum."""
    card = answer(
        ("reason", "change"),
        [("a", Decimal(5)), ("b", Decimal(6))],
        topic="why",
        value=Decimal(20),
        unit="money",
    )
    assert "x2" not in shape_of(card, "zh").spec["encoding"]


def test_columns_of_free_sql_stay_a_table():
    """Nobody knows the unit of a column that a model named: it is not drawn, and its cells are shown as they are."""
    card = answer(("who", "total"), [("a", Decimal("5.10")), ("b", Decimal(6))])
    assert shape_of(card, "zh") is None
    assert words_of("total", Decimal("5.10"), card, "zh") == "5.10"


@given(st.lists(st.tuples(MONEY, MONEY, MONEY), min_size=2, max_size=30))
def test_every_day_ahead_is_a_row_with_its_range(ranges):
    """The band's ends and its line are the rows of the table, day by day."""
    rows = [(f"2026-12-{n + 1:02d}", *sorted(ends)) for n, ends in enumerate(ranges)]
    card = answer(("day", "low", "mid", "high"), rows, topic="forecast", unit="money")
    drawn = [(row["low"], row["value"], row["high"]) for row in values(card)]
    assert drawn == [tuple(float(end) for end in row[1:]) for row in rows]


def test_an_odd_day_stands_beside_what_was_usual():
    """One odd day is enough for a picture; its range is told in the metric's own unit."""
    card = answer(
        ("day", "net_sales", "low", "high"),
        [("2026-11-11", Decimal(900), Decimal(100), Decimal(300))],
        topic="anomaly",
        unit="count",
    )
    assert [(row["value"], row["low"], row["high"], row["label"]) for row in values(card)] == [
        (900, 100, 300, "¥900")
    ]
    assert words_of("low", Decimal(100), card, "zh") == "¥100.00"
