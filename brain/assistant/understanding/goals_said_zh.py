"""A planned amount and how far it is: 这个月想做到21万，做成了几成; 二月原本打算做250万，实际完成了百分之多少.

The amount is a goal there, and what is asked is how much of it is reached or missing; no goal is set by such a sentence.
"""

from __future__ import annotations

import re
from typing import Final

_AMOUNT = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)(?:百|千|万|w|k|亿)?(?:多)?"
_OF = r"(?:块钱?|元|块)?(?:的)?(?:净?销售额|营业额|流水|业绩|单子?|订单|笔|件|份|客人)?"
_MEANT = (
    r"(?:(?:我|我们|咱们?|老板)?(?:原本|本来|原来|当初|一开始|年初|月初|事先|之前)?(?:是)?(?:(?:定|设|立|给)(?:下|了)?的)?(?:想着?|打算|计划|准备|预备|指望|盼着|定(?:了|下|的)?|说好|规划|预算|要|得|任务|指标|目标|KPI|kpi)"
    r"(?:的?是|额|为|定的?是|定了|定在)?(?:[:：])?(?:要|想|去)?(?:做|卖|冲|完成|达到|达成|收|实现|跑|干|拿)?(?:到|够|满|出)?)"
)
_ASKED = re.compile(
    r"(?:几成|百分之(?:几|多少)|多少比例|多大比例|还(?:差|缺|少|剩)(?:了)?多少|差(?:了|着)?多少|离[^,，]{0,6}多远|(?:完成|达成|做|实现|达到|卖|到)(?:成|到|够)?了?(?:多少|几成|没有?|吗|哪儿?了?|哪一步)"
    r"|(?:完成|达成)(?:率|度|比例|情况|进度)|进度|达标|到哪儿?一?步?了|够了?[没吗]|完得?成)"
)
_PLANNED = re.compile(
    rf"(?P<when>(?:(?:今年|去年|\d{{4}}年)?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?|[这本上]个?月|今年|[本这]个?季度?|本季度?))的?{_MEANT}(?P<amount>{_AMOUNT})(?P<of>{_OF})(?P<rest>[,，].*)$"
)
_OF_ORDERS: Final = {"单": "订单数", "单子": "订单数", "订单": "订单数", "笔": "订单数", "件": "销量", "份": "销量", "客人": "买家数"}  # fmt: skip


def planned_amount(text: str) -> str:
    """A normalised Chinese question how far a planned amount is, with the amount as a goal."""
    found = _PLANNED.search(text)
    if found is None or not _ASKED.search(found["rest"]):
        return text
    of = re.sub(r"^(?:块钱?|元|块)?的?", "", found["of"])
    figure = _OF_ORDERS.get(of, of)
    until = re.search(r"到(?P<day>昨天|今天|\d{1,2}[号日])(?:为止)?", found["rest"])
    told = f",到{until['day']}" if until else ""
    return f"{text[: found.start()]}{found['when']}的{figure}目标{found['amount']}{told},完成几成"
