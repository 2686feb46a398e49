"""The dimensions: one visible tuple. Weeks are ISO weeks and named by their Monday, months by their first day.

No expression uses a weekday function: Spark, ClickHouse and DuckDB count weekdays from different days.
"""

from __future__ import annotations

from brain.facts.semantic.base import Dimension
from brain.kernel.i18n import N_

_WEEK = "CAST(DATE_TRUNC('week', {day}) AS DATE)"
_WEEKDAY = (
    "CASE "
    + " ".join(f"WHEN {{day}} = CAST({_WEEK} + INTERVAL {n} DAY AS DATE) THEN {n + 1}" for n in range(7))
    + " END"
)


def _both(sql: str) -> dict[str, str]:
    """One expression for both row sources; `{t}` stands for the source's alias."""
    return {"line": sql.replace("{t}", "l"), "event": sql.replace("{t}", "e")}


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        name="day",
        label=N_("Day"),
        noun=N_("day"),
        kind="time",
        value="date",
        sql=_both("{day}"),
        synonyms={"zh": ("天", "日", "日期"), "en": ("day", "date")},
    ),
    Dimension(
        name="week",
        label=N_("Week"),
        noun=N_("week"),
        kind="time",
        value="date",
        sql=_both(_WEEK),
        synonyms={"zh": ("周", "星期", "礼拜"), "en": ("week",)},
    ),
    Dimension(
        name="month",
        label=N_("Month"),
        noun=N_("month"),
        kind="time",
        value="date",
        sql=_both("CAST(DATE_TRUNC('month', {day}) AS DATE)"),
        synonyms={"zh": ("月", "月份"), "en": ("month",)},
    ),
    Dimension(
        name="weekday",
        label=N_("Weekday"),
        noun=N_("weekday"),
        kind="time",
        value="integer",
        sql=_both(_WEEKDAY),
        synonyms={"zh": ("周几", "星期几", "礼拜几"), "en": ("weekday", "day of week", "day of the week")},
    ),
    Dimension(
        name="hour",
        label=N_("Hour"),
        noun=N_("hour"),
        kind="time",
        value="integer",
        # Events carry an instant only; their hour on the shop's wall clock would need the zone inside the SQL.
        sql={"line": "l.ordered_hour"},
        synonyms={"zh": ("小时", "时段", "几点"), "en": ("hour", "time of day", "hour of day")},
    ),
    Dimension(
        name="category",
        label=N_("Category"),
        noun=N_("category"),
        kind="name",
        value="text",
        sql=_both("COALESCE(p.category, {t}.category)"),
        joins={"line": ("catalogue",), "event": ("catalogue",)},
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
        # Shipping is paid for but is no product: it stays in the row without a name, so the parts add up.
        sql={
            "line": "CASE WHEN l.line_type = 'product' THEN COALESCE(n.label, l.product_name, l.product_id) END",
            "event": "COALESCE(n.label, e.product_id)",
        },
        joins={"line": ("label",), "event": ("label",)},
        synonyms={
            "zh": ("商品", "产品", "单品", "货品", "宝贝"),
            "en": ("product", "item", "article"),
        },
        needs="product",
    ),
    Dimension(
        name="brand",
        label=N_("Brand"),
        noun=N_("brand"),
        kind="name",
        value="text",
        sql=_both("p.brand"),
        joins={"line": ("catalogue",), "event": ("catalogue",)},
        synonyms={"zh": ("品牌", "牌子"), "en": ("brand",)},
        needs="brand",
    ),
    Dimension(
        name="region",
        label=N_("Region"),
        noun=N_("region"),
        kind="name",
        value="text",
        sql={"line": "l.region"},
        synonyms={
            "zh": ("地区", "区域", "省份", "省", "地域", "国家"),
            "en": ("region", "country", "province"),
        },
        needs="region",
    ),
    Dimension(
        name="channel",
        label=N_("Channel"),
        noun=N_("channel"),
        kind="name",
        value="text",
        sql=_both("{t}.channel"),
        synonyms={"zh": ("渠道", "来源", "平台"), "en": ("channel", "source", "platform")},
        needs="channel",
    ),
    Dimension(
        name="group",
        label=N_("Group"),
        noun=N_("group"),
        kind="name",
        value="text",
        sql=_both("{t}.group_name"),
        synonyms={"zh": ("社群", "群", "群组", "微信群"), "en": ("group", "community")},
        needs="group",
    ),
)

DIMENSION_BY_NAME: dict[str, Dimension] = {dimension.name: dimension for dimension in DIMENSIONS}
