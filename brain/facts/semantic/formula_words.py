"""A formula in the owner's words, both ways: 毛利 - 净销售额的5% read as names and signs, and names and signs written back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

from brain.facts.semantic.base import Metric
from brain.facts.semantic.formula import LONGEST, Name, Node, Number, Operation, read_formula
from brain.facts.semantic.measures import DAYS
from brain.facts.semantic.model import KNOWN
from brain.facts.semantic.own import OWN
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import LANGUAGES, N_, Text, t, verbatim

EXAMPLE = N_("For example: gross profit - 5% of net sales, or refunds / gross sales.")
DAYS_SAID = N_("days of the period")
DAYS_WORDS = ("天数", "日数", "number of days", "days of the period", "days")
NEAR_ENOUGH = 60.0
"""From here on a likeness (0..100, by letters or by sound) is worth asking "did you mean"."""
_SIGNS = dict(zip("×÷−–—✕✖⋅·:∕＊", "*/---****//*", strict=True))
_SPOKEN_SIGNS = {
    **dict.fromkeys(("加上", "加", "plus"), "+"),
    **dict.fromkeys(("减去", "减掉", "减", "扣除", "扣掉", "minus", "less"), "-"),
    **dict.fromkeys(("乘以", "乘上", "乘", "times", "x", "of", "的"), "*"),
    **dict.fromkeys(("除以", "divided by", "over", "per"), "/"),
}
PART_OF = ("的", "of")
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?\s*%?(?![\d.])")
_BETWEEN = re.compile(r"\S\s*[+*/]\s*\S|\S\s+-\s+\S|(?<=[^\W\d_a-zA-Z])-(?=[^\W_a-zA-Z])")
"""A sign of arithmetic between two things; a hyphen inside a Latin word is none."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class _Piece:
    """One part of a formula: `kind` is "number", "name" or the sign itself, `means` what it is written as, `said` how the
    owner wrote it."""

    kind: str
    means: str
    said: str


def formula_in_names(text: str, metrics: Sequence[Metric]) -> str:
    """What an owner typed, as a formula over the names of metrics. `metrics` may be called by any word of theirs.

    Raises OwnerError with the place that is wrong and the nearest figure.
    """
    if len(text) > LONGEST:
        raise _refused(
            Text(msg=N_("The formula is too long: {most} characters at most."), args={"most": LONGEST})
        )
    pieces = list(_Scan(text, metrics).pieces())
    _check_order(pieces)
    formula = " ".join(piece.means for piece in pieces)
    return formula.replace("( ", "(").replace(" )", ")")


def is_arithmetic(text: str, metrics: Sequence[Metric]) -> bool:
    """Whether a text is meant as a formula: signs of arithmetic between what may be figures and numbers, a figure among them."""
    try:
        pieces = list(_Scan(text, metrics).pieces())
    except OwnerError:
        folded = "".join(_SIGNS.get(char, char) for char in text)
        known = any(word in folded.casefold() for word in words_of(metrics) if len(word) > 1)
        return known and bool(_BETWEEN.search(folded))
    kinds = {piece.kind for piece in pieces}
    return "name" in kinds and bool(kinds & {"+", "-", "*", "/"})


def formula_text(formula: str) -> Text:
    """A formula over names, with the figures as the reader calls them."""
    return node_text(read_formula(formula))


def how_counted(metrics: Sequence[str]) -> list[Text]:
    """A sentence for each figure of the owner's own among these: the formula that it is counted by."""
    own = [metric for metric in map(KNOWN.metric, metrics) if metric.grain == OWN]
    return [
        Text(
            msg=N_("{metric} is counted as {formula}."),
            args={"metric": verbatim(one.label), "formula": formula_text(one.sentence)},
        )
        for one in own
    ]


def node_text(tree: Node) -> Text:
    """A part of a formula, with no more brackets than it needs."""
    if isinstance(tree, Number):
        return verbatim(tree.digits)
    if isinstance(tree, Name):
        if tree.name == DAYS:
            return Text(msg=DAYS_SAID)
        return (
            Text(msg=KNOWN.metric_by_name[tree.name].label)
            if tree.name in KNOWN.metric_by_name
            else verbatim(tree.name)
        )
    if _is_percentage(tree):
        assert isinstance(tree.left, Number)
        return verbatim(f"{tree.left.digits}%")
    if tree.sign == "-" and tree.left == Number("0"):
        return Text(msg="{sign}{inner}", args={"sign": "−", "inner": _bracketed(tree.right, 2)})
    level = _level(tree)
    # What is taken away or divided by stands in brackets where it is of the same kind: a − (b + c).
    right = level + 1 if tree.sign in "-/" else level
    return Text(
        msg="{left} {sign} {right}",
        args={
            "left": _bracketed(tree.left, level),
            "sign": {"*": "×", "/": "÷", "-": "−"}.get(tree.sign, tree.sign),
            "right": _bracketed(tree.right, right),
        },
    )


def _bracketed(tree: Node, level: int) -> Text:
    inner = node_text(tree)
    return Text(msg="({inner})", args={"inner": inner}) if _level(tree) < level else inner


def _level(tree: Node) -> int:
    """How tightly a part holds together: sums least, products more, single parts most."""
    if not isinstance(tree, Operation) or _is_percentage(tree):
        return 3
    return 1 if tree.sign in "+-" else 2


def _is_percentage(tree: Operation) -> bool:
    return tree.sign == "/" and isinstance(tree.left, Number) and tree.right == Number("100")


class _Scan:
    """Takes a formula apart from the left; a word is read whole, or not at all."""

    def __init__(self, text: str, metrics: Sequence[Metric]) -> None:
        folded = unicodedata.normalize("NFKC", _THOUSANDS.sub("", text))
        folded = re.sub(r"\s+", " ", "".join(_SIGNS.get(char, char) for char in folded)).strip()
        self.shown = folded
        self.text = folded.casefold() if len(folded.casefold()) == len(folded) else folded
        self.metrics = metrics
        self.words = words_of(metrics)
        self.longest = sorted(self.words, key=len, reverse=True)
        self.spoken = sorted(_SPOKEN_SIGNS, key=len, reverse=True)

    def pieces(self) -> Iterator[_Piece]:
        at = 0
        while at < len(self.text):
            if self.text[at] == " ":
                at += 1
                continue
            piece, end = self._piece(at)
            yield piece
            at = end

    def _piece(self, at: int) -> tuple[_Piece, int]:
        number = _NUMBER.match(self.text, at)
        if number is not None:
            said = number[0].strip()
            return _Piece("number", said.replace(" ", ""), said), at + len(number[0].rstrip())
        word = next((word for word in self.longest if self._stands(word, at)), None)
        if word is not None and not self._goes_on(at + len(word)):
            return _Piece("name", self.words[word], self.shown[at : at + len(word)]), at + len(word)
        if self.text[at] in "+-*/()":
            return _Piece(self.text[at], self.text[at], self.text[at]), at + 1
        sign = self._spoken_sign(at)
        if sign is not None:
            return _Piece(_SPOKEN_SIGNS[sign], _SPOKEN_SIGNS[sign], sign), at + len(sign)
        raise self._unknown(at)

    def _stands(self, word: str, at: int) -> bool:
        """Whether a word is here, Latin letters not cut out of a longer word."""
        if not self.text.startswith(word, at):
            return False
        end = at + len(word)
        return not (word[-1].isascii() and end < len(self.text) and _latin(self.text[end]))

    def _goes_on(self, at: int) -> bool:
        """Whether something follows that is no part of a formula: 毛利润率 is not 毛利润 and a rest."""
        while at < len(self.text) and self.text[at] == " ":
            at += 1
        if at >= len(self.text) or self.text[at] in "+-*/()" or self.text[at].isdigit():
            return False
        return self._spoken_sign(at) is None and not any(self._stands(word, at) for word in self.longest)

    def _spoken_sign(self, at: int) -> str | None:
        return next((w for w in self.spoken if self._stands(w, at) and self._multiplies(w, at)), None)

    def _multiplies(self, word: str, at: int) -> bool:
        """净销售额的5%, 5% of net sales: without a number beside them these words multiply nothing."""
        if word not in PART_OF:
            return True
        behind, ahead = self.text[:at].rstrip(), self.text[at + len(word) :].lstrip()
        return ahead[:1].isdigit() or behind[-1:] == "%" or behind[-1:].isdigit()

    def _unknown(self, at: int) -> OwnerError:
        end = at + 1
        while end < len(self.text) and self.text[end] not in "+-*/()" and self._spoken_sign(end) is None:
            end += 1
        said = self.shown[at:end].strip()
        near = nearest_metric(said, self.metrics)
        return _refused(
            Text(msg=N_("There is no figure called “{name}”."), args={"name": said}),
            Text(msg=N_("Did you mean “{near}”?"), args={"near": Text(msg=near.label)}) if near else None,
        )


def words_of(metrics: Sequence[Metric]) -> dict[str, str]:
    """Every word that a figure is called by, in small letters, with the figure's name; an own figure by its own words."""
    found = dict.fromkeys(DAYS_WORDS, DAYS)
    for metric in metrics:
        said = [word for words in metric.synonyms.values() for word in words]
        found |= {_plain(word): metric.name for word in said}
    for metric in metrics:
        found |= {_plain(t(lang, metric.label)): metric.name for lang in LANGUAGES}
        found[metric.name] = metric.name
    return found


def nearest_metric(said: str, metrics: Sequence[Metric]) -> Metric | None:
    """The figure whose word is most like what was said, by its letters or by its sound; None where none is."""
    wanted, sound = _plain(said), "".join(lazy_pinyin(_plain(said)))
    best: tuple[float, Metric | None] = (NEAR_ENOUGH, None)
    for metric in metrics:
        spoken = [t(lang, metric.label) for lang in LANGUAGES]
        spoken += [word for words in metric.synonyms.values() for word in words]
        for word in map(_plain, spoken):
            like = max(fuzz.ratio(wanted, word), fuzz.ratio(sound, "".join(lazy_pinyin(word))) - 1)
            # Of two that are as like, the one of the same ending: 毛利润率 is rather 毛利率 than 毛利润.
            like += 4 if word[-1:] == wanted[-1:] else 0.0
            best = max(best, (like, metric), key=lambda one: one[0])
    return best[1]


def _check_order(pieces: Sequence[_Piece]) -> None:
    """Figures and signs in turn, brackets in pairs; the first place that is not so is said."""
    open_brackets, before = 0, None
    for piece in pieces:
        ends = before is not None and before.kind in ("number", "name", ")")
        if piece.kind in ("number", "name", "(") and ends:
            assert before is not None
            msg = N_("Between “{left}” and “{right}” a sign is missing: + - × or ÷.")
            raise _refused(Text(msg=msg, args={"left": before.said, "right": piece.said}))
        if piece.kind in ("+", "*", "/", ")") and not ends:
            msg = N_("Before “{piece}” a figure or a number is missing.")
            raise _refused(Text(msg=msg, args={"piece": piece.said}))
        open_brackets += {"(": 1, ")": -1}.get(piece.kind, 0)
        if open_brackets < 0:
            raise _refused(Text(msg=N_("A bracket is closed that was never opened.")))
        before = piece
    if before is None:
        raise _refused(Text(msg=N_("Write the formula.")))
    if before.kind in ("+", "-", "*", "/", "("):
        msg = N_("After “{piece}” a figure or a number is missing.")
        raise _refused(Text(msg=msg, args={"piece": before.said}))
    if open_brackets:
        raise _refused(Text(msg=N_("A bracket is opened and never closed.")))
    if not any(piece.kind == "name" and piece.means != DAYS for piece in pieces):
        raise _refused(Text(msg=N_("The formula holds numbers only: it needs a figure.")))


def _plain(word: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", word)).strip().casefold()


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


def _refused(said: Text, hint: Text | None = None) -> OwnerError:
    return OwnerError("formula_unreadable", said, hint or Text(msg=EXAMPLE))
