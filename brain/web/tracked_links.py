"""`GET /r/{code}`: counts the visit and shows the way, to the link's address or to the card's own small page."""

from __future__ import annotations

import html
import threading
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from brain.actions.links import is_a_person, safe_target, visitor_hash
from brain.facts.warehouse.shops import Shop, find_shop
from brain.kernel.errors import NotFound, OwnerError
from brain.kernel.i18n import N_, Text, t
from brain.ledger.links import add_click, find_link
from brain.ledger.photos import may_go
from brain.ledger.tables import ExecutionRow, PostRow
from brain.web.answers import NO_STORE, error_answer
from brain.web.page import CONTENT_POLICY, render_page
from brain.web.served import Served

MOST_WAITING = 10_000
PICTURES = {".png": "image/png", ".jpg": "image/jpeg"}
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Click:
    code: str
    visitor: str
    at: datetime


@dataclass(frozen=True)
class _Landing:
    """What a link leads to: an address, or the words and the picture of the post that carried it."""

    shop: Shop
    target: str
    text: str
    picture: str
    url: str


class TrackedLinks:
    """The handlers of the links of one brain. Clicks are written after the answer is out, many in one transaction."""

    def __init__(self, brain: Served) -> None:
        self._brain = brain
        self._waiting: deque[_Click] = deque(maxlen=MOST_WAITING)
        self._writing = threading.Lock()

    async def visit(self, request: Request) -> Response:
        """302 to the link's address, or 200 with its page; 404 in the one error form for an unknown code."""
        try:
            landing = await run_in_threadpool(self._landing, request.path_params["code"])
        except OwnerError as error:
            return error_answer(error, request.headers)
        answer = self._answer(landing, request.path_params["code"])
        if is_a_person(request.method, request.headers):
            self._waiting.append(self._click(request))
            answer.background = BackgroundTask(self._write_clicks)
        return answer

    async def picture(self, request: Request) -> Response:
        """The poster of the post that carried the link; 404 without one."""
        try:
            file = await run_in_threadpool(self._picture_file, request.path_params["code"])
        except OwnerError as error:
            return error_answer(error, request.headers)
        kind = PICTURES[file.suffix]
        return FileResponse(file, media_type=kind, headers={"Cache-Control": "private, max-age=3600"})

    def _landing(self, code: str) -> _Landing:
        parts = self._brain.parts
        with parts.ledger.reading() as session:
            link = find_link(session, code)
            if link is None:
                raise NotFound(
                    "no_link",
                    Text(msg="This link does not exist."),
                    Text(msg="Look at the message it came from: a letter may have been lost."),
                )
            post = _post_of_link(session, code)
            target, shop_id = link.target, link.shop
            # A customer who agrees no longer is not shown any more, though the post is out.
            picture = post.picture if post and may_go(session, post.picture) else ""
        return _Landing(
            shop=find_shop(parts.warehouse, shop_id),
            target=safe_target(target),
            text=post.text if post else "",
            picture=picture,
            url=post.link if post else "",
        )

    def _answer(self, landing: _Landing, code: str) -> Response:
        if landing.target:
            return RedirectResponse(landing.target, status_code=302, headers=NO_STORE)
        headers = {**NO_STORE, "Content-Security-Policy": CONTENT_POLICY, "Referrer-Policy": "no-referrer"}
        return HTMLResponse(_landing_page(landing, code), headers=headers)

    def _picture_file(self, code: str) -> Path:
        home = self._brain.parts.settings.home.resolve()
        picture = self._landing(code).picture
        file = (home / picture).resolve()
        if not picture or home not in file.parents or file.suffix not in PICTURES or not file.is_file():
            raise NotFound("no_picture", Text(msg="There is no picture here."))
        return file

    def _click(self, request: Request) -> _Click:
        now = self._brain.parts.clock.now().astimezone(UTC)
        visitor = visitor_hash(
            self._brain.parts.webhook_secret.encode(),
            address_of(request),
            request.headers.get("user-agent", ""),
            now.date(),
        )
        return _Click(code=request.path_params["code"], visitor=visitor, at=now)

    def _write_clicks(self) -> None:
        """Write what waits. Whoever comes while another writes leaves it to that one, so a rush is a few transactions."""
        while self._waiting and self._writing.acquire(blocking=False):
            batch: list[_Click] = []
            try:
                while self._waiting:
                    batch.append(self._waiting.popleft())
                with self._brain.parts.ledger.session() as session:
                    for click in batch:
                        add_click(session, click.code, click.visitor, click.at)
            except Exception:
                # The visitor has their answer already. The clicks wait for the next visit to write them.
                self._waiting.extendleft(reversed(batch))
                log.exception("clicks could not be written", waiting=len(self._waiting))
                return
            finally:
                self._writing.release()


def address_of(request: Request) -> str:
    """The visitor's address. A proxy on this machine adds it as the last entry of X-Forwarded-For."""
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "")
    if forwarded and peer in ("127.0.0.1", "::1"):
        return forwarded.split(",")[-1].strip()
    return peer


def _post_of_link(session: Session, code: str) -> PostRow | None:
    """The post that is out with this link: words that were never sent are not shown to anybody."""
    query = select(PostRow).join(ExecutionRow, ExecutionRow.id == PostRow.execution)
    return session.scalars(query.where(ExecutionRow.link == code).limit(1)).first()


_ASK = N_("Tell us in the chat where you found this if you would like one.")
_THANKS = N_("Thank you for stopping by. Ask us in the chat for what you are looking for.")


def _landing_page(landing: _Landing, code: str) -> str:
    lang = landing.shop.language
    name = html.escape(landing.shop.name)
    # The visitor is where the link leads: it goes, and so does the colon that pointed at it.
    words = landing.text.replace(landing.url, "").rstrip(" \n:：,，、→") if landing.url else landing.text
    parts = [f"<h1>{name}</h1>"]
    if landing.picture:
        parts.append(f'<img src="/r/{html.escape(code)}/picture" alt="{name}" width="1080" height="1440">')
    if words:
        parts.append(f"<p>{html.escape(words)}</p>")
    parts.append(f'<p class="quiet">{html.escape(t(lang, _ASK if words else _THANKS))}</p>')
    return render_page(lang, landing.shop.name, "".join(parts))
