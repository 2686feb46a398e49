"""The English words for what is counted and by what it is cut, beside the names that the semantic layer gives."""

from __future__ import annotations

from typing import Any

from brain.assistant.understanding.tokens import Kind

# (kind, value, words).
FIGURES_EN: tuple[tuple[Kind, Any, str], ...] = (
    (
        Kind.BEST,
        ("net_sales", "high"),
        "best selling|best-selling|bestselling|top selling|top-selling|sold best|sells best|sell best|"
        "sold the best|most popular|hottest|what did we sell best|what sold best",
    ),
    (
        Kind.BEST,
        ("net_sales", "low"),
        "worst selling|worst-selling|sold worst|sells worst|slowest selling|slowest-selling",
    ),
    (
        Kind.BEST,
        ("units", "high"),
        "most sold|sold most|sold the most|sell the most|sells the most|sell most|sells most|bought the most|"
        "bought most|buy the most|buys the most|what did we sell the most|what did we sell most|"
        "what sold the most|what sold most",
    ),
    (
        Kind.BEST,
        ("average_price", "high"),
        "most expensive|priciest|dearest|costliest|highest priced|highest-priced",
    ),
    (
        Kind.BEST,
        ("average_price", "low"),
        "cheapest|least expensive|lowest priced|lowest-priced",
    ),
    (Kind.BEST, ("units", "low"), "least sold|sold least|sold the least"),
    (
        Kind.BEST,
        ("net_sales", "high", "product"),
        "best sellers|best seller|bestsellers|bestseller|best-sellers|best-seller|top sellers|top seller",
    ),
    (Kind.BEST, ("net_sales", "low", "product"), "worst sellers|worst seller"),
    (
        Kind.BEST,
        ("refunds", "high"),
        "returned the most|most returned|refunded the most|most refunded|sent back most",
    ),
    (Kind.BEST, ("orders", "high"), "busiest|the busiest|most ordered|ordered most|ordered the most"),
    (Kind.BEST, ("orders", "low"), "least ordered|ordered least|ordered the least|least popular"),
    (
        Kind.BY,
        None,
        "by|per|each|every|for each|for every|split by|broken down by|break down by|grouped by|group by|"
        "across|breakdown by|by each|in each|of each|breakdown|split|broken down|break down|breaking down|"
        "break it down|break that down|breakdown of|split out",
    ),
    (Kind.BY, "day", "daily|day by day|by day|per day"),
    (Kind.BY, "week", "weekly|week by week"),
    (Kind.BY, "month", "monthly|month by month"),
    (Kind.BY, "hour", "hourly"),
    (
        Kind.BY,
        "order_value_band",
        "order value distribution|distribution of order values|order size distribution|"
        "basket size distribution|distribution of orders by value|order values distribution|order value bands|"
        "order value histogram|spread over order value bands|over order value bands|spread by order value",
    ),
    (Kind.DIM, "product", "things|dish|dishes|lines|goods|stuff|menu items|menu item|plates"),
    (Kind.DIM, "daypart", "part of the day|parts of the day|part of day|day part"),
    (
        Kind.DIM,
        "buyer_type",
        "new vs returning customers|new versus returning customers|new and returning customers|"
        "new or returning customers|new and returning|new versus returning",
    ),
    (Kind.HOWMANY, None, "how many|number of|the number of|count of"),
    (
        Kind.METRIC,
        "orders",
        "invoices|invoice|bills|bill|receipts|tickets|transactions|transaction|sales receipts|checkouts|"
        "times ordered",
    ),
    (
        Kind.METRIC,
        "net_sales",
        "sale|income after refunds|money in|turnover|takings|money made|taken in the till|turn over|"
        "turned over|take on|do we take|did we take|we took|came in|come in|sell for|what we sold|"
        "total of selling|selling total|business did we do|money did we make",
    ),
    (
        Kind.METRIC,
        "gross_sales",
        "gross revenue before refunds|revenue before refunds|gross before refunds|before refunds|"
        "sales before returns|gross sales before any refunds|before any refunds|before any refund",
    ),
    (
        Kind.METRIC,
        "buyers",
        "people|persons|customer|client|clients|shopper|different customers|distinct customers|unique buyers|"
        "people who bought|people who ordered|guests|diners",
    ),
    (
        Kind.METRIC,
        "refunds",
        "credit notes|credit note|money back|give back|gave back|given back|money returned|paid back|"
        "credit notes value|money given back|refund money|money refunded",
    ),
    (
        Kind.METRIC,
        "average_order_value",
        "average spend per order|spend per order|average bill|average ticket|average check|average invoice|"
        "revenue per order|sales per order|average spend|value per order|average value of an order",
    ),
    (
        Kind.METRIC,
        "average_price",
        "average price per item|price per item|average item price|average selling price|"
        "average price per unit|average unit price|average price per piece|price per piece|average price each|"
        "mean price|average price a piece|average price of an item",
    ),
    (
        Kind.METRIC,
        "units_per_order",
        "pieces per order|units per order|pieces in an order|how many pieces per order|"
        "how many units per order|average pieces per order|average units per order|items in an order",
    ),
    (
        Kind.METRIC,
        "products_sold",
        "different products|distinct products|how many different products|number of different products|"
        "different items|different dishes",
    ),
    (
        Kind.METRIC,
        "sales_per_buyer",
        "customer spend on average|average spend per customer|spend per customer|sales per customer|"
        "revenue per customer|average customer spend|does a customer spend on average|does a customer spend|"
        "average spend per buyer",
    ),
    (
        Kind.METRIC,
        "unpaid_orders",
        "unpaid|never paid|orders never paid|unpaid orders|were never paid|not paid",
    ),
    (
        Kind.METRIC,
        "cancelled_orders",
        "cancelled|canceled|cancelled orders|canceled orders|cancellations|orders cancelled|"
        "orders were cancelled|orders canceled",
    ),
    (
        Kind.METRIC,
        "returning_buyers",
        "came back|customers came back|customers who came back|come back|returning buyers|repeat customers|"
        "people who came back",
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
    (Kind.METRIC, "gross_profit", "profit|profits|gross profit"),
    (
        Kind.METRIC,
        "order_refund_rate",
        "share of orders refunded|share of orders was refunded|what share of orders was refunded|"
        "share of refunded orders|percentage of orders refunded|refunded orders share|"
        "proportion of orders refunded|what share of orders were refunded|share of orders that were refunded",
    ),
    (
        Kind.METRIC,
        "repeat_rate",
        "buy again|customer who buy again|customers who buy again|who bought again|bought again|"
        "customers buy again|share of repeat customers",
    ),
    (Kind.METRIC, "gross_margin", "margin|margins|profit margin"),
    (Kind.METRIC, "clicks", "click throughs|clickthroughs"),
    (
        Kind.MONEY,
        None,
        "value|amount|amounts|money|worth|order total|orders total|order totals|total of orders|pounds|pound|"
        "yuan|rmb|dollars|dollar|euros|euro|gbp|usd|cny|eur|quid|bucks",
    ),
    (Kind.MONEY, "how much", "how much|how much did we"),
    (Kind.PRICE, None, "price|prices|priced|unit price|priced at|costing|that cost"),
    (
        Kind.SELL,
        None,
        "sell|sold|selling|sells|bought|buy|buys|buying|purchased|purchase|spend|spent|spending|take in|"
        "took in|did we do|did we make|earn|earned|make|made|bring in|brought in|we made|ordered|ordering|"
        "bought from us|went out|gone out",
    ),
    (Kind.WHICH, "sold", "what did we sell|what have we sold|what sold|what was sold|what do we sell"),
    (Kind.WHICH, "one", "which|what's the|whats the|what is the|what was the|which one"),
    (
        Kind.WHO,
        None,
        "who|which customers|which buyers|whom|what customers|which clients|customer list|list of customers|"
        "list customers|list of buyers|list buyers|spenders|biggest spenders|top spenders|best customers|"
        "big spenders",
    ),
    (Kind.METRIC, "buyers", "folk|folks|different folk|punters|patrons"),
    (Kind.METRIC, "unpaid_orders", "never settled|unsettled|not settled|were never settled|left unpaid"),
    (
        Kind.METRIC,
        "orders",
        "redemptions|redemptions of|counted as orders|number of bills|no. of orders|no of orders|number of invoices",
    ),
    (Kind.DIM, "region", "city|cities|towns|town|states"),
    (Kind.DIM, "group", "wechat group|wechat groups|chat group|chat groups|communities"),
    (Kind.SELL, None, "shifted|shift|flogged|moved units"),
    (Kind.HOWMANY, None, "no. of|no of"),
    (Kind.WHICH, "one", "which one|which of them|which ones"),
    (Kind.METRIC, "net_sales", "billing|total billing|business|total business"),
    (
        Kind.METRIC,
        "discount_depth",
        "deep were our discounts|how deep were our discounts|how deep are our discounts|discount depth",
    ),
    (Kind.SUPER, "high", "max|maximum"),
    (
        Kind.BEST,
        ("orders", "high"),
        "used the most|used most|most used|redeemed the most|most redeemed|most frequented|busiest for us",
    ),
    (
        Kind.BEST,
        ("orders", "low"),
        "quietest|the quietest|slowest|the slowest|deadest|used the least|least used|least busy",
    ),
    (
        Kind.BEST,
        ("units", "high"),
        "fastest selling|fastest-selling|flew off the shelves|moved the most|most bought|top movers|fast movers|move the most|moves the most|went the fastest|fastest moving|fastest-moving|shifted the most|ordered most often",
    ),
    (
        Kind.BEST,
        ("units", "low"),
        "slow movers|slowest moving|slowest-moving|hardly ever order|hardly ever ordered|rarely ordered|rarely order|hardly ever buy|hardly ever bought|rarely buy|rarely bought|hardly sold|hardly sell|hardly sells|barely sell|barely sold|barely sells|moved the least|moves the least|seldom ordered|seldom bought|people hardly ever order|people rarely order|people rarely buy|nobody orders|nobody buys",
    ),
    (
        Kind.BEST,
        ("net_sales", "high"),
        "took the most|takes the most|brought in the most|bring in the most|brings in the most|earned the most|earn the most|made the most|makes the most|make the most|grossed the most|spent the most|spend the most|spends the most|paid the most|contributed the most|contributes the most|sells for the most|biggest earners|biggest earner|top earners|top earner|money makers|biggest buyer|biggest buyers",
    ),
    (
        Kind.BEST,
        ("net_sales", "low"),
        "took the least|brought in the least|brings in the least|earned the least|made the least|makes the least|spent the least|contributed the least",
    ),
    (
        Kind.BEST,
        ("gross_profit", "high"),
        "most profitable|the most profitable|most lucrative|made us the most profit|makes the most profit|made the most profit",
    ),
    (Kind.BEST, ("gross_profit", "low"), "least profitable|the least profitable"),
    (
        Kind.BEST,
        ("views", "high"),
        "most viewed|viewed most|viewed the most|looked at the most|looked at most|most looked at",
    ),
    (Kind.BEST, ("carts", "high"), "added to cart the most|added to cart most|added to carts the most"),
    (
        Kind.BEST,
        ("discount_depth", "high"),
        "most discounted|discounted the most|discounted most|discounted most heavily|most heavily discounted",
    ),
    (
        Kind.BEST,
        ("refunds", "high"),
        "sent back the most|came back the most|worst for returns|worst for refunds",
    ),
    (
        Kind.METRIC,
        "stock_on_hand",
        "left|left over|remaining in stock|remain in stock|left in the warehouse|left in the store|are left|is left|we have left|stock left|left in stock|stock remaining|remaining stock|in stock|stock on hand|on the shelf|on the shelves|in the warehouse|in the stockroom|in the back room|in the storeroom|on hand|have left|do we have left|left over in stock|in inventory|currently in stock",
    ),
    (
        Kind.METRIC,
        "stock_value",
        "tied up in stock|tied up in inventory|money tied up in stock|worth of stock|value of our stock|value of the stock|value of inventory|stock worth|stock is worth|stock's worth",
    ),
    (
        Kind.METRIC,
        "orders",
        "number of transactions|number of bills|order volume|orders placed|no of bills|purchases|number of purchases|orders count|count of orders|sales orders",
    ),
    (
        Kind.METRIC,
        "net_sales",
        "gross of refunds less refunds|sales net of refunds|sales after refunds|sales net of returns|sales after returns|net of refunds|net of returns|net takings|net turnover|sales value|sales total|sales figure|sales figures|dollar sales|sales volume in money|income from sales|earnings|money taken",
    ),
    (
        Kind.METRIC,
        "units",
        "volume|unit sales|sales volume|sales in units|units shifted|quantity of units|sold quantity|number of units|number of pieces|number of items|pieces count|amount of units",
    ),
    (
        Kind.METRIC,
        "buyers",
        "number of people|distinct buyers|different buyers|individual customers|number of shoppers|customer count|customer numbers|buyer count|headcount of buyers",
    ),
    (
        Kind.METRIC,
        "new_buyers",
        "first timers|first-timers|newcomers|newbies|new ones|brand new customers|new clients|new shoppers|new people|customers for the first time|first time purchasers|first-time shoppers|customers we won|customers won|customers gained|newly acquired customers|acquired customers|new customer",
    ),
    (
        Kind.METRIC,
        "returning_buyers",
        "repeat buyers|repeaters|regulars|regular customers|loyal customers|old customers|returning ones|returning clients|returning shoppers|previous customers|returning customer|repeat customer|existing buyers|existing clients",
    ),
    (
        Kind.METRIC,
        "refund_rate",
        "refunds as a share of sales|refunds as a percentage of sales|refunds as % of sales|share of sales refunded|percentage of sales refunded|share of revenue refunded|refunds relative to sales|refund percentage|refunds percentage",
    ),
    (
        Kind.METRIC,
        "discount_amount",
        "discounts total|total of discounts|discount total|discounting|markdowns|price cuts",
    ),
    (
        Kind.METRIC,
        "average_order_value",
        "basket|average basket value|average order amount|average sale|average transaction|average transaction value|atv|average bill size|average cheque|cheque average|average spend per bill|average spend per table|average table|average value per order|mean order value|mean order|average value of orders|average amount per order|typical order value|average purchase",
    ),
    (
        Kind.METRIC,
        "conversion",
        "viewers into buyers|looking into buying|view-to-buy rate|views to purchase|buying rate|visit to purchase rate|look-to-buy|look to book",
    ),
    (
        Kind.METRIC,
        "orders_per_buyer",
        "order frequency|buying frequency|how often customers order|how often do customers order|how often customers buy|how often do customers buy|how often do people order|how often do people buy",
    ),
    (Kind.DIM, "product", "thing|products sold|dishes sold|product line|product lines|skus|menu"),
    (
        Kind.DIM,
        "region",
        "country|countries|countrys|citys|provinces|province|region|regions|area|areas|market|markets|nation|nations|territory|territories|place|places|location|locations",
    ),
    (Kind.DIM, "store", "branch|branches|outlet|outlets|shops|location of the shop"),
    (
        Kind.SELL,
        None,
        "gone|left the shop|took home|walked out with|take|takes|took|pay|paid|give us|gave us|bring us|brought us|drop with us|traded|billed|rung up|rang up|get from",
    ),
    (
        Kind.MONEY,
        None,
        "£|$|€|¥|in money|in money terms|money wise|money-wise|moneywise|in value|by value|in pounds|in yuan|cash",
    ),
    (Kind.WHICH, "one", "which of the|which particular|what kind of|what sort of|what type of"),
    (
        Kind.WHO,
        None,
        "who's|who has|who have|who had|which people|which shoppers|which individuals|who are our|who were our|who are the|who were the|the customers who|buyers who|customers that",
    ),
    (Kind.HOWMANY, None, "how many of|count|what number of|what is the number of|quantity of"),
    (
        Kind.METRIC,
        "new_buyers",
        "of those were new|of them were new|of these were new|of those are new|of them are new|were new|were new ones|new customers among them",
    ),
    (
        Kind.METRIC,
        "returning_buyers",
        "of those were returning|of them were returning|were returning|were regulars|of them had bought before|of those had bought before",
    ),
    (Kind.DIM, "product", "design|designs|variety|varieties|model|models|food|foods|meals"),
    (
        Kind.DIM,
        "group",
        "customer group|customer groups|community group|community groups|chat communities|group|groups|wechat communities",
    ),
    (Kind.METRIC, "average_order_value", "average value|the average value|average amount|average total"),
    (
        Kind.METRIC,
        "net_sales",
        "total money|money in total|how much money in total|money overall|total money made|the money we made|total income|income total",
    ),
    (
        Kind.METRIC,
        "discount_depth",
        "percent discount|discount percent|how big a discount|average discount|average discount percentage|percentage off|percent off|discount in percent|what discount",
    ),
    (Kind.METRIC, "cart_rate", "carts rate|cart conversion|carts conversion"),
    (
        Kind.WHO,
        None,
        "spender",
    ),
    (
        Kind.METRIC,
        "discount_depth",
        "what percent discount|what percentage discount|how much percent discount",
    ),
    (
        Kind.BEST,
        ("favourites", "high"),
        "bookmark the most|bookmarked the most|bookmarked most|saved the most|favourited the most|wishlisted the most|favorited the most|saved most",
    ),
    (Kind.METRIC, "favourites", "bookmarks|bookmarked|bookmark|wishlisted|favourited|favorited"),
    (
        Kind.BEST,
        ("clicks", "high"),
        "clicked most|clicked the most|most clicked|get clicked most|got clicked most|got the most clicks|gets the most clicks",
    ),
    (
        Kind.METRIC,
        "returning_buyers",
        "familiar faces|customers we know|existing ones|repeat ones|the regulars|known customers",
    ),
    (Kind.METRIC, "stock_value", "worth at cost|stock at cost price|inventory at cost"),
    (
        Kind.METRIC,
        "stock_on_hand",
        "on our shelves|sitting on our shelves|sitting on the shelves|sitting in stock|sitting in the warehouse",
    ),
    (Kind.SELL, None, "flew off|flew out|flew off the shelves"),
    (Kind.PRICE, None, "costs|that costs|which cost|which costs|cost"),
    (Kind.METRIC, "average_order_value", "what was the average|what is the average|what's the average"),
    (
        Kind.METRIC,
        "new_buyers",
        "first bought from us|first bought|first ordered|first purchased|first order was|who first bought|who first ordered|customers who first bought|customers who first ordered|customers who first purchased|people who first bought|people who first ordered|customers acquired|who joined|customers who joined|made their first purchase|made their first order|placed their first order",
    ),
    (
        Kind.BEST,
        ("net_sales", "high", "customer"),
        "biggest spender|biggest spenders|top spender|top spenders|best customer|biggest customer|top customer|best buyer|biggest customers|biggest buyer|our best customer|our biggest customer|the best customer|the biggest customer",
    ),
)
