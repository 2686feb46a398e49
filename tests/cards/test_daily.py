"""Columns by day: honest zero, the given order, gaps marked."""

from __future__ import annotations

from cards.daily import Column, columns

ROWS = [Column("11月2日", 20, "¥20"), Column("11月3日", 0, "¥0", missing=True), Column("11月4日", 5, "¥5")]


def test_bars_start_at_zero_and_keep_their_order() -> None:
    """Both layers follow the names as given, on one scale from zero."""
    spec = columns(ROWS, "Paid")
    assert spec["encoding"]["x"]["sort"] == ["11月2日", "11月3日", "11月4日"]
    assert {layer["encoding"]["y"]["scale"]["domain"][0] for layer in spec["layer"]} == {0}
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 20]


def test_only_missing_days_are_banded() -> None:
    """The band is as high as the picture, whatever was sold on the day."""
    spec = columns(ROWS, "Paid")
    assert [value["missing"] for value in spec["data"]["values"]] == [False, True, False]
    assert {value["top"] for value in spec["data"]["values"]} == {20}
    assert spec["layer"][1]["transform"] == [{"filter": "datum.missing"}]


def test_nothing_sold_is_drawn_flat() -> None:
    """A scale of no height would be an error in the browser."""
    assert columns([Column("a", 0, "0")], "Paid")["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 1.0]
    assert columns([], "Paid")["data"]["values"] == []
