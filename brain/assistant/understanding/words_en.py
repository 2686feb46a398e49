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
        "aside from|everything except|everything but|all except|all but|without|instead of|not|not counting|leaving out|ignoring|minus",
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
    (
        Kind.SELL,
        None,
        "sell|sold|selling|sells|bought|buy|buys|buying|purchased|purchase|spend|spent|spending|take in|took in|did we do|did we make|earn|earned|make|made|bring in|brought in|we made",
    ),
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
        "growth|grow|grew|gained|gain|change|changed|increase|increased|difference|rise|rose|up|higher|go up|went up|going up|growing|increasing",
    ),
    (
        Kind.GROWTH,
        "down",
        "declined|decline|decrease|decreased|fall|fell|drop|dropped|down|lower|go down|went down|going down|dropped off|decreasing|falling|declining",
    ),
    (Kind.CONJ, None, "and|or|,|;|plus|as well as|along with|&"),
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
    (
        Kind.CMP,
        (">", "before"),
        "over|more than|above|greater than|exceeding|exceed|exceeds|exceeded|higher than|>|bigger than|larger than|upwards of",
    ),
    (Kind.CMP, (">=", "before"), "at least|no less than|not less than|minimum of|>=|≥|a minimum of"),
    (Kind.CMP, ("<", "before"), "under|less than|below|fewer than|lower than|<|smaller than"),
    (Kind.CMP, ("<=", "before"), "at most|no more than|not more than|<=|≤|maximum of|a maximum of"),
    (Kind.CMP, (">=", "after"), "or more|and more|and above|or above|and over|or over|and up|or higher"),
    (Kind.CMP, ("<=", "after"), "or less|or fewer|and below|or below|and under|or under|or lower"),
    (
        Kind.CONTAINS,
        None,
        "containing|whose name contains|with the word|named like|with names containing|name contains",
    ),
    (Kind.PRICE, None, "price|prices|priced|unit price|priced at|price between|costing|that cost"),
    (
        Kind.SHARE,
        None,
        "share|percentage|percent|proportion|what percentage|what percent|share of total|share of sales|% of|percentage of|percent of|proportion of|what share|"
        "what proportion|fraction|what fraction|contribution to|how much of|as a share of|as a percentage of|portion|split as percent",
    ),
    (
        Kind.RUNNING,
        None,
        "cumulative|running total|cumulatively|accumulated|running totals|cumulated|year to date cumulative",
    ),
    (
        Kind.PERDAY,
        None,
        "average per day|per day on average|a day on average|daily average|average daily|on an average day|avg per day|avg daily|average a day|each day on average|on average per day|per day average",
    ),
    (
        Kind.OTHERS,
        None,
        "others|the rest|rest|remaining|everything else|and others|all others|rest as others|other",
    ),
    (Kind.ONLY, None, "only|only for|limit to|restrict to|narrow to|filter by|filter to|filter on|just for"),
    (
        Kind.DROP,
        "filters",
        "remove the filter|remove filters|without filters|no filter|without the filter|drop the filter|clear the filter|for everything|whole shop",
    ),
    (
        Kind.DROP,
        "dimensions",
        "don't split|not split|no split|without the split|don't break down|as one number|just the total",
    ),
    (Kind.DROP, "compare", "don't compare|without comparison|no comparison"),
    (
        Kind.WHO,
        None,
        "who|which customers|which buyers|whom|what customers|which clients|customer list|list of customers|list customers|list of buyers|list buyers",
    ),
    (
        Kind.ACT,
        "why",
        "why|reason|reasons|cause|causes|because|explain|what caused|how come|what happened|what's behind|what is behind|driving|drove|what drove|due to what",
    ),
    (
        Kind.ACT,
        "forecast",
        "forecast|predict|prediction|expect|expected|projection|project|projected|estimate|will we|will i|will it|going to sell|how much will|how many will|likely",
    ),
    (
        Kind.ACT,
        "advice",
        "should|should i|should we|recommend|recommendation|recommendations|suggest|suggestion|suggestions|advice|advise|improve|strategy|idea|ideas|opportunity|opportunities|what to do|"
        "what can i do|what can we do|next step|next steps|boost|increase my|grow my|tips|promote|what to promote|hidden deal|hidden deals",
    ),
    (
        Kind.ACT,
        "write",
        "write|draft|poster|compose|caption|copy for|copywriting|ad copy|slogan|write me|write up",
    ),
    (
        Kind.ACT,
        "plan",
        "plan|plan for|planning|campaign|campaigns|prepare for|schedule a campaign|roadmap|plan a",
    ),
    (
        Kind.ACT,
        "do",
        "send|schedule|execute|publish|broadcast|message|email|post it|send out|push|do it|launch|run it|raise the price|lower the price|delist",
    ),
    (
        Kind.ACT,
        "howto",
        "how do i|how to|how can i|where do i|where can i|how does this|how do you|where is the|how should i import|help me import|how would i",
    ),
    (
        Kind.ACT,
        "anomaly",
        "anomaly|anomalies|unusual|odd|strange|abnormal|outlier|outliers|weird|suspicious|out of the ordinary|anything wrong",
    ),
    (Kind.ACT, "funnel", "funnel|conversion funnel|purchase funnel|sales funnel|drop off|drop-off"),
    (Kind.ACT, "cohort", "cohort|cohorts|retention|cohort analysis|retention rate|retained"),
    (Kind.ACT, "goal", "goal|target|goals|targets|sales target|monthly target|sales goal"),
    (
        Kind.BY,
        "order_value_band",
        "order value distribution|distribution of order values|order size distribution|basket size distribution|distribution of orders by value|order values distribution|order value bands|order value histogram",
    ),
    (Kind.FAST, "high", "fastest|quickest|fastest growing|fastest-growing"),
    (
        Kind.ALLTIME,
        None,
        "all time|all-time|ever|since the beginning|since we started|since we opened|in our history|of all time|in all data|for all data|overall so far|in total so far",
    ),
    (
        Kind.METRIC,
        "orders",
        "invoices|invoice|bills|bill|receipts|tickets|transactions|transaction|sales receipts|checkouts|times ordered",
    ),
    (
        Kind.METRIC,
        "net_sales",
        "sale|income after refunds|money in|turnover|takings|money made|taken in the till",
    ),
    (
        Kind.METRIC,
        "gross_sales",
        "gross revenue before refunds|revenue before refunds|gross before refunds|before refunds|sales before returns",
    ),
    (
        Kind.METRIC,
        "buyers",
        "people|persons|customer|client|clients|shopper|different customers|distinct customers|unique buyers|people who bought|people who ordered|guests|diners",
    ),
    (
        Kind.METRIC,
        "refunds",
        "credit notes|credit note|money back|give back|gave back|given back|money returned|paid back|credit notes value|money given back|refund money|money refunded",
    ),
    (
        Kind.METRIC,
        "average_order_value",
        "average spend per order|spend per order|average bill|average ticket|average check|average invoice|revenue per order|sales per order|average spend|value per order|average value of an order",
    ),
    (
        Kind.METRIC,
        "average_price",
        "average price per item|price per item|average item price|average selling price|average price per unit|average unit price",
    ),
    (
        Kind.METRIC,
        "units_per_order",
        "pieces per order|units per order|pieces in an order|how many pieces per order|how many units per order|average pieces per order|average units per order|items in an order",
    ),
    (
        Kind.METRIC,
        "products_sold",
        "different products|distinct products|how many different products|number of different products|different items|different dishes",
    ),
    (
        Kind.METRIC,
        "sales_per_buyer",
        "customer spend on average|average spend per customer|spend per customer|sales per customer|revenue per customer|average customer spend|does a customer spend on average|does a customer spend|average spend per buyer",
    ),
    (
        Kind.METRIC,
        "unpaid_orders",
        "unpaid|never paid|orders never paid|unpaid orders|were never paid|not paid",
    ),
    (
        Kind.METRIC,
        "cancelled_orders",
        "cancelled|canceled|cancelled orders|canceled orders|cancellations|orders cancelled|orders were cancelled|orders canceled",
    ),
    (
        Kind.METRIC,
        "returning_buyers",
        "came back|customers came back|customers who came back|come back|returning buyers|repeat customers|people who came back",
    ),
    (Kind.METRIC, "post_clicks", "posts clicks|clicks on posts|clicks on our posts|post click"),
    (
        Kind.METRIC,
        "viewers",
        "people viewed|people who viewed|people looked|visitors|people viewed something|viewed something",
    ),
    (
        Kind.METRIC,
        "units",
        "portions|servings|pieces went out|pieces went out the door|how many pieces went out|items|copies",
    ),
    (Kind.DIM, "product", "dish|dishes|lines|things|goods|stuff|menu items|menu item|plates"),
    (Kind.DIM, "daypart", "part of the day|parts of the day|part of day|day part"),
    (
        Kind.DEGREE,
        None,
        "more|less|better|worse|best of the two|busier|higher or lower|up or down|going up or down",
    ),
    (
        Kind.BEFORE,
        None,
        "month on month|quarter on quarter|week on week|day on day|month-on-month|week-on-week",
    ),
    (
        Kind.BEFORE,
        "back",
        "and the month before|and the week before|and the day before|and the one before|the one before that|one before that|and before that|and the quarter before|and the year before",
    ),
    (
        Kind.GROWTH,
        None,
        "by how many percent|by how much|how fast are we growing|how fast|developed|develop|evolve|evolved|moved|move",
    ),
    (
        Kind.BEST,
        ("refunds", "high"),
        "returned the most|most returned|refunded the most|most refunded|sent back most",
    ),
    (Kind.BEST, ("orders", "high"), "busiest|the busiest"),
    (Kind.SHARE, None, "what part of|part of|what portion of"),
    (Kind.SELL, None, "ordered|ordering|bought from us|went out"),
    (
        Kind.DIM,
        "buyer_type",
        "new vs returning customers|new versus returning customers|new and returning customers|new or returning customers|new and returning|new versus returning",
    ),
    (
        Kind.OUT,
        "beyond",
        "net profit|followers|follower|likes|advertising|ads spend|ad spend|age|ages|gender|instagram|facebook|tiktok|tesco|walmart|translate|followers on",
    ),
    (Kind.METRIC, "gross_profit", "profit|profits|gross profit"),
    (Kind.FILLER, None, "(|)|[|]|same|valuable|value for|times|again"),
    (Kind.BY, None, "break down|breaking down|break it down|break that down|breakdown of|split out"),
    (
        Kind.METRIC,
        "net_sales",
        "turn over|turned over|take on|do we take|did we take|we took|came in|come in|sell for|what we sold|total of selling|selling total|business did we do|money did we make",
    ),
    (Kind.METRIC, "gross_sales", "gross sales before any refunds|before any refunds|before any refund"),
    (
        Kind.METRIC,
        "average_price",
        "average price per piece|price per piece|average price each|mean price|average price a piece|average price of an item",
    ),
    (
        Kind.METRIC,
        "order_refund_rate",
        "share of orders refunded|share of orders was refunded|what share of orders was refunded|share of refunded orders|percentage of orders refunded|refunded orders share|proportion of orders refunded|what share of orders were refunded|share of orders that were refunded",
    ),
    (
        Kind.METRIC,
        "repeat_rate",
        "buy again|customer who buy again|customers who buy again|who bought again|bought again|customers buy again|share of repeat customers",
    ),
    (Kind.METRIC, "gross_margin", "margin|margins|profit margin"),
    (Kind.METRIC, "clicks", "click throughs|clickthroughs"),
    (Kind.WHO, None, "spenders|biggest spenders|top spenders|best customers|big spenders"),
    (
        Kind.PERDAY,
        None,
        "mean per day|mean daily|per day in average|orders a day on average|a day on average|a day, on average|per day, on average|mean sales per day|average each day|by day on average",
    ),
    (Kind.BEST, ("orders", "high"), "most ordered|ordered most|ordered the most"),
    (Kind.BEST, ("orders", "low"), "least ordered|ordered least|ordered the least|least popular"),
    (Kind.SUPER, "high", "strongest|top performing|best performing|winning"),
    (Kind.SUPER, "low", "weakest|poorest|slowest"),
    (
        Kind.GROWTH,
        None,
        "percentage change|percent change|change in percent|change in percentage|% change|up on|are we up on|relative change",
    ),
    (Kind.GROWTH, "down", "down on|are we down on"),
    (
        Kind.OTHERS,
        None,
        "the rest lumped together|rest lumped together|lumped together|the rest together|the rest combined|the rest summed|the rest as one",
    ),
    (
        Kind.BEFORE,
        "back",
        "what about the quarter before|what about the month before|what about the week before|what about the year before|and what about the month before|the quarter before|the period before that",
    ),
    (
        Kind.BY,
        "order_value_band",
        "spread over order value bands|over order value bands|spread by order value",
    ),
    (Kind.RUNNING, None, "running|running sum|running sales|adding up"),
    (Kind.SHARE, None, "share of the whole|of the whole|as a share of the whole|of the total"),
    (
        Kind.VAGUE,
        None,
        "thoughts on|thoughts|catch me up|what's up|what's up with|whats up|what's hot|hot|state of play|how did it go|go|worth remembering|remembering|going on|how goes it|"
        "tell me about|anything new|highlights|in a nutshell|the gist|gist|brief me|update me|update|news|range|kitchen|how things went|good or bad|great|fine|strong|weak|slow",
    ),
    (
        Kind.FILLER,
        None,
        "served|serve|ship|shipped|shipping to|delivered|umm|umm,|hmm|er|well|right|please to|to give|we get|we got|get in|turned|turn|placed with us|rang up|"
        "mini program|channel|in month|in the month|in the month of|for the month of|month of|total of|lumped|combined|summed|mean|typical|usually|generally|"
        "put together|broken out|laid out|one by one|side by side|next to each other|with the|there|per se|to see|to know|to hear|hear|learn|find|find out|find me|pull|pull up|fetch|"
        "run|run me|numbers for|number for|figure for|value for|amount for|aside",
    ),
    (Kind.LISTING, None, "list|listing|lists"),
    (Kind.MONEY, None, "pounds|pound|yuan|rmb|dollars|dollar|euros|euro|gbp|usd|cny|eur|quid|bucks"),
    (
        Kind.VAGUE,
        None,
        "anything interesting|interesting|good|bad|any good|going well|well|busy|popular|report|figures|the figures|status|situation|health|healthy|working|work|"
        "anything i should know|what's new|news from the shop|everything okay|all good|ok there|state of",
    ),
    (
        Kind.FILLER,
        None,
        "take|took|taken|went|out the door|together|altogether|as well|i mean|mean|ok so|ok|um|uh|so|quickly|check|thx|pls|plz|kindly|"
        "right now|now|currently|at the moment|something|anything|they|he|she|who's|are they|some|any|also|then|different|distinct|various|looking at|look|part of it|came from|"
        "where|which had|that had|have had|used|using|placed by|by the way|including|customers who|from us|with us|to us|us|as|"
        "made by|done|each one|own|actual|actually|really|basically|roughly|approximately|about|around|exact|both|either|because of that|there been|been|"
        "happened|happen|happening|put|piece|please tell|could you|can you|would you|need|need to know|i need|i want|wanna|gimme|lemme|let's|lets|"
        "whose|entire|come|comes|coming|bring|brings|brought|generated by|generate|shown|display|showing|boss|owner|restaurant|the restaurant|cafe",
    ),
    (
        Kind.OUT,
        "future",
        "future",
    ),
    (
        Kind.OUT,
        "beyond",
        "weather|rain|raining|snow|temperature|neighbour|neighbour's|neighbor|neighbor's|competitor|competitors|competitor's|competition|rival|rivals|industry|market share|stock price|shares of|"
        "exchange rate|news|lottery|joke|sing|movie|password|passwords|phone number|phone numbers|home address|address of|credit card|salary|salaries|staff|employees|employee|rent|tax|taxes|"
        "other shops|other shop|other stores|amazon's|bitcoin|election|recipe|capital of|president|loan|mortgage|profit of other",
    ),
    (
        Kind.FILLER,
        None,
        "what|what's|whats|what is|what was|what were|what are|is|was|were|are|be|been|the|a|an|of|for|in|on|at|with|during|our|my|we|us|i|you|me|"
        "please|show|show me|tell|tell me|give|give me|get|display|see|let me see|can|could|would|like|do|does|did|have|has|had|"
        "it|its|all|total|overall|altogether|in total|so|there|were there|was there|shop|store|shop's|store's|our shop|my shop|look|look at|"
        "made from|came|come|received|that|those|these|them|their|'s|?|!|.|:|\"|'|chart|table|graph|want|want to know|know|to know|"
        "many|much|how|exactly|just|ones|hi|hello|hey|thanks|thank you|generate|generated|placed|who made|according|according to|based on|in terms of",
    ),
)
