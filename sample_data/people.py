"""The customers: who they are, when they joined, what they like and how often they come.

Customers are numbered by the day they joined, so a later build only adds numbers at the end. Every phone number starts with
199-0000, every address ends in @example.com: nobody can be reached by accident.
"""

from dataclasses import dataclass

import numpy as np

from sample_data.catalogue import AGE_FACTORS, CATEGORIES, GROUP_TASTES, SHARES, age_bucket
from sample_data.chance import Bools, Chance, Floats, Ints, Strings
from sample_data.shop import GROUPS

FOUNDERS = 1900
JOINING_A_DAY = 3.8

REGULAR, OCCASIONAL, BRIEF = range(3)

_GROUP_WEIGHTS_OF_FOUNDERS = (0.110, 0.105, 0.080, 0.070, 0.105, 0.180, 0.350)
_GROUP_WEIGHTS_OF_NEWCOMERS = (0.115, 0.135, 0.115, 0.090, 0.115, 0.000, 0.430)

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
_GIVEN = [
    "婷",
    "静",
    "敏",
    "丽娟",
    "雪梅",
    "晓燕",
    "丹",
    "莹",
    "佳怡",
    "欣怡",
    "思琪",
    "雨桐",
    "梦瑶",
    "嘉慧",
    "美玲",
    "海燕",
    "艳",
    "玉兰",
    "秀英",
    "文静",
    "晓彤",
    "可欣",
    "诗涵",
    "佩珊",
    "慧敏",
    "倩",
    "璐",
    "颖",
    "雅琴",
    "春梅",
    "晨曦",
    "若溪",
    "书瑶",
    "依诺",
    "芳",
    "娜",
    "悦",
    "萍",
    "红霞",
    "翠",
    "凤",
    "建华",
    "志强",
    "俊杰",
    "子涵",
    "浩",
    "明辉",
    "晓东",
    "珊珊",
    "露露",
    "菲",
    "琳",
    "洁",
    "雯雯",
    "晓琳",
    "玥",
    "婧",
    "慧",
    "妍",
    "冰",
    "楠",
    "筱雨",
    "念慈",
    "安琪",
    "宁",
    "蕾",
    "瑾",
    "丽萍",
    "月",
    "素云",
    "晶晶",
    "莉",
    "瑞雪",
    "燕妮",
    "盈盈",
    "彩霞",
    "青",
    "恬",
]
_BABIES = [
    "朵朵",
    "糖糖",
    "豆豆",
    "果果",
    "小米",
    "乐乐",
    "安安",
    "贝贝",
    "团子",
    "小满",
    "桃桃",
    "可可",
    "元宝",
    "柚子",
    "多多",
    "小鱼",
    "西西",
    "年年",
    "石头",
    "暖暖",
]
_REGIONS = (
    ("浙江杭州", 24), ("浙江宁波", 7), ("浙江嘉兴", 5), ("上海", 14), ("江苏苏州", 8), ("江苏南京", 6), ("江苏无锡", 4),
    ("广东广州", 5), ("广东深圳", 5), ("山东青岛", 3), ("四川成都", 4), ("湖北武汉", 4), ("湖南长沙", 3), ("福建厦门", 3), ("安徽合肥", 3), ("河南郑州", 2),
)  # fmt: skip


@dataclass(frozen=True)
class People:
    """One place a customer, ordered by the day of joining; days since 1970-01-01."""

    ids: Strings
    names: Strings
    phones: Strings
    emails: Strings
    regions: Strings
    consent: Bools
    group: Ints
    joined: Ints
    born: Ints  # the birthday of the (youngest) child
    kind: Ints
    gap: Floats  # days between orders in an ordinary season
    spread: Floats  # how irregular: standard deviation of the logarithm of a gap
    lifetime: Ints  # orders after which the customer stays away
    generosity: Floats  # pull towards larger baskets, about 1
    taste: Floats  # (customers, categories), what a customer would buy at any age of the child

    def __len__(self) -> int:
        return len(self.ids)

    def wants(self, customer: Ints, day: Ints) -> Floats:
        """How much each category attracts a customer on a day, shape (rows, categories)."""
        wants: Floats = self.taste[customer] * AGE_FACTORS[age_bucket(day, self.born[customer])]
        return wants

    def members(self, group: int, day: int) -> Ints:
        """Places of the customers of a group who had joined by a day."""
        return np.flatnonzero((self.group == group) & (self.joined <= day))


def _joining_days(chance: Chance, start: int, horizon: int) -> Ints:
    founders = np.arange(FOUNDERS)
    before = np.sort(start - 1 - chance.below(720, "joined before", founders))
    days = np.arange(start, horizon + 1)
    return np.concatenate([before, np.repeat(days, chance.poisson(JOINING_A_DAY, "joins", days))])


def _groups(chance: Chance, count: Ints) -> Ints:
    founder = chance.choice(_GROUP_WEIGHTS_OF_FOUNDERS, "group", count)
    newcomer = chance.choice(_GROUP_WEIGHTS_OF_NEWCOMERS, "group", count)
    return np.where(count < FOUNDERS, founder, newcomer)


def _names(chance: Chance, count: Ints) -> Strings:
    surname = np.array(list(_SURNAMES), dtype=object)[
        chance.choice(1 / np.arange(4, 4 + len(_SURNAMES)), "surname", count)
    ]
    given = np.array(_GIVEN, dtype=object)[chance.below(len(_GIVEN), "given name", count)]
    babies = np.array(_BABIES, dtype=object)[chance.below(len(_BABIES), "baby name", count)]
    endings = np.array(["妈", "妈妈", "麻麻", "爸"], dtype=object)[
        chance.choice((5, 4, 2, 1), "nickname", count)
    ]
    names: Strings = np.where(
        chance.uniform("uses a nickname", count) < 0.22, babies + endings, surname + given
    )
    return names


def _rhythm(chance: Chance, count: Ints) -> tuple[Ints, Floats, Floats, Ints]:
    """Kind, days between orders, irregularity and orders in a lifetime."""
    founder = chance.choice((0.34, 0.52, 0.14), "kind", count)
    newcomer = chance.choice((0.33, 0.42, 0.25), "kind", count)
    kind = np.where(count < FOUNDERS, founder, newcomer)
    middle = np.array([22.0, 46.0, 60.0])[kind]
    width = np.array([0.33, 0.40, 0.30])[kind]
    gap = np.clip(middle * np.exp(width * chance.normal("gap", count)), 11, 160)
    stay = np.array([0.965, 0.90, 0.25])[kind]
    lifetime = 1 + np.floor(chance.exponential("lifetime", count) / -np.log(stay)).astype(np.int64)
    return kind, gap, np.array([0.17, 0.75, 0.60])[kind], lifetime


def _taste(chance: Chance, count: Ints, group: Ints) -> Floats:
    personal = np.exp(0.6 * chance.normal("taste", count[:, None], np.arange(len(CATEGORIES))[None, :]))
    taste: Floats = SHARES * GROUP_TASTES[group] * personal
    return taste


def build_people(chance: Chance, start: int, horizon: int) -> People:
    """Everybody who joined up to the horizon day; those who joined before `start` are the founders."""
    joined = _joining_days(chance, start, horizon)
    count = np.arange(len(joined))
    group = _groups(chance, count)
    kind, gap, spread, lifetime = _rhythm(chance, count)
    months_at_joining = np.array([-3.0, 3.0, 10.0, 20.0, 40.0])[
        chance.choice((16, 32, 28, 16, 8), "stage at joining", count)
    ]
    months_at_joining = months_at_joining + 5.0 * (chance.uniform("age at joining", count) - 0.5)
    scrambled = (count * 7919 + 1234) % 10_000  # 7919 is coprime to 10,000: no two customers share a number
    regions, weights = zip(*_REGIONS, strict=True)
    has_mail = chance.uniform("mail", count) < 0.35
    return People(
        ids=np.array([f"C{i + 1:05d}" for i in count], dtype=object), names=_names(chance, count),
        phones=np.array([f"199-0000-{n:04d}" for n in scrambled], dtype=object),
        emails=np.array([f"c{i + 1:05d}@example.com" if m else "" for i, m in enumerate(has_mail)], dtype=object),
        regions=np.array(regions, dtype=object)[chance.choice(weights, "region", count)],
        consent=chance.uniform("consent", count) < np.where(group == len(GROUPS) - 1, 0.62, 0.90),
        group=group, joined=joined, born=joined - np.round(months_at_joining * 30.44).astype(np.int64),
        kind=kind, gap=gap, spread=spread, lifetime=lifetime,
        generosity=np.exp(0.35 * chance.normal("generosity", count)), taste=_taste(chance, count, group),
    )  # fmt: skip
