"""Sentences as cards keep them: evidence with its claims, changes with their sign."""

from __future__ import annotations

from collections.abc import Iterable

from brain.kernel.evidence import Claim
from brain.kernel.i18n import Day, Text
from cards.model import EvidenceRow

Args = dict[str, Claim | Text | Day | int | str]


def evidence(texts: Iterable[Text]) -> tuple[EvidenceRow, ...]:
    """One row a sentence, its claims beside it."""
    return tuple(EvidenceRow(text=text, claims=tuple(text.claims())) for text in texts)


def signed(claim: Claim) -> Claim | Text:
    """A change with its sign written out when it is up."""
    return Text(msg="+{growth}", args={"growth": claim}) if claim.value > 0 else claim
