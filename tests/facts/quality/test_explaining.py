"""What equals a difference to the cent is found; what merely comes near is not told."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from brain.facts.quality.explaining import MOST_EXPLANATIONS, explain, move
from brain.facts.quality.parts import FIGURES, Figure, Part
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import verbatim

RECEIPT = Receipt(
    id="r", shop="s", sql="SELECT 1", row_count=1, data_version=1, made_at=datetime(2026, 11, 20, tzinfo=UTC)
)


def part(code: str, paid: str, orders: int = 0, family: str = "") -> Part:
    amount = Decimal(paid)
    moves: dict[Figure, Decimal] = {
        "orders": Decimal(orders),
        "paid": amount,
        "refunds": Decimal(0),
        "net": amount,
    }
    return Part(code, family or code, verbatim(code), moves, RECEIPT)


def codes(differences: dict[Figure, str], parts: list[Part]) -> dict[str, list[list[str]]]:
    found = explain({figure: Decimal(value) for figure, value in differences.items()}, parts)
    return {figure: [[one.code for one in told.parts] for told in sets] for figure, sets in found.items()}


PARTS = [
    part("shipping", "-30"),
    part("unpaid", "128.00", 3),
    part("fees", "-9.99"),
    part("other", "128.01", 7),
]


def test_a_single_part_that_equals_is_told() -> None:
    """To the cent, and nothing for a cent more."""
    assert codes({"paid": "128"}, PARTS) == {"paid": [["unpaid"]]}
    assert codes({"paid": "128.02"}, PARTS) == {"paid": []}
    assert codes({"paid": "0.004"}, PARTS) == {}


def test_a_pair_is_looked_for_where_no_single_part_fits() -> None:
    """Unpaid orders counted and shipping left out; never two alternatives of one family."""
    assert codes({"paid": "98"}, PARTS) == {"paid": [["shipping", "unpaid"]]}
    alternatives = [part("day:1", "-5", family="day"), part("day:2", "-7", family="day")]
    assert codes({"paid": "-12"}, alternatives) == {"paid": []}


def test_what_fits_more_figures_comes_first() -> None:
    """Two parts of one amount: the one that explains the orders as well is the better clue."""
    parts = [part("coincidence", "128", 9), part("unpaid", "128", 3)]
    found = explain({"orders": Decimal(3), "paid": Decimal(128)}, parts)
    assert [told.parts[0].code for told in found["paid"]] == ["unpaid", "coincidence"]
    assert found["paid"][0].also == ("orders",)


def test_pairs_never_explain_a_number_of_orders() -> None:
    """Among dozens of small numbers some pair fits always."""
    assert codes({"orders": "10"}, PARTS) == {"orders": []}


amounts = st.decimals(min_value=-1000, max_value=1000, places=4)


@given(st.lists(amounts, max_size=12), amounts)
def test_whatever_is_told_equals_the_difference(values: list[Decimal], gap: Decimal) -> None:
    """No explanation is near: together the parts are the difference, to the cent, and at most three are told."""
    parts = [part(str(place), str(value)) for place, value in enumerate(values)]
    for figure, sets in explain({"paid": gap, "net": gap}, parts).items():
        assert len(sets) <= MOST_EXPLANATIONS
        for told in sets:
            assert move(told.parts, figure) == gap.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


@given(st.lists(amounts, min_size=2, max_size=10, unique=True), st.data())
def test_a_pair_that_is_there_is_found(values: list[Decimal], data: st.DataObject) -> None:
    """Whichever two parts make up the difference, something that equals it is told."""
    parts = [part(str(place), str(value)) for place, value in enumerate(values)]
    one, other = data.draw(
        st.lists(st.sampled_from(parts), min_size=2, max_size=2, unique_by=lambda p: p.code)
    )
    gap = move((one, other), "paid")
    found = explain({"paid": gap}, parts)
    assert gap == 0 or not (one.moves["paid"] and other.moves["paid"]) or found["paid"]


def test_every_figure_can_be_explained() -> None:
    """The four figures are those that a back office shows."""
    assert FIGURES == ("orders", "paid", "refunds", "net")
