"""A model at the desk, scripted over real HTTP: plans through its tool, chips of what it looked up, every call on the account."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from brain.assistant.agent import Done
from brain.bootstrap import Brain, open_brain
from brain.demo import refresh_demo
from brain.desk import Desk
from brain.kernel.clock import FixedClock
from brain.kernel.identity import Actor, Role
from brain.ledger.model_calls import model_calls, spent_on
from brain.llm.fake import Ask, Call, FakeModelServer, Reply, Say, Scripted
from brain.llm.gateway import ModelGateway
from cards.answer.model import AnswerCard
from cards.opportunity.model import OpportunityCard

MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
WEEK = {"start": "2026-11-09", "end": "2026-11-16"}


@pytest.fixture(scope="module")
def brain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brain]:
    """The sample shop, where cards have texts to polish."""
    opened = open_brain(tmp_path_factory.mktemp("home"), FixedClock(MORNING))
    refresh_demo(opened)
    yield opened
    opened.close()


@contextmanager
def model(brain: Brain, script: Sequence[Scripted]) -> Iterator[FakeModelServer]:
    """A server that speaks the real protocol, connected; a million tokens in and out cost 2 and 8."""
    prices = {"general": (Decimal(2), Decimal(8))}
    with FakeModelServer(script) as server:
        brain.parts.gateway = ModelGateway(
            server.base_url,
            "k",
            "scripted",
            5.0,
            prices=prices,
            sleep=lambda _: None,  # type: ignore[arg-type]
        )
        try:
            yield server
        finally:
            brain.parts.gateway.close()
            brain.parts.gateway = None


def answered(desk: Desk, question: str, script: Sequence[Scripted], brain: Brain) -> AnswerCard:
    """The answer to a question in a conversation of its own."""
    with model(brain, script):
        (*_, end) = desk.talk.stream(question, lang="zh", conversation="")
    assert isinstance(end, Done)
    return end.card


def results(request: dict[str, Any]) -> list[Any]:
    """What the tools said."""
    return [json.loads(m["content"])["data"] for m in request["messages"] if m["role"] == "tool"]


def test_an_answer_shows_what_is_in_force(brain: Brain) -> None:
    """The period and figure of the tool's query, and its category with the question that lacks it; kept with the turn."""
    desk = brain.desk("demo")
    category = desk.ask("上周各品类净销售额", lang="zh", remember=False).rows[0][0]
    wanted = {
        "metrics": ["net_sales"],
        "period": WEEK,
        "filters": [{"dimension": "category", "op": "in", "values": [category]}],
    }

    def reply(request: dict[str, Any]) -> Reply:
        return Say(f"上周{category}净销售额 {results(request)[0]['rows'][0][0]}。")

    card = answered(desk, f"{category}上周怎么样", [Ask((Call("query", wanted),)), reply], brain)
    assert card.engine == "scripted"
    assert [(chip.slot, chip.without is not None) for chip in card.chips] == [
        ("period", False),
        ("metric", False),
        ("filter", True),
    ]
    without = card.chips[2].without
    assert without is not None
    assert str(category) not in without
    assert desk.ask(without, lang="zh", remember=False).query == card.query.model_copy(update={"filters": ()})  # type: ignore[union-attr]
    assert desk.history.turns()[-1].answer.chips == card.chips


def test_several_lookups_are_in_force_together(brain: Brain) -> None:
    """Each lookup keeps its own parts; the reply has all of them, and none can be taken away."""
    before = {"start": "2026-11-02", "end": "2026-11-09"}
    calls = Ask(
        (
            Call("query", {"metrics": ["net_sales"], "period": WEEK}, "a"),
            Call("query", {"metrics": ["orders"], "period": before}, "b"),
        )
    )

    def reply(request: dict[str, Any]) -> Reply:
        first, second = (one["rows"][0][0] for one in results(request))
        return Say(f"上周（11月9日～11月15日）净销售额 {first}，11月2日～11月8日订单数 {second}。")

    card = answered(brain.desk("demo"), "这两周怎么样", [calls, reply], brain)
    assert [chip.slot for chip in card.chips] == ["period", "metric", "period", "metric"]
    assert not any(chip.without for chip in card.chips)
    assert [len(part.chips) for part in card.parts] == [2, 2]


def test_a_model_plans_through_the_plan_tool(brain: Brain) -> None:
    """A plan for a day goes to the model, which has a tool for it; the steps and their days are the house's."""
    plain = brain.desk("demo").ask("帮我规划双十二", lang="zh", remember=False)
    assert plain.topic == "plan"
    seen: list[dict[str, Any]] = []

    def reply(request: dict[str, Any]) -> Reply:
        seen.append(request)
        return Say("双十二的计划在下面，一步一步写好了日期。")

    card = answered(
        brain.desk("demo"), "帮我规划双十二", [Ask((Call("plan", {"day": "2026-12-12"}),)), reply], brain
    )
    assert results(seen[0])[0]["rows"]
    assert card.topic == "plan"
    assert card.engine == "scripted"
    assert card.rows == plain.rows


def test_who_may_not_give_a_task_is_shown_its_plan_without_the_model(brain: Brain) -> None:
    """As without a model."""
    viewer = Desk(brain.parts, brain.desk("demo").shop, Actor(user="v", role=Role.VIEWER, shop="demo"))
    with model(brain, [Say("no")]) as server:
        (done,) = viewer.talk.stream("挑个品写一条推广，排到明天早上", lang="zh", conversation="")
        assert server.requests == []
    assert isinstance(done, Done)
    assert done.card.topic == "task"


def echo(request: dict[str, Any]) -> Reply:
    """The draft itself, as a polished one."""
    return Say(str(request["messages"][-1]["content"]).rsplit("\n\n", 1)[-1])


def test_polishing_todays_cards_is_on_the_shops_account(brain: Brain) -> None:
    """Each text is a call with its tokens and cost; at the day's limit the drafts stay as they are and nothing is asked any
    more, until the shop's next day."""
    clock = brain.parts.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(days=1))
    settings, day = brain.parts.settings, brain.desk("demo").today
    with model(brain, [echo] * 60) as server:
        desk = brain.desk("demo")
        desk.cards(refresh=True)
        asked = len(server.requests)
        with brain.parts.ledger.reading() as session:
            spent, calls = spent_on(session, "demo", day), model_calls(session, "demo", asked)
        assert asked > 0
        assert spent.calls == asked
        assert spent.tokens > 0
        assert spent.cost > 0
        assert {(row.role, row.outcome) for row in calls} == {("general", "ok")}
        brain.parts.settings = settings.model_copy(update={"model_daily_cost": spent.cost})
        try:
            before, after = (
                [card.proposal.variants for card in cards if isinstance(card, OpportunityCard)]
                for cards in (brain.desk("demo").cards(), brain.desk("demo").cards(refresh=True))
            )
            assert len(server.requests) == asked
            assert [[one.voice for one in card] for card in after] == [
                [one.voice for one in card] for card in before
            ]
            clock.advance(timedelta(days=1))
            brain.desk("demo").cards(refresh=True)
            assert len(server.requests) > asked
        finally:
            brain.parts.settings = settings
