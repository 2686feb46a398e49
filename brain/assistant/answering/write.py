"""A text that was asked for: three voices from the shop's own facts, checked against the advertising law."""

from __future__ import annotations

import zlib
from decimal import Decimal

from brain.assistant.answering.base import Asked, Asking, ask_back, decline
from brain.content.compliance import check
from brain.content.drafting import LINK, Brief, Product, draft
from brain.kernel.evidence import Order, Period, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard, Draft

CHOICES = 3
# A draft is not out yet, so it has no tracked link of its own: where it will stand is shown.
LINK_SHOWN = {"zh": "〔链接〕", "en": "[link]"}
LOOKED_BACK = 90

_PRICE = """
    SELECT MAX(price) AS price FROM product
    WHERE shop_id = $shop AND (name = $name OR product_id = $name) AND price IS NOT NULL"""


def write(asking: Asking, asked: Asked) -> AnswerCard:
    """Drafts about the product or category that was named; without one it is asked which."""
    subjects = [
        given
        for given in asked.intent.filters
        if given.dimension in ("product", "category") and given.op in ("=", "in")
    ]
    if not subjects:
        return _which(asking)
    products = tuple(name for given in subjects if given.dimension == "product" for name in given.values)[:2]
    category = next((given.values[0] for given in subjects if given.dimension == "category"), "")
    brief = Brief(
        purpose="plain",
        shop=asking.facts.shop.name,
        lang="zh" if asking.facts.shop.language == "zh" else "en",
        currency=asking.facts.shop.currency,
        products=tuple(Product(name=name, price=_price(asking, name)) for name in products),
        category=category,
    )
    seed = zlib.crc32("/".join((*products, category, asking.today.isoformat())).encode())
    drafts = tuple(
        Draft(voice=one.voice, text=one.text.replace(LINK, LINK_SHOWN[brief.lang]).strip())
        for one in draft(brief, seed=seed)
        if check(one.text, subject_names=brief.names()).verdict != "block"
    )
    if not drafts:
        return decline(
            asking,
            Text(msg=N_("The name itself is something that the advertising law forbids in a text.")),
            topic="write",
        )
    said = Text(
        msg=N_(
            "{count} texts about {subject}, checked against the advertising law as far as its rules are known. They are drafts: nothing was sent."
        ),
        args={"count": len(drafts), "subject": " / ".join((*products, category)).strip(" /")},
    )
    return AnswerCard(status="answer", text=said, drafts=drafts, topic="write")


def _price(asking: Asking, name: str) -> Decimal | None:
    rows = asking.facts.sql(_PRICE, {"name": name}).rows
    price = rows[0][0] if rows else None
    return Decimal(str(price)) if price and price > 0 else None


def _which(asking: Asking) -> AnswerCard:
    """What to write about: the products that sold best of late."""
    span = asking.facts.span()
    if span is None or not asking.facts.has("product"):
        return decline(
            asking, Text(msg=N_("Say which product or category the text is about.")), topic="write"
        )
    start = max(span.start, Period(start=span.end, end=span.end).shifted(-LOOKED_BACK).start)
    query = Query(
        metrics=("net_sales",),
        dimensions=("product",),
        period=Period(start=start, end=span.end),
        order=Order(by="net_sales"),
        limit=CHOICES,
    )
    names = [str(row[0]) for row in asking.facts.ask(query).rows]
    form = "给{}写一段文案" if asking.zh else "write a text about {}"
    return ask_back(
        Text(msg=N_("A text about which product?")), [form.format(name) for name in names], topic="write"
    )
