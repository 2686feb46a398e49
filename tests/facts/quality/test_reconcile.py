"""A back office's figures against ours: equal, different, and what equals the difference."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from brain.facts.quality.base import Profile, Repeats
from brain.facts.quality.parts import Figure
from brain.facts.quality.reconcile import (
    Compared,
    reconciliation,
    state,
    stated_until,
    unchecked_imports,
    withdraw,
)
from brain.facts.quality.verdicts import reasons, verdict
from brain.facts.sources.intake import importer
from brain.facts.warehouse.batches import undo_batch
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import NotFound, OwnerError
from tests.facts.counter import NOON, Counter, open_counter
from tests.facts.quality.shop_orders import as_csv, facts_of, row

DAY = date(2026, 11, 2)


def compare(counter: Counter, batch: str, scope: str = "", **stated: Any) -> dict[Figure, Compared]:
    """State figures of an import and give back what came of each."""
    given: dict[Figure, Decimal] = {figure: Decimal(str(value)) for figure, value in stated.items()}  # type: ignore[misc]
    found = state(facts_of(counter), batch, given, "lin", scope)
    return {one.figure: one for one in found.compared if one.scope == scope}


def told(one: Compared) -> list[list[str]]:
    """The codes of the parts that equal the difference."""
    return [[part.code for part in explanation.parts] for explanation in one.explanations]


@pytest.fixture
def batch(counter: Counter) -> str:
    """Five paid orders (150 in all, 10 refunded in part, 40 in full), one unpaid of 70, one cancelled of 8."""
    rows = [
        row("A", DAY, "20", ordered_at=f"{DAY} 01:30"),
        row("B", DAY + timedelta(days=1), "30", refund_amount="10"),
        row("C", DAY + timedelta(days=1), "40", refund_amount="40", status="refunded"),
        row("D", DAY + timedelta(days=2), "25", quantity=1, unit_price="28", discount="3"),
        row("E", DAY + timedelta(days=3), "35", ordered_at=f"{DAY + timedelta(days=3)} 23:10"),
        row("U", DAY, "70", status="unpaid", paid_amount="0"),
        row("K", DAY, "8", status="cancelled", paid_amount="0"),
    ]
    return counter.load(as_csv(rows)).batch


def test_equal_figures_agree_to_the_cent(counter: Counter, batch: str) -> None:
    """The sentence says so, and nothing is explained."""
    found = compare(counter, batch, orders=5, paid=150, refunds=50, net=100)
    assert all(one.agrees for one in found.values())
    assert verdict(found["paid"], "CNY", "zh") == "退款前销售额 ¥150.00，分毫不差。"
    assert reasons(found["paid"], "CNY", "zh") == []
    assert reconciliation(facts_of(counter), batch).agrees


@pytest.mark.parametrize(
    ("stated", "figure", "code"),
    [
        ({"paid": 220, "orders": 6}, "paid", "unpaid"),
        ({"paid": 158, "orders": 6}, "paid", "cancelled"),
        ({"paid": 100}, "paid", "refunds"),
        ({"paid": 140}, "paid", "partial_refunds"),
        ({"paid": 110, "refunds": 10}, "paid", "refunded_whole"),
        ({"orders": 4}, "orders", "refunded_whole"),
        ({"paid": 153}, "paid", "discounts"),
        ({"net": 150}, "net", "refunds"),
        ({"paid": 130, "orders": 4}, "paid", f"day:{DAY}"),
        ({"paid": 115, "orders": 4}, "paid", "earlier:1"),
    ],
)
def test_a_part_that_equals_the_difference_is_named(
    counter: Counter, batch: str, stated: dict[str, int], figure: Figure, code: str
) -> None:
    """Unpaid or cancelled orders counted, refunds taken off, days that end at another hour."""
    one = compare(counter, batch, **stated)[figure]
    assert not one.agrees
    assert [code] in told(one)


def test_two_parts_together(counter: Counter, batch: str) -> None:
    """Unpaid orders counted and refunds taken off: 150 + 70 - 50."""
    one = compare(counter, batch, paid=170)["paid"]
    assert ["unpaid", "refunds"] in told(one)
    said = [text.render("en") for text in reasons(one, "CNY", "en")]
    assert any(
        "equals the 1 unpaid orders and the refunds of 2 orders and credit notes together" in s for s in said
    )


def test_what_nothing_equals_is_said_to_be_so(counter: Counter, batch: str) -> None:
    """No guess is dressed up as a reason."""
    one = compare(counter, batch, paid="149.37")["paid"]
    assert not one.explained
    (said,) = reasons(one, "CNY", "en")
    assert said.render("en") == "Nothing that we know of this file equals the difference."
    assert verdict(one, "CNY", "en") == (
        "Gross sales: the back office shows ¥149.37, ¥0.63 less than the ¥150.00 counted here."
    )


def test_a_figure_without_its_cents_is_recognised(counter: Counter) -> None:
    """Many dashboards round to whole units."""
    batch = counter.load(as_csv([row("A", DAY, "20.40"), row("B", DAY, "30.30")])).batch
    one = compare(counter, batch, paid=51)["paid"]
    assert (one.rounded, one.explained, one.agrees) == (True, True, False)


def test_rows_left_out_equal_the_difference(counter: Counter) -> None:
    """The amount stands in the cells that were kept, also with a currency sign."""
    rows = [row("A", DAY, "20"), row("B", "nonsense", "¥1,128.00"), row("C", "soon", "7")]
    batch = counter.load(as_csv(rows)).batch
    one = compare(counter, batch, paid="1155.00", orders=3)
    assert [part.code for part in one["paid"].explanations[0].parts] == [
        "left_out:bad_time:ordered_at:paid_amount"
    ]
    assert one["paid"].explanations[0].also == ("orders",)
    said = reasons(one["paid"], "CNY", "en")[0].render("en")
    assert said.startswith("The difference of ¥1,135.00 equals “amount paid” of the 2 rows left out")
    assert "is because" not in said


def test_an_amount_repeated_on_each_row_of_an_order_counts_once(counter: Counter) -> None:
    """Two rows left out of one order, each with the order's total."""
    rows = [row("A", DAY, "20"), row("B", "x", "50", line_no=1), row("B", "x", "50", line_no=2)]
    batch = counter.load(as_csv(rows)).batch
    codes = told(compare(counter, batch, paid=70, orders=2)["paid"])
    assert ["left_out:bad_time:ordered_at:once_paid_amount"] in codes
    assert ["left_out:bad_time:ordered_at:paid_amount"] in told(compare(counter, batch, paid=120)["paid"])


def test_a_month_and_a_day_are_compared_by_themselves(counter: Counter, batch: str) -> None:
    """Beside the figures of the whole file, and kept with it."""
    assert compare(counter, batch, paid=150)["paid"].agrees
    assert compare(counter, batch, scope=f"{DAY + timedelta(days=1)}", paid=70, orders=2)["paid"].agrees
    assert compare(counter, batch, scope="2026-11", net=100)["net"].agrees
    found = reconciliation(facts_of(counter), batch)
    assert sorted((one.scope, one.figure) for one in found.compared) == [
        ("", "paid"),
        ("2026-11", "net"),
        ("2026-11-03", "orders"),
        ("2026-11-03", "paid"),
    ]
    assert found.agrees


def test_days_that_begin_at_another_hour(counter: Counter) -> None:
    """A back office on another zone's clock counts an evening's order on the next day."""
    late = row("L", DAY, "11", ordered_at=f"{DAY - timedelta(days=1)} 22:30")
    rows = [late, row("M", DAY, "20"), row("N", DAY, "5", ordered_at=f"{DAY} 22:10")]
    batch = counter.load(as_csv(rows)).batch
    one = compare(counter, batch, scope=str(DAY), paid=31)["paid"]
    assert one.counted.value == 25
    assert ["earlier:2"] in told(one)


def test_stores_in_one_file_are_told_apart(counter: Counter) -> None:
    """The back office shows one of two channels."""
    rows = [row("A", DAY, "20", channel="shop"), row("B", DAY, "33", channel="app")]
    one = compare(counter, counter.load(as_csv(rows)).batch, paid=20, orders=1)["paid"]
    assert ["channel:app"] in told(one)


def test_a_newer_file_is_noticed(counter: Counter, batch: str) -> None:
    """A refund that came later makes the figure differ, and the newer file's changes equal the difference."""
    assert compare(counter, batch, net=100, orders=5)["net"].agrees
    counter.load(
        as_csv([row("D", DAY + timedelta(days=2), "25", unit_price="28", discount="3", refund_amount="25")])
    )
    (orders, net) = reconciliation(facts_of(counter), batch).compared
    assert orders.agrees
    assert (net.counted.value, net.difference) == (75, 25)
    assert ["newer"] in told(net)


def test_rows_that_an_older_file_brought_belong_to_the_newer_file_too(counter: Counter, batch: str) -> None:
    """The same file loaded again adds nothing, but stands for the same figures."""
    again = counter.load(as_csv([row("A", DAY, "20", ordered_at=f"{DAY} 01:30"), row("Z", DAY, "9")])).batch
    assert compare(counter, again, paid=29, orders=2)["paid"].agrees
    undo_batch(counter.warehouse, counter.shop.id, batch, NOON)
    assert all(one.agrees for one in reconciliation(facts_of(counter), again).compared)


def test_an_import_taken_back_has_nothing_to_compare(counter: Counter, batch: str) -> None:
    """What was stated stays stored, but nothing is claimed about it."""
    compare(counter, batch, paid=150)
    undo_batch(counter.warehouse, counter.shop.id, batch, NOON)
    found = reconciliation(facts_of(counter), batch)
    assert (found.undone, found.compared, found.agrees) == (True, (), False)
    with pytest.raises(NotFound):
        compare(counter, batch, paid=150)


def test_a_correction_replaces_what_was_stated(counter: Counter, batch: str) -> None:
    """A typing slip is overwritten; withdrawing leaves nothing."""
    assert not compare(counter, batch, paid=1500)["paid"].agrees
    assert compare(counter, batch, paid=150)["paid"].agrees
    withdraw(facts_of(counter), batch)
    assert reconciliation(facts_of(counter), batch).compared == ()


def test_the_receipts_of_all_that_is_told_come_along(counter: Counter, batch: str) -> None:
    """Each figure and each part can be opened, and its SQL gives the counts again."""
    found = state(facts_of(counter), batch, {"paid": Decimal(220)}, "lin")
    known = {receipt.id: receipt for receipt in found.receipts}
    (one,) = found.compared
    assert one.counted.receipt in known
    for explanation in one.explanations:
        for part in explanation.parts:
            assert {claim.receipt for claim in part.text.claims()} <= set(known)
    assert counter.rows(known[one.counted.receipt].sql)[0][1] == one.counted.value


def test_duplicates_in_the_file_can_equal_the_difference(counter: Counter) -> None:
    """A system that counts a row twice shows more by what the second copy would have added."""
    batch = counter.load(as_csv([row("A", DAY, "20")])).batch
    profile = Profile(table="order_line", repeats=Repeats(rows=1, paid=Decimal(20)))
    with counter.warehouse.writing() as cursor:
        cursor.execute(
            "UPDATE import_batch SET profile = ? WHERE batch_id = ?", [profile.model_dump_json(), batch]
        )
    assert ["repeats"] in told(compare(counter, batch, paid=40, orders=1)["paid"])


def test_only_orders_can_be_compared(counter: Counter, batch: str) -> None:
    """Product lists have no sales; unknown imports and empty statements are refused with a sentence."""
    products = counter.load("product_id,name\nP1,Apple\n").batch
    with pytest.raises(OwnerError) as refused:
        compare(counter, products, paid=1)
    assert refused.value.code == "no_orders_in_batch"
    with pytest.raises(NotFound):
        compare(counter, "batch_nowhere", paid=1)
    with pytest.raises(OwnerError) as empty:
        compare(counter, batch)
    assert empty.value.code == "nothing_stated"


def test_another_shops_import_is_not_there(counter: Counter, batch: str) -> None:
    """A shop cannot look into the imports of another."""
    facts = facts_of(counter)
    facts.shop = facts.shop.model_copy(update={"id": "stranger"})
    with pytest.raises(NotFound):
        reconciliation(facts, batch)


def test_imports_count_as_checked_once_they_agree_or_are_explained(counter: Counter, batch: str) -> None:
    """By rows; what differs for no known reason stays open."""
    assert unchecked_imports(facts_of(counter)).share == 1
    compare(counter, batch, paid="149.37")
    open_one = unchecked_imports(facts_of(counter))
    assert (open_one.imports, open_one.differing, open_one.of) == (1, 1, 1)
    compare(counter, batch, paid=150)
    assert unchecked_imports(facts_of(counter)).share == 0


def test_a_real_report_agrees_with_its_own_columns(tmp_path: Path, real_data: Path) -> None:
    """Tmall: what pandas adds up agrees to the cent; counting unpaid orders as well is recognised."""
    path = real_data / "tmall" / "tmall_order_report.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    total, refund = (frame[name].map(Decimal) for name in ("总金额", "退款金额"))
    paid = frame["订单付款时间 "] != ""
    with open_counter(tmp_path) as counter:
        batch = counter.load(path).batch
        found = compare(
            counter,
            batch,
            paid=total[paid].sum(),
            refunds=refund.sum(),
            net=(total[paid].sum() - refund.sum()),
        )
        assert all(one.agrees for one in found.values())
        orders = compare(counter, batch, orders=len(frame))["orders"]
        assert orders.explained
        assert "unpaid" in {code for codes in told(orders) for code in codes}


def test_a_real_export_of_several_rows_an_order_agrees(tmp_path: Path, real_data: Path) -> None:
    """Shopify: the orders' totals as pandas adds them up, though we hold them by line; leaving shipping out is recognised."""
    path = real_data / "shopify" / "orders_export.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    heads = frame[frame["Financial Status"] != ""]
    guess = importer.guess_shop(path, tmp_path)
    shop = Shop(id="real", name="Real", zone=guess.zone, currency=guess.currency, language=guess.language)
    total = heads["Total"].map(Decimal).sum()
    with open_counter(tmp_path, shop) as counter:
        batch = counter.load(path).batch
        found = compare(counter, batch, orders=len(heads), paid=total, net=total)
        assert all(one.agrees for one in found.values())
        shipping = counter.rows("SELECT sum(paid_amount) FROM order_line WHERE line_type = 'shipping'")[0][0]
        if shipping:
            assert ["shipping"] in told(compare(counter, batch, paid=total - shipping)["paid"])


def test_what_rests_on_stated_figures_sees_them_change(counter: Counter, batch: str) -> None:
    """Stating and withdrawing each change the key that a kept score has."""
    before = stated_until(facts_of(counter))
    compare(counter, batch, orders=1)
    between = stated_until(facts_of(counter))
    withdraw(facts_of(counter), batch)
    assert between != before
    assert stated_until(facts_of(counter)) == before
