"""Posts: an hour that works better in a group, a text that wears out, a category shown to the wrong group, a product looked at in the wrong channel."""

from collections.abc import Sequence

import numpy as np

from sample_data.worlds.columns import Table
from sample_data.worlds.facts.events import EVENT_DAYS, VIEW
from sample_data.worlds.facts.posts import HOURS, POST_WEEKS, VOICES, readers_of
from sample_data.worlds.facts.sales import CHANNELS
from sample_data.worlds.life import COMMUNITY, ONLINE, Life
from sample_data.worlds.streams import Bools, Ints, Stream
from sample_data.worlds.truth import CAUSE, Cause, Lived, Measured, Plot, half_of_plan

LEAST_CLICKS = 25
BY_CHANCE, LEAST_BY_CHANCE = 4.0, 0.35
LEAST_RATIO = 2.0  # how much oftener a look must end in an order in one channel than in the other
LEAST_READERS = 200
WORN_POSTS, WORN_EVERY = 6, 4
SHOWN_WELL, SHOWN_BADLY = 4, 8


def _rate(post: Table, rows: Bools) -> tuple[float, int]:
    """Clicks for each reader reached, and the clicks."""
    clicks = int(post["clicks"].values[rows].sum())
    return clicks / max(int(post["reached"].values[rows].sum()), 1), clicks


def _ratio(post: Table, good: Bools, other: Bools) -> tuple[float, int, float]:
    """How much better the rate of one set of posts is, the fewer clicks of both, and the log ratio in standard errors (Poisson)."""
    (high, many), (low, few) = _rate(post, good), _rate(post, other)
    if not many or not few:
        return 0.0, min(many, few), 0.0
    return high / low - 1, min(many, few), float(np.log(high / low) / (1 / many + 1 / few) ** 0.5)


def _largest_group(life: Life) -> int:
    return int(np.argmax(np.bincount(life.people.group, minlength=len(life.people.group_names) + 1)[:-1]))


def _hours(life: Life, post: Table) -> Ints:
    """The hour of each post on the shop's clock."""
    day, at = post["posted_on"].values, post["posted_at"].values
    return (at + life.calendar.offset[day - life.calendar.first] - day * 86_400) // 3600


def _favour_hour(life: Life, chance: Stream, size: float) -> Plot | None:
    if readers_of(life).max() < LEAST_READERS:
        return None
    group, hour = _largest_group(life), HOURS[int(chance.integers(0, len(HOURS)))]
    life.wishes.posts.append({"group": group, "hour": hour, "factor": 1 + size})
    first = life.end - 7 * POST_WEEKS
    return Plot(
        {"group": life.people.group_names[group], "hour": hour},
        first,
        life.end,
        size,
        {"group": group, "hour": hour},
    )


def _measure_hour(lived: Lived, plot: Plot) -> Measured:
    post = lived.facts["post"]
    mine, hour = post["group_name"].values == plot.at["group"], _hours(lived.life, post) == plot.at["hour"]
    realised, clicks, sigma = _ratio(post, mine & hour, mine & ~hour)
    holds = half_of_plan(realised, plot.planned) and clicks >= LEAST_CLICKS
    return Measured(
        realised, clicks, sigma, holds, f"clicked {realised:+.0%} against this group's other hours"
    )


def _natural_hours(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    """Hours that luck made better; groups with a planted hour are left alone."""
    post, life = lived.facts.get("post"), lived.life
    if post is None:
        return []
    hours, told, found = _hours(life, post), {plot.at["group"] for plot in plots if "group" in plot.at}, []
    for group, name in enumerate(life.people.group_names):
        mine = post["group_name"].values == group
        for hour in HOURS if group not in told else ():
            ratio, clicks, sigma = _ratio(post, mine & (hours == hour), mine & (hours != hour))
            if ratio >= LEAST_BY_CHANCE and sigma >= BY_CHANCE and clicks >= LEAST_CLICKS:
                found.append(
                    Measured(
                        ratio, clicks, sigma, True, "clicked more by luck", {"group": name, "hour": hour}
                    )
                )
    return found


def _rows(
    life: Life, chance: Stream, group: int, day: Ints, product: Ints, worn: Ints, text: Ints
) -> dict[str, Ints]:
    many = len(day)
    return {
        "group": np.full(many, group), "day": day, "hour": np.array(HOURS)[chance.integers(0, len(HOURS), many)],
        "voice": chance.integers(0, len(VOICES), many), "product": product, "text": text, "worn": worn,
    }  # fmt: skip


def _wear_out(life: Life, chance: Stream, size: float) -> Plot | None:
    """The same text for the same product again and again: each time fewer click, by the share `size`."""
    product = life.take_product(chance, 2)
    if product is None or readers_of(life).max() < LEAST_READERS:
        return None
    group = _largest_group(life)
    day = life.end - 1 - WORN_EVERY * np.arange(WORN_POSTS)[::-1]
    steady = np.ones(WORN_POSTS, dtype=np.int64)
    rows = _rows(
        life,
        chance,
        group,
        day,
        steady * product,
        np.arange(1, WORN_POSTS + 1),
        steady * int(chance.integers(0, 4)),
    )
    life.wishes.posts.append({"group": group, "rows": rows, "factor": 1 - size})
    subjects = {"group": life.people.group_names[group], "product": life.goods.product_id(product)}
    planned = (1 - size) ** (WORN_POSTS // 2) - 1
    return Plot(subjects, int(day[0]), life.end, planned, {"group": group, "product": product})


def _measure_wear(lived: Lived, plot: Plot) -> Measured:
    """The last half of the repeated posts against the first half."""
    post = lived.facts["post"]
    mine = (post["group_name"].values == plot.at["group"]) & (post["product_id"].values == plot.at["product"])
    rows = np.flatnonzero(mine & (post["posted_on"].values >= plot.first))
    early, later = np.zeros((2, len(mine)), dtype=bool)
    early[rows[: WORN_POSTS // 2]], later[rows[WORN_POSTS // 2 :]] = True, True
    realised, clicks, sigma = _ratio(post, later, early)
    holds = half_of_plan(realised, plot.planned) and _rate(post, early)[1] >= LEAST_CLICKS
    return Measured(
        realised,
        clicks,
        sigma,
        holds,
        f"the last {WORN_POSTS // 2} were clicked {realised:+.0%} against the first",
    )


def _show_wrong(life: Life, chance: Stream, size: float) -> Plot | None:
    """A category is mostly shown in a group that does not want it; another group does."""
    groups = len(life.people.group_names)
    category = life.take_category(chance, 2.0) if groups > 1 else None
    if category is None:
        return None
    good = _largest_group(life)
    bad = int((good + 1 + chance.integers(0, groups - 1)) % groups)
    for group, many, factor in (
        (good, SHOWN_WELL, (1 + size) ** 0.5),
        (bad, SHOWN_BADLY, (1 + size) ** -0.5),
    ):
        day = life.end - 1 - chance.integers(0, 56, many)
        none = np.zeros(many, dtype=np.int64)
        rows = _rows(
            life, chance, group, day, life.goods_of(chance, category, many), none, chance.integers(0, 4, many)
        )
        life.wishes.posts += [
            {"group": group, "rows": rows, "factor": 1.0},
            {"group": group, "category": category, "factor": factor},
        ]
    names = life.people.group_names
    subjects = {"category": life.goods.category_names[category], "group": names[good], "shown_in": names[bad]}
    return Plot(
        subjects,
        life.end - 7 * POST_WEEKS,
        life.end,
        size,
        {"category": category, "good": good, "bad": bad, "group": good},
    )


def _measure_wrong(lived: Lived, plot: Plot) -> Measured:
    """The category's rate against the group's other posts, one group to the other."""
    post, found = lived.facts["post"], []
    own = post["category"].values == plot.at["category"]
    for group in (plot.at["good"], plot.at["bad"]):
        mine = post["group_name"].values == group
        found += [_rate(post, mine & own), _rate(post, mine & ~own)]
    if any(clicks == 0 for _, clicks in found):
        return Measured(0.0, 0, 0.0, False, "too few clicks to compare")
    ratio = found[0][0] / found[1][0] / (found[2][0] / found[3][0])
    sigma = float(np.log(ratio) / sum(1 / clicks for _, clicks in found) ** 0.5)
    clicks = min(clicks for _, clicks in found)
    holds = half_of_plan(ratio - 1, plot.planned) and clicks >= LEAST_CLICKS / 2
    return Measured(
        ratio - 1,
        clicks,
        sigma,
        holds,
        f"wanted {ratio:.1f} times as much there, as against what else each group is shown",
    )


def _look_elsewhere(life: Life, chance: Stream, size: float) -> Plot | None:
    """A product is looked at in the web channel and bought in the community. `size` times its lines are looks that lead to nothing."""
    product = life.take_product(chance, 20, EVENT_DAYS)
    if product is None:
        return None
    rows = life.within(life.end - EVENT_DAYS, life.end) & (life.product == product)
    life.channel[life.order[rows & (chance.random(len(rows)) < 0.8)]] = COMMUNITY
    many = round(size * rows.sum())
    life.wishes.events.append({
        "type": VIEW, "customer": np.full(many, -1), "product": product, "day": chance.integers(life.end - EVENT_DAYS, life.end, many),
        "second": chance.integers(9 * 3600, 23 * 3600, many), "channel": ONLINE,
    })  # fmt: skip
    names = CHANNELS[life.profile.language]
    subjects = {
        "product": life.goods.product_id(product),
        "channel": names[COMMUNITY],
        "shown_in": names[ONLINE],
    }
    return Plot(subjects, life.end - EVENT_DAYS, life.end, LEAST_RATIO, {"product": product})


def _measure_elsewhere(lived: Lived, plot: Plot) -> Measured:
    event, sales, seen = lived.facts["event"], lived.sales, []
    own = sales.within(plot.first, plot.end) & (sales.product == plot.at["product"])
    views = (event["type"].values == VIEW) & (event["product_id"].values == plot.at["product"])
    for channel in (COMMUNITY, ONLINE):
        seen.append(
            (
                int((own & (sales.channel == channel)).sum()),
                int((views & (event["channel"].values == channel)).sum()),
            )
        )
    (good, looks), (bad, other) = seen
    ratio = (good / max(looks, 1)) / (max(bad, 0.5) / max(other, 1))
    sigma = float(np.log(max(ratio, 1e-9)) / (1 / max(good, 1) + 1 / max(bad, 0.5)) ** 0.5)
    holds = ratio >= LEAST_RATIO and good >= 10 and other >= 30
    return Measured(
        ratio,
        good,
        sigma,
        holds,
        f"{good} bought after {looks} looks in one channel, {bad} after {other} in the other",
    )


_POSTS = frozenset({"post", "customer"})
BEST_HOUR = Cause(
    "best_time", "best_time", CAUSE, _POSTS, (1.2, 0.8, 0.5), _favour_hour, _measure_hour, _natural_hours
)
TIRED = Cause("tired_content", "tired_content", CAUSE, _POSTS, (0.35, 0.25, 0.18), _wear_out, _measure_wear)
WRONG_GROUP = Cause(
    "group_mismatch", "group_mismatch", CAUSE, _POSTS, (3.0, 1.8, 1.0), _show_wrong, _measure_wrong
)
WRONG_CHANNEL = Cause(
    "channel_mismatch",
    "channel_mismatch",
    CAUSE,
    frozenset({"event"}),
    (6.0, 4.0, 2.5),
    _look_elsewhere,
    _measure_elsewhere,
)
