WITH basket AS (
  SELECT
    order_key,
    SUM(paid_amount) AS value,
    CAST(CEIL(SUM(CASE WHEN line_type = 'product' THEN quantity END)) AS BIGINT) AS pieces
  FROM order_line
  WHERE
    shop_id = $shop
    AND status IN ('paid', 'refunded')
    AND (
      ordered_on >= CAST('2026-09-24' AS DATE)
      AND ordered_on < CAST('2026-11-08' AS DATE)
    )
  GROUP BY
    order_key
), parts AS (
  SELECT
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now
  FROM order_line AS l
  LEFT JOIN basket AS b
    ON b.order_key = l.order_key AND l.status <> 'return'
  WHERE
    (
      l.shop_id = $shop
      AND l.ordered_on >= CAST('2026-10-01' AS DATE)
      AND l.ordered_on < CAST('2026-11-01' AS DATE)
      AND l.status IN ('paid', 'refunded', 'return')
    )
    AND b.value > 500
)
SELECT
  COALESCE(SUM(orders_now), 0) AS orders
FROM parts
