"""English ways of asking that say nothing more than the figure they ask for: orders that landed, money through the door.

Also what a clause adds of goods that the shop has anyway: every brand we carry.
"""

from __future__ import annotations

import re
from typing import Final

_COUNTED: Final = r"(?:orders|bills|invoices|sales|refunds|returns)"
_LIST: Final = r"(?:brands?|products?|items?|categor(?:y|ies)|lines?|dish(?:es)?|channels?|countr(?:y|ies)|regions?|branch(?:es)?|stores?|groups?)"
_PEOPLE: Final = r"(?:customers|people|buyers|clients|shoppers|guests)"
_PERSON: Final = r"(?:customer|buyer|client|shopper|person|guest|diner|visitor)"
_ORDER: Final = r"(?:order|bill|invoice|basket|ticket|check|visit|purchase|transaction)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    (r"(?<=[a-z])'ve(?= )", " have"),
    (rf"(?P<what>(?<![a-z]){_COUNTED}) (?:that )?(?:(?:have|has|were|was|got|did) )*(?:landed|land|rolled in|rolling in|flowed in|dropped in|came through|come through|booked(?: in)?|logged|rung through|clocked up|racked up)(?![a-z])", r"\g<what>"),
    (r"(?:how much|what)(?: money| cash)? (?:came|come|comes|went|walked|has come|passed|flowed) (?:in )?(?:through|over|across) (?:the )?(?:door|doors|till|tills|counter|books)(?![a-z])", "how much did we take"),
    (r"(?:how much|what)(?: money| cash)? (?:came|come|has come|flowed|rolled) in(?= (?:in|during|over|on|last|this|yesterday|today|since|from|between)(?![a-z]))", "how much did we take"),
    (rf"(?<![a-z])(?:separate|individual|unique|distinct|actual) (?={_PEOPLE}(?![a-z]))", "different "),
    (r"^(?P<lead>(?:please |can you |could you )*)name (?:me )?(?=(?:the|our|all|my|\d|top|best|worst|three|five|ten|two|four)(?![a-z]))", r"\g<lead>list "),
    (rf"(?P<list>(?<![a-z])(?:each|every|all|all the|all our|per|by|for the|of the|which|for) (?:of the |of our )?{_LIST}) (?:that |which )?(?:we|i) (?:carry|stock|sell|keep|offer|run|deal in|do business in)(?= ?[?.!,:]|$| (?:in|for|during|last|this|on|from|over|since|by)(?![a-z]))", r"\g<list>"),
    (rf"how much (?:does|do|did) (?:(?:a|an|each|every|one|the|our|typical|average) )*{_PERSON}s? (?:(?:typically|usually|normally|generally) )?spen[dt] (?:per|on each|on an|on a|on one|in each|in an|for each|each|an|a) {_ORDER}(?: on average)?(?![a-z])", "average order value"),
    (rf"(?P<who>(?<![a-z])(?:{_PEOPLE})) (?:that |who |whom )?(?:we|i) (?:(?:have not|haven't|haven t|did not|didn't) (?:seen|had|heard from|served|seen again|see)) (?:in|for|within|over|during) (?:the )?(?:last |past )?(?P<n>\d{{1,3}}|two|three|six) (?P<unit>days|weeks|months)", r"\g<who> who did not buy in the last \g<n> \g<unit>"),
    (r"(?<![a-z])(?:what|how much) have (?:we|i) (?:taken|made|earned|turned over|brought in|grossed|banked|pulled in)(?: in)?(?= ?[?.!,]|$| (?:in|since|this|last|so far|today|yesterday|from|over|during|up to|on|between)(?![a-z]))", "how much did we take"),
    (rf"(?<![a-z])lapsed (?={_PEOPLE}(?![a-z]))", "lost "),
    (r"(?<![a-z])(?:trading|opening) (?=days?(?![a-z]))(?=[^?]*(?:slow|quiet|busy|busi|best|worst|weak|strong|most|least))", ""),
    (r"(?<![a-z])which (?:working|business) days?(?![a-z])", "which day on weekdays"),
    (r"(?<![a-z])chat groups?(?![a-z])", "group"),
    (r"(?<![a-z])reviews? (?=ratings?(?![a-z]))", ""),
    (r"(?:to |in )?how many (?:(?:different|separate|distinct) )?(?P<list>countries|regions|provinces|cities) (?:did|do|have|has) (?:we|i) (?:sell|sold|ship|shipped|deliver|delivered|send|sent)(?: (?:goods|things|anything|orders))?(?: to)?(?![a-z])", r"in how many \g<list> did we sell"),
    (r"^compare (?P<one>[^,?]{2,40}?) and (?P<two>[^,?]{2,40}?) (?:by|on|in terms of) (?:the |their )?(?:number of |total )?(?P<what>orders|sales|revenue|units|refunds|buyers|customers|net sales|gross sales|average order value)(?![a-z])", r"compare \g<what> of \g<one> and \g<two>"),
    (r"(?<![a-z])(?:item|dish|thing)(?P<s>e?s)? on (?:the|our) menu(?![a-z])", r"dish\g<s>"),
    (r",? (?:with|and|plus|along with|including) (?:the |a )?(?:cumulative|running) (?:total|sum|figure)s?(?: (?:next to|beside|alongside|for|after|at) (?:each|every|it|them)(?: (?:day|week|month|quarter|one))?)?(?=[?.! ]*$)", " cumulative"),
    # After another question: that its time stays need not be said.
    (r"^(?P<what>(?:and|what about|how about) (?:(?!compare|against|before|last|than|versus|vs)[^,?]){1,40}?) (?:(?:for|in|over|during) )?(?:the )?same (?:month|week|period|time|day|quarter|year|dates)(?=[?.! ]*$)", r"\g<what>"),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)


def asked_plainly(text: str) -> str:
    """A normalised English question with its verbs of coming in, and its clauses of having, left out."""
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return text
