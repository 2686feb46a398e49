"""What the owner should look at in a file of orders: each doubt is one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from brain.facts.sources.canonical_orders import STATUSES
from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.base import Found
from brain.facts.sources.guessing.return_doubts import returns
from brain.facts.sources.guessing.scoring import STATUS_WORDS
from brain.facts.sources.guessing.sheet import Column, Sheet
from brain.kernel.i18n import N_, Text

MONEY = ("quantity", "unit_price", "discount", "paid_amount", "refund_amount", "order_paid", "order_refund", "order_shipping")  # fmt: skip
SUMMED = ("aggregate", "amount", "paid", "line_net", "gross", "order_total")
"""In a list of products or customers these are sums over a time, and so may be its costs."""
SAME_DAY = 0.8
FEWEST_ORDERS = 5
LEFT_OVER = 0.9
PROVEN = 0.98
"""A quantity that multiplies with a price to an amount is the row's."""
OTHER_ENTRIES = (
    "充值",
    "储值",
    "作废",
    "换货",
    "撤单",
    "退菜",
    "void",
    "top-up",
    "top up",
    "exchange",
    "deposit",
)
SHORTENED = re.compile(r"\d(\.\d+)?[Ee]\+\d+")
MOST_SHOWN = 5
NOT_PAID = frozenset(word.casefold() for name in ("unpaid", "cancelled") for word in STATUSES[name])
Roles = Mapping[str, Found]


def of_another_nature(sheet: Sheet, summed: Sequence[str]) -> list[Text]:
    """A summary, purchases or an account statement can look like orders; sales by product like a list of products."""
    doubts = []
    for concept, msg in (
        ("aggregate", N_("The columns look like a summary ({columns}), not like single orders: is it one?")),
        (
            "purchase",
            N_("The columns look like purchases from suppliers ({columns}), not like sales: are they?"),
        ),
        ("ledger", N_("The columns look like an account statement ({columns}), not like orders: is it one?")),
    ):
        exact = 0.95 if summed is SUMMED else 0.7
        named = [
            one.name
            for one in sheet.with_concept(*(summed if concept == "aggregate" else (concept,)), least=exact)
        ]
        if named:
            doubts.append(Text(msg=msg, args={"columns": ", ".join(named[:MOST_SHOWN])}))
    return doubts


def order_doubts(sheet: Sheet, roles: Roles) -> list[Text]:
    """What about orders should be looked at: words of status, returns, currencies, days, numbers cut short."""
    return (
        _statuses(sheet, roles)
        + _other_entries(sheet, roles)
        + returns(sheet, roles)
        + _left_after_refunds(sheet, roles)
        + _unpaid_with_money(sheet, roles)
        + _currencies(sheet)
        + _days(sheet, roles)
        + _whole_quantity(sheet, roles)
    )


def _statuses(sheet: Sheet, roles: Roles) -> list[Text]:
    doubts = []
    if "status" in roles:
        column = sheet.columns[roles["status"].column]
        unknown = sorted(
            {text for text in column.shape.texts if text and text.casefold() not in STATUS_WORDS}
        )
        if unknown:
            doubts.append(
                Text(
                    msg="“{column}” has words that are not known, and their rows would be left out: {words}. What do they mean?",
                    args={"column": column.name, "words": ", ".join(unknown[:MOST_SHOWN])},
                )
            )
    if not {"refund_amount", "order_refund"} & set(roles):
        doubts += [
            Text(
                msg="“{column}” speaks of refunds, but no column says how much was given back. Is that right?",
                args={"column": one.name},
            )
            for one in sheet.columns
            if _speaks_of_refunds(one) and ("status" not in roles or roles["status"].column != one.index)
        ]
    return doubts


def _speaks_of_refunds(column: Column) -> bool:
    says = any(word in text for text in column.shape.texts for word in ("退款", "退货")) or any(
        "refund" in text.casefold() or "return" in text.casefold() for text in column.shape.texts
    )
    return (
        says
        and column.shape.values <= 8
        and column.shape.length <= 12
        and column.header.best[0] not in ("note", "product_name")
    )


def _other_entries(sheet: Sheet, roles: Roles) -> list[Text]:
    """Rows that are no sales among those that are: void receipts, money paid into a card, exchanges."""
    status = roles["status"].column if "status" in roles else None
    return [
        Text(
            msg="“{column}” says that some rows may be no sales ({words}). Do all rows count?",
            args={
                "column": one.name,
                "words": ", ".join(sorted({text for text in one.shape.texts if text})[:MOST_SHOWN]),
            },
        )
        for one in sheet.columns
        if one.index != status
        and (
            (
                one.header.best[0] == "void_flag"
                and one.shape.filled > 0
                and (one.shape.values > 1 or one.shape.filled < 1)
            )
            or (one.shape.values > 1 and one.header.best[0] in ("row_type", "void_flag"))
            or _names_other_entries(one)
        )
    ]


def _names_other_entries(column: Column) -> bool:
    if (
        column.shape.values > 12
        or column.shape.numeric > 0.5
        or column.header.best[0] in ("note", "product_name", "category", "order_status")
    ):
        return False
    return any(word in text.casefold() for text in column.shape.texts for word in OTHER_ENTRIES)


def cut_numbers(sheet: Sheet, roles: Roles) -> list[Text]:
    """A spreadsheet writes long numbers as 2.6E+17 or fills their end with zeros: orders become one."""
    if "order_id" not in roles:
        return []
    column = sheet.columns[roles["order_id"].column]
    texts = [text for text in column.shape.texts if text]
    cut = [text for text in texts if SHORTENED.fullmatch(text)]
    zeros = [text for text in texts if len(text) >= 16 and text.isdigit() and text.endswith("000")]
    if not cut and (not zeros or len(zeros) < 0.5 * len(texts)):
        return []
    return [
        Text(
            msg="The numbers in “{column}” were shortened by a spreadsheet ({example}), so orders cannot be told apart: can you export them as text?",
            args={"column": column.name, "example": (cut or zeros)[0]},
        )
    ]


def _whole_quantity(sheet: Sheet, roles: Roles) -> list[Text]:
    """Pieces of the whole order on each of its rows."""
    if "quantity" not in roles or "order_id" not in roles or roles["quantity"].confidence > PROVEN:
        return []
    column = sheet.columns[roles["quantity"].column]
    orders = arithmetic.orders_of(sheet.columns[roles["order_id"].column].shape.texts)
    stands = arithmetic.standing(column.numbers, orders)
    if stands.level == "order" and stands.values > 2 and stands.orders >= FEWEST_ORDERS:
        return [
            Text(
                msg="Is “{column}” the quantity of each row, or of the whole order and repeated on its rows?",
                args={"column": column.name},
            )
        ]
    return []


def _left_after_refunds(sheet: Sheet, roles: Roles) -> list[Text]:
    """A payment smaller than its refund is what was left of it."""
    for paid, refund in (("paid_amount", "refund_amount"), ("order_paid", "order_refund")):
        if paid not in roles or refund not in roles:
            continue
        kept, back = sheet.columns[roles[paid].column], sheet.columns[roles[refund].column]
        pairs = [(a, b) for a, b in zip(kept.numbers, back.numbers, strict=True) if a is not None and b]
        wholes = [
            one
            for one in sheet.with_concept("amount", "order_total", "payable", "gross")
            if one.index != kept.index
        ]
        added = any(
            arithmetic.composed(kept.numbers, [(1, back.numbers)], one.numbers) >= LEFT_OVER for one in wholes
        )
        if added or any(a < b for a, b in pairs):
            return [
                Text(
                    msg="“{refund}” is larger than “{paid}” on some rows, or both add up to the order: is “{paid}” what was left after refunds?",
                    args={"refund": back.name, "paid": kept.name},
                )
            ]
    return []


def _unpaid_with_money(sheet: Sheet, roles: Roles) -> list[Text]:
    """An amount on orders that were never paid is what was due, whatever it is called."""
    name = "paid_amount" if "paid_amount" in roles else "order_paid"
    if name not in roles or "status" not in roles:
        return []
    column, words = sheet.columns[roles[name].column], sheet.columns[roles["status"].column].shape.texts
    back = [roles[one].column for one in ("refund_amount", "order_refund") if one in roles]
    found = {
        word
        for row, (word, amount) in enumerate(zip(words, column.numbers, strict=True))
        if word.casefold() in NOT_PAID and amount and not any(sheet.columns[one].numbers[row] for one in back)
    }
    if not found:
        return []
    return [
        Text(
            msg="“{column}” has amounts on orders that were not paid or were cancelled ({words}), which would be left out: is it what was due?",
            args={"column": column.name, "words": ", ".join(sorted(found)[:MOST_SHOWN])},
        )
    ]


def _currencies(sheet: Sheet) -> list[Text]:
    doubts = []
    for one in sheet.with_concept("currency"):
        found = sorted({text.upper() for text in one.shape.texts if text})
        if len(found) > 1:
            doubts.append(
                Text(
                    msg="The amounts are in several currencies ({currencies}), but a shop keeps one.",
                    args={"currencies": ", ".join(found[:MOST_SHOWN])},
                )
            )
    return doubts


def _days(sheet: Sheet, roles: Roles) -> list[Text]:
    """An order happens on one day: rows of one number on many days have something else in common."""
    if "order_id" not in roles or "ordered_at" not in roles:
        return []
    column = sheet.columns[roles["order_id"].column]
    days = sheet.columns[roles["ordered_at"].column].shape.texts
    several = [rows for rows in arithmetic.orders_of(column.shape.texts) if len(rows) > 1]
    one_day = [rows for rows in several if len({days[row][:8] for row in rows if days[row]}) <= 1]
    if several and len(one_day) < SAME_DAY * len(several):
        return [
            Text(
                msg="Rows with the same “{column}” lie on different days: is it really the order number?",
                args={"column": column.name},
            )
        ]
    return []
