"""从低到高, ascending, highest first: in which order a list is to be told. Without the word the largest stands first."""

from __future__ import annotations

import re

from brain.assistant.understanding.sentence import Sentence

UP = re.compile(
    r"升序|正序|由?从?(?:低|小|少)(?:到|往|至)(?:高|大|多)"
    r"|(?<![a-z])(?:ascending|asc|(?:lowest|smallest|fewest|least|worst)(?: \w+)? first|(?:lowest|smallest|low|small|least|fewest|worst) to "
    r"(?:the )?(?:highest|largest|biggest|high|large|big|most|best))(?![a-z])"
)
DOWN = re.compile(
    r"降序|倒序|由?从?(?:高|大|多)(?:到|往|至)(?:低|小|少)"
    r"|(?<![a-z])(?:descending|desc|(?:highest|largest|biggest|most|best)(?: \w+)? first|(?:highest|largest|biggest|high|large|big|most|best) to "
    r"(?:the )?(?:lowest|smallest|low|small|least|fewest|worst))(?![a-z])"
)
OF_TIME = frozenset({"day", "week", "month", "quarter", "year", "hour", "weekday", "daypart"})
BY_THE_CLOCK = ("正序", "倒序", "升序", "降序", "ascending", "descending", "asc", "desc")


def read_order(s: Sentence) -> None:
    """The order of a list. One that is cut short begins with its lowest: 正序排列前5."""
    up, down = UP.search(s.text), DOWN.search(s.text)
    said = s.said
    if not (up or down):
        return
    told = up or down
    assert told is not None
    if up and down:
        said.leftover.append(told[0])
        return
    listed = said.dimensions or said.who or said.names_compared() or said.trend
    goes_on = not (said.metrics or said.names or said.sells)
    if not (listed or goes_on or said.sorts):
        if up:
            said.leftover.append(told[0])  # of what, nothing says
        return
    by_time = OF_TIME & set(said.dimensions) or said.trend
    if by_time and told[0] in BY_THE_CLOCK:
        said.leftover.append(told[0])  # by the day or by the figure
        return
    if said.ranked:
        if up and not said.best and not said.judged and said.limit is not None:
            said.ranked = "low"
        return
    if up or by_time:
        said.ranked, said.all_rows = ("low" if up else "high"), True
