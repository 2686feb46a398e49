"""The words by which columns are known: concept -> header words in Chinese (simplified) and English.

A concept is what a column is about, whether or not our facts have a place for it: that a column is a tracking number
matters as much as that another is an order number. Full pinyin and initials follow from the Chinese words; a few
customary abbreviations stand here. Which concept serves which field says `fields.py`.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    """Words divided by a bar or a line end."""
    return tuple(word.strip() for line in text.splitlines() for word in line.split("|") if word.strip())


ORDER_WORDS: dict[str, tuple[str, ...]] = {
    "order_id": _words(
        """订单号|订单编号|订单id|订单|单号|单据号|单据编号|单据编码|交易号|交易单号|交易编号|交易订单号|流水号|流水单号|交易流水号|销售流水号
        小票号|小票编号|小票|小票流水号|销售单号|销售单|销售单编号|销售订单号|销货单号|零售单号|开单号|收银单号|账单号|账单编号|结账单号
        平台单号|平台订单号|平台订单编号|原始单号|原始订单号|线上单号|线上订单号|网店订单号|店铺单号|内部订单号|内部单号|系统单号|系统订单号
        主订单编号|主订单号|父订单号|外部订单号|外部单号|商户订单号|凭证号|票号|业务单号|消费单号|营业流水号|单子编号|订购单号|订货单号
        order id|order no|order number|order|order ref|order reference|order name|order code|order sn|ord no|ord id|sales order|sales order no|sales order number
        receipt no|receipt number|receipt id|receipt|invoice no|invoice number|invoice|invoice id|transaction id|transaction no|transaction number
        transaction|ticket no|ticket number|ticket|sale id|sale no|sale number|bill no|bill number|check number|check no|docket no|document number
        document no|doc no|voucher no|tid|txn id|trans id|ddbh|ddh|lsh|xsdh|xph|djbh"""
    ),
    "sub_order": _words(
        "子订单编号|子订单号|子订单id|子单号|子交易号|订单明细id|明细编号|明细id|detail id|line item id|order item id|order line id|sub order id|sub order no|oid"
    ),
    "other_id": _words(
        """支付单号|支付流水号|支付交易号|支付宝交易号|微信支付单号|付款单号|收款单号|退款编号|退款单号|售后单号|快递单号|运单号|物流单号|面单号|发货单号
        发票号|发票号码|发票编号|税号|身份证|身份证号|邮编|批次号|批号|合同号|设备号|终端号|机号|原订单号|关联单号|
        payment id|payment reference|payment ref|tracking no|tracking number|tracking|waybill|tracking code|refund id|return id|rma|zip|postcode
        zip code|postal code|batch no|serial no|serial number|terminal id|terminal|tax id|shipment id|original order"""
    ),
    "line_no": _words(
        "行号|序号|明细序号|明细行号|行次|项次|子单序号|商品行号|line no|line number|line|line #|seq|sequence|line item no|row no|row"
    ),
    "order_time": _words(
        """下单时间|订单时间|订单日期|下单日期|创建时间|订单创建时间|创建日期|交易时间|交易日期|成交时间|成交日期|销售时间|销售日期|开单时间|开单日期
        单据日期|单据时间|拍下时间|拍单时间|拍单日期|收银时间|消费时间|消费日期|售出日期|售出时间|卖出日期|卖出时间|营业日期|业务日期|制单日期|制单时间|录单时间|买的日期|录单日期|点菜时间
        订购时间|订购日期|购买时间|购买日期|订货日期|出单时间|下单日|点单时间|点餐时间
        order date|order time|ordered at|ordered on|created at|created|date created|creation date|order created|sale date|sales date|sold on|sold at
        date sold|transaction date|transaction time|purchase date|purchased at|purchase time|invoice date|receipt date|date of sale|date ordered|create time|add time|order create time
        order placed|placed at|placed on|checkout time|order datetime|date and time|xdsj|xsrq|ddsj"""
    ),
    "time": _words("日期|时间|年月日|rq|sj|date|time|datetime|date time|timestamp|day|when"),
    "clock_time": _words("时分|时刻|钟点|time of day|hour|小时|时段"),
    "paid_time": _words(
        "付款时间|支付时间|付款日期|支付日期|收款时间|收款日期|订单付款时间|订单支付时间|结账时间|买单时间|paid at|payment date|payment time|paid on|date paid|paid time|paid date|fksj|zfsj"
    ),
    "refund_time": _words("退款时间|退款日期|退货时间|退货日期|refunded at|refund date|refund time|return date"),
    "other_time": _words(
        """发货时间|发货日期|收货时间|签收时间|完成时间|完成日期|订单完成时间|确认收货时间|关闭时间|审核时间|审核日期|打印时间|修改时间|更新时间|最后修改时间
        预约时间|送达时间|到期日|到期日期|生产日期|保质期|有效期|到账时间|结算时间|取消时间|预计发货时间|出库时间|交货日期|最近消费|最近购买|生日|出生日期
        shipped at|ship date|shipping date|shipped date|delivered at|fulfilled at|updated at|modified|last modified|completed at|closed at|cancelled at
        due date|delivery date|expected delivery|print time|expiry date|date shipped|date delivered|ship by|deliver by|birthday|last order|last visit
        fhsj|fhrq"""
    ),
    "order_status": _words(
        "订单状态|交易状态|付款状态|支付状态|单据状态|order status|payment status|financial status|transaction status|ddzt"
    ),
    "status": _words("状态|status|zt"),
    "other_status": _words(
        """发货状态|物流状态|退款状态|售后状态|审核状态|打印状态|发票状态|配送状态|开票状态|评价状态|是否开票|是否发货|出库状态
        fulfillment status|shipping status|refund status|delivery status|return status|tracking status|fulfilment status"""
    ),
    "product_id": _words(
        """商品编号|商品编码|商品id|商品代码|产品编号|产品编码|产品id|产品代码|货号|款号|货品编号|货品编码|物料编码|物料编号|存货编码|存货编号|品号|宝贝id
        款式编码|商品款号|宝贝编码|商品货号|菜品编码|菜品编号|商品号|货品代码|品目编码
        product id|product code|product no|product number|item id|item code|item no|item number|article no|article number|style no|style code|goods id
        goods sn|goods no|part number|part no|stock code|plu|asin|item #|product #|spbh|spbm|spid|hh|cpbh"""
    ),
    "sku": _words(
        "sku|sku编码|规格编码|skuid|规格编号|商家编码|sku编号|外部编码|商品规格编码|规格商家编码|商家sku|variant sku|sku code|sku no|seller sku|merchant sku|variant id|product sku|item sku|lineitem sku"
    ),
    "barcode": _words("条码|条形码|商品条码|商品条形码|国际条码|69码|barcode|bar code|ean|upc|gtin|isbn|sptm"),
    "spec": _words(
        """规格|规格名称|商品规格|颜色|尺码|颜色规格|颜色尺码|属性|型号|销售属性|商品属性|规格型号|口味|单位|计量单位|重量|体积|净重|毛重|做法|备选规格
        variant|size|color|colour|spec|specification|options|option|unit|uom|unit of measure|weight|model|flavour|flavor|variation|modifiers"""
    ),
    "product_name": _words(
        """商品名称|商品名|品名|产品名称|产品名|产品|商品|宝贝标题|宝贝名称|商品标题|货品名称|货品|存货名称|物料名称|菜品|菜名|菜品名称|项目|项目名称|服务项目
        商品信息|品名规格|款式|款式名称|货名|品项|商品全名|货物名称|宝贝|买了什么|东西|卖的什么
        product name|product|item|item name|product title|title|description|item description|product description|goods|goods name|article|lineitem name
        menu item|particulars|item title|article name|what|product ordered|items|spmc|cpmc|pm|sp"""
    ),
    "name": _words("名称|名字|标题|name|mc"),
    "code": _words("编号|编码|代码|code|id|no|number|bh|bm"),
    "category": _words(
        "分类|类别|类目|品类|商品分类|商品类别|商品类目|大类|中类|小类|一级分类|所属分类|产品分类|产品类别|货品分类|菜品分类|品类名称|分类名称|category|product category|product type|department|category name|item category|cat|fl|lb"
    ),
    "brand": _words("品牌|牌子|品牌名称|商品品牌|brand|brand name|manufacturer|make|pp"),
    "quantity": _words(
        """数量|购买数量|商品数量|件数|销售数量|销量|下单数量|订购数量|宝贝数量|货品数量|商品件数|购买件数|份数|个数|出库数量|实发数量|数目|卖了几个|几件|几个|销售件数
        订货数量|订单数量|点单数量|购买量|成交数量|成交件数
        qty|quantity|goods num|buy num|cart num|quantity ordered|qty ordered|ordered quantity|units|pcs|pieces|item quantity|qty sold|units sold|quantity sold|quantity purchased
        qty purchased|lineitem quantity|number of units|no of units|item qty|order qty|order quantity|sl|gmsl|spsl"""
    ),
    "other_quantity": _words(
        """种类数|商品种类|宝贝种类|宝贝种类数|商品种类数|品种数|sku数|sku数量|退货数量|退款数量|赠品数量|箱数|行数|包裹数|包裹数量|宝贝总数量|商品总数|商品总数量|总件数
        总数量|商品种数|积分数|人数|就餐人数|用餐人数
        lines|number of lines|product count|refunded quantity|returned qty|qty returned|quantity refunded|item count|total items|total quantity
        total qty|no of items|number of items|number of products|fulfilled quantity|qty shipped|guests|covers"""
    ),
    "unit_price": _words(
        """单价|成交单价|销售单价|商品单价|成交价|实际单价|售价|销售价|价格|商品价格|折后单价|实售价|含税单价|折后价|现价|实售单价|卖价|宝贝价格|零售单价|售出单价
        成交价格|销售价格|优惠后单价|多少钱一个
        unit price|price|item price|price each|price per unit|unit selling price|sale price|selling price|sold price|each|lineitem price|price per item
        product price|dj|xsdj|spdj"""
    ),
    "shelf_price": _words("零售价|标准价|标准售价|标准单价|retail price|regular price|shelf price|base price|lsj"),
    "list_price": _words(
        """原价|标价|市场价|吊牌价|划线价|建议零售价|指导价|门市价|商品原价|会员价|批发价|最低价|商品标价|原单价|吊牌单价
        original price|list price|msrp|rrp|compare at price|market price|full price|catalog price|wholesale price|member price|yj"""
    ),
    "cost": _words(
        """成本|成本价|进价|进货价|采购价|成本单价|成本金额|进货单价|采购单价|供货价|结算价|总成本|商品成本|成本合计|进货金额|采购金额
        cost|unit cost|cost price|purchase price|cogs|cost per item|total cost|cost of goods|cost amount|landed cost|cbj|jj"""
    ),
    "discount": _words(
        """优惠|优惠金额|折扣金额|折扣额|折扣|让利|让利金额|减免|减免金额|优惠额|商品优惠|立减|已优惠|分摊优惠|优惠分摊|单品优惠|单品折扣|行折扣|折让|折让金额
        优惠合计|优惠总额|打折金额|省了多少|便宜了
        discount|discount amount|discounts|total discount|line discount|item discount|discount value|amount off|discounts applied|yhje|zkje"""
    ),
    "order_discount": _words(
        """整单优惠|整单折扣|满减|满减优惠|活动优惠|店铺优惠|平台优惠|促销优惠|优惠券金额|优惠券抵扣|红包抵扣|店铺优惠券|平台优惠券|抹零|抹零金额|订单优惠|订单优惠金额|积分抵扣|红包|补贴|平台补贴|商家补贴|红包金额|改价|手工改价
        order discount|cart discount|coupon amount|coupon discount|promo discount|promotion discount|seller discount|platform discount|voucher amount"""
    ),
    "discount_rate": _words(
        "折扣率|折数|折扣力度|折扣比例|优惠幅度|优惠比例|打几折|让利率|discount rate|discount %|discount pct|discount percent|discount percentage|off %|% off"
    ),
    "paid": _words(
        """实付|实付金额|实付款|实付款金额|实际支付|实际支付金额|实际付款|实际付款金额|实收|实收金额|实收款|付款金额|支付金额|已付|已付金额|已付款金额|成交金额|成交额
        买家实付|买家实付金额|买家实际支付金额|客户实付|顾客实付|顾客实付金额|用户实付|实付额|支付额|付款额|收款金额|收款额|实际成交金额|实际收款|实收额|客户实付金额
        用户实付金额|收了多少钱|收的钱|付了多少|实际金额
        paid|amount paid|paid amount|price paid|total paid|payment amount|paid total|payment|payment total|received amount|amount received|customer paid
        paid price|total payment|buyer paid|sfje|sf|ssje|sfk|zfje|cjje"""
    ),
    "line_net": _words(
        """折后金额|折后总价|优惠后金额|净额|净销售额|分摊后金额|分摊金额|实付分摊|商品实付|商品实付金额|子订单实付|子订单实付金额|实售金额|折后小计|实销金额|让利后金额
        商品成交金额|分摊后总价|商品实付小计|实付小计|折后额|商品实际成交金额|分摊实付|分摊实付金额|子订单金额
        net sales|net amount|discounted total|net total|net|net line total|net price total|amount after discount|total after discount|zhje"""
    ),
    "amount": _words(
        """金额|小计|合计|总额|总金额|销售额|销售金额|销售收入|总价|总计|金额小计|营业额|多少钱|钱|货款|价税合计|含税金额|销售总额|共计|价款|商品小计|金额合计|一共|总共|销售总价
        amount|total|line total|subtotal|sub total|total price|sum|total amount|sales|sales amount|revenue|ext price|extended price|extended amount
        lineitem total|value|total fee|total sales|item total|item subtotal|line amount|item amount|row total|sales value|sales total|je|xj|hj|zje|xse|xsje"""
    ),
    "payable": _words(
        """应付|应付金额|应收|应收金额|应付款|应收款|应付总额|应收总额|应付货款|买家应付货款|应付款金额|应收合计|应付合计
        payable|amount due|total due|amount payable|due amount|yfje|ysje"""
    ),
    "gross": _words(
        """商品总价|商品总额|原价金额|原价合计|商品金额|吊牌额|吊牌金额|订单原价|折前金额|优惠前金额|商品原总价|标价金额|总原价|商品总金额|原价总额|原总价|原价小计
        折前小计|零售金额|应售金额
        gross sales|gross amount|gross|amount before discount|subtotal before discount|list amount|gross total|gross revenue|list total|spje"""
    ),
    "order_paid": _words(
        """订单实付|订单实付金额|订单实收|订单支付金额|订单付款金额|整单实付|整单实收|整单实付金额|订单实际支付|订单实收金额|订单成交金额|订单实付款|主订单实付
        主订单实付金额|订单实际支付金额|总实付|实付总额|实付总金额|实收合计|实付合计
        order paid|order paid amount|pay price|pay fee|real pay|order amount paid|order payment|order total paid|order payment amount|total order paid"""
    ),
    "order_total": _words(
        """订单金额|订单总额|订单总价|订单总金额|订单合计|整单金额|订单应付|订单应付金额|交易金额|账单金额|结账金额|消费金额|消费总额|单据金额|订单价格|订单总计|主订单金额
        单据总额|整单合计|整单总额|交易总额|账单总额|订单应收|订单应收金额
        order total|order amount|grand total|order value|invoice total|invoice amount|receipt total|transaction amount|bill amount|transaction total
        cart total|basket total|order subtotal|bill total|order grand total|order sum|total order amount|total order value|ddje|ddzje"""
    ),
    "refund": _words(
        """退款金额|退款|退款额|已退款金额|退货金额|售后退款|退款总额|实退金额|退款合计|退货款|已退金额|售后金额|退款金额合计|退了多少
        refund|refund amount|refunded|refunded amount|amount refunded|returns|total refunded|refund total|refunds|tkje"""
    ),
    "order_refund": _words("订单退款|订单退款金额|整单退款|整单退款金额|order refund|order refund amount|order refunded"),
    "shipping": _words(
        """运费|邮费|快递费|物流费|配送费|运费金额|订单运费|买家运费|买家应付邮费|邮资|外送费|运费收入|订单邮费|送货费
        shipping|shipping fee|delivery fee|postage|freight|shipping amount|delivery charge|shipping charged|shipping total|shipping charge
        shipping price|order shipping|shipping paid|delivery|yf"""
    ),
    "change": _words("找零|找零金额|找补|change|change given|change due"),
    "owed": _words("欠款|欠款金额|未付|未付金额|未收|未收金额|待付|待收|尾款|定金|订金|押金|预付款|outstanding|balance due|unpaid|unpaid amount|deposit|outstanding balance|amount outstanding"),
    "other_money": _words(
        """佣金|手续费|服务费|平台服务费|技术服务费|打包费|餐盒费|包装费|积分|返点|毛利|毛利额|利润|毛利率|税率|余额|储值
        商家实收|商家实收金额|商家应收|结算金额|到账金额|保价费|代收货款|提成|业绩|运费险|返现|积分值|赠送金额|本金|平台佣金|快递成本|运费成本|净利润|客户余额
        tip|tips|gratuity|fee|fees|commission|profit|gross profit|margin|balance|cash back|points|payout|net proceeds
        settlement amount|service charge|service fee|rounding|insurance|packaging fee|duty|duties|transaction fee|processing fee"""
    ),
    "tender": _words(
        """现金|微信|支付宝|刷卡|银行卡|储值卡|会员卡|现金支付|微信支付|支付宝支付|储值支付|会员卡支付|银行卡支付|余额支付|刷卡金额|现金收款|微信收款|优惠券支付|美团支付|美团券
        cash|card|credit card|wechat pay|alipay|gift card|debit card|cash amount|card amount|store credit"""
    ),
    "tax": _words("税额|税金|税|税费|增值税|tax|vat|gst|sales tax|tax amount|taxes|total tax|tax total|hst"),
    "void_flag": _words(
        "是否付款|是否支付|是否已付款|是否作废|作废|是否取消|是否有效|是否退款|是否退货|作废标记|付款否|is paid|paid?|void|voided|cancelled|canceled|is cancelled|is void|is refunded|refunded?|is returned|deleted"
    ),
    "row_type": _words(
        "单据类型|交易类型|订单类型|业务类型|类型|销售类型|单据性质|记录类型|操作类型|type|transaction type|record type|document type|doc type|sale type|entry type|line type"
    ),
    "payment_method": _words("支付方式|付款方式|收款方式|结算方式|支付类型|支付渠道|付款类型|payment method|pay type|tender|tender type|payment type|paid by|payment mode|zffs"),
    "coupon": _words("优惠券|优惠码|券码|优惠券名称|券名|优惠券码|优惠券编号|coupon|coupon code|voucher|promo code|discount code|voucher code"),
    "currency": _words("币种|货币|币别|currency|currency code|ccy"),
}  # fmt: skip

OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "customer_id": _words(
        """会员名|买家会员名|买家昵称|会员号|会员编号|会员卡号|买家id|用户id|客户编号|客户编码|客户id|会员id|买家账号|买家旺旺|旺旺|旺旺号|旺旺id|用户名|昵称|微信号
        顾客编号|买家|客户账号|顾客id|openid|unionid|卡号|微信昵称|会员昵称|买家用户名|客户代码|用户编号|用户昵称|会员账号|顾客编码|客户昵称|会员编码
        customer id|customer no|customer number|buyer id|buyer|buyer username|user id|member id|member no|username|user name|client id|cust id|cust no
        buyer nickname|account|account id|customer code|buyer user id|customer ref|user|loyalty id|membership no|hybh|hyh|khbh|hyid|khid"""
    ),
    "customer_name": _words(
        """收货人|收件人|姓名|客户|客户姓名|客户名称|顾客|顾客姓名|会员姓名|收货人姓名|收件人姓名|联系人|会员|买家姓名|购买人|下单人|用户|客户名|会员名称|收货人名称|谁买的
        用户姓名|真实姓名|顾客名称
        customer|customer name|buyer name|recipient|ship to name|billing name|shipping name|client|client name|contact name|full name|receiver
        recipient name|first name|bill to|ship to|consignee|member name|xm|shr|khmc"""
    ),
    "phone": _words(
        "手机|手机号|电话|联系电话|手机号码|收货人手机|收货人电话|联系方式|联系手机|买家手机|会员手机|收件人电话|收件人手机|会员手机号|客户电话|电话号码|客户手机|顾客电话|买家手机号|phone|mobile|tel|telephone|cell|contact number|phone number|mobile number|customer phone|buyer phone|sjh|lxdh"
    ),
    "email": _words("邮箱|电子邮箱|邮件|邮箱地址|email|e-mail|mail|email address|customer email|buyer email"),
    "address": _words("地址|收货地址|详细地址|收件地址|收货人地址|街道|客户地址|配送地址|家庭地址|送货地址|收件人地址|address|shipping address|street|address line 1|ship to address|billing address|address 1|delivery address|dz|shdz"),
    "region": _words("省|省份|收货省份|地区|区域|收货省|所在省份|省市|收件省|买家省份|所在地|收件省份|所在地区|收货地区|省区|province|state|region|area|shipping province|ship state|state province|shipping state"),
    "city": _words("城市|市|收货城市|区|县|区县|市区|收件市|收件城市|城区|乡镇|city|town|district|county|shipping city|ship city"),
    "country": _words("国家|国家地区|country|shipping country|country code|ship country"),
    "channel": _words("渠道|来源|订单来源|销售渠道|平台|来源平台|下单渠道|渠道名称|流量来源|交易渠道|平台名称|销售平台|客户来源|会员来源|下单方式|点单方式|就餐方式|channel|source|sales channel|platform|marketplace|order source|site|order channel|referrer|order type|qd"),
    "group": _words("群|社群|群名|群名称|微信群|来源群|社群名称|所属社群|群聊|跟团群|哪个群|所在群|所属群|group|community|group name|wechat group|chat group|qun"),
    "store": _words("店铺|店铺名称|店铺名|门店|门店名称|网店|店名|分店|营业点|所属门店|销售门店|网点|柜台|来源店铺|所属店铺|网店名称|店铺id|门店编号|消费门店|机构|store|store name|shop|shop name|outlet|branch|location|store location|outlet name|dp|dpmc|md|mdmc"),
    "staff": _words("店员|导购|导购员|收银员|营业员|业务员|销售员|操作员|操作人|客服|制单人|经手人|技师|服务员|主播|开单人|销售人员|审核人|责任人|跟单员|业务人员|staff|cashier|employee|salesperson|operator|sales rep|server|clerk|handled by|served by|associate"),
    "promotion_id": _words("活动编号|活动id|促销编号|促销id|活动编码|promotion id|campaign id|promotion code|campaign code|promo id"),
    "promotion": _words("活动|促销|促销活动|促销名称|参加活动|promotion|campaign|promo"),
    "note": _words(
        """备注|买家备注|卖家备注|留言|买家留言|客户备注|订单备注|商家备注|摘要|附言|说明|补充说明|发票抬头|快递公司|物流公司|快递|仓库|仓库名称|发货仓|桌号|台号|餐桌|赠品|图片
        商品图片|链接|商品链接|备用|其他|标记|旗帜|配送方式|物流方式|发货方式
        note|notes|remark|remarks|memo|comment|comments|carrier|courier|warehouse|table|table no|image|image url|url|link|gift|misc|other|shipping method
        delivery method|buyer note|seller note|customer note|internal note|device|device name|bz"""
    ),
    "aggregate": _words(
        """订单数|订单量|客单价|访客数|浏览量|支付人数|转化率|笔数|客流|来客数|交易笔数|销售笔数|单量|客单数|成交笔数|支付买家数|成交单数|成交客户数|均价|件单价|连带率|同比|环比|占比|支付件数
        orders|visitors|sessions|conversion rate|aov|number of orders|average order value|transactions|order count|no of orders|orders count|total orders
        page views|average price|avg price|growth|yoy|share of sales"""
    ),
    "purchase": _words(
        """供应商|供应商名称|供应商编码|采购单号|进货单号|采购数量|进货数量|入库单号|入库数量|采购日期|进货日期|入库日期|采购员|供货商|厂家|调拨单号|调入仓库|调出仓库|报损数量|采购订单号
        supplier|supplier name|vendor|vendor name|purchase order|po number|po no|purchase order number|goods received|received qty|supplier id"""
    ),
    "ledger": _words(
        """收入金额|支出金额|支出|收入|借方|贷方|借方金额|贷方金额|账户余额|对方账户|交易对方|收支类型|收支|收/支|对方户名|对方账号|账务类型|科目|收支方向|当前余额
        debit|credit|counterparty|account balance|running balance|money in|money out|withdrawal|withdrawals|debits|credits"""
    ),
    "tags": _words("标签|商品标签|标签组|会员标签|客户标签|tag|tags|labels"),
    "listed_time": _words("上架时间|上架日期|上市日期|上市时间|发布日期|建档日期|listed at|listed on|listing date|launch date|published at|date added|available from"),
    "product_status": _words("商品状态|上架状态|销售状态|是否上架|在售状态|product status|listing status|published|active"),
    "on_hand": _words(
        """库存|库存数量|现有库存|可用库存|当前库存|库存数|实际库存|在库数量|结存数量|结存|可售库存|期末数量|账面数量|盘点数量|实盘数|实盘数量|库存量|剩余库存|剩余数量|总库存|还剩|现存量|可用量
        库存件数|期末库存|实际数量
        stock|on hand|stock on hand|qty on hand|inventory|available|available qty|in stock|quantity on hand|stock level|inventory quantity|stock qty
        stock quantity|available quantity|units in stock|current stock|closing stock|kc|kcsl"""
    ),
    "incoming": _words("在途|在途数量|采购在途|待入库|在途库存|待到货|incoming|on order|in transit|inbound|qty on order|incoming qty|on the way"),
    "lead_time": _words("采购周期|补货天数|交期|到货天数|备货天数|补货周期|lead time|lead time days|lead days|replenishment days|days to restock"),
    "snapshot_time": _words("盘点日期|库存日期|截止日期|统计日期|快照日期|盘点时间|库存时间|结存日期|snapshot date|as of|as of date|stock date|count date|snapshot on|stocktake date|inventory date"),
    "consent": _words("是否同意|接受营销|营销授权|接收短信|是否接收短信|同意接收消息|营销许可|可否联系|accepts marketing|consent|opt in|subscribed|marketing consent|email opt in|opted in|accepts email marketing"),
    "joined_time": _words("注册时间|入会时间|开卡日期|开卡时间|加入时间|注册日期|办卡日期|入会日期|会员注册时间|成为会员时间|加入日期|建会时间|首次关注时间|joined|joined at|registered|registered at|member since|signup date|sign up date|registration date|customer since|join date|date joined"),
    "event_id": _words("事件id|事件编号|行为id|日志id|记录编号|event id|log id|eventid|hit id"),
    "event_time": _words("事件时间|行为时间|访问时间|浏览时间|发生时间|操作时间|event time|event timestamp|occurred at|happened at|event date"),
    "event_type": _words("行为|行为类型|事件类型|事件|动作|行为名称|事件名称|event|event type|event name|action|behavior|behaviour|behavior type|behaviour type|activity"),
    "review_id": _words("评价编号|评价id|评论id|评论编号|review id|comment id|feedback id|review no"),
    "review_time": _words("评价时间|评论时间|评价日期|评论日期|review date|reviewed at|review time|comment time|date reviewed"),
    "rating": _words("评分|星级|打分|评价星级|得分|分数|满意度|rating|stars|star rating|score|review rating|review score"),
    "review_text": _words("评价内容|评论内容|评价|评论|评语|客户评价|review|review text|comment text|review body|feedback|review content"),
    "content": _words("内容|正文|文案|消息内容|推文内容|笔记内容|text|content|body|message|copy|caption|post text"),
    "promotion_name": _words("活动名称|活动主题|活动标题|促销主题|promotion name|campaign name|promo name|offer name|deal name"),
    "promotion_kind": _words("活动类型|促销类型|活动形式|活动方式|优惠方式|优惠类型|promotion type|campaign type|promo type|offer type|deal type"),
    "start_time": _words("开始时间|开始日期|活动开始时间|活动开始日期|生效时间|起始日期|起始时间|开始|start|start date|starts at|start time|valid from|begins|from date|starts|start at"),
    "end_time": _words("结束时间|结束日期|活动结束时间|活动结束日期|失效时间|截止时间|终止日期|结束|end|end date|ends at|end time|valid until|valid to|expires|to date|ends|end at"),
    "observed_time": _words("采集时间|抓取时间|比价日期|采集日期|观察时间|比价时间|调价日期|监测时间|observed at|scraped at|checked at|price date|collected at|crawl time|captured at|date checked"),
    "seller": _words("卖家|竞店|竞争对手|商家|对手|竞品店铺|卖家名称|商家名称|竞对|对手店铺|seller|competitor|merchant|seller name|competitor name|retailer|rival"),
    "market_price": _words("竞品价|竞品价格|对手价格|竞争价|竞品售价|监测价格|对手售价|competitor price|their price|observed price|rival price|seller price"),
    "post_id": _words("消息编号|帖子id|笔记id|推文id|内容id|消息id|推送id|动态id|群发id|笔记编号|post id|message id|content id|article id|broadcast id|note id"),
    "post_time": _words("发布时间|发送时间|推送时间|群发时间|发布日期时间|发文时间|发帖时间|posted at|sent at|publish time|post time|publish date|post date|send time|posted on"),
    "voice": _words("语气|风格|口吻|文案风格|voice|tone|tone of voice|style"),
    "reached": _words("触达人数|阅读量|阅读数|曝光|曝光量|送达人数|触达|阅读人数|展现量|观看人数|reach|impressions|reached|people reached|recipients|delivered to|audience"),
    "clicks": _words("点击|点击数|点击量|点击人数|点击次数|clicks|link clicks|click count|total clicks|taps"),
    "orders_brought": _words("带来订单|带来订单数|引导成交单数|成交订单数|转化订单|引导订单数|下单数|orders brought|attributed orders|conversions|orders from post"),
}  # fmt: skip

WORDS: dict[str, tuple[str, ...]] = {**ORDER_WORDS, **OTHER_WORDS}

# In front of a word these turn its meaning away: 成本金额 is no 金额, a supplier's order number not the customer's.
TURNING_ZH = (
    "成本", "采购", "进货", "供应", "供货", "预计", "预估", "累计", "历史", "上期", "上月", "上年", "去年", "同期", "目标", "计划", "退货", "退款", "退",
    "未", "欠", "找零", "税", "佣金", "积分", "赠", "现金", "微信", "支付宝", "刷卡", "银行卡", "储值", "卡", "平均", "最近", "首次", "上次", "最后", "预付", "定金",
    "尾款", "原", "子", "提成", "毛利", "发票", "快递", "物流", "打印", "审核", "结算", "商家", "平台补", "换", "余", "期初", "入库", "调拨", "报损", "红包", "券", "非",
    "包装", "打包", "餐盒", "保价", "利润", "标准", "最低", "最高", "批发", "会员价", "发货", "出库", "收货", "签收", "完成", "作废", "取消",
)  # fmt: skip
TURNING_EN = frozenset(
    [
        "cost",
        "supplier",
        "vendor",
        "tax",
        "vat",
        "gst",
        "shipping",
        "ship",
        "delivery",
        "refund",
        "refunded",
        "returned",
        "return",
        "previous",
        "estimated",
        "expected",
        "last",
        "first",
        "average",
        "avg",
        "cash",
        "card",
        "gift",
        "tip",
        "points",
        "commission",
        "fee",
        "warehouse",
        "target",
        "budget",
        "ytd",
        "cumulative",
        "unpaid",
        "deposit",
        "original",
        "compare",
        "lifetime",
        "min",
        "max",
        "minimum",
        "maximum",
        "parent",
        "sub",
        "related",
        "linked",
        "purchase",
        "fulfilled",
        "cancelled",
        "canceled",
        "updated",
        "modified",
        "closed",
        "completed",
        "shipped",
        "delivered",
        "freight",
        "handling",
        "customs",
        "profit",
        "margin",
        "net-of",
        "not",
        "no",
        "non",
    ]
)
# In front of an amount these say that it is the whole order's.
ORDER_WIDE_ZH = ("订单", "整单", "主订单", "单据", "账单")
ORDER_WIDE_EN = frozenset(("order", "invoice", "receipt", "bill", "basket", "cart", "transaction"))
