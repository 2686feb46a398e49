"""Whether the process lives, whether it can work, and what it has counted."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from brain.ledger.tables import (
    CardRow,
    ChatTurnRow,
    ClickRow,
    ExecutionRow,
    PostRow,
    SendAttemptRow,
    WebhookEventRow,
)
from brain.web.answers import NO_STORE
from brain.web.served import Served, ServedParts

log = structlog.get_logger(__name__)
Samples = list[tuple[dict[str, str], int]]


class Health:
    """The handlers over one brain."""

    def __init__(self, brain: Served) -> None:
        self._brain = brain

    async def alive(self, request: Request) -> Response:
        """200 as long as requests are answered."""
        return JSONResponse({"status": "ok"}, headers=NO_STORE)

    async def ready(self, request: Request) -> Response:
        """200 when warehouse, ledger and executor can be used, else 503 with what cannot."""
        states = await run_in_threadpool(self._states)
        good = all(state == "ok" for state in states.values())
        body = {"status": "ok" if good else "unavailable", "parts": states}
        return JSONResponse(body, status_code=200 if good else 503, headers=NO_STORE)

    async def metrics(self, request: Request) -> Response:
        """Counters and gauges in Prometheus' text format, read from the ledger: they survive a restart."""
        body = await run_in_threadpool(self._exposition)
        return PlainTextResponse(
            body, media_type="text/plain; version=0.0.4; charset=utf-8", headers=NO_STORE
        )

    def _states(self) -> dict[str, str]:
        checks: dict[str, Callable[[ServedParts], bool]] = {
            "warehouse": _warehouse_answers,
            "ledger": _ledger_answers,
            "executor": lambda parts: parts.executor is not None and parts.executor.ready(),
        }
        return {name: self._state(name, check) for name, check in checks.items()}

    def _state(self, name: str, check: Callable[[ServedParts], bool]) -> str:
        try:
            return "ok" if check(self._brain.parts) else "not started"
        except Exception:
            log.exception("not ready", part=name)
            return "failed"

    def _exposition(self) -> str:
        with self._brain.parts.ledger.reading() as session:
            families = [(name, kind, told, samples(session)) for name, kind, told, samples in METRICS]
        lines: list[str] = []
        for name, kind, told, rows in families:
            lines += [f"# HELP {name} {told}", f"# TYPE {name} {kind}"]
            lines += [f"{name}{_labels(labels)} {value}" for labels, value in rows]
        return "\n".join(lines) + "\n"


def _warehouse_answers(parts: ServedParts) -> bool:
    with parts.warehouse.cursor() as cursor:
        return bool(cursor.execute("SELECT 1").fetchone() == (1,))


def _ledger_answers(parts: ServedParts) -> bool:
    with parts.ledger.reading() as session:
        return bool(session.scalar(text("SELECT 1")) == 1)


def _by(label: str, column: object, counted: object) -> Callable[[Session], Samples]:
    def samples(session: Session) -> Samples:
        query = select(column, func.count()).select_from(counted).group_by(column)  # type: ignore[call-overload]
        return [({label: str(value)}, int(count)) for value, count in session.execute(query)]

    return samples


def _count(table: object) -> Callable[[Session], Samples]:
    def samples(session: Session) -> Samples:
        return [({}, session.scalar(select(func.count()).select_from(table)) or 0)]  # type: ignore[arg-type]

    return samples


METRICS: tuple[tuple[str, str, str, Callable[[Session], Samples]], ...] = (
    ("second_floor_posts_total", "counter", "Posts that are out.", _by("channel", PostRow.channel, PostRow)),
    (
        "second_floor_send_attempts_total",
        "counter",
        "Tries to hand a post to a channel, by how they ended.",
        _by("outcome", SendAttemptRow.outcome, SendAttemptRow),
    ),
    (
        "second_floor_executions",
        "gauge",
        "Executions by state.",
        _by("state", ExecutionRow.state, ExecutionRow),
    ),
    ("second_floor_cards", "gauge", "Cards by state.", _by("state", CardRow.state, CardRow)),
    ("second_floor_clicks_total", "counter", "Visits of tracked links by people.", _count(ClickRow)),
    (
        "second_floor_webhook_events_total",
        "counter",
        "Webhook events taken in.",
        _by("source", WebhookEventRow.source, WebhookEventRow),
    ),
    ("second_floor_questions_total", "counter", "Questions asked and kept.", _count(ChatTurnRow)),
)


def _labels(labels: dict[str, str]) -> str:
    if not labels:
        return ""
    written = [f'{name}="{_escaped(value)}"' for name, value in labels.items()]
    return "{" + ",".join(written) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
