"""What an owner types about the back office: figures, and the month or day that they are of."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal, InvalidOperation

from brain.facts.quality.parts import Figure, Scope
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text

FIGURE_LABELS: dict[Figure, str] = {
    "orders": N_("Orders"),
    "paid": N_("Gross sales"),
    "refunds": N_("Refunds"),
    "net": N_("Net sales"),
}
SCOPE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
LARGEST = Decimal(10) ** 13
TYPED = re.compile(r"[-−+]?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,4})?")
SIGNS = re.compile(r"^(CNY|RMB|USD|EUR|GBP|[¥￥$£€])|元$")


def days_of(scope: str) -> Scope:
    """The days of "", "2026-11" or "2026-11-20". Raises OwnerError for anything else."""
    if not scope:
        return Scope()
    match = SCOPE.fullmatch(scope)
    try:
        if match is None:
            raise ValueError(scope)
        year, month, day = int(match[1]), int(match[2]), match[3]
        first = date(year, month, int(day) if day else 1)
    except ValueError as error:
        raise OwnerError(
            "scope",
            Text(msg="{text} is neither a month nor a day.", args={"text": scope}),
            Text(msg="Write it like 2026-11 or 2026-11-20."),
        ) from error
    return Scope(first, first if day else first.replace(day=calendar.monthrange(year, month)[1]))


def parse_figure(figure: Figure, typed: str) -> Decimal:
    """What a person typed or pasted: `8,420.50`, `¥8420.5`, `1.2万`. Raises OwnerError for what is no number."""
    text = SIGNS.sub(
        "", typed.strip().translate(str.maketrans("，．０１２３４５６７８９", ",.0123456789")).upper()
    ).strip()
    scale = Decimal(10_000) if text.endswith("万") else Decimal(1)
    text = text.removesuffix("万").strip()
    try:
        if not TYPED.fullmatch(text):
            raise InvalidOperation(text)
        value = Decimal(text.replace(",", "").replace("−", "-")) * scale
        if abs(value) >= LARGEST or (
            figure == "orders" and (value < 0 or value != value.to_integral_value())
        ):
            raise InvalidOperation(text)
    except InvalidOperation as error:
        raise OwnerError(
            "figure",
            Text(
                msg="“{typed}” is not a number that {figure} can have.",
                args={"typed": typed, "figure": Text(msg=FIGURE_LABELS[figure])},
            ),
            Text(msg="Write it like 8420.50."),
        ) from error
    return value
