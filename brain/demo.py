"""The sample shop: made from a seeded world, and kept alive: its customers answer to the posts that were sent.

A refresh within `STORY_DAYS` of the first day keeps the story and adds days. Later the story is told anew for the
current day, so that there is always something to see; the old batches are taken back.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.bootstrap import Brain
from brain.desk import Desk
from brain.facts.sources.intake.importer import Options
from brain.facts.warehouse.shops import Shop, make_shop
from brain.ledger import audit
from brain.ledger.cards import get_opportunity
from brain.ledger.executions import done_executions, post_of
from brain.ledger.segments import members
from brain.ledger.tables import AuditRow, ClickRow, ExecutionRow
from sample_data.shop import SHOP
from sample_data.world import Post, World, build_world

DEMO_SHOP = "demo"
DEMO_ZONE = SHOP.zone
STORY_DAYS = 14
TOLD = "demo.told"


@dataclass(frozen=True)
class Demo:
    """What the sample shop holds: order lines, and the first and last day with orders (both inclusive)."""

    shop: str
    order_lines: int
    from_day: date
    to_day: date

    def as_json(self) -> dict[str, Any]:
        """The promised form."""
        return {
            "shop": self.shop,
            "order_lines": self.order_lines,
            "from": self.from_day.isoformat(),
            "to": self.to_day.isoformat(),
        }


def refresh_demo(brain: Brain) -> Demo:
    """Make the sample shop, or bring it up to yesterday."""
    parts = brain.parts
    shop = Shop(id=DEMO_SHOP, name=SHOP.name, zone=SHOP.zone, currency=SHOP.currency, language=SHOP.language)
    make_shop(parts.warehouse, shop, parts.clock.now())
    desk = brain.desk(DEMO_SHOP)
    yesterday = desk.today - timedelta(days=1)
    told = _told_for(brain)
    if told is None or not 0 <= (yesterday - told).days <= STORY_DAYS:
        for batch in desk.batches():
            if batch.state == "visible":
                desk.undo_batch(batch.id)
        told = _tell(brain, yesterday)
    posts = _sent_posts(brain, desk, told)
    world = build_world(yesterday, posts=posts, anchor=told)
    _record_clicks(brain, world)  # before the orders: the orders of a closed window make its report final
    with tempfile.TemporaryDirectory(prefix="second-floor-demo-") as folder:
        for kind, path in world.write(Path(folder)).items():
            desk.load(path, path.name, Options(kind=kind, limits=brain.parts.limits))
    return _describe(brain.desk(DEMO_SHOP))


def _told_for(brain: Brain) -> date | None:
    """The day that the running story was told for."""
    query = (
        select(AuditRow)
        .where(AuditRow.shop == DEMO_SHOP, AuditRow.what == TOLD)
        .order_by(AuditRow.seq.desc())
    )
    with brain.parts.ledger.session() as session:
        row = session.scalars(query.limit(1)).first()
        return date.fromisoformat(row.subject) if row else None


def _tell(brain: Brain, day: date) -> date:
    with brain.parts.ledger.session() as session:
        audit.record(
            session,
            shop=DEMO_SHOP,
            at=brain.parts.clock.now(),
            who="brain",
            what=TOLD,
            subject=day.isoformat(),
        )
    return day


def _sent_posts(brain: Brain, desk: Desk, told: date) -> list[Post]:
    """The posts that went out since the story began, as the sample world understands them."""
    with brain.parts.ledger.session() as session:
        found = [_as_post(session, brain, desk, row) for row in done_executions(session, DEMO_SHOP)]
    return [post for post in found if post is not None and post.posted_at.date() > told]


def _as_post(session: Session, brain: Brain, desk: Desk, row: ExecutionRow) -> Post | None:
    post = post_of(session, row.id)
    if post is None or not row.segment:
        return None
    card = get_opportunity(session, DEMO_SHOP, row.card)
    keys = members(session, row.segment, "treated")
    own = brain.parts.contacts.own_ids(brain.parts.warehouse, desk.shop, keys)
    return Post(
        post_id=row.id,
        posted_at=post.posted_at.astimezone(ZoneInfo(SHOP.zone)),
        audience=tuple(own[key] for key in keys if key in own),
        voice=row.voice,
        product_ids=tuple(subject.id for subject in card.proposal.subjects if subject.type == "product"),
        category=next((subject.name for subject in card.subjects if subject.type == "category"), ""),
    )


def _record_clicks(brain: Brain, world: World) -> None:
    """What the world's customers clicked becomes visits of the tracked links, each once."""
    with brain.parts.ledger.session() as session:
        for post in world.posts:
            code = session.get_one(ExecutionRow, post.post_id).link
            if not code:
                continue
            known = set(session.scalars(select(ClickRow.visitor).where(ClickRow.code == code)))
            for customer, at in world.clicks(post):
                visitor = f"sample:{customer}"
                if visitor not in known:
                    session.add(ClickRow(code=code, at=at.astimezone(UTC), visitor=visitor))
                    known.add(visitor)


def _describe(desk: Desk) -> Demo:
    row = desk.facts.sql(
        "SELECT count(*), min(ordered_on), max(ordered_on) FROM order_line WHERE shop_id = $shop"
    ).rows[0]
    return Demo(shop=DEMO_SHOP, order_lines=int(row[0]), from_day=row[1], to_day=row[2])
