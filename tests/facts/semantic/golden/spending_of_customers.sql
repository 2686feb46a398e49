WITH parts AS (
  SELECT
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND NOT l.customer_key IS NULL
        THEN l.paid_amount
      END
    ) AS known_paid_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.customer_key
      END
    ) AS buyers_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded')
        AND l.paid_amount > 0
        AND NOT l.customer_key IS NULL
        THEN l.order_key
      END
    ) AS known_orders_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
)
SELECT
  CAST(COALESCE(SUM(known_paid_now), 0) / NULLIF(COALESCE(SUM(buyers_now), 0), 0) AS DECIMAL(38, 4)) AS sales_per_buyer,
  COALESCE(SUM(known_orders_now), 0) / NULLIF(COALESCE(SUM(buyers_now), 0), 0) AS orders_per_buyer
FROM parts
