"""What is on the shelf: an SKU that runs out before a new delivery can come, one that would last for a year; and two that only look so."""

import numpy as np

from sample_data.worlds.facts.stock import PACE_DAYS, lead_times, sold_by_sku
from sample_data.worlds.life import Life
from sample_data.worlds.streams import Stream
from sample_data.worlds.truth import CAUSE, CONFOUNDER, Cause, Lived, Measured, Plot

LEAST_PACE = 0.25
LEAST_COVER, LEAST_PIECES = 120, 20
NEW_SINCE = 8


def _sku(life: Life, chance: Stream, least: float) -> tuple[int, int] | None:
    sizes = len(life.goods.sizes)
    product = life.take_product(chance, least * sizes, PACE_DAYS)
    return None if product is None else (product, int(chance.integers(0, sizes)))


def _subjects(life: Life, product: int, size: int) -> dict[str, str]:
    return {"product": life.goods.product_id(product), "sku": life.goods.sku(product, size)}


def _run_out(life: Life, chance: Stream, size: float) -> Plot | None:
    """What is left lasts for a share `size` of the lead time, and nothing is on its way."""
    chosen = _sku(life, chance, 9)
    if chosen is None:
        return None
    lead = int(lead_times(life)[chosen[0]])
    life.wishes.stock.append({"product": chosen[0], "size": chosen[1], "cover": size * lead})
    return Plot(
        _subjects(life, *chosen),
        life.end,
        life.end + lead,
        size,
        {"product": chosen[0], "size": chosen[1], "lead": lead},
    )


def _covered(life: Life, chance: Stream, size: float) -> Plot | None:
    """The same, but a delivery is on its way."""
    plot = _run_out(life, chance, size)
    if plot is not None:
        life.wishes.stock[-1]["incoming_cover"] = plot.at["lead"] + 30
    return plot


def _shelf(lived: Lived, plot: Plot) -> tuple[int, int, float]:
    """On hand and on the way at the last snapshot, and units sold a day lately."""
    life, stock = lived.life, lived.facts["stock"]
    sku = plot.at["product"] * len(life.goods.sizes) + plot.at["size"]
    row = int(np.flatnonzero((stock["sku"].values == sku) & (stock["snapshot_on"].values == life.end - 1))[0])
    pace = sold_by_sku(life, lived.sales, life.end - PACE_DAYS, life.end)[sku] / PACE_DAYS
    return int(stock["on_hand"].values[row]), int(stock["incoming"].values[row]), float(pace)


def _measure_run_out(lived: Lived, plot: Plot) -> Measured:
    on_hand, incoming, pace = _shelf(lived, plot)
    left = (on_hand + incoming) / pace if pace else float("inf")
    holds = pace >= LEAST_PACE and left < plot.at["lead"]
    why = f"{on_hand} there, {incoming} on the way, {pace:.2f} a day: {left:.1f} days against a lead time of {plot.at['lead']}"
    return Measured(
        left / plot.at["lead"],
        on_hand,
        float("nan"),
        holds,
        why,
        {"days_left": round(left, 2), "lead_time_days": plot.at["lead"]},
    )


def _measure_covered(lived: Lived, plot: Plot) -> Measured:
    on_hand, incoming, pace = _shelf(lived, plot)
    left = (on_hand + incoming) / pace if pace else float("inf")
    return Measured(
        left / plot.at["lead"],
        on_hand,
        float("nan"),
        left >= plot.at["lead"],
        f"{incoming} are on the way and last beyond the lead time",
    )


def _pile_up(life: Life, chance: Stream, size: float) -> Plot | None:
    """There is enough of a slow mover for `size` days."""
    product = life.take_product(chance, 1, PACE_DAYS, most=12)
    if product is None:
        return None
    life.wishes.stock.append({"product": product, "size": None, "cover": size, "least_pace": 0.08})
    subjects = {"product": life.goods.product_id(product)}
    return Plot(subjects, life.end - 1, life.end, size, {"product": product, "size": 0})


def _pieces(lived: Lived, product: int) -> tuple[int, float]:
    """On hand in all sizes at the last snapshot, and units sold a day."""
    life, stock, sizes = lived.life, lived.facts["stock"], len(lived.life.goods.sizes)
    rows = (stock["product_id"].values == product) & (stock["snapshot_on"].values == life.end - 1)
    pace = (
        sold_by_sku(life, lived.sales, life.end - PACE_DAYS, life.end).reshape(-1, sizes)[product].sum()
        / PACE_DAYS
    )
    return int(stock["on_hand"].values[rows].sum()), float(pace)


def _measure_pile(lived: Lived, plot: Plot) -> Measured:
    pieces, pace = _pieces(lived, plot.at["product"])
    cover = pieces / pace if pace else float(pieces) * PACE_DAYS
    holds = cover >= LEAST_COVER and pieces >= LEAST_PIECES
    return Measured(
        cover, pieces, float("nan"), holds, f"{pieces} pieces, {pace:.2f} a day: {cover:.0f} days"
    )


def _just_listed(life: Life, chance: Stream, size: float) -> Plot | None:
    """A first delivery of something new is no overstock."""
    kinds = len(life.goods.categories)
    open_ = [
        p
        for p in range(kinds, len(life.goods))
        if p not in life.taken_products and life.goods.category[p] not in life.taken_categories
    ]
    if not open_:
        return None
    product = int(open_[chance.integers(0, len(open_))])
    life.taken_products.add(product)
    own = life.product == product
    life.product[own & (life.line_day < life.end - NEW_SINCE)] = life.goods.category[product]
    life.goods.listed[product] = life.end - NEW_SINCE
    life.wishes.stock.append({"product": product, "size": None, "cover": size, "least_pace": 0.3})
    return Plot(
        {"product": life.goods.product_id(product)},
        life.end - NEW_SINCE,
        life.end,
        size,
        {"product": product},
    )


def _measure_new(lived: Lived, plot: Plot) -> Measured:
    pieces, _ = _pieces(lived, plot.at["product"])
    return Measured(
        float(pieces),
        pieces,
        float("nan"),
        pieces > 0,
        f"{pieces} pieces of something listed {NEW_SINCE} days ago",
    )


_NEEDS = frozenset({"stock"})
RUNNING_OUT = Cause(
    "stock_out_ahead", "stock_out_ahead", CAUSE, _NEEDS, (0.3, 0.6, 0.9), _run_out, _measure_run_out
)
OVERSTOCK = Cause("overstock", "overstock", CAUSE, _NEEDS, (450.0, 280.0, 170.0), _pile_up, _measure_pile)
COVERED = Cause(
    "delivery_on_its_way", "stock_out_ahead", CONFOUNDER, _NEEDS, (0.3, 0.6, 0.9), _covered, _measure_covered
)
JUST_LISTED = Cause(
    "first_delivery", "overstock", CONFOUNDER, _NEEDS, (450.0, 280.0, 170.0), _just_listed, _measure_new
)
