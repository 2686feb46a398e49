"""Executions and posts as pages and commands read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from brain.actions.links import link_url
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.kernel.settings import Settings
from brain.ledger.executions import executions_of_shop, post_of, posts_of_shop
from brain.ledger.links import count_clicks
from brain.ledger.photos import collage_at
from brain.ledger.tables import ExecutionRow, PostRow
from cards.model import Picture


class PostView(BaseModel):
    """A post that is out. `posted_at` is UTC; `picture` a path under the home folder."""

    model_config = ConfigDict(frozen=True)

    id: str
    execution: str
    channel: str
    text: str
    picture: str
    link: str
    reached: int
    posted_at: datetime


class ExecutionView(BaseModel):
    """An accepted card on its way out, out, or failed.

    `error` and `hint` say what went wrong and what to do; `error_code` "uncertain" asks the owner whether it arrived.
    `note` is said once, when a decision was carried out otherwise than asked (quiet hours). `shows` says what the picture
    is; `taken_down` that it is gone, because a customer whose photo was in it agrees no longer or was forgotten.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    card: str
    state: str
    due_at: datetime
    channel: str
    voice: str
    text: str
    picture: str
    link_url: str
    error: Text | None = None
    error_code: str = ""
    hint: Text | None = None
    post: PostView | None = None
    clicks: int = 0
    note: Text | None = None
    shows: Picture = "poster"
    taken_down: bool = False


def post_view(row: PostRow) -> PostView:
    """A stored post as it is shown."""
    return PostView.model_validate({name: getattr(row, name) for name in PostView.model_fields})


def execution_view(
    session: Session, row: ExecutionRow, settings: Settings, note: Text | None = None
) -> ExecutionView:
    """A stored execution with its post and the visits of its link."""
    post = post_of(session, row.id)
    code, message, hint = read_error(row.error)
    collage = collage_at(session, row.picture)
    return ExecutionView(
        id=row.id,
        card=row.card,
        state=row.state,
        due_at=row.due_at,
        channel=row.channel,
        voice=row.voice,
        text=row.text,
        picture=row.picture,
        link_url=link_url(settings, row.link),
        error=message,
        error_code=code,
        hint=hint,
        post=post_view(post) if post else None,
        clicks=count_clicks(session, row.link)[0] if row.link else 0,
        note=note,
        shows="photos" if collage else "poster",
        taken_down=collage is not None and collage.removed_at is not None,
    )


def list_executions(session: Session, shop: str, settings: Settings, limit: int = 100) -> list[ExecutionView]:
    """What was decided to be sent, the latest due first."""
    return [execution_view(session, row, settings) for row in executions_of_shop(session, shop, limit)]


def list_posts(session: Session, shop: str, limit: int = 100) -> list[PostView]:
    """The outbox: every post that is out, whichever channel took it, newest first."""
    return [post_view(row) for row in posts_of_shop(session, shop, limit)]


def stored_error(error: OwnerError) -> dict[str, Any]:
    """An error as it is kept beside an execution, in no language yet."""
    return {
        "code": error.code,
        "message": error.message.model_dump(mode="json"),
        "hint": error.hint.model_dump(mode="json") if error.hint else None,
    }


def read_error(stored: dict[str, Any] | None) -> tuple[str, Text | None, Text | None]:
    """Code, message and hint of a stored error; empty and None without one."""
    if not stored:
        return "", None, None
    hint = stored.get("hint")
    return stored["code"], Text.model_validate(stored["message"]), Text.model_validate(hint) if hint else None
