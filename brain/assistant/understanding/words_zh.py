"""The Chinese words of the grammar: how figures are ranked, compared, narrowed and shown."""

from __future__ import annotations

from typing import Any

from brain.assistant.understanding.tokens import Kind

# (kind, value, words).
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
    (Kind.TODATE, None, "至今 到今天 到现在 到目前 迄今 截至今天 截止今天 以来"),
    (Kind.TODATE, "month", "月初至今 月初到现在 月初到今天"),
    (Kind.TODATE, "year", "年初至今 年初到现在 年初到今天"),
    (Kind.AGO, None, "之前 以前"),
    (Kind.THATDAY, None, "那天 那一天 这天 那日"),
    (Kind.NOT, "before", "除了 除 除去 除开 不含 不包括 不包含 不算 剔除 去掉 排除 扣除 刨除 刨去 非"),
    (Kind.NOT, "after", "以外 之外 除外 外"),
    (Kind.FROM, None, "从 自"),
    (Kind.TO, None, "到 至 ~"),
    (Kind.CLASSIFIER, None, "个 名 位 种 项 件 只 份 双 瓶 盒 包 罐 袋 箱 条 套 杯 碗 串 道 桌 人 次 回"),
    (Kind.TREND, None, "趋势 走势 变化趋势 走势图 趋势图 变化曲线 曲线"),
    (Kind.TOP, "high", "top 前 排名 排行 排行榜 排名前 排前 榜 榜单 排在前 排序 名列前"),
    (Kind.TOP, "low", "倒数 垫底 后 倒数前 排名后 排名倒数"),
    (Kind.SUPER, "high", "最高 最多 最大 最好 第一 排第一 排名第一 最强 最狠 最勤 最贵"),
    (Kind.SUPER, "low", "最低 最少 最小 最差 最便宜"),
    (Kind.VS, None, "比 对比 相比 比起 相较 较 相对 比较 vs 对比于 相比于 pk"),
    (Kind.COMPARE, None, "对比一下 比一下 比比 比较一下 对比下 对比看看"),
    (Kind.BEFORE, None, "环比 上期 前一期 上一期 上一周期 之前同期"),
    (Kind.BEFORE, "unit", "前一周 前一天 前一个月 前一日 前一月 前一季度"),
    (Kind.YEARAGO, None, "同比 去年同期 上年同期 去年同一时期"),
    (Kind.GROWTH, "sells", "多卖多少 多卖了多少 少卖多少 少卖了多少"),
    (
        Kind.GROWTH,
        None,
        "涨了 涨 涨得 上涨 上涨了 上升 增长 增长了 增加 增加了 变化 变化了 增幅 涨幅 增长率 差异 差多少 升了 增减 多多少 多了多少 高多少 高了多少 百分之几 百分之多少 涨了百分之多少 "
        "涨了百分之几 涨了几成 变化多大 多了几成 涨了几个点 多了百分之几 多了百分之多少 高了几成",
    ),
    (
        Kind.GROWTH,
        "down",
        "跌得 下滑 下滑了 降 降得 掉了 掉得 滑坡 跌了 跌 下降 下降了 减少 减少了 跌幅 降了 少多少 少了多少 低多少 低了多少 少了几成 跌了几个点 少了百分之几 跌了百分之几 降了几成 "
        "跌了百分之多少",
    ),
    (Kind.CONJ, None, "和 跟 与 及 以及 还有 同 , ; 并且 而且 加上 还是 或 或者 且 同时"),
    (Kind.CMP, (">", "before"), "超过 大于 高于 多于 超 过 > 突破 超出 破"),
    (Kind.CMP, (">=", "before"), "满 至少 不低于 不少于 不小于 大于等于 >= ≥ 起码 达到了"),
    (Kind.CMP, ("<", "before"), "低于 少于 小于 不到 不足 < 不满 没到 未到"),
    (Kind.CMP, ("<=", "before"), "至多 不超过 不高于 不多于 不大于 小于等于 <= ≤ 顶多"),
    (Kind.CMP, (">=", "after"), "以上 及以上 或以上 往上 或更多"),
    (Kind.CMP, ("<=", "after"), "以下 及以下 或以下 以内 往下 或更少"),
    (Kind.CMP, ("between", "after"), "之间"),
    (
        Kind.ALLTIME,
        None,
        "有史以来 开店以来 历史上 历史累计 所有时间 一直以来 全部时间 历史总 史上 全部数据 所有数据",
    ),
    (Kind.FAST, "high", "最快 最猛 最厉害"),
    (Kind.CONTAINS, None, "名称含 名字带 名字里有 名称包含 名字含 名称带 名字里带 带有 含有"),
    (
        Kind.SHARE,
        None,
        "占比 占多少 占了多少 占到多少 份额 百分比 占总 比重 占几成 占 占全店 占整体 占总体 所占比例 比例 几成 几个点 占几个点 多少个点 占百分之多少 占了百分之几 占多大比例 占比多少 "
        "占多大",
    ),
    (Kind.RUNNING, None, "累计 累积 累加 累计值"),
    (
        Kind.PERDAY,
        None,
        "日均 平均每天 每天平均 平均一天 每日平均 平均每日 一天平均 平均下来每天 平均到每天 一天均摊 日均摊 均摊到每天 每天均摊 平均到一天 一天平均多少 平均一天能",
    ),
    (
        Kind.OTHERS,
        None,
        "其他 其它 其余 其余的 剩下的 其他的 其他合并 其余合并 其他算一起 剩下的归到其他里 剩下的归到其他 其余归到其他 剩下的算其他 剩下的放一起 其余放一起 剩下的加一起",
    ),
    (
        Kind.DEGREE,
        None,
        "差 多 更多 少 更少 好 更好 更差 高 更高 低 更低 多还是少 好还是 涨没涨 跌没跌 高不高 少不少 大不大 多大 严重 是不是",
    ),
    (
        Kind.BEFORE,
        "back",
        "再往前一个月 再往前一周 再往前 再上一个月 再上个月 再前一个月 再前一周 再上一周 再往前一天 更早一个月 前一期呢 再之前 再往前推一个月",
    ),
    (Kind.LISTING, None, "名单 清单 列表 明细清单 列出来 列个表"),
)
