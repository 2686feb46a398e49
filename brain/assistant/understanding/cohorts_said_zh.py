"""What became of those who first bought in a month, month by month: 三月头一次来下单的那批客人，后头每个月还有几个来买."""

from __future__ import annotations

import re

_MONTH = r"(?:(?:去年|今年|\d{2,4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|上上?个?月)"
_FIRST = r"(?:第一[次回]|头一?[次回]|首次|首回|刚|才)(?:来)?(?:我们|咱们|店里)?(?:买|下单|消费|购买|光顾|来|进店|成交)(?:过|了|东西|的)*"
_NEW = r"(?:新(?:来|增|进|添)?|首购|首单)(?:的)?"
_THEM = r"(?:那|这)?(?:些|批|拨|帮|群)?(?:人|客人|客户|顾客|买家|新客|客)(?:们)?"
_AFTER = r"(?:后头|后面|后来|往后|之后|以后|接下来|接着|随后|此后|打那以后|过后)(?:的)?"
_EACH = r"(?:每个?月|逐月|各月|各个月|几个月|按月|一个月一个月|每月)(?:里|都|各|又|还|再|来|看|地|分别)*"
_BACK = r"(?:有|剩|回来|回头|再来|来买|来)(?:了|下|买|回来|再来|还|又)*(?:多少|几)(?:个|位|人)*(?:人|客人)?(?:还|又|再)?(?:来|回来|买|下单|消费|在买)*(?:的)?(?:人)?"
_FOLLOWED = re.compile(
    rf"(?P<month>{_MONTH})(?:里|的|份)?(?:(?:{_FIRST}|{_NEW}){_THEM}|新客)[,，]?(?:{_AFTER}{_EACH}|{_EACH}{_AFTER})(?:还)?(?:{_BACK}|(?:还)?(?:来买|回来|来|买|下单)(?:买)?的?(?:各|都)?(?:有|是)?(?:多少|几)(?:个|人|位)*)(?=[?？。 呢]*$)"
)


def followed_by_month(text: str) -> str:
    """A normalised Chinese question what became of a month's first buyers, as their retention by month."""
    return _FOLLOWED.sub(r"\g<month>首次下单的客户按月看留存", text)
