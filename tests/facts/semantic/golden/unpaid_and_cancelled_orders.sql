WITH parts AS (
  SELECT
    l.channel AS "channel",
    COUNT(DISTINCT CASE WHEN l.status = 'unpaid' THEN l.order_key END) AS unpaid_orders_now,
    COUNT(DISTINCT CASE WHEN l.status = 'cancelled' THEN l.order_key END) AS cancelled_orders_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('unpaid', 'cancelled')
  GROUP BY
    1
)
SELECT
  "channel",
  COALESCE(SUM(unpaid_orders_now), 0) AS unpaid_orders,
  COALESCE(SUM(cancelled_orders_now), 0) AS cancelled_orders
FROM parts
GROUP BY
  1
ORDER BY
  "unpaid_orders" DESC,
  "channel" ASC
