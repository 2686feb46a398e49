"""One shop, one currency: files that mix them, or speak another, are refused whole."""

from __future__ import annotations

import pytest

from brain.facts.sources.intake import importer
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter, open_counter

HEADER = "order_id\tordered_at\tpaid_amount\trefund_amount\n"


def paid(*cells: str) -> str:
    return HEADER + "".join(f"{i}\t2026-11-01\t{cell}\t0\n" for i, cell in enumerate(cells))


@pytest.mark.parametrize(
    "cells",
    [
        ("￥10", "$5"),
        ("10", "¥5", "€5"),
        ("US$3", "HK$3"),
        ("10元", "£5"),
        ("CNY 3", "USD 3"),
        ("$1", "1", "₩5"),
    ],
)
def test_signs_that_contradict_each_other(counter: Counter, cells: tuple[str, ...]) -> None:
    """Wherever in the column they stand; nothing is loaded, and the refusal names them."""
    for attempt in (counter.preview, counter.load):
        with pytest.raises(OwnerError) as refused:
            attempt(paid(*cells))
        assert refused.value.code == "mixed_currencies"
    assert counter.rows("SELECT count(*) FROM order_line_version") == [(0,)]


def test_signs_of_two_columns_are_compared(counter: Counter) -> None:
    """Paid in yuan and refunded in dollars is no shop of one currency."""
    with pytest.raises(OwnerError) as refused:
        counter.load(HEADER + "1\t2026-11-01\t￥10\t$1\n")
    assert refused.value.code == "mixed_currencies"


@pytest.mark.parametrize("cells", [("￥10", "¥5", "5"), ("10元", "￥3"), ("CNY 3", "¥3", "RMB 4")])
def test_signs_of_one_currency_agree(counter: Counter, cells: tuple[str, ...]) -> None:
    """Half-width, full-width, written out or left away."""
    assert counter.load(paid(*cells)).loaded == len(cells)


@pytest.mark.parametrize(("sign", "code"), [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("HK$", "HKD")])
def test_another_currency_than_the_shops(counter: Counter, sign: str, code: str) -> None:
    """A shop in yuan does not take dollars for yuan; the first import of a new shop takes its currency from them."""
    content = paid(f"{sign}10", f"{sign}20")
    with pytest.raises(OwnerError) as refused:
        counter.load(content)
    assert refused.value.code == "other_currency"
    assert "CNY" in refused.value.render("en")
    path = counter.write(content)
    assert importer.guess_shop(path, counter.home).currency == code


def test_a_yen_shop_and_a_yuan_shop_share_a_sign(counter: Counter) -> None:
    """Whose it is, the shop says."""
    japan = Shop(id="jp", name="Ginza", zone="Asia/Tokyo", currency="JPY", language="en")
    with open_counter(counter.home / "japan", japan) as other:
        assert other.load(paid("¥100", "¥200")).loaded == 2
    assert counter.load(paid("¥100", "¥200")).loaded == 2


UNKNOWN = "单号,时间,商品,数量,单价,金额,币种\n"


def test_a_column_of_currencies_of_an_unknown_file(counter: Counter) -> None:
    """It is read though no field of ours takes it: another currency is refused, several are."""
    rows = [f"D{i:04},2026-11-{i + 1:02},米粉,{1 + i % 3},10,{10 * (1 + i % 3)}" for i in range(8)]
    with pytest.raises(OwnerError) as refused:
        counter.load(UNKNOWN + "".join(f"{row},USD\n" for row in rows))
    assert refused.value.code == "other_currency"
    with pytest.raises(OwnerError) as refused:
        counter.load(
            UNKNOWN + "".join(f"{row},{'USD' if place % 2 else 'CNY'}\n" for place, row in enumerate(rows))
        )
    assert refused.value.code in ("mixed_currencies", "unsure_columns")
    assert counter.load(UNKNOWN + "".join(f"{row},CNY\n" for row in rows)).loaded == 8
