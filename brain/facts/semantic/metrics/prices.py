"""What goods cost and what they were sold for."""

from __future__ import annotations

from brain.facts.semantic.base import Metric, words
from brain.kernel.i18n import N_

PRICES: tuple[Metric, ...] = (
    Metric(
        name="gross_margin",
        label=N_("Gross margin"),
        sentence=N_(
            "Net sales minus cost, as a share of net sales, over product lines whose cost is known; fully refunded lines count neither money nor cost."
        ),
        formula="(costed_sales - costs) / NULLIF(costed_sales, 0)",
        unit="rate",
        grain="order line",
        synonyms=words(
            zh="毛利率",
            en="gross margin|gross margin rate",
        ),
        needs=("order", "cost"),
    ),
    Metric(
        name="cost_rate",
        label=N_("Cost rate"),
        sentence=N_(
            "Cost as a share of net sales, over product lines whose cost is known; fully refunded lines count neither money nor cost."
        ),
        formula="costs / NULLIF(costed_sales, 0)",
        unit="rate",
        grain="order line",
        synonyms=words(
            zh="成本率|成本占比",
            en="cost rate|cost percentage",
        ),
        needs=("order", "cost"),
    ),
    Metric(
        name="gross_profit",
        label=N_("Gross profit"),
        sentence=N_(
            "Net sales minus cost over product lines whose cost is known; fully refunded lines count neither money nor cost."
        ),
        formula="costed_sales - costs",
        unit="money",
        grain="order line",
        synonyms=words(
            zh="毛利|毛利额|毛利润|毛利总额|毛利金额",
            en="gross profit|gross profits|gross profit amount",
        ),
        needs=("order", "cost"),
    ),
    Metric(
        name="cost",
        label=N_("Cost of goods"),
        sentence=N_(
            "What the product lines sold and kept by their buyers cost the shop, where the cost is known; fully refunded lines do not count."
        ),
        formula="costs",
        unit="money",
        grain="order line",
        synonyms=words(
            zh="成本|商品成本|货品成本|销售成本|销货成本|货成本",
            en="cost of goods|cost of goods sold|cogs|product costs|goods cost",
        ),
        needs=("order", "cost"),
    ),
    Metric(
        name="discount_amount",
        label=N_("Discounts"),
        sentence=N_("What was taken off the prices of paid product lines."),
        formula="discounts",
        unit="money",
        grain="order line",
        synonyms=words(
            zh="优惠金额|折扣金额|让利金额|优惠额|折扣额|优惠总额|让利总额|优惠了多少钱|让利多少",
            en="discounts|discount amount|discount|discounts given|total discounts|money off",
        ),
        needs=("order", "product"),
    ),
    Metric(
        name="discount_depth",
        label=N_("Discount depth"),
        sentence=N_(
            "Discounts divided by the list value of paid product lines, which is what was paid plus the discounts."
        ),
        formula="discounts / NULLIF(product_paid + discounts, 0)",
        unit="rate",
        grain="order line",
        synonyms=words(
            zh="折扣力度|折扣深度|优惠力度|让利幅度|优惠比例|让利比例|优惠幅度",
            en="discount depth|discount rate|discount percentage|depth of discount",
        ),
        needs=("order", "product"),
    ),
    Metric(
        name="average_price",
        label=N_("Average price"),
        sentence=N_(
            "Money received for product lines divided by units sold, before refunds and without shipping."
        ),
        formula="CAST(product_paid / NULLIF(units, 0) AS DECIMAL(38, 4))",
        unit="money",
        grain="order line",
        synonyms=words(
            zh="均价|平均价格|平均售价|平均单价|成交均价|件单价|件均价|平均成交价|平均每件价格",
            en="average price|average selling price|asp|average unit price|average price per unit|average item price",
        ),
        needs=("order", "product"),
    ),
    Metric(
        name="products_sold",
        label=N_("Products sold"),
        sentence=N_(
            "Different products on paid product lines of the period, sizes of one product counted once."
        ),
        formula="products_sold",
        unit="count",
        grain="product",
        synonyms=words(
            zh="动销商品数|动销品数|动销款数|动销数|动销产品数|有销量的商品数|卖出商品种数|卖出多少种商品",
            en="different products sold|distinct products sold|number of different products|products with sales",
        ),
        needs=("order", "product"),
    ),
)
