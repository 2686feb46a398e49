"""Chinese verbs with what they count: 退了几单, 有多少人逛过, 平均一个客人下几单. Each pair of them is one figure.

Word lists cannot hold these, since verb, aspect and counting word combine freely. The tables say which figure a pair means;
a pair that is none of the shop's figures (退了几件) makes no token and is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from brain.assistant.understanding.tokens import Kind, Token

HOW_MANY = r"(?:多少万|好几百|好多|多少|几百|几千|几万|几十|几)"
# What is counted, by the words behind the number.
COUNTED: dict[str, str] = {
    "orders": r"(?:张|个|笔|条)?(?:订单|单子|单|小票|账单)|笔|桌|票(?!价)",
    "people": r"(?:个|位|名)?(?:人(?!均)|客人|顾客|客户|买家|会员|用户|妈妈|宝妈|家长|客)|位|名",
    "units": r"件|份|双|瓶|盒|包|罐|袋|箱|条|套|只|片|杯|碗|串|桶|斤|本|支|把|台|粒|根|捆|提|听|打(?!折)|盘|煲|屉|笼|扎|壶|板|卷|枚|副|对|顶|样东西",
    "money": r"块钱|钱|元|英镑|镑|美元|欧元|日元|港币|刀|块(?!地)|银子|万块|rmb",
    "times": r"次|回|遍",
}
# What happened, by its verbs.
VERBS: dict[str, str] = {
    "sold": r"下过单|下了单|买过东西|买东西|添|加了|卖掉|卖出|卖|售出|销出|销|出货|出掉|出|走货|走|成交|下单|下|开|接|做成|做|来|有|跑|收到|收|结|达成|产生|点|订购|订|要|拿|带走|买走|购买|买|发",
    "got": r"进来|进",
    "earned": r"卖出|卖|营收|收入|收回|收|进账|进|入账|入|做成|做|销|成交|贡献|带来|创收|赚回来|消费|花费|花|买|营业|回款|流水|吃|吃掉|掏",
    "profit": r"赚|挣",
    "refunded": r"退货退款|退货|退款|退回|退还|退掉|退出|退|返还|赔付|赔",
    "cancelled": r"取消|撤销|撤|关闭|作废|砍",
    "viewed": r"浏览|逛|看到|看|点开|访问|来看|进来看|点进来|进店",
    "carted": r"加购物车|加入购物车|加进购物车|放进购物车|放入购物车|放购物车|加到购物车|加购|加车|加了购物车|丢进购物车|扔进购物车|往购物车里放|往购物车里加",
    "favoured": r"收藏",
    "discounted": r"优惠|让利|减免|便宜|抵扣|打折|折让|让|减|抵|省",
    "reached": r"触达|覆盖|发给|送达",
    "gained": r"新增|拉新|新来|新进|新添",
    "returned_to": r"回购|复购|回头|再买|又买|再来|又来|再次购买|再次下单|二次购买|重复购买",
    "first_bought": r"(?:头一[回次]|第一[次回]|首次|头回)(?:来|到|在)?(?:咱家|咱们店?|咱店|我们店?里?|店里|这儿|这里)?(?:来)?(?:买东西|买|购买|下单|消费|光顾)|首购|首单|第一次来",
    "unpaid": r"(?:没有?|未|还没有?|尚未)(?:付款|付钱|支付|结账|结帐|买单|付)|(?:拍下|下单|下了单|拍了)(?:了)?(?:没有?|未)(?:付款|付钱|支付|付)|待付款|待支付|欠着",
}
FIGURE: dict[tuple[str, str], str] = {
    ("sold", "orders"): "orders",
    ("sold", "units"): "units",
    ("sold", "people"): "buyers",
    ("sold", "times"): "orders",
    ("got", "orders"): "orders",
    ("earned", "money"): "net_sales",
    ("profit", "money"): "gross_profit",
    ("refunded", "orders"): "refunded_orders",
    ("refunded", "money"): "refunds",
    ("cancelled", "orders"): "cancelled_orders",
    ("unpaid", "orders"): "unpaid_orders",
    ("viewed", "people"): "viewers",
    ("viewed", "times"): "views",
    ("carted", "people"): "cart_users",
    ("carted", "times"): "carts",
    ("favoured", "times"): "favourites",
    ("discounted", "money"): "discount_amount",
    ("reached", "people"): "post_reach",
    ("returned_to", "people"): "returning_buyers",
    ("first_bought", "people"): "new_buyers",
    ("gained", "people"): "new_buyers",
}
# Each one of what, and how much of what each of them has.
EACH: dict[str, str] = {
    "person": r"(?:个|位|名)?(?:客人|顾客|客户|买家|会员|用户|人|宝妈|妈妈)",
    "order": r"(?:张|笔)?(?:订单|单子|单|小票)|笔|桌",
    "piece": r"件(?:货|商品|东西|衣服)?|个(?:商品|产品|东西)|份|瓶|盒|包",
    "day": r"天|日",
}
AVERAGE: dict[tuple[str, str], str] = {
    ("person", "orders"): "orders_per_buyer",
    ("person", "times"): "orders_per_buyer",
    ("person", "money"): "sales_per_buyer",
    ("order", "money"): "average_order_value",
    ("order", "units"): "units_per_order",
    ("piece", "money"): "average_price",
    ("day", "money"): "daily_sales",
    ("day", "orders"): "daily_orders",
}
_ASPECT = r"(?:出去|出来|回来|回去|进来|上来|掉|出|过|着|得|到|走|成|上)?了?(?:我们|我|咱们|咱)?"
_ROUGHLY = r"(?:一共|总共|大概|大约|差不多|到底|究竟|合计|能|可以|会|都)?"
_GOODS = r"(?:商品|东西|货|宝贝|店里?|页面|产品)?"


def _counted() -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in COUNTED.items())


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """One pattern a pair and a word order, each with its figure."""
    made = []
    for (verb, counted), figure in FIGURE.items():
        did, what = VERBS[verb], COUNTED[counted]
        nouns = {"orders": r"(?:订单|单子|单)", "people": r"(?:人|客人|顾客|客户|买家|用户)"}.get(counted, "")
        forms = [
            # 退了几单, 逛过店里的有多少人
            rf"(?:{did}){_ASPECT}{_GOODS}的?{_ROUGHLY}有?{HOW_MANY}(?:{what})",
            # 有多少人逛过
            rf"有?{HOW_MANY}(?:{what})(?:是|来|去|都|没去)?(?:{did}){_ASPECT}{_GOODS}",
        ]
        if nouns and (verb, counted) != ("sold", "orders"):
            # 没付款的单子(有几张), 加购的人数
            tail = rf"(?:(?:一共|总共)?(?:有)?{HOW_MANY}(?:{what}|个|张)?|数量?)?"
            forms.append(rf"(?:{did}){_ASPECT}{_GOODS}的{nouns}{tail}")
        if (verb, counted) == ("sold", "people"):
            # 有多少人 asks how many there are of whoever is named.
            forms = [form.replace("|有|", "|") for form in forms]
        made += [(re.compile(form), figure) for form in forms]
    return tuple(made)


@lru_cache(maxsize=1)
def _averages() -> tuple[tuple[re.Pattern[str], str], ...]:
    made = []
    for (each, counted), figure in AVERAGE.items():
        one, what = EACH[each], COUNTED[counted]
        verb = r"(?:来买|来|下单|下|买|消费|花费|花|出|卖|做|接|开|有|是|吃|点|收|进|要|值)?"
        per = rf"(?:每一?|一)(?:{one})"
        # A bare 每天 cuts by day; only 平均 makes it an average.
        lead = (
            rf"(?:平均|均摊)(?:下来|到|算下来)?{per}"
            if each == "day"
            else rf"(?:平均(?:下来|到)?{per}|(?:每一?|一)(?:{one})平均|每一?(?:{one}))"
        )
        if each == "person":
            lead = f"(?:人均|{lead})"
            if counted == "money":
                made.append((re.compile(rf"人均{verb}{_ASPECT}多少$"), figure))
        made.append((re.compile(rf"{lead}{_ROUGHLY}{verb}{_ASPECT}{_ROUGHLY}{HOW_MANY}(?:{what})"), figure))
        made.append(
            (
                re.compile(
                    rf"{lead}{verb}{_ASPECT}(?:的)?(?:金额|消费额?|花费|单数|件数|次数|营业额|销售额|单量)"
                ),
                figure,
            )
        )
    return tuple(made)


_KINDS = re.compile(
    rf"(?:卖出|卖掉|卖|动销|有)?(?:了|过)?{HOW_MANY}(?:种|款|样)(?:不同的?|不一样的?|各种)?(?:商品|产品|东西|菜品|菜|品|货|单品|宝贝)(?:卖出|卖掉|卖|有)?(?:了|过|动)?(?:货|销量)?"
)
# 还剩几包, 店里现在还有几罐: what has not been sold yet lies on the shelf.
_LEFT = re.compile(
    rf"(?:手里|手上|手头|店里|家里|现在|目前|眼下)*(?:还|就|只|仅)?剩(?:下|余|着)?了?有?{HOW_MANY}(?:{COUNTED['units']})"
    rf"|(?:(?:手里|手上|手头|店里|家里|现在|目前|眼下)(?:现在|目前|里)?)?还有{HOW_MANY}(?:{COUNTED['units']})(?!没|退|卖|送|发|要|被|是)"
)
_BARE = re.compile(rf"有?{HOW_MANY}(?:{_counted()})")
_WORD_OF: dict[str, str] = {
    "average_order_value": "金额 消费 花费 营业额 销售额",
    "sales_per_buyer": "金额 消费 花费 营业额 销售额",
    "average_price": "金额",
    "daily_sales": "金额 营业额 销售额",
    "orders_per_buyer": "单数 次数 单量",
    "units_per_order": "件数",
    "daily_orders": "单数 单量",
}


def counted_in(text: str) -> Iterator[Token]:
    """Every figure that a verb and what it counts name in a normalised text, and every bare 多少单, 几个人."""
    if not re.search(r"[多几的均每]", text):
        return
    for pattern, figure in _averages():
        for match in pattern.finditer(text):
            last = match[0]
            told = re.search(HOW_MANY, last) is not None
            if told or any(last.endswith(word) for word in _WORD_OF[figure].split()):
                yield Token(Kind.METRIC, figure, match.start(), match.end(), match[0])
    for pattern, figure in _patterns():
        for match in pattern.finditer(text):
            if figure == "buyers" and text.startswith(("多少", "几"), match.end()):
                continue  # 多少人下了多少单: the verb belongs to what is counted behind it
            yield Token(Kind.METRIC, figure, match.start(), match.end(), match[0])
    for match in _KINDS.finditer(text):
        yield Token(Kind.METRIC, "products_sold", match.start(), match.end(), match[0])
    for match in _LEFT.finditer(text):
        yield Token(Kind.METRIC, "stock_on_hand", match.start(), match.end(), match[0])
    for match in _BARE.finditer(text):
        what = next(name for name in COUNTED if match[name] is not None)
        yield Token(Kind.HOWMANY, what, match.start(), match.end(), match[0])
