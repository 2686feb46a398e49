"""The customer who is to be forgotten: found by number, key or contact, and recognised in free text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from brain.facts.contacts import ContactBook
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import NotFound, OwnerError, Refused
from brain.kernel.i18n import Text

KEY_FORM = re.compile(r"[0-9a-f]{32}")
FORGOTTEN = "forgotten"
"""What stands where a piece of the customer stood in a text that is kept."""
SHORT_NUMBER = 4
"""A customer number shorter than this is told from any other figure only by the word before it."""
LEAST_PHONE_DIGITS = 7
BEFORE_NUMBER = r"(?:顾客|客户|会员|买家|客人|customer|client|buyer|member|\bid|#|编号|号)[^0-9A-Za-z\n]{0,4}"
MOST_NAMED = 10


@dataclass(frozen=True)
class Subject:
    """One customer of one shop: the key, and every piece of contact data that is known, as it was written."""

    shop_id: str
    key: str
    own_ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()

    def is_in(self, text: str) -> bool:
        """Whether the text names the customer: key, number, phone, mail address or name."""
        return any(pattern.search(text) for pattern in (*self._strong, *self._weak))

    def surely_in(self, text: str) -> bool:
        """The same without the name, which others may have too."""
        return any(pattern.search(text) for pattern in self._strong)

    def redacted(self, text: str) -> str:
        """The text with every piece of the customer replaced by `FORGOTTEN`."""
        for pattern in (*self._strong, *self._weak):
            text = pattern.sub(FORGOTTEN, text)
        return text

    def has_cell(self, cell: str) -> bool:
        """Whether a cell of a file is exactly one of the customer's pieces."""
        folded = cell.strip().casefold()
        known = {piece.strip().casefold() for piece in (*self.own_ids, *self.names, *self.emails)}
        return folded in known or (bool(_digits(cell)) and _digits(cell) in {_digits(p) for p in self.phones})

    def surely_has_cell(self, cell: str) -> bool:
        """The same without the name."""
        return self.has_cell(cell) and cell.strip().casefold() not in {
            n.strip().casefold() for n in self.names
        }

    @cached_property
    def _strong(self) -> tuple[re.Pattern[str], ...]:
        found = [re.escape(self.key)]
        found += [_number_pattern(own_id) for own_id in self.own_ids if own_id.strip()]
        found += [_phone_pattern(phone) for phone in self.phones if len(_digits(phone)) >= LEAST_PHONE_DIGITS]
        found += [
            rf"(?<![0-9A-Za-z_.+-]){re.escape(mail.strip())}(?![0-9A-Za-z_-])"
            for mail in self.emails
            if "@" in mail
        ]
        return tuple(re.compile(one, re.IGNORECASE) for one in sorted(found, key=len, reverse=True))

    @cached_property
    def _weak(self) -> tuple[re.Pattern[str], ...]:
        found = [name.strip() for name in self.names if len(name.strip()) >= 2]
        bounded = [
            rf"(?<![0-9A-Za-z]){re.escape(name)}(?![0-9A-Za-z])"
            for name in sorted(found, key=len, reverse=True)
        ]
        return tuple(re.compile(one, re.IGNORECASE) for one in bounded)


def find_subject(
    warehouse: Warehouse,
    contacts: ContactBook,
    shop: Shop,
    *,
    own_id: str = "",
    key: str = "",
    contact: str = "",
) -> Subject:
    """The customer with this number of the owner's, this key, or this phone, mail address or name.

    Raises NotFound when nothing is known of them, Refused when several customers share the contact, OwnerError unless
    exactly one of the three is given.
    """
    if sum(map(bool, (own_id.strip(), key.strip(), contact.strip()))) != 1:
        raise OwnerError(
            "which_customer",
            Text(msg="Say which customer: by your own number, by key, or by contact."),
            Text(msg="Give one of them."),
        )
    if contact.strip():
        chosen = _key_of_contact(warehouse, contacts, shop, contact)
    else:
        chosen = contacts.customer_key(shop.id, own_id.strip()) if own_id.strip() else _checked(key)
    subject = described(warehouse, contacts, shop, chosen, own_id.strip())
    if not is_known(warehouse, shop.id, chosen):
        raise _unknown()
    return subject


def is_known(warehouse: Warehouse, shop_id: str, key: str) -> bool:
    """Whether any table knows the customer, be it as one who was forgotten."""
    places = (
        "customer_version", "order_line_version", "event_version", "review_version", "customer_contact",
        "customer_tag", "forgotten_customer",
    )  # fmt: skip
    with warehouse.cursor() as cursor:
        return any(
            cursor.execute(
                f"SELECT 1 FROM {place} WHERE shop_id = ? AND customer_key = ? LIMIT 1", [shop_id, key]
            ).fetchone()
            for place in places
        )


def sealed_contacts(
    warehouse: Warehouse, contacts: ContactBook, shop_id: str, key: str | None = None
) -> Iterable[tuple[str, dict[str, str]]]:
    """(customer key, contact data) of every stored token, of one customer or of the whole shop."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            "SELECT customer_key, sealed FROM customer_contact WHERE shop_id = $shop AND ($key IS NULL OR customer_key = $key)",
            {"shop": shop_id, "key": key},
        ).fetchall()
    return ((row[0], contacts.unseal(bytes(row[1]))) for row in rows)


def described(warehouse: Warehouse, contacts: ContactBook, shop: Shop, key: str, own_id: str = "") -> Subject:
    """The customer of this key with every piece that any stored contact has, and the number that was typed."""
    known = [pieces for _, pieces in sealed_contacts(warehouse, contacts, shop.id, key)]

    def every(name: str) -> frozenset[str]:
        return frozenset(pieces[name] for pieces in known if pieces.get(name))

    return Subject(
        shop_id=shop.id,
        key=key,
        own_ids=every("id") | ({own_id} if own_id else set()),
        names=every("name"),
        phones=every("phone"),
        emails=every("email"),
    )


def _key_of_contact(warehouse: Warehouse, contacts: ContactBook, shop: Shop, contact: str) -> str:
    found: dict[str, str] = {}
    for key, pieces in sealed_contacts(warehouse, contacts, shop.id):
        one = Subject(
            shop.id,
            key,
            own_ids=frozenset({pieces.get("id", "")}),
            names=frozenset({pieces.get("name", "")}),
            phones=frozenset({pieces.get("phone", "")}),
            emails=frozenset({pieces.get("email", "")}),
        )
        if one.has_cell(contact):
            found[key] = pieces.get("id", "")
    if not found:
        raise _unknown()
    if len(found) > 1:
        named = ", ".join(sorted(found.values())[:MOST_NAMED])
        raise Refused(
            "several_customers",
            Text(
                msg="{count} customers have this contact: {numbers}.",
                args={"count": len(found), "numbers": named},
            ),
            Text(msg="Name the one you mean by your own customer number."),
        )
    return next(iter(found))


def _checked(key: str) -> str:
    if not KEY_FORM.fullmatch(key.strip()):
        raise OwnerError(
            "customer_key",
            Text(msg="{key} is not a customer key.", args={"key": key.strip()[:40]}),
            Text(msg="It has 32 letters and digits, 0-9 and a-f."),
        )
    return key.strip()


def _unknown() -> NotFound:
    return NotFound(
        "no_customer",
        Text(msg="Nothing is known of this customer."),
        Text(msg="Check the number as your shop system writes it; blanks and capitals count."),
    )


def _number_pattern(own_id: str) -> str:
    written = re.escape(own_id.strip())
    bounded = rf"(?<![0-9A-Za-z]){written}(?![0-9A-Za-z])"
    # "5" is in half of all questions, "customer 5" is about somebody.
    return rf"{BEFORE_NUMBER}{bounded}" if len(own_id.strip()) < SHORT_NUMBER else bounded


def _phone_pattern(phone: str) -> str:
    return r"(?<!\d)(?:\+?86[\s-]?)?" + r"[\s-]?".join(_digits(phone)) + r"(?!\d)"


def _digits(text: str) -> str:
    """The digits of a phone number without China's prefix; empty for what is no phone number."""
    digits = re.sub(r"[\s()+.-]", "", text)
    if not digits.isdecimal():
        return ""
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
