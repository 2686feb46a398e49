"""What a formula comes out as, and what cannot be added."""

from __future__ import annotations

import pytest

from brain.facts.semantic.compile import find_metric
from brain.facts.semantic.formula import read_formula
from brain.facts.semantic.formula_units import comes_out_as
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Unit


def unit_of(name: str) -> Unit:
    return "number" if name == "days" else find_metric(name).unit


@pytest.mark.parametrize(
    ("formula", "comes"),
    [
        ("gross_profit - 5% * net_sales", "money"),
        ("net_sales - 5000", "money"),
        ("refunds / gross_sales", "rate"),
        ("gross_profit / orders", "money"),
        ("orders - cancelled_orders", "count"),
        ("orders * 0.5", "number"),
        ("1 - refund_rate", "rate"),
        ("net_sales / days", "money"),
        ("orders / net_sales", "number"),
        ("net_sales * refund_rate", "money"),
    ],
)
def test_units_follow_the_arithmetic(formula: str, comes: str) -> None:
    """Money by money is a share, money by a count is money."""
    assert comes_out_as(read_formula(formula), unit_of) == comes


@pytest.mark.parametrize(
    "formula", ["gross_profit + orders", "refund_rate - net_sales", "net_sales * refunds"]
)
def test_unlike_things_are_not_mixed(formula: str) -> None:
    """With both of them named, in both languages."""
    with pytest.raises(OwnerError) as refused:
        comes_out_as(read_formula(formula), unit_of)
    assert "“" in refused.value.render("en")
    assert "「" in refused.value.render("zh")
