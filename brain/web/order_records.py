"""The body of an order webhook: a JSON array, one JSON object, or JSON lines of canonical order lines."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

MOST_RECORDS = 5000
LONGEST_NUMBER = 30
REQUIRED = ("order_id", "ordered_at")


def parse_orders(body: bytes) -> list[dict[str, str]]:
    """Records with every value as text, ready for the importer; numbers keep the digits they were sent with.

    Raises OwnerError "malformed" (nothing of it can be used) naming the record that is wrong, counted from 1.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _malformed(Text(msg="The body is not UTF-8.")) from error
    found = _decoded(text)
    if not found:
        raise _malformed(Text(msg="The body holds no orders."))
    if len(found) > MOST_RECORDS:
        raise _malformed(
            Text(
                msg="{count} records in one request; {most} is the most.",
                args={"count": len(found), "most": MOST_RECORDS},
            )
        )
    return [_record(number, one) for number, one in enumerate(found, start=1)]


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
        raise _malformed(Text(msg="Record {number} is not JSON.", args={"number": number})) from error


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON.")


def _record(number: int, one: Any) -> dict[str, str]:
    if not isinstance(one, dict):
        raise _malformed(Text(msg="Record {number} is not an object.", args={"number": number}))
    values = {name: _plain(number, name, value) for name, value in one.items()}
    lacking = [name for name in REQUIRED if not values.get(name, "").strip()]
    priced = values.get("paid_amount") or (values.get("quantity") and values.get("unit_price"))
    if not priced:
        lacking.append("paid_amount")
    if lacking:
        raise _malformed(
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
    raise _malformed(
        Text(
            msg="Record {number}: {field} must be a plain value.", args={"number": number, "field": name[:60]}
        )
    )


def _malformed(message: Text) -> OwnerError:
    return OwnerError(
        "malformed",
        message,
        Text(msg="Send canonical order lines as a JSON array or JSON lines; nothing was loaded."),
    )
