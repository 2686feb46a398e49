WITH parts AS (
  SELECT
    l.ordered_on AS "day",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now,
    NULL AS orders_before
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-11-09' AS DATE)
    AND l.ordered_on < CAST('2026-11-16' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    CAST(l.ordered_on + INTERVAL '7' DAY AS DATE) AS "day",
    NULL AS orders_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_before
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-11-02' AS DATE)
    AND l.ordered_on < CAST('2026-11-09' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "day",
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
  "day" ASC
