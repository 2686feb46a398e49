"""One pass over all shops finds in each what a look at that shop alone finds, and keeps the best of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import list_shops
from brain.kernel.i18n import verbatim
from brain.opportunities.base import Candidate, Detector, Scan
from brain.opportunities.keeping import Kept
from brain.opportunities.nightly import best_of_each, look_at_all
from brain.opportunities.ranking import MOST_CARDS, MOST_OF_A_DETECTOR
from brain.opportunities.scanning import ShopDay, scan_all, scan_one, shops_in_scope
from sample_data.worlds.world import World
from tests.opportunities.shops import facts_of, situation_of

LAST = date(2026, 5, 8)
TODAY = LAST + timedelta(days=1)

UNITS = """WITH {scope}
SELECT l.shop_id, l.product_id, CAST(sum(l.quantity) AS DOUBLE) AS units, count(*) AS lines
FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
WHERE l.line_type = 'product' AND l.status = 'paid' AND l.product_id IS NOT NULL
    AND l.ordered_on >= s."end" - 28 AND l.ordered_on < s."end"
GROUP BY l.shop_id, l.product_id HAVING count(*) >= 3"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """The goods of more than the shop's middle number of pieces."""
    middle = frame.groupby("shop_id").units.transform("median")
    chosen = frame[frame.units > middle]
    return [
        Candidate(shop=row.shop_id, key=row.product_id, worth=float(row.units), sure=0.5, row=int(place))
        for place, row in zip(chosen.index, chosen.itertuples(), strict=True)
    ]


SCAN = Scan(sql=UNITS, judge=judge)
PLAIN = Detector(name="plain", title=verbatim("plain"), needs=(), scan=SCAN)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Twelve shops of different trades and sizes."""
    warehouse = Warehouse(tmp_path_factory.mktemp("many") / "warehouse.duckdb")
    with warehouse.cursor() as cursor:
        World(5, 12, 1500, LAST, causes=()).load_into(cursor)
    yield warehouse
    warehouse.close()


def told(candidates: list[Candidate]) -> set[tuple[str, str, float]]:
    return {(one.shop, one.key, one.worth) for one in candidates}


def test_a_shop_alone_and_among_many_is_the_same(many: Warehouse) -> None:
    """The same statement and the same judge: nobody's cards depend on who else is in the house."""
    shops = list_shops(many)
    with many.cursor() as cursor:
        shops_in_scope(cursor, {shop.id: ShopDay(TODAY, TODAY) for shop in shops})
        together = told(scan_all(cursor, SCAN))
    alone: set[tuple[str, str, float]] = set()
    for shop in shops:
        facts = facts_of(many, shop, TODAY)
        found, result = scan_one(situation_of(facts, TODAY), SCAN, Kept(facts))
        alone |= told(found)
        assert all(result.rows[one.row][:2] == (one.shop, one.key) for one in found)
    assert alone == together
    assert len({shop for shop, _, _ in together}) > 2, "the rule finds something in several of them"


def test_shops_out_of_scope_are_not_looked_at(many: Warehouse) -> None:
    """A scan sees the shops it is given and no others."""
    few = [shop.id for shop in list_shops(many)][:3]
    with many.cursor() as cursor:
        shops_in_scope(cursor, {shop: ShopDay(TODAY, TODAY) for shop in few})
        assert {one.shop for one in scan_all(cursor, SCAN)} <= set(few)


def test_a_night_over_all(many: Warehouse) -> None:
    """Every shop with fresh data is looked at, once; what was found is ranked within its shop."""
    night = look_at_all(many, lambda shop: TODAY, detectors=(PLAIN,))
    assert night.behind + len(night.days) == len(list_shops(many))
    assert night.found == sum(len(seeds) for seeds in night.seeds.values()) > 0
    for seeds in night.seeds.values():
        assert [seed.place for seed in seeds] == list(range(1, len(seeds) + 1))
        assert len(seeds) <= MOST_OF_A_DETECTOR, "three of a kind"
        scores = [seed.candidate.score for seed in seeds]
        assert scores == sorted(scores, reverse=True)


def test_a_scan_that_breaks_does_not_stop_the_night(many: Warehouse) -> None:
    """What the others find is kept, and the night says of which detector nothing is known."""
    broken = Detector(
        name="broken", title=verbatim("broken"), needs=(), scan=Scan("WITH {scope} SELECT no", judge)
    )
    night = look_at_all(many, lambda shop: TODAY, detectors=(broken, PLAIN))
    assert night.failed == ("broken",)
    assert night.seeds == look_at_all(many, lambda shop: TODAY, detectors=(PLAIN,)).seeds


def test_old_data_makes_no_cards(many: Warehouse) -> None:
    """Suggestions are about today; with data of last month they would be about a day that is gone."""
    night = look_at_all(many, lambda shop: TODAY + timedelta(days=40), detectors=(PLAIN,))
    assert night.days == {}
    assert night.found == 0
    assert night.behind == len(list_shops(many))


candidates = st.builds(
    Candidate,
    shop=st.sampled_from(["a", "b", "c"]),
    key=st.text("xyz", min_size=1, max_size=4),
    worth=st.floats(-50, 500),
    sure=st.floats(0, 1),
    row=st.just(0),
    urgent=st.booleans(),
)


@given(st.lists(st.tuples(st.sampled_from(["d", "e", "f"]), candidates), max_size=60))
def test_the_best_of_each_shop(found: list[tuple[str, Candidate]]) -> None:
    """At most five a shop and three of a kind, urgent ones first, nothing worthless, whatever the order they came in."""
    seeds = best_of_each(found, MOST_CARDS)
    assert seeds == best_of_each(found[::-1], MOST_CARDS)
    for shop, chosen in seeds.items():
        assert 0 < len(chosen) <= MOST_CARDS
        kinds = [seed.detector for seed in chosen]
        assert max(kinds.count(kind) for kind in kinds) <= MOST_OF_A_DETECTOR
        assert all(seed.candidate.shop == shop and seed.candidate.score > 0 for seed in chosen)
        order = [(not seed.candidate.urgent, -seed.candidate.score) for seed in chosen]
        assert order == sorted(order)
