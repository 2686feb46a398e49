"""In which order and in how many pieces data arrives must not matter, and what is taken back must leave no trace."""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.intake import importer
from brain.facts.warehouse.batches import undo_batch
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from tests.examples import examples
from tests.facts.counter import NOON, Counter, open_counter
from tests.soundness.standing import Standing

FIXTURES = Path(__file__).parent.parent / "facts" / "sources" / "fixtures"
# What stays of an import that was taken back: the list of imports, the count of changes, how its columns were read.
KEPT = ("import_batch", "data_version", "column_mapping")
FACTS = """SELECT row_key, order_id, line_no, status, line_type, product_id, quantity, unit_price, paid_amount, refund_amount,
    ordered_at, customer_key FROM order_line ORDER BY ALL"""
EVENTS = "SELECT row_key, happened_at, type, product_id, customer_key FROM event ORDER BY ALL"


def everything(counter: Counter) -> dict[str, list[str]]:
    """Every row of every table that an import may change."""
    tables = counter.rows("SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY 1")
    return {
        name: sorted(map(repr, counter.rows(f'SELECT * FROM "{name}"')))
        for (name,) in tables
        if name not in KEPT
    }


def text_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


def load(counter: Counter, content: str, copy: int = 0) -> str | None:
    """The batch; None where no row of the file can be used, so that nothing was loaded.

    `copy` makes it another file of the same rows: the very same file once more would be known for what it is.
    """
    counter.clock.advance(timedelta(minutes=1))
    try:
        return counter.load(content + "\n" * copy).batch
    except OwnerError as refused:
        if refused.code not in ("nothing_usable", "no_rows"):
            raise
        return None


# An export with whole orders: products by order; a product that is missing in a newer one was taken out.
Basket = dict[int, frozenset[str]]
BASKETS = st.dictionaries(
    st.integers(1, 2), st.frozensets(st.sampled_from("ABC"), min_size=1), min_size=1, max_size=2
)
SHOPIFY = ["Name", "Financial Status", "Currency", "Subtotal", "Shipping", "Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price"]  # fmt: skip
VISIBLE = "SELECT row_key, order_id, product_name, paid_amount FROM order_line ORDER BY ALL"
CURRENT = "SELECT row_key, paid_amount FROM order_line_version WHERE superseded_by IS NULL AND NOT retired ORDER BY ALL"


def baskets(orders: Basket) -> str:
    rows = []
    for number, goods in orders.items():
        head = [
            f"#{number}",
            "paid",
            "CNY",
            str(10 * len(goods)),
            "0",
            str(10 * len(goods)),
            "2026-11-01 10:00:00 +0800",
        ]
        for place, name in enumerate(sorted(goods)):
            rows.append([*(head if place == 0 else [head[0], *[""] * 6]), "1", name, "10"])
    return text_of(SHOPIFY, rows)


def check_taken_out(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, files: list[Basket], apart: bool
) -> None:
    """Load all, take some back; what is left is what the files that still count make. `apart`: no file comes twice."""
    undone = data.draw(st.lists(st.sampled_from(range(len(files))), unique=True))
    late = data.draw(st.lists(st.sampled_from(undone), unique=True)) if undone else []
    contents = [baskets(orders) + "\n" * (index if apart else 0) for index, orders in enumerate(files)]
    standing, batches = Standing(), list[str]()

    def undo(index: int) -> None:
        undo_batch(counter.warehouse, counter.shop.id, batches[index], NOON)
        standing.undo(contents[index])

    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        for index, content in enumerate(contents):
            batches.append(str(load(counter, content)))
            standing.load(content)
            if index in undone and index not in late:
                undo(index)
        for index in late:
            undo(index)
        seen = counter.rows(VISIBLE), counter.rows(CURRENT)
        several = "SELECT row_key FROM order_line_version GROUP BY row_key HAVING count(*) FILTER (superseded_by IS NULL) <> 1"
        assert counter.rows(several) == []
        if len(undone) == len(files):
            assert counter.rows("SELECT count(*) FROM order_line_version") == [(0,)]
            assert counter.rows("SELECT count(*) FROM row_witness") == [(0,)]
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        for content in standing.files():
            load(counter, content)
        assert (counter.rows(VISIBLE), counter.rows(CURRENT)) == seen


@settings(max_examples=examples(15), deadline=None)
@given(data=st.data(), files=st.lists(BASKETS, min_size=1, max_size=6), apart=st.booleans())
def test_lines_taken_out_come_back_with_the_undo(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, files: list[Basket], apart: bool
) -> None:
    """Exports of whole orders imported and undone in any order leave what importing only the others would."""
    check_taken_out(tmp_path_factory, data, files, apart)


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=examples(150), deadline=None)
@given(data=st.data(), files=st.lists(BASKETS, min_size=1, max_size=7), apart=st.booleans())
def test_lines_taken_out_come_back_with_the_undo_at_length(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, files: list[Basket], apart: bool
) -> None:
    """The same with many more histories."""
    check_taken_out(tmp_path_factory, data, files, apart)


def test_an_older_export_loaded_again_takes_no_line_out(tmp_path: Path) -> None:
    """An order that has got a line since keeps it, though the older file lists the whole order without it."""
    with open_counter(tmp_path) as counter:
        for goods in ("A", "AB", "A"):
            load(counter, baskets({1: frozenset(goods)}))
        assert counter.rows("SELECT product_name FROM order_line ORDER BY 1") == [("A",), ("B",)]


@settings(max_examples=examples(12), deadline=None)
@given(files=st.lists(BASKETS, min_size=1, max_size=5))
def test_the_newest_export_of_an_order_is_the_order(
    tmp_path_factory: pytest.TempPathFactory, files: list[Basket]
) -> None:
    """Whatever came before: an order has the lines of the last file that named it, and their sum."""
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        newest: Basket = {}
        for index, orders in enumerate(files):
            load(counter, baskets(orders), index)
            newest |= orders
        found = counter.rows("SELECT order_id, product_name, paid_amount::INT FROM order_line ORDER BY ALL")
        assert found == sorted((f"#{number}", name, 10) for number, goods in newest.items() for name in goods)


CANONICAL = ["order_id", "line_no", "ordered_at", "status", "product_id", "quantity", "unit_price", "paid_amount", "refund_amount", "customer_id"]  # fmt: skip
CELLS = {
    "ordered_at": ["2026-11-01 10:00", "2026-11-02T01:00:00Z", "46327.5", "never", ""],
    "status": ["paid", "unpaid", "cancelled", "refunded", "lost", ""],
    "product_id": ["A", "B", ""],
    "quantity": ["1", "2.5", "-1", ""],
    "unit_price": ["10", "0", "3.333", ""],
    "paid_amount": ["10", "0", "-5", "", "￥1,000.00"],
    "refund_amount": ["", "0", "10", "3"],
    "customer_id": ["C1", "C2", ""],
}
LINE = st.tuples(*(st.sampled_from(CELLS[name]) for name in CANONICAL[2:])).map(list)
# Each line of each order occurs once: which of two versions counts is told by their order, and by nothing else.
LINES = st.dictionaries(
    st.tuples(st.sampled_from("123"), st.sampled_from("1234")), LINE, min_size=1, max_size=12
).map(lambda lines: [[*key, *cells] for key, cells in lines.items()])


@settings(max_examples=examples(12), deadline=None)
@given(data=st.data(), rows=LINES)
def test_a_shuffled_or_split_file_gives_the_same_facts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, rows: list[list[str]]
) -> None:
    """Lines that stand alone: in any order, and cut in two at any place, they make the same facts."""
    cut = data.draw(st.integers(0, len(rows)))
    shuffled = data.draw(st.permutations(rows))
    found = []
    for parts in ([rows], [shuffled], [rows[:cut], rows[cut:]], [rows[cut:], rows[:cut]]):
        with open_counter(tmp_path_factory.mktemp("home")) as counter:
            for part in parts:
                load(counter, text_of(CANONICAL, part))
            found.append(counter.rows(FACTS))
    assert found[0] == found[1] == found[2] == found[3]


@settings(max_examples=examples(12), deadline=None)
@given(before=LINES, rows=LINES)
def test_parts_add_up_and_an_undo_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, before: list[list[str]], rows: list[list[str]]
) -> None:
    """Days, products and customers each add up to the whole; after the undo every table is as it was."""
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        load(counter, text_of(CANONICAL, before))
        was, facts = everything(counter), counter.rows(FACTS)
        batch = load(counter, text_of(CANONICAL, rows), 1)
        money = "coalesce(sum(paid_amount), 0), coalesce(sum(refund_amount), 0), count(*)"
        for part in ("ordered_on", "product_id", "customer_key", "order_key", "status, ordered_hour"):
            parts = f"SELECT sum(a), sum(b), sum(c) FROM (SELECT {money} FROM order_line GROUP BY {part}) t(a, b, c)"
            ((paid, back, count),) = counter.rows(parts)
            assert ((paid or 0, back or 0, count or 0),) == tuple(
                counter.rows(f"SELECT {money} FROM order_line")
            )
        if batch:
            undo_batch(counter.warehouse, counter.shop.id, batch, NOON)
        assert everything(counter) == was
        assert counter.rows(FACTS) == facts


def real(folder: Path, name: str) -> Path:
    return {
        "online_retail": folder / "online_retail" / "online_retail_2010-12_2011-08.csv.gz",
        "tmall": folder / "tmall" / "tmall_order_report.csv",
        "user_behavior": folder / "taobao" / "user_behavior.csv.gz",
    }[name]


def head_of(path: Path, rows: int) -> tuple[list[str] | None, list[list[str]]]:
    """Header (None where the file has none) and the first rows of a real file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        first = next(reader)
        found = [row for row, _ in zip(reader, range(rows), strict=False)]
    return (None, [first, *found]) if first[0].isdigit() else (first, found)


@pytest.mark.parametrize("name", ["online_retail", "tmall", "user_behavior"])
def test_real_files_may_come_shuffled_and_in_pieces(real_data: Path, tmp_path: Path, name: str) -> None:
    """Three exports whose rows stand alone: shuffled, or cut in three, they give the same facts."""
    path = real(real_data, name)
    header, rows = head_of(path, 6000)
    guess = importer.guess_shop(path, tmp_path)
    shop = Shop(id="real", name="Real", zone=guess.zone, currency=guess.currency, language=guess.language)
    mixed = list(rows)
    random.Random(7).shuffle(mixed)
    facts = EVENTS if name == "user_behavior" else FACTS
    found = []
    for place, parts in enumerate(([rows], [mixed], [rows[4000:], rows[:1500], rows[1500:4000]])):
        with open_counter(tmp_path / str(place), shop) as counter:
            for part in parts:
                load(counter, text_of(header, part) if header else text_of(part[0], part[1:]))
            found.append(counter.rows(facts))
    assert found[0]
    assert [one for one in found if one != found[0]] == []


def orders_of(rows: Sequence[Sequence[str]], column: int) -> list[list[list[str]]]:
    """Rows by order, in the order of the file."""
    found: dict[str, list[list[str]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(list(row))
    return list(found.values())


# Fixture -> the column that holds its order's number.
BY_ORDER = {
    "shopify": "Name", "jd": "订单号", "wechat_shop": "订单号", "youzan": "订单号", "douyin": "主订单编号",
    "taobao_sub_orders": "主订单编号", "amazon": "amazon-order-id", "woocommerce": "order_id",
    "woocommerce_advanced": "Order Number", "etsy": "Order ID", "pinduoduo": "订单号", "taobao": "订单编号",
}  # fmt: skip


@pytest.mark.parametrize("name", BY_ORDER)
def test_an_export_may_be_cut_between_orders(tmp_path: Path, name: str) -> None:
    """Order by order, in two files or with the orders turned round: the same facts, and the undo of both leaves none."""
    path = FIXTURES / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = "\t" if "\t" in file.readline() else ","
        file.seek(0)
        header, *rows = csv.reader(file, delimiter=delimiter)
    column = next(place for place, one in enumerate(header) if one.strip() == BY_ORDER[name])
    orders = orders_of(rows, column)
    middle = len(orders) // 2
    pieces = [orders[:middle], orders[middle:]]
    guess = importer.guess_shop(path, tmp_path)
    shop = Shop(id="x", name="x", zone=guess.zone, currency=guess.currency, language=guess.language)
    found = []
    for place, parts in enumerate(([orders], [orders[::-1]], pieces, pieces[::-1])):
        with open_counter(tmp_path / str(place), shop) as counter:
            empty = everything(counter)
            batches = [
                load(counter, text_of(header, [row for order in part for row in order])) for part in parts
            ]
            found.append(counter.rows(FACTS))
            for batch in batches:
                undo_batch(counter.warehouse, counter.shop.id, str(batch), NOON)
            assert everything(counter) == empty
    assert found[0]
    assert [one for one in found if one != found[0]] == []
