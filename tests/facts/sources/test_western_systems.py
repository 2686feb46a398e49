"""Order exports of Western shop systems: which file is whose, every row accounted for, Shopify and Online Retail."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.intake import importer
from brain.facts.sources.intake.recognising import Recognition
from brain.facts.sources.registry import SOURCES
from brain.facts.warehouse.shops import Shop
from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.sources.western import (
    FACTS,
    FIXTURES,
    LONDON,
    MINE,
    NEW_YORK,
    ORDERS,
    SECOND,
    as_xlsx,
    fixture,
    left_out,
    money,
    paid,
    read,
    written,
)


@pytest.fixture
def british(tmp_path: Path) -> Iterator[Counter]:
    """A shop in London that sells in pounds."""
    with open_counter(tmp_path, LONDON) as counter:
        yield counter


@pytest.fixture
def american(tmp_path: Path) -> Iterator[Counter]:
    """A shop in New York that sells in dollars."""
    with open_counter(tmp_path, NEW_YORK) as counter:
        yield counter


@pytest.mark.parametrize("name", MINE)
def test_a_file_belongs_to_one_source_only(name: str) -> None:
    """The right source reads the file, no other system's would, and our own CSV does not take it away."""
    header = next(
        csv.reader(
            fixture(name).open(encoding="utf-8", newline=""),
            delimiter="\t" if name.startswith("amazon") else ",",
        )
    )
    wanted = SECOND.get(name, name)
    assert [one.name for one in SOURCES if one.recognise(header) and one.name != "canonical"] == [wanted]
    choice = Recognition().choose(header, [])
    assert (choice.source.name, choice.kind) == (
        wanted,
        "products" if name.endswith("products") else "orders",
    )


def test_every_fixture_belongs_to_its_source_only() -> None:
    """Also among the files of all other systems: none is read by a Western source."""
    western = {SECOND.get(name, name) for name in MINE}
    for path in FIXTURES.glob("*.csv"):
        if path.stem in MINE:
            continue
        header = next(
            csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig", errors="replace"), newline=""))
        )
        taken = {one.name for one in SOURCES if one.recognise(header)} & western
        assert taken == set(), path.name


@pytest.mark.parametrize("name", MINE)
def test_every_row_is_accounted_for(name: str, tmp_path: Path) -> None:
    """Loaded, duplicates and left out add up to the rows of the file, and a second import loads nothing."""
    guess = importer.guess_shop(fixture(name), tmp_path)
    shop = Shop(id="x", name="X", zone=guess.zone, currency=guess.currency, language="en")
    with open_counter(tmp_path, shop) as counter:
        first = counter.load(fixture(name))
        assert first.rows_read == len(read(name)) == first.loaded + first.duplicates + len(first.quarantined)
        before = counter.rows(FACTS)
        second = counter.load(fixture(name))
        assert (second.loaded, second.duplicates) == (0, first.loaded + first.duplicates)
        assert counter.rows(FACTS) == before


@pytest.mark.parametrize("name", ORDERS)
def test_no_line_has_more_refund_than_payment(name: str, tmp_path: Path) -> None:
    """No amount is negative, only credit notes give back what was paid elsewhere, and only paid orders have money."""
    guess = importer.guess_shop(fixture(name), tmp_path)
    shop = Shop(id="x", name="X", zone=guess.zone, currency=guess.currency, language="en")
    with open_counter(tmp_path, shop) as counter:
        counter.load(fixture(name))
        assert counter.rows("SELECT count(*) FROM order_line WHERE least(paid_amount, refund_amount, discount_amount) < 0") == [(0,)]  # fmt: skip
        assert counter.rows("SELECT count(*) FROM order_line WHERE refund_amount > paid_amount AND status <> 'return'") == [(0,)]  # fmt: skip
        assert counter.rows("SELECT count(*) FROM order_line WHERE paid_amount > 0 AND status IN ('unpaid', 'cancelled')") == [(0,)]  # fmt: skip


def test_what_the_files_tell_about_their_shops(tmp_path: Path) -> None:
    """By currency, by the zone that a till names, or by the customers' country."""
    found = {}
    for name in MINE:
        guess = importer.guess_shop(fixture(name), tmp_path)
        found[name] = (guess.zone, guess.currency)
    british, american = ("Europe/London", "GBP"), ("America/New_York", "USD")
    assert {
        name: found[name] for name in ("online_retail", "woocommerce", "woocommerce_cell")
    } == dict.fromkeys(("online_retail", "woocommerce", "woocommerce_cell"), british)
    dollars = (
        "shopify",
        "woocommerce_advanced",
        "woocommerce_report",
        "etsy",
        "etsy_items",
        "square",
        "amazon",
    )
    assert {name: found[name] for name in dollars} == dict.fromkeys(dollars, american)


def test_shopify_orders_add_up_to_their_totals(american: Counter) -> None:
    """Received orders carry their Total, less what is still owed; unpaid and voided ones nothing."""
    report = american.load(fixture("shopify"))
    assert left_out(report) == [
        (15, "unknown_status"),
        (16, "bad_number:quantity"),
        (17, "order_without_head"),
    ]
    expected = {}
    for row in read("shopify"):
        if row["Name"] in ("#2011", "#2012") or not row["Financial Status"]:
            continue
        received = row["Financial Status"] in ("paid", "refunded", "partially_refunded", "partially_paid")
        owed = money(row["Outstanding Balance"]) if row["Financial Status"] == "partially_paid" else 0
        expected[row["Name"]] = (
            (money(row["Total"]) - owed, money(row["Refunded Amount"])) if received else (0, 0)
        )
    assert paid(american) == expected


def test_shopify_vendors_stay_out(american: Counter) -> None:
    """Brands come with a product list; the file's Vendor column is not read."""
    assert "Vendor" not in american.load(fixture("shopify")).mapping


@settings(max_examples=examples(12), deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_shuffled_shopify_file_gives_the_same_facts(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """A spreadsheet may have sorted the rows any way: an order's one head owns the rows of its name wherever they are."""
    rows = read("shopify")
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    facts = []
    for content in (written(rows), written(mixed)):
        with open_counter(tmp_path_factory.mktemp("home"), NEW_YORK) as counter:
            counter.load(content)
            facts.append(counter.rows(FACTS))
    assert facts[0] == facts[1]


def test_the_later_copy_of_a_shopify_order_wins_whole(american: Counter) -> None:
    """Two exports pasted together: a line and the shipping that only the earlier copy has are gone."""
    rows = [row for row in read("shopify") if row["Name"] == "#2001"]
    later = [{**rows[0], "Shipping": "0.00", "Taxes": "0.00", "Subtotal": "14.00", "Total": "14.00"}]
    report = american.load(written([*rows, *later]))
    assert paid(american) == {"#2001": (14, 0)}
    assert american.rows("SELECT sku, quantity FROM order_line") == [("MUG-B", 1)]
    assert (report.loaded, {code for _, code in left_out(report)}) == (1, {"replaced_in_file"})


def test_a_shopify_line_that_was_removed_is_gone(american: Counter) -> None:
    """A newer export without the line has the order without it."""
    rows = [row for row in read("shopify") if row["Name"] == "#2001"]
    american.load(written(rows))
    american.load(written([{**rows[0], "Subtotal": "14.00", "Total": "24.57"}]))
    assert paid(american) == {"#2001": (Decimal("24.57"), 0)}
    assert american.rows("SELECT count(*) FROM order_line WHERE line_type = 'product'") == [(1,)]


def test_online_retail_ii(british: Counter) -> None:
    """The second edition's header and ISO dates; a customer written as 13085.0 is 13085; test articles are no sales."""
    report = british.load(fixture("online_retail"))
    assert (report.source, left_out(report)) == (
        "online_retail",
        [
            (9, "stock_write_off"),
            (10, "stock_write_off"),
            (12, "accounting_adjustment"),
            (15, "test_order"),
        ],
    )
    rows = read("online_retail")
    sold = {(r["Invoice"], r["StockCode"], r["Quantity"]): Decimal(r["Quantity"]) * Decimal(r["Price"]) for r in rows if r["StockCode"] != "TEST001"}  # fmt: skip
    gross = sum(
        amount for (invoice, _, _), amount in sold.items() if amount > 0 and not invoice.startswith("C")
    )
    back = -sum(amount for (invoice, _, _), amount in sold.items() if invoice.startswith("C"))
    assert british.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line") == [(gross, back)]


def test_online_retail_ii_as_a_workbook(british: Counter) -> None:
    """The same rows as XLSX, where quantities, prices and customers are numbers: the same facts."""
    british.load(fixture("online_retail"))
    before = british.rows(FACTS)
    report = british.load(as_xlsx(read("online_retail"), ("Quantity", "Price", "Customer ID")))
    assert (report.source, report.rows_read, report.loaded) == ("online_retail", 15, 0)
    assert british.rows(FACTS) == before


def test_online_retail_ii_with_british_dates(british: Counter) -> None:
    """29/04/2010 somewhere in the column says that 03/12/2009 is December."""
    rows = [dict(row) for row in read("online_retail")]
    for row in rows:
        day, hour = row["InvoiceDate"].split(" ")
        row["InvoiceDate"] = "/".join(reversed(day.split("-"))) + " " + hour[:5]
    british.load(written(rows))
    assert british.rows("SELECT min(ordered_on)::VARCHAR, max(ordered_on)::VARCHAR FROM order_line") == [("2009-12-01", "2010-07-13")]  # fmt: skip
    assert british.rows("SELECT ordered_on::VARCHAR FROM order_line WHERE order_id = 'C490126'") == [
        ("2009-12-03",)
    ]
