"""The three real exports, against what pandas makes of them by other means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from brain.facts.sources.intake import importer
from brain.facts.warehouse.shops import Shop
from tests.facts.counter import Counter, open_counter

MONEY = "sum(paid_amount)::DOUBLE, sum(refund_amount)::DOUBLE"


def frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def opened(tmp_path: Path, path: Path) -> Iterator[Counter]:
    guess = importer.guess_shop(path, tmp_path)
    shop = Shop(id="real", name="Real", zone=guess.zone, currency=guess.currency, language=guess.language)
    with open_counter(tmp_path, shop) as counter:
        yield counter


@pytest.fixture
def retail_file(real_data: Path) -> Path:
    return next((real_data / "online_retail").glob("*.csv.gz"))


@pytest.fixture
def retail(tmp_path: Path, retail_file: Path) -> Iterator[Counter]:
    yield from opened(tmp_path, retail_file)


@pytest.fixture
def tmall_file(real_data: Path) -> Path:
    return real_data / "tmall" / "tmall_order_report.csv"


@pytest.fixture
def tmall(tmp_path: Path, tmall_file: Path) -> Iterator[Counter]:
    yield from opened(tmp_path, tmall_file)


@pytest.fixture
def shopify_file(real_data: Path) -> Path:
    return real_data / "shopify" / "orders_export.csv"


@pytest.fixture
def shopify(tmp_path: Path, shopify_file: Path) -> Iterator[Counter]:
    yield from opened(tmp_path, shopify_file)


def test_online_retail_agrees_with_pandas(retail: Counter, retail_file: Path) -> None:
    """Sales, credit notes, days, customers and what is left out are those that pandas finds."""
    rows = frame(retail_file)
    quantity, price = rows.Quantity.astype(int), rows.UnitPrice.astype(float)
    credit, bookkeeping = rows.InvoiceNo.str.startswith("C"), rows.InvoiceNo.str.startswith("A") | (price < 0)
    out = bookkeeping | ((quantity < 0) & ~credit) | (price == 0)
    kept = rows[~out & ~rows[~out].duplicated().reindex(rows.index, fill_value=False)]
    amount = (quantity * price)[kept.index]
    report = retail.load(retail_file)
    assert (report.rows_read, report.loaded, len(report.quarantined)) == (
        len(rows),
        len(kept),
        int(out.sum()),
    )
    assert retail.rows(f"SELECT {MONEY} FROM order_line")[0] == pytest.approx(
        (amount[~credit].sum(), -amount[credit].sum()), abs=0.01
    )
    daily = amount[~credit].groupby(pd.to_datetime(kept.InvoiceDate[~credit]).dt.date).sum()
    found = dict(
        retail.rows(
            "SELECT ordered_on, sum(paid_amount)::DOUBLE FROM order_line WHERE paid_amount > 0 GROUP BY 1"
        )
    )
    assert {day: round(value, 2) for day, value in found.items()} == {
        day: round(value, 2) for day, value in daily.items()
    }
    assert retail.rows(
        "SELECT count(DISTINCT customer_key), count(*) FILTER (customer_key IS NULL) FROM order_line"
    )[0] == (
        kept.CustomerID[kept.CustomerID != ""].nunique(),
        int((kept.CustomerID == "").sum()),
    )


def test_online_retail_keeps_what_is_no_product_apart(retail: Counter, retail_file: Path) -> None:
    """Postage, fees and hand-keyed amounts carry no product; summer times of the shop are stored an hour earlier."""
    retail.load(retail_file)
    named = {
        row[0]
        for row in retail.rows("SELECT DISTINCT product_id FROM order_line WHERE line_type = 'product'")
    }
    assert not named & {"POST", "DOT", "C2", "M", "D", "S", "BANK CHARGES", "AMAZONFEE", "CRUK"}
    assert retail.rows(
        "SELECT count(*) FROM order_line WHERE line_type <> 'product' AND product_id IS NOT NULL"
    ) == [(0,)]
    hours = "SELECT DISTINCT ordered_hour - hour(ordered_at) FROM order_line WHERE ordered_on BETWEEN DATE '{}' AND DATE '{}'"
    assert retail.rows(hours.format("2011-01-01", "2011-02-28")) == [(0,)]
    assert retail.rows(hours.format("2011-05-01", "2011-06-30")) == [(1,)]


@pytest.mark.parametrize("name", ["retail", "tmall", "shopify"])
def test_importing_twice_adds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    """The second import of a file loads no row, and every usable row counts as a duplicate."""
    counter: Counter = request.getfixturevalue(name)
    path: Path = request.getfixturevalue(f"{name}_file")
    first = counter.load(path)
    before = counter.rows(f"SELECT count(*), {MONEY} FROM order_line")
    second = counter.load(path)
    assert (second.loaded, second.duplicates) == (0, first.loaded + first.duplicates)
    assert counter.rows(f"SELECT count(*), {MONEY} FROM order_line") == before


def test_tmall_payments_are_put_together_again(tmall: Counter, tmall_file: Path) -> None:
    """What was paid is the payment column plus the refund, which is the order total on every paid order of the file."""
    rows = frame(tmall_file)
    total, kept, refund = (rows[name].astype(float) for name in ("总金额", "买家实际支付金额", "退款金额"))
    paid = rows["订单付款时间 "] != ""
    report = tmall.load(tmall_file)
    assert (report.rows_read, report.loaded, report.quarantined) == (len(rows), len(rows), ())
    assert tmall.rows(f"SELECT {MONEY} FROM order_line")[0] == pytest.approx(
        (total[paid].sum(), refund.sum()), abs=0.01
    )
    assert tmall.rows("SELECT sum(paid_amount - refund_amount)::DOUBLE FROM order_line")[0][
        0
    ] == pytest.approx(kept.sum())
    counts = dict(tmall.rows("SELECT status, count(*) FROM order_line GROUP BY 1"))
    assert counts == {
        "unpaid": int((~paid).sum()),
        "refunded": int((paid & (kept == 0)).sum()),
        "paid": int((paid & (kept > 0)).sum()),
    }


def test_tmall_regions_are_short_and_nothing_is_invented(tmall: Counter, tmall_file: Path) -> None:
    """Provinces lose their suffix; products and customers, which the report does not have, stay unknown."""
    tmall.load(tmall_file)
    regions = {row[0] for row in tmall.rows("SELECT DISTINCT region FROM order_line")}
    assert len(regions) == 31
    assert {"上海", "内蒙古", "广西", "黑龙江", "西藏"} <= regions
    assert tmall.rows(
        "SELECT count(product_id), count(product_name), count(customer_key), count(quantity) FROM order_line"
    ) == [(0, 0, 0, 0)]


def test_shopify_lines_add_up_to_what_was_charged(shopify: Counter, shopify_file: Path) -> None:
    """The lines of every order of the real file add up to its Total to the cent, taxes included; no exceptions."""
    rows = frame(shopify_file)
    heads = rows[rows["Financial Status"] != ""].set_index("Name")
    report = shopify.load(shopify_file)
    assert (report.rows_read, report.loaded) == (len(rows), len(rows))
    found = dict(shopify.rows("SELECT order_id, sum(paid_amount)::DOUBLE FROM order_line GROUP BY 1"))
    assert found == {name: float(total) for name, total in heads.Total.items()}
    assert "48" in report.notes[0].render("en")


def test_what_the_files_tell_about_their_shops(
    retail_file: Path, tmall_file: Path, shopify_file: Path, tmp_path: Path
) -> None:
    """Zone, currency and language are guessed from the form, the currency column and the offsets of the times."""
    guesses = [importer.guess_shop(path, tmp_path) for path in (retail_file, tmall_file, shopify_file)]
    assert [(one.zone, one.currency, one.language) for one in guesses] == [
        ("Europe/London", "GBP", "en"),
        ("Asia/Shanghai", "CNY", "zh"),
        ("America/New_York", "INR", "en"),
    ]
