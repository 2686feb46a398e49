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
    (Kind.PRICE, None, "price|prices|priced|unit price|priced at|price between|costing|that cost"),
    (
        Kind.SELL,
        None,
        "sell|sold|selling|sells|bought|buy|buys|buying|purchased|purchase|spend|spent|spending|take in|"
        "took in|did we do|did we make|earn|earned|make|made|bring in|brought in|we made|ordered|ordering|"
        "bought from us|went out",
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
)
