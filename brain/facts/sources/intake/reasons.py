"""Why a row was left out. The code is stored with the row; the sentence is made when somebody reads it."""

from __future__ import annotations

from brain.kernel.i18n import N_, Text

REASONS: dict[str, str] = {
    "missing": N_("“{field}” is empty."),
    "bad_number": N_("“{field}” is not a number."),
    "bad_time": N_("“{field}” is not a date or time that can be read."),
    "bad_flag": N_("“{field}” is neither yes nor no."),
    "number_cut": N_("A spreadsheet cut the “{field}” short, so different orders look like one."),
    "field_count": N_("The row has more or fewer columns than the header."),
    "bad_quotes": N_("The quotation marks of the row do not match."),
    "replaced_in_file": N_("A later row of the same file has the same number and replaces this one."),
    "no_json_object": N_("The line is not a JSON object."),
    "no_money_moved": N_("Price or quantity is zero: no money moved."),
    "accounting_adjustment": N_("An accounting adjustment, not a sale."),
    "stock_write_off": N_("A negative quantity without a credit note: stock written off, not a return."),
    "credit_not_negative": N_("A credit note with a positive quantity."),
    "negative_amount": N_("An amount or quantity is negative."),
    "returned_twice": N_(
        "The row is negative, and the file tells refunds as well: the same return may stand in it twice."
    ),
    "signs_contradict": N_("The signs of quantity, price and amount do not fit together."),
    "sold_and_returned": N_(
        "The order has goods sold and goods given back, but one amount for all its rows."
    ),
    "already_taken_off": N_("A discount that the amount of the whole order has taken off already."),
    "refund_above_payment": N_("More was refunded than was paid."),
    "unpaid_with_money": N_("The order is marked as unpaid but has a payment."),
    "cancelled_with_money": N_("The order is cancelled but the payment was not refunded: enter the refund."),
    "unknown_status": N_("The order status is none that we know."),
    "refund_unknown": N_("The order was refunded in part, but how much is not given."),
    "payment_unknown": N_(
        "Neither the status nor an amount or a payment time says whether the order was paid."
    ),
    "no_amount": N_("Neither the amount paid nor quantity and unit price are given."),
    "order_incomplete": N_("Another row of the same order cannot be used, so the whole order waits."),
    "order_amounts_differ": N_("The rows of the order give different amounts for the whole order."),
    "order_without_head": N_("The row belongs to an order whose first row is not in the file."),
    "unknown_type": N_("The type is none that we know."),
    "out_of_range": N_("A value is outside its range."),
    "ends_before_start": N_("It ends before it starts."),
    "total_row": N_("A total at the end of the list, not an entry."),
    "not_in_companion": N_("The order is not in the order list that was given with this file."),
    "known_with_goods": N_(
        "The order is known with its goods: give the list of goods together with this file to renew it."
    ),
    "test_order": N_("A test order."),
    "forgotten": N_("The customer was forgotten at their own wish."),
    "continuation": N_("The row only carries on another one."),
    "sold_elsewhere": N_("The order was sold elsewhere and only shipped from here."),
    "unknown_zone": N_("The time zone is none that we know."),
}


def reason_text(code: str, labels: dict[str, str] | None = None) -> Text:
    """The sentence for a stored code such as `bad_number:quantity`; `labels` names fields by msgid."""
    kind, _, field = code.partition(":")
    msg = REASONS[kind]
    if not field:
        return Text(msg=msg)
    label = (labels or {}).get(field)
    return Text(msg=msg, args={"field": Text(msg=label) if label else field})
