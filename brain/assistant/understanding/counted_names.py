"""Numbers and words beside a name or a list that say it once more: six groups of six, 尿不湿（纸尿裤）."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from brain.assistant.understanding.sentence import RANKING
from brain.assistant.understanding.tokens import Kind, Token, is_chinese

LEADS_A_LIMIT = RANKING | {Kind.WHICH, Kind.CMP, Kind.PAST, Kind.NOT, Kind.PART, Kind.EDGE}
LONGEST_SYNONYM = 4  # Han characters
# What narrows a noun down instead of naming it once more.
_NARROWS = re.compile(
    r"^[不没无非除]|[大小中新老男女号进出国产便贵冬夏春秋]|(?<![a-z])(?:no|not|non|big|small|large|new|old|cheap|kids?|mens?|womens?)(?![a-z])"
)


def without_counts_of_all(tokens: Sequence[Token], sizes: Mapping[str, int]) -> list[Token]:
    """六个群各多少, of a shop that has six groups: the number changes nothing. Of three of them it would, and stays.

    `sizes` is how many names each of the shop's lists has.
    """
    dropped: set[int] = set()
    for at, token in enumerate(tokens):
        noun = at + 1
        while noun < len(tokens) and tokens[noun].kind == Kind.CLASSIFIER:
            noun += 1
        before = tokens[at - 1] if at else None
        if before is not None and _several_of(before, token, tokens[noun : noun + 1]):
            dropped.update({at, noun})
        counts = token.kind == Kind.NUM and noun < len(tokens) and tokens[noun].kind == Kind.DIM
        if not counts or sizes.get(str(tokens[noun].value)) != token.value or token.value < 2:
            continue
        if before is not None and before.kind in LEADS_A_LIMIT:
            continue
        dropped.update(range(at, noun))
        if before is not None and before.kind == Kind.REL and before.value == 0:
            dropped.add(at - 1)  # 这六个群
    return [token for at, token in enumerate(tokens) if at not in dropped]


def _several_of(name: Token, several: Token, noun: Sequence[Token]) -> bool:
    """西北几个省: several, as the name itself says."""
    if (
        name.kind != Kind.NAME
        or several.text not in ("几个", "这几个", "那几个")
        or name.end != several.start
    ):
        return False
    lists = {hit.dimension for hit in name.value if len(hit.values) > 1}
    return bool(noun) and noun[0].kind == Kind.DIM and noun[0].value in lists


def without_synonyms(tokens: Sequence[Token]) -> list[Token]:
    """尿不湿（纸尿裤）: a word nobody here knows, and right behind it in brackets the shop's own name for it.

    The other way round the brackets may narrow the name down, 奶粉（成人）, and nothing is dropped.
    """
    return [token for at, token in enumerate(tokens) if not _is_synonym(tokens, at)]


def _is_synonym(tokens: Sequence[Token], at: int) -> bool:
    behind = tokens[at + 1 : at + 4]
    if tokens[at].kind != Kind.UNKNOWN or [token.text for token in behind[::2]] != ["(", ")"]:
        return False
    word = tokens[at].text
    short = 2 <= len(word) <= LONGEST_SYNONYM if is_chinese(word) else word.isalpha() and len(word) > 2
    own = behind[1].kind == Kind.NAME and (at == 0 or tokens[at - 1].kind != Kind.UNKNOWN)
    return own and short and _NARROWS.search(word) is None
