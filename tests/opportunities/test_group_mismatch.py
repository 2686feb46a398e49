"""Group mismatch: a category posted to the group that does not click it, a product looked at in the channel that does not sell it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.base import Alarm, Finding, Found
from brain.opportunities.detectors.group_mismatch import group_mismatch
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import SHOP, TODAY, facts_on, refuse, sell, situation_of


def post(shop: Warehouse, group: str, category: str, many: int, rate: float) -> None:
    """So many posts about a category in a group, each seen by 500."""
    rows = []
    for number in range(many):
        day = TODAY - timedelta(days=2 + 3 * number)
        at = datetime.combine(day, datetime.min.time(), UTC).replace(tzinfo=None)
        name = f"{group}{category}{number}"
        rows.append([
            SHOP.id, name, "batch", number, None, name, at, day, group, "社群", None, category, "friend", "text", 500, round(500 * rate), 3,
        ])  # fmt: skip
    frame = pd.DataFrame.from_records(rows).astype(object)
    with shop.writing() as cursor:
        cursor.register("frame", frame)
        cursor.execute("INSERT INTO post_version SELECT * FROM frame")


def fill(shop: Warehouse, *, wanted: float = 0.2) -> None:
    """Two groups alike in three categories; toys are clicked `wanted` in one, where they are seldom posted, and 5 % in the other."""
    for category in ("湿巾", "绘本", "洗护"):
        post(shop, "一群", category, 6, 0.1)
        post(shop, "二群", category, 6, 0.1)
    post(shop, "一群", "玩具", 3, wanted)
    post(shop, "二群", "玩具", 8, 0.05)
    sell(
        shop,
        [
            {"day": TODAY - timedelta(days=1 + number % 20), "category": "玩具", "product": "积木", "customer": f"C{number}", "group": ("一群", "二群")[number % 2]}
            for number in range(80)
        ],
    )  # fmt: skip


def found_in(shop: Warehouse) -> list[Found]:
    """What the detector tells this morning."""
    return look_at(situation_of(facts_on(shop, TODAY), TODAY), group_mismatch).findings


def test_the_group_that_wants_it_gets_the_next_post(shop: Warehouse) -> None:
    """Toys for the first group: its members, goods that sell, and both groups' figures."""
    fill(shop)
    refuse(shop, ["C0"])
    found = found_in(shop)
    assert len(found) == 1
    card = found[0]
    assert isinstance(card, Finding)
    assert (card.category, card.group) == ("玩具", "一群")
    assert card.reached == {f"C{number}" for number in range(2, 80, 2)}
    assert len(card.explanation.evidence) == 2


@pytest.mark.parametrize("wanted", [0.05, 0.06])
def test_groups_that_click_alike_are_left_alone(shop: Warehouse, wanted: float) -> None:
    """What nobody wants is no mismatch."""
    fill(shop, wanted=wanted)
    assert found_in(shop) == []


def test_looks_that_do_not_sell_in_one_channel_are_an_alarm(shop: Warehouse) -> None:
    """A hundred and twenty looks in the web channel without an order, while the community buys it."""
    rows: list[list[object]] = []

    def look(product: str, channel: str, many: int) -> None:
        for _ in range(many):
            number = len(rows)
            day = TODAY - timedelta(days=1 + number % 30)
            at = datetime.combine(day, datetime.min.time(), UTC).replace(tzinfo=None)
            rows.append(
                [
                    SHOP.id,
                    f"e{number}",
                    "batch",
                    number,
                    None,
                    f"e{number}",
                    at,
                    day,
                    "view",
                    None,
                    product,
                    "玩具",
                    None,
                    channel,
                ]
            )

    lines: list[dict[str, object]] = []
    for product in ("积木", "拼图", "水枪", "风筝"):
        for channel in ("社群", "小程序"):
            web_only = product == "积木" and channel == "小程序"
            look(product, channel, 120 if web_only else 60)
            lines += [
                {"day": TODAY - timedelta(days=1 + number), "product": product, "category": "玩具", "channel": channel, "order": f"{product}{channel}{number}"}
                for number in range(0 if web_only else 20)
            ]  # fmt: skip
    sell(shop, lines)
    with shop.writing() as cursor:
        frame = pd.DataFrame.from_records(rows).astype(object)
        cursor.register("frame", frame)
        cursor.execute("INSERT INTO event_version SELECT * FROM frame")
        for line in lines:
            cursor.execute(
                "UPDATE order_line_version SET channel = ? WHERE order_id = ?",
                [line["channel"], line["order"]],
            )
    found = found_in(shop)
    assert len(found) == 1
    assert isinstance(found[0], Alarm)
    assert [(subject.type, subject.id) for subject in found[0].subjects] == [
        ("product", "积木"),
        ("channel", "社群"),
    ]
