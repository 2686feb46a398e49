"""What passes between the house and a model: tools offered, calls asked for, words as they come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]
"""One message in the form of the chat completions protocol."""


@dataclass(frozen=True)
class ToolSpec:
    """A tool as the model sees it: `parameters` is a JSON schema of an object."""

    name: str
    description: str
    parameters: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The protocol's form."""
        return {
            "type": "function",
            "function": {
                "name": self.name,
                "description": self.description,
                "parameters": self.parameters,
            },
        }


@dataclass(frozen=True)
class ToolCall:
    """A call that the model asked for. `arguments` is None where `raw` is no JSON object."""

    id: str
    name: str
    arguments: dict[str, Any] | None
    raw: str

    def as_json(self) -> dict[str, Any]:
        """The protocol's form, to give the model its own call back."""
        return {
            "id": self.id,
            "type": "function",
            # What was no JSON is not repeated: some servers refuse a conversation that holds it.
            "function": {"name": self.name, "arguments": self.raw if self.arguments is not None else "{}"},
        }


@dataclass(frozen=True)
class Usage:
    """Tokens of one call. `estimated` where the server did not say and the length of the texts was counted."""

    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False


@dataclass(frozen=True)
class TextDelta:
    """The next words of an answer, thoughts and tool calls left out."""

    text: str


@dataclass(frozen=True)
class Finished:
    """The end of an answer: all its words, the calls it asks for, and what it used."""

    text: str
    calls: tuple[ToolCall, ...] = ()
    usage: Usage = field(default_factory=Usage)
    model: str = ""
