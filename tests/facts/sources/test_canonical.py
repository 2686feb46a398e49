"""Our own CSV: every kind arrives typed, and each odd order line ends where an accountant would put it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from brain.facts.sources.canonical_forms import FORMS
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter

KINDS: dict[str, tuple[str, str, tuple[object, ...]]] = {
    "products": (
        "product_id,sku,name,category,brand,price,cost,tags,listed_at,status\nP1,S1,米粉,辅食,小鹿,39.90,20,送礼,2025-05-16,on_sale\n",
        "SELECT product_id, category, brand, price, listed_on FROM product",
        ("P1", "辅食", "小鹿", Decimal("39.9"), date(2025, 5, 16)),
    ),
    "customers": (
        "customer_id,name,phone,email,region,group,consent,joined_at\nC1,王,1,a@b.c,浙江省,宝妈群,yes,2025-01-02\n",
        "SELECT region, group_name, consent, joined_on FROM customer",
        ("浙江", "宝妈群", True, date(2025, 1, 2)),
    ),
    "events": (
        "event_id,happened_at,type,customer_id,product_id,category,group,channel\nE1,2026-07-23T00:07:01,收藏,C1,P1,辅食,,社群\n",
        "SELECT happened_at, happened_on, type, channel FROM event",
        (datetime(2026, 7, 22, 16, 7, 1), date(2026, 7, 23), "favourite", "社群"),
    ),
    "stock": (
        "snapshot_on,product_id,sku,on_hand,incoming,lead_time_days\n2026-09-21,P1,S1,-2,5,8\n",
        "SELECT snapshot_on, on_hand, incoming, lead_time_days FROM stock",
        (date(2026, 9, 21), Decimal(-2), Decimal(5), 8),
    ),
    "reviews": (
        "review_id,reviewed_at,product_id,customer_id,rating,text,picture,picture_consent\n"
        "R1,2026-05-03T11:13:08+08:00,P1,C1,4,不错,R1.jpg,yes\n",
        "SELECT reviewed_at, rating, text, picture, picture_consent FROM review",
        (datetime(2026, 5, 3, 3, 13, 8), Decimal(4), "不错", "R1.jpg", True),
    ),
    "promotions": (
        "promotion_id,name,kind,starts_at,ends_at,product_id,category,discount_rate\nF1,秒杀,flash,2026-05-06,2026-05-07,P1,,0.20\n",
        "SELECT starts_at, ends_at, discount_rate FROM promotion",
        (datetime(2026, 5, 5, 16), datetime(2026, 5, 6, 16), Decimal("0.2")),
    ),
    "prices": (
        "observed_at,product_id,seller,price\n2026-05-25T09:00:00Z,P1,邻家,\"1,153.00\"\n",
        "SELECT observed_at, seller, price FROM market_price",
        (datetime(2026, 5, 25, 9), "邻家", Decimal(1153)),
    ),
    "posts": (
        "post_id,posted_at,group,channel,product_id,category,voice,text,reached,clicks,orders\nT1,2026-05-02T10:03,家居群,社群,P1,,friend,好用,115,7,4\n",
        "SELECT posted_on, voice, reached, clicks, orders FROM post",
        (date(2026, 5, 2), "friend", 115, 7, 4),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_arrives_typed(counter: Counter, kind: str) -> None:
    """The kind is recognised by its header alone; instants are UTC, days are the shop's, a second import adds nothing."""
    content, sql, expected = KINDS[kind]
    report = counter.load(content)
    assert (report.kind, report.source, report.loaded) == (kind, "canonical", 1)
    assert counter.rows(sql) == [expected]
    assert counter.load(content).duplicates == 1


def test_the_nine_kinds_are_all_there() -> None:
    """Every kind of the guide has a form, with the guide's fields."""
    assert list(FORMS) == ["orders", *KINDS]
    for kind, (content, _, _) in KINDS.items():
        assert [one.headers[0] for one in FORMS[kind].fields] == content.split("\n")[0].split(",")


HEADER = (
    "order_id,line_no,ordered_at,status,product_id,quantity,unit_price,discount,paid_amount,refund_amount\n"
)
LINES: dict[str, tuple[str, object]] = {
    "paid": ("paid,P1,2,10,1,19,0", ("paid", 19, 0, 1)),
    "paid without an amount": ("paid,P1,2,10,1,,", ("paid", 19, 0, 1)),
    "paid, said in Chinese": ("已付款,P1,2,10,1,19,", ("paid", 19, 0, 1)),
    "a free gift": ("paid,P1,1,10,10,0,", ("paid", 0, 0, 10)),
    "partly refunded": ("paid,P1,2,10,0,20,5", ("paid", 20, 5, 0)),
    "refunded whole": ("refunded,P1,2,10,0,20,20", ("refunded", 20, 20, 0)),
    "refunded without an amount": ("refunded,P1,2,10,0,20,", ("refunded", 20, 20, 0)),
    "refunded in part though called refunded": ("refunded,P1,2,10,0,20,5", ("paid", 20, 5, 0)),
    "unpaid": ("unpaid,P1,2,10,0,,", ("unpaid", 0, 0, 0)),
    "cancelled": ("cancelled,P1,2,10,0,,", ("cancelled", 0, 0, 0)),
    "cancelled and refunded": ("cancelled,P1,2,10,0,20,20", ("refunded", 20, 20, 0)),
    "no status": (",P1,2,10,0,20,", ("paid", 20, 0, 0)),
    "yuan sign and thousands": ('paid,P1,1,"￥1,234.50",0,"¥1,234.50",', ("paid", Decimal("1234.5"), 0, 0)),
    "cancelled but the money kept": ("cancelled,P1,2,10,0,20,5", "cancelled_with_money"),
    "unpaid but with money": ("unpaid,P1,2,10,0,20,", "unpaid_with_money"),
    "refund above payment": ("paid,P1,2,10,0,20,25", "refund_above_payment"),
    "given back, the sign on the quantity": ("paid,P1,-2,10,0,20,", ("return", 0, 20, 0)),
    "given back, the sign on the payment": ("paid,P1,2,10,0,-20,", ("return", 0, 20, 0)),
    "given back, both signs": (",P1,-2,10,1,-19,", ("return", 0, 19, 0)),
    "given back, without an amount": (",P1,-2,10,,,", ("return", 0, 20, 0)),
    "given back, the sign on the price": (",P1,2,-10,,-20,0", ("return", 0, 20, 0)),
    "given back, and called so": ("已退货,P1,-2,10,0,-20,", ("return", 0, 20, 0)),
    "a discount as a row": (",优惠券,1,-5,,-5,", ("return", 0, 5, 0)),
    "signs that do not multiply": (",P1,2,10,0,-15,", "signs_contradict"),
    "a negative quantity with another amount": (",P1,-2,10,0,15,", "signs_contradict"),
    "two minus signs make a sale of nobody": (",P1,-2,-10,,20,", "signs_contradict"),
    "a discount that may come off or go on": (",P1,-2,10,1,,", "signs_contradict"),
    "nothing moved": (",P1,-2,10,,0,", "no_money_moved"),
    "negative and refunded as well": (",P1,-2,10,,-20,20", "returned_twice"),
    "a cancelled return": ("cancelled,P1,-2,10,,-20,", "negative_amount"),
    "a negative discount on a sale": (",P1,2,10,-1,19,", "negative_amount"),
    "unknown status": ("lost,P1,2,10,0,20,", "unknown_status"),
    "no amount at all": ("paid,P1,,,,,", "no_amount"),
    "a comma that is no thousands separator": ('paid,P1,1,1,0,"12,50",', "bad_number:paid_amount"),
    "an amount beyond any till": ("paid,P1,1,1,0,999999999999999999,", "bad_number:paid_amount"),
}


@pytest.mark.parametrize("what", LINES)
def test_where_an_order_line_ends(counter: Counter, what: str) -> None:
    """Each odd line becomes (status, paid, refunded, discount), or is left out for the reason named."""
    line, expected = LINES[what]
    good = "0,1,2026-11-01,paid,P0,1,1.50,0,1.50,0\n"
    report = counter.load(f"{HEADER}{good}1,1,2026-11-01 10:00,{line}\n")
    if isinstance(expected, str):
        assert [(one.row, one.code) for one in report.quarantined] == [(2, expected)]
    else:
        assert report.quarantined == ()
        assert counter.rows(
            "SELECT status, paid_amount, refund_amount, discount_amount FROM order_line WHERE order_id = '1'"
        ) == [expected]


@pytest.mark.parametrize(
    ("written", "stored", "day", "hour"),
    [
        ("2026-11-01T00:30:00", datetime(2026, 10, 31, 16, 30), date(2026, 11, 1), 0),
        ("2026-11-01 23:59", datetime(2026, 11, 1, 15, 59), date(2026, 11, 1), 23),
        ("2026-11-01T23:30:00+00:00", datetime(2026, 11, 1, 23, 30), date(2026, 11, 2), 7),
        ("2026-11-01 10:00:00 -0500", datetime(2026, 11, 1, 15, 0), date(2026, 11, 1), 23),
        ("2026-11-01T10:00:00.250Z", datetime(2026, 11, 1, 10, 0, 0, 250000), date(2026, 11, 1), 18),
        ("2026/11/1 9:05", datetime(2026, 11, 1, 1, 5), date(2026, 11, 1), 9),
        ("2026年11月1日 09:05", datetime(2026, 11, 1, 1, 5), date(2026, 11, 1), 9),
        ("2026-11-01", datetime(2026, 10, 31, 16, 0), date(2026, 11, 1), 0),
    ],
)
def test_times_are_the_shops_own(
    counter: Counter, written: str, stored: datetime, day: date, hour: int
) -> None:
    """A wall-clock time is the shop's, an offset is kept to; the instant is UTC, day and hour are the shop's."""
    counter.load(f"order_id,ordered_at,paid_amount\n1,{written},5\n")
    assert counter.rows("SELECT ordered_at, ordered_on, ordered_hour FROM order_line") == [
        (stored, day, hour)
    ]


@pytest.mark.parametrize(
    "written", ["yesterday", "1900-01-00", "infinity", "epoch", "13/25/2026", "2026-02-30", "12345"]
)
def test_unreadable_times_leave_the_row_out(counter: Counter, written: str) -> None:
    """Nothing is guessed from a time that cannot be read, and spreadsheet accidents do not become years."""
    report = counter.load(f"order_id,ordered_at,paid_amount\n1,{written},5\n2,2026-11-01,5\n")
    assert [(one.row, one.code) for one in report.quarantined] == [(1, "bad_time:ordered_at")]


def test_repeats_within_a_file(counter: Counter) -> None:
    """With line numbers the later row counts; without, equal rows are duplicates and unequal ones further lines."""
    numbered = (
        "order_id,line_no,ordered_at,paid_amount\n1,1,2026-11-01,5\n1,1,2026-11-01,6\n1,1,2026-11-01,6\n"
    )
    report = counter.load(numbered)
    assert [(one.row, one.code) for one in report.quarantined] == [(1, "replaced_in_file")]
    assert (report.loaded, report.duplicates) == (1, 1)
    bare = (
        "order_id,ordered_at,product_id,paid_amount\n7,2026-11-01,A,5\n7,2026-11-01,A,5\n7,2026-11-01,A,4\n"
    )
    report = counter.load(bare)
    assert (report.loaded, report.duplicates, report.quarantined) == (2, 1, ())
    assert counter.rows("SELECT sum(paid_amount) FROM order_line WHERE order_id = '7'") == [(Decimal(9),)]


def test_a_mapping_given_by_hand(counter: Counter) -> None:
    """Columns are read as told; names that do not exist are refused with the nearest."""
    content = "Nr,When,Sum\n1,2026-11-01,5\n"
    report = counter.load(
        content, kind="orders", mapping={"Nr": "order_id", "When": "ordered_at", "Sum": "paid_amount"}
    )
    assert (report.loaded, report.mapping) == (
        1,
        {"Nr": "order_id", "When": "ordered_at", "Sum": "paid_amount"},
    )
    for wrong, near in (({"Nrr": "order_id"}, "Nr"), ({"Nr": "orderid"}, "order_id")):
        with pytest.raises(OwnerError) as refused:
            counter.load(content, mapping=wrong)
        assert refused.value.code == "wrong_mapping"
        assert near in refused.value.render("en")


def test_a_mapping_may_be_written_either_way_round(counter: Counter) -> None:
    """Field to column says the same as column to field; `group` is known by the name that the guide gives it."""
    content = "Nr,When,Sum,Where\n1,2026-11-01,5,A\n"
    written = {"order_id": "Nr", "ordered_at": "When", "paid_amount": "Sum", "group": "Where"}
    report = counter.load(content, kind="orders", mapping=written)
    assert report.mapping == {
        "Nr": "order_id", "When": "ordered_at", "Sum": "paid_amount", "Where": "group_name",
    }  # fmt: skip
    assert counter.rows("SELECT group_name FROM order_line") == [("A",)]
    again = counter.load(content, kind="orders", mapping=report.mapping)
    assert (again.duplicates, again.mapping) == (1, report.mapping)


def test_the_wrong_kind_is_told_what_its_own_form_lacks(counter: Counter) -> None:
    """With --kind the nearest form is one of that kind, and the missing columns are named."""
    with pytest.raises(OwnerError) as refused:
        counter.load("order_id,ordered_at,product_id,paid_amount\n7,2026-11-01,A,5\n", kind="products")
    assert refused.value.code == "unknown_columns"
    assert "missing: name." in refused.value.render("en")


def test_pushed_records_follow_the_same_rules(counter: Counter) -> None:
    """A webhook's records and a file's rows share keys, reasons and duplicates; a nested record is refused."""
    records = [
        {
            "order_id": "1",
            "line_no": 1,
            "ordered_at": "2026-11-01T10:00:00",
            "paid_amount": 12.5,
            "note": None,
        },
        {"order_id": "2", "line_no": 1, "ordered_at": "soon", "paid_amount": Decimal("1.00")},
    ]
    report = counter.push(records)
    assert (report.rows_read, report.loaded, report.source) == (2, 1, "webhook")
    assert [(one.row, one.code) for one in report.quarantined] == [(2, "bad_time:ordered_at")]
    assert (
        counter.load("order_id,line_no,ordered_at,paid_amount\n1,1,2026-11-01 10:00,12.50\n").duplicates == 1
    )
    with pytest.raises(OwnerError) as refused:
        counter.push([{"order_id": ["1"], "ordered_at": "2026-11-01", "paid_amount": 1}])
    assert refused.value.code == "record_form"
