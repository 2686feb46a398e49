"""Asks the owner back, with choices to tap, when a question can be meant in several ways."""

from __future__ import annotations

from pydantic import Field

from brain.assistant.tools.base import Arguments, Bench, Tool, ToolResult
from brain.kernel.i18n import N_, verbatim
from cards.answer.model import AnswerCard


class AskBack(Arguments):
    """One short question and two to five choices, each a whole question that could be asked instead."""

    question: str = Field(min_length=2, max_length=160)
    choices: tuple[str, ...] = Field(min_length=2, max_length=5)


def ask_back(bench: Bench, given: AskBack) -> ToolResult:
    """A card with the question and its choices; the turn ends with it."""
    card = AnswerCard(
        status="clarify",
        text=verbatim(given.question.strip()),
        choices=tuple(dict.fromkeys(choice.strip()[:120] for choice in given.choices if choice.strip())),
    )
    return ToolResult(content={"asked": given.question}, card=card, ends=True)


ASK_BACK = Tool(
    name="ask_back",
    description={
        "zh": "问题有歧义、而且不同理解会得出不同数字时，反问店主一句，并给出 2～5 个可点选的完整问法。",
        "en": "When a question can be meant in ways that give different figures, ask the owner back with 2 to 5 whole questions to choose from.",
    },
    arguments=AskBack,
    run=ask_back,
    step=N_("Asking back"),
)
