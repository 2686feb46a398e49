"""Chinese: goods that the owner wants shown. The openings say nothing of how many look or buy: nobody has counted that here."""

from __future__ import annotations

from dataclasses import replace

from brain.content.drafting.phrases import zh_rising
from brain.content.drafting.phrases.base import Scripts

SCRIPTS: Scripts = {
    "professional": replace(
        zh_rising.SCRIPTS["professional"],
        openings=(
            "如果您正好在选{category}，这条可以留着看。",
            "正打算添{category}的话，可以先看看下面的信息。",
            "给正在挑{category}的朋友做个简单整理。",
            "关于{category}，给您整理了店里在售的选择。",
            "您若有意选购{category}，欢迎参考以下内容。",
            "为您挑了几样{category}，供您对照。",
        ),
        headlines=(
            "在选{category}？\u200b先看这一份",
            "{category}\u200b选购参考",
            "{category}\u200b在售清单",
        ),
    ),
    "friend": replace(
        zh_rising.SCRIPTS["friend"],
        openings=(
            "想添{category}的话，正好一起看看呀。",
            "嘿，{category}要不要看看？",
            "想起你可能用得上{category}，来跟你说一声～",
            "家里{category}还够用吗？不够就瞧一眼呀。",
            "今天想聊聊{category}，你有空看两眼就行。",
            "理货理到{category}，顺手给你留个话～",
        ),
        headlines=(
            "想添{category}？\u200b一起看看呀",
            "{category}\u200b给你放这儿啦",
            "{category}\u200b要不要\u200b看看",
        ),
    ),
    "humorous": replace(
        zh_rising.SCRIPTS["humorous"],
        openings=(
            "{category}托我带句话：货架上站累了，想去你家坐坐。",
            "{category}今天主动举手，说想见见你。",
            "店内播报：{category}已就位，请系好购物车。",
            "货架开会，{category}抢到了今天的发言权。",
            "今日上台的是{category}，掌声先欠着。",
            "{category}练好了自我介绍，就等你来听。",
        ),
        headlines=(
            "{category}\u200b托我\u200b带句话",
            "请给{category}\u200b一点掌声",
            "{category}\u200b想去\u200b你家坐坐",
        ),
    ),
}
