"""Mended: a rate that came back is told from one that did not, and little data from both."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.mended import Counted, Verdict, came_back, mended

hits = st.integers(0, 400)
exposure = st.integers(1, 2000)
rates = st.floats(0.0, 1.0)
ORDER: dict[Verdict, int] = {"not_mended": 0, "cannot_tell": 1, "mended": 2}


def refunds(then: int, now: int, *, of: int = 100, usual: float = 0.04) -> Verdict:
    """So many of so many sales sent back, then and now."""
    return mended(Counted(then, of), Counted(now, of), usual, lower_is_better=True, wander=0.4)


def test_back_at_the_usual_is_mended_and_as_bad_as_then_is_not() -> None:
    """Twenty of a hundred became three, or stayed."""
    assert refunds(20, 3) == "mended"
    assert refunds(20, 19) == "not_mended"


def test_better_but_far_from_usual_is_not_mended() -> None:
    """Thirty of a hundred became fifteen where four are usual: clearly worse than usual still."""
    assert refunds(30, 15) == "not_mended"


def test_little_data_tells_nothing() -> None:
    """None of four sales came back: at twenty in a hundred that is no news."""
    then = Counted(20, 100)
    assert mended(then, Counted(0, 4), 0.04, lower_is_better=True) == "cannot_tell"
    assert mended(then, Counted(0, 0), 0.04, lower_is_better=True) == "cannot_tell"
    assert mended(Counted(0, 0), Counted(0, 100), 0.04, lower_is_better=True) == "cannot_tell"


def test_one_persons_many_returns_are_one() -> None:
    """Twenty refunds that ten people brought about two by two weigh as ten."""
    one_by_one = mended(Counted(20, 100), Counted(7, 50), 0.04, lower_is_better=True)
    bunched = mended(Counted(20, 100, burst=5), Counted(7, 50, burst=5), 0.04, lower_is_better=True)
    assert one_by_one == "not_mended"
    assert bunched == "cannot_tell"


def test_sales_that_fell_come_back_upwards() -> None:
    """The same question where more is better."""
    then, usual = Counted(20, 280), 0.16
    up = [mended(then, Counted(n, 280), usual, lower_is_better=False, wander=0.15) for n in (20, 30, 45)]
    assert up == ["not_mended", "cannot_tell", "mended"]


@given(then=hits, now=hits, of=exposure, later=exposure, usual=rates)
def test_fewer_hits_never_make_it_worse(then: int, now: int, of: int, later: int, usual: float) -> None:
    """Where less is better, one refund less can only lift the verdict."""
    first, second = (
        mended(Counted(then, of), Counted(n, later), usual, lower_is_better=True, wander=0.4)
        for n in (now + 1, now)
    )
    assert ORDER[second] >= ORDER[first]


@given(then=hits, now=hits, of=exposure, later=exposure, usual=rates)
def test_more_hits_never_make_it_worse_where_more_is_better(
    then: int, now: int, of: int, later: int, usual: float
) -> None:
    """The mirror of it."""
    first, second = (
        mended(Counted(then, of), Counted(n, later), usual, lower_is_better=False, wander=0.2)
        for n in (now, now + 1)
    )
    assert ORDER[second] >= ORDER[first]


@given(then=st.integers(1, 400), now=hits, of=exposure, later=exposure, usual=rates)
def test_mended_has_come_most_of_the_way(then: int, now: int, of: int, later: int, usual: float) -> None:
    """Whatever the counts: nothing is called mended that is nearer to the alarm than to the usual."""
    counted = Counted(then, of), Counted(now, later)
    if mended(*counted, usual, lower_is_better=True) == "mended":
        assert came_back(*counted, usual) >= 0.75


@pytest.mark.parametrize("times", [2, 3, 5])
def test_what_stays_as_bad_is_hardly_ever_called_mended(times: int) -> None:
    """Three hundred sales at two to five times the usual four in a hundred, then and now: at most 2 % are called mended."""
    chance = np.random.default_rng(times)
    counts = chance.binomial(300, 0.04 * times, size=(1000, 2))
    counts = counts[counts[:, 0] >= 24]
    verdicts = [refunds(int(a), int(b), of=300) for a, b in counts]
    assert len(verdicts) > 200
    assert verdicts.count("mended") <= 0.02 * len(verdicts)


def test_what_came_back_whole_is_mostly_called_mended() -> None:
    """Five times the usual and back again, three hundred sales each: nine in ten."""
    chance = np.random.default_rng(3)
    pairs = zip(chance.binomial(300, 0.2, 400), chance.binomial(300, 0.04, 400), strict=True)
    verdicts = [refunds(int(a), int(b), of=300) for a, b in pairs]
    assert verdicts.count("mended") >= 0.9 * len(verdicts)
    assert verdicts.count("not_mended") <= 0.02 * len(verdicts)


@given(usual=st.sampled_from([0.0, 5e-324, 1e-300, 1e-12]), now=st.integers(1, 100))
def test_what_never_happens_is_not_as_usual_when_it_does(usual: float, now: int) -> None:
    """A usual rate of nothing, or of next to nothing: any hit is worse than that, and never lost in arithmetic."""
    assert mended(Counted(100, 100), Counted(now, 1000), usual, lower_is_better=True) == "not_mended"
