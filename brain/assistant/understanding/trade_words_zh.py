"""Words of a Chinese shop's trade, and of its owner's day, in the words of the grammar: 核销, 贷项, 支付单量, 周环比, 漏斗.

Only what names the very same figure is put in its place; a condition or a name beside it stays where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_N = r"(?:\d{2,}(?:\.\d+)?[万千]?|[一二两三四五六七八九十\d]+[百千万][一二两三四五六七八九十百千]*)"
_AND = r"[-—–→>~到至、,，和及与跟/ ]*"
_STEP = r"(?:曝光|浏览|访问|点击|收藏|加购|加车|下单|支付|付款|成交|购买|转化)"
_COST = r"(?:进货|拿货|进价|货款|货本|货品|商品)的?(?:钱|款|本钱|成本|价钱?|花销)?|货的?(?:钱|本)"
_OFF = r"(?:除掉|除去|除开|除了|扣掉|扣除|扣去|刨掉|刨去|刨开|去掉|减去|减掉|抛去|抛开|抛掉)"
_LEFT = r"(?:还|净|实际|到底|究竟|能|一共|总共|大概)*(?:赚|挣|剩|落)(?:下|到|得|着)?了?(?:多少|几)(?:钱|块)?"
_ONE_STEP = {"周": "上周", "星期": "上周", "月": "上个月", "日": "昨天", "天": "昨天", "季": "上季度", "季度": "上季度"}  # fmt: skip
_STEPS = re.compile(r"[每各逐近]|过去|连续|[到至]")
_SAME_UNIT = {
    "周": re.compile(r"[上这本]个?(?:周|星期|礼拜)(?![一二三四五六日天末])"),
    "星": re.compile(r"[上这本]个?(?:周|星期|礼拜)(?![一二三四五六日天末])"),
    "月": re.compile(r"(?:\d|[一二三四五六七八九十])月|[上这本]个?月"),
    "日": re.compile(r"[昨今前]天|\d[号日]"),
    "天": re.compile(r"[昨今前]天|\d[号日]"),
    "季": re.compile(r"[一二三四上本这]季度?"),
}
_TOLD_WHEN = re.compile(r"[\d一二三四五六七八九十上本这当前昨今去每各逐近]|过去|历")


def _given_back(match: re.Match[str]) -> str:
    """退了1000块以上的订单: what was given back on it."""
    return f"退款金额{'不少于' if match['at'] == '以上' else '不多于'}{match['n']}元的"


TURNS: Final[tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]] = (
    # Money in, and money back on a note of its own.
    (r"(?<![应未代])收款(?:总额|金额|总金额|额|总数)", "实收金额"),
    (r"实收总额", "实收金额"),
    (
        r"(?:退货|退款|销售)?(?:贷项|红字)(?:通知单|凭单|凭证|发票|票据)?的?(?:总?金额|总?额)|(?:退货|退款)(?:的)?(?:贷项|红字)(?:通知单|凭单|凭证|发票)?(?=比|多少|有多少|是多少|共|一共)",
        "退款金额",
    ),
    (
        r"(?:退货|退款)(?:被|给|里|又|一共|总共)?扣(?:了|掉|去|除)*(?:多少|几)(?:钱|块)?",
        "退款金额多少",
    ),
    (
        r"(?:付了?款(?:之后|以后|后))?(?:又|再|被)*(?:全额|整单|全单|全部)(?:都)?(?:被)?退(?:款|货|掉|了)*的(?:订单|单子|单)(?:数量?)?(?:一共|总共|共)?(?:有|是)?(?:多少|几)?(?:笔|个|单|张)?"
        r"|(?:有)?(?:多少|几)(?:笔|个|张)?(?:订单|单子|单)(?:是|被)?(?:全额|整单|全单)退(?:款|货|掉|了)*|(?:全额|整单)退款(?:订单数?|单数|笔数|单量)(?:是|有)?(?:多少|几)?(?:笔|个|单)?",
        "退款率不低于100%的订单有多少",
    ),
    (r"付了?款(?:之后|以后|后)(?:又|再|申请|要求|被)*(?=退[款货])", ""),
    (rf"退(?:款|货|了|掉)*(?P<n>{_N})(?P<of>块钱?|元)(?P<at>以上|以下)的?(?=订单|单)", _given_back),
    (rf"退(?:了|掉)+(?P<cmp>超过|不到|低于|高于|不足|少于|多于)(?P<n>{_N})(?P<of>块钱?|元)的?(?=订单|单)", r"退款金额\g<cmp>\g<n>元的"),
    # Orders of 500 and more: no figure counts to 500 there.
    (
        rf"(?<![单笔数件份人量])(?P<n>{_N})(?P<at>以上|以下)的?(?=(?:订单|单子|账单|小票)(?:一共|总共|共|大概)*(?:有|是)?(?:几|多少|哪))",
        r"\g<n>元\g<at>的",
    ),
    (rf"(?<![\d年月日号点第])(?P<a>{_N})(?P<to>到|至|-|~)(?P<b>{_N})(?:之间)?(?=的(?:订单|单子|单|账单|小票))", r"\g<a>\g<to>\g<b>元"),
    # A figure of orders counts those that were paid for.
    (
        r"(?<![未没已待不被])(?:已)?(?:支付|付款)(?:成功)?的?(?=(?:订单|单量|单数|单子|笔数)(?!金额|额))",
        "",
    ),
    (r"(?<![未没待不被])支付(?=买家|人数|客户数|件数)", ""),
    # An invoice is an order here.
    (r"(?<=平均每天)开(?:出|具)?了?(?:发票)?(?=(?:多少|几)张)", "下单"),
    (r"(?<=下单)(?P<many>多少|几)张(?:发票|票)?", r"\g<many>单"),
    (r"开(?:出|具)?了?(?:票|发票)了?(?P<many>多少|几)张|开(?:出|具)?了(?P<many2>多少|几)张(?:发票|票)", r"下了\g<many>\g<many2>单"),
    # The whole way to an order has a name of its own.
    (rf"(?:从)?(?:{_STEP}{_AND}){{2,6}}的?(?:转化)?漏斗", "漏斗"),
    # A coupon that was written off was used.
    (
        r"(?P<n>[两二三四五六\d]|每一?|各)张(?:优惠)?券(?:分别|各自|各|都)?(?:被)?(?:核销|使用|用掉|用|带来)(?:了|掉|出去)*(?:多少|几)(?:张|次|笔|个?订?单)",
        "各券订单数",
    ),
    (
        r"(?:(?<=^)|(?<=[月年天日周号])|(?<=一共)|(?<=总共))核销(?:了|掉)*(?:多少|几)(?:单|张|次|笔)(?:优惠券|券)?|(?<![张种这那款减折])(?:优惠)?券(?:一共|总共|共)?核销(?:了|掉)*(?:多少|几)(?:单|张|次|笔)",
        "用了优惠券的订单有多少",
    ),
    (r"(?<=[券减折])(?P<own>.{0,6})核销(?=了?(?:多少|几)(?:单|次))", r"\g<own>用"),
    # Of all who bought, how many were new.
    (
        r"^(?!.*(?:销售|营业|流水|业绩|金额|毛利|[订下]单|单[数量]|件数|销量|退))(?P<lead>.*?)(?P<who>新客户?|新顾客|新买家|老客户?|老顾客|老买家|回头客)(?:数量?|人数)?的?(?:占比|比例|比重|占(?:了|到)?(?:多少|几成|百分之几|百分之多少|多大比例|比多少))(?:是|有)?(?:多少|几成)?(?P<end>[?？。 ]*)$",
        r"\g<lead>\g<who>占客户数的比例\g<end>",
    ),
    # What is left once the goods are paid for.
    (rf"{_OFF}(?:{_COST})(?:之后|以后|之外|以外|后|外)?[,， ]*{_LEFT}", "毛利多少"),
    # 刚过去的十月 is the one that is just over.
    (r"刚刚?(?:过去|过完|结束|过)了?的?(?:那个?|这个?)?(?=(?:\d{1,2}|十?[一二三四五六七八九十])月|国庆|中秋|春节|五一|端午|双十一|双11|618)", ""),
    (r"刚刚?(?=过去的(?:[一这两三四五六七八九十]|\d))", ""),
    # A week before, in other words.
    (r"前一个?(?:礼拜|星期)(?![一二三四五六日天])", "前一周"),
    (r"前一个?季(?!度|节)", "前一季度"),
    # The clock, and then the clock again in figures.
    (r"(?<![上今昨前明当那])晚(?=\d{1,2}[点时])", "晚上"),
    (r"(?<=[点时])档(?:期|口)?(?=[(（的成卖销占有是多订])|(?<=\d点)档", ""),
    (r"(?<=\d[点时])的(?=成交|销售|订单|单|流水|营业)", ""),
    # A word for the eye only.
    (r"[,， ]*(?:写|抄|记|列|打)(?:下来|出来)?给我(?:看看|看一看|看一?下|瞧瞧|瞅瞅|看)?(?=[吧呗啊呀。.!！ ]*$)", ""),
    (r"^(?:请|麻烦)?(?:写|抄|列)给我(?:看看|看一?下|看)[,，： ]*(?=.)", ""),
    (r"[(（]按(?:自然日|日历天数?|日历日|天数|自然天数?)(?:来)?(?:计算?|算|口径)?[)）]", ""),
)  # fmt: skip
_TURNS = tuple((re.compile(form), whole) for form, whole in TURNS)
_HAN = re.compile("[\u3400-\u9fff]")
_CLOCK_TWICE = re.compile(
    r"(?P<part>早上?|上午|中午|下午|傍晚|晚上?|夜里)?(?P<hour>\d{1,2})[点时](?:档|段)?[(（](?P<from>\d{1,2})(?:点|:00)?[-—–~到至](?P<to>\d{1,2})(?:点|:00)[)）]"
)
_RATE_BEFORE = re.compile(r"(?P<unit>周|星期|月|日|天|季度?)(?P<word>环比|同比)")


def in_trade_words(text: str) -> str:
    """A normalised question in which the words of the trade are those of the grammar."""
    if _HAN.search(text) is None:
        return text
    text = _CLOCK_TWICE.sub(_clock_once, text)
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return _RATE_BEFORE.sub(_of_the_last_one, text)


def _clock_once(match: re.Match[str]) -> str:
    """晚8点档（20-21点） is 20点到21点; hours in brackets that are others stay as they stand."""
    first, last = int(match["from"]), int(match["to"])
    same = first % 12 == int(match["hour"]) % 12 and first < last <= 24
    return f"{first}点到{last}点" if same else match[0]


def _of_the_last_one(match: re.Match[str]) -> str:
    """周环比 is last week beside the one before; with a period said ahead of it, that period beside the one before."""
    ahead = match.string[: match.start()]
    if _SAME_UNIT[match["unit"][0]].search(ahead) and not _STEPS.search(ahead):
        return match["word"]
    if _TOLD_WHEN.search(ahead):
        return match[0]
    return f"{_ONE_STEP[match['unit']]}{match['word']}"
