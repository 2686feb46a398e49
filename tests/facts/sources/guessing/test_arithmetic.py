"""What numbers say about each other, and what chance does not make them say."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.assigning import assign


def numbers(*values: object) -> list[Decimal | None]:
    return [None if one is None else Decimal(str(one)) for one in values]


QUANTITY, PRICE = numbers(1, 2, 3, 2, 5), numbers("9.9", "12.5", 20, "3.33", 7)
AMOUNT = numbers("9.9", 25, 60, "6.66", 35)


def test_quantity_times_price() -> None:
    """It holds within the cent; quantities of 1 alone prove nothing."""
    assert arithmetic.product_holds(QUANTITY, PRICE, AMOUNT) == 1
    assert arithmetic.product_holds(numbers(1, 1, 1, 1, 1), PRICE, PRICE) == 0
    assert [(one.quantity, one.price, one.amount) for one in arithmetic.triples({0: PRICE, 1: QUANTITY, 2: AMOUNT})] == [(1, 0, 2)]  # fmt: skip


def test_what_is_taken_off() -> None:
    """Amount less discount; a discount that is always 0 proves nothing."""
    off, net = numbers(0, 5, 0, 1, 0), numbers("9.9", 20, 60, "5.66", 35)
    assert arithmetic.difference_holds(AMOUNT, off, net) == 1
    assert arithmetic.difference_holds(AMOUNT, numbers(0, 0, 0, 0, 0), AMOUNT) == 0
    assert arithmetic.composed(AMOUNT, [(-1, off), (1, numbers(6, 6, 6, 6, 6))], numbers("15.9", 26, 66, "11.66", 41)) == 1  # fmt: skip


def test_how_an_amount_stands_in_its_orders() -> None:
    """Repeated, on the first row only, different, or not to be seen."""
    orders = [[0, 1], [2, 3], [4]]
    assert arithmetic.standing(numbers(9, 9, 7, 7, 3), orders).level == "order"
    assert arithmetic.standing(numbers(9, None, 7, 0, 3), orders).level == "order"
    assert arithmetic.standing(numbers(9, 8, 7, 6, 3), orders).level == "line"
    assert arithmetic.standing(numbers(9, 9, 7, 6, 3), orders).level == "line"
    assert arithmetic.standing(numbers(9, 9, 7, 7, 3), [[0], [1]]).level == "unknown"


def test_the_price_of_a_row_grows_with_its_quantity() -> None:
    """One product bought in different quantities tells which kind of price it is."""
    goods = ["a", "a", "b", "b"]
    many = numbers(1, 2, 1, 3)
    assert arithmetic.per_piece(many, numbers(5, 5, 4, 4), goods) == "piece"
    assert arithmetic.per_piece(many, numbers(5, 10, 4, 12), goods) == "row"
    assert arithmetic.per_piece(numbers(1, 1, 1, 1), numbers(5, 5, 4, 4), goods) == "unknown"


def test_an_empty_order_number_continues_the_one_above() -> None:
    """As sheets with merged cells have it; two stores number for themselves."""
    assert arithmetic.orders_of(["a", "", "b"]) == [[0, 1], [2]]
    assert arithmetic.orders_of(["a", "a"], ["north", "south"]) == [[0], [1]]


scores = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0.0, 0.1, 0.35, 0.5, 0.9]), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)


@given(scores)
def test_the_assignment_is_the_best_there_is(table: list[list[float]]) -> None:
    """As good as the best of all that can be tried, and no column twice."""
    chosen = assign(table)
    taken = [one for one in chosen if one is not None]
    assert len(taken) == len(set(taken))
    gained = sum(table[row][column] for row, column in enumerate(chosen) if column is not None)
    best = 0.0
    for tried in product([None, *range(len(table[0]))], repeat=len(table)):
        used = [one for one in tried if one is not None]
        if len(used) == len(set(used)):
            best = max(
                best, sum(table[row][column] for row, column in enumerate(tried) if column is not None)
            )
    assert abs(gained - best) < 1e-9
