"""All detectors, in the order in which they look. A new one is one file and one line here."""

from __future__ import annotations

from brain.opportunities.base import Detector
from brain.opportunities.detectors.buy_again import buy_again
from brain.opportunities.detectors.cart_left import cart_left
from brain.opportunities.detectors.repurchase_due import repurchase_due
from brain.opportunities.detectors.rising_category import rising_category
from brain.opportunities.detectors.second_order import second_order
from brain.opportunities.detectors.win_back import win_back

DETECTORS: tuple[Detector, ...] = (
    rising_category,
    win_back,
    repurchase_due,
    second_order,
    cart_left,
    buy_again,
)
