"""Cards as stored and shown: ranges ascend, choices exist, storage changes nothing."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard
from cards.model import Confidence, Proposal
from cards.opportunity.model import OpportunityCard
from tests.cards.made_up import made_up_card, made_up_effect

MONEY = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


@given(MONEY, MONEY, MONEY)
def test_an_effect_is_a_range(low: Decimal, mid: Decimal, high: Decimal) -> None:
    """Low, mid and high ascend, or there is no effect to show."""
    if low <= mid <= high:
        effect = made_up_effect(low=low, mid=mid, high=high)
        assert (effect.low, effect.high) == (low, high)
    else:
        with pytest.raises(ValidationError, match="must ascend"):
            made_up_effect(low=low, mid=mid, high=high)


@given(st.floats(0, 1))
def test_confidence_shows_one_to_four_dots(value: float) -> None:
    """More confidence never shows fewer dots."""
    said = Text(msg="x")
    dots = Confidence(value=value, rests_on=said).level
    assert 1 <= dots <= 4
    assert dots <= Confidence(value=min(value + 0.2, 1.0), rests_on=said).level


@pytest.mark.parametrize("chosen", [-1, 2])
def test_the_chosen_voice_exists(chosen: int) -> None:
    """A choice beyond the variants would fail when the owner clicks, so it fails when the card is made."""
    proposal = made_up_card().proposal
    with pytest.raises(ValidationError, match="chosen"):
        Proposal.model_validate(proposal.model_dump() | {"chosen": chosen})


def test_a_card_survives_storage() -> None:
    """The card that is opened next week is the card that was made, claims and numeric names included."""
    card = made_up_card()
    assert OpportunityCard.model_validate_json(card.model_dump_json()) == card


@pytest.mark.parametrize("field", ["made_at", "valid_until"])
def test_a_card_without_time_zone_is_refused(field: str) -> None:
    """A naive instant would be eight hours off for a shop in China."""
    with pytest.raises(ValidationError, match="timezone"):
        made_up_card(**{field: datetime(2026, 11, 20, 10)})


def test_an_answer_leaves_as_the_promised_json() -> None:
    """Money leaves as a JSON number without a binary tail, and the text in the asked language."""
    answer = AnswerCard(
        status="answer",
        text=Text(msg="{words}", args={"words": "净销售额"}),
        value=Decimal("0.1") + Decimal("0.2"),
        unit="money",
        columns=("day", "net_sales"),
        rows=(("2026-11-19", Decimal("12.30")), (None, Decimal("0.30"))),
    )
    sent = answer.as_json("q1", "zh")
    assert (sent["id"], sent["status"], sent["text"], sent["value"]) == ("q1", "answer", "净销售额", 0.3)
    assert sent["rows"] == [["2026-11-19", 12.3], [None, 0.3]]
    promised = "id status text value unit columns rows query sql receipt choices follow_ups engine ms"
    assert set(promised.split()) <= set(sent)


def test_pieces_are_whole_numbers_and_money_has_cents() -> None:
    """240 orders are not 240.0; what is sold by weight keeps its part of a piece; a rate keeps six places."""
    answer = AnswerCard(
        status="answer",
        text=Text(msg="{words}", args={"words": "x"}),
        value=Decimal("240.000"),
        unit="count",
        columns=("category", "units", "net_sales", "refund_rate"),
        rows=(
            ("a", Decimal("3.000"), Decimal("12.3450"), Decimal("0.1234567")),
            ("b", Decimal("1.5"), None, None),
        ),
    )
    sent = json.loads(
        json.dumps(answer.as_json("q", "en", {"units": "count", "net_sales": "money", "refund_rate": "rate"}))
    )
    assert (sent["value"], type(sent["value"])) == (240, int)
    assert [type(cell) for cell in sent["rows"][0]] == [str, int, float, float]
    assert sent["rows"] == [["a", 3, 12.35, 0.123457], ["b", 1.5, None, None]]
