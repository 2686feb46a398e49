"""Quality: refunds that pile up at one product, channel or size, several customers with one complaint, pictures worth showing, one angry customer."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sample_data.worlds.causes.complaints import PRAISE, THEMES
from sample_data.worlds.facts.sales import CHANNELS
from sample_data.worlds.life import Life
from sample_data.worlds.settling import REFUNDED, REFUNDED_SHARE
from sample_data.worlds.streams import Bools, Ints, Stream
from sample_data.worlds.truth import CAUSE, CONFOUNDER, Cause, Lived, Measured, Plot, half_of_plan

REFUND_DAYS, REVIEW_DAYS, BUYER_DAYS = 21, 14, 60
LEAST_REFUNDS = 4
LEAST_VOICES = 3


def _spoil(life: Life, chance: Stream, size: float) -> Plot | None:
    """Refunds of one product since three weeks; sometimes only of one size (a batch) or through one channel."""
    product = life.take_product(chance, 16, REFUND_DAYS)
    if product is None:
        return None
    wish: dict[str, Any] = {
        "product": product,
        "first": life.end - REFUND_DAYS,
        "end": life.end,
        "share": size,
    }
    subjects = {"product": life.goods.product_id(product)}
    narrow = int(chance.integers(0, 3))
    own = life.within(wish["first"], life.end) & (life.product == product)
    channel = int(np.argmax(np.bincount(life.channel[life.order[own]], minlength=3)))
    if narrow == 1 and (life.channel[life.order[own]] == channel).sum() >= 12:
        wish["channel"], subjects["channel"] = channel, CHANNELS[life.profile.language][channel]
    elif narrow == 2 and len(life.goods.sizes) > 1 and own.sum() >= 36:
        wish["size"], subjects["sku"] = 0, life.goods.sku(product, 0)
    life.wishes.refunds.append(wish)
    return Plot(subjects, life.end - REFUND_DAYS, life.end, size, {**wish, "refund": True})


def _part(lived: Lived, at: dict[str, int]) -> Bools:
    sales = lived.sales
    part = sales.product == at["product"]
    for name in ("channel", "size"):
        if name in at:
            part &= getattr(sales, name) == at[name]
    return part


def _measure_refunds(lived: Lived, plot: Plot) -> Measured:
    rows = lived.sales.within(plot.first, plot.end) & _part(lived, plot.at)
    many, back = int(rows.sum()), int((lived.sales.status[rows] == REFUNDED).sum())
    share = back / many if many else 0.0
    sigma = (back - many * REFUNDED_SHARE) / max(many * REFUNDED_SHARE, 0.25) ** 0.5
    holds = back >= LEAST_REFUNDS and half_of_plan(share, plot.planned)
    return Measured(
        share, many, float(sigma), holds, f"{back} of {many} lines refunded; usual is {REFUNDED_SHARE:.0%}"
    )


def _natural_refunds(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    sales, end = lived.sales, lived.life.end
    rows = sales.within(end - REFUND_DAYS, end)
    many = np.bincount(sales.product[rows], minlength=len(lived.life.goods))
    back = np.bincount(sales.product[rows & (sales.status == REFUNDED)], minlength=len(lived.life.goods))
    odd = (back >= LEAST_REFUNDS) & (back >= 0.12 * many)
    odd[[plot.at["product"] for plot in plots if "refund" in plot.at]] = False
    return [
        Measured(
            back[p] / many[p],
            int(many[p]),
            float("nan"),
            True,
            f"{back[p]} of {many[p]} by chance",
            {"product": lived.life.goods.product_id(p)},
        )
        for p in np.flatnonzero(odd).tolist()
    ]


def _buyers(life: Life, chance: Stream, product: int, many: int) -> Ints:
    """Different customers who bought a product lately."""
    rows = (
        life.within(life.end - BUYER_DAYS, life.end) & (life.product == product) & (life.line_customer >= 0)
    )
    return chance.permutation(np.unique(life.line_customer[rows]))[:many]


def _write(
    life: Life,
    chance: Stream,
    customer: Ints,
    product: int,
    texts: Sequence[str],
    rating: Ints,
    days: int,
    **more: int,
) -> None:
    many = len(customer)
    life.wishes.reviews.append({
        "customer": customer, "product": product, "rating": rating, "day": chance.integers(life.end - days, life.end, many),
        "second": chance.integers(9 * 3600, 23 * 3600, many), "texts": list(texts), "text": np.arange(many) % len(texts), **more,
    })  # fmt: skip


def _complain(life: Life, chance: Stream, size: float) -> Plot | None:
    """`size` customers say the same of one product in the last two weeks, each in other words."""
    product = life.take_product(chance, size * 1.5)
    buyers = _buyers(life, chance, product, int(size)) if product is not None else np.zeros(0, dtype=np.int64)
    if product is None or len(buyers) < LEAST_VOICES:
        return None
    theme = list(THEMES)[int(chance.integers(0, len(THEMES)))]
    _write(
        life,
        chance,
        buyers,
        product,
        THEMES[theme][life.profile.language],
        chance.integers(1, 3, len(buyers)),
        REVIEW_DAYS,
    )
    subjects = {"product": life.goods.product_id(product), "theme": theme}
    return Plot(
        subjects, life.end - REVIEW_DAYS, life.end, float(len(buyers)), {"product": product, "theme": theme}
    )


def _saying(lived: Lived, product: int, texts: Sequence[str], first: int) -> Ints:
    """Customers of the reviews of a product since a day with one of the texts, one place a review."""
    review = lived.facts["review"]
    wanted = np.array([word in texts for word in review["text"].words])
    midnight = lived.life.calendar.utc_midnight(np.array([first]))[0]
    rows = (
        wanted[review["text"].values]
        & (review["product_id"].values == product)
        & (review["reviewed_at"].values >= midnight)
    )
    return review["customer_key"].values[rows]


def _measure_complaints(lived: Lived, plot: Plot) -> Measured:
    who = _saying(
        lived, plot.at["product"], THEMES[plot.at["theme"]][lived.life.profile.language], plot.first
    )
    voices = len(np.unique(who))
    return Measured(
        float(voices),
        len(who),
        float("nan"),
        voices >= LEAST_VOICES,
        f"{voices} customers say the same: {plot.at['theme']}",
    )


def _bomb(life: Life, chance: Stream, size: float) -> Plot | None:
    """One customer writes `size` bad reviews of one product in two days."""
    product = life.take_product(chance, 4)
    buyers = _buyers(life, chance, product, 1) if product is not None else np.zeros(0, dtype=np.int64)
    if product is None or not len(buyers):
        return None
    texts = THEMES["broken"][life.profile.language]
    _write(life, chance, np.repeat(buyers, int(size)), product, texts, np.ones(int(size), dtype=np.int64), 2)
    subjects = {"product": life.goods.product_id(product), "customer": f"c{buyers[0]:08d}"}
    return Plot(subjects, life.end - 2, life.end, size, {"product": product})


def _measure_bomb(lived: Lived, plot: Plot) -> Measured:
    who = _saying(lived, plot.at["product"], THEMES["broken"][lived.life.profile.language], plot.first)
    return Measured(
        float(len(who)),
        len(np.unique(who)),
        float("nan"),
        len(who) >= 3,
        f"{len(who)} reviews by {len(np.unique(who))} customer",
    )


def _show(life: Life, chance: Stream, size: float) -> Plot | None:
    """`size` customers send a picture that may be shown, and two send one that may not."""
    product = life.take_product(chance, size + 3)
    buyers = (
        _buyers(life, chance, product, int(size) + 2) if product is not None else np.zeros(0, dtype=np.int64)
    )
    if product is None or len(buyers) < 3:
        return None
    five, texts = np.full(len(buyers), 5), PRAISE[life.profile.language]
    _write(life, chance, buyers[:-2], product, texts, five[:-2], REVIEW_DAYS, picture=1, consent=1)
    _write(life, chance, buyers[-2:], product, texts, five[-2:], REVIEW_DAYS, picture=1, consent=0)
    return Plot(
        {"product": life.goods.product_id(product)},
        life.end - REVIEW_DAYS,
        life.end,
        float(len(buyers) - 2),
        {"product": product},
    )


def _measure_pictures(lived: Lived, plot: Plot) -> Measured:
    review = lived.facts["review"]
    rows = (
        (review["product_id"].values == plot.at["product"])
        & (review["picture"].values == 1)
        & (review["picture_consent"].values == 1)
    )
    subjects = {"reviews": [f"r{number:08d}" for number in review["review_id"].values[rows].tolist()]}
    return Measured(
        float(rows.sum()),
        int(rows.sum()),
        float("nan"),
        bool(rows.any()),
        f"{rows.sum()} pictures that may be shown",
        subjects,
    )


_REVIEWS = frozenset({"review", "customer"})
REFUNDS = Cause(
    "refund_spike",
    "refund_spike",
    CAUSE,
    frozenset(),
    (0.45, 0.3, 0.18),
    _spoil,
    _measure_refunds,
    _natural_refunds,
)
COMPLAINTS = Cause(
    "quality_signal", "quality_signal", CAUSE, _REVIEWS, (10.0, 6.0, 4.0), _complain, _measure_complaints
)
PICTURES = Cause(
    "customer_photo", "customer_photo", CAUSE, _REVIEWS, (6.0, 4.0, 2.0), _show, _measure_pictures
)
BOMBING = Cause(
    "review_bombing", "quality_signal", CONFOUNDER, _REVIEWS, (10.0, 7.0, 5.0), _bomb, _measure_bomb
)
