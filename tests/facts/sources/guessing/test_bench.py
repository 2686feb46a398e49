"""A hundred files as shops have them: what is loaded without a question is right, and enough is."""

from __future__ import annotations

from collections import Counter as Tally

import pytest

from brain.facts.sources.guessing.guess import guess
from tests.facts.counter import Counter
from tests.facts.sources.guessing import first_half, second_half, third_part
from tests.facts.sources.guessing.judged import as_csv, mistakes
from tests.facts.sources.guessing.made_up import made_up
from tests.facts.sources.guessing.trade import Case

SETS = {"first": first_half.cases(), "second": second_half.cases(), "third": third_part.cases()}
ALL = [case for cases in SETS.values() for case in cases]


def verdict(case: Case) -> str:
    """sure, asked or refused."""
    found = guess(case.header, case.rows)
    return "refused" if found is None else "sure" if found.sure else "asked"


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_what_is_sure_is_right(case: Case) -> None:
    """Nothing that matters is read wrongly without a question; what only the owner can know is asked."""
    found = guess(case.header, case.rows)
    if found is not None and found.sure:
        assert not case.ask
        assert mistakes(case, found) == []


@pytest.mark.parametrize(
    "case", [one for one in ALL if one.kind == "orders" and not one.ask], ids=lambda case: case.name
)
def test_what_is_sure_loads_to_the_cent(counter: Counter, case: Case) -> None:
    """The importer, given the guess as a mapping, counts what customers paid, and leaves no row out."""
    found = guess(case.header, case.rows)
    if found is None or not found.sure:
        pytest.skip("is asked about")
    report = counter.load(as_csv(case), kind=found.kind, mapping=found.mapping)
    assert report.quarantined == ()
    assert counter.rows("SELECT sum(paid_amount) FROM order_line")[0][0] in case.totals


@pytest.mark.parametrize(("name", "least"), [("first", 0.9), ("second", 0.7), ("third", 0.6)])
def test_enough_is_sure(name: str, least: float) -> None:
    """A guesser that asks about everything would be right as well: of the files that can be loaded most are."""
    loadable = [case for case in SETS[name] if not case.ask]
    counted = Tally(verdict(case) for case in loadable)
    assert counted["sure"] >= least * len(loadable), counted


def test_files_made_up_at_random() -> None:
    """Whatever columns stand beside the amount paid: sure means the true total, and half of the files are sure."""
    wrong, counted = [], Tally[str]()
    for seed in range(120):
        case = made_up(seed)
        found = guess(case.header, case.rows)
        counted["sure" if found and found.sure else "asked"] += 1
        if found and found.sure and mistakes(case, found):
            wrong.append((seed, mistakes(case, found)))
    assert wrong == []
    assert counted["sure"] >= 60, counted
