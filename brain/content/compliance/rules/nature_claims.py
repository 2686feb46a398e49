"""Wholesale purity that copy rarely can prove: 纯天然, 零添加, 无毒.

Source: 广告法 第二十八条第二款第（二）项 (ingredients and performance must be as stated). Passed on as "warn": it may be true.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import MISLEADING
from brain.kernel.i18n import N_

nature_claims = Rule(
    name="nature_claims",
    title=N_("purity that needs proof"),
    scan=phrase_scan(
        MISLEADING,
        [
            Phrase(
                "纯天然 全天然 100%天然 百分百天然 百分之百天然",
                "配料表可查",
                severity="warn",
                unless_after=r"(?:乳胶|棉|蚕丝|石|水晶|橡胶|桑|松木|羊毛|竹|亚麻|珍珠|玉|蜂蜡|大理石)",
            ),
            Phrase(
                "零添加 0添加 无任何添加 不含任何添加",
                "配料表可查",
                r"(?:零|0|无任何|不含任何)添加(?:剂)?",
                severity="warn",
                deniable=False,
                unless_before=r"[0-9.]",
                unless_after=r"(?:蔗糖|糖|盐|食用盐|白砂糖|防腐|香精|色素|剂?表|荧光|甲醛|酒精)",
            ),
            Phrase(
                "无毒无害 完全无毒 绿色无公害 无污染",
                "按标准检验",
                severity="warn",
                unless_before=r"检测|检验",
            ),
        ],
    ),
)
