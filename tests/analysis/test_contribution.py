"""Why a figure changed: planted causes are found, quiet shops stay quiet, and everything adds up to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.contribution import explained, hits
from bench.shops_with_causes import shop_with_causes
from brain.analysis.contribution import LEAST_LINES, Explanation, explain_change
from brain.analysis.peeling import OrderSpread, bar_for
from brain.analysis.slices import CellRow, cells_from_rows, slice_up

AMOUNT = st.decimals(-(10**5), 10**6, places=4, allow_nan=False)
ROW = st.builds(
    CellRow,
    values=st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from(["x", "y", "z"])),
    now=AMOUNT,
    before=AMOUNT,
    lines_now=st.integers(0, 400),
    lines_before=st.integers(0, 400),
    squares_now=st.floats(0, 1e9),
    squares_before=st.floats(0, 1e9),
)


def parts_of(explanation: Explanation) -> Decimal:
    """Reasons, the general movement and what is unexplained."""
    reasons = sum((reason.amount for reason in explanation.reasons), Decimal(0))
    return reasons + explanation.general.amount + explanation.unexplained


def steady(
    where: Sequence[tuple[str, str]], lines: int = 2000, price: int = 10
) -> dict[tuple[str, str], CellRow]:
    """A shop in which nothing moved: so many lines of one price in each cell, each an order of its own."""
    return {
        values: CellRow(
            values,
            Decimal(lines * price),
            Decimal(lines * price),
            lines,
            lines,
            lines * price**2,
            lines * price**2,
        )
        for values in where
    }


GRID = [(f"c{i}", f"r{j}") for i in range(5) for j in range(4)]
# Each product in one category only.
PRODUCTS = [(f"c{i % 5}", f"p{i}") for i in range(20)]


def changed(row: CellRow, factor: float) -> CellRow:
    """A cell that sold so many times as much."""
    lines = round(row.lines_now * factor)
    return CellRow(
        row.values, Decimal(lines * 10), row.before, lines, row.lines_before, lines * 100, row.squares_before
    )


def explain(rows: dict[tuple[str, str], CellRow]) -> Explanation:
    """The explanation of a shop of categories and regions."""
    return explain_change(cells_from_rows(("category", "region"), rows.values()))


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, max_size=30), st.sampled_from([0, LEAST_LINES]))
def test_everything_adds_up_exactly(rows: list[CellRow], least_lines: int) -> None:
    """Reasons + general + unexplained is the change to the last ten-thousandth, on any rows, negative ones included."""
    result = explain_change(cells_from_rows(("one", "two"), rows), least_lines=least_lines)
    assert parts_of(result) == result.change == sum((r.now - r.before for r in rows), Decimal(0))
    assert result.plain.whole.change == result.change


@pytest.mark.parametrize("lines", [100_000, 10_000])
@pytest.mark.parametrize("seed", range(30, 36))
def test_planted_shops_add_up_and_count_each_row_once(seed: int, lines: int) -> None:
    """What the reasons hold is disjoint: their rows and the rest are the shop's rows."""
    shop = shop_with_causes(seed, lines, 3)
    result = explained(shop)
    assert parts_of(result) == result.change
    amounts = [abs(reason.amount) for reason in result.reasons]
    assert amounts == sorted(amounts, reverse=True)
    assert sum(r.lines_now + r.lines_before for r in result.reasons) <= result.lines
    assert sum((r.before for r in result.reasons), Decimal(0)) <= result.before


def test_most_planted_causes_are_named_exactly() -> None:
    """In fifteen shops of 100,000 lines with thirty causes nine in ten are found, and hardly anything else."""
    found = planted = reasons = 0
    for seed in range(900, 915):
        shop = shop_with_causes(seed, 100_000, seed % 3 + 1)
        result = explained(shop)
        right = hits(shop, result)
        found, planted, reasons = found + sum(right), planted + len(right), reasons + len(result.reasons)
    assert found / planted >= 0.85  # nine in ten over 120 shops, see bench.contribution
    assert found / reasons >= 0.9


def test_quiet_shops_have_no_reasons() -> None:
    """In forty shops without a cause, though everything wobbles, at most two explanations name one."""
    named = sum(bool(explained(shop_with_causes(30_000 + seed, 60_000, 0)).reasons) for seed in range(40))
    assert named <= 2


def test_a_whole_category_is_one_reason_not_four() -> None:
    """A category that halves in every region is named as the category."""
    rows = steady(GRID)
    rows |= {values: changed(row, 0.5) for values, row in rows.items() if values[0] == "c1"}
    result = explain(rows)
    assert [reason.where for reason in result.reasons] == [(("category", "c1"),)]
    assert result.reasons[0].change == -40_000
    assert result.reasons[0].confidence == "sure"


def test_one_category_in_one_region_is_not_the_category() -> None:
    """A category that is gone in one region only is named with the region, and its parents are said to be explained."""
    rows = steady(GRID)
    rows["c1", "r2"] = changed(rows["c1", "r2"], 0.0)
    result = explain(rows)
    assert [set(reason.where) for reason in result.reasons] == [{("category", "c1"), ("region", "r2")}]
    assert result.unexplained == 0
    explained_away = {one.where for one in result.rejected if one.why == "explained_by_reasons"}
    assert (("category", "c1"),) in explained_away


def test_a_newcomer_is_a_reason() -> None:
    """What did not exist before has no growth, and is still why sales rose."""
    rows = steady(GRID)
    new = CellRow(("c9", "r0"), Decimal(9000), Decimal(0), 900, 0, 90_000, 0)
    result = explain({**rows, new.values: new})  # type: ignore[dict-item]
    assert result.reasons[0].where == (("category", "c9"),)
    assert result.reasons[0].amount == 9000


def test_what_moves_alike_is_general() -> None:
    """A tenth less everywhere is no slice's doing: no reasons, and the whole change is general."""
    rows = {values: changed(row, 0.9) for values, row in steady(GRID).items()}
    result = explain(rows)
    assert result.reasons == ()
    assert result.general.clear
    assert result.general.amount == result.change == -40_000
    assert result.general.growth == pytest.approx(-0.1)


def test_a_small_movement_is_left_unexplained() -> None:
    """A change within chance is not given a name."""
    rows = steady(GRID)
    rows["c0", "r0"] = changed(rows["c0", "r0"], 1.02)
    result = explain(rows)
    assert (result.reasons, result.general.amount) == ((), 0)
    assert result.unexplained == result.change == 400
    assert result.general.margin > 400


def test_who_held_still_while_all_grew_is_measured_against_the_rest() -> None:
    """Its own change is nothing; what it lacks to the general growth is its amount."""
    rows = {values: changed(row, 1.0 if values[1] == "r3" else 1.3) for values, row in steady(GRID).items()}
    result = explain(rows)
    assert [reason.where for reason in result.reasons] == [(("region", "r3"),)]
    assert result.reasons[0].change == 0
    assert result.reasons[0].amount == -30_000
    assert result.general.amount == 120_000


def test_overlapping_reasons_count_their_common_rows_once() -> None:
    """A category and a region that both fall share a cell; the later one says whose rows it lacks."""
    rows = steady([(f"c{i}", f"r{j}") for i in range(12) for j in range(12)], 800)
    rows |= {v: changed(row, 0.4) for v, row in rows.items() if v[0] == "c1"}
    rows |= {v: changed(row, 0.5) for v, row in rows.items() if v[1] == "r2" and v[0] != "c1"}
    result = explain(rows)
    assert {reason.where for reason in result.reasons} == {(("category", "c1"),), (("region", "r2"),)}
    whole, rest = sorted(result.reasons, key=lambda reason: -reason.before)
    assert (whole.before, whole.less) == (12 * 8000, ())
    assert (rest.before, rest.less) == (11 * 8000, (whole.where,))
    assert parts_of(result) == result.change


def test_thin_data_gets_a_breakdown_and_no_reasons() -> None:
    """Below the minimum nothing is called a cause, but a part that fell beyond chance is marked."""
    rows = steady(GRID, 80)
    rows |= {values: changed(row, 0.1) for values, row in rows.items() if values[0] == "c1"}
    result = explain(rows)
    assert result.thin
    assert result.reasons == ()
    assert (result.plain_dimension, result.beyond_chance) == ("category", ("c1",))
    assert result.plain.parts[0].value == "c1"
    assert result.plain.parts[0].change == -2880


def test_one_large_order_is_no_cause() -> None:
    """Forty thousand lines that one customer ordered at once are one decision: the square of the order says so."""
    rows = steady(GRID)
    row = rows["c0", "r0"]
    many, one = (
        CellRow(
            row.values,
            row.now + 400_000,
            row.before,
            row.lines_now + lines,
            2000,
            squares,
            row.squares_before,
        )
        for lines, squares in ((40_000, 4_200_000.0), (0, 200_000.0 + 400_000.0**2))
    )
    assert explain({**rows, ("c0", "r0"): many}).reasons
    alone = explain({**rows, ("c0", "r0"): one})
    assert not alone.reasons
    assert "few_large_orders" in {other.why for other in alone.rejected}


def test_the_same_rows_have_the_shorter_name() -> None:
    """A product that lies in one category is named as the product, without its category."""
    rows = {
        values: changed(row, 0.3 if values[1] == "p0" else 1.0) for values, row in steady(PRODUCTS).items()
    }
    result = explain_change(cells_from_rows(("category", "product"), rows.values()))
    assert [reason.where for reason in result.reasons] == [(("product", "p0"),)]


def test_whole_orders_scatter_as_one() -> None:
    """The same fall of a region is less certain when its lines come in large orders."""
    rows = {v: changed(row, 0.75) if v[1] == "r2" else row for v, row in steady(GRID).items()}
    cells = cells_from_rows(("category", "region"), rows.values())
    squares = float((cells.squares_now + cells.squares_before).sum())
    alone = explain_change(cells)
    tied = explain_change(cells, OrderSpread(frozenset({"region"}), 60 * squares))
    assert alone.reasons[0].confidence == "sure"
    assert not tied.reasons or tied.reasons[0].confidence == "likely"
    assert tied.general.margin > alone.general.margin


def test_what_is_certain_and_small_is_no_reason() -> None:
    """A shop that lost a third everywhere did not lose it by the one shelf that is empty, though that is clear."""
    rows = {values: changed(row, 0.66) for values, row in steady(GRID).items()}
    tiny = CellRow(("c0", "r9"), Decimal(0), Decimal(1500), 0, 150, 0.0, 15_000.0)
    result = explain({**rows, tiny.values: tiny})  # type: ignore[dict-item]
    assert result.reasons == ()
    assert ((("region", "r9"),), "too_small") in [(one.where, one.why) for one in result.rejected]
    assert explain_change(
        cells_from_rows(("category", "region"), [*rows.values(), tiny]),
        least_of_change=0.0,
        least_of_sales=0.0,
    ).reasons


def test_the_bar_rises_with_the_number_of_slices() -> None:
    """A thousand tests find more by chance than ten."""
    assert 2.5 < bar_for(10) < bar_for(1000) < 4.5


def test_slices_know_what_they_lie_in() -> None:
    """A slice of two dimensions has both wider ones as parents, and sums that add up to them."""
    slices = slice_up(cells_from_rows(("category", "region"), steady(GRID).values()))
    pairs = np.flatnonzero(slices.second >= 0)
    assert len(pairs) == len(GRID)
    for parent in np.unique(slices.parent_a[pairs]):
        assert slices.now[pairs][slices.parent_a[pairs] == parent].sum() == slices.now[parent]


def test_rows_that_do_not_fit_are_refused() -> None:
    """Another number of values than dimensions, or fractions of a ten-thousandth, are the caller's mistake."""
    row = CellRow(("a",), Decimal("0.00001"), Decimal(0), 1, 0, 1.0, 0.0)
    with pytest.raises(ValueError, match="len"):
        cells_from_rows(("one", "two"), [row])
    with pytest.raises(ValueError, match="four decimals"):
        cells_from_rows(("one",), [row])
    with pytest.raises(ValueError, match="dimensions"):
        explain_change(cells_from_rows((), []))


def test_a_real_shop_adds_up(real_data: Path) -> None:
    """Online Retail, June against May 2011, by country and product: exact to the cent, with few reasons, each of them large."""
    import pandas as pd

    raw = pd.read_csv(
        real_data / "online_retail" / "online_retail_2010-12_2011-08.csv.gz",
        dtype={"InvoiceNo": str, "StockCode": str},
    )
    raw["month"] = pd.to_datetime(raw["InvoiceDate"], format="%m/%d/%Y %H:%M").dt.strftime("%Y-%m")
    raw["amount"] = (raw["Quantity"] * raw["UnitPrice"]).round(2)
    raw = raw[raw["month"].isin(["2011-05", "2011-06"])]
    orders = (
        raw.groupby(["month", "Country", "StockCode", "InvoiceNo"])["amount"]
        .agg(["sum", "size"])
        .reset_index()
    )
    orders["squares"] = orders["sum"] ** 2
    keys = ["Country", "StockCode"]
    cells = orders.groupby([*keys, "month"])[["sum", "size", "squares"]].sum().unstack(fill_value=0)
    columns = [cells[name][f"2011-{month}"] for name in ("sum", "size", "squares") for month in ("06", "05")]
    rows = [
        CellRow(
            (str(key[0]), str(key[1])),
            Decimal(f"{now:.2f}"),
            Decimal(f"{before:.2f}"),
            int(more),
            int(less),
            q_now,
            q_before,
        )
        for key, now, before, more, less, q_now, q_before in zip(cells.index, *columns, strict=True)
    ]
    whole = raw.groupby(["month", "InvoiceNo"])["amount"].sum()
    result = explain_change(
        cells_from_rows(("country", "product"), rows),
        OrderSpread(frozenset({"country"}), float((whole**2).sum())),
    )
    assert parts_of(result) == result.change
    assert not result.thin
    assert float(result.change) == pytest.approx(
        raw.loc[raw["month"] == "2011-06", "amount"].sum()
        - raw.loc[raw["month"] == "2011-05", "amount"].sum(),
        abs=0.01,
    )
    assert all(abs(reason.z) > reason.bar for reason in result.reasons)
