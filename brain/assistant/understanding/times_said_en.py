"""English of time said twice or in two parts: the 11th of Double Eleven, the run-up to Easter, the middle of July, 11th to 20th.

Where a period is named and its days are told after it, the days are what is meant, and they get the month that they lack.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from brain.kernel.number_words import english_number

_MONTH: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORD: Final = r"\d{1,2}(?:st|nd|rd|th)"
_PART: Final = r"(?:the )?(?:very )?(?:beginning|start|middle|end|first half|second half|first week|second week|third week|last week|first days|last days) of "
_SO: Final = r"(?:,| -| \()? ?(?:so |i\.?e\.? |that is |that's |meaning |namely |from |which is )*"
_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
_MORE: Final = r"(?:more|better|busier|quieter|stronger|weaker|worse|higher|slower|less|fewer|the most|most)"
_COUNTED: Final = (
    r"(?:orders|sales|revenue|takings|turnover|money|units|pieces|customers|buyers|refunds|bills|guests)"
)
_VERB: Final = r"(?:(?:is|are|was|were|do|does|did|have|has|had|brought|bring|brings|took|take|takes|got|get|gets|saw|see|made|make|makes|gave|sold|sell|tend to be|generally|usually) )*"
# Days of the year that their names alone tell.
FIXED_DAYS: Final = {"double eleven": 11, "double 11": 11, "singles' day": 11, "singles day": 11, "double twelve": 12, "double 12": 12,
    "618": 18, "christmas day": 25, "christmas": 25, "christmas eve": 24, "boxing day": 26, "halloween": 31, "valentine's day": 14,
    "women's day": 8, "national day": 1, "new year's day": 1, "new year's eve": 31, "children's day": 1}  # fmt: skip
_FIXED: Final = re.compile(
    rf"(?P<feast>{'|'.join(sorted(map(re.escape, FIXED_DAYS), key=len, reverse=True))})(?: itself| proper)?,? (?:so |that is |i\.?e\.? )?the (?P<n>\d{{1,2}})(?:st|nd|rd|th)(?! of)(?! (?:to|until|till|and)(?![a-z]))"
)

TURNS: Final[tuple[tuple[str, str], ...]] = (
    # The days behind a period say what it is.
    (rf"(?:in |over |during )?the (?:run|lead|build)[- ]?up to [a-z' ]{{3,20}}{_SO}(?=(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:to|until|till|through|-|and))", "in "),
    (r"(?<![a-z])(?:running|leading|coming|building)(?: right)? up to (?=[a-z])(?!the (?:end|present)|now|today|date)", "before "),
    (rf"(?:{_PART})?(?P<month>{_MONTH}),? ?\(?(?:so |i\.?e\.? |that is |from )*(?:the )?(?P<a>{_ORD}) (?:to|until|till|through|-) (?:the )?(?P<b>{_ORD})\)?(?! (?:of|{_MONTH}))", r"\g<a> to \g<b> of \g<month>"),
    (rf"(?<![a-z])(?:the )?(?:spring|summer|autumn|fall|winter) months{_SO}(?={_MONTH} (?:to|through|till|until|-) {_MONTH})", ""),
    # A clock with its part of the day.
    (r"(?<![\d:])(?P<n>\d{1,2})(?::00)?(?: o'?clock)? in the morning(?![a-z])", r"\g<n>am"),
    (r"(?<![\d:])(?P<n>\d{1,2})(?::00)?(?: o'?clock)? (?:in the (?:afternoon|evening)|at night)(?![a-z])", r"\g<n>pm"),
    # Two days of the week, which of them.
    (rf"^(?:on |is it |are |was it )?(?P<one>{_DAY}) or (?P<two>{_DAY})[,:]? (?:which|what)(?: ones?| of (?:them|the two)| days?)? {_VERB}(?:us )?(?:in )?(?P<more>{_MORE}) ?(?:for )?(?P<what>{_COUNTED})?(?: in)?(?![a-z])", "~days"),
    (rf"^(?:which|what) {_VERB}(?P<more>{_MORE}) ?(?:for |in )?(?P<what>{_COUNTED})?[,:]? (?:on )?(?P<one>{_DAY}) or (?P<two>{_DAY})(?![a-z])", "~days"),
    # When do they come, with the cut said behind it.
    (r"^when (?:do|did|does|are|were) (?:(?:our|the|most) )*(?:people|guests|customers|diners|shoppers|orders|they|we) (?:usually |mostly |mainly )*(?:turn up|come in|come|show up|arrive|order|buy|shop|drop in|visit|eat|get busy|busiest|busy)[?,:. -]+(?=[^?]*(?:by|per|each|every|for each|for every) (?:the )?(?:hour|weekday|day of the week)(?![a-z]))", ""),
    (r"^when (?:do|did|does|are|were) (?:(?:our|the|most) )*weekend (?:people|guests|customers|diners|shoppers|orders|they|we) (?:usually |mostly |mainly )*(?:turn up|come in|come|show up|arrive|order|buy|shop|drop in|visit|eat|get busy|busiest|busy)[?,:. -]+(?=[^?]*(?:by|per|each|every|for each|for every) (?:the )?(?:hour|weekday|day of the week)(?![a-z]))(?=.*(?<![a-z])(?:weekends?|saturdays? and sundays?)(?![a-z]))", ""),
    (rf"^(?P<one>[^,?:]{{3,40}}?) or (?P<two>[^,?:]{{3,40}}?)[,:-]+ ?(?:which|what)(?: one| half| month| week| day| quarter| period)?(?: of (?:them|the two))? {_VERB}(?:us )?(?:in )?(?P<more>{_MORE}) ?(?P<what>{_COUNTED})?(?: in)?(?=[?.! ]*$)", "~periods"),
    (r"(?:for |in )?the (?P<unit>year|month|week|quarter) (?:so far|to date)(?![a-z])", r"this \g<unit> so far"),
    (r"(?<![a-z])(?:last|latter|back|final|other) half of (?=last|this|the|[a-z]+(?: \d{4})?(?![a-z]))", "second half of "),
    (r"(?<![a-z])(?P<of>this year|last year|this month|last month)'s (?P<half>first|second|last|latter) half(?![a-z])", r"\g<half> half of \g<of>"),
    (r"(?<![a-z])(?:last|latter) half of (?P<of>last year|this year|last month|this month)(?![a-z])", r"second half of \g<of>"),
    (rf"(?P<day>(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH})(?: \d{{4}})?) alone(?![a-z])", r"\g<day>"),
    (rf"what (?:did|does|do) (?P<when>(?:{_MONTH}(?: \d{{4}})?|last (?:week|month|quarter|year|[a-z]+day)|yesterday|(?:the )?week of [a-z0-9 ]{{3,20}}?)) (?:come to|amount to|add up to|total|make)(?![a-z])", r"net sales \g<when>"),
    (r"(?<![a-z\d#£$€¥.,-])(?P<n>\d{2,4}) alone(?![a-z])", r"branch \g<n>"),
    (rf"^which {_VERB}(?:us )?(?:in )?(?P<more>{_MORE}) ?(?:in )?(?P<what>{_COUNTED})?(?: in)?[,:-]* (?P<one>[^,?:]{{3,30}}?) or (?P<two>[^,?:]{{3,30}}?)(?=[?.! ]*$)", "~periods"),
    (rf"^(?:was|is|were|did) (?P<one>[^,?:]{{3,30}}?) or (?P<two>[^,?:]{{3,30}}?) (?:the |a )?(?P<more>{_MORE})(?: (?:month|week|day|quarter|half|one))?(?: for (?P<what>{_COUNTED}))?(?=[?.! ]*$)", "~periods"),
    (r"(?<![a-z])(?:up )?(?:to|till|until|through) and including(?![a-z])", "to"),
    (r"(?P<n>[£$€¥]?\d[\d,.]*k?) and (?:upwards|upward|more than that|beyond)(?![a-z])", r"\g<n> or more"),
    # As often as that.
    (r"(?<=[a-z]) (?:ran|run|came|come|amounted|went|added up|add up) to (?=(?:over|more than|less than|under|at least|at most|between|above|below|no more|fewer than) ?[£$€¥\d])", " were "),
    (r"(?<![a-z])from (?P<a>[£$€¥]?\d[\d,.]*k?) (?:to|up to) (?P<b>[£$€¥]?\d[\d,.]*k?) (?P<unit>pounds|quid|yuan|rmb|dollars|euros)(?![a-z])", r"between \g<a> and \g<b> \g<unit>"),
    (r"(?<![a-z])(?:of|from|worth) (?P<a>[£$€¥]\d[\d,.]*k?) (?:to|up to|-) (?P<b>[£$€¥]\d[\d,.]*k?)(?![a-z\d])", r"between \g<a> and \g<b>"),
    (r"(?<![a-z])(?P<what>sales|revenue|takings|turnover) (?P<of>of|for|from|on) (?:the |our |all )*(?:items|articles|pieces|lines) (?=(?:that (?:are|were) |which (?:are|were) )?(?:priced|costing|that cost|under|over|below|above|between|cheaper|dearer))", r"\g<what> \g<of> products "),
    # Everywhere but.
    (r"(?<![a-z])(?:(?:from|in|to|of|for) )?(?:everywhere|anywhere|everyone|everybody|everything|all over|all places|all customers|all countries|the whole world|the rest of the world)(?: else)? (?:bar|but|barring|except(?: for| from)?|apart from|other than|save(?: for)?|outside(?: of)?|excluding|minus|besides) ", "excluding "),
    (r"(?<![a-z])(?:from|in|to) outside(?: of)? (?=[a-z\u3400-\u9fff])", "outside "),
    # New people.
    (r"(?<![a-z])(?:new|fresh) faces(?![a-z])", "new customers"),
    (r"(?<![a-z])(?<!new )(?:how many )?customers (?:did|have|do) (?:we|i) (?:win|won|gain(?:ed)?|pick(?:ed)? up|add(?:ed)?|bring in|brought in|attract(?:ed)?|acquire(?:d)?)(?! back)(?![a-z])", "how many new customers"),
)  # fmt: skip
_TURNS: Final = tuple((re.compile(form), whole) for form, whole in TURNS)
_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
# Who bought first in a month, and what they did in each month behind it.
_FIRST: Final = re.compile(
    rf"(?:take |of |among |out of |from )*(?:the |those |all )*(?:customers |people |buyers |shoppers |ones |clients )?(?:who |that |whose )?(?:very )?(?:first (?:order|purchase|buy) (?:was|came|fell|happened)|first (?:ordered|bought|purchased|shopped|came)|(?:ordered|bought|purchased|came) first|made their (?:very )?first (?:order|purchase)|placed their (?:very )?first order)(?: from us| with us)? in (?P<month>{_MONTH})(?P<year> \d{{4}})?[,.]?"
    rf"|(?:of |take |among )?(?P<also>{_MONTH})'s new (?:customers|buyers|people|clients)[,.]?"
)
_COHORT: Final = re.compile(rf"(?:the )?(?P<month>{_MONTH}) cohort[,:]?")
_EACH_AFTER: Final = re.compile(
    r"(?:in |for |during )?(?:each|every|per|by)(?: of the| later| following| subsequent| further| next)* months?(?: (?:after(?: that| then| it)?|since(?: then)?|afterwards|thereafter|from then on|that followed|later|following))?(?![a-z])|in (?:the )?(?:later|following|subsequent) months|in the months (?:after(?: that)?|since|that followed)|month by month (?:after(?: that)?|afterwards|since(?: then)?|from then on)"
)
_LATER: Final = re.compile(
    r"(?<![a-z])(?:after|since|afterwards|thereafter|then on|followed|later|following|subsequent)(?![a-z])"
)
_HOW_MANY: Final = re.compile(
    r"how many (?:of (?:them|those|these) )?(?:(?:of them|customers|people|buyers) )?(?:(?:also|still|again|then) )*(?:bought|ordered|purchased|shopped|came back|come back|came|returned|were back|were there|are back)(?: again| back| to us)?|(?:number of )?(?:buyers|returning|customers)"
)


def times_said(text: str) -> str:
    """A normalised English question with its times said once and in the words of the grammar."""
    text = _FIXED.sub(_same_day, text)
    for form, whole in _TURNS:
        text = form.sub(_SAID.get(whole, whole), text)
    return _followed(_by_the_calendar(text))


def _same_day(match: re.Match[str]) -> str:
    """Double Eleven, the 11th, says it twice; with another day it stays as it is."""
    return match["feast"] if FIXED_DAYS[match["feast"]] == int(match["n"]) else match[0]


def _day_by_day(match: re.Match[str]) -> str:
    """Thursdays or Fridays, which brought more orders: the two beside each other."""
    busy = match["more"] in ("busier", "quieter", "slower")
    figure = match["what"] or ("orders" if busy else "net sales")
    return f"{'net sales' if figure == 'money' else figure} on {match['one']} vs {match['two']}"


def _which_period(match: re.Match[str]) -> str:
    """First half of July or second half, which took more: one against the other."""
    both = f"{match['one']} {match['two']}"
    if not _OF_TIME.search(match["one"]) or not _OF_TIME.search(both):
        return match[0]
    figure = match["what"] or "net sales"
    return f"{'net sales' if figure == 'money' else figure} {match['one']} vs {match['two']}"


_OF_TIME: Final = re.compile(rf"(?<![a-z])(?:half|week|month|quarter|days?|year|{_MONTH})(?![a-z])")
_SAID: Final[dict[str, Callable[[re.Match[str]], str]]] = {"~days": _day_by_day, "~periods": _which_period}
_N: Final = r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|ten)"
_DATE: Final = rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{_MONTH})"
_FROM_DAY: Final = re.compile(
    rf"(?:the )?(?:(?P<fortnight>fortnight)|{_N} (?P<unit>days|weeks)) (?:from|starting(?: on)?|beginning(?: on)?) {_DATE}(?! (?:to|until|till|through|-))"
)
_REST: Final = re.compile(
    rf"(?P<first>(?:the )?first (?P<n>\d{{1,2}}) days of (?P<m>{_MONTH}))(?P<mid>,? (?:against|vs\.?|versus|compared (?:to|with)|and|with|next to) )(?:the )?(?:rest|remainder|remaining days|other days)(?: of (?:it|the month|that month))?(?![a-z])"
)
_WEEK_EARLIER: Final = re.compile(
    rf"{_DATE}(?P<mid>[^.?]{{0,30}}?(?:vs\.?|versus|against|compared? (?:to|with)|than|and) )(?:(?:the |on the )?same day (?:of |in )?(?:the (?:week before|previous week|week earlier)|a week (?:earlier|before))|(?:a|one) week (?:earlier|before)|seven days (?:earlier|before))(?![a-z])"
)
_PLAIN_YEAR: Final = 2011
"""A year without a 29 February; what would reach over it stays as it is said."""


def _by_the_calendar(text: str) -> str:
    """What takes counting on the calendar: a fortnight from a day, the rest of a month, a week earlier."""
    text = _FROM_DAY.sub(_stretch_from, text)
    text = _REST.sub(_rest_of_month, text)
    return _WEEK_EARLIER.sub(_week_earlier, text)


def _day_of(match: re.Match[str]) -> date | None:
    try:
        return date(_PLAIN_YEAR, _MONTHS.index(match["m"]) + 1, int(match["d"]))
    except ValueError:
        return None


def _stretch_from(match: re.Match[str]) -> str:
    """The fortnight from 4 July is 4 to 17 July."""
    first = _day_of(match)
    if match["fortnight"]:
        days = 14
    else:
        count = int(match["n"]) if match["n"].isdecimal() else english_number(match["n"])
        days = count * (7 if match["unit"] == "weeks" else 1)
    last = first + timedelta(days=days - 1) if first and 1 < days <= 200 else None
    if first is None or last is None or last.year != first.year or first.month <= 2 <= last.month:
        return match[0]
    return f"{first.day} {match['m']} to {last.day} {_MONTHS[last.month - 1]}"


def _rest_of_month(match: re.Match[str]) -> str:
    """The first 15 days of August against the rest: its last 16."""
    month = _MONTHS.index(match["m"]) + 1
    left = monthrange(_PLAIN_YEAR, month)[1] - int(match["n"])
    if month == 2 or left < 1:
        return match[0]
    return f"{match['first']}{match['mid']}last {left} days of {match['m']}"


def _week_earlier(match: re.Match[str]) -> str:
    """15 July compared with a week earlier: with 8 July."""
    day = _day_of(match)
    before = day - timedelta(days=7) if day else None
    if day is None or before is None or before.year != day.year or before.month == 2 != day.month:
        return match[0]
    return f"{day.day} {match['m']}{match['mid']}{before.day} {_MONTHS[before.month - 1]}"


def _followed(text: str) -> str:
    """Who bought first in January, how many of them bought in each month after that: buyers of that month, by month since."""
    first = _FIRST.search(text) or _COHORT.search(text)
    each = _EACH_AFTER.search(text, first.end()) if first else None
    if first is None or each is None or not _LATER.search(each[0]):
        return text
    rest = f"{text[: first.start()]} {text[first.end() : each.start()]} {text[each.end() :]}"
    left = re.sub(r"[\s,.?!:]+", "", _HOW_MANY.sub("", rest))
    month = first.groupdict().get("also") or first["month"]
    behind = _MONTHS.index(month) + 1
    if left or behind == len(_MONTHS) or first.groupdict().get("year"):
        return text
    return f"how many customers who first bought in {month} bought again by month since {_MONTHS[behind]}"
