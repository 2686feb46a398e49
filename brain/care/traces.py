"""Personal data in free text: phones, mail addresses, identity cards and bank cards, each told by form and check digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from brain.kernel.i18n import N_

# GB 11643-1999: weights of the first 17 digits, and the check characters by remainder.
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
# GB/T 2260: the first two digits of every province, region and municipality.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
# What stands before a number that is the shop's own, not a person's.
ORDER_WORDS = re.compile(
    r"(?:订单|单号|编号|运单|快递|物流|流水|货号|款号|条码|order|tracking|parcel|invoice|sku|ean|barcode)[^0-9A-Za-z]{0,6}(?:号|no\.?|number|id)?[^0-9A-Za-z]{0,4}$",
    re.IGNORECASE,
)
LOOK_BACK = 24


@dataclass(frozen=True)
class Trace:
    """One piece of personal data at characters [start, end)."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def masked(self) -> str:
        """Enough to recognise it by, too little to use it."""
        if self.kind == "email":
            name, _, host = self.text.partition("@")
            return f"{name[:1]}***@{host[:1]}***"
        return f"{self.text[:2]}{'*' * (len(self.text) - 4)}{self.text[-2:]}"


@dataclass(frozen=True)
class Kind:
    """A kind of personal data: its form, and what else must hold for a piece of that form."""

    name: str
    label: str
    form: re.Pattern[str]
    holds: Callable[[str], bool] = lambda text: True


def _id_card(text: str) -> bool:
    """Province, a possible birthday and the check character (GB 11643-1999)."""
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], ID_WEIGHTS, strict=True))
    return text[:2] in PROVINCES and ID_CHECKS[total % 11] == text[17].upper()


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    doubled = [int(d) * 2 if place % 2 else int(d) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _bank_card(text: str) -> bool:
    digits = re.sub(r"[ -]", "", text)
    return 15 <= len(digits) <= 19 and len(set(digits)) > 1 and luhn(digits)


# In this order: a longer thing is taken before a shorter one could be found inside it.
KINDS: tuple[Kind, ...] = (
    Kind(
        "email",
        N_("mail addresses"),
        re.compile(
            r"(?<![0-9A-Za-z_.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![0-9A-Za-z_-])"
        ),
    ),
    Kind(
        "id_card",
        N_("identity card numbers"),
        re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])"),
        _id_card,
    ),
    Kind(
        "bank_card",
        N_("bank card numbers"),
        # 3 to 6: the industries that issue payment cards (ISO/IEC 7812-1), 62 among them.
        re.compile(
            r"(?<![0-9A-Za-z.,-])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])"
        ),
        _bank_card,
    ),
    Kind(
        "phone",
        N_("phone numbers"),
        re.compile(r"(?<![0-9A-Za-z])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])"),
    ),
    Kind(
        "phone",
        N_("phone numbers"),
        re.compile(
            r"(?<![0-9A-Za-z])(?:0\d{2,3}[ -]\d{7,8}|\+(?!86)\d{1,3}(?:[ -]?\d{2,4}){3,4})(?![0-9A-Za-z])"
        ),
        lambda text: 8 <= sum(char.isdigit() for char in text) <= 15,
    ),
)


def find_traces(text: str) -> Iterator[Trace]:
    """Every piece of personal data in a text, none inside another, numbers of orders and parcels left out."""
    taken: list[tuple[int, int]] = []
    for kind in KINDS:
        for match in kind.form.finditer(text):
            start, end = match.span()
            overlaps = any(start < until and begin < end for begin, until in taken)
            if overlaps or not kind.holds(match[0]):
                continue
            taken.append((start, end))
            if not ORDER_WORDS.search(text, max(0, start - LOOK_BACK), start):
                yield Trace(kind.name, start, end, match[0])
