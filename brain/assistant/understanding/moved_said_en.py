"""English of growth, of shares and of amounts set against each other, where several words make one: put on the most, way below.

"Put on the most sales" is what grew most, "so far below" compares, "what part got refunded" is a rate.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_FIGURE: Final = r"(?:sales|revenue|takings|turnover|orders|units|pieces|buyers|customers|refunds|profit|margin|money|income|business)"
_MONEY: Final = r"(?:sales|revenue|takings|turnover|income|money|cash|(?:the )?money (?:that )?(?:we|i) (?:took|made)|what (?:we|i) (?:took|made|sold))"
_PART: Final = r"(?:share|part|portion|proportion|fraction|percentage|percent|per cent|slice|chunk|bit|%)"
_BACK: Final = r"(?:refunded|given back|paid back|handed back|returned to (?:customers|buyers)|sent back)"
_OF: Final = rf" of (?:(?:all|the|our|my|that) )*{_MONEY}"
_WAS: Final = r"(?:was|were|is|are|got|gets|get|has been|had to be|ended up|went|goes|did we|do we|have we)(?: (?:being|been|have to|get|got))*"
_MORE: Final = r"(?:bigger|larger|higher|greater|smaller|lower)"
_ADDED: Final = r"(?:put on|puts on|added|adds|gained|gains|won|picked up|piled on)"
_LOST: Final = r"(?:lost|loses|shed|sheds|gave up|dropped off)"
_MONTH: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    # What grew, and what fell.
    (rf"(?<![a-z]){_ADDED} (?:the )?most (?P<what>{_FIGURE})(?![a-z])", r"grew the most in \g<what>"),
    (rf"(?<![a-z]){_LOST} (?:the )?most (?P<what>{_FIGURE})(?![a-z])", r"fell the most in \g<what>"),
    (rf"(?<![a-z]){_ADDED} (?:the )?most(?! [a-z]+ (?:by|in) )(?![a-z])(?= (?:in|from|between|over|since|this|last|going|during|compared|versus|vs|on|against|to)(?![a-z])|[?.!,]|$)", "grew the most"),
    (rf"(?<![a-z]){_LOST} (?:the )?most(?= (?:in|from|between|over|since|this|last|going|during|compared|versus|vs|on|against|to|ground)(?![a-z])|[?.!,]|$)(?: ground)?", "fell the most"),
    (r"(?<![a-z])(?P<verb>dropped|fell|declined|slipped|dipped|rose|climbed|grew) (?:the )?(?:furthest|farthest|hardest|strongest|sharpest)(?![a-z])", r"\g<verb> the most"),
    (r"(?<![a-z])(?P<lead>which |what |the |our )*(?P<n>\d{1,2} |two |three |five |ten )?(?:biggest|strongest|top|best|largest) (?:climbers?|risers?|gainers?|growers?)(?: (?:among|of|in) (?:the |our )?(?P<what>products|categories|brands|countries|regions|provinces|cities|channels|branches|groups))?(?![a-z])", "~grew"),
    (r"(?<![a-z])(?P<lead>which |what |the |our )*(?P<n>\d{1,2} |two |three |five |ten )?(?:biggest|strongest|top|worst|largest) (?:fallers?|losers?|droppers?|decliners?)(?: (?:among|of|in) (?:the |our )?(?P<what>products|categories|brands|countries|regions|provinces|cities|channels|branches|groups))?(?![a-z])", "~fell"),
    (rf"(?<![a-z])(?:going|moving|coming) from (?=(?:{_MONTH}|last|the|q[1-4]|20\d\d)(?![a-z]))", "from "),
    (r"(?<![a-z])by what (?:percent(?:age)?|per cent)(?= (?:did|have|has|were|was|do|does|are|is)(?![a-z]))", "by how many percent"),
    # A rate asked for as a part.
    (rf"(?:is|was|are|were) (?:there )?an? (?P<more>{_MORE}) {_PART}{_OF} (?:being |been |that (?:is|was|got) )?{_BACK}(?![a-z])", r"is the refund rate \g<more>"),
    (rf"(?:what|which|how (?:big|large|much)(?: an?| of an?)?) {_PART}{_OF} {_WAS} ?{_BACK}(?![a-z])", "what was the refund rate"),
    (rf"(?:what|which|how (?:big|large|much)(?: an?)?) {_PART}{_OF} (?:went|goes|had to go|was going) back(?: to (?:customers|buyers|people))?(?![a-z])", "what was the refund rate"),
    (rf"(?:what|which) {_PART}{_OF} (?:did|do) (?:we|i) (?:refund|give back|pay back|hand back)(?![a-z])", "what was the refund rate"),
    (rf"how (?:big|large) (?:is|was|are|were) (?P<whose>[^,.?]{{2,30}}'s?) {_PART} of ", r"\g<whose> share of "),
    (rf"(?P<whose>[a-z\u3400-\u9fff]'s?) (?:slice|chunk|part|portion|cut) of (?=(?:the |our |total |all |{_MONTH}|last|this|it|that))", r"\g<whose> share of "),
    # Set against each other.
    (r"(?<![a-z])(?:so |that |this |quite |very |too |as )?far (?=(?:below|above|behind|beneath|under|short of|lower than|higher than|less than|more than)(?![a-z]))", ""),
    (r"(?<![a-z])(?:way|well|miles|much|a lot|quite a bit|a good bit|considerably|significantly) (?=(?:below|above|behind|beneath|short of|lower than|higher than)(?![a-z]))", ""),
    (rf"(?<!what )(?P<was>(?<![a-z])(?:is|was|were|are|fell|fall|lag|lags|lagged|lagging|running|ran|came|finished) )behind (?=(?:that of |those of )?(?:{_MONTH}|last|the previous)(?![a-z]))", r"\g<was>below "),
    (r"(?<![a-z])(?:hold|held|stack|stacked|measure|measured|shape|shaped|match|matched|line|lined|hold its own) up (?:against|to|with|next to|beside|alongside) ", "compare with "),
    (r"(?<![a-z])how (?P<did>did|does|do|is|was) (?P<what>[^,.?]{2,40}?) (?:fare|fared|do|rate|perform) (?:against|next to|beside|alongside) ", r"how \g<did> \g<what> compare with "),
    (r",? ?(?<![a-z])(?:in terms of money|money[- ]?wise|sales[- ]?wise|revenue[- ]?wise|takings[- ]?wise)(?![a-z])", " in net sales"),
    (r",? ?(?<![a-z])orders?[- ]?wise(?![a-z])", " in orders"),
    (r"(?<![a-z])how (?:does|do|did|will|has|have) (?P<what>[^,.?]{3,30}?) (?:add|build|stack|pile|mount|tot) up(?! (?:against|to|with))(?![a-z])", r"running total of sales \g<what>"),
    (r"(?<![a-z])(?:a |as a |the )?running figures?(?: of)?(?![a-z])", "running total of"),
    (r"running total of sales (?P<when>(?:this|last) year),? (?P<by>month after month|month by month|week by week|week after week|day by day),? (?:starting |beginning |counting )?(?:from|in|with) january,?(?: ?[?.:]? ?running total of(?: sales| revenue| takings)?)?", r"running total of sales \g<when> \g<by>"),
    (r"(?<![a-z])running (?:total|count|sum)s? of (?:the |our |all )*(?=orders|units|buyers|refunds)", "running total "),
    # Who did it most often.
    (r"(?P<who>(?<![a-z])(?:countries|country|regions?|provinces?|cities|city|customers?|branches|branch|channels?|groups?)) (?:ordered|bought|purchased|shopped|order|buy|orders|buys) (?:the )?most (?:often|frequently)(?![a-z])", r"\g<who> had the most orders"),
    # What is left of it when the goods are paid for.
    (r"(?:(?:what|how much) (?:did|do|have|has) (?:we|i|the shop) (?:(?:really|actually|still|then) )*(?:make|earn|keep|clear|have left|made|earned|get)(?P<what>[^,.?]{0,50}?),? )(?:after|net of|less|minus|once|when) (?:(?:the|its|their|our|taking off|deducting|paying for|we take off|we deduct) )*(?:cost of (?:goods|sales|the goods)|goods? costs?|purchase (?:costs?|price)|buying (?:costs?|price)|cost(?:s| price)?|cogs|what (?:it|they|the goods) costs?(?: us)?)(?: (?:is|are|has been|have been|was|were) (?:taken |knocked |deducted)?(?:off)?)?(?![a-z])", r"gross profit\g<what>"),
    (r"how much (?:did|do|have|has) (?:the |our )?discounts? (?:cost|set|run)(?: us)?(?: back)?(?![a-z])", "discount amount"),
    (rf"(?P<what>(?<![a-z])(?:the |our )*{_FIGURE}) (?:up or down|higher or lower|better or worse) (?P<when>(?:in|for|over|during) [^,?.]{{3,30}})(?= ?[?.!]*$)", r"how did \g<what> change \g<when>"),
    (r"how (?:far|much) (?:was|were|is|are|did) (?P<one>[^,?.]{3,40}?) (?:come in |come |lie )?(?:above|over|ahead of) (?=[a-z])(?P<two>[^,?.]{3,30}?)(?= ?[?.!]*$)", r"how much higher were \g<one> than \g<two>"),
    (r"how (?:far|much) (?:was|were|is|are|did) (?P<one>[^,?.]{3,40}?) (?:come in |come |lie )?(?:below|under|behind|short of) (?=[a-z])(?P<two>[^,?.]{3,30}?)(?= ?[?.!]*$)", r"how much lower were \g<one> than \g<two>"),
    (r"(?P<n>(?<![a-z\d])(?:\d{1,2}|two|three|five|ten) )?fastest[- ]growing (?P<what>products?|categor(?:y|ies)|brands?|countr(?:y|ies)|regions?|provinces?|cit(?:y|ies)|channels?|branch(?:es)?|groups?)(?![a-z])", "~fastest"),
    (r"(?<=[a-z]) (?:was|were|is|are) (?:down|due|thanks|owed) to (?=(?:our |the )?(?:returning|new|repeat|regular|first|old|existing)(?![a-z]))", " came from "),
    # Why.
    (rf"what (?:has |had |on earth )?happened to (?P<what>(?:the |our )*{_FIGURE})(?![a-z])", r"why did \g<what> change"),
    (rf"what(?:'s| is| was) (?:dragging|pulling|pushing|holding|bringing|keeping) (?P<what>(?:the |our )*{_FIGURE}) (?P<way>down|up|back)(?![a-z])", r"why were \g<what> \g<way>"),
    (r"why (?:didn't|did not|didn t|couldn't) (?P<one>[^,?.]{3,30}?) (?:beat|match|reach|top|keep up with) ", r"why was \g<one> below "),
    (r"(?<![a-z])how come(?= [a-z])", "why"),
    (r"(?<![a-z])what (?:made|makes) (?P<one>[^,.?]{2,40}?) (?:so much |so |that much |much )?(?P<more>better|worse|higher|lower|stronger|weaker|busier|quieter) than ", r"why was \g<one> \g<more> than "),
    (r"(?<![a-z])(?:what|which thing) (?:explains|explained|accounts for|accounted for|is the reason for|lies behind|led to|triggered) (?=(?:the |our |this |that )?(?:sharp |sudden |big |huge )?(?:rise|fall|drop|jump|dip|increase|decrease|growth|decline|surge|slump)(?![a-z]))", "what's behind "),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)
# With a period by its own name the previous one is that in front of it, not the one in front of today's.
_PREVIOUS: Final = re.compile(
    r"(?P<vs>(?<![a-z])(?:vs\.?|versus|against|compared? (?:to|with)|than|over|on|with) (?:in )?)the (?:previous|prior|preceding) (?P<unit>month|quarter|week|year)(?![a-z])(?!'s)"
)
_NAMED: Final = re.compile(
    rf"(?<![a-z]){_MONTH}(?![a-z])|(?<![a-z])q[1-4](?![a-z0-9])|(?<![a-z])week \d|\d{{4}}-\d\d"
)
_WHY: Final = re.compile(r"(?<![a-z])why(?![a-z])")
_LESS_THAN: Final = re.compile(
    rf"(?<![a-z])(?P<did>bring|brought|take|took|make|made|sell|sold|do|earn)(?: in)? (?:so much |that much |much )?(?:less|more) than (?:in |on |during )?(?=(?:the )?(?:week|month|day|weekend|previous|prior)(?![a-z])|last |yesterday|{_MONTH}|q[1-4])"
)
_SO_LITTLE: Final = re.compile(r"(?<![a-z])so (?:little|few|low|weak|poor|bad|slow|quiet)(?![a-z])")


def moves_said(text: str) -> str:
    """A normalised English question with growth, rates and comparisons in the words of the grammar."""
    for form, whole in _TURNS:
        text = form.sub(_SAID.get(whole, whole), text)
    if _WHY.search(text):
        text = _SO_LITTLE.sub("less", text)  # how come we took so little in February
        text = _LESS_THAN.sub(r"\g<did> compared with ", text)
    return _PREVIOUS.sub(r"\g<vs>the \g<unit> before", text) if _NAMED.search(text) else text


def _climbers(match: re.Match[str]) -> str:
    """The biggest climbers: the products, or what is named, that grew most."""
    grew = "grew" if re.search(r"climb|ris|gain|grow", match[0]) else "fell"
    return f"top {match['n'] or ''}{match['what'] or 'products'} that {grew} the most"


def _fastest(match: re.Match[str]) -> str:
    """The five fastest growing countries: those that grew as a rate, not in money."""
    one = "which" if not match["n"] and not match["what"].endswith("s") else f"top {match['n'] or ''}"
    return f"{one.strip()} {match['what']} grew the fastest"


_SAID: Final[dict[str, Callable[[re.Match[str]], str]]] = {
    "~grew": _climbers,
    "~fell": _climbers,
    "~fastest": _fastest,
}
