"""The shop's own names in a sentence: products, categories, brands, regions, channels and groups, found exactly.

An index is built once per shop and data version and kept in a cache of bounded size that the caller owns.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from babel import Locale

from brain.assistant.understanding.goods_called import also_called
from brain.assistant.understanding.lexicon import figure_automaton, name_automaton
from brain.assistant.understanding.nearness import NearNames
from brain.assistant.understanding.tokens import NameHit, normalise
from brain.facts.reader import Facts
from brain.facts.semantic.base import Metric
from brain.facts.semantic.relations import SIDE_TABLES

NAMES_SQL: dict[str, str] = {
    "product": f"WITH label AS ({SIDE_TABLES['label']}) SELECT label, product_id FROM label ORDER BY product_id",
    "category": "SELECT DISTINCT category, NULL FROM order_line WHERE shop_id = $shop"
    " UNION SELECT DISTINCT category, NULL FROM product WHERE shop_id = $shop"
    " UNION SELECT DISTINCT category, NULL FROM event WHERE shop_id = $shop",
    "brand": "SELECT DISTINCT brand, NULL FROM product WHERE shop_id = $shop",
    "region": "SELECT DISTINCT region, NULL FROM order_line WHERE shop_id = $shop",
    "channel": "SELECT DISTINCT channel, NULL FROM order_line WHERE shop_id = $shop"
    " UNION SELECT DISTINCT channel, NULL FROM event WHERE shop_id = $shop",
    "group": "SELECT DISTINCT group_name, NULL FROM order_line WHERE shop_id = $shop"
    " UNION SELECT DISTINCT group_name, NULL FROM event WHERE shop_id = $shop",
    "coupon": "SELECT DISTINCT coupon, NULL FROM order_line WHERE shop_id = $shop",
    "store": "SELECT DISTINCT store, NULL FROM order_line WHERE shop_id = $shop",
}

# What an address in a region column begins with.
PROVINCE = re.compile(
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    "台湾|内蒙古|广西|西藏|宁夏|新疆"
)
# Cities that are provinces: said with 市, kept without.
# Other names of one country, as exports and people write them.
SAME_COUNTRY: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split("|"))
    for names in (
        "united kingdom|uk|the uk|u.k.|great britain|britain|gb|英国",
        "eire|ireland|republic of ireland|爱尔兰",
        "united states|usa|the usa|america|united states of america|美国",
        "germany|deutschland|德国",
        "france|法国",
        "spain|西班牙",
        "netherlands|holland|the netherlands|荷兰",
        "japan|日本",
        "australia|澳大利亚|澳洲",
        "china|中国|prc",
        "united arab emirates|uae|阿联酋",
        "south korea|korea|韩国",
        "hong kong|香港",
        "italy|意大利",
        "switzerland|瑞士",
        "belgium|比利时",
        "portugal|葡萄牙",
        "sweden|瑞典",
        "norway|挪威",
        "denmark|丹麦",
        "canada|加拿大",
        "singapore|新加坡",
        # Provinces whose English name is not their sound.
        "西藏|tibet|xizang",
        "内蒙古|inner mongolia",
        "陕西|shaanxi",
        "澳门|macau|macao",
        "台湾|taiwan",
    )
)
REGIONS_TOGETHER: dict[str, tuple[str, ...]] = {
    "江浙沪": ("江苏", "浙江", "上海"),
    "京津冀": ("北京", "天津", "河北"),
    "东三省": ("黑龙江", "吉林", "辽宁"),
    "东北": ("黑龙江", "吉林", "辽宁"),
    "长三角": ("江苏", "浙江", "上海", "安徽"),
    "两广": ("广东", "广西"),
    "川渝": ("四川", "重庆"),
    "江浙": ("江苏", "浙江"),
    "苏浙沪": ("江苏", "浙江", "上海"),
    "江浙沪皖": ("江苏", "浙江", "上海", "安徽"),
    "苏浙皖": ("江苏", "浙江", "安徽"),
    "京津": ("北京", "天津"),
    "京沪": ("北京", "上海"),
    "云贵": ("云南", "贵州"),
    "云贵川": ("云南", "贵州", "四川"),
    "两湖": ("湖北", "湖南"),
    "湘鄂": ("湖北", "湖南"),
    "闽粤": ("福建", "广东"),
    "陕甘宁": ("陕西", "甘肃", "宁夏"),
    "黑吉辽": ("黑龙江", "吉林", "辽宁"),
    "华东": ("上海", "江苏", "浙江", "安徽", "福建", "江西", "山东"),
    "华北": ("北京", "天津", "河北", "山西", "内蒙古"),
    "华中": ("河南", "湖北", "湖南"),
    "华南": ("广东", "广西", "海南"),
    "西南": ("重庆", "四川", "贵州", "云南", "西藏"),
    "西北": ("陕西", "甘肃", "青海", "宁夏", "新疆"),
    "benelux": ("belgium", "netherlands", "luxembourg"),
    "scandinavia": ("denmark", "norway", "sweden"),
    "the nordics": ("denmark", "norway", "sweden", "finland", "iceland"),
    "nordic countries": ("denmark", "norway", "sweden", "finland", "iceland"),
    "iberia": ("spain", "portugal"),
}
# Whose people or goods: Irish customers.
ADJECTIVES: dict[str, tuple[str, ...]] = {
    "united kingdom": ("british", "uk based"),
    "ireland": ("irish",),
    "germany": ("german",),
    "france": ("french",),
    "spain": ("spanish",),
    "netherlands": ("dutch",),
    "japan": ("japanese",),
    "australia": ("australian",),
    "china": ("chinese",),
    "south korea": ("korean",),
    "italy": ("italian",),
    "switzerland": ("swiss",),
    "belgium": ("belgian",),
    "portugal": ("portuguese",),
    "sweden": ("swedish",),
    "norway": ("norwegian",),
    "denmark": ("danish",),
    "finland": ("finnish",),
    "austria": ("austrian",),
    "greece": ("greek",),
    "canada": ("canadian",),
    "singapore": ("singaporean",),
    "united states": ("american",),
    "israel": ("israeli",),
    "brazil": ("brazilian",),
}
MUNICIPALITIES = frozenset({"北京", "上海", "天津", "重庆"})


# What a channel is called in the other language, and by those who write of it.
CHANNEL_WORDS: dict[str, tuple[str, ...]] = {
    "小程序": (
        "mini program",
        "mini-program",
        "mini programs",
        "miniprogram",
        "mini programme",
        "mini-programme",
        "wechat mini program",
    ),
    "门店": (
        "in-store",
        "in store",
        "instore",
        "physical store",
        "offline store",
        "placed in the store",
        "placed in store",
        "bought in the store",
        "sold in the store",
        "made in the store",
        "线下",
        "线下门店",
        "实体店",
    ),
}
# 330, 人民路店: what names a branch, and what it is called with.
STORE_NAME = re.compile(r"^\d+$|店$|\bstore\b|\bbranch\b", re.IGNORECASE)
NUMBERED = (
    "{}店",
    "{}号店",
    "{}分店",
    "{}门店",
    "{}那家店",
    "{}这家店",
    "{}家店",
    "店{}",
    "branch {}",
    "store {}",
    "shop {}",
    "outlet {}",
    "branch no {}",
    "branch no. {}",
    "{} branch",
    "{} store",
    "the {} branch",
    "the {} store",
    "no. {} store",
    "branch number {}",
    "{}店铺",
    "{}这家",
    "{}那家",
)
# Of orders: that any of the shop's coupons was used on them.
WITH_A_COUPON = (
    "with a coupon", "used a coupon", "using a coupon", "with coupons", "used coupons", "using coupons", "placed with a coupon", "were placed with a coupon",
    "where a coupon was used", "on a coupon", "used any coupon", "with any coupon", "coupon orders", "用券", "用了券", "用券的", "用过券", "用了优惠券", "用优惠券",
    "使用优惠券", "使用了优惠券", "用到优惠券", "带券", "用上券", "用上优惠券", "使用券",
)  # fmt: skip
# What a coupon is called in English by a word that its name has.
COUPON_WORDS: dict[str, tuple[str, ...]] = {
    "新客|新人|首单": (
        "new customer coupon",
        "new customer coupons",
        "new-customer coupon",
        "new customer voucher",
        "new customer discount",
        "new customer code",
        "new customers' coupon",
        "new customers coupon",
        "welcome coupon",
        "welcome voucher",
        "first order coupon",
        "first-order coupon",
    ),
    "会员": ("member coupon", "members' coupon", "membership coupon", "members coupon"),
    "生日": ("birthday coupon", "birthday voucher"),
}
NUMERALS_OF = "零一二三四五六七八九"
OF_PLACES = frozenset({"channel", "store", "group"})


@dataclass(frozen=True)
class NameIndex:
    """One shop's names: exact ones as an automaton (None when it has none), near ones, how many there are, which facts the
    shop is known to have, the words of its own figures as an automaton, whether its channels are its branches, its currency,
    and how many names each of its lists has."""

    automaton: Any | None
    near: NearNames
    count: int
    known_facts: dict[str, bool] = field(default_factory=dict)
    figures: Any | None = None
    channels_are_stores: bool = False
    currency: str = ""
    sizes: dict[str, int] = field(default_factory=dict)

    def with_figures(self, own: Sequence[Metric]) -> NameIndex:
        """The index with these own figures in force: they come and go without the data changing."""
        return replace(self, figures=figure_automaton(own)) if own else self


class NameCache:
    """Name indexes by (shop, data version): the newest version of at most `size` shops, least used out first."""

    def __init__(self, size: int = 32) -> None:
        if size < 1:
            raise ValueError(f"size == {size}, must be >= 1.")
        self._size = size
        self._kept: OrderedDict[str, tuple[int, NameIndex]] = OrderedDict()
        self._lock = threading.Lock()

    def index(self, facts: Facts) -> NameIndex:
        """The index for the shop's data as it is now, built when it is not there yet."""
        version = facts.version()
        with self._lock:
            kept = self._kept.get(facts.shop.id)
            if kept is not None and kept[0] == version:
                self._kept.move_to_end(facts.shop.id)
                return kept[1].with_figures(facts.own)
        built = _build(facts)
        with self._lock:
            self._kept[facts.shop.id] = (version, built)
            self._kept.move_to_end(facts.shop.id)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return built.with_figures(facts.own)

    def __len__(self) -> int:
        return len(self._kept)


def build_index(facts: Facts) -> NameIndex:
    """Read every name of the shop and make one automaton of them, and one of its own figures."""
    return _build(facts).with_figures(facts.own)


def _build(facts: Facts) -> NameIndex:
    names = list(_names(facts))
    channels = {value for _, hit in names if hit.dimension == "channel" for value in hit.values}
    stores = any(hit.dimension == "store" for _, hit in names)
    branches = bool(channels) and not stores and all(STORE_NAME.search(value) for value in channels)
    return NameIndex(
        name_automaton(names),
        NearNames(names),
        len(names),
        channels_are_stores=branches,
        currency=facts.shop.currency,
        sizes={
            name: len({value for _, hit in names if hit.dimension == name for value in hit.values})
            for name in NAMES_SQL
        },
    )


def _names(facts: Facts) -> Iterator[tuple[str, NameHit]]:
    for dimension, sql in NAMES_SQL.items():
        values: dict[str, list[str]] = {}
        with facts.warehouse.cursor() as cursor:
            rows = cursor.execute(sql, {"shop": facts.shop.id}).fetchall()
        for name, product_id in rows:
            for wording in _wordings(dimension, name, product_id):
                values.setdefault(wording, []).append(str(name))
        if dimension == "category":
            values |= also_called(values)
        if dimension == "region":
            values |= {part: whole for part, whole in _parts_of(values).items() if part not in values}
            values |= {word: whole for word, whole in _together(values).items() if word not in values}
        if dimension == "channel":
            values |= {word: whole for word, whole in _channels(values).items() if word not in values}
        if dimension == "coupon" and values:
            every = [name for names in values.values() for name in names]
            values |= dict.fromkeys((word for word in WITH_A_COUPON if word not in values), every)
            values |= {word: whole for word, whole in _coupons(every).items() if word not in values}
        for wording, meant in values.items():
            yield wording, NameHit(dimension, tuple(dict.fromkeys(meant)))


def _parts_of(regions: dict[str, list[str]]) -> dict[str, list[str]]:
    """浙江杭州 is also said 杭州; 浙江 stands for all of its cities in the list."""
    parts: dict[str, list[str]] = {}
    for wording, values in regions.items():
        province = PROVINCE.match(wording)
        rest = wording.removeprefix(province[0]).removeprefix("省") if province else ""
        if province is None or not re.fullmatch(r"[\u3400-\u9fff]{2,}", rest):
            continue
        for part in (province[0], f"{province[0]}省", rest, f"{rest}市"):
            parts.setdefault(part, []).extend(values)
    return parts


def _channels(channels: dict[str, list[str]]) -> dict[str, list[str]]:
    """The mini program is the channel 小程序, where the shop has one."""
    return {
        word: channels[name] for name, words in CHANNEL_WORDS.items() if name in channels for word in words
    }


def _coupons(names: Sequence[str]) -> dict[str, list[str]]:
    """The new customer coupon is 新客立减10, where no other coupon says that it is for new customers."""
    found: dict[str, list[str]] = {}
    for part, words in COUPON_WORDS.items():
        of_it = [name for name in dict.fromkeys(names) if re.search(part, name)]
        if len(of_it) == 1:
            found |= dict.fromkeys(words, of_it)
    return found


def _together(regions: dict[str, list[str]]) -> dict[str, list[str]]:
    """江浙沪 is all of its provinces that the shop has, and UK is the United Kingdom."""
    found: dict[str, list[str]] = {}
    for word, provinces in REGIONS_TOGETHER.items():
        values = [value for province in provinces for value in regions.get(province, [])]
        if values:
            found[word] = values
    for names in SAME_COUNTRY:
        values = [value for name in names for value in regions.get(name, [])]
        if values:
            found |= dict.fromkeys(names, values)
    for region, values in regions.items():
        called = _countries().get(region)
        if called is not None:
            found = dict.fromkeys((called, *ADJECTIVES.get(region, ())), values) | found
    for names in SAME_COUNTRY:
        for name in names & ADJECTIVES.keys():
            meant = found.get(name) or regions.get(name)
            if meant:
                found |= dict.fromkeys(ADJECTIVES[name], meant)
    return found


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Each country's name in either language -> the one in the other, normalised (Unicode CLDR)."""
    english, chinese = Locale("en").territories, Locale("zh", script="Hans").territories
    both = [
        (normalise(english[code]), normalise(chinese[code]))
        for code in english
        if code in chinese and str(code).isalpha()
    ]
    return {one: other for pair in both for one, other in (pair, pair[::-1])}


def _wordings(dimension: str, name: str | None, product_id: str | None) -> set[str]:
    """How a person may write a name: as it stands, or without the id that tells two products of one wording apart."""
    if name is None:
        return set()
    written = {normalise(name)}
    if product_id is not None and name.endswith(f" ({product_id})"):
        written.add(normalise(name.removesuffix(f" ({product_id})")))
    if dimension == "region" and name in MUNICIPALITIES:
        written.add(f"{name}市")
    if dimension in OF_PLACES and name.isdigit():
        written |= {form.format(name) for form in NUMBERED}
    numbered = re.fullmatch(r"(.*?)(\d{1,2})([群组店区])", name) if dimension in OF_PLACES else None
    if numbered:
        spoken = NUMERALS_OF[int(numbered[2])] if int(numbered[2]) < len(NUMERALS_OF) else numbered[2]
        # 2群, 宝妈二群
        written |= {
            f"{numbered[2]}{numbered[3]}",
            f"{normalise(numbered[1])}{spoken}{numbered[3]}",
            f"{spoken}{numbered[3]}",
        }
    # A single letter, or a bare number, would turn every "5" of a sentence into a name.
    return {word for word in written if not word.isdigit() and (len(word) > 1 or not word.isascii()) and word}
