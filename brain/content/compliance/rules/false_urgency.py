"""Hurry without an end: 仅限今日, 错过再等一年. A limited offer must say when it ends.

Source: 广告法 第八条第一款 (a promise in an advert is exact, clear and plain); 规范促销行为暂行规定 (2020) on stating promotion terms.
"""

from brain.content.compliance.base import Phrase, Rule, phrase_scan
from brain.content.compliance.law import PROMISE_UNCLEAR
from brain.kernel.i18n import N_

# Any stated day or hour counts as an end.
_NO_END = (
    r"^(?!.*(?:[0-9]{1,2}月|[0-9]{1,2}[日号](?!链接|店|楼)|[0-9]{1,2}[:点时]|[0-9]{4}[./-]|[0-9]{1,2}[./][0-9]{1,2}|零点|午夜|截止|截至|结束时间|"
    r"周[一二三四五六日天]|星期|[0-9一二两三四五六七八九十]+小时))(?s:.*)"
)

false_urgency = Rule(
    name="false_urgency",
    title=N_("hurry without an end date"),
    scan=phrase_scan(
        PROMISE_UNCLEAR,
        [
            Phrase(
                "仅限今日 仅限今天 只限今天 只限今日 限今日 最后一天 仅此一天 就今天一天 今日限定",
                "活动期间",
                severity="warn",
                only_text=_NO_END,
                unless_after=r"(?:的)?(?:假期|暑假|班|上课)|到[店达]|自取",
            ),
            Phrase(
                "仅此一次 错过不再 错过再等 错过等一年 错过就没 过时不候 过期不候 最后机会 最后疯抢 最后一次机会",
                "活动时间见详情",
                severity="warn",
                only_text=_NO_END,
            ),
            Phrase(
                "马上涨价 即将涨价 明天涨价 明日涨价 随时涨价 立即涨价 马上恢复原价 即将恢复原价 明天恢复原价 明日恢复原价",
                "活动结束后价格会调整",
                severity="warn",
                only_text=_NO_END,
            ),
        ],
    ),
)
