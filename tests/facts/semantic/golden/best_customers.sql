WITH parts AS (
  SELECT
    '#' || SUBSTRING(l.customer_key, 1, 10) AS "customer",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now,
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
  "customer",
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales,
  COALESCE(SUM(orders_now), 0) AS orders
FROM parts
WHERE
  NOT "customer" IS NULL
GROUP BY
  1
ORDER BY
  "net_sales" DESC,
  "customer" ASC
LIMIT 20
