"""The brief: everything a draft, a poster or a model may know. Facts of the shop and the goods, nothing about a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from brain.content.drafting.phrases import Purpose
from brain.kernel.evidence import Claim
from brain.kernel.formats import format_exact_money, format_money
from brain.kernel.i18n import Lang

_LONGEST_NAME = 28
_LONGEST_LATIN_NAME = 44
_SHOUTING = re.compile(r"[A-Z][A-Z0-9&'’./,()\s-]*[A-Z][A-Z0-9&'’./,()\s-]*")


class Product(BaseModel):
    """A product by its name and its price in the shop's currency (None when the facts have none)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    price: Decimal | None = Field(default=None, gt=0)

    @property
    def label(self) -> str:
        """The name as copy shows it: one line, at most 28 characters (44 in Latin letters), no capitals throughout."""
        return shown(self.name)


class Brief(BaseModel):
    """What to write about. All of it comes from the facts or from the owner; no customer's name or number has a place here.

    `offer` is the owner's own wording of an offer, its end included ("满99减20，11月25日止"). `claims` are the numbers that a
    text may state besides prices and the offer. All but winning back needs a category or at least one product.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Purpose
    shop: str = Field(min_length=1)
    lang: Lang = "zh"
    currency: str = "CNY"
    products: tuple[Product, ...] = ()
    category: str = ""
    group: str = ""
    offer: str = ""
    claims: tuple[Claim, ...] = ()

    @model_validator(mode="after")
    def _has_a_subject(self) -> Brief:
        if self.purpose != "win_back" and not (self.category.strip() or self.products):
            raise ValueError("category == '', must be given when there are no products.")
        return self

    @property
    def subject(self) -> str:
        """What the text is about: the category, else the first product, else nothing."""
        if self.category.strip():
            return one_line(self.category)
        return self.products[0].label if self.products else ""

    def price_text(self, product: Product) -> str:
        """The price as a reader writes it, cents shown when there are any; "" when the facts have no price."""
        if product.price is None:
            return ""
        whole = product.price == product.price.to_integral_value()
        write = format_money if whole else format_exact_money
        return write(product.price, self.currency, self.lang)

    def names(self) -> list[str]:
        """Every name that may stand in a text; what is inside a name is not a claim."""
        named = [self.shop, self.category, self.group]
        for product in self.products:
            named += [product.name, product.label]
        return [one_line(name) for name in named if name.strip()]

    def given(self) -> list[str]:
        """Every string whose numbers are facts: names, the offer, and each price in the spellings people use."""
        prices = [spelling for product in self.products for spelling in self._spellings(product)]
        return [*self.names(), *([one_line(self.offer)] if self.offer.strip() else []), *prices]

    def _spellings(self, product: Product) -> Iterator[str]:
        if product.price is None:
            return
        yield self.price_text(product)
        yield f"{product.price.normalize():f}"
        yield f"{product.price:.2f}"


def one_line(words: str) -> str:
    """`words` without line breaks, control characters and braces (which would look like a field to fill)."""
    kept = (" " if char.isspace() else char for char in words if char not in "{}")
    return " ".join("".join(char for char in kept if unicodedata.category(char) != "Cc").split())


def tidy(name: str) -> str:
    """A product's name on one line; exports that write WHITE HANGING HEART are read out more calmly."""
    line = one_line(name)
    if _SHOUTING.fullmatch(line) and " " in line:
        return re.sub(r"[A-Z][A-Z'’]+", lambda word: word[0].capitalize(), line)
    return line


def shown(name: str) -> str:
    """A product's name as copy shows it: tidy, and without the keywords that are piled up behind it.

    A long name ends at a word, never inside a number or a Latin word.
    """
    line = tidy(name)
    longest = _LONGEST_LATIN_NAME if line.isascii() else _LONGEST_NAME
    if len(line) <= longest:
        return line
    cut = longest - 1
    while cut > longest // 2 and not _may_end(line, cut):
        cut -= 1
    return line[:cut].rstrip(" ,，、-(（/·") + "…"


def _may_end(line: str, cut: int) -> bool:
    left, right = line[cut - 1], line[cut]
    if left.isascii() and right.isascii():
        return not (left.isalnum() and right.isalnum()) and left not in ".,:¥$"
    return not (left.isdigit() or left in "第.¥$")
