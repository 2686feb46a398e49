"""Taobao "UserBehavior" files: no header; user, item, category, behaviour (pv, cart, fav, buy), Unix time.

The file is Alibaba's public data set (Tianchi). A purchase in it has no price: it is kept as an event, never as an order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.kernel.i18n import N_

HEADER = ("user_id", "item_id", "category_id", "behavior_type", "timestamp")
ROW = (r"\d{1,20}", r"\d{1,20}", r"\d{1,20}", r"pv|cart|fav|buy", r"1\d{9}")
# An odd word or a broken line among so many rows does not make them something else; it is left out by itself.
ENOUGH = 9
NEARLY = 0.9
BEHAVIOURS = {"pv": "view", "cart": "cart", "fav": "favourite", "buy": "buy"}
TYPE = (
    "CASE behavior_type "
    + " ".join(f"WHEN '{word}' THEN '{name}'" for word, name in BEHAVIOURS.items())
    + " END"
)

EVENTS = Form(
    table="event",
    fields=(
        Field("customer_id", N_("customer number"), ("user_id",), required=True, personal=True),
        Field("product_id", N_("product number"), ("item_id",), required=True),
        Field("category", N_("category"), ("category_id",), needed=True),
        Field("behavior_type", N_("type"), ("behavior_type",), required=True),
        Field("happened_at", N_("time"), ("timestamp",), "instant", required=True),
    ),
    checks=((f"{TYPE} IS NULL", "unknown_type"),),
    columns={
        # There is no number: an event is what it says.
        "event_id": "concat_ws('|', product_id, behavior_type, raw_happened_at)",
        "happened_at": "happened_at",
        "type": TYPE,
        "product_id": "product_id",
        "category": "category",
    },
    identity=("product_id", "category", "behavior_type", "raw_happened_at"),
    of_person=True,
    contact={"customer_id": "customer_id"},
    # The data set is handed on in slices, cut wherever the size was reached.
    may_be_cut=True,
)


def _fits(row: Sequence[str]) -> bool:
    return len(row) == len(ROW) and all(
        re.fullmatch(shape, cell.strip()) for shape, cell in zip(ROW, row, strict=True)
    )


class TaobaoBehavior:
    """Recognised by the shape of its rows."""

    name = "taobao_behavior"
    label = N_("Taobao user behaviour")
    forms: Mapping[str, Form] = {"events": EVENTS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by the names that the file is given for want of its own, and that a list of its rows to correct has."""
        if kind not in (None, "events") or tuple(header[: len(HEADER)]) != HEADER:
            return None
        return match_form(EVENTS, header, "events")

    def without_header(self, rows: Sequence[Sequence[str]]) -> Sequence[str] | None:
        """The columns, where the first rows are of this shape: all of a few, nearly all of many.

        The first row begins with numbers in any case: a header does not.
        """
        near = rows[:50]
        if not near or not all(re.fullmatch(shape, cell.strip()) for shape, cell in zip(ROW[:3], near[0], strict=False)):  # fmt: skip
            return None
        fitting = sum(_fits(row) for row in near)
        return (
            HEADER if fitting == len(near) or (fitting >= ENOUGH and fitting >= NEARLY * len(near)) else None
        )

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """Taobao sells in yuan on Beijing time."""
        return ShopGuess("Asia/Shanghai", "CNY", "zh")


TAOBAO_BEHAVIOR = TaobaoBehavior()
