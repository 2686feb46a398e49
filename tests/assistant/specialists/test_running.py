"""Tasks on the small shop with the real ledger: every step's work, stop, retry, edit, and never a message sent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from brain.actions.commands import Accept
from brain.actions.decide import decide
from brain.assistant.host import CLEARS, Goal
from brain.assistant.specialists.base import Choice, Review, Room, Schedule, Work, Writing
from brain.assistant.specialists.beginning import begin_task
from brain.assistant.specialists.events import Finished, Planned, StepDone, StepFailed, StepStarted, Stopped
from brain.assistant.specialists.recognising import task_in
from brain.assistant.specialists.running import TaskRun
from brain.assistant.specialists.showing import task_card
from brain.assistant.specialists.state import JOBS
from brain.kernel.errors import NotFound, OwnerError, Refused
from brain.kernel.identity import local_owner
from brain.ledger.cards import cards_in, get_card
from brain.ledger.executions import executions_of_shop
from brain.ledger.segments import members
from brain.ledger.store import Ledger, sqlite_url
from brain.ledger.tables import ExecutionRow, PostRow, SendAttemptRow
from cards.states import State
from tests.assistant.agent.waiting_card import waiting_card
from tests.assistant.workbench import Workbench

MESSAGE = "find out why sales fell, pick a product, write a post and schedule it tomorrow 10:00"
SHORT = "pick a product and write a message"
MakeRoom = Callable[..., Room]


def begin(room: Room, message: str = MESSAGE) -> TaskRun:
    """A task of the owner's with its plan."""
    wanted = task_in(message, room.names, room.facts.today)
    assert wanted is not None
    return begin_task(room, "local", message, wanted)


def finished(run: TaskRun) -> TaskRun:
    """The task run to its end."""
    last = list(run.run())[-1]
    assert isinstance(last, Finished)
    assert last.card, [step.trouble for step in run.state.steps]
    return run


def sent(room: Room) -> int:
    """Everything in the ledger that would be, or was, sent."""
    with room.ledger.reading() as session:
        return sum(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (ExecutionRow, PostRow, SendAttemptRow)
        )


def test_a_task_ends_in_a_card_that_waits(room: Room) -> None:
    """The plan comes first, each step begins and ends in order, and the last thing made is a proposal; nothing is sent."""
    run = begin(room)
    events = list(run.run())
    assert isinstance(events[0], Planned)
    assert events[0].state.next is not None
    assert [e.job for e in events if isinstance(e, StepStarted)] == list(JOBS)
    assert [e.job for e in events if isinstance(e, StepDone)] == list(JOBS)
    with room.ledger.reading() as session:
        card = get_card(session, "small", run.state.card)
    assert card.state is State.PROPOSED
    assert card.proposal.at == datetime(2026, 11, 21, 2, tzinfo=UTC)
    assert len(card.proposal.variants) == 3
    assert card.proposal.link in card.proposal.variants[0].text
    assert MESSAGE in card.explanation.evidence[0].text.render("en")
    assert sent(room) == 0


def test_the_card_is_executed_by_the_owners_yes_alone_and_once(room: Room) -> None:
    """The same way as any card: accepted it is scheduled; the task cannot be turned back any more."""
    run = finished(begin(room))
    card = run.state.card
    accept = Accept(card, at=datetime(2026, 11, 21, 2, tzinfo=UTC))
    for _ in range(2):
        decide(room.ledger, local_owner("small"), accept, room.facts.clock, room.settings, "Asia/Shanghai")
    with room.ledger.reading() as session:
        assert len(executions_of_shop(session, "small")) == 1
    with pytest.raises(Refused, match="scheduled"):
        run.edit("planner", at="2026-11-22T10:00")
    with pytest.raises(Refused):
        run.retry("confirmation")
    assert run.state.is_done
    assert run.state.card == card


def test_an_edit_takes_the_waiting_card_away_and_makes_one_anew(room: Room) -> None:
    """Another time, another text, another product: from there the rest runs again, and only the newest card is open."""
    run = finished(begin(room, SHORT))
    first = run.state.card
    run.edit("chooser", product="有机米粉")
    assert run.state.card == ""
    finished(run)
    run.edit("writer", text="米粉到货了，来看看", voice="friend")
    run.edit("planner", at="2026-11-23T15:00")
    finished(run)
    with room.ledger.reading() as session:
        assert get_card(session, "small", first).state is State.DISMISSED
        waiting = cards_in(session, "small", [State.PROPOSED])
    assert [card.id for card in waiting] == [run.state.card]
    proposal = waiting[0].proposal
    assert [subject.name for subject in proposal.subjects] == ["有机米粉"]
    assert proposal.variants[proposal.chosen].text.startswith("米粉到货了，来看看 http")
    assert proposal.variants[proposal.chosen].voice == "friend"
    assert proposal.at == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert sent(room) == 0


def test_stop_ends_before_the_next_step_and_the_run_goes_on_from_there(room: Room) -> None:
    """What was done is kept; the reload that follows sees it; running again does only what is left."""
    run, stop = begin(room), threading.Event()
    seen = []
    for event in run.run(stop):
        seen.append(event)
        if isinstance(event, StepDone) and event.job == "chooser":
            stop.set()
    assert any(isinstance(event, Stopped) and event.job == "writer" for event in seen)
    again = TaskRun(room, "local", run.id)
    assert [step.status for step in again.state.steps][:3] == ["done", "done", "stopped"]
    assert "Stopped before Writer" in task_card(again.state, "en").text.render("en")
    started = [event.job for event in again.run() if isinstance(event, StepStarted)]
    assert started == list(JOBS[2:])
    assert again.state.is_done


def test_a_listener_that_goes_away_leaves_no_step_running(room: Room) -> None:
    """A closed page ends its run; the step stands as stopped, not as one that somebody works on."""
    run = begin(room)
    events = run.run()
    while not isinstance(next(events), StepStarted):
        pass
    events.close()  # type: ignore[attr-defined]
    assert run.state.steps[0].status == "stopped"
    assert finished(run).state.is_done


def test_a_step_that_fails_says_what_to_do_and_can_be_mended(room: Room) -> None:
    """A time that is past fails the planner with a hint; with another time the task goes on from there."""
    run = begin(room, SHORT)
    run.edit("planner", at="2026-11-19T10:00")
    failed = [event for event in run.run() if isinstance(event, StepFailed)]
    assert [event.job for event in failed] == ["planner"]
    assert failed[0].hint is not None
    assert list(run.run())[-1] == Finished(run.state, "")
    run.edit("planner", at="2026-11-22T10:00")
    assert finished(run).state.step("planner").tries == 2


@pytest.mark.parametrize(
    ("job", "changes", "code"),
    [
        ("chooser", {"product": "月球车"}, "no 月球车|no product"),
        ("writer", {"text": "全网第一，国家级米粉"}, "第一|国家级"),
        ("writer", {"voice": "loud"}, "voice"),
        ("planner", {"at": "someday"}, "someday"),
        ("planner", {"at": "2027-11-22T10:00"}, "90 days"),
    ],
)
def test_wishes_that_cannot_be_met_fail_their_own_step(
    room: Room, job: str, changes: dict[str, str], code: str
) -> None:
    """A name that the shop does not have, words that the law forbids, a time nobody can read or keep: no card comes of it."""
    run = begin(room, SHORT)
    run.edit(job, **changes)
    list(run.run())
    step = run.state.step(job)
    assert step.status == "failed"
    assert step.trouble is not None
    assert any(word in step.trouble.render("en") for word in code.split("|"))
    assert run.state.card == ""


def test_quiet_hours_move_the_time_and_say_so(room: Room) -> None:
    """Eleven at night is never kept in silence."""
    run = begin(room, SHORT)
    run.edit("planner", at="明晚11点")
    finished(run)
    schedule = Schedule.model_validate(run.state.step("planner").output)
    assert schedule.at == datetime(2026, 11, 21, 13, 59, tzinfo=UTC)
    assert "quiet hours" in schedule.why.render("en")


def test_another_try_chooses_and_writes_otherwise(room: Room) -> None:
    """Retry is a wish for something else; the texts of the same goods are other sentences."""
    run = finished(begin(room, SHORT))
    before = Writing.model_validate(run.state.step("writer").output)
    run.retry("writer")
    finished(run)
    after = Writing.model_validate(run.state.step("writer").output)
    assert [one.text for one in before.texts] != [one.text for one in after.texts]


def test_texts_claim_no_rise_that_nobody_counted(room: Room) -> None:
    """Without a card that has counted it, no text says that more people look."""
    run = finished(begin(room, SHORT))
    for text in Writing.model_validate(run.state.step("writer").output).texts:
        assert not any(word in text.text for word in ("越来越多", "多了", "热度", "有点红", "更受关注"))


def test_todays_card_about_goods_is_followed_and_named_by_the_reviewer(
    bench: Workbench, make_room: MakeRoom
) -> None:
    """With a card open the choice is its goods; the review warns that two cards are about the same."""
    room = make_room([waiting_card(bench)])
    run = finished(begin(room, SHORT))
    choice = Choice.model_validate(run.state.step("chooser").output)
    assert (choice.basis, choice.base) == ("card", "card_1")
    review = Review.model_validate(run.state.step("reviewer").output)
    assert [check.verdict for check in review.checks if check.name == "same"] == ["warn"]


@pytest.mark.parametrize(("values", "verdict"), [(("纸尿裤",), "ok"), (("家居",), "ok")])
def test_the_goal_steers_the_choice(
    bench: Workbench, make_room: MakeRoom, values: tuple[str, ...], verdict: str
) -> None:
    """A goal to clear a category comes before today's best card, and the review says that it is served."""
    goal = Goal(date(2026, 11, 1), CLEARS, Decimal(0), "category", values)
    run = finished(begin(make_room([waiting_card(bench)], goal), SHORT))
    choice = Choice.model_validate(run.state.step("chooser").output)
    assert (choice.basis, choice.category) == ("goal", values[0])
    checks = Review.model_validate(run.state.step("reviewer").output).checks
    assert [check.verdict for check in checks if check.name == "goal"] == [verdict]


def test_people_who_are_written_to_in_these_days_are_counted(room: Room) -> None:
    """A second task to the same audience, once the first is scheduled, carries a warning with the count."""
    first = finished(begin(room, SHORT))
    when = Accept(first.state.card, at=datetime(2026, 11, 21, 3, tzinfo=UTC))
    decide(room.ledger, local_owner("small"), when, room.facts.clock, room.settings, "Asia/Shanghai")
    second = begin(room, SHORT)
    second.edit("planner", at="2026-11-22T10:00")
    checks = Review.model_validate(finished(second).state.step("reviewer").output).checks
    tired = [check for check in checks if check.name == "fatigue"]
    with room.ledger.reading() as session:
        audience = get_card(session, "small", first.state.card).proposal.audience
        treated = members(session, audience.segment, "treated") if audience.segment else []
    assert treated, "the small shop knows its customers"
    assert tired[0].verdict == "warn"
    assert tired[0].text.claims()[0].value == len(treated)


def test_somebody_elses_task_is_not_found(room: Room) -> None:
    """Neither another person's nor another shop's."""
    run = begin(room)
    with pytest.raises(NotFound):
        TaskRun(room, "someone", run.id)


def test_what_looks_personal_is_not_kept_with_the_task(room: Room) -> None:
    """The conversation can be deleted; a phone number must not live on in the task's own row or on the card."""
    run = begin(room, f"{SHORT} for 13912345678")
    assert "13912345678" not in run.message


Moves = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.integers(0, 7)),
        st.tuples(st.just("retry"), st.sampled_from(JOBS[1:])),
        st.tuples(
            st.just("edit"),
            st.sampled_from([("planner", "at", "2026-11-22T10:00"), ("planner", "at", "2026-11-01"), ("chooser", "product", "收纳盒"), ("chooser", "product", ""), ("writer", "voice", "humorous")]),
        ),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(Moves)
def test_no_order_of_stops_retries_and_edits_sends_or_loses_anything(
    make_room: MakeRoom, tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, object]]
) -> None:
    """Whatever a person does to a task: nothing is executed, its steps stay, and at most one of its cards is open."""
    home: Path = tmp_path_factory.mktemp("task")
    ledger = Ledger(sqlite_url(home / "ledger.db"))
    room = replace(make_room(), ledger=ledger)
    run = begin(room, SHORT)
    for what, given_to in moves:
        try:
            if what == "run":
                _run_and_stop(run, int(str(given_to)))
            elif what == "retry":
                run.retry(str(given_to))
            else:
                job, name, value = given_to  # type: ignore[misc]
                run.edit(job, **{name: value})
        except OwnerError:
            continue
        state = run.state
        assert [step.job for step in state.steps] == list(JOBS[1:])
        assert all(step.status != "running" for step in state.steps)
        with ledger.reading() as session:
            waiting = cards_in(session, "small", [State.PROPOSED])
        assert [card.id for card in waiting] == ([state.card] if state.card else [])
        assert sent(room) == 0
    ledger.close()


def _run_and_stop(run: TaskRun, steps: int) -> None:
    """Run, and stop after so many steps."""
    stop, done = threading.Event(), 0
    if steps == 0:
        stop.set()
    for event in run.run(stop):
        done += isinstance(event, StepDone)
        if done >= steps:
            stop.set()


def test_work_knows_what_an_edit_wanted(room: Room) -> None:
    """A step's wishes are the message's, with what a person changed on top."""
    run = begin(room)
    run.edit("planner", at="2026-11-23T15:00")
    work = Work(run.id, run.message, run.state, "planner")
    assert work.wishes == {"at": "2026-11-23T15:00"}
