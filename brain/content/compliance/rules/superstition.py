"""Luck, spirits and fate as an effect of goods: 辟邪, 旺夫, 招财.

Source: 广告法 第九条第（八）项. Wishes pass (祝您万事亨通), and so do names of customs (招财猫).
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import VICE
from brain.kernel.i18n import N_

_WISH = r"(?:祝|愿|恭祝|恭喜|祈|寓意|象征|预祝|希望|新年|新春)[^,]{0,10}"

superstition = Rule(
    name="superstition",
    title=N_("luck and superstition"),
    scan=phrase_scan(
        VICE,
        [
            Phrase(
                "旺夫 旺子 旺人 旺宅 镇宅 避邪 辟邪 驱邪 驱鬼 消灾 挡灾 挡煞 化煞 防小人 化解小人 助吉避凶 避凶 转富招福 开光 增强第六感 平衡正负能量 冥器 改命 算命 转运 时来运转 逢凶化吉 增加事业运 有助事业 提升运气 带来好运气 带来好运 旺桃花 招桃花",
                "寓意美好",
                before_noun="寓意美好的",
                unless_before=_WISH + r"|兴|[人水火流]气|扭|翻|空|周|海|中|倒|运",
                unless_after=r"仓|站|中心|剑谱|车|费|公司|到|至",
            ),
            Phrase(
                "旺财 招财进宝 招财 健康富贵 万事亨通 护身",
                "寓意美好",
                before_noun="寓意美好的",
                severity="warn",
                unless_before=_WISH + r"|呵|保|爱|养|监|看|防|医",
                unless_after=r"猫|体|心|树|边|材|上|狗粮|衣",
            ),
            Phrase("消除精神压力 调和气压 净化磁场 量子能量 磁场能量 能量场", "放松心情", severity="warn"),
        ],
    ),
)
