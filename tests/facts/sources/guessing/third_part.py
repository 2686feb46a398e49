"""A third set, of traps: written after both halves and never tuned on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.facts.sources.guessing.trade import Case, Trade, case, day, fixed, money, trade


def cases() -> list[Case]:
    """All of them."""
    return [*_amounts(), *_rows(), *_english(), *_others()]


def changed(made: Trade, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Trade:
    """The same trade with some things different in each row."""
    return replace(made, rows=[{**row, **change(row)} for row in made.rows])


def pieces(seed: int) -> Trade:
    """Every row is one piece, several pieces of one product make an order."""
    made = trade(seed, most_lines=1)
    rows = []
    for row in made.rows:
        for number in range(1, row["qty"] + 1):
            rows.append({**row, "line_no": number, "qty": 1, "gross": row["price"], "line_paid": row["price"], "order_paid": row["order_paid"]})  # fmt: skip
    return replace(made, rows=rows)


def _amounts() -> list[Case]:
    full = trade(201, line_discounts=True, order_discounts=True, shipping=True)
    plain = trade(202)
    off = trade(203, order_discounts=True)
    return [
        case("amounts: deposits and balances", full, [
            ("订单编号", "order_no", "order_id"), ("下单时间", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("定金", lambda r: r["order_paid"] / 10, ""), ("尾款", lambda r: r["order_paid"] * 9 / 10, ""), ("买家实付金额", "order_paid", "order_paid"),
        ]),
        case("amounts: paid by the row, total by the order", full, [
            ("订单号", "order_no", "order_id"), ("交易时间", "at", "ordered_at"), ("商品", "pname", "product_name"), ("购买数量", "qty", "quantity"), ("实付金额", "line_paid", "paid_amount"), ("订单总额", "order_paid", ""),
        ]),
        case("amounts: rows before an order's discount", off, [
            ("订单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("销售额", "gross", ""), ("订单优惠", "order_disc", ""),
        ], ask=True),
        case("amounts: due, reduced, received by the row", trade(204, line_discounts=True), [
            ("小票号", "order_no", "order_id"), ("时间", "at", "ordered_at"), ("品名", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("应收", "gross", ""), ("优惠", "line_disc", "discount"), ("实收", "line_net", "paid_amount"), ("付款方式", "pay_way", ""),
        ]),
        case("amounts: an amount without an explanation", off, [
            ("订单号", "order_no", "order_id"), ("日期", day(), "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("备用1", "line_paid", ""),
        ], ask=True),
        case("amounts: refunds greater than what is left", changed(trade(205, refunds=True), lambda r: {"left": r["order_paid"] - r["order_refund"]}), [
            ("订单编号", "order_no", "order_id"), ("创建时间", "at", "ordered_at"), ("实付金额", "left", ""), ("退款金额", "order_refund", ""),
        ], per_order=True, ask=True),
        case("amounts: in yuan and in fen", plain, [
            ("订单号", "order_no", "order_id"), ("时间", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("数量", "qty", "quantity"), ("实付金额（分）", lambda r: int(r["gross"] * 100), "paid_amount"),
        ]),
    ]  # fmt: skip


def _rows() -> list[Case]:
    plain = trade(211)
    gifts = changed(plain, lambda r: {"gift_price": r["price"] if r["line_no"] == 1 else Decimal(0), "gift_gross": r["gross"] if r["line_no"] == 1 else Decimal(0)})  # fmt: skip
    given = sum((row["gift_gross"] for row in gifts.rows), Decimal(0))
    one_price = changed(plain, lambda r: {"qty": 1, "ten": Decimal("10.00")})
    tens = Decimal(10) * len(plain.rows)
    each = pieces(212)
    return [
        case("rows: gifts after the first", gifts, [
            ("单号", "order_no", "order_id"), ("日期", "at", "ordered_at"), ("商品", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "gift_price", "unit_price"), ("实付金额", "gift_gross", "paid_amount order_paid"),
        ], totals=(given,)),
        case("rows: everything at one price", one_price, [
            ("单号", "order_no", "order_id"), ("日期", "at", "ordered_at"), ("商品", "pname", "product_name"), ("实付金额", "ten", "paid_amount"),
        ], totals=(tens,)),
        case("rows: one row a piece", each, [
            ("订单号", "order_no", "order_id"), ("日期", "at", "ordered_at"), ("商品", "pname", "product_name"), ("实付金额", "price", "paid_amount"),
        ], totals=(sum((row["price"] for row in each.rows), Decimal(0)),)),
        case("rows: one row a piece, with a price", each, [
            ("订单号", "order_no", "order_id"), ("日期", "at", "ordered_at"), ("商品", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("实付金额", "price", "paid_amount"),
        ], totals=(sum((row["price"] for row in each.rows), Decimal(0)),)),
        case("rows: of the buyer, not of the order", plain, [
            ("会员编号", "cust_id", "customer_id"), ("日期", "at", "ordered_at"), ("商品名称", "pname", "product_name"), ("金额", "gross", "paid_amount"),
        ], ask=True),
        case("rows: awaiting payment among them", changed(plain, lambda r: {"word": "等待买家付款" if r["small_no"] % 5 == 0 else "交易成功"}), [
            ("订单编号", "order_no", "order_id"), ("订单创建时间", "at", "ordered_at"), ("宝贝标题", "pname", "product_name"), ("购买数量", "qty", "quantity"), ("实付款", "order_paid", "order_paid"), ("订单状态", "word", "status"),
        ]),
        case("rows: the order number on the first row only", plain, [
            ("单号", "order_no", "order_id"), ("日期", "at", "ordered_at"), ("商品", "pname", "product_name"), ("数量", "qty", "quantity"), ("单价", "price", "unit_price"), ("金额", "gross", "paid_amount"),
        ], first_only=("单号", "日期"), ask=True),
    ]  # fmt: skip


def _english() -> list[Case]:
    plain = trade(221, english=True)
    full = trade(222, order_discounts=True, shipping=True, english=True)
    return [
        case("english: line totals and the order's", plain, [
            ("Invoice #", "order_no", "order_id"), ("Invoice Date", day("%B %d, %Y"), "ordered_at"), ("Item", "pname", "product_name"), ("Qty", "qty", "quantity"), ("Rate", "price", "unit_price"), ("Line total", "gross", "paid_amount"), ("Total", "order_paid", "order_paid"),
        ]),
        case("english: paid, yes or no", plain, [
            ("Order ID", "order_no", "order_id"), ("Date", "at", "ordered_at"), ("Item", "pname", "product_name"), ("Amount", "gross", "paid_amount"), ("Paid", lambda r: "yes" if r["small_no"] % 4 else "no", ""),
        ], ask=True),
        case("english: payment repeated under another name", full, [
            ("OrderNumber", "order_no", "order_id"), ("PlacedOn", "at", "ordered_at"), ("ItemSKU", "sku", "sku"), ("ItemName", "pname", "product_name"), ("ItemQty", "qty", "quantity"), ("ItemPrice", "price", "unit_price"), ("AmountPaid", "order_paid", "order_paid"), ("ShippingFee", "freight", "order_shipping"), ("ShipToName", "buyer", "customer_name"), ("ShipToState", "state", "region"),
        ]),
        case("english: a price before and a price after", trade(223, line_discounts=True, english=True), [
            ("Receipt", "order_no", "order_id"), ("Sold at", "at", "ordered_at"), ("Product", "pname", "product_name"), ("Units", "qty", "quantity"), ("List price", "price", "unit_price"), ("Net price", "net_price", "unit_price"), ("Net amount", "line_net", "paid_amount"),
        ]),
        case("english: signs and thousands", changed(plain, lambda r: {"big": r["gross"] * 100}), [
            ("Order Ref", "order_no", "order_id"), ("Ordered on", day("%d/%m/%Y"), "ordered_at"), ("Article", "pname", "product_name"), ("Amount paid (EUR)", money("big", "€{:,.2f}"), "paid_amount"),
        ], totals=(plain.goods_paid * 100,)),
    ]  # fmt: skip


def _others() -> list[Case]:
    goods = trade(231, orders=30, most_lines=1)
    return [
        case("others: members with what they spent", goods, [
            ("会员编号", "order_no", "customer_id"), ("会员姓名", "cust", "name"), ("手机号码", "phone", "phone"), ("累计消费金额", "order_paid", ""), ("最近消费", day(), ""), ("入会日期", day(key="at"), "joined_on"),
        ], kind="customers"),
        case("others: stock with its worth", goods, [
            ("库存日期", day(), "snapshot_on"), ("商品编码", "order_no", "product_id"), ("商品名称", "pname", ""), ("库存数量", "qty", "on_hand"), ("成本单价", "cost", ""), ("库存金额", "cost_total", ""),
        ], kind="stock"),
        case("others: prices seen elsewhere", goods, [
            ("采集时间", "at", "observed_at"), ("商品编码", "pid", "product_id"), ("竞店", fixed("隔壁店"), "seller"), ("竞品价格", "price", "price"),
        ], kind="prices"),
        case("others: notes that were posted", goods, [
            ("笔记ID", "pay_no", "post_id"), ("发布时间", "at", "posted_at"), ("标题", "pname", "text"), ("阅读量", "points", "reached"), ("点击数", "kinds", "clicks"),
        ], kind="posts"),
    ]  # fmt: skip
