"""Receipts that cards and answers refer to: kept, so that a figure can still be opened next month."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from brain.kernel.errors import NotFound
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import Text
from brain.ledger.tables import ReceiptRow


def keep_receipts(session: Session, receipts: Iterable[Receipt]) -> None:
    """Store receipts that are not stored yet: one id always means the same query on the same data."""
    for receipt in receipts:
        if session.get(ReceiptRow, receipt.id) is None:
            session.add(
                ReceiptRow(
                    id=receipt.id,
                    shop=receipt.shop,
                    payload=receipt.model_dump(mode="json"),
                    made_at=receipt.made_at,
                )
            )
            session.flush()


def find_receipt(session: Session, shop: str, receipt_id: str) -> Receipt:
    """The receipt with this id. Raises NotFound."""
    row = session.get(ReceiptRow, receipt_id)
    if row is None or row.shop != shop:
        raise NotFound("no_receipt", Text(msg="There is no receipt {receipt}.", args={"receipt": receipt_id}))
    return Receipt.model_validate(row.payload)
