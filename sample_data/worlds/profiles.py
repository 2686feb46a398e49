"""Who shop number i is: trade, size, place, which facts it keeps, and what is planted in it. Drawn from the seed and i alone.

Roles come in blocks of ten shops so that the shares hold exactly: four quiet shops with nothing planted (two of them with confounders, which
must not give a card), one cold shop with two weeks of data and nothing planted, five with causes.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sample_data.worlds.streams import stream
from sample_data.worlds.trades import TRADES, Trade

QUIET, CONFOUNDED, COLD, PLANTED = "quiet", "confounded", "cold", "planted"
BLOCK = (QUIET, QUIET, CONFOUNDED, CONFOUNDED, COLD) + (PLANTED,) * 5
CAUSES_A_SHOP, CARDS_A_SHOP = 3, 6  # of so many that a shop is dealt, the first that it has room for
CONFOUNDERS_A_SHOP = 2
STRENGTHS = ("clear", "plain", "marginal")

HISTORY_DAYS = 400
COLD_DAYS = 14
# Log-normal sizes: with a mean of 1,000 lines half the shops have fewer than 330 and one in ten thousand has 90,000 or more.
SIZE_SPREAD = 1.5
MOST_TIMES_THE_MEAN = 120.0
LEAST_LINES = 40

PLACES = (
    ("zh", "Asia/Shanghai", "CNY", 1.0, 0.6), ("en", "America/New_York", "USD", 0.16, 0.14), ("en", "Europe/London", "GBP", 0.12, 0.1),
    ("en", "Europe/Berlin", "EUR", 0.14, 0.1), ("en", "Asia/Tokyo", "JPY", 21.0, 0.06),
)  # fmt: skip
# How likely a shop keeps no such facts.
LACKING = {
    "cost": 0.12, "stock": 0.12, "customer": 0.08, "event": 0.15, "promotion": 0.08, "market_price": 0.35, "review": 0.12, "post": 0.15,
}  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """A shop before its life. `lines` is the expected number of order lines, `price_level` what a yuan costs in its currency."""

    seed: int
    number: int
    role: str
    place_in_role: int
    trade: Trade
    lines: float
    days: int
    language: str
    zone: str
    currency: str
    price_level: float
    lacking: frozenset[str]

    @property
    def shop_id(self) -> str:
        """The shop's short name in tables."""
        return f"w{self.number:05d}"

    @property
    def whole_units(self) -> bool:
        """Whether the currency has no smaller coin."""
        return self.currency == "JPY"

    def word(self, zh: str, en: str) -> str:
        """The one of two words that the shop's language wants."""
        return zh if self.language == "zh" else en


@lru_cache(maxsize=2048)
def _roles(seed: int, block: int) -> tuple[int, ...]:
    return tuple(stream(seed, block, "roles").permutation(len(BLOCK)).tolist())


def role_of(seed: int, number: int) -> tuple[str, int]:
    """A shop's role, and how many shops of that role come before it."""
    block, place = divmod(number, len(BLOCK))
    slot = _roles(seed, block)[place]
    role = BLOCK[slot]
    return role, block * BLOCK.count(role) + slot - BLOCK.index(role)


def profile_of(seed: int, number: int, lines_per_shop: float) -> Profile:
    """Draws who a shop is. Sizes scale with `lines_per_shop`, everything else is the same for any mean."""
    chance = stream(seed, number, "profile")
    role, place = role_of(seed, number)
    draws = chance.random(4 + len(LACKING))
    size = float(np.exp(SIZE_SPREAD * chance.standard_normal() - SIZE_SPREAD**2 / 2))
    shares = np.cumsum([place[4] for place in PLACES])
    language, zone, currency, level, _ = PLACES[
        int(np.searchsorted(shares, draws[0] * shares[-1], side="right"))
    ]
    lines = max(lines_per_shop * min(size, MOST_TIMES_THE_MEAN), LEAST_LINES)
    cold = role == COLD
    return Profile(
        seed=seed, number=number, role=role, place_in_role=place, trade=TRADES[int(draws[1] * len(TRADES))],
        lines=lines * COLD_DAYS / 100 if cold else lines, days=COLD_DAYS if cold else HISTORY_DAYS,
        language=language, zone=zone, currency=currency, price_level=level,
        lacking=frozenset(fact for fact, draw in zip(LACKING, draws[4:].tolist(), strict=True) if draw < LACKING[fact]),
    )  # fmt: skip
