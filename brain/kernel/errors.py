"""Errors, grouped by who must act next.

SecondFloorError
├── OwnerError          the owner acts: one sentence and what to do, in the reader's language
│   ├── NotFound        the thing named does not exist (HTTP 404)
│   ├── Refused         a rule, a role or a state forbids it (HTTP 403 / 409)
│   └── Busy            another process holds what is needed; try again when it is free
└── DeveloperError      a contract inside the house was broken
"""

from __future__ import annotations

from brain.kernel.i18n import Text


class SecondFloorError(Exception):
    """The root, so that a border can catch everything of ours and nothing else."""


class OwnerError(SecondFloorError):
    """Something the owner can mend. `code` is stable for machines; `message` and `hint` are for people."""

    status = 400

    def __init__(self, code: str, message: Text, hint: Text | None = None) -> None:
        self.code = code
        self.message = message
        self.hint = hint
        super().__init__(self.render("en"))

    def render(self, lang: str) -> str:
        """One line: what happened, then what to do."""
        said = self.message.render(lang)
        if self.hint is None:
            return said
        return said + ("" if lang == "zh" else " ") + self.hint.render(lang)

    def as_json(self, lang: str) -> dict[str, dict[str, str]]:
        """The one error form of the HTTP interface."""
        hint = self.hint.render(lang) if self.hint else ""
        return {"error": {"code": self.code, "message": self.message.render(lang), "hint": hint}}


class NotFound(OwnerError):
    """The card, batch, link or shop that was named does not exist."""

    status = 404


class Refused(OwnerError):
    """A rule, a role or the state of a card forbids the request."""

    status = 409


class Busy(OwnerError):
    """Another process holds the warehouse."""

    status = 503


class DeveloperError(SecondFloorError):
    """A promise between two rooms was broken; nobody outside can mend it."""
