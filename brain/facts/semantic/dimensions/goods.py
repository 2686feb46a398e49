"""What was sold: lists of goods, and steps of their price."""

from __future__ import annotations

from itertools import pairwise

from brain.facts.semantic.base import Dimension, JoinName, Thing, words
from brain.kernel.i18n import N_

ALIASES = {"line": "l", "placed": "l", "event": "e", "stock": "k", "review": "v", "post": "o", "listing": "h"}
LINES = ("line", "placed")
OWN_CATEGORY = ("line", "placed", "event", "post")
UNSOLD = ("stock", "review", "listing")
SIZED = ("line", "placed", "stock")
ONE_PRODUCT: frozenset[Thing] = frozenset({"product"})
STEPS = (
    0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
)  # fmt: skip
"""Where the bands of a price or an order's value begin, in the shop's currency: three to a power of ten, the same for every
shop and period, so that two answers can be laid side by side."""

# Shipping is paid for but is no product: it stays in the row without a name, so the parts add up.
_SOLD_NAME = "CASE WHEN l.line_type = 'product' THEN COALESCE(n.label, l.product_name, l.product_id) END"
_PAID_EACH = "CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4))"
_PRICE = f"CASE WHEN l.line_type = 'product' THEN COALESCE(l.unit_price, {_PAID_EACH}) END"


def of(sources: tuple[str, ...], sql: str) -> dict[str, str]:
    """One expression for several row sources; `{t}` stands for the source's alias."""
    return {source: sql.replace("{t}", ALIASES[source]) for source in sources}


def banded(figure: str) -> str:
    """The step that a figure stands on: the largest beginning that it reaches. Below zero and unknown have none."""
    steps = " ".join(f"WHEN {figure} < {end} THEN {start}" for start, end in pairwise(STEPS))
    return f"CASE WHEN {figure} IS NULL OR {figure} < 0 THEN NULL {steps} ELSE {STEPS[-1]} END"


def band_end(start: int) -> int | None:
    """Where the band that begins at `start` ends, not included; None for the last one."""
    return next((step for step in STEPS if step > start), None)


def _joined(sources: tuple[str, ...], *names: JoinName) -> dict[str, tuple[JoinName, ...]]:
    return dict.fromkeys(sources, names)


GOODS: tuple[Dimension, ...] = (
    Dimension(
        name="category",
        label=N_("Category"),
        noun=N_("category"),
        kind="name",
        value="text",
        sql={
            **of(OWN_CATEGORY, "COALESCE(p.category, {t}.category)"),
            **of(UNSOLD, "COALESCE(p.category, d.category)"),
        },
        # Where the list has no category, what is on the shelf is of the one that its sales are of.
        joins={
            **_joined(OWN_CATEGORY, "catalogue"),
            **_joined(UNSOLD, "catalogue", "sold_category"),
        },
        synonyms={
            "zh": ("品类", "类目", "分类", "类别", "商品分类", "商品类别"),
            "en": ("category", "product category"),
        },
        needs="category",
    ),
    Dimension(
        name="product",
        label=N_("Product"),
        noun=N_("product"),
        kind="name",
        value="text",
        sql={
            **of(LINES, _SOLD_NAME),
            **of(("event", "stock", "review", "post", "listing"), "COALESCE(n.label, {t}.product_id)"),
        },
        joins=_joined(tuple(ALIASES), "label"),
        synonyms={
            "zh": ("商品", "产品", "单品", "货品", "宝贝"),
            "en": ("product", "item", "article"),
        },
        needs="product",
        ids=of(tuple(ALIASES), "{t}.product_id"),
        fixed_for=ONE_PRODUCT,
    ),
    Dimension(
        name="brand",
        label=N_("Brand"),
        noun=N_("brand"),
        kind="name",
        value="text",
        sql=of(tuple(ALIASES), "p.brand"),
        joins=_joined(tuple(ALIASES), "catalogue"),
        synonyms={"zh": ("品牌", "牌子"), "en": ("brand",)},
        needs="brand",
        fixed_for=ONE_PRODUCT,
    ),
    Dimension(
        name="sku",
        label=N_("SKU"),
        noun=N_("SKU"),
        kind="name",
        value="text",
        # "Red, M" of two products are two things to count; a code of its own needs no product beside it.
        sql={
            **of(
                LINES,
                f"CASE WHEN q.products > 1 THEN {_SOLD_NAME} || ' / ' || {{t}}.sku ELSE {{t}}.sku END",
            ),
            **of(
                ("stock",),
                "CASE WHEN q.products > 1 THEN COALESCE(n.label, {t}.product_id) || ' / ' || {t}.sku ELSE {t}.sku END",
            ),
        },
        joins=_joined(SIZED, "label", "sku_name"),
        synonyms=words("sku|规格|款式规格|颜色尺码|商品规格", "sku|variant|size and colour"),
        needs="sku",
        ids=of(SIZED, "{t}.sku"),
    ),
    Dimension(
        name="price_band",
        label=N_("Price band"),
        noun=N_("price band"),
        kind="band",
        value="integer",
        sql=of(LINES, banded(_PRICE)),
        synonyms=words("价格带|价位|价格段|价格区间|价位段", "price band|price range|price tier"),
        needs="product",
    ),
    Dimension(
        name="price",
        label=N_("Unit price"),
        noun=N_("unit price"),
        kind="band",
        value="number",
        sql=of(LINES, _PRICE),
        synonyms=words("单价|售价|价格", "unit price|price"),
        needs="product",
    ),
)
