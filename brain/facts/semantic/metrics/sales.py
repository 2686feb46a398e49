"""Money and orders of a period."""

from __future__ import annotations

from brain.facts.semantic.base import Metric, words
from brain.kernel.i18n import N_

SALES: tuple[Metric, ...] = (
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
        name="attach_rate",
        label=N_("Attach rate"),
        sentence=N_("Paid product lines per order that holds a product."),
        formula="product_lines / NULLIF(product_orders, 0)",
        unit="number",
        grain="order",
        synonyms=words(
            zh="连带率|每单商品行数|连带",
            en="attach rate|lines per order|products per order",
        ),
        needs=("order", "product"),
    ),
    Metric(
        name="units_per_order",
        label=N_("Units per order"),
        sentence=N_("Pieces on paid product lines divided by the orders that hold a paid product."),
        formula="units / NULLIF(product_orders, 0)",
        unit="number",
        grain="order",
        synonyms=words(
            zh="每单件数|单均件数|平均每单件数|每单几件|一单几件|客单件|客单件数|件单比",
            en="units per order|pieces per order|items per order|units per transaction|average units per order|upt",
        ),
        needs=("order", "product"),
    ),
    Metric(
        name="refunded_orders",
        label=N_("Refunded orders"),
        sentence=N_(
            "Orders placed in the period that money was given back on, in part or whole; a credit note of its own counts as one on its own day."
        ),
        formula="refunded_orders",
        unit="count",
        grain="order",
        synonyms=words(
            zh="退款订单数|退款订单|退款单数|退款单量|退款笔数|退单数|退单量|退货单数|退货订单|退货订单数",
            en="refunded orders|orders refunded|returned orders|orders with a refund|number of refunds",
        ),
    ),
    Metric(
        name="order_refund_rate",
        label=N_("Order refund rate"),
        sentence=N_(
            "Refunded orders divided by orders: how many of a hundred orders had money given back, however much."
        ),
        formula="refunded_orders / NULLIF(orders, 0)",
        unit="rate",
        grain="order",
        synonyms=words(
            zh="订单退款率|按单退款率|退单率|订单退货率|退款订单占比|退款单占比",
            en="order refund rate|refund rate in orders|share of orders refunded",
        ),
    ),
    Metric(
        name="unpaid_orders",
        label=N_("Unpaid orders"),
        sentence=N_("Orders placed in the period that hold a line still waiting for payment."),
        formula="unpaid_orders",
        unit="count",
        grain="order",
        synonyms=words(
            zh="未付款订单数|未付款订单|未支付订单数|未支付订单|待付款订单数|待付款订单|没付款的订单|未付款单数",
            en="unpaid orders|orders not paid|orders awaiting payment|pending payment orders",
        ),
    ),
    Metric(
        name="unpaid_rate",
        label=N_("Unpaid rate"),
        sentence=N_(
            "Unpaid orders divided by paid and unpaid orders together: how many of a hundred orders still wait for payment; one paid in part counts as both."
        ),
        formula="unpaid_orders / NULLIF(orders + unpaid_orders, 0)",
        unit="rate",
        grain="order",
        synonyms=words(
            zh="未付款率|未支付率|未付款比例|未付款订单率|拍下未付率",
            en="unpaid rate|unpaid order rate|share of orders unpaid|non-payment rate|nonpayment rate",
        ),
    ),
    Metric(
        name="cancelled_orders",
        label=N_("Cancelled orders"),
        sentence=N_("Orders placed in the period that hold a cancelled line, whether paid before or not."),
        formula="cancelled_orders",
        unit="count",
        grain="order",
        synonyms=words(
            zh="取消订单数|取消订单|已取消订单|取消的订单|订单取消数|取消单数|关闭订单|关闭订单数",
            en="cancelled orders|canceled orders|orders cancelled|orders canceled",
        ),
    ),
    Metric(
        name="daily_sales",
        label=N_("Average daily sales"),
        sentence=N_(
            "Net sales divided by the calendar days of the period, days without orders included; split by a part of the calendar, by the days of that part."
        ),
        formula="CAST((paid - refunded) / NULLIF(days, 0) AS DECIMAL(38, 4))",
        unit="money",
        grain="day",
        synonyms=words(
            zh="日均销售额|日均净销售额|日均营业额|日均营收|日均流水|日均业绩|日均收入|平均每天销售额|平均每日销售额|每天平均销售额|平均日销售额",
            en="average daily sales|daily average sales|average daily revenue|daily average revenue|average sales per day|average sales a day",
        ),
    ),
    Metric(
        name="daily_orders",
        label=N_("Average daily orders"),
        sentence=N_(
            "Orders divided by the calendar days of the period, days without orders included; split by a part of the calendar, by the days of that part."
        ),
        formula="orders / NULLIF(days, 0)",
        unit="number",
        grain="day",
        synonyms=words(
            zh="日均订单数|日均订单量|日均订单|日均单量|日均单数|平均每天订单数|平均每天单量|平均每日订单数|每天平均订单数",
            en="average daily orders|daily average orders|average orders per day|average orders a day",
        ),
    ),
)
