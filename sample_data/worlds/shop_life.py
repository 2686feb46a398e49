"""One shop from its profile to its facts and its answer sheet."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from sample_data.worlds import roster
from sample_data.worlds.columns import Table
from sample_data.worlds.facts.events import events
from sample_data.worlds.facts.market import market_prices
from sample_data.worlds.facts.posts import posts
from sample_data.worlds.facts.reviews import reviews
from sample_data.worlds.facts.sales import customers, order_lines, products, promotions
from sample_data.worlds.facts.stock import stock
from sample_data.worlds.life import Life
from sample_data.worlds.orders import live
from sample_data.worlds.profiles import (
    CARDS_A_SHOP,
    CAUSES_A_SHOP,
    COLD,
    CONFOUNDED,
    CONFOUNDERS_A_SHOP,
    PLANTED,
    STRENGTHS,
    Profile,
)
from sample_data.worlds.settling import Settled, settle
from sample_data.worlds.streams import stream
from sample_data.worlds.truth import CONFOUNDER, NATURAL, Cause, Lived, Plot, Truth

FACTS: dict[str, Callable[[Life, Settled], Table]] = {
    "order_line": order_lines, "product": products, "customer": customers, "event": events, "stock": stock, "promotion": promotions,
    "market_price": market_prices, "review": reviews, "post": posts,
}  # fmt: skip
KINDS = tuple(FACTS)


@lru_cache(maxsize=512)
def _dealt(seed: int, names: tuple[str, ...], round_: int, purpose: str) -> tuple[int, ...]:
    return tuple(stream(seed, round_, f"deal {purpose}").permutation(len(names)).tolist())


def _deal(profile: Profile, causes: Sequence[Cause]) -> list[tuple[Cause, str]]:
    """The causes to try in a shop, in order: each cause equally often and each strength in turn, whatever shops come after."""
    names, found = tuple(cause.name for cause in causes), {}
    first = profile.place_in_role * CARDS_A_SHOP
    for card in range(first, first + CARDS_A_SHOP) if causes else ():
        round_, place = divmod(card, len(causes))
        chosen = _dealt(profile.seed, names, round_, profile.role)[place]
        strength = STRENGTHS[(profile.place_in_role + chosen) % len(STRENGTHS)]
        found.setdefault(names[chosen], (causes[chosen], strength))
    return list(found.values())


def cast_of(profile: Profile, causes: Sequence[Cause]) -> list[tuple[Cause, str]]:
    """What may be planted in a shop, with its strength, in the order in which to try."""
    if profile.role == PLANTED:
        return _deal(profile, [c for c in causes if c.role != CONFOUNDER])
    if profile.role == CONFOUNDED:
        return _deal(profile, [c for c in causes if c.role == CONFOUNDER])
    return []


def plant(life: Life, causes: Sequence[Cause]) -> list[tuple[Cause, str, Plot]]:
    """Plants the first causes that the shop has room and facts for."""
    planted: list[tuple[Cause, str, Plot]] = []
    most = CAUSES_A_SHOP if life.profile.role == PLANTED else CONFOUNDERS_A_SHOP
    for cause, strength in cast_of(life.profile, causes):
        if cause.needs & life.profile.lacking or len(planted) == most:
            continue
        chance = stream(life.profile.seed, life.profile.number, f"cause {cause.name}")
        plot = cause.plant(life, chance, cause.sizes[STRENGTHS.index(strength)])
        if plot is not None:
            planted.append((cause, strength, plot))
    return planted


def _naturals(lived: Lived, causes: Sequence[Cause], plots: Sequence[Plot]) -> list[Truth]:
    """States that nobody planted but that are there all the same; not looked for in cold shops, which have no past."""
    profile, end, found = lived.life.profile, lived.life.end, []
    for cause in causes if profile.role != COLD else ():
        if cause.natural is not None and not cause.needs & profile.lacking:
            found += [
                Truth(profile.shop_id, cause.name, cause.kind, NATURAL, "", {}, end - 1, end, 0.0, measured)
                for measured in cause.natural(lived, plots)
            ]
    return found


def live_through(
    profile: Profile,
    end: int,
    causes: Sequence[Cause] = (*roster.CAUSES, *roster.CONFOUNDERS),
    kinds: Sequence[str] = KINDS,
) -> tuple[Lived, list[Truth]]:
    """A finished shop with the wanted kinds of facts, and the truth about what was planted in it and what is there by itself."""
    life = live(profile, end)
    planted = plant(life, causes)
    sales = settle(life)
    # A cause that lives in reviews is measured in them, also when nobody asked for reviews.
    wanted = {*kinds, *(need for cause, _, _ in planted for need in cause.needs)}
    facts = {
        kind: FACTS[kind](life, sales) for kind in FACTS if kind in wanted and kind not in profile.lacking
    }
    lived = Lived(life, sales, facts)
    truths = [
        Truth(profile.shop_id, cause.name, cause.kind, cause.role, strength, plot.subjects, plot.first, plot.end, plot.planned, cause.measure(lived, plot))
        for cause, strength, plot in planted
    ]  # fmt: skip
    return lived, truths + _naturals(lived, causes, [plot for _, _, plot in planted])
