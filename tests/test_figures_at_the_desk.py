"""Figures of the owner's own on a whole home folder: defined, asked for, told how they are counted, retired."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from brain.assistant.agent.briefing import shop_sheet
from brain.assistant.agent.grounding import Ground
from brain.assistant.agent.names_said import ShopNames
from brain.assistant.tools.query import QUERY
from brain.bootstrap import Brain, open_brain
from brain.desk import Desk
from brain.facts.semantic.column_words import column_name
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import FixedClock
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.evidence import Period, Query
from brain.kernel.identity import Actor, Role
from brain.ledger import audit
from brain.ledger.tables import AuditRow
from eval.small_shop import SHOP, events, fill, order_lines, products
from tests.assistant.workbench import Workbench

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
OCTOBER = Period(start=date(2026, 10, 1), end=date(2026, 11, 1))
NO_COSTS = SHOP.model_copy(update={"id": "no_costs"})


@pytest.fixture
def brain(tmp_path: Path) -> Iterator[Brain]:
    """The small shop, and one beside it whose data has no costs."""
    opened = open_brain(tmp_path, FixedClock(NOON))
    tables = {"order_line": order_lines(), "product": products(), "event": events()}
    fill(opened.parts.warehouse, SHOP, tables)
    fill(opened.parts.warehouse, NO_COSTS, {"order_line": order_lines()})
    yield opened
    opened.close()


def desk_of(brain: Brain, shop: Shop = SHOP) -> Desk:
    """A desk as the next request finds it."""
    return brain.desk(shop.id)


def define(brain: Brain, label: str, formula: str, shop: Shop = SHOP) -> str:
    """Keep a figure; its name."""
    desk = desk_of(brain, shop)
    one = desk.figures.draft(label, formula)
    desk.figures.keep(one.metric)
    return one.metric.name


def test_a_figure_is_asked_for_by_its_name(brain: Brain) -> None:
    """Alone, compared, split and ranked, with a receipt, and it says how it is counted."""
    name = define(brain, "到手毛利", "毛利 - 0.05 × 净销售额")
    desk = desk_of(brain)
    answer = desk.ask("上个月到手毛利", remember=False)
    parts = desk.facts.ask(Query(metrics=("gross_profit", "net_sales"), period=OCTOBER)).rows[0]
    assert answer.value == (parts[0] - Decimal("0.05") * parts[1]).quantize(Decimal("0.01"))
    assert answer.unit == "money"
    assert answer.receipt is not None
    assert "到手毛利 = 毛利 − 0.05 × 净销售额" in answer.text.render("zh")
    assert "到手毛利 is counted as Gross profit − 0.05 × Net sales" in answer.text.render("en")
    for question, columns in (
        ("上个月各品类的到手毛利", ("category", name)),
        ("top 5 products by 到手毛利 last month", ("product", name)),
        ("上周到手毛利环比", (name, f"{name}_before", f"{name}_change")),
        ("上个月各品类到手毛利占比", ("category", name, f"{name}_share")),
    ):
        told = desk.ask(question, remember=False)
        assert (told.status, told.columns) == ("answer", columns), question
    followed = desk.ask("那按渠道看呢", ["上个月到手毛利"], remember=False)
    assert followed.query is not None
    assert followed.query.metrics == (name,)


def test_what_the_shop_lacks_is_said(brain: Brain) -> None:
    """Without costs there is no margin to count from: the preview and the answer say which file would bring them."""
    desk = desk_of(brain, NO_COSTS)
    one = desk.figures.draft("到手毛利", "毛利 - 退款")
    assert "没有成本" in desk.figures.preview(one, "zh").said.render("zh")
    desk.figures.keep(one.metric)
    answer = desk_of(brain, NO_COSTS).ask("上个月到手毛利", remember=False)
    assert answer.status == "decline"
    assert "没有成本" in answer.text.render("zh")
    assert desk_of(brain).ask("上个月到手毛利", remember=False).status != "answer"


def test_the_preview_is_last_months_figure(brain: Brain) -> None:
    """With a receipt that can be opened; nothing is kept by looking."""
    desk = desk_of(brain)
    one = desk.figures.draft("返款水平", "退款 / 毛销售额")
    seen = desk.figures.preview(one, "zh")
    assert seen.receipt is not None
    assert desk.receipt(seen.receipt.id).query is not None
    assert "10月" in seen.said.render("zh")
    assert one.metric.unit == "rate"
    assert desk.figures.in_force() == []


def test_it_is_defined_in_conversation_after_a_yes(brain: Brain) -> None:
    """Asked back with what it came to; the yes keeps it; what is wrong is said."""
    desk = desk_of(brain)
    back = desk.ask("到手毛利就是毛利减净销售额的5%")
    assert back.status == "clarify"
    assert "毛利 − 净销售额 × 5%" in back.text.render("zh")
    assert desk.figures.in_force() == []
    assert desk.ask(back.choices[0]).status == "answer"
    assert [one.label for one in desk.figures.in_force()] == ["到手毛利"]
    assert desk_of(brain).ask("上周到手毛利", remember=False).status == "answer"
    wrong = desk.ask("净到手 = 毛力 - 退款")
    assert wrong.status == "decline"
    assert "是不是「毛利」" in wrong.text.render("zh")
    taken = desk.ask("记住：到手就是销量100件以上的商品")
    assert taken.status == "decline"
    english = desk.ask("net keep means gross profit - 5% of net sales", lang="en")
    assert english.status == "clarify"
    assert desk.ask(english.choices[0], lang="en").status == "answer"


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("毛利", "is a figure already: Gross profit"),
        ("orders", "is a figure already: Orders"),
        ("利润", "is a figure already"),
        ("辅食", "is a name in this shop already"),
        ("上周毛利", "holds a word of time"),
        ("上周", "holds a word of time"),
        ("大爆款", "holds your own word “爆款”"),
        ("为什么", "has a meaning in questions already"),
        ("新客毛利", "can be asked already"),
        ("月毛利", "月毛利”"),
        ("到手毛利", "is a figure already"),
        ("{x}", "made of letters or characters"),
        ("123", "made of letters or characters"),
        ("", "Give the figure a name"),
    ],
)
def test_a_name_that_means_something_is_refused(brain: Brain, label: str, reason: str) -> None:
    """A figure, a product or category, a word of time, an own word, what can be asked already."""
    desk = desk_of(brain)
    desk.ask("记住：爆款就是销量100件以上的商品")
    define(brain, "到手毛利", "毛利 - 退款")
    with pytest.raises(OwnerError) as refused:
        desk_of(brain).figures.draft(label, "毛利 - 退款")
    assert reason in refused.value.render("en")


def test_a_unit_that_it_is_not_is_refused(brain: Brain) -> None:
    """Money is no percentage; a share may be shown as a number."""
    figures = desk_of(brain).figures
    with pytest.raises(OwnerError, match="comes out as an amount of money"):
        figures.draft("到手毛利", "毛利 - 退款", "rate")
    assert figures.draft("回头强度", "订单数 / 买家数", "count").metric.unit == "number"
    assert figures.draft("净单数", "订单数 - 取消订单数").metric.unit == "count"


def test_retired_it_is_asked_for_no_more_and_old_answers_stay(brain: Brain) -> None:
    """What it was made of stays as long as it is used; the audit chain has each change, and is whole."""
    first = define(brain, "到手毛利", "毛利 - 退款")
    second = define(brain, "每单到手", "到手毛利 / 订单数")
    old = desk_of(brain).ask("上个月每单到手", lang="zh")
    assert "每单到手 = 到手毛利 ÷ 订单数" in old.text.render("zh")
    with pytest.raises(OwnerError, match="is made of it"):
        desk_of(brain).figures.retire(first)
    assert desk_of(brain).figures.retire(second)
    assert desk_of(brain).figures.retire(first)
    assert not desk_of(brain).figures.retire(first)
    later = desk_of(brain)
    assert later.figures.in_force() == []
    assert later.ask("上个月每单到手", remember=False).status != "answer"
    kept = later.history.turns()[-1].answer
    assert [column_name(column, "zh") for column in kept.columns] == ["每单到手"]
    with brain.parts.ledger.reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.what.like("figure.%"))).all()
        assert [row.what for row in rows] == ["figure.defined"] * 2 + ["figure.retired"] * 2
        assert audit.broken_at(session) is None
    again = define(brain, "到手毛利", "毛利 - 退款 × 2")
    assert again != first


def test_who_may_only_look_defines_nothing(brain: Brain) -> None:
    """Seeing is allowed, changing is not."""
    name = define(brain, "到手毛利", "毛利 - 退款")
    shop = desk_of(brain).shop
    viewer = Desk(brain.parts, shop, Actor(user="v", role=Role.VIEWER, shop=shop.id))
    assert [one.name for one in viewer.figures.in_force()] == [name]
    for change in (lambda: viewer.figures.draft("净到手", "毛利"), lambda: viewer.figures.retire(name)):
        with pytest.raises(Refused):
            change()


def test_a_model_asks_for_it_like_for_any_other(brain: Brain) -> None:
    """It stands in the shop's sheet, the tool answers with its claim and receipt, and a sentence about it is let through."""
    name = define(brain, "到手毛利", "毛利 - 退款")
    facts = desk_of(brain).facts
    bench = Workbench(facts, FixedClock(NOON))
    assert f"{name} = 到手毛利 (money)" in shop_sheet(bench, "zh")
    period = {"start": "2026-10-01", "end": "2026-11-01"}
    result = QUERY.call(bench, {"metrics": [name], "period": period})
    assert result.card is not None
    assert result.card.receipt is not None
    ground = Ground(
        facts.today, ShopNames(), ("小店",), True, figures=tuple((one.label, one.name) for one in facts.own)
    )
    ground.add(result)
    figure = result.content["rows"][0][0]
    assert ground.check(f"10月到手毛利是 {figure}。").objections == ()
    assert ground.check(f"10月毛利是 {figure}。").objections != ()


def test_lineage_says_the_formula_and_finds_the_rows(brain: Brain) -> None:
    """From the receipt of an own figure to the rows of the files, as of any other."""
    define(brain, "返款水平", "退款 / 毛销售额")
    desk = desk_of(brain)
    answer = desk.ask("上个月返款水平")
    assert answer.receipt is not None
    found = desk.lineage(answer.receipt.id)
    assert [said.render("zh") for said in found.counted_as] == ["返款水平 = 退款金额 ÷ 退款前销售额。"]
    assert found.rows > 0


def test_ratios_are_made_anew_in_every_group(brain: Brain) -> None:
    """The whole is no average of its parts."""
    name = define(brain, "返款水平", "退款 / 毛销售额")
    facts = desk_of(brain).facts
    rows = facts.ask(
        Query(metrics=(name, "refunds", "gross_sales"), dimensions=("category",), period=OCTOBER)
    ).rows
    whole = facts.ask(Query(metrics=(name,), period=OCTOBER)).rows[0][0]
    for _, ratio, refunds, gross in rows:
        assert ratio is None if not gross else float(ratio) == pytest.approx(float(refunds / gross))
    assert float(whole) == pytest.approx(float(sum(row[2] for row in rows) / sum(row[3] for row in rows)))
