"""The 最 family: a superlative about what is sold (最好, 最佳, 最先进), told from 最近, 最后, 最多 and 最好提前预约.

Source: 广告法 第九条第（三）项. Exempt under 广告绝对化用语执法指南: 第五条 attitude and goals (做最好的自己, 为您提供最好的服务),
第六条 self-comparison (本店最受欢迎), hints on use (最佳食用期), official names and awards (最佳设计奖), order in time (最新款).
"""

import re
from collections.abc import Iterator

from brain.content.compliance.base import Copy, Hit, Rule, asked, denied, noun_follows, scoped, supported
from brain.content.compliance.law import ABSOLUTE
from brain.content.compliance.verdict import Severity
from brain.kernel.i18n import N_

# Praise or rank that says nothing but "above all others" when it is said of goods. The longest form first.
_PRAISE = re.compile(
    r"佳|优(?:秀|质|惠|选|越|良|美|雅|势)?|好(?:吃|用|喝|看|玩|穿|闻|卖|评|色|处)?|棒|强(?:大|劲|力|悍)?|牛|赞|火(?:爆|热)?|红|热(?:门|销|卖|款)|潮(?:流)?|靓|"
    r"高(?:级|档|端|品质|标准|规格|等级|水平|水准|质量|性价比|含量|纯度)?|奢侈|奢华|豪华|尊贵|顶级|便宜|低(?:价|级|折|的?价格|(?=[,。!]|$))|划算|实惠|超值|值得(?:买|购买|入手|拥有)|"
    r"先进|先(?=[,。!]|$|的(?:[,。!]|$))|尖端|前沿|领先|科学|智能|专业|权威|正宗|地道|可靠|靠谱|安全|放心|健康|营养|天然|纯净|纯正|新鲜|有机|环保|"
    r"流行|受欢迎|受(?:[一-鿿]{0,6}?)(?:欢迎|喜爱|青睐|信赖|追捧)|畅销|时尚|聚拢|舒适|舒服|柔软|轻薄|轻便|透气|耐用|结实|漂亮|美丽|美味|美|香|鲜美|浓郁|可口|"
    r"有效|见效|管用|显著|明显|滋润|保湿|补水|温和|细腻|精致|精美|精湛|高效|快速|省心|省力|省钱|贴心|用心|真诚|优厚|完美|完善|全面|齐全|丰富|"
    r"有(?:营养(?:价值)?|价值|性价比|诚意|实力)|具(?:有)?(?:[一-鿿]{1,3})?|赚(?:钱)?|符合|知名|著名|有名|出名|懂(?:宝宝|妈妈|你|孩子)|疯狂|狠|霸气|给力|超前|了不起|稀有|珍贵|名贵|清晰|稳定|大(?:程度|牌|(?=[,。!]|$)|(?=的?(?:优惠|规模|力度|品牌|工厂|平台|供应商|厂家|销量|市场|基地|卖家|商家|折扣|让利|福利|满足)))|炫|酷"
)
_TECHNOLOGY = re.compile(r"新(?:科技|技术|科学|工艺|发明|研究成果|配方技术)")

# 最 with these is time, quantity, a limit, a feeling or a hint, not praise of goods.
_NEUTRAL = re.compile(
    r"近|后|终|初|早|晚|迟|多|少|新|爱|想|怕|久|末|外|里|上|下|前|左|右|高处|低处|开始|喜欢|讨厌|担心|关心|在意|在乎|期待|难忘|难|常|基本|基础|简单|普通|原始|"
    r"容易|直接|关键|重要|主要|合适|幸福|开心|辛苦|累|忙|孤单|温暖的(?:陪伴|问候|时光|祝福|季节)|熟悉|真实|朴素|朴实|日常|烦|头疼|恼|讲究|看重|需要|像|小的|小(?:码|号|起订|订购|单位|包装|年龄)|"
    r"大(?:码|号|尺码|尺寸|承重|载重|限度|容量|支持|可|起|功率|扭矩|倍率|年龄|允许|直径|长度|宽度|高度|间距|射程|输出|续航|限|库存|值|号码|的(?:码|号|尺码|那|一(?:号|码)|孩子|问题|遗憾|缺点|区别|不同|愿望|感受|动力|心愿|变化))|"
    r"高(?:可|立?减|返|省|赠|享|得|温|不超|不得|限|抽|领|补贴|奖|额|优惠|抵|[0-9]|气温|水温|水位|转速|限价|时速|耐|承受|设定|音量|支持|分期|赔|处|学历)|"
    r"低(?:起|消费|仅|限|温|气温|库存|不|为|可|水位|[0-9]|只要|只需|工资|额|充值|至|耐|设定|能|电量|门槛|购买|支持|订)|"
    r"强(?:大脑|降温|台风|寒潮)|热(?:的(?:时候|天|那|几|时|季节|夏)|天|月|时)|冷|红的那|香港|先(?:到|来|下单|付款|拍)|便宜(?:的(?:方式|快递|那))|短|长|轻的时候|重|低的时候|美(?:的?(?:你|时光|遇见|风景|年华|样子|季节|笑容|人间|好的(?:祝福|祝愿|回忆|时光))|人间)|"
    r"快(?:当[天日]|次日|明天|今天|后天|[0-9一两二三半几]|可|到|下单|什么)|慢|要紧|忌|拿手|让人|让我|先(?!进)[一-鿿]|旺的|忙的|贴近|接近|靠近|适宜|熟|弱|差|不|没|怎|为难|敏感|脏|痛|疼|委屈|可怜|惨|贵的不"
)
# Never praise, whatever market stands in front: time, quantity, blame, and 最大 said of a side of the thing itself.
_NEVER_PRAISE = re.compile(
    r"近|后|终|初|多|少|早|晚|迟|差|坑|糟|烂|垃圾|失|伤|慢|次|无|不|难|心塞|丑|臭|的|大化|大的?(?:优点|特点|亮点|好处|缺点|不足|问题|鼓励|支持|遗憾|特色|区别|努力|诚意|可能|幸福|心愿|感受|变化|动力|收获|原因)|"
    r"高(?:峰|点|档位|处|温|的(?:楼|山|峰|建筑|温度|一层))|值得(?:一提|称道|注意|期待|争议|回忆|纪念)"
)
_SETTING = re.compile(r"(?:调[到至]|开到|设[为到]|升到|达到?|拧到|放到)$")
_HAD_BETTER = re.compile(
    r"好(?:是|今|明|后天|这[周几两]|下[周午]|上午|快|一起|和|跟|与|同|由|只|从|需|可以|事先|预先|自己|亲自|先|提前|能|在|要|不|别|把|趁|等|到|避|放|配|搭|隔|每|于|再|还是|也|将|给|让|冷藏|手洗|两|半|早|晚|现|当|按|戴|多|少|加|去|找|问|看一?下|看[看清]|选|买|带|备|拍|穿大|穿小|间隔|控制|保持|咨询|"
    r"对照|常温|密封|使用|单独|立即|尽[快早]|分[开次]|一次|今天|明天|早上|晚上|饭|空腹|搅拌|轻|慢|垫|留|预留|提|测|量|洗|阴|平铺|反面|翻|机洗|干洗|冷水|每天)|"
    r"好(?:吃|用|喝|看|玩|穿)(?:温|热|冷|清|凉|完|前|掉|一下|一?次|手|玻璃|专用|毛巾|棉|小火|大火|吸管|筷|勺|奶瓶|密封|软|湿|干|常温|纯净|开水|点|些|少|多|大一|小一|宽松)"
)
# Hints on use and official names (guide, article 6(2), 6(3), 6(5)).
_HINT = re.compile(
    r"(?:佳|好的?|优)(?:的)?(?:食用|饮用|赏味|使用|品尝|品饮|保存|储存|观赏|观看|冲泡|浸泡|施用|口感期|适用|阅读|睡眠|服用|喂养|添加辅食|入睡|发货|收货|拍摄|拍照|播放|观察|浇水|种植|烹饪|烹调|"
    r"温度|水温|时间|时机|时期|时段|季节|月份|距离|角度|比例|方法|方式|办法|状态|期限|日期|年龄|位置|姿势|喝法|吃法|用法|搭配方式|间隔)|佳[一-鿿]{0,8}奖"
)
_HINT_CLAUSE = re.compile(
    r"冷藏|加热|冰镇|解冻|静置|饭前|饭后|睡前|早晚|℃|[0-9]度|分钟|小时内|开封后|[0-9]天内|水温|搭配.*(?:口感|风味|效果)|(?:时|后|前)(?:食用|饮用|使用)?(?:口感|风味|效果|味道)$"
)
_PERSON = re.compile(
    r"(?:好|棒|美|亲|可爱|尊贵|贴心|用心|真诚|优秀|强|温柔)的(?:你|您|我们|自己|妈妈|爸爸|朋友|宝宝|宝贝|孩子|闺蜜|家人|老师|祝福|祝愿|年纪|时光|年华|安排|她|他|回忆|友谊|生活|未来|遇见|告白|人|陪伴|爱|教育|养育|结果|一天|一年|开始)"
)
_PHILOSOPHY = re.compile(
    r"(?:努力|力求|力争|追求|争取|坚持|致力|希望|只想|想把|想给|想要|愿意|愿你|愿|祝|目标|期望|梦想|用心|尽力|尽量|尽可能|把|将|给您?提供|为您提供|为大家提供|提供|带来|奉上|送上|献给|做)[^,]{0,6}$"
)
_GOAL = re.compile(
    r"(?:努力|力求|力争|追求|争取|坚持|致力|希望|只想|想把|愿你|愿|祝|目标|期望|梦想)[^,]{0,6}$|(?:陪伴|母乳|时间|孩子|宝宝|妈妈|爱|阅读|坚持|健康|自律|行动|你|微笑)[^,]{0,3}是[^,]{0,5}$|母乳(?:喂养)?$"
)
_SERVICE = re.compile(r"[一-鿿]{1,4}的?(?:服务|态度|售后|诚意|心意|福利)")
_WISH = re.compile(
    r"(?:我|宝宝|孩子|妈妈|娃|他|她|大家|女生|小朋友|顾客|客人|粉丝|家人)们?(?:家的?)?(?:觉得|认为)?(?:的|是)?$"
)
_SELF = re.compile(
    r"(?:本店|我们店|小店|店里|店内|我家|我们家|自家|本品牌|本系列|同系列|这批|这几款|几款(?:里|中)|全家|一年中|一年里|今年|比上一代|[三四五六七八九两几]款.{0,3}(?:里|中))"
)
# Said of size or height without a word of praise behind, 最 only compares the goods' own parts.
_SIZES = "大小高低长短宽窄厚薄深浅粗细轻重快慢"
_FIT = re.compile(r"适合|适应|匹配|对味|搭|百搭|显瘦|显白|显高")
_INSTEAD = {
    "佳": "很不错",
    "好": "很好",
    "受": "很受",
    "符": "符合",
    "具": "有",
    "先": "较新",
    "赚": "有得赚",
    "懂": "懂",
    "低": "优惠",
    "值": "值得买",
}


def _instead(words: str) -> str:
    """Plain words for 最 + `words`."""
    if words.startswith("新"):
        return words
    if words in ("先进", "前沿", "尖端", "领先"):
        return "较新"
    if words in ("先", "低", "低价", "佳", "具") or words.startswith(("值得", "符合", "懂")):
        return _INSTEAD[words[0]]
    if words.startswith("具"):
        return "有" + words.removeprefix("具有").removeprefix("具")
    if words == "大程度":
        return "尽量多"
    return "很" + words.replace("顶级", "优质")


def _excused(copy: Copy, start: int, rest: str) -> bool:
    """True when 最 at `start`, followed by `rest`, praises nothing that is for sale."""
    before = copy.before(start)
    if (
        denied(before)
        or asked(before, rest)
        or _HINT.match(rest)
        or _NEVER_PRAISE.match(rest)
        or _SETTING.search(before)
    ):
        return True
    if scoped(before):
        return False
    return bool(
        _NEUTRAL.match(rest)
        or _HAD_BETTER.match(rest)
        or _PERSON.match(rest)
        or _GOAL.search(before)
        or _HINT_CLAUSE.search(copy.clause(start))
    )


def _severity_is_warn(copy: Copy, start: int, rest: str) -> bool:
    """True when 最 + `rest` is attitude, self-comparison or a proven fact: to be looked at, not stopped."""
    before = copy.before(start)
    if supported(copy):
        return True
    if scoped(before):
        return False
    return bool(
        _SERVICE.match(rest)
        or _PHILOSOPHY.search(before)
        or _SELF.search(before)
        or _PICKS.match(rest)
        or _WISH.search(before)
    )


def _scan(copy: Copy) -> Iterator[Hit]:
    position = copy.text.find("最")
    while position >= 0:
        hit = _judge(copy, position)
        if hit is not None:
            yield hit
        position = copy.text.find("最", position + 1)


def _judge(copy: Copy, start: int) -> Hit | None:
    rest = copy.after(start + 1)
    technology = _TECHNOLOGY.match(rest)
    if technology is not None and not denied(copy.before(start)):
        return Hit(start, start + 1 + technology.end(), "block", ABSOLUTE, _instead(technology[0]))
    if _excused(copy, start, rest):
        return None
    praise = _PRAISE.match(rest)
    if praise is not None:
        ambiguous = praise[0] in ("好吃", "好用", "好喝", "好看", "好玩", "好穿") and not _ends_phrase(
            copy, start + 1 + praise.end()
        )
        advice = praise[0] == "好" and not _stands_as_praise(copy, start + 2)
        severity: Severity = (
            "warn"
            if ambiguous or advice or praise[0] == "大程度" or _severity_is_warn(copy, start, rest)
            else "block"
        )
        end = start + 1 + praise.end()
        instead = "不错的" if praise[0] == "佳" and noun_follows(copy, end) else _instead(praise[0])
        return Hit(start, end, severity, ABSOLUTE, instead)
    other = re.match(r"[一-鿿]", rest)
    if other is None:
        return None
    if other[0] in _SIZES and not scoped(copy.before(start)):
        return None
    fit = _FIT.match(rest)
    end = start + 1 + (fit.end() if fit else 1)
    return Hit(
        start,
        end,
        "block" if scoped(copy.before(start)) and not fit else "warn",
        ABSOLUTE,
        fit[0] if fit else "很" + other[0],
    )


# "最香的还是刚出锅那口" picks among the speaker's own things.
_PICKS = re.compile(r"[一-鿿]{1,4}?的(?:还是|是|就是|莫过于|要数|地方|事|时候|时刻|一[天次口个]|那)")
# At the end of a clause 最好 praises only a quality or the goods; "调到酸奶那么稠最好" is advice.
_QUALITY = re.compile(
    r"(?:品质|质量|口感|效果|服务|材质|面料|味道|性价比|技术|口碑|营养|手感|做工|品相|评价|疗效|品控|奶源|原料|用料|食材|价格|工艺|设计|售后|体验|"
    r"质地|是|全|我家|本店|我们家?|奶粉|米粉|面膜|产品|货|牌|的)(?:都|也|就|才|绝对|永远|真的)?$"
)


def _ends_phrase(copy: Copy, position: int) -> bool:
    """True when 最好用 and the like stand as praise (最好用的, 最好用！), not as advice (最好用温水)."""
    following = copy.phrase_after(position)
    return not following or following[0] in "的了啦呀吧" or scoped(copy.before(position))


def _stands_as_praise(copy: Copy, position: int) -> bool:
    """True unless 最好 at the front of a verb may just mean "had better" (最好和苹果放一起)."""
    before = copy.before(position - 2)
    if scoped(before):
        return True
    if not copy.phrase_after(position) and before:
        return bool(_QUALITY.search(before))
    return not noun_follows(copy, position)


superlatives = Rule(name="superlatives", title=N_("superlatives with 最"), scan=_scan)
