"""All detectors, in the order in which they look. A new one is one file and one line here."""

from __future__ import annotations

from brain.opportunities.base import Detector
from brain.opportunities.detectors.best_time_to_post import best_time_to_post
from brain.opportunities.detectors.bundle import bundle
from brain.opportunities.detectors.buy_again import buy_again
from brain.opportunities.detectors.cart_left import cart_left
from brain.opportunities.detectors.falling_category import falling_category
from brain.opportunities.detectors.festival_ahead import festival_ahead
from brain.opportunities.detectors.first_post import first_post
from brain.opportunities.detectors.goal_pace import goal_pace
from brain.opportunities.detectors.group_mismatch import group_mismatch
from brain.opportunities.detectors.overstock_clearance import overstock_clearance
from brain.opportunities.detectors.photo_to_share import photo_to_share
from brain.opportunities.detectors.price_slip import price_slip
from brain.opportunities.detectors.price_worth_testing import price_worth_testing
from brain.opportunities.detectors.product_for_whom import product_for_whom
from brain.opportunities.detectors.refund_spike import refund_spike
from brain.opportunities.detectors.repurchase_due import repurchase_due
from brain.opportunities.detectors.review_quality import review_quality
from brain.opportunities.detectors.rising_category import rising_category
from brain.opportunities.detectors.sales_anomaly import sales_anomaly
from brain.opportunities.detectors.second_order import second_order
from brain.opportunities.detectors.stock_out_ahead import stock_out_ahead
from brain.opportunities.detectors.tired_content import tired_content
from brain.opportunities.detectors.undercut import undercut
from brain.opportunities.detectors.unused_promotion import unused_promotion
from brain.opportunities.detectors.win_back import win_back

DETECTORS: tuple[Detector, ...] = (
    rising_category,
    win_back,
    first_post,
    stock_out_ahead,
    price_slip,
    undercut,
    overstock_clearance,
    price_worth_testing,
    refund_spike,
    review_quality,
    tired_content,
    best_time_to_post,
    unused_promotion,
    festival_ahead,
    photo_to_share,
    falling_category,
    bundle,
    sales_anomaly,
    product_for_whom,
    group_mismatch,
    goal_pace,
    repurchase_due,
    second_order,
    cart_left,
    buy_again,
)
