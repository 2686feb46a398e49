"""English of looking, carting and buying where the goods stand in the middle of the verb: "how many put toys in their cart".

And of what lies on the shelf: "how many of them do we still have". What is taken apart is put beside each other, so that the
grammar finds the verb and the name; no word of it is lost.
"""

from __future__ import annotations

import re
from typing import Final

_PEOPLE: Final = r"(?:people|persons|customers|buyers|shoppers|visitors|guests|users|viewers|ones)"
_LOOKED: Final = r"(?:looked at|viewed|saw|browsed|checked out|visited|clicked on|had a look at)"
_CART: Final = (
    r"(?:in|into|to|onto) (?:the|their|a|his|her)? ?(?:shopping )?(?:cart|carts|basket|baskets|trolley|bag)"
)
_PUT: Final = r"(?:put|added|placed|dropped|threw|popped)"
_BUY: Final = r"(?:buy|buying|bought|order|ordering|ordered|purchase|purchasing|purchased|paid|pay|paying)"
_THEN: Final = r"(?:(?:ended up|end up|went on to|go on to|then|actually|also|finally|did|really|in the end|eventually|decided to|chose to) )*"
_IT: Final = r"(?: (?:some of it|some of them|some|it|any|them|one|something|anything|in the end))?"
_SOMETHING: Final = r"(?: (?:(?:a|an|any|some|our|the|at least one) )?(?:products?|items?|things?|goods|pages?|something|anything))?"
_PART: Final = r"(?:percent(?:age)?|per cent|share|proportion|fraction|part|portion|%)"
_WHAT: Final = r"(?P<what>[^,.?;:]{1,50}?)"
_NO_GOODS: Final = r"(?:orders?|customers?|buyers?|people|clients?|guests?|days?|weeks?|months?|reviews?|refunds?|visitors?|members?|staff|time|money|sales|branch(?:es)?|stores?|channels?|coupons?|more|less|fewer)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    # Of those who looked, what part bought.
    (rf"(?:out of|of|among|from) (?:all )?(?:of )?(?:the |those |our )?(?:{_PEOPLE} |those )?(?:who|that) (?:have |had )?{_LOOKED} {_WHAT},? (?:what|which) {_PART}(?: of them)? {_THEN}{_BUY}{_IT}(?![a-z])", r"conversion of \g<what>"),
    (rf"(?:what|which) {_PART} of (?:all )?(?:the |those |our )?(?:{_PEOPLE} |those )?(?:who|that) (?:have |had )?{_LOOKED} {_WHAT} (?:then |also |actually |went on to |ended up ){_THEN}{_BUY}{_IT}(?![a-z])", r"conversion of \g<what>"),
    (r"(?<![a-z])(?:view(?:ing)?s?|looks?|looking|browsing|visits?)[- ]to[- ](?:purchase|buy(?:ing)?|order|sale) ?(?:rate|ratio|conversion)?(?![a-z])", "conversion"),
    (r"^where (?:do|did|are|have) (?:we|i) (?:lose|losing|lost) (?:people|customers|buyers|shoppers|them|most people|most)(?: along the way)?,? (?:between|from|on the way from) (?:viewing|looking|view|browsing) (?:and|to) (?:buying|purchase|ordering|checkout)", "funnel"),
    # Three steps of the whole shop; then with the goods named in the first one.
    (rf"how many (?:{_PEOPLE} )?{_LOOKED}{_SOMETHING},? (?:and )?how many (?:of them |{_PEOPLE} )?{_PUT}{_SOMETHING} (?:{_CART}|to cart),? (?:and )?(?:finally |in the end )?how many (?:of them |{_PEOPLE} )?{_THEN}{_BUY}{_SOMETHING}(?![a-z])", "viewers, cart users and buyers"),
    (rf"how many (?:{_PEOPLE} )?{_LOOKED}{_SOMETHING},? (?:and )?how many (?:of them |{_PEOPLE} )?{_THEN}{_BUY}{_SOMETHING}(?![a-z])", "viewers and buyers"),
    (rf"how many (?:{_PEOPLE} )?{_LOOKED} (?:it|them|that|those|this),? (?:and )?how many (?:of them |{_PEOPLE} )?{_THEN}{_BUY}{_IT}(?![a-z])", "viewers and buyers of it"),
    (rf"how many (?:{_PEOPLE} )?{_LOOKED} {_WHAT},? (?:and )?how many (?:of them |{_PEOPLE} )?{_PUT}{_IT} {_CART}{_IT},? (?:and )?(?:finally |in the end )?how many (?:of them |{_PEOPLE} )?{_THEN}{_BUY}{_IT}", r"viewers, cart users and buyers of \g<what>"),
    (rf"how many (?:{_PEOPLE} )?{_LOOKED} {_WHAT},? (?:and )?(?:how many (?:of them |{_PEOPLE} )?)?{_PUT}{_IT} {_CART}{_IT}(?![a-z])", r"viewers and cart users of \g<what>"),
    # How often, and how many people.
    (rf"how (?:often|many times) (?:was|were|did|has|have|is|are) (?:{_PEOPLE} )?{_WHAT} (?:been |get |got |being )?(?:looked at|viewed|seen|browsed|clicked on|visited)(?![a-z])", r"views of \g<what>"),
    (rf"how (?:often|many times) (?:did|have|has|do) (?:{_PEOPLE}|they|anyone|anybody) (?:look at|view|see|browse|visit|looked at|viewed|seen) {_WHAT}(?= (?:in|last|this|during|over|on|since|yesterday|today)(?![a-z])|[?.!,]|$)", r"views of \g<what>"),
    (rf"how (?:often|many times) (?:was|were|did|has|have|is|are) (?:{_PEOPLE} )?{_WHAT} (?:been |get |got |being )?{_PUT} {_CART}(?![a-z])", r"carts of \g<what>"),
    (rf"how (?:often|many times) (?:did|have|has|do) (?:{_PEOPLE}|they|anyone|anybody) (?:put|add|place|drop|added) {_WHAT} {_CART}(?![a-z])", r"carts of \g<what>"),
    (rf"(?:how many (?:{_PEOPLE} )?|(?:number of )?{_PEOPLE} (?:who |that )?)(?:have |had |did )?{_PUT} (?!something|anything|items?|products?|things?|stuff){_WHAT} {_CART}(?![a-z])", r"cart users of \g<what>"),
    (r"(?<![a-z])(?P<figure>views|carts|cart users|viewers) of (?:it|they|them|those|these)(?![a-z])", r"\g<figure>"),
    # What is left of it.
    (rf"how (?:many|much) (?:(?:pieces|units|packs|items|boxes|tins|bottles|bags) of )?(?!{_NO_GOODS}(?![a-z]))(?P<what>[^,.?;:]{{1,40}}?) (?:are|is|do we|have we|have i|do i|do you|have you)(?: (?:still|currently|now))*(?: (?:have|got|hold))*(?: (?:still|currently))* (?:left|on (?:the|our) (?:shelf|shelves)|in (?:the )?(?:stock|stockroom|storeroom|warehouse)|on hand|lying (?:there|around)|remaining)(?: (?:on the shelf|on the shelves|in stock|in the warehouse|in the stockroom))*(?![a-z])", r"stock of \g<what>"),
    (rf"how (?:many|much) (?:(?:pieces|units|packs|items|boxes|tins|bottles|bags) of )?(?!{_NO_GOODS}(?![a-z]))(?P<what>[^,.?;:]{{1,40}}?) (?:do|have) (?:we|i) still (?:have|got|hold)(?= ?[?.!,]|$| (?:now|right now|today))", r"stock of \g<what>"),
    (r"(?<![a-z])(?:current|present|remaining|today's) (?:stock|inventory)(?= of| for|[?.!]|$)", "stock"),
    (r"(?<![a-z])how much (?:stock|inventory) (?:remains|is left|do we have|have we got|is there)(?: left)?(?: in| of| for)? ", "stock of "),
    (r"(?<![a-z])(?:how many )?days of cover(?: (?:do|have) (?:we|i) (?:have|got)| is there| are there)?(?: on| for| of| in)?(?![a-z])", "days of stock of"),
    (r"(?<![a-z])(?:which|what) (?P<what>products|items|goods|things|articles) (?:are |will |do |is )*(?:running low|run(?:ning)? out(?: first| soon(?:est)?| next)|(?:going|about) to run out(?: first| soon| next)?|low (?:on|in) stock)(?![a-z])", "products with the lowest days of stock"),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)


def steps_said(text: str) -> str:
    """A normalised English question with the steps of a sale, and the shelf, in the words of the grammar."""
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return text
