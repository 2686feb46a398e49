"""An ordinary life: customers come in their own rhythm, fill baskets by their group's taste and the season, and promotions move a little of it."""

import numpy as np

from sample_data.calendar import to_date
from sample_data.worlds.calendar import Calendar, build_calendar
from sample_data.worlds.festivals import lifts
from sample_data.worlds.goods import Goods, build_goods
from sample_data.worlds.life import ANONYMOUS, COMMUNITY, COUNTER, ONLINE, Life, Promotion
from sample_data.worlds.people import REGULAR, People, build_people
from sample_data.worlds.profiles import Profile
from sample_data.worlds.streams import Floats, Ints, Stream, stream

ANONYMOUS_SHARE = 0.08
FAVOURITE_SHARE = 0.45
MOVED_BY_PROMOTION = 0.05
_HOURS = np.array(
    [1, 2, 4, 6, 7, 6, 6, 5, 5, 5, 6, 7, 8, 10, 11, 9, 5, 2], dtype=np.float64
)  # from six in the morning


def _visits(chance: Stream, calendar: Calendar, people: People) -> tuple[Ints, Ints]:
    """Customer and day of each order. Pauses are gamma in the shop's busy time, so that weekdays and festivals shape every rhythm alike."""
    clock = np.cumsum(calendar.level)
    begins = clock[np.clip(people.joined - calendar.first, 0, calendar.days - 1)]
    old = people.joined < calendar.first
    start = np.where(old, -people.pause * chance.random(len(people)) + people.pause, begins)
    most = np.where(
        people.again, np.ceil(np.maximum(clock[-1] - start, 0) / people.pause * 1.3) + 3, 1
    ).astype(np.int64)
    owner = np.repeat(np.arange(len(people)), most)
    head = np.cumsum(most) - most
    pauses = chance.gamma(REGULAR, 1 / REGULAR, len(owner)) * people.pause[owner]
    pauses[head] = 0
    run = np.cumsum(pauses)
    at = run - run[head][owner] + start[owner]
    day = calendar.first + np.searchsorted(clock, at, side="right")
    kept = (day < calendar.end) & (day < people.leaves[owner])
    return owner[kept], day[kept]


def _strangers(chance: Stream, calendar: Calendar, known: int) -> Ints:
    many = int(chance.poisson(known * ANONYMOUS_SHARE / (1 - ANONYMOUS_SHARE)))
    clock = np.cumsum(calendar.level)
    return calendar.first + np.searchsorted(clock, chance.random(many) * clock[-1], side="right")


def _seconds(chance: Stream, many: int) -> Ints:
    hours = np.cumsum(_HOURS * np.exp(0.2 * chance.standard_normal(len(_HOURS))))
    hour = 6 + np.searchsorted(hours / hours[-1], chance.random(many), side="right")
    return np.minimum(hour, 23) * 3600 + chance.integers(0, 3600, many)


def _channels(chance: Stream, people: People, customer: Ints) -> Ints:
    grouped = np.append(people.group < len(people.group_names), False)[customer]
    draw = chance.random(len(customer))
    alone = np.where(draw < 0.6, ONLINE, COUNTER)
    return np.where(
        grouped, np.where(draw < 0.75, COMMUNITY, ONLINE), np.where(customer == ANONYMOUS, COUNTER, alone)
    )


def _tastes(chance: Stream, profile: Profile, goods: Goods, groups: int) -> Floats:
    """Cumulative weights of products, shape (groups, 12, products), each row ending at 1."""
    taste = chance.gamma(8, 1 / 8, (groups, len(goods.categories)))
    month = np.arange(12)
    peaks = np.array([c.peak for c in goods.categories])
    away = np.minimum((month[:, None] + 1 - peaks) % 12, (peaks - month[:, None] - 1) % 12)
    season = np.where(peaks > 0, 1 + 0.35 * np.cos(np.pi * away / 6), 1.0)
    share = np.array([c.weight for c in goods.categories]) / np.bincount(
        goods.category, weights=goods.popularity
    )
    weight = (taste[:, None, :] * season[None] * share)[:, :, goods.category] * goods.popularity
    found: Floats = np.cumsum(weight, axis=2)
    found /= found[:, :, -1:]
    return found


def _products(chance: Stream, life: Life, first_of_order: Ints) -> Ints:
    """A product for each line: the first of an order is often the customer's own favourite, the rest are taste and season."""
    goods, people, many = life.goods, life.people, len(life.order)
    groups = len(people.group_names) + 1
    cumulative = _tastes(chance, life.profile, goods, groups)
    group = np.append(people.group, groups - 1)[life.line_customer]
    row = group * 12 + life.calendar.month(life.line_day)
    flat = (cumulative.reshape(groups * 12, -1) + np.arange(groups * 12)[:, None]).ravel()
    product = np.searchsorted(flat, row + chance.random(many), side="right") - row * len(goods)
    product = np.clip(product, 0, len(goods) - 1)
    favourite = people.favourites[life.line_customer, chance.integers(0, people.favourites.shape[1], many)]
    lasting = np.array([c.lasts > 0 for c in goods.categories])[goods.category]
    own = (
        (first_of_order == 1)
        & (chance.random(many) < FAVOURITE_SHARE)
        & (life.line_customer >= 0)
        & lasting[favourite]
    )
    product = np.where(own, favourite, product)
    leader = np.arange(
        len(goods.categories)
    )  # the first products are one of each category, listed from the start
    return np.where(goods.listed[product] > life.line_day, leader[goods.category[product]], product)


def _usual_promotions(chance: Stream, life: Life) -> list[Promotion]:
    """A festival's own discount, and a category every few weeks."""
    profile, calendar = life.profile, life.calendar
    found = [
        Promotion(f"F{to_date(x.first):%y%m%d}", x.name, "discount", x.first, x.end, -1, -1, 0.08)
        for x in lifts(profile.language, calendar.first, calendar.end + 10)
        if x.factor >= 1.2 and x.end - x.first > 1
    ]
    starts = np.arange(calendar.first + int(chance.integers(0, 24)), calendar.end - 4, 24)
    category = chance.integers(0, len(life.goods.categories), len(starts))
    rate = chance.choice([0.08, 0.1, 0.12, 0.15], len(starts))
    return found + [
        Promotion(f"C{to_date(s):%y%m%d}", life.goods.category_names[c], "discount", s, s + 4, -1, c, r)
        for s, c, r in zip(starts.tolist(), category.tolist(), rate.tolist(), strict=True)
    ]


def _move_by_promotions(chance: Stream, life: Life) -> None:
    """On the days of a category's promotion some lines become lines of that category."""
    active = np.full(life.calendar.days + 40, -1)
    for promotion in life.promotions:
        if promotion.category >= 0:
            active[promotion.first - life.calendar.first : promotion.end - life.calendar.first] = (
                promotion.category
            )
    wanted = active[life.line_day - life.calendar.first]
    moved = np.flatnonzero((wanted >= 0) & (chance.random(len(life.order)) < MOVED_BY_PROMOTION))
    for category in np.unique(wanted[moved]).tolist():
        rows = moved[wanted[moved] == category]
        life.product[rows] = life.goods_of(chance, category, len(rows))


def live(profile: Profile, end: int) -> Life:
    """An ordinary life up to the day before `end`, without any cause."""
    calendar = build_calendar(profile, end)
    goods = build_goods(profile, calendar.first, end - 1)
    people = build_people(profile, goods, calendar.first, end)
    chance = stream(profile.seed, profile.number, "orders")
    owner, day = _visits(chance, calendar, people)
    strangers = _strangers(chance, calendar, len(owner))
    customer, day = (
        np.concatenate([owner, np.full(len(strangers), ANONYMOUS)]),
        np.concatenate([day, strangers]),
    )
    size = chance.geometric(1 / profile.trade.basket, len(customer))
    order = np.repeat(np.arange(len(customer)), size)
    life = Life(
        profile=profile, calendar=calendar, goods=goods, people=people, customer=customer, day=day,
        second=_seconds(chance, len(customer)), channel=_channels(chance, people, customer), order=order,
        product=np.zeros(len(order), dtype=np.int64), quantity=1 + (chance.random(len(order)) < 0.22) + chance.poisson(0.06, len(order)),
        taken_people=np.zeros(len(people), dtype=bool),
    )  # fmt: skip
    place = np.arange(len(order)) - (np.cumsum(size) - size)[order] + 1
    life.product = _products(chance, life, place)
    if "promotion" not in profile.lacking:
        life.promotions = _usual_promotions(chance, life)
        _move_by_promotions(chance, life)
    return life
