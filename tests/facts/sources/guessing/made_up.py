"""Order files put together at random: headers, distractors, order of the columns, what the trade has of discounts.

Each file has one column that truly says what was paid; the others try to be taken for it.
"""

from __future__ import annotations

import random
from dataclasses import replace

from tests.facts.sources.guessing.trade import Case, case, trade

ORDER_NO = (
    "订单编号",
    "订单号",
    "单号",
    "小票号",
    "流水号",
    "销售单号",
    "Order ID",
    "Order No",
    "Receipt Number",
    "invoice",
    "dingdanbianhao",
    "交易编号",
)
WHEN = (
    "下单时间",
    "日期",
    "订单日期",
    "销售时间",
    "Order Date",
    "Date",
    "created_at",
    "xiaoshouriqi",
    "付款时间",
)
GOODS = ("商品名称", "品名", "商品", "宝贝标题", "Item", "Product Name", "shangpinmingcheng")
COUNT = ("数量", "件数", "购买数量", "Qty", "Quantity", "shuliang")
PRICE = ("单价", "售价", "成交价", "价格", "Price", "Unit Price", "danjia")
PAID = (
    "实付金额",
    "实收金额",
    "实付",
    "付款金额",
    "成交金额",
    "支付金额",
    "Amount Paid",
    "Paid",
    "Total Paid",
    "shifujine",
)
NET = ("折后金额", "实付小计", "优惠后金额", "Net Sales", "Net Amount")
TOTALS = ("金额", "小计", "合计", "总额", "销售额", "总价", "Amount", "Total", "Subtotal", "jine", "货款")
WHOLE = ("订单金额", "订单总额", "Order Total", "消费金额", "订单总价")
OFF = ("优惠金额", "折扣", "优惠", "Discount", "折扣金额", "满减优惠", "店铺优惠", "抹零")
JUNK = (
    ("备注", "memo"), ("成本", "cost"), ("成本金额", "cost_total"), ("原价", "list_price"), ("税额", "tax"), ("积分", "points"), ("快递单号", "track"), ("收货人", "cust"), ("手机", "phone"),
    ("省份", "prov"), ("会员名", "nick"), ("发货时间", "shipped_at"), ("收货地址", "addr"), ("门店", "store"), ("导购", "staff"), ("支付方式", "pay_way"), ("规格", "spec"), ("商品总件数", "pieces"), ("Note", "memo"),
    ("v1", "seq"), ("Customer", "buyer"), ("Email", "mail"), ("条码", "barcode"), ("分类", "cat"),
)  # fmt: skip


def made_up(seed: int) -> Case:
    """The file of this seed."""
    dice = random.Random(seed)
    chance = dice.random
    line_off, order_off, freight = chance() < 0.35, chance() < 0.35, chance() < 0.35
    made = trade(seed + 5000, orders=dice.choice((12, 30, 60)), most_lines=dice.choice((1, 2, 4)), line_discounts=line_off, order_discounts=order_off, shipping=freight)  # fmt: skip
    columns: list[tuple[str, str]] = [
        (dice.choice(ORDER_NO), dice.choice(("order_no", "long_no", "small_no"))),
        (dice.choice(WHEN), "at"),
    ]
    columns += [(dice.choice(GOODS), "pname")] * (chance() < 0.8)
    columns += [(dice.choice(COUNT), "qty")] * (chance() < 0.8)
    columns += [(dice.choice(PRICE), dice.choice(("price", "price", "price", "net_price")))] * (
        chance() < 0.7
    )
    true = dice.choice(("order_paid", "line_paid"))
    headers = PAID if true == "order_paid" or order_off else (*PAID, *NET)
    if chance() < 0.5:
        # Nothing but some total by its name.
        headers = TOTALS if true == "line_paid" else (*TOTALS, *WHOLE)
    truth = dice.choice(headers)
    columns.append((truth, true))
    for header, key, likely in (
        (dice.choice(TOTALS), "gross", 0.4), (dice.choice(TOTALS), "line_net", 0.2), (dice.choice(WHOLE), "order_gross", 0.2), (dice.choice(WHOLE), "order_paid", 0.2),
        (dice.choice(OFF), dice.choice(("all_disc", "line_disc", "order_disc", "order_all_disc")), 0.4), (dice.choice(("运费", "邮费", "Shipping")), "freight", 0.3), (dice.choice(("应付金额", "应收")), dice.choice(("order_gross", "order_net", "gross")), 0.15),
    ):  # fmt: skip
        columns += [(header, key)] * (chance() < likely and header != truth)
    columns += dice.sample(JUNK, dice.randint(0, 6))
    unique = list({header: (header, key, "") for header, key in columns}.values())
    dice.shuffle(unique)
    made_case = case(f"made up {seed}", made, unique, first_only=[header for header, key, _ in unique if key == true == "order_paid" and seed % 5 == 0])  # fmt: skip
    return replace(made_case, strict=False)
