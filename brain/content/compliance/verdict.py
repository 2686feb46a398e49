"""What the gate answers: findings with offsets into the checked text, and one verdict over them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["block", "warn"]
Outcome = Literal["block", "warn", "none"]


class Finding(BaseModel):
    """One risky wording.

    `start` and `end` are character offsets into the original text, end exclusive, and `text` is that slice.
    `rule` is the rule's name, `article` the Chinese citation, `suggestion` replacement words in the language of the text.
    """

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    text: str
    rule: str
    article: str
    severity: Severity
    suggestion: str


class Verdict(BaseModel):
    """The outcome for one text: "block" must not leave, "warn" may after a look, "none" means no known risk was found.

    "none" never means that the text is lawful: rules know words and patterns, not facts.
    """

    model_config = ConfigDict(frozen=True)

    verdict: Outcome
    findings: list[Finding]

    @classmethod
    def of(cls, findings: list[Finding]) -> "Verdict":
        """The verdict that follows from `findings`: the worst severity wins."""
        if any(finding.severity == "block" for finding in findings):
            return cls(verdict="block", findings=findings)
        return cls(verdict="warn" if findings else "none", findings=findings)
