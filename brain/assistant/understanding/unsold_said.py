"""What did not sell: products of which none was sold in a period, and those that sold in one and not in another."""

from __future__ import annotations

import re

from brain.assistant.understanding.marks import Earlier, Marks

_GOODS_ZH = r"(?:商品|产品|货品|单品|货|东西|菜品|菜|品|宝贝|款|sku)"
_NONE_ZH = r"(?:(?:连)?(?:一|半)(?:件|个|份|次|单|样|瓶|盒|包|袋|只|双|罐)(?:商品|东西)?)?(?:都|也|就|却|又)*"
_SOLD_ZH = r"(?:有人(?:买|点|要|下单)|人(?:买|点|要|下单)|卖出去|卖出|卖掉|卖动|卖|售出|销售|销量|销出|动销|成交|出货|出单|开张|点|买|有销量|有销售|有卖出)(?:去|掉|出去|过|出|动|了|到)*"
_NOT_ZH = r"(?:没有再|没再|没有|没|未曾|未|不曾|无)(?:能|再)?"
# What did not sell at all in the period that is named.
_NEVER_ZH = (
    re.compile(rf"(?<!最){_NONE_ZH}(?<!最){_NOT_ZH}{_SOLD_ZH}(?:的)(?:{_GOODS_ZH})?"),
    re.compile(
        rf"(?P<which>(?:有?哪些|有?哪几[个款样种]|什么|有?几[个款种样]|有?多少[个款种]){_GOODS_ZH}?.{{0,12}}?){_NONE_ZH}(?<!最){_NOT_ZH}{_SOLD_ZH}(?:的)?(?=$|[?？。!啊呢吗了])"
    ),
    re.compile(
        rf"(?:不动销|零销量|0销量|零动销|滞销|零销售|没销量|无销量|无动销|销量(?:为|是|等于)?(?:0|零))(?:的)?(?:{_GOODS_ZH})?"
    ),
)
_BOTH_ZH = re.compile(
    rf"(?P<sold>[^,，。?？]{{1,20}}?)(?:还|都|曾|曾经)?(?:有(?=卖|人))?(?:卖过|卖了|卖出过|卖得(?:出去|动|好)|有卖|有人[买点][过了]?|有销量|[点买][过了]|出过|卖出去过|卖出去了|卖)[ ,，]*(?:但是?|可是?|却|而|结果|到了?|然后)*(?P<not>[^,，。?？]{{1,20}}?){_NONE_ZH}{_NOT_ZH}{_SOLD_ZH}(?:的)?(?:{_GOODS_ZH})?"
)
_GOODS = r"(?:products?|items?|dishes|dish|goods|lines|things|articles|skus)"
_NEVER = r"(?:not|never|didn't|didnt|did not|haven't|have not|hasn't|has not|weren't|were not|wasn't|was not|aren't|isn't|don't|do not|hadn't)"
_ONCE = r"(?: at all| once| even once| a single (?:one|unit|piece|time)| one| any(?:thing)?| whatsoever)*"
_NEVER_EN = (
    re.compile(
        rf"(?<![a-z])(?P<which>(?:how many|which|what|list|show me|all|any|number of)? ?(?:of (?:our|the|my) )?)(?P<goods>{_GOODS}|what|which|anything)(?: that| which| we| i| have| has| had| were| was| are| nobody)* {_NEVER}(?: been| be| get| got| even)*(?: sell| sold| selling| ordered| bought| order| moved| move| purchased)(?: {_GOODS})?{_ONCE}"
    ),
    re.compile(
        rf"(?<![a-z])(?P<which>(?:how many|which|what|list|show me|all|any)? ?(?:of (?:our|the|my) )?)(?P<goods>{_GOODS}|what|which)(?: that| which)? nobody (?:bought|ordered|buys|orders|wanted){_ONCE}"
    ),
    re.compile(
        rf"(?<![a-z])(?P<which>(?:how many|which|what|list|show me|all|any)? ?(?:of (?:our|the|my) )?)(?P<goods>{_GOODS})(?: that| which)?(?: had| have| has| with| without| got| made| saw| were| are)*(?: any)? (?:no|zero|0|without|without any|not a single) (?:sales?|units? sold|orders?|sold)(?: at all| whatsoever)*"
    ),
    re.compile(
        rf"(?<![a-z])(?P<which>(?:how many|which|what|list|show me|all|the|any)? ?)(?:unsold|zero[- ]sales|never[- ]sold) (?P<goods>{_GOODS})"
    ),
    re.compile(
        rf"(?<![a-z])(?P<which>)(?P<goods>{_GOODS}) without (?:any |a single )?(?:sales?|orders?)(?![a-z])"
    ),
)
_BOTH_EN = re.compile(
    rf"(?<![a-z])(?P<lead>.{{0,60}}?)(?:sold|ordered|bought|sell|sales|purchased)(?P<sold>(?: earlier| before| previously| already)?(?: in| during| from| on| between| last| before| until)? ?[^,?.]{{0,40}}?),? (?:but|and|yet|though|while) (?:then )?(?:{_NEVER}|nothing|no sales|none|stopped selling|zero)(?: been| be| have been| sold| sell| ordered| bought| any| sales| a sale)*{_ONCE}(?: sold| ordered)?(?P<not> (?:in|during|from|since|on|over|between|last|this|the) .{{2,60}})$"
)


def unsold_said(text: str, marks: Marks) -> tuple[str, Marks]:
    """A normalised text in which goods that did not sell are those of no units; `sold` is the period in which they did."""
    chinese = re.search(r"[\u3400-\u9fff]", re.sub(r"[\ue000-\uf8ff]", "", text)) is not None
    return _chinese(text, marks) if chinese else _english(text, marks)


def _chinese(text: str, marks: Marks) -> tuple[str, Marks]:
    if re.search(
        r"客户|顾客|客人|会员|天(?!猫)|日子|单子|订单|谁|库存|没卖[到够满]|不是|怎么|为什么|为啥", text
    ):
        return text, marks
    if "买" in text and (re.search(r"人(?!买|点|要|下单)|位", text) or not re.search(_GOODS_ZH, text)):
        return text, marks  # who bought the one and not the other
    both = _BOTH_ZH.search(text)
    if both is not None:
        rest = text[: both.start()] + both["not"] + "哪些商品销量等于0" + _counted_zh(text[both.end() :])
        sold = re.sub("之前|以前|早先|早些时候|早些|前些", "", both["sold"])
        earlier: Earlier = "before" if sold != both["sold"] else ""
        return rest, marks.with_(both[0], sold=sold, earlier=earlier)
    for pattern in _NEVER_ZH:
        found = pattern.search(text)
        if found is not None:
            which = re.sub(
                rf"有?哪些|有?哪几[个款样种]|什么|有?几[个款种样]|有?多少[个款种]|{_GOODS_ZH}",
                "",
                found.groupdict().get("which") or "",
            )
            rest = text[: found.start()] + which + "哪些商品销量等于0" + _counted_zh(text[found.end() :])
            return rest, marks.with_(found[0], sold="")
    return text, marks


def _counted_zh(rest: str) -> str:
    """有哪些, 有几个: the list is counted and listed alike."""
    return re.sub(
        rf"^(?:都|一共|总共)?(?:有|是)?(?:哪些|哪几[个款样种]|多少[个款样种件]?|几[个款样种]|什么|啥)?(?:{_GOODS_ZH})?(?:列出来|列一下|列个表)?(?=$|[?？。!,，啊呢吗了])",
        "",
        rest,
    )


def _english(text: str, marks: Marks) -> tuple[str, Marks]:
    if re.search(
        r"(?<![a-z])(?:customers?|buyers?|people|who|days?|why|stock|orders? (?:that|which)|shoppers|clients)(?![a-z])",
        text,
    ):
        return text, marks
    both = _BOTH_EN.search(text)
    if both is not None:
        sold = both["sold"].strip()
        earlier: Earlier = "in" if sold.startswith("earlier") else ""
        earlier = "before" if re.match(r"(?:before|until|previously|already)\b", sold) else earlier
        sold = re.sub(r"^(?:earlier|before|until|previously|already) ?", "", sold)
        lead = re.sub(
            rf"(?<![a-z])(?:how many|which|what|list|{_GOODS}|that|were|was|have|had|show me|of our|the|we|did|been|which ones|ones)(?![a-z])",
            " ",
            both["lead"],
        )
        rest = f"{lead} which products had units equal to 0 {both['not'].strip()}"
        return re.sub(r" +", " ", rest).strip(), marks.with_(both[0], sold=sold, earlier=earlier)
    for pattern in _NEVER_EN:
        found = pattern.search(text)
        if found is not None:
            rest = f"{text[: found.start()]} which products had units equal to 0 {text[found.end() :]}"
            return re.sub(r" +", " ", rest).strip(), marks.with_(found[0], sold="")
    return text, marks
