"""What lies on the shelf, and how fast it leaves."""

from __future__ import annotations

from brain.facts.semantic.base import Metric, words
from brain.kernel.i18n import N_

STOCK: tuple[Metric, ...] = (
    Metric(
        name="stock_on_hand",
        label=N_("Stock on hand"),
        sentence=N_(
            "Pieces on hand by the last count of each product and size on or before the last day of the period."
        ),
        formula="on_hand",
        unit="count",
        grain="stock count",
        synonyms=words(
            zh="库存|库存量|库存数|库存数量|库存件数|现有库存|剩余库存|现货库存",
            en="stock on hand|stock|inventory|stock level|units in stock|inventory on hand",
        ),
        needs=("stock",),
    ),
    Metric(
        name="products_listed",
        label=N_("Products listed"),
        sentence=N_(
            "Products of the product list that were there by the end of the period; those first listed or first sold later do not count."
        ),
        formula="listed",
        unit="count",
        grain="product",
        synonyms=words(
            zh="商品目录数|目录商品数|在册商品数", en="products listed|listed products|products on the list"
        ),
        needs=("listing",),
    ),
    Metric(
        name="stock_value",
        label=N_("Stock value"),
        sentence=N_("Stock on hand at cost; items whose cost is not known do not count."),
        formula="stock_cost",
        unit="money",
        grain="stock count",
        synonyms=words(
            zh="库存金额|库存价值|库存货值|库存成本|库存总值|货值",
            en="stock value|inventory value|value of stock|stock at cost",
        ),
        needs=("stock", "cost"),
    ),
    Metric(
        name="sell_through",
        label=N_("Sell-through"),
        sentence=N_(
            "Units sold in the period divided by these units plus the stock left at its end, over products whose stock was counted by then."
        ),
        formula="counted_units / NULLIF(counted_units + on_hand, 0)",
        unit="rate",
        grain="product",
        synonyms=words(
            zh="售罄率|售磬率",
            en="sell-through|sell through|sell-through rate|sell through rate",
        ),
        needs=("order", "product", "stock"),
    ),
    Metric(
        name="turnover",
        label=N_("Stock turnover"),
        sentence=N_(
            "Units sold in the period divided by the mean of the stock before it and at its end, over products whose stock was counted by then."
        ),
        formula="counted_units / NULLIF(mean_stock, 0)",
        unit="number",
        grain="product",
        synonyms=words(
            zh="库存周转率|库存周转次数|库存周转|周转率|周转次数",
            en="stock turnover|inventory turnover|stock turns|inventory turns|stock turn rate",
        ),
        needs=("order", "product", "stock"),
    ),
    Metric(
        name="stock_to_sales",
        label=N_("Days of stock"),
        sentence=N_(
            "How many days the stock on hand lasts at the period's pace: stock divided by units sold a calendar day, over products whose stock was counted by then."
        ),
        formula="on_hand * days / NULLIF(counted_units, 0)",
        unit="days",
        grain="product",
        synonyms=words(
            zh="可售天数|库存天数|库存可售天数|库存可卖天数|可卖天数|存销比|库销比|周转天数|库存周转天数",
            en="days of stock|days of inventory|days of supply|stock to sales|stock-to-sales|days on hand",
        ),
        needs=("order", "product", "stock"),
    ),
)
