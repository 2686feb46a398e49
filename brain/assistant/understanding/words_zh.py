"""The Chinese words that questions about a shop are made of, by the part they play."""

from __future__ import annotations

from typing import Any

from brain.assistant.understanding.tokens import Kind

# (kind, value, words). Filler is only what can be left out without changing what is asked.
WORDS_ZH: tuple[tuple[Kind, Any, str], ...] = (
    (Kind.DAYWORD, 0, "今天 今日 今儿 今儿个 当天 当日"),
    (Kind.DAYWORD, -1, "昨天 昨日 昨儿 昨儿个"),
    (Kind.DAYWORD, -2, "前天 前日 前儿"),
    (Kind.DAYWORD, -3, "大前天"),
    (Kind.REL, 0, "这 本 这个 当 当前"),
    (Kind.REL, -1, "上 上个 上一 上一个"),
    (Kind.REL, -2, "上上 上上个"),
    (Kind.PAST, None, "最近 近 过去 过去的 最近的"),
    (Kind.UNIT, "day", "天 日 号 日期"),
    (Kind.UNIT, "week", "周 星期 礼拜"),
    (Kind.UNIT, "month", "月 月份"),
    (Kind.UNIT, "quarter", "季度 季"),
    (Kind.UNIT, "year", "年 年度 年份"),
    (Kind.UNIT, "hour", "小时 时段"),
    (Kind.UNIT, "weekday", "周几 星期几 礼拜几"),
    (Kind.YEARREL, 0, "今年 本年 本年度 今年度"),
    (Kind.YEARREL, -1, "去年 上年 上一年 去年度"),
    (Kind.YEARREL, -2, "前年"),
    (Kind.QUARTER, 1, "第一季度 第1季度 第一季 首季"),
    (Kind.QUARTER, 2, "第二季度 第2季度 第二季"),
    (Kind.QUARTER, 3, "第三季度 第3季度 第三季"),
    (Kind.QUARTER, 4, "第四季度 第4季度 第四季"),
    (Kind.HALF, 1, "上半年"),
    (Kind.HALF, 2, "下半年"),
    (Kind.WEEKEND, None, "周末 双休日"),
    (Kind.FESTIVAL, "1111", "双十一 双11 双十一当天"),
    (Kind.FESTIVAL, "1212", "双十二 双12"),
    (Kind.FESTIVAL, "618", "618 六一八 六18"),
    (Kind.FESTIVAL, "0101", "元旦"),
    (Kind.FESTIVAL, "1225", "圣诞 圣诞节"),
    (Kind.FESTIVAL, "0214", "情人节"),
    (Kind.FESTIVAL, "0601", "儿童节 六一"),
    (Kind.FESTIVAL, "blackfriday", "黑五 黑色星期五"),
    (Kind.TODATE, None, "至今 到今天 到现在 到目前 迄今 截至今天 截止今天 以来"),
    (Kind.TODATE, "month", "月初至今 月初到现在 月初到今天"),
    (Kind.TODATE, "year", "年初至今 年初到现在 年初到今天"),
    (Kind.AGO, None, "之前 以前"),
    (Kind.THATDAY, None, "那天 那一天 这天 那日"),
    (Kind.NOT, "before", "除了 除 除去 除开 不含 不包括 不包含 不算 剔除 去掉 排除 扣除 刨除 刨去 非"),
    (Kind.NOT, "after", "以外 之外 除外 外"),
    (Kind.MONEY, None, "金额 数额 总额 钱 多少钱 元 块 块钱"),
    (Kind.FROM, None, "从 自"),
    (Kind.TO, None, "到 至 ~ -"),
    (Kind.CLASSIFIER, None, "个 名 位 种 款 项 件"),
    (
        Kind.SELL,
        None,
        "卖 卖了 卖出 卖出了 卖得 卖的 卖掉 卖出去 售出 成交 成交了 下单 做了 买了 购买",
    ),
    (Kind.SELL, "howmuch", "卖了多少 卖多少 卖得多少 买了多少 买多少 下单多少 成交多少"),
    (
        Kind.BY,
        None,
        "按 按照 分 各 各个 每 每个 每一个 逐 不同 根据 依 按各 分各 分布 分布情况 明细 拆分 拆开 拆成 细分 分开 划分 拆",
    ),
    (Kind.TREND, None, "趋势 走势 变化趋势 走势图 趋势图 变化曲线 曲线"),
    (Kind.WHICH, "one", "哪个 哪一个 哪 哪种 哪款 哪一 什么"),
    (Kind.WHICH, "many", "哪些 哪几个 哪几款 有哪些"),
    (Kind.TOP, "high", "top 前 排名 排行 排行榜 排名前 排前 榜 榜单 排在前 排序 名列前"),
    (Kind.TOP, "low", "倒数 垫底 后 倒数前 排名后 排名倒数"),
    (Kind.SUPER, "high", "最高 最多 最大 最好 第一 排第一 排名第一 最强"),
    (Kind.SUPER, "low", "最低 最少 最小 最差"),
    (
        Kind.BEST,
        ("net_sales", "high"),
        "卖得最好 卖的最好 卖得好 卖的好 最畅销 畅销 热销 最热销 热卖 最热卖 最好卖 好卖 卖得最火 爆卖",
    ),
    (Kind.BEST, ("net_sales", "low"), "卖得最差 卖的最差 卖得不好 最难卖 最不好卖 最滞销 卖得最不好"),
    (Kind.BEST, ("units", "high"), "卖得最多 卖的最多 卖出最多 卖了最多 销量最好 买得最多 买的最多"),
    (Kind.BEST, ("orders", "high"), "下单最多"),
    (Kind.BEST, ("orders", "low"), "下单最少"),
    (Kind.BEST, ("units", "low"), "卖得最少 卖的最少 卖出最少"),
    (Kind.VS, None, "比 对比 相比 比起 相较 较 相对 比较 vs 对比于 相比于 pk"),
    (Kind.COMPARE, None, "对比一下 比一下 比比 比较一下 对比下 对比看看"),
    (Kind.BEFORE, None, "环比 上期 前一期 上一期 上一周期 之前同期"),
    (Kind.BEFORE, "unit", "前一周 前一天 前一个月 前一日 前一月 前一季度"),
    (Kind.YEARAGO, None, "同比 去年同期 上年同期 去年同一时期"),
    (Kind.GROWTH, "sells", "多卖多少 多卖了多少 少卖多少 少卖了多少"),
    (
        Kind.GROWTH,
        None,
        "涨了 涨 跌了 跌 增长 增长了 增加 增加了 下降 下降了 减少 减少了 变化 变化了 增幅 涨幅 跌幅 增长率 差异 差 差多少 升了 降了 增减 多多少 多了多少 少多少 少了多少 高多少 高了多少 低多少 低了多少",
    ),
    (Kind.CONJ, None, "和 跟 与 及 以及 还有 同 , ; 并且 而且 加上"),
    (Kind.FOLLOW, None, "那 那么 呢 换成 改成 改为 换 那如果 再 也 还 换个"),
    (
        Kind.VAGUE,
        None,
        "怎么样 怎样 如何 咋样 好不好 好吗 行不行 生意 情况 经营 经营情况 店铺情况 数据 表现 还好吗 概况 总览",
    ),
    (Kind.OUT, "why", "为什么 为啥 原因 怎么回事 因为什么 咋回事"),
    (
        Kind.OUT,
        "future",
        "明天 后天 下周 下个月 下月 明年 下季度 未来 接下来 将来 预测 预计 预估 预期 会卖 能卖",
    ),
    (Kind.OUT, "advice", "建议 怎么办 该 应该 怎么做 怎么提升 如何提升 方案 计划 规划 策划 活动方案 推荐"),
    (Kind.OUT, "write", "写 文案 海报 发送 群发 发给 生成 设计 帮我写 写一段"),
    (
        Kind.FILLER,
        None,
        "的 这块 了 吗 啊 呀 吧 嘛 哦 是 有 我 我们 咱 咱们 我店 我的 我们的 我们店 本店 小店 店里 店 店铺 里 里面 中 内 在 于 这里 请 请问 您 你 "
        "麻烦 帮 帮我 帮忙 给我 给 看 看看 看一下 看下 看一看 查 查查 查一下 查下 查询 告诉我 想知道 想看 想看看 想问 我想知道 "
        "一下 下 多少 是多少 有多少 是什么 分别 分别是 各自 分别是多少 是几 一共 总共 总 合计 共 共计 总计 总的 总体 整体 全部 所有 "
        "全店 整个 列出 列一下 列 显示 展示 统计 统计一下 汇总 算 算一下 来看 来 都 达到 产生 实现 完成 到底 大概 目前 现在 截至目前 当时 "
        '的话 情况如何 数字 结果 表 图 图表 一览 明细表 哈 为 它 期间 时候 时间 这段时间 贡献 带来 份 整 得 ? ! . : " 一张 单独 看的 '
        "维度 来说 而言 具体 具体是多少 是谁 表格 总数 总量 啦 呗 有多 出",
    ),
)
