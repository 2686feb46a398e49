"""Tasks and goals as a person gives them in conversation, on a whole home folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from brain.assistant.agent import Done, StepFinished, StepStarted
from brain.assistant.host import CLEARS, Goal
from brain.bootstrap import Brain, open_brain
from brain.desk import Desk
from brain.kernel.clock import FixedClock
from brain.kernel.errors import NotFound, OwnerError
from brain.kernel.identity import Actor, Role
from brain.ledger.cards import card_row, move_card
from brain.ledger.tables import AuditRow
from cards.states import State
from eval.small_shop import SHOP, events, fill, order_lines, products

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
TASK = "看看为什么跌了，挑个品做一条推广，排到明天早上"


@pytest.fixture(scope="module")
def brain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brain]:
    """The small shop in a home folder, no executor and no model."""
    home: Path = tmp_path_factory.mktemp("home")
    opened = open_brain(home, FixedClock(NOON))
    fill(
        opened.parts.warehouse,
        SHOP,
        {"order_line": order_lines(), "product": products(), "event": events()},
    )
    yield opened
    opened.close()


@pytest.fixture
def desk(brain: Brain) -> Desk:
    """The owner's desk, made anew as for each request; a minute after the test before it."""
    pass_a_minute(brain)
    return brain.desk("small")


def pass_a_minute(brain: Brain) -> None:
    """What is newest is told by the clock."""
    assert isinstance(brain.parts.clock, FixedClock)
    brain.parts.clock.advance(timedelta(minutes=1))


def test_a_task_runs_in_the_stream_and_ends_in_a_card_with_buttons(desk: Desk) -> None:
    """Steps begin and end before the answer; the answer names the waiting card; the turn is kept whole, once."""
    assert desk.talk.takes_a_while(TASK)
    stream = list(desk.talk.stream(TASK, lang="zh", conversation=""))
    assert isinstance(stream[-1], Done)
    answer = stream[-1].card
    steps = [event.tool for event in stream if isinstance(event, StepStarted)]
    assert steps == ["plan", "analyst", "chooser", "writer", "planner", "reviewer", "confirmation"]
    assert all(event.ok for event in stream if isinstance(event, StepFinished))
    assert answer.topic == "task"
    assert len(answer.rows) == 6
    assert len(answer.parts) == 6
    assert desk.card(answer.cards[0]).state is State.PROPOSED
    assert answer.cards[0] in {card.id for card in desk.cards()}
    assert desk.history.turns()[-1].answer == answer
    assert desk.executions() == []
    assert desk.outbox() == []


def test_a_reload_finds_the_task_and_goes_on_with_it(desk: Desk, brain: Brain) -> None:
    """Its state comes from the ledger; an edit through another desk makes a new card and takes the old one away."""
    list(desk.talk.stream(TASK, lang="zh", conversation=""))
    newest = desk.history.newest()
    found = brain.desk("small").talk.tasks.newest("zh", newest)
    assert found is not None
    assert found.state.is_done
    before = found.state.card
    found.edit("planner", at="后天下午3点")
    list(found.run())
    assert found.state.card != before
    assert desk.card(before).state is State.DISMISSED
    assert desk.card(found.state.card).proposal.at == datetime(2026, 11, 22, 7, tzinfo=UTC)


def test_a_change_is_said_in_the_conversation(desk: Desk, brain: Brain) -> None:
    """Right after a task "move it" means that task; in another conversation, or after another answer, it means nothing."""
    (*_, first) = desk.talk.stream(TASK, lang="zh", conversation="")
    newest = desk.history.newest()
    assert desk.talk.takes_a_while("改到后天下午3点")
    pass_a_minute(brain)
    (*_, second) = desk.talk.stream("改到后天下午3点", lang="zh", conversation=newest)
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert desk.card(first.card.cards[0]).state is State.DISMISSED
    assert desk.card(second.card.cards[0]).proposal.at == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert [turn.question for turn in desk.history.turns(conversation=newest)] == [TASK, "改到后天下午3点"]
    pass_a_minute(brain)
    desk.talk.ask("上周卖了多少", conversation=newest)
    assert not desk.talk.takes_a_while("改到后天下午4点")
    assert desk.outbox() == []


def test_a_step_is_edited_in_a_line_and_what_follows_is_done_anew(desk: Desk) -> None:
    """What is before keeps what it made; the card goes and another comes; the ledger has the words, the audit only that they
    were changed; a line that cannot be understood changes nothing."""
    (*_, first) = desk.talk.stream(TASK, lang="zh", conversation="")
    assert isinstance(first, Done)
    tasks = desk.talk.tasks
    run = tasks.newest("zh", desk.history.newest())
    assert run is not None
    before = run.state
    for job, words in (
        ("chooser", "月球车"),
        ("planner", "上周三"),
        ("confirmation", "你好"),
        ("writer", " "),
    ):
        with pytest.raises(OwnerError):
            tasks.edit(run.id, job, words, "zh")  # type: ignore[arg-type]
    assert run.state == before
    edited = tasks.edit(run.id, "confirmation", "后天下午3点", "zh")
    assert [step.status for step in edited.state.steps] == ["done"] * 3 + ["waiting"] * 3
    assert edited.state.step("planner").wishes == {"at": "后天下午3点"}
    (*_, second) = desk.talk.run_on(run.id, "改「排期」：后天下午3点", lang="zh")
    assert isinstance(second, Done)
    assert desk.card(first.card.cards[0]).state is State.DISMISSED
    assert desk.card(second.card.cards[0]).proposal.at == datetime(2026, 11, 22, 7, tzinfo=UTC)
    with desk.parts.ledger.reading() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.subject == run.id)).all()
    assert [(row.what, row.detail) for row in rows] == [
        ("task.edited", {"job": "planner", "changed": ["at"]})
    ]


def test_what_was_confirmed_is_never_changed_but_offered_anew(desk: Desk, brain: Brain) -> None:
    """Said or written into a step: that it is scheduled already is told, its card stays, and the same as a new step ends in a
    card of its own that waits."""
    (*_, first) = desk.talk.stream(TASK, lang="zh", conversation="")
    assert isinstance(first, Done)
    (card,) = first.card.cards
    with desk.parts.ledger.session() as session:
        move_card(session, card_row(session, "small", card), State.ACCEPTED, who="local", at=NOON, why="")
        move_card(session, card_row(session, "small", card), State.SCHEDULED, who="local", at=NOON, why="")
    decided = desk.card(card)
    newest = desk.history.newest()
    run = desk.talk.tasks.newest("zh", newest)
    assert run is not None
    with pytest.raises(OwnerError, match="scheduled"):
        desk.talk.tasks.edit(run.id, "planner", "后天下午3点", "zh")
    pass_a_minute(brain)
    (told,) = desk.talk.stream("改到后天下午3点", lang="zh", conversation=newest)
    assert isinstance(told, Done)
    assert told.card.status == "clarify"
    assert "已排期" in told.card.text.render("zh")
    assert told.card.choices == ("另起一步：改到后天下午3点",)
    pass_a_minute(brain)
    assert desk.talk.takes_a_while(told.card.choices[0])
    (*_, second) = desk.talk.stream(told.card.choices[0], lang="zh", conversation=newest)
    assert isinstance(second, Done)
    assert desk.card(card) == decided
    beside = desk.card(second.card.cards[0])
    assert beside.state is State.PROPOSED
    assert beside.proposal.at == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert beside.proposal.subjects == decided.proposal.subjects


def test_a_change_that_cannot_be_made_is_answered_and_changes_nothing(desk: Desk, brain: Brain) -> None:
    """A time that is past: the reason stands in the conversation, and the card still waits."""
    (*_, first) = desk.talk.stream(TASK, lang="zh", conversation="")
    assert isinstance(first, Done)
    newest = desk.history.newest()
    pass_a_minute(brain)
    (told,) = desk.talk.stream("改到2026-11-01T10:00", lang="zh", conversation=newest)
    assert isinstance(told, Done)
    assert told.card.status == "decline"
    assert desk.card(first.card.cards[0]).state is State.PROPOSED
    assert desk.history.turns(conversation=newest)[-1].answer == told.card


def test_a_deleted_conversation_takes_its_tasks_along(desk: Desk) -> None:
    """The words of the task go with it; the card that it proposed stays the owner's to decide."""
    stream = list(desk.talk.stream(TASK, lang="zh", conversation=""))
    assert isinstance(stream[-1], Done)
    newest = desk.history.newest()
    task = desk.talk.tasks.newest("zh", newest)
    assert task is not None
    desk.history.delete(newest)
    with pytest.raises(NotFound):
        desk.talk.tasks.find(task.id)
    assert desk.card(stream[-1].card.cards[0]).state is State.PROPOSED


def test_asking_shows_the_plan_and_runs_nothing(desk: Desk) -> None:
    """The command line and a batch get the plan; no card is made of it."""
    before = len(desk.cards())
    plan = desk.ask(TASK, lang="en", remember=False)
    assert plan.topic == "task"
    assert [row[1] for row in plan.rows] == ["waiting"] * 6
    assert "Nothing is sent before you say yes" in plan.text.render("en")
    assert len(desk.cards()) == before


def test_who_may_only_look_is_shown_the_plan(brain: Brain, desk: Desk) -> None:
    """A viewer's task does not run."""
    viewer = Desk(brain.parts, desk.shop, Actor(user="v", role=Role.VIEWER, shop="small"))
    assert not viewer.talk.takes_a_while(TASK)
    (done,) = viewer.talk.stream(TASK, lang="en", conversation="")
    assert isinstance(done, Done)
    assert done.card.cards == ()
    with pytest.raises(OwnerError):
        viewer.talk.tasks.begin(TASK, "en")


@pytest.mark.parametrize(
    ("sentence", "goal"),
    [
        ("本月清辅食库存", Goal(date(2026, 11, 1), CLEARS, Decimal(0), "category", ("辅食",))),
        ("this month: clear 云朵 stock", Goal(date(2026, 11, 1), CLEARS, Decimal(0), "brand", ("云朵",))),
        (
            "这个月辅食销售额目标5万",
            Goal(date(2026, 11, 1), "net_sales", Decimal(50000), "category", ("辅食",)),
        ),
        ("这个月目标10万", Goal(date(2026, 11, 1), "net_sales", Decimal(100000))),
    ],
)
def test_a_goal_is_set_in_one_sentence(desk: Desk, sentence: str, goal: Goal) -> None:
    """With what it is about; the newest counts, also under a clock that stands still, and its progress can be asked."""
    assert desk.talk.ask(sentence).status == "answer"
    assert desk.wishes.goal(date(2026, 11, 1)) == goal
    far = desk.talk.ask("这个月目标完成多少了")
    assert far.topic == "goal"
    assert far.status == "answer"
    if goal.dimension:
        assert far.query is not None
        assert far.query.filters[0].values == goal.values


def test_a_goal_about_nothing_of_the_shops_is_asked_back_with_questions_that_work(desk: Desk) -> None:
    """No goal is set for a guess; each of the choices sets one."""
    desk.talk.ask("这个月目标10万")
    asked = desk.talk.ask("本月清冬装库存")
    assert asked.status == "clarify"
    assert desk.wishes.goal(date(2026, 11, 1)) == Goal(date(2026, 11, 1), "net_sales", Decimal(100000))
    for choice in asked.choices:
        assert desk.talk.ask(choice, remember=False, acting=True).status == "answer"


def test_progress_of_a_goal_counts_its_subject_alone(desk: Desk) -> None:
    """A goal on a category is held against that category's sales, not the shop's."""
    desk.talk.ask("这个月辅食销售额目标5万")
    part = desk.wishes.goal_progress()
    desk.talk.ask("这个月目标5万")
    whole = desk.wishes.goal_progress()
    assert part is not None
    assert whole is not None
    assert 0 < part.reached.value < whole.reached.value
