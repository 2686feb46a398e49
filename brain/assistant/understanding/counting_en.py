"""English verbs with what they count: how many people looked, orders that got cancelled, dishes a bill has on average.

As in Chinese (`counting_zh`) verb, voice and noun combine freely, so the pairs are told by tables, not by lists of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from brain.assistant.understanding.tokens import Kind, Token

PEOPLE = r"(?:people|persons|folks?|customers?|clients?|buyers?|shoppers?|guests?|diners?|visitors?|users?|moms|mums|mothers|parents|households?)"
ORDERS = r"(?:orders?|bills?|invoices?|receipts?|tickets?|transactions?|checks?|baskets?|purchases?|tables?)"
PIECES = (
    r"(?:units?|pieces?|pcs|items?|packs?|packets?|boxes|bottles?|bags?|sets?|pairs?|cartons?|tins?|jars?|cans?|rolls?|tubes?|cups?|bowls?|glasses|"
    r"plates?|portions?|servings?|slices?|copies|tubs?|bundles?|sachets?|cases?)"
)
MONEY = r"(?:money|cash|income|revenue|turnover)"
_WE = r"(?:(?:we|i|you|they|the shop|the store|our shop|my shop|our customers|customers|people)\s+)?"
_BE = r"(?:(?:have to|had to|need to|needed to|end up|were|was|are|is|have been|has been|had been|have|has|had|got|get|getting|been|being|did|do|does|ended up|that|which|who|of them|actually|then|later|eventually)\s+)*"
_ASK_MANY = r"(?:how many|number of|the number of|no\.? of|count of|the count of)"
_ASK_MUCH = r"(?:how much|what amount|what sum|the amount|total amount|what total)"

# What was done, in every form of its verb.
DONE: dict[str, str] = {
    "refunded": r"(?:refund(?:ed|ing)?|return(?:ed|ing)?|sent back|send back|given back|gave back|give back|giving back|paid back|pay back|handed back|hand back|reimbursed?|taken back|brought back|go back|went back|gone back)",
    "back": r"(?:came back|come back|coming back)",
    "cancelled": r"(?:cancell?ed|cancel|called off|voided|dropped out|scrapped|withdrawn)",
    "unpaid": r"(?:unpaid|not (?:been )?paid(?: for)?|never (?:been )?paid(?: for)?|not settled|never settled|unsettled|still open|left open|still unpaid|awaiting payment|pending payment|left unpaid|remain(?:ed)? unpaid|n't paid|weren't paid|wasn't paid|haven't been paid)",
    "viewed": r"(?:viewed(?: our| the)?(?: products?| items?| shop| store| goods| pages?)?|looked(?: at| around| through)?(?: our| the)?(?: products?| items?| shop| store| goods| pages?)?|browsed|visited|saw|checked out our|clicked through to|dropped by|opened)",
    "carted": r"(?:added (?:something |anything |items? |products? |stuff |things? )?to (?:their |the |a )?(?:cart|basket|bag|trolley)|put (?:something |anything |items? |products? |stuff |things? )?in(?:to)? (?:their |the |a )?(?:cart|basket|bag|trolley)|carted)",
    "again": r"(?:came back|come back|coming back|returned to (?:us|buy|shop)|(?:bought|ordered|purchased|shopped|buy|order|purchase|shop) (?:from us |with us )?(?:again|a second time|repeatedly|before)|reordered|(?:had|have) (?:already )?(?:bought|ordered|purchased|shopped)(?: from us| with us)? before|made (?:a )?(?:repeat|second) (?:purchase|order)s?)",
    "first": r"(?:(?:bought|ordered|purchased|shopped|buy|order|purchase) (?:from us |with us |here )?for (?:the|their) (?:very )?first time|(?:made|placed|made|make) their (?:very )?first (?:order|purchase)|were (?:brand )?new|are (?:brand )?new|were first[- ]timers)",
    "bought": r"(?:bought|ordered|purchased|shopped|paid|spent|made a purchase|placed (?:an )?orders?|transacted)",
    "placed": r"(?:settled(?: their| the)?(?: bills?)?|paid(?: up)?|served|seated|went through|placed|came in|come in|were there|received|rung up|rang up|processed|completed|fulfilled|put through|taken|made|done)",
    "discounted": r"(?:discount(?:ed|ing)?|give away (?:in|as) discounts?|given away (?:in|as) discounts?|gave away (?:in|as) discounts?|knock(?:ed)? off|take off|taken off|took off|mark(?:ed)? down|given (?:in|as) discounts?|give (?:in|as) discounts?|spent? on discounts?|lose? (?:to|on) discounts?|lost (?:to|on) discounts?|spend on discounts?)",
    "sold": r"(?:sell|sold|shift(?:ed)?|move[d]?|flog(?:ged)?|went|gone|go|left the shop|went out|gone out|sold off|got sold|been sold|were sold)",
}
FIGURE: tuple[tuple[str, str, str], ...] = (
    ("orders", "refunded", "refunded_orders"),
    ("orders", "back", "refunded_orders"),
    ("orders", "cancelled", "cancelled_orders"),
    ("orders", "unpaid", "unpaid_orders"),
    ("orders", "placed", "orders"),
    ("people", "viewed", "viewers"),
    ("people", "carted", "cart_users"),
    ("people", "again", "returning_buyers"),
    ("people", "first", "new_buyers"),
    ("people", "bought", "buyers"),
    ("units", "sold", "units"),
    ("money", "refunded", "refunds"),
    ("money", "discounted", "discount_amount"),
)
NOUNS = {"orders": ORDERS, "people": PEOPLE, "units": PIECES}
_EACH = r"(?:each|every|an?|one|the average|an average|a typical|the typical|per)"
_PERSON = r"(?:customer|buyer|client|shopper|person|guest|diner|head|visitor)"
_ORDER = r"(?:order|bill|invoice|basket|ticket|receipt|transaction|check|table|sale|purchase|visit)"
_PIECE = r"(?:unit|piece|item|product|article|dish|portion|pc)"
_PIECES = r"(?:items|units|pieces|dishes|portions|goods|things|pcs)"
_SPEND = r"(?:spend(?:ing)?|sales?|revenue|value|takings|turnover|amount|money|income|billing)"
_AVG = r"(?:average|mean|typical)"
# What one of them has on average.
AVERAGES: tuple[tuple[str, str], ...] = (
    (
        rf"(?:{_AVG} )?{_SPEND} (?:per|for each|for every|of each|of a|by each) {_PERSON}(?: on average)?",
        "sales_per_buyer",
    ),
    (
        rf"{_AVG} (?:customer|buyer|client|shopper|guest|diner)(?:'s)? (?:{_SPEND}|basket|bill)",
        "sales_per_buyer",
    ),
    (rf"{_AVG} {_SPEND} (?:a|per) {_PERSON}", "sales_per_buyer"),
    (rf"(?:one|each|per|every) {_PERSON} (?:on )?{_AVG} spen[dt](?: how much)?", "sales_per_buyer"),
    (
        rf"(?:how much|what) (?:does|do|did|has|would) (?:{_EACH} )?{_PERSON} (?:typically |usually |normally )?spen[dt](?: on average)?",
        "sales_per_buyer",
    ),
    (
        rf"(?:how much|what) (?:does|do|did) {_EACH} (?:one )?(?:of them )?spend(?: on average)",
        "sales_per_buyer",
    ),
    (
        r"(?:how much|what) (?:did|do) (?:customers|buyers|people|guests|clients) spend (?:each )?on average",
        "sales_per_buyer",
    ),
    (rf"{_AVG} (?:number of )?(?:orders|purchases) (?:per|a|for each) {_PERSON}", "orders_per_buyer"),
    (rf"(?:orders|purchases|times) (?:per|for each) {_PERSON}(?: on average)?", "orders_per_buyer"),
    (
        rf"how (?:many times|often) (?:does|do|did) {_EACH} {_PERSON} (?:order|buy|purchase|come|shop)(?: on average)?",
        "orders_per_buyer",
    ),
    (
        rf"how many (?:orders|purchases) (?:does|do|did) {_EACH} {_PERSON} (?:place|make|have)(?: on average)?",
        "orders_per_buyer",
    ),
    (
        rf"{_AVG} {_SPEND} (?:per|of an?|for each|for an?|an|a|of each|of the) {_ORDER}s?",
        "average_order_value",
    ),
    # Average orders, average sales: of a day, a week? Only one order, or its value, says of what.
    (rf"{_AVG} {_ORDER}(?:s? (?:value|size|total|amount|spend))?(?! to| from)", "average_order_value"),
    (
        rf"(?:how much|what) (?:is|was|does|did) (?:{_EACH}) {_ORDER} (?:worth|come to|bring in|bring|cost)?(?: on average)?",
        "average_order_value",
    ),
    (rf"{_SPEND} per {_ORDER}", "average_order_value"),
    (
        rf"(?:{_AVG} )?(?:number of )?{_PIECES} (?:per|in each|in an?|in one|on each|on a|on one) {_ORDER}(?: on average)?",
        "units_per_order",
    ),
    (
        rf"how many {_PIECES} (?:does|do|did|are there in|are in|were in|go into|is in) (?:{_EACH}) {_ORDER}(?: (?:have|contain|include|hold|carry|come with))?(?: on average)?",
        "units_per_order",
    ),
    (
        rf"how many (?:{_PIECES}|items|products) (?:does|do|did) (?:{_EACH}) {_PERSON} (?:usually |typically |normally |generally )?(?:buy|order|purchase|take|get) (?:per|in an?|in each|in one|each) {_ORDER}",
        "units_per_order",
    ),
    (
        rf"(?:on average,? )how many {_PIECES} (?:does|do|did|are there in|are in|were in|go into|is in) (?:{_EACH}) {_ORDER}(?: (?:have|contain|include|hold|carry|come with))?",
        "units_per_order",
    ),
    (
        r"(?:what|how much) (?:did|do|does|were|was|have|has|are|is) (?:they|these|those|it|that) (?:all )?(?:bring in|bring|brought in|make|made|earn|earned|come to|came to|add up to|total|worth|generate|generated|take in|take|took|gross)(?: in)?(?: total)?",
        "net_sales",
    ),
    (
        rf"how much (?:money |cash )?(?:did |do |does |have )?{PEOPLE} (?:give|gave|given|pay|paid|pays|leave|bring|brought)(?: us| with us| here)",
        "net_sales",
    ),
    (
        r"(?:how many )?(?:clicks|taps) (?:did |do |does |have |has )?(?:our |the |my )?(?:group )?(?:posts|messages|broadcasts|pushes)",
        "post_clicks",
    ),
    (rf"(?:{_AVG} )?(?:selling )?price (?:per|of an?|for each|for one|of one|a) {_PIECE}", "average_price"),
    (
        rf"{_AVG} (?:selling |sale |sales |unit |item )?price(?: (?:per|of an?|for each|for one|of one|a) {_PIECE})?",
        "average_price",
    ),
    (
        rf"how much (?:does|did|is|was) {_EACH} {_PIECE} (?:sell for|go for|cost|sold for)?(?: on average)?",
        "average_price",
    ),
    (rf"{_AVG} (?:daily|day's) (?:{_SPEND}|sales|net sales)", "daily_sales"),
    (rf"{_AVG} (?:daily|day's) (?:orders|number of orders|order count|bills)", "daily_orders"),
    (rf"(?:daily|day's) {_AVG} (?:{_SPEND}|sales)", "daily_sales"),
    (r"(?:orders|bills) (?:per|a|each) day on average", "daily_orders"),
)
# A share of one in the other that is a figure of its own.
STOCK: tuple[tuple[str, str], ...] = (
    (
        r"(?:value|worth) of (?:all )?(?:the |our |my )?(?:stock|inventory)(?: (?:currently |now )?(?:on hand|in hand|held|we hold|on the shelf))?",
        "stock_value",
    ),
)
RATES: tuple[tuple[str, str], ...] = (
    (
        rf"{PEOPLE} (?:who |that )?(?:{DONE['viewed']})(?: (?:and|but|who|that|also|then|something|it|them|the|our|products|items|goods|shop))* ?(?:ended up buying|went on to buy|actually bought|bought|ended up ordering|went on to order|placed an order|converted|became buyers|end up buying)",
        "conversion",
    ),
    (
        r"(?:viewers|visitors|lookers|browsers) (?:who |that )?(?:ended up buying|went on to buy|actually bought|bought|ordered|converted|became buyers|turned into buyers|turn into buyers|buy|end up buying)",
        "conversion",
    ),
    (rf"{ORDERS} (?:that |which )?{_BE}{DONE['refunded']}", "order_refund_rate"),
    (
        rf"{PEOPLE} (?:who |that )?{_BE}(?:{DONE['again']}|(?:bought|ordered|purchased|shopped|came)(?: from us| in)? (?:more than once|twice or more|at least twice))(?: for (?:a|their) second (?:order|purchase|time))?",
        "repeat_rate",
    ),
)
_SHARE = r"(?:what |the |how many )?(?:share|proportion|percentage|percent|fraction|portion|%) of (?:all |our |the |my )*"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    made: list[tuple[str, str]] = [*AVERAGES, *STOCK]
    made += [(_SHARE + form, figure) for form, figure in RATES]
    for noun, verb, figure in FIGURE:
        did = DONE[verb]
        if noun == "money":
            made.append(
                (
                    rf"{_ASK_MUCH} (?:{MONEY} )?(?:have|has|did|do|was|were|is|had|of it)?\s*{_WE}{_BE}{did}(?: out)?",
                    figure,
                )
            )
            continue
        counted = NOUNS[noun]
        if verb in ("bought", "sold", "placed"):
            made.append(
                (
                    rf"{_ASK_MANY} (?:different |distinct )?{counted} (?:did |do |have |has |had |were |was )?{_WE}{_BE}{did}",
                    figure,
                )
            )
        else:
            made.append(
                (
                    rf"(?:{_ASK_MANY} (?:different |distinct |of our |of the |our )*)?{counted} {_BE}(?:{_WE}){did}",
                    figure,
                )
            )
    made.append(
        (
            r"(?:who |that )?(?:had|have|has) (?:already |ever )?(?:bought|ordered|purchased|shopped)(?: from us| with us| here)? before(?: then| that)?",
            "returning_buyers",
        )
    )
    made.append(
        (
            r"(?:who |that )?(?:had|have|has) already (?:bought|ordered|purchased|shopped)(?: from us| with us| here)?(?: before)?(?: then| that)?",
            "returning_buyers",
        )
    )
    made.append(
        (
            r"how (?:many times|often) (?:did|do|have|has|was|were) (?:(?:people|persons|folks?|users?|everyone|everybody|product|item|page|customers|clients|buyers|shoppers|visitors|guests|anyone|anybody|they|we|it|that|this|the|our|my|shop|store|products|items|goods|pages|been|get|got) )*(?:look(?:ed)?|view(?:ed)?|see|seen|visit(?:ed)?|open(?:ed)?)(?: at| through)?(?: our| the| my)?"
            r"(?: product| shop| item)?(?: pages?| products?| items?| shop)?",
            "views",
        )
    )
    made.append((rf"{_ASK_MANY} {PIECES}(?= (?:of|did|were|was|have|do|does)\b)", "units"))
    made.append((rf"{_ASK_MANY} times (?:was|were|did|has|have) .{{0,40}}?(?:viewed|looked at|seen)", ""))
    return tuple((re.compile(rf"(?<![a-z])(?:{form})(?![a-z])"), figure) for form, figure in made if figure)


def counted_in(text: str) -> Iterator[Token]:
    """Every figure that a noun and what was done with it name in a normalised text."""
    if not re.search(r"[a-z]{4}", text):
        return
    for pattern, figure in _patterns():
        for match in pattern.finditer(text):
            yield Token(Kind.METRIC, figure, match.start(), match.end(), match[0])
