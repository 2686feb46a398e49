"""Returns and rising value, promised: 稳赚不赔, 立马升值, 投资回报.

Source: 广告法 第二十五条第（一）项 (no promise of income, no "without risk"); 第二十六条 for property.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import INVESTMENT
from brain.kernel.i18n import N_

investment_promise = Rule(
    name="investment_promise",
    title=N_("promised returns"),
    scan=phrase_scan(
        INVESTMENT,
        [
            Phrase(
                "稳赚 包赚 保本 保收益 躺赚 稳赚不赔 零风险收益 日赚 月入 必涨 立马升值 升值回报 投资回报 升值空间",
                "价值由市场决定",
                r"稳赚(?:不赔)?|包赚|保本(?:保息)?|保收益|躺赚|日赚[0-9]+|月入(?:[0-9]+万?|过万)|必涨|(?:立马|马上|稳定|必然|保证)升值|升值(?:回报|空间大?)|高?投资回报率?高?",
                unless_after=r"买卖|期|有风险",
            ),
            Phrase(
                "升值 投资价值 收藏价值",
                "有纪念意义",
                r"升值|投资价值|(?:极具|巨大)收藏价值",
                severity="warn",
                unless_before=r"人民币|美元|日元|自我|自己|立马|马上|稳定|必然|保证|汇率",
                unless_after=r"自己|回报|空间|加薪|包|服务",
            ),
        ],
    ),
)
