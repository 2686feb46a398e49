"""Infant milk, drinks and food said to replace breast milk in whole or part, or to be its equal.

Source: 广告法 第二十条. "不能替代母乳" and "母乳是婴儿最好的食物" are the honest notices and pass.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import BREAST_MILK
from brain.kernel.i18n import N_

infant_dairy = Rule(
    name="infant_dairy",
    title=N_("goods said to replace breast milk"),
    scan=phrase_scan(
        BREAST_MILK,
        [
            Phrase(
                "母乳",
                "适龄选用",
                r"(?:(?:完全|全部|部分)?(?:替代|代替|取代|顶替))(?:妈妈的?)?母乳(?:喂养)?|"
                r"最?(?:媲美|堪比|比肩|不输|不亚于|胜过|赶超|胜似|超越|超过|优于|好过|相当于|等同于?|如同|宛如|模拟|还原|复刻|无限接近|接近|贴近|更接近|亲近|仿)(?:妈妈的?|于)?(?:黄金)?母乳(?:配方|营养|喂养|结构|口味)?",
            ),
            Phrase(
                "母乳",
                "均衡",
                before_noun="均衡的",
                pattern=r"母乳(?:级|化|般|一样|替代品|代替品|的?(?:替代|代替)(?:品|选择|者)?|同款|同源|口味一样|的味道)|(?:比|跟|和|与|像)母乳(?:一样|还|更|没区别|没什么区别|一个样)(?:有?营养|好|健康|安全|吸收)?",
                unless_after=r"喂养|亲喂",
            ),
            Phrase(
                "母乳",
                "适龄选用",
                r"(?:第二|另一种|人工)母乳|(?:不用|无需|不需要|不必|告别|放弃|省去)(?:再)?母乳(?:喂养)?|母乳不足(?:就|也|都)?(?:靠|喝|选|用)[^,]{0,6}",
                deniable=False,
                unless_after=r"也不要|请",
            ),
        ],
    ),
)
