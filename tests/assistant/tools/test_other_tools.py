"""Segments, cards, drafts, actions, questions back: the same contract, nothing written, nothing personal."""

from __future__ import annotations

import json

import pytest

from brain.assistant.agent.grounding import Ground
from brain.assistant.tools import (
    ASK_BACK,
    CARDS,
    DRAFT,
    EXPLAIN_CHANGE,
    FORECAST,
    PLAN,
    PROPOSE_ACTION,
    SEGMENT,
    TOOLS,
)
from brain.assistant.tools.base import ToolRefused
from brain.facts.tags.recompute import recompute
from tests.assistant.agent.waiting_card import waiting_card
from tests.assistant.workbench import Workbench


def test_every_tool_can_be_offered() -> None:
    """A name, a description in both languages, an object schema that is JSON, a step in words; no name twice."""
    assert len({tool.name for tool in TOOLS}) == len(TOOLS)
    for tool in TOOLS:
        for lang in ("zh", "en"):
            spec = tool.spec(lang).as_json()
            assert json.loads(json.dumps(spec)) == spec
            assert spec["function"]["parameters"]["type"] == "object"
            assert spec["function"]["description"] == tool.description[lang]
        assert tool.step


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_no_tool_takes_what_it_does_not_know(bench: Workbench, tool: object) -> None:
    """A misspelt argument is refused, never left out in silence."""
    with pytest.raises(ToolRefused, match="nonsense"):
        tool.call(bench, {"nonsense": 1})  # type: ignore[attr-defined]


def test_segments_give_counts_and_no_customer(bench: Workbench) -> None:
    """As many as the tags say, by one tag and by several; keys never leave."""
    recompute(bench.facts.warehouse, "small", lambda shop: bench.facts.today)
    listed = SEGMENT.call(bench, {})
    counted = {(one["tag"], one["value"]): one["customers"] for one in listed.content["tags"]}
    assert counted
    (tag, value), customers = next(iter(counted.items()))
    result = SEGMENT.call(bench, {"conditions": [{"tag": tag, "op": "=", "values": [value]}]})
    assert result.content == {"customers": customers}
    assert result.card is not None
    assert (result.card.value, result.card.rows) == (customers, ())
    assert result.stated[0].claim.value == customers
    for condition, hint in (
        ({"tag": "life_cycl", "values": ["new"]}, "life_cycle"),
        ({"tag": "life_cycle", "values": ["asleep"]}, "silent"),
    ):
        with pytest.raises(ToolRefused, match=hint):
            SEGMENT.call(bench, {"conditions": [condition]})


def test_cards_are_told_with_their_range(bench: Workbench) -> None:
    """Headline, reasons, expected effect; what they state may be repeated, and the card is pointed to."""
    bench.cards = (waiting_card(bench),)
    try:
        result = CARDS.call(bench, {"limit": 3})
    finally:
        bench.cards = ()
    assert result.content["cards"][0]["id"] == "card_1"
    assert result.card is not None
    assert result.card.cards == ("card_1",)
    assert {int(one.claim.value) for one in result.stated} >= {100, 300, 30}
    assert "有机米粉" in result.names
    empty = CARDS.call(bench, {})
    assert empty.card is not None
    assert "没有" in empty.card.text.render("zh")


def test_an_action_is_only_put_forward(bench: Workbench) -> None:
    """An unknown card is refused; a known one ends the turn and stays as it was."""
    with pytest.raises(ToolRefused, match="card_9"):
        PROPOSE_ACTION.call(bench, {"card": "card_9"})
    card = waiting_card(bench)
    bench.cards = (card,)
    try:
        result = PROPOSE_ACTION.call(bench, {"card": "card_1"})
    finally:
        bench.cards = ()
    assert result.ends
    assert result.card is not None
    assert result.card.cards == ("card_1",)
    assert card.state.value == "proposed"


def test_drafts_are_about_the_shops_own_goods(bench: Workbench) -> None:
    """Three voices at the facts' own price, without a link or a number of their own; goods that it has not are refused."""
    result = DRAFT.call(bench, {"products": ["有机米粉"]})
    assert result.card is not None
    assert {one.voice for one in result.card.drafts} == {"professional", "friend", "humorous"}
    assert all("{link}" not in one.text for one in result.card.drafts)
    assert any("59.9" in one.text for one in result.card.drafts)
    for arguments, hint in (
        ({"products": ["星空饼干"]}, "product"),
        ({"category": "月饼"}, "category"),
        ({}, "must be given"),
    ):
        with pytest.raises(ToolRefused, match=hint):
            DRAFT.call(bench, arguments)


def test_a_question_back_has_choices(bench: Workbench) -> None:
    """Two at least, each once, and the turn ends."""
    result = ASK_BACK.call(bench, {"question": "看哪段时间？", "choices": ["上周", "本月", "上周"]})
    assert result.ends
    assert result.card is not None
    assert (result.card.status, result.card.choices) == ("clarify", ("上周", "本月"))
    with pytest.raises(ToolRefused, match="choices"):
        ASK_BACK.call(bench, {"question": "看哪段时间？", "choices": ["上周"]})


def test_a_change_is_taken_apart_into_what_may_be_said(bench: Workbench) -> None:
    """The parts add up to the change; each may be said beside its own name and in its own direction only."""
    period = {"start": "2026-11-01", "end": "2026-11-16"}
    result = EXPLAIN_CHANGE.call(bench, {"period": period})
    assert result.card is not None
    assert result.card.topic == "why"
    parts = [one for one in result.stated if one.change and one.claim.unit == "money" and one.of]
    assert len(parts) == len(result.card.rows) > 1
    assert sum(one.claim.value for one in parts) == result.card.value
    made = Ground(bench.facts.today)
    made.add(result)
    first = max(parts, key=lambda one: abs(one.claim.value))
    up, down = ("增加", "减少") if first.claim.value > 0 else ("减少", "增加")
    amount = f"¥{abs(first.claim.value):,.2f}"
    assert made.check(f"{first.of[0]}{up} {amount}。").objections == ()
    assert made.check(f"{first.of[0]}{down} {amount}。").objections != ()
    other = next(one for one in parts if one is not first)
    assert made.check(f"{other.of[0]}{up} {amount}。").objections != ()
    with pytest.raises(ToolRefused, match="net_sales"):
        EXPLAIN_CHANGE.call(bench, {"metric": "net_sale", "period": period})
    with pytest.raises(ToolRefused, match="begin"):
        EXPLAIN_CHANGE.call(bench, {"period": {**period, "begin": "x"}})


def test_a_forecast_is_a_range_of_coming_days(bench: Workbench) -> None:
    """From tomorrow on; what is not forecast is refused."""
    result = FORECAST.call(bench, {"days": 7})
    assert result.card is not None
    assert result.card.rows[0][0] == "2026-11-21"
    assert len(result.card.rows) == 7
    made = Ground(bench.facts.today)
    made.add(result)
    low = min(one.claim.value for one in result.stated if one.period is None and one.claim.unit == "money")
    assert made.check(f"未来 7 天净销售额至少 ¥{low:,.2f}。").objections == ()
    with pytest.raises(ToolRefused, match="orders"):
        FORECAST.call(bench, {"metric": "order"})


def test_a_plan_counts_back_from_the_day(bench: Workbench) -> None:
    """Steps with days, the last time's figures; a day that is over is refused."""
    result = PLAN.call(bench, {"day": "2026-12-12"})
    assert result.card is not None
    assert len(result.card.rows) >= 5
    made = Ground(bench.facts.today)
    made.add(result)
    assert made.check("12月12日的计划见下面。").objections == ()
    assert made.check("12月13日的计划见下面。").objections != ()
    with pytest.raises(ToolRefused, match="day"):
        PLAN.call(bench, {"day": "2026-01-01"})
