from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.i18n import verbatim
from cards.model import Confidence
from cards.view import dots, range_words, signed_money


def test_a_range_names_its_sign_once():
    """Gains carry one plus; a range across zero carries both signs."""
    assert range_words(Decimal(320), Decimal(900), "CNY", "zh") == "+¥320～¥900"
    assert range_words(Decimal(-300), Decimal(410), "CNY", "zh") == "−¥300～+¥410"


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=2))
def test_money_with_a_sign_never_loses_it(amount):
    """A loss is never shown as a gain."""
    written = signed_money(amount, "CNY", "zh")
    assert written.startswith("−") == (amount < 0)
    assert written.startswith("+") == (amount > 0)


@given(st.floats(min_value=0, max_value=1))
def test_confidence_is_always_four_dots(value):
    """However sure, the owner sees four dots of which at least one is filled."""
    shown = dots(Confidence(value=value, rests_on=verbatim("rows")))
    assert len(shown) == 4
    assert shown[0] == "●"
