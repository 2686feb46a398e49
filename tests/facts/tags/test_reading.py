"""Tags read by people: counts that add up, sentences with every figure a claim, segments by condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.lineage.trace import trace
from brain.facts.reader import Facts
from brain.facts.tags.reading import tag_counts, tags_of
from brain.facts.tags.recompute import recompute
from brain.facts.tags.registry import TAGS
from brain.facts.tags.segments import TagCondition, members_of, parse_condition
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.errors import DeveloperError, OwnerError
from eval.small_shop import SHOP, TODAY, open_small_shop


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop with its tags."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("tagged"))
    recompute(warehouse, None, lambda _: TODAY)
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


def stored(facts: Facts, sql: str) -> list[tuple[object, ...]]:
    """Rows of the shop's stored tags."""
    with facts.warehouse.cursor() as cursor:
        return cursor.execute(sql, {"shop": facts.shop.id}).fetchall()


def test_counts_add_up_to_the_buyers(facts: Facts) -> None:
    """Life cycle and RFM each count every buyer once; no tag counts more."""
    buyers = stored(
        facts,
        "SELECT count(DISTINCT customer_key) FROM order_line WHERE shop_id = $shop AND paid_amount > 0"
        " AND status IN ('paid', 'refunded')",
    )[0][0]
    sums: dict[str, int] = {}
    counts = tag_counts(facts)
    for one in counts.counts:
        sums[one.tag] = sums.get(one.tag, 0) + one.customers
    assert sums["life_cycle"] == sums["rfm"] == buyers
    assert all(total <= buyers for total in sums.values())
    assert list(sums) == [tag.name for tag in TAGS if tag.name in sums]
    assert (counts.as_of, counts.data_version) == (TODAY, facts.version())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_tag_says_why(facts: Facts, lang: str) -> None:
    """A sentence in the reader's language, its figures on a receipt that leads to the customer's own order rows."""
    found = tags_of(facts, "c1")
    assert {tag.tag for tag in found.tags} >= {"life_cycle", "rfm"}
    for tag in found.tags:
        assert "{" not in tag.why.render(lang)
        assert tag.why.claims()
        assert {claim.receipt for claim in tag.why.claims()} == {found.receipt.id}
        assert tag.rule.split("/")[0] == tag.tag
    rows = trace(facts, found.receipt, limit=10_000)
    assert {row.values["customer_key"] for row in rows.sample} == {"c1"}
    mine = stored(
        facts,
        "SELECT count(*) FROM order_line WHERE shop_id = $shop AND customer_key = 'c1'"
        " AND status IN ('paid', 'refunded', 'return')",
    )
    assert rows.rows == mine[0][0]


def test_the_evidence_is_what_the_rows_say(facts: Facts) -> None:
    """The orders in a life cycle's evidence are the paid orders that the receipt counts."""
    for number in range(8):
        found = tags_of(facts, f"c{number}")
        evidence = {tag.tag: tag.evidence for tag in found.tags}["life_cycle"]
        with facts.warehouse.cursor() as cursor:
            orders, last_day, _ = cursor.execute(found.receipt.sql).fetchall()[0]
        assert evidence["orders"] == orders
        assert evidence["last_day"] <= last_day.isoformat()


def test_nobody_has_no_tags(facts: Facts) -> None:
    """A customer who never paid has none; that is no error here."""
    assert tags_of(facts, "nobody").tags == ()


conditions = st.sampled_from([tag for tag in TAGS if tag.values]).flatmap(
    lambda tag: st.lists(st.sampled_from(list(tag.values)), min_size=1, max_size=3).map(
        lambda values: TagCondition(tag=tag.name, values=tuple(values))
    )
)


@given(chosen=st.lists(conditions, max_size=3), more=conditions)
@settings(max_examples=60, deadline=None)
def test_a_further_condition_splits_a_segment(
    facts: Facts, chosen: list[TagCondition], more: TagCondition
) -> None:
    """Those with it and those without it are apart, and together the segment."""
    without = more.model_copy(update={"op": "!="})
    whole, part, rest = (
        {row[0] for row in members_of(facts, [*chosen, *added]).rows} for added in ([], [more], [without])
    )
    assert part | rest == whole
    assert not part & rest


def test_a_segment_is_a_set_of_customers(facts: Facts) -> None:
    """The members are those whose stored value it is, each once and sorted."""
    result = members_of(facts, [parse_condition("life_cycle=active,new")])
    keys = [row[0] for row in result.rows]
    expected = stored(
        facts,
        "SELECT customer_key FROM customer_tag WHERE shop_id = $shop AND tag = 'life_cycle'"
        " AND value IN ('active', 'new') ORDER BY 1",
    )
    assert keys == [row[0] for row in expected]
    assert keys


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour=red", "the tags are life_cycle"),
        ("life_cycle", "not a condition"),
        ("life_cycle=", "not a condition"),
        ("life_cycle=asleep", "Its values are new, active, silent, lost"),
    ],
)
def test_a_condition_that_cannot_be_is_refused(text: str, said: str) -> None:
    """With what would be allowed."""
    with pytest.raises(OwnerError) as refused:
        parse_condition(text)
    assert said in refused.value.render("en")


def test_conditions_are_read_as_written() -> None:
    """Equal, unequal, several values, the shop's own names."""
    assert parse_condition("taste = 辅食, 湿巾") == TagCondition(tag="taste", values=("辅食", "湿巾"))
    assert parse_condition("rhythm!=regular") == TagCondition(tag="rhythm", op="!=", values=("regular",))


def test_an_unknown_tag_is_the_houses_own_mistake(facts: Facts) -> None:
    """Inside the house names are known."""
    with pytest.raises(DeveloperError, match="must be one of"):
        members_of(facts, [TagCondition(tag="colour", values=("red",))])
