"""Youth and long life as an effect: 喝一口年轻十岁, 返老还童, 延年益寿.

Source: 广告法 第二十八条第二款 (an effect that nobody can have is invented). 显年轻 said of clothes is taste and passes; with a number
of years it is passed on as "warn".
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import HEALTH_FOOD, MISLEADING
from brain.kernel.i18n import N_

_COUNT = r"[0-9一二两三四五六七八九十]+"

youth_claims = Rule(
    name="youth_claims",
    title=N_("promised youth or long life"),
    scan=phrase_scan(
        MISLEADING,
        [
            Phrase(
                "岁",
                "气色好",
                rf"(?<!显)(?:年轻|减龄|逆龄)(?:了|至少|起码|整整)?{_COUNT}岁(?:肌肤|的?皮肤|脸|肌)?",
                unless_before=r"显|看起来|比[你我他她].{0,3}",
            ),
            Phrase(
                "回到 小",
                "气色好",
                rf"(?:回到|小)(?:了)?{_COUNT}岁",
                only_text=r"肌|脸|皮肤|皱|面膜|敷|精华|面霜",
                unless_before=r"比[你我他她].{0,3}|显|看起来|大|妹妹|弟弟",
            ),
            Phrase("岁", "好看", rf"(?:显|看起来)(?:年轻|小)(?:了|至少|起码)?{_COUNT}岁", severity="warn"),
            Phrase(
                "逆转 重返 重回 找回 挽回",
                "保养",
                r"(?:逆转|重返|重回|找回|挽回)(?:时光|年龄|岁月|衰老|肌龄|青春|18岁|十八岁|少女肌|20岁|二十岁)(?:肌|肌肤)?",
                unless_clause=r"回忆|影|电影|校园|童年|照片",
            ),
            Phrase(
                "返老还童 长生不老 青春永驻 永葆青春 一夜回春 不老神话 永远18岁 永远十八岁",
                "气色好",
                unless_before=r"祝[一-鿿]{0,4}|愿[一-鿿]{0,4}|祝福",
            ),
            Phrase(
                "延年益寿 长命百岁 延长寿命 长寿",
                "日常饮用",
                r"延年益寿|延长寿命|(?:喝|吃)出长寿|(?:吃|喝)了?长命百岁",
                article=HEALTH_FOOD,
                unless_before=r"祝[一-鿿]{0,6}|愿[一-鿿]{0,6}|寓意",
            ),
            Phrase(
                "冻龄 逆龄 不老",
                "保养",
                r"冻龄|逆龄|不老(?:肌|女神|秘)",
                severity="warn",
                unless_after=rf"{_COUNT}岁",
            ),
        ],
    ),
)
