"""English ways of telling figures apart by how expensive the goods are, or how large the orders: bands of prices and of bills."""

from __future__ import annotations

import re
from typing import Final

_CHEAP: Final = r"(?:cheap(?:er|est)?|low[- ]priced|inexpensive|lowest[- ]priced)"
_DEAR: Final = r"(?:dear(?:er|est)?|expensive|most expensive|costly|costliest|pric(?:e)?y|priciest|high[- ]priced|premium)"
_GOODS: Final = r"(?:items?|products?|things?|goods|articles?|ones?|stuff|pieces?|lines?)"
_FROM_TO: Final = (
    rf"(?:from )?(?:the )?{_CHEAP}(?: {_GOODS})? (?:to|through to|up to|and) (?:the )?{_DEAR}(?: {_GOODS})?"
)
_BAND: Final = (
    r"(?:bands?|ranges?|levels?|points?|tiers?|brackets?|class(?:es)?|segments?|buckets?|groups?|steps?)"
)
_ORDERS: Final = r"(?:orders?|bills?|invoices?|baskets?|tickets?|checks?|tabs?)"
_SPLIT: Final = r"(?:split|break|divide|cut|slice|group|carve)(?: down| up| out)?"
_BY: Final = r"(?:by|into|in|across|over|according to|along|per)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    # Split it by: what is split stands in the middle.
    (rf"^(?:please |can you |could you )*{_SPLIT} (?P<what>(?:the |our |all )*[a-z0-9][a-z0-9' ]{{3,50}}?)(?: down| up| out)? (?:by|into|according to|across) (?=[a-z])", r"\g<what> by "),
    (rf"{_BY} (?:the )?how (?:expensive|dear|cheap|costly|pricey|much) (?:the |our )?{_GOODS} (?:are|were|is|was|cost)(?: sold)?(?:,? ?{_FROM_TO})?(?![a-z])", "by price band"),
    (rf"{_BY} how (?:expensive|dear|cheap|costly|pricey) (?:they|it) (?:are|were|is|was)(?:,? ?{_FROM_TO})?(?![a-z])", "by price band"),
    (rf"(?<![a-z])(?:spread )?(?:{_BY} )?(?:different |the |our )*price[- ]{_BAND}(?![a-z])(?! (?:of|under|over|above|below|between|from))", "by price band"),
    (rf"(?<![a-z])by (?:unit |item |selling )?price,? {_FROM_TO}(?![a-z])", "by price band"),
    (rf"(?<![a-z])(?:spread )?(?:across|over|among|between) {_FROM_TO}(?![a-z])", "by price band"),
    (rf"(?P<what>(?<![a-z])(?:sales|takings|revenue|turnover|units|orders)(?: (?:in|for|of) [a-z]+)?) {_FROM_TO}(?![a-z])", r"\g<what> by price band"),
)  # fmt: skip
# A list of the largest ones by their value is no list of bands.
OF_ORDERS: Final[tuple[tuple[str, str], ...]] = (
    # Orders by how large they are.
    (rf"{_BY} how (?:big|large|high|much) (?:the |our )?{_ORDERS} (?:are|were|is|was|came to|come to)(?![a-z])", "by order value band"),
    (rf"{_BY} (?:the )?(?:size|value|amount) of (?:the |our |each |an )?{_ORDERS}(?![a-z])", "by order value band"),
    (rf"(?P<what>(?<![a-z]){_ORDERS}[^,.?]{{0,30}}?)(?: spread| distributed)? {_BY} (?:the |their )?(?:(?:order |bill |basket )?(?:value|size|amount) {_BAND}|(?:order|bill|basket) size)(?![a-z])", r"\g<what> by order value band"),
    (rf"in (?:each|every) (?:of the )?price[- ]{_BAND}(?![a-z])", "by price band"),
    (rf"in (?:each|every) (?:of the )?(?:order |order-|bill |basket )?(?:size|value)[- ]{_BAND}(?![a-z])", "by order value band"),
    (rf"(?P<what>(?<![a-z]){_ORDERS}[^,.?]{{0,30}}?) (?:grouped|split|sorted|divided|broken down) by how (?:big|large|high) they (?:are|were)(?![a-z])", r"\g<what> by order value band"),
    (r"(?<![a-z])(?P<band>order value bands?(?: [^,.?]{0,30}?)?),? (?:number of |count of )?(?:orders|bills) in each(?: band| of them)?(?=[?.! ]*$)", r"orders by \g<band>"),
    (r"(?<![a-z])(?:by|in|into) by (?=price band|order value band)", "by "),
    (r"(?<=by )order value bands(?![a-z])", "order value band"),
    (r"(?<![a-z])orders by by ", "orders by "),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)
_OF_ORDERS: Final = tuple((re.compile(form), whole) for form, whole in OF_ORDERS)
# By price alone may also sort a list of goods.
_BY_PRICE: Final = re.compile(
    r"(?<![a-z])by (?:unit |item |selling )?price(?= ?[?.!,]|$| (?:in|for|during|last|this)(?![a-z]))"
)
_RANKS: Final = re.compile(
    r"(?<![a-z])(?:top|bottom|best|worst|most|least|highest|lowest|biggest|largest|smallest|rank(?:ed|ing)?|sort(?:ed)?|list(?:ed)?)(?![a-z])"
)
_SORTS: Final = re.compile(
    r"(?<![a-z])(?:top|bottom|best|worst|most|least|highest|lowest|cheapest|dearest|rank(?:ed|ing)?|sort(?:ed)?|list(?:ed)?|order(?:ed)? by|products?|items?|dishes|goods)(?![a-z])"
)


def bands_said(text: str) -> str:
    """A normalised English question with bands of prices and of orders by the names that the grammar has for them."""
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    if not _RANKS.search(text):
        for form, whole in _OF_ORDERS:
            text = form.sub(whole, text)
    return text if _SORTS.search(text) else _BY_PRICE.sub("by price band", text)
