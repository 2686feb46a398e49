"""Records whose sender is known: the form is not recognised but named."""

from __future__ import annotations

from collections.abc import Sequence

from brain.facts.sources import refusals
from brain.facts.sources.intake.recognising import Choice
from brain.facts.sources.registry import SOURCES


def choose_source(name: str, kind: str, header: Sequence[str]) -> Choice:
    """The form of the source called `name`. Raises OwnerError when it does not read this header."""
    for source in SOURCES:
        if source.name == name and (match := source.recognise(header, kind)):
            return Choice(source, match.kind, match.mapping)
    raise refusals.unknown_columns(list(header), None)
