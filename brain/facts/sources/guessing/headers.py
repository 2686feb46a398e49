"""What a header says: concepts with their strength, the unit it names, whether it speaks of the whole order."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz, process

from brain.facts.sources.guessing.base import ONE
from brain.facts.sources.guessing.pinyin import has_chinese, initials, spelled
from brain.facts.sources.guessing.synonyms import (
    ORDER_WIDE_EN,
    ORDER_WIDE_ZH,
    TURNING_EN,
    TURNING_ZH,
    WORDS,
)

# Unit as it stands in brackets or behind a stroke -> what numbers are multiplied by.
UNITS: dict[str, Decimal] = {
    "元": ONE, "¥": ONE, "￥": ONE, "rmb": ONE, "cny": ONE, "yuan": ONE, "usd": ONE, "$": ONE, "eur": ONE, "€": ONE, "gbp": ONE,
    "£": ONE, "件": ONE, "个": ONE, "单位元": ONE, "单位:元": ONE, "人民币": ONE, "hkd": ONE, "jpy": ONE, "aud": ONE, "cad": ONE, "sgd": ONE,
    "万": Decimal(10000), "万元": Decimal(10000), "单位万元": Decimal(10000), "单位:万元": Decimal(10000), "w": Decimal(10000),
    "千元": Decimal(1000), "千": Decimal(1000), "百万": Decimal(1000000), "百万元": Decimal(1000000), "thousand": Decimal(1000),
    "分": Decimal("0.01"), "cents": Decimal("0.01"), "cent": Decimal("0.01"), "fen": Decimal("0.01"), "%": Decimal("0.01"),
    "'000": Decimal(1000), "k": Decimal(1000), "角": Decimal("0.1"),
}  # fmt: skip
# What Chinese writers in Taiwan and Hong Kong write, as far as it occurs in the words known.
TRADITIONAL = str.maketrans(
    "線訂單編號額數價實總計時間狀態買賣會員運費優惠類別電話門商品稱規貨減銷營業務發票據條碼賬帳戶現個單收貨聯繫絡郵郵箱區縣國幣種渠來備註點積餘購買項産產結償顧應讓熱開創刪關備註庫過評價標題內鍵進導購簽號檢觸達轉帶寶貝體淨還給專縣際",
    "线订单编号额数价实总计时间状态买卖会员运费优惠类别电话门商品称规货减销营业务发票据条码账账户现个单收货联系络邮邮箱区县国币种渠来备注点积余购买项产产结偿顾应让热开创删关备注库过评价标题内键进导购签号检触达转带宝贝体净还给专县际",
)
# English words as they are cut short in column names.
SHORT = {
    "amt": "amount", "ttl": "total", "tot": "total", "prod": "product", "cust": "customer", "cat": "category", "desc": "description",
    "num": "number", "nr": "no", "inv": "invoice", "trans": "transaction", "txn": "transaction", "dt": "date", "addr": "address",
    "disc": "discount", "pmt": "payment", "pymt": "payment", "prc": "price", "recpt": "receipt", "rcpt": "receipt", "ship": "shipping",
    "qnty": "quantity", "quant": "quantity", "ordr": "order", "ord": "order", "nbr": "number", "tm": "time", "sn": "no", "curr": "currency",
}  # fmt: skip
OTHER = "other"
"""A word of our table behind another that turns its meaning away."""
NEAR = 86.0
_BRACKETS = re.compile(r"[(\[{【<（〔《]([^)\]}】>）〕》]*)[)\]}】>）〕》]")
_REPEATED = re.compile(r"[\s_.\-#]*\(?\d{1,2}\)?$")


@dataclass(frozen=True)
class Header:
    """A header understood. `concepts`: concept -> strength 0..1; `scale` of its unit; `order_wide`: says "order"."""

    concepts: Mapping[str, float] = field(default_factory=dict)
    scale: Decimal = ONE
    order_wide: bool = False

    @property
    def best(self) -> tuple[str, float]:
        """The strongest concept, ("", 0.0) when the header says nothing."""
        return max(self.concepts.items(), key=lambda one: (one[1], one[0]), default=("", 0.0))

    def strength(self, *names: str) -> float:
        """The strength of the strongest of these concepts."""
        return max((self.concepts.get(name, 0.0) for name in names), default=0.0)


def key_of(text: str) -> str:
    """Letters, digits and Chinese characters only, folded: Order-No., order_no and 订单 号 lose their dress."""
    folded = unicodedata.normalize("NFKC", text).translate(TRADITIONAL).casefold()
    folded = folded.replace("#", "no" if re.search(r"[a-z]", folded) else "").replace("%", "%")
    return re.sub(r"[^0-9a-z\u4e00-\u9fff%/]", "", folded).replace("/", "")


def read_header(header: str) -> Header:
    """What this header says by itself; nothing is asked of the values."""
    text = unicodedata.normalize("NFKC", header).translate(TRADITIONAL).strip().strip("*★ :：")
    bare, scale, hints = _without_unit(text)
    key = key_of(bare)
    if not key:
        return Header()
    concepts = _concepts(bare, key)
    if scale == UNITS["%"] and "discount" in concepts:
        concepts = {"discount_rate": concepts["discount"]}
    wide = key.startswith(ORDER_WIDE_ZH) or any(word in ORDER_WIDE_EN for word in _tokens(bare)[:-1])
    for hint in hints:
        # What stands in brackets may say what the word before does not: 金额(实付), 编号(订单).
        if not concepts or max(concepts.values()) < 1:
            for name, strength in _exact(key_of(hint)).items():
                concepts[name] = max(concepts.get(name, 0.0), 0.8 * strength)
        wide = wide or key_of(hint) in ORDER_WIDE_ZH
    return Header(concepts, scale, wide)


def _without_unit(text: str) -> tuple[str, Decimal, list[str]]:
    """The header without brackets and unit, the unit's scale, and what else stood in brackets."""
    scale, hints = ONE, []
    for inside in _BRACKETS.findall(text):
        unit = UNITS.get(re.sub(r"[\s：]", "", inside).casefold().replace("：", ":"))
        if unit is None:
            hints.append(inside)
        else:
            scale = unit
    bare = _BRACKETS.sub(" ", text).strip() or text
    stroke = re.fullmatch(r"(.+?)\s*[/／_,:;\- ]\s*([^/／_\s]+)", bare)
    if stroke and (unit := UNITS.get(stroke.group(2).casefold())) is not None:
        return stroke.group(1), unit, hints
    for unit_word in ("万元", "千元", "元"):
        if bare.endswith(unit_word) and _exact(key_of(bare.removesuffix(unit_word))):
            return bare.removesuffix(unit_word), UNITS[unit_word], hints
    if bare.endswith("%") and _exact(key_of(bare[:-1])):
        return bare, UNITS["%"], hints
    return bare, scale, hints


def _concepts(bare: str, key: str) -> dict[str, float]:
    for candidate, strength in ((key, 1.0), (key_of(_REPEATED.sub("", bare)), 0.93)):
        if found := _exact(candidate):
            return {name: strength * value for name, value in found.items()}
    if has_chinese(key):
        return _chinese(bare, key)
    return _latin(bare, key)


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[str, ...]]:
    """Key of a word -> its concepts."""
    index: dict[str, list[str]] = defaultdict(list)
    for concept, words in WORDS.items():
        for word in words:
            if concept not in index[key_of(word)]:
                index[key_of(word)].append(concept)
    return {key: tuple(names) for key, names in index.items()}


@lru_cache(maxsize=1)
def _spellings() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Full pinyin -> concepts, initials -> concepts, of the Chinese words of two characters and more."""
    full: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for key, names in _index().items():
        if has_chinese(key) and len(key) >= 2:
            full[spelled(key)] |= set(names)
            short[initials(key)] |= set(names)
    return dict(full), dict(short)


def _exact(key: str) -> dict[str, float]:
    return dict.fromkeys(_index().get(key, ()), 1.0)


def _turned(prefix: str) -> bool:
    return any(word in prefix for word in TURNING_ZH)


def _chinese(bare: str, key: str) -> dict[str, float]:
    """Chinese puts the head last: the longest known word at the end decides, unless what stands before turns it."""
    pieces = [key_of(piece) for piece in re.split(r"[\s_\-.·:/|—]+", bare) if key_of(piece)]
    if len(pieces) > 1 and (found := _exact(pieces[-1])) and len(pieces[-1]) >= 2:
        return {OTHER: 0.8} if _turned("".join(pieces[:-1])) else dict.fromkeys(found, 0.9)
    full, _ = _spellings()
    if len(key) >= 3 and (names := full.get(spelled(key))):
        # Typed by sound, and the wrong character chosen: 定单编号.
        return dict.fromkeys(names, 0.85)
    for length in range(len(key) - 1, 1, -1):
        if found := _exact(key[-length:]):
            if _turned(key[:-length]):
                return {OTHER: 0.8}
            return {name: 0.72 + 0.18 * length / len(key) for name in found}
    near = process.extract(key, _index().keys(), scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
    if near and len(key) >= 4:
        return dict.fromkeys(_index()[near[0][0]], 0.75)
    for length in range(len(key) - 1, 1, -1):
        for start in range(len(key) - length):
            if found := _exact(key[start : start + length]):
                return {OTHER: 0.6} if _turned(key) else dict.fromkeys(found, 0.45)
    return {}


def _tokens(bare: str) -> list[str]:
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", bare)
    return [SHORT.get(token, token) for token in re.findall(r"[a-z0-9%]+", split.casefold())]


def _latin(bare: str, key: str) -> dict[str, float]:
    """English words (the head last as well) or pinyin."""
    tokens = _tokens(bare)
    if found := _exact("".join(tokens)):
        return dict.fromkeys(found, 0.95)
    for length in range(len(tokens) - 1, 0, -1):
        if found := _exact("".join(tokens[-length:])):
            if TURNING_EN & set(tokens[:-length]):
                return {OTHER: 0.8}
            return {name: 0.68 + 0.2 * length / len(tokens) for name in found}
    full, short = _spellings()
    if names := full.get(key):
        return dict.fromkeys(names, 0.95)
    if len(key) >= 3 and (names := short.get(key)):
        return dict.fromkeys(names, 0.72)
    near = process.extract(key, _index().keys(), scorer=fuzz.ratio, limit=2, score_cutoff=NEAR)
    if near and len(key) >= 5:
        return dict.fromkeys(_index()[near[0][0]], 0.75)
    if names := short.get(key) if len(key) == 2 else None:
        return dict.fromkeys(names, 0.55)
    near_full = process.extract(key, full.keys(), scorer=fuzz.ratio, limit=1, score_cutoff=90)
    if near_full and len(key) >= 6:
        return dict.fromkeys(full[near_full[0][0]], 0.7)
    for length in range(len(tokens) - 1, 0, -1):
        if found := _exact("".join(tokens[:length])):
            return {OTHER: 0.5} if TURNING_EN & set(tokens) else dict.fromkeys(found, 0.4)
    return {}
