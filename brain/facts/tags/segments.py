"""Segments: named conditions over tags, answered by one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from brain.facts.reader import Facts, Result
from brain.facts.tags.registry import TAG_BY_NAME
from brain.kernel.errors import DeveloperError, OwnerError
from brain.kernel.i18n import Text


class TagCondition(BaseModel):
    """One of `values` is (or, with "!=", none is) the customer's value of `tag`; a customer without the tag has none."""

    model_config = ConfigDict(frozen=True)

    tag: str
    op: Literal["=", "!="] = "="
    values: tuple[str, ...] = Field(min_length=1)


def parse_condition(text: str) -> TagCondition:
    """`life_cycle=silent`, `taste!=辅食`, several values with commas. Raises OwnerError saying what is allowed."""
    name, sign, words = text.partition("!=")
    if not sign:
        name, sign, words = text.partition("=")
    values = tuple(word.strip() for word in words.split(",") if word.strip())
    if name.strip() not in TAG_BY_NAME or not values:
        raise OwnerError(
            "tag_condition",
            Text(msg="{text} is not a condition on a tag.", args={"text": text}),
            Text(
                msg="Write it like life_cycle=silent or rhythm!=regular; the tags are {tags}.",
                args={"tags": ", ".join(TAG_BY_NAME)},
            ),
        )
    condition = TagCondition(tag=name.strip(), op="=" if sign == "=" else "!=", values=values)
    _check_values(condition)
    return condition


def _check_values(condition: TagCondition) -> None:
    allowed = TAG_BY_NAME[condition.tag].values
    unknown = [value for value in condition.values if allowed and value not in allowed]
    if unknown:
        raise OwnerError(
            "tag_value",
            Text(msg="{tag} is never {value}.", args={"tag": condition.tag, "value": unknown[0]}),
            Text(msg="Its values are {values}.", args={"values": ", ".join(allowed)}),
        )


def members_of(facts: Facts, conditions: Sequence[TagCondition]) -> Result:
    """The customers (column customer_key, sorted) for whom every condition holds, with the receipt of that reading.

    Reads the tags as they are stored. Raises DeveloperError for a tag that does not exist.
    """
    parts, params = ["shop_id = $shop"], dict[str, Any]()
    for place, condition in enumerate(conditions):
        if condition.tag not in TAG_BY_NAME:
            raise DeveloperError(f"tag == {condition.tag!r}, must be one of {', '.join(TAG_BY_NAME)}.")
        params |= {f"tag{place}": condition.tag, f"values{place}": list(condition.values)}
        among = "IN" if condition.op == "=" else "NOT IN"
        parts.append(
            f"customer_key {among} (SELECT customer_key FROM customer_tag"
            f" WHERE shop_id = $shop AND tag = $tag{place} AND list_contains($values{place}, value))"
        )
    return facts.sql(
        f"SELECT DISTINCT customer_key FROM customer_tag WHERE {' AND '.join(parts)} ORDER BY customer_key",
        params,
    )
