"""What a command asks of the running app: the app holds the warehouse, so the command leaves a request in the home.

`requests/<id>.json` waits; the app renames it to `.taken` and holds a lock on it while it works; `.answer` is what
came of it. Each file is there whole or not at all. A command that gives up takes its request back by renaming it, so
that exactly one of the two has it.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from brain.care.backup import make_backup
from brain.care.forget import forget_customer, look_up
from brain.care.personal import personal_data
from brain.care.places import PRIVATE_FOLDER, REQUESTS, put
from brain.care.rotation import rotate_key
from brain.facts.warehouse.shops import Shop, find_shop, list_shops
from brain.kernel.clock import Clock, SystemClock
from brain.kernel.errors import Busy, OwnerError
from brain.kernel.i18n import Text
from brain.kernel.identity import Actor, local_owner
from brain.parts import Parts

STALE = timedelta(minutes=10)
"""A request this old is nobody's any more: whoever asked has gone."""
ANSWER_KEPT = timedelta(hours=1)
TAKEN_WITHIN = 90.0
"""Seconds that a command waits for the app's next turn."""
PAUSE = 0.2
log = structlog.get_logger(__name__)


class Request(BaseModel):
    """What is asked, for which shop (empty: the home as a whole), by whom and when."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    shop: str
    user: str
    args: dict[str, Any]
    asked_at: AwareDatetime


class Answer(BaseModel):
    """What came of it: a result, or an error as owners read it."""

    model_config = ConfigDict(frozen=True)

    result: dict[str, Any] | None = None
    error: str = ""
    message: Text | None = None
    hint: Text | None = None


class Running(Protocol):
    """A brain that is open."""

    @property
    def parts(self) -> Parts:
        """Its parts."""
        ...


def _backup(parts: Parts, shop: Shop | None, actor: Actor, args: dict[str, Any]) -> BaseModel:
    target = Path(args["target"]) if args.get("target") else None
    return make_backup(parts, shop, actor, target, with_key=bool(args.get("with_key", True)))


def _forget(parts: Parts, shop: Shop | None, actor: Actor, args: dict[str, Any]) -> BaseModel:
    return forget_customer(parts, _needed(shop), actor, **_who(args))


def _look_up(parts: Parts, shop: Shop | None, actor: Actor, args: dict[str, Any]) -> BaseModel:
    return Found(found=look_up(parts, _needed(shop), actor, **_who(args)))


def _rotate(parts: Parts, shop: Shop | None, actor: Actor, args: dict[str, Any]) -> BaseModel:
    return rotate_key(parts, shop, actor)


def _personal(parts: Parts, shop: Shop | None, actor: Actor, args: dict[str, Any]) -> BaseModel:
    return personal_data(parts, _needed(shop), actor)


class Found(BaseModel):
    """What would be erased, by eraser."""

    model_config = ConfigDict(frozen=True)

    found: dict[str, int]


SERVICES: dict[str, Callable[[Parts, Shop | None, Actor, dict[str, Any]], BaseModel]] = {
    "backup": _backup,
    "forget": _forget,
    "look-up": _look_up,
    "rotate-key": _rotate,
    "personal-data": _personal,
}


def serve_requests(brain: Running, clock: Clock | None = None) -> int:
    """One turn of the app: carry out what was asked since the last one; how many. Never raises for what was asked.

    `clock` is the machine's own unless a test says otherwise: files and askers know no other.
    """
    parts = brain.parts
    folder = parts.settings.home / REQUESTS
    if not folder.is_dir():
        return 0
    _sweep(folder, clock or SystemClock())
    return sum(_serve(parts, path) for path in sorted(folder.glob("*.json")))


def ask_app(
    home: Path,
    kind: str,
    shop: str,
    user: str,
    args: dict[str, Any],
    clock: Clock,
    *,
    taken_within: float = TAKEN_WITHIN,
) -> dict[str, Any]:
    """Ask the app that holds this home, and wait for what comes of it.

    Raises the error that the app answered; Busy when it does not take the request in time (which is then taken back)
    or ends before it answers.
    """
    request = Request(
        id=secrets.token_hex(8), kind=kind, shop=shop, user=user, args=args, asked_at=clock.now()
    )
    folder = home / REQUESTS
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    path = folder / f"{request.id}.json"
    put(path, request.model_dump_json().encode())
    try:
        _wait_until_taken(path, taken_within)
        answer = _wait_for_answer(path)
    finally:
        for left in (path, path.with_suffix(".taken"), path.with_suffix(".answer")):
            left.unlink(missing_ok=True)
    if answer.message is not None:
        raise OwnerError(answer.error, answer.message, answer.hint)
    return answer.result or {}


def _serve(parts: Parts, path: Path) -> bool:
    with _taken(path) as taken:
        if taken is None:
            return False
        try:
            request = Request.model_validate_json(taken.read_bytes())
            answer = Answer(result=_carry_out(parts, request).model_dump(mode="json"))
        except OwnerError as error:
            answer = Answer(error=error.code, message=error.message, hint=error.hint)
        except (ValidationError, ValueError):
            log.warning("a request cannot be read", request=path.stem)
            answer = _failed()
        except Exception:
            # The app must go on whatever a request brought about; the log has the whole story.
            log.exception("a request failed", request=path.stem)
            answer = _failed()
        put(path.with_suffix(".answer"), answer.model_dump_json().encode())
        # It may name a customer, and it is answered.
        taken.unlink(missing_ok=True)
    return True


def _carry_out(parts: Parts, request: Request) -> BaseModel:
    if request.kind not in SERVICES:
        raise ValueError(f"kind == {request.kind!r}, must be one of {', '.join(SERVICES)}.")
    shop = find_shop(parts.warehouse, request.shop) if request.shop else _only(parts)
    # Whoever can write into the home folder has all of it: asking is no more than that.
    actor = local_owner(shop.id if shop else "").model_copy(update={"user": request.user})
    return SERVICES[request.kind](parts, shop, actor, request.args)


def _only(parts: Parts) -> Shop | None:
    shops = list_shops(parts.warehouse)
    return shops[0] if len(shops) == 1 else None


def _needed(shop: Shop | None) -> Shop:
    if shop is None:
        raise OwnerError(
            "which_shop_here",
            Text(msg="There is more than one shop here."),
            Text(msg="Name one with --shop."),
        )
    return shop


def _who(args: dict[str, Any]) -> dict[str, str]:
    return {name: str(args.get(name, "")) for name in ("own_id", "key", "contact")}


@contextmanager
def _taken(path: Path) -> Iterator[Path | None]:
    """Take a request, if it is still there, and hold it: the lock goes with the process, so that the asker notices."""
    taken = path.with_suffix(".taken")
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        yield None
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            path.rename(taken)
        except FileNotFoundError:
            yield None
            return
        yield taken
    finally:
        os.close(descriptor)


def _wait_until_taken(path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while path.exists():
        if time.monotonic() >= deadline and _taken_back(path):
            raise Busy(
                "app_silent",
                Text(msg="The app holds the shop's data but does not answer; nothing was done."),
                Text(msg="Close the app and try again."),
            )
        time.sleep(PAUSE)


def _taken_back(path: Path) -> bool:
    """Whether the request could be taken back before the app took it."""
    try:
        path.rename(path.with_suffix(".withdrawn"))
    except FileNotFoundError:
        return False
    path.with_suffix(".withdrawn").unlink(missing_ok=True)
    return True


def _wait_for_answer(path: Path) -> Answer:
    answer, taken = path.with_suffix(".answer"), path.with_suffix(".taken")
    while True:
        working = _is_held(taken)
        if answer.exists():
            return Answer.model_validate_json(answer.read_bytes())
        if not working:
            raise Busy(
                "app_gone",
                Text(msg="The app ended before it was finished."),
                Text(msg="Do the same again; what was done already stays done."),
            )
        time.sleep(PAUSE)


def _is_held(taken: Path) -> bool:
    """Whether the app still works on the request."""
    try:
        descriptor = os.open(taken, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _sweep(folder: Path, clock: Clock) -> None:
    """Requests that nobody waits for are not carried out; what is left of old ones goes."""
    now = clock.now()
    for path in folder.iterdir():
        age = now - _asked_at(path, now)
        old = STALE if path.suffix == ".json" else ANSWER_KEPT
        if age > old and not (path.suffix == ".taken" and _is_held(path)):
            path.unlink(missing_ok=True)


def _asked_at(path: Path, now: datetime) -> datetime:
    if path.suffix in (".json", ".taken"):
        try:
            return datetime.fromisoformat(json.loads(path.read_bytes())["asked_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return now - ANSWER_KEPT - STALE
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    except FileNotFoundError:
        return now


def _failed() -> Answer:
    return Answer(
        error="failed",
        message=Text(msg="This went wrong in the app."),
        hint=Text(msg="The app's log says why."),
    )
