"""Files written after the rules were settled, and never tuned on: the half that shows what the rules are worth.

Headers as they are known from public documentation of shop systems, from databases and from people's own sheets.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.facts.sources.guessing.trade import Case, Trade, case, day, fixed, money, trade

TAX = Decimal("1.13")


def cases() -> list[Case]:
    """All of them."""
    return [
        *_erp(),
        *_tills(),
        *_marketplaces(),
        *_sheets(),
        *_english(),
        *_pinyin(),
        *_not_sales(),
        *_other_kinds(),
    ]


def _erp() -> list[Case]:
    plain = trade(101)
    full = trade(102, line_discounts=True, order_discounts=True, shipping=True, refunds=True)
    lines = trade(103, line_discounts=True)
    taxed = sum((row["gross"] for row in plain.rows), Decimal(0)) * TAX
    return [
        case("erp: dotted names of lines", plain, [
            ("行状态", fixed("已完成"), "status"), ("ID", "seq", ""), ("单据类型", fixed("标准销售"), ""), ("单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("客户名称", "cust", "customer_name"), ("业务员", "staff", ""),
            ("行号", "line_no", "line_no"), ("品牌", "brand", ""), ("货号", "pid", "product_id"), ("品名", "pname", "product_name"), ("规格", "spec", ""), ("单价", "price", "unit_price"), ("数量", "qty", "quantity"),
            ("销售订单行.价税合计", "gross", "paid_amount"),
        ]),
        case("erp: both the share of the line and the order's payment", full, [
            ("店铺编号", "store", "store"), ("原始单号", "long_no", "order_id"), ("平台状态", fixed("已完成"), "status"), ("下单时间", "at", "ordered_at"), ("支付时间", "paid_at", "paid_at"), ("客户网名", "nick", "customer_id customer_name"), ("收件人", "cust", "customer_name"),
            ("省份", "prov", "region"), ("城市", "city", ""), ("地址详情", "addr", ""), ("手机", "phone", "customer_id"), ("邮费", "freight", "order_shipping"), ("已付", "order_paid", "order_paid"), ("子订单编号", "sub_no", ""), ("货品名称", "pname", "product_name"),
            ("货品数量", "qty", "quantity"), ("标价", "price", "unit_price"), ("优惠", "all_disc", "discount"), ("分摊后总价", "line_paid", "paid_amount"),
        ]),
        case("erp: payable and paid of the order, amount of the line", full, [
            ("内部订单号", "small_no", "order_id"), ("线上订单号", "long_no", "order_id"), ("订单日期", "at", "ordered_at"), ("付款日期", "paid_at", "paid_at"), ("买家账号", "nick", "customer_id"), ("应付金额", "order_paid", "order_paid"), ("已付金额", "order_paid", "order_paid"),
            ("运费", "freight", "order_shipping"), ("省份", "prov", "region"), ("商品编码", "sku", "product_id"), ("商品名称", "pname", "product_name"), ("颜色规格", "spec", ""), ("数量", "qty", "quantity"), ("商品单价", "price", "unit_price"), ("商品金额", "gross", ""), ("物流单号", "track", ""),
        ]),
        case("erp: before and after a rate of discount", lines, [
            ("录单日期", day(), "ordered_at"), ("单据编号", "order_no", "order_id"), ("往来单位", "cust", "customer_name"), ("经手人", "staff", ""), ("商品全名", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("金额", "gross", ""),
            ("折扣", "rate", ""), ("折后单价", "net_price", "unit_price"), ("折后金额", "line_net", "paid_amount"), ("备注", "memo", ""),
        ]),
        case("erp: a shop's database", full, [
            ("ordersn", "order_no", "order_id"), ("createtime", lambda r: int(r["at"].timestamp()), "ordered_at"), ("goodsprice", "order_gross", ""), ("dispatchprice", "freight", ""), ("price", "order_paid", "order_paid paid_amount"), ("discountprice", "order_all_disc", "discount"), ("status", fixed("3"), ""),
        ], per_order=True),
        case("erp: tax on top of the amount", plain, [
            ("日期", day(), "ordered_at"), ("单据编号", "order_no", "order_id"), ("客户", "cust", "customer_name"), ("产品代码", "pid", "product_id"), ("产品名称", "pname", "product_name"), ("规格型号", "spec", ""), ("数量", "qty", "quantity"), ("销售单价", "price", "unit_price"),
            ("销售金额", "gross", ""), ("税率", fixed("13%"), ""), ("税额", lambda r: r["gross"] * TAX - r["gross"], ""), ("价税合计", lambda r: r["gross"] * TAX, "paid_amount"),
        ], totals=(taxed,)),
        case("erp: numbers cut short by a spreadsheet", plain, [
            ("订单编号", lambda r: f"{float(r['long_no'] + '1234'):.5E}".replace("E+0", "E+"), ""), ("下单时间", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("实付金额", "gross", "paid_amount"),
        ], ask=True),
    ]  # fmt: skip


def _tills() -> list[Case]:
    plain = trade(111)
    off = trade(112, order_discounts=True)
    voided = case("till: void receipts", plain, [
        ("小票编号", "order_no", "order_id"), ("销售日期", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("金额", "gross", "paid_amount"),
        ("是否作废", lambda r: "是" if r["small_no"] % 10 == 0 else "否", ""),
    ], ask=True)  # fmt: skip
    return [
        case("till: what was received for the line", trade(113, line_discounts=True), [
            ("流水号", "order_no", "order_id"), ("销售时间", "at", "ordered_at"), ("收银员", "staff", ""), ("商品名称", "pname", "product_name"), ("商品条码", "barcode", "product_id sku"), ("销售数量", "qty", "quantity"), ("商品原价", "price", "unit_price"), ("商品总价", "gross", ""),
            ("实收金额", "line_net", "paid_amount"), ("利润", lambda r: r["line_net"] - r["cost_total"], ""),
        ]),
        case("till: a restaurant's bills", off, [
            ("订单编号", "order_no", "order_id"), ("下单时间", "at", "ordered_at"), ("结账时间", "paid_at", "paid_at"), ("桌台", fixed("大厅3"), ""), ("人数", fixed(3), ""), ("订单金额", "order_gross", ""), ("优惠金额", "order_disc", "discount"), ("实收金额", "order_paid", "paid_amount order_paid"),
        ], per_order=True),
        case("till: dishes", plain, [
            ("账单号", "order_no", "order_id"), ("点菜时间", "at", "ordered_at"), ("菜品名称", "pname", "product_name"), ("分类", "cat", "category"), ("单价", "price", "unit_price"), ("份数", "qty", "quantity"), ("小计", "gross", "paid_amount"), ("服务员", "staff", ""),
        ]),
        case("till: refunds as rows of a type", trade(114, line_discounts=True, english=True), [
            ("Date", "at", "ordered_at"), ("Receipt number", "order_no", "order_id"), ("Receipt type", lambda r: "Refund" if r["small_no"] % 9 == 0 else "Sale", ""), ("Category", "cat", "category"), ("SKU", "sku", "sku"), ("Item", "pname", "product_name"), ("Quantity", "qty", "quantity"),
            ("Gross sales", "gross", ""), ("Discounts", "line_disc", "discount"), ("Net sales", "line_net", "paid_amount"), ("Cost of goods", "cost_total", ""), ("Cashier name", "staff", ""), ("Store", "store", "store"),
        ], ask=True),
        voided,
        case("till: money paid into cards among the sales", plain, [
            ("单号", "order_no", "order_id"), ("时间", "at", "ordered_at"), ("业务", lambda r: "充值" if r["small_no"] % 7 == 0 else "消费", ""), ("会员", "cust", "customer_name"), ("实收", "order_paid", "paid_amount order_paid"),
        ], per_order=True, ask=True),
    ]  # fmt: skip


def _marketplaces() -> list[Case]:
    full = trade(121, shipping=True, english=True)
    off = trade(122, order_discounts=True, shipping=True, english=True)
    head = ("Financial Status", "Paid at", "Currency", "Subtotal", "Shipping", "Total", "Created at")
    return [
        case("marketplace: an auction house", full, [
            ("Sales Record Number", "small_no", "order_id"), ("Order Number", "long_no", "order_id"), ("Buyer Username", "nick", "customer_id"), ("Buyer Name", "buyer", "customer_name"), ("Item Title", "pname", "product_name"), ("Custom Label", "sku", ""), ("Quantity", "qty", "quantity"),
            ("Sold For", money("price", "${}"), ""), ("Shipping And Handling", money("freight", "${}"), "order_shipping"), ("Total Price", money("order_paid", "${}"), "order_paid"), ("Sale Date", day("%b-%d-%y"), "ordered_at"), ("Paid On Date", day("%b-%d-%y", "paid_at"), "paid_at"), ("Tracking Number", "track", ""),
        ]),
        case("marketplace: handmade things", off, [
            ("Sale Date", day("%m/%d/%y"), "ordered_at"), ("Order ID", "long_no", "order_id"), ("Buyer User ID", "nick", "customer_id"), ("Full Name", "buyer", "customer_name"), ("Number of Items", "pieces", ""), ("Payment Method", "pay_way", ""), ("Date Shipped", day("%m/%d/%y", "shipped_at"), ""),
            ("Order Value", "order_net", ""), ("Coupon Code", "memo", "coupon"), ("Discount Amount", "order_disc", "discount"), ("Shipping", "freight", "order_shipping"), ("Sales Tax", fixed("0.00"), ""), ("Order Total", "order_paid", "order_paid"), ("Card Processing Fees", "tax", ""),
        ], per_order=True),
        case("marketplace: order values on the first row only, the date too", full, [
            ("Order ID", "small_no", "order_id"), ("Financial Status", fixed("paid"), "status"), ("Paid at", "paid_at", "paid_at ordered_at"), ("Currency", fixed("USD"), ""), ("Subtotal", "order_net", ""), ("Shipping", "freight", "order_shipping"), ("Total", "order_paid", "order_paid"), ("Created at", "at", "ordered_at"),
            ("Lineitem quantity", "qty", "quantity"), ("Lineitem name", "pname", "product_name"), ("Lineitem price", "price", "unit_price"),
        ], first_only=head, ask=True),
        case("marketplace: the item price is the row's", trade(123, english=True), [
            ("amazon-order-id", "long_no", "order_id"), ("purchase-date", day("%Y-%m-%dT%H:%M:%S+00:00"), "ordered_at"), ("order-status", fixed("Shipped"), "status"), ("sku", "sku", "sku"), ("product-name", "pname", "product_name"), ("quantity", "qty", "quantity"), ("currency", fixed("USD"), ""), ("item-price", "gross", "paid_amount unit_price"),
            ("item-tax", fixed("0.00"), ""), ("ship-state", "state", "region"),
        ]),
        case("marketplace: yuan and dollars", full, [
            ("订单号", "long_no", "order_id"), ("订单创建时间", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("订单总价(USD)", "order_paid", ""), ("订单总价(CNY)", lambda r: r["order_paid"] * 7, ""),
        ], ask=True),
    ]  # fmt: skip


def _sheets() -> list[Case]:
    small = trade(131, orders=25, most_lines=2)
    single = trade(132, orders=40, most_lines=1)
    return [
        case("sheet: a list from a chat group", single, [
            ("序号", "seq", ""), ("昵称", "nick", "customer_id"), ("商品", "pname", "product_name"), ("数量", "qty", "quantity"), ("金额", "gross", "paid_amount"), ("下单时间", "at", "ordered_at"),
        ]),
        case("sheet: traditional characters", small, [
            ("訂單編號", "order_no", "order_id"), ("訂單日期", day("%Y/%m/%d"), "ordered_at"), ("商品名稱", "pname", "product_name"), ("數量", "qty", "quantity"), ("單價", money("price", "NT${}"), "unit_price"), ("小計", money("gross", "NT${}"), "paid_amount"), ("會員名稱", "cust", "customer_name"),
        ]),
        case("sheet: in the owner's own words", single, [
            ("日期", day("%Y年%m月%d日"), "ordered_at"), ("谁买的", "cust", "customer_name"), ("买了什么", "pname", "product_name"), ("几个", "qty", "quantity"), ("多少钱", "gross", "paid_amount"), ("单子编号", "small_no", "order_id"),
        ]),
        case("sheet: a price that is the row's", single, [
            ("单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("商品", "pname", "product_name"), ("数量", "qty", "quantity"), ("价格", "gross", "paid_amount"),
        ]),
        _few_orders_of_two(),
        case("sheet: a sum at the end, blanks and signs", small, [
            (" 单 号 ", "order_no", "order_id"), ("★日期", day("%Y.%m.%d"), "ordered_at"), ("商品名称*", "pname", "product_name"), ("数 量", lambda r: f" {r['qty']} ", "quantity"), ("单价￥", money("price", "￥{}"), "unit_price"), ("实收（¥）", money("gross", "￥{}"), "paid_amount"),
        ]),
        case("sheet: cents", single, [
            ("order_no", "order_no", "order_id"), ("created_at", "at", "ordered_at"), ("title", "pname", "product_name"), ("num", "qty", ""), ("paid_amount_cents", lambda r: int(r["order_paid"] * 100), "paid_amount"),
        ]),
        case("sheet: quantity of the whole order", trade(133), [
            ("订单号", "order_no", "order_id"), ("下单时间", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "pieces", ""), ("单价", "price", "unit_price"),
        ], ask=True),
    ]  # fmt: skip


def _few_orders_of_two() -> Case:
    """Fifty orders, of which hardly any has two rows: whose amount it is, the rows do not prove."""
    made = trade(134, orders=50, most_lines=2)
    kept = {row["order_no"] for row in made.rows if row["line_no"] == 2}
    spare = sorted(kept)[2:]
    rows = [row for row in made.rows if row["order_no"] not in spare]
    thin = Trade(rows, made.orders)
    return case("sheet: hardly any order of two rows", thin, [
        ("单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("商品", "pname", "product_name"), ("实付", "order_paid", "order_paid"),
    ])  # fmt: skip


def _english() -> list[Case]:
    plain = trade(141, english=True)
    off = trade(142, order_discounts=True, shipping=True, english=True)
    return [
        case("english: invoice lines without an amount", plain, [
            ("InvoiceNo", "small_no", "order_id"), ("StockCode", "pid", "product_id"), ("Description", "pname", "product_name"), ("Quantity", "qty", "quantity"), ("InvoiceDate", day("%m/%d/%Y %H:%M"), "ordered_at"), ("UnitPrice", "price", "unit_price"), ("CustomerID", "cust_id", "customer_id"), ("Country", fixed("Germany"), "region"),
        ]),
        case("english: short names", plain, [
            ("Sale #", "small_no", "order_id"), ("When", "at", "ordered_at"), ("Product", "pname", "product_name"), ("Pcs", "qty", "quantity"), ("Price/USD", "price", "unit_price"), ("Amt", "gross", "paid_amount"), ("Client", "buyer", "customer_name"),
        ]),
        case("english: payments of a card processor", plain, [
            ("id", "pay_no", "order_id"), ("Created (UTC)", "at", "ordered_at"), ("Amount", "order_paid", "paid_amount order_paid"), ("Amount Refunded", fixed("0.00"), "refund_amount order_refund"), ("Currency", fixed("usd"), ""), ("Fee", "tax", ""), ("Customer Email", "mail", "customer_id"), ("Status", fixed("Paid"), "status"),
        ], per_order=True),
        case("english: subtotal, discount, shipping, tax, total", off, [
            ("Order No", "order_no", "order_id"), ("Date", day("%d %b %Y"), "ordered_at"), ("Subtotal", "order_net", ""), ("Discount", "order_disc", "discount"), ("Shipping", "freight", "order_shipping"), ("Tax", fixed("0.00"), ""), ("Total", "order_paid", "order_paid paid_amount"),
        ], per_order=True),
        case("english: decimal commas", plain, [
            ("Order Number", "small_no", "order_id"), ("Order Date", day("%d.%m.%Y"), "ordered_at"), ("Product Name", "pname", "product_name"), ("Quantity", "qty", "quantity"), ("Unit Price", lambda r: str(r["price"]).replace(".", ","), "unit_price"), ("Total Paid", lambda r: str(r["gross"]).replace(".", ","), "paid_amount"),
        ]),
        case("english: sales of the day by product", plain, [
            ("Date", day(), "ordered_at"), ("Product", "pname", "product_name"), ("Units sold", "qty", "quantity"), ("Revenue", "gross", "paid_amount"),
        ], ask=True),
    ]  # fmt: skip


def _pinyin() -> list[Case]:
    plain = trade(151)
    return [
        case("pinyin: initials", plain, [
            ("djbh", "order_no", "order_id"), ("rq", "at", "ordered_at"), ("spbh", "pid", "product_id"), ("spmc", "pname", "product_name"), ("sl", "qty", "quantity"), ("dj", "price", "unit_price"), ("zje", "gross", "paid_amount"), ("hyh", "cust_id", "customer_id"),
        ]),
        case("pinyin: words with strokes", plain, [
            ("ding_dan_hao", "order_no", "order_id"), ("xia_dan_shi_jian", "at", "ordered_at"), ("shang_pin_ming_cheng", "pname", "product_name"), ("shu_liang", "qty", "quantity"), ("shi_fu_jin_e", "order_paid", "order_paid"),
        ]),
        case("bare: numbered columns", plain, [
            ("列1", "order_no", "order_id"), ("列2", "at", "ordered_at"), ("列3", "pname", "product_name"), ("列4", "qty", "quantity"), ("列5", "price", "unit_price"), ("列6", "order_paid", "order_paid"),
        ], ask=True),
    ]  # fmt: skip


def _not_sales() -> list[Case]:
    plain = trade(161)
    return [
        case("not sales: goods received", plain, [
            ("入库单号", "order_no", "order_id"), ("供应商", "brand", ""), ("入库日期", day(), "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "cost", ""), ("金额", "cost_total", ""),
        ], ask=True),
        case("not sales: an account statement", plain, [
            ("账务流水号", "pay_no", "order_id"), ("商户订单号", "order_no", "order_id"), ("商品名称", "pname", "product_name"), ("发生时间", "at", "ordered_at"), ("对方账号", "mail", ""), ("收入金额", "gross", ""), ("支出金额", fixed("0.00"), ""), ("账户余额", lambda r: 10000 + r["seq"], ""),
        ], ask=True),
        case("not sales: sums by product", replace_orders(plain), [
            ("商品编码", "order_no", "product_id"), ("商品名称", "pname", "name"), ("销售数量", "qty", ""), ("销售额", "gross", ""), ("成本", "cost_total", ""), ("毛利", lambda r: r["gross"] - r["cost_total"], ""),
        ], ask=True, kind="products"),
        case("not sales: returns of goods", plain, [
            ("退款单号", "pay_no", ""), ("订单编号", "order_no", "order_id"), ("申请时间", "at", "ordered_at"), ("退款金额", "line_paid", "refund_amount"), ("退款状态", fixed("退款成功"), ""),
        ], ask=True),
    ]  # fmt: skip


def replace_orders(made: Trade) -> Trade:
    """The same rows, one an order."""
    return replace(made, rows=[{**row, "line_no": 1} for row in made.rows])


def _other_kinds() -> list[Case]:
    goods = trade(171, orders=30, most_lines=1)
    return [
        case("products: a web shop's catalogue", goods, [
            ("ID", "small_no", "product_id"), ("Type", fixed("simple"), ""), ("SKU", "order_no", "product_id sku"), ("Name", "pname", "name"), ("Published", fixed("1"), "status"), ("Regular price", "price", "price"), ("Categories", "cat", "category"), ("Stock", "qty", ""),
        ], kind="products"),
        case("reviews: of buyers", goods, [
            ("评价时间", "at", "reviewed_at"), ("评价ID", "pay_no", "review_id"), ("商品ID", "pid", "product_id"), ("星级", "kinds", "rating"), ("内容", fixed("很好用"), "text"), ("买家", "nick", "customer_id"),
        ], kind="reviews"),
        case("events: a log", goods, [
            ("event_id", "pay_no", "event_id"), ("user_id", "cust_id", "customer_id"), ("item_id", "pid", "product_id"), ("behavior_type", fixed("pv"), "type"), ("timestamp", "at", "happened_at"),
        ], kind="events"),
        case("promotions: of the year", goods, [
            ("活动编号", "order_no", "promotion_id"), ("活动名称", fixed("双十一"), "name"), ("活动类型", fixed("满减"), "kind"), ("开始时间", "at", "starts_at"), ("结束时间", "done_at", "ends_at"), ("折扣率", fixed("0.2"), "discount_rate"),
        ], kind="promotions"),
        case("stock: what is there", goods, [
            ("SKU", "order_no", "product_id sku"), ("Name", "pname", ""), ("Available", "qty", "on_hand"), ("As of", day(), "snapshot_on"),
        ], kind="stock"),
        case("customers: of a web shop", goods, [
            ("Customer ID", "order_no", "customer_id"), ("First Name", "buyer", "name"), ("Email", "mail", "email"), ("Phone", "phone", "phone"), ("Accepts Marketing", fixed("yes"), "consent"), ("Registered", day(), "joined_on"),
        ], kind="customers"),
    ]  # fmt: skip
