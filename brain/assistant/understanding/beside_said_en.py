"""English follow-ups that name what takes another's place: put March next to it, orders instead of revenue, swap Germany for France.

What is given up is what was asked before, so it is left out of the message; what comes instead is read as ever. A whole
message, or none of it: inside a question of its own the same words are read by the grammar.
"""

from __future__ import annotations

import re
from typing import Final

_LEAD: Final = r"^(?:(?:and|now|ok|okay|so|then|please|but|could you|can you|let's|just|right)[, ]+)*"
_END: Final = r"(?:[ ,]+(?:please|pls|too|as well|then|thanks|thank you|for me|for comparison|for once|instead))*(?=[?.! ]*$)"
_IT: Final = r"(?:it|that|this|them|those|the other one|that one|the first one)"
_FIGURE: Final = r"(?:net sales|gross sales|sales|revenue|takings|turnover|money|value|amounts?|refunds|orders|order counts?|units|pieces|quantity|buyers|customers|profit|margin|averages?|average order value|aov|refund rate|views|carts)"
_CUT: Final = r"(?:by |per |each )?(?:products?|categor(?:y|ies)|brands?|countr(?:y|ies)|regions?|provinces?|cit(?:y|ies)|channels?|groups?|branch(?:es)?|stores?|days?|weeks?|months?|quarters?|hours?|weekdays?|customers?)"
_RATHER: Final = r"(?:instead of|rather than|in place of|and not)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    # The other beside it.
    (rf"{_LEAD}(?:put|set|lay|place|hold|stick|show|give me|line up|stack|pop|throw in|have|add)(?: me)? (?P<what>[^,.?]{{2,40}}?) (?:right )?(?:next to|beside|alongside|against|up against|side by side with|opposite)(?: {_IT})?{_END}", r"compare with \g<what>"),
    (rf"{_LEAD}(?:show|put|set|lay|hold|stack|line|match|measure|check|judge|see|compare) {_IT}(?: up)? (?:next to|beside|alongside|against|with|to|side by side with|up against) (?P<what>(?!(?:before|usual|normal|each other|the others?)(?![a-z]))[^,.?]{{2,40}}?){_END}", r"compare with \g<what>"),
    (rf"{_LEAD}(?:with )?(?P<what>[^,.?]{{2,30}}?) (?:next to|beside|alongside|side by side with) {_IT}{_END}", r"compare with \g<what>"),
    (rf"{_LEAD}(?:compare|set|put|hold) (?P<what>(?!with |to |against )[^,.?]{{2,30}}?) (?:with|to|against|next to) (?:it|that|this){_END}", r"compare with \g<what>"),
    (r"(?<![a-z])compare (?:it|that|this|them|those) (?:with|to|against) (?!(?:before|usual|normal|each other|the others?)(?![a-z]))", "compare with "),
    # One thing in another's place.
    (rf"{_LEAD}(?:show |give me |use |take |do |make it |i want |i meant |i'd like )?(?:the )?(?P<what>{_FIGURE}) {_RATHER} (?:the )?{_FIGURE}{_END}", r"\g<what> instead"),
    (rf"{_LEAD}(?:show |give me |use |take |do |make it |i want |i'd like )?(?:it )?(?P<what>{_CUT}) {_RATHER} (?:the )?{_CUT}{_END}", r"~cut"),
    (rf"{_LEAD}(?:show |give me |use |take |do |make it |i want |i meant )?(?P<what>[^,.?]{{2,24}}?) {_RATHER} (?P<gone>[^,.?]{{2,24}}?){_END}", "~instead"),
    (rf"{_LEAD}(?:swap|replace|exchange) (?:the )?(?P<gone>[^,.?]{{2,30}}?) (?:for|with|by) (?:the )?(?P<what>[^,.?]{{2,30}}?){_END}", r"\g<what> instead"),
    (rf"{_LEAD}(?:switch|change|flip|turn|move|go)(?: {_IT})?(?: over)? to (?P<what>(?!(?:buy|order|see|pay|get|make|the previous)(?![a-z]))[^,.?]{{2,30}}?){_END}", r"\g<what> instead"),
    (rf"{_LEAD}(?:try|do|take|run|repeat|redo)(?: {_IT}| the same)? (?:for|with|on) (?P<what>[^,.?]{{2,30}}?){_END}", r"same for \g<what>"),
    (rf"{_LEAD}make (?:it|that) (?:by |per )?(?P<unit>days|weeks|months|quarters|hours|weekdays|day|week|month|quarter|hour|weekday){_END}", r"~cut"),
    # Narrowed to kinds of days.
    (rf"{_LEAD}(?:only|just) (?:on |the |for )*weekdays{_END}", "only on weekdays"),
    (rf"{_LEAD}(?:on )?weekdays (?:only|alone){_END}", "only on weekdays"),
    # Another bound; a part of each.
    (rf"{_LEAD}(?P<bound>(?:over|above|under|below|more than|less than|at least|at most) [£$€¥]?\d[\d,.]*k?){_END}", r"\g<bound>"),
    (rf"{_LEAD}(?:what|which|how big a) (?:share|part|portion|percentage|percent|proportion|fraction) (?:of (?:the )?(?:total|whole|it|all) )?(?:does|do|did|is|was|has) (?:each|each one|each of (?:them|those|these)|every one|every one of them)(?: (?:of them|have|has|had|make up|made up|account for|take|took|get|hold|contribute|bring in))*{_END}", "in percent"),
    # The money of it.
    (rf"{_LEAD}(?:(?:and|what|what's|how much|what is|what was|how much was|show|give me|the same) )*(?:(?:that|it|is|was|the same|those|they|them) )*(?:in|by) (?:money|money terms|pounds|sterling|yuan|rmb|dollars|euros|cash|value|terms of money){_END}", "~money"),
    (rf"{_LEAD}(?:(?:and|what about|how about|what's|what was|what is) )*(?:the )?(?:money|cash|value)(?: (?:for|of|in|from) (?:that|it|those|them))?{_END}", "~money"),
    (rf"{_LEAD}how (?:much|many) (?:money|pounds|yuan|dollars|euros|quid|cash|in money|in pounds|in yuan) (?:is|was|are|were|does|did|do) (?:that|it|those|they|these)(?: (?:come to|make|bring in|amount to|all|in total))*{_END}", "~money"),
    (rf"{_LEAD}how much (?:money|in money|in total money){_END}", "~money"),
    (rf"{_LEAD}what (?:did|do|does) (?:they|it|those|these|that) (?:all )?(?:come to|amount to|add up to|make)(?: in (?:money|pounds|yuan|total))?{_END}", "~money"),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)
_SINGULAR: Final = {"categories": "category", "countries": "country", "cities": "city", "branches": "branch"}
# Whatever does something, or tells a time of day apart, makes a question of it.
_A_QUESTION: Final = re.compile(
    r"(?<![a-z])(?:who|which|what|how|why|when|where|bought|buy|buys|ordered|sold|spent|sales|orders|revenue|customers|people)(?![a-z])"
)
MONEY_OF_IT: Final = "that in money"
"""What a follow-up that asks for the money of what was asked before becomes."""


def beside_said(text: str) -> str:
    """A normalised English message with what takes another's place alone, the other left out."""
    for form, whole in _TURNS:
        found = form.search(text)
        if found is None:
            continue
        if whole == "~money":
            return MONEY_OF_IT
        if whole == "~cut":
            return f"by {_one(found)}"
        if whole == "~instead":
            both = f"{found['what']} {found['gone']}"
            return text if _A_QUESTION.search(both) else f"{found['what']} instead"
        text = form.sub(whole, text)
    return text


def _one(found: re.Match[str]) -> str:
    """Countries instead of products: by country."""
    word = found.groupdict().get("what") or found.groupdict().get("unit") or ""
    word = re.sub(r"^(?:by|per|each) ", "", word)
    return _SINGULAR.get(word, word.removesuffix("s"))
