"""Holds a finished text against its claims: a number that no claim supports does not leave the house.

Pure and language-blind: it reads Arabic and full-width digits, money, rates, 万 and k, and those Chinese and English number
words that state an amount (三成, 八五折, 三百件, fifty percent, half price). Ordinary small words (一起, 一件, one more) are not amounts.
It compares numbers, not meaning: a growth of 20 % also supports "20% off", so give it only the claims the text may use.
"""

from __future__ import annotations

from collections.abc import Iterable

from brain.kernel.evidence import Claim
from brain.kernel.number_words import Mention, mentions, plain_form

# After one of these an allowed "39" is another number: 390, 39.5, 39%, 39万, 39折.
_CHANGES_THE_NUMBER = "0123456789%‰万千百亿折成倍kKwWmM"
# Masks what is allowed; neither a digit nor a letter, so that nothing is joined across it.
_MASK = "\ufffc"


def unsupported_numbers(text: str, claims: Iterable[Claim], allowed: Iterable[str] = ()) -> list[str]:
    """The numbers of `text`, as written and in order, that neither a claim nor an allowed string supports.

    A number matches a claim at the precision it is written in: "35%" matches the rate 0.354, "1.2万" the amount 12,036,
    "¥39.9" the price 39.90; rates match only rates, and money, counts and days never match a rate. A written sign must
    be the claim's sign; without one, words carry the direction and the amount alone is compared. 八折 matches a rate of 0.8
    or a discount of 0.2. `allowed` are strings whose numbers are given: product names, times, dates, an offer; each excuses
    only whole occurrences of itself ("39" does not excuse "390" or "39%").
    """
    known = tuple(claims)
    plain = plain_form(text)
    masked = _without(plain, allowed)
    return [
        text[found.start : found.end]
        for found in mentions(masked)
        if not any(supports(found, claim) for claim in known)
    ]


def _without(plain: str, allowed: Iterable[str]) -> str:
    """`plain` with every whole occurrence of an allowed string masked, the longest first; length is kept."""
    for given in sorted({plain_form(words).strip() for words in allowed} - {""}, key=len, reverse=True):
        start = plain.find(given)
        while start >= 0:
            end = start + len(given)
            if _stands_alone(plain, start, end):
                plain = plain[:start] + _MASK * len(given) + plain[end:]
            start = plain.find(given, start + 1)
    return plain


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """False when a digit outside would read on from the occurrence."""
    before, after = plain[:start], plain[end:]
    if plain[start].isdigit() and (before[-1:].isdigit() or _joined(before[-1:], before[-2:-1])):
        return False
    if not plain[end - 1].isdigit():
        return True
    after = after.lstrip(" ") if after.lstrip(" ")[:1] in ("%", "‰") else after
    return not (after[:1] and after[0] in _CHANGES_THE_NUMBER) and not _joined(after[:1], after[1:2])


def _joined(mark: str, digit: str) -> bool:
    return mark in (".", ",", ":") and digit.isdigit()


def supports(found: Mention, claim: Claim) -> bool:
    """True when the claim, rounded as the number is written, is that number."""
    if found.value is None or (claim.unit == "rate") != (found.kind in ("rate", "price_share")):
        return False
    if found.kind == "money" and claim.unit != "money":
        return False
    half = found.step / 2
    if found.kind == "price_share":
        return any(abs(share - found.value) <= half for share in (claim.value, 1 - claim.value))
    if found.sign:
        return abs(claim.value - found.sign * found.value) <= half
    return abs(abs(claim.value) - found.value) <= half
