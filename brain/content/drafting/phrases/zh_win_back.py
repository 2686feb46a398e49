"""Chinese: a customer who has stayed away longer than usual. Said to one person."""

from __future__ import annotations

from brain.content.drafting.phrases.base import Script, Scripts

SCRIPTS: Scripts = {
    "professional": Script(
        openings=(
            "有段时间没见到您了，近来一切都好吗？",
            "您好，距离您上次来{shop}已经有些日子了。",
            "好久没有为您服务了，今天来问候一声。",
            "您好，这里是{shop}，冒昧打扰您一下。",
            "一段时间没联系，想问问您这边是否还有需要。",
            "感谢您之前对{shop}的支持，最近还好吗？",
        ),
        bodies=(
            "如需添置，可以看看{items}。",
            "为您准备了一份简单的清单：{items}。",
            "目前店里有{items}，供您选择。",
            "从在售的商品里，先向您介绍{items}。",
            "手边若正好缺，{items}可以了解一下。",
        ),
        closings=(
            "有任何问题，回复这条消息就能找到我们：{link}",
            "方便的时候看一眼即可：{link}",
            "如暂时不需要，忽略就好。入口在此：{link}",
            "期待再次为您服务，详情见：{link}",
        ),
        offers=("为您说明一下优惠：{offer}。", "另附优惠信息：{offer}。"),
        headlines=("好久不见，\u200b近来可好", "欢迎您\u200b回来看看", "有段时间\u200b没见到您了"),
    ),
    "friend": Script(
        openings=(
            "好一阵子没见你啦，还挺惦记的。",
            "嗨，我是{shop}，最近过得怎么样？",
            "再忙也要记得照顾自己呀。",
            "突然想起你，就来打个招呼～",
            "老朋友好久不见，一切都顺利吧？",
            "有些日子没聊了，过来看看你～",
        ),
        bodies=(
            "帮你留意了{items}，看看需不需要。",
            "店里有{items}，想到你就发来了。",
            "要是家里正好缺，瞧瞧{items}。",
            "这次想带你看看{items}。",
            "随手给你挑的：{items}。",
        ),
        closings=(
            "随时回来坐坐，门一直开着：{link}",
            "不买也没事，回个消息我就开心～{link}",
            "想看就点这里，我都在：{link}",
            "等你有空再慢慢逛呀：{link}",
        ),
        offers=("给老朋友的小心意：{offer}。", "顺便告诉你，{offer}呀。"),
        headlines=("有些日子没见，\u200b想你啦", "回来坐坐，\u200b门一直开着", "老朋友，\u200b好久不见"),
    ),
    "humorous": Script(
        openings=(
            "{shop}寻人启事：走失老朋友一位，爱好逛店。",
            "你的购物车说，它快长蘑菇了。",
            "店里的门铃最近有点寂寞，怀疑是因为你没来。",
            "点名了点名了，好久没来的那位请举手。",
            "据不可靠消息，你很久没来{shop}串门了。",
            "本店的想念额度已经用完，只好来找你。",
        ),
        bodies=(
            "为表诚意，特派{items}前来打招呼。",
            "{items}已经站好队，等老朋友检阅。",
            "这回请{items}当说客。",
            "迎宾代表：{items}。",
            "台词都备好了，主演是{items}。",
        ),
        closings=(
            "回来的路线很简单：{link}",
            "点开就当串个门，鞋都不用换：{link}",
            "再不来，我们就要学写诗了：{link}",
            "不用对暗号，直接进：{link}",
        ),
        offers=("说客随身带着：{offer}。", "顺便带话：{offer}。"),
        headlines=(
            "寻人启事：\u200b老朋友\u200b请归队",
            "本店的\u200b想念额度\u200b已用完",
            "点名了，\u200b好久没来的\u200b请举手",
        ),
    ),
}
