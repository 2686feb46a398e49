"""What customers complain of, in words: themes of goods in Chinese and English, each a pattern, with what turns a word into its opposite.

The first theme that fits a sentence has it, so the narrow ones stand first (a crushed box is not a broken product). Themes of `NOT_GOODS`
are about the sale, not the thing: they are told apart so that a slow parcel is not taken for a bad batch.
"""

from __future__ import annotations

import re

# A word right after one of these says the contrary: "no smell", "一点也不漏". Lookbehinds have fixed widths, so each has its own.
_NOT_ZH = "".join(f"(?<!{word})" for word in ("没", "没有", "無", "无", "不", "不会", "没什么", "未", "毫无"))
_NOT_EN = "".join(
    rf"(?<!\b{word}\s)" for word in ("no", "not", "never", "without", "doesn't", "didn't", "isn't", "any")
)


def _theme(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{_NOT_ZH}(?:{zh})|{_NOT_EN}\b(?:{en})", re.IGNORECASE)


PACKAGING, SKIN, LEAKING, WRONG_ITEM, MISSING = "packaging", "skin", "leaking", "wrong_item", "missing"
SMELL, STALE, TOO_SMALL, TOO_LARGE, COLOUR = "smell", "stale", "too_small", "too_large", "colour"
BROKEN, NOT_WORKING, FABRIC, TASTE, FAKE = "broken", "not_working", "fabric", "taste", "fake"
DELIVERY, SERVICE, PRICE = "delivery", "service", "price"

THEMES: dict[str, re.Pattern[str]] = {
    DELIVERY: _theme(
        "(?:发货|物流|快递|送货|配送)(?:太|很|真|也|好|特别|回复)?(?:慢|差|晚)|等了.{1,4}天|迟到|晚到|慢了.{1,2}天|才(?:到|送到|收到|发货)",
        r"took \w+ (?:days|weeks)|(?:days|weeks) late|slow (?:delivery|shipping)|(?:delivery|shipping|courier) (?:was |is )?(?:slow|late)|arrived late",
    ),
    SERVICE: _theme(
        "(?:客服|服务|售后|态度).{0,5}(?:差|慢|恶劣|不理|不好|没人)|不理人",
        r"(?:support|service|seller)\b.{0,20}\b(?:slow\w*|rude|bad|poor|ignor\w*|unhelpful)|no (?:answer|reply)",
    ),
    PRICE: _theme(
        "降价|差价|买贵|太贵|贵了|不值",
        r"too expensive|over\s?priced|price (?:dropped|drop)|not worth",
    ),
    PACKAGING: _theme(
        "(?:外?包装|外?箱子?|盒子?|外壳包装|纸箱)(?:都|也|全|被|是|已经)*(?:压|破|烂|坏|扁|开|差|简陋|瘪|湿)",
        r"(?:box|parcel|packag\w+|carton)\b.{0,15}\b(?:crushed|torn|damaged|open|dented|poor|flattened)",
    ),
    SKIN: _theme(
        "过敏|红疹|起疹|发痒|很痒|好痒|刺痛|长痘|烂脸|红肿", r"rash\w*|allerg\w+|itch\w*|irritat\w+|hives"
    ),
    WRONG_ITEM: _theme(
        "发错|错发|寄错|送错|货不对板|(?:和|与|跟)(?:图片|描述|照片)(?:上的?)?(?:完全|根本)?(?:不符|不一样|不同|差)",
        r"wrong (?:item|product|one|article|model)|not as (?:shown|pictured|described|advertised)|different from the picture",
    ),
    MISSING: _theme(
        "少发|漏发|漏寄|少寄|少了.{0,3}(?:个|件|瓶|包|袋|配件)|缺(?:少|件|配件)|没有?(?:送|给|配)(?:配件|赠品|说明书)",
        r"(?:parts?|pieces?|items?|screws?) (?:is |are |was |were )?missing|missing (?:parts?|pieces?|items?)|incomplete",
    ),
    LEAKING: _theme(
        "漏(?!发|寄|装|掉|网|件|送|标|单)|渗(?:出|水|油|漏)|洒(?:了|出)|密封(?:太|很|不|性差|差)|没封好|盖(?:子|不)?(?:拧|盖)?不(?:紧|严)",
        r"leak\w*|spill\w*|poor seal|seal (?:was |is )?(?:broken|open)|oozing",
    ),
    SMELL: _theme(
        "刺鼻|异味|怪味|臭|霉味|塑料味|(?:味道?儿?|气味)(?:有点|非常|特别|也?太|很|好|真)(?:大|重|冲|难闻|呛|浓|刺)|难闻|熏人|气味.{0,3}冲",
        r"smell\w*|stink\w*|stench|odou?r\w*",
    ),
    STALE: _theme(
        "不(?:太|是很|够)?新鲜|临期|过期|快到期|日期(?:只|不|很久|太|就)|受潮|哈喇|发霉|霉了|都?霉|变质|馊|烂(?:的|了|掉|果)|坏果|腐|发软",
        r"not (?:\w+ )?fresh|expir\w+|stale|mou?ld\w*|rotten|spoil\w*|gone off|rancid|damp|left on the date|best.before|use.by|past its date",
    ),
    TOO_SMALL: _theme(
        "偏小|太小|小了|(?:小|瘦)(?:一|半|两)?[号码]|买小|穿不(?:上|下|进)|太紧|很紧|也紧|勒|太短|短了|比.{0,8}小(?!心|时|孩)",
        r"(?:too|runs?|fits?|very|much|quite) (?:small\w*|tight\w*|short\w*)|(?:size|inch|number) (?:\w+ )?too small|small\w* than|tighter than|size is wrong",
    ),
    TOO_LARGE: _theme(
        "偏大|太大|大了|大(?:一|半|两)?[号码](?!也)|买大了|太长|长了|太松|太肥",
        r"(?:too|runs?|fits?|very|much|quite) (?:large\w*|big\w*|loose\w*|long\w*|wide\w*)|(?:larg|bigg)er than",
    ),
    COLOUR: _theme(
        "色差|掉色|褪色|染色|颜色(?:不|和|跟|差|太|有)",
        r"colou?rs? (?:\w+ )?(?:is|are|was|were) (?:\w+ )?(?:different|wrong|off)|fad(?:e[sd]?|ing)\b|bleeds|wrong colou?r",
    ),
    NOT_WORKING: _theme(
        "(?:没|无)反应|不能用|用不了|打不开|不工作|失灵|死机|开不了|充不(?:进|上|了)|黑屏|卡死|连不上|不制冷|不加热|不好使|故障",
        r"(?:does|do|did|is|are|was)(?: not|n't) (?:work\w*|start|charge|turn on|switch on|function)|stopped working|defective|faulty|dead on arrival|malfunction\w*",
    ),
    BROKEN: _theme(
        "断(?!货|码|更)|裂(?!变)|碎(?!花)|坏(?:了|的|掉)|就坏|破(?:了|的|洞|损|皮)|掉(?:了|下来|漆)|散架|脱(?:胶|落|线|开)|开(?:胶|线)",
        r"brok(?:e|en)\b|break\w*|crack\w*|snap(?:s|ped)\b|came apart|fell (?:apart|off)|shatter\w*|torn\b|tore\b|ripped",
    ),
    FABRIC: _theme(
        "太薄|很薄|薄(?:的|了|如)|起球|线头|做工(?:太|很|差|粗)|粗糙|质量(?:太|很|真|好|不|也|一般)?(?:差|不行|不好|烂)|透明|扎人|缩水|变形",
        r"too thin|very thin|pilling|loose threads?|badly made|poorly made|poor quality|cheap(?:ly)? made|see.through|shrunk|shrank|scratchy",
    ),
    TASTE: _theme(
        "难吃|难喝|不好(?:吃|喝)|不甜|太甜|太咸|太酸|很酸|发苦|苦的?|没(?:有)?味道|口感(?:很|太|不|差)",
        r"tastes? (?:bad|awful|odd|off|strange|bitter|terrible|like \w+)|tasteless|bitter|too (?:sweet|salty|sour)|inedible|undrinkable",
    ),
    FAKE: _theme(
        "假货|假的|冒牌|山寨|不是正品|非正品|二手|翻新|被?(?:拆|打)开过|别人用过",
        r"fake|counterfeit|not genuine|second.?hand|refurbished|already (?:used|opened)",
    ),
}
NOT_GOODS = frozenset({DELIVERY, SERVICE, PRICE})


def theme_of(text: str) -> str | None:
    """The theme of a complaint, or None where no pattern fits."""
    return next((name for name, pattern in THEMES.items() if pattern.search(text)), None)
