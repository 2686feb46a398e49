WITH parts AS (
  SELECT
    CASE
      WHEN l.ordered_on >= CAST(CAST(DATE_TRUNC('WEEK', l.ordered_on) AS DATE) + INTERVAL '5' DAY AS DATE)
      THEN 'weekend'
      WHEN NOT l.ordered_on IS NULL
      THEN 'weekday'
    END AS "day_kind",
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
    AND l.ordered_on >= CAST('2026-01-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-20' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "day_kind",
  CAST((
    COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0)
  ) / NULLIF(CASE WHEN "day_kind" = 'weekend' THEN 92 ELSE 231 END, 0) AS DECIMAL(38, 4)) AS daily_sales,
  COALESCE(SUM(orders_now), 0) / NULLIF(CASE WHEN "day_kind" = 'weekend' THEN 92 ELSE 231 END, 0) AS daily_orders
FROM parts
GROUP BY
  1
ORDER BY
  "daily_sales" DESC,
  "day_kind" ASC
