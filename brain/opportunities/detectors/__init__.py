"""All detectors, in the order in which they look. A new one is one file and one line here."""

from __future__ import annotations

from brain.opportunities.base import Detector
from brain.opportunities.detectors.bundle import bundle
from brain.opportunities.detectors.falling_category import falling_category
from brain.opportunities.detectors.goal_pace import goal_pace
from brain.opportunities.detectors.group_mismatch import group_mismatch
from brain.opportunities.detectors.product_for_whom import product_for_whom
from brain.opportunities.detectors.rising_category import rising_category
from brain.opportunities.detectors.sales_anomaly import sales_anomaly
from brain.opportunities.detectors.win_back import win_back

DETECTORS: tuple[Detector, ...] = (
    rising_category,
    win_back,
    falling_category,
    bundle,
    sales_anomaly,
    product_for_whom,
    group_mismatch,
    goal_pace,
)
