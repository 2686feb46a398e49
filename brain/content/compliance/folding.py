"""Folds a text to the form the rules read, and maps every folded character back to the original.

Folding undoes the tricks that hide a word (width, circled digits, tone marks, traditional characters, spaces, dots and emoji
between characters, pinyin and look-alike characters), so a rule is written once, in plain simplified Chinese.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from brain.content.compliance.lookalikes import SOUND_ALIKES, TRADITIONAL

# Marks that end a clause. They stay, so that no word is put together across two clauses ("榜首，选它" is not 首选).
CLAUSE_END = ",。!?;:、\n…"
# After these a clause mark can only be an evasion: nobody ends a clause on 最 or 第 ("最，佳").
_NEVER_LAST = "最第唯"
_CUT_WORDS = ("之最", "次第", "门第")
_MASK = "\ufffc"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    `text[i]` came from original characters `starts[i]` to `ends[i]` (end exclusive); `gaps[i]` says that something
    (space, dot, emoji) was dropped just before it, which is often the end of a phrase in shop copy.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[bool, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of the folded, non-empty range [start, end)."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=20_000)
def fold_char(char: str) -> str:
    """One character without width, case, tone mark or traditional form; "" when it is only decoration."""
    out: list[str] = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char)).lower():
        category = unicodedata.category(part)
        if category in ("Mn", "Me", "Cf", "Cc") and part != "\n":
            out.append(" " if part in "\t\r" else "")
        else:
            out.append(TRADITIONAL.get(part, part))
    return "".join(out)


def is_han(char: str) -> bool:
    """True for a Chinese character (the basic block and extension A)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def _is_soft(char: str) -> bool:
    """True for what people put between characters without ending a clause: spaces, dots, brackets, emoji."""
    return not (char.isalnum() or char in CLAUSE_END or char in "%+#$¥")


def _first_pass(text: str) -> tuple[list[str], list[int], list[int]]:
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(text):
        for part in fold_char(char):  # nothing for a combining mark or a zero-width character
            chars.append(part)
            starts.append(index)
            ends.append(index + 1)
    return chars, starts, ends


def _hides_a_word(kept: list[str], char: str, following: str) -> bool:
    """True when clause mark `char` sits inside a word: 最，佳."""
    if not kept or char not in CLAUSE_END or kept[-1] not in _NEVER_LAST or not is_han(following):
        return False
    return "".join(kept[-2:]) not in _CUT_WORDS


def _next_words(chars: list[str]) -> list[str]:
    """For each position the first character behind it that is not soft, or a space at the end of the text."""
    nexts = [" "] * len(chars)
    following = " "
    for index in range(len(chars) - 1, -1, -1):
        nexts[index] = following
        if not _is_soft(chars[index]):
            following = chars[index]
    return nexts


def _squeeze(chars: list[str], starts: list[int], ends: list[int]) -> Folded:
    """Drops soft marks next to a Chinese character; between Latin letters they separate words and stay."""
    kept: list[str] = []
    kept_starts: list[int] = []
    kept_ends: list[int] = []
    gaps: list[bool] = []
    gap = False
    nexts = _next_words(chars)
    for index, char in enumerate(chars):
        if not char.isalnum():
            following = nexts[index]
            beside_han = is_han(following) or (bool(kept) and is_han(kept[-1]))
            if (_is_soft(char) and beside_han) or _hides_a_word(kept, char, following):
                # "第—" and "唯-" are drawn to look like 第一 and 唯一
                if not (kept and kept[-1] in "第唯" and char in "—–-─ー" and not is_ordinal_mark(following)):
                    gap = True
                    continue
                char = "一"
        kept.append(char)
        kept_starts.append(starts[index])
        kept_ends.append(ends[index])
        gaps.append(gap)
        gap = False
    return Folded("".join(kept), tuple(kept_starts), tuple(kept_ends), tuple(gaps))


def is_ordinal_mark(char: str) -> bool:
    """True for a character that already completes 第 as an ordinal (第-3, 第-二)."""
    return char.isdigit() or char in "一二三四五六七八九十百壹"


def _replace(folded: Folded, pattern: re.Pattern[str], word: str) -> Folded:
    """Replaces each match by `word`; every new character points at the whole replaced piece of the original."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[bool] = []
    position = 0

    def copy(upto: int) -> None:
        text.append(folded.text[position:upto])
        starts.extend(folded.starts[position:upto])
        ends.extend(folded.ends[position:upto])
        gaps.extend(folded.gaps[position:upto])

    for match in pattern.finditer(folded.text):
        copy(match.start())
        origin_start, origin_end = folded.span(match.start(), match.end())
        for offset, char in enumerate(word):
            text.append(char)
            starts.append(origin_start)
            ends.append(origin_end)
            gaps.append(folded.gaps[match.start()] if offset == 0 else False)
        position = match.end()
    copy(len(folded.text))
    return Folded("".join(text), tuple(starts), tuple(ends), tuple(gaps))


def fold(text: str) -> Folded:
    """Folds `text`. Never fails, for any string."""
    folded = _squeeze(*_first_pass(text))
    for pattern, word in SOUND_ALIKES:
        if pattern.search(folded.text):
            folded = _replace(folded, pattern, word)
    return folded


def mask(folded: Folded, names: list[str]) -> Folded:
    """Hides every folded name in `names` from the rules; offsets keep their meaning."""
    text = folded.text
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, _MASK * len(name))
    return Folded(text, folded.starts, folded.ends, folded.gaps)
