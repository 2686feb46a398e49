"""Who bought."""

from __future__ import annotations

from brain.facts.semantic.base import Metric, words
from brain.kernel.i18n import N_

CUSTOMERS: tuple[Metric, ...] = (
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
        name="returning_buyers",
        label=N_("Returning buyers"),
        sentence=N_(
            "Known customers with a paid order in the period whose first paid order in the shop's data lies before it; split by day, week, month, quarter or year, before that one."
        ),
        formula="returning_buyers",
        unit="count",
        grain="customer",
        synonyms=words(
            zh="老客数|老客户数|老客|老客户|老顾客|老顾客数|老买家|老买家数|回头客|回头客数",
            en="returning buyers|returning customers|existing customers|number of returning customers",
        ),
        needs=("order", "customer"),
    ),
    Metric(
        name="sales_per_buyer",
        label=N_("Sales per buyer"),
        sentence=N_(
            "Gross sales to known customers divided by buyers: what a customer spent in the period before refunds."
        ),
        formula="CAST(known_paid / NULLIF(buyers, 0) AS DECIMAL(38, 4))",
        unit="money",
        grain="customer",
        synonyms=words(
            zh="人均消费|人均消费额|人均消费金额|人均销售额|人均贡献|客均消费|每客消费|人均花费",
            en="sales per buyer|sales per customer|revenue per customer|spend per customer|average spend per customer|revenue per buyer",
        ),
        needs=("order", "customer"),
    ),
    Metric(
        name="orders_per_buyer",
        label=N_("Orders per buyer"),
        sentence=N_("Paid orders of known customers divided by buyers."),
        formula="known_orders / NULLIF(buyers, 0)",
        unit="number",
        grain="customer",
        synonyms=words(
            zh="人均订单数|人均单数|人均下单次数|人均购买次数|人均购买频次|购买频次|购买频率|人均单量",
            en="orders per buyer|orders per customer|purchase frequency|average orders per customer",
        ),
        needs=("order", "customer"),
    ),
)
