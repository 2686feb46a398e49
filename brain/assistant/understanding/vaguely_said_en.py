"""English openings that ask how things are without a figure: anything odd, how are we getting along, what's the story.

Each is the whole of the message, but for a period; the answer is the overview, the odd days, or the cards.
"""

from __future__ import annotations

import re
from typing import Final

_LEAD: Final = r"^(?:(?:so|ok|okay|well|right|hey|hi|and|now|then|tell me|please|just|alright)[, ]+)*"
_WHEN: Final = r"(?P<when>(?:,? (?:in|for|over|during|on|at|since) [a-z0-9' ]{3,24}|,? (?:this|last|past|the last|the past) (?:week|month|year|quarter|\d{1,2} (?:days|weeks|months))|,? (?:today|yesterday|so far|lately|recently|these days|nowadays|right now|at the moment|of late|currently|in general|overall|generally))*)"
_END: Final = r"(?: (?:here|there|please|then|really|with us|for us|in the shop|in the store|at the shop|for the shop))*[?.! ]*$"
_WE: Final = (
    r"(?:we|things|it|everything|the shop|the store|the business|business|trade|my shop|our shop|that|all)"
)
_LATELY: Final = re.compile(
    r",? (?:these days|nowadays|right now|at the moment|of late|currently|in general|overall|generally|lately|recently)"
)

OVERVIEW: Final = (
    rf"how(?:'s| is| are| has| have| did| do| was| were|'re|'ve)(?: {_WE})?(?: (?:been|all))* ?(?:getting along|getting by|get along|get by|coming along|faring|fared|fare|bearing up|keeping|shaping up|ticking over|travelling|traveling|panning out|turning out|turned out|stand|standing|trade|trading|the trade)",
    r"(?:where|how) do (?:we|things) stand",
    r"where (?:are|do) we(?: stand| at)?",
    r"what(?:'s| is| was) (?:the|our) (?:story|situation|state of affairs|lay of the land|score|mood|word|deal|position|general picture|state of things)",
    r"(?:give me |what's |what is )?(?:a |the )?(?:lay of the land|bird's[- ]eye view|quick look|rundown|run[- ]down|quick picture|general idea|sense of how (?:things|we) are)",
    r"what(?:'s| is|'s been| has been) (?:going well|going on|happening|cooking|occurring|afoot|up)(?: and what(?:'s| is)? ?(?:not|isn't|is not|isn)?(?: going well)?)?",
    r"(?:any|what's the|is there any) news",
    r"(?:is there |have you |got |do you have )?anything (?:to report|to tell me|worth (?:knowing|reporting|telling|a look|mentioning)|i should hear)",
    r"what(?:'s| is) (?:worth (?:knowing|a look|seeing)|the (?:vibe|damage|picture|verdict|latest))",
    r"how(?:'s| is) (?:it|everything|everything) hanging",
    r"(?:talk to me|hit me(?: with the (?:numbers|figures))?|what do you (?:have|got) for me|what(?:'s| is) your (?:take|read|view|verdict)(?: on (?:things|it|this))?)",
    r"how (?:did|has|is|was) (?P<last>last week|last month|last year|last quarter|this week|this month|yesterday|today) (?:treat(?:ed|ing)? us|turn(?:ed)? out|shape(?:d)? up|pan(?:ned)? out|work(?:ed)? out)",
    r"(?:was it |is it |been |a |has it been )*(?:a )?(?:good|bad|decent|busy|quiet|slow|rough|strong|weak) (?:week|month|day|year|quarter)(?: so far)?(?: (?:was it|is it|or (?:not|bad)))?",
    r"what(?:'s| is) going (?:well|right) and what(?:'s| is)? ?(?:isn't|not|is not|wrong|badly|going wrong|going badly)?",
    r"(?:is|are) (?:business|trade|things|sales|it) (?:picking up|looking up|slowing down|on the up|on the mend|improving|going anywhere|okay|ok|any good)",
    r"tell me (?:something (?:i don'?t know|useful|new|interesting)|how (?:we|things) are(?: doing)?)",
    r"what(?:'s| is| has)? ?(?:different|changed|new)(?: (?:from|since|compared (?:to|with)) (?:before|last time|then|usual))?",
    r"(?:how (?:did|was|has)|and) (?:the|my|our) (?P<unit>week|month|day|year|quarter)(?: been)?(?: go| look| turn out| pan out| treat us)?",
)  # fmt: skip
ODD: Final = (
    r"(?:(?:is|are|were|was) there |any |did you (?:see|notice|spot) |do you see )*(?:any )?(?:surprises?|shocks?|oddities|irregularities|anything (?:off|wrong|fishy|strange|odd|unusual|amiss|out of (?:line|place|the ordinary))|something (?:off|wrong|fishy|strange|odd|amiss))(?: (?:going on|happening|about (?:it|the figures|the numbers|sales)|with (?:the )?(?:figures|numbers|sales|shop|store|orders)))?",
    r"(?:something|things?|it|the (?:figures|numbers|sales))(?:'s| is| are)? ?(?:not|seems?|feels?|looks?|smells?|doesn't seem|don't look|isn't|aren't)(?: not| n't)?(?: (?:a bit|rather|somehow|quite|not quite))?(?: to be)? ?(?:off|wrong|odd|strange|fishy|funny|weird|right|amiss)",
)  # fmt: skip
CARDS: Final = (
    r"what (?:needs|wants|deserves|calls for|requires) (?:my|our|some|any) attention",
    r"(?:does |is there )?anything (?:that )?(?:needs?|needing|wants?|requiring?s?|deserves?) (?:my|our|some|any) attention",
    r"what (?:should|must|do) (?:i|we) (?:look at|deal with|tackle|do|fix|sort out|take care of|attend to)(?: (?:first|next|now|today))?",
    r"where (?:should|do) (?:i|we) (?:start|begin|look first)",
)  # fmt: skip
_ROOMS: Final = tuple(
    (re.compile(rf"{_LEAD}(?:{form}){_WHEN}{_END}"), said)
    for forms, said in ((OVERVIEW, "how are we doing"), (ODD, "anything odd"), (CARDS, "what should we do"))
    for form in forms
)


def moods_said(text: str) -> str:
    """A normalised English message that only asks how things are, with its period kept."""
    for form, said in _ROOMS:
        found = form.search(text)
        if found:
            named = found.groupdict()
            unit = named.get("unit")
            of_it = named.get("last") or (f"this {unit}" if unit else "")
            when = _LATELY.sub("", found["when"]) or (f" {of_it}" if of_it else "")
            return f"{said}{when}"
    return text
