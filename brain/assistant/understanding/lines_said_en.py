"""English ways of saying how many figures an answer has: one a week, each by itself, all in one, the others as one line.

"One number per week", "a month at a time", "shown separately", "just the one figure", "lump the rest into a single row".
"""

from __future__ import annotations

import re
from typing import Final

_UNIT: Final = r"(?:day|week|month|quarter|year|hour|weekday|day of the week)"
_FIGURE: Final = r"(?:figure|number|line|row|total|amount|value|sum|entry|reading)"
_N: Final = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)"
_OTHERS: Final = (
    r"(?:(?:all )?(?:of )?(?:the )?(?:remaining (?:ones|[a-z]+s)|other ones|other [a-z]+s|others|rest|remainder|remaining)"
    r"|(?:everything|everyone|everybody|anything|all) else)"
)
_GATHER: Final = r"(?:lump|put|bundle|group|fold|roll|throw|gather|collect|sum|add|combine|merge|show|keep|pool)(?:ed|d|ing)?"
_GATHERED: Final = r"(?:lumped|put|bundled|grouped|folded|rolled|thrown|gathered|collected|summed|added|combined|merged|shown|kept|pooled)"
_AS_ONE: Final = rf"(?:in|into|as|on|under|to) (?:just )?(?:a|an|one|the)? ?(?:(?:single|last|final|extra|further|separate|one|combined) )*(?:line|row|entry|group|item|bucket|lump|lot|block|pile|{_FIGURE}|one)(?! of)(?![a-z])"
_LEADS: Final = r"(?:top|best|worst|bottom|biggest|smallest|largest|ranked|leading|highest|lowest)"

OTHERS_AS_ONE: Final = "others as one"
"""What a message becomes that only asks for one more row, of all the others."""
_ADDS_OTHERS: Final = re.compile(
    rf"^(?:(?:and|with|now|ok|please|but|then|also|add|show|include|plus|give me)[, ]+)*(?:{_GATHER} (?:up |together )?)?{_OTHERS}(?: (?:{_GATHERED}|up|together))* {_AS_ONE}(?: please)?[?.! ]*$"
)

TURNS: Final[tuple[tuple[str, str], ...]] = (
    # One number per week, one line for each day, a month at a time.
    (rf"(?:just |only )?(?:one|a single|a) {_FIGURE}s? (?:per|for each|for every|each|every|a|to a|to each) (?P<unit>{_UNIT})(?![a-z])", r"per \g<unit>"),
    (rf"(?:just |only )?(?:one|a single) {_FIGURE} (?:each|apiece)(?![a-z])", ", each"),
    (rf"(?:one|a|an) (?P<unit>{_UNIT}) at a time", r"by \g<unit>"),
    (r"(?<![a-z])quarterly(?![a-z])", "by quarter"),
    (r"(?<![a-z])per-(?=day|week|month|quarter|hour)", "per "),
    # The others as one line.
    (rf"(?:[, ]|(?<![a-z])(?:and|with|but|then|plus)(?![a-z]))*(?<![a-z])(?:{_GATHER} (?:up |together )?)?{_OTHERS}(?: (?:{_GATHERED}|up|together))* {_AS_ONE}", ", others"),
    (rf"(?:[, ]|(?<![a-z])(?:and|with|but|then|plus)(?![a-z]))*(?<![a-z]){_OTHERS} (?:all )?{_GATHERED}(?: (?:up|together|in))*(?![a-z])", ", others"),
    # All in one figure; a figure each.
    (rf",? ?(?:(?:as|just|only|in|with) )+(?:the |a )?(?:one|single) {_FIGURE}(?! (?:per|for|each|every|a|of)(?![a-z]))(?![a-z])", " in total"),
    (rf", ?(?:the |a )?(?:one|single) {_FIGURE}(?=[?.! ]*$)", " in total"),
    (r"(?:(?:shown|listed|told|counted|kept|given|set out|broken out|reported|displayed|taken) )?(?:separately|individually|one by one|apart from each other)(?! (?:for|by|per)(?![a-z]))(?![a-z])", ", each"),
    # How many rows, said behind the ranking.
    (rf"^(?P<lead>.*?)(?<![a-z])(?P<rank>{_LEADS}) (?!{_N}(?![a-z]))(?P<rest>[^,;]{{3,60}}), ?(?:the |just |only )?(?:first |top )?(?P<n>{_N})(?: of (?:them|those))?(?=[?.! ]*$)", r"\g<lead>\g<rank> \g<n> \g<rest>"),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)


def lines_counted(text: str) -> str:
    """A normalised English question with its number of figures in the words of the grammar."""
    if _ADDS_OTHERS.search(text):
        return OTHERS_AS_ONE
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return text
