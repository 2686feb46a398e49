"""What every kind of answer is made with, and the two ways of not answering: an honest no, and a question back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from brain.assistant import questions
from brain.assistant.host import Host
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.slots import Reading
from brain.facts.reader import Facts
from brain.kernel.i18n import N_, Text, verbatim
from cards.answer.model import AnswerCard


@dataclass(frozen=True)
class Asking:
    """One question at one shop, in the reader's language."""

    facts: Facts
    lang: str
    names: NameIndex | None
    host: Host = field(default_factory=Host)

    @property
    def today(self) -> date:
        """The shop's day."""
        return self.facts.today

    @property
    def zh(self) -> bool:
        """Whether the reader reads Chinese."""
        return self.lang == "zh"


@dataclass(frozen=True)
class Asked:
    """What is asked: the words, what was read in them, and what they mean after the conversation so far."""

    question: str
    said: Reading
    intent: Intent


def decline(asking: Asking, said: Text, choices: Sequence[str] = (), *, topic: str = "figure") -> AnswerCard:
    """An honest no, with questions that do work on this shop's data."""
    offered = list(choices) or questions.suggestions(asking.facts, asking.lang, asking.names)
    if offered:
        quoted = verbatim(" / ".join(offered))
        said = Text(
            msg=N_("{said} I can answer questions like: {examples}"), args={"said": said, "examples": quoted}
        )
    return AnswerCard(status="decline", text=said, choices=tuple(offered), topic=topic)


def ask_back(said: Text, choices: Sequence[str], *, topic: str = "figure") -> AnswerCard:
    """A question back, with its possible answers as whole questions."""
    return AnswerCard(status="clarify", text=said, choices=tuple(choices), topic=topic)


def joined(said: Text, *notes: Text) -> Text:
    """A figure's sentence, which has no full stop of its own, and notes, which have one."""
    for number, note in enumerate(notes):
        msg = N_("{said} {note}") if number else N_("{said}. {note}")
        said = Text(msg=msg, args={"said": said, "note": note})
    return said
