"""The 第一 family: a rank claimed for goods or shop (销量第一, 第一品牌, NO.1, Top1), told from an ordinal (第一次, 第一步).

Source: 广告法 第九条第（三）项. Exempt under 广告绝对化用语执法指南: 第五条 attitude (顾客第一, 安全第一), 第六条第（六）项 order in time
and place (第一批到货), and facts bound to time and source, which are passed on as "warn".
"""

import re
from collections.abc import Iterator

from brain.content.compliance.base import Copy, Hit, Rule, asked, denied, noun_follows, scoped, supported
from brain.content.compliance.law import ABSOLUTE
from brain.content.compliance.verdict import Severity
from brain.kernel.i18n import N_

# What 第一 counts when it only counts.
_ORDINAL = re.compile(
    r"次|时间|步|天|周|水(?![乳光润嫩])|个|件|批|眼|口|名?(?:顾客|客人|下单|到|报名|位)|条|款|份|位|单|杯|页|季|期|年|章|节|张|层|排|集|代|阶段|类|支|桶|瓶|包|袋|盒|罐|箱|顿|"
    r"勺|餐|手|人称|课|轮|波|站|点|笔|声|印象|反应|感觉|直觉|生产力|医院|中学|小学|人民|学期|季度|场|道|颗|块|片|滴|段|句|封|首|回|遍|组|排|行|列|栏|格|"
    r"口辅食|辅食|任|关|级|届|胎|岁|月|日|晚|夜|早|件衣服|本|部|双|套|把|台|间|栋|幢|期|分钟|秒|小时|视角|人|现场|要务|要义|责任|监护|顺位|志愿|语言|"
    r"档|方|产业|夫人|食堂|街|大道|路|号(?!品牌|店)|事业|需求|任务|优先|要素|原则|步骤|课堂|时|根|只|头|朵|粒|茬|锅|炉|笼|缕|束|抹|摞|堆|桌|席|要|考虑|反正|感受|车|趟|喜欢|爱|题|百|千|万|筐|招|拨|盘|碗|餐|阵|股|讲|环|项|则|幕|卷|册|篇|针|剂|刀|缸|吨|公里|米|场次|梯次|格|档|名额|家(?!庭)"
)
# 第一名 names a place in a row: the goods' (第一名的辅食) or a person's (第一名的小朋友送贴纸). 名店 and 名牌 are words of their own.
_PLACE = re.compile(r"名(?![牌店酒茶厂校家师额片单])")
_PLACED_PERSON = re.compile(
    r"的.{0,4}(?:朋友|孩子|小孩|宝妈|妈妈|爸爸|姐妹|邻居|顾客|客人|同学|会员|成员|群友|获奖|选手|奖|礼物|成绩|是谁)"
)
# Titles that rank whatever they hang on.
_TITLE = re.compile(
    r"(?:大)?(?:品牌|名牌|大牌|神器|选择|好物|好店|店铺|好用|好吃|梯队|畅销|股|平台|供应商|制造商|工厂|家居|网红|美|强|鲜|香|热卖|爆款|"
    r"奶粉|米粉|辅食|纸尿裤|面膜|人气|口碑|销量|甜品|火锅|咖啡|茶|酒|粉|面|店(?!员|长|面))"
)
_RANKED = re.compile(
    r"(?:销量|销售|销售额|排名|排行|榜单?|口碑|品质|质量|人气|好评|回购|复购|热度|市占率|份额|占有率|市场|实力|技术|性价比|评分|热卖|热销|推荐|味道|口感|"
    r"颜值|效果|服务|信誉|品牌|产量|出口|收视|下载|搜索|关注|点赞|类目|单品|综合|满意度|好用|好吃|营养|安全性)[^,]{0,4}$"
)
_MARKET = re.compile(
    r"(?:全网|全国|全球|世界|亚洲|国内|行业|业内|业界|中国|天猫|淘宝|京东|抖音|全城|全市|同类|同行|界|圈|top|天下|华东|华南|华北)[^,]{0,4}$"
)
# A market as such, not a platform: "在京东的第一个差评" only counts.
_NATION = re.compile(r"(?:全网|全国|全球|世界|亚洲|国内|国产|行业|业内|业界|中国|全城|全市|同类)[^,]{0,2}$")
_ATTITUDE = re.compile(
    r"(?:安全|质量|品质|顾客|客户|用户|诚信|信誉|健康|服务|食安|宝宝|孩子|家人|友谊|体验|口碑|责任|环保|卫生|预防|生命|信用|家庭|妈妈|营养)$"
)
_CONTEST = re.compile(
    r"比赛|大赛|抽奖|跑步|马拉松|考试|成绩|运动会|班级|年级|全班|接龙|答题|投票|打卡|猜|抢到|前三|奖励|奖品|得主|获奖|得了|拿了|拿下|赢|跳绳|幼儿园|学校|班里|运动|作文|朗诵|画画"
)
_LATIN = re.compile(
    r"(?<![a-z0-9])(?:n[\W_]{0,3}[o0][\W_]{0,3}(?:1|一)|top[\W_]{0,3}(?:1|一)|number\s?one|#1)(?![0-9a-z.\-]|号|楼|[\W_]{0,2}[0-9])"
)
_COUNTS_ON = re.compile(r"(?:no|top|#)[\W_]{0,3}[2-9]|top[\W_]{0,3}[1-9][0-9]")
_NUMBERED = re.compile(
    r"(?:order|item|lot|invoice|room|building|step|bus|line|page|exit|platform|gate|option|question|part|size)\s?$"
)


def _scan(copy: Copy) -> Iterator[Hit]:
    position = copy.text.find("第一")
    while position >= 0:
        hit = _judge(copy, position)
        if hit is not None:
            yield hit
        position = copy.text.find("第一", position + 2)
    yield from _latin(copy)


def _judge(copy: Copy, start: int) -> Hit | None:
    before, after = copy.before(start), copy.after(start + 2)
    if (
        denied(before)
        or asked(before, after)
        or before.endswith(("次", "星期", "周"))
        or _opens_a_list(copy, start)
    ):
        return None
    ranked = _RANKED.search(before)
    market = _MARKET.search(before)
    claim_start = (
        start
        - len(before)
        + min((found.start() for found in (ranked, market) if found is not None), default=len(before))
    )
    place = _PLACE.match(after)
    if place and _PLACED_PERSON.match(after, place.end()):
        return None
    title = _TITLE.match(after)
    counts = _ORDINAL.match(after) is not None
    if counts and not title and not (_NATION.search(before) and re.match(r"[名家款个位人店]", after)):
        return None
    if _is_attitude(before, after):
        return None
    if _CONTEST.search(copy.clause(start)) and not market:
        return None
    end = start + 2 + (title.end() if title else 1 if counts or place else 0)
    praises = copy.text[end : end + 1] == "的" or not (place or copy.phrase_after(end))
    clear = bool(ranked or market or title) or praises
    severity: Severity = "block" if clear and not supported(copy) else "warn"
    return Hit(
        claim_start,
        end,
        severity,
        ABSOLUTE,
        _instead(
            copy.text[claim_start:start],
            title[0] if title else "",
            noun_follows(copy, end) or _completes_a_sentence(copy, claim_start, end),
        ),
    )


def _completes_a_sentence(copy: Copy, start: int, end: int) -> bool:
    """我们是第一名: behind 是, an adjective at the end of its phrase needs its 的 as well."""
    return copy.before(start).endswith("是") and not copy.phrase_after(end)


def _opens_a_list(copy: Copy, start: int) -> bool:
    """第一，… 第二，…"""
    return not copy.before(start) and copy.text[start + 2 : start + 3] in (",", ":", "、")


def _is_attitude(before: str, after: str) -> bool:
    """顾客第一, 安全第一: what the shop puts first, not where it stands; with a market in front it is a rank after all."""
    return (
        bool(_ATTITUDE.search(before)) and not scoped(before) and (not after or after[0] in "的是原为永始,才")
    )


def _instead(ranking: str, title: str, needs_particle: bool) -> str:
    if title.endswith(("品牌", "名牌", "大牌")):
        return "人气品牌"
    if title:
        return "人气" + title.removeprefix("大").replace("人气", "")
    words = "很多顾客选购" if "销" in ranking or "热卖" in ranking else "很受欢迎"
    return words + "的" if needs_particle else words


def _latin(copy: Copy) -> Iterator[Hit]:
    """NO.1, TOP1, #1, number one; not a numbered list (NO.1 … NO.2) and not an ordinal (Order No.1, NO.1号)."""
    if _COUNTS_ON.search(copy.text):
        return
    chinese = any("\u4e00" <= char <= "\u9fff" for char in copy.text)
    for match in _LATIN.finditer(copy.text):
        before = copy.before(match.start())
        if denied(before) or asked(before, "") or _NUMBERED.search(before):
            continue
        severity: Severity = "warn" if supported(copy) or (match[0] == "#1" and not chinese) else "block"
        instead = _instead("", "", noun_follows(copy, match.end())) if chinese else "popular"
        yield Hit(match.start(), match.end(), severity, ABSOLUTE, instead)


first_place = Rule(name="first_place", title=N_("claims to be number one"), scan=_scan)
