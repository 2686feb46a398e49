"""The vocabulary as one automaton: question words, metrics and dimensions of both languages, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import ahocorasick
from rapidfuzz import process
from rapidfuzz.distance import OSA

from brain.assistant.understanding import counting_en, counting_zh
from brain.assistant.understanding.amounts import amounts
from brain.assistant.understanding.figures_en import FIGURES_EN
from brain.assistant.understanding.figures_zh import FIGURES_ZH
from brain.assistant.understanding.groups import BUILT_IN_NAMES
from brain.assistant.understanding.hours import hour_tokens
from brain.assistant.understanding.light_words import LIGHT_EN, LIGHT_ZH
from brain.assistant.understanding.numerals import DIGITS, NUMERALS, chinese_number
from brain.assistant.understanding.spoken import voice_slips_mended
from brain.assistant.understanding.superlatives import superlatives
from brain.assistant.understanding.talk_en import TALK_EN
from brain.assistant.understanding.talk_zh import TALK_ZH
from brain.assistant.understanding.time_tokens import time_tokens
from brain.assistant.understanding.time_words_en import TIME_WORDS_EN
from brain.assistant.understanding.time_words_zh import TIME_WORDS_ZH
from brain.assistant.understanding.tokens import Kind, NameHit, Token, is_chinese, normalise
from brain.assistant.understanding.words_en import WORDS_EN
from brain.assistant.understanding.words_zh import WORDS_ZH
from brain.facts.semantic.base import Metric
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.facts.semantic.metrics import METRICS
from brain.kernel.i18n import t

SHORTEST_SLIP = 5
# A slip is mended in words that say what is counted, by what and when; a misread command would do something else.
MENDED = frozenset(
    {Kind.METRIC, Kind.DIM, Kind.UNIT, Kind.MONTHNAME, Kind.WEEKDAY, Kind.SHARE, Kind.BY, Kind.DAYWORD}
)
_NUMBER = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)|\d+(?:st|nd|rd|th)?"
)
_MONTH_DAY = re.compile(r"(?<![\d./-])(\d{1,2})[./](\d{1,2})(?![\d./-]|%)")
_NUMERALS = re.compile(f"[{NUMERALS}]+")


@lru_cache(maxsize=1)
def vocabulary() -> Any:
    """The automaton of all words; each maps to one (kind, value). Built at the first question."""
    words: dict[str, tuple[Kind, Any]] = {}
    for kind, value, written in (*WORDS_ZH, *FIGURES_ZH, *TALK_ZH, *TIME_WORDS_ZH):
        words.update({normalise(word): (kind, value) for word in written.split()})
    for kind, value, written in (*WORDS_EN, *FIGURES_EN, *TALK_EN, *TIME_WORDS_EN):
        words.update({normalise(word): (kind, value) for word in written.split("|")})
    for dimension in DIMENSIONS:
        if dimension.kind in ("name", "band"):
            spoken = [*dimension.synonyms["zh"], *_with_plurals(dimension.synonyms["en"])]
            for word in map(normalise, spoken):
                # A word of the grammar (price, plan) keeps its part; only filler gives way to a noun.
                if words.get(word, (Kind.FILLER, None))[0] == Kind.FILLER:
                    words[word] = (Kind.DIM, dimension.name)
    for metric in METRICS:
        spoken = [word for language in metric.synonyms.values() for word in language]
        # What the product calls a figure, it understands.
        spoken += [metric.label, t("zh", metric.label)]
        words.update({normalise(word): (Kind.METRIC, metric.name) for word in spoken})
    for word, meaning in list(words.items()):
        if meaning[0] == Kind.METRIC and word.endswith(
            ("customers", "buyers", "orders", "shoppers", "clients")
        ):
            words.setdefault(word[:-1], meaning)  # second-language English: "how many new customer"
    for hit, written in BUILT_IN_NAMES:
        words.update({normalise(word): (Kind.NAME, (hit,)) for word in written.split("|")})
    for word in (*LIGHT_EN, *LIGHT_ZH.split()):
        words.setdefault(normalise(word), (Kind.FILLER, None))
    automaton = ahocorasick.Automaton()
    for word, meaning in words.items():
        automaton.add_word(word, (word, meaning))
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=1)
def _latin_words() -> dict[str, tuple[Kind, Any]]:
    """The words of Latin letters that are long enough to bear a slip of the finger."""
    return {
        word: meaning
        for word, (_, meaning) in vocabulary().items()
        if word.isascii() and word.isalpha() and len(word) >= SHORTEST_SLIP and meaning[0] in MENDED
    }


def nearest_word(written: str) -> tuple[str, tuple[Kind, Any]] | None:
    """The word of the language that a Latin word is one slip away from (revenu, catagory); None where two meanings are."""
    if len(written) < SHORTEST_SLIP or not written.isascii() or not written.isalpha():
        return None
    words = _latin_words()
    near = process.extract(written, list(words), scorer=OSA.distance, score_cutoff=1, limit=8)
    meanings = {str(words[word]) for word, _, _ in near}
    return (near[0][0], words[near[0][0]]) if len(meanings) == 1 else None


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    """Every single Latin word that some phrase of the language has in it."""
    return frozenset(part for word in vocabulary() for part in re.findall(r"[a-z]{4,}", word))


def slips_mended(text: str, is_name: Callable[[str], bool] | None) -> str:
    """A normalised question with two letters of a word changed back where they had changed places: how mnay, wich.

    Only where one word of the language comes of it, and never in a word that one of the shop's names holds.
    """
    known = _known_words()

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        if word in known or (is_name is not None and is_name(word)):
            return word
        swaps = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
        found = swaps & known
        return found.pop() if len(found) == 1 else word

    text = voice_slips_mended(text, is_name)
    return re.sub(r"(?<![a-z0-9'])[a-z]{4,}(?![a-z0-9'])", mended, text)


def spans(text: str, names: Any | None, figures: Any | None = None) -> Iterator[Token]:
    """Every stretch of a normalised text that could mean something; they overlap, `segment` chooses."""
    if figures is not None:
        yield from _own(text, figures, Kind.METRIC)
    yield from hour_tokens(text)
    yield from time_tokens(text)  # first: of two readings of one stretch the earlier wins
    yield from counting_zh.counted_in(text)
    yield from counting_en.counted_in(text)
    yield from _numbers(text)
    yield from amounts(text)
    for last, (word, (kind, value)) in vocabulary().iter(text):
        start = last + 1 - len(word)
        if _stands_alone(text, start, last + 1) and not _of_a_month(text, start, word):
            yield Token(kind, value, start, last + 1, word)
    yield from superlatives(text)
    if names is not None:
        yield from _own(text, names, Kind.NAME)


def _own(text: str, words: Any, kind: Kind) -> Iterator[Token]:
    for last, (word, value) in words.iter(text):
        start = last + 1 - len(word)
        if _stands_alone(text, start, last + 1):
            yield Token(kind, value, start, last + 1, word)


def name_automaton(names: Iterable[tuple[str, NameHit]]) -> Any | None:
    """The shop's own names, normalised; one wording may name several things. None when there are none."""
    hits: dict[str, list[NameHit]] = {}
    for word, hit in names:
        hits.setdefault(word, []).append(hit)
    if not hits:
        return None
    automaton = ahocorasick.Automaton()
    for word, found in hits.items():
        automaton.add_word(word, (word, tuple(found)))
    automaton.make_automaton()
    return automaton


def figure_automaton(figures: Iterable[Metric]) -> Any | None:
    """The words of the shop's own figures, normalised, each with its figure's name. None when there are none."""
    automaton = ahocorasick.Automaton()
    for figure in figures:
        for word in {normalise(word) for words in figure.synonyms.values() for word in words}:
            automaton.add_word(word, (word, figure.name))
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def _with_plurals(words: Iterable[str]) -> list[str]:
    words = list(words)
    plurals = [f"{word[:-1]}ies" if word.endswith("y") else f"{word}s" for word in words]
    # Countrys, citys: how the plural is often typed; a letter too far for a slip, and near other words.
    return [*words, *plurals, *(f"{word}s" for word in words if word.endswith("y"))]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Latin words and digits must not be cut out of longer ones (sale in wholesale); Han characters may."""
    return not (start > 0 and _glued(text[start - 1], text[start])) and not (
        end < len(text) and _glued(text[end - 1], text[end])
    )


def _of_a_month(text: str, start: int, word: str) -> bool:
    """上个月销量 is what last month sold, not last 月销量: there 月 belongs to what stands before it."""
    return word.startswith("月销") and start > 0 and text[start - 1] in f"个上本这两{NUMERALS}0123456789"


def _glued(left: str, right: str) -> bool:
    if not (left.isascii() and right.isascii()):
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _numbers(text: str) -> Iterator[Token]:
    for match in _NUMBER.finditer(text):
        if match["year"]:
            parts = (int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)
            yield Token(Kind.DATE, parts, match.start(), match.end(), match[0])
        else:
            number = int(re.sub(r"\D", "", match[0])[:9])
            yield Token(Kind.NUM, number, match.start(), match.end(), match[0])
    for match in _NUMERALS.finditer(text):
        value = chinese_number(match[0])
        if value is not None:
            yield Token(Kind.NUM, value, match.start(), match.end(), match[0])
    if is_chinese(text):
        # 11.11, 3/4: month before day in Chinese; in English nobody can tell.
        for match in _MONTH_DAY.finditer(text):
            month_day = (None, int(match[1]), int(match[2]))
            yield Token(Kind.DATE, month_day, match.start(), match.end(), match[0])
    yield from _chinese_weekdays(text)


def _chinese_weekdays(text: str) -> Iterator[Token]:
    for match in re.finditer(r"(?:周|星期|礼拜)([一二三四五六日天])", text):
        day = DIGITS.get(match[1], 7)
        yield Token(Kind.WEEKDAY, day, match.start(), match.end(), match[0])
