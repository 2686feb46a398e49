"""The English words of the grammar: how figures are ranked, compared, narrowed and shown. Phrases are separated by `|`."""

from __future__ import annotations

from typing import Any

from brain.assistant.understanding.tokens import Kind

# (kind, value, words).
WORDS_EN: tuple[tuple[Kind, Any, str], ...] = (
    (Kind.NUM, 1, "one"),
    (Kind.NUM, 2, "two"),
    (Kind.NUM, 3, "three"),
    (Kind.NUM, 4, "four"),
    (Kind.NUM, 5, "five"),
    (Kind.NUM, 6, "six"),
    (Kind.NUM, 7, "seven"),
    (Kind.NUM, 8, "eight"),
    (Kind.NUM, 9, "nine"),
    (Kind.NUM, 10, "ten"),
    (Kind.NUM, 11, "eleven"),
    (Kind.NUM, 12, "twelve"),
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
    (Kind.MONTHNAME, 1, "january|jan|jan.|january's"),
    (Kind.MONTHNAME, 2, "february|feb|feb.|february's"),
    (Kind.MONTHNAME, 3, "march|mar|mar.|march's"),
    (Kind.MONTHNAME, 4, "april|apr|apr.|april's"),
    (Kind.MONTHNAME, 5, "may|may.|may's"),
    (Kind.MONTHNAME, 6, "june|jun|jun.|june's"),
    (Kind.MONTHNAME, 7, "july|jul|jul.|july's"),
    (Kind.MONTHNAME, 8, "august|aug|aug.|august's"),
    (Kind.MONTHNAME, 9, "september|sep|sep.|september's|sept"),
    (Kind.MONTHNAME, 10, "october|oct|oct.|october's"),
    (Kind.MONTHNAME, 11, "november|nov|nov.|november's"),
    (Kind.MONTHNAME, 12, "december|dec|dec.|december's"),
    (Kind.WEEKDAY, 1, "monday|mon|monday's"),
    (Kind.WEEKDAY, 2, "tuesday|tue|tuesday's|tues"),
    (Kind.WEEKDAY, 3, "wednesday|wed|wednesday's"),
    (Kind.WEEKDAY, 4, "thursday|thu|thursday's|thur|thurs"),
    (Kind.WEEKDAY, 5, "friday|fri|friday's"),
    (Kind.WEEKDAY, 6, "saturday|sat|saturday's"),
    (Kind.WEEKDAY, 7, "sunday|sun|sunday's"),
    (Kind.WEEKEND, None, "weekend|weekend's"),
    (Kind.WEEKDAYS, (6, 7), "weekends|saturdays and sundays"),
    (Kind.WEEKDAYS, (1,), "mondays"),
    (Kind.WEEKDAYS, (2,), "tuesdays"),
    (Kind.WEEKDAYS, (3,), "wednesdays"),
    (Kind.WEEKDAYS, (4,), "thursdays"),
    (Kind.WEEKDAYS, (5,), "fridays"),
    (Kind.WEEKDAYS, (6,), "saturdays"),
    (Kind.WEEKDAYS, (7,), "sundays"),
    (
        Kind.NOT,
        "before",
        "excluding|exclude|except|except for|excl|other than|outside|outside of|not from|not in|not including|"
        "apart from|aside from|everything except|everything but|all except|all but|without|instead of|not|"
        "not counting|leaving out|ignoring|minus",
    ),
    (Kind.NOT, "after", "aside|excluded|left out|not included|not counted|don't count|set aside"),
    (Kind.QUARTER, 1, "q1|first quarter|1st quarter"),
    (Kind.QUARTER, 2, "q2|second quarter|2nd quarter"),
    (Kind.QUARTER, 3, "q3|third quarter|3rd quarter"),
    (Kind.QUARTER, 4, "q4|fourth quarter|4th quarter"),
    (Kind.HALF, 1, "h1|first half|first half of|the first half of"),
    (Kind.HALF, 2, "h2|second half|second half of|the second half of"),
    (Kind.TODATE, "month", "mtd|month to date|month-to-date"),
    (Kind.TODATE, "year", "ytd|year to date|year-to-date"),
    (Kind.TODATE, "quarter", "qtd|quarter to date|quarter-to-date"),
    (Kind.TODATE, "week", "wtd|week to date|week-to-date"),
    (Kind.TODATE, None, "to date|so far|until now|up to now|until today"),
    (Kind.AGO, None, "ago"),
    (Kind.FROM, None, "from|between"),
    (Kind.FROM, "since", "since"),
    (Kind.TO, None, "to|until|till|through|thru|up to|-|~"),
    (Kind.TREND, None, "trend|trends|over time"),
    (Kind.TOP, "high", "top|ranking|ranking of|rank|ranked|leading"),
    (Kind.TOP, "low", "bottom"),
    (
        Kind.SUPER,
        "high",
        "most|highest|largest|biggest|greatest|best|the most|the highest|maximum|strongest|top performing|"
        "best performing|winning",
    ),
    (Kind.SUPER, "low", "least|lowest|smallest|fewest|worst|the least|minimum|weakest|poorest|slowest"),
    (
        Kind.VS,
        None,
        "vs|vs.|versus|compare to|compare with|compared to|compared with|against|than|in comparison to|"
        "relative to|comparing to",
    ),
    (Kind.COMPARE, None, "compare|comparing|comparison of|compared|comparison"),
    (
        Kind.BEFORE,
        None,
        "the previous period|previous period|the period before|period before|wow|mom|week over week|"
        "month over month|week-over-week|month-over-month|period over period|month on month|"
        "quarter on quarter|week on week|day on day|month-on-month|week-on-week",
    ),
    (Kind.BEFORE, "unit", "the week before|the month before|the day before|week before|month before"),
    (
        Kind.YEARAGO,
        None,
        "yoy|year over year|year-over-year|same period last year|the same period last year|a year ago|"
        "a year earlier|the year before",
    ),
    (
        Kind.GROWTH,
        None,
        "growth|grow|grew|gained|gain|change|changed|increase|increased|difference|rise|rose|up|higher|go up|"
        "went up|going up|growing|increasing|by how many percent|by how much|how fast are we growing|how fast|"
        "developed|develop|evolve|evolved|moved|move|percentage change|percent change|change in percent|"
        "change in percentage|% change|up on|are we up on|relative change",
    ),
    (
        Kind.GROWTH,
        "down",
        "declined|decline|decrease|decreased|fall|fell|drop|dropped|down|lower|go down|went down|going down|"
        "dropped off|decreasing|falling|declining|down on|are we down on",
    ),
    (Kind.CONJ, None, "and|or|,|;|plus|as well as|along with|&"),
    (
        Kind.CMP,
        (">", "before"),
        "over|more than|above|greater than|exceeding|exceed|exceeds|exceeded|higher than|>|bigger than|"
        "larger than|upwards of",
    ),
    (Kind.CMP, (">=", "before"), "at least|no less than|not less than|minimum of|>=|≥|a minimum of"),
    (Kind.CMP, ("<", "before"), "under|less than|below|fewer than|lower than|<|smaller than"),
    (Kind.CMP, ("<=", "before"), "at most|no more than|not more than|<=|≤|maximum of|a maximum of"),
    (Kind.CMP, ("=", "before"), "equal to|equals|equalling"),
    (Kind.CMP, (">=", "after"), "or more|and more|and above|or above|and over|or over|and up|or higher"),
    (Kind.CMP, ("<=", "after"), "or less|or fewer|and below|or below|and under|or under|or lower"),
    (
        Kind.CONTAINS,
        None,
        "containing|whose name contains|with the word|named like|with names containing|name contains",
    ),
    (
        Kind.SHARE,
        None,
        "share|percentage|percent|proportion|what percentage|what percent|share of total|% of|"
        "percentage of|percent of|proportion of|what share|what proportion|fraction|what fraction|"
        "contribution to|how much of|as a share of|as a percentage of|portion|split as percent|what part of|"
        "part of|what portion of|share of the whole|of the whole|as a share of the whole|of the total",
    ),
    (
        Kind.RUNNING,
        None,
        "cumulative|running total|cumulatively|accumulated|running totals|cumulated|year to date cumulative|"
        "running|running sum|running total of|running totals of|running sales|adding up",
    ),
    (
        Kind.PERDAY,
        None,
        "average per day|per day on average|a day on average|daily average|average daily|on an average day|"
        "avg per day|avg daily|average a day|each day on average|on average per day|per day average|"
        "mean per day|mean daily|per day in average|orders a day on average|a day, on average|"
        "per day, on average|mean sales per day|average each day|by day on average",
    ),
    (
        Kind.OTHERS,
        None,
        "others|the rest|rest|remaining|everything else|and others|all others|rest as others|other|"
        "the rest lumped together|rest lumped together|lumped together|the rest together|the rest combined|"
        "the rest summed|the rest as one",
    ),
    (Kind.FAST, "high", "fastest|quickest|fastest growing|fastest-growing"),
    (
        Kind.ALLTIME,
        None,
        "all time|all-time|ever|since the beginning|since we started|since we opened|in our history|"
        "of all time|in all data|for all data|overall so far|in total so far",
    ),
    (
        Kind.DEGREE,
        None,
        "more|less|better|worse|best of the two|busier|higher or lower|up or down|going up or down",
    ),
    (
        Kind.BEFORE,
        "on",
        "and the day after|and the week after|and the month after|and the one after|what about the day after|what about the week after|"
        "what about the month after|and the following day|and the following week|and the following month|the day after that|"
        "the week after that|the month after that|and the next day",
    ),
    (
        Kind.BEFORE,
        "back",
        "and the month before|and the week before|and the day before|and the one before|the one before that|"
        "one before that|and before that|and the quarter before|and the year before|"
        "what about the quarter before|what about the month before|what about the week before|"
        "what about the year before|and what about the month before|the quarter before|the period before that",
    ),
    (Kind.LISTING, None, "list|listing|lists"),
    (
        Kind.OTHERS,
        None,
        "lump the rest together|lump the rest|put the rest together|group the rest|and lump the rest together|sum the rest",
    ),
    (Kind.NOT, "before", "non|non-|minus the|leaving aside|ignoring the"),
    (Kind.DEGREE, None, "better or worse|sold better|sold more|higher or lower than"),
    (Kind.VS, None, "better or worse than|higher or lower than"),
    (Kind.PERDAY, "beside", "on average|average|mean|typical"),
    (Kind.PERDAY, "usual", "usually|normally|typically|generally|as a rule|most of the time"),
    (Kind.WITH, None, "with|having|that have|who have"),
    (
        Kind.EACHONE,
        "order",
        "a single order|single order|single orders|in one order|in a single order|in one go|a single bill|single bill|one bill|one order|in one basket|"
        "a single invoice|single invoice|one invoice|in a single basket|a single transaction|single transaction|in one purchase",
    ),
    (
        Kind.EACHONE,
        "piece",
        "apiece|a piece|per piece|per unit|per item|an item|a unit|each one|each piece|each item",
    ),
    (
        Kind.TOPIC,
        "posts",
        "posts|group posts|broadcasts|broadcast messages|push messages|our posts|messages we sent|group messages|pushes",
    ),
    (Kind.SUPER, "high", "most often|most frequently|the most often"),
    (Kind.SUPER, "low", "least often|least frequently"),
    (Kind.NUM, 15, "fifteen"),
    (Kind.NUM, 25, "twenty five|twenty-five"),
    (Kind.NUM, 50, "fifty"),
    (Kind.NUM, 100, "hundred|a hundred|one hundred"),
    (
        Kind.NOT,
        "before",
        "leave out|leaving out|take out|taking out|strip out|stripping out|skip|skipping|bar|barring|save for|"
        "besides|aside from the|but not|but without|and not|not in the|omit|omitting|disregarding|disregard|setting aside|ignore|"
        "without counting|not counting the|with the exception of|other than the|less the|net of",
    ),
    (Kind.NOT, "either", "excluded|left out|apart|not included|not counted|omitted"),
    (
        Kind.OTHERS,
        None,
        "lump everything else together|lump everything else|everything else together|everything else combined|everything else as one|"
        "all the rest|all the rest together|all the rest combined|the remainder|remainder|the remaining ones|bundle the rest|"
        "bundle the rest together|combine the rest|combine everything else|fold the rest into one|roll up the rest|roll the rest up|"
        "the others together|the others combined|others together|others combined|put everything else together|everything else in one line|"
        "the rest in one line|rest in one line|the rest in one row|others in one row|group everything else|rest grouped",
    ),
    (
        Kind.DEGREE,
        None,
        "are we up or down|up or down on|more or less|better or worse off|any better|any worse|any higher|any lower|ahead or behind|"
        "did better|do better|did worse|do worse|was better|is better|were better|stronger|weaker|do more|did more",
    ),
    (
        Kind.VS,
        None,
        "vs the|as against|as opposed to|set against|next to|measured against|stacked up against|compares to|compares with|compare against|compared against|as compared to|as compared with|when compared to|when compared with|or in",
    ),
    (
        Kind.BEFORE,
        None,
        "the prior period|prior period|the preceding period|preceding period|the one before|as before|than before|compared with before|versus before|vs before|same time last month|the same time last month|this time last month|same time last week|this time last week|same point last month|at this point last month|previous one",
    ),
    (
        Kind.YEARAGO,
        None,
        "same time last year|the same time last year|this time last year|last year's same period|on last year|on the year before|versus last year|the corresponding period last year|corresponding period last year|prior year|the prior year|prior-year period|same period of last year|same period a year ago|same period the year before|on the same period last year",
    ),
    (
        Kind.SHARE,
        None,
        "how big a share|how big a part|how large a share|how large a part|what slice|slice of|accounts for|account for|accounted for|make up|makes up|made up|"
        "represent|represents|represented|constitute|constitutes|in percent|in percentage|in %|as a percent|as percent|as % of|as a % of|"
        "out of the total|out of total|out of all|as part of|as a proportion of|as a fraction of|the split|what percentage did|percentagewise|percentage-wise|weight of|shares",
    ),
    (
        Kind.RUNNING,
        None,
        "running balance|build up|building up|as it builds up|cumulative total|added up day by day|running count|rolling total",
    ),
    (
        Kind.PERDAY,
        None,
        "average per calendar day|on a typical day|in a typical day|on a normal day|per day typically|a typical day|an average day|each day average|average for a day|daily avg|daily mean|per-day average|average sales a day|a day average",
    ),
    (
        Kind.SUPER,
        "high",
        "the top|number one|no. 1|no 1|#1|first place|leads|lead|heaviest|richest|the maximum|the max|dominates|topped|tops|winner|the winner",
    ),
    (
        Kind.SUPER,
        "low",
        "the fewest|the lowest|the smallest|the minimum|the min|min|lightest|poorest performing|worst performing|lagging|lags|last place|the weakest|the worst|quietest",
    ),
    (
        Kind.CMP,
        (">", "before"),
        "north of|in excess of|beyond|topping|better than|past the|surpassed|surpassing|surpass|crossed|crossing|broke|breaking",
    ),
    (
        Kind.CMP,
        (">=", "before"),
        "no fewer than|not fewer than|starting at|from at least|reached|reaching|hit|or better than",
    ),
    (
        Kind.CMP,
        ("<", "before"),
        "short of|south of|cheaper than|not even|beneath|did not reach|didn't reach|failed to reach|not reach|not reaching|less expensive than|lighter than",
    ),
    (
        Kind.CMP,
        ("<=", "before"),
        "up to a maximum of|not exceeding|not above|not over|capped at|no higher than|no greater than|not higher than|within",
    ),
    (
        Kind.CMP,
        (">=", "after"),
        "upwards|and higher|or greater|and greater|or better|or bigger|and beyond",
    ),
    (Kind.CMP, ("<=", "after"), "and lower|or smaller|or cheaper"),
    (
        Kind.BY,
        None,
        "divided among|divided between|spread across|spread over|distributed across|distributed over|split across|split between|split among|spread among|divided by|divided up by|separately for|one by one for|listed by|itemised by|itemized by|sorted into|shown by|segmented by|per each|for every single|province by|city by",
    ),
    (Kind.RUNNING, None, "accumulate|accumulates|accumulating|pile up|piled up|stack up"),
    (Kind.METRIC, "units", "pcs|pc|pieces sold|how many pcs|packs sold|units moved"),
    (
        Kind.MEAL,
        None,
        "dinnertime|dinner time|at lunch|at dinner|for lunch|for dinner|for breakfast",
    ),
    (Kind.VS, None, "set beside|alongside|side by side with|put next to|stacked against|beside"),
    (Kind.GROWTH, None, "grown|risen|gone up|improved|improve|gained ground|growing|picked up|climbed|climb"),
    (
        Kind.GROWTH,
        "down",
        "fallen|shrunk|shrink|shrank|gone down|worsened|slipped|slip|slid|dipped|dip|sunk|lost ground|weakened",
    ),
    (
        Kind.CMP,
        (">", "before"),
        "went past|go past|goes past|going past|went over|go over|goes over|more expensive than|dearer than|pricier than|costlier than|made it past|passed",
    ),
    (Kind.DEGREE, None, "larger|bigger|smaller|longer|shorter|greater"),
    (Kind.WHICH, "one", "whose"),
    (
        Kind.SHARE,
        None,
        "how many percent|how many percent of|how many per cent|how many per cent of|what per cent|what per cent of",
    ),
    (
        Kind.YEARAGO,
        None,
        "same month last year|in same month last year|same week last year|same quarter last year|same season last year|in the same month last year",
    ),
    (
        Kind.FOLLOW,
        None,
        "same thing|the same thing|same thing for|the same thing for|same again|same again for|same question|same question for|likewise|do the same for|repeat for|repeat that for|now for|and now for",
    ),
    (Kind.BY, None, "from each|for each of|of each of|for every one of"),
    (
        Kind.BY,
        "hour",
        "what time of day|at what time of day|around what time of day|at what time|around what time|what hours|which hours|at which hour|at what hour",
    ),
    (Kind.BY, "day", "day after day"),
    (Kind.BY, "week", "week after week"),
    (Kind.BY, "month", "month after month"),
    (Kind.VS, None, "beat|beats|outdo|outdid|outsell|outsold|outperform|outperformed|top that of"),
    (
        Kind.BEFORE,
        None,
        "the days before it|the week before it|the period before it|the seven days before it|the month before it|the quarter before it|the year before it|the seven days before that",
    ),
    (
        Kind.YEARAGO,
        None,
        "twelve months earlier|12 months earlier|twelve months before|12 months before|a year before|one year earlier|one year before|twelve months previously",
    ),
    (
        Kind.SHARE,
        None,
        "how big a slice|how large a slice|how big a chunk|how large a chunk|how big a piece|what chunk",
    ),
    (Kind.TO, None, "into"),
    (Kind.CLASSIFIER, None, "times|time"),
    (Kind.VS, None, "checked against|lined up against"),
)
