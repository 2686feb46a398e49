"""The guide to tags is whole: every tag, every value, and the thresholds that decide."""

from __future__ import annotations

from pathlib import Path

from brain.facts.tags import life_cycle, price_band, rhythm, taste
from brain.facts.tags.registry import TAGS

PAGE = (Path(__file__).parents[3] / "docs" / "guide" / "tags.md").read_text(encoding="utf-8")


def test_every_tag_and_value_is_documented() -> None:
    """By the names that a condition is written with; the general half of RFM is named by its pattern."""
    assert [tag.name for tag in TAGS if f"| `{tag.name}` |" not in PAGE] == []
    values = [value for tag in TAGS for value in tag.values if not value.startswith("general_")]
    assert [value for value in values if f"`{value}`" not in PAGE] == []


def test_the_thresholds_in_the_guide_are_those_of_the_rules() -> None:
    """A number changed in one place only would make the guide lie."""
    for words in (
        f"{life_cycle.ACTIVE_PAUSES} pauses, {life_cycle.ACTIVE_DAYS} days at least",
        f"{life_cycle.LOST_PAUSES} pauses, {life_cycle.LOST_DAYS} days at least",
        f"{life_cycle.SHOP_CUSTOMERS} customers have one; else {life_cycle.USUAL_DAYS} days",
        f"at least {rhythm.NEAR_SHARE * 100:.0f} % of the pauses",
        f"an order {taste.HALF_LIFE} days back counting half",
        f"{taste.LEAST_SHARE * 100:.0f} % of all weight",
        f"categories with {price_band.CATEGORY_LINES} lines",
    ):
        assert words in PAGE, words
