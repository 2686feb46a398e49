"""The compliance gate as the actions use it: the final words of a post, and the refusal that shows the way out."""

from __future__ import annotations

from collections.abc import Sequence

from brain.content.compliance import Verdict, check, explain, rewrite
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import N_, Text
from cards.opportunity.model import OpportunityCard

LONGEST_TEXT = 2000
LINK_PLACE = "{link}"


class Blocked(Refused):
    """A text that must not leave. `rewrite` is the same text with every risky wording replaced, ready to send."""

    def __init__(self, verdict: Verdict, suggestion: str) -> None:
        self.verdict = verdict
        self.rewrite = suggestion
        super().__init__("compliance", blocked_message(verdict), blocked_hint(suggestion))


def subject_names(card: OpportunityCard) -> list[str]:
    """The names that the card's texts are about: what stands inside a name is no claim."""
    return [subject.name for subject in (*card.proposal.subjects, *card.subjects)]


def final_text(words: str, link: str) -> str:
    """The words as customers will read them: the place of the link filled, nothing else changed."""
    return words.replace(LINK_PLACE, link).strip()


def require_sendable(words: str, names: Sequence[str]) -> None:
    """Raise `Blocked` for a text with a blocking finding, OwnerError for an empty or endless one.

    `words` may still carry the link's place: an address is no claim.
    """
    if not words.replace(LINK_PLACE, "").strip():
        raise OwnerError(
            "text_empty", Text(msg="There is no text to send."), Text(msg="Write a sentence first.")
        )
    if len(words) > LONGEST_TEXT:
        raise OwnerError(
            "text_long",
            Text(
                msg="The text has {count} characters; {most} is the most.",
                args={"count": len(words), "most": LONGEST_TEXT},
            ),
            Text(msg="Shorten it."),
        )
    verdict = check(words, subject_names=names)
    if verdict.verdict == "block":
        raise Blocked(verdict, rewrite(words, verdict, subject_names=names))


def blocked_message(verdict: Verdict) -> Text:
    """Each blocked wording with its rule and what to write instead, one sentence after the other."""
    blocking = Verdict.of([finding for finding in verdict.findings if finding.severity == "block"])
    sentences = explain(blocking)
    joined = sentences[-1]
    for sentence in reversed(sentences[:-1]):
        joined = Text(msg=N_("{first} {then}"), args={"first": sentence, "then": joined})
    return joined


def blocked_hint(suggestion: str) -> Text:
    """What can be sent instead, ready to copy."""
    return Text(msg=N_("This version can go out: {text}"), args={"text": suggestion})
