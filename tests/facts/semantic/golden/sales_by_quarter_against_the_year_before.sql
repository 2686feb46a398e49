WITH parts AS (
  SELECT
    CAST(DATE_TRUNC('QUARTER', l.ordered_on) AS DATE) AS "quarter",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    NULL AS paid_before,
    SUM(l.refund_amount) AS refunded_now,
    NULL AS refunded_before
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-01-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-20' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    CAST(DATE_TRUNC(
      'QUARTER',
      CAST(CAST(DATE_TRUNC('QUARTER', l.ordered_on) AS DATE) + INTERVAL '12' MONTH AS DATE)
    ) AS DATE) AS "quarter",
    NULL AS paid_now,
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_before,
    NULL AS refunded_now,
    SUM(l.refund_amount) AS refunded_before
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2025-01-01' AS DATE)
    AND l.ordered_on < CAST('2025-11-20' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "quarter",
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales,
  COALESCE(SUM(paid_before), 0) - COALESCE(SUM(refunded_before), 0) AS net_sales_before,
  (
    (
      COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0)
    ) - (
      COALESCE(SUM(paid_before), 0) - COALESCE(SUM(refunded_before), 0)
    )
  ) / NULLIF(ABS(COALESCE(SUM(paid_before), 0) - COALESCE(SUM(refunded_before), 0)), 0) AS net_sales_change
FROM parts
GROUP BY
  1
ORDER BY
  "quarter" ASC
