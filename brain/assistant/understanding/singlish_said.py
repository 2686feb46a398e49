"""English as it is spoken in Singapore and Malaysia: particles, a question word in its place in the sentence, "got" for there is.

What only gives the tone is taken out at the edge of a clause, where it can be no name; the rest is put in the usual order.
"""

from __future__ import annotations

import re
from typing import Final

_PARTICLE: Final = r"(?:lah|leh|lor|loh|liao|meh|sia|siah|hor|hah|mah|ah|eh|wor|nia|bo|ma|la|sia lah)"
_ASKER: Final = r"(?:(?:the |my |our )?(?:big )?boss|towkay|my (?:wife|husband|manager|partner)|(?:the )?(?:manager|accountant|accounts|hq))"
_HOW: Final = r"how (?:many|much)"
_RATE: Final = (
    r"(?:(?:refund|return|conversion|repeat|click|cart|profit) rate|(?:gross |profit )?margins?|conversion)"
)
_BACK: Final = r"(?:refunds?|returns?|refunded|returned)"
_PERCENT: Final = r"(?:percent|per cent|%)"
_BUYS: Final = r"(?:buy|buys|buying|bought|order|orders|ordering|ordered|shop|shops|shopping)"
_PEOPLE: Final = r"(?:people|customers?|anyone|anybody|someone|somebody|buyers?|clients?)"
# A reason is asked for: how high it was is then no aside.
_WHY: Final = re.compile(r"(?<![a-z])(?:why|how come|reason|because|what happened)(?![a-z])")
_JUDGED: Final = re.compile(
    r"(?<![a-z])so (?:damn |very )?(?:high|low|good|bad|poor|busy|quiet|slow|strong|weak|jialat|shiok)(?: one| leh| sia| ah)?(?=[,!.])"
)
TURNS: Final[tuple[tuple[str, str], ...]] = (
    (r"^(?:(?:wah?|walao|wa lao|wah lau|aiyo|aiyah|aiya|alamak|wow|whoa|oh no|omg)(?: eh| lau)?[,!. ]+)+", ""),
    (rf"(?<=[a-z0-9])[ ,]+{_PARTICLE}(?:[ ,]+{_PARTICLE})?(?=[,?.!]|$)", ""),
    (rf"^{_ASKER} (?:want(?:s|ed)?|need(?:s|ed)?|ask(?:s|ed|ing)?)(?: me)?(?: to (?:know|see|check)| for| about)?[,:]? (?=[a-z0-9])", ""),
    (r"^(?:please )?can (?:help (?:me )?)?(?:to )?(?:check|see|show|tell|find out|look up|confirm)(?: me| for me)?,? (?=[a-z0-9])", ""),
    # Which day was the worst or not; where nothing else asks, "or not" is the question itself.
    (r"^(?P<asks>.*(?<![a-z])(?:which|what|who|when|how (?:many|much))(?![a-z]).*?)(?<!good)(?<!ok)(?<!okay)(?<!can)(?<!worth it),? or not(?=[?.! ]*$)", r"\g<asks>"),
    (rf"(?<![a-z])(?:got|have got|there (?:is|are|was|were)) (?={_HOW})", ""),
    # Tibet also got people buy? How many orders: the rhetorical question says whose they are.
    (
        rf"^(?P<whence>[a-z][a-z ]{{2,30}}?) (?:also |even |really )?(?:got|have|has) {_PEOPLE} {_BUYS}(?: from us| here)?(?: {_PARTICLE})?[?!]* +(?P<rest>how (?:many|much) [^?]{{3,60}}?)(?=[?.! ]*$)",
        r"\g<rest> from \g<whence>",
    ),
    (
        rf"^(?:do|does|did|is|are|have|has) (?:there )?{_PEOPLE} (?:in|from) (?P<whence>[a-z][a-z ]{{2,30}}?) (?:also |even |really |actually |ever )*{_BUYS}(?: from us| with us| here| anything)*\?* +(?P<rest>how (?:many|much) [^?]{{3,60}}?)(?=[?.! ]*$)",
        r"\g<rest> from \g<whence>",
    ),
    # Refund how many percent, gross margin how many percent.
    (rf"(?<![a-z])(?P<rate>{_RATE}),? (?:is |was |are )?(?:how many|how much|what) {_PERCENT}(?! of)", r"\g<rate>"),
    (rf"(?<![a-z])(?<!order )(?<!orders ){_BACK},? (?:is |was |are |were |got )?(?:how many|what) {_PERCENT}(?! of)", "refund rate"),
    (
        rf"(?<![a-z])(?:how many|what) {_PERCENT} (?:of (?:the |our )?(?:sales|money|revenue|turnover|takings) )?(?:is|was|were|are|got|get|gets|kena|has been|have been) (?:refunded|returned|refund)(?! orders)",
        "refund rate",
    ),
    (r"(?<![a-z])(?:we |they |i )?(?:serve|served|seat|seated|turn|turned) how many (?:tables|covers)(?![a-z])", "how many orders"),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)


def in_usual_order(text: str) -> str:
    """A normalised English question without particles, and with its question words where they usually stand."""
    if not _WHY.search(text):
        text = _JUDGED.sub("", text)
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return re.sub(r" +([,?.!])", r"\1", text).strip(" ,")
