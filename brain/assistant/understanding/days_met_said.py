"""Days told by what they met, the condition ahead of the noun: 一天过三万的有几天, 哪几天一笔成交都没有.

The grammar reads the condition behind the days (有几天销售额过三万), so it is put there.
"""

from __future__ import annotations

import re

_N = r"[\d一二两三四五六七八九十百千万.]+[kw]?"
_LEAD = r"(?:单日|每一?天|一天|每日|当天|单周|每周|一周|单月|每个?月|一个月)"
_FIGURE = r"(?:净?销售额|营业额|营收|流水|业绩|生意|成交额|订单数?量?|单量|单数|单子|退款(?:金额)?|客人|顾客|人数|销量|毛利)"
_CMP = r"(?:不到|没到|没过|没超过|没破|低于|少于|不足|不满|过了?|超过了?|超出|超了?|破了?|突破了?|高于|大于|多于|达到了?|满|上了?)"
_OF = r"块钱?|元|单|笔|件|份|人"
_MET = re.compile(
    rf"(?:{_LEAD}的?)?(?P<what>{_FIGURE})?(?:能|能够|会|在)?(?:卖|做|收|有)?(?:到|出|了|过)?"
    rf"(?:(?P<cmp>{_CMP})(?P<n>{_N})(?P<of>{_OF})?(?:及?(?P<above>以上|以下))?|(?P<m>{_N})(?P<of2>{_OF})?及?(?P<at>以上|以下))"
    r"的(?P<noun>日子|天数|天|月份|周数|月数)?(?:一共|总共|共|大概|都)*(?:有|是)?(?:(?:几|多少|哪几|哪些)个?(?P<unit>天|月|周)|(?:多少|几个))?(?=[?？。!！ 呢啊]*$)"
)
COUNTS = {"单": "订单数", "笔": "订单数", "件": "销量", "份": "销量", "人": "买家数"}
_NONE = re.compile(
    r"(?:连)?(?:一|半)(?:笔|单|个|张|桌|件)(?:成交|订单|单子?|生意|买卖|交易|东西)?(?:都|也)(?:没有|没能|没|未)(?:成交|卖出?去?|卖掉|开张|出|成|接到?|收到?|有|做成|进账|下)?(?:过|的)?"
    r"|(?:零|(?<![\d.])0)(?:成交|订单|单(?!价|量|数))|颗粒无收|(?:一整?|整)天都没(?:有)?开过?张|没做成?生意|吃了?(?:鸭蛋|零蛋)|挂零"
)
UNITS = {"天": "天", "日": "天", "月": "个月", "周": "周"}
_OF_DAYS = re.compile(r"(?:哪几?|哪些|有几|几|多少|哪一)(?:个)?(?:天|周|月)(?!前|后|内|里)")
_OF_GOODS = re.compile(r"商品|产品|菜|品类|单品|货|款(?!待)|客|谁|人")


def days_met(text: str) -> str:
    """A normalised question with the condition that days meet behind the days."""
    if _OF_DAYS.search(text) and not _OF_GOODS.search(text):
        text = _NONE.sub("没有订单", text, count=1)
    found = _MET.search(text)
    unit = (found["unit"] or (found["noun"] or "")[:1]) if found else ""
    if found is None or not unit:
        return text
    of = found["of"] or found["of2"] or ""
    what = found["what"] or COUNTS.get(of, "" if found["cmp"] else "销售额")
    bound = found["cmp"] or ("不少于" if found["at"] == "以上" else "不多于")
    said = f"{what}{bound}{found['n'] or found['m']}{of}{found['above'] or ''}"
    return f"{text[: found.start()]}有几{UNITS[unit]}{said}{text[found.end() :]}"
