"""Prizes that are not there, used to make people click: 恭喜获奖, 点击领奖, 全民免单.

Source: 互联网广告管理办法 第十一条第（三）项 (no false promise of a reward). A real coupon to collect passes.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import LURE
from brain.kernel.i18n import N_

lure = Rule(
    name="lure",
    title=N_("lures to click"),
    scan=phrase_scan(
        LURE,
        [
            Phrase(
                "点击领奖 点击有惊喜 点我领奖 戳我中奖 恭喜中奖 恭喜您中奖 恭喜你中奖 恭喜您被抽中 恭喜获奖 点击获奖 全民免单 点开就送钱 转发必中",
                "活动规则见详情",
                severity="warn",
                unless_after=r"的?(?:名单|用户|顾客|朋友|粉丝|会员|同学)|者",
            ),
            Phrase(
                "领取奖品 免费领奖",
                "活动规则见详情",
                severity="warn",
                unless_before=r"到店|凭|客服|联系|前|来店|已|可|后|私信|地址",
                only_text=r"点击|点我|点开|戳|立即|快来|马上|这款|领取奖品$",
            ),
            Phrase("免费治疗 免费赠送手机 免费送手机", "活动规则见详情", severity="warn"),
        ],
    ),
)
