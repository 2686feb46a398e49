"""A change is looked at before it is kept: what the step could not do is refused, and the task stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from brain.assistant.specialists.base import Choice, Room
from brain.assistant.specialists.beginning import begin_anew, begin_task
from brain.assistant.specialists.changing import Change, change_of
from brain.assistant.specialists.checking import check_change
from brain.assistant.specialists.recognising import task_in
from brain.assistant.specialists.running import TaskRun
from brain.assistant.specialists.state import JOBS, Job
from brain.kernel.errors import OwnerError
from brain.ledger.audit import broken_at
from brain.ledger.tables import AuditRow

MESSAGE = "find out why sales fell, pick a product, write a post and schedule it tomorrow 10:00"


def begun(room: Room) -> TaskRun:
    """A task with its plan, nothing done."""
    wanted = task_in(MESSAGE, room.names, room.facts.today)
    assert wanted is not None
    return begin_task(room, "local", MESSAGE, wanted)


def check(room: Room, run: TaskRun, job: Job, words: str, *, has_model: bool = False) -> Change:
    """The change that words mean, checked."""
    change = change_of(job, words, room.names, room.facts.today)
    assert change is not None
    check_change(room, run.id, run.message, run.state, change, has_model=has_model)
    return change


@pytest.mark.parametrize("is_run", [False, True])
@pytest.mark.parametrize(
    ("job", "words", "code"),
    [
        ("analyst", "why did moon rovers fall", "not_analysed"),
        ("analyst", "will it rain tomorrow", "not_analysed"),
        ("chooser", "moon rover", "no_product"),
        ("writer", "“全网第一，国家级米粉”", "compliance"),
        ("writer", "shorter, and mention spring", "no_instruction"),
        ("planner", "someday", "time_unread"),
        ("planner", "2026-11-01T10:00", "time_past"),
        ("planner", "2027-11-22T10:00", "time_far"),
        ("writer", "“" + "a" * 599 + " too long for one step”", "words_long"),
    ],
)
def test_words_that_a_step_could_not_go_by_are_refused_at_once(
    room: Room, is_run: bool, job: Job, words: str, code: str
) -> None:
    """Whether the step waits or is done; the state, and a card that waits, are as before."""
    run = begun(room)
    if is_run:
        list(run.run())
    before = run.state
    with pytest.raises(OwnerError) as refused:
        check(room, run, job, words)
    assert refused.value.code == code
    assert refused.value.hint is not None
    assert run.state == before


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("analyst", "why did refunds rise last week"),
        ("analyst", "分析一下上周的订单"),
        ("chooser", "有机米粉"),
        ("chooser", "another product"),
        ("writer", "humorous"),
        ("writer", "“米粉到货了，来看看”"),
        ("planner", "in two days at 3 pm"),
        ("planner", "tomorrow evening"),
    ],
)
def test_words_that_pass_can_be_done(room: Room, job: Job, words: str) -> None:
    """What the check lets through does not fail its own step."""
    run = begun(room)
    list(run.run())
    change = check(room, run, job, words)
    run.change(change.job, change.wishes)
    list(run.run())
    assert run.state.is_done, [step.trouble for step in run.state.steps]


def test_what_only_a_model_can_follow_passes_with_one(room: Room) -> None:
    """An instruction for the wording, and words for a time that the house cannot read."""
    run = begun(room)
    check(room, run, "writer", "shorter, and mention spring", has_model=True)
    check(room, run, "planner", "two sleeps before Black Friday", has_model=True)


def test_an_instruction_without_a_model_fails_its_step_and_is_not_passed_over(room: Room) -> None:
    """The model may be gone by the time that the step is done."""
    run = begun(room)
    run.edit("writer", instruction="shorter")
    list(run.run())
    assert run.state.step("writer").status == "failed"


def test_a_new_step_beside_a_task_leaves_that_one_alone(room: Room) -> None:
    """What was done before the step is taken over and not done again; both cards wait; the audit says where it came from and
    keeps none of the words."""
    run = begun(room)
    list(run.run())
    before = run.state
    beside = begin_anew(room, "local", run.id, "planner", {"at": "2026-11-23T15:00"})
    assert [step.status for step in beside.state.steps] == ["done"] * 3 + ["waiting"] * 3
    assert beside.state.step("writer").output == before.step("writer").output
    list(beside.run())
    assert beside.state.is_done
    assert beside.state.card != before.card
    assert run.state == before
    with room.ledger.reading() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.what == "task.anew")).one()
        assert row.subject == beside.id
        assert row.detail == {"from": run.id, "job": "planner", "changed": ["at"]}
        assert broken_at(session) is None


def test_another_product_beside_a_task_is_another(room: Room) -> None:
    """The tries are counted on: the offer that was taken is not made again."""
    run = begun(room)
    list(run.run())
    beside = begin_anew(room, "local", run.id, "chooser", {})
    list(beside.run())
    first, second = (Choice.model_validate(one.state.step("chooser").output) for one in (run, beside))
    assert first.goods != second.goods
    with pytest.raises(OwnerError):
        begin_anew(room, "local", run.id, "nobody", {})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(JOBS),
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "换成“”",
                "“",
                "text:",
                "改成「 」",
                "明天25点",
                "99999999999999999999天后",
                "[PHONE_1]",
                "'; DROP TABLE x",
            ]
        ),
    ),
)
def test_no_words_break_a_task(room: Room, job: Job, words: str) -> None:
    """Whatever is typed: it is refused with a reason and the state is as before, or one step has new words and what is before
    it keeps what it made."""
    run = begun(room)
    run.note("started", "analyst")
    run.note("stopped", "analyst")
    before = run.state
    change = change_of(job, words, room.names, room.facts.today)
    if change is None:
        return
    try:
        check_change(room, run.id, run.message, before, change, has_model=False)
        run.change(change.job, change.wishes)
    except OwnerError:
        assert run.state == before
        return
    place = JOBS.index(change.job)
    assert run.state.steps[:place] == before.steps[:place]
    assert all(step.status == "waiting" for step in run.state.steps[place:])
