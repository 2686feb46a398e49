"""Passing an examination or mastering a subject, promised: 包过, 一次通过, 一本书学会.

Source: 广告法 第二十四条第（一）项.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import TEACHING
from brain.kernel.i18n import N_

_STUDY = r"考|证|课|学|题|培训|辅导|备考|上岸|教材|资料"

education_promise = Rule(
    name="education_promise",
    title=N_("promised study results"),
    scan=phrase_scan(
        TEACHING,
        [
            Phrase(
                "包过 保过 包上岸 包录取 保录取 包拿证 保证提分 必过 考试必过 包学会 包提分",
                "帮助备考",
                unless_after=r"[来去滤敏期程年程]",
                unless_before=r"面|书|钱|荷|经历|汤|红|背|豆沙",
            ),
            Phrase(
                "不过",
                "报名说明见详情",
                r"(?:考试|考)?不过(?:全额|全|包|无条件|就)?(?:退款|退费|退钱|全退|包退)",
                only_text=_STUDY + r"|分|班|雅思|托福",
            ),
            Phrase(
                "一次通过 一次通关 一次过",
                "认真备考",
                r"一次(?:通过|通关)|一次过(?=[,。!]|$)",
                severity="warn",
                unless_clause=r"质检|安检|验收|检测|审核|海关|游戏|滤",
            ),
            Phrase(
                "一次通过 一次通关 一次性通过",
                "认真备考",
                r"(?:考试|考证|考研|考公|驾考|四六级|面试)[^,]{0,6}(?:一次通过|一次通关|一次性通过)",
            ),
            Phrase(
                "一本书学会 一套题学会 一节课学会 三天学会 七天学会 速成 不用学直接选 看到直接选 押中原题 押题命中",
                "帮助入门",
                r"一[本套节][书题课]学会|[0-9一二三七十]+天(?:学会|速成|精通)|不用学直接选|看到直接选|押中原题|押题命中率?",
                unless_before=r"陪你",
            ),
            Phrase(
                "升学率 录取率 通过率 高考移民",
                "教学安排见详情",
                r"(?:高考|中考|考研)?(?:升学率|录取率|通过率)(?:高达|达到?|为)?[0-9.]*%?|高考移民",
                severity="warn",
                only_text=_STUDY,
            ),
        ],
    ),
)
