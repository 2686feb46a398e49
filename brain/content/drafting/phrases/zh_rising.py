"""Chinese: a category that more customers are looking at. In headlines \\u200b marks where a line may well break."""

from __future__ import annotations

from brain.content.drafting.phrases.base import Script, Scripts

SCRIPTS: Scripts = {
    "professional": Script(
        greetings=("{group}的各位好。",),
        openings=(
            "最近来店里看{category}的顾客多了起来，给您做个参考。",
            "这段时间，{category}比平时更受关注。",
            "如果您正好在选{category}，这条可以留着看。",
            "近期{category}的浏览和下单都在增加，先同步给您。",
            "正打算添{category}的话，可以先看看下面的信息。",
            "给正在挑{category}的朋友做个简单整理。",
        ),
        bodies=(
            "店里在售：{items}。",
            "这次为您列出的是{items}。",
            "可以先从{items}看起。",
            "供您参考：{items}。",
            "如果想先了解一款，建议看{items}。",
        ),
        closings=(
            "规格和说明都在页面里，按需选购即可：{link}",
            "详细信息请点开查看，有疑问随时留言：{link}",
            "不急着决定，看清楚再下单：{link}",
            "需要帮忙挑选，直接回复就行。页面在这里：{link}",
        ),
        offers=("当前优惠：{offer}。", "另外告知您：{offer}。"),
        headlines=(
            "{category}\u200b近期\u200b关注上升",
            "在选{category}？\u200b先看这一份",
            "{category}\u200b选购参考",
        ),
    ),
    "friend": Script(
        greetings=("{group}的朋友们～",),
        openings=(
            "最近来看{category}的朋友越来越多，也跟你说一声～",
            "这几天不少人在逛{category}，想着你可能也用得上。",
            "嘿，{category}要不要看看？这阵子挺多人来瞧的。",
            "跟你说哦，{category}这阵子在咱们店挺热闹。",
            "翻了翻这几天的单子，{category}的人缘见长～",
            "想添{category}的话，正好一起看看呀。",
        ),
        bodies=(
            "我先帮你圈出来：{items}。",
            "你看看{items}，合不合心意。",
            "要是懒得翻，就先看{items}吧。",
            "放这儿啦，你慢慢看：{items}。",
            "喜欢的话跟我说：{items}。",
        ),
        closings=(
            "不着急，有空点开看看～{link}",
            "拿不准就来问我，我陪你挑：{link}",
            "看中了从这里进，没看中也没关系：{link}",
            "合适就带走，不合适咱下回再聊：{link}",
        ),
        offers=("还有个小福利，{offer}。", "对了，{offer}哦。"),
        headlines=(
            "最近来看\u200b{category}的\u200b人多了",
            "想添{category}？\u200b一起看看呀",
            "{category}\u200b给你放这儿啦",
        ),
    ),
    "humorous": Script(
        greetings=("{group}的观众请就位。",),
        openings=(
            "报告，{category}最近在店里有点红。",
            "货架开会，{category}因为出镜太多被点名了。",
            "如果{category}有社交账号，这几天粉丝应该涨了。",
            "别问{category}为什么忙，问就是看它的人变多了。",
            "{category}托我带句话：最近排面有点大，欢迎围观。",
            "店内播报：{category}热度上升，请系好购物车。",
        ),
        bodies=(
            "本次出场选手：{items}。",
            "镜头给到{items}。",
            "现在有请{items}上台亮个相。",
            "已经排好队等你点名：{items}。",
            "围观重点在{items}，别走错片场。",
        ),
        closings=(
            "手指已就位？门在这边：{link}",
            "只看不买也算捧场，入口：{link}",
            "购物车说它想出来放风：{link}",
            "点一下不收门票：{link}",
        ),
        offers=("顺带剧透：{offer}。", "彩蛋时间：{offer}。"),
        headlines=(
            "{category}\u200b最近有点红",
            "请给{category}\u200b一点掌声",
            "{category}\u200b托我\u200b带句话",
        ),
    ),
}
