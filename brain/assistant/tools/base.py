"""The contract of a tool: what it takes, what it gives back, and what a reply may state because of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from brain.assistant.understanding.names import NameIndex
from brain.facts.reader import Facts
from brain.kernel.clock import Clock
from brain.kernel.errors import SecondFloorError
from brain.kernel.evidence import Claim, Period
from brain.kernel.i18n import Lang, Text
from brain.llm.messages import ToolSpec
from cards.answer.model import AnswerCard
from cards.kinds import AnyCard


class Bench(Protocol):
    """What the tools work with: one shop's facts, its clock, the reader's language, and doors to what lives elsewhere."""

    @property
    def facts(self) -> Facts:
        """The facts of the shop; every tool reads through them, so none can leave the shop."""
        ...

    @property
    def clock(self) -> Clock:
        """What time it is."""
        ...

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        ...

    @property
    def names(self) -> NameIndex | None:
        """The shop's own names as questions say them; None where nothing needs them."""
        ...

    def embedded(self, question: str, context: Sequence[str]) -> AnswerCard:
        """The embedded brain's answer to a question."""
        ...

    def open_cards(self) -> Sequence[AnyCard]:
        """Today's open cards, best first."""
        ...


ROWS, DAYS = "(rows)", "(days)"
"""Stand in for a metric where an answer's own rows or days are counted."""


class ToolRefused(SecondFloorError):
    """The model may retry: what was wrong, what is allowed, the nearest match. Never shown to the owner."""


@dataclass(frozen=True)
class Stated:
    """A number that a reply may state, and what it is a number of.

    `metric` is a metric's name ("" for none; ROWS and DAYS for what is counted about the answer itself), `of` the names of
    its row (none for a whole), `within` the names that it was filtered by, `period` its days. `change` marks growth, with
    whose sign words such as "up" must agree.
    """

    claim: Claim
    metric: str = ""
    of: tuple[str, ...] = ()
    change: bool = False
    within: tuple[str, ...] = ()
    period: Period | None = None


@dataclass(frozen=True)
class ToolResult:
    """What a tool gives back.

    `content` is JSON for the model, `guidance` tells it (in English) how to use this very result. `stated`, `names` and
    `periods` are what a reply may say because of it. `card` is shown to the owner; `ends` says that the turn ends with it.
    """

    content: dict[str, Any]
    guidance: str = ""
    stated: tuple[Stated, ...] = ()
    names: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    card: AnswerCard | None = None
    ends: bool = False


class Arguments(BaseModel):
    """The base of all arguments: a misspelt one is told, not left out in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Tool:
    """One tool. `description` by language; `step` is what the owner sees while it works (a msgid)."""

    name: str
    description: dict[str, str]
    arguments: type[BaseModel]
    run: Callable[[Bench, Any], ToolResult]
    step: str
    schema: Callable[[], dict[str, Any]] | None = field(default=None, repr=False)

    def spec(self, lang: str) -> ToolSpec:
        """The tool as the model sees it."""
        schema = self.schema() if self.schema is not None else self.arguments.model_json_schema()
        return ToolSpec(self.name, self.description.get(lang) or self.description["en"], schema)

    def call(self, bench: Bench, arguments: dict[str, Any]) -> ToolResult:
        """Check the arguments and run. Raises ToolRefused when they are not what the tool takes."""
        try:
            given = self.arguments.model_validate(arguments)
        except ValidationError as error:
            raise ToolRefused(said_plainly(error)) from error
        return self.run(bench, given)


def said_plainly(error: ValidationError) -> str:
    """The first three objections of a validation, each with its place."""
    lines = [
        f"{'.'.join(str(part) for part in one['loc']) or 'arguments'}: {one['msg']}"
        for one in error.errors(include_url=False, include_context=False, include_input=False)[:3]
    ]
    return "; ".join(lines)


def nearest(what: str, name: str, allowed: Sequence[str]) -> ToolRefused:
    """The refusal of a name that does not exist, with the nearest ones."""
    near = get_close_matches(name, allowed, n=3, cutoff=0.4)
    listed = near or list(allowed[:12])
    hint = f" Did you mean {', '.join(listed)}?" if near else f" There are: {', '.join(listed)}."
    return ToolRefused(
        f"{what} {name!r} does not exist.{hint}" if listed else f"{what} {name!r} does not exist."
    )


def words_of(text: Text, lang: str) -> str:
    """A sentence in the reader's language."""
    return text.render(lang)
