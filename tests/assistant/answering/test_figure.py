"""Shares, thresholds, growth, others and near names: each figure agrees with a plain sum of the same rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brain.facts.reader import Facts
from brain.kernel.evidence import OTHERS
from cards.answer.model import AnswerCard
from tests.assistant.answering.conftest import Asked

OCTOBER = "ordered_on >= DATE '2026-10-01' AND ordered_on < DATE '2026-11-01'"
NET = "sum(CASE WHEN status IN ('paid', 'refunded') THEN paid_amount ELSE 0 END - refund_amount)"


def column(card: AnswerCard, name: str) -> list[Decimal]:
    place = card.columns.index(name)
    return [Decimal(str(row[place] or 0)) for row in card.rows]


def one(facts: Facts, sql: str) -> Decimal:
    with facts.warehouse.cursor() as cursor:
        row = cursor.execute(sql, {"shop": facts.shop.id}).fetchone()
    assert row is not None
    return Decimal(str(row[0]))


def test_a_share_of_some_rows_is_two_figures(asked: Asked, sample: Facts) -> None:
    """Large orders, weekends: what they have, what all have, and the one divided by the other."""
    card = asked("十月满200块的订单占全部订单的比例")
    placed = f"status IN ('paid', 'refunded') AND {OCTOBER}"
    per_order = f"SELECT order_id, sum(paid_amount) AS paid FROM order_line WHERE shop_id = $shop AND {placed} GROUP BY 1"
    large = one(sample, f"SELECT count(*) FROM ({per_order}) WHERE paid >= 200")
    every = one(sample, f"SELECT count(*) FROM ({per_order}) WHERE paid > 0")
    assert card.unit == "rate"
    assert card.value is not None
    assert abs(card.value - large / every) < Decimal("0.000001")


def test_a_share_of_a_rate_is_refused(asked: Asked) -> None:
    """What part weekends have of an average means nothing."""
    assert asked("十月周末的客单价占比").status != "answer"


def test_a_brand_has_its_share_in_its_category(asked: Asked) -> None:
    """Of two names the one before 占 is the part, the other the whole."""
    card = asked("清洁类里净橙屋十月占了几成销售额")
    within = asked("十月清洁类各品牌占比")
    named = {row[0]: row[-1] for row in within.rows}
    assert card.value is not None
    assert abs(card.value - Decimal(str(named["净橙屋"]))) < Decimal("0.000001")


def test_a_share_is_of_the_whole(asked: Asked) -> None:
    """The share of one category is its row's in the breakdown, and all shares add up to one."""
    alone = asked("上个月有机辅食占比多少")
    parts = asked("上个月各品类占比")
    assert alone.unit == "rate"
    assert alone.value is not None
    named = {row[0]: row[-1] for row in parts.rows}
    assert abs(alone.value - Decimal(str(named["有机辅食"]))) < Decimal("0.000001")
    assert abs(sum(column(parts, "net_sales_share")) - 1) < Decimal("0.00001")


def test_a_share_that_would_mislead_is_not_told(asked: Asked) -> None:
    """Buyers by category are in several of them: their shares do not add up."""
    assert asked("上个月各品类的买家数占比").status == "decline"


def test_a_threshold_lists_exactly_what_meets_it(asked: Asked, sample: Facts) -> None:
    """The count is that of a plain GROUP BY, and every row listed meets the condition."""
    card = asked("上个月销量超过50件的商品有哪些")
    counted = one(
        sample,
        f"""SELECT count(*) FROM (SELECT product_id FROM order_line WHERE shop_id = $shop AND {OCTOBER}
            AND status IN ('paid', 'refunded') AND line_type = 'product' AND product_id IS NOT NULL
            GROUP BY product_id HAVING sum(quantity) > 50)""",
    )
    assert card.value == counted == len(card.rows)
    assert min(column(card, "units")) > 50


def test_nothing_meets_it_is_an_answer(asked: Asked) -> None:
    """Nought, said as such, with its receipt."""
    card = asked("上个月销量超过99999件的商品有哪些")
    assert (card.status, card.value, card.rows) == ("answer", Decimal(0), ())
    assert card.receipt is not None


def test_orders_above_an_amount_are_orders_of_that_value(asked: Asked, sample: Facts) -> None:
    """500元以上的订单 counts orders by what was paid for them, not groups."""
    card = asked("上个月500元以上的订单有多少")
    counted = one(
        sample,
        f"""SELECT count(*) FROM (SELECT order_key FROM order_line WHERE shop_id = $shop AND {OCTOBER}
            AND status IN ('paid', 'refunded') GROUP BY order_key HAVING sum(paid_amount) >= 500)""",
    )
    assert card.value == counted


def test_a_bare_number_is_asked_about(asked: Asked) -> None:
    """More than 50 of what? A figure is never chosen for it."""
    assert asked("上个月卖得超过50的商品").status != "answer"


def test_the_others_make_up_the_whole(asked: Asked) -> None:
    """The first three and all others are the month's net sales."""
    card = asked("上个月销售额前三的品类，其他合并")
    whole = asked("上个月净销售额")
    assert card.rows[-1][0] == OTHERS
    assert len(card.rows) == 4
    assert sum(column(card, "net_sales")) == whole.value


def test_growth_ranks_by_growth(asked: Asked) -> None:
    """涨得最多 sorts by the difference, 涨得最快 by the rate, 跌得最多 from below."""
    most = asked("上个月涨得最多的品类")
    differences = [
        a - b for a, b in zip(column(most, "net_sales"), column(most, "net_sales_before"), strict=True)
    ]
    assert differences == sorted(differences, reverse=True)
    fastest = column(asked("上个月涨得最快的品类"), "net_sales_change")
    assert fastest == sorted(fastest, reverse=True)
    fallen = asked("上个月跌得最多的品类")
    downs = [
        a - b for a, b in zip(column(fallen, "net_sales"), column(fallen, "net_sales_before"), strict=True)
    ]
    assert downs == sorted(downs)


def test_new_and_returning_are_the_known_customers_sales(asked: Asked) -> None:
    """新客的 and 老客的 net sales, and those of nobody known, are all of them."""
    new, old = asked("上个月新客的销售额"), asked("上个月老客的销售额")
    split = asked("上个月新老客的销售额")
    assert new.value is not None
    assert old.value is not None
    assert {new.value, old.value} <= set(column(split, "net_sales"))
    assert sum(column(split, "net_sales")) == asked("上个月净销售额").value


def test_a_part_of_a_name_is_said_as_it_was_read(asked: Asked) -> None:
    """猪肝粉 is in one product: its figure, with the name that it was read as."""
    card = asked("猪肝粉上个月卖了多少")
    assert card.status == "answer"
    assert "“猪肝粉”按“谷小橡猪肝粉 50g瓶装”理解" in card.text.render("zh")


def test_a_part_of_several_names_is_asked_back_with_choices_that_work(asked: Asked) -> None:
    """Each choice is answered, all of them together too, and that is their sum."""
    card = asked("小黄鸭上个月卖了多少")
    assert card.status == "clarify"
    answers = [asked(choice) for choice in card.choices]
    assert {answer.status for answer in answers} == {"answer"}
    assert answers[-1].value is not None
    assert answers[-1].value == sum(answer.value or 0 for answer in answers[:-1])


def test_makes_of_one_product_are_taken_together(asked: Asked) -> None:
    """羊奶粉 in four sizes is one product to its owner; the answer says what was counted, and a size alone is that size."""
    card = asked("羊奶粉上个月卖了几罐")
    assert card.status == "answer"
    assert "羊奶粉" in card.text.render("zh")
    assert card.query is not None
    sizes = [value for one in card.query.filters for value in one.values]
    assert len(sizes) > 1
    each = [asked(f"{size}上个月卖了几罐").value or 0 for size in sizes]
    assert card.value == sum(each)


def test_running_totals_end_with_the_whole(asked: Asked) -> None:
    """The last cumulated row is the period's figure."""
    card = asked("10月按天累计销售额")
    assert column(card, "net_sales_running")[-1] == asked("10月净销售额").value


@pytest.mark.parametrize(
    "question", ["上个月卖了几件", "sales by category last month", "上周500元以上的订单数按渠道看"]
)
def test_chips_lead_to_questions_that_work(asked: Asked, question: str) -> None:
    """Every part in force is a chip, and what is left without it is answered."""
    card = asked(question)
    assert [chip.slot for chip in card.chips][:1] == ["period"]
    for chip in card.chips:
        if chip.without is not None:
            assert asked(chip.without).status == "answer", chip.without


def test_follow_ups_change_what_they_name(asked: Asked) -> None:
    """再往前一个月, 前三名就行, 只看老客, 不分品类: exactly that, the rest stays."""
    first = "上个月各品类的销售额"
    earlier = asked("再往前一个月呢", first)
    assert earlier.query is not None
    assert (earlier.query.period.start.isoformat(), earlier.query.dimensions) == ("2026-09-01", ("category",))
    top = asked("前三名就行", first)
    assert top.query is not None
    assert (len(top.rows), top.query.dimensions) == (3, ("category",))
    only = asked("只看老客", first)
    assert only.query is not None
    assert [f.dimension for f in only.query.filters] == ["buyer_type"]
    whole = asked("不分品类", first)
    assert whole.query is None or whole.query.dimensions in ((), ("category",))


def test_who_first_bought_then_and_came_back_later(asked: Asked, sample: Facts) -> None:
    """Customers by the month of their first order, counted among the buyers of another month; both months are told."""
    first = "SELECT customer_key, min(ordered_on) AS on_day FROM order_line WHERE shop_id = $shop AND status IN ('paid', 'refunded') GROUP BY 1"
    again = one(
        sample,
        f"SELECT count(DISTINCT l.customer_key) FROM order_line AS l JOIN ({first}) AS f USING (customer_key) "
        f"WHERE l.shop_id = $shop AND status IN ('paid', 'refunded') AND {OCTOBER} "
        "AND f.on_day >= DATE '2026-06-01' AND f.on_day < DATE '2026-07-01'",
    )
    card = asked("6月首次购买的客户，10月回来买的有几个人")
    english = asked("of the customers who first bought in June, how many bought again in October")
    assert card.value == english.value == again
    assert "首单在2026年6月" in card.text.render("zh")
