"""Gambling, pornography and violence.

Source: 广告法 第九条第（八）项.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import VICE as VICE_ARTICLE
from brain.kernel.i18n import N_

vice = Rule(
    name="vice",
    title=N_("gambling, pornography, violence"),
    scan=phrase_scan(
        VICE_ARTICLE,
        [
            Phrase("赌博 博彩 六合彩 赌场 下注 稳赢 老虎机 包中奖", "活动", unless_before=r"涉嫌|打击|涉"),
            Phrase("色情 情色 成人视频 约炮 一夜情 裸聊 援交", "内容", unless_before=r"打击|涉|扫"),
            Phrase(
                "血腥 砍死 打死 自杀 弄死 虐杀",
                "激烈",
                severity="warn",
                unless_before=r"[不没无]|被|手感",
                unless_after=r"玛丽|味|干预|我也",
            ),
        ],
    ),
)
