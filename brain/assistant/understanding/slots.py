"""The slots of a question: what a reading of it fills in."""

from __future__ import annotations

from dataclasses import dataclass, field

from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import NameHit


@dataclass
class Reading:
    """The slots of a question. `unknown` are words nothing explains; `leftover` those without a role here."""

    whens: list[When] = field(default_factory=list)
    metrics: list[str] = field(default_factory=list)
    dimensions: list[str] = field(default_factory=list)
    names: list[tuple[str, tuple[NameHit, ...]]] = field(
        default_factory=list
    )  # wording, what it may stand for
    excluded: list[tuple[str, tuple[NameHit, ...]]] = field(default_factory=list)  # names to leave out
    weekdays: tuple[int, ...] = ()  # only these days of the week, 1 is Monday
    ranked: str | None = None  # the direction: high or low
    ranked_by: str | None = None
    limit: int | None = None
    one: bool = False  # asked for the one at the top
    trend: bool = False
    growth: bool = False
    compare: str | None = None  # two | against | before | yearago
    main_first: bool = False
    counted: bool = False  # "how many"
    sells: bool = False
    vague: bool = False
    out: str | None = None
    unknown: list[str] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)

    def names_compared(self) -> bool:
        """Whether two names of one list were said: Germany vs France."""
        lists = [hit.dimension for _, hits in self.names for hit in hits[:1]]
        return len(set(lists)) < len(lists)
