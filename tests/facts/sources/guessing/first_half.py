"""Thirty files as shops have them: the first half of the bench, written before anything was tuned."""

from __future__ import annotations

import random
from decimal import Decimal

from tests.facts.sources.guessing.trade import Case, Trade, case, day, fixed, money, trade


def cases() -> list[Case]:
    """All of them."""
    return [*_erp(), *_tills(), *_sheets(), *_english(), *_pinyin(), *_bare(), *_other_kinds()]


def _erp() -> list[Case]:
    full = trade(1, line_discounts=True, order_discounts=True, shipping=True, refunds=True)
    plain = trade(2)
    return [
        case("erp: order amount repeated on each row", full, [
            ("线上订单号", "long_no", "order_id"), ("店铺", "store", "store"), ("下单时间", "at", "ordered_at"), ("付款时间", "paid_at", "paid_at"), ("发货时间", "shipped_at", ""),
            ("商品编码", "pid", "product_id"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("订单实付金额", "order_paid", "order_paid"),
            ("运费", "freight", "order_shipping"), ("收货人", "cust", "customer_name"), ("买家会员名", "nick", "customer_id"), ("省", "prov", "region"), ("收货地址", "addr", ""), ("快递单号", "track", ""),
            ("订单状态", "status", "status"),
        ]),
        case("erp: paid amount without the word order, repeated", full, [
            ("订单编号", "order_no", "order_id"), ("订单日期", day(), "ordered_at"), ("货号", "pid", "product_id"), ("品名", "pname", "product_name"), ("数量", "qty", "quantity"),
            ("单价", "price", "unit_price"), ("实付金额", "order_paid", "order_paid"), ("退款金额", "order_refund", "order_refund"), ("备注", "memo", ""),
        ]),
        case("erp: paid amount on the first row of the order only", full, [
            ("单据编号", "order_no", "order_id"), ("单据日期", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("规格", "spec", ""), ("数量", "qty", "quantity"), ("售价", "price", "unit_price"),
            ("实收金额", "order_paid", "order_paid"), ("业务员", "staff", ""),
        ], first_only=("实收金额",)),
        case("erp: the line's own share of the payment", full, [
            ("订单号", "order_no", "order_id"), ("行号", "line_no", "line_no"), ("订单创建时间", "at", "ordered_at"), ("商家编码", "sku", "sku"), ("商品标题", "pname", "product_name"), ("购买数量", "qty", "quantity"),
            ("商品单价", "price", "unit_price"), ("优惠金额", "all_disc", "discount"), ("实付分摊", "line_paid", "paid_amount"), ("订单金额", "order_paid", "order_paid"), ("买家留言", "memo", ""),
        ]),
        case("erp: list price and price sold", trade(3, shipping=False), [
            ("销售单号", "order_no", "order_id"), ("销售日期", day("%Y/%m/%d"), "ordered_at"), ("商品", "pname", "product_name"), ("原价", "list_price", ""), ("成交价", "price", "unit_price"), ("数量", "qty", "quantity"),
            ("金额", "gross", "paid_amount"), ("成本价", "cost", ""), ("毛利", lambda r: r["gross"] - r["cost_total"], ""),
        ]),
        case("erp: amount before the row's discount", trade(4, line_discounts=True), [
            ("单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("货品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("金额", "gross", ""),
            ("优惠金额", "line_disc", "discount"), ("折后金额", "line_net", "paid_amount"),
        ]),
        case("erp: due and paid", trade(5), [
            ("订单编号", "order_no", "order_id"), ("创建时间", "at", "ordered_at"), ("产品名称", "pname", "product_name"), ("件数", "qty", "quantity"), ("应付金额", "order_gross", ""), ("实付款", "order_paid", "order_paid"),
            ("联系手机", "phone", "customer_id"), ("城市", "city", "region"),
        ]),
        case("erp: words of status that nobody knows", plain, [
            ("订单号", "order_no", "order_id"), ("下单时间", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("金额", "gross", "paid_amount"),
            ("订单状态", lambda r: "已归档" if r["small_no"] % 3 else "异常挂起", "status"),
        ], ask=True),
    ]  # fmt: skip


def _tills() -> list[Case]:
    plain = trade(11)
    return [
        case("till: receipt lines", plain, [
            ("小票号", "small_no", "order_id"), ("销售时间", "at", "ordered_at"), ("条码", "barcode", "product_id sku"), ("品名", "pname", "product_name"), ("数量", "qty", "quantity"), ("零售价", "price", "unit_price"),
            ("小计", "gross", "paid_amount"), ("收银员", "staff", ""),
        ]),
        case("till: cash handed over and change", plain, [
            ("流水号", "order_no", "order_id"), ("收银时间", "at", "ordered_at"), ("应收", "order_paid", "order_paid"), ("实收", lambda r: (r["order_paid"] // 50 + 1) * 50, ""),
            ("找零", lambda r: (r["order_paid"] // 50 + 1) * 50 - r["order_paid"], ""), ("支付方式", "pay_way", ""),
        ], ask=True, per_order=True),
        case("till: one row a receipt", plain, [
            ("账单号", "order_no", "order_id"), ("结账时间", "at", "ordered_at paid_at"), ("桌号", fixed("A1"), ""), ("人数", fixed(2), ""), ("消费金额", "order_paid", "order_paid paid_amount"), ("服务员", "staff", ""),
        ], per_order=True),
        case("till: payment split by means", plain, [
            ("单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("现金", lambda r: r["order_paid"] if r["small_no"] % 2 else 0, ""), ("微信支付", lambda r: 0 if r["small_no"] % 2 else r["order_paid"], ""),
            ("实收金额", "order_paid", "paid_amount order_paid"),
        ], per_order=True),
        case("till: a summary of days", _days(), [
            ("营业日期", day(), "ordered_at"), ("订单数", fixed(31), ""), ("销售额", "order_paid", ""), ("客单价", fixed("45.10"), ""),
        ], ask=True, per_order=True),
    ]  # fmt: skip


def _days() -> Trade:
    return trade(12, most_lines=1)


def _sheets() -> list[Case]:
    small = trade(21, orders=25, most_lines=1)
    return [
        case("sheet: few columns", small, [
            ("日期", day("%Y.%m.%d"), "ordered_at"), ("单号", "small_no", "order_id"), ("客户", "cust", "customer_name"), ("东西", "pname", "product_name"), ("几件", "qty", "quantity"), ("单价", "price", "unit_price"),
            ("一共", "gross", "paid_amount"),
        ]),
        case("sheet: no order number", small, [
            ("日期", day("%m月%d日"), ""), ("商品", "pname", "product_name"), ("数量", "qty", "quantity"), ("金额", "gross", "paid_amount"),
        ], ask=True),
        case("sheet: units in brackets", trade(22, orders=30), [
            ("订单号", "order_no", "order_id"), ("时间", "at", "ordered_at"), ("商品名", "pname", "product_name"), ("数量（件）", "qty", "quantity"), ("单价（元）", "price", "unit_price"), ("金额(元)", "gross", "paid_amount"),
        ]),
        case("sheet: in ten thousands", trade(23, orders=30, most_lines=1), [
            ("单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("成交金额（万元）", money("order_paid", by=Decimal("0.0001")), "paid_amount order_paid"),
        ]),
        case("sheet: a typing slip in the headers", small, [
            ("定单编号", "order_no", "order_id"), ("下单日期", day(), "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("实付今额", "gross", "paid_amount"),
        ]),
        case("sheet: amounts and dates exchanged", small, [
            ("订单号", "order_no", "order_id"), ("金额", day(), ""), ("日期", "gross", ""), ("商品", "pname", "product_name"),
        ], ask=True),
        case("sheet: two amounts paid", trade(24, order_discounts=True), [
            ("订单号", "order_no", "order_id"), ("下单时间", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("实付金额", lambda r: r["order_paid"], "order_paid"), ("实收金额", lambda r: r["order_paid"] - 1, ""),
        ], ask=True),
    ]  # fmt: skip


def _english() -> list[Case]:
    full = trade(31, line_discounts=True, order_discounts=True, shipping=True, english=True)
    plain = trade(32, english=True)
    return [
        case("english: lines with totals", plain, [
            ("Order Number", "small_no", "order_id"), ("Order Date", day("%Y-%m-%d"), "ordered_at"), ("SKU", "sku", "sku"), ("Item Name", "pname", "product_name"), ("Qty", "qty", "quantity"), ("Unit Price", money("price", "${}"), "unit_price"),
            ("Line Total", money("gross", "${}"), "paid_amount"), ("Customer Name", "buyer", "customer_name"), ("State", "state", "region"),
        ]),
        case("english: order total repeated", full, [
            ("order_id", "order_no", "order_id"), ("OrderDate", "at", "ordered_at"), ("ProductName", "pname", "product_name"), ("Quantity", "qty", "quantity"), ("Price", "price", "unit_price"), ("Shipping", "freight", "order_shipping"),
            ("Total Paid", "order_paid", "order_paid"), ("CustomerEmail", "mail", "customer_id"),
        ]),
        case("english: gross, discount and net sales", trade(33, line_discounts=True, english=True), [
            ("Transaction ID", "order_no", "order_id"), ("Date", "at", "ordered_at"), ("Item", "pname", "product_name"), ("Category", "cat", "category"), ("Qty", "qty", "quantity"), ("Gross Sales", "gross", ""), ("Discounts", "line_disc", "discount"),
            ("Net Sales", "line_net", "paid_amount"),
        ]),
        case("english: an order total before and after", full, [
            ("Order #", "small_no", "order_id"), ("Created At", "at", "ordered_at"), ("Item", "pname", "product_name"), ("Quantity", "qty", "quantity"), ("Item Price", "price", "unit_price"), ("Discount Code", "memo", "coupon"),
            ("Order Total", "order_paid", "order_paid"), ("Ship Date", "shipped_at", ""),
        ]),
        case("english: purchases from suppliers", plain, [
            ("Invoice No", "order_no", "order_id"), ("Invoice Date", day(), "ordered_at"), ("Supplier", "brand", ""), ("Item", "pname", "product_name"), ("Quantity", "qty", "quantity"), ("Price", "cost", ""), ("Amount", "cost_total", ""),
        ], ask=True),
    ]  # fmt: skip


def _pinyin() -> list[Case]:
    plain = trade(41)
    return [
        case("pinyin: whole words", plain, [
            ("dingdanhao", "order_no", "order_id"), ("xiadanshijian", "at", "ordered_at"), ("shangpinmingcheng", "pname", "product_name"), ("shuliang", "qty", "quantity"), ("danjia", "price", "unit_price"), ("jine", "gross", "paid_amount"),
        ]),
        case("pinyin: initials of a database", plain, [
            ("DDBH", "order_no", "order_id"), ("XDSJ", "at", "ordered_at"), ("SPMC", "pname", "product_name"), ("SL", "qty", "quantity"), ("DJ", "price", "unit_price"), ("JE", "gross", "paid_amount"),
        ]),
    ]  # fmt: skip


def _bare() -> list[Case]:
    plain = trade(51)
    dice = random.Random(51)
    return [
        case("bare: letters for headers", plain, [
            ("A", "order_no", "order_id"), ("B", "at", "ordered_at"), ("C", "pname", "product_name"), ("D", "qty", "quantity"), ("E", "price", "unit_price"), ("F", "gross", "paid_amount"),
        ], ask=True),
        case("bare: nothing but numbers", plain, [(f"v{i}", lambda r: dice.randint(1, 9), "") for i in range(5)], ask=True),
    ]  # fmt: skip


def _other_kinds() -> list[Case]:
    goods = trade(61, orders=30, most_lines=1)
    return [
        case("products: a list of goods", goods, [
            ("商品编码", lambda r: r["order_no"], "product_id"), ("商品名称", "pname", "name"), ("分类", "cat", "category"), ("品牌", "brand", "brand"), ("售价", "price", "price"), ("成本价", "cost", "cost"), ("库存", "qty", ""),
        ], kind="products"),
        case("customers: members", goods, [
            ("会员卡号", "order_no", "customer_id"), ("姓名", "cust", "name"), ("手机号", "phone", "phone"), ("注册日期", day(), "joined_on"), ("会员等级", fixed("金卡"), ""), ("余额", "price", ""),
        ], kind="customers"),
        case("stock: a count", goods, [
            ("盘点日期", day(), "snapshot_on"), ("货号", "order_no", "product_id"), ("名称", "pname", ""), ("库存数量", "qty", "on_hand"), ("在途数量", "qty", "incoming"),
        ], kind="stock"),
    ]  # fmt: skip
