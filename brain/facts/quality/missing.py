"""What a column that a file does not have costs its owner.

One visible table. `fact` is the name by which metrics and detectors ask for it (`FACT_CHECKS`): which figures stay off
is read from the metrics themselves, so this table cannot forget a new one.
"""

from __future__ import annotations

from dataclasses import dataclass

from brain.facts.quality.base import Fill, Profile
from brain.facts.semantic.metrics import METRICS
from brain.kernel.i18n import N_, Text

ALMOST_EMPTY = 0.1


@dataclass(frozen=True)
class Cost:
    """A column of a fact table, what it is called, and what stays off without it (both msgids)."""

    table: str
    column: str
    label: str
    sentence: str
    fact: str | None = None


COSTS: tuple[Cost, ...] = (
    Cost(
        "order_line",
        "customer",
        N_("customer number"),
        N_("Nobody can be recognised again: win-back cards, audiences and customer profiles stay off."),
        "customer",
    ),
    Cost(
        "order_line",
        "product_id",
        N_("product number"),
        N_("No best sellers, no basket analysis; cards about goods, stock and prices stay off."),
        "product",
    ),
    Cost(
        "order_line",
        "category",
        N_("category"),
        N_("Unless your product list names the categories, the rising category card stays off."),
        "category",
    ),
    Cost(
        "order_line", "quantity", N_("quantity"), N_("Pieces cannot be counted, so no stock can be forecast.")
    ),
    Cost(
        "order_line",
        "unit_price",
        N_("unit price"),
        N_("Discounts cannot be told from prices, and the face value of unpaid orders is not known."),
    ),
    Cost("order_line", "region", N_("region"), N_("No figures by region."), "region"),
    Cost("order_line", "channel", N_("channel"), N_("No figures by channel."), "channel"),
    Cost("order_line", "group_name", N_("group"), N_("No figures by community group."), "group"),
    Cost(
        "product",
        "cost",
        N_("cost"),
        N_("No cost: gross margin cannot be told, and cards on clearance and prices stay off."),
        "cost",
    ),
    Cost("product", "category", N_("category"), N_("The rising category card stays off."), "category"),
    Cost("product", "brand", N_("brand"), N_("No figures by brand."), "brand"),
    Cost("product", "price", N_("price"), N_("Prices paid cannot be compared with list prices.")),
    Cost(
        "customer",
        "consent",
        N_("consent"),
        N_("It is not known who may be written to; messages to single customers stay off."),
    ),
    Cost(
        "event", "customer", N_("customer number"), N_("Visits cannot be tied to purchases: no conversion.")
    ),
    Cost("event", "product_id", N_("product number"), N_("What was looked at is not known.")),
    Cost(
        "stock",
        "lead_time_days",
        N_("lead time"),
        N_("How long a delivery takes is not known, so the day to reorder is not either."),
    ),
    Cost("review", "product_id", N_("product number"), N_("Reviews cannot be tied to products.")),
    Cost("post", "reached", N_("people reached"), N_("How many a post reached is not known, so no rates.")),
    Cost("post", "clicks", N_("clicks"), N_("Which wording is clicked cannot be learned from these posts.")),
)
NO_HOURS = N_("The orders carry days without hours: the best time of day to post cannot be told.")


@dataclass(frozen=True)
class Missing:
    """A column that is empty or almost: how full it is, and what it costs."""

    cost: Cost
    fill: Fill

    @property
    def label(self) -> Text:
        """What the column is called."""
        return Text(msg=self.cost.label)

    @property
    def sentence(self) -> Text:
        """What stays off."""
        return Text(msg=self.cost.sentence)

    @property
    def metrics_off(self) -> tuple[Text, ...]:
        """The figures that cannot be counted from this file."""
        return metrics_without(self.cost.fact) if self.cost.fact else ()


def missing_columns(profile: Profile) -> tuple[Missing, ...]:
    """The columns of a file that are empty or almost, in the order of the table."""
    found = []
    for cost in COSTS:
        fill = profile.fill(cost.column) if cost.table == profile.table else None
        if fill is not None and fill.of and fill.share < ALMOST_EMPTY:
            found.append(Missing(cost, fill))
    return tuple(found)


def metrics_without(fact: str) -> tuple[Text, ...]:
    """The labels of the metrics that need this fact."""
    return tuple(Text(msg=metric.label) for metric in METRICS if fact in metric.needs)
