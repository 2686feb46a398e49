"""The durable workflow, bound to DBOS. Imported only when an executor starts: loading DBOS takes seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from brain.actions.steps import SendSteps
from brain.actions.workflows import send_post
from brain.kernel.errors import DeveloperError

R = TypeVar("R")

# Counts up when the order of the steps in `send_post` changes: a workflow begun by older code is then not replayed by
# newer code but settled by `DurableExecutor.heal`.
VERSION = "send-post-1"
ALIVE = frozenset({"PENDING", "ENQUEUED", "DELAYED"})
# The ledger may be locked by another writer for longer than its timeout: the step is repeated, not the workflow failed.
PATIENT: Any = {
    "retries_allowed": True,
    "max_attempts": 5,
    "interval_seconds": 0.5,
    "should_retry": lambda error: isinstance(error, DBAPIError),
}
# DBOS knows one instance a process, and its workflows are plain functions: this is how they find their steps.
_bound: dict[str, tuple[SendSteps, Sequence[float]]] = {}


def launch(file: Path, steps: SendSteps, backoff: Sequence[float]) -> Engine:
    """Start DBOS on a SQLite file and take up what a dead process left. Everything that talks to a network is off."""
    engine = _engine(file)
    _bound["steps"] = (steps, backoff)
    config: DBOSConfig = {
        "name": "second-floor",
        "system_database_url": f"sqlite:///{file}",
        "system_database_engine": engine,
        "application_version": VERSION,
        "executor_id": "second-floor",
        "enable_otlp": False,
        "log_level": "WARNING",
        "scheduler_polling_interval_sec": 3600.0,
        "max_executor_threads": 16,
    }
    DBOS(config=config)
    DBOS.launch()
    return engine


def shut_down(engine: Engine) -> None:
    """Stop DBOS. A workflow in the middle is taken up by the next launch."""
    # A workflow that still sleeps between two tries wakes up without its engine. That is how it is interrupted, to be
    # taken up by the next launch, and no error to print; the launch sets the level again.
    logging.getLogger("dbos").setLevel(logging.CRITICAL)
    DBOS.destroy()
    engine.dispose()
    _bound.clear()


def start(workflow_id: str, execution_id: str, number: int) -> None:
    """Start the workflow, or do nothing where one with this id exists."""
    with SetWorkflowID(workflow_id):
        DBOS.start_workflow(durable_send_post, execution_id, number)


def is_alive(workflow_id: str) -> bool | None:
    """Whether the workflow will still do something; None when there is none with this id."""
    status = DBOS.get_workflow_status(workflow_id)
    if status is None:
        return None
    return status.status in ALIVE and status.app_version == VERSION


@DBOS.workflow(name="send_post")
def durable_send_post(execution_id: str, number: int) -> None:
    """`send_post` with each step's result remembered in the file."""
    if "steps" not in _bound:
        raise DeveloperError("send_post ran without an executor.")
    steps, backoff = _bound["steps"]
    send_post(steps, _run, DBOS.sleep, execution_id, number, backoff)


def _run(name: str, step: Callable[..., R], *args: object) -> R:
    run_step: Any = DBOS.run_step
    result: R = run_step({"name": name, **PATIENT}, step, *args)
    return result


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # What DBOS sets on an engine of its own, plus the write-ahead log.
    connection.isolation_level = "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")
