"""What kinds of goods are called beside the name on the shop's list: 尿不湿 is its 纸尿裤, nappies are diapers.

Only words for the very same goods; a kind of them (拉拉裤) is another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SAME_GOODS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split("|"))
    for names in (
        "纸尿裤|尿不湿|尿片|纸尿片",
        "湿巾|湿纸巾",
        "卫生巾|姨妈巾",
        "洗发水|洗发露|洗发液|洗头水",
        "沐浴露|沐浴乳|沐浴液",
        "diapers|nappies",
        "wipes|wet wipes",
    )
)


def also_called(names: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Other words -> the shop's own names that they mean, for those of its kinds of goods that have such words."""
    found: dict[str, list[str]] = {}
    for words in SAME_GOODS:
        own = [value for word in sorted(words) for value in names.get(word, ())]
        if own:
            found |= {word: own for word in words if word not in names}
    return found
