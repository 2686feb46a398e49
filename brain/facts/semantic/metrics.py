"""The metrics: one visible tuple. Each says in one sentence exactly what it counts."""

from __future__ import annotations

from brain.facts.semantic.base import Metric, words
from brain.kernel.i18n import N_

METRICS: tuple[Metric, ...] = (
    Metric(
        name="net_sales",
        label=N_("Net sales"),
        sentence=N_(
            "Money received for orders placed in the period, shipping included, minus all refunds booked on those orders or as credit notes dated in the period; unpaid and cancelled orders do not count."
        ),
        formula="paid - refunded",
        unit="money",
        grain="order line",
        synonyms=words(
            zh="净销售额|净销售|净额|净收入|销售额|销售金额|营业额|营收|销售收入|收入|流水|业绩|总销售额|总营业额|总收入|总营收|总流水|总业绩|卖了多少钱|卖多少钱|卖出多少钱|进账|销售",
            en="net sales|net revenue|sales|revenue|turnover|sales revenue|total sales|sales amount|takings|income",
        ),
    ),
    Metric(
        name="gross_sales",
        label=N_("Gross sales"),
        sentence=N_("Money received for orders placed in the period, shipping included, before any refund."),
        formula="paid",
        unit="money",
        grain="order line",
        synonyms=words(
            zh="毛销售额|订单金额|订单总额|订单总金额|支付金额|实付金额|成交额|成交金额|gmv|退款前销售额|付款金额",
            en="gross sales|gross revenue|gmv|amount paid|paid amount|sales before refunds",
        ),
    ),
    Metric(
        name="refunds",
        label=N_("Refunds"),
        sentence=N_(
            "Money given back: refunds are counted on the day of the order they belong to, credit notes on their own day."
        ),
        formula="refunded",
        unit="money",
        grain="order line",
        synonyms=words(
            zh="退款金额|退款额|退款总额|退款总金额|退款|退货|退货金额|退了多少钱|退了多少|退货款",
            en="refunds|refund|refunded|refund amount|refunded amount|amount refunded|returns",
        ),
    ),
    Metric(
        name="orders",
        label=N_("Orders"),
        sentence=N_(
            "Orders placed in the period that money was received for, whether or not it was refunded later."
        ),
        formula="orders",
        unit="count",
        grain="order",
        synonyms=words(
            zh="订单数|订单量|订单|单量|单数|成交单数|笔数|多少单|几单|单|多少笔|支付订单数",
            en="orders|order count|number of orders|paid orders|order",
        ),
    ),
    Metric(
        name="buyers",
        label=N_("Buyers"),
        sentence=N_(
            "Different known customers with at least one paid order in the period; orders without a customer are not counted."
        ),
        formula="buyers",
        unit="count",
        grain="customer",
        synonyms=words(
            zh="买家数|买家|客户数|顾客数|购买人数|下单人数|成交人数|支付人数|顾客|客户|多少人买|多少人下单|多少人购买",
            en="buyers|customers|number of customers|number of buyers|unique customers|shoppers",
        ),
        needs=("order", "customer"),
    ),
    Metric(
        name="units",
        label=N_("Units sold"),
        sentence=N_(
            "Pieces on paid product lines of orders placed in the period; pieces sent back later are not subtracted."
        ),
        formula="units",
        unit="count",
        grain="order line",
        synonyms=words(
            zh="销量|件数|销售量|销售件数|卖出件数|多少件|几件|销售数量",
            en="units|units sold|quantity|quantity sold|pieces|items sold|pieces sold",
        ),
        needs=("order", "product"),
    ),
    Metric(
        name="average_order_value",
        label=N_("Average order value"),
        sentence=N_("Gross sales divided by orders: what an order brought on average before refunds."),
        formula="CAST(paid / NULLIF(orders, 0) AS DECIMAL(38, 4))",
        unit="money",
        grain="order",
        synonyms=words(
            zh="客单价|笔单价|平均订单金额|平均每单|每单平均|平均客单价",
            en="average order value|aov|average order|average basket|basket size|basket value|average order size",
        ),
    ),
    Metric(
        name="refund_rate",
        label=N_("Refund rate"),
        sentence=N_("Refunds divided by gross sales, in money, not in orders."),
        formula="refunded / NULLIF(paid, 0)",
        unit="rate",
        grain="order line",
        synonyms=words(
            zh="退款率|退货率|退款比例|退款占比",
            en="refund rate|return rate|refund ratio|share refunded",
        ),
    ),
    Metric(
        name="repeat_rate",
        label=N_("Repeat rate"),
        sentence=N_("Share of the period's buyers who paid for two or more orders within the period."),
        formula="repeat_buyers / NULLIF(all_buyers, 0)",
        unit="rate",
        grain="customer",
        synonyms=words(
            zh="复购率|回购率|重复购买率|复购",
            en="repeat rate|repeat purchase rate|repurchase rate|repeat customer rate",
        ),
        needs=("order", "customer"),
    ),
    Metric(
        name="new_buyers",
        label=N_("New buyers"),
        sentence=N_("Known customers whose first paid order in the shop's data falls in the period."),
        formula="new_buyers",
        unit="count",
        grain="customer",
        synonyms=words(
            zh="新客数|新客|新客户数|新客户|新买家数|新买家|新顾客|首购人数|新增客户",
            en="new buyers|new customers|first time buyers|first time customers|first-time buyers|first-time customers",
        ),
        needs=("order", "customer"),
    ),
    Metric(
        name="views",
        label=N_("Views"),
        sentence=N_("Product page views recorded in the period."),
        formula="views",
        unit="count",
        grain="event",
        synonyms=words(
            zh="浏览量|浏览次数|浏览数|浏览|访问量|访问次数|点击浏览|pv|流量",
            en="views|page views|pageviews|product views|visits|traffic",
        ),
        needs=("event",),
    ),
    Metric(
        name="carts",
        label=N_("Carts"),
        sentence=N_("Times something was put into a cart in the period."),
        formula="carts",
        unit="count",
        grain="event",
        synonyms=words(
            zh="加购次数|加购数|加购量|加购|加入购物车次数|加入购物车|加车",
            en="carts|add to carts|add-to-carts|cart additions|adds to cart|added to cart",
        ),
        needs=("event",),
    ),
    Metric(
        name="conversion",
        label=N_("Conversion"),
        sentence=N_(
            "Share of the known customers who viewed something in the period who also paid for an order in it."
        ),
        formula="converted / NULLIF(viewers, 0)",
        unit="rate",
        grain="customer",
        synonyms=words(
            zh="转化率|购买转化率|成交转化率|转化",
            en="conversion|conversion rate|purchase conversion",
        ),
        needs=("order", "event", "customer"),
    ),
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
        name="attach_rate",
        label=N_("Attach rate"),
        sentence=N_("Paid product lines per order that holds a product."),
        formula="product_lines / NULLIF(product_orders, 0)",
        unit="number",
        grain="order",
        synonyms=words(
            zh="连带率|每单商品行数|连带",
            en="attach rate|lines per order|items per order|products per order",
        ),
        needs=("order", "product"),
    ),
)

METRIC_BY_NAME: dict[str, Metric] = {metric.name: metric for metric in METRICS}
