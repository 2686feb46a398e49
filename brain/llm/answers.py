"""Reads completions. Servers that call themselves compatible leave fields out, so nothing is taken for granted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from brain.llm.dialects import CallCollector, ProseGate, calls_in_text, texts_of, without_thoughts
from brain.llm.failures import ModelUnavailable
from brain.llm.messages import Finished, Message, Usage
from brain.llm.metering import usage_of

UNFINISHED = frozenset({"length", "content_filter"})
"""Reasons for ending at which the words are not the whole answer."""


def answer_of(completion: Any) -> str:
    """The text of a completion, stripped, without thoughts. Raises ModelUnavailable("answer")."""
    choices = getattr(completion, "choices", None)
    first = choices[0] if choices else None
    content = getattr(getattr(first, "message", None), "content", None)
    if not isinstance(content, str) or getattr(first, "finish_reason", None) in UNFINISHED:
        raise ModelUnavailable("answer")
    answer = without_thoughts(content).strip()
    if not answer:
        raise ModelUnavailable("answer")
    return answer


class Reply:
    """One streamed answer as it grows: words, calls, the reason why it ended, the usage."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self.clear()

    def clear(self) -> None:
        """Begin anew, for another attempt."""
        self.begun = False
        self._text = ""
        self._calls = CallCollector()
        self._gate = ProseGate()
        self._reason: str | None = None
        self._usage: Any = None

    def add(self, chunk: Any) -> str:
        """Take a chunk in; the words of it that may be shown at once."""
        self._usage = getattr(chunk, "usage", None) or self._usage
        choices = getattr(chunk, "choices", None) or ()
        if not choices:
            return ""
        first = choices[0]
        self._reason = getattr(first, "finish_reason", None) or self._reason
        # Some servers send the whole message at once, under its name in answers that are not streamed.
        delta = getattr(first, "delta", None) or getattr(first, "message", None)
        if delta is None:
            return ""
        self._calls.add(delta)
        words = texts_of([delta])
        self._text += words
        self.begun = self.begun or bool(words) or bool(self._calls.calls())
        return self._gate.pass_on(words) if words else ""

    def finished(self, messages: Sequence[Message], model: str) -> tuple[str, Finished]:
        """The words not shown yet, and the whole. Raises ModelUnavailable: "cut" without an end, "answer" without content."""
        if self._reason is None and self._usage is None:
            raise ModelUnavailable("cut" if self.begun else "answer")
        if self._reason in UNFINISHED:
            raise ModelUnavailable("answer")
        prose, written = calls_in_text(self._text, self._known)
        calls = self._calls.calls() or written
        if not prose and not calls:
            raise ModelUnavailable("answer")
        rest = self._gate.rest(prose)
        return rest, Finished(prose, tuple(calls), self.used(messages), model)

    def used(self, messages: Sequence[Message]) -> Usage:
        """What the server says it used so far, or an estimate."""
        return usage_of(self._usage, messages, self._text + "".join(call.raw for call in self._calls.calls()))
