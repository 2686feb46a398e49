"""Finds names in a reply that nobody stated in this turn: invented products, and real ones that were not asked about.

There is no list of everything that is no name. So a name is suspected by how it stands: in quotation marks, as a word in
capitals or in another script, as the doer of a sale, or because it ends like the shop's own goods do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from brain.assistant.agent.ordinary_words import (
    calendar_words,
    ordinary_chinese,
    ordinary_english,
    plain_words,
)
from brain.facts.reader import Facts

MOST_NAMES = 50_000
_NAMES = """
SELECT DISTINCT name FROM (
    SELECT name FROM product WHERE shop_id = $shop UNION ALL SELECT category FROM product WHERE shop_id = $shop
    UNION ALL SELECT brand FROM product WHERE shop_id = $shop
    UNION ALL SELECT product_name FROM order_line WHERE shop_id = $shop
    UNION ALL SELECT category FROM order_line WHERE shop_id = $shop
    UNION ALL SELECT group_name FROM order_line WHERE shop_id = $shop
    UNION ALL SELECT channel FROM order_line WHERE shop_id = $shop) AS names
WHERE name IS NOT NULL LIMIT 50000"""
_MASK = "\ufffc"
_QUOTED = re.compile(
    r"「([^「」]{1,60})」|『([^『』]{1,60})』|“([^“”]{1,60})”|\"([^\"\n]{1,60})\"|《([^《》]{1,60})》|\*\*([^*\n]{1,60})\*\*"
)
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9'’&+.-]*[A-Za-z0-9+]|(?<![A-Za-z])[A-Z](?![A-Za-z])")
_CAPITAL = re.compile(r"(?<![\w.!?:\n])(?<!^)(?<=[ (/-])[A-Z][A-Za-z0-9'’&+-]*")
_HAN = re.compile("[\u4e00-\u9fff]{2,24}")
_PREDICATE = (
    "卖了|卖出|卖得|售出|销量|销售额|净销售|贡献|占比|占了|占|排第|排名|位居|位列|居首|领先|最多|最高|最好|最少|最低|最差|增长|下降|上涨|下滑|"
    "热销|畅销|滞销|缺货|断货|降价|涨价|上架|下架|补货|清仓|带来|拉动|表现|是最|卖"
)
_PREDICATES = re.compile(f"{_PREDICATE}|卖得")
_DOER = re.compile(rf"([\u4e00-\u9fff]{{2,16}}?)(?={_PREDICATE})")
_OBJECT = re.compile(
    r"(?:主推|推荐|力推|多卖|备货|补货|清仓|下架|停售|推广|关注|搭配|促销|上新)([\u4e00-\u9fff]{2,16})"
)
_TOLD = re.compile(
    r"(?:最好|最多|最高|最快|最大|最差|最少|最低|最慢|领先|冠军|其次|再次|然后|接着|第[一二三四五]名?)(?:的)?(?:商品|单品|产品|品类|类目|品牌|渠道|群)?(?:是|为)([\u4e00-\u9fff]{2,16})"
)
_BEGINNING = re.compile(
    r"^\W*(?:The\s)?([A-Z][\w'’&-]+)\s(?:sold|was|were|is|are|brought|made|earned|leads?|led|tops|topped|had|has|did|does|"
    r"performed|accounted|contributed|grew|rose|fell|dropped|came|went|saw)\b"
)
# Characters that join words without being part of a name.
_PARTICLES = frozenset(
    "一的了在是有和与跟同及或而但也都就还又再很更最较比从到对向由被把给为以于按每各该这那此其个你我他它她们全总共约近超仅只已未不没无非"
    "净将会要能可请先则即若如因所并且么吗呢吧啊"
)


@dataclass(frozen=True)
class ShopNames:
    """The shop's own names, and the endings that its goods have."""

    names: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def shop_names(facts: Facts) -> ShopNames:
    """Every name of goods, groups and channels in the facts (at most `MOST_NAMES`)."""
    with facts.warehouse.cursor() as cursor:
        rows = cursor.execute(_NAMES, {"shop": facts.shop.id}).fetchall()
    return names_from(str(row[0]).strip() for row in rows)


def names_from(given: Iterable[str]) -> ShopNames:
    """The same from a list of names."""
    names = frozenset(name for name in given if len(name) > 1)
    han = ["".join(re.findall("[\u4e00-\u9fff]", name)) for name in names]
    latin = {word.lower() for name in names for word in re.findall(r"[A-Za-z]{4,}", name)}
    endings = frozenset(name[-2:] for name in han if len(name) >= 2) - set(ordinary_chinese())
    return ShopNames(names, endings, frozenset(latin))


def invented(text: str, masked: str, allowed: Iterable[str], own: ShopNames, *, chinese: bool) -> list[str]:
    """Names in `text` that are not `allowed`. `masked` is the text with allowed names, dates and figures masked."""
    said = " ".join(allowed).lower()
    found = [
        quoted
        for match in _QUOTED.finditer(text)
        for quoted in [next(group for group in match.groups() if group is not None)]
        if not _is_said(quoted, masked[match.start() : match.end()], said)
    ]
    found += [name for name in own.names if _stands_in(name, masked)]
    if chinese:
        found += [word for word in _LATIN.findall(masked) if not _is_ordinary(word, said)]
        found += _chinese_names(masked, said, own)
    else:
        capitals = [match[0] for match in _CAPITAL.finditer(masked)]
        capitals += [
            match[1] for match in [_BEGINNING.match(masked)] if match and not _common(match[1].lower())
        ]
        found += [word for word in capitals if not _is_ordinary(word, said)]
        found += [word for word in re.findall(r"[A-Za-z]{4,}", masked) if _is_goods(word, said, own)]
        found += [match[0] for match in _HAN.finditer(masked) if match[0].lower() not in said]
    return list(dict.fromkeys(found))


def doers(masked: str) -> list[str]:
    """What a clause says something about, in words that are neither masked nor ordinary: an unknown name, as a rule."""
    return [piece for match in _DOER.finditer(masked) for piece in _unexplained(match[1], "", least=2)]


def _is_said(quoted: str, masked: str, said: str) -> bool:
    """Whether all of a quotation is masked away or was said before; emphasis on figures is no name."""
    rest = re.sub(rf"[{_MASK}\s\W\d_]+", "", masked)
    return not rest or quoted.strip().lower() in said


def _stands_in(name: str, masked: str) -> bool:
    at = masked.find(name)
    if at < 0:
        return False
    if not name.isascii():
        return True
    around = masked[max(0, at - 1) : at] + masked[at + len(name) : at + len(name) + 1]
    return not any(char.isalnum() for char in around)


def _is_ordinary(word: str, said: str) -> bool:
    bare = word.lower().strip(".'’-")
    return (
        bare in plain_words() or bare in calendar_words() or bare.removesuffix("'s") in said or bare in said
    )


def _is_goods(word: str, said: str, own: ShopNames) -> bool:
    """A word of the shop's goods, outside of any name that was stated and unknown to the question."""
    bare = word.lower()
    return bare in own.words and bare not in said and bare.removesuffix("s") not in said and not _common(bare)


def _common(word: str) -> bool:
    return word in ordinary_english()


def _chinese_names(masked: str, said: str, own: ShopNames) -> list[str]:
    """Stretches that do or suffer a sale, or end like the shop's goods, beside what ordinary words explain."""
    found = []
    for pattern in (_DOER, _OBJECT, _TOLD):
        for match in pattern.finditer(masked):
            found += _unexplained(match[1], said, least=2)
    for match in _HAN.finditer(masked):
        for ending in own.endings:
            at = match[0].find(ending)
            if at < 0:
                continue
            pieces = _unexplained(match[0][max(0, at - 4) : at + 2], said, least=2)
            found += pieces or ([] if ending in said else [ending])
    return found


def _unexplained(words: str, said: str, *, least: int) -> list[str]:
    """What is left of a stretch when ordinary words and particles are taken away."""
    rest = _PREDICATES.sub(_MASK, _ordinary_pattern().sub(_MASK, words))
    pieces = re.split(f"[{_MASK}{''.join(_PARTICLES)}]+", rest)
    return [piece for piece in pieces if len(piece) >= least and piece not in said]


@lru_cache(maxsize=1)
def _ordinary_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, ordinary_chinese())))
