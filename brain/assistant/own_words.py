"""Words of the owner's own: 爆款就是月销100件以上. A word stands for what it was explained as, once the owner has agreed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brain.assistant.understanding.tokens import normalise

_ZH = re.compile(
    r"^(?P<yes>记住|记下|好,?记住|请记住)?[,:]?\s*[“\"「']?(?P<word>[^\s,.:“”\"「」']{1,12}?)[”\"」']?\s*"
    r"(?:就是指|指的是|就是说|的意思是|定义为|是指|就是|等于|=)\s*(?P<meaning>.{2,80}?)\.?$"
)
_EN = re.compile(
    r"^(?P<yes>remember(?: that)?|yes,? remember(?: that)?)?[,:]?\s*(?:by |when i say )?[\"']?(?P<word>[a-z][a-z -]{1,30}?)[\"']?,?\s*"
    r"(?:i mean|means|mean|stands for|is defined as|are defined as)\s+(?P<meaning>.{3,120}?)\.?$"
)

# 就是 is filler in 那个就是上个月卖了多少: what asks is no explanation, however it is put.
_ASKS = re.compile(
    r"多少|[吗呢]$|来着$|什么|哪|怎么|谁|(?<![那这好])几(?!乎)|^(?:想|要)?(?:问|知道|看看?|查)"
    r"|(?<![a-z])(?:how (?:much|many)|which|who|what (?:is|was|are|were|did))(?![a-z])"
)


@dataclass(frozen=True)
class OwnWord:
    """`word` stands for `meaning`, both as the owner wrote them, normalised."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Explained:
    """A message that explains a word. `agreed`: it says to remember it."""

    word: OwnWord
    agreed: bool


def explained(message: str) -> Explained | None:
    """The word that a message explains, or None when it is no explanation."""
    text = normalise(message)
    if "?" in text:
        return None
    match = _ZH.match(text) or _EN.match(text)
    if match is None or (not match["yes"] and _ASKS.search(match["meaning"])):
        return None
    return Explained(OwnWord(match["word"].strip(), match["meaning"].strip()), bool(match["yes"]))


def spelled_out(question: str, words: list[OwnWord] | tuple[OwnWord, ...]) -> tuple[str, tuple[OwnWord, ...]]:
    """The question with each of the shop's own words replaced by what it stands for, and which were."""
    text = normalise(question)
    used: list[OwnWord] = []
    for one in sorted(words, key=lambda word: -len(word.word)):
        pattern = re.escape(one.word)
        if one.word.isascii():
            pattern = rf"(?<![a-z]){pattern}(?![a-z])"
        text, count = re.subn(pattern, lambda _, meaning=one.meaning: meaning, text)  # type: ignore[misc]
        if count:
            used.append(one)
    return text, tuple(used)
