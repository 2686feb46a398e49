"""Which products are one product in several sizes, colours or packs, from their names alone, Chinese and English.

A family is what is left of a name without measures, counts of a pack, sizes and colours. It errs towards one family: for a
bundle, two colours of one mug proposed as a pair look foolish, while a true pair passed over costs little. A name that
consists of nothing else keeps all its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_COLOURS_EN = (
    "red pink blue green yellow orange purple violet black white grey gray brown beige ivory cream gold golden silver bronze"
    " navy turquoise teal aqua lilac lavender mint rose khaki coral burgundy copper charcoal clear transparent multicolour"
    " multicolor assorted coloured colored colour color colours colors light dark pale bright"
)
_SIZES_EN = "xxs xs s m l xl xxl xxxl small medium large mini big jumbo giant extra size sizes one"
_PACKS_EN = (
    "pack packs packet packets pk set sets box boxes bag bags case cases pair pairs piece pieces pc pcs dozen"
)
_UNITS_EN = "mg g kg oz lb lbs ml cl l ltr litre litres liter liters mm cm m inch inches in ft"
_COLOURS_ZH = "红|橙|黄|绿|青|蓝|紫|黑|白|灰|粉|棕|褐|咖啡|咖|米|银|金|玫红|酒红|卡其|驼|杏|藏青|天蓝|湖蓝|墨绿|军绿|米白|奶白|香槟|玫瑰金|透明"
_COUNTED_ZH = "个只支片包袋盒瓶罐件双条块枚粒卷抽张杯桶箱枝套组听板斤克升寸码号"
# A colour alone is one in brackets or after a space; within a word (红茶, 白酒) it is part of the name.
_ALONE = frozenset([*f"{_COLOURS_EN} {_SIZES_EN} {_UNITS_EN}".split(), *_COLOURS_ZH.split("|")])
_CHINESE = re.compile(
    rf"(?:浅|深|亮|暗)?(?:{_COLOURS_ZH})(?:色款?|款)"
    r"|(?:特大|超大|加大|大|中|小|迷你|均)[号码包瓶盒罐袋份杯装款]装?"
    rf"|[\d一二两三四五六七八九十百]+(?:公斤|千克|毫升|厘米|[{_COUNTED_ZH}])[装入组]?"
    r"|(?:单|多|整|家庭|量贩|体验|试用|旅行|补充|替换|礼盒|简|散|袋|瓶|盒|罐|组合)装"
)
# Set and box are also what a thing is (a tea set, a lunch box): they go only beside a number.
_PACKED = rf"(?:{_PACKS_EN.replace(' ', '|')})"
_MEASURE = rf"(?:{_UNITS_EN.replace(' ', '|')}|[a-z])(?![a-z])"
_NUMBER = re.compile(
    rf"(?:(?<![a-z]){_PACKED}\s*(?:of|x|/)?\s*)?\d+(?:[.,/]\d+)*(?:\s*{_PACKED}(?![a-z])|\s*{_MEASURE}|%)?"
)
_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")


def family_of(name: str) -> str:
    """What the name says besides size, colour and pack: words in alphabetical order, lower case; '' for an empty name."""
    plain = unicodedata.normalize("NFKC", name).lower()
    left = _NUMBER.sub(" ", _CHINESE.sub(" ", plain))
    kept = [word for word in _WORD.findall(left) if word not in _ALONE and not word.isdigit()]
    return " ".join(sorted(kept) or sorted(_WORD.findall(plain)))


def same_family(first: Sequence[str | None], second: Sequence[str | None]) -> NDArray[np.bool_]:
    """Place by place, whether two names are one product's; a missing name is nobody's family. Raises ValueError for other lengths."""
    families = {name: family_of(name) for name in {*first, *second} if name}
    return np.array(
        [_alike(families.get(a or ""), families.get(b or "")) for a, b in zip(first, second, strict=True)],
        dtype=np.bool_,
    )


def _alike(one: str | None, other: str | None) -> bool:
    return bool(one) and one == other
