"""Holds a reply against what the tools of this turn stated. What has no claim does not reach the owner.

Every figure, date, period and name of a sentence is looked up; a sentence with one that nobody stated is dropped. When
nothing that matters is left, the reply is not used at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from brain.assistant.agent.dates_said import DateSaid, dates_said, is_known, names_period
from brain.assistant.agent.figures_said import Scope, derived, figures_in, is_near, supporting
from brain.assistant.agent.names_said import ShopNames, doers, invented
from brain.assistant.tools.base import DAYS, ROWS, Stated, ToolResult
from brain.facts.semantic.dimensions import DIMENSIONS
from brain.facts.semantic.dimensions.people import NEW, RETURNING
from brain.facts.semantic.metrics import METRICS
from brain.kernel.evidence import Claim, Period
from brain.kernel.i18n import LANGUAGES, t
from brain.kernel.number_words import Mention, plain_form

_MASK = "\ufffc"
_CLAUSE_END = re.compile(
    r"(?:(?<!\d),|,(?!\d))|[，、；;：:。！？!?]|\b(?:and|while|whereas|but)\b|而且|而(?!已)|其中",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。！？!?]+[”」』\"']?|\n+|(?<!^\d)(?<!\n\d)\.(?=\s)")
_WHOLE = re.compile(
    r"总|全店|整体|合计|共|店铺|\btotal|\boverall\b|\bshop|\bstore\b|\ball\b|\baltogether\b", re.IGNORECASE
)
_EACH_ITS_OWN = re.compile(r"分别|依次|各自|\brespectively\b", re.IGNORECASE)
# What the values of `buyer_type` are called: a whole's figure is none of theirs.
_GROUPS = {
    RETURNING: re.compile(
        r"老客|老顾客|回头客|复购客|\breturning\b|\bold customers\b|\brepeat (?:customers|buyers)",
        re.IGNORECASE,
    ),
    NEW: re.compile(r"新客|新顾客|新客户|\bnew (?:customers|buyers)", re.IGNORECASE),
}
SHORTEST_NAME = 2
LONGEST_SENTENCE, MOST_FIGURES = 1_000, 40
"""Characters and figures of one sentence: what is longer is a table, which the card has, or a runaway."""
OwnFigures = tuple[tuple[str, str], ...]
"""What a shop's own figures are called, each with its name in queries."""
SHOWN_AHEAD = 6
"""Sentences whose figures a later one may work with: with all of them nearly any number could be made."""


@dataclass(frozen=True)
class Checked:
    """One sentence, what in it nobody stated (empty when it may be shown), and the statements it rests on."""

    text: str
    objections: tuple[str, ...] = ()
    used: tuple[Stated, ...] = ()
    figures: int = 0


@dataclass
class Ground:
    """All that a reply may state in one turn. It grows with every tool result.

    `words` are the owner's own words and other harmless ones (the shop's name): repeating them invents nothing, but a figure
    in them is no claim. `figures` are the shop's own figures, what each is called and its name.
    """

    today: date
    own: ShopNames = field(default_factory=ShopNames)
    words: tuple[str, ...] = ()
    chinese: bool = True
    figures: OwnFigures = ()
    stated: list[Stated] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    periods: list[Period] = field(default_factory=list)

    def add(self, result: ToolResult) -> None:
        """What a tool gave may be said from now on."""
        self.stated += result.stated
        self.names |= {name for name in result.names if len(name) >= SHORTEST_NAME and not name.isdigit()}
        self.periods += [period for period in result.periods if period not in self.periods]

    def check(self, sentence: str, before: Checked | None = None, ahead: Sequence[Stated] = ()) -> Checked:
        """Look a sentence up; it may go on with the subject of the one `before` it, and work with figures shown `ahead`."""
        if len(sentence) > LONGEST_SENTENCE:
            return Checked(sentence, (sentence[:20],))
        plain = plain_form(sentence)
        named = self._masked_names(plain)
        dates = dates_said(named, self.today, self.periods)
        masked = _masked(named, ((said.start, said.end) for said in dates))
        figures = figures_in(masked)
        if len(figures) > MOST_FIGURES:
            return Checked(sentence, (sentence[:20],), figures=len(figures))
        objections = [
            sentence[said.start : said.end] for said in dates if not is_known(said, self.periods, self.today)
        ]
        used: list[Stated] = []
        later: list[tuple[Mention, Scope]] = []
        for figure in figures:
            scope = self._scope(figure, plain, named, masked, dates, before)
            borne = supporting(figure, masked, self.stated, scope)
            used += borne
            if not borne:
                later.append((figure, scope))
        shown = [*used, *ahead, *(before.used if before is not None else ())]
        worked_out: list[Claim] = []
        for figure, scope in later:
            made = derived(figure, scope, _unlike(shown))
            if made is not None:
                worked_out.append(made)
            # "39.5%, about two fifths" says one thing twice.
            elif not any(is_near(figure, claim) for claim in worked_out):
                objections.append(sentence[figure.start : figure.end])
        bare = _masked(masked, ((figure.start, figure.end) for figure in figures))
        objections += invented(sentence, bare, self._allowed(), self.own, chinese=self.chinese)
        return Checked(sentence, tuple(dict.fromkeys(objections)), tuple(dict.fromkeys(used)), len(figures))

    def unstated(self, question: str, choices: Sequence[str]) -> list[str]:
        """What a question back says that nobody stated: figures and names. Its days and periods are what is asked about."""
        plain = plain_form(question)
        days = {
            question[said.start : said.end]
            for said in dates_said(self._masked_names(plain), self.today, self.periods)
        }
        # The shop's real names may be asked about before any tool has told them.
        asking = replace(self, names=self.names | self.own.names, own=ShopNames())
        found = [words for words in asking.check(question).objections if words not in days]
        for choice in choices:
            masked = asking._masked_names(plain_form(choice))
            dated = _masked(masked, ((d.start, d.end) for d in dates_said(masked, self.today, self.periods)))
            bare = _masked(dated, ((figure.start, figure.end) for figure in figures_in(dated)))
            found += invented(choice, bare, asking._allowed(), asking.own, chinese=self.chinese)
        return found

    def _scope(
        self,
        figure: Mention,
        plain: str,
        named: str,
        masked: str,
        dates: Sequence[DateSaid],
        before: Checked | None,
    ) -> Scope:
        start, end = _clause(masked, figure)
        everywhere = self._names_in(plain) | groups_in(masked)
        ahead = (
            frozenset(name for one in before.used for name in one.of)
            if before is not None
            else frozenset[str]()
        )
        here = self._names_in(plain[start:end])
        if _EACH_ITS_OWN.search(masked):
            here = everywhere
        unknown = frozenset(doers(masked[start : figure.start])) - set(metric_words(self.figures))
        inside = [said for said in dates if start <= said.start and said.end <= end]

        def fits_days(one: Stated) -> bool:
            free = one.period is None or one.change or one.metric in (ROWS, DAYS)
            return (
                free
                or not inside
                or any(names_period(said, one.period, self.today) for said in inside if one.period)
            )

        return Scope(
            clause=masked[start:end],
            names=here or unknown,
            carried=everywhere | (ahead if not everywhere else frozenset[str]()),
            metrics=metrics_in(masked[start:end], self.figures),
            fits_days=fits_days,
            whole=_WHOLE.search(masked[start:end]) is not None,
            groups=groups_in(masked[start:end]),
            group_metrics=_group_metrics(),
        )

    def _names_in(self, plain: str) -> frozenset[str]:
        pattern = _any_of(frozenset(self.names))
        if pattern is None:
            return frozenset()
        found = {match[0] for match in pattern.finditer(plain)}
        return frozenset(name for name in self.names if plain_form(name) in found)

    def _masked_names(self, plain: str) -> str:
        pattern = _any_of(frozenset(self.names))
        return _masked(plain, (match.span() for match in pattern.finditer(plain))) if pattern else plain

    def _allowed(self) -> list[str]:
        return [*self.names, *self.words, *metric_words(self.figures), *dimension_words()]


def _unlike(shown: Sequence[Stated]) -> list[Stated]:
    """Each statement once: the same figure from two queries would make differences of nothing."""
    return list(dict.fromkeys(one for one in shown if one.metric not in (ROWS, DAYS)))


def _clause(masked: str, figure: Mention) -> tuple[int, int]:
    """The clause around a figure."""
    start, end = 0, len(masked)
    for match in _CLAUSE_END.finditer(masked):
        if match.end() <= figure.start:
            start = match.end()
        elif match.start() >= figure.end:
            end = match.start()
            break
    return start, end


def _masked(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + _MASK * (end - start) + text[end:]
    return text


@lru_cache(maxsize=64)
def _any_of(names: frozenset[str]) -> re.Pattern[str] | None:
    """The names in their plain form, the longest first; a name of Latin letters stands alone."""
    plain = sorted({plain_form(name) for name in names if name.strip()}, key=len, reverse=True)
    if not plain:
        return None
    return re.compile("|".join(_alone(name) for name in plain))


def _alone(name: str) -> str:
    left = r"(?<![A-Za-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    right = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    return left + re.escape(name) + right


@lru_cache(maxsize=64)
def metric_words(own: OwnFigures = ()) -> dict[str, frozenset[str]]:
    """Every word that a metric is called by, in lower case, with the metrics that it means; a shop's own ones among them."""
    found: dict[str, set[str]] = {}
    for word, name in own:
        found.setdefault(word.lower(), set()).add(name)
    for metric in METRICS:
        said = [t(lang, metric.label) for lang in LANGUAGES] + [
            w for words in metric.synonyms.values() for w in words
        ]
        for word in said:
            if len(word) >= SHORTEST_NAME:
                found.setdefault(word.lower(), set()).add(metric.name)
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=1)
def dimension_words() -> tuple[str, ...]:
    """What dimensions are called, in both languages."""
    return tuple(
        word
        for dimension in DIMENSIONS
        for word in (
            *(t(lang, label) for lang in LANGUAGES for label in (dimension.label, dimension.noun)),
            *(word for words in dimension.synonyms.values() for word in words),
        )
    )


@lru_cache(maxsize=64)
def _metric_pattern(own: OwnFigures = ()) -> re.Pattern[str]:
    words = sorted(metric_words(own), key=len, reverse=True)
    return re.compile(
        "|".join(rf"\b{re.escape(w)}s?\b" if w.isascii() else re.escape(w) for w in words), re.IGNORECASE
    )


def metrics_in(clause: str, own: OwnFigures = ()) -> frozenset[str]:
    """The metrics that a clause names."""
    found: set[str] = set()
    words = metric_words(own)
    for match in _metric_pattern(own).finditer(clause):
        said = match[0].lower()
        found |= words.get(said) or words.get(said.removesuffix("s"), frozenset())
    return frozenset(found)


def groups_in(clause: str) -> frozenset[str]:
    """Kinds of customers that a clause speaks of."""
    return frozenset(value for value, words in _GROUPS.items() if words.search(clause))


@lru_cache(maxsize=1)
def _group_metrics() -> frozenset[str]:
    """The metrics that are called after a kind of customers: they need no row of its name."""
    return frozenset(name for word, names in metric_words().items() if groups_in(word) for name in names)


class Sentences:
    """Cuts words that come in pieces into whole sentences, line breaks and marks included."""

    def __init__(self) -> None:
        self._waiting = ""

    def feed(self, words: str) -> list[str]:
        """The sentences that are whole now."""
        self._waiting += words
        done, at = [], 0
        for match in _SENTENCE_END.finditer(self._waiting):
            # The last mark may go on ("。」", "..."): it waits for what follows.
            if match.end() == len(self._waiting):
                break
            done.append(self._waiting[at : match.end()])
            at = match.end()
        self._waiting = self._waiting[at:]
        return done

    def rest(self) -> list[str]:
        """What is left at the end."""
        left, self._waiting = self._waiting, ""
        return [left] if left.strip() else []


class Reply:
    """A reply as it is let through, sentence by sentence."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._before: Checked | None = None
        self.kept: list[Checked] = []
        self.dropped: list[Checked] = []

    def take(self, sentence: str) -> str:
        """The sentence if it may be shown, else nothing."""
        ahead = [one for checked in self.kept[-SHOWN_AHEAD:] for one in checked.used]
        checked = self._ground.check(sentence, self._before, ahead)
        if checked.objections:
            self.dropped.append(checked)
            return ""
        self._before = checked if checked.used or self._before is None else self._before
        self.kept.append(checked)
        return sentence

    @property
    def text(self) -> str:
        """What may be shown of it."""
        return "".join(one.text for one in self.kept).strip()

    @property
    def is_gone(self) -> bool:
        """Whether what mattered was dropped: nothing is left, or none of the sentences that state something is."""
        if not self.text:
            return True
        return bool(self.dropped) and not any(one.used for one in self.kept)

    def objections(self) -> list[str]:
        """Everything that nobody stated."""
        return list(dict.fromkeys(word for one in self.dropped for word in one.objections))

    def used(self) -> list[Stated]:
        """The statements that the shown sentences rest on."""
        return list(dict.fromkeys(one for checked in self.kept for one in checked.used))
