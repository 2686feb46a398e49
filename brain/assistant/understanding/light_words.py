"""Words that carry nothing by themselves: helping verbs, adverbs of manner, ways of asking, politeness.

A word is light only leaving it out can never turn the question into another one. So nothing stands here that compares,
denies, counts, orders in time, narrows down or could be part of a name: no "before", "second", "without", "new", "left".
"""

from __future__ import annotations

LIGHT_EN = frozenset(
    """
    a able about actually ah aha alright also altogether am an anybody anyone anyway apparently appears are  arrived as ask
    asked asking at available away basically be became become been being bit boss bro buddy but bye calculate calculated calculation
    came can check checked checking come comes coming compile compute computed concerning confirm consider contain contained could created
    curious data dear definitely describe detail detailed details determine did  directly do does  doing done easily
    either   especially etc eventually everybody everyone exact exactly extract fetch fetched figure figured find
    finding folks follow following follows found friend friends fully generate generated get gets getting give given gives
    giving glad go goes going gone gonna got gotta guess guy guys had happen happened happens has have having he hello help helps her
    here here's hey hi his honestly hopefully i i'd i'll i'm i've identify if inform instantly interested into is it its
    itself just keep keeps kept kind kindly know known ladies lads  lemme let lets listed literally look looked looking
    looks made mainly make makes making manage managed many mate maybe me mean means mention mentioned might mine much must my myself
    namely naturally need needed needs note noted now obtain obviously occur occurred ok okay onto ought our ours
    outline overall please pls plz possible possibly prepare presented presumably pretty print probably proceed produce provide
    provided pull pulled put quickly quite quote quoted ran rather real really reckon recorded regarding regards reported reporting
    request requested require required respectively result reveal said same saw say says see seeing seem seems seen shall she show
    showed showing shown shows simply so somehow someone sorry sort specifically specify spell stands stated still submit such suppose
    supposed sure surely tabulate take taken takes taking talk tell telling tells thank thanks that that's the their theirs them
    themselves then there there's these they thing think those though throughout  told too took totally toward towards tried
    try trying uh um understand  us use used uses using very wanna want wanted wants was  way we we'd we'll
    we're we've went were  what whatever whether who've whole whose wish with wonder wondering would wow yeah yep yes yet you
    you'd you're you've your yours
    """.split()  # noqa: SIM905 - a table of words is read better as text
)
LIGHT_ZH = (
    "说一声 报一声 讲一声 排出来 报出来 报上来 念出来 一下子 一下下 的话呢 具体点 具体些 帮我看 帮我查 帮我算 帮我统计 帮我拉 帮我列 帮忙查 帮忙算 帮忙统计 帮我数数 给我看看 给我查查 给我列 给我算 算算 算一算 数一数 想知道下 想问下 想问问 问一下 问下 问问 说下 讲下 "
    "看得出 能看到 能看出 能不能 可不可以 可以吗 能吗 行吗 好吧 对吧 是吧 吧啦 呗 咯 喽 嘿 喂 您好 你好 哈喽 老兄 兄弟 大哥 大姐 师傅 小助手 助手 掌柜 大脑 "
    "其实 大致上 基本 基本上 好像 似乎 听说 感觉 觉得 我觉得 我想 我要 我想看 我要看 我想查 我要查 请列出 请给出 请提供 请统计 请计算 请汇总 请问下 烦请 烦请您 有劳 "
    "能够 应当 究竟 实际 实际上 真正 真的 真实 有效 进来 出来 上来 下来 过来 起来 上去 下去 "
    "一整 整整 整个儿 足足 拢共 归拢 笼共 通共 全都 统统 总起来 算起来 算下来 加起来一共 加总 总和 之和 求和 总计有 合计有 "
    "每家 这家 哪来的 带上 附上 顺带 连同 一同 分别都 都分别 各自都 依次 一一 一一列出 "
    "数值 金额是 数据是 结果是 情况是 明细是 这几家 "
    "咱这 咱们这 我们这 我这 我们家 我家 自家 自己店 名下 旗下 小店里 店里面 店铺里 铺子 铺子里 门面 仓里 仓库里 仓库 手上 手头 手里 货架上 架子上 "
    "用上 用上了 用到 用掉 拿来 拿出 拿到 花到 花掉 掏 掏了 掏出 排着 排好 排序下 排个序 排个名 排一个 倒序 降序 升序 正序 按高低 按大小 从高往低 从低往高 由高到低 由低到高 "
    "结了 结账了 结账 结帐 结 买单 付款了 付款成功 已支付 支付了 支付成功 付了钱 有效的 完成的 成功的 成功 实际支付 实际的 真正的 "
    "多大 多高 多长 多深 多重 多强 是多大 有多大 有多高 多高了 多大了 高达 来得 显得 搞 搞了 弄 弄了 整了 整出 折腾 拿下 冲到 做到 跑出 干了 干出 "
    "几时 嗯呢 呵呵 哈哈 嘻嘻 辛苦了 劳烦 拜托 拜托了 多谢了 谢了 感谢 感激"
)
