"""What happens while the agent works, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard


@dataclass(frozen=True)
class StepStarted:
    """A tool begins to work."""

    tool: str
    text: Text


@dataclass(frozen=True)
class StepFinished:
    """A tool is done; `ok` is false where it refused and the model may try again."""

    tool: str
    text: Text
    ok: bool = True


@dataclass(frozen=True)
class Words:
    """The next sentence of the reply, checked."""

    text: str


@dataclass(frozen=True)
class WordsDropped:
    """What was shown so far is not the answer after all: take it away."""


@dataclass(frozen=True)
class CardShown:
    """A card to be shown beside the reply."""

    card: AnswerCard


@dataclass(frozen=True)
class Done:
    """The end: the card that is the answer. It says the same as the words, and is what is kept."""

    card: AnswerCard


Event = StepStarted | StepFinished | Words | WordsDropped | CardShown | Done
