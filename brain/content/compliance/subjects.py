"""Which of the given names may be taken as names: 第一食品 is one, 全网最低价米粉 is an advert."""

import re

_RANKS = re.compile(
    r"全网|全国|全球|世界|史上|历史|行业|销量|排名|国家级|最低价|最好|最佳|第一(?:品牌|名)|没有之一|治|疗效|抗癌|根除"
)
_LONGEST = 16


def maskable(name: str) -> bool:
    """True when folded `name` is a plain name: 2 to 16 characters that do not rank or cure."""
    return 2 <= len(name) <= _LONGEST and _RANKS.search(name) is None
