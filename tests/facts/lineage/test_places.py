"""Where a row stands in its file, in the numbers that a person sees there."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from brain.facts.lineage.places import Place, place_in_file
from brain.facts.lineage.words import place_words

SHEETS = {
    "sheets": [
        {"name": "一月", "first_row": 1, "last_row": 10, "before": 3},
        {"name": "二月", "first_row": 11, "last_row": 15, "before": 1},
    ]
}


def test_sheets_are_counted_through() -> None:
    """The first row of the second sheet is below that sheet's own header."""
    reading = json.dumps(SHEETS)
    assert place_in_file(reading, 1) == Place(row=1, sheet="一月", line=4)
    assert place_in_file(reading, 10) == Place(row=10, sheet="一月", line=13)
    assert place_in_file(reading, 11) == Place(row=11, sheet="二月", line=2)


def test_what_is_not_known_is_not_said() -> None:
    """Text files, old imports and rows beyond the sheets have their number only."""
    for reading in (None, "", "null", "[]", '{"header_row": 4}', json.dumps(SHEETS)):
        assert place_in_file(reading, 99) == Place(row=99)


def test_a_second_file_counts_for_itself() -> None:
    """Rows of the companion are numbered on after the first file's."""
    reading = json.dumps(SHEETS | {"companion": {"first_row": 16, "header_row": 1}})
    place = place_in_file(reading, 18)
    assert place == Place(row=3, in_companion=True)
    assert place_words(place, "en") == "row 3 of the second file"
    assert place_in_file(reading, 15).sheet == "二月"


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 9)), min_size=1, max_size=6))
def test_every_row_has_its_own_place(sheets: list[tuple[int, int]]) -> None:
    """No two rows of a workbook are said to stand on one line of one sheet."""
    first, known = 1, []
    for number, (rows, before) in enumerate(sheets):
        known.append(
            {"name": str(number), "first_row": first, "last_row": first + rows - 1, "before": before}
        )
        first += rows
    places = [place_in_file(json.dumps({"sheets": known}), row) for row in range(1, first)]
    assert len({(place.sheet, place.line) for place in places}) == first - 1
    assert all(place.line is not None and place.line >= 1 for place in places)
