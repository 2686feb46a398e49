"""English in the words of the grammar, room by room: what says the same becomes the same, and what does not stays."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.english_said import in_plain_english

SAID = {
    "one number per week for june's sales": "per week for june's sales",
    "june's sales a week at a time": "june's sales by week",
    "top 5 brands in october, lump all the remaining ones into a single line": "top 5 brands in october, others",
    "top three products in may, rest bundled up": "top three products in may, others",
    "products ranked by units in june, first 10": "products ranked 10 by units in june",
    "july sales, just the one number": "july sales in total",
    "sales for germany and france shown separately": "sales for germany and france , each",
    "split september's takings by how expensive the items are, cheap ones to dear ones": "september's takings by price band",
    "group june's orders by size of order": "june's orders by order value band",
    "how many people put tea in their cart last month": "cart users of tea last month",
    "how often was tea looked at": "views of tea",
    "which category put on the most sales going from may to june": "which category grew the most in sales from may to june",
    "why were february's takings so far below january's": "why were february's takings below january's",
    "what fraction of sales was refunded in may": "what was the refund rate in may",
    "how come we took so little in may": "why we took less in may",
    "sales in june vs the previous month": "sales in june vs the month before",
    "double eleven itself, the 11th, sales": "double eleven, sales",
    "the middle of july, 11th to 20th, sales": "11th to 20th of july, sales",
    "the fortnight from 4 july, sales": "4 july to 17 july, sales",
    "first 15 days of august against the rest": "first 15 days of august against last 16 days of august",
    "sales 15 july compared with a week earlier": "sales 15 july compared with 8 july",
    "thursdays or fridays, which brought more orders in over june": "orders on thursdays vs fridays over june",
    "everywhere bar the uk": "excluding the uk",
    "how many orders landed in april": "how many orders in april",
    "sales for every brand we carry": "sales for every brand",
    "swap germany for france": "france instead",
    "countries instead of products": "by country",
    "put march next to it": "compare with march",
    "how are july orders spread over order value bands": "how are july orders by order value band",
    "what needs my attention?": "what should we do",
    "any surprises this month?": "anything odd this month",
    "how did last month treat us": "how are we doing last month",
}  # fmt: skip
KEPT = (
    "double eleven, the 12th, sales",
    "the fortnight from 20 february, sales",
    "how many customers do we still have",
    "customers who bought tea instead of coffee",
    "top products by price in july",
    "sales this month vs the previous month",
    "put the price up",
    "compare it with before",
    "how many new customers did we pick up each month",
    "sales in the first half of july",
)


@pytest.mark.parametrize("text", SAID)
def test_it_is_said_plainer(text: str) -> None:
    """Each says the very same in words that the grammar knows."""
    assert " ".join(in_plain_english(text).split()).strip(" ?") == SAID[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_says_something_else_is_kept(text: str) -> None:
    """A day that is not the festival's, a figure of people, a sorted list: their words stay as they are."""
    assert in_plain_english(text) == text
