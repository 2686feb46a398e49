"""Rows left out: downloaded, corrected, imported again, as if they had been right from the beginning."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from brain.facts.sources.intake import importer
from brain.facts.sources.intake.leaving_out import rows_to_correct
from brain.facts.warehouse.batches import undo_batch
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from tests.examples import some_of
from tests.facts.counter import NOON, Counter, open_counter

FIXTURES = Path(__file__).parents[1] / "fixtures"
HEADER = "order_id,line_no,ordered_at,status,product_name,quantity,unit_price,paid_amount,customer_id,customer_name\n"
FACTS = """SELECT row_key, order_id, status, line_type, product_id, product_name, sku, quantity, unit_price, paid_amount,
    refund_amount, ordered_at, customer_key FROM order_line ORDER BY ALL"""


def downloaded(counter: Counter, batch: str, lang: str = "zh") -> list[list[dict[str, str]]]:
    """The files to correct, each as rows by column."""
    files = rows_to_correct(counter.warehouse, counter.contacts, counter.shop.id, batch, lang)
    return [list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) for _, text in files]


def written(rows: Sequence[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + text.getvalue()


def test_corrected_rows_load_as_if_they_had_been_right(counter: Counter) -> None:
    """Times, statuses, amounts and broken rows are mended; the facts are those of a file without faults, customers included."""
    right = [
        ["1", "1", "2026-11-01 10:00", "paid", "米粉", "1", "10", "10", "C1", "张三"],
        ["2", "1", "2026-11-02 10:00", "paid", "=1+1", "1", "10", "10", "C2", "李四"],
        ["3", "1", "2026-11-03 10:00", "paid", "-1 pack", "2", "10", "20", "C3", "王五"],
        ["4", "1", "2026-11-04 10:00", "paid", "@home", "1", "10", "10", "C4", "赵六"],
        ["5", "1", "2026-11-05 10:00", "paid", "a\nb", "1", "10", "10", "", ""],
        ["6", "1", "2026-11-06 10:00", "paid", 'q"q', "1", "1,000", "1000", "C6", "钱七"],
    ]
    wrong = [list(row) for row in right]
    wrong[1][2], wrong[2][3], wrong[3][7], wrong[5] = "never", "lost", "ten", [*right[5], "more"]
    wrong[4] = right[4][:3]
    text = io.StringIO()
    csv.writer(text).writerows(wrong)
    report = counter.load(HEADER + text.getvalue())
    assert (report.loaded, [one.code for one in report.quarantined]) == (
        1,
        ["bad_time:ordered_at", "unknown_status", "bad_number:paid_amount", "field_count", "field_count"],
    )
    (rows,) = downloaded(counter, report.batch)
    assert [row["文件中的行号"] for row in rows] == ["2", "3", "4", "5", "6"]
    assert rows[0]["product_name"] == "'=1+1"
    assert rows[1]["product_name"] == "'-1 pack"
    assert rows[2]["paid_amount"] == "ten"
    for row in rows:
        good = dict(zip(HEADER.strip().split(","), right[int(row["文件中的行号"]) - 1], strict=True))
        for name in ("ordered_at", "status", "paid_amount"):
            row[name] = good[name]
        if row["order_id"] == "5":
            row |= good
    again = counter.load(written(rows))
    assert (again.loaded, again.quarantined) == (5, ())
    got = counter.rows(FACTS)
    with open_counter(counter.home / "other") as other:
        text = io.StringIO()
        csv.writer(text).writerows(right)
        other.load(HEADER + text.getvalue())
        assert other.rows(FACTS) == got
        contacts = "SELECT count(DISTINCT customer_key) FROM customer_contact"
        assert other.rows(contacts) == counter.rows(contacts)
    assert counter.load(written(rows)).loaded == 0


def test_a_line_whose_quotation_marks_do_not_match_comes_whole(counter: Counter) -> None:
    """Where its cells end nobody can say: the line stands beyond the last column, to be cut by the owner and imported."""
    line = '2,1,2026-11-02,paid,"8"" plate"x,1,10,10,C2,李四'
    report = counter.load(f"{HEADER}1,1,2026-11-01,paid,a,1,1,1,,\n{line}\n")
    assert [one.code for one in report.quarantined] == ["bad_quotes"]
    (rows,) = downloaded(counter, report.batch)
    assert (rows[0]["+1"], rows[0]["order_id"]) == (line, "")
    names = HEADER.strip().split(",")
    rows[0] |= dict(
        zip(names, ["2", "1", "2026-11-02", "paid", '8" plate', "1", "10", "10", "C2", "李四"], strict=True)
    )
    again = counter.load(written(rows))
    assert (again.loaded, again.quarantined) == (1, ())
    assert counter.rows("SELECT product_name FROM order_line ORDER BY order_id") == [("a",), ('8" plate',)]


def test_a_line_over_several_lines_comes_whole(counter: Counter) -> None:
    """A line break inside the quotation marks before the odd one belongs to it; the row below does not."""
    report = counter.load(f'{HEADER}1,1,2026-11-01,paid,"a\nb"c,1,1,1,,\n2,1,2026-11-01,paid,d,1,1,1,,\n')
    (rows,) = downloaded(counter, report.batch)
    assert [row["+1"] for row in rows] == ['1,1,2026-11-01,paid,"a\nb"c,1,1,1,,']
    assert report.loaded == 1


def test_the_reasons_speak_the_owners_language(counter: Counter) -> None:
    """The two columns of ours are named in either language, and both are passed over at the re-import."""
    report = counter.load(HEADER + "1,1,never,paid,x,1,1,1,,\n2,1,2026-11-01,paid,x,1,1,1,,\n")
    for lang in ("zh", "en"):
        (rows,) = downloaded(counter, report.batch, lang)
        rows[0]["ordered_at"] = "2026-11-02"
        assert counter.preview(written(rows)).loadable == 1


def test_rows_that_must_not_come_back_are_not_handed_out(counter: Counter) -> None:
    """A row that a later one replaced would replace that one in its turn; a total is no entry."""
    content = HEADER + "1,1,2026-11-01,paid,old,1,1,1,,\n1,1,2026-11-01,paid,new,1,2,2,,\n合计,,,,,,,3,,\n"
    report = counter.load(content)
    assert [one.code for one in report.quarantined] == ["replaced_in_file", "total_row"]
    with pytest.raises(OwnerError) as refused:
        downloaded(counter, report.batch)
    assert refused.value.code == "nothing_to_correct"
    report = counter.load(f"{content}2,1,never,paid,x,1,1,1,,\n")
    (rows,) = downloaded(counter, report.batch)
    assert [row["order_id"] for row in rows] == ["2"]


def test_without_originals_the_owner_is_told(counter: Counter) -> None:
    """An import that is taken back keeps nothing of them; one without rows left out has none."""
    report = counter.load(HEADER + "1,1,never,paid,x,1,1,1,,\n2,1,2026-11-01,paid,x,1,1,1,,\n")
    undo_batch(counter.warehouse, counter.shop.id, report.batch, NOON)
    with pytest.raises(OwnerError) as refused:
        downloaded(counter, report.batch)
    assert refused.value.code == "originals_gone"


def test_nothing_of_a_person_stands_in_the_clear(counter: Counter) -> None:
    """The list of rows left out has no name, and the sealed copy none that could be read."""
    report = counter.load(HEADER + "1,1,never,paid,x,1,1,1,C77,王小明\n2,1,2026-11-01,paid,x,1,1,1,,\n")
    ((raw, sealed),) = counter.rows("SELECT raw, sealed FROM quarantine")
    assert "王小明" not in raw
    assert "C77" not in raw
    assert "王小明".encode() not in bytes(sealed)
    assert downloaded(counter, report.batch)[0][0]["customer_name"] == "王小明"


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = "\t" if "\t" in file.readline() else ","
        file.seek(0)
        return list(csv.reader(file, delimiter=delimiter))


def as_text(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


# Files of orders with several rows each, in whose rows the order's number stands.
GROUPED = [
    "amazon", "amazon_new_orders", "douyin", "etsy", "etsy_items", "jd", "pinduoduo", "shopify", "taobao",
    "taobao_sub_orders", "wechat_shop", "woocommerce", "woocommerce_advanced", "youzan",
]  # fmt: skip


@pytest.mark.parametrize("name", some_of(GROUPED))
def test_an_order_survives_the_correction_of_one_of_its_rows(tmp_path: Path, name: str) -> None:
    """A row that has lost a cell comes back corrected: the facts are those of the whole file, no line doubled, none ended."""
    rows = read(FIXTURES / f"{name}.csv")
    guess = importer.guess_shop(FIXTURES / f"{name}.csv", tmp_path)
    shop = Shop(id="x", name="x", zone=guess.zone, currency=guess.currency, language="zh")
    with open_counter(tmp_path / "whole", shop) as counter:
        out = {one.row for one in counter.load(as_text(rows)).quarantined}
        wanted = counter.rows(FACTS)
    # Rows near the beginning belong to orders of several rows in these fixtures.
    for place in [place for place in range(1, len(rows)) if place not in out][:3]:
        broken = [*rows[:place], rows[place][:-1], *rows[place + 1 :]]
        with open_counter(tmp_path / str(place), shop) as counter:
            report = counter.load(as_text(broken))
            assert place in {one.row for one in report.quarantined}
            (left,) = downloaded(counter, report.batch)
            for row in left:
                row |= dict(zip(rows[0], rows[int(row["文件中的行号"])], strict=True))
            counter.load(written(left))
            assert counter.rows(FACTS) == wanted


def test_two_files_are_handed_out_as_two(tmp_path: Path) -> None:
    """Rows of the list of goods and rows of the order list are corrected each in its own file, and imported together."""
    goods, orders = (read(FIXTURES / f"youzan_{which}.csv") for which in ("goods", "orders"))
    shop = Shop(id="x", name="x", zone="Asia/Shanghai", currency="CNY", language="zh")

    def load(counter: Counter, main: str, beside: str) -> importer.ImportReport:
        return counter.load(counter.write(main, "main"), companion=counter.write(beside, "beside"))

    with open_counter(tmp_path / "whole", shop) as counter:
        out = {one.row for one in load(counter, as_text(goods), as_text(orders)).quarantined}
        wanted = counter.rows(FACTS)
    place = next(place for place in range(1, len(goods)) if place not in out)
    time = orders[0].index("订单创建时间")
    number = orders[0].index("订单号")
    mine = next(
        row for row in range(1, len(orders)) if orders[row][number] == goods[place][goods[0].index("订单号")]
    )
    with open_counter(tmp_path / "broken", shop) as counter:
        bad = [list(row) for row in orders]
        bad[mine][time] = "never"
        report = load(counter, as_text(goods), as_text(bad))
        files = downloaded(counter, report.batch)
        assert files
        first = files[0]
        assert {row["订单号"] for row in first} >= {orders[mine][number]}
        again = load(counter, written(first), as_text(orders))
        assert again.loaded
        assert counter.rows(FACTS) == wanted


def test_corrections_of_an_unknown_file_are_read_like_the_file(counter: Counter) -> None:
    """Two rows prove nothing about their columns: what the whole file showed when it was loaded holds for them."""
    header = ["单据编号", "业务日期", "客户编码", "存货编码", "存货名称", "数量", "含税单价", "价税合计"]
    rows = [
        [f"XSD{n:04d}", f"2026-{n % 3 + 8:02d}-{n % 28 + 1:02d} 10:00:00", f"K{n % 9}", f"SP{n % 4}", f"大米{n % 4}",
         str(n % 4 + 1), "12.50", f"{12.5 * (n % 4 + 1):.2f}"]
        for n in range(80)
    ]  # fmt: skip
    wrong = [*rows, ["XSD-A", *rows[1][1:-1], "待定"]]
    report = counter.load("\n".join(",".join(row) for row in [header, *wrong]))
    assert (report.loaded, len(report.quarantined)) == (80, 1)
    (left_out,) = downloaded(counter, report.batch)
    again = counter.load(written([{**one, "价税合计": "25.00"} for one in left_out]))
    assert (again.loaded, again.mapping) == (1, report.mapping)


def test_a_broken_row_of_the_second_file_is_accounted_for(tmp_path: Path) -> None:
    """It is listed and handed out in a file of its own; corrected together with the goods that waited for it, all is there."""
    goods, orders = (read(FIXTURES / f"youzan_{which}.csv") for which in ("goods", "orders"))
    shop = Shop(id="x", name="x", zone="Asia/Shanghai", currency="CNY", language="zh")
    with open_counter(tmp_path / "whole", shop) as counter:
        counter.load(FIXTURES / "youzan_goods.csv", companion=FIXTURES / "youzan_orders.csv")
        wanted = counter.rows(FACTS)
    with open_counter(tmp_path / "broken", shop) as counter:
        beside = counter.write(as_text([*orders[:3], orders[3][:-1], *orders[4:]]), "beside")
        report = counter.load(FIXTURES / "youzan_goods.csv", companion=beside)
        assert report.rows_read == report.loaded + report.duplicates + len(report.quarantined)
        assert (len(goods) - 1 + 3, "field_count") in [(one.row, one.code) for one in report.quarantined]
        first, second = downloaded(counter, report.batch)
        (mine,) = [row for row in second if row["文件中的行号"] == str(len(goods) - 1 + 3)]
        mine |= dict(zip(orders[0], orders[3], strict=True))
        again = counter.load(
            counter.write(written(first), "main"), companion=counter.write(written(second), "beside")
        )
        assert again.loaded
        assert counter.rows(FACTS) == wanted


def test_events_without_a_header_come_back_with_one(counter: Counter, real_data: Path) -> None:
    """The list to correct names the columns that the file itself does not."""
    with gzip.open(real_data / "taobao" / "user_behavior.csv.gz", "rt") as file:
        lines = [next(file) for _ in range(80)]
    kind = lines[59].split(",")[3]
    report = counter.load("".join([*lines[:59], lines[59].replace(kind, "zz"), *lines[60:]]))
    assert [(one.row, one.code) for one in report.quarantined] == [(60, "unknown_type")]
    (rows,) = downloaded(counter, report.batch)
    again = counter.load(written(rows).replace("zz", kind))
    assert (again.source, again.loaded) == (report.source, 1)
    seen = counter.rows("SELECT row_key FROM event ORDER BY 1")
    with open_counter(counter.home / "other") as other:
        other.load("".join(lines))
        assert other.rows("SELECT row_key FROM event ORDER BY 1") == seen
