"""Writes customer texts in three voices about the shop's own goods, through the embedded writer and the advertising law."""

from __future__ import annotations

import zlib
from decimal import Decimal

from pydantic import Field

from brain.assistant.tools.base import Arguments, Bench, Stated, Tool, ToolRefused, ToolResult, nearest
from brain.content.compliance import check
from brain.content.drafting import Brief, Product, draft
from brain.content.drafting.acceptance import LINK
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard, Draft

# One price only where it is one: sizes of different price are named without.
_GOODS = """
SELECT name, CASE WHEN min(price) = max(price) THEN min(price) END AS price FROM (
    SELECT name, price FROM product WHERE shop_id = $shop AND name IS NOT NULL
    UNION ALL
    SELECT DISTINCT product_name, NULL FROM order_line WHERE shop_id = $shop AND product_name IS NOT NULL) AS goods
GROUP BY name"""
_CATEGORIES = """
SELECT DISTINCT category FROM (
    SELECT category FROM product WHERE shop_id = $shop UNION ALL SELECT category FROM order_line WHERE shop_id = $shop) AS c
WHERE category IS NOT NULL"""


class DraftTexts(Arguments):
    """What to write about: up to three of the shop's products by name, or a category of the shop."""

    products: tuple[str, ...] = Field(default=(), max_length=3)
    category: str = Field(default="", max_length=60)


def draft_texts(bench: Bench, given: DraftTexts) -> ToolResult:
    """Texts in three voices for the shop's own goods at their own prices. Raises ToolRefused for goods it does not have."""
    if not given.products and not given.category:
        raise ToolRefused("products or category must be given.")
    receipt, prices = _prices(bench, given)
    shop = bench.facts.shop
    brief = Brief(
        purpose="plain",
        shop=shop.name,
        lang="zh" if shop.language == "zh" else "en",
        currency=shop.currency,
        products=tuple(Product(name=name, price=price) for name, price in prices.items()),
        category=given.category,
    )
    made = draft(brief, seed=zlib.crc32("/".join([*prices, given.category]).encode()))
    kept = [
        Draft(voice=one.voice, text=one.text.replace(LINK, "").rstrip(" ：:\n").strip())
        for one in made
        if check(one.text, subject_names=brief.names()).verdict != "block"
    ]
    if not kept:
        raise ToolRefused("The advertising law blocks every text about this. Say so to the owner.")
    stated = [
        Stated(Claim(value=price, unit="money", currency=shop.currency, receipt=receipt), of=(name,))
        for name, price in prices.items()
        if price is not None
    ]
    return ToolResult(
        content={"drafts": [one.model_dump() for one in kept]},
        guidance="The texts are shown to the owner beside your reply: introduce them in one sentence, do not repeat or change them.",
        stated=tuple(stated),
        names=(*prices, *([given.category] if given.category else [])),
        card=AnswerCard(
            status="answer",
            topic="write",
            text=Text(msg=N_("Drafts in {count} voices."), args={"count": len(kept)}),
            drafts=tuple(kept),
        ),
    )


def _prices(bench: Bench, given: DraftTexts) -> tuple[str, dict[str, Decimal | None]]:
    """The receipt's id, and each product with its price (None where the facts have none)."""
    goods = bench.facts.sql(_GOODS)
    known: dict[str, Decimal | None] = {
        row[0]: row[1] if row[1] and row[1] > 0 else None for row in goods.rows
    }
    for name in given.products:
        if name not in known:
            raise nearest("product", name, list(known))
    if given.category:
        categories = [row[0] for row in bench.facts.sql(_CATEGORIES).rows]
        if given.category not in categories:
            raise nearest("category", given.category, categories)
    return goods.receipt.id, {name: known[name] for name in given.products}


DRAFT = Tool(
    name="draft",
    description={
        "zh": "为本店的商品或品类写三种语气的群发文案，价格取自店铺数据，并过广告法检查。",
        "en": "Write customer texts in three voices about the shop's own products or category, with prices from the data, checked against advertising law.",
    },
    arguments=DraftTexts,
    run=draft_texts,
    step=N_("Writing the texts"),
)
