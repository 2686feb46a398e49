"""Goods by other names than those on the list."""

from __future__ import annotations

from brain.assistant.understanding.goods_called import also_called


def test_the_shop_s_own_name_is_meant() -> None:
    """尿不湿 is what this shop lists as 纸尿裤."""
    assert also_called({"纸尿裤": ["纸尿裤"]})["尿不湿"] == ["纸尿裤"]


def test_a_name_of_its_own_stays() -> None:
    """A shop that lists both words means two things by them."""
    assert "尿不湿" not in also_called({"纸尿裤": ["纸尿裤"], "尿不湿": ["尿不湿"]})


def test_nothing_is_made_up() -> None:
    """A shop that has none of the goods has no other words for them."""
    assert also_called({"奶粉": ["奶粉"]}) == {}
