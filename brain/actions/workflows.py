"""Sending a post, as a sequence of steps. What makes it durable is handed in: see `brain.actions.durable`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from brain.actions.steps import SendSteps

R = TypeVar("R")

# Seconds between tries: three repetitions of a failure that may pass.
BACKOFF: tuple[float, ...] = (2.0, 8.0, 30.0)


class RunStep(Protocol):
    """Runs a step and remembers its result, so that a restart does not run a finished step again."""

    def __call__(self, name: str, step: Callable[..., R], *args: object) -> R:
        """The step's result, remembered or fresh."""
        ...


def send_post(
    steps: SendSteps,
    run: RunStep,
    sleep: Callable[[float], None],
    execution_id: str,
    number: int,
    backoff: Sequence[float] = BACKOFF,
) -> None:
    """Mark running, then try until it is out, settled, or the tries are used up. `number` counts the rounds."""
    if not run("begin", steps.begin, execution_id, number):
        return
    for pause in (*backoff, None):
        delivery = run("deliver", steps.deliver, execution_id)
        if delivery["outcome"] != "again":
            return
        if pause is None:
            run("give_up", steps.give_up, execution_id, delivery["error"])
            return
        sleep(pause)
