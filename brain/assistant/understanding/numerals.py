"""Numbers as they are written in a sentence: 10, 十, 二十三, 两, 二零二五."""

from __future__ import annotations

from itertools import pairwise

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
NUMERALS = "".join([*DIGITS, *TENS])


def chinese_number(written: str) -> int | None:
    """The value of a run of Chinese numerals, or None when it is no number (千千)."""
    if all(c in DIGITS for c in written):
        digits = [DIGITS[c] for c in written]
        if len(digits) in (2, 3) and all(b == a + 1 for a, b in pairwise(digits)):
            return None  # 两三次, 二三四个月: about so many, or one and the other
        return int("".join(str(DIGITS[c]) for c in written))
    total, digit = 0, None
    ceiling = 10_000
    for character in written:
        if character in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[character]
            continue
        unit = TENS[character]
        if unit >= ceiling:
            return None
        total += unit * (1 if digit is None else digit)
        ceiling, digit = unit, None
    return total + (digit or 0)
