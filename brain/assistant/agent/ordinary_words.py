"""Words that are no names: what may do or suffer something in a sentence about a shop without being one of its goods."""

from __future__ import annotations

from functools import lru_cache

_CHINESE = """
周内 月内 年内 店内 期内 周里 月里 段时 单天 位次 名次 名列 件数 之中 当中 里面 中间 上下 前后 时段 点钟 次数 款商品 种商品 类商品 单量 单均 件均 额度 率先 数额 下来 上来 起来 出来 元左右
想知道 知道 了解 原因 说明 表明 意味着 看出 发现 反映 显示 导致 造成 引起 影响 判断 帮你 帮您 需要 告诉 拆开 细看 出现 呈现 略微 趋势 走势 背后 主因
其中 此外 另外 同时 因此 所以 但是 不过 而且 并且 如果 由于 虽然 目前 当前 现在 最近 之前 以前 之后 以后 期间 全部 所有 整体 总体 整个 全店 店铺 店里 本店 你们 我们 它们 他们 这些
那些 这个 那个 这里 那里 这段 时间 以上 以下 分别 各自 依次 合计 总共 一共 总计 平均 每天 每日 每周 每月 每单 单日 单周 单月 当天 当日 当周 当月 商品 产品 单品 品类 类目 品牌 渠道
群组 社群 客群 地区 区域 顾客 客户 买家 新客 老客 会员 用户 订单 金额 数量 件数 价格 单价 毛利 成本 利润 库存 退款 退货 优惠 折扣 活动 数据 数字 结果 净销售额 销售额 销售 营业额 营收
收入 客单价 复购率 转化率 退款率 毛利率 销量 浏览 加购 收藏 点击 环比 同比 比上 相比 对比 较上 与上 和上 比前 较前 上期 前期 第一 第二 第三 排名 最高 最低 最多 最少 最好 最差 前三
前五 前十 首位 其次 再次 最后 主要 明显 大幅 小幅 略有 有所 持续 稳定 基本 几乎 大约 大概 左右 接近 超过 不到 达到 上周 本周 这周 下周 上月 本月 这月 上个月 这个月 下个月 今天 昨天
前天 今年 去年 前年 季度 周末 工作日 早上 上午 中午 下午 晚上 凌晨 星期 可以 可能 应该 建议 需要 适合 值得 继续 考虑 看看 试试 优先 重点 注意 记录 没有 无法 不能 不会 还没 已经 仍然
依然 都是 就是 也是 还是 而是 来自 来看 看来 来说 按照 根据 关于 对于 至于 为了 通过 随着 除了 包括 以及 或者 还有 一个 一些 这类 该类 同类 各类 各个 每个 哪个 哪些 什么 多少 怎么
为什么 一天 一周 一月 一年 全年 全月 全周 两者 三者 二者 上述 如下 下面 上面 表格 明细 图表 卡片 依据 口径 文案 三种 语气 差额 差距 变化 变动 增幅 降幅 涨幅 跌幅 份额 占比 比例 比重
其余 其他 其它 剩余 表现 成交 支付 付款 下单 实付 实收 到账 入账 流水 业绩 目标 天数 人数 单数 笔数 次数 款式 规格 尺码 颜色 大部分 一部分 小部分 多数 少数 半数 带来 贡献 拉动 推动
主力 头部 靠前 热门 冷门 爆款 领跑 靠后 垫底 主打 常规 正常 平稳 下滑 回升 走高 走低
"""
_ENGLISH = """
it there they which what overall everything nothing everyone revenue growth demand business traffic performance week month
yesterday today last these those both most some here margin price stock data customers refunds returns turnover conversion
with from pack size small large medium best hand made home gift new set piece pieces that this have more
less than your week month year sales orders total each per units customers products product category brand
channel group store shop order white black blue green red pink light dark love heart design vintage retro
classic natural fresh free good great
"""
_CALENDAR = """
january february march april may june july august september october november december jan feb mar apr jun
jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
sat sun q1 q2 q3 q4
"""
_PLAIN = """
gmv sku roi uv pv kpi ok vs app id vip top rfm yoy mom wow i a rmb cny usd eur gbp excel csv pdf q1 q2 q3 q4 am pm ltd
"""


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Abbreviations of the trade and other Latin words that stand in any text, in lower case."""
    return frozenset(_PLAIN.split())


@lru_cache(maxsize=1)
def ordinary_chinese() -> tuple[str, ...]:
    """Chinese words, the longest first."""
    return tuple(sorted(_CHINESE.split(), key=len, reverse=True))


@lru_cache(maxsize=1)
def ordinary_english() -> frozenset[str]:
    """English words in lower case that names of goods are made of, too."""
    return frozenset(_ENGLISH.split())


@lru_cache(maxsize=1)
def calendar_words() -> frozenset[str]:
    """Months and weekdays in English, in lower case."""
    return frozenset(_CALENDAR.split())
