"""Names that are not written as the shop writes them: a part of a name, a slip of the finger, a homophone.

A part of exactly one name is that name; of several, the owner is asked. Otherwise the nearest names by characters and by
pinyin are looked for; a clear winner is taken, and the answer says how the word was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from brain.assistant.understanding.tokens import NameHit, is_chinese

MOST_CANDIDATES = 24
MOST_PARTS = 400
"""A word that so many names hold names nothing."""
SURE = 82.0
"""From here on a likeness (0..100) is taken for a slip; measured on typos, homophones and unrelated words, see the tests."""
CLEAR = 4.0
"""How far the winner must be ahead of the next name that is another thing."""
POSSIBLE = 66.0
SOUNDS_LIKE = 80.0
LATIN = 82.0
NEARLY_THE_SAME = 92.0
"""The least likeness by characters, by pinyin, and where little is written or in another script."""
SHORT_LISTS = frozenset({"region", "category", "brand", "channel", "group", "coupon", "store"})
SHORTEST_SLIP = 5
SHORTEST_PINYIN = 6
"""Letters of a name in pinyin with one of them wrong: below that many a slip makes another syllable."""
PART_OF_A_NAME = 6.0
SURE_OF_A_PART = 96.0
"""A long name has many parts; one of them must be all but the same, by its characters or by its sound."""
SHORTEST_PROOF = 3
MOST_CHOICES = 3
LEAST_PAIRS, MOST_OF_THE_PAIRS = 3, 0.7
LONGEST_TASTE = 4  # Han characters: 原味, 香蕉味
MAKES = frozenset(["", " ", "(", "（", "/", "-", "·", "*"])
"""What stands between a product and the make of it."""
SHORTEST_HAN, SHORTEST_LATIN = 2, 4


@dataclass(frozen=True)
class Near:
    """What a stretch of the question may mean. `sure`: taken as the one hit; else it is asked which of `hits` is meant, or
    `whole`, all names that hold the word. `score` (0..100) is how like it is, 100 for a word that stands in the name."""

    hits: tuple[NameHit, ...]
    sure: bool
    score: float = 100.0
    whole: NameHit | None = None


class NearNames:
    """The wordings of a shop's names, looked through when a word of a question is none of them. Built at the first need."""

    def __init__(self, names: Sequence[tuple[str, NameHit]]) -> None:
        self._names = list(names)

    @cached_property
    def _written(self) -> list[str]:
        return [wording for wording, _ in self._names]

    @cached_property
    def _spoken(self) -> list[str]:
        return [spoken(wording) for wording in self._written]

    def containing(self, word: str) -> NameHit | None:
        """The products (or other names of one list) whose name holds the word."""
        held = [hit for _, hit in self._holding(word)]
        products = [hit for hit in held if hit.dimension == "product"]
        held = products or held
        lists = {hit.dimension for hit in held}
        if len(lists) != 1:
            return None
        values = tuple(dict.fromkeys(value for hit in held for value in hit.values))
        return NameHit(lists.pop(), values) if len(values) <= MOST_PARTS else None

    def has(self, word: str) -> bool:
        """Whether some name holds the word as it stands."""
        return bool(self._holding(word))

    def near(self, word: str) -> Near | None:
        """What the word may stand for, or None when nothing is near enough."""
        if not _long_enough(word):
            return None
        held = self._holding(word)
        if held:
            return _parts(word, held)
        pieced = self._pieced(word)
        if pieced is not None:
            return pieced
        return self._in_pinyin(word) or self._alike(word)

    def _in_pinyin(self, word: str) -> Near | None:
        """Shangahi: the one Chinese name of a short list whose pinyin is a slip away."""
        if not word.isascii() or len(word) < SHORTEST_PINYIN:
            return None
        hits = {
            hit
            for sound, (wording, hit) in zip(self._spoken, self._names, strict=True)
            if hit.dimension in SHORT_LISTS
            and is_chinese(wording)
            and OSA.distance(sound, word, score_cutoff=1) == 1
        }
        return Near((hits.pop(),), sure=True, score=SURE) if len(hits) == 1 else None

    def _comparable(self, word: str, at: int, score: float, least: float) -> bool:
        """Whether a likeness of this kind means anything: two characters, or Latin letters beside a Chinese name, prove little."""
        if is_chinese(word) != is_chinese(self._written[at]) or len(word) < SHORTEST_PROOF:
            least = max(least, NEARLY_THE_SAME)
        elif not is_chinese(word):
            least = max(least, LATIN)
        return score >= least

    def _holding(self, word: str) -> list[tuple[str, NameHit]]:
        """Names that hold the word; in Latin script all of its words, each from its beginning."""
        if is_chinese(word):
            return [(wording, hit) for wording, hit in self._names if word in wording]
        wanted = [
            re.compile(rf"(?<![a-z0-9]){re.escape(_stem(part))}s?(?![a-z0-9])") for part in word.split()
        ]
        return [(wording, hit) for wording, hit in self._names if all(one.search(wording) for one in wanted)]

    def _pieced(self, word: str) -> Near | None:
        """A Chinese name with pieces left out, 无骨袜加厚 of 无骨袜 5双装加厚: most of its pairs of characters stand in the name."""
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        if not is_chinese(word) or len(pairs) < LEAST_PAIRS:
            return None
        share = {
            at: sum(pair in name for pair in pairs) / len(pairs) for at, name in enumerate(self._written)
        }
        best = max(share.values(), default=0.0)
        if best < MOST_OF_THE_PAIRS:
            return None
        hits = tuple(dict.fromkeys(self._names[at][1] for at, part in share.items() if part == best))
        return Near(hits[:MOST_CHOICES], len(hits) == 1, 100 * best)

    def _alike(self, word: str) -> Near | None:
        scores: dict[int, float] = {}
        proven: set[int] = set()
        for choices, wanted, least in (
            (self._written, word, POSSIBLE),
            (self._spoken, spoken(word), SOUNDS_LIKE),
        ):
            # Of a long name a part is written; of a short one the whole.
            for _, score, at in process.extract(wanted, choices, scorer=fuzz.ratio, limit=MOST_CANDIDATES):
                if self._comparable(word, at, score, least):
                    scores[at] = max(scores.get(at, 0.0), score)
                    proven |= {at} if score >= SURE else set()
            for _, score, at in process.extract(
                wanted, choices, scorer=fuzz.partial_ratio, limit=MOST_CANDIDATES
            ):
                if len(choices[at]) > len(wanted) + 1 and self._comparable(word, at, score, least):
                    scores[at] = max(scores.get(at, 0.0), score - PART_OF_A_NAME)
                    proven |= {at} if score >= SURE_OF_A_PART else set()
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked:
            return None
        best = ranked[0][1]
        close: dict[tuple[str, tuple[str, ...]], NameHit] = {}
        for at, score in ranked:
            if score > best - CLEAR:
                hit = self._names[at][1]
                close.setdefault((hit.dimension, hit.values), hit)
        hits = tuple(close.values())[:MOST_CHOICES]
        enough = _says_enough(word) or self._surely_meant(word, ranked[0][0])
        return Near(hits, ranked[0][0] in proven and len(close) == 1 and enough, best)

    def _surely_meant(self, word: str, at: int) -> bool:
        """One of a short list (regions, categories) that sounds the very same, or is one letter away: 湿金, beijing, grmany."""
        wording, hit = self._names[at]
        if hit.dimension not in SHORT_LISTS:
            return False
        if is_chinese(wording):
            return spoken(wording) == spoken(word)
        return len(word) >= SHORTEST_SLIP and OSA.distance(word, wording) == 1


def spoken(word: str) -> str:
    """The pinyin of a word without tones; Latin letters as they are."""
    return "".join(lazy_pinyin(word))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _long_enough(word: str) -> bool:
    return len(word) >= (SHORTEST_HAN if is_chinese(word) else SHORTEST_LATIN)


def _says_enough(word: str) -> bool:
    """A slip in one short word makes another word of the language: earnings is not EARRINGS."""
    return len(word) >= 3 if is_chinese(word) else " " in word


def _parts(word: str, held: Sequence[tuple[str, NameHit]]) -> Near:
    """Several products with the word in their name are asked about; all of them together is one of the choices."""
    values = tuple(dict.fromkeys((hit.dimension, value) for _, hit in held for value in hit.values))
    if len({dimension for dimension, _ in values}) == 1 and len(values) <= MOST_PARTS:
        whole = NameHit(values[0][0], tuple(value for _, value in values))
    else:
        whole = None
    if whole is not None and len(values) > 1 and _variants(word, held):
        return Near((whole,), sure=True, whole=whole)
    hits = tuple(NameHit(dimension, (value,)) for dimension, value in values)
    # One Latin word in a long name may be any word of the language; it must be half of the name to be it.
    whole_enough = len(word) >= 3 or 3 * len(word) >= len(held[0][0]) if is_chinese(word) else " " in word
    sure = len(hits) == 1 and (whole_enough or 2 * len(word) >= len(held[0][0]))
    return Near(hits, sure, whole=whole if len(hits) > 1 else None)


def _variants(word: str, held: Sequence[tuple[str, NameHit]]) -> bool:
    """Whether the names are one product in several makes: the same up to the word, and behind it only size, taste or number."""
    if (
        not is_chinese(word)
        or len(word) < SHORTEST_PROOF
        or {hit.dimension for _, hit in held} != {"product"}
    ):
        return False
    cut = [
        (wording[: (end := wording.index(word) + len(word))], wording[end:])
        for wording, _ in held
        if word in wording
    ]
    return (
        len(cut) == len(held)
        and len({head for head, _ in cut}) == 1
        and all(tail[:1] in MAKES and _is_make(tail) for _, tail in cut)
    )


def _is_make(tail: str) -> bool:
    """Whether what stands behind a product's name only says which make of it: a number in it, or a word as short as a taste."""
    return any(sign.isdigit() for sign in tail) or len(tail.strip(" ()（）/-·*")) <= LONGEST_TASTE
