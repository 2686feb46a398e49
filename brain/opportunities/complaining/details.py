"""A closer look at one product's complaints: the sentences themselves, whether those who wrote them bought it, and what came back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brain.analysis.complaint_words import theme_of
from brain.analysis.complaints import WORDS, runs_of
from brain.facts.reader import Result
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.complaining.scan import RECENT_DAYS
from brain.opportunities.keeping import Kept

MOST_QUOTES = 3
LONGEST_QUOTE = 60
BOUGHT_WITHIN_DAYS = 180
# Telephone and order numbers that a customer wrote into a review do not belong on a card.
_NUMBER = re.compile(r"\d{5,}")

ORDERS = """SELECT count(DISTINCT CASE WHEN list_contains($voices, customer_key) THEN customer_key END) AS buyers,
    sum(CASE WHEN ordered_on >= $since THEN 1 ELSE 0 END) AS bought,
    sum(CASE WHEN ordered_on >= $since AND (status = 'refunded' OR refund_amount > 0) THEN 1 ELSE 0 END) AS back,
    max(product_name) AS name
FROM order_line
WHERE shop_id = $shop AND product_id = $product AND line_type = 'product' AND status IN ('paid', 'refunded')
    AND paid_amount > 0 AND ordered_on >= $first AND ordered_on < $until"""
NAME = "SELECT max(name) AS name FROM product WHERE shop_id = $shop AND product_id = $product"


@dataclass(frozen=True)
class Details:
    """`quotes` are sentences of different customers, newest first; `known` whether any of them has a name in the data."""

    name: str
    theme: str
    quotes: tuple[str, ...]
    known: bool
    orders: Result


def read_details(situation: Situation, kept: Kept, candidate: Candidate, scanned: Result) -> Details:
    """What can be said about one candidate of the scan."""
    product, _, theme = candidate.key.partition(":")
    said = [row for row in _rows(scanned, product) if row["recent"] and says(str(row["text"]), theme)]
    voices = sorted({str(row["voice"]) for row in said if not str(row["voice"]).startswith("?")})
    orders = kept.sql(
        ORDERS,
        {
            "product": product, "voices": voices, "since": situation.days_before(RECENT_DAYS),
            "first": situation.days_before(BOUGHT_WITHIN_DAYS), "until": situation.end,
        },
    )  # fmt: skip
    name = kept.sql(NAME, {"product": product}).rows[0][0] or orders.rows[0][3] or product
    return Details(str(name), theme, _quotes(said), bool(voices), orders)


def _rows(scanned: Result, product: str) -> list[dict[str, object]]:
    rows = [dict(zip(scanned.columns, row, strict=True)) for row in scanned.rows]
    return [row for row in rows if row["product_id"] == product]


def says(text: str, theme: str) -> bool:
    """Whether a complaint is of this theme, or has these words."""
    if theme.startswith(WORDS):
        return theme.removeprefix(WORDS) in runs_of(text)
    return theme_of(text) == theme


def _quotes(said: list[dict[str, object]]) -> tuple[str, ...]:
    """One sentence a voice, no sentence twice, short enough to read."""
    quotes: dict[str, str] = {}
    for row in reversed(said):
        text = _NUMBER.sub("…", " ".join(str(row["text"]).split()))
        short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
        if short not in quotes.values():
            quotes.setdefault(str(row["voice"]), short)
    return tuple(quotes.values())[:MOST_QUOTES]
