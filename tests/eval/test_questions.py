"""The sets of questions: their mix, and that every expected figure can be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from eval.expected import readings, share_of, table_of
from eval.judging import STATUSES
from eval.run import SETS, questions
from eval.shops import OPENERS, AskedShop

NEW = tuple(name for name in SETS if name != "first")
LEAST = dict.fromkeys(NEW, 150) | {"ask": 330, "blind": 110, "street": 110, "proof": 110}
TURNS = 4


def _leaves(expect: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in expect.get("parts", [expect]):
        yield from readings(part)


@pytest.mark.parametrize("name", NEW)
def test_a_set_has_the_stated_mix(name: str) -> None:
    """About 70 % can be answered, 15 % are vague, 15 % cannot be answered; half in each language."""
    items = questions(name)
    assert len(items) >= LEAST[name]
    classes = Counter(item["class"] for item in items)
    assert 0.66 <= classes["answerable"] / len(items) <= 0.75
    assert 0.12 <= classes["vague"] / len(items) <= 0.18
    assert 0.12 <= classes["unanswerable"] / len(items) <= 0.18
    assert 0.45 <= sum(1 for item in items if item["lang"] == "zh") / len(items) <= 0.55


def test_hardly_any_question_is_asked_twice() -> None:
    """Ids are unique within a set. Sets are written apart from each other: a usual question may come up again, no more than
    one in fifty of those with an answer."""
    seen: set[tuple[str, ...]] = set()
    for name in SETS:
        items = questions(name)
        assert len({item["id"] for item in items}) == len(items)
        asked = [item for item in items if item["class"] == "answerable"]
        keys = {(item["shop"], item["question"], *item.get("context", [])) for item in asked}
        assert len(keys) == len(asked)
        assert len(keys & seen) * 50 <= len(asked), keys & seen
        seen |= keys


@pytest.mark.parametrize("name", SETS)
def test_every_expectation_is_well_formed(name: str) -> None:
    """A known shop and status, at most four turns before, and a figure or a refusal."""
    for item in questions(name):
        expect = item["expect"]
        assert item["shop"] in OPENERS
        assert expect.get("status", "answer") in STATUSES, item["id"]
        assert len(item.get("context", [])) <= TURNS
        for leaf in _leaves(expect):
            assert "metrics" in leaf or "all" in leaf.get("free", []) or "status" in expect, item["id"]
            if "metrics" in leaf and "free" not in leaf:
                assert leaf["start"] < leaf["end"], item["id"]


@pytest.mark.slow
@pytest.mark.parametrize("shop_of", OPENERS, indirect=True)
def test_every_expected_figure_can_be_counted(shop_of: AskedShop, request: pytest.FixtureRequest) -> None:
    """No expectation breaks; in the new sets none has nothing to say, as a name that the shop does not have would."""
    shop = request.node.callspec.params["shop_of"]
    empty = []
    for item in (item for name in SETS for item in questions(name) if item["shop"] == shop):
        if "value" in item or "found" in item:
            continue  # counted by hand, for what no expectation can say: days without a single order
        for part in item["expect"].get("parts", [item["expect"]]):
            leaves = [leaf for leaf in readings(part) if "metrics" in leaf and "free" not in leaf]
            told = [_says_something(shop_of, leaf) for leaf in leaves]
            if told and not any(told) and not item["id"].startswith("q"):
                empty.append(f"{item['id']} {item['question']}")
    assert empty == []


def _says_something(shop: AskedShop, leaf: dict[str, Any]) -> bool:
    if {"share_of", "share_range"} & set(leaf):
        return bool(share_of(shop.facts, leaf))
    return any(any(values) for values in table_of(shop.facts, leaf).rows.values())
