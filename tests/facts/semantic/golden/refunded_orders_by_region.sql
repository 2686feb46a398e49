WITH parts AS (
  SELECT
    l.region AS "region",
    COUNT(DISTINCT CASE WHEN l.refund_amount > 0 THEN l.order_key END) AS refunded_orders_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "region",
  COALESCE(SUM(refunded_orders_now), 0) AS refunded_orders,
  COALESCE(SUM(refunded_orders_now), 0) / NULLIF(COALESCE(SUM(orders_now), 0), 0) AS order_refund_rate
FROM parts
GROUP BY
  1
ORDER BY
  "refunded_orders" DESC,
  "region" ASC
