"""Money identities over every order line of the export."""

import pandas as pd

Exports = dict[str, pd.DataFrame]


def _cents(values: pd.Series) -> pd.Series:
    return (values * 100).round().astype(int)


def test_money_received_is_price_less_discount(shop_exports: Exports) -> None:
    """A line that was paid for brought quantity times unit price less discount, to the cent; others brought nothing."""
    orders = shop_exports["orders"]
    due = _cents(orders["unit_price"]) * orders["quantity"] - _cents(orders["discount"])
    received = orders["status"].isin(["paid", "refunded"])
    assert (_cents(orders["paid_amount"])[received] == due[received]).all()
    assert (orders.loc[~received, "paid_amount"] == 0).all()
    assert (due > 0).all()
    assert (orders["discount"] >= 0).all()


def test_refunds_never_exceed_what_was_paid(shop_exports: Exports) -> None:
    """Only refunded lines carry a refund, of at most the payment, at a moment after it on the same day."""
    orders = shop_exports["orders"]
    refunded = orders["status"] == "refunded"
    assert (orders.loc[refunded, "refund_amount"] > 0).all()
    assert (orders["refund_amount"] <= orders["paid_amount"]).all()
    assert ((orders["refunded_at"] != "") == refunded).all()
    assert (orders.loc[~refunded, "refund_amount"] == 0).all()
    assert (orders.loc[refunded, "refunded_at"] > orders.loc[refunded, "paid_at"]).all()
    assert (orders.loc[refunded, "refunded_at"].str[:10] == orders.loc[refunded, "ordered_at"].str[:10]).all()


def test_payment_follows_the_order(shop_exports: Exports) -> None:
    """A payment moment exists exactly where money was received, after the order and on its day."""
    orders = shop_exports["orders"]
    received = orders["status"].isin(["paid", "refunded"])
    assert ((orders["paid_at"] != "") == received).all()
    paid = orders[received]
    assert (paid["paid_at"] > paid["ordered_at"]).all()
    assert (paid["paid_at"].str[:10] == paid["ordered_at"].str[:10]).all()


def test_coupons_add_up_to_their_face_value(shop_exports: Exports) -> None:
    """An order's lines share one coupon whose parts make exactly ten or twenty yuan beside the promotions."""
    orders = shop_exports["orders"]
    promoted = set(orders.loc[orders["promotion_id"] != "", "order_id"])
    plain = orders[(orders["coupon"] != "") & ~orders["order_id"].isin(promoted)]
    sums = plain.groupby("order_id").agg(coupon=("coupon", "first"), off=("discount", "sum"))
    face = sums["coupon"].map({"新客立减10": 10.0, "满199减20": 20.0})
    assert len(sums) > 300
    assert (sums["off"].round(2) == face).all()


def test_shares_of_unpaid_and_refunded_are_those_of_a_real_shop(shop_exports: Exports) -> None:
    """About four per cent unpaid, three per cent refunded, two per cent cancelled."""
    shares = shop_exports["orders"]["status"].value_counts(normalize=True)
    assert 0.03 < shares["unpaid"] < 0.05
    assert 0.022 < shares["refunded"] < 0.04
    assert 0.01 < shares["cancelled"] < 0.035
