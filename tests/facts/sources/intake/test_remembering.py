"""What an owner said of a file's columns holds for every later file of that shape, until it is forgotten."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brain.facts.sources.intake.inspecting import as_remembered, inspect
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.recognising import Remembered, shape_of
from brain.facts.sources.intake.remembering import forget, remember, remembered
from brain.kernel.errors import OwnerError
from tests.facts.counter import NOON, Counter

HEADER = ["编号x", "何时x", "几多x", "啥x"]
MAPPING = {"编号x": "order_id", "何时x": "ordered_at", "几多x": "paid_amount", "啥x": "product_name"}
LINES = "SELECT order_id, paid_amount::DOUBLE, product_name FROM order_line ORDER BY order_id"


def text_of(header: list[str], *rows: list[str]) -> str:
    return "\n".join(",".join(row) for row in [header, *rows]) + "\n"


FILE = text_of(HEADER, ["1", "2026-11-01", "10", "a"], ["2", "2026-11-02", "5", "b"])


def say(counter: Counter, word: Remembered, header: list[str] = HEADER) -> None:
    remember(counter.warehouse, counter.shop.id, header, word, NOON)


def test_a_file_of_that_shape_is_read_as_said(counter: Counter) -> None:
    """The order of the columns does not matter, nor their case and outer blanks."""
    with pytest.raises(OwnerError):
        counter.load(FILE)
    say(counter, Remembered("orders", MAPPING))
    assert counter.load(FILE).loaded == 2
    turned = text_of([name.upper() + " " for name in HEADER[::-1]], ["c", "7", "2026-11-03", "3"])
    with pytest.raises(OwnerError):
        counter.load(turned.replace("编号", "号码"))
    turned = text_of(HEADER[::-1], ["c", "7", "2026-11-03", "3"])
    assert counter.load(turned).loaded == 1
    assert counter.rows(LINES) == [("1", 10.0, "a"), ("2", 5.0, "b"), ("3", 7.0, "c")]


def test_one_more_column_is_another_shape(counter: Counter) -> None:
    """It may be the one that matters: the owner is asked again."""
    say(counter, Remembered("orders", MAPPING))
    more = text_of([*HEADER, "退款x"], ["1", "2026-11-01", "10", "a", "3"])
    with pytest.raises(OwnerError):
        counter.load(more)
    assert shape_of(HEADER) != shape_of([*HEADER, "退款x"])


def test_the_columns_that_a_correction_list_adds_are_ours(counter: Counter) -> None:
    """Rows that were left out come back in the same shape, in either language."""
    for added in (["文件中的行号", "没有导入的原因"], ["Row in the file", "Why it was left out"]):
        assert shape_of([*HEADER, *added]) == shape_of(HEADER)


def test_forgetting(counter: Counter) -> None:
    """The file is understood afresh."""
    say(counter, Remembered("orders", MAPPING))
    forget(counter.warehouse, counter.shop.id, HEADER)
    assert remembered(counter.warehouse, counter.shop.id) == {}
    with pytest.raises(OwnerError):
        counter.load(FILE)


def test_a_newer_word_replaces_the_older(counter: Counter) -> None:
    """One word for one shape."""
    say(counter, Remembered("orders", {**MAPPING, "几多x": ""}))
    say(counter, Remembered("orders", MAPPING))
    assert counter.load(FILE).loaded == 2
    assert len(remembered(counter.warehouse, counter.shop.id)) == 1


def test_everything_said_comes_back(counter: Counter) -> None:
    """Kind, columns, units, what is carried down and the order of short dates."""
    word = Remembered(
        "orders",
        MAPPING,
        "dmy",
        {"paid_amount": Decimal(10000)},
        frozenset({"order_id"}),
        {"拼团中": "unpaid"},
    )
    say(counter, word)
    assert remembered(counter.warehouse, counter.shop.id) == {shape_of(HEADER): word}


def test_units_and_dates_are_applied(counter: Counter) -> None:
    """An amount in 万元 is multiplied, unless the cell names its own unit; 1/2/2026 is read as was said."""
    say(counter, Remembered("orders", MAPPING, "dmy", {"paid_amount": Decimal(10000)}))
    counter.load(
        text_of(
            HEADER,
            ["1", "1/2/2026", "1.5", "a"],
            ["2", "3/2/2026", "2万", "b"],
            ["3", "3/2/2026", "￥3", "c"],
        )
    )
    assert counter.rows(
        "SELECT order_id, paid_amount::DOUBLE, strftime(ordered_on, '%m-%d') FROM order_line ORDER BY 1"
    ) == [
        ("1", 15000.0, "02-01"),
        ("2", 20000.0, "02-03"),
        ("3", 30000.0, "02-03"),
    ]


def test_another_shop_does_not_know(counter: Counter) -> None:
    """What one owner says is not another's."""
    remember(counter.warehouse, "another", HEADER, Remembered("orders", MAPPING), NOON)
    with pytest.raises(OwnerError):
        counter.load(FILE)


def test_a_known_system_is_not_overruled(counter: Counter) -> None:
    """A file that a source knows is read by the source."""
    head = "Name,Financial Status,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
    say(counter, Remembered("orders", {"Name": "product_name"}), head.split(","))
    assert counter.preview(head + "\n#1,paid,CNY,1,0,1,2026-11-01 10:00:00 +0800,1,a,1\n").source == "shopify"


@pytest.mark.parametrize("mapping", [MAPPING, {field: column for column, field in MAPPING.items()}])
def test_a_mapping_given_with_an_import_is_kept(counter: Counter, mapping: dict[str, str]) -> None:
    """Column to field or field to column; a later file with these columns needs no mapping."""
    assert counter.load(FILE, mapping=mapping).mapping == MAPPING
    later = FILE.replace("1,2026", "3,2026").replace("2,2026", "4,2026")
    assert counter.load(later).loaded == 2


def test_an_order_of_dates_given_with_an_import_is_kept(counter: Counter) -> None:
    """The same columns come next month, with days that can be read in two ways as well."""
    said = {"kind": "orders", "mapping": MAPPING}
    day = FILE.replace("2026-11-01", "1/2/2026").replace("2026-11-02", "2/3/2026")
    with pytest.raises(OwnerError) as refused:
        counter.load(day, **said)
    assert refused.value.code == "ambiguous_dates"
    assert "--dates dmy" in refused.value.render("en")
    counter.load(day, day_order="dmy", **said)
    counter.load(day.replace("1,1/2/", "3,3/4/").replace("2,2/3/", "4,5/6/"))
    assert counter.rows("SELECT strftime(ordered_on, '%m-%d') FROM order_line ORDER BY order_id") == [
        ("02-01",), ("03-02",), ("04-03",), ("06-05",),
    ]  # fmt: skip


def test_an_import_that_is_refused_keeps_nothing_of_its_mapping(counter: Counter) -> None:
    """What was said together with a file that could not be loaded was perhaps wrong."""
    with pytest.raises(OwnerError):
        counter.load(FILE.replace("2026-11", "someday"), mapping=MAPPING)
    assert remembered(counter.warehouse, counter.shop.id) == {}


SURE = text_of(
    ["订单编号", "下单时间", "商品名称", "数量", "单价", "实付金额"],
    *(
        [
            f"D{place:05}",
            f"2026-11-{place + 1:02} 10:00",
            "米粉",
            str(1 + place % 3),
            "10",
            str(10 * (1 + place % 3)),
        ]
        for place in range(27)
    ),
)


def test_a_sure_guess_is_kept_for_the_rows_that_come_back(counter: Counter) -> None:
    """A few corrected rows would not tell as much as the whole file did: they are read as it was."""
    assert counter.load(SURE.replace("2026-11-09 10:00", "never")).loaded == 26
    few = text_of(
        ["订单编号", "下单时间", "商品名称", "数量", "单价", "实付金额"],
        ["D00008", "2026-11-09", "米粉", "3", "10", "30"],
    )
    assert counter.load(few).loaded == 1
    assert counter.rows("SELECT count(*), sum(paid_amount)::DOUBLE FROM order_line") == [(27, 540.0)]


def test_doubts_are_shown_and_nothing_is_loaded(counter: Counter) -> None:
    """The preview says what is unclear; the import refuses until the owner has answered, and then takes it."""
    unclear = SURE.replace("数量,单价,实付金额", "件数,应付金额,订单总额")
    seen = counter.preview(unclear)
    assert seen.doubts
    with pytest.raises(OwnerError) as refused:
        counter.load(unclear)
    assert refused.value.code == "unsure_columns"
    assert refused.value.render("en").startswith(seen.doubts[0].render("en"))
    assert counter.rows("SELECT count(*) FROM import_batch") == [(0,)]
    path = counter.write(unclear)
    inspected = inspect(counter.warehouse, counter.shop.id, path, Options())
    said = {
        "订单编号": "order_id",
        "下单时间": "ordered_at",
        "商品名称": "product_name",
        "订单总额": "order_paid",
    }
    remember(counter.warehouse, counter.shop.id, inspected.header, as_remembered(inspected, said), NOON)
    assert counter.load(path).loaded == 27
