"""What any text must pass before it is offered, whoever wrote it: length, link, grounding, advertising law."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from brain.content.compliance import check
from brain.content.drafting.brief import Brief
from brain.kernel.grounding import unsupported_numbers
from brain.kernel.number_words import plain_form

LINK = "{link}"
LONGEST_ZH = 120
LONGEST_EN = 60
_SENTENCE_END = re.compile(r"[。！？!?～~\n]+|\.(?=\s|$)")
_MONEY = re.compile(r"(?:[¥￥$£€]\s?(\d[\d,]*(?:\.\d+)?))|(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s?(?:元|块)")


def objections(text: str, brief: Brief) -> list[str]:
    """Why `text` may not be offered, as codes for the log; empty when it may.

    Codes: "link" (not exactly one {link}, at the end), "length", "numbers" (one without a claim), "price" (a product beside
    another product's price), "law" (the gate blocks it).
    """
    found = {
        "link": text.count(LINK) != 1 or not text.endswith(LINK),
        "length": too_long(text, brief),
        "numbers": bool(unsupported_numbers(text, brief.claims, brief.given())),
        "price": _prices_are_swapped(text, brief),
        "law": check(text.replace(LINK, ""), subject_names=brief.names()).verdict == "block",
    }
    return [code for code, objected in found.items() if objected]


def too_long(text: str, brief: Brief) -> bool:
    """True above 120 characters (Chinese) or 60 words (English), the link not counted."""
    words = text.replace(LINK, "")
    if brief.lang == "zh":
        return len(words.strip()) > LONGEST_ZH
    return len(words.split()) > LONGEST_EN


def sentences(text: str) -> set[str]:
    """The sentences of `text` without their ends and without the link: what two voices must not share."""
    parts = (part.replace(LINK, "").strip(" ：:,，") for part in _SENTENCE_END.split(text))
    return {part for part in parts if part}


def _prices_are_swapped(text: str, brief: Brief) -> bool:
    """True when the amount behind a product's name is not its price: each number true, the pair false."""
    spoken = plain_form(text.replace(brief.offer, " ") if brief.offer else text)
    prices: dict[str, set[Decimal | None]] = defaultdict(set)
    for product in brief.products:
        for name in (product.label, product.name):
            prices[plain_form(name)].add(product.price)
    if not prices:
        return False
    named = re.compile("|".join(map(re.escape, sorted(prices, key=len, reverse=True))))
    places = list(named.finditer(spoken))
    ends = [*(place.start() for place in places), len(spoken)][1:]
    return any(
        amount not in prices[place[0]]
        for place, end in zip(places, ends, strict=True)
        for amount in _first_amount(spoken[place.end() : end])
    )


def _first_amount(words: str) -> list[Decimal]:
    match = _MONEY.search(words)
    return [Decimal((match[1] or match[2]).replace(",", ""))] if match else []
