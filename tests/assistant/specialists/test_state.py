"""The state of a task: whatever happens in whatever order, no step is lost and nothing runs out of turn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.assistant.specialists.state import (
    BROKEN_OFF,
    EDITABLE,
    JOBS,
    Happening,
    TaskState,
    What,
    after,
    folded,
    wished,
)
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import verbatim

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
WHATS: tuple[What, ...] = ("planned", "started", "done", "failed", "stopped", "retried", "edited")


def happened(what: What, job: str = "", minutes: int = 0, **detail: Any) -> Happening:
    """One thing that happened, so many minutes after noon."""
    return Happening.model_validate(
        {"what": what, "job": job, "at": NOON + timedelta(minutes=minutes), "detail": detail}
    )


def planned(*jobs: str) -> TaskState:
    """A task with these steps, none begun."""
    return after(TaskState(), happened("planned", jobs=list(jobs or JOBS)))


def done(state: TaskState, *jobs: str) -> TaskState:
    """The state after these were done in turn."""
    for job in jobs:
        state = after(after(state, happened("started", job)), happened("done", job, output={"card": "c"}))
    return state


def test_steps_are_worked_on_in_turn() -> None:
    """Only the first that is not done may begin, and only what began may end."""
    state = planned("chooser", "writer")
    with pytest.raises(Refused):
        after(state, happened("started", "writer"))
    with pytest.raises(Refused):
        after(state, happened("done", "chooser"))
    state = done(state, "chooser", "writer")
    assert state.is_done
    assert state.next is None


def test_going_back_makes_everything_behind_wait_again() -> None:
    """An edited step and all after it are done anew; what is before keeps its output; the card no longer counts."""
    state = done(planned(), *JOBS)
    assert state.card == "c"
    state = after(state, happened("edited", "planner", wishes={"at": "tomorrow"}))
    assert [step.status for step in state.steps] == ["done", "done", "done", "waiting", "waiting", "waiting"]
    assert state.step("planner").wishes == {"at": "tomorrow"}
    assert state.step("chooser").output == {"card": "c"}
    assert state.card == ""
    assert state.cards_proposed == 1


def test_a_failed_step_waits_for_a_person() -> None:
    """It is not begun again by itself; tried again, it has nothing of its failure left."""
    state = after(planned("chooser"), happened("started", "chooser"))
    state = after(
        state, happened("failed", "chooser", trouble=verbatim("no stock").model_dump(mode="json"), hint=None)
    )
    assert state.next is None
    assert state.steps[0].trouble == verbatim("no stock")
    state = after(state, happened("retried", "chooser"))
    assert state.next is not None
    assert state.next.trouble is None
    assert state.next.tries == 1


def test_nobody_pulls_the_rug_from_under_a_running_step() -> None:
    """Retry and edit are refused while it runs, until it has run for longer than any step does."""
    state = after(planned("chooser", "writer"), happened("started", "chooser"))
    with pytest.raises(Refused):
        after(state, happened("retried", "chooser", minutes=1))
    later = int(BROKEN_OFF.total_seconds() // 60) + 1
    assert after(state, happened("retried", "chooser", minutes=later)).steps[0].status == "waiting"


@pytest.mark.parametrize(
    ("job", "changes"),
    [
        ("writer", {"at": "tomorrow"}),
        ("reviewer", {"text": "x"}),
        ("confirmation", {"at": "x"}),
        ("writer", {}),
    ],
)
def test_only_what_a_step_goes_by_can_be_changed(job: str, changes: dict[str, str]) -> None:
    """A wish that the step would not look at is refused, and so is an edit without one."""
    with pytest.raises(OwnerError):
        after(planned(), happened("edited", job, wishes=changes))


def test_an_empty_word_takes_a_wish_back() -> None:
    """Another product is wished by wishing none; done another way, what was named for a step counts no more."""
    state = after(TaskState(), happened("planned", jobs=["chooser"], wishes={"chooser": {"product": "rice"}}))
    assert wished(state.step("chooser"), {}) == {"product": ""}
    assert wished(state.step("chooser"), {"product": "tea"}) == {"product": "tea"}
    state = after(state, happened("edited", "chooser", wishes={"product": ""}))
    assert state.step("chooser").wishes == {}
    assert wished(state.step("chooser"), {}) == {}


def test_a_step_that_waits_is_edited_before_those_ahead_of_it_are_done() -> None:
    """Its words change; what stands before it stays as it is, a failed step included."""
    state = after(planned("chooser", "writer", "planner"), happened("started", "chooser"))
    state = after(state, happened("failed", "chooser", trouble=None, hint=None))
    state = after(state, happened("edited", "planner", wishes={"at": "tomorrow"}))
    assert [step.status for step in state.steps] == ["failed", "waiting", "waiting"]
    assert state.step("planner").wishes == {"at": "tomorrow"}


Moves = st.lists(st.tuples(st.sampled_from(WHATS), st.sampled_from(JOBS), st.integers(0, 5)), max_size=60)


@given(Moves, st.sets(st.sampled_from(JOBS)))
def test_no_order_of_events_loses_a_step_or_does_one_out_of_turn(
    moves: list[tuple[What, str, int]], optional: set[str]
) -> None:
    """Steps keep their number and order; done ones stand in front; at most one runs; refused moves change nothing; the
    state is what the kept events add up to, also after a trip through JSON."""
    jobs = [job for job in JOBS if job in optional or job != "analyst"]
    first = happened("planned", jobs=jobs)
    kept, state, minutes = [first], after(TaskState(), first), 0
    for what, job, passed in moves:
        minutes += passed
        changes = dict.fromkeys(EDITABLE[job], "x") if what == "edited" else {}  # type: ignore[index]
        event = happened(what, job, minutes, jobs=jobs, wishes=changes, output={"card": "c"})
        if what in ("done", "failed"):
            event = happened(what, job, minutes, output={"card": "c"})
        try:
            state = after(state, event)
        except OwnerError:
            continue
        kept.append(event)
        assert [step.job for step in state.steps] == jobs
        statuses = [step.status for step in state.steps]
        assert statuses[: statuses.count("done")] == ["done"] * statuses.count("done")
        assert statuses.count("running") <= 1
        assert bool(state.card) <= state.is_done
    assert folded(Happening.model_validate_json(one.model_dump_json()) for one in kept) == state
    assert state.happenings == len(kept)
