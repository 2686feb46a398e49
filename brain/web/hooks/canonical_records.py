"""The body of a webhook of our own scheme: a JSON array, one JSON object, or JSON lines of canonical records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

MOST_RECORDS = 5000
LONGEST_NUMBER = 30


@dataclass(frozen=True)
class Records:
    """What a record of one kind must have; `priced`: an amount, or a quantity with a unit price. `none` says there are none."""

    required: tuple[str, ...]
    none: Text
    hint: Text
    priced: bool = False


ORDERS = Records(
    ("order_id", "ordered_at"),
    Text(msg="The body holds no orders."),
    Text(msg="Send canonical order lines as a JSON array or JSON lines; nothing was loaded."),
    priced=True,
)
_HINT = Text(msg="Send canonical records as a JSON array or JSON lines; nothing was loaded.")
CUSTOMERS = Records(("customer_id",), Text(msg="The body holds no customers."), _HINT)
EVENTS = Records(("event_id", "happened_at", "type"), Text(msg="The body holds no events."), _HINT)


class _Wrong(Exception):
    """What is wrong with a body, before it is known what to advise."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.msg)


def parse_records(body: bytes, records: Records) -> list[dict[str, str]]:
    """Records with every value as text, ready for the importer; numbers keep the digits they were sent with.

    Raises OwnerError "malformed" (nothing of it can be used) naming the record that is wrong, counted from 1.
    """
    try:
        return _parsed(body, records)
    except _Wrong as wrong:
        raise OwnerError("malformed", wrong.message, records.hint) from wrong


def _parsed(body: bytes, records: Records) -> list[dict[str, str]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Wrong(Text(msg="The body is not UTF-8.")) from error
    found = _decoded(text)
    if not found:
        raise _Wrong(records.none)
    if len(found) > MOST_RECORDS:
        raise _Wrong(
            Text(
                msg="{count} records in one request; {most} is the most.",
                args={"count": len(found), "most": MOST_RECORDS},
            )
        )
    return [_record(number, one, records) for number, one in enumerate(found, start=1)]


def _decoded(text: str) -> list[Any]:
    try:
        whole = _loads(text)
    except (ValueError, RecursionError):
        return [_line(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return whole if isinstance(whole, list) else [whole]


def _line(number: int, line: str) -> Any:
    try:
        return _loads(line)
    except (ValueError, RecursionError) as error:
        raise _Wrong(Text(msg="Record {number} is not JSON.", args={"number": number})) from error


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON.")


def _record(number: int, one: Any, records: Records) -> dict[str, str]:
    if not isinstance(one, dict):
        raise _Wrong(Text(msg="Record {number} is not an object.", args={"number": number}))
    values = {name: _plain(number, name, value) for name, value in one.items()}
    lacking = [name for name in records.required if not values.get(name, "").strip()]
    priced = values.get("paid_amount") or (values.get("quantity") and values.get("unit_price"))
    if records.priced and not priced:
        lacking.append("paid_amount")
    if lacking:
        raise _Wrong(
            Text(msg="Record {number} lacks {fields}.", args={"number": number, "fields": ", ".join(lacking)})
        )
    return values


def _plain(number: int, name: str, value: Any) -> str:
    """A value as a file would spell it. A number with a monstrous exponent is not written out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal) and abs(value.adjusted()) <= LONGEST_NUMBER:
        return format(value, "f")
    if isinstance(value, str | int):
        return str(value)
    raise _Wrong(
        Text(
            msg="Record {number}: {field} must be a plain value.", args={"number": number, "field": name[:60]}
        )
    )
