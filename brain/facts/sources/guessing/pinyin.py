"""Chinese words as they are typed without Chinese: full pinyin and initials."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=8192)
def spelled(word: str) -> str:
    """Full pinyin without tones or blanks, Latin letters as they are: 订单号 -> dingdanhao."""
    return "".join(lazy_pinyin(word)).lower()


@lru_cache(maxsize=8192)
def initials(word: str) -> str:
    """The first letter of each syllable: 订单号 -> ddh."""
    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).lower()


def has_chinese(text: str) -> bool:
    """Whether any character is Chinese."""
    return any("\u4e00" <= char <= "\u9fff" for char in text)
