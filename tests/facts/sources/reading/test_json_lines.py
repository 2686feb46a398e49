"""Files of JSON objects: one a line, in an array, damaged, and with numbers that a double would spoil."""

import json
from decimal import Decimal

import pytest

from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter

VIEW = {"event_id": "e1", "happened_at": "2026-11-01T10:00:00", "type": "view", "product_id": "P1"}
CART = {"event_id": "e2", "happened_at": "2026-11-01T10:05:00+08:00", "type": "cart", "customer_id": "C1"}
ORDER = (
    '{"order_id": 260000000000000017, "ordered_at": "2026-11-01 10:00", "product_id": "007", "quantity": 2, '
    '"paid_amount": 12.50, "more": {"a": [1]}}'
)


def lines(*records: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def test_events_one_object_a_line_are_loaded(counter: Counter) -> None:
    """Keys may differ from line to line; a line break at the end is not needed."""
    report = counter.load(lines(VIEW, CART).rstrip("\n"))
    assert (report.kind, report.rows_read, report.loaded) == ("events", 2, 2)
    assert counter.rows("SELECT type, product_id FROM event ORDER BY event_id") == [
        ("view", "P1"),
        ("cart", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([VIEW, CART]),
        json.dumps([VIEW, CART], indent=2),
        json.dumps(VIEW, indent=1) + "\n" + json.dumps(CART, indent=1),
    ],
)
def test_an_array_or_objects_over_several_lines_are_the_same(counter: Counter, text: str) -> None:
    """However the objects are laid out in the file, they bring the same rows."""
    counter.load(lines(VIEW, CART))
    report = counter.load(text)
    assert (report.loaded, report.duplicates) == (0, 2)


def test_numbers_stay_as_they_are_written(counter: Counter) -> None:
    """An order number of 18 digits keeps its end, money its cents, a product number its zeros."""
    counter.load(ORDER + "\n")
    (row,) = counter.rows("SELECT order_id, product_id, paid_amount FROM order_line")
    assert (row[0][-18:], row[1], row[2]) == ("260000000000000017", "007", Decimal("12.5"))


def test_an_array_longer_than_a_block_is_read_whole(counter: Counter) -> None:
    """Objects that lie across the borders of what is read at once are neither lost nor doubled."""
    many = [{**VIEW, "event_id": f"e{number}", "note": "页" * (number % 97)} for number in range(9000)]
    assert counter.load(json.dumps(many, ensure_ascii=False)).loaded == 9000


def test_a_line_that_is_no_object_is_left_out_by_itself(counter: Counter) -> None:
    """Its number counts the lines, and it can be downloaded as it stood."""
    report = counter.load(lines(VIEW) + '{"event_id": "e9", oops\n"a word"\n' + lines(CART))
    assert (report.rows_read, report.loaded) == (4, 2)
    assert counter.rows("SELECT row_no, reason FROM quarantine ORDER BY 1") == [
        (2, "no_json_object"),
        (3, "no_json_object"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (lines(VIEW) + '{"event_id": "e2", "happe', "file_cut"),
        (json.dumps([VIEW, CART])[:-20], "json_broken"),
        ("[" + json.dumps(VIEW) + "; " + json.dumps(CART) + "]", "json_broken"),
        ("[{}]", "file_empty"),
        (json.dumps({f"k{number}": 1 for number in range(1500)}), "too_many_columns"),
    ],
)
def test_what_cannot_be_used_is_refused_whole(counter: Counter, text: str, code: str) -> None:
    """Cut, damaged, empty or endless JSON is named, and nothing is loaded."""
    with pytest.raises(OwnerError) as refused:
        counter.load(text)
    assert refused.value.code == code
    assert counter.rows("SELECT count(*) FROM event") == [(0,)]
