"""Taobao and Tmall order lists (ExportOrderList): one row an order, its goods only as a title.

The first header is that of a real file; the later columns (退款金额, 打款商家金额, and since about 2025 买家实付金额 and
确认收货打款金额) are made from public programs that read the export; no real file with them was at hand. How payment and
refund are to be read is said in `taobao_list`. 打款商家金额 is not used for refunds, as it also moves with platform
coupons and fees: where it is less than the payment and no refund is shown, the owner is told how often.

The shop's name (店铺名称) is not taken as a store of its own: order numbers are unique in all of Taobao, and the list of
goods, which replaces these lines, does not name the shop; orders known by shop here would count twice there.
"""

from __future__ import annotations

from brain.facts.sources.base import Form
from brain.facts.sources.order_rows import CHECKS, COLUMNS, ShopSystem, lines
from brain.facts.sources.taobao_list import BUYER, CONTACT, ORDER_DUE, ORDER_FIELDS, settled
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

ROWS = f"""
    SELECT *,
           greatest(coalesce(goods_due, total_amount - coalesce(shipping, 0), 0), 0) AS gross, 0 AS claim,
           CAST(NULL AS DECIMAL(18,4)) AS unit_price, 'order' AS line_key, {cells.province("address")} AS region, {BUYER},
           CASE WHEN kinds = 1 THEN product_name END AS product_id, CAST(NULL AS VARCHAR) AS sku
    FROM ({settled("typed", ORDER_DUE)})"""

ORDERS = Form(
    table="order_line",
    fields=ORDER_FIELDS,
    relation=lines(ROWS, "row_no"),
    checks=(("misread", "bad_number:refund"), *CHECKS),
    columns=COLUMNS,
    identity=("order_id", "CASE WHEN part = 1 THEN 'shipping' ELSE 'order' END"),
    family="taobao",
    gives_way=True,
    contact=CONTACT,
    remarks=(
        (
            """count(*) FILTER (order_status = '交易成功' AND coalesce(try_cast(refund AS DOUBLE), 0) = 0
               AND try_cast(replace(payout, '元', '') AS DOUBLE) < try_cast(kept_amount AS DOUBLE) - 0.005)""",
            N_(
                "{count} finished orders were paid out to the shop with less than the buyer paid, and the list shows no refund for them: check whether part was refunded."
            ),
        ),
    ),
)

TAOBAO = ShopSystem("taobao", N_("Taobao order list"), ORDERS)
