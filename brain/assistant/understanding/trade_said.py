"""English of the trade: accounts that were opened, a supper crowd, goods that came back, what is looked at and not bought.

Each says the very same in the words of the grammar; what nothing of ours tells is left as it stands.
"""

from __future__ import annotations

import re
from typing import Final

_HALF: Final = r"(?:first|second|other|latter|1st|2nd) (?:half|third|quarter|\d{1,2} days|ten days|week)"
_MORE: Final = (
    r"(?:higher|lower|greater|bigger|larger|smaller|more|less|better|worse|stronger|weaker|busier|quieter)"
)
_EXCEED: Final = r"(?:exceed(?:ed|s)?|surpass(?:ed|es)?|top(?:ped|s)?|beat|beats|outstrip(?:ped|s)?|match(?:ed|es)?|outdo|outdid)"
_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
_MONTH: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_STRETCH: Final = rf"(?:the )?(?:first|last|second|third|latter) (?:half|quarter|third|week|weekend|\d{{1,2}} days|(?:two|three|four|five|six|seven|eight|nine|ten|fifteen) days) of {_MONTH}(?: \d{{4}})?"
_TIME_NAMED: Final = r"(?:singles'? day|double (?:eleven|twelve|11|12)|618|black friday|cyber monday|valentine'?s(?: day)?|christmas|easter|national day|mother'?s day|father'?s day|cny|chinese new year|spring festival|halloween|thanksgiving|boxing day|bank holiday)"
_SOME_TIME: Final = rf"(?:{_TIME_NAMED}(?: (?:this|last) year| \d{{4}})?|{_STRETCH}|{_MONTH}(?: \d{{4}})?)"
_FEAST: Final = r"(?:easter|christmas|thanksgiving|cny|chinese new year|spring festival|halloween|valentine'?s(?: day)?|black friday|mother'?s day|father'?s day)"
_MEAL: Final = (
    r"(?:breakfast|brunch|lunch|lunchtime|tea|dinner|supper|late[- ]night|evening|morning|afternoon)"
)
_LOOKED: Final = r"(?:looking at|look at|looked at|viewing|view|viewed|browsing|browse|browsed|clicking on|click on|clicked on|checking out|check out|checked out)(?![a-z])"
_BOUGHT: Final = r"(?:buy|buys|buying|bought|order|orders|ordering|ordered|purchase|purchases|purchasing|purchased|sell|sells|selling|sold)"
_NOBODY: Final = r"(?:nobody|no[- ]one|none|never|not|don'?t|do not|didn'?t|did not|doesn'?t|aren'?t|are not|isn'?t|wasn'?t|weren'?t|hasn'?t|haven'?t)(?: (?:is|are|has|have|ever|actually|even|been|of them|then|really|get|gets|got|end(?:ed)? up))*"
_GOODS: Final = r"(?:products?|items?|things?|goods|dishes|skus?|lines)"
_NO_SALES: Final = r"(?:no|zero|0|without(?: any)?|not a single) (?:sales?|orders?|purchases?|buyers?|sold)"
_VISIT: Final = r"(?:see|meet|talk to|speak (?:to|with)|go (?:to|into|see)|call|ring|visit|report to|present to|sit down with|head into|face)"
_WHOM: Final = r"(?:bank(?: manager)?|boss|accountant|bookkeeper|board|investors?|landlord|(?:business )?partner|owner|suppliers?|team|meeting|wife|husband|manager|lawyer|tax (?:man|office)|staff)"
_LATER: Final = r"(?: (?:today|tomorrow|tonight|later|now|this (?:morning|afternoon|evening)|on [a-z]+day|at \d{1,2}(?: ?[ap]m)?|next week))?"
_FIGURE: Final = r"(?:sales|revenue|takings|turnover|orders|income|profits?|margins?|refunds?|returns|customers|business|units|it|they|things|numbers|traffic|views|visitors)"
_SOFTLY: Final = r"(?: so| that| very| quite| pretty| this)?(?: much)? (?:sharply|steeply|suddenly|dramatically|strongly|abruptly|heavily|massively|badly|rapidly|quickly|fast|hard|much|noticeably|markedly)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    (rf",? ?(?:before|when|as|because|since|so that|for when) (?:i|we)(?:'m| am|'re| are|'ve got to| have to| need to| must| can)?(?: going to| about to)? {_VISIT} (?:(?:the|my|our|with|to) )*{_WHOM}{_LATER}(?=[,?.! ]*$)", ""),
    (rf",? (?:before|for|ahead of) (?:my|our|the) (?:meeting|call|chat|appointment|review|catch[- ]?up|sit[- ]?down)(?: with (?:(?:the|my|our) )*{_WHOM})?{_LATER}(?=[,?.! ]*$)", ""),
    (r"(?<![a-z])(?:over|during|in|throughout|through|across) the (?:whole )?(?:course|span|length|space) of (?=[a-z0-9])", "in "),
    # One amount set against another.
    (rf"(?<![a-z])(?:did|does|was|were|is|has) (?P<one>{_SOME_TIME}) (?:do |done |go |sell |perform |bring in |take |make |been |turn out )?(?:any )?(?:better|worse|more|less|higher|lower|bigger|smaller) than (?P<two>{_SOME_TIME})(?![a-z])", r"net sales \g<one> vs \g<two>"),
    (rf"(?<![a-z]){_EXCEED} (?:that|those|the one|the figures?|what (?:we|i) (?:took|made|sold)) (?:of|in|for|from|on) ", "vs "),
    (rf"(?<![a-z]){_EXCEED} (?=(?:the |its )?{_HALF}(?![a-z]))", "vs "),
    (rf"(?<![a-z])(?:any )?{_MORE} (?:in |during |over |for |on )?(?P<one>(?:the )?{_HALF}(?: of [a-z]+(?: \d{{4}})?)?) than (?:in |during |over |for |on )?(?:that of )?(?=(?:the |its )?{_HALF}(?![a-z]))", r"\g<one> vs "),
    (rf"(?<![a-z])(?:any )?{_MORE} than (?:in |during |over |for |on )?(?:that of |those of )?(?=(?:the |its )?{_HALF}(?![a-z]))", "vs "),
    (rf"^(?:(?:are|is|were|was)(?: it| we| things)?|which (?:are|is|were|was)|do|did)?[ ,:]*(?:we )?(?P<more>busier|quieter|better|worse|stronger|slower|more popular)?[ ,:]*(?:on )?(?P<one>{_DAY}) (?:(?P<mid>busier|quieter|better|worse|stronger|slower) than|or|vs\.?|versus) (?:on )?(?P<two>{_DAY})(?: (?:the )?(?P<last>busier|quieter|better|worse|stronger|slower|more popular)(?: days?)?)?", "~days"),
    # Easter week is the one before Easter to some and the one after it to others: that is asked back.
    (rf"(?<![a-z])(?!easter)(?P<feast>{_FEAST}) week(?![a-z-])", r"the week of \g<feast>"),
    (r"(?<![a-z])how (?:did|was|is|has|does) trade (?=compare|go|do|develop|look|hold|change|been)", "how did sales "),
    # Customers by the books.
    (r"(?<![a-z])new (?:accounts|clients)(?! (?:manager|payable|receivable|department|system))(?:,? (?:that |which )?(?:we |i |were |was |have |has |had |got |been |did )*(?:open(?:ed)?|set up|sign(?:ed)?(?: up)?|w[io]n|gain(?:ed)?|land(?:ed)?|acquired?|onboard(?:ed)?|add(?:ed)?|taken on|took on|brought in|registered))?(?![a-z])", "new customers"),
    (r"(?<![a-z])(?<!new )(?:customer |client |trade )?accounts (?:that )?(?:were |we |have been |got )?(?:opened|set up|onboarded)(?![a-z])", "new customers"),
    # Goods that came back, and the money for them.
    (r"^(?P<what>returns|refunds)(?: ?[-:,]+| ?–) (?:what(?:'s| has| have| is| was)?|how much(?:'s| has| have| is| was)?)(?: been)? (?:come|came|coming|sent|given|paid) back", "refunds"),
    (r"(?<![a-z])what(?:'s| has| have)(?: been)? (?:come|came|coming) back(?![a-z])", "what came back"),
    (r"(?<![a-z])(?:what(?:'s| is| are)? ?(?:hot|trending|up|new|popular|moving)) ?(?:[-:,?]+|–) ?(?=(?:which|what|who|how|where) )", ""),
    (r"(?<![a-z])(?:what(?:'s| is| are)|anything|which products are) (?:currently )?trending(?! down)(?: (?:right now|now|at the moment))?(?![a-z])", "which products grew the most"),
    # What a name has in it.
    (r"^(?P<lead>.{4,60}?)(?<![a-z])(?:our |my |the |all )*(?P<word>[a-z]{3,20})(?P<rest> [^()]{0,60}?) ?[(,-] ?(?:(?:that is|i mean|meaning|so) )?(?:everything|anything|all products|all items|all of them|every product|all the products|all)(?: that has| that have)? (?:with|w/|containing|having|called)? ?(?:the word )?(?P=word) (?:in|within) (?:the|its|their) (?:product )?names?\)?", r"\g<lead>products containing \g<word>\g<rest>"),
    (r"(?<![a-z])(?:(?:everything|anything|all products|all items|all the products|every product|products|items)) (?:with|w/|that ha(?:s|ve)|having) (?:the word )?(?P<word>[a-z]{3,20}) (?:in|within) (?:the|its|their) (?:product )?names?(?![a-z])", r"products containing \g<word>"),
    # What is looked at and not bought.
    (rf"(?<![a-z])(?:what|which)(?: (?:{_GOODS}))?(?: are| do| did| have| were| is)?(?: (?:people|customers|visitors|shoppers|they|everyone|everybody|buyers|users))(?: been)? {_LOOKED}(?P<when>[^,?.]{{0,30}}?),? (?:but|and|yet|that|which|though|without)(?: then)? (?:{_NOBODY} {_BOUGHT}|{_BOUGHT}|{_NO_SALES})(?: them| it| any(?:thing)?)?(?P<then>[^,?.]{{0,30}})", r"top products by views\g<when>\g<then> with more than 0 views and with 0 orders"),
    (rf"(?<![a-z])(?:which |what |list |show me )?(?:the |our |all )?{_GOODS} (?:that )?(?:(?:are|were|is|was|get|gets|got|being|been|have|had|with|have been) )*(?:{_LOOKED}|seen|(?:many |lots of |plenty of |the most )?(?:views|clicks|visits|traffic)(?![a-z]))(?P<when>[^,?.]{{0,30}}?),? (?:but|and|yet|though)(?: (?:with|had|have|got|get|are|were|then|made))*(?: (?:{_NOBODY} {_BOUGHT}|{_NO_SALES}))(?: them| it| at all)?(?P<then>[^,?.]{{0,30}})", r"top products by views\g<when>\g<then> with more than 0 views and with 0 orders"),
    # A shop floor at its hours, and its coupons.
    (rf"(?<![a-z])(?:the |our )?(?P<meal>{_MEAL}) (?:crowd|trade|rush|service|sitting|shift|lot|diners)(?![a-z])", r"\g<meal>"),
    (r"(?<![a-z])(?P<what>(?:discount |promo |promotion |coupon |voucher )codes?|coupons?|vouchers?|channels?|promotions?|promos?|products?|regions?|branch(?:es)?|stores?) (?:has |have )?(?:worked|performed|pulled|converted|works|work) (?:the )?(?P<rank>best|worst)", r"\g<what> did \g<rank>"),
    (r"^(?:is|are|does|do|has|have) (?:all )?(?:our|the|my|this)? ?(?:marketing|promotion|advertising campaigns?|promotions|promos)(?: stuff| activity| efforts?)? (?:actually |really |even )?(?:working|work|doing|paying off|effective|helping|worth it|any good|been worth it|paid off|do anything|doing anything)(?: for us| at all| well)?(?=[?.! ]*$)", "how are we doing"),
    (r"^(?:how(?:'s| is| are| did)) (?:our |the |my )?(?:marketing|promotions|promos) (?:doing|going|working|do|performing)(?=[?.! ]*$)", "how are we doing"),
    (r"^(?:so |ok )?(?:what|anything)(?: that)?(?: (?:really|particularly|in particular))? (?:stands?|stood|sticks?|stuck|jumps?|jumped|leaps?) out(?: (?:at|to) (?:you|me|us))?(?: (?:here|at all|in particular))?", "anything interesting"),
    # A branch and its number, said once for several.
    (r"(?<![a-z])(?P<lead>(?:branch|store|shop|outlet))(?:es|s)? (?:no\.? |number |#)?(?P<one>\d{1,4})(?P<mid>,? (?:and|vs\.?|versus|or|&|compared (?:to|with)|against|with) |, ?| ?& ?)(?!(?:branch|store|shop|outlet))(?P<two>\d{1,4})(?=[,?.! ]*$| ?[,:?] ?| (?:sales|revenue|average|compared?|in|last|this|on|how|which|turnover|takings|net|gross)(?![a-z])|(?<=\d{3}) (?:orders|refunds?|units|customers)(?![a-z]))", r"\g<lead> \g<one>\g<mid>\g<lead> \g<two>"),
    (r"(?<![a-z])(?:which|what) (?P<where>province|city|country|region|state|town) (?:overall |in total )?(?:buys?|bought|orders?|ordered|spends?|spent|purchased?)(?: overall| in total)? (?:the )?most(?: from us| with us| here| overall)?(?=[?.!, ]*$| (?:in|last|this|during|over|on|since|yesterday|today)(?![a-z]))", r"which \g<where> has the highest net sales"),
)  # fmt: skip
# The words of a fall and a rise, where their reason is asked for.
_ASKS_WHY: Final = re.compile(
    r"(?<![a-z])(?:why|how come|reasons?|causes?|caused|behind|explains?|what happened)(?![a-z])"
)
_MOVED: Final[tuple[tuple[str, str], ...]] = (
    (rf"(?P<what>(?<![a-z]){_FIGURE}(?: [a-z]+)?)(?P<have> have| has)? (?:jump|spike|surge|soar|rocket|skyrocket|balloon|explode|shoot up|shot up|shoot|pick up)(?:ed|d|s)?(?![a-z])", r"\g<what> rise"),
    (rf"(?P<what>(?<![a-z]){_FIGURE}(?: [a-z]+)?)(?P<have> have| has)? (?:slump|plunge|plummet|tank|crash|tumble|collapse|nosedive|tail off|dry up|dried up|fall off|fell off)(?:ed|d|s)?(?![a-z])", r"\g<what> fall"),
    (r"(?<![a-z])(?:a |the )?(?:sharp|sudden|steep|big|huge|massive|dramatic|large|strong) (?=(?:rise|fall|drop|increase|decrease|decline|dip|growth)(?![a-z]))", "the "),
    (r"(?<![a-z])(?:jump|spike|surge|leap|upswing|uptick) (?=in |of )", "rise "),
    (r"(?<![a-z])(?:slump|plunge|crash|collapse|nosedive|downturn) (?=in |of )", "fall "),
    (rf"(?P<verb>(?<![a-z])(?:rise|rose|risen|fall|fell|fallen|drop|dropped|increased?|decreased?|declined?|grow|grew|grown|climb|climbed|dip|dipped|go up|went up|gone up|go down|went down|gone down|up|down)){_SOFTLY}(?![a-z])", r"\g<verb>"),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)
_WHY_MOVED: Final = tuple((re.compile(form), whole) for form, whole in _MOVED)
_COUNTED: Final = re.compile(
    r"(?<![a-z])(?:sales|revenue|orders|takings|turnover|spent|spend|average|refunds?|units|share|percent(?:age)?|value|buyers|number|count|bring|brought|compare)(?![a-z])"
)
_OLD_AND_NEW: Final = re.compile(
    r"(?<![a-z])(?:new|first[- ]time) (?:(?:customers|buyers|clients|shoppers) )?(?:vs\.?|versus|and|or|against|&) (?:returning|repeat|existing|old|regular)(?: (?:customers|buyers|clients|shoppers|ones))?(?![a-z])"
)
_HOW_MANY: Final = re.compile(
    r"[ ,:-]*(?<![a-z])how many(?: (?:are|were|was))?(?: there)?(?: (?:did|do|have) we (?:have|get|see))?(?: of)?(?: (?:each|both|either))?(?: (?:are|were) there)?(?: did we (?:have|get|see))?(?![a-z])"
)


def trade_in_plain_words(text: str) -> str:
    """A normalised English question in the words of the grammar, where a trade has words of its own."""
    for form, whole in _TURNS:
        text = form.sub(_day_by_day if whole == "~days" else whole, text)
    if _ASKS_WHY.search(text):
        for form, whole in _WHY_MOVED:
            text = form.sub(whole, text)
    return _of_old_and_new(text).strip(" ,")


def _day_by_day(match: re.Match[str]) -> str:
    """Are Wednesdays or Thursdays busier: how busy a day is, its orders tell; how good it is, what it took."""
    judged = match["more"] or match["mid"] or match["last"] or ""
    if not judged:
        return match[0]
    figure = "orders" if judged in ("busier", "quieter", "slower", "more popular") else "net sales"
    return f"{figure} on {match['one']} vs {match['two']}"


def _of_old_and_new(text: str) -> str:
    """New and returning customers, how many of each: the buyers by that; with a figure of its own it stays."""
    found = _OLD_AND_NEW.search(text)
    if found is None or _COUNTED.search(text):
        return text
    rest = _HOW_MANY.sub("", f"{text[: found.start()]} {text[found.end() :]}")
    return re.sub(r" +", " ", f"number of buyers by new or returning {rest.strip(' -:,?')}")
