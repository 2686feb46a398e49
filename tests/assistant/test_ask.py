"""Questions to a whole small shop: answered with a receipt, asked back, or declined; never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.assistant.ask import ask, suggestions
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import FixedClock, shop_instant
from cards.answer.model import AnswerCard
from eval.small_shop import SHOP, TODAY, fill, open_small_shop, order_lines

CACHE = NameCache()


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop on its last day."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("asked"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


def asked(facts: Facts, question: str, *context: str) -> AnswerCard:
    return ask(facts, question, context=context, names=CACHE)


def on(facts: Facts, day: date) -> Facts:
    return Facts(facts.warehouse, facts.shop, FixedClock(shop_instant(day, time(12), SHOP.zone)))


def test_an_answer_has_figure_text_receipt_and_follow_ups(facts: Facts) -> None:
    """The figure is exact, stands in the sentence with its days, and its receipt's SQL brings it again."""
    card = asked(facts, "上周卖了多少")
    assert card.status == "answer"
    assert (card.unit, card.currency, card.engine) == ("money", "CNY", "embedded")
    assert card.value is not None
    assert card.text.render("zh") == f"上周（11月9日～11月15日）净销售额 ¥{card.value:,.2f}"
    assert card.text.render("en") == f"Net sales ¥{card.value:,.2f} · last week (Nov 9 – Nov 15)"
    assert card.receipt is not None
    with facts.warehouse.cursor() as cursor:
        (again,) = cursor.execute(card.receipt.sql).fetchone() or (None,)
    assert Decimal(str(again)).quantize(Decimal("0.01")) == card.value
    assert [claim.receipt for claim in card.text.claims()] == [card.receipt.id]
    assert card.ms > 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_suggestions_and_follow_ups_work(facts: Facts, lang: str) -> None:
    """Every question that is offered is understood and answered with rows, and so are the ones it leads to."""
    offered = suggestions(facts, lang)
    assert len(offered) == 3
    for question in offered:
        card = asked(facts, question)
        assert card.status == "answer", question
        for following in card.follow_ups:
            assert asked(facts, following).status == "answer", following


@pytest.mark.parametrize("question", ["销售额", "上周怎么样", "how is business", "orders", "上周各品类"])
def test_vague_questions_are_asked_back_with_choices_that_work(facts: Facts, question: str) -> None:
    """Three choices, each of which is answered."""
    card = asked(facts, question)
    assert card.status in ("clarify", "decline")
    assert len(card.choices) == 3
    assert all(asked(facts, choice).status == "answer" for choice in card.choices)


@pytest.mark.parametrize(
    "question",
    [
        "上周卖了多少红色的",
        "除了辅食上周有多少订单",
        "how many products did we sell last week",
        "sales last week excluding shipping",
        "",
        "?",
        "x" * 1000,
        "';drop table order_line;--",
    ],
)
def test_what_is_not_understood_is_not_answered(facts: Facts, question: str) -> None:
    """An unknown word, an exclusion or a figure we do not know is asked back or declined, with questions that work."""
    card = asked(facts, question)
    assert card.status in ("clarify", "decline")
    assert card.value is None
    assert not card.rows
    assert card.choices
    assert all(asked(facts, choice).status == "answer" for choice in card.choices)


def test_figures_that_were_declined_once_are_the_counted_ones(facts: Facts) -> None:
    """Refunded orders, and sales a calendar day, against a count over the rows that were put in."""
    lines = order_lines()
    week = lines[
        lines["status"].isin(["paid", "refunded", "return"])
        & (lines["ordered_on"] >= date(2026, 11, 9))
        & (lines["ordered_on"] < date(2026, 11, 16))
    ]
    sales = Decimal(week["paid_amount"].sum() - week["refund_amount"].sum())
    assert asked(facts, "上周退款订单数").value == week[week["refund_amount"] > 0]["order_id"].nunique()
    assert asked(facts, "上周日均销售额").value == (sales / 7).quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    "question",
    ["上周卖了多少", "上个月各品类的订单数", "orders by region last month", "top 5 products last month"],
)
@given(word=st.text(alphabet="红蓝qxzβ狐", min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_word_nobody_knows_is_never_passed_over(facts: Facts, question: str, word: str) -> None:
    """Adding a meaningless word anywhere never leaves the answer of the question without it."""
    for text in (f"{question} {word}", f"{word} {question}"):
        card = asked(facts, text)
        assert card.status in ("clarify", "decline")
        assert (card.value, card.rows) == (None, ())


def test_no_data_is_not_zero(facts: Facts) -> None:
    """A period without any row is said to have none, with the days that the data covers."""
    later = on(facts, date(2027, 6, 1))
    card = asked(later, "上周卖了多少")
    assert card.status == "decline"
    assert card.value is None
    assert "没有数据" in card.text.render("zh")
    assert "2025年9月1日～2026年11月" in card.text.render("zh")
    assert all(asked(later, choice).status == "answer" for choice in card.choices)
    # The data has a May 2 of its own, of another year.
    assert asked(later, "5月2日卖了多少").text.render("zh").startswith("2027年5月2日没有数据")


def test_the_end_of_the_data_is_said(facts: Facts) -> None:
    """A month of which the last days are missing is answered with a note."""
    card = asked(on(facts, date(2026, 12, 15)), "11月销售额")
    assert card.status == "answer"
    assert "数据到11月19日为止" in card.text.render("zh")


def test_uneven_periods_are_said(facts: Facts) -> None:
    """A week that is still running is not silently set against a whole one."""
    card = asked(facts, "对比一下上周和这周的销售额")
    assert card.query is not None
    assert card.query.compare is not None
    assert "5 天和 7 天" in card.text.render("zh")


def test_comparing_with_nothing_is_said(facts: Facts) -> None:
    """Without data in the earlier period there is a figure and no change."""
    card = asked(on(facts, date(2025, 9, 20)), "上周销售额同比")
    assert card.columns == ("net_sales",)
    assert "没法比" in card.text.render("zh")


def test_follow_ups_replace_exactly_what_they_name(facts: Facts) -> None:
    """那上个月呢 changes the period only, 按天看 the split only, a name the filter of its own list only."""
    first = asked(facts, "上周辅食的销售额").query
    month = asked(facts, "那上个月呢", "上周辅食的销售额").query
    days = asked(facts, "按天看", "上周辅食的销售额", "那上个月呢").query
    other = asked(facts, "纸尿裤呢", "上周辅食的销售额").query
    assert first is not None
    assert month is not None
    assert days is not None
    assert other is not None
    assert month == first.model_copy(update={"period": month.period})
    assert month.period.start == date(2026, 10, 1)
    assert days == month.model_copy(update={"dimensions": ("day",)})
    assert other.filters[0].values == ("纸尿裤",)
    assert other.period == first.period


def test_a_question_back_can_be_answered_with_one_word(facts: Facts) -> None:
    """After "which period?" the period alone completes the question."""
    card = asked(facts, "上周", "销售额")
    assert card.status == "answer"
    assert card.value == asked(facts, "上周销售额").value


def test_a_name_in_two_lists_is_asked_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A word that is a category and a channel is not chosen by us."""
    warehouse = Warehouse(tmp_path_factory.mktemp("twice") / "w.duckdb")
    lines = order_lines().assign(category="小程序").query("product_id == 'p7' or channel == '小程序'")
    shop = fill(warehouse, SHOP, {"order_line": lines})
    twice = Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    card = ask(twice, "上周小程序的销售额")
    assert card.status == "clarify"
    assert len(card.choices) == 2
    assert all(ask(twice, choice).status == "answer" for choice in card.choices)
    warehouse.close()


def test_missing_facts_are_named_with_the_file_that_brings_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A shop without products or customers says so; a shop without orders asks for them."""
    warehouse = Warehouse(tmp_path_factory.mktemp("bare") / "w.duckdb")
    clock = FixedClock(shop_instant(TODAY, time(12), SHOP.zone))
    empty = fill(warehouse, Shop(id="none", name="x", zone=SHOP.zone, currency="CNY", language="zh"), {})
    assert "先导入一份订单" in ask(Facts(warehouse, empty, clock), "上周卖了多少").text.render("zh")
    bare = order_lines().assign(
        product_id=None, product_name=None, sku=None, category=None, customer_key=None
    )
    facts = Facts(warehouse, fill(warehouse, SHOP, {"order_line": bare}), clock)
    for question, words in (
        ("上周卖得最好的商品", "没有商品信息"),
        ("上周复购率", "没有顾客信息"),
        ("按品类看上周销售额", "没有品类"),
        ("上周浏览量", "没有浏览和加购记录"),
    ):
        card = ask(facts, question)
        assert card.status == "decline"
        assert words in card.text.render("zh")
    warehouse.close()


def test_table_cells_are_plain(facts: Facts) -> None:
    """Days are ISO strings, money Decimal to the cent, counts whole, names as they are, unknown names None."""
    card = asked(facts, "按天看上周销售额和订单数")
    day, money, count = card.rows[0]
    assert day == "2026-11-09"
    assert isinstance(money, Decimal)
    assert money == money.quantize(Decimal("0.01"))
    assert isinstance(count, int)
    assert None in [row[0] for row in asked(facts, "按地区看上周销售额").rows]


def test_the_name_cache_is_bounded_and_follows_the_data(facts: Facts) -> None:
    """One index a shop, the newest version only, no more shops than its size."""
    cache = NameCache(size=1)
    first = cache.index(facts)
    assert cache.index(facts) is first
    other = Facts(facts.warehouse, SHOP.model_copy(update={"id": "other"}), facts.clock)
    cache.index(other)
    assert len(cache) == 1
    assert cache.index(facts) is not first
