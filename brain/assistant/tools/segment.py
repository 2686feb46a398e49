"""Counts customers by their tags. Who they are stays in the house: a model gets numbers, never keys or contacts."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from brain.assistant.tools.base import (
    Arguments,
    Bench,
    Stated,
    Tool,
    ToolRefused,
    ToolResult,
    nearest,
    words_of,
)
from brain.facts.tags.reading import tag_counts
from brain.facts.tags.registry import TAG_BY_NAME
from brain.facts.tags.segments import TagCondition, members_of
from brain.kernel.evidence import count_claim
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

MOST_VALUES = 60


class Condition(TagCondition):
    """One condition on a tag, without keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Segment(Arguments):
    """Conditions that all hold; none lists every tag with its values and how many customers have each."""

    conditions: tuple[Condition, ...] = Field(default=(), max_length=5)


def segment(bench: Bench, given: Segment) -> ToolResult:
    """How many customers fit. Raises ToolRefused for tags or values that do not exist."""
    return _counted(bench, given.conditions) if given.conditions else _listed(bench)


def _listed(bench: Bench) -> ToolResult:
    counted = tag_counts(bench.facts)
    shown = counted.counts[:MOST_VALUES]
    return ToolResult(
        content={
            "as_of": counted.as_of.isoformat() if counted.as_of else None,
            "tags": [
                {
                    "tag": one.tag,
                    "value": one.value,
                    "called": words_of(one.said, bench.lang),
                    "customers": one.customers,
                }
                for one in shown
            ],
        },
        guidance="Call segment again with conditions for a combination. Never name single customers.",
        stated=tuple(
            Stated(
                count_claim(one.customers, f"tags:{counted.data_version}"),
                of=(words_of(one.said, bench.lang),),
            )
            for one in shown
        ),
        names=tuple(
            name
            for one in shown
            for name in (one.value, words_of(one.said, bench.lang), words_of(one.label, bench.lang))
        ),
    )


def _counted(bench: Bench, conditions: tuple[Condition, ...]) -> ToolResult:
    for condition in conditions:
        _check(condition)
    found = members_of(bench.facts, [TagCondition(**condition.model_dump()) for condition in conditions])
    count = count_claim(len(found.rows), found.receipt.id)
    card = AnswerCard(
        status="answer",
        topic="who",
        text=Text(msg=N_("{count} customers fit."), args={"count": count}),
        value=count.value,
        unit="count",
        receipt=found.receipt,
    )
    return ToolResult(
        content={"customers": len(found.rows)},
        guidance="Say how many customers fit and by which tags. Who they are is shown by the app, not by you.",
        stated=(Stated(count),),
        names=tuple(value for condition in conditions for value in condition.values),
        card=card,
    )


def _check(condition: Condition) -> None:
    if condition.tag not in TAG_BY_NAME:
        raise nearest("tag", condition.tag, list(TAG_BY_NAME))
    allowed = TAG_BY_NAME[condition.tag].values
    for value in condition.values:
        if allowed and value not in allowed:
            raise ToolRefused(f"{condition.tag} is never {value!r}; its values are {', '.join(allowed)}.")


SEGMENT = Tool(
    name="segment",
    description={
        "zh": "按标签数客户（生命周期、RFM、偏好、价格带等）。不带条件时列出所有标签和人数。",
        "en": "Count customers by tag (life cycle, RFM, taste, price band ...). Without conditions it lists all tags and counts.",
    },
    arguments=Segment,
    run=segment,
    step=N_("Counting customers"),
)
