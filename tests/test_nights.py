"""The night: every shop looked at, what was found kept, and trusted in the morning only where nothing changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from brain import nights
from brain.bootstrap import Brain, open_brain
from brain.facts.warehouse.shops import list_shops
from brain.feed import Feed
from brain.kernel.clock import FixedClock
from brain.kernel.errors import Refused
from brain.kernel.identity import Actor, Role, local_owner
from brain.ledger.seeds import seeds_of
from brain.ledger.tables import SeedRow
from brain.opportunities.nightly import look_at_all
from brain.opportunities.ranking import MOST_CARDS
from sample_data.worlds.world import World

LAST = date(2026, 5, 8)
NOW = datetime(2026, 5, 9, 0, 30, tzinfo=UTC)
OWNER = local_owner("any")


@pytest.fixture(scope="module")
def brain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brain]:
    """A home of twenty shops with planted causes."""
    brain = open_brain(tmp_path_factory.mktemp("night") / "home", FixedClock(NOW))
    with brain.parts.warehouse.cursor() as cursor:
        World(11, 20, 20_000, LAST).load_into(cursor)
    yield brain
    brain.close()


def kept(brain: Brain) -> dict[str, list[SeedRow]]:
    with brain.parts.ledger.reading() as session:
        found = {shop.id: seeds_of(session, shop.id) for shop in list_shops(brain.parts.warehouse)}
    return {shop: seeds for shop, seeds in found.items() if seeds}


def asked(brain: Brain, name: str) -> frozenset[str] | None:
    """The detectors that a shop's feed asks after the night: None for all."""
    desk = brain.desk(name)
    return Feed(brain.parts, desk.shop, desk.facts)._seeded()


def test_what_was_found_is_kept_for_each_shop(brain: Brain) -> None:
    """As many cards as the report says, in order, and a second night takes the place of the first."""
    for _ in range(2):
        report = nights.pass_over_all(brain.parts, OWNER)
        seeds = kept(brain)
        assert report.failed == ()
        assert (report.shops + report.behind, report.with_cards) == (20, len(seeds))
        assert report.cards == sum(min(len(of_shop), MOST_CARDS) for of_shop in seeds.values()) > 20
        for of_shop in seeds.values():
            assert [seed.place for seed in of_shop] == list(range(1, len(of_shop) + 1))


def test_a_feed_asks_those_that_found_something_while_the_data_is_the_same(brain: Brain) -> None:
    """After new data, or on another day, every detector looks again."""
    nights.pass_over_all(brain.parts, OWNER)
    name, seeds = next(iter(kept(brain).items()))
    assert asked(brain, name) == {seed.detector for seed in seeds}
    with brain.parts.warehouse.cursor() as cursor:
        cursor.execute("UPDATE data_version SET version = version + 1 WHERE shop_id = ?", [name])
    assert asked(brain, name) is None
    nights.pass_over_all(brain.parts, OWNER)
    assert asked(brain, name) is not None
    nights.pass_over_all(brain.parts, OWNER, date(2026, 5, 10))
    assert asked(brain, name) is None


def test_data_that_comes_in_during_the_night_is_looked_at(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an import brought after a scan had read the tables, no seed claims to have seen it."""

    def look(*args: object, **options: object) -> object:
        night = look_at_all(*args, **options)  # type: ignore[arg-type]
        with brain.parts.warehouse.cursor() as cursor:
            cursor.execute("UPDATE data_version SET version = version + 1")
        return night

    monkeypatch.setattr(nights, "look_at_all", look)
    nights.pass_over_all(brain.parts, OWNER)
    assert {asked(brain, name) for name in kept(brain)} == {None}


def test_a_night_that_is_not_whole_spares_nobody_a_look(
    brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scan broke: nobody knows what it would have found, so every feed asks every detector."""
    monkeypatch.setattr("brain.opportunities.nightly.scan_all", _one_breaks())
    report = nights.pass_over_all(brain.parts, OWNER)
    assert len(report.failed) == 1
    assert report.cards > 0
    assert {asked(brain, name) for name in kept(brain)} == {None}


def _one_breaks() -> object:
    from brain.opportunities.scanning import scan_all

    calls: list[int] = []

    def scan(cursor: object, one: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise ZeroDivisionError
        return scan_all(cursor, one)  # type: ignore[arg-type]

    return scan


def test_who_may_not_care_for_the_house_is_refused(brain: Brain) -> None:
    """A pass over all shops reads them all."""
    with pytest.raises(Refused):
        nights.pass_over_all(brain.parts, Actor(user="x", role=Role.VIEWER, shop="any"))


def test_a_home_without_shops_has_a_quiet_night(tmp_path: Path) -> None:
    """Nothing to look at is no error."""
    empty = open_brain(tmp_path / "home", FixedClock(NOW))
    try:
        report = nights.pass_over_all(empty.parts, OWNER)
        assert (report.shops, report.behind, report.cards) == (0, 0, 0)
    finally:
        empty.close()
