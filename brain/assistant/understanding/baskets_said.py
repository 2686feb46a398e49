"""Orders told by what lies in them: 点了A又点了B的有几桌, 有A没有B的订单, "orders with both A and B".

Found only among the shop's own names as it writes them (one sign each, see `marking`); what somebody bought on different
days is told of customers instead (`customer_sets`).
"""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Marks

_NAME = "[\ue000-\uf8ff]"
_GOT = r"(?:点|买|要|下单|购买|含|有|包含|带|出现)(?:了|过|有)?"
_NOT_GOT = r"(?:没有?|未|不)(?:再|一起)?(?:点|买|要|下单|购买|含|包含|带)?(?:了|过)?"
_AND = r"(?:[,，]? ?(?:又|也|还|并且?|同时|而且|和|跟|与|及|、|一起|再)+(?:同时|一起)?)"
_BUT = r"(?:[,，]? ?(?:但是?|却|可是?|而|不过|又|还)*)"
_ORDERS = r"(?:订单|单子|账单|小票|桌|单)"
_COUNT = rf"(?:数|量)?(?:一共|总共|共)?(?:有|是)?(?:过)?(?:多少|几)(?:个|张|笔)?(?:{_ORDERS})?"
_COUNTED_ZH = (
    rf"(?:的?{_ORDERS}{_COUNT}|的?{_ORDERS}数?量?|的(?:一共|总共|共)?有?(?:多少|几)(?:个|张|笔)?{_ORDERS})"
)
_BOTH_ZH = re.compile(
    rf"(?:同时|既)?(?:{_GOT})?(?P<one>{_NAME}){_AND}(?:{_GOT})?(?P<two>{_NAME})(?P<together>都有|都点了?|都买了?|一起(?:买|点|下单)|同时(?:买|点|下单|出现))?(?P<count>{_COUNTED_ZH})"
)
_WITHOUT_ZH = re.compile(
    rf"(?:只)?{_GOT}(?P<one>{_NAME}){_BUT}{_NOT_GOT}(?P<not>{_NAME})(?P<count>{_COUNTED_ZH})"
)
_ORDERS_EN = r"(?:orders|bills|invoices|baskets|receipts|tables|checks)"
_HAD = r"(?: that| which)?(?: had| have| has| contained| contain| containing| included| include| including| with)(?: got)?"
_WHEN = r"(?P<when>(?: (?:in|during|from|on|this|last|over) [a-z0-9 ]{2,30}?)?)"
_BOTH_EN = re.compile(
    rf"(?P<lead>how many |number of )?(?P<orders>{_ORDERS_EN}){_WHEN}{_HAD} (?:both )?(?:the |an? )?(?P<one>{_NAME}) (?:and|as well as|together with|plus|along with)(?: also)? (?:the |an? )?(?P<two>{_NAME})(?: together| in (?:it|them)| in the same order)?"
)
_WITHOUT_EN = re.compile(
    rf"(?P<lead>how many |number of )?(?P<orders>{_ORDERS_EN}){_WHEN}{_HAD} (?:the |an? )?(?P<one>{_NAME}),? (?:but|and) (?:not|no|without|didn't (?:have|include|contain)|did not (?:have|include|contain))(?: any)? (?:the |an? )?(?P<not>{_NAME})"
)
_OF_PEOPLE = re.compile(r"人(?!民)|客(?!单)|谁|会员")
_A_FIGURE = re.compile(r"多少钱|销售额|客单|金额|sales|value|revenue|worth|spend")


def baskets_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text, the shop's names as one sign each, with orders of certain contents as orders; the contents are marked."""
    if _OF_PEOPLE.search(text):
        return text, marks
    for form in (_WITHOUT_ZH, _BOTH_ZH, _WITHOUT_EN, _BOTH_EN):
        found = form.search(text)
        if found is None:
            continue
        groups = found.groupdict()
        wanted = tuple(sign for sign in (groups["one"], groups.get("two")) if sign)
        unwanted = (groups["not"],) if groups.get("not") else ()
        around = text[: found.start()] + text[found.end() :]
        zh = "count" in groups
        noun = "订单" if zh else f" {'how many ' if groups['lead'] else ''}orders{groups['when']} "
        noun = "" if zh and _A_FIGURE.search(around) else noun + ("数" if zh else "")
        rest = f"{text[: found.start()]} {noun}{text[found.end() :]}"
        return rest, marks.with_(found[0], with_both=wanted, without=unwanted)
    return text, marks
