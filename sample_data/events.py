"""What people looked at: browsing in the mini-program and the steps before each order, over the last four months."""

from dataclasses import dataclass

import numpy as np

from sample_data import story, writing
from sample_data.baskets import choose_products, demand
from sample_data.calendar import intensity
from sample_data.cast import Cast
from sample_data.catalogue import CATEGORIES, CATEGORY
from sample_data.chance import Bools, Ints, Strings, pick_in_rows
from sample_data.plants import Window, change
from sample_data.shop import CHANNELS, COMMUNITY, GROUPS, MINI_PROGRAM, NO_GROUP
from sample_data.simulate import Life
from sample_data.visits import POST, choose_channel, time_of_day
from sample_data.writing import Table

EVENT_DAYS = 120
TYPES = ("view", "click", "cart", "favourite", "share")
VIEW, CLICK, CART = range(3)

_TYPE_WEIGHTS = (0.58, 0.20, 0.09, 0.08, 0.05)
_LENGTH_WEIGHTS = (0.18, 0.22, 0.19, 0.14, 0.10, 0.08, 0.05, 0.04)
_VISIT_CHANCE = 0.19
_KIND_VISITS = (1.25, 1.0, 0.55)
_AWAY_VISITS = 0.12
_STAYS_WITH_CATEGORY = 0.75
_FALL_INTEREST = 0.35
_ADDED_OFFSET = (
    9_000_000  # above any customer number times a hundred, so added events never share an id with others
)


@dataclass(frozen=True)
class Events:
    """Events side by side; `at` is a second since 1970 in the shop's zone."""

    ids: Strings
    at: Ints
    type: Ints
    customer: Ints
    product: Ints
    channel: Ints

    def __len__(self) -> int:
        return len(self.at)

    def __getitem__(self, chosen: Bools | Ints) -> "Events":
        return Events(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    @property
    def day(self) -> Ints:
        """The shop's day of each event."""
        return self.at // 86_400


def join_events(parts: list[Events]) -> Events:
    """Events of several origins, one after the other."""
    return Events(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Events.__dataclass_fields__)
    )


def _numbered(day: Ints, number: Ints) -> Strings:
    return np.array(
        [f"E{n}" for n in (writing.calendar_numbers(day) * 10_000_000 + number).tolist()], dtype=object
    )


def _visitors(cast: Cast, days: Ints) -> tuple[Ints, Ints]:
    """Day and customer of every visit."""
    people, count = cast.people, np.arange(len(cast.people))
    busy = np.sqrt(intensity(cast.chance, int(days[0]), int(days[-1])))[:, None]
    likely = _VISIT_CHANCE * np.array(_KIND_VISITS)[people.kind]
    away = days[:, None] > np.minimum(cast.leaves, cast.silent[0])
    chance = likely * busy * np.where(away, _AWAY_VISITS, 1.0) * (days[:, None] >= people.joined)
    row, customer = np.nonzero(cast.chance.uniform("visits", days[:, None], count[None, :]) < chance)
    return days[row], customer


def _browsing(cast: Cast, days: Ints) -> Events:
    chance = cast.chance
    day, customer = _visitors(cast, days)
    key = chance.key("visit", customer, day)
    length = 1 + chance.choice(_LENGTH_WEIGHTS, "visit length", key)
    visit = np.repeat(np.arange(len(day)), length)
    step = np.arange(len(visit)) - np.repeat(np.cumsum(length) - length, length)
    wants = demand(cast.people, customer, day)
    focus = pick_in_rows(wants, chance.uniform("focus", key))[visit]
    other = pick_in_rows(wants[visit], chance.uniform("glance", key[visit], step))
    category = np.where(chance.uniform("stays", key[visit], step) < _STAYS_WITH_CATEGORY, focus, other)
    product = choose_products(
        chance, cast.catalogue, cast.people, customer[visit], day[visit], category, key[visit], step
    )
    kind = np.where(step == 0, VIEW, chance.choice(_TYPE_WEIGHTS, "event type", key[visit], step))
    channel = choose_channel(chance, key, cast.people.group[customer])
    channel = np.where(
        channel == COMMUNITY,
        np.where(chance.uniform("link", key) < 0.5, COMMUNITY, MINI_PROGRAM),
        MINI_PROGRAM,
    )
    begin = np.minimum(time_of_day(chance, key, np.zeros(len(key), dtype=bool)), 86_400 - 2_000)[visit]
    at = day[visit] * 86_400 + begin + step * 150 + chance.below(140, "pause", key[visit], step)
    return Events(
        _numbered(day[visit], customer[visit] * 100 + step),
        at,
        kind,
        customer[visit],
        product,
        channel[visit],
    )


def _before_orders(life: Life, days: Ints, answering: bool) -> Events:
    """A look, mostly a click and a cart before each line ordered online: of answers to executed posts, or of all other orders."""
    heads, lines, chance = life.orders, life.lines, life.cast.chance
    day = heads.day[lines.order]
    rows = np.flatnonzero(
        (day >= days[0])
        & (day <= days[-1])
        & (heads.channel[lines.order] <= MINI_PROGRAM)
        & ((heads.stream[lines.order] == POST) == answering)
    )
    order, place = lines.order[rows], lines.place[rows]
    key = heads.key[order]
    number = writing.order_numbers(heads.day[order], heads.second[order], heads.customer[order])
    parts = []
    for kind, share, before in ((VIEW, 1.0, 900), (CLICK, 0.65, 600), (CART, 0.55, 300)):
        happens = chance.uniform("step before order", key, place, kind) < share
        early = before - chance.below(280, "step moment", key, place, kind)
        at = heads.day[order] * 86_400 + np.maximum(heads.second[order] - early, 0)
        ids = np.array(
            [f"E{n}{p}{kind}" for n, p in zip(number.tolist(), place.tolist(), strict=True)], dtype=object
        )
        same = np.full(len(rows), kind, dtype=np.int64)
        parts.append(
            Events(ids, at, same, heads.customer[order], lines.product[rows], heads.channel[order])[happens]
        )
    return join_events(parts)


def _fewer_of_falling(life: Life, events: Events) -> Events:
    falling = life.cast.catalogue.category[events.product] == CATEGORY[story.FALLING]
    luck = life.cast.chance.uniform("interest falls", events.customer, events.at)
    return events[~(falling & (events.day >= life.plot.fall.first) & (luck < _FALL_INTEREST))]


def _added(life: Life, kind: int, many: int, window: Window, in_group: bool) -> Events:
    """Added looks or carts at the rising category, by its group or by everybody else, spread over a window."""
    cast, serial = life.cast, np.arange(many)
    group = cast.people.group == GROUPS.index(story.RISING_GROUP)
    pool = np.flatnonzero(~cast.absent & (group == in_group) & (cast.people.joined < window.first))
    part = kind * 2 + int(in_group)
    who = pool[cast.chance.below(len(pool), "added event", part, window.first, serial)]
    day = window.first + serial % window.days
    key = cast.chance.key("added event key", part, window.first, serial)
    second = time_of_day(cast.chance, key, np.zeros(many, dtype=bool))
    category = np.full(many, CATEGORY[story.RISING])
    product = choose_products(cast.chance, cast.catalogue, cast.people, who, day, category, key, serial)
    online = np.where(cast.chance.uniform("added event channel", key) < 0.5, COMMUNITY, MINI_PROGRAM)
    channel = np.where(cast.people.group[who] == NO_GROUP, MINI_PROGRAM, online)
    ids = _numbered(day, _ADDED_OFFSET + part * 10_000 + serial)
    return Events(ids, day * 86_400 + second, np.full(many, kind), who, product, channel)


def _rise(life: Life, events: Events) -> Events:
    """Lifts looks and carts of the rising category by the planted share against the weeks before, and lets them ebb after the anchor.

    Outside the group interest moves with the rest of the shop, as the sales do.
    """
    plot, added = life.plot, []
    mine = life.cast.catalogue.category[events.product] == CATEGORY[story.RISING]
    outside = mine & (life.cast.people.group[events.customer] != GROUPS.index(story.RISING_GROUP))
    now, before = plot.rise.holds(events.day), plot.before_rise.holds(events.day)
    luck = life.cast.chance.uniform("interest levels", events.customer, events.at)
    kept = np.ones(len(events), dtype=bool)
    for kind in (VIEW, CART):
        of_kind = events.type == kind
        rest = change(events.day, (of_kind & ~mine).astype(float), plot.rise, plot.before_rise)
        usual = [
            int((rows & of_kind & before).sum()) / plot.before_rise.days * plot.rise.days
            for rows in (mine, outside)
        ]
        others = np.flatnonzero(outside & of_kind & now)
        level = round(usual[1] * rest)
        kept[others[np.argsort(luck[others], kind="stable")[level:]]] = False
        inside = int((mine & ~outside & of_kind & now).sum())
        many = max(round(usual[0] * (1 + story.RISE_INTEREST) * max(rest, 1.0)) - level - inside, 0)
        added.append(_added(life, kind, max(level - len(others), 0), plot.rise, in_group=False))
        added.append(_added(life, kind, many, plot.rise, in_group=True))
        added += _ebbing(life, kind, many)
    return join_events([events[kept], *added])


def _ebbing(life: Life, kind: int, many: int) -> list[Events]:
    """The added interest after the anchor, less from day to day."""
    shares = [1 - after / (story.FADE_DAYS + 1) for after in range(1, story.FADE_DAYS + 1)]
    first = life.plot.anchor + 1
    return [
        _added(
            life, kind, round(many / story.RISE_DAYS * share), Window(first + i, first + i + 1), in_group=True
        )
        for i, share in enumerate(shares)
    ]


def build_events(life: Life) -> Events:
    """All events from four months before the anchor to the horizon.

    The story is worked in before the steps of orders that answer executed posts are added, so a post changes nothing else.
    """
    span = life.cast.span
    days = np.arange(max(span.anchor - EVENT_DAYS + 1, span.start), span.horizon + 1)
    ordinary = join_events([_browsing(life.cast, days), _before_orders(life, days, answering=False)])
    return join_events(
        [_rise(life, _fewer_of_falling(life, ordinary)), _before_orders(life, days, answering=True)]
    )


def events_table(life: Life) -> Table:
    """events.csv up to the last day, in order of time."""
    events = build_events(life)
    events = events[events.day <= life.cast.span.last]
    events = events[np.lexsort((events.ids.astype(str), events.at))]
    goods, people = life.cast.catalogue, life.cast.people
    return {
        "event_id": writing.text(events.ids), "happened_at": writing.times(events.at), "type": writing.chosen(TYPES, events.type),
        "customer_id": writing.text(people.ids[events.customer]), "product_id": writing.text(goods.ids[events.product]),
        "category": writing.chosen(CATEGORIES, goods.category[events.product]),
        "group": writing.chosen(GROUPS, people.group[events.customer]), "channel": writing.chosen(CHANNELS, events.channel),
    }  # fmt: skip
