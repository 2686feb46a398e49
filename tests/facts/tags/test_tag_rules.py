"""Each tag's rule at its borders, with the evidence that it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.tags.shops import Bought, tags_of_orders


def every(days: int, times: int, until: int = 0) -> list[Bought]:
    """An order every so many days, the last `until` days ago."""
    return [Bought(until + days * number) for number in range(times)]


@pytest.mark.parametrize(
    ("orders", "value"),
    [
        ([Bought(0)], "new"),
        ([Bought(45)], "new"),
        ([Bought(46)], "silent"),
        ([Bought(120)], "silent"),
        ([Bought(121)], "lost"),
        ([Bought(5), Bought(5)], "new"),
        ([Bought(5), Bought(6)], "active"),
        (every(20, 4, until=30), "active"),
        (every(20, 4, until=31), "silent"),
        (every(20, 4, until=80), "silent"),
        (every(20, 4, until=81), "lost"),
        (every(2, 9, until=14), "active"),
        (every(2, 9, until=15), "silent"),
        (every(2, 9, until=61), "lost"),
    ],
)
def test_life_cycle_ends_where_it_says(tmp_path: Path, orders: list[Bought], value: str) -> None:
    """1.5 pauses and 14 days, 4 pauses and 60 days; by 30 days where neither customer nor shop has a rhythm."""
    assert tags_of_orders(tmp_path, {"c": orders})["c", "life_cycle"][0] == value


def test_life_cycle_says_what_it_measured_by(tmp_path: Path) -> None:
    """The evidence of a silent customer: last day, days away, the pause and whose it is."""
    assert tags_of_orders(tmp_path, {"c": every(20, 4, until=31)})["c", "life_cycle"][1] == {
        "orders": 4,
        "order_days": 4,
        "last_day": "2026-10-20",
        "away": 31,
        "pause": 20.0,
        "yardstick": "own",
        "active_until": 30.0,
        "silent_until": 80.0,
    }


def test_a_shop_with_rhythm_measures_its_new_customers(tmp_path: Path) -> None:
    """Thirty customers who come every 60 days make 90 days a short absence."""
    shop = {f"c{n}": every(60, 3) for n in range(30)} | {"once": [Bought(89)]}
    value, evidence = tags_of_orders(tmp_path, shop)["once", "life_cycle"]
    assert (value, evidence["yardstick"], evidence["pause"]) == ("new", "shop", 60.0)


def test_rhythm_needs_three_order_days(tmp_path: Path) -> None:
    """Two say nothing; even ones are regular, scattered ones are not."""
    tags = tags_of_orders(
        tmp_path,
        {
            "two": every(30, 2),
            "even": every(30, 3),
            "scattered": [Bought(0), Bought(1), Bought(3), Bought(60), Bought(200)],
        },
    )
    assert ("two", "rhythm") not in tags
    assert tags["even", "rhythm"] == (
        "regular",
        {"order_days": 3, "pause": 30.0, "near_share": 1.0, "last_day": "2026-11-20"},
    )
    assert tags["scattered", "rhythm"][0] == "irregular"


def test_rfm_ranks_within_the_shop(tmp_path: Path) -> None:
    """The best of ten in everything is important; the last one is to be won back, generally speaking."""
    tags = tags_of_orders(
        tmp_path,
        {f"c{n}": [Bought(10 * n + k, price=f"{100 - 10 * n}.00") for k in range(10 - n)] for n in range(10)},
    )
    assert tags["c0", "rfm"][0] == "important_value"
    assert tags["c9", "rfm"][0] == "general_win_back"
    scores = [tags[f"c{n}", "rfm"][1]["money"] for n in range(10)]
    assert scores == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


def test_equal_customers_have_equal_scores(tmp_path: Path) -> None:
    """Whatever the order of rows, ties share the middle."""
    tags = tags_of_orders(tmp_path, {f"c{n}": [Bought(3)] for n in range(17)})
    assert {tags[f"c{n}", "rfm"][1]["frequency"] for n in range(17)} == {3}
    assert {tags[f"c{n}", "rfm"][0] for n in range(17)} == {"general_win_back"}


def test_money_given_back_is_not_negative_worth(tmp_path: Path) -> None:
    """More refunded than paid counts as nothing spent."""
    tags = tags_of_orders(
        tmp_path, {"c": [Bought(3, price="10.00"), Bought(2, price="50.00", refund="80.00", status="return")]}
    )
    assert float(tags["c", "rfm"][1]["spent"]) == 0


@pytest.mark.parametrize(
    ("bought", "taste"),
    [
        ([Bought(1, "辅食")], None),
        ([Bought(1, "辅食"), Bought(2, "辅食")], "辅食"),
        ([Bought(1, "辅食"), Bought(2, "辅食"), Bought(1, "湿巾"), Bought(2, "湿巾")], None),
        (
            [
                Bought(1, "湿巾"),
                Bought(2, "湿巾"),
                Bought(180, "辅食"),
                Bought(190, "辅食"),
                Bought(200, "辅食"),
            ],
            "湿巾",
        ),
        ([Bought(1, "辅食"), Bought(2, "辅食"), *[Bought(1, None)] * 4], None),
        ([Bought(400, "辅食"), Bought(401, "辅食")], None),
        ([Bought(1, "辅食", status="unpaid"), Bought(2, "辅食")], None),
    ],
)
def test_taste_needs_support(tmp_path: Path, bought: list[Bought], taste: str | None) -> None:
    """Two orders, 40 %, and a lead; recent orders weigh more, unknown categories weigh too."""
    tags = tags_of_orders(tmp_path, {"c": bought})
    assert tags.get(("c", "taste"), (None,))[0] == taste


def test_the_price_band_is_that_of_the_category(tmp_path: Path) -> None:
    """30 is dear among snacks and cheap among prams."""
    crowd = {f"s{n}": [Bought(n, "零食", f"{10 + n}.00")] for n in range(20)} | {
        f"p{n}": [Bought(n, "推车", f"{300 + n}.00")] for n in range(20)
    }
    dear = [Bought(n, "零食", "30.00") for n in range(3)]
    tags = tags_of_orders(
        tmp_path,
        crowd | {"dear": dear, "cheap": [Bought(n, "推车", "30.00") for n in range(3)], "few": dear[:2]},
    )
    assert tags["dear", "price_band"][0] == "high"
    assert tags["cheap", "price_band"][0] == "low"
    assert ("few", "price_band") not in tags


def test_the_group_is_where_most_orders_come_from(tmp_path: Path) -> None:
    """Of two with equally many the later one; none without a group."""
    tags = tags_of_orders(
        tmp_path,
        {
            "most": [Bought(1, group="b"), Bought(9, group="a"), Bought(8, group="a")],
            "later": [Bought(1, group="b"), Bought(9, group="a")],
            "none": [Bought(1)],
        },
    )
    assert tags["most", "group"] == ("a", {"orders": 2, "all_orders": 3, "last_day": "2026-11-12"})
    assert tags["later", "group"][0] == "b"
    assert ("none", "group") not in tags
