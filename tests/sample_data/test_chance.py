"""Numbers that belong to names: the same alone or in an array, evenly spread, of the distribution they claim."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sample_data.chance import Chance, pick_in_rows

KEYS = np.arange(40_000)


@given(seed=st.integers(0, 2**62), first=st.integers(-(2**40), 2**40), second=st.integers(0, 10_000))
def test_a_number_does_not_depend_on_its_company(seed: int, first: int, second: int) -> None:
    """Drawn alone or as one of many, a number is the same; another name gives another number."""
    chance = Chance(seed)
    alone = chance.uniform("basket", first, second)[0]
    assert chance.uniform("basket", np.arange(first, first + 5), second)[0] == alone
    assert chance.uniform("voice", first, second)[0] != alone
    assert 0 <= alone < 1


def test_numbers_are_spread_as_they_should_be() -> None:
    """Means and spreads of 40,000 draws are those of their distributions."""
    chance = Chance(7)
    assert abs(chance.uniform("u", KEYS).mean() - 0.5) < 0.01
    assert abs(chance.normal("n", KEYS).std() - 1) < 0.02
    assert abs(chance.exponential("e", KEYS).mean() - 1) < 0.03
    counts = chance.poisson(3.8, "p", KEYS)
    assert abs(counts.mean() - 3.8) < 0.05
    assert abs(counts.var() - 3.8) < 0.15
    shares = np.bincount(chance.choice((1, 2, 7), "c", KEYS)) / len(KEYS)
    assert np.abs(shares - (0.1, 0.2, 0.7)).max() < 0.01


def test_rows_are_picked_by_their_weights() -> None:
    """A place of weight nothing is never picked, and the others in proportion."""
    weights = np.tile([1.0, 0.0, 3.0], (len(KEYS), 1))
    shares = np.bincount(pick_in_rows(weights, Chance(3).uniform("rows", KEYS)), minlength=3) / len(KEYS)
    assert shares[1] == 0
    assert abs(shares[2] - 0.75) < 0.01
