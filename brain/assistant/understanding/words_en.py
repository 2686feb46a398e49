"""The English words that questions about a shop are made of, by the part they play. Phrases are separated by `|`."""

from __future__ import annotations

from typing import Any

from brain.assistant.understanding.tokens import Kind

WORDS_EN: tuple[tuple[Kind, Any, str], ...] = (
    *(
        (Kind.NUM, n + 1, word)
        for n, word in enumerate(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ]
        )
    ),
    (Kind.NUM, 20, "twenty"),
    (Kind.NUM, 30, "thirty"),
    (Kind.DAYWORD, 0, "today|today's"),
    (Kind.DAYWORD, -1, "yesterday|yesterday's"),
    (Kind.DAYWORD, -2, "day before yesterday|the day before yesterday"),
    (Kind.REL, 0, "this|this current|current|the current"),
    (Kind.REL, -1, "last|previous|prior|the last|the previous"),
    (Kind.RELUNIT, (-2, "week"), "week before last|the week before last"),
    (Kind.RELUNIT, (-2, "month"), "month before last|the month before last"),
    (Kind.PAST, None, "past|the past|recent|the most recent|trailing"),
    (Kind.UNIT, "day", "day|days|day's|date|dates"),
    (Kind.UNIT, "week", "week|weeks|week's"),
    (Kind.UNIT, "month", "month|months|month's"),
    (Kind.UNIT, "quarter", "quarter|quarters|quarter's"),
    (Kind.UNIT, "year", "year|years|year's"),
    (Kind.UNIT, "hour", "hour|hours|time of day|hour of day|hour of the day"),
    (Kind.UNIT, "weekday", "weekday|weekdays|day of week|day of the week|days of the week"),
    *(
        (Kind.MONTHNAME, n + 1, f"{full}|{full[:3]}|{full[:3]}.|{full}'s")
        for n, full in enumerate(
            [
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ]
        )
    ),
    (Kind.MONTHNAME, 9, "sept"),
    *(
        (Kind.WEEKDAY, n + 1, f"{full}|{full[:3]}|{full}'s")
        for n, full in enumerate(
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        )
    ),
    (Kind.WEEKDAY, 2, "tues"),
    (Kind.WEEKDAY, 4, "thur|thurs"),
    (Kind.WEEKEND, None, "weekend|weekend's"),
    (Kind.WEEKDAYS, (6, 7), "weekends|saturdays and sundays"),
    *(
        (Kind.WEEKDAYS, (n + 1,), f"{day}days")
        for n, day in enumerate(["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"])
    ),
    (
        Kind.NOT,
        "before",
        "excluding|exclude|except|except for|excl|other than|outside|outside of|not from|not in|not including|apart from|"
        "aside from|everything except|everything but|all except|all but|without|instead of|not",
    ),
    (
        Kind.MONEY,
        None,
        "value|amount|amounts|money|worth|order total|orders total|order totals|total of orders",
    ),
    (Kind.MONEY, "how much", "how much|how much did we"),
    *(
        (Kind.QUARTER, n, f"q{n}|{word} quarter|{short} quarter")
        for n, word, short in (
            (1, "first", "1st"),
            (2, "second", "2nd"),
            (3, "third", "3rd"),
            (4, "fourth", "4th"),
        )
    ),
    (Kind.HALF, 1, "h1|first half|first half of|the first half of"),
    (Kind.HALF, 2, "h2|second half|second half of|the second half of"),
    (Kind.FESTIVAL, "1111", "singles' day|singles day|double 11|double eleven"),
    (Kind.FESTIVAL, "1225", "christmas|christmas day"),
    (Kind.FESTIVAL, "0214", "valentine's day|valentines day"),
    (Kind.FESTIVAL, "0101", "new year's day"),
    (Kind.FESTIVAL, "blackfriday", "black friday"),
    (Kind.TODATE, "month", "mtd|month to date|month-to-date"),
    (Kind.TODATE, "year", "ytd|year to date|year-to-date"),
    (Kind.TODATE, "quarter", "qtd|quarter to date|quarter-to-date"),
    (Kind.TODATE, "week", "wtd|week to date|week-to-date"),
    (Kind.TODATE, None, "to date|so far|until now|up to now|until today"),
    (Kind.AGO, None, "ago"),
    (Kind.FROM, None, "from|between"),
    (Kind.FROM, "since", "since"),
    (Kind.TO, None, "to|until|till|through|thru|up to|-|~"),
    (Kind.WHICH, "sold", "what did we sell|what have we sold|what sold|what was sold|what do we sell"),
    (Kind.SELL, None, "sell|sold|selling|sells|bought|buy|take in|did we do"),
    (Kind.HOWMANY, None, "how many|number of|the number of|count of"),
    (
        Kind.BY,
        None,
        "by|per|each|every|for each|for every|split by|broken down by|break down by|grouped by|group by|across|breakdown by|by each|in each|of each|breakdown|split|broken down",
    ),
    (Kind.TREND, None, "trend|trends|over time"),
    (Kind.BY, "day", "daily|day by day|by day|per day"),
    (Kind.BY, "week", "weekly|week by week"),
    (Kind.BY, "month", "monthly|month by month"),
    (Kind.BY, "hour", "hourly"),
    (Kind.WHICH, "one", "which|what's the|whats the|what is the|what was the|which one"),
    (Kind.TOP, "high", "top|ranking|ranking of|rank|ranked|leading"),
    (Kind.TOP, "low", "bottom"),
    (Kind.SUPER, "high", "most|highest|largest|biggest|greatest|best|the most|the highest|maximum"),
    (Kind.SUPER, "low", "least|lowest|smallest|fewest|worst|the least|minimum"),
    (
        Kind.BEST,
        ("net_sales", "high"),
        "best selling|best-selling|bestselling|top selling|top-selling|sold best|sells best|sell best|sold the best|most popular|hottest|what did we sell best|what sold best",
    ),
    (
        Kind.BEST,
        ("net_sales", "low"),
        "worst selling|worst-selling|sold worst|sells worst|slowest selling|slowest-selling",
    ),
    (
        Kind.BEST,
        ("units", "high"),
        "most sold|sold most|sold the most|sell the most|sells the most|sell most|sells most|bought the most|bought most|buy the most|buys the most|what did we sell the most|what did we sell most|what sold the most|what sold most",
    ),
    (Kind.BEST, ("units", "low"), "least sold|sold least|sold the least"),
    (
        Kind.BEST,
        ("net_sales", "high", "product"),
        "best sellers|best seller|bestsellers|bestseller|best-sellers|best-seller|top sellers|top seller",
    ),
    (Kind.BEST, ("net_sales", "low", "product"), "worst sellers|worst seller"),
    (
        Kind.VS,
        None,
        "vs|vs.|versus|compare to|compare with|compared to|compared with|against|than|in comparison to|relative to|comparing to",
    ),
    (Kind.COMPARE, None, "compare|comparing|comparison of|compared|comparison"),
    (
        Kind.BEFORE,
        None,
        "the previous period|previous period|the period before|period before|wow|mom|week over week|month over month|week-over-week|month-over-month|period over period",
    ),
    (Kind.BEFORE, "unit", "the week before|the month before|the day before|week before|month before"),
    (
        Kind.YEARAGO,
        None,
        "yoy|year over year|year-over-year|same period last year|the same period last year|a year ago|a year earlier|the year before",
    ),
    (
        Kind.GROWTH,
        None,
        "growth|grow|grew|change|changed|increase|increased|decrease|decreased|difference|fall|fell|drop|dropped|rise|rose|up|down|higher|lower|go up|went up|go down|went down|going up|going down",
    ),
    (Kind.CONJ, None, "and|,|;|plus|as well as|along with|&"),
    (
        Kind.FOLLOW,
        None,
        "what about|how about|and what about|now|then|instead|same for|and for|the same for|and how about",
    ),
    (
        Kind.VAGUE,
        None,
        "how is business|how was business|how's business|how is the business|how is|how's|how are|how was|how were|doing|going|things|performance|perform|performing|performed|overview|summary|stats|numbers|how did we do|how are we doing",
    ),
    (Kind.OUT, "why", "why|reason|reasons|cause|because|explain"),
    (
        Kind.OUT,
        "future",
        "tomorrow|next|forecast|predict|prediction|will|expect|expected|future|upcoming|going to",
    ),
    (
        Kind.OUT,
        "advice",
        "should|recommend|suggest|advice|improve|plan|strategy|idea|ideas|how can|how do i|how to",
    ),
    (Kind.OUT, "write", "write|draft|poster|send|message|create|design|email|post"),
    (
        Kind.FILLER,
        None,
        "what|what's|whats|what is|what was|what were|what are|is|was|were|are|be|been|the|a|an|of|for|in|on|at|over|during|our|my|we|us|i|you|me|"
        "please|show|show me|tell|tell me|give|give me|get|list|display|see|let me see|can|could|would|like|do|does|did|have|has|had|"
        "it|its|all|total|overall|altogether|in total|so|there|were there|was there|shop|store|shop's|store's|our shop|my shop|look|look at|"
        "figure|figures|made from|came|come|received|that|those|these|them|their|'s|?|!|.|:|\"|'|chart|table|graph|want|want to know|know|to know|"
        "many|much|how|exactly|just|ones|hi|hello|hey|thanks|thank you|report|generate|generated|placed|who made|according|according to|based on|in terms of",
    ),
)
