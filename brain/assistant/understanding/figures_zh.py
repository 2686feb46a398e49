"""The Chinese words for what is counted and by what it is cut, beside the names that the semantic layer gives."""

from __future__ import annotations

from typing import Any

from brain.assistant.understanding.tokens import Kind

# (kind, value, words).
FIGURES_ZH: tuple[tuple[Kind, Any, str], ...] = (
    (
        Kind.BEST,
        ("net_sales", "high"),
        "卖得最好 卖的最好 卖得好 卖的好 最畅销 畅销 热销 最热销 热卖 最热卖 最好卖 好卖 卖得最火 爆卖 最旺 最赚流水 流水最高 最赚钱 最来钱 卖钱最多 最能卖 最吃香 最火 最火爆 最红",
    ),
    (Kind.BEST, ("net_sales", "low"), "卖得最差 卖的最差 卖得不好 最难卖 最不好卖 最滞销 卖得最不好"),
    (
        Kind.BEST,
        ("units", "high"),
        "卖得最多 卖的最多 卖出最多 卖了最多 销量最好 买得最多 买的最多 点得最多 点的最多 最受欢迎 受欢迎 卖爆 卖爆的 最热门 热门 爆 点单最多 最多人点 最多人买",
    ),
    (Kind.BEST, ("orders", "high"), "下单最多 最忙 来得最勤 下单最勤 买得最勤 最常来"),
    (Kind.BEST, ("orders", "low"), "下单最少"),
    (
        Kind.BEST,
        ("units", "low"),
        "卖得最少 卖的最少 卖出最少 最没人点 最没人买 点得最少 没人点 没人买 最冷门 冷门",
    ),
    (Kind.BEST, ("refunds", "high"), "退得最多 退货最多 退款最多 被退最多 退得最多的"),
    (
        Kind.BY,
        None,
        "按 按照 分 各 各个 每 每个 每一个 逐 不同 根据 依 按各 分各 分布 分布情况 明细 拆分 拆开 拆成 细分 分开 划分 拆",
    ),
    (Kind.BY, "order_value_band", "订单金额分布 客单价分布 客单分布 订单金额区间 每单金额分布 订单大小分布"),
    (Kind.BY, "day", "一天天 一天天的 逐日 逐天 按日 天天"),
    (Kind.BY, "week", "逐周 一周周"),
    (Kind.BY, "month", "逐月 月月 一个月一个月"),
    (Kind.DIM, "product", "款 品 东西 菜 菜品 菜式 道菜 货 样东西 样 产品线 宝贝们 单品 样菜"),
    (Kind.DIM, "region", "城市 地方 哪里 省市 各地 国家和地区 地儿"),
    (Kind.DIM, "buyer_type", "新老客 新老客户 新老顾客 新客老客"),
    (Kind.DIM, "coupon", "券 优惠券 这张券 张券"),
    (
        Kind.HOWMANY,
        None,
        "多少份 几份 几双 多少双 几瓶 多少瓶 几盒 多少盒 几包 多少包 几袋 多少袋 几箱 多少箱 几条 几套 多少套 几只 多少只 几片 多少片 几杯 多少杯 几碗 多少碗 几串",
    ),
    (
        Kind.METRIC,
        "discount_amount",
        "让利 让利金额 优惠了多少 优惠金额 优惠了多少钱 让利了多少 让利多少 减了多少钱 打折让出去多少 优惠出去多少钱 优惠出去 优惠掉 优惠 优惠了 减免 减免了多少 折让",
    ),
    (Kind.METRIC, "discount_depth", "折扣力度 打折力度 优惠力度 折扣率 平均折扣 让利比例"),
    (
        Kind.METRIC,
        "average_price",
        "平均一件东西卖多少钱 平均一件卖多少钱 平均每件卖多少钱 件单价 平均一件多少钱 平均售价 单件均价 平均每件多少钱 平均单价 均价",
    ),
    (
        Kind.METRIC,
        "units_per_order",
        "每单平均买几件 平均每单几件 每单几件 每单平均几件 平均每单买几件 一单买几件 客单件 平均一单几件 每单件数 平均每单件数 每单平均件数",
    ),
    (
        Kind.METRIC,
        "unpaid_orders",
        "没付款 没付款的 未付款 未付款的 没付款的订单 未付款订单 没付钱的订单 几单没付款 多少单没付款 没付钱 未支付 未支付订单 待付款",
    ),
    (
        Kind.METRIC,
        "cancelled_orders",
        "取消了多少单 取消多少单 取消的订单 取消订单 被取消的订单 取消了几单 取消单数 取消了 被取消",
    ),
    (
        Kind.METRIC,
        "products_sold",
        "动销商品数 卖动了多少个品 卖动了多少个商品 动销品数 动销 卖出过多少种商品 多少种商品 卖了多少种 多少个品 多少款商品有销量 几种商品",
    ),
    (
        Kind.METRIC,
        "refunded_orders",
        "退货的单子 退款的单子 退货单 退款单 退货订单 退款订单 退款单数 退单数 退了多少单 退了几单 退单",
    ),
    (Kind.METRIC, "stock_value", "库存压了多少钱 压了多少钱 库存金额 库存货值 压货金额 库存压的钱 货值"),
    (
        Kind.METRIC,
        "stock_on_hand",
        "还剩多少库存 剩多少库存 还有多少库存 库存还有多少 库存多少 剩余库存 现有库存 还剩多少件 库存还剩多少",
    ),
    (Kind.METRIC, "rating", "评分平均几分 平均几分 平均评分 评分 打分 平均打分"),
    (Kind.METRIC, "reviews", "收到多少条评价 多少条评价 几条评价 评价数 评价条数 评价数量"),
    (Kind.METRIC, "post_reach", "触达了多少人 触达多少人 触达人数 群里发的内容触达了多少人 触达 触达量"),
    (
        Kind.METRIC,
        "net_sales",
        "收了多少钱 一共收了多少钱 花了多少钱 买了多少钱 花钱 花的钱 收的钱 赚的钱不算成本 战绩 入账 回款 进账多少 收到多少钱 收了多少 进了多少钱 进了多少 进多少钱 收多少 流水多少 入了多少 "
        "卖得多少钱 做了多少生意 做了多少钱 营业多少",
    ),
    (Kind.METRIC, "gross_profit", "赚了多少 赚了多少钱 赚多少 毛利有多少钱 毛利 毛利额 赚的钱 利润"),
    (
        Kind.METRIC,
        "orders",
        "单子 桌单 桌数 多少桌 几桌 单子数 付了钱的订单 多少单付了钱 付款单数 下了多少单 下单数 成单 开了多少单 开了几单 开单数 出单 出单量 接了多少单 接单量 用了几单 单子几单 单子有几单 "
        "单子多少 来了多少单",
    ),
    (
        Kind.METRIC,
        "buyers",
        "下单的人 买的人 人数 客人 下单人数 购买的人 客人数 下单的客人 多少客人 顾客数量 食客 会员 会员数 多少会员",
    ),
    (Kind.METRIC, "viewers", "看了的人 浏览的人 看过的人 浏览人数 访客 访客数"),
    (
        Kind.METRIC,
        "units",
        "卖了几份 卖了多少份 点了几份 点了多少份 卖出多少份 卖出几瓶 卖了几个 卖了几双 卖了几瓶 卖了多少双 卖了多少瓶 卖了几包 卖了多少包 卖了几盒 卖了多少盒 卖出去多少份 几罐 多少罐 "
        "出了多少件 出了多少 出了几件 走了多少件 走量 走了多少货 动销件数 卖了多少罐",
    ),
    (
        Kind.METRIC,
        "average_order_value",
        "平均一桌 平均一桌吃多少钱 一桌平均 一单平均多少钱 一单平均 平均一单 平均一单多少钱 一单多少钱 客单 每桌平均 桌均 桌均消费 单均 每单多少钱 一单平均下来",
    ),
    (Kind.METRIC, "order_refund_rate", "退款单占比 退款订单占比 退单率 退款订单比例"),
    (Kind.MONEY, None, "金额 数额 总额 钱 多少钱 元 块 块钱"),
    (Kind.PRICE, None, "价格 单价 售价 定价 价位"),
    (
        Kind.SELL,
        None,
        "卖 卖了 卖出 卖出了 卖得 卖的 卖掉 卖出去 售出 成交 成交了 下单 做了 买了 购买 买过 消费 消费了 花了 花费 花费了 买 售卖 销出 出货 卖过",
    ),
    (Kind.SELL, "howmuch", "卖了多少 卖多少 卖得多少 买了多少 买多少 下单多少 成交多少"),
    (Kind.WHICH, "one", "哪个 哪一个 哪 哪种 哪款 哪一 什么 哪一种 哪样"),
    (Kind.WHICH, "many", "哪些 哪几 哪几个 哪几款 有哪些"),
    (
        Kind.WHO,
        None,
        "谁 哪些客户 哪些顾客 哪些买家 哪个客户 哪位客户 哪位顾客 哪些人 哪个顾客 什么人 哪些客人 哪些老客 客户名单 顾客名单",
    ),
    (
        Kind.HOWMANY,
        None,
        "几个 几笔 多少笔 有几个 几种 多少个 多少种 几桶 多少桶 几斤 多少斤 几本 多少本 几张 多少张 几支 多少支 几提 几听 几打",
    ),
    (Kind.HOWMANY, "people", "几个人 多少人 几人 多少个人 几位 多少位 几个客人 多少客人 几个客户"),
    (
        Kind.METRIC,
        "order_refund_rate",
        "按笔数算的退款率 按单数算的退款率 笔数退款率 按订单算的退款率 退款笔数占比",
    ),
    (Kind.METRIC, "cancelled_orders", "客户取消的订单 顾客取消的订单 买家取消的订单 取消掉的订单 取消的单"),
    (Kind.METRIC, "average_order_value", "每单平均金额 单均金额 平均客单 平均每桌"),
    (Kind.BEST, ("net_sales", "high"), "花得最多 花的最多 花钱最多 消费最多 消费最高 买得最贵"),
    (Kind.WHICH, "one", "哪家 哪边 哪一家"),
    (Kind.UNIT, "hour", "几点 几点钟"),
    (Kind.METRIC, "units", "月销 月销量 每月销量"),
    (Kind.METRIC, "net_sales", "花了多少 各花了多少 花多少"),
    (Kind.SELL, None, "走 走了 卖了出去 卖出过"),
    (Kind.TREND, None, "怎么走 怎么走的 走得怎么样 怎么变的"),
    (
        Kind.BEST,
        ("units", "high"),
        "走得最快 卖得最快 动得最快 走货最快 走得最好 出得最多 走得最多 出货最多 要得最多 点得最勤 最好走 最走量",
    ),
    (
        Kind.BEST,
        ("units", "low"),
        "走得最慢 卖得最慢 动得最慢 没什么人买 没什么人点 最不走 走得最差 卖不动 最卖不动",
    ),
    (
        Kind.BEST,
        ("orders", "high"),
        "最密 最密集 最集中 最热闹 最扎堆 生意最旺 人最多 单子最密 单最多 单子最多 用得最多 用的最多 用得最勤 下单最集中",
    ),
    (
        Kind.BEST,
        ("orders", "low"),
        "最冷清 最清淡 最淡 最闲 最冷淡 最没生意 生意最淡 生意最差 单最少 单子最少 人最少 用得最少 用的最少",
    ),
    (
        Kind.BEST,
        ("net_sales", "high"),
        "花得最凶 买得最凶 花得最狠 掏钱最多 贡献最大 贡献最多 出钱最多 卖钱最多 卖得最贵 最撑场面 最扛打 卖得最多钱",
    ),
    (Kind.BEST, ("refunds", "high"), "退得最狠 退得最厉害 退得最凶 退得最猛 最爱退 被退得最多"),
    (
        Kind.BEST,
        ("discount_depth", "high"),
        "打折最狠 折扣最狠 打折打得最狠 优惠最狠 让利最狠 打得最狠 折扣最大 打折最厉害 优惠最大 折扣最深",
    ),
    (Kind.BEST, ("views", "high"), "看得最多 被看得最多 浏览最多 最多人看 逛得最多 看的人最多"),
    (Kind.BEST, ("carts", "high"), "加购最多 加车最多 加得最多"),
    (Kind.BEST, ("gross_profit", "high"), "最挣钱 赚得最多 挣得最多 赚钱最多 毛利最高 利润最高"),
    (Kind.BEST, ("gross_profit", "low"), "最不赚钱 赚得最少 挣得最少 利润最低"),
    (Kind.BEST, ("stock_on_hand", "high"), "压得最多 剩得最多 囤得最多 存得最多"),
    (
        Kind.METRIC,
        "stock_on_hand",
        "仓里 仓库里 仓库 库里 在库 货架上 剩的货 剩下的货 剩多少 还剩多少 存货 存货量 还有多少货 手里还有 手上还有 还有几件 还剩几件 还有多少件 库存件数还有",
    ),
    (Kind.METRIC, "post_clicks", "群里的点击"),
    (Kind.METRIC, "orders", "客单数 单据 单据数 账单 账单数 桌次 笔数 交易数 交易笔数 成交笔数 单子总数"),
    (
        Kind.METRIC,
        "net_sales",
        "营业款 生意额 总共进账 实收 实收金额 净收 净营业额 净收入 销售总额 卖的钱 卖钱 收入总额",
    ),
    (Kind.METRIC, "buyers", "的人数 下单客户数 买家人数 客户人数 顾客人数 购买客户 成交客户 的客人"),
    (Kind.METRIC, "units", "卖出数量 售出数量 销售件 出货量 出货件数 卖出件 销售总件数"),
    (
        Kind.METRIC,
        "new_buyers",
        "新增买家 新增顾客 新增客户数 首次购买的客户 首次购买的顾客 首次购买的人 首次下单的客户 首次下单的人 第一次买的人 第一次买的客人 第一次下单的人 第一次来的客人 头一回买的 首次购买的 第一次购买的 首购客户 首单客户 首次购买 新人",
    ),
    (
        Kind.METRIC,
        "returning_buyers",
        "买过的客人 以前买过的 之前买过的 以前买过的客人 之前买过的客户 回购的客人 回购客户 复购客户 复购的人 回头的客人 再次购买的 再次购买的客户 熟客 常客",
    ),
    (
        Kind.METRIC,
        "average_order_value",
        "单价每单 平均一单的钱 客单均价 每单平均消费 每桌消费 单桌消费 桌均金额",
    ),
    (Kind.METRIC, "refund_rate", "退款占销售额 退款金额占比 退货金额占比"),
    (
        Kind.FILLER,
        None,
        "拉 拉了 拉来 拉来了 拉到 拉到了 吸引 吸引了 吸引来 加一块 加一块儿 加在一块 合一块 各种 生意额的 两天加起来 这两天加起来 总起来 往外 给出去 送出去",
    ),
    (Kind.DIM, "store", "店铺 分店 门店 各店 店家们"),
    (
        Kind.BEST,
        ("units", "high", "product"),
        "喜欢吃什么 爱吃什么 爱点什么 喜欢点什么 喜欢买什么 爱买什么 都买什么 都点什么 最爱吃什么 最喜欢吃什么",
    ),
    (Kind.METRIC, "net_sales", "减退款后的 贡献额 销售贡献"),
    (Kind.METRIC, "new_buyers", "是新的 是新客 是新客户 是头一回来的 是第一次来的 第一次来"),
    (Kind.METRIC, "returning_buyers", "是老的 是老客 是老客户 是回头客"),
    (Kind.MONEY, None, "英镑 镑 美元 美金 欧元 人民币 港币 日元 刀"),
    (Kind.METRIC, "rating", "评价分 评价得分 打分高低 评分高低"),
    (
        Kind.METRIC,
        "conversion",
        "从浏览到购买的转化率 从浏览到下单的转化率 浏览到购买的转化率 浏览到下单的转化率 浏览到成交的转化率 从浏览到购买 从浏览到下单 从浏览到成交 浏览转化率 浏览购买转化率",
    ),
    (
        Kind.METRIC,
        "gross_sales",
        "退款先不扣 先不扣退款 不扣退款 不减退款 退款不扣 退款不减 退款前 没扣退款 未扣退款 不算退款 含退款 退款别扣 退款别减 不考虑退款",
    ),
    (
        Kind.SHARE,
        None,
        "的比重 占的比重 比重是 占比重 贡献了几成 贡献几成 贡献多大 贡献了多大 贡献占比 贡献了多少比例 贡献了百分之几 占到几成 占了多大 占了多大比例 占到 占了几个点 有几成 有多大比例 有多少比例 占几分之几",
    ),
    (Kind.DIM, "region", "国家 各国 省份 省"),
    (
        Kind.METRIC,
        "clicks",
        "点进来的次数 点进来次数 点开次数 点开的次数 点击的次数 被点的次数 点进去的次数 点进来的",
    ),
    (Kind.METRIC, "stock_on_hand", "还剩 还剩下 只剩 只剩下 库存只剩 库存还剩 仓库里还剩"),
    (Kind.METRIC, "orders", "大单 小单"),
    (Kind.PRICE, None, "标价 吊牌价 挂牌价 零售价 卖价 要价"),
    (Kind.SELL, None, "实付 实付了 添 添了 加单"),
    (Kind.BEST, ("orders", "high"), "单量最大 单量最高"),
    (Kind.DIM, "product", "花色 款式 口味 品种 菜名"),
)
