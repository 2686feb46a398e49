"""The sample shop's world: build it, write its exports, ask it how customers answer to a post.

    world = build_world(date(2026, 11, 20))
    world.write(Path("exports"))

The same seed, months and days give the same bytes. A later `last_day` with the same `anchor` only adds days; a post only adds orders of its audience.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from sample_data.calendar import to_date, to_day
from sample_data.cast import Span, build_cast
from sample_data.causes import Cause, causes_of
from sample_data.events import events_table
from sample_data.exports import customers_table, orders_table, posts_table, products_table, promotions_table
from sample_data.market import prices_table
from sample_data.responses import Post, answers, chances, sent
from sample_data.reviews import reviews_table
from sample_data.shop import GROUPS, SHOP, Shop
from sample_data.simulate import Life, live
from sample_data.stock import stock_table
from sample_data.writing import write_table

__all__ = ["Post", "World", "build_world"]

MOST_MONTHS = 48

EXPORTS = {
    "orders": orders_table, "products": products_table, "customers": customers_table, "events": events_table, "stock": stock_table,
    "reviews": reviews_table, "promotions": promotions_table, "prices": prices_table, "posts": posts_table,
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """A shop's life up to the end of `last_day`. The story was written for the `anchor` day; `posts` are those the world has answered to."""

    seed: int
    start: date
    anchor: date
    last_day: date
    posts: tuple[Post, ...]
    life: Life
    shop: Shop = SHOP

    @cached_property
    def causes(self) -> Cause:
        """What was planted, with exact parameters: products, customers, days (half-open), figures. JSON-ready."""
        return causes_of(self.life, self.seed)

    def write(self, folder: Path) -> dict[str, Path]:
        """Writes the nine canonical CSV files and `causes.json` beside them; returns the path of each CSV by its kind."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = {}
        for kind, table in EXPORTS.items():
            paths[kind] = folder / f"{kind}.csv"
            write_table(table(self.life), paths[kind])
        (folder / "causes.json").write_text(
            json.dumps(self.causes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        return paths

    def members(self, group: str) -> tuple[str, ...]:
        """Customer ids of a group's members at the end of the last day; a ValueError names the groups there are."""
        if group not in GROUPS[:-1]:
            raise ValueError(f"group == {group!r}, must be one of {GROUPS[:-1]}.")
        people = self.life.cast.people
        places = people.members(GROUPS.index(group), to_day(self.last_day))
        return tuple(str(name) for name in people.ids[places])

    def expected_response(self, post: Post) -> float:
        """Extra orders that a post brings within seven days, in expectation (cancelled and unpaid ones included)."""
        cast = self.life.cast
        return float(
            chances(cast.people, sent(post, cast.people, cast.catalogue), cast.leaves, cast.silent).sum()
        )

    def clicks(self, post: Post) -> list[tuple[str, datetime]]:
        """Who clicks the post's link, and when (aware, in the shop's zone), up to the end of the last day, in order of time."""
        cast = self.life.cast
        given = answers(
            cast.chance, cast.people, sent(post, cast.people, cast.catalogue), cast.leaves, cast.silent
        )
        seen = given.clicked_at < (to_day(self.last_day) + 1) * 86_400
        order = np.lexsort((given.clicked[seen], given.clicked_at[seen]))
        who, at = cast.people.ids[given.clicked[seen][order]], given.clicked_at[seen][order]
        return [(str(name), _moment(int(second))) for name, second in zip(who, at, strict=True)]


def _moment(second: int) -> datetime:
    """An aware moment from seconds of the shop's own calendar."""
    day, rest = divmod(second, 86_400)
    midnight = datetime.combine(to_date(day), datetime.min.time(), SHOP.tzinfo)
    return midnight.replace(hour=rest // 3600, minute=rest // 60 % 60, second=rest % 60)


def _months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months before a day's month."""
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def build_world(
    last_day: date, seed: int = 20, months: int = 18, posts: Sequence[Post] = (), anchor: date | None = None
) -> World:
    """Lives the sample shop from the first of the month `months` before the anchor to the end of `last_day`, in the shop's zone.

    `anchor` is the day the story is told for, by default the last day. A refresh passes the first build's anchor, so that all earlier rows
    stay as they were. `posts` are executed posts: customers of their audience who would answer place extra orders up to the last day.
    ValueError when months is not in [3, 48], a post id occurs twice or a post names an unknown customer or product.
    """
    if not 3 <= months <= MOST_MONTHS:
        raise ValueError(f"months == {months}, must be >= 3 and <= {MOST_MONTHS}.")
    names = [post.post_id for post in posts]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"post_id == {twice!r} occurs twice, must be unique.")
    anchor = anchor or last_day
    start = _months_before(anchor, months)
    if last_day < start:
        raise ValueError(f"last_day == {last_day}, must be >= {start}, the first day of this world.")
    cast = build_cast(seed, Span(to_day(start), to_day(anchor), to_day(last_day)))
    return World(seed, start, anchor, last_day, tuple(posts), live(cast, posts))
