WITH parts AS (
  SELECT
    l.store AS "store",
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.quantity
      END
    ) AS units_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS product_orders_now
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
  "store",
  COALESCE(SUM(units_now), 0) / NULLIF(COALESCE(SUM(product_orders_now), 0), 0) AS units_per_order
FROM parts
GROUP BY
  1
ORDER BY
  "units_per_order" DESC,
  "store" ASC
