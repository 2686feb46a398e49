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
      OR ordered_on >= CAST('2026-08-24' AS DATE)
      AND ordered_on < CAST('2026-10-08' AS DATE)
    )
  GROUP BY
    order_key
), parts AS (
  SELECT
    b.pieces AS "order_size",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now,
    NULL AS orders_before
  FROM order_line AS l
  LEFT JOIN basket AS b
    ON b.order_key = l.order_key AND l.status <> 'return'
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    b.pieces AS "order_size",
    NULL AS orders_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_before
  FROM order_line AS l
  LEFT JOIN basket AS b
    ON b.order_key = l.order_key AND l.status <> 'return'
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-08-31' AS DATE)
    AND l.ordered_on < CAST('2026-10-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "order_size",
  COALESCE(SUM(orders_now), 0) AS orders,
  COALESCE(SUM(orders_before), 0) AS orders_before,
  (
    (
      COALESCE(SUM(orders_now), 0)
    ) - (
      COALESCE(SUM(orders_before), 0)
    )
  ) / NULLIF(ABS(COALESCE(SUM(orders_before), 0)), 0) AS orders_change
FROM parts
GROUP BY
  1
ORDER BY
  "order_size" ASC
