"""Personal data in free text: found where it is, not where a number only looks like it, and never shown."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.care.traces import ID_CHECKS, ID_WEIGHTS, find_traces, luhn

CARD = "4111111111111111"
ID_CARD = "11010519491231002X"


def kinds(text: str) -> list[str]:
    """The kinds found, in the order of the text."""
    return [trace.kind for trace in sorted(find_traces(text), key=lambda trace: trace.start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打我电话13812345678谢谢", ["phone"]),
        ("138 1234 5678 / 138-1234-5678", ["phone", "phone"]),
        ("+86 13812345678", ["phone"]),
        ("座机 021-55667788", ["phone"]),
        ("call +44 20 7946 0958", ["phone"]),
        ("写信到 anna.lin@example.com。", ["email"]),
        (f"身份证{ID_CARD}", ["id_card"]),
        ("身份证" + ID_CARD.lower(), ["id_card"]),
        (f"卡号 {CARD}", ["bank_card"]),
        ("4111 1111 1111 1111", ["bank_card"]),
        (f"微信 13812345678 邮箱 a@b.cn 卡 {CARD}", ["phone", "email", "bank_card"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str]) -> None:
    """However it is written and whatever stands around it."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "订单号 4111111111111111",
        "订单13812345678已发货",
        "order no. 4111111111111111",
        "快递单号：13812345678",
        "2026-11-20 10:00 卖了 1234567.89 元",
        "4111111111111112",
        "110105194912310021",
        "110105194913310029",
        "990105194912310020",
        "12812345678",
        "138123456789",
        "SKU13812345678A",
        "第 12345678 号店 @ 上海",
        "0000000000000000",
        "2026111020261111",
    ],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    """Numbers of orders and parcels, wrong check digits, impossible birthdays, longer numbers."""
    assert kinds(text) == []


@given(st.text("0123456789", min_size=14, max_size=18))
def test_the_check_digit_of_a_bank_card_has_one_value(digits: str) -> None:
    """Of the ten last digits exactly one makes a number pass (ISO/IEC 7812-1)."""
    assert sum(luhn(digits + last) for last in "0123456789") == 1


@given(
    st.dates().filter(lambda day: day.year >= 1900),
    st.integers(0, 999),
    st.sampled_from(["11", "31", "44", "65"]),
)
def test_every_rightly_made_identity_number_is_found(day: object, number: int, province: str) -> None:
    """And with any other check character it is not."""
    first = f"{province}0101{day:%Y%m%d}{number:03}"
    right = ID_CHECKS[sum(int(d) * w for d, w in zip(first, ID_WEIGHTS, strict=True)) % 11]
    assert [t.kind for t in find_traces(f"（{first}{right}）")] == ["id_card"]
    for wrong in set(ID_CHECKS) - {right}:
        assert "id_card" not in kinds(first + wrong)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_masked_example_gives_nothing_away(phone: str) -> None:
    """The middle is gone: at most four digits are left."""
    (trace,) = find_traces(f"电话{phone}")
    assert trace.text == phone
    assert sum(char.isdigit() for char in trace.masked) == 4
    assert trace.masked.count("*") == 7


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    """Whatever it holds: pieces lie inside it and do not overlap."""
    found = sorted(find_traces(text), key=lambda trace: trace.start)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
